//! The figures of the ledger: what is printed, the sums that no source prints, and areas as they stand on the map of a day.

mod answer;
mod on_map;
mod panel;
mod question;
mod row;
#[cfg(test)]
mod tests;
mod totals;

pub use answer::{Figures, figures};
pub use on_map::{FiguresOnMap, figures_on_map};
pub use panel::{Panel, PanelRow};
pub use question::{FiguresQuestion, question};
pub use row::{FigureRow, FigureRule};
pub(crate) use row::{NumberOfRow, number_fields};
pub use totals::totals;
