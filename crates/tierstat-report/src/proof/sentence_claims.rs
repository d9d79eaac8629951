//! The claims of a sentence: each of its numbers with what it is and of what, stated near it or inherited.

use super::apart::Apart;
use super::claim::{Claim, ClaimSubject};
use super::claim_words::ClaimWords;
use super::cue::{self, COVERAGE, DECLINE, GROWTH, OVERTAKING};
use super::scope::{Said, Scope};
use super::statistic::Statistic;
use super::word_difference::Edit;
use super::wording::{End, NumberMention, PeriodAt, Wording};
use tierstat_model::{
    Bounds, CellRef, CodeLists, Indicator, Passage, PassageForm, Period, Precision, Quantity, Sentence,
};

/// Reads the claims of a sentence, and remembers in the scope what it has said.
pub(super) fn claims(
    lists: &CodeLists,
    apart: &Apart,
    (passage, sentence): (&Passage, &Sentence),
    numbered: &mut u32,
    scope: &mut Scope,
) -> Vec<Claim> {
    let all = cue::folded(&sentence.characters);
    let titles = apart.titles_in(&all);
    let wording = Wording::of(sentence, &titles);
    let is_bare = passage.form == PassageForm::Item && wording.is_bare_label();
    let is_label = is_bare || apart.label_end(&all).is_some() || all.matches('·').count() >= 3;
    let mut reading = Reading { lists, wording: &wording, scope, sentence, periods: Vec::new(), is_label };
    reading.periods = reading.own_periods();
    let is_apart = apart.sets_apart(&all) || apart.sets_passage_apart(passage);
    let mut found: Vec<Claim> = Vec::new();
    for (index, number) in wording.numbers.iter().enumerate() {
        *numbered += 1;
        let place = CellRef { column: *numbered, ..passage.place.clone() };
        let is_in_title = wording.is_in_title(number.start) || wording.is_in_document(number.start);
        let is_behind_label = apart.label_end(&all).is_some_and(|end| number.start >= end);
        let is_numbering = index == 0
            && (is_caption_number(&wording, number)
                || (matches!(passage.form, PassageForm::Heading(_)) && is_section_number(&wording, number)));
        // 80 % of lower 80 %: 3,074 is part of the name.
        let is_in_name = is_label
            && wording.numbers.get(index + 1).is_some_and(|next| {
                apart.label_end(&all).is_none_or(|end| next.start < end)
                    && wording.words(number.end, next.start).contains([':', '：'])
            });
        found.push(if is_apart || is_in_title || is_behind_label || is_numbering || is_in_name {
            Claim {
                place,
                sentence: sentence.printed.clone(),
                quantity: number.quantity.clone(),
                unit: number.unit.map(str::to_owned),
                statistic: Statistic::Apart,
                subject: ClaimSubject::default(),
                direction: 0,
                words: ClaimWords::default(),
            }
        } else {
            reading.claim(index, place, &found)
        });
    }
    let (said, span) = reading.said(&found);
    if !is_apart {
        scope.remember(said, span);
    }
    found
}

/// Whether a number is that of a section: 1. at the beginning of its heading.
fn is_section_number(wording: &Wording<'_>, number: &NumberMention<'_>) -> bool {
    let behind = wording.words(number.end, wording.len());
    wording.words(0, number.start).trim().is_empty()
        && (behind.trim().is_empty() || behind.starts_with(['.', '、', '．', ' ']))
}

/// Whether a number is that of a table or figure: 表1, Figure 2.
fn is_caption_number(wording: &Wording<'_>, number: &NumberMention<'_>) -> bool {
    let before = wording.words(0, number.start);
    let before = before.trim().trim_start_matches(['*', '_', '（', '(']);
    ["表", "图", "附表", "附图", "table", "figure", "fig.", "chart"].contains(&before.trim())
}

/// One sentence that is being read.
pub(super) struct Reading<'a> {
    pub(super) lists: &'a CodeLists,
    pub(super) wording: &'a Wording<'a>,
    pub(super) scope: &'a Scope,
    pub(super) sentence: &'a Sentence,
    pub(super) periods: Vec<PeriodAt>,
    /// Whether it is a line that says where a number comes from: what it is, the number, and how it was computed.
    pub(super) is_label: bool,
}

