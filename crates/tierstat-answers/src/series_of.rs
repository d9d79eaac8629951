//! Which series a row is about: one of the ledger, or one that a file names.

use crate::series::names_of;
use crate::voice::Voice;
use tierstat_model::{CodeLists, Language, Localized};
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

/// Which series: one of the ledger, or one that a file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeriesOf {
    /// A series of the ledger.
    Ledger(SeriesId),
    /// A series that is called so.
    Named(String),
}

impl SeriesOf {
    /// What programs tell it by: the name in a file; of the ledger indicator, area and tier, and which part it is where it is one.
    ///
    /// ```
    /// use tierstat_answers::SeriesOf;
    /// use tierstat_model::{AreaCode, IndicatorId, TierId};
    /// use tierstat_stats::known_number::SeriesId;
    ///
    /// let series = SeriesId {
    ///     indicator: IndicatorId("clubs".into()),
    ///     tier: TierId("county".into()),
    ///     area: AreaCode("110000".into()),
    ///     breakdown: tierstat_model::Breakdown::whole(),
    /// };
    /// assert_eq!(SeriesOf::Ledger(series).key(), "clubs/110000/county");
    /// ```
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Ledger(series) => {
                let whole = format!("{}/{}/{}", series.indicator.0, series.area.0, series.tier.0);
                // Two parts of one indicator are two series.
                if series.breakdown.is_whole() { whole } else { format!("{whole}/{}", series.breakdown) }
            }
            Self::Named(name) => name.clone(),
        }
    }

    /// The series of the ledger, where it is one.
    #[must_use]
    pub fn ledger(&self) -> Option<&SeriesId> {
        match self {
            Self::Ledger(series) => Some(series),
            Self::Named(_) => None,
        }
    }

    /// What it is called in a table.
    #[must_use]
    pub fn name(&self, voice: &Voice<'_>) -> String {
        match self {
            Self::Ledger(series) => names_of(series, voice.lists, voice.language).join(" · "),
            Self::Named(name) => name.clone(),
        }
    }

    /// What it is called in a table, in both languages.
    #[must_use]
    pub fn names(&self, lists: &CodeLists) -> Localized {
        let [zh, en] =
            [Language::Chinese, Language::English].map(|language| self.name(&Voice { lists, language }));
        Localized::new(zh, en)
    }

    /// What it is called in a sentence.
    #[must_use]
    pub fn subject(&self, voice: &Voice<'_>) -> String {
        match self {
            Self::Ledger(series) => {
                let [indicator, area, tier] = names_of(series, voice.lists, voice.language);
                words::subject(&indicator, &area, &tier, voice.language)
            }
            Self::Named(name) => name.clone(),
        }
    }

    /// The unit behind its numbers, where the language says one.
    #[must_use]
    pub fn unit<'a>(&self, voice: &Voice<'a>) -> &'a str {
        self.ledger().map_or("", |series| words::unit_word(voice.lists, &series.indicator, voice.language))
    }
}
