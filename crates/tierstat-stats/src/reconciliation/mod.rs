//! Reconciliation: forecasts of wholes and parts that add up.
//!
//! Coherent forecasts are the base forecasts less what is needed for every whole to be the sum of its leaves, shared out by
//! the covariance `W` of their errors: `ỹ = ŷ − W C' (C W C')⁻¹ C ŷ`, where each row of `C` says *whole less its leaves*
//! (Wickramasuriya, Athanasopoulos and Hyndman 2019, whose `S (S'W⁻¹S)⁻¹ S'W⁻¹ ŷ` it equals). The system has as many
//! equations as there are wholes, and `W` is never written out: it is diagonal, or diagonal with a few residuals beside.

mod adjust;
mod hierarchy;

pub use adjust::{fixed_total, largest_remainder, non_negative, proportional_fit, whole_numbers};
pub use hierarchy::Hierarchy;

use crate::error::StatsError;

/// A method of reconciliation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reconciliation {
    /// The sums of the leaves.
    BottomUp,
    /// The roots, shared out by the mean proportions of history.
    TopDownAverage,
    /// The roots, shared out by the proportions of the forecasts, level by level.
    TopDownForecast,
    /// All errors are alike.
    LeastSquares,
    /// The variance of an error is the number of leaves.
    Structure,
    /// The variance of an error is that of the residuals.
    Variance,
    /// Minimum trace with the shrunken covariance of R's `hts`: residuals as they are, divided by n.
    MinimumTrace,
    /// The same with centred residuals, divided by n − 1, as hierarchicalforecast has it.
    MinimumTraceCentred,
}

/// All methods.
pub const RECONCILIATIONS: [Reconciliation; 8] = [
    Reconciliation::BottomUp,
    Reconciliation::TopDownAverage,
    Reconciliation::TopDownForecast,
    Reconciliation::LeastSquares,
    Reconciliation::Structure,
    Reconciliation::Variance,
    Reconciliation::MinimumTrace,
    Reconciliation::MinimumTraceCentred,
];

impl Reconciliation {
    /// The name in options and files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BottomUp => "bottom-up",
            Self::TopDownAverage => "top-down-average",
            Self::TopDownForecast => "top-down-forecast",
            Self::LeastSquares => "ols",
            Self::Structure => "wls-struct",
            Self::Variance => "wls-var",
            Self::MinimumTrace => "mint-shrink",
            Self::MinimumTraceCentred => "mint-shrink-centred",
        }
    }

    /// The method of a name; underscores are read as hyphens.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.replace('_', "-");
        RECONCILIATIONS.into_iter().find(|method| method.code() == code)
    }
}

/// Coherent forecasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Reconciled {
    /// For each node its points, one for each step.
    pub points: Vec<Vec<f64>>,
    /// How far the covariance was shrunk, 0 to 1; for minimum trace only.
    pub shrinkage: Option<f64>,
}

/// The covariance of the errors: `diagonal + scale × R R'`, with the residuals `R` node by node.
struct Covariance {
    diagonal: Vec<f64>,
    residuals: Vec<Vec<f64>>,
    scale: f64,
}

/// Makes the base forecasts of every node, one for each step, coherent.
///
/// `residuals` are the one-step errors of every node, side by side in time (for `wls-var` and minimum trace), `history` its
/// values (for top-down by average proportions).
///
/// # Errors
/// [`StatsError::LengthMismatch`], [`StatsError::NotFinite`], [`StatsError::TooFewPoints`] where residuals are needed and
/// fewer than two stand side by side, [`StatsError::AllEqual`] where all of them are zero.
pub fn reconcile(
    hierarchy: &Hierarchy,
    base: &[Vec<f64>],
    residuals: &[Vec<f64>],
    history: &[Vec<f64>],
    method: Reconciliation,
) -> Result<Reconciled, StatsError> {
    let count = hierarchy.len();
    let horizon = base.first().map_or(0, Vec::len);
    if base.len() != count {
        return Err(StatsError::LengthMismatch { needed: count, found: base.len() });
    }
    for points in base {
        if points.len() != horizon {
            return Err(StatsError::LengthMismatch { needed: horizon, found: points.len() });
        }
    }
    let numbers = base.iter().chain(residuals).chain(history).flatten();
    if let Some(value) = numbers.copied().find(|value| !value.is_finite()) {
        return Err(StatsError::NotFinite { value });
    }
    let (covariance, shrinkage) = match method {
        Reconciliation::BottomUp => return Ok(by_step(base, |column| hierarchy.summed(column))),
        Reconciliation::TopDownForecast => {
            return Ok(by_step(base, |column| shared_out(hierarchy, column, column)));
        }
        Reconciliation::TopDownAverage => {
            let shares = average_shares(hierarchy, history)?;
            return Ok(by_step(base, |column| shared_out(hierarchy, column, &shares)));
        }
        Reconciliation::LeastSquares => (diagonal(vec![1.0; count]), None),
        Reconciliation::Structure => {
            let leaves = (0..count).map(|place| hierarchy.leaves_below(place).len() as f64);
            (diagonal(leaves.collect()), None)
        }
        Reconciliation::Variance => (diagonal(mean_squares(residuals, count)?), None),
        Reconciliation::MinimumTrace => shrunken(residuals, count, false)?,
        Reconciliation::MinimumTraceCentred => shrunken(residuals, count, true)?,
    };
    let solver = Solver::new(hierarchy, &covariance)?;
    let mut found = by_step(base, |column| solver.reconciled(hierarchy, &covariance, column));
    found.shrinkage = shrinkage;
    Ok(found)
}

