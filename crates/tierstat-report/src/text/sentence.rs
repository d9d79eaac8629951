//! Sentences that results say themselves, with every number in them bound.

use crate::binding::{Binding, Bindings, Known};
use crate::error::ReportError;
use crate::scope::Scope;
use crate::text::{ask, claims, token};
use std::cell::RefCell;
use tierstat_answers::series::names_of;
use tierstat_answers::{Voice, forecast, plan, trend};
use tierstat_model::{AreaCode, Bounds, Language, Period, PointChange, Ratio, Reading};
use tierstat_stats::denominator::CoverageReading;
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;
use tierstat_words::method_note::MethodNote;
use tierstat_words::statement::{NumberWords, Statement, Subject};

/// What a sentence can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Growth,
    Coverage,
    Target,
    Trend,
    Forecast,
    Level,
    Rank,
    Remarkable,
}

impl Kind {
    /// The kind of a name in a text.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "growth" => Some(Self::Growth),
            "coverage" => Some(Self::Coverage),
            "target" => Some(Self::Target),
            "trend" => Some(Self::Trend),
            "forecast" => Some(Self::Forecast),
            "level" => Some(Self::Level),
            "rank" => Some(Self::Rank),
            "remarkable" => Some(Self::Remarkable),
            _ => None,
        }
    }

    /// Whether its words name the tier, so that it may be that by which an indicator is told.
    pub(super) fn says_its_tier(self) -> bool {
        matches!(self, Self::Level | Self::Rank | Self::Remarkable)
    }
}

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

/// One sentence of a kind; what cannot be computed says why instead.
pub(super) fn sentence(
    scope: &Scope,
    bindings: &Bindings,
    kind: Kind,
    asked: &Asked<'_>,
) -> Result<String, ReportError> {
    match kind {
        Kind::Growth => growth(scope, bindings, asked),
        Kind::Coverage => coverage(scope, bindings, asked),
        Kind::Target => target(scope, bindings, asked),
        Kind::Trend => trend(scope, bindings, asked),
        Kind::Forecast => forecast(scope, bindings, asked),
        Kind::Level => claims::level(scope, bindings, asked),
        Kind::Rank => Ok(claims::rank(scope, bindings, asked)),
        Kind::Remarkable => Ok(claims::remarkable(scope, bindings, asked)),
    }
}

/// Numbers of one sentence: each becomes a binding and prints its token.
pub(super) struct BoundWords<'a> {
    scope: &'a Scope,
    bindings: &'a Bindings,
    /// What all of them are about.
    label: String,
    /// How those that no source prints were computed.
    formula: String,
    /// What they stand on.
    readings: Vec<Reading>,
    /// Numbers that are known: printed, or sums; each is told as it is printed.
    known: RefCell<Vec<Known>>,
}

