//! `FILE.mapping.toml`: where things stand in one file and what its words mean, settled by a person.

use super::project_file::{fault, line_with, read_text, read_toml};
use crate::places::parse_a1;
use crate::{FiscalYearRule, IngestError};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{AreaCode, IndicatorId, Localized, Period, Status, TierId, UnitId};

/// What a person has settled about one file. Every part may be left out.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Mapping {
    /// What holds for every figure where the cells do not say.
    pub defaults: Meaning,
    /// What a printed label means, wherever it stands: by its text.
    pub labels: BTreeMap<String, Meaning>,
    /// When the fiscal years that the file prints begin: 2014/15, FY2015.
    pub fiscal_year: Option<FiscalYearRule>,
    /// What the columns of a long table (one figure a row) hold: by header text or column letters.
    pub columns: BTreeMap<String, ColumnRole>,
    /// What a text in the status column means.
    pub status: BTreeMap<String, Status>,
    /// Where tables stand, in place of what is found.
    pub tables: Vec<MappedTable>,
    /// What single cells mean: by `C17`, or `Sheet!C17`.
    pub cells: BTreeMap<String, Meaning>,
}

impl Mapping {
    /// What of the mapping holds for the next file that is laid out alike: its words, not its places and its period.
    #[must_use]
    pub fn for_the_next_file(&self) -> Self {
        Self {
            defaults: Meaning { period: None, ..self.defaults.clone() },
            labels: self.labels.clone(),
            fiscal_year: self.fiscal_year,
            columns: self.columns.clone(),
            status: self.status.clone(),
            tables: Vec::new(),
            cells: BTreeMap::new(),
        }
    }
}

/// What a label, a cell or a whole file means; what is `None` is not said here.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Meaning {
    /// What is counted.
    pub indicator: Option<IndicatorId>,
    /// The tier of what is counted.
    pub tier: Option<TierId>,
    /// The area.
    pub area: Option<AreaCode>,
    /// The period.
    pub period: Option<Period>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// What the printed numbers are multiplied by to get to base units: 10000 where they are printed in 万.
    pub scale: Option<f64>,
    /// Whether figures under it are left out.
    pub ignore: bool,
}

/// What a column of a long table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// The number.
    Value,
    /// What is counted.
    Indicator,
    /// The tier of what is counted.
    Tier,
    /// The area by its name.
    Area,
    /// The area by its code, which decides where both are there.
    AreaCode,
    /// The period.
    Period,
    /// The unit.
    Unit,
    /// The title of the document that prints the figure.
    Document,
    /// The address of the document.
    Url,
    /// The day on which the document was published.
    PublishedOn,
    /// A short phrase around the figure.
    Phrase,
    /// Who published the document.
    Publisher,
    /// The observation status.
    Status,
    /// Nothing that a figure keeps.
    Ignore,
}

/// Where a table stands; what is `None` stays as it is found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct MappedTable {
    /// The sheet; `None` for the only or the first one.
    pub sheet: Option<String>,
    /// The cells of the table, as `A1:K40`.
    pub range: Option<String>,
    /// The first and the last header row, counted from 1.
    pub header_rows: Option<[u32; 2]>,
    /// The first and the last data row, counted from 1.
    pub data_rows: Option<[u32; 2]>,
    /// How many columns at the left hold labels.
    pub stub_columns: Option<u32>,
}

/// Reads a mapping file.
///
/// # Errors
/// [`IngestError`] naming the file and the line where it cannot be read or says what cannot be: an unknown key, a
/// cell or a range that is none, rows that run backwards.
pub fn read(path: &Path) -> Result<Mapping, IngestError> {
    let mapping: Mapping = read_toml(path)?;
    if let Some((written, reason)) = contradiction(&mapping) {
        return Err(fault(path, line_with(&read_text(path)?, &written), reason));
    }
    Ok(mapping)
}

