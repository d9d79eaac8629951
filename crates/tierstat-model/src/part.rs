//! The parts of a figure's meaning, and how each was come by.

use crate::Localized;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One part of what a figure means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// What is counted.
    Indicator,
    /// The tier of what is counted.
    Tier,
    /// The area it is reported for.
    Area,
    /// The period it describes.
    Period,
    /// The unit.
    Unit,
    /// What the printed number is multiplied by to get to base units.
    Factor,
    /// Which part of the indicator is counted.
    Breakdown,
}

impl Part {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Indicator, Self::Tier, Self::Area, Self::Period, Self::Unit, Self::Factor, Self::Breakdown];

    /// The name used in files and in machine-readable output; the first word of the rules that speak of the part.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Tier => "tier",
            Self::Area => "area",
            Self::Period => "period",
            Self::Unit => "unit",
            Self::Factor => "factor",
            Self::Breakdown => "breakdown",
        }
    }

    /// The name in Chinese.
    #[must_use]
    pub fn name_zh(self) -> &'static str {
        match self {
            Self::Indicator => "指标",
            Self::Tier => "层级",
            Self::Area => "地区",
            Self::Period => "时期",
            Self::Unit => "单位",
            Self::Factor => "倍数",
            Self::Breakdown => "分组",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How a part of a figure's meaning was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// It is printed in the figure's own cell.
    Cell,
    /// A label of the row says it, or of the group the row stands in.
    Label,
    /// A header over the column says it, or the corner over the labels.
    Header,
    /// The title of the table says it.
    Title,
    /// The unit line says it.
    UnitLine,
    /// The name of the sheet says it.
    SheetName,
    /// The name of the file says it.
    FileName,
    /// A sentence of the text says it.
    Sentence,
    /// The mapping beside the file says it.
    Mapping,
    /// Nothing printed says it, and it follows by a declared rule: a folder's defaults, the total tier, the indicator's own
    /// unit, the factor 1, the area in which all named rows lie.
    Default,
}

impl Basis {
    /// Every basis, in order.
    pub const ALL: [Self; 10] = [
        Self::Cell,
        Self::Label,
        Self::Header,
        Self::Title,
        Self::UnitLine,
        Self::SheetName,
        Self::FileName,
        Self::Sentence,
        Self::Mapping,
        Self::Default,
    ];

    /// The name used in files and in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Label => "label",
            Self::Header => "header",
            Self::Title => "title",
            Self::UnitLine => "unit-line",
            Self::SheetName => "sheet-name",
            Self::FileName => "file-name",
            Self::Sentence => "sentence",
            Self::Mapping => "mapping",
            Self::Default => "default",
        }
    }

    /// What people read in its place.
    #[must_use]
    pub fn words(self) -> Localized {
        let (zh, en) = match self {
            Self::Cell => ("单元格", "its own cell"),
            Self::Label => ("行标题", "row label"),
            Self::Header => ("表头", "header"),
            Self::Title => ("标题", "title"),
            Self::UnitLine => ("单位行", "unit line"),
            Self::SheetName => ("工作表名", "sheet name"),
            Self::FileName => ("文件名", "file name"),
            Self::Sentence => ("句子", "sentence"),
            Self::Mapping => ("对照", "mapping"),
            Self::Default => ("未印出，按默认", "not printed, by default"),
        };
        Localized::new(zh, en)
    }
}
