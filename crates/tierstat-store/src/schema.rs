//! The schema of the ledger: the one place where tables are made. How older ones become new is told in `migration`.

/// The number in `PRAGMA application_id` that marks a SQLite file as a ledger: the letters `tier`.
pub(crate) const APPLICATION_ID: i64 = 0x7469_6572;

/// The schema that this program writes, kept in `PRAGMA user_version`.
pub(crate) const VERSION: i64 = 7;

/// Makes the tables of what was taken in. Nothing in them is ever changed or deleted: triggers refuse it.
///
/// An import says how many figures, kept back ones and findings it wrote, so that a lost one is missed, and has a checksum of
/// its own. Which imports are answered, `sources` says.
const CREATE: &str = "
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
    kept_back           INTEGER NOT NULL DEFAULT 0,
    figures             INTEGER NOT NULL DEFAULT 0,
    findings            INTEGER NOT NULL DEFAULT 0,
    checksum            INTEGER NOT NULL DEFAULT 0,
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
    layout       TEXT NOT NULL,
    title_zh     TEXT,
    title_en     TEXT
) STRICT;
CREATE INDEX documents_by_title ON documents (title, publisher, edition);

CREATE TABLE findings (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    ordinal   INTEGER NOT NULL,
    finding   TEXT NOT NULL,
    checksum  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (import_id, ordinal)
) STRICT, WITHOUT ROWID;
";

/// Makes the table of what repeats from figure to figure: indicator, tier, area, measure and unit.
///
/// A breakdown says which part of an indicator is counted, such as women among members; empty where it is the whole.
pub(crate) const CREATE_SERIES: &str = "
CREATE TABLE series (
    id        INTEGER PRIMARY KEY,
    indicator TEXT NOT NULL,
    tier      TEXT NOT NULL,
    area      TEXT NOT NULL,
    measure   TEXT NOT NULL,
    unit      TEXT NOT NULL,
    breakdown TEXT NOT NULL DEFAULT '',
    UNIQUE (indicator, area, tier, measure, unit, breakdown)
) STRICT;
";

/// Makes the second way to the series.
///
/// Figures are found by the unique index, their counts by this one: two indices have no page in common, so what a fault hides
/// from one way is missed on the other.
pub(crate) const CREATE_SECOND_WAY: &str =
    "CREATE INDEX series_by_indicator ON series (indicator, tier, area);\n";

/// Makes the tables of figures.
///
/// What repeats from figure to figure stands once: what it counts in `series`, the names of sheets in `sheets`, file and
/// content with the import (a figure holds its own only where it differs). Days are counted from 1970-01-01. A checksum over
/// all that a figure says, with what it points to, is compared whenever it is read. Figures are clustered by question, so that
/// all answers to one question, and all periods of one series, lie side by side; the second index finds a figure by its id and
/// keeps ids unique within an import; `import_series` tells which series an import touched, without a walk over all figures,
/// and how many it added, so that a lost one is missed.
pub(crate) const CREATE_FIGURES: &str = "
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

/// Makes the table of figures that are kept back: numbers of which every part has a value and one is in doubt.
///
/// They are no figures, so no query for figures comes here. The parts are a JSON text, each with its value, how it was come by
/// and what it might be instead; file and sheet stand as they do with figures.
pub(crate) const CREATE_KEPT_BACK: &str = "
CREATE TABLE kept_back (
    import_id  INTEGER NOT NULL REFERENCES imports (id),
    ordinal    INTEGER NOT NULL,
    figure_id  TEXT NOT NULL,
    file       TEXT,
    sheet_id   INTEGER REFERENCES sheets (id),
    row        INTEGER NOT NULL,
    \"column\"   INTEGER NOT NULL,
    printed    TEXT NOT NULL,
    precision  TEXT NOT NULL,
    value      REAL,
    lower      REAL,
    upper      REAL,
    upper_kind TEXT,
    parts      TEXT NOT NULL,
    rule       TEXT NOT NULL,
    reason_zh  TEXT NOT NULL,
    reason_en  TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    checksum   INTEGER NOT NULL,
    PRIMARY KEY (import_id, ordinal)
) STRICT, WITHOUT ROWID;
";

/// Makes the table that says which import stands for each file: a line whenever that changes, numbered without gaps.
///
/// Without an import a file is no longer a source, from that day on, and `says` tells why; `other` is the name under which it
/// stands instead. Days are counted from 1970-01-01. The index counts the lines on pages of its own, so that a lost one is missed.
pub(crate) const CREATE_SOURCES: &str = "
CREATE TABLE sources (
    id        INTEGER PRIMARY KEY,
    file      TEXT NOT NULL,
    import_id INTEGER REFERENCES imports (id),
    since     INTEGER NOT NULL,
    says      TEXT NOT NULL,
    other     TEXT,
    checksum  INTEGER NOT NULL
) STRICT;
CREATE INDEX sources_by_file ON sources (file, id);
";

/// What makes all tables of a new ledger.
pub(crate) const TABLES: [&str; 6] =
    [CREATE, CREATE_SERIES, CREATE_SECOND_WAY, CREATE_FIGURES, CREATE_KEPT_BACK, CREATE_SOURCES];

/// The tables in which nothing may change once it stands there.
pub(crate) const APPEND_ONLY: [&str; 10] = [
    "contents",
    "imports",
    "documents",
    "findings",
    "series",
    "sheets",
    "figures",
    "import_series",
    "kept_back",
    "sources",
];

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