/// The first thing in a mapping that cannot be, with the text by which its line is found.
fn contradiction(mapping: &Mapping) -> Option<(String, Localized)> {
    for key in mapping.cells.keys() {
        if parse_a1(key).is_none() {
            let reason = Localized::new(
                format!("“{key}”不是单元格；请写成 C17 或 \"工作表!C17\""),
                format!("`{key}` is no cell; write it as C17 or \"Sheet!C17\""),
            );
            return Some((key.clone(), reason));
        }
    }
    let place = |text: &str| parse_a1(text).map(|(_, place)| place);
    for table in &mapping.tables {
        if let Some(range) = &table.range {
            let ends = range.split_once(':').map(|(first, last)| (place(first), place(last)));
            let rising = |(first, last): ((u32, u32), (u32, u32))| first.0 <= last.0 && first.1 <= last.1;
            if !matches!(ends, Some((Some(first), Some(last))) if rising((first, last))) {
                let reason = Localized::new(
                    format!("“{range}”不是区域；请写成 A1:K40"),
                    format!("`{range}` is no range; write it as A1:K40"),
                );
                return Some((range.clone(), reason));
            }
        }
        for (key, rows) in [("header-rows", table.header_rows), ("data-rows", table.data_rows)] {
            if let Some([first, last]) = rows
                && (first == 0 || last < first)
            {
                let reason = Localized::new(
                    format!("{key} 应为起止两行（从 1 数起），而不是 [{first}, {last}]"),
                    format!("{key} wants the first and the last row, counted from 1, not [{first}, {last}]"),
                );
                return Some((key.to_owned(), reason));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_written(text: &str) -> Result<Mapping, IngestError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.mapping.toml");
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn every_part_reads() {
        let mapping = read_written(
            "[defaults]\nperiod = \"2015-12-31\"\narea = \"000000\"\n\
             [labels]\n\"民办机构\" = { indicator = \"service-agencies\" }\n\"其他\" = { ignore = true }\n\
             [columns]\nvalue_raw = \"value\"\npub_date = \"published-on\"\nB = \"area-code\"\n\
             [status]\nlow = \"U\"\n\
             [fiscal-year]\nbegins = \"07-01\"\n\
             [[tables]]\nsheet = \"表1\"\nrange = \"A1:K40\"\nheader-rows = [3, 4]\nstub-columns = 1\n\
             [cells]\nC17 = { unit = \"persons\" }\n\"表2!D4\" = { ignore = true }\n",
        )
        .unwrap();
        assert_eq!(mapping.defaults.period, "2015-12-31".parse().ok());
        assert!(mapping.labels["其他"].ignore);
        assert_eq!(mapping.columns["pub_date"], ColumnRole::PublishedOn);
        assert_eq!(mapping.status["low"], Status::U);
        assert_eq!(mapping.fiscal_year.unwrap().begins, (7, 1));
        assert_eq!(mapping.tables[0].header_rows, Some([3, 4]));
        assert_eq!(mapping.cells["C17"].unit, Some(UnitId("persons".into())));
    }

    #[test]
    fn what_cannot_be_is_named_with_its_line() {
        let cases = [
            ("[cells]\nC1 = {}\n\"17C\" = { ignore = true }\n", 3, "17C"),
            ("[[tables]]\nrange = \"K40:A1\"\n", 2, "K40:A1"),
            ("[[tables]]\nsheet = \"a\"\ndata-rows = [9, 4]\n", 3, "data-rows"),
            ("[labels]\n\"x\" = { tier = \"county\", teir = \"county\" }\n", 2, "teir"),
            ("[defaults]\nperiod = \"last year\"\n", 2, "last year"),
        ];
        for (text, expected_line, part) in cases {
            match read_written(text) {
                Err(IngestError::ProjectFile { line, reason, .. }) => {
                    assert_eq!(line, Some(expected_line), "{text}");
                    assert!(reason.en.contains(part) && reason.zh.contains(part), "{}", reason.en);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
