//! Generalised linear models of counts: shares of units, and events for an exposure.
//!
//! Maximum likelihood by iteratively reweighted least squares (Nelder and Wedderburn 1972; McCullagh and Nelder 1989, 2.5),
//! each step by QR in twice double precision, halved where it would go uphill. It settles where the linear predictor does
//! not move any more, not where the deviance does not: where groups are separated the second comes without the first. Only
//! the complementary log-log link, whose steps come nearer by a factor and not by squares, settles as R's `glm` does with
//! `epsilon = 1e-14`, where the deviance changes by less than that of itself: eight digits of the coefficients.

use super::family::Mean;
use crate::distribution::normal_quantile;
use crate::error::NumericsError;
use crate::interval::Interval;
use crate::linear_algebra::{DoubleDouble, Matrix, least_squares};
use crate::requirement::{self, checked, not_negative, same_length};

pub use super::family::Family;

/// The counts that a generalised linear model is fitted to.
#[derive(Debug, Clone, Copy)]
pub struct Counts<'a> {
    /// One count of zero or more for each row.
    pub counts: &'a [f64],
    /// Of how many units each count is, above zero; `None` stands for one. Only for binomial families.
    pub trials: Option<&'a [f64]>,
    /// What is added to each linear predictor, such as the logarithm of an exposure; `None` stands for zero.
    pub offset: Option<&'a [f64]>,
    /// How often each row stands in the data, as if it were written so many times, zero or more; `None` stands for once.
    pub repeats: Option<&'a [f64]>,
}

/// A fitted generalised linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct GeneralisedFit {
    /// The family that was fitted.
    pub family: Family,
    /// One coefficient for each column of the design, on the scale of the linear predictor.
    pub coefficients: Vec<f64>,
    /// Their standard errors, with a dispersion of one. Times `√dispersion` they are those of a quasi-likelihood.
    pub standard_errors: Vec<f64>,
    /// Their covariance, with a dispersion of one.
    pub covariance: Matrix<f64>,
    /// The fitted probabilities or counts.
    pub fitted: Vec<f64>,
    /// Twice the log likelihood that the model lacks to one that holds every point.
    pub deviance: f64,
    /// The same of the model with the intercept and the offset alone (with the offset alone without an intercept).
    pub null_deviance: f64,
    /// The log likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion: `2 p − 2` log likelihood.
    pub information_criterion: f64,
    /// Pearson's statistic: the sum of squared residuals over their variances.
    pub pearson_chi_squared: f64,
    /// Pearson's statistic over the degrees of freedom, one where the family holds; `None` without degrees of freedom.
    pub dispersion: Option<f64>,
    /// Points less coefficients.
    pub degrees_of_freedom: usize,
    /// How many steps it took.
    pub steps: usize,
}

/// What a generalised linear model says of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeneralisedPrediction {
    /// The linear predictor.
    pub predictor: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The mean: a probability, or a count.
    pub mean: f64,
    /// Where the mean lies: the interval of the predictor, by the normal distribution, taken to the mean.
    pub interval: Interval,
}

impl GeneralisedFit {
    /// What the model says of a row of its design, with an interval at a level such as 0.95.
    ///
    /// The interval is symmetric for the linear predictor and never leaves the range of the mean (R's
    /// `predict(type = "link", se.fit = TRUE)`).
    ///
    /// # Errors
    /// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::OutOfRange`] for the level.
    pub fn prediction(
        &self,
        row: &[f64],
        offset: f64,
        level: f64,
    ) -> Result<GeneralisedPrediction, NumericsError> {
        same_length(self.coefficients.len(), row.len())?;
        checked(row, 0)?;
        requirement::level(level)?;
        let product: f64 = row.iter().zip(&self.coefficients).map(|(value, factor)| value * factor).sum();
        let along = self.covariance.times(row);
        let variance: f64 = row.iter().zip(&along).map(|(value, along)| value * along).sum();
        let (predictor, standard_error) = (product + offset, variance.max(0.0).sqrt());
        checked(&[predictor, standard_error], 0)?;
        let reach = -normal_quantile((1.0 - level) / 2.0) * standard_error;
        Ok(GeneralisedPrediction {
            predictor,
            standard_error,
            mean: self.family.mean(predictor),
            interval: Interval {
                lower: self.family.mean(predictor - reach),
                upper: self.family.mean(predictor + reach),
            },
        })
    }
}

