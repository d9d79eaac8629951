//! Proving that the ledger is whole: pages, hashes, origins.

use crate::error::StoreError;
use crate::set_aside::SetAside;
use crate::snapshot::{Snapshot, sha256};
use rusqlite::OptionalExtension;
use tierstat_model::{Finding, Localized, Severity};

impl Snapshot {
    /// Looks the whole ledger over: SQLite's own check, the hash of every kept file, the import of every figure, and all that is kept back.
    ///
    /// # Errors
    /// [`StoreError`] where the ledger cannot be read at all.
    pub fn verify(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = self.damages()?;
        findings.extend(SetAside::findings(&self.set_aside.take()));
        Ok(findings)
    }

    /// The same without the figures that are set aside, which are no damage: they are noted.
    pub(crate) fn damages(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let texts = |sql: &str| -> Result<Vec<String>, StoreError> {
            let mut statement = self.connection.prepare(sql).map_err(|error| self.fault(error))?;
            let rows = statement.query_map([], |row| row.get(0)).map_err(|error| self.fault(error))?;
            rows.collect::<Result<_, _>>().map_err(|error| self.fault(error))
        };
        for line in texts("PRAGMA integrity_check")?.into_iter().filter(|line| line != "ok") {
            findings.push(damage(
                "ledger.pages",
                Localized::new(
                    format!("账本的页有误：{line}"),
                    format!("a page of the ledger is wrong: {line}"),
                ),
            ));
        }
        for hash in texts("SELECT hash FROM contents ORDER BY hash")? {
            let sql = "SELECT bytes FROM contents WHERE hash = ?1";
            let bytes: Option<Vec<u8>> = self
                .connection
                .query_row(sql, [&hash], |row| row.get(0))
                .optional()
                .map_err(|error| self.fault(error))?;
            let found = sha256(&bytes.unwrap_or_default());
            if found != hash {
                findings.push(damage(
                    "ledger.content",
                    Localized::new(
                        format!("所存文件 {hash} 的内容散列为 {found}"),
                        format!("the kept file {hash} has the hash {found}"),
                    ),
                ));
            }
        }
        let orphans = "SELECT DISTINCT figure_id FROM figures LEFT JOIN imports ON imports.id = import_id \
                       WHERE imports.id IS NULL ORDER BY figure_id";
        for id in texts(orphans)? {
            findings.push(damage(
                "ledger.origin",
                Localized::new(format!("数据 {id} 没有导入记录"), format!("figure {id} has no import")),
            ));
        }
        // Nothing is ever deleted, so the numbers of rows have no gaps.
        for table in ["series", "sheets", "documents", "imports", "sources"] {
            let gap = format!(
                "SELECT printf('%d of %d', count(*), max(id)) FROM {table} HAVING count(*) <> max(id)"
            );
            for text in texts(&gap)? {
                findings.push(damage(
                    "ledger.rows",
                    Localized::new(
                        format!("表 {table} 的行有缺：{text}"),
                        format!("rows of the table {table} are missing: {text}"),
                    ),
                ));
            }
        }
        if let Err(error) = self.surroundings() {
            findings.push(damage("ledger.sources", error.localized()));
        }
        // Every figure is read, with its checksum, and counted.
        if let Err(error) = self.candidates(&tierstat_model::FigureQuery::of_all()) {
            findings.push(damage("ledger.figures", error.localized()));
        }
        if let Err(error) = self.all_kept_back() {
            findings.push(damage("ledger.kept-back", error.localized()));
        }
        if let Err(error) = self.findings() {
            findings.push(damage("ledger.findings", error.localized()));
        }
        Ok(findings)
    }
}

fn damage(rule: &str, message: Localized) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: rule.to_owned(),
        cells: Vec::new(),
        message,
        hint: Localized::new(
            "把账本文件移到别处，再运行 tierstat import 重建",
            "move the ledger's file away and run tierstat import to make it again",
        ),
    }
}
