//! The claims of a table: each number of a cell with what the heads of its row and column, its caption and its section say.

use super::apart::Apart;
use super::claim::{Claim, ClaimSubject};
use super::claim_words::ClaimWords;
use super::cue::{self, CONTRIBUTION, COVERAGE, DECLINE, GROWTH, MOVE};
use super::number_sense::is_head_of_forecast;
use super::scope::Scope;
use super::statistic::Statistic;
use tierstat_model::{
    AreaCode, Bounds, CellRef, CodeLists, IndicatorId, Meant, Mention, Passage, PassageForm, Period,
    Precision, Quantity, TierId,
};

/// Reads the claims of the cells of one table.
pub(super) fn claims(lists: &CodeLists, apart: &Apart, cells: &[&Passage], scope: &Scope) -> Vec<Claim> {
    let table = Table { lists, cells, scope };
    let mut found = Vec::new();
    for passage in cells {
        let PassageForm::Cell { row, column, .. } = passage.form else { continue };
        let Some((quantity, unit)) = number_of(passage).filter(|_| row > 1) else {
            found.extend(numbers_apart(passage));
            continue;
        };
        let mut heads = table.heads(row, column);
        let is_title = |label: &&Passage| apart.titles_in(&text_of(label).to_lowercase()).is_empty();
        heads.row.retain(is_title);
        let titles = apart.titles_in(&text_of(passage).to_lowercase());
        let mut claim = table.claim(passage.place.clone(), (quantity, unit), &heads);
        if !titles.is_empty() {
            claim.statistic = Statistic::Apart;
        }
        found.push(claim);
    }
    found
}

/// The numbers inside words of a cell: names of documents, remarks.
fn numbers_apart(passage: &Passage) -> Vec<Claim> {
    let mentions = passage.sentences.iter().flat_map(|sentence| &sentence.mentions);
    let numbers = mentions.filter_map(|mention| match &mention.meant {
        Meant::Number { quantity, unit } => Some((quantity, unit)),
        Meant::Indicator(_) | Meant::Tier(_) | Meant::Area(_) | Meant::Period(_) => None,
    });
    numbers
        .map(|(quantity, unit)| Claim {
            place: passage.place.clone(),
            sentence: text_of(passage),
            quantity: quantity.clone(),
            unit: unit.clone(),
            statistic: Statistic::Apart,
            subject: ClaimSubject::default(),
            direction: 0,
            words: ClaimWords::default(),
        })
        .collect()
}

fn text_of(passage: &Passage) -> String {
    passage.sentences.iter().map(|sentence| sentence.printed.as_str()).collect::<Vec<&str>>().join(" ")
}

/// The number of a cell that holds nothing else but a word of its own unit.
fn number_of(passage: &Passage) -> Option<(Quantity, Option<String>)> {
    let [sentence] = passage.sentences.as_slice() else { return None };
    let is_number = |mention: &&Mention| matches!(mention.meant, Meant::Number { .. });
    let numbers: Vec<&Mention> = sentence.mentions.iter().filter(is_number).collect();
    let around = |start: usize, end: usize| -> String {
        sentence.characters.get(start..end).unwrap_or_default().iter().collect()
    };
    let (first, last) = match numbers.as_slice() {
        [one] => (one, one),
        [first, last] if is_range_sign(&around(first.end, last.start)) => (first, last),
        _ => return None,
    };
    if first.start != last.start {
        let signs = [around(0, first.start), around(first.end, last.start)];
        return from_greater_to_smaller((first, last), &signs, &text_of(passage));
    }
    let Meant::Number { quantity, unit } = &last.meant else { return None };
    let (before, behind) = (around(0, first.start), around(last.end, sentence.characters.len()));
    let sign = before.trim();
    let is_whole = (sign.is_empty() || ["-", "−", "+", "–"].contains(&sign))
        && behind.trim().chars().count() <= LONGEST_UNIT;
    let is_points = behind.contains("percentage point") || behind.contains("百分点");
    is_whole.then(|| {
        let signed = if ["-", "−", "–"].contains(&sign) { negative(quantity) } else { quantity.clone() };
        let quantity = if is_points && unit.is_none() { percent_of(&signed) } else { signed };
        (quantity, if is_points { Some(behind.trim().to_owned()) } else { unit.clone() })
    })
}

