//! The units that could get one, period by period.

use crate::error::AnswerError;
use tierstat_model::{Language, Localized, Period, SeriesTime};
use tierstat_numerics::NumericsError;
use tierstat_words as words;

/// The most periods from the first to the last.
const MOST: f64 = 10_000.0;

/// One unit, and when it got its first one.
#[derive(Debug, Clone, PartialEq)]
pub struct AdoptingUnit {
    /// Its name.
    pub name: String,
    /// When it got its first one; `None` where it has none yet.
    pub first: Option<SeriesTime>,
}

/// In which periods the units were observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Observed {
    /// The first period in which units could get one; that of the earliest where none is named.
    pub since: Option<Period>,
    /// The last period in which units were seen; that of the latest first one where none is named.
    pub until: Option<Period>,
}

/// The units that were at risk, with their periods counted from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitsAtRisk {
    pub(super) periods: Vec<u32>,
    pub(super) adopted: Vec<bool>,
    pub(super) left_out: Vec<(String, Localized)>,
    pub(super) remarks: Vec<Localized>,
    /// The number of the period before the first.
    before: f64,
    /// The number of the last period.
    pub(super) last: f64,
    is_calendar: bool,
}

/// A time as a whole number: the year of a period, or a plain number.
fn whole(time: SeriesTime) -> Result<f64, AnswerError> {
    let number = match time {
        SeriesTime::Period(period) => f64::from(period.year()),
        SeriesTime::Number(number) => number,
    };
    if number.fract().abs() > 0.0 {
        return Err(NumericsError::UnevenTime { time: number.to_string() }.into());
    }
    Ok(number)
}

impl UnitsAtRisk {
    pub(super) fn of(units: &[AdoptingUnit], observed: Observed) -> Result<Self, AnswerError> {
        let firsts = units
            .iter()
            .map(|unit| unit.first.map(whole).transpose())
            .collect::<Result<Vec<Option<f64>>, AnswerError>>()?;
        let known = || firsts.iter().flatten().copied();
        let year = |period: Period| f64::from(period.year());
        let earliest = known().fold(f64::INFINITY, f64::min);
        let since = observed.since.map_or(earliest, year);
        let last = observed.until.map_or_else(|| known().fold(f64::NEG_INFINITY, f64::max), year);
        if !(since.is_finite() && last.is_finite()) {
            return Err(AnswerError::question(
                Localized::new("没有单位已有，无从知道观察期", "no unit has one, so that no period is known"),
                Localized::new("写明 --since 和 --until", "say --since and --until"),
            ));
        }
        if last < since || last - since > MOST {
            return Err(AnswerError::question(
                Localized::new(
                    format!("观察期从 {since} 到 {last} 不成立"),
                    format!("periods from {since} to {last} cannot be"),
                ),
                Localized::new("--since 应早于 --until", "--since comes before --until"),
            ));
        }
        let is_period = |time: SeriesTime| matches!(time, SeriesTime::Period(_));
        let mut found = Self {
            periods: Vec::new(),
            adopted: Vec::new(),
            left_out: Vec::new(),
            remarks: Vec::new(),
            before: since - 1.0,
            last,
            is_calendar: units.iter().filter_map(|unit| unit.first).all(is_period),
        };
        let mut later = 0;
        for (unit, first) in units.iter().zip(&firsts) {
            if let Some(first) = first.filter(|first| *first < since) {
                let reason = Localized::new(
                    format!("在 {since} 之前已有"),
                    format!("had one before {since} and was at no risk"),
                );
                found.left_out.push((format!("{} {first}", unit.name), reason));
                continue;
            }
            let seen = first.filter(|first| *first <= last);
            later += usize::from(first.is_some() && seen.is_none());
            found.periods.push((seen.unwrap_or(last) - found.before) as u32);
            found.adopted.push(seen.is_some());
        }
        if found.periods.is_empty() {
            return Err(AnswerError::question(
                Localized::new(
                    format!("{since} 起没有单位尚无：全部在此之前已有"),
                    format!("no unit was without one in {since}: all had theirs before"),
                ),
                Localized::new(
                    format!("--since 不晚于 {earliest}"),
                    format!("say a --since no later than {earliest}"),
                ),
            ));
        }
        if later > 0 {
            found.remarks.push(Localized::new(
                format!("{later} 个单位在 {last} 之后才有，截至 {last} 计为尚无"),
                format!("{later} units got theirs after {last} and count as without until then"),
            ));
        }
        if observed.since.is_none() {
            found.remarks.push(Localized::new(
                format!("第 1 期取最早有单位出现的 {since}；若此前已可设立，请写明 --since"),
                format!("period 1 is {since}, in which the first unit got one; say --since where they could have earlier"),
            ));
        }
        Ok(found)
    }

    /// The calendar's or the table's own number of a time that counts from 1.
    pub(super) fn at(&self, time: f64) -> f64 {
        self.before + time
    }

    /// The period of the calendar of such a time; a part of a period falls into the one that it ends in.
    pub(super) fn period(&self, time: f64) -> Option<Period> {
        let at = self.at(time).ceil();
        (self.is_calendar && (1.0..=9999.0).contains(&at)).then_some(Period::Year(at as i16))
    }

    /// The same in words; of plain numbers the number.
    pub(super) fn said(&self, time: f64, language: Language) -> String {
        let plain = || self.at(time).ceil().to_string();
        self.period(time).map_or_else(plain, |period| words::period(period, language))
    }

    /// The last period as a time that counts from 1.
    pub(super) fn latest(&self) -> f64 {
        self.last - self.before
    }
}
