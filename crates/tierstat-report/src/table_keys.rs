//! The keys of a table in `report.toml`, held against what a table of its kind reads.

use crate::spec::TableKind;
use std::ops::Range;
use tierstat_model::Localized;
use toml::de::{DeTable, DeValue};

/// A key that not every kind of table reads.
struct TableKey {
    name: &'static str,
    is_read: fn(TableKind) -> bool,
}

use TableKind::{
    Areas, Balance, Comparison, Coverage, Figures, Forecast, Growth, Indicators, Periods, Trend,
};

const KEYS: [TableKey; 8] = [
    TableKey { name: "indicators", is_read: TableKind::is_of_several },
    TableKey { name: "tiers", is_read: |kind| !matches!(kind, Figures | Indicators | Areas | Comparison) },
    TableKey {
        name: "breakdown",
        // A coverage, a target and the sum of areas are those of wholes.
        is_read: |kind| !matches!(kind, Coverage | TableKind::Target | TableKind::RollUp),
    },
    TableKey { name: "by", is_read: |kind| matches!(kind, Growth | Figures | Trend | Forecast | Balance) },
    TableKey { name: "periods", is_read: |kind| kind == Periods },
    TableKey { name: "step", is_read: |kind| kind == Periods },
    TableKey { name: "horizon", is_read: |kind| kind == Forecast },
    TableKey { name: "sparklines", is_read: |kind| matches!(kind, Growth | Indicators | Areas | Comparison) },
];

/// Keys of which a table has one: each says the same thing in another way, and the others would be read by nobody.
const ONE_OF: [&[&str]; 3] =
    [&["area", "areas", "areas-of"], &["tier", "tiers"], &["indicator", "indicators"]];

/// The first key of a table that its kind does not read, with its line.
pub(crate) fn unread_key(text: &str) -> Option<Localized> {
    let report = DeTable::parse(text).ok()?;
    let DeValue::Array(tables) = report.get_ref().get("tables")?.get_ref() else { return None };
    tables.iter().find_map(|table| match table.get_ref() {
        DeValue::Table(table) => fault_of(table, text),
        _ => None,
    })
}

fn fault_of(table: &DeTable<'_>, text: &str) -> Option<Localized> {
    let word = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str());
    let kind = TableKind::named(word("kind")?)?;
    let name = word("name").unwrap_or_default();
    // Keys by where they stand, so that the first that is wrong is the first that a person meets.
    let mut written: Vec<(Range<usize>, &str)> =
        table.keys().map(|key| (key.span(), key.get_ref().as_ref())).collect();
    written.sort_by_key(|(span, _)| span.start);
    written.iter().enumerate().find_map(|(place, (span, key))| {
        let line = line_at(text, span.start);
        if let Some(unread) = KEYS.iter().find(|known| known.name == *key && !(known.is_read)(kind)) {
            return Some(is_unread(unread, (kind, name), line));
        }
        if kind == Growth && *key == "tiers" && table.contains_key("by") {
            return Some(is_of_one_tier(name, line));
        }
        let before = written.get(..place).unwrap_or_default();
        let group = ONE_OF.iter().find(|group| group.contains(key))?;
        let (_, other) = before.iter().find(|(_, earlier)| group.contains(earlier))?;
        Some(says_twice((other, key), name, line))
    })
}

fn is_unread(key: &TableKey, (kind, name): (TableKind, &str), line: usize) -> Localized {
    let kinds: Vec<String> = TableKind::ALL
        .into_iter()
        .filter(|kind| (key.is_read)(*kind))
        .map(|kind| format!("`{}`", kind.name()))
        .collect();
    let (key, kind) = (key.name, kind.name());
    Localized::new(
        format!(
            "第 {line} 行：表 `{name}` 的种类是 `{kind}`，没有 `{key}` 这一项；有此项的表：{}",
            kinds.join("、")
        ),
        format!(
            "line {line}: the table `{name}` is of the kind `{kind}`, which has no `{key}`; these have: {}",
            kinds.join(", ")
        ),
    )
}

/// The members of a dimension are those of one tier.
fn is_of_one_tier(name: &str, line: usize) -> Localized {
    Localized::new(
        format!("第 {line} 行：表 `{name}` 写了 `by`，只按一个层级列出；请把 `tiers` 改为 `tier`"),
        format!(
            "line {line}: the table `{name}` has `by`, so it is of one tier; write `tier` in place of `tiers`"
        ),
    )
}

fn says_twice((other, key): (&str, &str), name: &str, line: usize) -> Localized {
    Localized::new(
        format!("第 {line} 行：表 `{name}` 同时写了 `{other}` 和 `{key}`；请只写其一"),
        format!("line {line}: the table `{name}` has `{other}` and `{key}`; write one of them"),
    )
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(table: &str) -> Option<String> {
        unread_key(&format!("title = {{ en = \"a\" }}\n\n[[tables]]\nname = \"x\"\n{table}"))
            .map(|said| said.en)
    }

    #[test]
    fn a_key_that_the_kind_does_not_read_is_named_with_its_line_and_the_kinds_that_read_it() {
        for (table, expected) in [
            (
                "kind = \"growth\"\nperiods = 3",
                "line 6: the table `x` is of the kind `growth`, which has no `periods`; these have: `periods`",
            ),
            (
                "step = \"year\"\nkind = \"areas\"",
                "line 5: the table `x` is of the kind `areas`, which has no `step`",
            ),
            ("kind = \"trend\"\nhorizon = 3", "these have: `forecast`"),
            (
                "kind = \"figures\"\nindicators = []",
                "`indicators`, `areas`, `periods`, `comparison`, `diff`, `errata`, `revisions`",
            ),
            ("kind = \"roll-up\"\nbreakdown = { sex = \"female\" }", "which has no `breakdown`"),
            ("kind = \"target\"\nby = \"sex\"", "`growth`, `figures`, `trend`, `forecast`, `balance`"),
            (
                "kind = \"areas\"\nareas = [\"1\"]\nareas-of = \"0\"",
                "line 7: the table `x` has `areas` and `areas-of`; write one of them",
            ),
            (
                "kind = \"growth\"\nby = \"sex\"\ntiers = [\"a\", \"b\"]",
                "line 7: the table `x` has `by`, so it is of one tier; write `tier`",
            ),
            ("kind = \"periods\"\ntier = \"a\"\ntiers = [\"b\"]", "has `tier` and `tiers`"),
        ] {
            let said = said(table).unwrap_or_default();
            assert!(said.contains(expected), "{table}: {said}");
        }
        let inline = "tables = [\n { name = \"y\", kind = \"coverage\",\n   by = \"sex\" }]";
        assert!(unread_key(inline).is_some_and(|said| said.zh.starts_with("第 3 行：表 `y`")));
    }

    #[test]
    fn what_a_kind_reads_is_borne() {
        for table in [
            "kind = \"periods\"\nindicators = [\"a\"]\ntiers = [\"b\"]\nstep = \"year\"\nperiods = 6\nbreakdown = {}",
            "kind = \"forecast\"\nindicator = \"a\"\ntier = \"b\"\nareas-of = \"0\"\nby = \"sex\"\nhorizon = 2",
            "kind = \"growth\"\ntier = \"b\"\nby = \"sex\"\narea = \"1\"",
            "kind = \"unheard-of\"\nperiods = 3",
        ] {
            assert_eq!(said(table), None, "{table}");
        }
        assert_eq!(unread_key("tables = 1"), None);
        assert_eq!(unread_key("= no toml"), None);
    }
}
