//! The functions that a template can call. Each number they give is a binding.

use crate::binding::{Binding, Bindings, Direction};
use crate::course::natural_tier;
use crate::error::ReportError;
use crate::scope::Scope;
use crate::text::bound_words::Due;
use crate::text::sentence::{self, Kind};
use crate::text::{ask, bound_words, low_reliability, token};
use minijinja::value::{Kwargs, Object, Value};
use minijinja::{Environment, Error, ErrorKind, State};
use std::fmt;
use std::sync::Arc;
use tierstat_model::{AreaCode, IndicatorId, Language, Localized, TierId};
use tierstat_stats::known_number::SeriesId;
use tierstat_words as words;

/// How many findings a report lists where its text does not say.
const MOST_FINDINGS: usize = 12;

/// What a number costs of a template's work: its question, and the card that says where it comes from.
const NUMBER_COST: u64 = 400;
/// What a sentence costs: it computes a statistic.
const SENTENCE_COST: u64 = 4000;
/// What a table, a chart or a list costs: it is written out once for each place.
const BLOCK_COST: u64 = 5000;

/// Makes the functions known to a template.
pub(super) fn register(environment: &mut Environment<'_>, scope: &Arc<Scope>, bindings: &Bindings) {
    number(environment, "figure", scope, bindings, |scope, asked| {
        ask::figure(scope, &asked.question, &asked.at)
    });
    number(environment, "change", scope, bindings, |scope, asked| {
        ask::change(scope, &asked.question, &asked.span)
    });
    number(environment, "rate", scope, bindings, |scope, asked| {
        ask::rate(scope, &asked.question, &asked.span)
    });
    number(environment, "cagr", scope, bindings, |scope, asked| {
        ask::compound(scope, &asked.question, &asked.span)
    });
    number(environment, "contribution", scope, bindings, |scope, asked| {
        ask::contribution(scope, &asked.question, &asked.span)
    });
    number(environment, "contribution_points", scope, bindings, |scope, asked| {
        ask::contribution_points(scope, &asked.question, &asked.span)
    });
    number(environment, "coverage", scope, bindings, |scope, asked| {
        ask::coverage(scope, &asked.question, &asked.at)
    });
    number(environment, "covered", scope, bindings, |scope, asked| {
        ask::figure(scope, &asked.question, &asked.at)
    });
    number(environment, "units", scope, bindings, |scope, asked| {
        ask::units(scope, &asked.question, &asked.at)
    });

    sentences(environment, scope, bindings);
    let of_scope = Arc::clone(scope);
    let of_bindings = bindings.clone();
    environment.add_function("period", move |at: &str| -> Result<String, Error> {
        let language = of_scope.language;
        match of_scope.period_of(at).map_err(invalid)? {
            Some(period) => Ok(words::period(of_scope.printed_period(period), language)),
            // A period that is not there is missing as a number is, and stands where a number would.
            None => {
                let label = Localized::new(format!("时期 · {at}"), format!("the period · {at}"));
                let missing = Binding::missing(&of_scope, label.get(language).to_owned());
                taken(&of_bindings, missing, language).map(token::number)
            }
        }
    });
    let of_bindings = bindings.clone();
    environment.add_filter("or", move |found: Value, instead: Value| -> Result<Value, Error> {
        if found.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        let is_missing = of_bindings.with(|known| !token::missing(&found.to_string(), known).is_empty());
        Ok(if is_missing { instead } else { found })
    });
    let of_scope = Arc::clone(scope);
    environment.add_function("name", move |text: &str| -> Result<String, Error> {
        let language = of_scope.language;
        let lists = &of_scope.lists;
        let (indicator, tier, area) =
            (IndicatorId(text.to_owned()), TierId(text.to_owned()), AreaCode(text.to_owned()));
        if lists.indicators.get(&indicator).is_some() {
            Ok(words::indicator_name(lists, &indicator, language))
        } else if lists.tiers.get(&tier).is_some() {
            Ok(words::tier_name(lists, &tier, language))
        } else if lists.areas.get(&area).is_some() {
            Ok(words::area_name(lists, &area, language))
        } else {
            Err(invalid(format!("no indicator, tier or area has the id `{text}`")))
        }
    });
    environment.add_function("table", |state: &State<'_, '_>, name: &str| block(state, token::table(name)));
    environment.add_function("chart", |state: &State<'_, '_>, name: &str| block(state, token::chart(name)));
    environment.add_function("findings", |state: &State<'_, '_>, most: Option<usize>| {
        block(state, token::findings(most.unwrap_or(MOST_FINDINGS)))
    });
    environment.add_function("definitions", |state: &State<'_, '_>| block(state, token::definitions()));
    let title = scope.title.clone();
    environment.add_function("title", move || title.clone());
    environment.add_function("disputes", |state: &State<'_, '_>| block(state, token::disputes()));
    let of_scope = Arc::clone(scope);
    let of_lists = Arc::clone(scope);
    environment.add_function("without_figures", move || of_lists.without_figures());
    // The ids of the indicators that have figures in an area: what a text tells of each of them it tells of those of next year.
    environment.add_function("indicators", move |area: Option<&str>| -> Result<Vec<String>, Error> {
        let area = area.map(|text| area_named(&of_scope, text)).transpose()?;
        let area = area.unwrap_or_else(|| of_scope.area.clone());
        Ok(of_scope.indicators_of(&[area]).into_iter().map(|indicator| indicator.0).collect())
    });
    environment.add_function("sources", |state: &State<'_, '_>| block(state, token::sources()));
}

