//! Chart descriptions: what a person writes in `charts/*.toml`.

use crate::{ChartSize, ChartTarget, NotationKind, RowOrder, ScaleKind, TileShow, ValueAxis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tierstat_model::{AreaCode, Breakdown, DimensionId, IndicatorId, Localized, TierId};

/// A chart as described in a file: a question, a form, and words. Its texts may be templates; whoever has the figures fills them in.
///
/// No year stands in a description, so the next year's figures need no edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChartSpec {
    /// The form.
    pub kind: ChartKind,
    /// The finding, as a template.
    pub title: Localized,
    /// Measure, unit and population, as a template.
    pub subtitle: Localized,
    /// What a reader has to know, as a template.
    #[serde(default)]
    pub note: Option<Localized>,
    /// What is drawn, or what covers: a unit is covered where it has at least one.
    pub indicator: IndicatorId,
    /// The tiers, a series each; all that have figures where none is named.
    #[serde(default)]
    pub tiers: Vec<TierId>,
    /// The area, where there is one.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// The areas, a series each for every tier.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// The area whose own areas are shown, all that the area lists have directly below it.
    #[serde(default)]
    pub areas_of: Option<AreaCode>,
    /// Which part of the indicator, a member of each dimension that limits it; nothing stands for the whole.
    #[serde(default)]
    pub breakdown: Breakdown,
    /// The dimension whose members are shown, each within the part; of one tier, the total where none is named.
    #[serde(default)]
    pub by: Option<DimensionId>,
    /// How many periods back from the latest are shown; all where nothing is said.
    #[serde(default)]
    pub periods: Option<usize>,
    /// The codes of the series that a reader shall look at: the others are grey.
    #[serde(default)]
    pub highlight: Vec<String>,
    /// Where the axis of values begins.
    #[serde(default)]
    pub axis: Option<ValueAxis>,
    /// How values are spread along their axis.
    #[serde(default)]
    pub scale: Option<ScaleKind>,
    /// In which order rows stand.
    #[serde(default)]
    pub order: Option<RowOrder>,
    /// Whether rows have their place in the ranking.
    #[serde(default)]
    pub ranks: bool,
    /// Whether each panel has an axis of values of its own.
    #[serde(default)]
    pub free_values: bool,
    /// What tiles show.
    #[serde(default)]
    pub show: Option<TileShow>,
    /// Whether what the series are to reach is drawn: what a plan prints, else all units, which a coverage chart shows in any case.
    #[serde(default)]
    pub towards_target: bool,
    /// Whether a strip says how many of the units below have a figure in each period.
    #[serde(default)]
    pub reporting: bool,
    /// In which notation numbers are written.
    #[serde(default)]
    pub notation: Option<NotationKind>,
    /// The size.
    #[serde(default)]
    pub size: Option<ChartSize>,
    /// What the chart is made for, in place of a size.
    #[serde(default)]
    pub target: Option<ChartTarget>,
}

/// The forms of charts, as a description names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Change over time, a line for each series.
    Line,
    /// Covered of all units, a bar for each tier, area and period.
    Coverage,
    /// Ranking, a bar for each series, of the latest period.
    Bars,
    /// Magnitude, for each series a bar for each of a few periods, or for each of its parts.
    GroupedBars,
    /// Change, the first and the latest period of each series in one row.
    Dumbbell,
    /// Ranking, a dot for each of many series.
    DotStrip,
    /// Parts of a whole, a row for each period, where they sum to the total.
    StackedBars,
    /// Parts of a change, from the first total to the latest.
    Contributions,
    /// Space, a tile for each area on a board.
    TileGrid,
    /// Change over time, each series as 100 at the first period that the most have.
    Index,
    /// Two periods, and a line for each series from one to the other.
    Slope,
    /// Change over time, a panel for each series.
    SmallMultiples,
    /// What was said of each period on each day.
    Revisions,
}

impl ChartKind {
    /// All forms, the first ones first.
    pub const ALL: [Self; 13] = [
        Self::Line,
        Self::Index,
        Self::Slope,
        Self::SmallMultiples,
        Self::Coverage,
        Self::Bars,
        Self::GroupedBars,
        Self::Dumbbell,
        Self::DotStrip,
        Self::StackedBars,
        Self::Contributions,
        Self::TileGrid,
        Self::Revisions,
    ];

