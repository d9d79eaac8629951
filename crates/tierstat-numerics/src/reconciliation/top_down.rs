//! Sharing out from above.

use super::Hierarchy;
use crate::error::NumericsError;
use crate::requirement::same_length;

/// The numbers of the roots shared out from above by the shares of the nodes among their siblings.
pub(super) fn shared_out(hierarchy: &Hierarchy, numbers: &[f64], shares: &[f64]) -> Vec<f64> {
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
    found
}

/// The numbers directly below the roots summed upward and shared out below by their own proportions.
pub(super) fn middle_out(hierarchy: &Hierarchy, numbers: &[f64]) -> Vec<f64> {
    let mut from_middle = numbers.to_vec();
    for root in hierarchy.roots() {
        let children = hierarchy.children(root);
        if let (Some(slot), false) = (from_middle.get_mut(root), children.is_empty()) {
            *slot = children.iter().filter_map(|child| numbers.get(*child)).sum();
        }
    }
    shared_out(hierarchy, &from_middle, numbers)
}

/// The mean over time of the share of each leaf in the sum of all (Gross and Sohl 1990, method A), summed upward.
pub(super) fn average_shares(hierarchy: &Hierarchy, history: &[Vec<f64>]) -> Result<Vec<f64>, NumericsError> {
    same_length(hierarchy.len(), history.len())?;
    let common = history.iter().map(Vec::len).min().unwrap_or(0);
    if common == 0 {
        return Err(NumericsError::TooFewPoints { needed: 1, found: 0, left_out: 0 });
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
