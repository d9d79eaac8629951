//! Breakdowns: which part of an indicator a figure counts, beside area, tier and period.

use crate::{DimensionId, MemberId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Which part of an indicator is counted: one member of each dimension by which it is limited; empty for the whole.
///
/// ```
/// use tierstat_model::Breakdown;
///
/// let breakdown: Breakdown = "sex=female,size=10-49".parse()?;
/// assert_eq!(breakdown.to_string(), "sex=female,size=10-49");
/// assert!(Breakdown::whole().is_whole());
/// # Ok::<(), tierstat_model::BreakdownError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Breakdown(BTreeMap<DimensionId, MemberId>);

/// Why a text is no breakdown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BreakdownError {
    /// A piece is not `dimension=member`.
    #[error("`{0}` is not `dimension=member`")]
    NoPair(String),
    /// A dimension stands twice.
    #[error("the dimension `{0}` stands twice")]
    Twice(DimensionId),
}

impl Breakdown {
    /// The whole: no dimension limits it.
    #[must_use]
    pub fn whole() -> Self {
        Self::default()
    }

    /// Whether no dimension limits it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// The same limited by one more member; one of the same dimension is replaced.
    #[must_use]
    pub fn with(mut self, dimension: DimensionId, member: MemberId) -> Self {
        self.0.insert(dimension, member);
        self
    }

    /// The same without a dimension.
    #[must_use]
    pub fn without(mut self, dimension: &DimensionId) -> Self {
        self.0.remove(dimension);
        self
    }

    /// Takes the members of dimensions that it does not have.
    pub fn fill(&mut self, other: &Self) {
        for (dimension, member) in &other.0 {
            if !self.0.contains_key(dimension) {
                self.0.insert(dimension.clone(), member.clone());
            }
        }
    }

    /// The member of a dimension; `None` where that does not limit it.
    #[must_use]
    pub fn member(&self, dimension: &DimensionId) -> Option<&MemberId> {
        self.0.get(dimension)
    }

    /// Its dimensions with their members, in order of the dimensions' ids.
    pub fn members(&self) -> impl Iterator<Item = (&DimensionId, &MemberId)> {
        self.0.iter()
    }
}

/// What must not stand bare in a written breakdown, and the sign before which it may stand.
fn written(text: &str, to: &mut fmt::Formatter<'_>) -> fmt::Result {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    for (place, character) in text.char_indices() {
        // White space at the ends is nobody's, unless it is part of the name.
        let is_outer = place < start || place >= start + inner.len();
        if is_outer || matches!(character, '=' | ',' | '\\') {
            to.write_str("\\")?;
        }
        write!(to, "{character}")?;
    }
    Ok(())
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (dimension, member)) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(",")?;
            }
            written(&dimension.0, f)?;
            f.write_str("=")?;
            written(&member.0, f)?;
        }
        Ok(())
    }
}

impl FromStr for Breakdown {
    type Err = BreakdownError;

    fn from_str(text: &str) -> Result<Self, BreakdownError> {
        let mut breakdown = Self::whole();
        if text.is_empty() {
            return Ok(breakdown);
        }
        for piece in pieces(text, ',') {
            let [dimension, member] =
                pieces(&piece, '=').try_into().map_err(|_| BreakdownError::NoPair(piece.clone()))?;
            let (dimension, member) = (DimensionId(bare(&dimension)), MemberId(bare(&member)));
            if dimension.0.is_empty() || member.0.is_empty() {
                return Err(BreakdownError::NoPair(piece));
            }
            if breakdown.member(&dimension).is_some() {
                return Err(BreakdownError::Twice(dimension));
            }
            breakdown = breakdown.with(dimension, member);
        }
        Ok(breakdown)
    }
}

/// The pieces between separators that stand bare; what is escaped stays so.
fn pieces(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == separator {
            pieces.push(String::new());
            continue;
        }
        let Some(piece) = pieces.last_mut() else { break };
        piece.push(character);
        if character == '\\' {
            piece.extend(characters.next());
        }
    }
    pieces
}

