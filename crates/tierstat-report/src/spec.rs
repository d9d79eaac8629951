//! Report descriptions: what a person writes in `report.toml`.

use serde::{Deserialize, Serialize};
use tierstat_model::{AreaCode, Breakdown, DimensionId, IndicatorId, Language, Localized, TierId};

/// A report as described in `report.toml`. No year stands in it, so the next year's figures need no edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReportSpec {
    /// The title.
    pub title: Localized,
    /// The languages it is written in; both where none is named.
    #[serde(default = "both")]
    pub languages: Vec<Language>,
    /// What `first`, `previous` and `latest` mean.
    pub scope: ScopeSpec,
    /// The tables that the text may place.
    #[serde(default)]
    pub tables: Vec<TableSpec>,
}

fn both() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// The indicator, area and tiers that a report is about.
///
/// `first`, `previous` and `latest` are the periods in which all these tiers have a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScopeSpec {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The area.
    pub area: AreaCode,
    /// The tiers; empty stands for all that have figures.
    #[serde(default)]
    pub tiers: Vec<TierId>,
}

/// A table that a text may place by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TableSpec {
    /// The name by which the text places it.
    pub name: String,
    /// What it shows.
    pub kind: TableKind,
    /// The caption.
    pub title: Localized,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The area, for tables of one.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// The areas, for tables of several.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// The tier, for tables of one; the total over tiers where none is named.
    #[serde(default)]
    pub tier: Option<TierId>,
    /// The tiers, for tables of several; empty stands for all that have figures.
    #[serde(default)]
    pub tiers: Vec<TierId>,
    /// Which part of the indicator, a member of each dimension that limits it; nothing stands for the whole.
    #[serde(default)]
    pub breakdown: Breakdown,
    /// The dimension whose members are shown, each within the part; of one tier, the total where none is named.
    #[serde(default)]
    pub by: Option<DimensionId>,
}

/// What a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// The growth of each tier between the first and the latest period.
    Growth,
    /// The covered units of each area and tier.
    Coverage,
    /// A series over all its periods, with printed text and document.
    Figures,
}

impl TableSpec {
    /// The areas of the table: those listed, else the one, else the scope's.
    pub(crate) fn all_areas(&self, scope: &ScopeSpec) -> Vec<AreaCode> {
        if !self.areas.is_empty() {
            return self.areas.clone();
        }
        vec![self.area.clone().unwrap_or_else(|| scope.area.clone())]
    }
}
