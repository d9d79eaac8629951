//! Benchmarking: a sub-annual series that moves as its indicator does and sums to the annual totals.
//!
//! Denton (1971) in Cholette's form (1984), in which nothing before the first period is held to be known, so that the start is not bent
//! (Dagum and Cholette 2006, chapter 6; IMF, *Quarterly National Accounts Manual* 2017, chapter 6).

use crate::error::StatsError;
use crate::regression::double_double::DoubleDouble;

/// What of the indicator's movement is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Movement {
    /// The ratio to the indicator changes as little as can be from period to period: `Σ (xₜ ÷ zₜ − xₜ₋₁ ÷ zₜ₋₁)²` is least.
    #[default]
    Proportional,
    /// The difference from the indicator changes as little as can be: `Σ ((xₜ − zₜ) − (xₜ₋₁ − zₜ₋₁))²` is least.
    Additive,
}

/// A benchmarked series.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmarked {
    /// One number for each period of the indicator, in the unit of the totals.
    pub values: Vec<f64>,
    /// The ratio to the indicator, or the difference from it for [`Movement::Additive`], period by period.
    pub adjustments: Vec<f64>,
    /// How many annual totals were met.
    pub totals_used: usize,
    /// How many of the whole years have no total.
    pub totals_missing: usize,
}

/// Denton and Cholette's benchmarking of an indicator with `periods_in_a_year` periods (1 to 366; 4 for quarters, 12 for months) to annual
/// totals, the first of which is the sum over the first periods.
///
/// A year without a total, and the periods after the last total, follow the indicator with the adjustment that changes least; after the last
/// total it stays what it was in the last period. The numbers may come out below zero where a total leaves no other way. Solved as one
/// banded system with partial pivoting in twice double precision.
///
/// # Errors
/// [`StatsError::OutOfRange`] for the periods in a year, [`StatsError::LengthMismatch`] where there are totals of more years than the indicator
/// has whole years, [`StatsError::TooFewPoints`] without a total, [`StatsError::NotFinite`], [`StatsError::BaseNotPositive`] for an indicator of
/// zero or less with [`Movement::Proportional`].
pub fn benchmarked(
    indicator: &[f64],
    totals: &[Option<f64>],
    periods_in_a_year: usize,
    movement: Movement,
) -> Result<Benchmarked, StatsError> {
    const MOST: usize = 366;
    if periods_in_a_year == 0 || periods_in_a_year > MOST {
        let (highest, found) = (MOST as f64, periods_in_a_year as f64);
        return Err(StatsError::OutOfRange { name: "periods_in_a_year", lowest: 1.0, highest, found });
    }
    let years = indicator.len() / periods_in_a_year;
    if totals.len() > years {
        return Err(StatsError::LengthMismatch { needed: years, found: totals.len() });
    }
    let totals_used = totals.iter().flatten().count();
    if totals_used == 0 {
        return Err(StatsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    if let Some(value) = indicator.iter().chain(totals.iter().flatten()).find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value: *value });
    }
    let is_proportional = movement == Movement::Proportional;
    if let Some(value) = indicator.iter().find(|value| is_proportional && **value <= 0.0) {
        return Err(StatsError::BaseNotPositive { lower: *value });
    }
    // In units of the largest, so that the terms of the system are of one size.
    let largest = if is_proportional { indicator.iter().copied().fold(0.0, f64::max) } else { 1.0 };
    let weight = |value: f64| if is_proportional { value / largest } else { 1.0 };
    let years: Vec<Year> = indicator
        .chunks(periods_in_a_year)
        .enumerate()
        .map(|(year, periods)| {
            let total = totals.get(year).copied().flatten();
            let sum = periods.iter().fold(zero(), |sum, value| sum + DoubleDouble::from(*value));
            Year {
                weights: periods.iter().map(|value| weight(*value)).collect(),
                target: total.map(|total| {
                    let total = DoubleDouble::from(total);
                    if is_proportional { total / DoubleDouble::from(largest) } else { total - sum }
                }),
            }
        })
        .collect();
    let adjustments = smoothest(&years, indicator.len());
    let exact = indicator.iter().zip(&adjustments).map(|(value, adjustment)| {
        let value = DoubleDouble::from(*value);
        (if is_proportional { value * *adjustment } else { value + *adjustment }).value()
    });
    let values: Vec<f64> = exact.collect();
    let adjustments: Vec<f64> = adjustments.iter().map(|adjustment| adjustment.value()).collect();
    if let Some(value) = values.iter().chain(&adjustments).find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value: *value });
    }
    let totals_missing = indicator.len() / periods_in_a_year - totals_used;
    Ok(Benchmarked { values, adjustments, totals_used, totals_missing })
}

