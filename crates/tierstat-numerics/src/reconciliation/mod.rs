//! Reconciliation: forecasts of wholes and parts that add up.
//!
//! Coherent forecasts are the base forecasts less what is needed for every whole to be the sum of its leaves, shared out by
//! the covariance `W` of their errors: `ỹ = ŷ − W C' (C W C')⁻¹ C ŷ`, where each row of `C` says *whole less its leaves*
//! (Wickramasuriya, Athanasopoulos and Hyndman 2019, whose `S (S'W⁻¹S)⁻¹ S'W⁻¹ ŷ` it equals). The system has as many
//! equations as there are wholes, and `W` is never written out: it is diagonal, or diagonal with a few residuals beside.

mod adjust;
mod covariance;
mod hierarchy;
mod projection;
mod top_down;

pub use adjust::{largest_remainder, whole_numbers};
pub use hierarchy::Hierarchy;

use crate::error::NumericsError;
use crate::requirement::{finite, same_length};
use covariance::{Covariance, sample, shrunken};
use projection::{Condition, Projection, coherence};
use top_down::{average_shares, middle_out, shared_out};

/// A method of reconciliation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reconciliation {
    /// The sums of the leaves.
    BottomUp,
    /// The roots, shared out by the mean proportions of history.
    TopDownAverage,
    /// The roots, shared out by the proportions of the forecasts, level by level.
    TopDownForecast,
    /// What stands directly below the roots, summed upward and shared out downward by the proportions of the forecasts.
    MiddleOut,
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
    /// Minimum trace with the covariance of the residuals as it is; needs more residuals than nodes.
    MinimumTraceSample,
}

/// All methods.
pub const RECONCILIATIONS: [Reconciliation; 10] = [
    Reconciliation::BottomUp,
    Reconciliation::TopDownAverage,
    Reconciliation::TopDownForecast,
    Reconciliation::MiddleOut,
    Reconciliation::LeastSquares,
    Reconciliation::Structure,
    Reconciliation::Variance,
    Reconciliation::MinimumTrace,
    Reconciliation::MinimumTraceCentred,
    Reconciliation::MinimumTraceSample,
];

impl Reconciliation {
    /// The name in options and files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BottomUp => "bottom-up",
            Self::TopDownAverage => "top-down-average",
            Self::TopDownForecast => "top-down-forecast",
            Self::MiddleOut => "middle-out",
            Self::LeastSquares => "ols",
            Self::Structure => "wls-struct",
            Self::Variance => "wls-var",
            Self::MinimumTrace => "mint-shrink",
            Self::MinimumTraceCentred => "mint-shrink-centred",
            Self::MinimumTraceSample => "mint-sample",
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

/// What reconciled numbers must meet besides adding up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// No leaf, and so no whole, below zero.
    pub non_negative: bool,
    /// Nodes by place whose number is given in every step, such as a total that was published.
    pub given: Vec<(usize, f64)>,
}

/// Makes the base forecasts of every node, one for each step, coherent, under constraints: numbers of zero or more, and nodes
/// whose number is given.
///
/// `residuals` are the one-step errors of every node, side by side in time (for `wls-var` and minimum trace), `history` its
/// values (for top-down by average proportions).
///
/// The methods by least squares and minimum trace take the constraints into their own metric; bottom-up moves its leaves as little
/// as it can, all alike; the methods from above take given roots as they are and count proportions below zero as nothing.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`] where residuals are needed and
/// fewer than two stand side by side, [`NumericsError::AllEqual`] where all of them are zero; [`NumericsError::NegativeValue`] where a given number is below zero and none may be,
/// [`NumericsError::HierarchyNode`] for a given node that is not there, or none of the roots where a method goes from above,
/// [`NumericsError::RankDeficient`] where given numbers contradict or repeat each other.
pub fn reconcile(
    hierarchy: &Hierarchy,
    base: &[Vec<f64>],
    residuals: &[Vec<f64>],
    history: &[Vec<f64>],
    method: Reconciliation,
    constraints: &Constraints,
) -> Result<Reconciled, NumericsError> {
    let count = hierarchy.len();
    checked(hierarchy, base, constraints)?;
    let numbers = base.iter().chain(residuals).chain(history).flatten();
    finite(numbers)?;
    let (covariance, shrinkage) = match method {
        Reconciliation::BottomUp => return bottom_up(hierarchy, base, constraints),
        Reconciliation::TopDownForecast => {
            return from_above(hierarchy, base, constraints, |column| shared_out(hierarchy, column, column));
        }
        Reconciliation::MiddleOut => {
            return from_above(hierarchy, base, constraints, |column| middle_out(hierarchy, column));
        }
        Reconciliation::TopDownAverage => {
            let shares = average_shares(hierarchy, history)?;
            return from_above(hierarchy, base, constraints, |column| shared_out(hierarchy, column, &shares));
        }
        Reconciliation::LeastSquares => (Covariance::diagonal(vec![1.0; count]), None),
        Reconciliation::Structure => {
            let leaves = (0..count).map(|place| hierarchy.leaves_below(place).len() as f64);
            (Covariance::diagonal(leaves.collect()), None)
        }
        Reconciliation::Variance => (Covariance::of_variances(residuals, count)?, None),
        Reconciliation::MinimumTrace => shrunken(residuals, count, false)?,
        Reconciliation::MinimumTraceCentred => shrunken(residuals, count, true)?,
        Reconciliation::MinimumTraceSample => (sample(residuals, count)?, None),
    };
    let mut conditions = coherence(hierarchy);
    let given = settled(hierarchy, constraints);
    conditions.extend(given.iter().map(|(node, number)| Condition::given(*node, *number)));
    let is_met = |column: &[f64]| {
        let sums = hierarchy.summed(column);
        let near = |(one, other): (&f64, &f64)| (one - other).abs() <= 1e-12 * (one.abs() + other.abs());
        given.is_empty() && column.iter().zip(&sums).all(near)
    };
    let projection = Projection::new(conditions.clone(), &covariance);
    let mut found = by_step(base, |column| {
        // What adds up already stays as it is, whatever its errors are.
        if is_met(column) && !(constraints.non_negative && column.iter().any(|value| *value < 0.0)) {
            return Ok(hierarchy.summed(column));
        }
        let projection = match &projection {
            Ok(projection) => projection,
            Err(error) => return Err(error.again()),
        };
        let (mut near, _) = projection.apply(&covariance, column);
        let falls_below =
            |near: &[f64]| (0..count).any(|place| hierarchy.is_leaf(place) && near[place] < 0.0);
        if constraints.non_negative && falls_below(&near) {
            near = projection::non_negative(hierarchy, &conditions, &covariance, column)?;
        }
        // The leaves are right; the wholes are their sums to the last digit.
        Ok(hierarchy.summed(&near))
    })?;
    found.shrinkage = shrinkage;
    Ok(found)
}

