#![doc = include_str!("../README.md")]

mod append;
mod error;
mod exchange;
mod frame;
mod kept_back;
mod ledger;
mod list;
mod migration;
mod numbering;
mod reading;
mod row;
mod schema;
mod set_aside;
mod trace;
mod transfer;
mod verify;

pub use append::{ImportBatch, ImportOutcome, ImportRecord};
pub use error::StoreError;
pub use exchange::{ExchangeKey, Package, PackageError, UnreadableFigures, open_package, pack, public_key};
pub use frame::{FRAME_COLUMNS, Frame, FrameTable, frame, panel, sorted};
pub use ledger::Ledger;
pub use list::FigureList;
pub use reading::{Candidate, readings_of};
pub use set_aside::{SetAside, SetAsideLog};
pub use trace::Trace;