    /// The name in a description.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Coverage => "coverage",
            Self::Bars => "bars",
            Self::GroupedBars => "grouped-bars",
            Self::Dumbbell => "dumbbell",
            Self::DotStrip => "dot-strip",
            Self::StackedBars => "stacked-bars",
            Self::Contributions => "contributions",
            Self::TileGrid => "tile-grid",
            Self::Index => "index",
            Self::Slope => "slope",
            Self::SmallMultiples => "small-multiples",
            Self::Revisions => "revisions",
        }
    }
}

/// A key of a description: which forms have it.
#[derive(Debug, Clone, Copy)]
pub struct SpecKey {
    /// The name.
    pub name: &'static str,
    /// The forms that have it.
    pub kinds: &'static [ChartKind],
    /// Whether a description says something under it.
    is_said: fn(&ChartSpec) -> bool,
}

use ChartKind::{
    Bars, Contributions, Coverage, DotStrip, Dumbbell, GroupedBars, Index, Line, Revisions, Slope,
    SmallMultiples, StackedBars, TileGrid,
};

/// The forms that show series.
const SERIES: &[ChartKind] = &[
    Line,
    Index,
    Slope,
    SmallMultiples,
    Bars,
    GroupedBars,
    Dumbbell,
    DotStrip,
    StackedBars,
    Contributions,
    Revisions,
    TileGrid,
];

/// The forms that may show the members of a dimension: all those of series but tiles, of which an area has one.
const OF_MEMBERS: &[ChartKind] = &[
    Line,
    Index,
    Slope,
    SmallMultiples,
    Bars,
    GroupedBars,
    Dumbbell,
    DotStrip,
    StackedBars,
    Contributions,
    Revisions,
];

/// Every key that not all forms have, and those that have it; the others are kind, title, subtitle, note, indicator, tiers, size and target.
pub const SPEC_KEYS: [SpecKey; 16] = [
    SpecKey { name: "area", kinds: SERIES, is_said: |spec| spec.area.is_some() },
    SpecKey {
        name: "areas",
        kinds: &[
            Line,
            Index,
            Slope,
            SmallMultiples,
            Coverage,
            Bars,
            GroupedBars,
            Dumbbell,
            DotStrip,
            TileGrid,
            Revisions,
        ],
        is_said: |spec| !spec.areas.is_empty(),
    },
    SpecKey { name: "areas-of", kinds: SERIES, is_said: |spec| spec.areas_of.is_some() },
    SpecKey { name: "breakdown", kinds: SERIES, is_said: |spec| !spec.breakdown.is_whole() },
    SpecKey { name: "by", kinds: OF_MEMBERS, is_said: |spec| spec.by.is_some() },
    SpecKey {
        name: "periods",
        kinds: &[
            Line,
            Index,
            Slope,
            SmallMultiples,
            GroupedBars,
            Dumbbell,
            StackedBars,
            Contributions,
            TileGrid,
            Revisions,
        ],
        is_said: |spec| spec.periods.is_some(),
    },
    SpecKey {
        name: "highlight",
        kinds: &[Line, Index, Slope, Bars, GroupedBars, Dumbbell, DotStrip, StackedBars, Contributions],
        is_said: |spec| !spec.highlight.is_empty(),
    },
    SpecKey {
        name: "axis",
        kinds: &[Line, Index, Slope, SmallMultiples, Dumbbell, DotStrip],
        is_said: |spec| spec.axis.is_some(),
    },
    SpecKey { name: "scale", kinds: &[Line], is_said: |spec| spec.scale.is_some() },
    SpecKey {
        name: "order",
        kinds: &[Bars, GroupedBars, Dumbbell, DotStrip],
        is_said: |spec| spec.order.is_some(),
    },
    SpecKey { name: "show", kinds: &[TileGrid], is_said: |spec| spec.show.is_some() },
    SpecKey { name: "ranks", kinds: &[DotStrip], is_said: |spec| spec.ranks },
    SpecKey { name: "towards-target", kinds: &[Line, Coverage], is_said: |spec| spec.towards_target },
    SpecKey { name: "reporting", kinds: &[Line, Index], is_said: |spec| spec.reporting },
    SpecKey {
        name: "notation",
        kinds: &[
            Line,
            Slope,
            SmallMultiples,
            Bars,
            GroupedBars,
            Dumbbell,
            DotStrip,
            StackedBars,
            Contributions,
            TileGrid,
            Revisions,
        ],
        is_said: |spec| spec.notation.is_some(),
    },
    SpecKey { name: "free-values", kinds: &[SmallMultiples], is_said: |spec| spec.free_values },
];

impl ChartSpec {
    /// The areas that are named.
    #[must_use]
    pub fn named_areas(&self) -> Vec<&AreaCode> {
        self.area.iter().chain(&self.areas).chain(&self.areas_of).collect()
    }

