//! The labels of one line (a column of the stub, a row of the header): what they name, and of which dimension they are members.

use crate::figure::label_sense::LabelSense;
use crate::names::OfDimension;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{CodeLists, DimensionId, TierId};

/// How the labels of one line (a column of the stub, a row of the header) are understood.
#[derive(Default)]
pub(super) struct LineOfLabels {
    pub(super) tiers: BTreeMap<TierId, usize>,
    pub(super) areas: usize,
    pub(super) everyday_areas: usize,
    pub(super) not_understood: usize,
    /// Whether some of them name an indicator or a member.
    pub(super) name_something: bool,
    /// How many there are beside those that stand for all.
    pub(super) labels: usize,
    /// Of each dimension, how many labels are members of it, and how many of these not its total.
    pub(super) dimensions: BTreeMap<DimensionId, (usize, usize)>,
    /// The dimensions that alone know some label.
    pub(super) certain: BTreeSet<DimensionId>,
}

impl LineOfLabels {
    pub(super) fn count_members(&mut self, sense: &LabelSense, lists: &CodeLists) {
        let dimensions = &lists.dimensions;
        self.name_something |= sense.indicator().is_some() || !sense.members.is_empty();
        let is_total = |(dimension, member): &OfDimension| {
            dimensions.get(dimension).and_then(|of| of.member(member)).is_some_and(|member| member.total)
        };
        // 合计 among the members is the whole, whichever list has it.
        let total = lists.tiers.total().map(|tier| &tier.id);
        let is_whole = !sense.members.is_empty() && sense.members.iter().all(is_total)
            || sense.named.tier.is_some() && sense.named.tier.as_ref() == total;
        if sense.is_generic || is_whole {
            return;
        }
        self.labels += 1;
        for of in &sense.members {
            let counts = self.dimensions.entry(of.0.clone()).or_default();
            counts.0 += 1;
            counts.1 += usize::from(!is_total(of));
        }
        // The name of an indicator that is one limited to a member is mostly that of the indicator.
        if let ([only], true) = (sense.members.as_slice(), sense.named.is_empty()) {
            self.certain.insert(only.0.clone());
        }
    }

    /// The dimension of which the labels name members: the one that alone knows some of them, else the one that knows most.
    pub(super) fn dimension(&self) -> Option<&DimensionId> {
        let mut certain = self.certain.iter();
        if let (Some(only), None) = (certain.next(), certain.next()) {
            return Some(only);
        }
        let most = self.dimensions.values().map(|(members, _)| *members).max()?;
        let mut of_most = self.dimensions.iter().filter(|(_, (members, _))| *members == most);
        of_most.next().filter(|_| of_most.next().is_none()).map(|(dimension, _)| dimension)
    }
}
