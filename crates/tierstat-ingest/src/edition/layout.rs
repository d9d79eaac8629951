//! The layout of a file: where its headers stand, compared with that of an earlier file from the same hands.

use crate::open::hash::hexadecimal;
use crate::places::{Places, a1};
use crate::sheet::{SheetCells, open};
use crate::structure::{Label, SheetStructure, Table, analyse};
use crate::text::excerpt::{excerpt, is_no_name, record_excerpt};
use crate::{IngestError, Limits};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tierstat_model::{Finding, Localized, Severity};

/// Between the header labels of one column, from top to bottom.
const SEPARATOR: &str = " › ";
/// How many moved, new or missing headers one finding names.
const MOST_NAMED: usize = 6;
/// Two tables are the same one where at least this share of their headers agrees.
const SAME_TABLE: f64 = 0.5;

/// The headers of all tables of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileLayout {
    tables: Vec<TableLayout>,
}

/// The headers of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TableLayout {
    sheet: Option<String>,
    range: String,
    heads: Vec<Head>,
}

/// What stands over one column, with the place of its lowest label.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Head {
    place: (u32, u32),
    text: String,
}

impl Head {
    /// The text without white space, and without the digits of years and table numbers, which change every time.
    fn key(&self) -> String {
        let mut key = String::new();
        for character in self.text.chars().filter(|character| !character.is_whitespace()) {
            if !character.is_numeric() {
                key.extend(character.to_lowercase());
            } else if !key.ends_with('#') {
                key.push('#');
            }
        }
        key
    }
}

/// An earlier file of the same publisher that is laid out alike, and how it was read.
#[derive(Debug, Clone, Copy)]
pub struct EarlierFile<'a> {
    /// Its path inside the project.
    pub name: &'a str,
    /// Its layout.
    pub layout: &'a FileLayout,
    /// Whether its mapping is used for the new file.
    pub lends_mapping: bool,
}

/// Reads the layout of a file without naming anything in it.
///
/// # Errors
/// [`IngestError`] where the file cannot be read at all.
pub fn layout(path: &Path, limits: &Limits) -> Result<FileLayout, IngestError> {
    let opened = open(path, limits)?;
    let structures: Vec<SheetStructure> = opened.sheets.iter().map(|sheet| analyse(sheet, &[])).collect();
    Ok(FileLayout::new(&opened.sheets, &structures))
}

impl FileLayout {
    pub(crate) fn new(sheets: &[SheetCells], structures: &[SheetStructure]) -> Self {
        let tables = sheets.iter().zip(structures).flat_map(|(sheet, structure)| {
            structure.tables.iter().map(|table| TableLayout::new(sheet, table))
        });
        Self { tables: tables.filter(|table| !table.heads.is_empty()).collect() }
    }

    /// A name for the layout: equal where the same headers stand in the same order, whatever years they print.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        for head in self.tables.iter().flat_map(|table| &table.heads) {
            hasher.update(head.key());
            hasher.update([0]);
        }
        let mut name = hexadecimal(&hasher.finalize());
        name.truncate(16);
        name
    }

    /// How alike two layouts are, from 0 to 1: the share of headers that both have among those that either has.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let keys = |layout: &Self| -> BTreeSet<String> {
            layout.tables.iter().flat_map(|table| table.heads.iter().map(Head::key)).collect()
        };
        jaccard(&keys(self), &keys(other))
    }

    /// Where this layout differs from an earlier one: one finding for each table that drifted.
    pub(crate) fn drift(&self, earlier: &EarlierFile<'_>, file: &str) -> Vec<Finding> {
        let mut left: Vec<&TableLayout> = earlier.layout.tables.iter().collect();
        let mut findings = Vec::new();
        for table in &self.tables {
            let best = left
                .iter()
                .enumerate()
                .map(|(index, known)| (table.likeness(known), index))
                .filter(|(likeness, _)| *likeness >= SAME_TABLE)
                .max_by(|first, second| first.0.total_cmp(&second.0).then(second.1.cmp(&first.1)));
            if let Some((_, index)) = best {
                let known = left.remove(index);
                findings.extend(table.drift(known, earlier.name, file));
            }
        }
        findings
    }
}