/// The given numbers, those of zero told leaf by leaf where none may be negative: a whole of nothing has parts of nothing.
fn settled(hierarchy: &Hierarchy, constraints: &Constraints) -> Vec<(usize, f64)> {
    let mut given: Vec<(usize, f64)> = Vec::with_capacity(constraints.given.len());
    for (node, number) in &constraints.given {
        if constraints.non_negative && *number <= 0.0 {
            for leaf in hierarchy.leaves_below(*node) {
                if !given.contains(&(*leaf, 0.0)) {
                    given.push((*leaf, 0.0));
                }
            }
        } else {
            given.push((*node, *number));
        }
    }
    given
}

fn checked(hierarchy: &Hierarchy, base: &[Vec<f64>], constraints: &Constraints) -> Result<(), NumericsError> {
    let count = hierarchy.len();
    let horizon = base.first().map_or(0, Vec::len);
    same_length(count, base.len())?;
    for points in base {
        same_length(horizon, points.len())?;
    }
    for (node, number) in &constraints.given {
        if *node >= count {
            return Err(NumericsError::HierarchyNode { name: node.to_string(), found: 0 });
        }
        if !number.is_finite() {
            return Err(NumericsError::NotFinite { value: *number });
        }
        if constraints.non_negative && *number < 0.0 {
            return Err(NumericsError::NegativeValue { value: *number });
        }
    }
    Ok(())
}

/// The leaves as they are, or moved as little as the constraints ask for.
fn bottom_up(
    hierarchy: &Hierarchy,
    base: &[Vec<f64>],
    constraints: &Constraints,
) -> Result<Reconciled, NumericsError> {
    let alike = Covariance::diagonal(vec![1.0; hierarchy.len()]);
    let given = settled(hierarchy, constraints);
    let conditions: Vec<Condition> =
        given.iter().map(|(node, number)| Condition::leaves(hierarchy, *node, *number)).collect();
    by_step(base, |column| {
        let leaves: Vec<f64> = if constraints.non_negative {
            projection::non_negative(hierarchy, &conditions, &alike, column)?
        } else {
            Projection::new(conditions.clone(), &alike)?.apply(&alike, column).0
        };
        Ok(hierarchy.summed(&leaves))
    })
}

/// A method that shares out from above.
fn from_above(
    hierarchy: &Hierarchy,
    base: &[Vec<f64>],
    constraints: &Constraints,
    share: impl Fn(&[f64]) -> Vec<f64>,
) -> Result<Reconciled, NumericsError> {
    if !hierarchy.is_tree() {
        let name = (0..hierarchy.len()).find(|place| hierarchy.has_several_parents(*place));
        let name = name.map_or_else(String::new, |place| hierarchy.name(place).to_owned());
        return Err(NumericsError::SeveralParents { name });
    }
    let is_root = |node: usize| hierarchy.roots().any(|root| root == node);
    if let Some((node, _)) = constraints.given.iter().find(|(node, _)| !is_root(*node)) {
        return Err(NumericsError::HierarchyNode { name: hierarchy.name(*node).to_owned(), found: 0 });
    }
    by_step(base, |column| {
        let mut column = column.to_vec();
        for value in &mut column {
            *value = if constraints.non_negative { value.max(0.0) } else { *value };
        }
        let mut found = share(&column);
        for (root, number) in &constraints.given {
            let (leaves, is) = (hierarchy.leaves_below(*root), found.get(*root).copied().unwrap_or(0.0));
            for leaf in leaves {
                if let Some(value) = found.get_mut(*leaf) {
                    // Leaves without any number are equals.
                    *value = if is.abs() > 0.0 { *value * number / is } else { number / leaves.len() as f64 };
                }
            }
            found = hierarchy.summed(&found);
        }
        Ok(found)
    })
}

/// Applies a way of reconciling to the nodes' numbers of every step.
fn by_step(
    base: &[Vec<f64>],
    reconcile: impl Fn(&[f64]) -> Result<Vec<f64>, NumericsError>,
) -> Result<Reconciled, NumericsError> {
    let horizon = base.first().map_or(0, Vec::len);
    let mut points = vec![Vec::with_capacity(horizon); base.len()];
    for step in 0..horizon {
        let column: Vec<f64> = base.iter().filter_map(|points| points.get(step).copied()).collect();
        for (points, value) in points.iter_mut().zip(reconcile(&column)?) {
            points.push(value);
        }
    }
    Ok(Reconciled { points, shrinkage: None })
}
