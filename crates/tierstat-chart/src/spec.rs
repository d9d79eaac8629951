//! Chart descriptions: what a person writes in `charts/*.toml`.

use crate::{ChartSize, ValueAxis};
use serde::{Deserialize, Serialize};
use tierstat_model::{AreaCode, Breakdown, DimensionId, IndicatorId, Localized, TierId};

/// A chart as described in a file. Its texts may be templates; whoever has the figures fills them in.
///
/// No year stands in a description, so the next year's figures need no edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ChartSpec {
    /// Change over time, a line for each tier or area.
    Line(LineSpec),
    /// Covered of all units, a bar for each tier, area and period.
    Coverage(CoverageSpec),
}

/// The forms of charts, as a description names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// [`LineSpec`].
    Line,
    /// [`CoverageSpec`].
    Coverage,
}

/// The kind of a [`LineSpec`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// `"line"`.
    #[default]
    Line,
}

/// The kind of a [`CoverageSpec`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageKind {
    /// `"coverage"`.
    #[default]
    Coverage,
}

/// The description of a [`LineChart`](crate::LineChart).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LineSpec {
    /// `"line"`.
    #[serde(default)]
    pub kind: LineKind,
    /// The finding, as a template.
    pub title: Localized,
    /// Measure and unit, as a template.
    pub subtitle: Localized,
    /// What a reader has to know, as a template.
    #[serde(default)]
    pub note: Option<Localized>,
    /// What is drawn.
    pub indicator: IndicatorId,
    /// The tiers, a line each.
    #[serde(default)]
    pub tiers: Vec<TierId>,
    /// The area, where there is one.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// The areas, a line each for every tier.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// Which part of the indicator, a member of each dimension that limits it; nothing stands for the whole.
    #[serde(default)]
    pub breakdown: Breakdown,
    /// The dimension whose members are shown, each within the part; of one tier, the total where none is named.
    #[serde(default)]
    pub by: Option<DimensionId>,
    /// Where the axis of values begins.
    #[serde(default)]
    pub axis: ValueAxis,
    /// The size.
    #[serde(default)]
    pub size: ChartSize,
}

/// The description of a [`CoverageChart`](crate::CoverageChart).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CoverageSpec {
    /// `"coverage"`.
    #[serde(default)]
    pub kind: CoverageKind,
    /// The finding, as a template.
    pub title: Localized,
    /// Measure and population, as a template.
    pub subtitle: Localized,
    /// What a reader has to know, as a template.
    #[serde(default)]
    pub note: Option<Localized>,
    /// What covers: a unit is covered where it has at least one.
    pub indicator: IndicatorId,
    /// The tiers whose units are counted; all that have figures where none is named.
    #[serde(default)]
    pub tiers: Vec<TierId>,
    /// The areas, a group of rows each.
    pub areas: Vec<AreaCode>,
    /// The size.
    #[serde(default)]
    pub size: ChartSize,
}

impl ChartSpec {
    /// The finding, as a template.
    #[must_use]
    pub fn title(&self) -> &Localized {
        match self {
            Self::Line(spec) => &spec.title,
            Self::Coverage(spec) => &spec.title,
        }
    }

    /// Measure, unit and population, as a template.
    #[must_use]
    pub fn subtitle(&self) -> &Localized {
        match self {
            Self::Line(spec) => &spec.subtitle,
            Self::Coverage(spec) => &spec.subtitle,
        }
    }

    /// What a reader has to know, as a template.
    #[must_use]
    pub fn note(&self) -> Option<&Localized> {
        match self {
            Self::Line(spec) => spec.note.as_ref(),
            Self::Coverage(spec) => spec.note.as_ref(),
        }
    }

    /// The areas that are named.
    #[must_use]
    pub fn areas(&self) -> Vec<&AreaCode> {
        match self {
            Self::Line(spec) => spec.area.iter().chain(&spec.areas).collect(),
            Self::Coverage(spec) => spec.areas.iter().collect(),
        }
    }

    /// The tiers that are named.
    #[must_use]
    pub fn tiers(&self) -> &[TierId] {
        match self {
            Self::Line(spec) => &spec.tiers,
            Self::Coverage(spec) => &spec.tiers,
        }
    }

    /// What is drawn.
    #[must_use]
    pub fn indicator(&self) -> &IndicatorId {
        match self {
            Self::Line(spec) => &spec.indicator,
            Self::Coverage(spec) => &spec.indicator,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_description_with_the_defaults() {
        let spec: ChartSpec = toml::from_str(
            r#"
            kind = "line"
            indicator = "organisations"
            tiers = ["county"]
            title = { zh-CN = "题", en = "Title" }
            subtitle = { zh-CN = "个", en = "number" }
            "#,
        )
        .unwrap();
        let ChartSpec::Line(spec) = spec else { panic!("not a line chart") };
        assert_eq!(spec.size, ChartSize { width: 1200.0, height: None });
        assert_eq!(spec.axis, ValueAxis::FromZero);
    }

    #[test]
    fn names_a_key_that_it_does_not_know() {
        let error = toml::from_str::<ChartSpec>(
            r#"
            kind = "coverage"
            indicator = "organisations"
            areas = ["1"]
            colour = "red"
            title = { zh-CN = "题", en = "Title" }
            subtitle = { zh-CN = "个", en = "number" }
            "#,
        )
        .unwrap_err();
        assert!(error.to_string().contains("colour"), "{error}");
    }
}
