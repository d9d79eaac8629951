//! The numbers of a sentence that a result says itself: each becomes a binding.

use crate::binding::{Binding, Bindings, Known};
use crate::error::ReportError;
use crate::scope::Scope;
use crate::text::{ask, token};
use std::cell::RefCell;
use tierstat_answers::series::names_of;
use tierstat_model::{AreaCode, Bounds, Language, Period, PointChange, Ratio, Reading};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::growth::Growth;
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::span::years_between;
use tierstat_words as words;
use tierstat_words::method_note::MethodNote;
use tierstat_words::statement::{NumberWords, Statement, Subject};

/// What a sentence is asked about.
pub(super) struct Asked<'a> {
    pub(super) question: &'a SeriesId,
    pub(super) at: &'a str,
    pub(super) span: &'a (String, String),
    /// The due period of the target; without it all are told.
    pub(super) due: Option<Period>,
    /// How many periods ahead a forecast reaches.
    pub(super) horizon: usize,
    /// The area whose areas a place is among; that in which the area lies where none is named.
    pub(super) within: Option<&'a AreaCode>,
}

/// Numbers of one sentence: each becomes a binding and prints its token.
pub(super) struct BoundWords<'a> {
    scope: &'a Scope,
    bindings: &'a Bindings,
    /// What all of them are about.
    label: String,
    /// How those that no source prints were computed.
    formula: String,
    /// How some of them were computed from the numbers of the sentence, by what they are.
    computed: Vec<(Bounds, String)>,
    /// What they stand on.
    readings: Vec<Reading>,
    /// Numbers that are known: printed, or sums; each is told as it is printed.
    known: RefCell<Vec<Known>>,
}

impl BoundWords<'_> {
    /// The arithmetic where it is known, else the formula of the method.
    fn formula_of(&self, bounds: &Bounds) -> String {
        let computed = self.computed.iter().find(|(number, _)| number == bounds);
        computed.map_or_else(|| self.formula.clone(), |(_, formula)| formula.clone())
    }

    fn bind(&self, text: String, bounds: Bounds) -> String {
        token::number(self.bindings.add(Binding {
            label: self.label.clone(),
            unsigned_text: text.clone(),
            text,
            bounds: Some(bounds),
            formula: Some(self.formula_of(&bounds)),
            readings: self.readings.clone(),
            refused: None,
        }))
    }
}

impl NumberWords for BoundWords<'_> {
    fn count(&self, number: &Bounds) -> String {
        let mut known = self.known.borrow_mut();
        // Each known number stands once in a sentence, in the order in which it was given.
        if let Some(place) = known.iter().position(|known| known.bounds == *number) {
            let found = known.remove(place);
            return token::number(self.bindings.add(Binding::of_known(self.label.clone(), found)));
        }
        self.bind(words::bounds(number, self.scope.language), *number)
    }

    fn ratio(&self, ratio: &Ratio) -> String {
        self.bind(words::ratio(ratio, self.scope.language), ratio.0)
    }

    fn point_change(&self, change: &PointChange) -> String {
        self.bind(words::point_change(change, self.scope.language), change.0)
    }

    fn measure(&self, value: f64) -> String {
        match Bounds::point(value) {
            Ok(bounds) => self.bind(words::measure(value), bounds),
            Err(_) => words::not_available(self.scope.language).to_owned(),
        }
    }
}

/// What the sentence is about, in the words of its language; the tier where it is not all of them together.
pub(super) fn name(scope: &Scope, question: &SeriesId) -> String {
    let [indicator, area, tier] = names_of(question, &scope.lists, scope.language);
    if scope.lists.tiers.total().is_some_and(|total| total.id == question.tier) {
        return words::subject_of_all(&indicator, &area, scope.language);
    }
    words::subject(&indicator, &area, &tier, scope.language)
}

/// The unit that stands behind a number in Chinese.
pub(super) fn unit<'a>(scope: &'a Scope, question: &SeriesId) -> &'a str {
    words::unit_word(&scope.lists, &question.indicator, scope.language)
}

fn formula(scope: &Scope, method: &str) -> String {
    MethodNote::of(method).map_or_else(String::new, |note| {
        let separator = if scope.language == Language::Chinese { "：" } else { ": " };
        format!("{}{separator}{}", note.name().get(scope.language), note.formula)
    })
}

pub(super) fn words<'a>(
    scope: &'a Scope,
    bindings: &'a Bindings,
    question: &SeriesId,
    method: &str,
    known: Vec<Known>,
    readings: Vec<Reading>,
) -> BoundWords<'a> {
    BoundWords {
        scope,
        bindings,
        label: name(scope, question),
        formula: formula(scope, method),
        computed: Vec::new(),
        readings,
        known: RefCell::new(known),
    }
}

pub(super) fn growth(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> Result<String, ReportError> {
    let question = asked.question;
    let found = ask::growth_of(scope, question, asked.span)?.unwrap_or_default();
    let [from, to] = [&found.from, &found.to].map(|end| end.clone().map(|end| Known::of(scope, end)));
    let period = |known: Option<&Known>, at: &str| match known {
        Some(known) => words::period(known.period, scope.language),
        None => ask::period(scope, at)
            .ok()
            .flatten()
            .map_or_else(|| at.to_owned(), |period| words::period(period, scope.language)),
    };
    let periods = [period(from.as_ref(), &asked.span.0), period(to.as_ref(), &asked.span.1)];
    let computed = match (&from, &to) {
        (Some(from), Some(to)) => computed(&found, from, to),
        _ => Vec::new(),
    };
    let known: Vec<Known> = from.into_iter().chain(to).collect();
    let readings = known.iter().flat_map(|known| known.readings.clone()).collect();
    let words = BoundWords { computed, ..words(scope, bindings, question, "growth-rate", known, readings) };
    let name = name(scope, question);
    let subject = Subject { name: &name, unit: unit(scope, question), from: &periods[0], to: &periods[1] };
    Ok(found.statement(&subject, scope.language, &words))
}

/// The arithmetic of a growth between two comparable ends: of the change, the rate and the rate a year, and of their sizes where the
/// verb says the direction.
fn computed(growth: &Growth, from: &Known, to: &Known) -> Vec<(Bounds, String)> {
    if growth.comparability != Comparability::Same {
        return Vec::new();
    }
    let (base, end) = (&from.text, &to.text);
    let years = years_between(from.period.last_day(), to.period.last_day());
    let mut formulas = Vec::new();
    let mut both = |bounds: Bounds, formula: String, turned: String| {
        let is_fall = bounds.upper_value().is_some_and(|upper| upper < 0.0);
        formulas.push((bounds.size(), if is_fall { turned } else { formula.clone() }));
        formulas.push((bounds, formula));
    };
    if let Some(change) = growth.change {
        both(change, format!("{end} − {base}"), format!("{base} − {end}"));
    }
    if let Some(rate) = &growth.rate {
        let formula = format!("({end} − {base}) ÷ {base}");
        both(words::growth_limits(rate).0, formula, format!("({base} − {end}) ÷ {base}"));
    }
    if let Some(compound) = &growth.compound {
        let power = format!("({end} ÷ {base})^(1 ÷ {years:.2})");
        both(words::growth_limits(compound).0, format!("{power} − 1"), format!("1 − {power}"));
    }
    formulas
}

pub(super) fn cannot_be_told(scope: &Scope, name: &str) -> String {
    match scope.language {
        Language::Chinese => format!("{name}没有可用的数据。"),
        Language::English => format!("There are no figures of {name} to tell it from."),
    }
}
