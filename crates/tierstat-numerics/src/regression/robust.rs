//! Regression that a few wrong points cannot turn: M and MM estimators.
//!
//! M estimators weigh residuals by how far they lie out, in units of a scale that is found along (Huber 1964; Holland and
//! Welsch 1977). They stand outliers among the values, not a point far out in the design. The MM estimator (Yohai 1987)
//! starts from an S estimator (Rousseeuw and Yohai 1984) and stands up to half of the points.

use crate::descriptive::median;
use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix, least_squares};
use crate::random::RandomStream;
use crate::requirement::{checked, same_length};

/// How points that lie out are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RobustMethod {
    /// Huber's M estimator, `k = 1.345`, scale by the median absolute residual (R's `MASS::rlm`).
    Huber,
    /// Tukey's bisquare M estimator, `c = 4.685`, from least squares, scale as above (R's `rlm` with `psi.bisquare`).
    Bisquare,
    /// The MM estimator: an S estimator with a breakdown of one half, then bisquare with `c = 4.685061` at its scale (R's
    /// `robustbase::lmrob`). The S estimator starts from all subsets of as many points as terms, or from 500 random ones where
    /// there are more.
    Mm {
        /// The seed of the random subsets.
        seed: u64,
    },
}

/// A robust fit.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustFit {
    /// One coefficient for each column of the design.
    pub coefficients: Vec<f64>,
    /// The scale of the residuals, in the unit of the values; zero where half of the points lie on the model.
    pub scale: f64,
    /// What each point counts, 0 to 1.
    pub weights: Vec<f64>,
    /// The values less the fitted ones.
    pub residuals: Vec<f64>,
    /// How many reweightings it took.
    pub steps: usize,
}

/// Huber's weight: one up to `k`, then `k ÷ |u|`.
fn huber(u: f64) -> f64 {
    const K: f64 = 1.345;
    if u.abs() <= K { 1.0 } else { K / u.abs() }
}

/// Tukey's weight, `(1 − (u ÷ c)²)²`, zero beyond `c`.
fn bisquare(u: f64, c: f64) -> f64 {
    let rest = 1.0 - (u / c).powi(2);
    if rest > 0.0 { rest * rest } else { 0.0 }
}

/// `c` for a breakdown of one half.
const S_TUNING: f64 = 1.54764;

/// A design and values in double precision.
struct Points {
    design: Matrix<f64>,
    values: Vec<f64>,
}

impl Points {
    fn residuals(&self, coefficients: &[f64]) -> Vec<f64> {
        let fitted = self.design.times(coefficients);
        self.values.iter().zip(&fitted).map(|(value, fitted)| value - fitted).collect()
    }

    fn weighted(&self, weights: &[f64]) -> Result<Vec<f64>, NumericsError> {
        let mut design = self.design.clone();
        let roots: Vec<f64> = weights.iter().map(|weight| weight.sqrt()).collect();
        for column in 0..design.columns() {
            for (value, root) in design.column_mut(column).iter_mut().zip(&roots) {
                *value *= root;
            }
        }
        let right: Vec<f64> = self.values.iter().zip(&roots).map(|(value, root)| value * root).collect();
        Ok(least_squares(&design, &right)?.coefficients)
    }

    /// The rows of these places alone.
    fn rows(&self, places: &[usize]) -> Self {
        let design = Matrix::from_fn(places.len(), self.design.columns(), |row, column| {
            places.get(row).map_or(0.0, |place| self.design[(*place, column)])
        });
        let values = places.iter().filter_map(|place| self.values.get(*place)).copied().collect();
        Self { design, values }
    }

    /// The fit that goes through these places; `None` where they do not tell the terms apart.
    fn through(&self, places: &[usize]) -> Option<Vec<f64>> {
        let rows = self.rows(places);
        least_squares(&rows.design, &rows.values).ok().map(|found| found.coefficients)
    }

    /// Below this a residual is what rounding leaves.
    fn rounding(&self) -> f64 {
        1e-13 * self.values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()))
    }
}

