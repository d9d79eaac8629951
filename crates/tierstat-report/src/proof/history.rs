//! The numbers of one series by day, with those of other sources behind them.

use super::print_words::print_in_both;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, Bounds, CodeLists, Figure, FigureId, FigureLookup, FigureQuery, IndicatorId, Localized,
    LookupError, Measure, Period, TierId,
};
use tierstat_stats::derived::{DerivedTotal, derived_totals};
use tierstat_stats::span::years_between;

/// A number of a series at a day.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) bounds: Bounds,
    /// The point, where the print is one.
    pub(super) value: Option<f64>,
    /// How the number is written: its print, or the sum it is.
    pub(super) printed: Localized,
    /// The figure, or those that were summed.
    pub(super) figures: Vec<FigureId>,
    /// What other sources print, with their figures.
    pub(super) others: Vec<(Bounds, String, FigureId)>,
}

impl Number {
    /// The point, or the middle of rounded bounds.
    fn point(&self) -> Option<f64> {
        self.value.or(self.bounds.as_point())
    }
}

/// A number that follows from the series, with the figures behind it.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    pub(super) bounds: Bounds,
    /// From the points of the prints, where they have any.
    pub(super) value: Option<f64>,
    pub(super) figures: Vec<FigureId>,
}

/// One series in order of days.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    pub(super) numbers: BTreeMap<Date, Number>,
    /// The period of each number, as it is printed.
    pub(super) periods: BTreeMap<Date, Period>,
    /// Whether it counts what came about, not what there is.
    pub(super) is_flow: bool,
}

impl History {
    /// The numbers of an indicator in an area for a tier; for all tiers the printed totals, and the sums where none is
    /// printed.
    pub(super) fn of(
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
        (indicator, tier, area): (&IndicatorId, Option<&TierId>, &AreaCode),
        known_on: Option<Date>,
    ) -> Result<Self, LookupError> {
        let query = FigureQuery {
            indicators: vec![indicator.clone()],
            areas: vec![area.clone()],
            known_on,
            ..FigureQuery::of_wholes()
        };
        let readings = lookup.readings(&query)?;
        let total = lists.tiers.total().map(|total| &total.id);
        let tier = tier.or(total);
        let mut history = Self::default();
        if tier == total {
            for sum in derived_totals(&readings, lists) {
                let number = Number {
                    bounds: sum.bounds,
                    value: sum.bounds.as_point(),
                    printed: formula(&sum),
                    figures: sum.parts.iter().map(|part| part.figure.id.clone()).collect(),
                    others: Vec::new(),
                };
                history.periods.insert(sum.key.period.last_day(), sum.key.period);
                history.numbers.insert(sum.key.period.last_day(), number);
            }
        }
        for reading in readings.iter().filter(|reading| Some(&reading.key.tier) == tier) {
            let Some(bounds) = reading.figure.quantity.bounds else { continue };
            // A flow of a month does not answer for the year that ends with it.
            let is_year = reading.figure.measure == Measure::Stock || is_year(reading.key.period);
            if !is_year {
                continue;
            }
            let other = |figure: &Figure| {
                Some((figure.quantity.bounds?, figure.quantity.printed.clone(), figure.id.clone()))
            };
            let number = Number {
                bounds,
                value: reading.figure.quantity.value,
                printed: printed(&reading.figure),
                figures: vec![reading.figure.id.clone()],
                others: reading.behind.iter().filter_map(other).collect(),
            };
            history.is_flow |= reading.figure.measure != Measure::Stock;
            history.periods.insert(reading.key.period.last_day(), reading.key.period);
            history.numbers.insert(reading.key.period.last_day(), number);
        }
        Ok(history)
    }

    /// The growth rate from one day to another.
    pub(super) fn rate(&self, from: Date, to: Date) -> Option<Derived> {
        let (base, end) = (self.numbers.get(&from)?, self.numbers.get(&to)?);
        let bounds = tierstat_numerics::growth::growth_rate(&base.bounds, &end.bounds).ok()?.0;
        let points = base.point().zip(end.point()).filter(|(base, _)| *base > 0.0);
        Some(Derived {
            bounds,
            value: points.map(|(base, end)| end / base - 1.0),
            figures: base.figures.iter().chain(&end.figures).cloned().collect(),
        })
    }