/// The text without the signs that stand before others, and without white space at its ends before which none stands.
fn bare(text: &str) -> String {
    let mut bare: Vec<(char, bool)> = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => bare.extend(characters.next().map(|next| (next, true))),
            _ => bare.push((character, false)),
        }
    }
    let is_outer = |(character, is_kept): &(char, bool)| character.is_whitespace() && !is_kept;
    let first = bare.iter().position(|sign| !is_outer(sign)).unwrap_or(bare.len());
    let end = bare.iter().rposition(|sign| !is_outer(sign)).map_or(first, |last| last + 1);
    bare.iter().take(end).skip(first).map(|(character, _)| *character).collect()
}

impl Serialize for Breakdown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(dimension, member)| (&dimension.0, &member.0)))
    }
}

impl<'de> Deserialize<'de> for Breakdown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = BTreeMap::<String, String>::deserialize(deserializer)?;
        if members.iter().any(|(dimension, member)| dimension.is_empty() || member.is_empty()) {
            return Err(serde::de::Error::custom("a breakdown has a dimension or a member without a name"));
        }
        Ok(Self(
            members
                .into_iter()
                .map(|(dimension, member)| (DimensionId(dimension), MemberId(member)))
                .collect(),
        ))
    }
}

/// Which breakdowns are asked for; each place that asks says it, so that no part is taken for the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breakdowns {
    /// The whole only.
    Whole,
    /// One breakdown, and nothing beside or within it.
    Exactly(Breakdown),
    /// Each member of a dimension within a breakdown, whole or not; not the breakdown itself.
    By {
        /// Whose members.
        dimension: DimensionId,
        /// Within what.
        within: Breakdown,
    },
    /// Whatever there is: the whole and every part.
    All,
}

impl From<Breakdown> for Breakdowns {
    /// That breakdown and no other; the whole only where it is that.
    fn from(breakdown: Breakdown) -> Self {
        if breakdown.is_whole() { Self::Whole } else { Self::Exactly(breakdown) }
    }
}

impl Breakdowns {
    /// Whether a breakdown is among those asked for.
    #[must_use]
    pub fn accepts(&self, breakdown: &Breakdown) -> bool {
        match self {
            Self::Whole => breakdown.is_whole(),
            Self::Exactly(asked) => breakdown == asked,
            Self::By { dimension, within } => {
                breakdown.member(dimension).is_some() && breakdown.clone().without(dimension) == *within
            }
            Self::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn breakdown(text: &str) -> Breakdown {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_breakdown_is_said() {
        assert_eq!("sex".parse::<Breakdown>(), Err(BreakdownError::NoPair("sex".to_owned())));
        assert_eq!("sex=".parse::<Breakdown>(), Err(BreakdownError::NoPair("sex=".to_owned())));
        assert_eq!(
            "sex=a,sex=b".parse::<Breakdown>(),
            Err(BreakdownError::Twice(DimensionId("sex".to_owned())))
        );
    }

    #[test]
    fn a_question_says_which_breakdowns_it_means() {
        let (whole, female) = (Breakdown::whole(), breakdown("sex=female"));
        let crossed = breakdown("sex=female,size=10-49");
        let by = |within| Breakdowns::By { dimension: DimensionId("size".to_owned()), within };
        assert!(Breakdowns::Whole.accepts(&whole) && !Breakdowns::Whole.accepts(&female));
        assert!(Breakdowns::Exactly(female.clone()).accepts(&female));
        assert!(!Breakdowns::Exactly(female.clone()).accepts(&crossed));
        assert!(by(female.clone()).accepts(&crossed) && !by(female).accepts(&breakdown("size=10-49")));
        assert!(!by(whole.clone()).accepts(&whole) && !by(whole).accepts(&crossed));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(members in prop::collection::btree_map("[a-z=,\\\\ \t\u{3000}é女]{1,6}", "[a-z0-9=,\\\\ -]{1,6}", 0..4)) {
            let mut breakdown = Breakdown::whole();
            for (dimension, member) in members {
                breakdown = breakdown.with(DimensionId(dimension), MemberId(member));
            }
            prop_assert_eq!(breakdown.to_string().parse::<Breakdown>().unwrap(), breakdown.clone());
            let json = serde_json::to_string(&breakdown).unwrap();
            prop_assert_eq!(serde_json::from_str::<Breakdown>(&json).unwrap(), breakdown);
        }
    }
}