/// The periods of one year with their weights in its total, which is `None` where nothing is asked of it.
struct Year {
    weights: Vec<f64>,
    target: Option<DoubleDouble>,
}

fn zero() -> DoubleDouble {
    DoubleDouble::from(0.0)
}

/// A row of the banded system: its terms from `first` on, and the right side.
struct Row {
    first: usize,
    terms: Vec<DoubleDouble>,
    right: DoubleDouble,
}

impl Row {
    fn term(&self, column: usize) -> DoubleDouble {
        column.checked_sub(self.first).and_then(|place| self.terms.get(place)).copied().unwrap_or_default()
    }

    fn add(&mut self, column: usize, value: f64) {
        let Some(place) = column.checked_sub(self.first) else { return };
        if self.terms.len() <= place {
            self.terms.resize(place + 1, zero());
        }
        if let Some(term) = self.terms.get_mut(place) {
            *term = *term + DoubleDouble::from(value);
        }
    }

    /// Takes away the multiple of another row that makes the term at `column` vanish.
    fn reduce(&mut self, other: &Self, column: usize) {
        let factor = self.term(column) / other.term(column);
        let last = other.first + other.terms.len();
        self.add(last.saturating_sub(1).max(self.first), 0.0);
        for (place, term) in self.terms.iter_mut().enumerate() {
            *term = *term - factor * other.term(self.first + place);
        }
        self.right = self.right - factor * other.right;
        // The columns up to this one are done.
        let done = (column + 1).saturating_sub(self.first).min(self.terms.len());
        self.terms.drain(..done);
        self.first += done;
    }
}

/// The adjustments whose steps have the least sum of squares, with the weighted sums that the years ask for.
///
/// Stationary points of Lagrange's function: for each period its steps to both neighbours and the multiplier of its year, and for each year
/// its sum. The multiplier stands behind the periods of its year, so that all terms stay in a band of a year and two.
fn smoothest(years: &[Year], count: usize) -> Vec<DoubleDouble> {
    // Where each period and each multiplier stands.
    let mut columns = Vec::with_capacity(count);
    let mut next = 0;
    let mut multipliers = Vec::with_capacity(years.len());
    for year in years {
        for _ in &year.weights {
            columns.push(next);
            next += 1;
        }
        multipliers.push(next);
        next += usize::from(year.target.is_some());
    }
    let mut rows = Vec::with_capacity(next);
    let mut period = 0;
    for (year, multiplier) in years.iter().zip(&multipliers) {
        let start = columns.get(period).copied().unwrap_or_default();
        for weight in &year.weights {
            let own = columns.get(period).copied().unwrap_or_default();
            let before = period.checked_sub(1).and_then(|before| columns.get(before)).copied();
            let mut row = Row { first: before.unwrap_or(own), terms: Vec::new(), right: zero() };
            for neighbour in [before, columns.get(period + 1).copied()].into_iter().flatten() {
                row.add(neighbour, -1.0);
                row.add(own, 1.0);
            }
            if year.target.is_some() {
                row.add(*multiplier, *weight);
            }
            rows.push(row);
            period += 1;
            // The sum of the year stands behind its first period, so that no row begins before the one above it.
            if let Some(target) = year.target.filter(|_| own == start) {
                let terms = year.weights.iter().copied().map(DoubleDouble::from).collect();
                rows.push(Row { first: start, terms, right: target });
            }
        }
    }
    let solution = solved(rows);
    columns.iter().map(|column| solution.get(*column).copied().unwrap_or_default()).collect()
}