/// The data in one place: counts, trials and offsets of one length.
struct Rows {
    family: Family,
    counts: Vec<f64>,
    trials: Vec<f64>,
    offset: Vec<f64>,
    repeats: Vec<f64>,
}

impl Rows {
    fn of(family: Family, data: &Counts<'_>, rows: usize) -> Result<Self, NumericsError> {
        let trials = data.trials.filter(|_| family.is_binomial());
        for list in [Some(data.counts), trials, data.offset, data.repeats].into_iter().flatten() {
            same_length(rows, list.len())?;
            checked(list, 0)?;
        }
        let trials = trials.map_or_else(|| vec![1.0; rows], <[f64]>::to_vec);
        let repeats = data.repeats.map_or_else(|| vec![1.0; rows], <[f64]>::to_vec);
        not_negative(data.counts.iter().chain(&repeats))?;
        if let Some(lower) = trials.iter().copied().find(|value| *value <= 0.0) {
            return Err(NumericsError::WholeNotPositive { lower });
        }
        if family.is_binomial()
            && let Some((count, most)) = data.counts.iter().zip(&trials).find(|(count, most)| count > most)
        {
            return Err(NumericsError::OutOfRange {
                name: "count",
                lowest: 0.0,
                highest: *most,
                found: *count,
            });
        }
        let offset = data.offset.map_or_else(|| vec![0.0; rows], <[f64]>::to_vec);
        Ok(Self { family, counts: data.counts.to_vec(), trials, offset, repeats })
    }

    fn each<'a>(&'a self, predictors: &'a [f64]) -> impl Iterator<Item = (f64, f64, Mean)> + 'a {
        self.counts
            .iter()
            .zip(&self.trials)
            .zip(predictors)
            .map(|((count, trials), predictor)| (*count, *trials, self.family.at(*predictor)))
    }

    /// The sum of what each row gives, as often as it stands in the data.
    fn sum(&self, predictors: &[f64], of: impl Fn(f64, f64, Mean) -> f64) -> f64 {
        self.each(predictors)
            .zip(&self.repeats)
            .filter(|(_, repeats)| **repeats > 0.0)
            .map(|((count, trials, mean), repeats)| repeats * of(count, trials, mean))
            .sum()
    }

    fn deviance(&self, predictors: &[f64]) -> f64 {
        self.sum(predictors, |count, trials, mean| self.family.deviance(count, trials, mean))
    }

    /// How many fitted values run to an end of their range that their count stands at.
    fn at_an_end(&self, predictors: &[f64]) -> usize {
        const NEAR: f64 = 1e-7;
        self.each(predictors)
            .zip(&self.repeats)
            .filter(|((count, trials, mean), repeats)| {
                **repeats > 0.0
                    && ((mean.value < NEAR && *count <= 0.0) || (mean.rest < NEAR && count >= trials))
            })
            .count()
    }
}

/// Where an iteration came to rest.
struct Settled {
    coefficients: Vec<DoubleDouble>,
    unscaled_covariance: Matrix<DoubleDouble>,
    predictors: Vec<f64>,
    steps: usize,
}

