//! Proofreading: every number that a text claims, held against the ledger.
//!
//! A text that a person has edited is read into claims elsewhere; here each is found right, rounded right, the number of
//! another source, wrong or unknown. Bounds decide: a rounded or rough claim is right where the number lies within it.

mod history;

use history::{Derived, History, Number};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{
    AreaCode, Bounds, CellRef, Claim, ClaimKind, CodeLists, FigureId, FigureLookup, Finding, IndicatorId,
    Localized, LookupError, Severity, TierId,
};

/// What was found of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The text says what the ledger says.
    Right,
    /// The text says it roughly, and the ledger's number lies within.
    RoundedRight,
    /// Another source says so; the ledger prefers a different number.
    OtherSource,
    /// The ledger says something else.
    Wrong,
    /// The ledger cannot say.
    Unknown,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Right, Self::RoundedRight, Self::OtherSource, Self::Wrong, Self::Unknown];

    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::RoundedRight => "rounded-right",
            Self::OtherSource => "other-source",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }
}

/// A claim with what was found of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProvenClaim<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// What was found.
    pub verdict: Verdict,
    /// The rule by which a wrong claim is wrong; empty for any other.
    pub rule: &'static str,
    /// What the text should say, in figures; empty where that is unknown.
    pub expected: Localized,
    /// What is wrong with the claim, in words; empty where nothing is.
    pub explanation: Localized,
    /// The figures that speak for or against it.
    pub figures: Vec<FigureId>,
}

/// A number of the text is not that of the ledger.
const RULE_WRONG: &str = "text.wrong";
/// A level is called a growth rate.
const RULE_LEVEL_AS_RATE: &str = "text.level-as-rate";
/// A difference of rates is printed in percent.
const RULE_POINTS: &str = "text.percent-for-points";
/// A number is given for a period that is another one's.
const RULE_PERIOD: &str = "text.other-period";
/// A number that another source prints.
const RULE_OTHER_SOURCE: &str = "text.other-source";

/// Holds claims against what was known on a day.
///
/// # Errors
/// [`LookupError`] where the figures cannot be looked up.
pub fn prove<'a>(
    claims: &'a [Claim],
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    known_on: Option<Date>,
) -> Result<Vec<ProvenClaim<'a>>, LookupError> {
    let mut prover = Prover { lookup, lists, known_on, histories: BTreeMap::new() };
    claims.iter().map(|claim| prover.prove(claim, claims)).collect()
}

impl ProvenClaim<'_> {
    /// The finding for a claim that is wrong, or that another source makes.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        let severity = match self.verdict {
            Verdict::Wrong => Severity::Error,
            Verdict::OtherSource => Severity::Warning,
            Verdict::Right | Verdict::RoundedRight | Verdict::Unknown => return None,
        };
        let cells: Vec<CellRef> = vec![self.claim.place.clone()];
        let printed = &self.claim.quantity.printed;
        let message = Localized::new(
            format!("“{printed}”：{}", self.explanation.zh),
            format!("`{printed}`: {}", self.explanation.en),
        );
        let hint = if self.expected.zh.is_empty() {
            Localized::default()
        } else {
            Localized::new(format!("应为 {}", self.expected.zh), format!("write {}", self.expected.en))
        };
        Some(Finding { severity, rule: self.rule.to_owned(), cells, message, hint })
    }
}

type SeriesName = (IndicatorId, Option<TierId>, AreaCode);

struct Prover<'a> {
    lookup: &'a dyn FigureLookup,
    lists: &'a CodeLists,
    known_on: Option<Date>,
    histories: BTreeMap<SeriesName, History>,
}