/// Applies a way of reconciling to the nodes' numbers of every step.
fn by_step(base: &[Vec<f64>], reconcile: impl Fn(&[f64]) -> Vec<f64>) -> Reconciled {
    let horizon = base.first().map_or(0, Vec::len);
    let mut points = vec![Vec::with_capacity(horizon); base.len()];
    for step in 0..horizon {
        let column: Vec<f64> = base.iter().filter_map(|points| points.get(step).copied()).collect();
        for (points, value) in points.iter_mut().zip(reconcile(&column)) {
            points.push(value);
        }
    }
    Reconciled { points, shrinkage: None }
}

fn diagonal(diagonal: Vec<f64>) -> Covariance {
    Covariance { diagonal, residuals: Vec::new(), scale: 0.0 }
}

/// The numbers of the roots shared out from above by the shares of the nodes among their siblings.
fn shared_out(hierarchy: &Hierarchy, numbers: &[f64], shares: &[f64]) -> Vec<f64> {
    let mut found = vec![0.0; numbers.len()];
    let mut waiting: Vec<(usize, f64)> =
        hierarchy.roots().map(|root| (root, numbers.get(root).copied().unwrap_or(0.0))).collect();
    while let Some((place, number)) = waiting.pop() {
        if let Some(slot) = found.get_mut(place) {
            *slot = number;
        }
        let children = hierarchy.children(place);
        let share = |child: &usize| shares.get(*child).copied().unwrap_or(0.0);
        let total: f64 = children.iter().map(share).sum();
        for child in children {
            // Children without any share are equals.
            let part = if total.abs() > 0.0 { share(child) / total } else { 1.0 / children.len() as f64 };
            waiting.push((*child, number * part));
        }
    }
    // With several parents the last one wins above; the leaves decide.
    if hierarchy.is_tree() { found } else { hierarchy.summed(&found) }
}

