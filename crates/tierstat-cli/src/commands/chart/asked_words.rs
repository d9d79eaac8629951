//! The words by which a first description of a chart is asked for.

use crate::exit::Failure;
use tierstat_answers::names;
use tierstat_chart::ChartKind;

/// What stands before and after the first of some words.
pub(super) fn parted<'a>(text: &'a str, at: &[&str]) -> (&'a str, Option<&'a str>) {
    let found = at.iter().find_map(|word| text.split_once(word));
    found.map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The kind of chart that a word names.
pub(super) fn kind_of(name: &str) -> Result<ChartKind, Failure> {
    let known = ChartKind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| {
        let all = ChartKind::ALL.map(ChartKind::name).into_iter();
        names::unknown("图种", "kind of chart", name, all.map(|kind| (kind, kind))).into()
    })
}
