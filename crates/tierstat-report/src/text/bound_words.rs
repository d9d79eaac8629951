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

/// Which of several targets a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// That of a period.
    Of(Period),
    /// The one that is due last.
    Last,
}

/// What a sentence is asked about.
pub(super) struct Asked<'a> {
    pub(super) question: &'a SeriesId,
    pub(super) at: &'a str,
    pub(super) span: &'a (String, String),
    /// Which target is told; without it all are.
    pub(super) due: Option<Due>,
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
    /// What some of them are, and how they were computed from the numbers of the sentence.
    computed: Vec<Computed>,
    /// What they stand on.
    readings: Vec<Reading>,
    /// Numbers that are known: printed, or sums; each is told as it is printed.
    known: RefCell<Vec<Known>>,
}

impl BoundWords<'_> {
    /// A number that was computed from two others is bound as it is; where the sentence prints its size, since the verb says the
    /// direction, it prints without its sign.
    fn bind(&self, text: String, bounds: Bounds) -> String {
        let of_sentence = Binding {
            label: self.label.clone(),
            unsigned_text: text.clone(),
            text: text.clone(),
            bounds: Some(bounds),
            formula: Some(self.formula.clone()),
            readings: self.readings.clone(),
            refused: None,
        };
        let is_it = |computed: &&Computed| computed.bounds == bounds || computed.bounds.size() == bounds;
        let Some(computed) = self.computed.iter().find(is_it) else {
            return token::number(self.bindings.add(of_sentence));
        };
        let is_size = computed.bounds != bounds;
        let place = self.bindings.add(Binding {
            label: computed.label.clone(),
            unsigned_text: text.clone(),
            text: if is_size { computed.text.clone() } else { text },
            bounds: Some(computed.bounds),
            formula: Some(computed.formula.clone()),
            ..of_sentence
        });
        if is_size { token::unsigned_number(place) } else { token::number(place) }
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
        formula: MethodNote::of(method).map_or_else(String::new, |note| note.said(scope.language)),
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
        (Some(from), Some(to)) => computed(scope, question, &found, from, to),
        _ => Vec::new(),
    };
    let known: Vec<Known> = from.into_iter().chain(to).collect();
    let readings = known.iter().flat_map(|known| known.readings.clone()).collect();
    let words = BoundWords { computed, ..words(scope, bindings, question, "growth-rate", known, readings) };
    let name = name(scope, question);
    let subject = Subject { name: &name, unit: unit(scope, question), from: &periods[0], to: &periods[1] };
    Ok(found.statement(&subject, scope.language, &words))
}

/// A number of a sentence that is computed from two others of it.
struct Computed {
    bounds: Bounds,
    text: String,
    label: String,
    formula: String,
}

/// The arithmetic of a growth between two comparable ends: of the change, the rate and the rate a year.
fn computed(scope: &Scope, series: &SeriesId, growth: &Growth, from: &Known, to: &Known) -> Vec<Computed> {
    if growth.comparability != Comparability::Same {
        return Vec::new();
    }
    let language = scope.language;
    let span = ask::label_of_span(scope, series, [from.period, to.period]);
    let (base, end) = (&from.text, &to.text);
    let years = years_between(from.period.last_day(), to.period.last_day());
    let change = growth.change.map(|bounds| Computed {
        bounds,
        text: words::bounds(&bounds, language),
        label: ask::said(scope, &span, "增减", "change"),
        formula: format!("{end} − {base}"),
    });
    let of_ratio = |ratio: &Ratio, label: String, formula: String| {
        let limits = words::growth_limits(ratio);
        Computed { bounds: limits.0, text: words::ratio(&limits, language), label, formula }
    };
    let rate = growth.rate.as_ref().map(|rate| {
        let label = ask::said(scope, &span, "增长率", "growth rate");
        of_ratio(rate, label, format!("({end} − {base}) ÷ {base}"))
    });
    let compound = growth.compound.as_ref().map(|rate| {
        let label = ask::said(scope, &name(scope, series), "年均增长率", "compound annual growth rate");
        of_ratio(rate, label, format!("({end} ÷ {base})^(1 ÷ {years:.2}) − 1"))
    });
    change.into_iter().chain(rate).chain(compound).collect()
}

pub(super) fn cannot_be_told(scope: &Scope, name: &str) -> String {
    match scope.language {
        Language::Chinese => format!("{name}没有可用的数据。"),
        Language::English => format!("There are no figures of {name} to tell it from."),
    }
}