fn block(state: &State<'_, '_>, token: String) -> Result<String, Error> {
    state.consume_fuel(BLOCK_COST)?;
    Ok(token)
}

/// `sentence("growth" | "level" | "coverage" | "target" | "trend" | "forecast" | "rank" | "remarkable", …)`: a result says itself.
fn sentences(environment: &mut Environment<'_>, scope: &Arc<Scope>, bindings: &Bindings) {
    /// As far as a forecast reaches where the text does not say.
    const HORIZON: usize = 1;
    let (scope, bindings) = (Arc::clone(scope), bindings.clone());
    environment.add_function(
        "sentence",
        move |state: &State<'_, '_>,
              kind: &str,
              indicator: Option<&str>,
              arguments: Kwargs|
              -> Result<String, Error> {
            state.consume_fuel(SENTENCE_COST)?;
            let kind = Kind::of(kind).ok_or_else(|| {
                invalid(format!(
                    "no sentence is called `{kind}`; there are growth, level, coverage, target, trend, forecast, rank, remarkable"
                ))
            })?;
            let asked = asked(&scope, indicator, &arguments)?;
            let horizon = arguments.get::<Option<usize>>("horizon")?.unwrap_or(HORIZON);
            let due = match arguments.get::<Option<String>>("due")? {
                None => None,
                Some(text) if text == "latest" => Some(Due::Last),
                Some(text) => Some(text.parse().map(Due::Of).map_err(|_| invalid(format!("`{text}` is no period")))?),
            };
            let instead = arguments.get::<Option<String>>("or")?;
            let within = arguments.get::<Option<String>>("within")?;
            let within = within.map(|text| area_named(&scope, &text)).transpose()?;
            arguments.assert_all_used()?;
            if matches!(kind, Kind::Target) && !asked.question.breakdown.is_whole() {
                return Err(invalid("a target is of the whole, and of no part".to_owned()));
            }
            let mut question = asked.question.clone();
            if !asked.names_tier && kind.says_its_tier() {
                let SeriesId { indicator, area, breakdown, .. } = &question;
                question.tier = natural_tier(&scope, indicator, area, breakdown).unwrap_or(question.tier);
            }
            let (question, at, span) = (&question, asked.at.as_str(), &asked.span);
            let within = within.as_ref();
            let about = bound_words::Asked { question, at, span, due, horizon, within };
            let before = bindings.count();
            let said = sentence::sentence(&scope, &bindings, kind, &about);
            // A sentence that tells something has a number.
            if let (Some(instead), true) = (instead, bindings.count() == before) {
                return Ok(instead);
            }
            let said = said.map(|said| capitalised(said, scope.language));
            let said = said.map_err(|error| invalid(error.to_string()))?;
            Ok(said + &low_reliability::remark(&scope, &bindings, before))
        },
    );
}

