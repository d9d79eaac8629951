//! The members of a balance: what each has at a period, and for how many residents.

use super::rounded;
use crate::args::By;
use tierstat_answers::residents::Residents;
use tierstat_answers::series::LedgerSeries;
use tierstat_model::{AreaCode, Bounds, CodeLists, Language, Localized, Period};
use tierstat_words as words;

/// What there is for each so many residents.
pub(super) const RESIDENTS: f64 = 10_000.0;

/// One member at one period.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) area: AreaCode,
    pub(super) name: String,
    /// What its figure allows.
    pub(super) bounds: Bounds,
    /// Its number, where the figure is printed as one; a rounded number counts as it is printed.
    pub(super) value: Option<f64>,
    /// Its residents, where they are asked for, as they are printed.
    pub(super) residents: Option<f64>,
    /// The period of the residents, where it is not that of the figure.
    pub(super) residents_of: Option<Period>,
}

impl Member {
    /// The number, or the number for each [`RESIDENTS`].
    pub(super) fn rate(&self) -> Option<f64> {
        self.value.map(|value| self.residents.map_or(value, |residents| value / residents * RESIDENTS))
    }

    /// The member with its numbers as an explanation lists it.
    pub(super) fn text(&self, language: Language) -> String {
        format!("{} {}", self.name, self.numbers(language))
    }

    /// Its number, with the residents and the rate where they are asked for.
    pub(super) fn numbers(&self, language: Language) -> String {
        let number = words::bounds(&self.bounds, language);
        let Some(residents) = self.residents else { return number };
        let people = words::count(residents);
        let rate = self.rate().map(|rate| format!(" = {}", rounded(rate))).unwrap_or_default();
        let day = self.residents_of.map(|period| match language {
            Language::Chinese => format!("（{}）", words::period(period, language)),
            Language::English => format!(" ({})", words::period(period, language)),
        });
        format!("{number} / {people}{}{rate}", day.unwrap_or_default())
    }
}

/// The members that have a number, and those that are left out, with the reason.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) used: Vec<Member>,
    pub(super) left_out: Vec<(String, Localized)>,
}

impl Members {
    /// Those whose figure is printed as one number.
    pub(super) fn points(&self) -> Vec<&Member> {
        self.used.iter().filter(|member| member.value.is_some()).collect()
    }
}

/// What the members are at a period.
pub(super) fn members_at(
    all: &[LedgerSeries],
    period: Period,
    residents: Option<&Residents>,
    by: By,
    lists: &CodeLists,
    language: Language,
) -> Members {
    let mut members = Members::default();
    for series in all {
        let name = member_name(series, by, lists, language);
        let found = series.readings.iter().find(|reading| reading.key.period == period);
        let Some(quantity) = found.map(|reading| &reading.figure.quantity) else {
            members.left_out.push((name, Localized::new("没有这一期的数据", "no figure for this period")));
            continue;
        };
        let Some(bounds) = quantity.bounds else {
            members.left_out.push((name, Localized::new("没有数", "no number")));
            continue;
        };
        let (people, residents_of) = match residents {
            None => (None, None),
            Some(residents) => match residents.at(&series.area, period) {
                Some((people, of)) => (Some(people), (of.last_day() != period.last_day()).then_some(of)),
                None => {
                    members
                        .left_out
                        .push((name, Localized::new("不知居民数", "its residents are not known")));
                    continue;
                }
            },
        };
        let value = quantity.value.or_else(|| bounds.as_point());
        members.used.push(Member {
            area: series.area.clone(),
            name,
            bounds,
            value,
            residents: people,
            residents_of,
        });
    }
    members
}

/// The areas beside the members that exist at a period and have no figure at all, by name.
pub(super) fn absent(
    all: &[LedgerSeries],
    period: Period,
    lists: &CodeLists,
    language: Language,
) -> Vec<(String, Localized)> {
    let Some(parent) = all.first().and_then(|series| lists.areas.get(&series.area)?.parent.clone()) else {
        return Vec::new();
    };
    let inside = lists.areas.all().iter().filter(|area| area.parent.as_ref() == Some(&parent));
    let mut codes: Vec<&AreaCode> =
        inside.filter(|area| area.existed_on(period.last_day())).map(|area| &area.code).collect();
    codes.retain(|code| all.iter().all(|series| series.area != **code));
    codes.dedup();
    let reason = Localized::new("没有任何数据", "no figure at all");
    codes.into_iter().map(|code| (words::area_name(lists, code, language), reason.clone())).collect()
}

fn member_name(series: &LedgerSeries, by: By, lists: &CodeLists, language: Language) -> String {
    let [indicator, area, tier] = series.names(lists, language);
    match by {
        By::Area => area,
        By::Tier => tier,
        By::Type => indicator,
    }
}
