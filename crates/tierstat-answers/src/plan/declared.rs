//! Which indicators have a target.

use tierstat_model::{CodeLists, IndicatorId};

/// Every indicator that has a target, in list order, for whoever asks for all plans.
#[must_use]
pub fn with_targets(lists: &CodeLists) -> Vec<IndicatorId> {
    let counted = lists.indicators.indicators.iter();
    counted
        .filter(|counted| !lists.indicators.targets_of(&counted.id).is_empty())
        .map(|counted| counted.id.clone())
        .collect()
}
