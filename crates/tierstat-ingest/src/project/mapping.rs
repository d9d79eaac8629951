//! `FILE.mapping.toml`: where things stand in one file and what its words mean, settled by a person.

use super::folder_defaults::FolderDefaults;
use super::ignored_parts::IgnoredParts;
use super::label_key::label_key;
pub use super::meaning_line::Meaning;
use super::project_file::{fault, read_text, read_toml};
use super::written_ids::WrittenIds;
use super::written_lines::WrittenLines;
use crate::places::parse_a1;
use crate::{FiscalYearRule, IngestError};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{CodeLists, DimensionId, Localized, MemberId, Status};

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
    /// Rows and columns whose numbers are left out.
    pub ignore: Vec<IgnoredParts>,
    /// What single cells mean: by `C17`, or `Sheet!C17`.
    pub cells: BTreeMap<String, Meaning>,
    /// Where its keys are written.
    #[serde(skip)]
    pub(crate) written: WrittenLines,
}

impl Mapping {
    /// What of the mapping holds for the next file that is laid out alike: its words, not its places and its periods.
    #[must_use]
    pub fn for_the_next_file(&self) -> Self {
        let undated = |line: &Meaning| Meaning { period: None, ..line.clone() };
        let labels = self.labels.iter().map(|(label, line)| (label.clone(), undated(line)));
        let tables = self.tables.iter().filter(|table| table.header.is_some());
        Self {
            defaults: undated(&self.defaults),
            labels: labels.filter(|(_, line)| *line != Meaning::default()).collect(),
            fiscal_year: self.fiscal_year,
            columns: self.columns.clone(),
            status: self.status.clone(),
            // The next edition may well have more rows.
            tables: tables
                .map(|table| MappedTable { range: None, data_rows: None, ..table.clone() })
                .collect(),
            ignore: self.ignore.iter().filter_map(IgnoredParts::for_the_next_file).collect(),
            cells: BTreeMap::new(),
            written: self.written.clone(),
        }
    }

    /// The same mapping with the defaults of its folder where its own say nothing.
    #[must_use]
    pub fn or_defaults(mut self, folder: &FolderDefaults) -> Self {
        self.defaults = self.defaults.or(folder.meaning());
        self
    }

    /// The same mapping with the defaults of another where its own say nothing.
    #[must_use]
    pub fn or_defaults_of(mut self, other: &Self) -> Self {
        self.defaults = self.defaults.or(other.defaults.clone());
        self
    }

    /// The same mapping without defaults of its own but for those of the folder: it is lent to a file that is not quite alike.
    #[must_use]
    pub fn without_defaults(mut self) -> Self {
        self.defaults = Meaning::default();
        self
    }

    /// The same mapping with ids in place of the names that are written.
    ///
    /// # Errors
    /// [`IngestError`] naming the file, the line and the nearest names where the code lists have no such indicator, tier,
    /// area or unit, or several of that name.
    pub fn resolved(mut self, lists: &CodeLists) -> Result<Self, IngestError> {
        let ids = WrittenIds::new(lists);
        let written = &self.written;
        let at = |keys: &[&str], reason| fault(written.path(), written.line(keys), reason);
        ids.resolve(&mut self.defaults).map_err(|(key, reason)| at(&["defaults", key], reason))?;
        for (section, lines) in [("labels", &mut self.labels), ("cells", &mut self.cells)] {
            for (name, line) in lines {
                // A label is the member that it names, or one of its own.
                if section == "labels" && line.dimension.is_some() && line.member.is_none() {
                    line.member = Some(MemberId(name.trim().to_owned()));
                }
                ids.resolve(line).map_err(|(key, reason)| at(&[section, name, key], reason))?;
            }
        }
        for (name, role) in &mut self.columns {
            let ColumnRole::Dimension(dimension) = role else { continue };
            let mut line = Meaning { dimension: Some(dimension.clone()), ..Meaning::default() };
            ids.resolve(&mut line).map_err(|(_, reason)| at(&["columns", name], reason))?;
            *dimension = line.dimension.unwrap_or_else(|| dimension.clone());
        }
        Ok(self)
    }
}

/// What a column of a long table holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
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
    /// A member of a dimension, written `{ dimension = "sex" }`.
    Dimension(DimensionId),
    /// The observation status.
    Status,
    /// Nothing that a figure keeps.
    Ignore,
}

/// Where a table stands; what is `None` stays as it is found. Rows count from 1, or from the row that prints `header`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct MappedTable {
    /// The sheet; `None` for the only or the first one.
    pub sheet: Option<String>,
    /// The text of a cell of its first header row: the row that prints it is row 1 of the table, and so in the next edition.
    pub header: Option<String>,
    /// The cells of the table, as `A1:K40`.
    pub range: Option<String>,
    /// The first and the last header row, counted from 1.
    pub header_rows: Option<[u32; 2]>,
    /// The first and the last data row, counted from 1.
    pub data_rows: Option<[u32; 2]>,
    /// How many columns at the left hold labels.
    pub stub_columns: Option<u32>,
}