impl TableLayout {
    fn new(sheet: &SheetCells, table: &Table) -> Self {
        let head = |column: u32| {
            let labels = table.column_labels(sheet, column);
            let place = labels.last()?.place;
            let text = |label: &Label| match is_no_name(&label.text) {
                true => record_excerpt(&label.text).into_owned(),
                false => label.text.to_string(),
            };
            let texts: Vec<String> = labels.iter().map(text).collect();
            Some(Head { place, text: texts.join(SEPARATOR) })
        };
        Self {
            sheet: sheet.name.clone(),
            range: table.range(),
            heads: (table.columns.0..=table.columns.1).filter_map(head).collect(),
        }
    }

    fn likeness(&self, other: &Self) -> f64 {
        let keys = |table: &Self| table.heads.iter().map(Head::key).collect::<BTreeSet<_>>();
        jaccard(&keys(self), &keys(other))
    }

    /// What moved, what is new and what is gone, in A1.
    fn drift(&self, known: &Self, earlier: &str, file: &str) -> Option<Finding> {
        let mut known_heads: BTreeMap<String, Vec<&Head>> = BTreeMap::new();
        for head in known.heads.iter().rev() {
            known_heads.entry(head.key()).or_default().push(head);
        }
        let (mut moved, mut new) = (Vec::new(), Vec::new());
        for head in &self.heads {
            match known_heads.get_mut(&head.key()).and_then(Vec::pop) {
                Some(before) if before.place != head.place => moved.push((before, head)),
                Some(_) => {}
                // The next year is what a table is sent for.
                None if is_period(&head.key()) => {}
                None => new.push(head),
            }
        }
        let gone = known_heads.into_iter().filter(|(key, _)| !is_period(key)).flat_map(|(_, heads)| heads);
        let mut gone: Vec<&Head> = gone.collect();
        gone.sort_by_key(|head| (head.place.1, head.place.0));
        if moved.is_empty() && new.is_empty() && gone.is_empty() {
            return None;
        }
        let places = Places { file, sheet: self.sheet.as_deref() };
        let mut cells: Vec<_> =
            new.iter().chain(moved.iter().map(|(_, head)| head)).map(|head| head.place).collect();
        cells.sort_unstable();
        cells.truncate(MOST_NAMED);
        if cells.is_empty() {
            cells.extend(self.heads.first().map(|head| head.place));
        }
        let severity =
            if new.is_empty() && gone.is_empty() { Severity::Information } else { Severity::Warning };
        let (zh, en) = sentences(&moved, &new, &gone);
        Some(Finding {
            severity,
            rule: "layout.drifted".to_owned(),
            cells: cells.into_iter().map(|place| places.cell(place)).collect(),
            message: Localized::new(
                format!("与 {earlier} 的 {} 相比，表式有变：{zh}", known.range),
                format!("laid out differently from {} of {earlier}: {en}", known.range),
            ),
            hint: Localized::new(
                "请核对这些列是否仍指同一内容；如不是，请在本文件的对照文件中写明。",
                "See whether the columns still mean the same; if not, say so in this file's own mapping.",
            ),
        })
    }
}