/// A range whose ends stand the wrong way round, which no number of the ledger is printed as: as wide as its ends lie apart.
fn from_greater_to_smaller(
    (first, last): (&Mention, &Mention),
    signs: &[String; 2],
    printed: &str,
) -> Option<(Quantity, Option<String>)> {
    let end = |mention: &Mention, sign: &str| -> Option<(f64, f64, Option<String>)> {
        let Meant::Number { quantity, unit } = &mention.meant else { return None };
        let is_below_zero = sign.trim().ends_with(['-', '\u{2212}']);
        let signed = if is_below_zero { negative(quantity) } else { quantity.clone() };
        let bounds = signed.bounds?;
        Some((bounds.lower(), bounds.upper_value()?, unit.clone()))
    };
    let [before, between] = signs;
    let (one, other) = (end(first, before)?, end(last, between)?);
    let bounds = Bounds::closed(one.0.min(other.0), one.1.max(other.1)).ok()?;
    let printed = printed.trim().to_owned();
    Some((Quantity { printed, precision: Precision::Range, bounds: Some(bounds), value: None }, other.2))
}

/// Whether a text stands between the ends of a range, of which the second may lie below zero.
fn is_range_sign(text: &str) -> bool {
    let sign = text.trim();
    RANGE_SIGNS.contains(&sign) || RANGE_SIGNS.contains(&sign.trim_end_matches(['-', '\u{2212}']))
}

/// A number of percentage points as a ratio.
fn percent_of(quantity: &Quantity) -> Quantity {
    let bounds = quantity
        .bounds
        .and_then(|bounds| Bounds::closed(bounds.lower() / 100.0, bounds.upper_value()? / 100.0).ok());
    Quantity { bounds, value: quantity.value.map(|value| value / 100.0), ..quantity.clone() }
}

/// What stands between the ends of a range.
const RANGE_SIGNS: [&str; 5] = ["–", "—", "~", "至", "to"];

/// A unit or remark behind the number of a cell is no longer than this: (rounded). In characters.
const LONGEST_UNIT: usize = 20;

fn negative(quantity: &Quantity) -> Quantity {
    let bounds =
        quantity.bounds.and_then(|bounds| Bounds::closed(-bounds.upper_value()?, -bounds.lower()).ok());
    Quantity {
        printed: format!("-{}", quantity.printed),
        bounds,
        value: quantity.value.map(|value| -value),
        ..quantity.clone()
    }
}

pub(super) struct Table<'a> {
    pub(super) lists: &'a CodeLists,
    cells: &'a [&'a Passage],
    scope: &'a Scope,
}

/// The heads of a cell: the words of its column, and the cells of its row that are no numbers.
pub(super) struct Heads<'a> {
    /// Where the cell itself stands.
    at: u32,
    pub(super) column: Option<&'a Passage>,
    pub(super) row: Vec<&'a Passage>,
}

