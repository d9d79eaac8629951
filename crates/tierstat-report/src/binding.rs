//! Bindings: the numbers of a report, each with what it stands on.

use crate::scope::Scope;
use std::sync::{Arc, Mutex, PoisonError};
use tierstat_document::Number;
use tierstat_model::{Bounds, Finding, Language, Localized, Period, PointChange, Ratio, Reading, Severity};
use tierstat_stats::known_number::KnownNumber;
use tierstat_words as words;

/// A number in a text, a table or a chart title, with everything a reader can ask of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Binding {
    /// What it is, in words.
    pub(crate) label: String,
    /// The number as printed.
    pub(crate) text: String,
    /// The number without its sign, for sentences whose verb says the direction.
    pub(crate) unsigned_text: String,
    /// The number; `None` where there is none.
    pub(crate) bounds: Option<Bounds>,
    /// How it was computed, where it is not printed anywhere.
    pub(crate) formula: Option<String>,
    /// The readings it stands on.
    pub(crate) readings: Vec<Reading>,
    /// Why there is none, where its sources are there and do not bear it.
    pub(crate) refused: Option<Localized>,
}

/// A number that is known, with its text and what it stands on: what formulas are made of.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) bounds: Bounds,
    pub(crate) text: String,
    pub(crate) formula: Option<String>,
    pub(crate) period: Period,
    pub(crate) readings: Vec<Reading>,
}

impl Known {
    /// A number as a source prints it, or as the sum of its terms.
    pub(crate) fn of(scope: &Scope, number: KnownNumber) -> Self {
        let printed = |reading: &Reading| words::quantity(&reading.figure.quantity, scope.language);
        let KnownNumber { bounds, period, readings, is_sum } = number;
        let (text, formula) = if is_sum {
            let terms: Vec<String> = readings.iter().map(printed).collect();
            (words::bounds(&bounds, scope.language), Some(terms.join(" + ")))
        } else {
            let text = readings.first().map_or_else(|| words::bounds(&bounds, scope.language), printed);
            (text, None)
        };
        Self { bounds, text, formula, period, readings }
    }
}

impl Binding {
    pub(crate) fn of_known(label: String, known: Known) -> Self {
        Self {
            label,
            unsigned_text: known.text.clone(),
            text: known.text,
            bounds: Some(known.bounds),
            formula: known.formula,
            readings: known.readings,
            refused: None,
        }
    }

    /// A change in the unit of the figures.
    pub(crate) fn of_change(
        scope: &Scope,
        label: String,
        change: Bounds,
        formula: String,
        readings: Vec<Reading>,
    ) -> Self {
        let text = |bounds: &Bounds| words::bounds(bounds, scope.language);
        Self {
            label,
            text: text(&change),
            unsigned_text: text(&change.size()),
            bounds: Some(change),
            formula: Some(formula),
            readings,
            refused: None,
        }
    }

    /// A ratio, printed in percent.
    pub(crate) fn of_ratio(
        scope: &Scope,
        label: String,
        ratio: Ratio,
        formula: String,
        readings: Vec<Reading>,
    ) -> Self {
        let text = |ratio: &Ratio| words::ratio(ratio, scope.language);
        Self {
            label,
            text: text(&ratio),
            unsigned_text: text(&Ratio(ratio.0.size())),
            bounds: Some(ratio.0),
            formula: Some(formula),
            readings,
            refused: None,
        }
    }

    /// A growth rate, printed in percent.
    pub(crate) fn of_growth(
        scope: &Scope,
        label: String,
        rate: Ratio,
        formula: String,
        readings: Vec<Reading>,
    ) -> Self {
        let said = Self::of_ratio(scope, label, words::growth_limits(&rate), formula, readings);
        Self { bounds: Some(rate.0), ..said }
    }

    /// A difference of two ratios, printed in percentage points.
    pub(crate) fn of_points(
        scope: &Scope,
        label: String,
        points: PointChange,
        formula: String,
        readings: Vec<Reading>,
    ) -> Self {
        let text = |points: &PointChange| words::point_change(points, scope.language);
        Self {
            label,
            text: text(&points),
            unsigned_text: text(&PointChange(points.0.size())),
            bounds: Some(points.0),
            formula: Some(formula),
            readings,
            refused: None,
        }
    }