/// The solution of a banded system by Gauss with partial pivoting.
fn solved(mut rows: Vec<Row>) -> Vec<DoubleDouble> {
    let count = rows.len();
    for column in 0..count {
        // Rows are in the order of their first terms, and those that are reduced here begin behind it.
        let width = rows.iter().skip(column).take_while(|row| row.first <= column).count();
        let pivot = (column..column + width)
            .max_by(|one, other| {
                let size = |row: &usize| rows.get(*row).map_or(0.0, |row| row.term(column).value().abs());
                size(one).total_cmp(&size(other)).then(other.cmp(one))
            })
            .unwrap_or(column);
        rows.swap(column, pivot);
        let (above, below) = rows.split_at_mut(column + 1);
        let Some(pivot) = above.last() else { break };
        for row in below.iter_mut().take(width.saturating_sub(1)) {
            if row.first <= column {
                row.reduce(pivot, column);
            }
        }
    }
    let mut solution = vec![zero(); count];
    for (column, row) in rows.iter().enumerate().rev() {
        let known = row.terms.iter().enumerate().fold(zero(), |sum, (place, term)| {
            let at = row.first + place;
            if at > column { sum + *term * solution.get(at).copied().unwrap_or_default() } else { sum }
        });
        if let Some(found) = solution.get_mut(column) {
            *found = (row.right - known) / row.term(column);
        }
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(totals: &[f64]) -> Vec<Option<f64>> {
        totals.iter().copied().map(Some).collect()
    }

    #[test]
    fn an_indicator_that_fits_is_left_alone() {
        let indicator = [10.0, 12.0, 11.0, 13.0, 14.0, 16.0, 15.0, 18.0];
        for movement in [Movement::Proportional, Movement::Additive] {
            let found = benchmarked(&indicator, &some(&[46.0, 63.0]), 4, movement).unwrap();
            for (value, known) in found.values.iter().zip(&indicator) {
                assert!((value - known).abs() < 1e-13);
            }
        }
    }

    #[test]
    fn one_total_scales_or_shifts_all() {
        let indicator = [1.0, 2.0, 3.0, 4.0, 5.0];
        let scaled = benchmarked(&indicator, &some(&[20.0]), 4, Movement::Proportional).unwrap();
        assert_eq!(scaled.values, [2.0, 4.0, 6.0, 8.0, 10.0]);
        let shifted = benchmarked(&indicator, &some(&[14.0]), 4, Movement::Additive).unwrap();
        assert_eq!(shifted.values, [2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!((shifted.totals_used, shifted.totals_missing), (1, 0));
    }

    #[test]
    fn what_cannot_be_benchmarked_is_refused() {
        let indicator = [1.0; 8];
        let proportional = |indicator: &[f64], totals: &[Option<f64>], periods| {
            benchmarked(indicator, totals, periods, Movement::Proportional)
        };
        assert!(matches!(proportional(&indicator, &some(&[1.0]), 0), Err(StatsError::OutOfRange { .. })));
        assert!(matches!(
            proportional(&indicator, &some(&[1.0; 3]), 4),
            Err(StatsError::LengthMismatch { .. })
        ));
        assert!(matches!(proportional(&indicator, &[None, None], 4), Err(StatsError::TooFewPoints { .. })));
        assert!(matches!(proportional(&indicator, &[], 4), Err(StatsError::TooFewPoints { .. })));
        assert!(matches!(proportional(&[], &[], 4), Err(StatsError::TooFewPoints { .. })));
        assert!(matches!(proportional(&indicator, &some(&[f64::NAN]), 4), Err(StatsError::NotFinite { .. })));
        assert!(matches!(
            proportional(&[1.0, 0.0, 1.0, 1.0], &some(&[1.0]), 4),
            Err(StatsError::BaseNotPositive { .. })
        ));
    }

    #[test]
    fn ten_thousand_months_meet_their_totals() {
        let indicator: Vec<f64> = (0..9996).map(|month| 100.0 + f64::from((month * 37) % 19)).collect();
        let totals: Vec<f64> = (0..833).map(|year| 1300.0 + f64::from((year * 11) % 7)).collect();
        let found = benchmarked(&indicator, &some(&totals), 12, Movement::Proportional).unwrap();
        for (year, total) in found.values.chunks(12).zip(&totals) {
            assert!((year.iter().sum::<f64>() / total - 1.0).abs() < 1e-14);
        }
    }

    proptest! {
        #[test]
        fn totals_are_met_and_no_other_way_is_smoother(
            indicator in proptest::collection::vec(1.0..100.0f64, 12..16),
            totals in proptest::collection::vec(prop_oneof![1 => Just(None), 4 => (1.0..500.0f64).prop_map(Some)], 3),
            moved in proptest::collection::vec(-1.0..1.0f64, 16),
        ) {
            prop_assume!(totals.iter().any(Option::is_some));
            for movement in [Movement::Proportional, Movement::Additive] {
                let found = benchmarked(&indicator, &totals, 4, movement).unwrap();
                prop_assert_eq!(found.totals_used + found.totals_missing, 3);
                for (year, total) in found.values.chunks(4).zip(&totals) {
                    if let Some(total) = total {
                        prop_assert!((year.iter().sum::<f64>() - total).abs() <= 1e-11 * 500.0);
                    }
                }
                // Moved within the years, so that their totals stay.
                let other: Vec<f64> = found.values.iter().enumerate().map(|(period, value)| {
                    let partner = if period % 2 == 0 { period + 1 } else { period - 1 };
                    if partner < found.values.len() {
                        value + if period % 2 == 0 { moved[period] } else { -moved[partner] }
                    } else {
                        *value
                    }
                }).collect();
                let roughness = |values: &[f64]| -> f64 {
                    let adjusted: Vec<f64> = values.iter().zip(&indicator)
                        .map(|(value, z)| if movement == Movement::Additive { value - z } else { value / z })
                        .collect();
                    adjusted.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum()
                };
                prop_assert!(roughness(&found.values) <= roughness(&other) * (1.0 + 1e-9) + 1e-18);
            }
        }
    }
}