impl BoundWords<'_> {
    fn bind(&self, text: String, bounds: Bounds) -> String {
        token::number(self.bindings.add(Binding {
            label: self.label.clone(),
            unsigned_text: text.clone(),
            text,
            bounds: Some(bounds),
            formula: Some(self.formula.clone()),
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
    let known: Vec<Known> = from.into_iter().chain(to).collect();
    let readings = known.iter().flat_map(|known| known.readings.clone()).collect();
    let words = words(scope, bindings, question, "growth-rate", known, readings);
    let name = name(scope, question);
    let subject = Subject { name: &name, unit: unit(scope, question), from: &periods[0], to: &periods[1] };
    Ok(found.statement(&subject, scope.language, &words))
}

fn coverage(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> Result<String, ReportError> {
    let question = asked.question;
    let name = name(scope, question);
    let point = ask::coverage_at(scope, question, asked.at)?;
    let Some(CoverageReading { coverage: found, covered, units }) = point.and_then(|point| point.found.ok())
    else {
        return Ok(cannot_be_told(scope, &name));
    };
    let covered = Known::of(scope, covered);
    let units = ask::of_its_period(scope, Known::of(scope, units), covered.period);
    let to = words::period(covered.period, scope.language);
    let readings = covered.readings.iter().chain(&units.readings).cloned().collect();
    let words = words(scope, bindings, question, "coverage", vec![covered, units], readings);
    let subject = Subject { name: &name, unit: "", from: "", to: &to };
    Ok(found.statement(&subject, scope.language, &words))
}

pub(super) fn cannot_be_told(scope: &Scope, name: &str) -> String {
    match scope.language {
        Language::Chinese => format!("{name}没有可用的数据。"),
        Language::English => format!("There are no figures of {name} to tell it from."),
    }
}

/// The answer of `target`, a sentence for each due period.
fn target(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> Result<String, ReportError> {
    let cannot_be_told = |reason: tierstat_model::Localized| {
        let name = name(scope, asked.question);
        match scope.language {
            Language::Chinese => format!("{name}离目标多远无从判断：{}。", reason.zh),
            Language::English => format!("How far {name} is from a target cannot be told: {}.", reason.en),
        }
    };
    let mut found = match plan::of_one(scope, &scope.lists, asked.question, None) {
        Ok(found) => found,
        Err(error) if error.is_refusal() => return Ok(cannot_be_told(error.localized())),
        Err(error) => return Err(error.into()),
    };
    found.retain(|progress| {
        asked.due.is_none_or(|due| progress.aim.due.is_some_and(|own| own.last_day() == due.last_day()))
    });
    if let (true, Some(due)) = (found.is_empty(), asked.due) {
        return Ok(cannot_be_told(tierstat_model::Localized::new(
            format!("没有以{}为期限的目标", words::period(due, Language::Chinese)),
            format!("no target is due by {}", words::period(due, Language::English)),
        )));
    }
    let voice = Voice { lists: &scope.lists, language: scope.language };
    let told = found.iter().map(|progress| {
        let known = progress.latest().into_iter().chain([&progress.aim.number]);
        let known = known.map(|number| Known::of(scope, number.clone())).collect();
        let readings = progress.readings().cloned().collect();
        let words = words(scope, bindings, asked.question, "target-progress", known, readings);
        progress.statement(&voice, &words)
    });
    Ok(told.collect::<Vec<_>>().join(if scope.language == Language::Chinese { "" } else { " " }))
}

/// The answer of `trend`: its growth.
fn trend(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> Result<String, ReportError> {
    let voice = Voice { lists: &scope.lists, language: scope.language };
    let told = match trend::of_one(scope, &scope.lists, asked.question, None) {
        Ok(found) => {
            let method = found.growth_method();
            let words = words(scope, bindings, asked.question, method, Vec::new(), found.readings.clone());
            found.growth_statement(&voice, &words)
        }
        Err(error) if error.is_refusal() => Err(error.localized()),
        Err(error) => return Err(error.into()),
    };
    Ok(told.unwrap_or_else(|reason| {
        let name = name(scope, asked.question);
        match scope.language {
            Language::Chinese => format!("{name}的趋势无从判断：{}。", reason.zh),
            Language::English => format!("The trend of {name} cannot be told: {}.", reason.en),
        }
    }))
}

/// The answer of `forecast`, some years ahead.
fn forecast(scope: &Scope, bindings: &Bindings, asked: &Asked<'_>) -> Result<String, ReportError> {
    let found = match forecast::of_one(scope, &scope.lists, asked.question, asked.horizon, None) {
        Ok(found) => found,
        Err(error) if error.is_refusal() => {
            let (name, reason) = (name(scope, asked.question), error.localized());
            return Ok(match scope.language {
                Language::Chinese => format!("{name}无从预测：{}。", reason.zh),
                Language::English => format!("{name} cannot be forecast: {}.", reason.en),
            });
        }
        Err(error) => return Err(error.into()),
    };
    let method = found.forecast.method.code();
    let words = words(scope, bindings, asked.question, method, Vec::new(), found.readings.clone());
    Ok(found.statement(&Voice { lists: &scope.lists, language: scope.language }, &words))
}
