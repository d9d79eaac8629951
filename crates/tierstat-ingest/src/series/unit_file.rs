//! Tables of units: which have one, since when, and which have none yet.

use super::series_file::series_time;
use crate::project::list_file::{ColumnNames, ListFile};
use crate::text::excerpt::excerpt;
use crate::{IngestError, Limits};
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_model::{Finding, Localized, SeriesTime, Severity};

/// The units of a table, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFile {
    /// The units.
    pub units: Vec<FileUnit>,
    /// What was not understood; the rows are left out.
    pub findings: Vec<Finding>,
}

/// One row of a [`UnitFile`].
#[derive(Debug, Clone, PartialEq)]
pub struct FileUnit {
    /// The name.
    pub name: String,
    /// When it got its first one; `None` where it has none yet.
    pub first: Option<SeriesTime>,
}

const UNIT: ColumnNames = &["unit", "name", "area", "单位", "名称", "地区"];
const FIRST: ColumnNames = &["period_of_first", "first", "period", "首次", "首个时期", "首次时期", "时期"];

/// Reads a table of units with a header: the unit, and the period of its first one; an empty cell means not yet.
///
/// Columns are found by their names (`unit`, `area`, `period_of_first`, `first`, 单位, 地区, 首次, 首个时期 and the like), else they are
/// the first and the second.
///
/// # Errors
/// [`IngestError`] where the file cannot be read or holds no such table.
pub fn read_units(path: &Path, limits: &Limits) -> Result<UnitFile, IngestError> {
    let list = ListFile::open(path, limits, &[UNIT, FIRST])?;
    let unit = list.leftmost(UNIT).or(list.at(0)).ok_or_else(|| list.lacks(UNIT))?;
    let first = list.leftmost(FIRST).or(list.at(1)).filter(|first| *first != unit);
    let first = first.ok_or_else(|| list.lacks(FIRST))?;
    if series_time(list.name(first)).is_some() {
        return Err(list.no_header(first));
    }
    let (mut units, mut findings, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in list.rows()? {
        let (name, printed) = (list.text(row, unit), list.text(row, first));
        let mut report = |column: u32, rule: &str, message: Localized| {
            findings.push(Finding {
                severity: Severity::Warning,
                rule: rule.to_owned(),
                cells: vec![list.cell(row, column)],
                message,
                hint: Localized::new(
                    "这一行未用；请改正后再运行",
                    "this row is left out; mend it and run again",
                ),
            });
        };
        let time = if printed.is_empty() { None } else { series_time(printed) };
        if name.is_empty() {
            report(unit, "units.name", Localized::new("单位没有名称", "a unit has no name"));
        } else if time.is_none() && !printed.is_empty() {
            let printed = excerpt(printed);
            report(
                first,
                "units.period",
                Localized::new(format!("“{printed}”不是时期"), format!("`{printed}` is no period")),
            );
        } else if known.insert(name.to_owned()) {
            units.push(FileUnit { name: name.to_owned(), first: time });
        } else {
            let name = excerpt(name);
            let message = Localized::new(
                format!("“{name}”出现不止一次"),
                format!("`{name}` stands there more than once"),
            );
            report(unit, "units.twice", message);
        }
    }
    Ok(UnitFile { units, findings })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::Period;

    #[test]
    fn an_empty_cell_is_not_yet_and_what_is_not_understood_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units.csv");
        let text = "单位,首次\n甲,2012\n乙,\n丙,早\n甲,2013\n,2014\n丁,3\n";
        std::fs::write(&path, text).unwrap();
        let file = read_units(&path, &Limits::default()).unwrap();
        let firsts: Vec<Option<SeriesTime>> = file.units.iter().map(|unit| unit.first).collect();
        let year = SeriesTime::Period(Period::Year(2012));
        assert_eq!(firsts, [Some(year), None, Some(SeriesTime::Number(3.0))]);
        let rules: Vec<&str> = file.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["units.period", "units.twice", "units.name"]);
        std::fs::write(&path, "unit\na\n").unwrap();
        let error = read_units(&path, &Limits::default()).unwrap_err();
        assert!(matches!(&error, IngestError::ProjectFile { line: Some(1), .. }), "{error:?}");
        assert!(error.to_string().contains("the header lacks the column `period_of_first`"), "{error}");
    }
}
