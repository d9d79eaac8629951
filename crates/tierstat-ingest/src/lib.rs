#![doc = include_str!("../README.md")]

// The stations, in the order of the way of a figure. Each uses only those above it, and files use each other one way.

// What is wrong with a damaged file, in Chinese.
mod damage_reason;
// What stops a file.
mod error;
// How large a file may become.
mod limits;
// How a cell is addressed.
mod places;

// What a printed text says: characters, numerals, periods.
mod text;
// What the bytes are: kind, encoding, records, the parts of a packed file.
mod open;
// Cells, whatever the file was.
mod sheet;
// Tables, and one class for each row.
mod structure;
// Names by the code lists.
mod names;
// What one edition shares with the next.
mod edition;
// What a person writes beside the data.
mod project;
// Numbers with their labels, and what they mean.
mod figure;
// What figures say of each other.
mod findings;
// Figures in sentences.
mod prose;
// Long series and tables of units.
mod series;
// The doors: inspect, import, table, passages.
mod reading;

pub use edition::layout::{EarlierFile, FileLayout, layout};
pub use error::{FileForm, IngestError};
pub use limits::Limits;
pub use names::{AreaHint, Mentions, Names, Resolution};
pub use open::dialect::Dialect;
pub use open::sniff::may_hold_figures;
pub use project::area_pairs::{AreaPair, read_area_pairs};
pub use project::code_lists::load_code_lists;
pub use project::context::FileContext;
pub use project::corrections::{self, CorrectionAction, CorrectionRecord, ProviderStatus};
pub use project::folder_defaults::{self, FolderDefaults};
pub use project::ignored_parts::IgnoredParts;
pub use project::mapping::{self, ColumnRole, MappedTable, Mapping};
pub use project::origin_file::{self, BlankMeaning, OriginFile};
pub use reading::clean_table::{clean_table, for_each_clean_record};
pub use reading::import::{Imported, id_of, import};
pub use reading::inspection::{Inspection, InspectionDocument, inspect};
pub use reading::origin_draft::OriginDraft;
pub use reading::passages::{passages, passages_of};
pub use reading::rules::READING;
pub use reading::surroundings::{Surroundings, surroundings};
pub use series::series_file::{FilePoint, FileSeries, SeriesFile, read_observations, read_series};
pub use series::series_levels::SeriesWhole;
pub use series::unit_file::{FileUnit, UnitFile, read_units};
pub use structure::RowClass;
pub use text::numerals::{PrintedNumber, parse_number};
pub use text::period::{
    FiscalYear, FiscalYearRule, NamedAfter, find_period, parse_fiscal_year, parse_period,
};
pub use tierstat_model::SeriesTime;
