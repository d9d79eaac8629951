//! What is kept back, as rows of the ledger, and back.

use crate::checksum::Fnv;
use crate::error::StoreError;
use crate::imports::ImportRecord;
use crate::row;
use crate::snapshot::Snapshot;
use rusqlite::{Row, Statement, named_params, params_from_iter};
use tierstat_model::{CellRef, FigureId, KeptBack, Localized, Precision, Quantity};

/// Appends one.
pub(crate) const INSERT: &str = "INSERT INTO kept_back (import_id, ordinal, figure_id, file, sheet_id, row, \"column\", printed, \
    precision, value, lower, upper, upper_kind, parts, rule, reason_zh, reason_en, settled_by, checksum) VALUES (:import_id, \
    :ordinal, :figure_id, :file, :sheet_id, :row, :column, :printed, :precision, :value, :lower, :upper, :upper_kind, :parts, \
    :rule, :reason_zh, :reason_en, :settled_by, :checksum)";

/// What a query selects, in the order in which [`Snapshot::read_kept_back`] takes it.
const COLUMNS: &str = "import_id, ordinal, figure_id, file, sheet_id, row, \"column\", printed, precision, value, lower, upper, \
    upper_kind, parts, rule, reason_zh, reason_en, settled_by, checksum";

/// Binds one to [`INSERT`] and runs it: import, place in the import, and sheet by number; `file` is that of the import.
pub(crate) fn insert(
    statement: &mut Statement<'_>,
    (import, ordinal, sheet): (i64, i64, Option<i64>),
    file: &str,
    kept: &KeptBack,
) -> rusqlite::Result<usize> {
    let parts = serde_json::to_string(&kept.parts)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let (lower, upper, upper_kind) = row::bounds_columns(kept.quantity.bounds);
    statement.execute(named_params! {
        ":import_id": import,
        ":ordinal": ordinal,
        ":figure_id": kept.id.0,
        ":file": Some(&kept.cell.file).filter(|own| *own != file),
        ":sheet_id": sheet,
        ":row": kept.cell.row,
        ":column": kept.cell.column,
        ":printed": kept.quantity.printed,
        ":precision": kept.quantity.precision.name(),
        ":value": kept.quantity.value,
        ":lower": lower,
        ":upper": upper,
        ":upper_kind": upper_kind,
        ":parts": parts,
        ":rule": kept.rule,
        ":reason_zh": kept.reason.zh,
        ":reason_en": kept.reason.en,
        ":settled_by": kept.settled_by,
        ":checksum": checksum(kept, &parts, (import, ordinal)),
    })
}

/// A sum over everything that is said, the parts as they are written, so that a bit that flips on the disk is found.
fn checksum(kept: &KeptBack, parts: &str, (import, ordinal): (i64, i64)) -> i64 {
    let KeptBack { id, cell, quantity, parts: _, rule, reason, settled_by } = kept;
    let mut sum = Fnv::default();
    for text in [
        id.0.as_str(),
        &cell.file,
        &quantity.printed,
        quantity.precision.name(),
        parts,
        rule,
        &reason.zh,
        &reason.en,
        settled_by,
    ] {
        sum.text(Some(text));
    }
    sum.text(cell.sheet.as_deref());
    for number in [import, ordinal, i64::from(cell.row), i64::from(cell.column)] {
        sum.bytes(&number.to_le_bytes());
    }
    let (lower, upper, upper_kind) = row::bounds_columns(quantity.bounds);
    sum.text(upper_kind);
    for number in [quantity.value, lower, upper] {
        sum.number(number);
    }
    sum.end()
}

