//! The schema of the ledger: the one place where tables are made.

/// The number in `PRAGMA application_id` that marks a SQLite file as a ledger: the letters `tier`.
pub(crate) const APPLICATION_ID: i64 = 0x7469_6572;

/// The schema that this program writes, kept in `PRAGMA user_version`.
pub(crate) const VERSION: i64 = 1;

/// Makes all tables. Nothing in them is ever changed or deleted: triggers refuse it.
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

CREATE TABLE figures (
    import_id           INTEGER NOT NULL REFERENCES imports (id),
    figure_id           TEXT NOT NULL,
    indicator           TEXT NOT NULL,
    tier                TEXT NOT NULL,
    area                TEXT NOT NULL,
    period              TEXT NOT NULL,
    last_day            TEXT NOT NULL,
    measure             TEXT NOT NULL,
    printed             TEXT NOT NULL,
    precision           TEXT NOT NULL,
    value               REAL,
    lower               REAL,
    upper               REAL,
    upper_kind          TEXT,
    unit                TEXT NOT NULL,
    status              TEXT NOT NULL,
    document_id         INTEGER NOT NULL REFERENCES documents (id),
    file                TEXT NOT NULL,
    sheet               TEXT,
    row                 INTEGER NOT NULL,
    \"column\"            INTEGER NOT NULL,
    content_hash        TEXT NOT NULL,
    known_on            TEXT NOT NULL,
    source_rank         INTEGER NOT NULL,
    phrase              TEXT,
    correction_expected TEXT,
    correction_reason   TEXT,
    PRIMARY KEY (import_id, figure_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_by_question ON figures (indicator, area, tier, last_day);
CREATE INDEX figures_by_id ON figures (figure_id);

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

/// The tables in which nothing may change once it stands there.
pub(crate) const APPEND_ONLY: [&str; 5] = ["contents", "imports", "documents", "figures", "findings"];

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
