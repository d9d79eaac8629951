//! `defaults.toml` of a folder: what holds for all files in it and below it, said once.

use super::meaning_line::Meaning;
use super::project_file::{fault, read_text, read_toml};
use super::written_ids::WrittenIds;
use super::written_lines::WrittenLines;
use crate::IngestError;
use serde::Deserialize;
use std::path::Path;
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Period, TierId, UnitId};

/// The name of the file.
pub const FILE_NAME: &str = "defaults.toml";

/// What a folder says of the files in it where neither they nor their mappings do; every key may be left out.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FolderDefaults {
    /// Who publishes what lies in the folder.
    pub publisher: Option<String>,
    /// What is counted.
    pub indicator: Option<IndicatorId>,
    /// The tier of what is counted.
    pub tier: Option<TierId>,
    /// The area.
    pub area: Option<AreaCode>,
    /// The period of the round.
    pub period: Option<Period>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// What the printed numbers are multiplied by to get to base units.
    pub scale: Option<f64>,
}

impl FolderDefaults {
    /// Takes what is open from the folder above.
    #[must_use]
    pub fn or(self, above: Self) -> Self {
        // A scale belongs to the unit beside it.
        let scale = if self.unit.is_some() { self.scale } else { self.scale.or(above.scale) };
        Self {
            publisher: self.publisher.or(above.publisher),
            indicator: self.indicator.or(above.indicator),
            tier: self.tier.or(above.tier),
            area: self.area.or(above.area),
            period: self.period.or(above.period),
            unit: self.unit.or(above.unit),
            scale,
        }
    }

    /// What it says of figures, as a mapping would.
    pub(crate) fn meaning(&self) -> Meaning {
        Meaning {
            indicator: self.indicator.clone(),
            tier: self.tier.clone(),
            area: self.area.clone(),
            period: self.period,
            unit: self.unit.clone(),
            scale: self.scale,
            dimension: None,
            member: None,
            ignore: false,
        }
    }
}

/// Reads the defaults of a folder, with ids in place of the names that are written.
///
/// # Errors
/// [`IngestError`] naming the file and the line where it cannot be read or names what the code lists do not have.
pub fn read(path: &Path, lists: &CodeLists) -> Result<FolderDefaults, IngestError> {
    let defaults: FolderDefaults = read_toml(path)?;
    let mut meaning = defaults.meaning();
    if let Err((key, reason)) = WrittenIds::new(lists).resolve(&mut meaning) {
        let written = WrittenLines::of(path, &read_text(path)?);
        return Err(fault(path, written.line(&[key]), reason));
    }
    let Meaning { indicator, tier, area, period, unit, scale, .. } = meaning;
    Ok(FolderDefaults { publisher: defaults.publisher, indicator, tier, area, period, unit, scale })
}
