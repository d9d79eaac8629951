//! Years of other calendars among the labels of a table: what says their era, and which are left open.

use crate::figure::raw_figures::RawFigures;
use crate::structure::Label;
use crate::text::period::{
    Era, compact_period, heads_periods, heads_years, heads_years_of_era, is_near_buddhist, parse_period,
    short_year,
};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tierstat_model::Period;

/// A column of row labels (true), or a row of the header.
type Line = (bool, u32);

/// The years of other calendars, by line and text.
#[derive(Debug, Default)]
pub(crate) struct Calendars {
    lines: BTreeMap<Line, BTreeMap<Rc<str>, Option<Period>>>,
}

impl Calendars {
    /// Looks at the labels of a table; `said` are the texts that hold for all of it, `heads` what stands over its labels.
    pub(crate) fn new<'t>(
        figures: &RawFigures,
        heads: &[Label],
        said: impl Iterator<Item = &'t str>,
    ) -> Self {
        let labels = candidates(figures);
        if labels.is_empty() {
            return Self::default();
        }
        let said: BTreeSet<Era> = said.flat_map(Era::said).collect();
        let mut lines = BTreeMap::new();
        for (line, texts) in labels {
            let (is_row, at) = line;
            let of_line = |head: &&Label| if is_row { head.place.1 == at } else { head.place.0 == at };
            let heads: Vec<&str> = heads.iter().filter(of_line).map(|head| &*head.text).collect();
            let found = years(line, &texts, &heads, &said);
            if !found.is_empty() {
                lines.insert(line, found);
            }
        }
        Self { lines }
    }

    /// What a label of a line is: a period, or a year of which nothing says the calendar; `None` for any other label.
    pub(crate) fn year(&self, line: Line, text: &str) -> Option<Option<Period>> {
        self.lines.get(&line)?.get(text).copied()
    }
}

/// The labels of each line that may be years of another calendar, and the periods beside them, as they first appear.
fn candidates(figures: &RawFigures) -> BTreeMap<Line, Vec<Rc<str>>> {
    /// The texts, and where each first stands.
    type Texts = (BTreeSet<Rc<str>>, BTreeMap<u32, Vec<Rc<str>>>);
    let mut found: BTreeMap<Line, Texts> = BTreeMap::new();
    let mut see = |line: Line, at: u32, label: &Label| {
        let is_candidate = short_year(&label.text).is_some()
            || compact_period(&label.text).is_some()
            || !Era::said(&label.text).is_empty();
        if is_candidate {
            let (known, ordered) = found.entry(line).or_default();
            if known.insert(Rc::clone(&label.text)) {
                ordered.entry(at).or_default().push(Rc::clone(&label.text));
            }
        }
    };
    let mut row = None;
    let mut columns: BTreeMap<u32, u32> = BTreeMap::new();
    for index in 0..figures.len() {
        let [of_groups, of_row, of_column] = figures.label_marks(index);
        let [groups, row_labels, column_labels] = figures.labels(index);
        if row.replace((of_groups, of_row)) != Some((of_groups, of_row)) {
            for label in groups.iter().chain(row_labels) {
                see((true, label.place.1), label.place.0, label);
            }
        }
        if columns.insert(figures.place(index).1, of_column) != Some(of_column) {
            for label in column_labels {
                see((false, label.place.0), label.place.1, label);
            }
        }
    }
    let has_short = |texts: &Vec<Rc<str>>| {
        texts.iter().any(|text| short_year(text).is_some() || compact_period(text).is_some())
    };
    let lines =
        found.into_iter().map(|(line, (_, ordered))| (line, ordered.into_values().flatten().collect()));
    lines.filter(|(_, texts)| has_short(texts)).collect()
}

fn years(
    (is_row, _): Line,
    texts: &[Rc<str>],
    heads: &[&str],
    said: &BTreeSet<Era>,
) -> BTreeMap<Rc<str>, Option<Period>> {
    let of_heads: BTreeSet<Era> = heads.iter().flat_map(|head| Era::said(head)).collect();
    let only = |eras: &BTreeSet<Era>| if eras.len() == 1 { eras.first().copied() } else { None };
    let era = if of_heads.is_empty() { only(said) } else { only(&of_heads) };
    let is_headed = !of_heads.is_empty() || heads.iter().any(|head| heads_years(head));
    let is_headed_for_eras = heads.iter().any(|head| heads_years_of_era(head));
    // The year before, with its era.
    let mut running: Option<(Era, i16)> = None;
    let mut found = BTreeMap::new();
    let are_periods = heads.iter().any(|head| heads_periods(head));
    for text in texts {
        if let Some(period) = compact_period(text).filter(|_| are_periods) {
            found.insert(Rc::clone(text), Some(period));
            continue;
        }
        if parse_period(text).is_some() {
            running = named_year(text);
            continue;
        }
        let Some((number, has_word)) = short_year(text) else { continue };
        let goes_on = running.filter(|(_, last)| (has_word || is_headed) && (number - last).abs() == 1);
        let stands_in =
            |era: &Era| is_headed || (era.is_usual(number) && (has_word || !is_row && number > 999));
        let period = goes_on.map(|(era, _)| era).or(era.filter(stands_in));
        let period = period.and_then(|era| Some((era, era.period(text)?)));
        if let Some((era, period)) = period {
            running = Some((era, number));
            found.insert(Rc::clone(text), Some(period));
            continue;
        }
        running = None;
        let is_like_a_year = match number {
            1..=29 => is_headed_for_eras,
            30..=999 => is_headed || has_word && number >= 50,
            _ => is_headed || !is_row && is_near_buddhist(number),
        };
        if is_like_a_year && !Era::possible(number).is_empty() {
            found.insert(Rc::clone(text), None);
        }
    }
    found
}

/// The era and the year of a text that names both: 令和2年.
fn named_year(text: &str) -> Option<(Era, i16)> {
    let [era] = Era::said(text)[..] else { return None };
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    let number = if digits.is_empty() { 1 } else { digits.parse().ok()? };
    Some((era, number))
}
