//! Linear models of rows in groups, each group with a level of its own.

use super::double_double::DoubleDouble;
use super::matrix::{LeastSquares, Matrix, least_squares};
use crate::descriptive::checked;
use crate::error::StatsError;
use std::collections::BTreeMap;

/// A linear model with a random intercept for each group.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomInterceptFit {
    /// One coefficient for each column of the design, which all groups share.
    pub coefficients: Vec<f64>,
    /// Their standard errors, with the variances taken as known.
    pub standard_errors: Vec<f64>,
    /// Their covariance.
    pub covariance: Matrix<f64>,
    /// The standard deviation of the groups' levels; zero where groups differ no more than their rows explain.
    pub group_standard_deviation: f64,
    /// The standard deviation of a row about its group.
    pub residual_standard_deviation: f64,
    /// The level of each group above what the coefficients say, drawn towards zero (best linear unbiased prediction), by
    /// the group's number.
    pub group_effects: BTreeMap<usize, f64>,
    /// The restricted log likelihood, as R's `lme` and `lmer` give it.
    pub restricted_log_likelihood: f64,
    /// The share of the variance that lies between groups, 0 to 1.
    pub intraclass_correlation: f64,
}

/// Rows by group, with what a ratio of variances makes of them.
struct Grouped<'a> {
    design: &'a Matrix<DoubleDouble>,
    values: Vec<DoubleDouble>,
    groups: BTreeMap<usize, Vec<usize>>,
}

/// A fit at one ratio of the variances.
struct AtRatio {
    found: LeastSquares<DoubleDouble>,
    variance: DoubleDouble,
    log_likelihood: f64,
}

impl Grouped<'_> {
    /// Least squares at a ratio of the groups' variance to the rows': with a share of its group's mean taken from each row,
    /// the rows are alike and independent.
    fn at(&self, ratio: f64) -> Result<AtRatio, StatsError> {
        let (rows, columns) = (self.design.rows(), self.design.columns());
        let mut design = self.design.clone();
        let mut right = self.values.clone();
        let one = DoubleDouble::from(1.0);
        let mut log_determinant = 0.0;
        for places in self.groups.values() {
            let size = places.len() as f64;
            let spread = one + DoubleDouble::from(ratio) * DoubleDouble::from(size);
            log_determinant += spread.value().ln();
            let share = one - one / spread.square_root();
            for column in 0..columns {
                take_mean(design.column_mut(column), places, share);
            }
            take_mean(&mut right, places, share);
        }
        let found = least_squares(&design, &right)?;
        let freedom = (rows - columns) as f64;
        let residual =
            found.residuals.iter().fold(DoubleDouble::default(), |sum, residual| sum + *residual * *residual);
        let variance = residual / DoubleDouble::from(freedom);
        let log_likelihood = -0.5
            * (freedom * ((std::f64::consts::TAU * variance.value()).ln() + 1.0)
                + log_determinant
                + found.log_determinant);
        Ok(AtRatio { found, variance, log_likelihood })
    }
}

/// Takes a share of the mean of these places from each of them.
fn take_mean(column: &mut [DoubleDouble], places: &[usize], share: DoubleDouble) {
    let own = |place: &usize| column.get(*place).copied().unwrap_or_default();
    let sum = places.iter().map(own).fold(DoubleDouble::default(), |sum, value| sum + value);
    let taken = sum / DoubleDouble::from(places.len() as f64) * share;
    for place in places {
        if let Some(value) = column.get_mut(*place) {
            *value = *value - taken;
        }
    }
}

