//! A figure as a row of the ledger, and back.

use crate::error::StoreError;
use crate::reading::Candidate;
use jiff::civil::Date;
use rusqlite::{Row, Statement, named_params};
use std::path::Path;
use tierstat_model::{
    AreaCode, Bounds, CellRef, Correction, Document, Figure, FigureId, IndicatorId, Layout, Measure, Origin,
    Period, Precision, Quantity, Status, TierId, UnitId, Upper,
};

/// What a query selects, in the order in which [`read`] takes it.
pub(crate) const COLUMNS: &str = "f.import_id, f.figure_id, f.indicator, f.tier, f.area, f.period, f.measure, \
    f.printed, f.precision, f.value, f.lower, f.upper, f.upper_kind, f.unit, f.status, d.publisher, d.title, d.edition, \
    d.url, d.published_on, d.received_on, d.layout, f.file, f.sheet, f.row, f.\"column\", f.content_hash, f.known_on, \
    f.source_rank, f.phrase, f.correction_expected, f.correction_reason";

/// Appends one figure.
pub(crate) const INSERT: &str = "INSERT INTO figures (import_id, figure_id, indicator, tier, area, period, last_day, \
    measure, printed, precision, value, lower, upper, upper_kind, unit, status, document_id, file, sheet, row, \"column\", \
    content_hash, known_on, source_rank, phrase, correction_expected, correction_reason) VALUES (:import_id, :figure_id, \
    :indicator, :tier, :area, :period, :last_day, :measure, :printed, :precision, :value, :lower, :upper, :upper_kind, \
    :unit, :status, :document_id, :file, :sheet, :row, :column, :content_hash, :known_on, :source_rank, :phrase, \
    :correction_expected, :correction_reason)";

/// Binds one figure to [`INSERT`] and runs it.
pub(crate) fn insert(
    statement: &mut Statement<'_>,
    import_id: i64,
    document_id: i64,
    figure: &Figure,
) -> rusqlite::Result<usize> {
    let (lower, upper, upper_kind) = match figure.quantity.bounds {
        None => (None, None, None),
        Some(bounds) => {
            let kind = match bounds.upper() {
                Upper::Closed(_) => "closed",
                Upper::Open(_) => "open",
                Upper::Unbounded => "unbounded",
            };
            (Some(bounds.lower()), bounds.upper_value(), Some(kind))
        }
    };
    let origin = &figure.origin;
    statement.execute(named_params! {
        ":import_id": import_id,
        ":figure_id": figure.id.0,
        ":indicator": figure.indicator.0,
        ":tier": figure.tier.0,
        ":area": figure.area.0,
        ":period": figure.period.to_string(),
        ":last_day": figure.period.last_day().to_string(),
        ":measure": figure.measure.name(),
        ":printed": figure.quantity.printed,
        ":precision": figure.quantity.precision.name(),
        ":value": figure.quantity.value,
        ":lower": lower,
        ":upper": upper,
        ":upper_kind": upper_kind,
        ":unit": figure.unit.0,
        ":status": figure.status.code(),
        ":document_id": document_id,
        ":file": origin.cell.file,
        ":sheet": origin.cell.sheet,
        ":row": origin.cell.row,
        ":column": origin.cell.column,
        ":content_hash": origin.content_hash,
        ":known_on": origin.known_on.to_string(),
        ":source_rank": origin.source_rank,
        ":phrase": origin.phrase,
        ":correction_expected": figure.correction.as_ref().map(|correction| &correction.expected),
        ":correction_reason": figure.correction.as_ref().map(|correction| &correction.reason),
    })
}

/// The name of a layout in the documents table.
pub(crate) fn layout_name(layout: Layout) -> &'static str {
    match layout {
        Layout::AsReceived => "as-received",
        Layout::Retyped => "retyped",
    }
}

