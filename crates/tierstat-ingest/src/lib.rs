#![doc = include_str!("../README.md")]

mod additions;
mod balance;
mod characters;
mod claims;
mod clean_table;
mod code_lists;
mod column_numbers;
mod context;
pub mod corrections;
mod cursor;
mod error;
mod import;
mod inspection;
mod layout;
mod limits;
mod long_table;
mod mapped_cells;
pub mod mapping;
mod mapping_draft;
mod meaning;
mod names;
mod naming;
mod numerals;
pub mod origin_file;
mod period_text;
mod places;
mod project_file;
mod prose;
mod raw_figure;
mod read_file;
mod series_file;
mod series_levels;
mod sheet;
mod sniff;
mod structure;
mod surroundings;
mod unit_file;
mod unnamed;

pub use claims::claims;
pub use clean_table::{clean_table, for_each_clean_record};
pub use code_lists::load_code_lists;
pub use context::FileContext;
pub use corrections::{CorrectionAction, CorrectionRecord, ProviderStatus};
pub use error::IngestError;
pub use import::{Imported, import};
pub use inspection::{Inspection, InspectionDocument, inspect};
pub use layout::{EarlierFile, Layout, layout};
pub use limits::Limits;
pub use mapping::{ColumnRole, MappedTable, Mapping};
pub use names::{AreaHint, Mentions, Names, Resolution};
pub use numerals::{PrintedNumber, parse_number};
pub use origin_file::{BlankMeaning, OriginFile};
pub use period_text::{
    FiscalYear, FiscalYearRule, NamedAfter, find_period, parse_fiscal_year, parse_period,
    parse_period_in_year, period_status,
};
pub use series_file::{FilePoint, FileSeries, SeriesFile, SeriesTime, read_series};
pub use series_levels::SeriesWhole;
pub use sheet::Dialect;
pub use structure::RowClass;
pub use surroundings::{Surroundings, surroundings};
pub use unit_file::{FileUnit, UnitFile, read_units};
