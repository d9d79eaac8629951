//! Units of measure, as a code list.

use crate::Localized;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a unit in the project's unit list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitId(pub String);

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of number a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// A whole number of things.
    Count,
    /// A ratio, printed in percent.
    Ratio,
    /// Any other measured amount.
    Amount,
}

/// One unit with all the ways it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The id.
    pub id: UnitId,
    /// The name, as a report prints it after a number.
    pub name: Localized,
    /// What kind of number it counts.
    pub kind: UnitKind,
    /// Other ways it is written in a source.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// The project's units.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct UnitList {
    /// The units, in file order.
    pub units: Vec<Unit>,
}

impl UnitList {
    /// The unit with an id.
    #[must_use]
    pub fn get(&self, id: &UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == *id)
    }

    /// The units written this way: by id, name or alias, without regard to case.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&Unit> {
        let same = |name: &str| name.eq_ignore_ascii_case(text);
        self.units
            .iter()
            .filter(|unit| {
                same(&unit.id.0)
                    || same(&unit.name.zh)
                    || same(&unit.name.en)
                    || unit.aliases.iter().any(|alias| same(alias))
            })
            .collect()
    }
}
