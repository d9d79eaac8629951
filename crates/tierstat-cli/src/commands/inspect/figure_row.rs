//! A number of a file as a row: whole for programs, cut for people.

use super::document::{items, text, text_or_none};
use crate::codes;
use crate::output::cut;
use serde_json::Value;
use tierstat_answers::names::Spoken;
use tierstat_answers::{Field, Row, Voice};

/// Labels are shown up to this long. In characters.
const LONGEST_LABEL: usize = 48;
/// What stands where a number should is shown up to this long. In characters.
const LONGEST_NUMBER: usize = 24;

/// A number of a file, as the document of the inspection has it.
pub(in crate::commands) struct FigureRow<'a>(&'a Value);

impl<'a> FigureRow<'a> {
    /// All of a document.
    pub(super) fn all(document: &'a Value) -> Vec<Self> {
        items(&document["figures"]).iter().map(Self).collect()
    }

    fn labels(&self) -> impl Iterator<Item = String> {
        items(&self.0["row_labels"]).iter().chain(items(&self.0["column_labels"])).map(text)
    }

    fn precision(&self) -> String {
        text(&self.0["precision"])
    }
}

impl Row for FigureRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text_or_none("sheet", ["工作表", "sheet"], |row: &Self| text_or_none(&row.0["sheet"])),
            Field::text("cell", ["单元格", "cell"], |row| text(&row.0["cell"])),
            Field::text("printed", ["", ""], |row: &Self| text(&row.0["printed"])).for_programs(),
            Field::words("printed", ["原文", "printed"], |row, _| {
                cut(&text(&row.0["printed"]), LONGEST_NUMBER)
            }),
            Field::text("bounds", ["界限", "bounds"], |row| bounds(row.0)),
            Field::text("precision", ["", ""], |row: &Self| row.precision()).for_programs(),
            Field::told("precision", ["精度", "precision"], |row, voice| {
                let code = row.precision();
                codes::precision(&code).map_or(code, |words| words.get(voice.language).to_owned())
            }),
            Field::text("unit", ["单位", "unit"], |row| unit(row.0)),
            Field::text_or_none("indicator", ["", ""], |row: &Self| text_or_none(&row.0["indicator"]))
                .for_programs(),
            Field::text_or_none("tier", ["", ""], |row: &Self| text_or_none(&row.0["tier"])).for_programs(),
            Field::told("indicator", ["指标", "indicator"], |row, voice| {
                spoken(voice).indicator(&text(&row.0["indicator"])).to_owned()
            }),
            Field::told("tier", ["层级", "tier"], |row, voice| {
                spoken(voice).tier(&text(&row.0["tier"])).to_owned()
            }),
            Field::text_or_none("area_name", ["", ""], |row: &Self| text_or_none(&row.0["area_name"]))
                .for_programs(),
            Field::told("area", ["地区", "area"], |row, voice| {
                spoken(voice).area(&text(&row.0["area_code"])).to_owned()
            }),
            Field::text_or_none("period", ["时期", "period"], |row| text_or_none(&row.0["period"])),
            Field::text("labels", ["", ""], |row: &Self| row.labels().collect::<Vec<_>>().join(" › "))
                .for_programs(),
            Field::told("labels", ["标签", "labels"], |row, _| {
                row.labels().map(|label| cut(&label, LONGEST_LABEL)).collect::<Vec<_>>().join(" › ")
            }),
        ]
    }
}

fn spoken<'a>(voice: &Voice<'a>) -> Spoken<'a> {
    Spoken { lists: voice.lists, language: voice.language }
}

fn bounds(figure: &Value) -> String {
    match (figure["lower"].as_f64(), figure["upper"].as_f64()) {
        (None, _) => String::new(),
        (Some(lower), None) => format!("{lower} …"),
        (Some(lower), Some(upper)) if lower.total_cmp(&upper).is_eq() => lower.to_string(),
        (Some(lower), Some(upper)) => format!("{lower} … {upper}"),
    }
}

/// The unit, with the factor where a unit outside the cell multiplies what it prints.
fn unit(figure: &Value) -> String {
    let unit = text(&figure["unit"]);
    match figure["factor"].as_f64() {
        Some(factor) if factor.total_cmp(&1.0).is_ne() => format!("{unit} ×{factor}"),
        Some(_) | None => unit,
    }
}
