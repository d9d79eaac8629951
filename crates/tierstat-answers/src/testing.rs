//! A small ledger in memory for tests, with its code lists.

use crate::row::{Field, Row, Voice};
use crate::selection::Selection;
use serde_json::{Map, Value};
use tierstat_model::{
    Area, AreaCode, AreaList, Bounds, CellRef, CodeLists, Dimension, DimensionId, Document, DocumentLayout,
    Figure, FigureId, FigureLookup, FigureQuery, Indicator, IndicatorId, IndicatorList, Language, Limit,
    Localized, LookupError, Measure, Member, MemberId, Origin, Precision, Quantity, Reading, ReadingRule,
    Status, Tier, TierId, TierList, UnitId,
};

/// Readings in memory.
pub(crate) struct Readings(pub(crate) Vec<Reading>);

impl FigureLookup for Readings {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        Ok(self.0.iter().filter(|reading| query.accepts(&reading.figure)).cloned().collect())
    }
}

/// A ledger of stocks from lines `indicator[dimension=member]|tier|area|period|number`, where `40~50` is known within bounds, `-` is no number, and a `B`
/// behind it marks a break.
pub(crate) fn readings(lines: &[&str]) -> Readings {
    let mut all: Vec<Reading> = lines.iter().map(|line| reading(line)).collect();
    all.sort_by(|one, other| one.key.cmp(&other.key));
    Readings(all)
}

fn reading(line: &str) -> Reading {
    let parts: Vec<&str> = line.split('|').collect();
    let [indicator, tier, area, period, number] = parts.as_slice() else { panic!("{line}") };
    // A part of the indicator stands behind it in brackets.
    let (indicator, breakdown) = indicator.trim_end_matches(']').split_once('[').unwrap_or((indicator, ""));
    let (number, status) =
        number.strip_suffix('B').map_or((*number, Status::A), |number| (number, Status::B));
    let quantity = match number.split_once('~') {
        Some((lower, upper)) => Quantity {
            printed: number.to_owned(),
            precision: Precision::Range,
            bounds: Bounds::closed(lower.parse().unwrap(), upper.parse().unwrap()).ok(),
            value: None,
        },
        None if number == "-" => Quantity::missing("-"),
        None => Quantity::exact(number, number.parse().unwrap()).unwrap(),
    };
    let figure = Figure {
        id: FigureId(line.to_owned()),
        indicator: IndicatorId(indicator.to_owned()),
        tier: TierId((*tier).to_owned()),
        area: AreaCode((*area).to_owned()),
        breakdown: breakdown.parse().unwrap(),
        period: period.parse().unwrap(),
        measure: Measure::Stock,
        quantity,
        unit: UnitId("number".into()),
        status,
        origin: Origin {
            document: Document {
                publisher: "office".into(),
                layout: DocumentLayout::AsReceived,
                ..Document::default()
            },
            cell: CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 },
            content_hash: String::new(),
            known_on: "2020-01-01".parse().unwrap(),
            source_rank: 1,
            phrase: None,
        },
        correction: None,
    };
    Reading { key: figure.key(), figure, rule: ReadingRule::OnlyOne, behind: Vec::new() }
}

