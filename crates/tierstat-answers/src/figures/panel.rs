//! Series over time: a row for each series, a column for each period, cells as they are printed.

use super::question::FiguresQuestion;
use crate::row::{Field, Row};
use crate::row_schema::{row_definitions, row_schema};
use serde_json::{Value, json};
use tierstat_model::{AreaCode, Breakdown, CodeLists, IndicatorId, Period, SeriesKey, TierId};

/// A table of a row for each series and a column for each period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// The periods, from the earliest to the latest, in SDMX form.
    pub periods: Vec<String>,
    /// The series.
    pub rows: Vec<PanelRow>,
    /// Whether parts of indicators are asked for.
    pub(super) has_parts: bool,
}

/// One series of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelRow {
    indicator: IndicatorId,
    tier: TierId,
    area: AreaCode,
    breakdown: Breakdown,
    cells: Vec<String>,
}

impl Panel {
    /// The panel of a table of texts, of which the first three columns are indicator, tier and area, which a breakdown may follow, and
    /// the others periods.
    #[must_use]
    pub fn of_table(columns: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let first_period = if columns.get(3).is_some_and(|column| column == "breakdown") { 4 } else { 3 };
        let row = |cells: Vec<String>| {
            let mut cells = cells.into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let (indicator, tier, area) = (IndicatorId(next()), TierId(next()), AreaCode(next()));
            let breakdown =
                if first_period == 4 { next().parse().unwrap_or_default() } else { Breakdown::whole() };
            PanelRow { indicator, tier, area, breakdown, cells: cells.collect() }
        };
        Self {
            periods: columns.into_iter().skip(first_period).collect(),
            rows: rows.into_iter().map(row).collect(),
            has_parts: false,
        }
    }

    /// The JSON schema of its rows: a text under each period.
    #[must_use]
    pub fn row_schema() -> Value {
        let mut schema = row_schema::<PanelRow>();
        let period = row_definitions()["period"]["pattern"].clone();
        schema["patternProperties"] = json!({period.as_str().unwrap_or_default(): {"type": "string"}});
        schema
    }

    /// The columns, which the periods name.
    #[must_use]
    pub fn fields(&self) -> Vec<Field<PanelRow>> {
        let cell = |row: &PanelRow, place: usize| row.cells.get(place).cloned().unwrap_or_default();
        let periods = self.periods.iter().enumerate();
        PanelRow::fields()
            .into_iter()
            .filter(|field| self.has_parts || !field.is_of_parts())
            .chain(periods.map(|(place, period)| Field::cell(period, place, cell)))
            .collect()
    }
}

impl PanelRow {
    /// Where the series stands among those that answer a question.
    pub(super) fn place(&self, question: &FiguresQuestion, lists: &CodeLists) -> impl Ord + use<> {
        let Self { indicator, tier, area, breakdown, .. } = self.clone();
        question.place(&SeriesKey { indicator, tier, area, breakdown, period: Period::Year(0) }, lists)
    }
}

impl Row for PanelRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.indicator),
            Field::tier(|row| &row.tier),
            Field::area(|row| &row.area),
            Field::breakdown(|row| row.breakdown.clone()),
        ]
    }
}