/// A sentence with its first letter as sentences begin.
fn capitalised(sentence: String, language: Language) -> String {
    let mut letters = sentence.chars();
    match (language, letters.next()) {
        (Language::English, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => sentence,
    }
}

/// What a call asks for, after the scope has filled in what it leaves out.
struct Asked {
    question: SeriesId,
    /// Whether the call names the tier.
    names_tier: bool,
    at: String,
    span: (String, String),
}

type Answer = fn(&Scope, &Asked) -> Result<Binding, ReportError>;

fn number(
    environment: &mut Environment<'_>,
    name: &'static str,
    scope: &Arc<Scope>,
    bindings: &Bindings,
    answer: Answer,
) {
    let (scope, bindings) = (Arc::clone(scope), bindings.clone());
    environment.add_function(
        name,
        move |state: &State<'_, '_>, indicator: Option<&str>, arguments: Kwargs| -> Result<Value, Error> {
            state.consume_fuel(NUMBER_COST)?;
            let asked = asked(&scope, indicator, &arguments)?;
            arguments.assert_all_used()?;
            let binding = answer(&scope, &asked).map_err(|error| invalid(error.to_string()))?;
            let number = Number {
                direction: binding.direction(),
                missing: binding.is_missing(),
                exact: binding.bounds.is_some_and(|bounds| bounds.as_point().is_some()),
                text: binding.text.clone(),
                counts: name == "change",
                language: scope.language,
                place: taken(&bindings, binding, scope.language)?,
            };
            Ok(Value::from_object(number))
        },
    );
}

/// Takes a binding in; the refused one is an error of the call that asks for it.
fn taken(bindings: &Bindings, binding: Binding, language: Language) -> Result<usize, Error> {
    let label = binding.asked_for(language);
    let place = bindings.add(binding);
    if bindings.refuses(place) { Err(invalid(label)) } else { Ok(place) }
}

fn area_named(scope: &Scope, text: &str) -> Result<AreaCode, Error> {
    let code = AreaCode(text.to_owned());
    let named = scope.lists.areas.named(text);
    match (scope.lists.areas.get(&code), named.as_slice()) {
        (Some(area), _) => Ok(area.code.clone()),
        (None, [only]) => Ok(only.code.clone()),
        (None, []) => Err(invalid(format!("no area is called `{text}`"))),
        (None, _) => Err(invalid(format!("`{text}` names more than one area; write its code"))),
    }
}

fn asked(scope: &Scope, indicator: Option<&str>, arguments: &Kwargs) -> Result<Asked, Error> {
    let word = |name: &'static str| arguments.get::<Option<String>>(name);
    let keyword = word("indicator")?;
    let indicator = match indicator.map(str::to_owned).or(keyword) {
        None => scope.indicator.clone(),
        Some(text) => {
            let found = scope.lists.indicators.named(&text);
            let [only] = found.as_slice() else {
                return Err(invalid(format!("no indicator is called `{text}`")));
            };
            only.id.clone()
        }
    };
    let total = scope.lists.tiers.total().map(|tier| tier.id.clone());
    let only_tier = match scope.tiers.as_slice() {
        [only] => Some(only.clone()),
        _ => total,
    };
    let written = word("tier")?;
    let names_tier = written.is_some();
    let tier = match written {
        None => only_tier.ok_or_else(|| invalid("say which tier, as tier=\"…\"".to_owned()))?,
        Some(text) => match scope.lists.tiers.named(&text).as_slice() {
            [only] => only.id.clone(),
            _ => return Err(invalid(format!("no tier is called `{text}`"))),
        },
    };
    let area = match word("area")? {
        None => scope.area.clone(),
        Some(text) => area_named(scope, &text)?,
    };
    let part = word("breakdown")?.into_iter().collect::<Vec<_>>();
    let part = tierstat_answers::breakdown(&scope.lists, &part)
        .map_err(|error| invalid(format!("{}; {}", error.localized().en, error.hint().en)))?;
    let (indicator, breakdown) = scope.lists.folded(indicator, part);
    let or = |found: Option<String>, other: &str| found.unwrap_or_else(|| other.to_owned());
    Ok(Asked {
        question: SeriesId { indicator, tier, area, breakdown },
        names_tier,
        at: or(word("at")?, "latest"),
        span: (or(word("from")?, "first"), or(word("to")?, "latest")),
    })
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// A number as a template sees it. Printed, it is a token that names its binding.
#[derive(Debug)]
struct Number {
    place: usize,
    text: String,
    direction: Direction,
    missing: bool,
    exact: bool,
    /// Whether it counts things, as a change does, and is no rate.
    counts: bool,
    language: Language,
}

impl Number {
    /// The number with the word for its direction: 增长25.0%, a growth of 25.0%; for a change 增加166, 166 more.
    fn words(&self) -> String {
        let unsigned = token::unsigned_number(self.place);
        if self.counts {
            return match (self.direction, self.language) {
                (Direction::Up | Direction::Flat, Language::Chinese) => format!("增加{unsigned}"),
                (Direction::Down, Language::Chinese) => format!("减少{unsigned}"),
                (Direction::Unclear, Language::Chinese) => format!("变动{}", token::number(self.place)),
                (Direction::Up | Direction::Flat, Language::English) => format!("{unsigned} more"),
                (Direction::Down, Language::English) => format!("{unsigned} fewer"),
                (Direction::Unclear, Language::English) => format!("{} different", token::number(self.place)),
            };
        }
        match (self.direction, self.language) {
            (Direction::Up, Language::Chinese) => format!("增长{unsigned}"),
            (Direction::Down, Language::Chinese) => format!("下降{unsigned}"),
            (Direction::Flat, Language::Chinese) => "持平".to_owned(),
            (Direction::Unclear, Language::Chinese) => format!("变动{}", token::number(self.place)),
            (Direction::Up, Language::English) => format!("a growth of {unsigned}"),
            (Direction::Down, Language::English) => format!("a fall of {unsigned}"),
            (Direction::Flat, Language::English) => "no change".to_owned(),
            (Direction::Unclear, Language::English) => format!("a change of {}", token::number(self.place)),
        }
    }

    /// The verb that leads to the number at the end: 增至, grew to.
    fn verb(&self) -> &'static str {
        match (self.direction, self.language) {
            (Direction::Up, Language::Chinese) => "增至",
            (Direction::Down, Language::Chinese) => "减至",
            (Direction::Flat, Language::Chinese) => "仍为",
            (Direction::Unclear, Language::Chinese) => "变为",
            (Direction::Up, Language::English) => "grew to",
            (Direction::Down, Language::English) => "fell to",
            (Direction::Flat, Language::English) => "stayed at",
            (Direction::Unclear, Language::English) => "went to",
        }
    }
}

impl Object for Number {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(match key.as_str()? {
            // In words, too, a number that is missing stays one.
            "text" | "words" | "verb" | "size" if self.missing => Value::from(token::number(self.place)),
            "text" => Value::from(self.text.clone()),
            "words" => Value::from(self.words()),
            "verb" => Value::from(self.verb()),
            "size" => Value::from(token::unsigned_number(self.place)),
            "direction" => Value::from(self.direction.name()),
            "missing" => Value::from(self.missing),
            "exact" => Value::from(self.exact),
            _ => return None,
        })
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&token::number(self.place))
    }
}
