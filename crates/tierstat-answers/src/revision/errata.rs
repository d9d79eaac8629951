//! The list of errata: what was said on the earlier day and is said otherwise on the later one, and what is corrected.

use super::changes::changes;
use crate::error::AnswerError;
use crate::row::{Field, Row};
use crate::selection::Selection;
use crate::voice::Voice;
use jiff::civil::Date;
use tierstat_model::{
    Bounds, CodeLists, Document, Figure, FigureLookup, FigureQuery, Language, Localized, Reading, SeriesKey,
};
use tierstat_stats::revision::{Change, ChangeKind};
use tierstat_words as words;

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Erratum {
    /// The question.
    pub key: SeriesKey,
    /// What was printed.
    pub printed: String,
    /// What is to be read in its place, as it is written; `None` where nothing is.
    pub read: Option<String>,
    /// That number.
    pub number: Option<Bounds>,
    /// Why.
    pub reason: Reason,
}

/// Why something else is to be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// No source says it any more.
    Withdrawn,
    /// A document that became known later prints it otherwise.
    Revised {
        /// The document; `None` for a sum of ours without parts.
        by: Option<Box<(Document, Date)>>,
    },
    /// The project corrected it.
    Corrected {
        /// Why, as the correction says.
        reason: String,
    },
}

/// The list of errata of a selection between two days.
///
/// # Errors
/// [`AnswerError::Question`] where the later day comes first, or nothing was known on either.
pub fn errata(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    days: [Date; 2],
) -> Result<Vec<Erratum>, AnswerError> {
    let found = changes(lookup, lists, selection, days)?;
    let readings = lookup.readings(&FigureQuery { known_on: Some(days[1]), ..selection.query() })?;
    let revised = found.all.iter().filter_map(revised);
    Ok(revised.chain(readings.iter().filter_map(corrected)).collect())
}

impl Erratum {
    /// The question in words.
    #[must_use]
    pub fn question(&self, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        [
            words::indicator_name(lists, &self.key.indicator, language),
            words::tier_name(lists, &self.key.tier, language),
            words::area_name(lists, &self.key.area, language),
            words::period(self.key.period, language),
        ]
        .join(" · ")
    }

    /// What is to be read, for people.
    #[must_use]
    pub fn read(&self) -> &str {
        self.read.as_deref().unwrap_or("—")
    }
}

impl Reason {
    /// The code for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Revised { .. } => "revised",
            Self::Corrected { .. } => "corrected",
        }
    }

    /// The words for people.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        match (self, language) {
            (Self::Withdrawn, Language::Chinese) => "已没有来源这样说".to_owned(),
            (Self::Withdrawn, Language::English) => "no source says so any more".to_owned(),
            (Self::Revised { by: None }, _) => String::new(),
            (Self::Revised { by: Some(by) }, Language::Chinese) => {
                format!("据《{}》（{}）", by.0.title, by.1)
            }
            (Self::Revised { by: Some(by) }, Language::English) => {
                format!("as printed in \"{}\" ({})", by.0.title, by.1)
            }
            (Self::Corrected { reason }, Language::Chinese) => format!("更正：{reason}"),
            (Self::Corrected { reason }, Language::English) => format!("correction: {reason}"),
        }
    }

    fn by(&self) -> Option<&(Document, Date)> {
        match self {
            Self::Revised { by } => by.as_deref(),
            Self::Withdrawn | Self::Corrected { .. } => None,
        }
    }
}

impl Row for Erratum {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.key.indicator).for_programs(),
            Field::tier(|row: &Self| &row.key.tier).for_programs(),
            Field::area(|row: &Self| &row.key.area).for_programs(),
            Field::period("period", ["", ""], |row: &Self| Some(row.key.period)).for_programs(),
            Field::told("question", ["数据", "figure"], |row, voice| row.question(voice)),
            Field::text("printed", ["原作", "for"], |row| row.printed.clone()),
            Field::text_or_none("read", ["", ""], |row: &Self| row.read.clone()).for_programs(),
            Field::count("number", ["", ""], |row: &Self| row.number).for_programs(),
            Field::told("read", ["应作", "read"], |row, _| row.read().to_owned()),
            Field::told("reason", ["理由", "reason"], |row, voice| row.reason.said(voice.language)),
            Field::code("reason", ["", ""], |row: &Self| row.reason.code(), |_| Localized::default())
                .for_programs(),
            Field::text_or_none("document", ["", ""], |row: &Self| {
                row.reason.by().map(|(document, _)| document.title.clone())
            })
            .for_programs(),
            Field::text_or_none("known_on", ["", ""], |row: &Self| {
                row.reason.by().map(|(_, day)| day.to_string())
            })
            .for_programs(),
            Field::text_or_none("correction", ["", ""], |row: &Self| match &row.reason {
                Reason::Corrected { reason } => Some(reason.clone()),
                Reason::Withdrawn | Reason::Revised { .. } => None,
            })
            .for_programs(),
        ]
    }
}

fn revised(change: &Change) -> Option<Erratum> {
    let old = change.old.as_ref()?;
    let (new, reason) = match change.kind {
        ChangeKind::Withdrawn => (None, Reason::Withdrawn),
        ChangeKind::Revised => {
            let new = change.new.as_ref()?;
            let by = |figure: &Figure| Box::new((figure.origin.document.clone(), figure.origin.known_on));
            (Some(new), Reason::Revised { by: new.figures.first().map(by) })
        }
        ChangeKind::New | ChangeKind::Confirmed | ChangeKind::Incomplete => return None,
    };
    Some(Erratum {
        key: change.key.clone(),
        printed: old.printed.clone(),
        read: new.map(|answer| answer.printed.clone()),
        number: new.map(|answer| answer.bounds),
        reason,
    })
}

fn corrected(reading: &Reading) -> Option<Erratum> {
    let correction = reading.figure.correction.as_ref()?;
    Some(Erratum {
        key: reading.key.clone(),
        printed: correction.expected.clone(),
        read: Some(reading.figure.quantity.value.map(words::count)?),
        number: reading.figure.quantity.bounds,
        reason: Reason::Corrected { reason: correction.reason.clone() },
    })
}