/// Fits values to a design so that a few wrong points do not turn it.
///
/// `design` has a row for each value. Steps go on until residuals move by less than 1e-11 of their length.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`] without a point more than columns,
/// [`NumericsError::RankDeficient`], also where the points that still count do not tell the terms apart,
/// [`NumericsError::NoConvergence`].
pub fn robust_fit(
    design: &Matrix<DoubleDouble>,
    values: &[f64],
    method: RobustMethod,
) -> Result<RobustFit, NumericsError> {
    let (rows, columns) = (design.rows(), design.columns());
    same_length(rows, values.len())?;
    checked(values, columns + 1)?;
    let design = Matrix::from_fn(rows, columns, |row, column| design[(row, column)].value());
    let points = Points { design, values: values.to_vec() };
    // Least squares says first whether the terms can be told apart.
    let start = points.weighted(&vec![1.0; rows])?;
    checked(&start, 0)?;
    let fit = match method {
        RobustMethod::Huber => reweighted(&points, start, None, huber)?,
        RobustMethod::Bisquare => reweighted(&points, start, None, |u| bisquare(u, 4.685))?,
        RobustMethod::Mm { seed } => {
            let (start, scale) = s_estimate(&points, &start, seed)?;
            reweighted(&points, start, Some(scale), |u| bisquare(u, 4.685_061))?
        }
    };
    for numbers in [fit.coefficients.as_slice(), &fit.residuals, &fit.weights, &[fit.scale]] {
        checked(numbers, 0)?;
    }
    Ok(fit)
}

/// The median absolute residual, about zero, over that of a standard normal (0.6745, as `rlm` has it).
fn residual_scale(residuals: &[f64]) -> Result<f64, NumericsError> {
    let distances: Vec<f64> = residuals.iter().map(|residual| residual.abs()).collect();
    Ok(median(&distances)? / 0.6745)
}

/// Reweights until residuals rest; the scale is found along unless it is given.
fn reweighted(
    points: &Points,
    start: Vec<f64>,
    given: Option<f64>,
    weight: impl Fn(f64) -> f64,
) -> Result<RobustFit, NumericsError> {
    const MOST_STEPS: usize = 2_000;
    const CLOSE: f64 = 1e-11;
    const CLOSE_ENOUGH: f64 = 1e-7;
    let mut coefficients = start;
    let mut residuals = points.residuals(&coefficients);
    let mut moved = f64::INFINITY;
    for step in 1..=MOST_STEPS {
        let scale = match given {
            Some(scale) => scale,
            None => residual_scale(&residuals)?,
        };
        if scale <= points.rounding() {
            // Half of the points lie on the model: they count, and the others do not.
            let weights = residuals.iter().map(|one| f64::from(one.abs() <= points.rounding())).collect();
            return Ok(RobustFit { coefficients, scale: 0.0, weights, residuals, steps: step - 1 });
        }
        let weights: Vec<f64> = residuals.iter().map(|residual| weight(residual / scale)).collect();
        let next = points.weighted(&weights)?;
        let after = points.residuals(&next);
        let square = |numbers: &mut dyn Iterator<Item = f64>| numbers.map(|one| one * one).sum::<f64>();
        let step_length = square(&mut after.iter().zip(&residuals).map(|(after, before)| after - before));
        moved = (step_length / square(&mut residuals.iter().copied()).max(f64::MIN_POSITIVE)).sqrt();
        coefficients = next;
        residuals = after;
        if moved <= CLOSE {
            return Ok(RobustFit { coefficients, scale, weights, residuals, steps: step });
        }
    }
    // A scale by a median can step to and fro between two neighbours that nearly agree.
    if moved > CLOSE_ENOUGH {
        return Err(NumericsError::NoConvergence { starts: 1 });
    }
    let scale = given.map_or_else(|| residual_scale(&residuals), Ok)?;
    let weights = residuals.iter().map(|residual| weight(residual / scale)).collect();
    Ok(RobustFit { coefficients, scale, weights, residuals, steps: MOST_STEPS })
}

/// The scale at which the mean loss over the degrees of freedom is one half; zero where half of the residuals are.
fn s_scale(residuals: &[f64], terms: usize, rounding: f64, tolerance: f64) -> f64 {
    const MOST_STEPS: usize = 200;
    let freedom = residuals.len().saturating_sub(terms).max(1) as f64;
    let apart = residuals.iter().filter(|residual| residual.abs() > rounding).count() as f64;
    if apart / freedom <= 0.5 {
        return 0.0;
    }
    let mut scale = residual_scale(residuals).unwrap_or(0.0);
    if scale <= rounding {
        scale = residuals.iter().fold(0.0, |largest: f64, residual| largest.max(residual.abs()));
    }
    for _ in 0..MOST_STEPS {
        let (mut loss, mut slope) = (0.0, 0.0);
        for residual in residuals {
            let square = (residual / scale / S_TUNING).powi(2);
            if square < 1.0 {
                loss += square * (3.0 + square * (square - 3.0));
                slope += 6.0 * square * (1.0 - square).powi(2);
            } else {
                loss += 1.0;
            }
        }
        // Newton's step on the logarithm of the scale where it is short, and one that never fails where it is not.
        let newton = (loss - 0.5 * freedom) / slope;
        let next =
            if newton.abs() < 0.3 { scale * newton.exp() } else { scale * (loss / (0.5 * freedom)).sqrt() };
        let settled = (next - scale).abs() <= tolerance * scale;
        scale = next;
        if settled {
            break;
        }
    }
    scale
}