/// Reads one row of [`COLUMNS`].
pub(crate) fn read(row: &Row<'_>, path: &Path) -> Result<Candidate, StoreError> {
    let reader = Reader { row, path };
    let sequence = reader.get(0)?;
    let figure = Figure {
        id: FigureId(reader.get(1)?),
        indicator: IndicatorId(reader.get(2)?),
        tier: TierId(reader.get(3)?),
        area: AreaCode(reader.get(4)?),
        period: reader.parsed(5, "period", |text| text.parse::<Period>().ok())?,
        measure: reader.parsed(6, "measure", |text| {
            [Measure::Stock, Measure::Flow].into_iter().find(|measure| measure.name() == text)
        })?,
        quantity: Quantity {
            printed: reader.get(7)?,
            precision: reader.parsed(8, "precision", Precision::from_name)?,
            value: reader.get(9)?,
            bounds: reader.bounds()?,
        },
        unit: UnitId(reader.get(13)?),
        status: reader.parsed(14, "status", Status::from_code)?,
        origin: Origin {
            document: Document {
                publisher: reader.get(15)?,
                title: reader.get(16)?,
                edition: reader.get(17)?,
                url: reader.get(18)?,
                published_on: reader.day(19, "published_on")?,
                received_on: reader.day(20, "received_on")?,
                layout: reader.parsed(21, "layout", |text| {
                    [Layout::AsReceived, Layout::Retyped]
                        .into_iter()
                        .find(|layout| layout_name(*layout) == text)
                })?,
            },
            cell: CellRef {
                file: reader.get(22)?,
                sheet: reader.get(23)?,
                row: reader.get(24)?,
                column: reader.get(25)?,
            },
            content_hash: reader.get(26)?,
            known_on: reader.parsed(27, "known_on", |text| text.parse::<Date>().ok())?,
            source_rank: reader.get(28)?,
            phrase: reader.get(29)?,
        },
        correction: match (reader.get(30)?, reader.get(31)?) {
            (Some(expected), Some(reason)) => Some(Correction { expected, reason }),
            _ => None,
        },
    };
    Ok(Candidate { figure, sequence })
}

/// One row with the file it stands in, for messages.
struct Reader<'a> {
    row: &'a Row<'a>,
    path: &'a Path,
}

impl Reader<'_> {
    fn get<T: rusqlite::types::FromSql>(&self, index: usize) -> Result<T, StoreError> {
        self.row.get(index).map_err(|error| StoreError::of(self.path, error))
    }

    fn parsed<T>(
        &self,
        index: usize,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let text: String = self.get(index)?;
        parse(&text).ok_or_else(|| self.unknown(column, text))
    }

    fn day(&self, index: usize, column: &'static str) -> Result<Option<Date>, StoreError> {
        let text: Option<String> = self.get(index)?;
        text.map(|text| text.parse().map_err(|_| self.unknown(column, text))).transpose()
    }

    fn bounds(&self) -> Result<Option<Bounds>, StoreError> {
        let lower: Option<f64> = self.get(10)?;
        let upper: Option<f64> = self.get(11)?;
        let kind: Option<String> = self.get(12)?;
        let bounds = match (lower, upper, kind.as_deref()) {
            (None, None, None) => return Ok(None),
            (Some(lower), Some(upper), Some("closed")) => Bounds::closed(lower, upper).ok(),
            (Some(lower), Some(upper), Some("open")) => Bounds::half_open(lower, upper).ok(),
            (Some(lower), None, Some("unbounded")) => Bounds::at_least(lower).ok(),
            _ => None,
        };
        match bounds {
            Some(bounds) => Ok(Some(bounds)),
            None => Err(self.unknown("lower, upper, upper_kind", format!("{lower:?}, {upper:?}, {kind:?}"))),
        }
    }

    fn unknown(&self, column: &'static str, value: String) -> StoreError {
        StoreError::UnknownValue { path: self.path.to_owned(), table: "figures", column, value }
    }
}
