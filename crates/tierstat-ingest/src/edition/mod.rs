//! What one edition of a file shares with the next.

pub(crate) mod layout;
