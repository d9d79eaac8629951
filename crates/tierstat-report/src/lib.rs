#![doc = include_str!("../README.md")]

mod binding;
mod charts;
mod comparison;
mod course;
mod disputes;
mod error;
mod findings;
mod kinds;
mod letter;
mod low_reliability;
pub mod proof;
mod render;
mod report;
mod scope;
mod spec;
mod table;
mod table_keys;
mod text;

pub use charts::{FoundSeries, PreparedChart, RenderedChart, paint};
pub use comparison::{ChartChange, ComparedChart, DrawnChart, comparison_page};
pub use error::{Excess, ReportError};
pub use kinds::{KindSubject, ReportKind};
pub use letter::letter_page;
pub use render::{RenderedReport, prepare_chart, render, render_words};
pub use report::{Report, ReportContext};
pub use spec::{ReportSpec, ScopeSpec, TableKind, TableSpec};
