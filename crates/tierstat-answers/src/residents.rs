//! How many residents areas have, for rates and weights.

use crate::error::AnswerError;
use crate::remark::Remark;
use crate::selection::Selection;
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, Breakdown, Breakdowns, CodeLists, FigureLookup, FigureQuery, IndicatorId, Language, Localized,
    Period, Reading,
};
use tierstat_words as words;

/// How many residents each area has at each period.
#[derive(Debug, Default)]
pub struct Residents {
    by_area: BTreeMap<AreaCode, Vec<Reading>>,
    /// The members to which what is divided is limited, and by whose dimensions residents are not counted anywhere.
    not_counted_by: Breakdown,
}

impl Residents {
    /// The readings of an indicator that counts residents, or the same part of them that an indicator counts.
    ///
    /// An indicator that is another one, limited to a member, is divided by the residents limited alike, as that one is where the part
    /// is asked for; where residents are not counted by the dimension at all, by all of them, which [`Self::remark`] says.
    ///
    /// # Errors
    /// Where the figures cannot be looked up.
    pub fn of(
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
        per: &IndicatorId,
        areas: Vec<AreaCode>,
        selection: &Selection,
        indicator: &IndicatorId,
    ) -> Result<Self, AnswerError> {
        let mut residents = Self::default();
        if areas.is_empty() {
            return Ok(residents);
        }
        let known_on = selection.known_on;
        let query = |part: &Breakdown, areas: Vec<AreaCode>| {
            let (per, rest) = lists.folded(per.clone(), part.clone());
            FigureQuery { indicators: vec![per], areas, known_on, ..FigureQuery::of(rest.into()) }
        };
        let mut part = selection.part_divided_by().clone();
        let own = lists.limits_of(per);
        // Women are some of the people, associations are not: nobody would count people by kind of organisation.
        let is_of_them =
            lists.unit_of(per).map(|unit| &unit.id) == lists.unit_of(indicator).map(|unit| &unit.id);
        for (dimension, member) in lists.limits_of(indicator).members() {
            if part.member(dimension).is_some() || own.member(dimension).is_some() {
                continue;
            }
            let limited = part.clone().with(dimension.clone(), member.clone());
            let within = Breakdowns::By { dimension: dimension.clone(), within: part.clone() };
            let by_any = FigureQuery { indicators: vec![per.clone()], known_on, ..FigureQuery::of(within) };
            if !lookup.readings(&query(&limited, Vec::new()))?.is_empty()
                || !lookup.readings(&by_any)?.is_empty()
            {
                part = limited;
            } else if is_of_them {
                let left = residents.not_counted_by;
                residents.not_counted_by = left.with(dimension.clone(), member.clone());
            }
        }
        for reading in lookup.readings(&query(&part, areas))? {
            if reading.figure.quantity.value.is_some_and(|value| value > 0.0) {
                residents.by_area.entry(reading.key.area.clone()).or_default().push(reading);
            }
        }
        Ok(residents)
    }

    /// That all residents were taken where the indicator counts some of them alone.
    #[must_use]
    pub fn remark(&self, lists: &CodeLists, per: &IndicatorId) -> Option<Remark> {
        let name = |language| words::indicator_name(lists, per, language);
        let members = |language: Language| {
            let members = self.not_counted_by.members().map(|(dimension, member)| {
                let of = lists.dimensions.get(dimension);
                let of = of.map_or(dimension.0.as_str(), |dimension| dimension.name.get(language));
                (of.to_owned(), lists.dimensions.member_name(dimension, member).get(language).to_owned())
            });
            let (of, members): (Vec<String>, Vec<String>) = members.unzip();
            let joint = if language == Language::Chinese { "、" } else { ", " };
            (of.join(joint), members.join(joint))
        };
        let said = || {
            let ((of_zh, zh), (of_en, en)) = (members(Language::Chinese), members(Language::English));
            let (name_zh, name_en) = (name(Language::Chinese), name(Language::English));
            Remark::Told {
                code: "divided-by-all",
                words: Localized::new(
                    format!("没有按{of_zh}分的{name_zh}，只能除以全体，而不是除以其中的“{zh}”"),
                    format!(
                        "{name_en} are not counted by {of_en}: divided by all of them, and not by `{en}` alone"
                    ),
                ),
            }
        };
        (!self.not_counted_by.is_whole()).then(said)
    }

    /// The latest number at a period or before it.
    #[must_use]
    pub fn at(&self, area: &AreaCode, period: Period) -> Option<(f64, Period)> {
        let readings = self.by_area.get(area)?;
        let earlier = readings.iter().filter(|reading| reading.key.period.last_day() <= period.last_day());
        let latest = earlier.max_by_key(|reading| reading.key.period.last_day())?;
        Some((latest.figure.quantity.value?, latest.figure.period))
    }
}
