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
mod question;
mod reading;
mod row;
mod schema;
mod set_aside;
mod snapshot;
mod source;
mod trace;
mod transfer;
mod verify;
mod whole;

pub use append::{ImportBatch, ImportOutcome, StreamedBatch};
pub use error::{NoLedger, StoreError};
pub use exchange::{ExchangeKey, Package, PackageError, UnreadableFigures, open_package, pack, public_key};
pub use frame::{FRAME_COLUMNS, Frame, FrameTable, frame, panel, sorted};
pub use imports::ImportRecord;
pub use ledger::Ledger;
pub use list::FigureList;
pub use reading::{Candidate, readings_of};
pub use set_aside::{SetAside, SetAsideLog};
pub use snapshot::Snapshot;
pub use source::Source;
pub use trace::Trace;