/// One reweighting towards a smaller scale; `None` where the points that count do not tell the terms apart.
fn s_step(points: &Points, coefficients: &[f64], scale: f64) -> Option<Vec<f64>> {
    let weights: Vec<f64> =
        points.residuals(coefficients).iter().map(|residual| bisquare(residual / scale, S_TUNING)).collect();
    points.weighted(&weights).ok()
}

/// The coefficients with the least scale, and that scale (Salibian-Barrera and Yohai 2006).
///
/// Many rows are searched through a random share of them, and only what was best there goes on with all.
fn s_estimate(points: &Points, least_squares: &[f64], seed: u64) -> Result<(Vec<f64>, f64), NumericsError> {
    const MANY: usize = 2_000;
    const SHARE: usize = 1_000;
    const FINALISTS: usize = 20;
    const ROUGH: f64 = 1e-6;
    let rows = points.design.rows();
    let mut finalists = if rows > MANY {
        let mut stream = RandomStream::of_seed(!seed);
        let places: Vec<usize> = (0..SHARE).map(|_| stream.below(rows)).collect();
        candidates(&points.rows(&places), seed)
    } else {
        candidates(points, seed)
    };
    finalists.truncate(FINALISTS);
    finalists.push(s_descent(points, least_squares, 1, ROUGH));
    if rows > MANY {
        for (scale, at) in &mut finalists {
            (*scale, *at) = s_descent(points, at, 3, ROUGH);
        }
        finalists.sort_by(|one, other| one.0.total_cmp(&other.0));
        finalists.truncate(2);
    }
    let mut best: Option<(f64, Vec<f64>)> = None;
    for (_, at) in finalists {
        let (scale, at) = s_descent(points, &at, 500, 1e-14);
        if best.as_ref().is_none_or(|(least, _)| scale < *least) {
            best = Some((scale, at));
        }
    }
    best.map(|(scale, at)| (at, scale)).ok_or(NumericsError::NoConvergence { starts: FINALISTS })
}

/// What the subsets lead to after one reweighting, the least scale first.
fn candidates(points: &Points, seed: u64) -> Vec<(f64, Vec<f64>)> {
    let mut found: Vec<(f64, Vec<f64>)> = subsets(points.design.rows(), points.design.columns(), seed)
        .iter()
        .filter_map(|subset| points.through(subset))
        .map(|start| s_descent(points, &start, 1, 1e-6))
        .collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found
}

/// Reweights towards a smaller scale, at most so many times; the scale and the coefficients.
fn s_descent(points: &Points, start: &[f64], steps: usize, tolerance: f64) -> (f64, Vec<f64>) {
    let columns = points.design.columns();
    let rounding = points.rounding();
    let scale_of = |at: &[f64]| s_scale(&points.residuals(at), columns, rounding, tolerance);
    let mut at = start.to_vec();
    let mut scale = scale_of(&at);
    for _ in 0..steps {
        if scale <= 0.0 {
            break;
        }
        let Some(next) = s_step(points, &at, scale) else { break };
        let moved = next.iter().zip(&at).map(|(next, at)| (next - at).abs()).fold(0.0, f64::max);
        let size = next.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        (scale, at) = (scale_of(&next), next);
        if moved <= 1e-13 * size {
            break;
        }
    }
    (scale, at)
}