fn settled(design: &Matrix<DoubleDouble>, rows: &Rows) -> Result<Settled, NumericsError> {
    const MOST_STEPS: usize = 200;
    const PATIENCE: usize = 50;
    const CLOSE: f64 = 1e-12;
    const FLAT: f64 = 1e-14;
    const NEARLY: f64 = 1e-4;
    let family = rows.family;
    let refused = |predictors: &[f64]| match rows.at_an_end(predictors) {
        0 => NumericsError::NoConvergence { starts: 1 },
        found => NumericsError::Separated { found, points: predictors.len() },
    };
    let mut predictors: Vec<f64> =
        rows.counts.iter().zip(&rows.trials).map(|(count, trials)| family.start(*count, *trials)).collect();
    let mut deviance = f64::INFINITY;
    for step in 1..=MOST_STEPS {
        let mut weighted = design.clone();
        let mut right = Vec::with_capacity(predictors.len());
        let mut roots = Vec::with_capacity(predictors.len());
        for ((count, trials, mean), (predictor, (offset, repeats))) in
            rows.each(&predictors).zip(predictors.iter().zip(rows.offset.iter().zip(&rows.repeats)))
        {
            let root = (repeats * trials / family.variance(mean)).sqrt() * mean.slope;
            let working = predictor - offset + family.residual(count, trials, mean) / mean.slope;
            roots.push(root);
            right.push(DoubleDouble::from(working) * DoubleDouble::from(root));
        }
        if roots.iter().any(|root| !root.is_finite()) || right.iter().any(|value| !value.value().is_finite())
        {
            return Err(refused(&predictors));
        }
        for column in 0..design.columns() {
            for (value, root) in weighted.column_mut(column).iter_mut().zip(&roots) {
                *value = *value * DoubleDouble::from(*root);
            }
        }
        let found = match least_squares(&weighted, &right) {
            Ok(found) => found,
            // At the first step the design is to blame, later the weights that vanish.
            Err(error) if step == 1 => return Err(error),
            Err(_) => return Err(refused(&predictors)),
        };
        let along = design.times(&found.coefficients);
        let next: Vec<f64> =
            along.iter().zip(&rows.offset).map(|(value, offset)| value.value() + offset).collect();
        let moved = next
            .iter()
            .zip(&predictors)
            .map(|(next, before)| (next - before).abs() / (1.0 + before.abs()))
            .fold(0.0, f64::max);
        let mut share = 1.0;
        let mut tried = next.clone();
        let mut reached = rows.deviance(&tried);
        // The first step leaves predictors that no coefficients lead to, and has nothing to be compared with.
        while step > 1 && (reached.is_nan() || reached > deviance * (1.0 + 1e-10) + 1e-10) && share > 1e-6 {
            share /= 2.0;
            tried = predictors.iter().zip(&next).map(|(from, to)| from + share * (to - from)).collect();
            reached = rows.deviance(&tried);
        }
        if !reached.is_finite() || tried.iter().any(|value| !value.is_finite()) {
            return Err(refused(&predictors));
        }
        let change = (reached - deviance).abs() / (reached.abs() + 0.1);
        deviance = reached;
        predictors = tried;
        let flat = family == Family::BinomialComplementaryLogLog && change < FLAT && moved <= NEARLY;
        if moved <= CLOSE || flat {
            let (coefficients, unscaled_covariance) = (found.coefficients, found.unscaled_covariance);
            return Ok(Settled { coefficients, unscaled_covariance, predictors, steps: step });
        }
        // What runs to an end of its range does so by about one for each step, and never arrives.
        if step >= PATIENCE && rows.at_an_end(&predictors) > 0 {
            break;
        }
    }
    Err(refused(&predictors))
}

