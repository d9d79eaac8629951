//! What happened to one file, as a row.

use crate::codes;
use serde::{Deserialize, Serialize};
use tierstat_answers::{Field, Row};
use tierstat_store::ImportRecord;

/// What happened to one file.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) file: String,
    pub(crate) outcome: LineOutcome,
}

/// Taken in, known already, not readable, or missed where it was found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum LineOutcome {
    TakenIn {
        figures: usize,
        kept_back: usize,
        added: usize,
        revised: usize,
        confirmed: usize,
        vanished: usize,
    },
    WouldBeTakenIn {
        figures: usize,
        kept_back: usize,
    },
    AlreadyKnown {
        since: String,
        under: String,
    },
    Unreadable,
    Missed {
        is_renamed: bool,
        /// Whether that is only said and not written down.
        is_preview: bool,
    },
}

impl LineOutcome {
    pub(super) fn already_known(import: ImportRecord) -> Self {
        Self::AlreadyKnown { since: import.imported_on.to_string(), under: import.file }
    }
}

impl LineOutcome {
    /// The code of it.
    fn code(&self) -> &'static str {
        match self {
            Self::TakenIn { .. } => "imported",
            Self::WouldBeTakenIn { .. } => "would-import",
            Self::AlreadyKnown { .. } => "already-known",
            Self::Unreadable => "unreadable",
            Self::Missed { is_renamed: false, is_preview: false } => "gone",
            Self::Missed { is_renamed: true, is_preview: false } => "renamed",
            Self::Missed { is_renamed: false, is_preview: true } => "would-be-gone",
            Self::Missed { is_renamed: true, is_preview: true } => "would-be-renamed",
        }
    }

    /// How many figures there are in it, and how many are kept back.
    fn read(&self) -> Option<[usize; 2]> {
        match self {
            Self::TakenIn { figures, kept_back, .. } | Self::WouldBeTakenIn { figures, kept_back } => {
                Some([*figures, *kept_back])
            }
            Self::AlreadyKnown { .. } | Self::Unreadable | Self::Missed { .. } => None,
        }
    }

    /// How many figures are new, revised, confirmed and vanished.
    fn changed(&self) -> Option<[usize; 4]> {
        match self {
            Self::TakenIn { added, revised, confirmed, vanished, .. } => {
                Some([*added, *revised, *confirmed, *vanished])
            }
            _ => None,
        }
    }
}

impl Row for Line {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("file", ["文件", "file"], |row: &Self| row.file.clone()),
            Field::code(
                "outcome",
                ["结果", "outcome"],
                |row| row.outcome.code(),
                |row| codes::outcome(row.outcome.code()).unwrap_or_default(),
            ),
            Field::how_many("figures", ["数据", "figures"], |row| {
                row.outcome.read().map(|[figures, _]| figures)
            }),
            Field::how_many("kept_back", ["暂缓", "kept back"], |row| {
                row.outcome.read().map(|[_, kept]| kept)
            }),
            Field::how_many("added", ["新增", "added"], |row| {
                row.outcome.changed().map(|changed| changed[0])
            }),
            Field::how_many("revised", ["修订", "revised"], |row| {
                row.outcome.changed().map(|changed| changed[1])
            }),
            Field::how_many("confirmed", ["确认", "confirmed"], |row| {
                row.outcome.changed().map(|changed| changed[2])
            }),
            Field::how_many("vanished", ["消失", "vanished"], |row| {
                row.outcome.changed().map(|changed| changed[3])
            }),
            Field::text_or_none("known_since", ["已知自", "known since"], |row| match &row.outcome {
                LineOutcome::AlreadyKnown { since, under } if *under == row.file => Some(since.clone()),
                LineOutcome::AlreadyKnown { since, under } => Some(format!("{since} ({under})")),
                _ => None,
            }),
        ]
    }
}