    /// The growth rate a year from one day to another, on average.
    pub(super) fn rate_a_year(&self, from: Date, to: Date) -> Option<Derived> {
        let (base, end) = (self.numbers.get(&from)?, self.numbers.get(&to)?);
        let years = years_between(from, to);
        let a_year = |from: &Bounds, to: &Bounds| {
            tierstat_numerics::growth::compound_annual_growth_rate(from, to, years).ok()
        };
        let bounds = a_year(&base.bounds, &end.bounds)?.0;
        let points = base.point().zip(end.point()).filter(|(base, end)| *base > 0.0 && *end >= 0.0);
        Some(Derived {
            bounds,
            value: points.map(|(base, end)| (end / base).powf(years.recip()) - 1.0),
            figures: base.figures.iter().chain(&end.figures).cloned().collect(),
        })
    }

    /// The change from one day to another.
    pub(super) fn change(&self, from: Date, to: Date) -> Option<Derived> {
        let (base, end) = (self.numbers.get(&from)?, self.numbers.get(&to)?);
        Some(Derived {
            bounds: tierstat_numerics::growth::change(&base.bounds, &end.bounds),
            value: base.point().zip(end.point()).map(|(base, end)| end - base),
            figures: base.figures.iter().chain(&end.figures).cloned().collect(),
        })
    }

    /// The growth rate over the year before a day.
    pub(super) fn yearly_rate(&self, day: Date) -> Option<Derived> {
        self.rate(day.checked_sub(1.year()).ok()?, day)
    }

    /// By how much the yearly growth rate moved within a year.
    pub(super) fn rate_moves(&self, day: Date) -> Option<Derived> {
        let (before, now) = (self.yearly_rate(day.checked_sub(1.year()).ok()?)?, self.yearly_rate(day)?);
        let bounds = tierstat_numerics::growth::change(&before.bounds, &now.bounds);
        let mut figures = before.figures;
        figures.extend(now.figures);
        figures.dedup();
        Some(Derived {
            bounds,
            value: before.value.zip(now.value).map(|(before, now)| now - before),
            figures,
        })
    }

    /// The spans over which a text may tell a growth that ends at a day: the year before, the number before, and from any
    /// of some other days.
    pub(super) fn spans(&self, to: Date, days: &[Date]) -> Vec<(Date, Date)> {
        let year_before = to.checked_sub(1.year()).ok();
        let number_before = self.numbers.range(..to).next_back().map(|(day, _)| *day);
        let mut bases: Vec<Date> = year_before.into_iter().chain(number_before).collect();
        bases.extend(days.iter().copied().filter(|day| *day < to));
        let mut spans: Vec<(Date, Date)> = Vec::new();
        for from in bases {
            if !spans.contains(&(from, to)) && self.numbers.contains_key(&from) {
                spans.push((from, to));
            }
        }
        spans
    }

    /// For how many years in a row the series grew (or fell: negative) up to a day.
    pub(super) fn years_in_row(&self, day: Date) -> Option<(i32, Vec<FigureId>)> {
        let mut end = day;
        let (mut years, mut figures) = (0, Vec::new());
        let sign = self.yearly_rate(day)?.bounds;
        let grows = sign.lower() > 0.0;
        while let Some(rate) = self.yearly_rate(end) {
            let goes_on = if grows {
                rate.bounds.lower() > 0.0
            } else {
                rate.bounds.upper_value().is_some_and(|most| most < 0.0)
            };
            if !goes_on {
                break;
            }
            years += 1;
            figures.extend(rate.figures);
            end = end.checked_sub(1.year()).ok()?;
        }
        Some((if grows { years } else { -years }, figures))
    }
}

/// A number as it is printed; a corrected one as it is read, with what is printed behind it.
fn printed(figure: &Figure) -> Localized {
    let printed = &figure.quantity.printed;
    match (figure.quantity.value, &figure.correction) {
        (Some(value), Some(_)) => {
            let said = format!("{} [{printed}]", tierstat_words::count(value));
            Localized::new(said.clone(), said)
        }
        _ => print_in_both(&figure.quantity),
    }
}

/// The parts of a sum as they are printed.
fn formula(sum: &DerivedTotal) -> Localized {
    let parts: Vec<Localized> = sum.parts.iter().map(|part| print_in_both(&part.figure.quantity)).collect();
    let join = |parts: Vec<&str>| parts.join(" + ");
    Localized::new(
        join(parts.iter().map(|part| part.zh.as_str()).collect()),
        join(parts.iter().map(|part| part.en.as_str()).collect()),
    )
}

fn is_year(period: Period) -> bool {
    matches!(period, Period::Year(_) | Period::YearFrom(_))
}