impl Snapshot {
    /// What the imports that are answered keep back, ordered by file, sheet, row and column.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn kept_back(&self) -> Result<Vec<KeptBack>, StoreError> {
        let told = self.surroundings()?.sources.told(None);
        let mut kept = self.select_kept_back(None, |import| told.contains(&import.id))?;
        kept.sort_by(|one, other| (&one.cell, &one.id).cmp(&(&other.cell, &other.id)));
        Ok(kept)
    }

    /// How many numbers the imports that are answered keep back.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read.
    pub fn kept_back_count(&self) -> Result<usize, StoreError> {
        let fault = |error| self.fault(error);
        let told = self.surroundings()?.sources.told(None);
        let sql = "SELECT import_id, ordinal FROM kept_back ORDER BY import_id, ordinal";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([]).map_err(fault)?;
        let mut read = self.count_by_import("kept_back")?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(fault)? {
            count += usize::from(told.contains(&read.count(self.place(row)?)?.id));
        }
        read.compare(|written| written.kept_back)?;
        Ok(count)
    }

    /// What one import keeps back, superseded or not, in its order.
    pub(crate) fn kept_back_of(&self, import: i64) -> Result<Vec<KeptBack>, StoreError> {
        self.select_kept_back(Some(import), |_| true)
    }

    /// What any import keeps back.
    pub(crate) fn all_kept_back(&self) -> Result<Vec<KeptBack>, StoreError> {
        self.select_kept_back(None, |_| true)
    }

    fn select_kept_back(
        &self,
        only: Option<i64>,
        wanted: impl Fn(&ImportRecord) -> bool,
    ) -> Result<Vec<KeptBack>, StoreError> {
        let fault = |error| self.fault(error);
        let condition = if only.is_some() { "import_id = ?1" } else { "1" };
        let sql = format!("SELECT {COLUMNS} FROM kept_back WHERE {condition} ORDER BY import_id, ordinal");
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(only)).map_err(fault)?;
        let mut kept = Vec::new();
        let mut read = self.count_by_import("kept_back")?;
        while let Some(row) = rows.next().map_err(fault)? {
            let place = self.place(row)?;
            let import = read.count(place)?;
            if wanted(import) {
                kept.push(self.read_kept_back(row, place, &import.file)?);
            }
        }
        match only {
            Some(import) => read.compare_one(import, |written| written.kept_back)?,
            None => read.compare(|written| written.kept_back)?,
        }
        Ok(kept)
    }

    /// Reads one row of [`COLUMNS`] and compares its checksum.
    fn read_kept_back(
        &self,
        row: &Row<'_>,
        place: (i64, i64),
        file_of_import: &str,
    ) -> Result<KeptBack, StoreError> {
        let fault = |error| self.fault(error);
        let unknown = |column, value| self.unknown("kept_back", column, value);
        let number: Option<i64> = row.get(4).map_err(fault)?;
        let name = |number| self.surroundings().map(|around| around.sheet(number).map(str::to_owned));
        let sheet = match number {
            Some(number) => Some(name(number)?.ok_or_else(|| unknown("sheet_id", number.to_string()))?),
            None => None,
        };
        let file: Option<String> = row.get(3).map_err(fault)?;
        let precision: String = row.get(8).map_err(fault)?;
        let kind: Option<String> = row.get(12).map_err(fault)?;
        let (lower, upper) = (row.get(10).map_err(fault)?, row.get(11).map_err(fault)?);
        let parts: String = row.get(13).map_err(fault)?;
        let kept = KeptBack {
            id: FigureId(row.get(2).map_err(fault)?),
            cell: CellRef {
                file: file.unwrap_or_else(|| file_of_import.to_owned()),
                sheet,
                row: row.get(5).map_err(fault)?,
                column: row.get(6).map_err(fault)?,
            },
            quantity: Quantity {
                printed: row.get(7).map_err(fault)?,
                precision: Precision::from_name(&precision)
                    .ok_or_else(|| unknown("precision", precision.clone()))?,
                bounds: row::bounds_of(lower, upper, kind.as_deref())
                    .map_err(|found| unknown("lower, upper, upper_kind", found))?,
                value: row.get(9).map_err(fault)?,
            },
            parts: serde_json::from_str(&parts)
                .map_err(|_| unknown("parts", parts.chars().take(80).collect()))?,
            rule: row.get(14).map_err(fault)?,
            reason: Localized::new(
                row.get::<_, String>(15).map_err(fault)?,
                row.get::<_, String>(16).map_err(fault)?,
            ),
            settled_by: row.get(17).map_err(fault)?,
        };
        let stored: i64 = row.get(18).map_err(fault)?;
        if stored != checksum(&kept, &parts, place) {
            return Err(StoreError::Damaged {
                path: self.path.clone(),
                reason: format!("{} that is kept back does not match its checksum", kept.id),
            });
        }
        Ok(kept)
    }
}