impl Prover<'_> {
    fn prove<'c>(&mut self, claim: &'c Claim, all: &[Claim]) -> Result<ProvenClaim<'c>, LookupError> {
        let unknown = ProvenClaim {
            claim,
            verdict: Verdict::Unknown,
            rule: "",
            expected: Localized::default(),
            explanation: Localized::default(),
            figures: Vec::new(),
        };
        let Some(bounds) = claim.quantity.bounds else { return Ok(unknown) };
        // A share of two numbers of its own sentence needs nobody else.
        if claim.kind == ClaimKind::Share && follows_from_sentence(claim, &bounds, all) {
            return Ok(ProvenClaim { verdict: Verdict::Right, ..unknown });
        }
        let Some(indicator) = &claim.indicator else { return Ok(unknown) };
        let declared = self.lists.indicators.get(indicator);
        let root = self.lists.areas.roots().next().map(|area| area.code.clone());
        let Some(area) = claim.area.clone().or(root) else { return Ok(unknown) };
        // A rate that is an indicator itself is one of the stock that grows.
        let stock = declared.and_then(|declared| declared.growth_of.clone());
        let indicator = stock.unwrap_or_else(|| indicator.clone());
        let history = self.history((indicator, claim.tier.clone(), area))?;
        let days: Vec<Date> = claim.periods.iter().map(|period| period.last_day()).collect();
        Ok(match claim.kind {
            ClaimKind::Level => level(unknown, history, &bounds, &days),
            ClaimKind::Rate => rate(unknown, history, &bounds, &days),
            ClaimKind::Points => points(unknown, history, &bounds, &days),
            ClaimKind::Change => change(unknown, history, &bounds, &days),
            ClaimKind::YearsInRow => years_in_row(unknown, history, &bounds, &days),
            ClaimKind::Share => unknown,
        })
    }

    fn history(&mut self, name: SeriesName) -> Result<&History, LookupError> {
        if !self.histories.contains_key(&name) {
            let series = (&name.0, name.1.as_ref(), &name.2);
            let found = History::of(self.lookup, self.lists, series, self.known_on)?;
            self.histories.insert(name.clone(), found);
        }
        Ok(self.histories.entry(name).or_default())
    }
}

fn same(first: &Bounds, second: &Bounds) -> bool {
    let close = |one: f64, other: f64| (one - other).abs() <= 1e-9 * one.abs().max(other.abs());
    let ends = first.upper_value().zip(second.upper_value());
    close(first.lower(), second.lower()) && ends.is_some_and(|(one, other)| close(one, other))
}

/// The claim stands, exactly or roughly.
fn agreed<'c>(
    base: ProvenClaim<'c>,
    claimed: &Bounds,
    found: &Bounds,
    figures: Vec<FigureId>,
) -> ProvenClaim<'c> {
    let verdict = if same(claimed, found) { Verdict::Right } else { Verdict::RoundedRight };
    ProvenClaim { verdict, figures, ..base }
}

fn wrong<'c>(
    base: ProvenClaim<'c>,
    rule: &'static str,
    expected: Localized,
    explanation: Localized,
    figures: Vec<FigureId>,
) -> ProvenClaim<'c> {
    ProvenClaim { verdict: Verdict::Wrong, rule, expected, explanation, figures, ..base }
}

fn level<'c>(base: ProvenClaim<'c>, history: &History, claimed: &Bounds, days: &[Date]) -> ProvenClaim<'c> {
    let at: Vec<(Date, &Number)> =
        days.iter().filter_map(|day| Some((*day, history.numbers.get(day)?))).collect();
    // Without a day in the text, any number of the series will do.
    let candidates: Vec<(Date, &Number)> = if days.is_empty() {
        history.numbers.iter().map(|(day, number)| (*day, number)).collect()
    } else {
        at
    };
    if let Some((_, number)) = candidates.iter().find(|(_, number)| number.bounds.overlaps(claimed)) {
        return agreed(base, claimed, &number.bounds, number.figures.clone());
    }
    // Only what the text itself ties to its subject and its nearest day can be wrong.
    let nearest = candidates.first().copied().filter(|(day, _)| days.first() == Some(day));
    let Some((day, number)) = nearest.filter(|_| base.claim.is_certain) else { return base };
    let other = number.others.iter().find(|(bounds, ..)| bounds.overlaps(claimed));
    if let Some((_, _, figure)) = other {
        let mut figures = number.figures.clone();
        figures.push(figure.clone());
        return ProvenClaim {
            verdict: Verdict::OtherSource,
            rule: RULE_OTHER_SOURCE,
            expected: plain(&number.printed),
            explanation: Localized::new(
                format!("另一来源这样说；{day} 取用的是 {}", number.printed),
                format!("another source says so; {} is used for {day}", number.printed),
            ),
            figures,
            ..base
        };
    }
    let elsewhere = history.numbers.iter().find(|(_, other)| same(&other.bounds, claimed));
    match elsewhere {
        Some((other_day, other)) => wrong(
            base,
            RULE_PERIOD,
            plain(&number.printed),
            Localized::new(
                format!("这是 {other_day} 的数，而不是 {day} 的"),
                format!("this is the number of {other_day}, not of {day}"),
            ),
            number.figures.iter().chain(&other.figures).cloned().collect(),
        ),
        None => wrong(
            base,
            RULE_WRONG,
            plain(&number.printed),
            Localized::new(
                format!("账本中 {day} 为 {}", number.printed),
                format!("the ledger has {} for {day}", number.printed),
            ),
            number.figures.clone(),
        ),
    }
}

