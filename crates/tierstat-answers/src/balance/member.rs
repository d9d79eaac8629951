//! The members of a balance: what each has at a period, and for how many residents.

use crate::residents::Residents;
use crate::row::Voice;
use crate::selection::Members;
use crate::series::{LedgerSeries, names_of};
use tierstat_model::{AreaCode, Bounds, CodeLists, Language, Localized, Period};
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

/// What there is for each so many residents.
pub(super) const RESIDENTS: f64 = 10_000.0;

/// One member at one period.
#[derive(Debug, Clone, PartialEq)]
pub struct BalanceMember {
    /// Which series.
    pub series: SeriesId,
    /// What its figure allows.
    pub bounds: Bounds,
    /// Its number, where the figure is printed as one; a rounded number counts as it is printed.
    pub value: Option<f64>,
    /// Its residents, where they are asked for, as they are printed.
    pub residents: Option<f64>,
    /// The period of the residents, where it is not that of the figure.
    pub residents_of: Option<Period>,
}

/// What the members are called by: the part of their names in which they differ.
pub(super) fn name_of(series: &SeriesId, members: Members, voice: &Voice<'_>) -> String {
    let [indicator, area, tier] = names_of(series, voice.lists, voice.language);
    match members {
        Members::Areas => area,
        Members::Tiers => tier,
        Members::Types | Members::Dimension => indicator,
    }
}

impl BalanceMember {
    /// The number, or the number for each ten thousand residents.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.value.map(|value| self.residents.map_or(value, |residents| value / residents * RESIDENTS))
    }

    /// Its number, with the residents and the rate where they are asked for.
    pub(super) fn numbers(&self, language: Language) -> String {
        let number = words::bounds(&self.bounds, language);
        let Some(residents) = self.residents else { return number };
        let people = words::count(residents);
        let rate = self.rate().map(|rate| format!(" = {}", words::significant(rate))).unwrap_or_default();
        let day = self.residents_of.map(|period| match language {
            Language::Chinese => format!("（{}）", words::period(period, language)),
            Language::English => format!(" ({})", words::period(period, language)),
        });
        format!("{number} / {people}{}{rate}", day.unwrap_or_default())
    }
}

/// The members that have a number, and those that are left out, with the reason.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MembersAt {
    /// Those that have a number.
    pub used: Vec<BalanceMember>,
    /// Those that are left out, each with the reason.
    pub left_out: Vec<(SeriesId, Localized)>,
}

impl MembersAt {
    /// What the members are at a period.
    pub(super) fn of(all: &[LedgerSeries], period: Period, residents: Option<&Residents>) -> Self {
        let mut members = Self::default();
        for series in all {
            let id = series.id();
            let found = series.readings.iter().find(|reading| reading.key.period == period);
            let Some(quantity) = found.map(|reading| &reading.figure.quantity) else {
                members.left_out.push((id, Localized::new("没有这一期的数据", "no figure for this period")));
                continue;
            };
            let Some(bounds) = quantity.bounds else {
                members.left_out.push((id, Localized::new("没有数", "no number")));
                continue;
            };
            let (people, residents_of) = match residents {
                None => (None, None),
                Some(residents) => match residents.at(&series.area, period) {
                    Some((people, of)) => (Some(people), (of.last_day() != period.last_day()).then_some(of)),
                    None => {
                        let reason = Localized::new("不知居民数", "its residents are not known");
                        members.left_out.push((id, reason));
                        continue;
                    }
                },
            };
            let value = quantity.value.or_else(|| bounds.as_point());
            members.used.push(BalanceMember { series: id, bounds, value, residents: people, residents_of });
        }
        members
    }

    /// Those whose figure is printed as one number.
    pub(super) fn points(&self) -> Vec<&BalanceMember> {
        self.used.iter().filter(|member| member.value.is_some()).collect()
    }

    /// Those that are left out, by name.
    pub(super) fn left_out_by_name(&self, members: Members, voice: &Voice<'_>) -> Vec<(String, Localized)> {
        let named = self.left_out.iter().map(|(series, why)| (name_of(series, members, voice), why.clone()));
        named.collect()
    }
}

/// The areas beside the members that exist at a period and have no figure at all.
pub(super) fn absent(all: &[LedgerSeries], period: Period, lists: &CodeLists) -> Vec<(SeriesId, Localized)> {
    let Some(first) = all.first() else { return Vec::new() };
    let Some(parent) = lists.areas.get(&first.area).and_then(|area| area.parent.clone()) else {
        return Vec::new();
    };
    let inside = lists.areas.all().iter().filter(|area| area.parent.as_ref() == Some(&parent));
    let mut codes: Vec<&AreaCode> =
        inside.filter(|area| area.existed_on(period.last_day())).map(|area| &area.code).collect();
    codes.retain(|code| all.iter().all(|series| series.area != **code));
    codes.dedup();
    let reason = Localized::new("没有任何数据", "no figure at all");
    codes.into_iter().map(|code| (SeriesId { area: code.clone(), ..first.id() }, reason.clone())).collect()
}
