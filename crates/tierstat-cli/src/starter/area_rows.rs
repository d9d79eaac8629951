//! The rows of a built-in list of areas.

use super::one_language::has_chinese;
use crate::comma_separated::comma_separated;
use serde::Deserialize;

/// One line of a list of areas, cells as they are written.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct AreaRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) name_en: String,
    pub(super) aliases: String,
    pub(super) tier: String,
    pub(super) parent: String,
    pub(super) valid_from: String,
    pub(super) valid_until: String,
    pub(super) merged_into: String,
}

impl AreaRow {
    /// Whether it is there today.
    pub(super) fn lives(&self) -> bool {
        self.valid_until.is_empty()
    }

    /// Whether a text is its code or one of its names.
    pub(super) fn is_called(&self, text: &str) -> bool {
        self.code == text
            || self.name == text
            || self.short_name == text
            || self.name_en.eq_ignore_ascii_case(text)
    }

    /// The same area with names in English alone.
    pub(super) fn in_english(mut self) -> Self {
        if !self.name_en.is_empty() {
            self.name = std::mem::take(&mut self.name_en);
            self.short_name = String::new();
        }
        self.keep_aliases(|alias| !has_chinese(alias));
        self
    }

    /// The same area with names in Chinese alone.
    pub(super) fn in_chinese(mut self) -> Self {
        self.name_en = String::new();
        self.keep_aliases(has_chinese);
        self
    }

    fn keep_aliases(&mut self, keep: impl Fn(&str) -> bool) {
        let kept: Vec<&str> = self.aliases.split('|').filter(|alias| keep(alias)).collect();
        self.aliases = kept.join("|");
    }
}

/// The rows of a list.
pub(super) fn rows(list: &str) -> Vec<AreaRow> {
    csv::Reader::from_reader(list.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

/// The list of some rows, as a file.
pub(super) fn written(rows: &[AreaRow]) -> String {
    const HEAD: [&str; 10] = [
        "code",
        "name",
        "short_name",
        "name_en",
        "aliases",
        "tier",
        "parent",
        "valid_from",
        "valid_until",
        "merged_into",
    ];
    let cells = |row: &AreaRow| {
        [
            row.code.clone(),
            row.name.clone(),
            row.short_name.clone(),
            row.name_en.clone(),
            row.aliases.clone(),
            row.tier.clone(),
            row.parent.clone(),
            row.valid_from.clone(),
            row.valid_until.clone(),
            row.merged_into.clone(),
        ]
    };
    let records = std::iter::once(HEAD.map(str::to_owned)).chain(rows.iter().map(cells));
    String::from_utf8_lossy(&comma_separated(records)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::starter::area_lists::{LISTS, NONE};

    #[test]
    fn every_row_of_a_built_in_list_is_read() {
        for list in LISTS.iter().chain([&NONE]) {
            let lines = list.areas.lines().skip(1).filter(|line| !line.is_empty()).count();
            assert_eq!(rows(list.areas).len(), lines, "{:?}", list.names);
        }
    }
}