    /// A place where no number is known.
    pub(crate) fn missing(scope: &Scope, label: String) -> Self {
        let text = words::not_available(scope.language).to_owned();
        Self {
            label,
            unsigned_text: text.clone(),
            text,
            bounds: None,
            formula: None,
            readings: Vec::new(),
            refused: None,
        }
    }

    /// A statistic that its numbers do not bear, with the reason.
    pub(crate) fn refused(scope: &Scope, label: String, reason: Localized) -> Self {
        Self { refused: Some(reason), ..Self::missing(scope, label) }
    }

    /// The number as a manuscript has it.
    pub(crate) fn number(&self) -> Number {
        Number {
            label: self.label.clone(),
            text: self.text.clone(),
            unsigned_text: self.unsigned_text.clone(),
            bounds: self.bounds,
            formula: self.formula.clone(),
            readings: self.readings.clone(),
        }
    }

    /// What it is, in words, with the reason where it was refused.
    pub(crate) fn asked_for(&self, language: Language) -> String {
        match (&self.refused, language) {
            (None, _) => self.label.clone(),
            (Some(reason), Language::Chinese) => format!("{}（{}）", self.label, reason.zh),
            (Some(reason), Language::English) => format!("{} ({})", self.label, reason.en),
        }
    }

    /// Whether no number is known.
    pub(crate) fn is_missing(&self) -> bool {
        self.bounds.is_none()
    }

    /// Whether the number is surely above zero, surely below, or neither.
    pub(crate) fn direction(&self) -> Direction {
        match self.bounds {
            Some(bounds) if bounds.lower() > 0.0 => Direction::Up,
            Some(bounds) if bounds.upper_value().is_some_and(|upper| upper < 0.0) => Direction::Down,
            Some(bounds) if bounds.as_point().is_some() => Direction::Flat,
            _ => Direction::Unclear,
        }
    }

    /// The finding that a number the text asks for is not there.
    pub(crate) fn missing_finding(&self, report: &str) -> Option<Finding> {
        if let (true, Some(reason)) = (self.is_missing(), &self.refused) {
            return Some(Finding {
                severity: Severity::Warning,
                rule: "binding.refused".to_owned(),
                cells: Vec::new(),
                message: Localized::new(
                    format!("报告 {report} 需要的数无从计算：{}：{}", self.label, reason.zh),
                    format!(
                        "the report {report} asks for a number that cannot be told: {}: {}",
                        self.label, reason.en
                    ),
                ),
                hint: Localized::new(
                    "换可比的两期，或由同一发布者的新旧两数衔接",
                    "choose two periods that can be compared, or have the publisher's old and new number join the series",
                ),
            });
        }
        self.is_missing().then(|| Finding {
            severity: Severity::Warning,
            rule: "binding.missing".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("报告 {report} 需要的数没有来源：{}", self.label),
                format!("the report {report} asks for a number that no source has: {}", self.label),
            ),
            hint: Localized::new(
                "导入含有该数的文件；在此之前，报告印出文字所写的替代说法，表中印作“无数据”",
                "import a file that has it; until then the report prints what its text says in place of it, and tables say \"not available\"",
            ),
        })
    }
}

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Flat,
    Unclear,
}

impl Direction {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Flat => "flat",
            Self::Unclear => "unclear",
        }
    }
}

/// All bindings of one report in one language, in order of appearance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bindings {
    taken: Arc<Mutex<Vec<Binding>>>,
    /// The place that no binding may take.
    refused: Option<usize>,
}

impl Bindings {
    /// The same bindings, of which one is refused when it comes.
    pub(crate) fn refusing(&self, place: Option<usize>) -> Self {
        Self { taken: Arc::clone(&self.taken), refused: place }
    }

    /// Takes a binding in and gives its place.
    pub(crate) fn add(&self, binding: Binding) -> usize {
        let mut bindings = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        bindings.push(binding);
        bindings.len() - 1
    }

    /// Whether a binding is the refused one.
    pub(crate) fn refuses(&self, place: usize) -> bool {
        self.refused == Some(place)
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.with(<[Binding]>::len)
    }

    /// What all so far tell, without a copy of them; nothing may be added meanwhile.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&[Binding]) -> T) -> T {
        look(&self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A copy of all bindings so far.
    pub(crate) fn all(&self) -> Vec<Binding> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
