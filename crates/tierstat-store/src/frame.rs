//! Frames: readings as columns, to sort, filter and pivot. polars works inside and does not show.

use crate::error::StoreError;
use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, Series, SortMultipleOptions};
use std::collections::BTreeSet;
use tierstat_model::Reading;

/// A table of texts: what leaves the frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrameTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows; every row has as many cells as there are columns, an empty one where there is no value.
    pub rows: Vec<Vec<String>>,
}

/// One row for each reading, in order of the given columns.
///
/// Columns: `indicator, tier, area, period, value, lower, upper, precision, printed, unit, status, known_on, rule,
/// document, cell, id`. Bounds and value are in base units.
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

/// One indicator over time: a row for each period, a column for each tier and area, cells as printed.
///
/// A question that nobody answers is an empty cell, never a zero.
///
/// # Errors
/// [`StoreError::Frame`] where the frame cannot be made.
pub fn panel(readings: &[Reading]) -> Result<FrameTable, StoreError> {
    let periods: BTreeSet<_> = readings.iter().map(|reading| reading.key.period).collect();
    let questions: BTreeSet<_> =
        readings.iter().map(|reading| (reading.key.tier.clone(), reading.key.area.clone())).collect();
    let mut columns = vec![texts("period", periods.iter().map(|period| Some(period.to_string())))];
    for (tier, area) in &questions {
        let cells = periods.iter().map(|period| {
            readings
                .iter()
                .find(|reading| {
                    reading.key.period == *period && reading.key.tier == *tier && reading.key.area == *area
                })
                .map(|reading| reading.figure.quantity.printed.clone())
        });
        columns.push(texts(&format!("{tier} {area}"), cells));
    }
    table(&DataFrame::new(periods.len(), columns)?)
}

fn data_frame(readings: &[Reading]) -> Result<DataFrame, StoreError> {
    let text = |name: &str, get: &dyn Fn(&Reading) -> String| {
        texts(name, readings.iter().map(|reading| Some(get(reading))))
    };
    let number = |name: &str, get: &dyn Fn(&Reading) -> Option<f64>| {
        let values: Vec<Option<f64>> = readings.iter().map(get).collect();
        Series::new(name.into(), values).into_column()
    };
    let columns = vec![
        text("indicator", &|reading| reading.key.indicator.to_string()),
        text("tier", &|reading| reading.key.tier.to_string()),
        text("area", &|reading| reading.key.area.to_string()),
        text("period", &|reading| reading.figure.period.to_string()),
        number("value", &|reading| reading.figure.quantity.value),
        number("lower", &|reading| reading.figure.quantity.bounds.map(|bounds| bounds.lower())),
        number("upper", &|reading| reading.figure.quantity.bounds.and_then(|bounds| bounds.upper_value())),
        text("precision", &|reading| reading.figure.quantity.precision.name().to_owned()),
        text("printed", &|reading| reading.figure.quantity.printed.clone()),
        text("unit", &|reading| reading.figure.unit.to_string()),
        text("status", &|reading| reading.figure.status.code().to_owned()),
        text("known_on", &|reading| reading.figure.origin.known_on.to_string()),
        text("rule", &|reading| reading.rule.name().to_owned()),
        text("document", &|reading| reading.figure.origin.document.title.clone()),
        text("cell", &|reading| reading.figure.origin.cell.to_string()),
        text("id", &|reading| reading.figure.id.to_string()),
    ];
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