impl<'a> Table<'a> {
    fn heads(&self, row: u32, column: u32) -> Heads<'a> {
        let at = |passage: &&&Passage, own: (u32, u32)| matches!(passage.form, PassageForm::Cell { row, column, .. } if (row, column) == own);
        // A head that spans several columns stands in the first of them.
        let head = (1..=column).rev().find_map(|column| self.cells.iter().find(|cell| at(cell, (1, column))));
        let labels = self.cells.iter().filter(|cell| {
            matches!(cell.form, PassageForm::Cell { row: own, column: other, .. } if own == row && other != column)
                && number_of(cell).is_none()
        });
        Heads { at: column, column: head.copied(), row: labels.copied().collect() }
    }

    fn claim(
        &self,
        place: CellRef,
        (quantity, unit): (Quantity, Option<String>),
        heads: &Heads<'_>,
    ) -> Claim {
        let column = heads.column.map(text_of).unwrap_or_default();
        let labels: Vec<String> = heads.row.iter().map(|label| text_of(label)).collect();
        let words = column.to_lowercase();
        let is_share = quantity.precision == Precision::Share || quantity.printed.contains('%');
        let moves = cue::says(&words, &GROWTH)
            || cue::says(&words, &DECLINE)
            || cue::says(&words, &MOVE)
            || words.contains("change");
        let is_points =
            unit.as_deref().is_some_and(|unit| unit.contains("百分点") || unit.contains("percentage point"));
        let is_units = ["单位数", "区划数", "units", "divisions"].contains(&words.trim());
        let is_said_of_document = ["文献", "来源", "document", "source", "页", "page", "序号", "no.", "编号"]
            .iter()
            .any(|word| words.trim() == *word);
        let statistic = if is_said_of_document {
            Statistic::Apart
        } else if is_head_of_forecast(words.trim()) {
            Statistic::Forecast
        } else if is_points {
            Statistic::Points
        } else if cue::says(&words, &CONTRIBUTION) {
            Statistic::Contribution
        } else if is_share && cue::says(&words, &COVERAGE) {
            Statistic::Coverage
        } else if is_share && moves {
            Statistic::Rate
        } else if moves {
            Statistic::Change
        } else if is_share {
            Statistic::Share
        } else if is_units {
            Statistic::Units
        } else {
            Statistic::Level
        };
        let quantity = if statistic.is_of_span()
            && cue::says(&words, &DECLINE)
            && !cue::says(&words, &GROWTH)
            && !words.contains("增减")
        {
            negative(&quantity)
        } else {
            quantity
        };
        let mentions: Vec<&Mention> = heads
            .row
            .iter()
            .copied()
            .chain(heads.column)
            .flat_map(|passage| passage.sentences.iter().flat_map(|sentence| &sentence.mentions))
            .collect();
        let indicator = mentions.iter().find_map(|mention| match &mention.meant {
            Meant::Indicator(id) => Some(id.clone()),
            _ => None,
        });
        let tiers: Vec<TierId> = mentions
            .iter()
            .find_map(|mention| match &mention.meant {
                Meant::Tier(tier) => Some(vec![tier.clone()]),
                _ => None,
            })
            .unwrap_or_default();
        let areas: Vec<AreaCode> = mentions
            .iter()
            .find_map(|mention| match &mention.meant {
                Meant::Area(codes) => Some(codes.clone()),
                _ => None,
            })
            .unwrap_or_default();
        let (own, own_since) = self.own_periods(heads, statistic);
        let across = self.periods_across();
        let (periods, since) = match (statistic.is_of_span(), own.is_empty(), across.as_slice()) {
            (true, true, [first, .., last]) => (vec![*last], vec![*first]),
            (_, true, [only]) => (vec![*only], Vec::new()),
            (_, true, _) => self.scope.span.map_or_else(
                || (self.scope.periods.clone(), Vec::new()),
                |(from, to)| {
                    if statistic.is_of_span() {
                        (vec![to], vec![from])
                    } else {
                        (self.scope.periods.clone(), Vec::new())
                    }
                },
            ),
            (_, false, _) => (own, own_since),
        };
        let caption_areas = &self.scope.paragraph.areas;
        let scale = self.scale(&column);
        let has_heads = heads.column.is_some();
        let sentence: Vec<String> = labels
            .into_iter()
            .filter(|label| label.chars().count() <= LONGEST_LABEL)
            .chain([column])
            .collect();
        let covers =
            |id: &IndicatorId| self.lists.indicators.get(id).is_some_and(|found| found.covers.is_some());
        let is_of_units = matches!(statistic, Statistic::Coverage | Statistic::Units)
            || cue::says(&words, &COVERAGE)
            || words.contains("已覆盖")
            || words.trim() == "covered";
        let indicator: Option<IndicatorId> = if is_of_units {
            indicator.filter(covers).or_else(|| self.scope.indicators().find(|id| covers(id)).cloned())
        } else {
            indicator.or_else(|| self.scope.indicators().next().cloned())
        };
        let (part, limiting) = self.part_and_limits(heads, indicator.as_ref(), (words.trim(), statistic));
        Claim {
            place,
            sentence: sentence.join(" › "),
            quantity: scaled(quantity, scale),
            unit,
            statistic,
            subject: ClaimSubject {
                is_tied: indicator.is_some()
                    && has_heads
                    && (!tiers.is_empty() || !areas.is_empty() || !periods.is_empty()),
                indicator,
                tiers,
                together: false,
                areas: if areas.is_empty() { caption_areas.clone() } else { areas },
                periods,
                since,
                of_any_period: false,
                attributed_to: None,
            },
            direction: 0,
            words: ClaimWords { part, limiting, ..ClaimWords::default() },
        }
    }

    /// The periods that the heads of the columns name, in order.
    fn periods_across(&self) -> Vec<Period> {
        let heads = self.cells.iter().filter(|cell| matches!(cell.form, PassageForm::Cell { row: 1, .. }));
        let mut periods: Vec<Period> = Vec::new();
        for mention in heads.flat_map(|head| head.sentences.iter().flat_map(|sentence| &sentence.mentions)) {
            if let Meant::Period(period) = mention.meant
                && !periods.contains(&period)
            {
                periods.push(period);
            }
        }
        periods.sort_by_key(|period| period.last_day());
        periods
    }

    /// The period of a cell, and the one since which a change is counted: of several in its row the nearest before it; a change goes
    /// from the first of them to the last.
    fn own_periods(&self, heads: &Heads<'_>, statistic: Statistic) -> (Vec<Period>, Vec<Period>) {
        let of = |passage: &Passage| {
            passage.sentences.iter().flat_map(|sentence| &sentence.mentions).find_map(|mention| match mention
                .meant
            {
                Meant::Period(period) => Some(period),
                _ => None,
            })
        };
        let column = |passage: &Passage| match passage.form {
            PassageForm::Cell { column, .. } => column,
            _ => 0,
        };
        let in_row: Vec<(u32, Period)> =
            heads.row.iter().filter_map(|label| Some((column(label), of(label)?))).collect();
        if let (true, [(_, one), (_, other)]) = (statistic.is_of_span(), in_row.as_slice()) {
            let is_ordered = one.last_day() < other.last_day();
            let (from, to) = if is_ordered { (*one, *other) } else { (*other, *one) };
            return (vec![to], vec![from]);
        }
        // The number under `figure then` is of the period under `compared with`.
        if let [_, _] = in_row.as_slice() {
            let head = |at: u32| {
                let own = self.cells.iter().find(
                    |cell| matches!(cell.form, PassageForm::Cell { row: 1, column, .. } if column == at),
                );
                own.map(|head| text_of(head).to_lowercase()).unwrap_or_default()
            };
            let is_then = cue::says(&head(heads.at), &THEN);
            let base = in_row.iter().filter(|(at, _)| cue::says(&head(*at), &THEN)).collect::<Vec<_>>();
            if let [base] = base.as_slice() {
                let own = in_row.iter().find(|period| is_then == (period.0 == base.0));
                return (own.map(|(_, period)| *period).into_iter().collect(), Vec::new());
            }
        }
        let before = in_row.iter().rev().find(|(column, _)| *column < heads.at).or(in_row.first());
        let own = before.map(|(_, period)| *period).or_else(|| heads.column.and_then(of));
        (own.into_iter().collect(), Vec::new())
    }

    /// By what the numbers of a column are to be multiplied: 万人 in its head.
    fn scale(&self, column: &str) -> f64 {
        let head = column.to_lowercase();
        let says = |word: &str| {
            head.contains(&format!("（{word}"))
                || head.contains(&format!("({word}"))
                || head.contains(&format!("：{word}"))
        };
        if says("亿") {
            1e8
        } else if says("万") {
            1e4
        } else if says("thousand") {
            1e3
        } else if says("million") {
            1e6
        } else {
            1.0
        }
    }
}

/// Words in the heads of what a number is compared with.
const THEN: [&str; 6] = ["then", "compared with", "比较期", "上年", "上期", "before"];
/// Longer labels are remarks. In characters.
const LONGEST_LABEL: usize = 30;

fn scaled(quantity: Quantity, scale: f64) -> Quantity {
    if (scale - 1.0).abs() < f64::EPSILON {
        return quantity;
    }
    let digits = quantity
        .printed
        .split_once('.')
        .map_or(0, |(_, behind)| behind.chars().take_while(char::is_ascii_digit).count());
    let step = scale * 10_f64.powi(-i32::try_from(digits).unwrap_or(0)) / 2.0;
    let value = quantity.value.map(|value| value * scale);
    let bounds = value.and_then(|value| Bounds::half_open(value - step, value + step).ok());
    Quantity { value, bounds: bounds.or(quantity.bounds), precision: Precision::Rounded, ..quantity }
}
