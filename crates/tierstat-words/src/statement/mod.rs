//! Results in words: each result says itself in one sentence, Chinese or English, and no more than it knows.
//!
//! What a sentence says is decided here, where it is known what a result can bear; how a number is printed is decided by whoever
//! asks ([`NumberWords`]), so that a report can make every number in the sentence one that can be asked where it comes from.

mod adoption;
mod balance;
mod breaks;
mod coverage;
mod decomposition;
mod forecast;
mod growth;
mod outlier;
mod saturation;
mod standing;
mod trend;

pub use adoption::AdoptionPeriods;
pub use forecast::ForecastStep;
pub use outlier::OutlierPeriods;
pub use saturation::SaturationPeriods;
pub use standing::{Overtaking, PlaceAmong, Remarkable, RemarkableFacts};

use tierstat_model::{Bounds, Language, PointChange, Ratio};

/// How numbers are printed in a sentence.
pub trait NumberWords {
    /// A number in the unit of the figures, with its bounds.
    fn count(&self, number: &Bounds) -> String;

    /// A ratio, in percent.
    fn ratio(&self, ratio: &Ratio) -> String;

    /// A difference of two ratios, in percentage points.
    fn point_change(&self, change: &PointChange) -> String;

    /// A number without a unit, such as an index of inequality.
    fn measure(&self, value: f64) -> String;
}

/// What a sentence is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subject<'a> {
    /// What is counted and where, as "social work industry organisations in Guangdong".
    pub name: &'a str,
    /// The unit behind a number, as 家; empty where the language says none.
    pub unit: &'a str,
    /// The period at the base, or the first one.
    pub from: &'a str,
    /// The period at the end, or the only one.
    pub to: &'a str,
}

/// A result that can say itself.
pub trait Statement {
    /// One sentence, ending with a full stop.
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String;
}

/// The sentence of the language.
fn said(language: Language, chinese: String, english: String) -> String {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// A number that is surely one value, as bounds; a value that is no number says nothing.
fn point(value: f64) -> Option<Bounds> {
    Bounds::point(value).ok()
}

/// An interval as bounds.
fn interval(lower: f64, upper: f64) -> Option<Bounds> {
    Bounds::closed(lower.min(upper), upper.max(lower)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers as a test reads them.
    pub(super) struct Plain;

    impl NumberWords for Plain {
        fn count(&self, number: &Bounds) -> String {
            number.as_point().map_or_else(|| number.to_string(), |value| format!("{value}"))
        }

        fn ratio(&self, ratio: &Ratio) -> String {
            let percent = |value: f64| format!("{:.1}%", value * 100.0);
            match (ratio.0.as_point(), ratio.0.upper_value()) {
                (Some(value), _) => percent(value),
                (None, Some(upper)) => format!("{}–{}", percent(ratio.0.lower()), percent(upper)),
                (None, None) => format!("≥{}", percent(ratio.0.lower())),
            }
        }

        fn point_change(&self, change: &PointChange) -> String {
            change.0.as_point().map_or_else(|| change.0.to_string(), |value| format!("{:.1}", value * 100.0))
        }

        fn measure(&self, value: f64) -> String {
            format!("{value:.3}")
        }
    }

    pub(super) const ABOUT: Subject<'_> =
        Subject { name: "社工机构", unit: "家", from: "2014年", to: "2015年" };
    pub(super) const ABOUT_IN_ENGLISH: Subject<'_> =
        Subject { name: "service agencies", unit: "", from: "2014", to: "2015" };

    /// Both sentences of a result.
    pub(super) fn both(result: &dyn Statement) -> (String, String) {
        let words = Plain;
        (
            result.statement(&ABOUT, Language::Chinese, &words),
            result.statement(&ABOUT_IN_ENGLISH, Language::English, &words),
        )
    }
}
