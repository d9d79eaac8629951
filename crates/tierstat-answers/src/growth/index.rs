//! Index numbers: every series as a share of one of its own periods, which is 100.

use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::instead::nothing_there;
use crate::remark::Remark;
use crate::row::{Field, Row, Voice};
use crate::selection::{Members, Selection};
use crate::series::{LedgerSeries, groups, names_of};
use tierstat_model::{CodeLists, FigureLookup, Localized, Period};
use tierstat_numerics::NumericsError;
use tierstat_stats::comparability::Comparability;
use tierstat_stats::index_of_readings::{IndexPoint, index_of_readings};
use tierstat_stats::known_number::{SeriesId, answers};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// The index of one series.
#[derive(Debug)]
pub struct SeriesIndex {
    /// Which series.
    pub series: SeriesId,
    /// The period at which it is 100.
    pub base: Period,
    /// The index, period by period; or the number at the base alone, where that bears none.
    pub points: Vec<IndexPoint>,
    /// Why there is no index.
    pub refused: Option<NumericsError>,
}

/// One period of the index of a series.
#[derive(Debug, Clone, Copy)]
pub struct IndexRow<'a> {
    /// Whose index.
    pub of: &'a SeriesIndex,
    /// The period.
    pub point: &'a IndexPoint,
}

/// The index of every series of a selection, wholes before their members; 100 at `base`, or where each has its first number.
///
/// # Errors
/// [`AnswerError::Question`] where there is no series, with what there is instead.
pub fn index(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    members: Members,
    base: Option<Period>,
    to: Option<Period>,
) -> Result<Vec<SeriesIndex>, AnswerError> {
    super::ends::apart(base, to)?;
    let mut found = Vec::new();
    for group in groups(lookup, lists, selection, members)? {
        for mut series in group.whole.into_iter().chain(group.members).chain(group.apart) {
            if let Some(to) = to {
                series.readings.retain(|reading| reading.key.period.last_day() <= to.last_day());
            }
            found.extend(SeriesIndex::of(&series, base));
        }
    }
    if found.is_empty() {
        let message = Localized::new("没有序列", "there is no series");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(found)
}

impl SeriesIndex {
    fn of(series: &LedgerSeries, base: Option<Period>) -> Option<Self> {
        let mut readings = series.readings.iter();
        let first = || {
            let first = readings.find(|reading| reading.figure.quantity.bounds.is_some())?;
            Some(first.figure.period)
        };
        let base = base.or_else(first)?;
        let (points, refused) = match index_of_readings(&series.readings, base) {
            Ok(points) => (points, None),
            Err(error) => {
                let at_base = series.readings.iter().find(|reading| answers(reading, base));
                let value = at_base.and_then(|reading| reading.figure.quantity.bounds);
                let nothing =
                    IndexPoint { period: base, value, index: None, comparability: Comparability::Same };
                (vec![nothing], Some(error))
            }
        };
        Some(Self { series: series.id(), base, points, refused })
    }

    /// One row for each period.
    pub fn rows(&self) -> impl Iterator<Item = IndexRow<'_>> {
        self.points.iter().map(|point| IndexRow { of: self, point })
    }

    /// Indicator, area and tier by name.
    #[must_use]
    pub fn names(&self, voice: &Voice<'_>) -> [String; 3] {
        names_of(&self.series, voice.lists, voice.language)
    }

    /// How the index was made, and what its latest period says.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let language = voice.language;
        let names = self.names(voice);
        let points: &[IndexPoint] = if self.refused.is_some() { &[] } else { &self.points };
        let name = words::subject(&names[0], &names[1], &names[2], language);
        let from = words::period(self.base, language);
        let last = points.iter().rev().find(|point| point.value.is_some());
        let statement = last.map_or_else(String::new, |point| {
            let to = words::period(point.period, language);
            let subject = Subject { name: &name, unit: "", from: &from, to: &to };
            point.statement(&subject, language, &Words { language })
        });
        let text = |point: &IndexPoint| {
            let value = point.value.map_or_else(String::new, |value| words::bounds(&value, language));
            format!("{} {value}", words::period(point.period, language)).trim_end().to_owned()
        };
        let left_out = points.iter().filter(|point| point.index.is_none()).map(|point| {
            let missing = Localized::new("没有数", "no number");
            (text(point), point.comparability.note().filter(|_| point.value.is_some()).unwrap_or(missing))
        });
        let spliced =
            points.iter().find(|point| matches!(point.comparability, Comparability::Spliced { .. }));
        let mut methods = vec!["fixed-base-index"];
        methods.extend(spliced.map(|_| "splice"));
        let refused = self.refused.as_ref().map(|error| refusal(error).said());
        Explanation {
            subject: names.join(" · "),
            statement,
            methods,
            used: points.iter().filter(|point| point.index.is_some()).map(text).collect(),
            left_out: left_out.collect(),
            remarks: refused
                .into_iter()
                .chain(spliced.and_then(|point| point.comparability.note()))
                .collect(),
        }
    }
}

/// Why a series has no index.
fn refusal(error: &NumericsError) -> Remark {
    match error {
        NumericsError::TooFewPoints { .. } => Remark::NoFigureAtBase,
        other => Remark::refused(other),
    }
}

impl Row for IndexRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.of.series.indicator),
            Field::area(|row| &row.of.series.area),
            Field::tier(|row| &row.of.series.tier),
            Field::breakdown(|row| row.of.series.breakdown.clone()),
            Field::period("base", ["基期", "base"], |row| Some(row.of.base)),
            Field::period("period", ["时期", "period"], |row| Some(row.point.period)),
            Field::count("value", ["数值", "value"], |row| row.point.value),
            Field::index("index", ["指数", "index"], |row| row.point.index),
            Field::remarks(|row| match &row.of.refused {
                Some(error) => vec![refusal(error)],
                None => Remark::compared(&row.point.comparability).into_iter().collect(),
            }),
            Field::explanation(|row, voice| Some(row.of.explanation(voice))),
        ]
    }
}