fn rate<'c>(base: ProvenClaim<'c>, history: &History, claimed: &Bounds, days: &[Date]) -> ProvenClaim<'c> {
    let spans: Vec<(Date, Date)> = days.iter().flat_map(|to| history.spans(*to, days)).collect();
    let rates: Vec<Derived> = spans.iter().filter_map(|(from, to)| history.rate(*from, *to)).collect();
    if let Some(found) = rates.iter().find(|found| found.bounds.overlaps(claimed)) {
        return agreed(base, claimed, &found.bounds, found.figures.clone());
    }
    if !base.claim.is_certain {
        return base;
    }
    // 43.9万 called 43.9%: the digits of a level up to a power of ten.
    let middle = claimed.upper_value().map(|upper| f64::midpoint(claimed.lower(), upper));
    let as_level = days
        .iter()
        .filter_map(|day| history.numbers.get(day))
        .find(|number| number.value.zip(middle).is_some_and(|(value, middle)| has_digits_of(middle, value)));
    if let (Some(number), Some(found)) = (as_level, rates.first()) {
        return wrong(
            base,
            RULE_LEVEL_AS_RATE,
            plain(&percent(found)),
            Localized::new(
                format!("这是水平 {}，不是增长率", number.printed),
                format!("this is the level {}, not a growth rate", number.printed),
            ),
            found.figures.clone(),
        );
    }
    let magnitude = |bounds: &Bounds| {
        bounds.upper_value().and_then(|upper| {
            let (least, most) =
                (bounds.lower().abs().min(upper.abs()), bounds.lower().abs().max(upper.abs()));
            Bounds::closed(least, most).ok()
        })
    };
    let moves = days.iter().filter_map(|day| history.rate_moves(*day));
    let mut moves = moves.filter(|moved| {
        let near =
            moved.value.zip(middle).is_some_and(|(value, middle)| (value.abs() - middle.abs()).abs() < 5e-4);
        near || magnitude(&moved.bounds)
            .zip(magnitude(claimed))
            .is_some_and(|(one, other)| one.overlaps(&other) && rates.is_empty())
    });
    if let Some(moved) = moves.next() {
        return wrong(
            base,
            RULE_POINTS,
            in_points(&moved),
            Localized::new(
                "两个增长率之差应写百分点，而不是百分比",
                "a difference of two rates is in percentage points, not in percent",
            ),
            moved.figures,
        );
    }
    match rates.first() {
        Some(found) => wrong(
            base,
            RULE_WRONG,
            plain(&percent(found)),
            Localized::new(
                format!("截至 {} 的增长率为 {}", found.day, percent(found)),
                format!("the growth to {} is {}", found.day, percent(found)),
            ),
            found.figures.clone(),
        ),
        None => base,
    }
}

fn points<'c>(base: ProvenClaim<'c>, history: &History, claimed: &Bounds, days: &[Date]) -> ProvenClaim<'c> {
    let moves: Vec<Derived> = days.iter().filter_map(|day| history.rate_moves(*day)).collect();
    let agrees = |found: &&Derived| found.bounds.overlaps(claimed);
    match (moves.iter().find(agrees), moves.first()) {
        (Some(found), _) => agreed(base, claimed, &found.bounds, found.figures.clone()),
        (None, _) if !base.claim.is_certain => base,
        (None, Some(found)) => wrong(
            base,
            RULE_WRONG,
            in_points(found),
            Localized::new(
                format!("截至 {} 的增长率变动 {}", found.day, in_points(found).zh),
                format!("the growth rate to {} moved by {}", found.day, in_points(found).en),
            ),
            found.figures.clone(),
        ),
        (None, None) => base,
    }
}

