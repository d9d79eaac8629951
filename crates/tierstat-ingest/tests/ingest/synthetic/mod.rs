//! Hundreds of made-up sheets with known truth, all pitfalls of layout crossed, against the aims of the project.

mod file;
pub(crate) mod random;
mod sheet;

use crate::small_project::SmallProject;
use file::{Dialect, workbook};
use serde_json::Value;
use sheet::SyntheticSheet;
use std::collections::BTreeMap;

/// The sheets, half of them workbooks.
const SHEETS: u64 = 400;

/// How many of how many are right.
#[derive(Debug, Default, Clone, Copy)]
struct Share {
    right: u32,
    of: u32,
}

impl Share {
    fn count(&mut self, is_right: bool) {
        self.right += u32::from(is_right);
        self.of += 1;
    }

    fn is_at_least(self, least: f64) -> bool {
        f64::from(self.right) >= least * f64::from(self.of)
    }
}

/// The measures of the project's aims.
#[derive(Debug, Default)]
struct Score {
    headers: Share,
    stacked_headers: Share,
    data_starts: Share,
    data_ends: Share,
    figures: Share,
    labels: Share,
    delimiters: Share,
    encodings: Share,
    /// True and seen classes of rows, with their counts.
    classes: BTreeMap<(String, String), u32>,
    /// Sheets with a cell that became nothing.
    unbalanced: u32,
    wrong: Vec<String>,
}

impl Score {
    fn add(&mut self, name: &str, sheet: &SyntheticSheet, seen: &Value) {
        let mut wrong: Vec<String> = Vec::new();
        let pair = |value: &Value| Some((value[0].as_u64()? as u32, value[1].as_u64()? as u32));
        let tables = seen["sheets"][0]["tables"].as_array().unwrap();
        for (index, table) in sheet.tables.iter().enumerate() {
            let found = tables.get(index).cloned().unwrap_or_default();
            let header = pair(&found["header_rows"]);
            let data = pair(&found["data_rows"]);
            let is_right = header == Some(table.header_rows);
            self.headers.count(is_right);
            if table.header_rows.1 > table.header_rows.0 {
                self.stacked_headers.count(is_right);
            }
            self.data_starts.count(data.map(|rows| rows.0) == Some(table.data_rows.0));
            self.data_ends.count(data.map(|rows| rows.1) == Some(table.data_rows.1));
            if !is_right || data != Some(table.data_rows) {
                wrong.push(format!("header {header:?} data {data:?}, truly {table:?}"));
            }
        }
        if tables.len() != sheet.tables.len() {
            wrong.push(format!("{} tables, truly {}", tables.len(), sheet.tables.len()));
        }
        let classes = seen["sheets"][0]["row_classes"].as_array().unwrap();
        for (row, class) in &sheet.classes {
            let found = classes.get(*row as usize - 1).and_then(Value::as_str).unwrap_or("none");
            *self.classes.entry(((*class).to_owned(), found.to_owned())).or_default() += 1;
            if found != *class {
                wrong.push(format!("row {row} is {class}, seen as {found}"));
            }
        }
        let balance = &seen["sheets"][0]["balance"];
        let counted = (balance["cells"].as_u64(), balance["unread"].as_u64());
        if counted != (Some(sheet.cells.len() as u64), Some(0)) {
            self.unbalanced += 1;
            wrong.push(format!("{} cells, balance {balance}", sheet.cells.len()));
        }
        let figures: BTreeMap<&str, &Value> = seen["figures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|figure| (figure["cell"].as_str().unwrap(), figure))
            .collect();
        for ((row, column), figure) in &sheet.figures {
            let cell = format!("{}{row}", tierstat_model::column_letters(*column));
            let found = figures.get(cell.as_str());
            let value = found.map(|found| found["value"].as_f64());
            self.figures.count(value == Some(figure.value));
            let texts = |key: &str| -> Vec<String> {
                let labels = found.and_then(|found| found[key].as_array()).cloned().unwrap_or_default();
                labels.iter().map(|label| label.as_str().unwrap_or_default().to_owned()).collect()
            };
            let labelled = texts("row_labels").contains(&figure.row_label)
                && texts("column_labels") == figure.column_labels;
            self.labels.count(labelled);
            if value != Some(figure.value) || !labelled {
                wrong.push(format!(
                    "{cell} {figure:?}, seen {value:?} {:?} {:?}",
                    texts("row_labels"),
                    texts("column_labels")
                ));
            }
        }
        if !wrong.is_empty() {
            wrong.truncate(4);
            self.wrong.push(format!("{name} {:?}\n    {}", sheet.traits, wrong.join("\n    ")));
        }
    }

    /// The mean over the classes of their F1: twice the right ones over the true and the seen ones.
    fn macro_f1(&self) -> f64 {
        let classes = ["title", "unit", "header", "group", "data", "total", "note"];
        let sum = |test: &dyn Fn(&str, &str) -> bool| -> u32 {
            self.classes.iter().filter(|((truth, seen), _)| test(truth, seen)).map(|(_, count)| *count).sum()
        };
        let f1 = classes.map(|class| {
            let right = sum(&|truth, seen| truth == class && seen == class);
            f64::from(2 * right) / f64::from(sum(&|truth, _| truth == class) + sum(&|_, seen| seen == class))
        });
        f1.iter().sum::<f64>() / f1.len() as f64
    }
}

#[test]
fn synthetic_sheets_meet_the_aims() {
    let mut score = Score::default();
    for number in 0..SHEETS {
        let is_workbook = number % 2 == 0;
        let sheet = SyntheticSheet::new(number, is_workbook);
        let dialect = Dialect::of(number);
        let (name, content) =
            if is_workbook { ("t.xlsx", workbook(&sheet)) } else { ("t.csv", dialect.write(&sheet)) };
        let seen = SmallProject::with(name, &content).inspect();
        if !is_workbook {
            let delimiter = dialect.delimiter.to_string();
            score.delimiters.count(seen["dialect"]["delimiter"] == delimiter.as_str());
            // Letters of ASCII are the same in UTF-8 and GB18030.
            let encoding = if content.is_ascii() && !content.contains(&0) {
                "UTF-8"
            } else {
                dialect.encoding.trim_end_matches(" with mark")
            };
            if seen["dialect"]["encoding"] != encoding {
                score
                    .wrong
                    .push(format!("sheet {number} is {encoding}, seen as {}", seen["dialect"]["encoding"]));
            }
            score.encodings.count(seen["dialect"]["encoding"] == encoding);
        }
        score.add(&format!("sheet {number}"), &sheet, &seen);
    }
    let report = format!(
        "headers {:?}, stacked {:?}, data starts {:?}, data ends {:?}, figures {:?}, labels {:?}, delimiters {:?}, \
         encodings {:?}, macro-F1 {:.3}\n{}",
        score.headers,
        score.stacked_headers,
        score.data_starts,
        score.data_ends,
        score.figures,
        score.labels,
        score.delimiters,
        score.encodings,
        score.macro_f1(),
        score.wrong.join("\n"),
    );
    let meets = score.unbalanced == 0
        && score.headers.is_at_least(0.98)
        && score.stacked_headers.is_at_least(0.98)
        && score.data_starts.is_at_least(0.98)
        && score.data_ends.is_at_least(0.98)
        && score.figures.is_at_least(0.99)
        && score.labels.is_at_least(0.98)
        && score.delimiters.is_at_least(0.98)
        && score.encodings.is_at_least(0.98)
        && score.macro_f1() >= 0.95;
    assert!(meets, "{report}");
}