/// All subsets of `size` of so many places where there are 500 or fewer, and 500 random ones otherwise.
fn subsets(places: usize, size: usize, seed: u64) -> Vec<Vec<usize>> {
    const MOST: usize = 500;
    let all = (0..size).try_fold(1_usize, |product, taken| {
        Some(product.checked_mul(places.checked_sub(taken)?)? / (taken + 1))
            .filter(|count| *count <= MOST * MOST)
    });
    if all.is_some_and(|count| count <= MOST) {
        let mut found = Vec::new();
        let mut subset: Vec<usize> = (0..size).collect();
        loop {
            found.push(subset.clone());
            // The last place that can still move on does, and those after it follow it closely.
            let Some(moving) =
                (0..size).rev().find(|at| subset.get(*at).is_some_and(|place| *place < places - size + at))
            else {
                return found;
            };
            let first = subset.get(moving).map_or(0, |place| place + 1);
            for (at, place) in subset.iter_mut().enumerate().skip(moving) {
                *place = first + at - moving;
            }
        }
    }
    let mut stream = RandomStream::of_seed(seed);
    (0..MOST)
        .map(|_| {
            let mut subset: Vec<usize> = Vec::with_capacity(size);
            while subset.len() < size {
                let place = stream.below(places);
                if !subset.contains(&place) {
                    subset.push(place);
                }
            }
            subset
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regression::linear::polynomial_design;
    use proptest::prelude::*;

    const METHODS: [RobustMethod; 3] =
        [RobustMethod::Huber, RobustMethod::Bisquare, RobustMethod::Mm { seed: 1 }];

    #[test]
    fn all_subsets_or_some() {
        assert_eq!(subsets(4, 2, 0).len(), 6);
        assert_eq!(subsets(4, 2, 0).last(), Some(&vec![2, 3]));
        assert_eq!(subsets(3, 3, 0), [[0, 1, 2]]);
        let some = subsets(1_000, 3, 7);
        assert_eq!((some.len(), &some), (500, &subsets(1_000, 3, 7)));
        assert_ne!(some, subsets(1_000, 3, 8));
    }

    #[test]
    fn points_on_a_line_with_some_far_off() {
        let x: Vec<f64> = (0..12).map(f64::from).collect();
        let design = polynomial_design(&x, 1).unwrap();
        let line: Vec<f64> = x.iter().map(|x| 1.0 + 2.0 * x).collect();
        for method in METHODS {
            let fit = robust_fit(&design, &line, method).unwrap();
            assert!((fit.coefficients[1] - 2.0).abs() < 1e-12 && fit.scale <= 0.0, "{method:?}");
        }
        let mut wrong = line;
        for value in wrong.iter_mut().take(5) {
            *value += 1000.0;
        }
        // Five of twelve, at one end: only MM stands them.
        let fit = robust_fit(&design, &wrong, RobustMethod::Mm { seed: 1 }).unwrap();
        assert!((fit.coefficients[0] - 1.0).abs() < 1e-9 && (fit.coefficients[1] - 2.0).abs() < 1e-9);
        assert_eq!(fit.weights.iter().filter(|weight| **weight > 0.0).count(), 7);
    }

    #[test]
    fn what_cannot_be_fitted() {
        let design = polynomial_design(&[1.0, 1.0, 1.0], 1).unwrap();
        for method in METHODS {
            let refused = robust_fit(&design, &[1.0, 2.0, 3.0], method);
            assert!(matches!(refused, Err(NumericsError::RankDeficient { .. })), "{refused:?}");
            let line = polynomial_design(&[1.0, 2.0], 1).unwrap();
            assert!(robust_fit(&line, &[1.0, 2.0], method).is_err());
            assert!(robust_fit(&line, &[1.0], method).is_err());
            let zeros =
                robust_fit(&polynomial_design(&[1.0, 2.0, 3.0], 1).unwrap(), &[0.0; 3], method).unwrap();
            assert!(zeros.scale <= 0.0 && zeros.coefficients.iter().all(|value| value.abs() <= 0.0));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn units_and_levels_do_not_matter(
            noise in prop::collection::vec(-1.0..1.0f64, 8..16),
            far in 10.0..1e3f64,
            factor in 0.1..100.0f64,
        ) {
            let x: Vec<f64> = (0..noise.len()).map(|place| place as f64).collect();
            let design = polynomial_design(&x, 1).unwrap();
            let mut values: Vec<f64> = x.iter().zip(&noise).map(|(x, noise)| 3.0 + 0.5 * x + noise).collect();
            values[2] += far;
            let other: Vec<f64> = values.iter().map(|value| factor * value - 7.0).collect();
            for method in METHODS {
                let (Ok(one), Ok(two)) = (robust_fit(&design, &values, method), robust_fit(&design, &other, method))
                else { continue };
                let slope = two.coefficients[1] - factor * one.coefficients[1];
                prop_assert!(slope.abs() <= 1e-5 * factor, "{method:?} {one:?} {two:?}");
                prop_assert!(one.weights.iter().all(|weight| (0.0..=1.0).contains(weight)));
            }
        }
    }
}
