//! What is kept back from the ledger: numbers that were read, of which a part is in doubt until a mapping settles it.

mod answer;
mod row;
#[cfg(test)]
mod tests;
mod told;

pub use answer::{kept_back, nothing};
pub use row::KeptBackRow;
pub use told::{Told, waiting};
