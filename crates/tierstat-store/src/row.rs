//! A figure as a row of the ledger, and back.

use crate::checksum::Fnv;
use crate::day_count::{day_number, day_of_number};
use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::reading::Candidate;
use crate::set_aside::SetAsideLog;
use crate::source::SourceLog;
use jiff::civil::Date;
use rusqlite::{Connection, Row, Statement, named_params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tierstat_model::{
    AreaCode, Bounds, BoundsError, Breakdown, CellRef, Correction, Document, DocumentLayout, Figure,
    FigureId, IndicatorId, Measure, Origin, Period, Precision, Quantity, QuantityFault, Status, TierId,
    UnitId, Upper,
};

/// What a query selects, in the order in which [`Surroundings::read`] takes it.
pub(crate) const COLUMNS: &str = "f.import_id, f.figure_id, s.indicator, s.tier, s.area, f.period, s.measure, f.printed, \
    f.precision, f.value, f.lower, f.upper, f.upper_kind, s.unit, f.status, f.document_id, f.file, f.sheet_id, f.row, \
    f.\"column\", f.content_hash, f.known_on, f.source_rank, f.phrase, f.correction_expected, f.correction_reason, f.last_day, f.checksum, s.breakdown";

/// Appends one figure.
pub(crate) const INSERT: &str = "INSERT INTO figures (series_id, last_day, import_id, figure_id, period, printed, precision, \
    value, lower, upper, upper_kind, status, document_id, sheet_id, row, \"column\", known_on, source_rank, file, \
    content_hash, phrase, correction_expected, correction_reason, checksum) VALUES (:series_id, :last_day, :import_id, :figure_id, \
    :period, :printed, :precision, :value, :lower, :upper, :upper_kind, :status, :document_id, :sheet_id, :row, :column, \
    :known_on, :source_rank, :file, :content_hash, :phrase, :correction_expected, :correction_reason, :checksum)";

/// The numbers under which a figure's surroundings stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    pub(crate) import: i64,
    pub(crate) series: i64,
    pub(crate) document: i64,
    pub(crate) sheet: Option<i64>,
}

/// Binds one figure to [`INSERT`] and runs it; `file` and `content_hash` are those of the import.
pub(crate) fn insert(
    statement: &mut Statement<'_>,
    numbers: Numbers,
    (file, content_hash): (&str, &str),
    figure: &Figure,
) -> rusqlite::Result<usize> {
    let (lower, upper, upper_kind) = bounds_columns(figure.quantity.bounds);
    let origin = &figure.origin;
    statement.execute(named_params! {
        ":series_id": numbers.series,
        ":last_day": day_number(figure.period.last_day()),
        ":import_id": numbers.import,
        ":figure_id": figure.id.0,
        ":period": figure.period.to_string(),
        ":printed": figure.quantity.printed,
        ":precision": figure.quantity.precision.name(),
        ":value": figure.quantity.value,
        ":lower": lower,
        ":upper": upper,
        ":upper_kind": upper_kind,
        ":status": figure.status.code(),
        ":document_id": numbers.document,
        ":sheet_id": numbers.sheet,
        ":row": origin.cell.row,
        ":column": origin.cell.column,
        ":known_on": day_number(origin.known_on),
        ":source_rank": origin.source_rank,
        ":file": Some(&origin.cell.file).filter(|own| *own != file),
        ":content_hash": Some(&origin.content_hash).filter(|own| *own != content_hash),
        ":phrase": origin.phrase,
        ":correction_expected": figure.correction.as_ref().map(|correction| &correction.expected),
        ":correction_reason": figure.correction.as_ref().map(|correction| &correction.reason),
        ":checksum": checksum(figure, numbers.import),
    })
}

/// A sum over everything that a figure says, with what it points to: a bit that flips on the disk is found on reading.
///
/// FNV-1a with 64 bits (Fowler, Noll and Vo; RFC 9923): against decay, not against forgers.
pub(crate) fn checksum(figure: &Figure, import: i64) -> i64 {
    checksum_with(figure, bounds_columns(figure.quantity.bounds), import)
}

