//! The nearest numbers that meet linear conditions, in the metric of a covariance.
//!
//! `x = ŷ − W C' z` with `C W C' z = C ŷ − r`: the conditions are `C x = r`, one for each whole, each number that is given and each
//! leaf that is held at zero. Which leaves are held is found by exchanging blocks (Kim and Park 2011; Wickramasuriya, Turlach
//! and Hyndman 2020 use the same for reconciliation).

use super::Hierarchy;
use super::covariance::Covariance;
use crate::error::NumericsError;
use crate::linear_algebra::Cholesky;

/// One linear condition: the sum of the nodes times their factors is the right side.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    entries: Vec<(usize, f64)>,
    right: f64,
}

impl Condition {
    /// A whole is the sum of its leaves.
    fn whole(hierarchy: &Hierarchy, whole: usize) -> Self {
        let leaves = hierarchy.leaves_below(whole).iter().map(|leaf| (*leaf, -1.0));
        Self { entries: std::iter::once((whole, 1.0)).chain(leaves).collect(), right: 0.0 }
    }

    /// A node has a number.
    pub(super) fn given(node: usize, number: f64) -> Self {
        Self { entries: vec![(node, 1.0)], right: number }
    }

    /// The leaves below a node sum to a number.
    pub(super) fn leaves(hierarchy: &Hierarchy, node: usize, number: f64) -> Self {
        Self {
            entries: hierarchy.leaves_below(node).iter().map(|leaf| (*leaf, 1.0)).collect(),
            right: number,
        }
    }

    fn at(&self, numbers: &[f64]) -> f64 {
        let products = self.entries.iter().filter_map(|(node, factor)| Some(factor * numbers.get(*node)?));
        products.sum()
    }
}

/// The conditions of a hierarchy: every whole is the sum of its leaves.
pub(super) fn coherence(hierarchy: &Hierarchy) -> Vec<Condition> {
    (0..hierarchy.len())
        .filter(|place| !hierarchy.is_leaf(*place))
        .map(|whole| Condition::whole(hierarchy, whole))
        .collect()
}

/// Conditions with their equations, factored.
pub(super) struct Projection {
    conditions: Vec<Condition>,
    /// The factor of `C W C'`.
    factor: Cholesky,
}

impl Projection {
    pub(super) fn new(conditions: Vec<Condition>, covariance: &Covariance) -> Result<Self, NumericsError> {
        let mut spread = vec![0.0; covariance.diagonal.len()];
        let periods = covariance.residuals.first().map_or(0, Vec::len);
        // Each condition along the residuals: the part of the covariance that is not diagonal.
        let along: Vec<Vec<f64>> = conditions
            .iter()
            .map(|condition| {
                let mut sums = vec![0.0; periods];
                for (node, factor) in &condition.entries {
                    for (sum, value) in
                        sums.iter_mut().zip(covariance.residuals.get(*node).into_iter().flatten())
                    {
                        *sum += factor * value;
                    }
                }
                sums
            })
            .collect();
        let mut matrix: Vec<Vec<f64>> = Vec::with_capacity(conditions.len());
        for (row, condition) in conditions.iter().enumerate() {
            for (node, factor) in &condition.entries {
                if let (Some(slot), Some(variance)) = (spread.get_mut(*node), covariance.diagonal.get(*node))
                {
                    *slot = factor * variance;
                }
            }
            let entries = conditions.iter().enumerate().take(row + 1).map(|(column, other)| {
                let products =
                    along.get(row).into_iter().flatten().zip(along.get(column).into_iter().flatten());
                other.at(&spread) + covariance.scale * products.map(|(one, other)| one * other).sum::<f64>()
            });
            matrix.push(entries.collect());
            // What is left of the variances after all has cancelled is rounding, and no equation to be solved.
            let uncancelled: f64 = condition
                .entries
                .iter()
                .map(|(node, factor)| {
                    let own = covariance.residuals.get(*node).into_iter().flatten();
                    let squares: f64 = own.map(|value| value * value).sum();
                    let variance = covariance.diagonal.get(*node).copied().unwrap_or(0.0);
                    factor * factor * (variance + covariance.scale * squares)
                })
                .sum();
            let left = matrix.last().and_then(|entries| entries.last()).copied().unwrap_or(0.0);
            if left.is_nan() || left <= 1e-13 * uncancelled {
                return Err(NumericsError::RankDeficient { needed: conditions.len(), found: row });
            }
            for (node, _) in &condition.entries {
                if let Some(slot) = spread.get_mut(*node) {
                    *slot = 0.0;
                }
            }
        }
        let needed = conditions.len();
        let factor = Cholesky::of(matrix).map_err(|found| NumericsError::RankDeficient { needed, found })?;
        Ok(Self { factor, conditions })
    }

