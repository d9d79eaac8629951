//! Report descriptions: what a person writes in `report.toml`.

use serde::{Deserialize, Serialize};
use tierstat_document::{Format, PageLayout, WorkbookLayout};
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, DimensionId, IndicatorId, Language, Localized, PeriodStep, TierId,
};

/// A report as described in `report.toml`. No year stands in it, so the next year's figures need no edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReportSpec {
    /// The title.
    pub title: Localized,
    /// The languages it is written in; those of the project where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<Language>>,
    /// The formats it is written in; a page and Markdown where none is named.
    #[serde(default = "page_and_markdown")]
    pub formats: Vec<Format>,
    /// How the pages of its documents are laid out.
    #[serde(default)]
    pub layout: PageLayout,
    /// How the sheets of its workbook are laid out.
    #[serde(default)]
    pub workbook: WorkbookLayout,
    /// What `first`, `previous` and `latest` mean.
    pub scope: ScopeSpec,
    /// The tables that the text may place.
    #[serde(default)]
    pub tables: Vec<TableSpec>,
}

fn page_and_markdown() -> Vec<Format> {
    vec![Format::Html, Format::Markdown]
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
    /// The indicator, for tables of one; that of the report where none is named.
    #[serde(default)]
    pub indicator: Option<IndicatorId>,
    /// The indicators, for tables of several; all that have figures where none is named.
    #[serde(default)]
    pub indicators: Vec<IndicatorId>,
    /// The area, for tables of one.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// The areas, for tables of several.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// The area whose own areas are the rows: all that the area lists have directly below it.
    #[serde(default)]
    pub areas_of: Option<AreaCode>,
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
    /// How many periods back from the latest are shown; all where nothing is said.
    #[serde(default)]
    pub periods: Option<usize>,
    /// Which periods are rows: those that end a year, a half year, a quarter or a month; all where nothing is said.
    #[serde(default)]
    pub step: Option<PeriodStep>,
    /// Whether a last column shows the course of each row's series up to the number of the row, as a small line.
    #[serde(default)]
    pub sparklines: bool,
    /// How many years ahead a forecast reaches.
    #[serde(default)]
    pub horizon: Option<usize>,
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
    /// Indicators of one area, a row each: the latest number, the one before, the growth and the course.
    Indicators,
    /// Areas, a row each, and an indicator a column, each at the period in which the most areas have a number.
    Areas,
    /// Periods, a row each, and an indicator or a tier a column.
    Periods,
    /// Indicators, a row each, and an area a column, each at the latest period of which all the areas have a number.
    Comparison,
    /// The answer of `tierstat trend`.
    Trend,
    /// The answer of `tierstat forecast`.
    Forecast,
    /// The answer of `tierstat balance`.
    Balance,
    /// The answer of `tierstat target`.
    Target,
    /// The answer of `tierstat roll-up`.
    RollUp,
    /// The answer of `tierstat diff`, since the first day on which anything was known.
    Diff,
    /// The answer of `tierstat errata`, since the first day on which anything was known.
    Errata,
    /// The answer of `tierstat revisions`.
    Revisions,
}

impl TableKind {
    /// All kinds.
    pub const ALL: [Self; 15] = [
        Self::Growth,
        Self::Coverage,
        Self::Figures,
        Self::Indicators,
        Self::Areas,
        Self::Periods,
        Self::Comparison,
        Self::Trend,
        Self::Forecast,
        Self::Balance,
        Self::Target,
        Self::RollUp,
        Self::Diff,
        Self::Errata,
        Self::Revisions,
    ];

    /// The name, as `report.toml` has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Growth => "growth",
            Self::Coverage => "coverage",
            Self::Figures => "figures",
            Self::Indicators => "indicators",
            Self::Areas => "areas",
            Self::Periods => "periods",
            Self::Comparison => "comparison",
            Self::Trend => "trend",
            Self::Forecast => "forecast",
            Self::Balance => "balance",
            Self::Target => "target",
            Self::RollUp => "roll-up",
            Self::Diff => "diff",
            Self::Errata => "errata",
            Self::Revisions => "revisions",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is of several indicators, and of all where none is named.
    #[must_use]
    pub fn is_of_several(self) -> bool {
        matches!(
            self,
            Self::Indicators
                | Self::Areas
                | Self::Periods
                | Self::Comparison
                | Self::Diff
                | Self::Errata
                | Self::Revisions
        )
    }
}

impl TableSpec {
    /// The indicator of a table of one.
    pub(crate) fn one_indicator(&self, scope: &ScopeSpec) -> IndicatorId {
        self.indicator.as_ref().or(self.indicators.first()).unwrap_or(&scope.indicator).clone()
    }

    /// The indicators that it names.
    pub(crate) fn named_indicators(&self) -> impl Iterator<Item = &IndicatorId> {
        self.indicator.iter().chain(&self.indicators)
    }

    /// Whether it is of whatever indicators have figures.
    pub(crate) fn is_of_all(&self) -> bool {
        self.kind.is_of_several() && self.named_indicators().next().is_none()
    }

    /// The tiers that it names.
    pub(crate) fn named_tiers(&self) -> Vec<TierId> {
        self.tier.iter().chain(&self.tiers).cloned().collect()
    }

    /// The areas of the table: those listed, those that lie in one, else the one, else the scope's.
    pub(crate) fn all_areas(&self, scope: &ScopeSpec, lists: &CodeLists) -> Vec<AreaCode> {
        if let Some(outer) = &self.areas_of {
            let inside = lists.areas.all().iter().filter(|area| area.parent.as_ref() == Some(outer));
            return inside.map(|area| area.code.clone()).collect();
        }
        if !self.areas.is_empty() {
            return self.areas.clone();
        }
        vec![self.area.clone().unwrap_or_else(|| scope.area.clone())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_written_as_it_is_named() {
        for kind in TableKind::ALL {
            let written = serde_json::to_value(kind).unwrap_or_default();
            assert_eq!(written.as_str(), Some(kind.name()));
        }
    }
}
