//! Which member of a dimension a label names, by the table in which it stands.

use crate::figure::label_sense::LabelSense;
use crate::figure::table_says::TableSays;
use crate::names::OfDimension;
use tierstat_model::DimensionId;

impl TableSays {
    /// Leaves of the members that a label may name the one that is meant, or none.
    pub(super) fn choose_member(
        &self,
        sense: &mut LabelSense,
        line: (bool, u32),
        headed: Option<&DimensionId>,
    ) {
        // A year under 成立年份 is when something was founded, whether or not the list has it.
        let is_of_it = |(of, _): &OfDimension| Some(of) == headed;
        if headed.is_some() && sense.named.period.is_some() && sense.mapped.is_empty() {
            sense.named.period = None;
            sense.members.retain(is_of_it);
            sense.is_open = sense.members.is_empty();
            sense.among = headed.filter(|_| sense.is_open).cloned();
            return;
        }
        // Associations may be a unit elsewhere; beside foundations it is what is counted, and nobody knows it.
        if sense.is_unit_alone() && self.naming_lines.contains(&line) {
            sense.is_open = true;
            return;
        }
        if sense.members.is_empty() {
            if sense.is_open {
                sense.among = self.line_dimensions.get(&line).cloned();
            }
            return;
        }
        if sense.members.len() > 1 {
            let dimension = self.line_dimensions.get(&line);
            sense.members.retain(|(of, _)| Some(of) == dimension);
        }
        let said = &sense.named;
        // 2001-2010 among 以前 and 以后 is when something was founded, and no period of the figures.
        let is_category = self.categories.contains_key(&line);
        if said.period.is_some() && is_category {
            sense.named.period = None;
        } else if said.period.is_some() || said.area.is_some() || said.tier.is_some() {
            sense.members.clear();
        }
        sense.is_open |= sense.members.is_empty() && sense.named.is_empty() && sense.mapped.is_empty();
    }

    /// The dimension of a line of labels that are all members of it, and how many of them are parts.
    pub(crate) fn category(&self, is_row: bool, at: (u32, u32)) -> Option<&(DimensionId, usize)> {
        self.categories.get(&(is_row, if is_row { at.1 } else { at.0 }))
    }
}
