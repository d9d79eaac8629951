#![doc = include_str!("../README.md")]

mod area;
mod bounds;
mod cell_ref;
mod claim;
mod code_lists;
mod figure;
mod finding;
mod indicator;
mod language;
mod lookup;
mod origin;
mod period;
mod quantity;
mod rate;
mod status;
mod tier;
mod unit;

pub use area::{Area, AreaCode, AreaList};
pub use bounds::{Bounds, BoundsError, Upper};
pub use cell_ref::{CellRef, column_letters};
pub use claim::{Claim, ClaimKind};
pub use code_lists::CodeLists;
pub use figure::{Correction, Figure, FigureId, SeriesKey};
pub use finding::{Finding, FindingGroup, Severity};
pub use indicator::{Indicator, IndicatorId, IndicatorList, Measure};
pub use language::{Language, Localized};
pub use lookup::{FigureLookup, FigureQuery, LookupError, Reading, ReadingRule};
pub use origin::{Document, Layout, Origin};
pub use period::{Period, PeriodError};
pub use quantity::{Precision, Quantity};
pub use rate::{PointChange, Ratio};
pub use status::Status;
pub use tier::{Tier, TierId, TierList};
pub use unit::{Unit, UnitId, UnitKind, UnitList};
