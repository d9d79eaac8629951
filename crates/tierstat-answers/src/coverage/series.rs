//! The coverage of one series over time.

use super::point::CoveragePoint;
use super::when_covered::WhenCovered;
use crate::explanation::Explanation;
use crate::row::Voice;
use crate::series::names_of;
use tierstat_model::{Language, Localized, Period};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::denominator::CoverageReading;
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// The coverage of one series over time.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesCoverage {
    /// Which series.
    pub series: SeriesId,
    /// The periods that have a number, in order; of each its coverage, or why there is none.
    pub points: Vec<CoveragePoint>,
    /// The periods of which a source prints that there is no number.
    pub without_number: Vec<Period>,
    /// When all will be covered, where that was asked.
    pub when: Option<WhenCovered>,
}

impl SeriesCoverage {
    /// The periods whose coverage is known, in order.
    #[must_use]
    pub fn covered(&self) -> Vec<&CoveragePoint> {
        self.points.iter().filter(|point| point.found.is_ok()).collect()
    }

    /// Indicator, area and tier by name.
    #[must_use]
    pub fn names(&self, voice: &Voice<'_>) -> [String; 3] {
        names_of(&self.series, voice.lists, voice.language)
    }

    /// The latest coverage, and when all will be covered, in a sentence each.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let language = voice.language;
        let covered = self.covered();
        let Some((latest, found)) =
            covered.last().and_then(|point| Some((point, point.found.as_ref().ok()?)))
        else {
            return String::new();
        };
        let [indicator, area, tier] = self.names(voice);
        let name = words::subject(&indicator, &area, &tier, language);
        let to = words::period(latest.covered.period, language);
        let subject = Subject { name: &name, unit: "", from: "", to: &to };
        let words = Words { language };
        let when = self.when.as_ref().map(|when| when.reached.statement(&subject, language, &words));
        let sentences = Some(found.coverage.statement(&subject, language, &words)).into_iter().chain(when);
        sentences.collect::<Vec<String>>().join(if language == Language::English { " " } else { "" })
    }

    /// How the coverage was made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let language = voice.language;
        let period = |period: Period| words::period(period, language);
        let ids = |number: &KnownNumber| {
            let ids: Vec<&str> = number.readings.iter().map(|reading| reading.figure.id.0.as_str()).collect();
            ids.join(" + ")
        };
        let used = self.points.iter().filter_map(|point| {
            let CoverageReading { coverage, covered, units } = point.found.as_ref().ok()?;
            let [count, of] =
                [&coverage.covered, &coverage.units].map(|bounds| words::bounds(bounds, language));
            let [when, counted] = [covered, units].map(|number| period(number.period));
            Some(format!("{when} {count} [{}] / {of} ({counted}) [{}]", ids(covered), ids(units)))
        });
        let without_number =
            self.without_number.iter().map(|at| (period(*at), Localized::new("没有数", "no number")));
        let uncovered = self.points.iter().filter_map(|point| {
            let reason = point.found.as_ref().err()?;
            Some((period(point.covered.period), reason.localized()))
        });
        let mut remarks: Vec<Localized> = self.when.iter().map(WhenCovered::remark).collect();
        let covered = self.covered();
        let bounded = covered.iter().filter(|point| point.covered.bounds.as_point().is_none()).count();
        if bounded > 0 {
            remarks.push(Localized::new(
                format!("{bounded} 期的已覆盖数只知界限：其覆盖率是范围，曲线不用它们"),
                format!(
                    "in {bounded} periods the covered units are known within bounds only: their coverage is a range, and the curve does without them"
                ),
            ));
        }
        if covered.iter().any(|point| point.comparability != Comparability::Same) {
            remarks.push(Localized::new(
                "曲线不跨越序列的中断，只用最近一次中断之后的各期",
                "no curve runs across a break of the series: it takes the periods since the latest one",
            ));
        }
        let mut methods = vec!["coverage"];
        methods.extend(self.when.as_ref().map(WhenCovered::method));
        Explanation {
            subject: self.names(voice).join(" · "),
            statement: self.statement(voice),
            methods,
            used: used.collect(),
            left_out: without_number.chain(uncovered).collect(),
            remarks,
        }
    }
}
