//! Frames: readings as columns, to sort, filter and pivot. polars works inside and does not show.

use crate::error::StoreError;
use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, Series, SortMultipleOptions};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Period, Reading, Series as SeriesId};

/// A table of texts: what leaves the frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrameTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows; every row has as many cells as there are columns, an empty one where there is no value.
    pub rows: Vec<Vec<String>>,
}

/// The columns of a [`frame`]; where a part of an indicator is among the readings, `breakdown` stands behind them.
pub const FRAME_COLUMNS: [&str; 16] = [
    "indicator",
    "tier",
    "area",
    "period",
    "value",
    "lower",
    "upper",
    "precision",
    "printed",
    "unit",
    "status",
    "known_on",
    "rule",
    "document",
    "cell",
    "id",
];

/// Readings as columns, one row for each; the columns are [`FRAME_COLUMNS`].
#[derive(Debug, Clone)]
pub struct Frame(DataFrame);

impl Frame {
    /// The frame of some readings, in their order.
    ///
    /// # Errors
    /// [`StoreError::Frame`] where the frame cannot be made.
    pub fn of(readings: &[Reading]) -> Result<Self, StoreError> {
        data_frame(readings).map(Self)
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.height()
    }

    /// The frame as texts.
    ///
    /// # Errors
    /// [`StoreError::Frame`] where a column cannot be read.
    pub fn to_table(&self) -> Result<FrameTable, StoreError> {
        table(&self.0)
    }
}

/// One row for each reading, in order of the given columns; the columns are [`FRAME_COLUMNS`].
///
/// Bounds and value are in base units.
///
/// # Errors
/// [`StoreError::Frame`] where `sorted_by` names no column.
pub fn frame(readings: &[Reading], sorted_by: &[&str]) -> Result<FrameTable, StoreError> {
    let data = data_frame(readings)?;
    let data = if sorted_by.is_empty() {
        data
    } else {
        let names: Vec<String> = sorted_by.iter().map(|name| (*name).to_owned()).collect();
        data.sort(names, SortMultipleOptions::default().with_maintain_order(true))?
    };
    table(&data)
}

/// The readings in order of some columns of their [`frame`], equal ones as they came, those without a value last.
///
/// # Errors
/// [`StoreError::Frame`] where `by` names no column.
pub fn sorted(readings: Vec<Reading>, by: &[&str], descending: bool) -> Result<Vec<Reading>, StoreError> {
    const ROW: &str = "row";
    let names: Vec<String> = by.iter().map(|name| (*name).to_owned()).collect();
    let options = SortMultipleOptions::default()
        .with_maintain_order(true)
        .with_order_descending(descending)
        .with_nulls_last(true);
    let data = data_frame(&readings)?.with_row_index(ROW.into(), None)?.sort(names, options)?;
    let mut slots: Vec<Option<Reading>> = readings.into_iter().map(Some).collect();
    let order = data.column(ROW)?.idx()?;
    Ok(order.iter().flatten().filter_map(|row| slots.get_mut(row as usize)?.take()).collect())
}

/// Series over time: a row for each series, a column for each period from the earliest to the latest, cells as printed.
///
/// The first columns are `indicator, tier, area`, then `breakdown` where a part of an indicator is among the readings. A question that nobody answers is an empty cell, never a zero.
///
/// # Errors
/// [`StoreError::Frame`] where the frame cannot be made.
pub fn panel(readings: &[Reading]) -> Result<FrameTable, StoreError> {
    let periods: BTreeSet<Period> = readings.iter().map(|reading| reading.key.period).collect();
    let mut series: BTreeMap<SeriesId, BTreeMap<Period, &str>> = BTreeMap::new();
    for Reading { key, figure, .. } in readings {
        let cells = series.entry(key.series()).or_default();
        cells.insert(key.period, &figure.quantity.printed);
    }
    let mut columns = vec![
        texts("indicator", series.keys().map(|series| Some(series.indicator.to_string()))),
        texts("tier", series.keys().map(|series| Some(series.tier.to_string()))),
        texts("area", series.keys().map(|series| Some(series.area.to_string()))),
    ];
    if series.keys().any(|series| !series.breakdown.is_whole()) {
        columns.push(texts("breakdown", series.keys().map(|series| Some(series.breakdown.to_string()))));
    }
    for period in &periods {
        let cells = series.values().map(|cells| cells.get(period).map(|printed| (*printed).to_owned()));
        columns.push(texts(&period.to_string(), cells));
    }
    table(&DataFrame::new(series.len(), columns)?)
}

fn data_frame(readings: &[Reading]) -> Result<DataFrame, StoreError> {
    // Texts that stand in the readings are lent, since a panel has tens of thousands of each.
    fn lent<'a>(name: &str, readings: &'a [Reading], get: impl Fn(&'a Reading) -> &'a str) -> Column {
        Series::new(name.into(), readings.iter().map(get).collect::<Vec<&str>>()).into_column()
    }
    let made = |name: &str, get: &dyn Fn(&Reading) -> String| {
        Series::new(name.into(), readings.iter().map(get).collect::<Vec<String>>()).into_column()
    };
    let number = |name: &str, get: &dyn Fn(&Reading) -> Option<f64>| {
        let values: Vec<Option<f64>> = readings.iter().map(get).collect();
        Series::new(name.into(), values).into_column()
    };
    let mut columns = vec![
        lent("indicator", readings, |reading| &reading.key.indicator.0),
        lent("tier", readings, |reading| &reading.key.tier.0),
        lent("area", readings, |reading| &reading.key.area.0),
        made("period", &|reading| reading.figure.period.to_string()),
        number("value", &|reading| reading.figure.quantity.value),
        number("lower", &|reading| reading.figure.quantity.bounds.map(|bounds| bounds.lower())),
        number("upper", &|reading| reading.figure.quantity.bounds.and_then(|bounds| bounds.upper_value())),
        lent("precision", readings, |reading| reading.figure.quantity.precision.name()),
        lent("printed", readings, |reading| &reading.figure.quantity.printed),
        lent("unit", readings, |reading| &reading.figure.unit.0),
        lent("status", readings, |reading| reading.figure.status.code()),
        made("known_on", &|reading| reading.figure.origin.known_on.to_string()),
        lent("rule", readings, |reading| reading.rule.name()),
        lent("document", readings, |reading| &reading.figure.origin.document.title),
        made("cell", &|reading| reading.figure.origin.cell.to_string()),
        lent("id", readings, |reading| &reading.figure.id.0),
    ];
    if readings.iter().any(|reading| !reading.key.breakdown.is_whole()) {
        columns.push(made("breakdown", &|reading| reading.key.breakdown.to_string()));
    }
    Ok(DataFrame::new(readings.len(), columns)?)
}

fn texts(name: &str, values: impl Iterator<Item = Option<String>>) -> Column {
    Series::new(name.into(), values.collect::<Vec<_>>()).into_column()
}

fn table(data: &DataFrame) -> Result<FrameTable, StoreError> {
    let columns = data.get_column_names().iter().map(|name| name.to_string()).collect();
    let mut rows = Vec::with_capacity(data.height());
    for index in 0..data.height() {
        let cells = data.columns().iter().map(|column| {
            let value = column.get(index)?;
            Ok(if value.is_null() { String::new() } else { value.str_value().into_owned() })
        });
        rows.push(cells.collect::<Result<Vec<String>, polars::error::PolarsError>>()?);
    }
    Ok(FrameTable { columns, rows })
}