/// Fits a linear model with a random intercept for each group by restricted maximum likelihood.
///
/// `y = x b + u(group) + e`, `u` and `e` normal. The likelihood is that of Patterson and Thompson (1971) with all but the ratio
/// of the variances taken out (Bates et al. 2015, 3.4), sought over ratios from 0 to e^30. `groups` holds the number of the group of
/// each row. As R's `nlme::lme(random = ~ 1 | group)`.
///
/// # Errors
/// [`StatsError::LengthMismatch`]; [`StatsError::NotFinite`]; [`StatsError::TooFewPoints`] with fewer than two groups, no group of
/// two rows, or no row more than columns; [`StatsError::RankDeficient`]; [`StatsError::NoConvergence`] where the rows of each
/// group lie on the model, so that the likelihood has no highest point.
pub fn random_intercept_fit(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    groups: &[usize],
) -> Result<RandomInterceptFit, StatsError> {
    let (rows, columns) = (design.rows(), design.columns());
    for found in [values.len(), groups.len()] {
        if found != rows {
            return Err(StatsError::LengthMismatch { needed: rows, found });
        }
    }
    checked(values, columns + 1)?;
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        places.entry(*group).or_default().push(place);
    }
    if places.len() < 2 {
        return Err(StatsError::TooFewPoints { needed: 2, found: places.len(), left_out: 0 });
    }
    if places.len() == rows {
        return Err(StatsError::TooFewPoints { needed: rows + 1, found: rows, left_out: 0 });
    }
    let exact = values.iter().copied().map(DoubleDouble::of_shortest_decimal).collect();
    let grouped = Grouped { design, values: exact, groups: places };
    let ratio = best_ratio(&grouped)?;
    let AtRatio { found, variance, log_likelihood } = grouped.at(ratio)?;
    let covariance = Matrix::from_fn(columns, columns, |row, column| {
        (variance * found.unscaled_covariance[(row, column)]).value()
    });
    let fitted = design.times(&found.coefficients);
    let residuals: Vec<DoubleDouble> =
        grouped.values.iter().zip(&fitted).map(|(value, fitted)| *value - *fitted).collect();
    let group_effects = grouped
        .groups
        .iter()
        .map(|(group, places)| {
            let own = places.iter().filter_map(|place| residuals.get(*place));
            let sum = own.fold(DoubleDouble::default(), |sum, residual| sum + *residual);
            (*group, ratio * sum.value() / (1.0 + ratio * places.len() as f64))
        })
        .collect();
    let sigma = variance.value().max(0.0).sqrt();
    let fit = RandomInterceptFit {
        coefficients: found.coefficients.iter().map(|value| value.value()).collect(),
        standard_errors: (0..columns).map(|place| covariance[(place, place)].max(0.0).sqrt()).collect(),
        covariance,
        group_standard_deviation: ratio.sqrt() * sigma,
        residual_standard_deviation: sigma,
        group_effects,
        restricted_log_likelihood: log_likelihood,
        intraclass_correlation: ratio / (1.0 + ratio),
    };
    checked(&fit.coefficients, 0)?;
    checked(&fit.standard_errors, 0)?;
    checked(&[fit.group_standard_deviation, fit.restricted_log_likelihood], 0)?;
    Ok(fit)
}