/// The same with the bounds as the columns hold them, which may be none that a quantity can have.
fn checksum_with(figure: &Figure, (lower, upper, upper_kind): BoundsColumns<'_>, import: i64) -> i64 {
    let mut sum = Fnv::default();
    let Figure {
        id,
        indicator,
        tier,
        area,
        breakdown,
        period,
        measure,
        quantity,
        unit,
        status,
        origin,
        correction,
    } = figure;
    let Origin { document, cell, content_hash, known_on, source_rank, phrase } = origin;
    let layout = layout_name(document.layout);
    for text in [
        id.0.as_str(),
        &indicator.0,
        &tier.0,
        &area.0,
        measure.name(),
        &quantity.printed,
        quantity.precision.name(),
        &unit.0,
        status.code(),
        &document.publisher,
        &document.title,
        &document.edition,
        layout,
        &cell.file,
        content_hash,
    ] {
        sum.text(Some(text));
    }
    for text in [&document.url, &cell.sheet, phrase] {
        sum.text(text.as_deref());
    }
    sum.text(correction.as_ref().map(|correction| correction.expected.as_str()));
    sum.text(correction.as_ref().map(|correction| correction.reason.as_str()));
    // The whole has the sum that it had before there were parts.
    if !breakdown.is_whole() {
        sum.text(Some(&breakdown.to_string()));
    }
    // And so has a document whose title was not translated.
    for (language, title) in [("zh-CN", &document.title_zh), ("en", &document.title_en)] {
        if let Some(title) = title {
            sum.text(Some(language));
            sum.text(Some(title));
        }
    }
    let day = |day: Option<Date>| day.map_or(i64::MIN, day_number);
    let span = (day_number(period.first_day()), day_number(period.last_day()));
    let kind = match upper_kind {
        None => 0,
        Some("closed") => 1,
        Some("open") => 2,
        Some(_) => 3,
    };
    for number in [
        import,
        i64::from(cell.row),
        i64::from(cell.column),
        i64::from(*source_rank),
        day_number(*known_on),
        day(document.published_on),
        day(document.received_on),
        span.0,
        span.1,
        kind,
    ] {
        sum.bytes(&number.to_le_bytes());
    }
    for number in [quantity.value, lower, upper] {
        sum.number(number);
    }
    sum.end()
}

/// The name of a layout in the documents table.
pub(crate) fn layout_name(layout: DocumentLayout) -> &'static str {
    match layout {
        DocumentLayout::AsReceived => "as-received",
        DocumentLayout::Retyped => "retyped",
    }
}

/// The column behind those of [`COLUMNS`], where a query selects the number of the series too.
pub(crate) const SERIES: usize = 29;

/// The column that says which part of an indicator is counted.
const BREAKDOWN: usize = 28;

/// Day, import and id of a figure: its place in its series.
pub(crate) fn key<'r>(row: &'r Row<'_>) -> rusqlite::Result<(i64, i64, &'r str)> {
    Ok((row.get(26)?, row.get(0)?, row.get_ref(1)?.as_str()?))
}

/// What the rows of figures point to: read once, since many figures share it.
#[derive(Debug)]
pub(crate) struct Surroundings {
    path: PathBuf,
    pub(crate) sources: SourceLog,
    documents: BTreeMap<i64, Document>,
    sheets: BTreeMap<i64, String>,
    set_aside: SetAsideLog,
}

