//! Sentences that results say themselves, with every number in them bound.

use super::bound_words::{Asked, Due, cannot_be_told, growth, name, words};
use super::claims;
use crate::binding::{Bindings, Known};
use crate::error::ReportError;
use crate::scope::Scope;
use crate::text::ask;
use tierstat_answers::plan::TargetProgress;
use tierstat_answers::{Voice, forecast, plan, trend};
use tierstat_model::{Language, Period};
use tierstat_stats::denominator::CoverageReading;
use tierstat_words as words;
use tierstat_words::statement::{Statement, Subject};

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
    let last_day = |progress: &TargetProgress| progress.aim.due.map(Period::last_day);
    let last = found.iter().filter_map(last_day).max();
    found.retain(|progress| match asked.due {
        None => true,
        Some(Due::Of(due)) => last_day(progress) == Some(due.last_day()),
        Some(Due::Last) => last_day(progress) == last,
    });
    if let (true, Some(Due::Of(due))) = (found.is_empty(), asked.due) {
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
