//! The claims of a sentence: each of its numbers with what it is and of what, stated near it or inherited.

use super::apart::Apart;
use super::claim::{Claim, Subject};
use super::cue::{self, CONTRIBUTION, COVERAGE, DECLINE, GROWTH, MOVE, SHARE, TREND, YEAR_BEFORE};
use super::scope::{Said, Scope};
use super::statistic::Statistic;
use super::wording::{End, NumberMention, PeriodAt, Wording};
use jiff::ToSpan;
use tierstat_model::{
    AreaCode, Bounds, CellRef, CodeLists, Indicator, IndicatorId, Passage, Period, Precision, Quantity,
    Sentence, TierId,
};

/// Reads the claims of a sentence, and remembers in the scope what it has said.
pub(super) fn claims(
    lists: &CodeLists,
    apart: &Apart,
    (passage, sentence): (&Passage, &Sentence),
    numbered: &mut u32,
    scope: &mut Scope,
) -> Vec<Claim> {
    let wording = Wording::of(sentence);
    let all = wording.all();
    let is_label = apart.label_end(&all).is_some() || all.matches('·').count() >= 3;
    let reading = Reading { lists, wording: &wording, scope, sentence, periods: wording.periods(), is_label };
    let is_apart = apart.sets_apart(&all);
    let titles = apart.titles_in(&all);
    let mut found: Vec<Claim> = Vec::new();
    for (index, number) in wording.numbers.iter().enumerate() {
        *numbered += 1;
        let place = CellRef { column: *numbered, ..passage.place.clone() };
        let is_in_title = wording.is_in_title(number.start)
            || titles.iter().any(|(start, end)| (*start..*end).contains(&number.start));
        let is_behind_label = apart.label_end(&all).is_some_and(|end| number.start >= end);
        found.push(if is_apart || is_in_title || is_behind_label {
            Claim {
                place,
                sentence: sentence.printed.clone(),
                quantity: number.quantity.clone(),
                unit: number.unit.map(str::to_owned),
                statistic: Statistic::Apart,
                subject: Subject::default(),
                direction: 0,
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

/// One sentence that is being read.
struct Reading<'a> {
    lists: &'a CodeLists,
    wording: &'a Wording<'a>,
    scope: &'a Scope,
    sentence: &'a Sentence,
    periods: Vec<PeriodAt>,
    /// Whether it is a line that says where a number comes from: what it is, the number, and how it was computed.
    is_label: bool,
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
                subject: Subject::default(),
                direction: 0,
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
        let subject = Subject {
            tiers,
            together,
            areas: self.areas(number, gap),
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
            quantity: if is_fall { negative(number.quantity) } else { number.quantity.clone() },
            unit: number.unit.map(str::to_owned),
            statistic,
            subject,
            direction,
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

    /// What a number is, and whether it is a fall.
    fn statistic(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        index: usize,
        last: Option<&Claim>,
    ) -> (Statistic, bool) {
        let wording = self.wording;
        if self.is_label {
            return (self.label_statistic(number), false);
        }
        match number.unit {
            Some("multiple") => return (Statistic::Rate, false),
            Some("years-in-row") => return (Statistic::YearsInRow, false),
            _ => {}
        }
        let near = wording.words(gap.last_end, number.start);
        let after = wording.words(number.end, gap.next);
        let start = after.trim_start();
        let clause = wording.words(wording.clause_start(number.start), wording.clause_end(number.end));
        let part = wording.words(wording.part_start(number.start), number.start);
        let behind = wording.words(number.end, wording.clause_end(number.end).min(gap.next));
        if near.trim_end().ends_with('第')
            || near.contains("排名")
            || near.contains("ranked")
            || near.contains("ranks")
        {
            return (Statistic::Rank, false);
        }
        let is_share = number.quantity.precision == Precision::Share
            || number.unit.is_some_and(|unit| unit == "%")
            || number.quantity.printed.contains('%');
        let (grows, falls) = (cue::last(&near, &GROWTH), cue::last(&near, &DECLINE));
        let is_less = ["less", "fewer", "lower", "below"].iter().any(|word| start.starts_with(word));
        let is_fall = is_less || falls > grows;
        let moves = grows.max(falls).max(cue::last(&near, &MOVE));
        let is_points = number.unit == Some("个百分点")
            || start.starts_with("percentage point")
            || start.starts_with("个百分点");
        if is_points {
            return (Statistic::Points, is_fall);
        }
        if is_share || number.quantity.printed.contains('‰') {
            let is_trend =
                cue::says(&wording.all(), &TREND) && (near.contains("年均") || start.starts_with("a year"));
            let last = last.map(|claim| claim.statistic);
            if is_trend {
                return (Statistic::Trend, is_fall);
            }
            let is_of_trend = matches!(last, Some(Statistic::Trend | Statistic::TrendPoints));
            if is_of_trend
                && (start.starts_with("区间")
                    || start.starts_with(": \u{1}")
                    || start.starts_with("confidence")
                    || start.trim_end() == ":")
            {
                return (Statistic::Apart, false);
            }
            let is_interval =
                number.quantity.precision == Precision::Range || number.quantity.printed.contains(['–', '~']);
            if matches!(last, Some(Statistic::Trend | Statistic::TrendPoints | Statistic::Apart))
                && (is_interval || number.quantity.printed.contains(" to "))
            {
                return (Statistic::TrendInterval, false);
            }
            let is_part_of_move = near.contains('占')
                && (part.contains("增加的") || part.contains("增量") || part.contains("新增的"));
            if cue::says(&near, &CONTRIBUTION) || cue::says(&behind, &CONTRIBUTION) || is_part_of_move {
                return (Statistic::Contribution, false);
            }
            let covers = cue::last(&near, &COVERAGE);
            let shares = cue::last(&near, &SHARE);
            if moves.is_some() && moves > covers && moves > shares {
                return (Statistic::Rate, is_fall);
            }
            if covers.is_some() {
                return (Statistic::Coverage, false);
            }
            let named =
                cue::folded(self.sentence.characters.get(gap.last_end..number.start).unwrap_or_default());
            if named.contains("增长率") || named.contains("增速") || named.contains("growth rate") {
                return (Statistic::Rate, false);
            }
            let is_of_units = behind.starts_with(" of \u{2}") || behind.starts_with("的\u{2}");
            if is_of_units || cue::says(&clause, &COVERAGE) {
                return (Statistic::Coverage, false);
            }
            if shares.is_none() {
                let covered = self.wording.numbers.get(..index).unwrap_or_default().len();
                match last {
                    Some(Statistic::Coverage | Statistic::Units) if covered > 0 => {
                        return (Statistic::Coverage, false);
                    }
                    Some(Statistic::Level) if self.is_after_units(index) => {
                        return (Statistic::Coverage, false);
                    }
                    Some(Statistic::Rate) if near.chars().count() <= LISTED => {
                        return (Statistic::Rate, is_fall);
                    }
                    _ => {}
                }
            }
            return (Statistic::Share, false);
        }
        if cue::says(&wording.all(), &TREND) && (start.starts_with("数据点") || start.starts_with("points"))
        {
            return (Statistic::TrendPoints, false);
        }
        if self.is_units(number, gap, index) {
            return (Statistic::Units, false);
        }
        if ["more", "additional"].iter().any(|word| start.starts_with(word)) {
            return (Statistic::Change, false);
        }
        if is_less && !start.starts_with("lower") && !start.starts_with("below") {
            return (Statistic::Change, true);
        }
        let moves_adjacent = moves.is_some_and(|at| {
            let rest = near.get(at..).unwrap_or_default().trim();
            ["", "了", "by", "of", "数", "量", "值", "为", "达", "by about", "of about"].contains(&rest)
                && !near.trim_end().ends_with(['至', '到'])
        });
        if moves_adjacent {
            return (Statistic::Change, is_fall);
        }
        (Statistic::Level, false)
    }

    /// What the number of a line of origin is, by the last part of its name.
    fn label_statistic(&self, number: &NumberMention<'_>) -> Statistic {
        let words = self.wording.words(0, number.start);
        let last = words.rsplit('·').next().unwrap_or_default();
        let is_share = number.unit.is_some_and(|unit| unit == "%");
        if cue::says(last, &CONTRIBUTION) || last.contains("share of the growth") {
            Statistic::Contribution
        } else if cue::says(last, &COVERAGE) {
            Statistic::Coverage
        } else if is_share && (cue::says(last, &GROWTH) || cue::says(last, &DECLINE)) {
            Statistic::Rate
        } else if last.contains("增减") || last.contains("change") {
            Statistic::Change
        } else if is_share && words.matches('·').count() < 3 {
            if number.quantity.printed.contains(['–', '~']) || number.quantity.printed.contains(" to ") {
                Statistic::TrendInterval
            } else {
                Statistic::Trend
            }
        } else {
            Statistic::Level
        }
    }

    /// Whether the last numbers were `14 of 21` or 21…中有14.
    fn is_after_units(&self, index: usize) -> bool {
        let place = |back: usize| index.checked_sub(back).and_then(|at| self.wording.numbers.get(at));
        place(2).zip(place(1)).is_some_and(|(first, second)| {
            let between = self.wording.words(first.end, second.start);
            is_whole_before(&between) || is_whole_behind(&between)
        })
    }

    /// Whether a number is the whole of which the next or the last one is counted.
    fn is_units(&self, number: &NumberMention<'_>, gap: Gap, index: usize) -> bool {
        let after = self.wording.words(number.end, gap.next);
        if gap.next < self.wording.len() && is_whole_before(&after) {
            return true;
        }
        let before = self.wording.words(gap.last_end, number.start);
        index > 0 && is_whole_behind(&before)
    }

    /// Whether a number is the part of `14 of 21`.
    fn is_covered(&self, number: &NumberMention<'_>, gap: Gap, index: usize) -> bool {
        let before = self.wording.words(gap.last_end, number.start);
        let after = self.wording.words(number.end, gap.next);
        (index > 0 && is_whole_before(&before)) || (gap.next < self.wording.len() && is_whole_behind(&after))
    }

    fn indicator(&self, number: &NumberMention<'_>, gap: Gap, is_of_units: bool) -> Option<IndicatorId> {
        let wording = self.wording;
        let (from, to) = (wording.clause_start(number.start), wording.clause_end(number.end));
        let behind = wording.indicators(number.end, to.min(gap.next)).into_iter().next();
        let before = wording.indicators(from, number.start).pop();
        let behind_all = wording.indicators(number.end, to).into_iter().next();
        let earlier = wording.indicators(0, number.start).pop();
        let later = wording.indicators(number.end, wording.len()).into_iter().next();
        // 24 prefecture organisations: right behind; else what the clause has named before.
        let adjacent = behind.clone().filter(|(at, _)| at.saturating_sub(number.end) <= NEAR);
        let stated =
            [adjacent, before, behind, behind_all, earlier, later].into_iter().flatten().map(|(_, id)| id);
        let others = wording.indicators(0, wording.len()).into_iter().rev().map(|(_, id)| id);
        let mut all = stated.chain(others).chain(self.scope.indicators().cloned());
        // The units that are covered are no subject of a coverage, what covers them is.
        let covers =
            |id: &IndicatorId| self.lists.indicators.get(id).is_some_and(|found| found.covers.is_some());
        if is_of_units { all.find(covers) } else { all.next() }
    }

    fn tiers(&self, number: &NumberMention<'_>, gap: Gap) -> (Vec<TierId>, bool) {
        let wording = self.wording;
        let (from, to) = (wording.clause_start(number.start), wording.clause_end(number.end));
        let behind = wording.tiers(number.end, gap.next);
        let adjacent = behind
            .first()
            .filter(|(start, ..)| *start < to && wording.words(number.end, *start).trim().is_empty());
        if let Some((_, _, tier)) = adjacent {
            return (vec![tier.clone()], false);
        }
        // 97 of 333 prefectures: both are of prefectures.
        let next = wording.numbers.iter().find(|next| next.start == gap.next);
        if let Some(next) = next.filter(|_| wording.words(number.end, gap.next).trim() == "of") {
            let next_to = wording.clause_end(next.end);
            if let Some((_, _, tier)) = wording.tiers(next.end, next_to).first() {
                return (vec![tier.clone()], false);
            }
        }
        let before = wording.tiers(from.max(gap.last_end), number.start);
        let several = |tiers: &[(usize, usize, TierId)]| {
            tiers.iter().any(|(.., tier)| tiers.first().is_some_and(|(.., first)| first != tier))
        };
        // Tiers that are listed one after the other are counted together.
        let listed = self.listed(number.start, gap.last_end);
        let all_of = |tiers: Vec<(usize, usize, TierId)>| -> Vec<TierId> {
            tiers.into_iter().map(|(.., tier)| tier).collect()
        };
        if several(&listed) {
            return (all_of(listed), true);
        }
        if let Some((_, _, tier)) = before.last() {
            return (vec![tier.clone()], false);
        }
        if let Some((start, _, tier)) = behind.first().filter(|(start, ..)| *start < to) {
            let rest = wording.tiers(*start, wording.len().min(gap.next));
            return if several(&rest) { (all_of(rest), true) } else { (vec![tier.clone()], false) };
        }
        // Another clause that names what it counts has tiers of its own.
        let is_tier_too =
            |start: usize| wording.tiers(0, wording.len()).iter().any(|(other, ..)| *other == start);
        let names_own =
            wording.indicators(from, to.min(gap.next)).iter().any(|(start, _)| !is_tier_too(*start));
        let earlier = wording.tiers(if names_own { from } else { 0 }, number.start);
        if let Some((_, last_end, tier)) = earlier.last() {
            let together = self.listed(*last_end, 0);
            let are_together = several(&together) && !self.parts_between(&together);
            return if are_together { (all_of(together), true) } else { (vec![tier.clone()], false) };
        }
        let later = wording.tiers(number.end, to);
        if let Some((_, _, tier)) = later.first() {
            return (vec![tier.clone()], false);
        }
        let has_subject = !wording.indicators(0, wording.len()).is_empty();
        (if has_subject { Vec::new() } else { self.scope.paragraph.tiers.clone() }, false)
    }

    /// The tiers that stand listed before a place, behind another place.
    fn listed(&self, end: usize, start: usize) -> Vec<(usize, usize, TierId)> {
        let tiers = self.wording.tiers(start, end);
        let mut listed: Vec<(usize, usize, TierId)> = Vec::new();
        for tier in tiers.into_iter().rev() {
            let next = listed.first().map(|(next, ..)| *next);
            let joins = next.is_none_or(|next| {
                let between = self.wording.words(tier.1, next);
                let between = between.trim();
                ["、", "和", "及", "与", ",", "and", ", and", "，", "以及"].contains(&between)
            });
            if !joins {
                break;
            }
            listed.insert(0, tier);
        }
        listed
    }

    /// Whether a number stands between tiers, so that each has its own.
    fn parts_between(&self, tiers: &[(usize, usize, TierId)]) -> bool {
        let (Some((start, ..)), Some((end, ..))) = (tiers.first(), tiers.last()) else { return false };
        self.wording.numbers.iter().any(|number| (*start..*end).contains(&number.start))
    }

    fn areas(&self, number: &NumberMention<'_>, gap: Gap) -> Vec<AreaCode> {
        let wording = self.wording;
        let clause = wording.areas(wording.clause_start(number.start).max(gap.last_end), number.start).pop();
        let earlier = || wording.areas(0, number.start).pop();
        let later =
            || wording.areas(number.end, wording.clause_end(number.end).min(gap.next)).into_iter().next();
        let stated = clause.or_else(later).or_else(earlier);
        stated.unwrap_or_else(|| {
            let inherited = &self.scope.paragraph.areas;
            if inherited.is_empty() { self.scope.heading_areas.clone() } else { inherited.clone() }
        })
    }

    /// The periods of a number, and those since which a change is counted.
    fn periods_of(
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
        if statistic.is_of_span()
            || statistic == Statistic::Trend
            || statistic == Statistic::TrendInterval
            || statistic == Statistic::TrendPoints
        {
            return self.span_of(
                number,
                behind,
                (between(true), between(false)),
                (earlier(true), earlier(false)),
                statistic,
            );
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
    fn inherited(&self) -> Vec<Period> {
        let paragraph = &self.scope.paragraph.periods;
        let mut periods = if paragraph.is_empty() { self.scope.periods.clone() } else { paragraph.clone() };
        periods.reverse();
        if periods.is_empty() {
            let first = self.periods.first().map(|(_, _, period, _)| *period);
            periods.extend(first);
        }
        periods
    }

    fn span_of(
        &self,
        number: &NumberMention<'_>,
        behind: Option<&PeriodAt>,
        (since_between, until_between): (Option<&PeriodAt>, Option<&PeriodAt>),
        (since_earlier, until_earlier): (Option<&PeriodAt>, Option<&PeriodAt>),
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
        // In 289 as of June 2015 it is the number before that says where the change begins.
        let anchored = self.periods.iter().rev().find(|(start, ..)| {
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
        let _ = until_earlier;
        if cue::says(&all, &YEAR_BEFORE) && since.is_none() {
            since = until.and_then(year_before);
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

    /// Whether the words around a number tie it to what is counted.
    fn is_tied(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        statistic: Statistic,
        declared: Option<&Indicator>,
    ) -> bool {
        let wording = self.wording;
        if self.is_label {
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
                let ends = behind.trim().is_empty()
                    || behind.starts_with([
                        '的', '（', '(', '增', '减', '和', '、', '以', '变', '升', '降', '至', '到', ')',
                        '）', '”', ']',
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
            | Statistic::TrendPoints => true,
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
        let indicator = found
            .iter()
            .rev()
            .filter(|claim| claim.statistic != Statistic::Units && claim.statistic != Statistic::Apart)
            .find_map(|claim| claim.subject.indicator.clone())
            .or_else(|| wording.indicators(0, wording.len()).pop().map(|(_, id)| id));
        let last = found.iter().rev().find(|claim| claim.statistic != Statistic::Apart);
        let areas = wording.areas(0, wording.len()).pop().unwrap_or_default();
        let tiers = last.map(|claim| claim.subject.tiers.clone()).unwrap_or_default();
        let periods: Vec<Period> = self.periods.iter().map(|(_, _, period, _)| *period).collect();
        let span = found
            .iter()
            .filter(|claim| claim.statistic.is_of_span())
            .find_map(|claim| Some((*claim.subject.since.first()?, *claim.subject.periods.first()?)));
        (Said { indicator, tiers, areas, periods }, span)
    }
}

/// Between which numbers a number stands.
#[derive(Debug, Clone, Copy)]
struct Gap {
    last_end: usize,
    next: usize,
}

/// Between two numbers of one list stand no more characters.
const LISTED: usize = 16;
/// Right behind a number stands no more than a word or two. In characters.
const NEAR: usize = 3;

/// Whether words between two numbers make the first the whole of which the second is counted: 333个地级行政区划中有97个.
fn is_whole_before(words: &str) -> bool {
    let words = words.trim();
    (words.contains("中有") || words.ends_with("中的") || words.ends_with("中，") || words.ends_with("里有"))
        && !words.contains(['；', ';', '。'])
}

/// Whether words between two numbers make the second the whole of which the first is counted: 97 of 333.
fn is_whole_behind(words: &str) -> bool {
    ["of", "of the", "out of", "out of the", "of its", "of all"].contains(&words.trim())
}

/// The period one year before.
pub(super) fn year_before(period: Period) -> Option<Period> {
    let day = period.last_day().checked_sub(1.year()).ok()?;
    Some(match period {
        Period::Year(year) => Period::Year(year - 1),
        _ => Period::Day(day),
    })
}

/// The same number of a fall.
fn negative(quantity: &Quantity) -> Quantity {
    let bounds =
        quantity.bounds.and_then(|bounds| Bounds::closed(-bounds.upper_value()?, -bounds.lower()).ok());
    Quantity { bounds, value: quantity.value.map(|value| -value), ..quantity.clone() }
}
