//! What could not be drawn as asked.

use serde::{Deserialize, Serialize};
use tierstat_model::Localized;

/// Something that could not be drawn as asked; the chart is drawn all the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartWarning {
    /// No font has a glyph for a character.
    NoGlyph {
        /// The character.
        character: char,
    },
    /// The chart does not say where its figures come from.
    NoSource,
    /// A name is too long for its place and was cut; the whole of it stands in the tooltip.
    NameCut {
        /// The whole name.
        name: String,
    },
    /// A share is above 100 %, where its bar ends.
    AboveWhole {
        /// The row's name and detail.
        row: String,
    },
}

impl ChartWarning {
    /// The message in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::NoGlyph { character } => {
                let code = u32::from(*character);
                Localized::new(
                    format!("字体中没有“{character}”（U+{code:04X}）这个字"),
                    format!("no font has a glyph for `{character}` (U+{code:04X})"),
                )
            }
            Self::NoSource => {
                Localized::new("图中没有写明数据来源", "the chart does not say where its figures come from")
            }
            Self::NameCut { name } => Localized::new(
                format!("名称“{name}”太长，图中已截断"),
                format!("the name `{name}` is too long and was cut in the chart"),
            ),
            Self::AboveWhole { row } => Localized::new(
                format!("“{row}”超过100%，条形止于100%"),
                format!("`{row}` is above 100%; its bar ends there"),
            ),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::NoGlyph { .. } => Localized::new(
                "把有这个字的字体文件放进项目，写入 tierstat.toml，如 fonts = [\"fonts/rare.ttf\"]",
                "put a font file that has it into the project and name it in tierstat.toml, such as fonts = [\"fonts/rare.ttf\"]",
            ),
            Self::NoSource => Localized::new("补上数据来源", "give the chart a source"),
            Self::NameCut { .. } => Localized::new(
                "在代码表中给它一个短名称，或加宽图",
                "give it a short name in the code list, or make the chart wider",
            ),
            Self::AboveWhole { .. } => {
                Localized::new("核对覆盖数与单位总数", "compare the number covered with the number of units")
            }
        }
    }
}
