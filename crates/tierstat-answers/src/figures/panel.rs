//! Series over time: a row for each series, a column for each period, cells as they are printed.

use crate::row::{Field, Row};
use tierstat_model::{AreaCode, IndicatorId, TierId};

/// A table of a row for each series and a column for each period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// The periods, from the earliest to the latest, in SDMX form.
    pub periods: Vec<String>,
    /// The series.
    pub rows: Vec<PanelRow>,
}

/// One series of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelRow {
    indicator: IndicatorId,
    tier: TierId,
    area: AreaCode,
    cells: Vec<String>,
}

impl Panel {
    /// The panel of a table of texts, of which the first three columns are indicator, tier and area, and the others periods.
    #[must_use]
    pub fn of_table(columns: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let row = |cells: Vec<String>| {
            let mut cells = cells.into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let (indicator, tier, area) = (IndicatorId(next()), TierId(next()), AreaCode(next()));
            PanelRow { indicator, tier, area, cells: cells.collect() }
        };
        Self { periods: columns.into_iter().skip(3).collect(), rows: rows.into_iter().map(row).collect() }
    }

    /// The columns, which the periods name.
    #[must_use]
    pub fn fields(&self) -> Vec<Field<PanelRow>> {
        let cell = |row: &PanelRow, place: usize| row.cells.get(place).cloned().unwrap_or_default();
        let periods = self.periods.iter().enumerate();
        PanelRow::fields()
            .into_iter()
            .chain(periods.map(|(place, period)| Field::cell(period, place, cell)))
            .collect()
    }
}

impl Row for PanelRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.indicator),
            Field::tier(|row| &row.tier),
            Field::area(|row| &row.area),
        ]
    }
}