/// A nation `0` of the areas `1`, `2`, `3`, `4`; tiers from province to county and `all`; clubs, which cover divisions and are made of
/// chess-clubs and ball-clubs; residents; two targets of clubs, due at the period of each figure and in 2025.
pub(crate) fn lists() -> CodeLists {
    let tier = |id: &str, rank, total| Tier {
        id: TierId(id.into()),
        name: Localized::new(id, id),
        rank,
        total,
        aliases: Vec::new(),
    };
    let area = |code: &str, parent: Option<&str>| Area {
        code: AreaCode(code.into()),
        name: format!("地{code}"),
        short_name: format!("地{code}"),
        name_en: Some(format!("Area {code}")),
        aliases: vec![],
        tier: TierId("province".into()),
        parent: parent.map(|parent| AreaCode(parent.into())),
        valid_from: None,
        valid_until: None,
        merged_into: vec![],
    };
    let indicator = |id: &str, part_of: Option<&str>, covers: Option<&str>| Indicator {
        id: IndicatorId(id.into()),
        name: Localized::new(id, id),
        unit: UnitId("number".into()),
        measure: Measure::Stock,
        definition: Localized::default(),
        aliases: vec![],
        is: None,
        part_of: part_of.map(|whole| IndicatorId(whole.into())),
        growth_of: None,
        change_of: None,
        covers: covers.map(|units| IndicatorId(units.into())),
        target_of: None,
        due: None,
        step: None,
    };
    let target = |id: &str, due: Option<&str>| Indicator {
        target_of: Some(IndicatorId("clubs".into())),
        due: due.and_then(|due| due.parse().ok()),
        ..indicator(id, None, None)
    };
    let inside = ["1", "2", "3", "4"].map(|code| area(code, Some("0")));
    CodeLists {
        areas: AreaList::new(std::iter::once(area("0", None)).chain(inside).collect()),
        tiers: TierList {
            tiers: vec![
                tier("province", 1, false),
                tier("prefecture", 2, false),
                tier("county", 3, false),
                tier("all", 9, true),
            ],
        },
        indicators: IndicatorList {
            indicators: vec![
                indicator("clubs", None, Some("divisions")),
                indicator("chess-clubs", Some("clubs"), None),
                indicator("ball-clubs", Some("clubs"), None),
                indicator("divisions", None, None),
                indicator("residents", None, None),
                target("clubs-target", None),
                target("clubs-plan", Some("2025")),
            ],
        },
        ..CodeLists::default()
    }
}

/// The same with an exclusive dimension `size`: `large`, `small` and `huge`, which is of the large ones; `large-clubs` and `huge-clubs`
/// are clubs limited to it.
pub(crate) fn lists_by_size() -> CodeLists {
    let mut lists = lists();
    let member = |id: &str, of_which: Option<&str>| Member {
        id: MemberId(id.into()),
        name: Localized::new(id, id),
        aliases: Vec::new(),
        total: false,
        of_which: of_which.map(|outer| MemberId(outer.into())),
        numbers: None,
        periods: None,
    };
    lists.dimensions.dimensions = vec![Dimension {
        id: DimensionId("size".into()),
        name: Localized::new("size", "size"),
        aliases: Vec::new(),
        exhaustive: true,
        exclusive: true,
        members: vec![member("large", None), member("huge", Some("large")), member("small", None)],
    }];
    for member in ["large", "huge"] {
        let limit = limit("clubs", "size", member);
        lists.indicators.indicators.push(limited(&lists, &format!("{member}-clubs"), limit));
    }
    lists
}

/// An indicator limited to a member.
pub(crate) fn limit(indicator: &str, dimension: &str, member: &str) -> Limit {
    Limit {
        indicator: IndicatorId(indicator.into()),
        dimension: DimensionId(dimension.into()),
        member: MemberId(member.into()),
    }
}

/// The indicator that is such a part of another one, and says nothing else.
pub(crate) fn limited(lists: &CodeLists, id: &str, is: Limit) -> Indicator {
    let base = lists.indicators.get(&is.indicator).unwrap().clone();
    let name = Localized::new(id, id);
    Indicator { id: IndicatorId(id.into()), name, is: Some(is), covers: None, part_of: None, ..base }
}

/// An indicator in the nation.
pub(crate) fn selection(indicator: &str) -> Selection {
    Selection {
        indicators: vec![IndicatorId(indicator.into())],
        areas: vec![AreaCode("0".into())],
        ..Selection::default()
    }
}

/// What programs read of a row.
pub(crate) fn for_programs<R: Row>(row: &R, lists: &CodeLists) -> Map<String, Value> {
    let voice = Voice { lists, language: Language::Chinese };
    let fields = R::fields().into_iter().filter(|field| field.audience() != crate::Audience::People);
    fields.flat_map(|field| field.columns().into_iter().zip(field.values(row, &voice))).collect()
}

/// What people read of a row in a column.
pub(crate) fn said<R: Row>(row: &R, column: &str, lists: &CodeLists) -> String {
    let voice = Voice { lists, language: Language::English };
    let field: Option<Field<R>> = R::fields().into_iter().find(|field| field.name() == column);
    field.map_or_else(String::new, |field| field.said(row, &voice))
}