impl Surroundings {
    /// Reads the documents and sheets beside the imports; what is set aside is noted in a log.
    pub(crate) fn beside(
        connection: &Connection,
        path: &Path,
        sources: SourceLog,
        set_aside: SetAsideLog,
    ) -> Result<Self, StoreError> {
        let fault = |error| StoreError::of(path, error);
        let (mut documents, mut sheets) = (BTreeMap::new(), BTreeMap::new());
        let sql = "SELECT id, publisher, title, edition, url, published_on, received_on, layout, title_zh, title_en \
                   FROM documents";
        let mut statement = connection.prepare(sql).map_err(fault)?;
        let mut rows = statement.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let (id, found) = document(row, path)?;
            documents.insert(id, found);
        }
        let mut statement = connection.prepare("SELECT id, name FROM sheets").map_err(fault)?;
        let mut rows = statement.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            sheets.insert(row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        }
        Ok(Self { path: path.to_owned(), sources, documents, sheets, set_aside })
    }

    /// The name of a sheet.
    pub(crate) fn sheet(&self, number: i64) -> Option<&str> {
        self.sheets.get(&number).map(String::as_str)
    }

    /// The import to which a row of [`COLUMNS`] belongs; a row of none is a fault of the file.
    fn import(&self, row: &Row<'_>) -> Result<&ImportRecord, StoreError> {
        let number: i64 = Reader { row, path: &self.path }.get(0)?;
        self.sources.imports.get(number).map(|import| &import.record).ok_or_else(|| StoreError::Damaged {
            path: self.path.clone(),
            reason: format!("a figure belongs to import {number}, which is not there"),
        })
    }

    /// Reads one row of [`COLUMNS`]; `None` where its import is none of those that are told, and where it is set aside.
    pub(crate) fn read_told(
        &self,
        row: &Row<'_>,
        told: &BTreeSet<i64>,
    ) -> Result<Option<Candidate>, StoreError> {
        if told.contains(&self.import(row)?.id) { self.read(row) } else { Ok(None) }
    }

    /// Reads one row of [`COLUMNS`] and compares its checksum; `None` where the row is as it was written and no such number
    /// can be: that is noted, so that one bad row does not silence the others.
    pub(crate) fn read(&self, row: &Row<'_>) -> Result<Option<Candidate>, StoreError> {
        let mut found = self.read_but_bounds(row)?;
        let reader = Reader { row, path: &self.path };
        let kind = reader.upper_kind()?;
        let columns = (reader.get(10)?, reader.get(11)?, kind.as_deref());
        let Some(bounds) = interval(columns) else { return Err(reader.unknown_bounds(columns)) };
        let (last_day, stored): (i64, i64) = (reader.get(26)?, reader.get(27)?);
        let Candidate { figure, sequence } = &mut found;
        if stored != checksum_with(figure, columns, *sequence)
            || last_day != day_number(figure.period.last_day())
        {
            return Err(StoreError::Damaged {
                path: self.path.clone(),
                reason: format!("figure {} does not match its checksum", figure.id),
            });
        }
        let fault = match bounds {
            Ok(bounds) => {
                figure.quantity.bounds = bounds;
                figure.quantity.fault()
            }
            Err(error) => Some(QuantityFault::NoInterval(error)),
        };
        let Some(fault) = fault else { return Ok(Some(found)) };
        let file = self.sources.imports.get(*sequence).map_or("", |import| &import.record.file);
        self.set_aside.note(*sequence, file, figure, fault);
        Ok(None)
    }

    /// The same without a look at the checksum.
    pub(crate) fn read_unsummed(&self, row: &Row<'_>) -> Result<Candidate, StoreError> {
        let mut found = self.read_but_bounds(row)?;
        found.figure.quantity.bounds = Reader { row, path: &self.path }.bounds()?;
        Ok(found)
    }

    /// All of a row but its bounds.
    fn read_but_bounds(&self, row: &Row<'_>) -> Result<Candidate, StoreError> {
        let reader = Reader { row, path: &self.path };
        let ImportRecord { id: sequence, file, content_hash, .. } = self.import(row)?;
        let sheet: Option<i64> = reader.get(17)?;
        let own_file: Option<String> = reader.get(16)?;
        let own_hash: Option<String> = reader.get(20)?;
        let document: i64 = reader.get(15)?;
        let document = self.documents.get(&document).cloned();
        let figure = Figure {
            id: FigureId(reader.get(1)?),
            indicator: IndicatorId(reader.get(2)?),
            tier: TierId(reader.get(3)?),
            area: AreaCode(reader.get(4)?),
            breakdown: reader.parsed(BREAKDOWN, "breakdown", |text| text.parse::<Breakdown>().ok())?,
            period: reader.parsed(5, "period", |text| text.parse::<Period>().ok())?,
            measure: reader.parsed(6, "measure", |text| {
                [Measure::Stock, Measure::Flow].into_iter().find(|measure| measure.name() == text)
            })?,
            quantity: Quantity {
                printed: reader.get(7)?,
                precision: reader.parsed(8, "precision", Precision::from_name)?,
                value: reader.get(9)?,
                bounds: None,
            },
            unit: UnitId(reader.get(13)?),
            status: reader.parsed(14, "status", Status::from_code)?,
            origin: Origin {
                document: document.ok_or_else(|| reader.unknown("document_id", "no document".to_owned()))?,
                cell: CellRef {
                    file: own_file.unwrap_or_else(|| file.clone()),
                    sheet: sheet.and_then(|sheet| self.sheets.get(&sheet).cloned()),
                    row: reader.get(18)?,
                    column: reader.get(19)?,
                },
                content_hash: own_hash.unwrap_or_else(|| content_hash.clone()),
                known_on: reader.day(21)?,
                source_rank: reader.get(22)?,
                phrase: reader.get(23)?,
            },
            correction: match (reader.get(24)?, reader.get(25)?) {
                (Some(expected), Some(reason)) => Some(Correction { expected, reason }),
                _ => None,
            },
        };
        Ok(Candidate { figure, sequence: *sequence })
    }
}

