//! A number that is kept back, with what is doubtful about it and what settles it.

use crate::row::{Field, Row, Voice};
use serde_json::json;
use tierstat_model::{AreaCode, Breakdown, IndicatorId, KeptBack, KeptPart, Language, Part, TierId};

/// A number that is kept back.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptBackRow {
    /// The number, as the ledger keeps it.
    pub kept: KeptBack,
    /// The indicator that is assumed.
    pub indicator: IndicatorId,
    /// The tier that is assumed.
    pub tier: TierId,
    /// The area that is assumed.
    pub area: AreaCode,
}

impl KeptBackRow {
    /// The row of a number.
    #[must_use]
    pub fn of(kept: KeptBack) -> Self {
        let value = |part| value(&kept, part).to_owned();
        let (indicator, tier, area) =
            (IndicatorId(value(Part::Indicator)), TierId(value(Part::Tier)), AreaCode(value(Part::Area)));
        Self { indicator, tier, area, kept }
    }

    /// The value that is assumed of a part; empty where there is none.
    #[must_use]
    pub fn part(&self, part: Part) -> &str {
        value(&self.kept, part)
    }

    /// Which part of the indicator is assumed to be counted.
    #[must_use]
    pub fn breakdown(&self) -> Breakdown {
        self.part(Part::Breakdown).parse().unwrap_or_default()
    }

    /// How the parts that are in doubt were come by.
    fn basis_of_doubts(&self, voice: &Voice<'_>) -> String {
        let is_doubtful = |part: &&KeptPart| {
            !part.rivals.is_empty() || self.kept.rule.split('.').next() == Some(part.part.name())
        };
        joined(
            self.kept
                .parts
                .iter()
                .filter(is_doubtful)
                .map(|part| of_part(part.part, part.basis.words().get(voice.language), voice.language)),
        )
    }
}

fn value(kept: &KeptBack, part: Part) -> &str {
    kept.parts.iter().find(|found| found.part == part).map_or("", |found| found.value.as_str())
}

fn with_rivals(kept: &KeptBack) -> impl Iterator<Item = &KeptPart> {
    kept.parts.iter().filter(|part| !part.rivals.is_empty())
}

fn of_part(part: Part, text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}：{text}", part.name_zh()),
        Language::English => format!("{part}: {text}"),
    }
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

/// A text of several lines as one; a table of a mapping and its key stay apart.
pub(super) fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ⏎ ")
}

impl Row for KeptBackRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("id", ["编号", "id"], |row: &Self| row.kept.id.0.clone()),
            Field::text("cell", ["单元格", "cell"], |row| row.kept.cell.to_string()),
            Field::text("printed", ["原文", "printed"], |row: &Self| row.kept.quantity.printed.clone())
                .at_the_right(),
            Field::indicator(|row| &row.indicator),
            Field::tier(|row| &row.tier),
            Field::area(|row| &row.area),
            Field::breakdown(Self::breakdown),
            // A period that is in doubt need not be one, so that it is told as it is.
            Field::text("period", ["时期", "period"], |row| row.part(Part::Period).to_owned()),
            Field::text("unit", ["单位", "unit"], |row| row.part(Part::Unit).to_owned()),
            Field::text("factor", ["倍数", "factor"], |row: &Self| row.part(Part::Factor).to_owned())
                .at_the_right(),
            Field::named(
                "basis",
                ["依据", "basis"],
                |row| {
                    let parts = row.kept.parts.iter();
                    parts.map(|part| (part.part.name().to_owned(), json!(part.basis.name()))).collect()
                },
                Self::basis_of_doubts,
            ),
            Field::named(
                "rivals",
                ["或为", "or else"],
                |row| {
                    let parts = with_rivals(&row.kept);
                    parts.map(|part| (part.part.name().to_owned(), json!(part.rivals))).collect()
                },
                |row, voice| {
                    let parts = with_rivals(&row.kept);
                    joined(parts.map(|part| of_part(part.part, &part.rivals.join(", "), voice.language)))
                },
            ),
            Field::text("rule", ["规则", "rule"], |row| row.kept.rule.clone()),
            Field::localized("reason", ["存疑之处", "what is doubtful"], |row| row.kept.reason.clone()),
            Field::text("settled_by", ["", ""], |row: &Self| row.kept.settled_by.clone()).for_programs(),
            Field::text("settled_by", ["写入对照", "to write in the mapping"], |row: &Self| {
                in_one_line(&row.kept.settled_by)
            })
            .for_people(),
        ]
    }
}