/// The mean over time of the share of each leaf in the sum of all (Gross and Sohl 1990, method A), summed upward.
fn average_shares(hierarchy: &Hierarchy, history: &[Vec<f64>]) -> Result<Vec<f64>, StatsError> {
    if history.len() != hierarchy.len() {
        return Err(StatsError::LengthMismatch { needed: hierarchy.len(), found: history.len() });
    }
    let common = history.iter().map(Vec::len).min().unwrap_or(0);
    if common == 0 {
        return Err(StatsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
    }
    let mut shares = vec![0.0; history.len()];
    for back in 1..=common {
        let at = |place: usize| {
            history.get(place).and_then(|values| values.get(values.len() - back)).copied().unwrap_or(0.0)
        };
        let total: f64 = hierarchy.roots().map(at).sum();
        if total.abs() <= 0.0 {
            continue;
        }
        for (place, share) in shares.iter_mut().enumerate().filter(|(place, _)| hierarchy.is_leaf(*place)) {
            *share += at(place) / total / common as f64;
        }
    }
    Ok(hierarchy.summed(&shares))
}

fn side_by_side(residuals: &[Vec<f64>], count: usize) -> Result<usize, StatsError> {
    if residuals.len() != count {
        return Err(StatsError::LengthMismatch { needed: count, found: residuals.len() });
    }
    let length = residuals.first().map_or(0, Vec::len);
    if let Some(other) = residuals.iter().find(|values| values.len() != length) {
        return Err(StatsError::LengthMismatch { needed: length, found: other.len() });
    }
    if length < 2 {
        return Err(StatsError::TooFewPoints { needed: 2, found: length, left_out: 0 });
    }
    if residuals.iter().flatten().all(|value| value.abs() <= 0.0) {
        return Err(StatsError::AllEqual { found: length });
    }
    Ok(length)
}

/// The least variance beside the greatest: a node that never erred still has some, so that no equation is empty.
const LEAST_VARIANCE: f64 = 1e-12;

fn mean_squares(residuals: &[Vec<f64>], count: usize) -> Result<Vec<f64>, StatsError> {
    let length = side_by_side(residuals, count)? as f64;
    let squares =
        residuals.iter().map(|values| values.iter().map(|value| value * value).sum::<f64>() / length);
    Ok(floored(squares.collect()))
}

fn floored(mut variances: Vec<f64>) -> Vec<f64> {
    let least = variances.iter().copied().fold(0.0, f64::max) * LEAST_VARIANCE;
    for variance in &mut variances {
        *variance = variance.max(least);
    }
    variances
}

/// The covariance shrunk towards its diagonal (Schäfer and Strimmer 2005), with how far.
///
/// The two sums over all pairs of nodes are had from the products of the periods alone: `Σ r²ᵢⱼ` is the squared norm of the
/// matrix of periods against periods.
fn shrunken(
    residuals: &[Vec<f64>],
    count: usize,
    centred: bool,
) -> Result<(Covariance, Option<f64>), StatsError> {
    let length = side_by_side(residuals, count)?;
    let periods = length as f64;
    let rows: Vec<Vec<f64>> = residuals
        .iter()
        .map(|values| {
            let mean = if centred { values.iter().sum::<f64>() / periods } else { 0.0 };
            values.iter().map(|value| value - mean).collect()
        })
        .collect();
    let squares: Vec<f64> =
        rows.iter().map(|row| row.iter().map(|value| value * value).sum::<f64>()).collect();
    let mut gram = vec![vec![0.0; length]; length];
    let (mut of_squares, mut fourth, mut varying) = (vec![0.0; length], 0.0, 0.0);
    for (row, square) in rows.iter().zip(&squares).filter(|(_, square)| **square > 0.0) {
        let scale = (square / periods).sqrt();
        let scaled: Vec<f64> = row.iter().map(|value| value / scale).collect();
        varying += 1.0;
        for (first, by_first) in gram.iter_mut().enumerate() {
            for (product, value) in by_first.iter_mut().zip(&scaled) {
                *product += scaled[first] * value;
            }
        }
        for (sum, value) in of_squares.iter_mut().zip(&scaled) {
            *sum += value * value;
            fourth += value.powi(4);
        }
    }
    let norm: f64 = gram.iter().flatten().map(|value| value * value).sum();
    // Over pairs of different nodes: Σ of squared products, and Σ of squared sums of products.
    let products = of_squares.iter().map(|sum| sum * sum).sum::<f64>() - fourth;
    let sums = norm - varying * periods * periods;
    let variance = (products - sums / periods) / (periods * (periods - 1.0));
    let correlation = sums / (periods * periods);
    let shrinkage = if correlation > 0.0 { (variance / correlation).clamp(0.0, 1.0) } else { 1.0 };
    let divisor = if centred { periods - 1.0 } else { periods };
    let variances = floored(squares.iter().map(|square| square / divisor).collect());
    // W = λ D + (1 − λ) R R' ÷ n; what a floor added to the diagonal stays there.
    let diagonal = variances
        .iter()
        .zip(&squares)
        .map(|(variance, square)| variance - (1.0 - shrinkage) * square / divisor)
        .collect();
    Ok((Covariance { diagonal, residuals: rows, scale: (1.0 - shrinkage) / divisor }, Some(shrinkage)))
}

/// The equations of the wholes, factored.
struct Solver {
    wholes: Vec<usize>,
    /// The lower triangle of Cholesky's factor, row by row.
    factor: Vec<Vec<f64>>,
}

impl Solver {
    fn new(hierarchy: &Hierarchy, covariance: &Covariance) -> Result<Self, StatsError> {
        let wholes: Vec<usize> = (0..hierarchy.len()).filter(|place| !hierarchy.is_leaf(*place)).collect();
        let gaps: Vec<Vec<f64>> = match covariance.residuals.first() {
            Some(first) => {
                let of_period = |period: usize| -> Vec<f64> {
                    covariance.residuals.iter().map(|row| row.get(period).copied().unwrap_or(0.0)).collect()
                };
                let columns: Vec<Vec<f64>> =
                    (0..first.len()).map(|period| gaps(hierarchy, &wholes, &of_period(period))).collect();
                (0..wholes.len())
                    .map(|whole| columns.iter().filter_map(|column| column.get(whole).copied()).collect())
                    .collect()
            }
            None => vec![Vec::new(); wholes.len()],
        };
        let variance = |place: usize| covariance.diagonal.get(place).copied().unwrap_or(0.0);
        let mut member = vec![false; hierarchy.len()];
        let mut matrix: Vec<Vec<f64>> = Vec::with_capacity(wholes.len());
        for (row, whole) in wholes.iter().enumerate() {
            for leaf in hierarchy.leaves_below(*whole) {
                if let Some(mark) = member.get_mut(*leaf) {
                    *mark = true;
                }
            }
            let entries = wholes.iter().enumerate().take(row + 1).map(|(column, other)| {
                let shared =
                    hierarchy.leaves_below(*other).iter().filter(|leaf| member.get(**leaf) == Some(&true));
                let own = if whole == other { variance(*whole) } else { 0.0 };
                let products =
                    gaps.get(row).into_iter().flatten().zip(gaps.get(column).into_iter().flatten());
                own + shared.map(|leaf| variance(*leaf)).sum::<f64>()
                    + covariance.scale * products.map(|(one, other)| one * other).sum::<f64>()
            });
            matrix.push(entries.collect());
            for leaf in hierarchy.leaves_below(*whole) {
                if let Some(mark) = member.get_mut(*leaf) {
                    *mark = false;
                }
            }
        }
        Ok(Self { factor: factored(matrix)?, wholes })
    }

    fn reconciled(&self, hierarchy: &Hierarchy, covariance: &Covariance, base: &[f64]) -> Vec<f64> {
        let solved = self.solved(gaps(hierarchy, &self.wholes, base));
        // C' z: each whole gives its weight to itself and takes it from its leaves.
        let mut pulled = vec![0.0; base.len()];
        for (whole, weight) in self.wholes.iter().zip(&solved) {
            if let Some(own) = pulled.get_mut(*whole) {
                *own += weight;
            }
            for leaf in hierarchy.leaves_below(*whole) {
                if let Some(part) = pulled.get_mut(*leaf) {
                    *part -= weight;
                }
            }
        }
        let periods = covariance.residuals.first().map_or(0, Vec::len);
        let mut along = vec![0.0; periods];
        for (row, pull) in covariance.residuals.iter().zip(&pulled) {
            for (sum, value) in along.iter_mut().zip(row) {
                *sum += pull * value;
            }
        }
        let mut found: Vec<f64> = base.to_vec();
        for (place, value) in found.iter_mut().enumerate() {
            let own =
                covariance.diagonal.get(place).zip(pulled.get(place)).map_or(0.0, |(one, other)| one * other);
            let row = covariance.residuals.get(place).into_iter().flatten();
            *value -= own + covariance.scale * row.zip(&along).map(|(one, other)| one * other).sum::<f64>();
        }
        // The leaves are right; the wholes are their sums to the last digit.
        hierarchy.summed(&found)
    }

    /// The solution of `L L' z = right`.
    fn solved(&self, mut right: Vec<f64>) -> Vec<f64> {
        let count = right.len();
        for row in 0..count {
            let known: f64 =
                self.factor[row].iter().zip(&right).take(row).map(|(factor, value)| factor * value).sum();
            right[row] = (right[row] - known) / self.factor[row][row];
        }
        for row in (0..count).rev() {
            let known: f64 = (row + 1..count).map(|below| self.factor[below][row] * right[below]).sum();
            right[row] = (right[row] - known) / self.factor[row][row];
        }
        right
    }
}

/// For each whole, how much it stands above the sum of its leaves.
fn gaps(hierarchy: &Hierarchy, wholes: &[usize], numbers: &[f64]) -> Vec<f64> {
    let number = |place: &usize| numbers.get(*place).copied().unwrap_or(0.0);
    wholes
        .iter()
        .map(|whole| number(whole) - hierarchy.leaves_below(*whole).iter().map(number).sum::<f64>())
        .collect()
}

/// Cholesky's factor of a matrix that is given as its lower triangle.
fn factored(mut matrix: Vec<Vec<f64>>) -> Result<Vec<Vec<f64>>, StatsError> {
    let count = matrix.len();
    for row in 0..count {
        let (above, rest) = matrix.split_at_mut(row);
        let Some(current) = rest.first_mut() else { break };
        for column in 0..row {
            let known: f64 =
                above[column].iter().zip(current.iter()).take(column).map(|(one, other)| one * other).sum();
            current[column] = (current[column] - known) / above[column][column];
        }
        let known: f64 = current.iter().take(row).map(|value| value * value).sum();
        let left = current[row] - known;
        if left.is_nan() || left <= 1e-14 * current[row].abs() {
            return Err(StatsError::RankDeficient { needed: count, found: row });
        }
        current[row] = left.sqrt();
    }
    Ok(matrix)
}