/// What moved, what is new and what is gone, in both languages.
fn sentences(moved: &[(&Head, &Head)], new: &[&Head], gone: &[&Head]) -> (String, String) {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    let shift = |(before, after): &(&Head, &Head)| {
        let (before, after) = (before.place, after.place);
        (i64::from(after.0) - i64::from(before.0), i64::from(after.1) - i64::from(before.1))
    };
    let shifts: BTreeSet<(i64, i64)> = moved.iter().map(shift).collect();
    match (moved, shifts.len()) {
        ([(before, after), _, ..], 1) => {
            let (before, after) = (a1(before.place), a1(after.place));
            zh.push(format!("{}个表头一起移动，如由{before}移至{after}", moved.len()));
            en.push(format!("{} headers moved together, as from {before} to {after}", moved.len()));
        }
        _ => {
            for (before, after) in moved.iter().take(MOST_NAMED) {
                let (from, to) = (a1(before.place), a1(after.place));
                zh.push(format!("“{}”由{from}移至{to}", excerpt(&after.text)));
                en.push(format!("`{}` moved from {from} to {to}", excerpt(&after.text)));
            }
        }
    }
    for head in new.iter().take(MOST_NAMED) {
        zh.push(format!("新增“{}”（{}）", excerpt(&head.text), a1(head.place)));
        en.push(format!("`{}` is new ({})", excerpt(&head.text), a1(head.place)));
    }
    for head in gone.iter().take(MOST_NAMED) {
        zh.push(format!("不再有“{}”（原在{}）", excerpt(&head.text), a1(head.place)));
        en.push(format!("`{}` is gone (it stood in {})", excerpt(&head.text), a1(head.place)));
    }
    let unnamed = [moved.len(), new.len(), gone.len()].iter().filter(|count| **count > MOST_NAMED).count();
    if unnamed > 0 && shifts.len() != 1 {
        zh.push("等".to_owned());
        en.push("and more".to_owned());
    }
    (zh.join("；"), en.join("; "))
}

/// Whether a key names a period and nothing else.
fn is_period(key: &str) -> bool {
    key.contains('#') && key.chars().all(|character| "#年末底月日季度上下半-/.q".contains(character))
}

fn jaccard(first: &BTreeSet<String>, second: &BTreeSet<String>) -> f64 {
    let either = first.union(second).count();
    if either == 0 { 0.0 } else { first.intersection(second).count() as f64 / either as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> FileLayout {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, text).unwrap();
        layout(&path, &Limits::default()).unwrap()
    }

    fn drift(before: &str, after: &str) -> Vec<String> {
        let earlier = of(before);
        let earlier = EarlierFile { name: "2014/t.csv", layout: &earlier, lends_mapping: false };
        of(after).drift(&earlier, "t.csv").into_iter().map(|finding| finding.message.en).collect()
    }

    const BEFORE: &str = "2014年\n地区,机构,人员\n北京,10,100\n上海,20,200\n";

    #[test]
    fn the_next_year_is_the_same_layout() {
        let next = "2015年\n地区,机构,人员\n北京,11,101\n上海,21,201\n广东,31,301\n";
        assert_eq!(of(BEFORE).fingerprint(), of(next).fingerprint());
        assert!(drift(BEFORE, next).is_empty());
        let years = [
            "地区,2013年,2014年\n北京,10,100\n上海,1,2\n",
            "地区,2013年,2014年,2015年\n北京,10,100,7\n上海,1,2,3\n",
        ];
        assert!(drift(years[0], years[1]).is_empty());
    }

    #[test]
    fn what_moved_is_said_in_a1() {
        let swapped = "2015年\n地区,人员,机构\n北京,10,100\n上海,20,200\n";
        assert_eq!(
            drift(BEFORE, swapped),
            [
                "laid out differently from A2:C4 of 2014/t.csv: `人员` moved from C2 to B2; `机构` moved from B2 to C2"
            ]
        );
        let lower = "2015年\n单位：个\n地区,机构,人员\n北京,10,100\n上海,20,200\n";
        assert_eq!(
            drift(BEFORE, lower),
            ["laid out differently from A2:C4 of 2014/t.csv: 3 headers moved together, as from A2 to A3"]
        );
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_named() {
        let changed = "2015年\n地区,机构,志愿者\n北京,10,100\n上海,20,200\n";
        assert_eq!(
            drift(BEFORE, changed),
            [
                "laid out differently from A2:C4 of 2014/t.csv: `志愿者` is new (C2); `人员` is gone (it stood in C2)"
            ]
        );
    }

    #[test]
    fn strangers_are_not_compared() {
        assert!(drift(BEFORE, "name,price\nx,1\ny,2\n").is_empty());
        assert!(of(BEFORE).likeness(&of("name,price\nx,1\ny,2\n")) < 0.1);
    }
}