/// The three columns that hold bounds: lower, upper, and what the upper one is.
type BoundsColumns<'k> = (Option<f64>, Option<f64>, Option<&'k str>);

/// Bounds as the columns hold them.
pub(crate) fn bounds_columns(bounds: Option<Bounds>) -> BoundsColumns<'static> {
    let Some(bounds) = bounds else { return (None, None, None) };
    let kind = match bounds.upper() {
        Upper::Closed(_) => "closed",
        Upper::Open(_) => "open",
        Upper::Unbounded => "unbounded",
    };
    (Some(bounds.lower()), bounds.upper_value(), Some(kind))
}

/// Bounds from the three columns that hold them; `Err` with what stands there where they are none.
pub(crate) fn bounds_of(
    lower: Option<f64>,
    upper: Option<f64>,
    kind: Option<&str>,
) -> Result<Option<Bounds>, String> {
    let unknown = || format!("{lower:?}, {upper:?}, {kind:?}");
    interval((lower, upper, kind)).ok_or_else(unknown)?.map_err(|_| unknown())
}

/// The same, told apart: `None` where the columns hold what nobody writes, `Err` where they hold no interval.
fn interval((lower, upper, kind): BoundsColumns<'_>) -> Option<Result<Option<Bounds>, BoundsError>> {
    let bounds = match (lower, upper, kind) {
        (None, None, None) => return Some(Ok(None)),
        (Some(lower), Some(upper), Some("closed")) => Bounds::closed(lower, upper),
        (Some(lower), Some(upper), Some("open")) => Bounds::half_open(lower, upper),
        (Some(lower), None, Some("unbounded")) => Bounds::at_least(lower),
        _ => return None,
    };
    Some(bounds.map(Some))
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
        let text = self.row.get_ref(index).map_err(|error| StoreError::of(self.path, error))?;
        let text = text.as_str().map_err(|error| self.unknown(column, error.to_string()))?;
        parse(text).ok_or_else(|| self.unknown(column, text.to_owned()))
    }

    fn day(&self, index: usize) -> Result<Date, StoreError> {
        let days: i64 = self.get(index)?;
        day_of_number(days).ok_or_else(|| self.unknown("known_on", days.to_string()))
    }

    fn bounds(&self) -> Result<Option<Bounds>, StoreError> {
        let kind = self.upper_kind()?;
        let columns = (self.get(10)?, self.get(11)?, kind.as_deref());
        interval(columns).and_then(Result::ok).ok_or_else(|| self.unknown_bounds(columns))
    }

    fn upper_kind(&self) -> Result<Option<String>, StoreError> {
        self.get(12)
    }

    fn unknown_bounds(&self, (lower, upper, kind): BoundsColumns<'_>) -> StoreError {
        self.unknown("lower, upper, upper_kind", format!("{lower:?}, {upper:?}, {kind:?}"))
    }

    fn unknown(&self, column: &'static str, value: String) -> StoreError {
        StoreError::UnknownValue { path: self.path.to_owned(), table: "figures", column, value }
    }
}

/// Reads one row of the documents table: number, publisher, title, edition, url, published on, received on, layout, titles in
/// Chinese and English.
fn document(row: &Row<'_>, path: &Path) -> Result<(i64, Document), StoreError> {
    let fault = |error| StoreError::of(path, error);
    let unknown =
        |column, value| StoreError::UnknownValue { path: path.to_owned(), table: "documents", column, value };
    let day = |index: usize, column: &'static str| -> Result<Option<Date>, StoreError> {
        let text: Option<String> = row.get(index).map_err(fault)?;
        text.map(|text| text.parse().map_err(|_| unknown(column, text))).transpose()
    };
    let layout: String = row.get(7).map_err(fault)?;
    let known = [DocumentLayout::AsReceived, DocumentLayout::Retyped]
        .into_iter()
        .find(|known| layout_name(*known) == layout);
    let document = Document {
        publisher: row.get(1).map_err(fault)?,
        title: row.get(2).map_err(fault)?,
        title_zh: row.get(8).map_err(fault)?,
        title_en: row.get(9).map_err(fault)?,
        edition: row.get(3).map_err(fault)?,
        url: row.get(4).map_err(fault)?,
        published_on: day(5, "published_on")?,
        received_on: day(6, "received_on")?,
        layout: known.ok_or_else(|| unknown("layout", layout))?,
    };
    Ok((row.get(0).map_err(fault)?, document))
}