    /// The size: as written, else that of the target, else 1200 wide.
    #[must_use]
    pub fn chart_size(&self) -> ChartSize {
        self.size.or(self.target.map(ChartTarget::size)).unwrap_or_default()
    }

    /// Whether size and target are both written, of which one says what the other says.
    #[must_use]
    pub fn has_two_sizes(&self) -> bool {
        self.size.is_some() && self.target.is_some()
    }

    /// The first key whose list names something twice, and what it names so: one thing is drawn once.
    #[must_use]
    pub fn named_twice(&self) -> Option<(&'static str, &str)> {
        let lists: [(&'static str, Vec<&str>); 3] = [
            ("tiers", self.tiers.iter().map(|tier| tier.0.as_str()).collect()),
            ("areas", self.areas.iter().map(|area| area.0.as_str()).collect()),
            ("highlight", self.highlight.iter().map(String::as_str).collect()),
        ];
        lists.into_iter().find_map(|(key, names)| {
            let mut seen = BTreeSet::new();
            names.into_iter().find(|name| !seen.insert(*name)).map(|name| (key, name))
        })
    }

    /// The first key under which something is said that this form does not have.
    #[must_use]
    pub fn key_without_effect(&self) -> Option<SpecKey> {
        // Tiles of one figure look back at none.
        let shows_one = self.kind == TileGrid && self.show.unwrap_or_default() == TileShow::Value;
        let has = |key: &SpecKey| key.kinds.contains(&self.kind) && !(shows_one && key.name == "periods");
        SPEC_KEYS.into_iter().find(|key| !has(key) && (key.is_said)(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = r#"
        title = { zh-CN = "题", en = "Title" }
        subtitle = { zh-CN = "个", en = "number" }
        "#;

    fn spec(keys: &str) -> Result<ChartSpec, toml::de::Error> {
        toml::from_str(&format!("{keys}\n{WORDS}"))
    }

    #[test]
    fn names_a_key_that_it_does_not_know() {
        let error = spec("kind = \"coverage\"\nindicator = \"organisations\"\ncolour = \"red\"").unwrap_err();
        assert!(error.to_string().contains("colour"), "{error}");
    }

    #[test]
    fn finds_the_key_that_has_no_effect() {
        let kind = |kind: &str| {
            spec(&format!("kind = \"{kind}\"\nindicator = \"members\"\naxis = \"fitted\"")).unwrap()
        };
        assert_eq!(kind("coverage").key_without_effect().map(|key| key.name), Some("axis"));
        assert!(kind("line").key_without_effect().is_none());
    }

    #[test]
    fn finds_what_is_named_twice() {
        let of = |lists: &str| spec(&format!("kind = \"line\"\nindicator = \"members\"\n{lists}")).unwrap();
        assert_eq!(of("areas = [\"1\", \"2\"]\ntiers = [\"1\"]\nhighlight = [\"1\"]").named_twice(), None);
        assert_eq!(of("tiers = [\"all\", \"city\", \"all\"]").named_twice(), Some(("tiers", "all")));
        assert_eq!(of("areas = [\"1\", \"2\", \"2\"]").named_twice(), Some(("areas", "2")));
        assert_eq!(of("highlight = [\"1\", \"1\"]").named_twice(), Some(("highlight", "1")));
    }

    #[test]
    fn a_target_stands_for_a_size() {
        let of = |keys: &str| spec(&format!("kind = \"line\"\nindicator = \"members\"\n{keys}"));
        for (target, width, height) in [
            ("page", 590.0, None),
            ("half-page", 320.0, None),
            ("slide", 1280.0, Some(720.0)),
            ("web", 1200.0, Some(675.0)),
            ("phone", 400.0, None),
        ] {
            let found = of(&format!("target = \"{target}\"")).unwrap();
            assert_eq!(found.chart_size(), ChartSize { width, height });
            assert!(!found.has_two_sizes());
        }
        assert_eq!(of("").unwrap().chart_size(), ChartSize::default());
        assert!(of("target = \"web\"\nsize = { width = 600 }").unwrap().has_two_sizes());
        assert!(of("target = \"poster\"").unwrap_err().to_string().contains("half-page"));
    }

    #[test]
    fn every_form_is_written_as_it_is_named() {
        for kind in ChartKind::ALL {
            let written = spec(&format!("kind = \"{}\"\nindicator = \"members\"", kind.name())).unwrap();
            assert_eq!(written.kind, kind);
        }
    }
}