fn change<'c>(base: ProvenClaim<'c>, history: &History, claimed: &Bounds, days: &[Date]) -> ProvenClaim<'c> {
    let spans = days.iter().flat_map(|to| history.spans(*to, days));
    let changes: Vec<Derived> = spans.filter_map(|(from, to)| history.change(from, to)).collect();
    // What was newly registered is counted as a flow, not as a difference of stocks.
    let flow =
        days.iter().filter_map(|day| history.numbers.get(day)).find(|number| number.bounds.overlaps(claimed));
    if let Some(number) = flow {
        return agreed(base, claimed, &number.bounds, number.figures.clone());
    }
    match (changes.iter().find(|found| found.bounds.overlaps(claimed)), changes.first()) {
        (Some(found), _) => agreed(base, claimed, &found.bounds, found.figures.clone()),
        (None, _) if !base.claim.is_certain => base,
        (None, Some(found)) => {
            let moved = found.value.map_or_else(|| found.bounds.to_string(), |value| value.to_string());
            wrong(
                base,
                RULE_WRONG,
                plain(&moved),
                Localized::new(
                    format!("截至 {} 的增减为 {moved}", found.day),
                    format!("the change to {} is {moved}", found.day),
                ),
                found.figures.clone(),
            )
        }
        (None, None) => base,
    }
}

fn years_in_row<'c>(
    base: ProvenClaim<'c>,
    history: &History,
    claimed: &Bounds,
    days: &[Date],
) -> ProvenClaim<'c> {
    let latest = history.numbers.keys().next_back().copied();
    let Some((years, figures)) = days.first().copied().or(latest).and_then(|day| history.years_in_row(day))
    else {
        return base;
    };
    // More years in a row than claimed make the claim true: five years are also three.
    let claimed_years = claimed.lower();
    let holds = f64::from(years) * claimed_years.signum() >= claimed_years.abs();
    if holds {
        return ProvenClaim { verdict: Verdict::Right, figures, ..base };
    }
    if !base.claim.is_certain {
        return base;
    }
    let count = years.abs();
    wrong(
        base,
        RULE_WRONG,
        plain(&count.to_string()),
        Localized::new(
            format!("账本中只看得出连续 {count} 年"),
            format!("the ledger shows {count} years in a row"),
        ),
        figures,
    )
}

/// Whether a share is the ratio of two levels of its own sentence.
fn follows_from_sentence(claim: &Claim, share: &Bounds, all: &[Claim]) -> bool {
    let levels: Vec<Bounds> = all
        .iter()
        .filter(|other| {
            other.kind == ClaimKind::Level
                && other.sentence == claim.sentence
                && other.place.row == claim.place.row
                && other.place.file == claim.place.file
        })
        .filter_map(|other| other.quantity.bounds)
        .collect();
    levels.iter().enumerate().any(|(index, part)| {
        let wholes = levels.iter().enumerate().filter(|(other, _)| *other != index);
        wholes.into_iter().any(|(_, whole)| {
            let ratio = tierstat_numerics::coverage::coverage(part, whole);
            ratio.is_ok_and(|found| found.ratio.0.overlaps(share))
        })
    })
}

/// Whether a share has the digits of a level, up to a power of ten: 0.439 and 439,000.
fn has_digits_of(share: f64, level: f64) -> bool {
    let close = |one: f64, other: f64| (one - other).abs() <= 1e-6 * other.abs();
    share > 0.0 && level > 0.0 && (0..13).any(|power| close(share * 10_f64.powi(power), level))
}

/// A rate in percent with two digits; its bounds where the prints are rough.
fn percent(found: &Derived) -> String {
    let range = |bounds: &Bounds| match bounds.upper_value() {
        Some(upper) => format!("{:.2}–{:.2} %", bounds.lower() * 100.0, upper * 100.0),
        None => format!("≥ {:.2} %", bounds.lower() * 100.0),
    };
    match (found.value, found.bounds.as_point()) {
        (Some(value), Some(_)) => format!("{:.2} %", value * 100.0),
        (Some(value), None) => format!("{:.2} % ({})", value * 100.0, range(&found.bounds)),
        (None, _) => range(&found.bounds),
    }
}

/// A difference of rates, as a text writes it: its size, since 下降 and fell say the sign.
fn in_points(found: &Derived) -> Localized {
    let points = found.value.map_or_else(
        || {
            let (least, most) =
                (found.bounds.lower() * 100.0, found.bounds.upper_value().map(|upper| upper * 100.0));
            most.map_or_else(|| format!("≥ {least:.2}"), |most| format!("{least:.2}–{most:.2}"))
        },
        |value| format!("{:.2}", value.abs() * 100.0),
    );
    Localized::new(format!("{points} 个百分点"), format!("{points} percentage points"))
}

fn plain(text: &str) -> Localized {
    Localized::new(text, text)
}
