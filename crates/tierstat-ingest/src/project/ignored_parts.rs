//! `[[ignore]]` of a mapping: rows and columns that are not taken in.

use crate::project::label_key::label_key;
use crate::structure::Label;
use serde::{Deserialize, Deserializer, de::Error};
use tierstat_model::in_both;

/// Rows and columns of a sheet whose numbers are left out. Each key stands by itself: what any of them names is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct IgnoredParts {
    /// The sheet; `None` for every sheet.
    pub sheet: Option<String>,
    /// Rows by number, `12`, and runs of rows, `"14:20"`: the first and the last of each.
    #[serde(deserialize_with = "row_runs")]
    pub rows: Vec<(u32, u32)>,
    /// Columns by letter, `"F"`, and runs of columns, `"H:J"`: the first and the last of each, counted from 1.
    #[serde(deserialize_with = "column_runs")]
    pub columns: Vec<(u32, u32)>,
    /// The columns under a header that reads so.
    pub column_header: Option<String>,
    /// The rows with a label that reads so.
    pub row_label: Option<String>,
}

/// One thing that is left out: what its key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IgnoredPart<'a> {
    Rows(u32, u32),
    Columns(u32, u32),
    ColumnHeader(&'a str),
    RowLabel(&'a str),
}

impl IgnoredParts {
    /// All that is left out, each with its key and its place in the list of the key.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&'static str, usize, IgnoredPart<'_>)> {
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(index, (first, last))| ("rows", index, IgnoredPart::Rows(*first, *last)));
        let columns = self.columns.iter().enumerate();
        let columns =
            columns.map(|(index, (first, last))| ("columns", index, IgnoredPart::Columns(*first, *last)));
        let header = self.column_header.iter();
        let header = header.map(|text| ("column-header", 0, IgnoredPart::ColumnHeader(text)));
        let label = self.row_label.iter().map(|text| ("row-label", 0, IgnoredPart::RowLabel(text)));
        rows.chain(columns).chain(header).chain(label)
    }

    /// Whether it is about a sheet.
    pub(crate) fn is_about(&self, sheet: Option<&str>) -> bool {
        self.sheet.is_none() || self.sheet.as_deref() == sheet
    }

    /// What of it holds for the next file that is laid out alike: headers and labels, not places.
    pub(crate) fn for_the_next_file(&self) -> Option<Self> {
        let next = Self { rows: Vec::new(), columns: Vec::new(), ..self.clone() };
        let says_something = next.parts().next().is_some();
        says_something.then_some(next)
    }
}

impl IgnoredPart<'_> {
    /// Whether a cell is left out, by its place and the labels around it.
    pub(crate) fn holds(self, place: (u32, u32), column_labels: &[Label], row_labels: [&[Label]; 2]) -> bool {
        let reads = |label: &Label, text: &str| label_key(&label.text) == label_key(text);
        match self {
            Self::Rows(first, last) => (first..=last).contains(&place.0),
            Self::Columns(first, last) => (first..=last).contains(&place.1),
            Self::ColumnHeader(text) => column_labels.iter().any(|label| reads(label, text)),
            Self::RowLabel(text) => row_labels.into_iter().flatten().any(|label| reads(label, text)),
        }
    }
}

/// A run as it is written: a number or a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    One(u32),
    Text(String),
}

fn row_runs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(u32, u32)>, D::Error> {
    let row = |text: &str| text.trim().parse().ok().filter(|row| *row > 0);
    let runs = Vec::<Written>::deserialize(deserializer)?;
    runs.into_iter()
        .map(|run| match run {
            Written::One(row) if row > 0 => Ok((row, row)),
            Written::One(row) => Err(D::Error::custom(in_both(
                &format!("行号从 1 数起，没有第 `{row}` 行"),
                &format!("rows count from 1, not `{row}`"),
            ))),
            Written::Text(text) => run_of(&text, row).ok_or_else(|| {
                D::Error::custom(in_both(
                    &format!("`{text}` 不是行；例：12 或 \"14:20\""),
                    &format!("`{text}` is no row; write 12 or \"14:20\""),
                ))
            }),
        })
        .collect()
}

fn column_runs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(u32, u32)>, D::Error> {
    let column = |text: &str| crate::places::parse_a1(&format!("{}1", text.trim())).map(|(_, place)| place.1);
    // `F1` is a cell.
    let column = |text: &str| column(text).filter(|_| !text.contains(|sign: char| sign.is_ascii_digit()));
    let runs = Vec::<String>::deserialize(deserializer)?;
    runs.into_iter()
        .map(|text| {
            run_of(&text, column).ok_or_else(|| {
                D::Error::custom(in_both(
                    &format!("`{text}` 不是列；例：\"F\" 或 \"H:J\""),
                    &format!("`{text}` is no column; write \"F\" or \"H:J\""),
                ))
            })
        })
        .collect()
}

/// `14:20` or `12` as its first and last.
fn run_of(text: &str, one: impl Fn(&str) -> Option<u32>) -> Option<(u32, u32)> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (one(first)?, one(last)?);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns_alone_and_in_runs() {
        let parts: IgnoredParts =
            toml::from_str("rows = [12, \"14:20\"]\ncolumns = [\"F\", \"h:J\"]\n").unwrap();
        assert_eq!(parts.rows, [(12, 12), (14, 20)]);
        assert_eq!(parts.columns, [(6, 6), (8, 10)]);
        for text in
            ["rows = [0]", "rows = [\"9:4\"]", "rows = [\"F\"]", "columns = [\"F1\"]", "columns = [\"\"]"]
        {
            assert!(toml::from_str::<IgnoredParts>(text).is_err(), "{text}");
        }
    }
}