/// Reads a mapping file; what it names is not looked up, for which see [`Mapping::resolved`].
///
/// # Errors
/// [`IngestError`] naming the file and the line where it cannot be read or says what cannot be: an unknown key, a
/// cell or a range that is none, rows that run backwards, a line that says nothing.
pub fn read(path: &Path) -> Result<Mapping, IngestError> {
    let mut mapping: Mapping = read_toml(path)?;
    mapping.written = WrittenLines::of(path, &read_text(path)?);
    if let Some((keys, reason)) = contradiction(&mapping) {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        return Err(fault(path, mapping.written.line(&keys), reason));
    }
    Ok(mapping)
}

/// The first thing in a mapping that cannot be, with the keys that lead to it.
fn contradiction(mapping: &Mapping) -> Option<(Vec<String>, Localized)> {
    for key in mapping.cells.keys() {
        if parse_a1(key).is_none() {
            let reason = Localized::new(
                format!("“{key}”不是单元格；请写成 C17 或 \"工作表!C17\""),
                format!("`{key}` is no cell; write it as C17 or \"Sheet!C17\""),
            );
            return Some((vec!["cells".to_owned(), key.clone()], reason));
        }
    }
    for (index, table) in mapping.tables.iter().enumerate() {
        if let Some((key, reason)) = contradiction_of_table(table) {
            return Some((vec!["tables".to_owned(), index.to_string(), key.to_owned()], reason));
        }
    }
    if mapping.defaults.ignore {
        let reason = Localized::new(
            "[defaults] 中不能写 ignore；请写在 [labels]、[cells] 或 [[ignore]] 中",
            "[defaults] cannot say ignore; write it under [labels], [cells] or [[ignore]]",
        );
        return Some((vec!["defaults".to_owned(), "ignore".to_owned()], reason));
    }
    if let Some(index) = mapping.ignore.iter().position(|ignored| ignored.parts().next().is_none()) {
        let reason = Localized::new(
            "[[ignore]] 应写明 rows、columns、column-header 或 row-label",
            "[[ignore]] wants rows, columns, column-header or row-label",
        );
        return Some((vec!["ignore".to_owned(), index.to_string()], reason));
    }
    let sections = [("labels", &mapping.labels), ("cells", &mapping.cells)];
    let all = sections.into_iter().flat_map(|(section, lines)| {
        lines.iter().map(move |(name, line)| (vec![section.to_owned(), name.clone()], line))
    });
    for (mut keys, line) in all.chain([(vec!["defaults".to_owned()], &mapping.defaults)]) {
        let is_label = keys.first().is_some_and(|section| section == "labels");
        let lacks = match (&line.dimension, &line.member) {
            (None, Some(_)) => Some(("member", "dimension")),
            (Some(_), None) if !is_label => Some(("dimension", "member")),
            _ => None,
        };
        if let Some((there, lacking)) = lacks {
            let reason = Localized::new(
                format!("有 {there} 时须写明 {lacking}"),
                format!("{there} wants {lacking} beside it"),
            );
            keys.push(there.to_owned());
            return Some((keys, reason));
        }
    }
    for (section, lines) in sections {
        if let Some((key, _)) = lines.iter().find(|(_, line)| **line == Meaning::default()) {
            let reason = Localized::new(
                format!("“{key}”一行什么也没有说明"),
                format!("the line of `{key}` says nothing"),
            );
            return Some((vec![section.to_owned(), key.clone()], reason));
        }
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for label in mapping.labels.keys() {
        if let Some(other) = seen.insert(label_key(label), label) {
            let reason = Localized::new(
                format!("“{label}”与“{other}”是同一标签：空格和大小写不作区分"),
                format!("`{label}` and `{other}` are one label: spaces and case make no difference"),
            );
            return Some((vec!["labels".to_owned(), label.clone()], reason));
        }
    }
    None
}

fn contradiction_of_table(table: &MappedTable) -> Option<(&'static str, Localized)> {
    let place = |text: &str| parse_a1(text).map(|(_, place)| place);
    if let Some(range) = &table.range {
        let ends = range.split_once(':').map(|(first, last)| (place(first), place(last)));
        let rising = |(first, last): ((u32, u32), (u32, u32))| first.0 <= last.0 && first.1 <= last.1;
        if !matches!(ends, Some((Some(first), Some(last))) if rising((first, last))) {
            let reason = Localized::new(
                format!("“{range}”不是区域；请写成 A1:K40"),
                format!("`{range}` is no range; write it as A1:K40"),
            );
            return Some(("range", reason));
        }
        if table.header.is_some() {
            let reason = Localized::new(
                "header 与 range 只能写一个：header 已说明表从哪一行起",
                "header and range exclude each other: header says in which row the table begins",
            );
            return Some(("header", reason));
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
            return Some((key, reason));
        }
    }
    let parts = [
        table.header.is_some(),
        table.range.is_some(),
        table.header_rows.is_some(),
        table.data_rows.is_some(),
        table.stub_columns.is_some(),
    ];
    if !parts.contains(&true) {
        let reason = Localized::new(
            "[[tables]] 应写明 header、range、header-rows、data-rows 或 stub-columns",
            "[[tables]] wants header, range, header-rows, data-rows or stub-columns",
        );
        return Some(("sheet", reason));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::UnitId;

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
