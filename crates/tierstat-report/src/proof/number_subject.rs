//! The subject of a number: of which indicator, tiers and areas it is said, stated near it or inherited.

use super::sentence_claims::{Gap, Reading};
use super::statistic::Statistic;
use super::wording::NumberMention;
use tierstat_model::{AreaCode, IndicatorId, TierId};

/// Right behind a number stands no more than a word or two. In characters.
const NEAR: usize = 3;

impl Reading<'_> {
    pub(super) fn indicator(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        is_of_units: bool,
    ) -> Option<IndicatorId> {
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

    pub(super) fn tiers(&self, number: &NumberMention<'_>, gap: Gap) -> (Vec<TierId>, bool) {
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
    pub(super) fn listed(&self, end: usize, start: usize) -> Vec<(usize, usize, TierId)> {
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
    pub(super) fn parts_between(&self, tiers: &[(usize, usize, TierId)]) -> bool {
        let (Some((start, ..)), Some((end, ..))) = (tiers.first(), tiers.last()) else { return false };
        self.wording.numbers.iter().any(|number| (*start..*end).contains(&number.start))
    }

    pub(super) fn areas(&self, number: &NumberMention<'_>, gap: Gap, statistic: Statistic) -> Vec<AreaCode> {
        let wording = self.wording;
        // 北京市在全国6个地区中居第5位: of whom it is said comes first, those beside it behind.
        if matches!(statistic, Statistic::Rank | Statistic::Among) {
            let first = wording.areas(wording.part_start(number.start), number.start).into_iter().next();
            if let Some(first) = first {
                return first;
            }
        }
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
}