impl Reading<'_> {
    fn claim(&self, index: usize, place: CellRef, before: &[Claim]) -> Claim {
        let wording = self.wording;
        let empty =
            Quantity { printed: String::new(), precision: Precision::Missing, bounds: None, value: None };
        let Some(number) = wording.numbers.get(index) else {
            return Claim {
                place,
                sentence: String::new(),
                quantity: empty,
                unit: None,
                statistic: Statistic::Apart,
                subject: ClaimSubject::default(),
                direction: 0,
                words: ClaimWords::default(),
            };
        };
        let last_end =
            index.checked_sub(1).and_then(|last| wording.numbers.get(last)).map_or(0, |last| last.end);
        let next = wording.numbers.get(index + 1).map_or(wording.len(), |next| next.start);
        let gap = Gap { last_end, next };
        let (statistic, is_fall) = self.statistic(number, gap, index, before.last());
        let end = if self.is_label {
            None
        } else {
            wording.end_at(last_end.max(wording.part_start(number.start)), number.start)
        };
        let is_of_units = matches!(statistic, Statistic::Coverage | Statistic::Units)
            || self.is_covered(number, gap, index)
            || (statistic == Statistic::Points
                && cue::says(&wording.words(wording.clause_start(number.start), number.start), &COVERAGE));
        let indicator = self.indicator(number, gap, is_of_units);
        let declared = indicator.as_ref().and_then(|id| self.lists.indicators.get(id));
        let (periods, since) = self.periods_of(number, gap, statistic, end);
        let (tiers, together) = self.tiers(number, gap);
        let subject = ClaimSubject {
            tiers,
            together,
            areas: self.areas(number, gap, statistic),
            of_any_period: self.is_label && self.periods.is_empty(),
            attributed_to: wording.document_before(number.start, gap.last_end),
            is_tied: self.is_covered(number, gap, index) || self.is_tied(number, gap, statistic, declared),
            indicator,
            periods,
            since,
        };
        let direction =
            if statistic == Statistic::Level && end == Some(End::Until) { self.direction(number) } else { 0 };
        Claim {
            place,
            sentence: self.sentence.printed.clone(),
            quantity: match statistic {
                Statistic::Rank => self.place_of(number),
                _ if is_fall => negative(number.quantity),
                _ => number.quantity.clone(),
            },
            unit: number.unit.map(str::to_owned),
            statistic,
            words: self.claim_words(number, gap, statistic, declared),
            subject,
            direction,
        }
    }

    /// What else the words around a number say of it.
    fn claim_words(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        statistic: Statistic,
        declared: Option<&Indicator>,
    ) -> ClaimWords {
        ClaimWords {
            limiting: self.limiting(number, gap, statistic, declared),
            remark: self.remark(number, gap, declared),
            denial: self.denial(number),
            way: self.way(number, gap),
            outcome: self.outcome(number, gap),
            part: None,
            interval: self
                .wording
                .numbers
                .iter()
                .find(|next| next.start == gap.next)
                .map(|next| next.quantity.clone()),
            turn: self.turn(number),
            edit: Edit::default(),
            is_of_report: false,
        }
    }

    /// Which way the clause says that its number went.
    fn direction(&self, number: &NumberMention<'_>) -> i8 {
        let start = self.wording.clause_start(number.start);
        let text = self.wording.words(start, number.start);
        let (grows, falls) = (cue::last(&text, &GROWTH), cue::last(&text, &DECLINE));
        match (grows, falls) {
            (None, None) => 0,
            _ if falls > grows => -1,
            _ => 1,
        }
    }

    /// Whether the words around a number tie it to what is counted.
    fn is_tied(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        statistic: Statistic,
        declared: Option<&Indicator>,
    ) -> bool {
        let wording = self.wording;
        // What a document is said to print is tied by the document.
        if self.is_label || wording.document_before(number.start, gap.last_end).is_some() {
            return true;
        }
        let has_subject = !wording.indicators(0, wording.len()).is_empty();
        let (from, to) = (
            wording.clause_start(number.start).max(gap.last_end),
            wording.clause_end(number.end).min(gap.next),
        );
        match statistic {
            Statistic::Level | Statistic::Change => {
                let behind = wording.words(number.end, to);
                let named_behind = !wording.indicators(number.end, wording.clause_end(number.end)).is_empty()
                    || wording.is_mentioned_at(number.end);
                let ends = behind.trim().trim_end_matches('.').is_empty()
                    || behind.starts_with([
                        '的', '（', '(', '增', '减', '和', '与', '、', '以', '变', '升', '降', '至', '到',
                        ')', '）', '”', ']',
                    ]);
                let first = behind
                    .trim_start()
                    .split(|sign: char| !sign.is_ascii_alphabetic())
                    .next()
                    .unwrap_or_default();
                let names = declared.map(|declared| declared.name.en.to_lowercase()).unwrap_or_default();
                let is_function = behind.starts_with(' ')
                    && ([
                        "to", "of", "as", "in", "at", "by", "from", "and", "or", "which", "more", "fewer",
                        "less", "than", "people", "persons",
                    ]
                    .contains(&first)
                        || (first.len() > 3 && names.contains(first.strip_suffix('s').unwrap_or(first))));
                let is_named = named_behind || ends || is_function;
                is_named && (has_subject || wording.is_plain((from, number.start), declared))
            }
            Statistic::Units
            | Statistic::Coverage
            | Statistic::Trend
            | Statistic::TrendInterval
            | Statistic::TrendPoints
            | Statistic::TrendConfidence
            | Statistic::Forecast
            | Statistic::ForecastConfidence
            | Statistic::ForecastPoints
            | Statistic::Target
            | Statistic::TargetShare
            | Statistic::Rank
            | Statistic::Among
            | Statistic::Steps => true,
            _ => {
                has_subject
                    || wording.is_plain(
                        (wording.part_start(number.start).max(wording.clause_start(number.start)), to),
                        declared,
                    )
            }
        }
    }

    /// What the sentence has said, and the span of its change.
    fn said(&self, found: &[Claim]) -> (Said, Option<(Period, Period)>) {
        let wording = self.wording;
        // Behind a word of overtaking another one is named, of which the next sentence does not speak.
        let all = cue::folded(&self.sentence.characters);
        let end = cue::first(&all, &OVERTAKING)
            .map_or(wording.len(), |at| all.get(..at).map_or(wording.len(), |before| before.chars().count()));
        let indicator = found
            .iter()
            .rev()
            .filter(|claim| claim.statistic != Statistic::Units && claim.statistic != Statistic::Apart)
            .find_map(|claim| claim.subject.indicator.clone())
            .or_else(|| wording.indicators(0, end).pop().map(|(_, id)| id));
        let last = found.iter().rev().find(|claim| claim.statistic != Statistic::Apart);
        let areas = wording.areas(0, end).pop().unwrap_or_default();
        let tiers = last.map(|claim| claim.subject.tiers.clone()).unwrap_or_default();
        let periods: Vec<Period> =
            self.periods.iter().filter(|(start, ..)| *start < end).map(|(_, _, period, _)| *period).collect();
        let span = found
            .iter()
            .filter(|claim| claim.statistic.is_of_span())
            .find_map(|claim| Some((*claim.subject.since.first()?, *claim.subject.periods.first()?)));
        (Said { indicator, tiers, areas, periods }, span)
    }
}

/// Between which numbers a number stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub(super) last_end: usize,
    pub(super) next: usize,
}

/// The same number of a fall.
pub(super) fn negative(quantity: &Quantity) -> Quantity {
    let bounds =
        quantity.bounds.and_then(|bounds| Bounds::closed(-bounds.upper_value()?, -bounds.lower()).ok());
    Quantity { bounds, value: quantity.value.map(|value| -value), ..quantity.clone() }
}
