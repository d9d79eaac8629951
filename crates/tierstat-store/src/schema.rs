//! The schema of the ledger: the one place where tables are made, and where older ones become new.

/// The number in `PRAGMA application_id` that marks a SQLite file as a ledger: the letters `tier`.
pub(crate) const APPLICATION_ID: i64 = 0x7469_6572;

/// The schema that this program writes, kept in `PRAGMA user_version`.
pub(crate) const VERSION: i64 = 2;

/// Makes the tables that no schema since the first has changed. Nothing in them is ever changed or deleted: triggers
/// refuse it.
///
/// An import is current while no later import read the same bytes in another way, so superseding needs no mark.
pub(crate) const CREATE: &str = "
CREATE TABLE contents (
    hash  TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE imports (
    id                  INTEGER PRIMARY KEY,
    file                TEXT NOT NULL,
    content_hash        TEXT NOT NULL REFERENCES contents (hash),
    interpretation_hash TEXT NOT NULL,
    imported_on         TEXT NOT NULL,
    UNIQUE (content_hash, interpretation_hash, id)
) STRICT;
CREATE INDEX imports_by_file ON imports (file, id);

CREATE TABLE documents (
    id           INTEGER PRIMARY KEY,
    publisher    TEXT NOT NULL,
    title        TEXT NOT NULL,
    edition      TEXT NOT NULL,
    url          TEXT,
    published_on TEXT,
    received_on  TEXT,
    layout       TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_title ON documents (title, publisher, edition);

CREATE TABLE findings (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    ordinal   INTEGER NOT NULL,
    finding   TEXT NOT NULL,
    PRIMARY KEY (import_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_imports AS
    SELECT * FROM imports AS this
    WHERE NOT EXISTS (
        SELECT 1 FROM imports AS later WHERE later.content_hash = this.content_hash AND later.id > this.id
    );
";

/// Makes the tables of figures.
///
/// What repeats from figure to figure stands once: indicator, tier, area, measure and unit in `series`, the names of sheets
/// in `sheets`, file and content with the import (a figure holds its own only where it differs). Days are counted from
/// 1970-01-01. A checksum over all that a figure says, with what it points
/// to, is compared whenever it is read. Figures are clustered by question, so that all answers to one question, and all periods of one series, lie
/// side by side; the second index finds a figure by its id and keeps ids unique within an import; `import_series` tells which
/// series an import touched, without a walk over all figures, and how many it added, so that a lost one is missed.
pub(crate) const CREATE_FIGURES: &str = "
CREATE TABLE series (
    id        INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL,
    tier      TEXT NOT NULL,
    area      TEXT NOT NULL,
    measure   TEXT NOT NULL,
    unit      TEXT NOT NULL,
    UNIQUE (indicator, area, tier, measure, unit)
) STRICT;

CREATE TABLE sheets (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE figures (
    series_id           INTEGER NOT NULL REFERENCES series (id),
    last_day            INTEGER NOT NULL,
    import_id           INTEGER NOT NULL REFERENCES imports (id),
    figure_id           TEXT NOT NULL,
    period              TEXT NOT NULL,
    printed             TEXT NOT NULL,
    precision           TEXT NOT NULL,
    value               REAL,
    lower               REAL,
    upper               REAL,
    upper_kind          TEXT,
    status              TEXT NOT NULL,
    document_id         INTEGER NOT NULL REFERENCES documents (id),
    sheet_id            INTEGER REFERENCES sheets (id),
    row                 INTEGER NOT NULL,
    \"column\"            INTEGER NOT NULL,
    known_on            INTEGER NOT NULL,
    source_rank         INTEGER NOT NULL,
    file                TEXT,
    content_hash        TEXT,
    phrase              TEXT,
    correction_expected TEXT,
    correction_reason   TEXT,
    checksum            INTEGER NOT NULL,
    PRIMARY KEY (series_id, last_day, import_id, figure_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE import_series (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    series_id INTEGER NOT NULL REFERENCES series (id),
    figures   INTEGER NOT NULL,
    PRIMARY KEY (series_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_by_import ON import_series (import_id, series_id);
CREATE UNIQUE INDEX figures_by_id ON figures (figure_id, import_id);
";

/// Takes the figures of schema 1 over: there each row repeated everything, and days were texts.
pub(crate) const FROM_SCHEMA_1: &str = "
INSERT INTO series (indicator, tier, area, measure, unit)
    SELECT DISTINCT indicator, tier, area, measure, unit FROM figures_1 ORDER BY indicator, area, tier, measure, unit;
INSERT INTO sheets (name) SELECT DISTINCT sheet FROM figures_1 WHERE sheet IS NOT NULL ORDER BY sheet;
INSERT INTO figures (series_id, last_day, import_id, figure_id, period, printed, precision, value, lower, upper, upper_kind,
        status, document_id, sheet_id, row, \"column\", known_on, source_rank, file, content_hash, phrase,
        correction_expected, correction_reason, checksum)
    SELECT s.id, CAST(julianday(f.last_day) - 2440587.5 AS INTEGER), f.import_id, f.figure_id, f.period, f.printed,
        f.precision, f.value, f.lower, f.upper, f.upper_kind, f.status, f.document_id, h.id, f.row, f.\"column\",
        CAST(julianday(f.known_on) - 2440587.5 AS INTEGER), f.source_rank, nullif(f.file, i.file),
        nullif(f.content_hash, i.content_hash), f.phrase, f.correction_expected, f.correction_reason, 0
    FROM figures_1 AS f
    JOIN series AS s USING (indicator, tier, area, measure, unit)
    JOIN imports AS i ON i.id = f.import_id
    LEFT JOIN sheets AS h ON h.name = f.sheet;
INSERT INTO import_series (import_id, series_id, figures)
    SELECT import_id, series_id, count(*) FROM figures GROUP BY series_id, import_id;
DROP TABLE figures_1;
";

/// The tables in which nothing may change once it stands there.
pub(crate) const APPEND_ONLY: [&str; 8] =
    ["contents", "imports", "documents", "findings", "series", "sheets", "figures", "import_series"];
/// Those of them that schema 1 did not have.
pub(crate) const SINCE_SCHEMA_1: [&str; 4] = ["series", "sheets", "figures", "import_series"];

/// The triggers that hold one table append-only.
pub(crate) fn append_only_triggers(table: &str) -> String {
    ["UPDATE", "DELETE"]
        .iter()
        .map(|action| {
            format!(
                "CREATE TRIGGER {table}_no_{} BEFORE {action} ON {table} BEGIN \
                 SELECT RAISE(ABORT, 'the ledger is append-only'); END;\n",
                action.to_lowercase()
            )
        })
        .collect()
}
