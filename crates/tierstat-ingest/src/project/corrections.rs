//! `FILE.corrections.toml`: records that override a printed value, each with a reason and a guard.

use super::project_file::{fault, line_of, read_text, read_toml};
use crate::IngestError;
use serde::Deserialize;
use std::path::Path;
use tierstat_model::Localized;

/// One correction of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CorrectionRecord {
    /// The sheet of the cell, where the file has several.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The cell in A1 notation.
    pub cell: String,
    /// The text that the cell printed when the correction was written: the guard.
    pub expected: String,
    /// What to do.
    pub action: CorrectionAction,
    /// The text to read instead; present exactly where the action is [`CorrectionAction::Override`].
    #[serde(default)]
    pub value: Option<String>,
    /// Why the printed value cannot be right.
    pub reason: String,
    /// How far the provider of the file is with it.
    #[serde(default)]
    pub provider_status: ProviderStatus,
}

/// What a correction does to its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionAction {
    /// Another text is read in place of the printed one.
    Override,
    /// The cell is not read as a figure.
    Drop,
}

/// How far the provider of a file is with a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProviderStatus {
    /// Nobody has told the provider.
    #[default]
    Open,
    /// The provider has been told.
    Reported,
    /// The provider agrees.
    Acknowledged,
    /// A later edition prints the right value.
    Fixed,
}

/// Reads a corrections file, in file order.
///
/// # Errors
/// [`IngestError`] naming the file and the line where it cannot be read, where a cell is no A1 address, where an
/// override has no value or a drop has one, and where two records correct one cell.
pub fn read(path: &Path) -> Result<Vec<CorrectionRecord>, IngestError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct CorrectionsFile {
        #[serde(default)]
        corrections: Vec<CorrectionRecord>,
    }
    let records = read_toml::<CorrectionsFile>(path)?.corrections;
    for (index, record) in records.iter().enumerate() {
        let repeated =
            records[..index].iter().any(|other| other.cell == record.cell && other.sheet == record.sheet);
        if let Some(reason) = contradiction(record, repeated) {
            return Err(fault(path, Some(line_of_record(&read_text(path)?, index)), reason));
        }
    }
    Ok(records)
}

fn contradiction(record: &CorrectionRecord, repeated: bool) -> Option<Localized> {
    let cell = &record.cell;
    if crate::places::parse_a1(cell).is_none() {
        Some(Localized::new(
            format!("“{cell}”不是单元格地址；请写成 B9"),
            format!("`{cell}` is no cell; write it as B9"),
        ))
    } else if record.action == CorrectionAction::Override && record.value.is_none() {
        Some(Localized::new(
            format!("单元格 {cell} 的更正缺少 value"),
            format!("the correction of {cell} overrides but has no value"),
        ))
    } else if record.action == CorrectionAction::Drop && record.value.is_some() {
        Some(Localized::new(
            format!("单元格 {cell} 的更正是 drop，不能带 value"),
            format!("the correction of {cell} drops the cell and cannot have a value"),
        ))
    } else if repeated {
        Some(Localized::new(format!("单元格 {cell} 有两条更正"), format!("cell {cell} is corrected twice")))
    } else {
        None
    }
}

/// The line of the n-th `[[corrections]]`, counted from 1.
fn line_of_record(text: &str, index: usize) -> usize {
    text.match_indices("[[corrections]]").nth(index).map_or(1, |(offset, _)| line_of(text, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_written(text: &str) -> Result<Vec<CorrectionRecord>, IngestError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.corrections.toml");
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    const SWAPPED: &str = "[[corrections]]\ncell = \"B9\"\nexpected = \"2580个\"\naction = \"override\"\n\
                           value = \"2850\"\nreason = \"two digits swapped\"\nprovider-status = \"reported\"\n";

    #[test]
    fn an_override_keeps_its_guard_and_its_value() {
        let records = read_written(SWAPPED).unwrap();
        assert_eq!(records[0].expected, "2580个");
        assert_eq!(records[0].value.as_deref(), Some("2850"));
        assert_eq!(records[0].provider_status, ProviderStatus::Reported);
    }

    #[test]
    fn an_empty_file_corrects_nothing() {
        assert_eq!(read_written("").unwrap(), vec![]);
    }

    #[test]
    fn contradictions_are_named_with_the_line_of_their_record() {
        let cases = [
            (SWAPPED.replace("value = \"2850\"\n", ""), 1, "no value"),
            (SWAPPED.replace("override", "drop"), 1, "cannot have a value"),
            (SWAPPED.replace("B9", "9B"), 1, "is no cell"),
            (SWAPPED.repeat(2), 8, "twice"),
        ];
        for (text, expected_line, part) in cases {
            match read_written(&text) {
                Err(IngestError::ProjectFile { line, reason, .. }) => {
                    assert_eq!(line, Some(expected_line));
                    assert!(reason.en.contains(part), "{}", reason.en);
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
