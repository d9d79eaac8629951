//! The growth of many members over many periods at once, with the contribution of each to the growth of all.

use crate::contribution::{Contribution, contributions, sum};
use crate::error::StatsError;
use crate::growth::{change, compound_annual_growth_rate, growth_rate};
use tierstat_model::{Bounds, Ratio};

/// The numbers of one indicator: a row for each member, a column for each period.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'a> {
    values: &'a [Option<Bounds>],
    periods: usize,
}

/// The growth of one member over one period, or over all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PanelGrowth {
    /// The member, counted from zero.
    pub member: usize,
    /// The period it grows to, counted from zero.
    pub period: usize,
    /// The change.
    pub change: Bounds,
    /// The growth rate; `None` where the base may be zero.
    pub rate: Option<Ratio>,
    /// The contribution to the growth of those that report at both ends.
    pub contribution: Option<Contribution>,
}

impl<'a> Panel<'a> {
    /// A panel of rows of `periods` numbers each; `None` is a missing number.
    ///
    /// # Errors
    /// [`StatsError::LengthMismatch`] where the numbers do not fill the rows.
    pub fn new(values: &'a [Option<Bounds>], periods: usize) -> Result<Self, StatsError> {
        if periods == 0 || !values.len().is_multiple_of(periods) {
            let needed = values.len().div_ceil(periods.max(1)) * periods.max(1);
            return Err(StatsError::LengthMismatch { needed, found: values.len() });
        }
        Ok(Self { values, periods })
    }

    /// The growth of every member from each period to the next, in the order of periods, then members.
    ///
    /// A member without a number at either end has none; its contribution is to the change of those that have both.
    #[must_use]
    pub fn growth(&self) -> Vec<PanelGrowth> {
        (1..self.periods).flat_map(|to| self.growth_between(to - 1, to)).collect()
    }

    /// The growth of every member between two periods, counted from zero.
    #[must_use]
    pub fn growth_between(&self, from: usize, to: usize) -> Vec<PanelGrowth> {
        let rows = self.values.chunks_exact(self.periods).enumerate();
        let both: Vec<(usize, (Bounds, Bounds))> = rows
            .filter_map(|(member, row)| {
                let base = (*row.get(from)?)?;
                Some((member, (base, (*row.get(to)?)?)))
            })
            .collect();
        let pairs: Vec<(Bounds, Bounds)> = both.iter().map(|(_, pair)| *pair).collect();
        // An empty whole has no contributions; the members keep their growth.
        let mut shares = contributions(&pairs).unwrap_or_default().into_iter();
        both.into_iter()
            .map(|(member, (base, end))| PanelGrowth {
                member,
                period: to,
                change: change(&base, &end),
                rate: growth_rate(&base, &end).ok(),
                contribution: shares.next(),
            })
            .collect()
    }

    /// The compound annual rate of every member between its first and its last number, `years` long for each period.
    #[must_use]
    pub fn compound(&self, years: f64) -> Vec<Option<Ratio>> {
        let ends = |row: &[Option<Bounds>]| {
            let first = row.iter().position(Option::is_some)?;
            let last = row.iter().rposition(Option::is_some)?;
            let (base, end) = ((*row.get(first)?)?, (*row.get(last)?)?);
            compound_annual_growth_rate(&base, &end, (last - first) as f64 * years).ok()
        };
        self.values.chunks_exact(self.periods).map(ends).collect()
    }

    /// The sum of the members that report in each period, with how many do.
    #[must_use]
    pub fn totals(&self) -> Vec<(Option<Bounds>, usize)> {
        let column =
            |period| self.values.chunks_exact(self.periods).filter_map(move |row| *row.get(period)?);
        (0..self.periods)
            .map(|period| {
                let found: Vec<Bounds> = column(period).collect();
                (sum(found.iter()), found.len())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64) -> Option<Bounds> {
        Bounds::point(value).ok()
    }

    #[test]
    fn the_published_tiers_as_a_panel() {
        let values = [point(24.0), point(30.0), point(97.0), point(129.0), point(168.0), point(296.0)];
        let panel = Panel::new(&values, 2).unwrap();
        let growth = panel.growth();
        assert_eq!(growth.len(), 3);
        let counties = growth[2].contribution.unwrap().share.unwrap().0.as_point().unwrap();
        assert!((counties - 128.0 / 166.0).abs() < 1e-15);
        assert_eq!(panel.totals(), [(point(289.0), 3), (point(455.0), 3)]);
        let compound = panel.compound(0.5);
        assert_eq!(compound, [None, None, None], "half a year is not blown up to a year");
    }

    #[test]
    fn who_is_missing_at_an_end_has_no_growth() {
        let values = [point(10.0), None, point(20.0), point(30.0)];
        let growth = Panel::new(&values, 2).unwrap().growth();
        assert_eq!(growth.iter().map(|row| row.member).collect::<Vec<_>>(), [1]);
        assert!(Panel::new(&values, 3).is_err() && Panel::new(&values, 0).is_err());
    }
}
