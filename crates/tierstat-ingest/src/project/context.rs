//! What the importer is told about a file before it is opened.

use crate::{CorrectionRecord, EarlierFile, FiscalYearRule, Limits, Mapping, Names, OriginFile};
use jiff::civil::Date;
use std::borrow::Cow;
use std::path::Path;
use tierstat_model::CodeLists;

/// A file with everything that stands beside it.
#[derive(Debug, Clone, Copy)]
pub struct FileContext<'a> {
    /// Where the file is.
    pub path: &'a Path,
    /// Its path inside the project, as origins print it.
    pub name: &'a str,
    /// The code lists by which names are resolved.
    pub lists: &'a CodeLists,
    /// The same code lists indexed, for readers of many files, since that takes longer than reading a small one; without
    /// it the lists are indexed for this file.
    pub names: Option<&'a Names<'a>>,
    /// Who published it, where that is stated.
    pub origin: Option<&'a OriginFile>,
    /// Who publishes what lies in its folder, where only that is stated.
    pub publisher: Option<&'a str>,
    /// What a person has settled about its labels and tables.
    pub mapping: Option<&'a Mapping>,
    /// A file of the same publisher from before that is laid out alike.
    pub earlier: Option<EarlierFile<'a>>,
    /// The corrections of its printed values.
    pub corrections: &'a [CorrectionRecord],
    /// When fiscal years begin in the sources of the project, where it says so; the mapping outranks it.
    pub fiscal_year: Option<FiscalYearRule>,
    /// How large it may be.
    pub limits: &'a Limits,
    /// The rank of its publisher; smaller is preferred.
    pub source_rank: u32,
    /// The day of the import, which is when a figure is known where its origin states no day.
    pub imported_on: Option<Date>,
}

impl<'a> FileContext<'a> {
    /// A file alone: no origin, mapping, earlier file or corrections, and a publisher that ranks last.
    #[must_use]
    pub fn new(path: &'a Path, name: &'a str, lists: &'a CodeLists, limits: &'a Limits) -> Self {
        Self {
            path,
            name,
            lists,
            names: None,
            origin: None,
            publisher: None,
            mapping: None,
            earlier: None,
            corrections: &[],
            fiscal_year: None,
            limits,
            source_rank: u32::MAX,
            imported_on: None,
        }
    }

    /// The code lists, indexed.
    pub(crate) fn indexed_lists(&self) -> Cow<'a, Names<'a>> {
        self.names.map_or_else(|| Cow::Owned(Names::new(self.lists)), Cow::Borrowed)
    }

    /// When the fiscal years that the file prints begin, where a person has said so.
    pub(crate) fn fiscal_year_rule(&self) -> Option<FiscalYearRule> {
        self.mapping.and_then(|mapping| mapping.fiscal_year).or(self.fiscal_year)
    }
}
