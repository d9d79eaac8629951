//! What adds up to what.

use crate::error::NumericsError;
use std::collections::BTreeMap;

/// Named nodes, and which of them add up to which.
#[derive(Debug, Clone, PartialEq)]
pub struct Hierarchy {
    names: Vec<String>,
    /// For each node the lowest ones below it, in order; of a lowest one, itself.
    leaves: Vec<Vec<usize>>,
    /// The nodes directly below each.
    children: Vec<Vec<usize>>,
    /// The nodes directly above each.
    parents: Vec<Vec<usize>>,
}

impl Hierarchy {
    /// A hierarchy of nodes by name and pairs of child and parent by place.
    ///
    /// A node may have several parents (areas and types of the same whole); a leaf counts once in each node above it.
    ///
    /// # Errors
    /// [`NumericsError::HierarchyNode`] for a name that stands twice or a place without a name,
    /// [`NumericsError::HierarchyCycle`].
    pub fn new(names: &[&str], edges: &[(usize, usize)]) -> Result<Self, NumericsError> {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            *known.entry(name).or_default() += 1;
        }
        if let Some((name, found)) = known.into_iter().find(|(_, found)| *found > 1) {
            return Err(NumericsError::HierarchyNode { name: name.to_owned(), found });
        }
        let mut children = vec![Vec::new(); names.len()];
        let mut parents = vec![Vec::new(); names.len()];
        for (child, parent) in edges {
            let missing = |place: &usize| NumericsError::HierarchyNode { name: place.to_string(), found: 0 };
            let below: &mut Vec<usize> = children.get_mut(*parent).ok_or_else(|| missing(parent))?;
            let above: &mut Vec<usize> = parents.get_mut(*child).ok_or_else(|| missing(child))?;
            // What is said twice counts once.
            if !below.contains(child) {
                below.push(*child);
                above.push(*parent);
            }
        }
        let mut hierarchy = Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            leaves: vec![Vec::new(); names.len()],
            children,
            parents,
        };
        for place in hierarchy.children_first()? {
            let below = hierarchy.children.get(place).cloned().unwrap_or_default();
            let mut leaves: Vec<usize> = if below.is_empty() {
                vec![place]
            } else {
                below.iter().filter_map(|child| hierarchy.leaves.get(*child)).flatten().copied().collect()
            };
            leaves.sort_unstable();
            leaves.dedup();
            if let Some(found) = hierarchy.leaves.get_mut(place) {
                *found = leaves;
            }
        }
        Ok(hierarchy)
    }

    /// The nodes in an order in which every child stands before its parents.
    fn children_first(&self) -> Result<Vec<usize>, NumericsError> {
        let mut waiting: Vec<usize> = self.children.iter().map(Vec::len).collect();
        let mut order: Vec<usize> = (0..self.len()).filter(|place| waiting.get(*place) == Some(&0)).collect();
        let mut next = 0;
        while let Some(place) = order.get(next).copied() {
            next += 1;
            for parent in self.parents.get(place).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(*parent) {
                    *count -= 1;
                    if *count == 0 {
                        order.push(*parent);
                    }
                }
            }
        }
        match waiting.iter().position(|count| *count > 0) {
            Some(place) if order.len() < self.len() => {
                Err(NumericsError::HierarchyCycle { name: self.name(place).to_owned() })
            }
            _ => Ok(order),
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of a node.
    #[must_use]
    pub fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// Whether nothing is below a node.
    #[must_use]
    pub fn is_leaf(&self, place: usize) -> bool {
        self.children.get(place).is_some_and(Vec::is_empty)
    }

    /// The lowest nodes below one, in order; of a lowest one, itself.
    #[must_use]
    pub fn leaves_below(&self, place: usize) -> &[usize] {
        self.leaves.get(place).map_or(&[], Vec::as_slice)
    }

    /// The nodes directly below one.
    #[must_use]
    pub fn children(&self, place: usize) -> &[usize] {
        self.children.get(place).map_or(&[], Vec::as_slice)
    }

    /// The nodes that have none above them.
    pub fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|place| self.parents.get(*place).is_some_and(Vec::is_empty))
    }

    /// Whether a node lies in several others at once.
    pub(super) fn has_several_parents(&self, place: usize) -> bool {
        self.parents.get(place).is_some_and(|parents| parents.len() > 1)
    }

    /// Whether every node has one parent at most.
    #[must_use]
    pub fn is_tree(&self) -> bool {
        self.parents.iter().all(|parents| parents.len() <= 1)
    }

    /// The sums of the leaves at every node, from numbers of which only those of the leaves are read.
    #[must_use]
    pub fn summed(&self, numbers: &[f64]) -> Vec<f64> {
        self.leaves.iter().map(|leaves| leaves.iter().filter_map(|leaf| numbers.get(*leaf)).sum()).collect()
    }
}