/// Fits a generalised linear model to counts by maximum likelihood.
///
/// `design` has one row for each count; `intercept` says whether it holds a column of ones, for the null deviance. As R's
/// `glm` with the families `binomial` and `poisson`.
///
/// # Errors
/// [`NumericsError::LengthMismatch`]; [`NumericsError::NotFinite`]; [`NumericsError::NegativeValue`] for counts or repeats,
/// [`NumericsError::WholeNotPositive`] for trials of zero or less, [`NumericsError::OutOfRange`] for a count above its trials;
/// [`NumericsError::TooFewPoints`]; [`NumericsError::RankDeficient`]; [`NumericsError::Separated`] where the likelihood has no highest
/// point, such as where all counts are zero; [`NumericsError::NoConvergence`].
pub fn generalised_linear_fit(
    design: &Matrix<DoubleDouble>,
    data: &Counts<'_>,
    family: Family,
    intercept: bool,
) -> Result<GeneralisedFit, NumericsError> {
    let (count, columns) = (design.rows(), design.columns());
    let rows = Rows::of(family, data, count)?;
    if count < columns.max(1) || columns == 0 {
        return Err(NumericsError::TooFewPoints { needed: columns.max(1), found: count, left_out: 0 });
    }
    if let Some(value) =
        (0..columns).flat_map(|column| design.column(column)).find(|value| !value.value().is_finite())
    {
        return Err(NumericsError::NotFinite { value: value.value() });
    }
    let found = settled(design, &rows)?;
    let covariance =
        Matrix::from_fn(columns, columns, |row, column| found.unscaled_covariance[(row, column)].value());
    let null = if intercept {
        settled(&Matrix::from_fn(count, 1, |_, _| DoubleDouble::from(1.0)), &rows)?.predictors
    } else {
        rows.offset.clone()
    };
    let log_likelihood =
        rows.sum(&found.predictors, |count, trials, mean| family.log_likelihood(count, trials, mean));
    let pearson = rows.sum(&found.predictors, |count, trials, mean| {
        family.residual(count, trials, mean).powi(2) * trials / family.variance(mean)
    });
    let points: f64 = rows.repeats.iter().sum();
    // Repeats are counts of rows, well within what is exact.
    let freedom = (points - columns as f64).clamp(0.0, 1e15) as usize;
    let fit = GeneralisedFit {
        family,
        coefficients: found.coefficients.iter().map(|value| value.value()).collect(),
        standard_errors: (0..columns).map(|place| covariance[(place, place)].max(0.0).sqrt()).collect(),
        covariance,
        fitted: rows.each(&found.predictors).map(|(_, _, mean)| mean.value).collect(),
        deviance: rows.deviance(&found.predictors).max(0.0),
        null_deviance: rows.deviance(&null).max(0.0),
        log_likelihood,
        information_criterion: 2.0 * columns as f64 - 2.0 * log_likelihood,
        pearson_chi_squared: pearson,
        dispersion: (freedom > 0).then(|| pearson / freedom as f64),
        degrees_of_freedom: freedom,
        steps: found.steps,
    };
    let numbers = [fit.deviance, fit.null_deviance, fit.log_likelihood, fit.pearson_chi_squared];
    checked(&numbers, 0)?;
    checked(&fit.coefficients, 0)?;
    checked(&fit.standard_errors, 0)?;
    Ok(fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::linear::polynomial_design;
    use proptest::prelude::*;

    fn plain(counts: &[f64]) -> Counts<'_> {
        Counts { counts, trials: None, offset: None, repeats: None }
    }

    #[test]
    fn one_term_by_hand() {
        let ones = Matrix::from_fn(3, 1, |_, _| DoubleDouble::from(1.0));
        let found =
            generalised_linear_fit(&ones, &plain(&[1.0, 2.0, 6.0]), Family::PoissonLog, true).unwrap();
        assert!((found.coefficients[0] - 3.0_f64.ln()).abs() < 1e-14);
        assert!((found.standard_errors[0] - 1.0 / 3.0).abs() < 1e-13);
        assert!((found.deviance - found.null_deviance).abs() < 1e-12);
        let data = Counts {
            counts: &[1.0, 3.0, 5.0],
            trials: Some(&[10.0, 10.0, 10.0]),
            offset: None,
            repeats: None,
        };
        let found = generalised_linear_fit(&ones, &data, Family::BinomialLogit, true).unwrap();
        assert!((found.fitted[0] - 0.3).abs() < 1e-14);
        assert!((found.standard_errors[0] - (1.0 / (30.0 * 0.3 * 0.7_f64)).sqrt()).abs() < 1e-12);
        let found = generalised_linear_fit(&ones, &data, Family::BinomialComplementaryLogLog, true).unwrap();
        assert!((found.coefficients[0] - (-(0.7_f64.ln())).ln()).abs() < 1e-8);
        let next = found.prediction(&[1.0], 0.0, 0.95).unwrap();
        assert!(next.interval.lower < 0.3 && next.interval.upper > 0.3 && (next.mean - 0.3).abs() < 1e-8);
        assert!(found.prediction(&[1.0, 2.0], 0.0, 0.95).is_err());
        assert!(found.prediction(&[1.0], f64::NAN, 0.95).is_err());
    }

    #[test]
    fn separation_is_refused() {
        let design = polynomial_design(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 1).unwrap();
        let apart = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
        for family in [Family::BinomialLogit, Family::BinomialComplementaryLogLog] {
            for counts in [apart, [0.0; 6], [1.0; 6]] {
                let refused = generalised_linear_fit(&design, &plain(&counts), family, true);
                assert!(
                    matches!(refused, Err(NumericsError::Separated { .. })),
                    "{family:?} {counts:?} {refused:?}"
                );
            }
        }
        // Partly: the value in the middle has both, all others are told by the line.
        let design = polynomial_design(&[1.0, 2.0, 3.0, 3.0, 4.0, 5.0], 1).unwrap();
        let refused = generalised_linear_fit(&design, &plain(&apart), Family::BinomialLogit, true);
        assert!(matches!(refused, Err(NumericsError::Separated { found: 4, points: 6 })), "{refused:?}");
        let refused = generalised_linear_fit(&design, &plain(&[0.0; 6]), Family::PoissonLog, true);
        assert!(matches!(refused, Err(NumericsError::Separated { .. })), "{refused:?}");
    }

    #[test]
    fn counts_that_cannot_be() {
        let design = polynomial_design(&[1.0, 2.0, 3.0], 1).unwrap();
        let fit = |data: &Counts<'_>, family| generalised_linear_fit(&design, data, family, true);
        assert!(matches!(
            fit(&plain(&[1.0, -1.0, 2.0]), Family::PoissonLog),
            Err(NumericsError::NegativeValue { .. })
        ));
        assert!(matches!(
            fit(&plain(&[1.0, 2.0, 0.0]), Family::BinomialLogit),
            Err(NumericsError::OutOfRange { name: "count", .. })
        ));
        assert!(matches!(
            fit(&plain(&[1.0, 2.0]), Family::PoissonLog),
            Err(NumericsError::LengthMismatch { .. })
        ));
        assert!(matches!(
            fit(&plain(&[1.0, f64::NAN, 2.0]), Family::PoissonLog),
            Err(NumericsError::NotFinite { .. })
        ));
        let data =
            Counts { counts: &[0.0, 1.0, 1.0], trials: Some(&[1.0, 0.0, 2.0]), offset: None, repeats: None };
        assert!(matches!(fit(&data, Family::BinomialLogit), Err(NumericsError::WholeNotPositive { .. })));
        let flat = polynomial_design(&[2.0, 2.0, 2.0], 1).unwrap();
        let refused = generalised_linear_fit(&flat, &plain(&[1.0, 2.0, 3.0]), Family::PoissonLog, true);
        assert!(matches!(refused, Err(NumericsError::RankDeficient { .. })));
    }

    proptest! {
        #[test]
        fn the_score_is_zero_where_it_settles(
            counts in prop::collection::vec(0..40_u32, 4..12),
            large in any::<bool>(),
            number in 0..3_usize,
        ) {
            let families = [Family::BinomialLogit, Family::BinomialComplementaryLogLog, Family::PoissonLog];
            let family = families[number];
            let scale = if large && family == Family::PoissonLog { 1e6 } else { 1.0 };
            let counts: Vec<f64> = counts.into_iter().map(|count| f64::from(count) * scale).collect();
            let trials = vec![40.0; counts.len()];
            let x: Vec<f64> = (0..counts.len()).map(|place| 2000.0 + place as f64).collect();
            let design = polynomial_design(&x, 1).unwrap();
            let data = Counts { counts: &counts, trials: Some(&trials), offset: None, repeats: None };
            let Ok(found) = generalised_linear_fit(&design, &data, family, true) else { return Ok(()) };
            // Canonical links keep the sum of the counts.
            if family != Family::BinomialComplementaryLogLog {
                let each = if family == Family::PoissonLog { 1.0 } else { 40.0 };
                let sum: f64 = found.fitted.iter().map(|mean| mean * each).sum();
                let known: f64 = counts.iter().sum();
                prop_assert!((sum - known).abs() <= 1e-8 * known.max(1.0), "{sum} {known}");
            }
            prop_assert!(found.deviance <= found.null_deviance * (1.0 + 1e-9) + 1e-9);
            prop_assert!(found.standard_errors.iter().all(|error| error.is_finite() && *error > 0.0));
        }
    }
}
