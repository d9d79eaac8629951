//! Tiers: the levels at which things are counted, as a code list.

use crate::Localized;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a tier in the project's tier list: nation, province, prefecture and so on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TierId(pub String);

impl fmt::Display for TierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One tier: the tier of what is counted, not of the area it is reported for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// The id.
    pub id: TierId,
    /// The name.
    pub name: Localized,
    /// The place from the top: 0 for the nation. Tiers print in this order, totals last.
    pub rank: u8,
    /// Whether this stands for all tiers together.
    #[serde(default)]
    pub total: bool,
    /// Other ways it is written in a source.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// The project's tiers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TierList {
    /// The tiers, in file order.
    pub tiers: Vec<Tier>,
}

impl TierList {
    /// The tier with an id.
    #[must_use]
    pub fn get(&self, id: &TierId) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == *id)
    }

    /// The tiers written this way: by id, name or alias, without regard to case.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&Tier> {
        let same = |name: &str| name.eq_ignore_ascii_case(text);
        self.tiers
            .iter()
            .filter(|tier| {
                same(&tier.id.0)
                    || same(&tier.name.zh)
                    || same(&tier.name.en)
                    || tier.aliases.iter().any(|alias| same(alias))
            })
            .collect()
    }

    /// The tier that stands for all tiers together, where the project has one.
    #[must_use]
    pub fn total(&self) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.total)
    }
}
