//! Where each key of a TOML file is written, so that what is wrong with it can be said with its line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The lines of the keys of a TOML file, by the keys that lead to them; the entries of a list count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct WrittenLines {
    path: PathBuf,
    lines: BTreeMap<Vec<String>, usize>,
}

impl WrittenLines {
    /// The lines of a text; none where it is no TOML, which its reader says.
    pub(crate) fn of(path: &Path, text: &str) -> Self {
        let starts: Vec<usize> = text.match_indices('\n').map(|(offset, _)| offset).collect();
        let mut written = Self { path: path.to_owned(), lines: BTreeMap::new() };
        if let Ok(table) = DeTable::parse(text) {
            written.table(&starts, &[], table.get_ref());
        }
        written
    }

    fn table(&mut self, starts: &[usize], before: &[String], table: &DeTable<'_>) {
        for (key, value) in table {
            let mut keys = before.to_vec();
            keys.push(key.get_ref().to_string());
            self.lines.insert(keys.clone(), line_at(starts, key.span().start));
            self.value(starts, &keys, value.get_ref());
        }
    }

    fn value(&mut self, starts: &[usize], keys: &[String], value: &DeValue<'_>) {
        match value {
            DeValue::Table(table) => self.table(starts, keys, table),
            DeValue::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let mut keys = keys.to_vec();
                    keys.push(index.to_string());
                    self.lines.insert(keys.clone(), line_at(starts, entry.span().start));
                    self.value(starts, &keys, entry.get_ref());
                }
            }
            _ => {}
        }
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The line of the key to which these keys lead, or of the innermost that is written.
    pub(crate) fn line(&self, keys: &[&str]) -> Option<usize> {
        let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        while !keys.is_empty() {
            if let Some(line) = self.lines.get(&keys) {
                return Some(*line);
            }
            keys.pop();
        }
        None
    }
}

fn line_at(starts: &[usize], offset: usize) -> usize {
    starts.partition_point(|start| *start < offset) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_line() {
        let text = "# 注\n[labels]\n\"甲 类\" = { tier = \"a\",\n  area = \"b\" }\n\n[[tables]]\nsheet = \"x\"\n[[tables]]\nrange = \"A1:B2\"\n";
        let written = WrittenLines::of(Path::new("m.toml"), text);
        assert_eq!(written.line(&["labels", "甲 类"]), Some(3));
        assert_eq!(written.line(&["labels", "甲 类", "area"]), Some(4));
        assert_eq!(written.line(&["tables", "1", "range"]), Some(9));
        assert_eq!(written.line(&["tables", "0", "stub-columns"]), Some(6));
        assert_eq!(written.line(&["cells"]), None);
    }
}
