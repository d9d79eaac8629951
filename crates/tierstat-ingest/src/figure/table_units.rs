//! What labels and titles of a table say of its units and scales.

use crate::figure::raw_figures::RawFigures;
use crate::figure::resolver::Resolver;
use crate::names::unit_text::{UnitText, unit_in_brackets};
use crate::structure::Label;
use crate::text::label_pieces::LabelPieces;
use std::collections::{BTreeMap, BTreeSet};

/// The unit that a label is, or that stands in its brackets.
pub(super) fn unit_of_label(resolver: &Resolver<'_>, text: &str) -> Option<UnitText> {
    let pieces = LabelPieces::of(text);
    let parts = std::iter::once(pieces.core.as_str()).chain(pieces.additions.iter().map(String::as_str));
    let is_head = |part: &str| ["单位", "unit", "units"].contains(&part.to_lowercase().as_str());
    parts
        .filter(|part| !part.is_empty() && !is_head(part))
        .find_map(|part| unit_in_brackets(&resolver.names, part))
}

/// A unit that stands alone in a header row, over one of several columns that all have labels of their own below: it was
/// put over a column and holds for all.
pub(super) fn unit_over_one_column(resolver: &Resolver<'_>, figures: &RawFigures) -> Vec<UnitText> {
    let mut columns: BTreeMap<u32, &[Label]> = BTreeMap::new();
    for index in 0..figures.len() {
        let [_, _, labels] = figures.labels(index);
        columns.entry(figures.place(index).1).or_insert(labels);
    }
    // The labels of each header row, each with how many columns stand under it.
    type Cells<'l> = BTreeMap<(u32, u32), (&'l str, usize)>;
    let mut rows: BTreeMap<u32, Cells<'_>> = BTreeMap::new();
    for label in columns.values().copied().flatten() {
        let cells = rows.entry(label.place.0).or_default();
        cells.entry(label.place).or_insert((&*label.text, 0)).1 += 1;
    }
    let Some((lowest, _)) = rows.last_key_value() else { return Vec::new() };
    let alone = rows.iter().filter(|(row, cells)| *row < lowest && cells.len() == 1);
    let over_some = alone.flat_map(|(_, cells)| cells.values()).filter(|(_, under)| *under < columns.len());
    let pure = |text: &str| {
        let pieces = LabelPieces::of(text);
        let whole = if pieces.core.is_empty() { pieces.additions.join(" ") } else { text.to_owned() };
        unit_in_brackets(&resolver.names, &whole)
    };
    over_some.filter_map(|(text, _)| pure(text)).collect()
}

/// A scale before a unit inside a text, unless it belongs to a number or a quotient: 以万元计, but not 3万元, 每万人, 十万.
pub(super) fn scale_in_words(text: &str) -> Option<String> {
    const UNITS: [char; 14] =
        ['元', '人', '个', '家', '名', '户', '吨', '册', '件', '次', '所', '处', '套', '亩'];
    const WORDS: [&str; 12] = [
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "'000",
        "’000",
        "000s",
        "10k",
        "100k",
        "mn",
    ];
    let mut before = "";
    for word in
        text.split([' ', '(', ')', ',', '[', ']', ';', ':', '（', '）']).filter(|word| !word.is_empty())
    {
        let counts =
            before.ends_with(|sign: char| sign.is_ascii_digit()) || before.eq_ignore_ascii_case("per");
        if WORDS.contains(&word.to_lowercase().as_str()) && !counts {
            return Some(word.to_owned());
        }
        before = word;
    }
    let signs: Vec<char> = text.chars().collect();
    signs.iter().enumerate().find_map(|(at, sign)| {
        let begins = "百千万亿萬億".contains(*sign);
        let before = at.checked_sub(1).and_then(|before| signs.get(before));
        let counts = before.is_some_and(|before| {
            before.is_ascii_digit()
                || "〇一二三四五六七八九十百千万亿萬億两几数多余每近超约上".contains(*before)
        });
        let unit = signs.get(at + 1..)?.iter().find(|next| !"百千万亿萬億".contains(**next))?;
        let ends = signs.get(at + 1..)?.iter().position(|next| next == unit)? + at + 2;
        (begins && !counts && UNITS.contains(unit)).then(|| signs[at..ends].iter().collect())
    })
}

/// The columns in which some numbers print a scale and others none.
pub(super) fn scaled_columns(figures: &RawFigures) -> BTreeSet<u32> {
    let prints_scale = |index: &usize| figures.printed(*index).contains(['万', '亿', '萬', '億']);
    (0..figures.len()).filter(prints_scale).map(|index| figures.place(index).1).collect()
}
