//! The periods of a number, and those since which a change is counted.

use super::cue::{self, YEAR_BEFORE};
use super::sentence_claims::{Gap, Reading};
use super::statistic::Statistic;
use super::wording::{End, NumberMention, PeriodAt};
use jiff::ToSpan;
use tierstat_model::Period;

impl Reading<'_> {
    /// The periods of a number, and those since which a change is counted.
    pub(super) fn periods_of(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        statistic: Statistic,
        end: Option<End>,
    ) -> (Vec<Period>, Vec<Period>) {
        let wording = self.wording;
        if self.is_label {
            let mut periods: Vec<Period> = self
                .periods
                .iter()
                .filter(|(start, ..)| *start < number.start)
                .map(|(_, _, period, _)| *period)
                .collect();
            let until = periods.pop();
            return (until.into_iter().collect(), periods.into_iter().take(1).collect());
        }
        if statistic == Statistic::Units {
            let all = wording.periods();
            let own = all.iter().find(|(start, ..)| self.units_dated_at(*start) == Some(number.start));
            if let Some((_, _, period, _)) = own {
                return (vec![*period], Vec::new());
            }
        }
        if statistic.is_of_forecast() {
            let ahead = self.periods.iter().max_by_key(|(_, _, period, _)| period.last_day());
            return (ahead.map_or_else(|| self.inherited(), |(_, _, period, _)| vec![*period]), Vec::new());
        }
        let is_latin =
            self.sentence.characters.iter().skip(number.end).any(|sign| sign.is_ascii_alphabetic());
        let behind = self.periods.iter().find(|(start, period_end, ..)| {
            *start >= number.end
                && *start < gap.next
                && is_latin
                && wording.clause_end(number.end) > *start
                // A period with its own number behind it is that one's.
                && (gap.next == wording.len() || *period_end < gap.next)
        });
        let between = |is_since: bool| {
            self.periods.iter().rev().find(|(start, _, _, role)| {
                *start >= gap.last_end && *start < number.start && (*role == Some(End::Since)) == is_since
            })
        };
        let earlier = |is_since: bool| {
            let from = if is_since { wording.part_start(number.start) } else { 0 };
            self.periods.iter().rev().find(|(start, _, _, role)| {
                *start < number.start && *start >= from && (*role == Some(End::Since)) == is_since
            })
        };
        let is_taken = |place: usize| {
            // A period behind the last number, in its own clause, is that number's.
            let last = wording.numbers.iter().rfind(|last| last.end <= place && last.end <= gap.last_end);
            is_latin && last.is_some_and(|last| wording.clause_end(last.end) > place)
        };
        if statistic.is_of_span() || statistic.is_of_trend() {
            return self.span_of(number, behind, (between(true), between(false)), earlier(true), statistic);
        }
        let own = behind
            .or_else(|| between(true).filter(|(at, ..)| !is_taken(*at)).filter(|_| end == Some(End::Since)))
            .or_else(|| between(false).filter(|(at, ..)| !is_taken(*at)))
            .or_else(|| {
                between(true)
                    .filter(|(at, ..)| end != Some(End::Until) && !is_taken(*at))
                    .filter(|(at, ..)| wording.clause_start(number.start) <= *at)
            })
            .or_else(|| if end == Some(End::Since) { earlier(true) } else { earlier(false) });
        let since = earlier(true).map(|(_, _, period, _)| vec![*period]).unwrap_or_default();
        if let Some((_, _, period, _)) = own {
            let since = if since.is_empty() {
                self.scope.span.filter(|(_, to)| to == period).map(|(from, _)| vec![from]).unwrap_or_default()
            } else {
                since
            };
            return (vec![*period], since);
        }
        match (self.scope.span, end) {
            (Some((from, _)), Some(End::Since)) => (vec![from], Vec::new()),
            (Some((from, to)), Some(End::Until)) => (vec![to], vec![from]),
            _ => (self.inherited(), since),
        }
    }

    /// The periods that are inherited where a sentence has none: those of the paragraph, else those of the section.
    pub(super) fn inherited(&self) -> Vec<Period> {
        let paragraph = &self.scope.paragraph.periods;
        let mut periods = if paragraph.is_empty() { self.scope.periods.clone() } else { paragraph.clone() };
        periods.reverse();
        if periods.is_empty() {
            let first = self.periods.first().map(|(_, _, period, _)| *period);
            periods.extend(first);
        }
        periods
    }

    pub(super) fn span_of(
        &self,
        number: &NumberMention<'_>,
        behind: Option<&PeriodAt>,
        (since_between, until_between): (Option<&PeriodAt>, Option<&PeriodAt>),
        since_earlier: Option<&PeriodAt>,
        statistic: Statistic,
    ) -> (Vec<Period>, Vec<Period>) {
        let wording = self.wording;
        let period = |found: Option<&PeriodAt>| found.map(|(_, _, period, _)| *period);
        let all = wording.all();
        let since_behind = behind.filter(|(.., role)| *role == Some(End::Since));
        let until_behind = behind.filter(|(.., role)| *role != Some(End::Since));
        // 较2018年的增长率（43.9%）: the rate is that of 2018.
        let near = cue::folded(
            self.sentence.characters.get(wording.part_start(number.start)..number.start).unwrap_or_default(),
        );
        let is_noun = near.contains("增长率") || near.contains("增速") || near.contains("growth rate");
        let own_rate = since_between.filter(|(at, ..)| {
            is_noun
                && statistic == Statistic::Rate
                && cue::folded(self.sentence.characters.get(*at..number.start).unwrap_or_default())
                    .contains("率")
        });
        if let Some((_, _, period, _)) = own_rate {
            return (vec![*period], Vec::new());
        }
        let mut since =
            period(since_behind).or_else(|| period(since_between)).or_else(|| period(since_earlier));
        let is_latin =
            self.sentence.characters.iter().any(|sign| sign.is_ascii_alphabetic()) && !wording.is_chinese();
        // In 289 as of June 2015 it is the number before that says where the change begins.
        let anchored = self.periods.iter().rev().filter(|_| is_latin).find(|(start, ..)| {
            let at = wording.numbers.iter().rfind(|last| last.end <= *start);
            at.is_some_and(|at| {
                let before =
                    wording.numbers.iter().rfind(|other| other.end <= at.start).map_or(0, |other| other.end);
                wording.clause_end(at.end) > *start
                    && wording.end_at(before.max(wording.part_start(at.start)), at.start) == Some(End::Since)
            })
        });
        let is_anchor = |candidate: Period| anchored.is_some_and(|(_, _, anchor, _)| *anchor == candidate);
        since = since.or_else(|| period(anchored));
        let mut until = period(until_behind.filter(|(_, _, at, _)| !is_anchor(*at)))
            .or_else(|| period(until_between.filter(|(_, _, at, _)| !is_anchor(*at))))
            .or_else(|| {
                let others = self.periods.iter().rev().filter(|(start, _, at, role)| {
                    *start < number.start && *role != Some(End::Since) && !is_anchor(*at)
                });
                others.map(|(_, _, at, _)| *at).next()
            });
        if cue::says(&all, &YEAR_BEFORE) && since.is_none() {
            since = until.and_then(year_before);
        }
        // 五年间增长153%，2022年底达1.9万家: it ends where the sentence does.
        if let (None, Some(years)) = (since, self.years_of(number)) {
            let later = self
                .periods
                .iter()
                .find(|(start, _, _, role)| *start >= number.end && *role != Some(End::Since));
            until = until.or_else(|| period(later)).or_else(|| self.inherited().first().copied());
            since = until.and_then(|to| years_before(to, years));
        }
        if until.is_none() && since.is_none() {
            if let Some((from, to)) = self.scope.span {
                return (vec![to], vec![from]);
            }
            return (self.inherited(), Vec::new());
        }
        if until.is_none() {
            until = self.scope.span.map(|(_, to)| to).or_else(|| self.inherited().first().copied());
        }
        (until.into_iter().collect(), since.into_iter().collect())
    }

    /// The periods of a sentence, without those inside the names of documents, and without that of the units of a coverage:
    /// 97 of 333 (the end of 2013).
    pub(super) fn own_periods(&self) -> Vec<PeriodAt> {
        let mut found = self.wording.periods();
        found.retain(|(start, ..)| self.units_dated_at(*start).is_none());
        found
    }

    /// The place of the units of a coverage behind which a period stands in brackets.
    fn units_dated_at(&self, start: usize) -> Option<usize> {
        let wording = self.wording;
        let (index, number) = wording.numbers.iter().enumerate().rfind(|(_, number)| number.end <= start)?;
        let between = wording.words(number.end, start);
        let is_bracket = ["（", "(", "(the"].contains(&between.trim());
        let last_end =
            index.checked_sub(1).and_then(|last| wording.numbers.get(last)).map_or(0, |last| last.end);
        let next = wording.numbers.get(index + 1).map_or(wording.len(), |next| next.start);
        (is_bracket && self.is_units(number, Gap { last_end, next }, index)).then_some(number.start)
    }

    /// Over how many years a change went, where the words before it say so: in five years, 五年间.
    pub(super) fn years_of(&self, number: &NumberMention<'_>) -> Option<i16> {
        let part = self.wording.part_start(number.start);
        let all = cue::folded(self.sentence.characters.get(part..).unwrap_or_default());
        let years = |text: &str| {
            let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
            let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
            let place =
                words.iter().position(|word| *word == text).or(han.iter().position(|word| *word == text));
            text.parse::<i16>().ok().or_else(|| i16::try_from(place? + 1).ok())
        };
        for lead in ["in ", "within ", "over ", "over the last ", "in the last "] {
            for (at, _) in all.match_indices(lead) {
                let mut words = all.get(at + lead.len()..).unwrap_or_default().split(' ');
                let count = words.next().and_then(years);
                let is_years = words.next().is_some_and(|word| word.starts_with("years"));
                if let Some(count) = count.filter(|count| is_years && *count < 100) {
                    return Some(count);
                }
            }
        }
        for behind in ["年间", "年来", "年内"] {
            let before = all.split_once(behind).map(|(before, _)| before);
            let digits = before.map(|before| {
                before.trim_end_matches(|sign: char| {
                    sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign)
                })
            });
            let count = before.zip(digits).and_then(|(before, rest)| years(before.get(rest.len()..)?));
            if let Some(count) = count.filter(|count| *count < 100) {
                return Some(count);
            }
        }
        None
    }
}

/// The period one year before.
pub(super) fn year_before(period: Period) -> Option<Period> {
    let day = period.last_day().checked_sub(1.year()).ok()?;
    Some(match period {
        Period::Year(year) => Period::Year(year - 1),
        _ => Period::Day(day),
    })
}

/// The period some years before.
fn years_before(period: Period, years: i16) -> Option<Period> {
    (0..years).try_fold(period, |period, _| year_before(period))
}
