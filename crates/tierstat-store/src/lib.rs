#![doc = include_str!("../README.md")]

mod append;
mod error;
mod exchange;
mod findings;
mod frame;
mod imports;
mod kept_back;
mod known;
mod ledger;
mod list;
mod migration;
mod numbering;
mod opening;
mod reading;
mod row;
mod schema;
mod snapshot;
mod trace;
mod transfer;
mod verify;
mod whole;

pub use append::{ImportBatch, ImportOutcome};
pub use error::{NoLedger, StoreError};
pub use exchange::{ExchangeKey, Package, PackageError, open_package, pack};
pub use frame::{FRAME_COLUMNS, Frame, FrameTable, frame, panel, sorted};
pub use imports::ImportRecord;
pub use ledger::Ledger;
pub use list::FigureList;
pub use reading::{Candidate, readings_of};
pub use snapshot::Snapshot;
pub use trace::Trace;