    /// The nearest numbers, and the pull of each condition.
    pub(super) fn apply(&self, covariance: &Covariance, base: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let gaps = self.conditions.iter().map(|condition| condition.at(base) - condition.right).collect();
        let pulls = self.factor.solved(gaps);
        let mut pulled = vec![0.0; base.len()];
        for (condition, pull) in self.conditions.iter().zip(&pulls) {
            for (node, factor) in &condition.entries {
                if let Some(sum) = pulled.get_mut(*node) {
                    *sum += factor * pull;
                }
            }
        }
        let moved = covariance.times(&pulled);
        (base.iter().zip(moved).map(|(base, moved)| base - moved).collect(), pulls)
    }
}

/// The nearest numbers that meet the conditions and have no leaf below zero.
///
/// # Errors
/// [`NumericsError::RankDeficient`] where the conditions contradict or repeat each other, [`NumericsError::NoConvergence`].
pub(super) fn non_negative(
    hierarchy: &Hierarchy,
    conditions: &[Condition],
    covariance: &Covariance,
    base: &[f64],
) -> Result<Vec<f64>, NumericsError> {
    /// Rounds in which whole blocks are exchanged though nothing got better; then one at a time, which always ends.
    const PATIENCE: usize = 3;
    const ROUNDS: usize = 2_000;
    let size = base.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let leaves: Vec<usize> = (0..hierarchy.len()).filter(|place| hierarchy.is_leaf(*place)).collect();
    let mut held = vec![false; hierarchy.len()];
    let (mut fewest, mut patience) = (usize::MAX, PATIENCE);
    for _ in 0..ROUNDS {
        let mut all = conditions.to_vec();
        let kept: Vec<usize> = leaves.iter().copied().filter(|leaf| held.get(*leaf) == Some(&true)).collect();
        all.extend(kept.iter().map(|leaf| Condition::given(*leaf, 0.0)));
        let projection = Projection::new(all, covariance)?;
        let (mut found, pulls) = projection.apply(covariance, base);
        let below = leaves.iter().copied().filter(|leaf| {
            held.get(*leaf) == Some(&false) && found.get(*leaf).is_some_and(|value| *value < -1e-12 * size)
        });
        // A leaf that is pulled down by its condition would be above zero without it.
        let freed = kept.iter().zip(pulls.iter().skip(conditions.len())).filter(|(_, pull)| **pull > 0.0);
        let wrong: Vec<usize> = below.chain(freed.map(|(leaf, _)| *leaf)).collect();
        if wrong.is_empty() {
            for leaf in &leaves {
                if let Some(value) = found.get_mut(*leaf) {
                    *value = if held.get(*leaf) == Some(&true) { 0.0 } else { value.max(0.0) };
                }
            }
            return Ok(found);
        }
        if wrong.len() < fewest {
            (fewest, patience) = (wrong.len(), PATIENCE);
        } else {
            patience = patience.saturating_sub(1);
        }
        let exchanged =
            if patience > 0 { wrong.as_slice() } else { wrong.get(wrong.len() - 1..).unwrap_or_default() };
        for leaf in exchanged {
            if let Some(flag) = held.get_mut(*leaf) {
                *flag = !*flag;
            }
        }
    }
    Err(NumericsError::NoConvergence { starts: 1 })
}