/// The ratio of the variances at which the likelihood is highest.
fn best_ratio(grouped: &Grouped<'_>) -> Result<f64, StatsError> {
    const LOWEST: i32 = -20;
    const HIGHEST: i32 = 30;
    let refused = || StatsError::NoConvergence { starts: 1 };
    let at = |logarithm: f64| -> Result<f64, StatsError> {
        let found = grouped.at(logarithm.exp())?.log_likelihood;
        if found.is_finite() { Ok(found) } else { Err(refused()) }
    };
    let without = grouped.at(0.0)?;
    let total = grouped.values.iter().fold(DoubleDouble::default(), |sum, value| sum + *value * *value);
    if without.variance <= total * DoubleDouble::from(1e-28) {
        return Err(refused());
    }
    let mut best = (f64::NEG_INFINITY, 0);
    for place in LOWEST..=HIGHEST {
        let found = at(f64::from(place))?;
        if found > best.0 {
            best = (found, place);
        }
    }
    if best.1 == HIGHEST {
        return Err(refused());
    }
    // The golden section between the neighbours of the best (Kiefer 1953).
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (f64::from(best.1 - 1), f64::from(best.1 + 1));
    let (mut first, mut second) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_first, mut at_second) = (at(first)?, at(second)?);
    while high - low > 1e-9 {
        if at_first >= at_second {
            (high, second, at_second) = (second, first, at_first);
            first = high - golden * (high - low);
            at_first = at(first)?;
        } else {
            (low, first, at_first) = (first, second, at_second);
            second = low + golden * (high - low);
            at_second = at(second)?;
        }
    }
    let found = low.midpoint(high);
    Ok(if without.log_likelihood >= at(found)? { 0.0 } else { found.exp() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::linear::{linear_fit, polynomial_design};
    use proptest::prelude::*;

    fn ones(rows: usize) -> Matrix<DoubleDouble> {
        Matrix::from_fn(rows, 1, |_, _| DoubleDouble::from(1.0))
    }

    #[test]
    fn equal_groups_are_the_analysis_of_variance() {
        let groups = vec![vec![1.0, 2.0, 4.0], vec![7.0, 9.0, 8.0], vec![3.0, 3.0, 6.0]];
        let table = crate::anova::one_way(&groups).unwrap();
        let fit = random_intercept_fit(&ones(9), &groups.concat(), &[0, 0, 0, 1, 1, 1, 2, 2, 2]).unwrap();
        let within = table.within_mean_square;
        let between = (table.between_mean_square - within) / 3.0;
        assert!((fit.residual_standard_deviation.powi(2) / within - 1.0).abs() < 1e-7);
        assert!((fit.group_standard_deviation.powi(2) / between - 1.0).abs() < 1e-7);
        assert!((fit.standard_errors[0].powi(2) / (table.between_mean_square / 9.0) - 1.0).abs() < 1e-7);
        assert!((fit.intraclass_correlation - between / (between + within)).abs() < 1e-7);
    }

    #[test]
    fn groups_that_do_not_differ_have_no_variance() {
        let x = [0.0, 1.0, 2.0, 0.0, 1.0, 2.0];
        let y = [1.0, 2.5, 2.6, 1.5, 1.7, 2.9];
        let design = polynomial_design(&x, 1).unwrap();
        let fit = random_intercept_fit(&design, &y, &[4, 4, 4, 9, 9, 9]).unwrap();
        let plain = linear_fit(&design, &y, None, true).unwrap();
        assert!(fit.group_standard_deviation <= 0.0 && fit.group_effects[&9].abs() <= 0.0);
        assert!((fit.standard_errors[1] - plain.standard_errors[1]).abs() < 1e-14);
    }

    #[test]
    fn what_cannot_be_told_apart() {
        let fit =
            |values: &[f64], groups: &[usize]| random_intercept_fit(&ones(values.len()), values, groups);
        assert!(matches!(fit(&[1.0, 2.0, 3.0], &[1, 1, 1]), Err(StatsError::TooFewPoints { needed: 2, .. })));
        assert!(matches!(fit(&[1.0, 2.0, 3.0], &[1, 2, 3]), Err(StatsError::TooFewPoints { needed: 4, .. })));
        assert!(matches!(fit(&[1.0, 1.0, 2.0, 2.0], &[1, 1, 2, 2]), Err(StatsError::NoConvergence { .. })));
        assert!(matches!(fit(&[1.0, 1.0, 1.0, 1.0], &[1, 1, 2, 2]), Err(StatsError::NoConvergence { .. })));
        assert!(matches!(fit(&[1.0, 1.0], &[1]), Err(StatsError::LengthMismatch { .. })));
        assert!(fit(&[1.0, f64::NAN, 2.0], &[1, 1, 2]).is_err() && fit(&[], &[]).is_err());
        // The model is fitted exactly by the coefficients alone.
        let design = polynomial_design(&[1.0, 2.0, 3.0, 4.0], 1).unwrap();
        let refused = random_intercept_fit(&design, &[0.1, 0.2, 0.3, 0.4], &[1, 1, 2, 2]);
        assert!(matches!(refused, Err(StatsError::NoConvergence { .. })), "{refused:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn units_and_the_numbers_of_groups_do_not_matter(
            values in prop::collection::vec(-5.0..5.0f64, 12),
            factor in 0.01..1e4f64,
        ) {
            let groups: Vec<usize> = (0..12).map(|place| place / 5).collect();
            let other: Vec<usize> = groups.iter().map(|group| 100 - group).collect();
            let one = random_intercept_fit(&ones(12), &values, &groups).unwrap();
            let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
            let two = random_intercept_fit(&ones(12), &scaled, &other).unwrap();
            let close = |one: f64, two: f64| (one * factor - two).abs() <= 1e-5 * factor;
            prop_assert!(close(one.coefficients[0], two.coefficients[0]));
            prop_assert!(close(one.group_standard_deviation, two.group_standard_deviation));
            prop_assert!(close(one.group_effects[&0], two.group_effects[&100]));
        }
    }
}
