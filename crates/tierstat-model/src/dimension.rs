//! Dimensions: the categories by which an indicator is broken down, as code lists.

use crate::{Bounds, Localized, Period};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a dimension in the project's lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DimensionId(pub String);

impl DimensionId {
    /// Its letters and digits in lower case: two ids that have the same are one name to a reader, and in a file of another program.
    #[must_use]
    pub fn letters(&self) -> String {
        self.0.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    }
}

impl fmt::Display for DimensionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of a member in its dimension; a category that no list knows is its own id, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MemberId(pub String);

impl MemberId {
    /// The code of SDMX for all members of a dimension; no member can be called so.
    pub const WHOLE: &str = "_T";

    /// Whether it is the code for all members, in whichever case.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.eq_ignore_ascii_case(Self::WHOLE)
    }

    /// Whether a figure can be kept under it: it is not empty, has no white space at its ends and is not the code for all members.
    #[must_use]
    pub fn can_be(&self) -> bool {
        !self.0.is_empty() && self.0.trim() == self.0 && !self.is_whole()
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One category of a dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Member {
    /// The id.
    pub id: MemberId,
    /// The name.
    pub name: Localized,
    /// Other ways it is written in a source.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether it is the total of the others: never stored, since it limits nothing.
    #[serde(default)]
    pub total: bool,
    /// Whether it is counted within another member too, such as 其中: it joins no sum.
    #[serde(default)]
    pub of_which: Option<MemberId>,
    /// For a band of numbers, its bounds: 10-49人 is 10 to 49.
    #[serde(default)]
    pub numbers: Option<NumberBand>,
    /// For a band of periods, its ends: founded 2001 to 2010.
    #[serde(default)]
    pub periods: Option<PeriodBand>,
}

/// A band of whole numbers; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberBand {
    /// The least; `None` where it reaches down without end.
    #[serde(default)]
    pub from: Option<f64>,
    /// The greatest; `None` where it reaches up without end.
    #[serde(default)]
    pub to: Option<f64>,
}

impl NumberBand {
    /// Whether a number may lie in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let ends = |band: &Self| (band.from.unwrap_or(f64::NEG_INFINITY), band.to.unwrap_or(f64::INFINITY));
        let (one, two) = (ends(self), ends(other));
        one.0 <= two.1 && two.0 <= one.1
    }

    /// The numbers that lie in it, where it has an end below.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let from = self.from?;
        match self.to {
            Some(to) => Bounds::closed(from, to).ok(),
            None => Bounds::at_least(from).ok(),
        }
    }
}

/// A band of periods; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodBand {
    /// The first; `None` where it reaches back without end.
    #[serde(default)]
    pub from: Option<Period>,
    /// The last; `None` where it has no end.
    #[serde(default)]
    pub to: Option<Period>,
}

impl PeriodBand {
    /// Whether a day may lie in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_by_end = |one: &Self, other: &Self| match (one.from, other.to) {
            (Some(from), Some(to)) => from.first_day() <= to.last_day(),
            _ => true,
        };
        begins_by_end(self, other) && begins_by_end(other, self)
    }
}

/// A dimension with its members, in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dimension {
    /// The id.
    pub id: DimensionId,
    /// The name.
    pub name: Localized,
    /// Other ways it is written in a source, such as a header over its members.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether everything that is counted belongs to a member of the list.
    #[serde(default)]
    pub exhaustive: bool,
    /// Whether nothing that is counted belongs to two members of the list.
    #[serde(default)]
    pub exclusive: bool,
    /// The members, in their order.
    pub members: Vec<Member>,
}

impl Dimension {
    /// The member with an id.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == *id)
    }

    /// Where a member stands in its order; those that the list does not know come last.
    #[must_use]
    pub fn place_of(&self, id: &MemberId) -> usize {
        self.members.iter().position(|member| member.id == *id).unwrap_or(self.members.len())
    }

    /// The member that is the total of the others.
    #[must_use]
    pub fn total(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.total)
    }

    /// The members that make the whole up, each once; `None` where they do not: a part would be taken for the whole.
    #[must_use]
    pub fn parts(&self) -> Option<Vec<&Member>> {
        (self.exhaustive && self.exclusive).then(|| {
            self.members.iter().filter(|member| !member.total && member.of_which.is_none()).collect()
        })
    }
}

/// The project's dimensions, in order of their files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DimensionList {
    /// The dimensions.
    pub dimensions: Vec<Dimension>,
}

impl DimensionList {
    /// The dimension with an id.
    #[must_use]
    pub fn get(&self, id: &DimensionId) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == *id)
    }

    /// The name of a member: that of the list, or its id where no list knows it.
    #[must_use]
    pub fn member_name(&self, dimension: &DimensionId, member: &MemberId) -> Localized {
        self.get(dimension)
            .and_then(|dimension| dimension.member(member))
            .map_or_else(|| Localized::new(&member.0, &member.0), |member| member.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_that_touch_at_a_number_overlap() {
        let band = |from, to| NumberBand { from, to };
        assert!(!band(Some(1.0), Some(9.0)).overlaps(&band(Some(10.0), Some(49.0))));
        assert!(band(Some(1.0), Some(10.0)).overlaps(&band(Some(10.0), Some(49.0))));
        assert!(band(None, Some(9.0)).overlaps(&band(Some(5.0), None)));
        assert!(!band(Some(50.0), None).overlaps(&band(None, Some(49.0))));
        let periods = |from: Option<&str>, to: Option<&str>| PeriodBand {
            from: from.map(|from| from.parse().unwrap()),
            to: to.map(|to| to.parse().unwrap()),
        };
        assert!(!periods(None, Some("2000")).overlaps(&periods(Some("2001"), Some("2010"))));
        assert!(periods(None, Some("2001")).overlaps(&periods(Some("2001"), Some("2010"))));
    }
}
