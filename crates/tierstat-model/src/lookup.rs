//! The one way in which reports, statistics and checks ask for figures.

use crate::{AreaCode, Breakdowns, Figure, IndicatorId, Localized, Period, SeriesKey, TierId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which figures are asked for; an empty list asks for all, and which breakdowns are meant is always said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureQuery {
    /// Only these breakdowns.
    pub breakdowns: Breakdowns,
    /// Only these indicators.
    pub indicators: Vec<IndicatorId>,
    /// Only these tiers.
    pub tiers: Vec<TierId>,
    /// Only these areas.
    pub areas: Vec<AreaCode>,
    /// Only figures whose period ends on or after the first day of this one.
    pub from: Option<Period>,
    /// Only figures whose period ends on or before the last day of this one.
    pub to: Option<Period>,
    /// Only what was known on this day; `None` asks for all that is known.
    pub known_on: Option<Date>,
}

impl FigureQuery {
    /// All figures of some breakdowns.
    #[must_use]
    pub fn of(breakdowns: Breakdowns) -> Self {
        Self {
            breakdowns,
            indicators: Vec::new(),
            tiers: Vec::new(),
            areas: Vec::new(),
            from: None,
            to: None,
            known_on: None,
        }
    }

    /// All figures of the whole, broken down by nothing.
    #[must_use]
    pub fn of_wholes() -> Self {
        Self::of(Breakdowns::Whole)
    }

    /// All figures, of wholes and of parts.
    #[must_use]
    pub fn of_all() -> Self {
        Self::of(Breakdowns::All)
    }

    /// Whether a figure is among those asked for.
    #[must_use]
    pub fn accepts(&self, figure: &Figure) -> bool {
        let last_day = figure.period.last_day();
        (self.indicators.is_empty() || self.indicators.contains(&figure.indicator))
            && (self.tiers.is_empty() || self.tiers.contains(&figure.tier))
            && (self.areas.is_empty() || self.areas.contains(&figure.area))
            && self.breakdowns.accepts(&figure.breakdown)
            && self.from.is_none_or(|from| last_day >= from.first_day())
            && self.to.is_none_or(|to| last_day <= to.last_day())
            && self.known_on.is_none_or(|day| figure.origin.known_on <= day)
    }
}

/// The rule by which a reading preferred its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingRule {
    /// There is only one figure.
    OnlyOne,
    /// A correction overrides what is printed.
    Correction,
    /// Its source ranks before the others.
    SourceRank,
    /// The others are marked as of low reliability.
    Reliability,
    /// Of the others nobody knows when their documents came out.
    DatedDocument,
    /// It is known from a later edition.
    LaterEdition,
    /// It is printed more precisely.
    MorePrecise,
    /// All else is equal; the first by origin is taken, so that the answer never depends on order of import.
    FirstByOrigin,
}

impl ReadingRule {
    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OnlyOne => "only-one",
            Self::Correction => "correction",
            Self::SourceRank => "source-rank",
            Self::Reliability => "reliability",
            Self::DatedDocument => "dated-document",
            Self::LaterEdition => "later-edition",
            Self::MorePrecise => "more-precise",
            Self::FirstByOrigin => "first-by-origin",
        }
    }

    /// The reason for which the figure is used, in words that follow "because".
    #[must_use]
    pub fn reason(self) -> Localized {
        match self {
            Self::OnlyOne => Localized::new("只有这一个来源", "it is the only one"),
            Self::Correction => Localized::new("更正优先于原印数", "a correction overrides the print"),
            Self::SourceRank => Localized::new("其来源次序在前", "its source ranks first"),
            Self::Reliability => {
                Localized::new("另一数标为可靠性低", "the other is marked as of low reliability")
            }
            Self::DatedDocument => {
                Localized::new("另一文献的公布日期不明", "nobody knows when the other document came out")
            }
            Self::LaterEdition => Localized::new("它公布较晚", "it was published later"),
            Self::MorePrecise => Localized::new("它印得更精确", "it is printed more precisely"),
            Self::FirstByOrigin => Localized::new(
                "其余相同，按文献名排在前",
                "all else is equal and its document comes first by name",
            ),
        }
    }
}

/// The answer to one question: one figure, the ones it was preferred over, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The question.
    pub key: SeriesKey,
    /// The figure that answers it.
    pub figure: Figure,
    /// The rule that preferred it over the next one.
    pub rule: ReadingRule,
    /// The figures behind it, in order of preference.
    pub behind: Vec<Figure>,
}

impl Reading {
    /// The figures behind it whose bounds cannot hold together with those of the preferred one.
    pub fn conflicts(&self) -> impl Iterator<Item = &Figure> {
        self.behind.iter().filter(|other| match (&self.figure.quantity.bounds, &other.quantity.bounds) {
            (Some(first), Some(second)) => !first.overlaps(second),
            _ => false,
        })
    }
}

/// Why figures could not be looked up.
#[derive(Debug, thiserror::Error)]
#[error("the figures cannot be looked up: {source}")]
pub struct LookupError {
    /// What went wrong underneath.
    #[from]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// A place that answers questions about figures: the ledger, or a list in a test.
pub trait FigureLookup {
    /// One reading for each question that a figure among those asked for answers, ordered by key.
    ///
    /// # Errors
    /// [`LookupError`] where the place cannot be read.
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError>;

    /// The days on which what a query is answered may have changed: here those on which its figures became known; a place that also knows
    /// when files were changed or withdrawn says those too.
    ///
    /// # Errors
    /// [`LookupError`] where the place cannot be read.
    fn days_of_change(&self, query: &FigureQuery) -> Result<BTreeSet<Date>, LookupError> {
        let readings = self.readings(&FigureQuery { known_on: None, ..query.clone() })?;
        let figures =
            readings.iter().flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind));
        Ok(figures.map(|figure| figure.origin.known_on).collect())
    }
}
