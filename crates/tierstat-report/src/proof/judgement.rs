//! Judgement: a claim held against what the ledger says to it.

use super::answer::{Answer, Form};
use super::apart::tight;
use super::claim::Claim;
use super::ledger::Ledger;
use super::print::{Bearing, bearing, close, has_digits_of, slack};
use super::sentence_claims::negative;
use super::statistic::Statistic;
use super::verdict::Verdict;
use tierstat_document::source_name;
use tierstat_model::{Bounds, FigureId, Language, Localized, LookupError, Unit};

/// A claim with what was found of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProvenClaim {
    /// The claim.
    pub claim: Claim,
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
    /// Where those figures stand: file, sheet, cell and document; empty for a claim that nothing is said of.
    pub origin: Localized,
}

/// A number of the text is not that of the ledger.
pub(super) const RULE_WRONG: &str = "text.wrong";
/// A level is called a growth rate.
const RULE_LEVEL_AS_RATE: &str = "text.level-as-rate";
/// A difference of rates is printed in percent.
const RULE_POINTS: &str = "text.percent-for-points";
/// A growth in percent is printed in percentage points.
const RULE_PERCENT: &str = "text.points-for-percent";
/// A number is given for a period, tier or area that is another one's.
const RULE_PERIOD: &str = "text.other-period";
const RULE_PLACE: &str = "text.other-place";
/// A number that another source prints.
const RULE_OTHER_SOURCE: &str = "text.other-source";
/// A document is said to print what it does not.
const RULE_DOCUMENT: &str = "text.other-document";
/// Growth is called decline, or decline growth.
const RULE_DIRECTION: &str = "text.direction";
/// Persons are called things, or things persons.
const RULE_UNIT: &str = "text.unit";

impl ProvenClaim {
    fn of(claim: Claim, verdict: Verdict) -> Self {
        Self {
            claim,
            verdict,
            rule: "",
            expected: Localized::default(),
            explanation: Localized::default(),
            figures: Vec::new(),
            origin: Localized::default(),
        }
    }

    fn wrong(self, rule: &'static str, expected: Localized, explanation: Localized) -> Self {
        Self { verdict: Verdict::Wrong, rule, expected, explanation, ..self }
    }

    fn on(self, answer: &Answer) -> Self {
        Self { figures: answer.figures.clone(), ..self }
    }
}

/// So many origins are named; a sum of many has more, which the ids of its figures tell.
const MOST_ORIGINS: usize = 3;

/// A claim with the places of the figures that speak against it.
pub(super) fn with_origin(ledger: &Ledger<'_>, found: ProvenClaim) -> ProvenClaim {
    if !matches!(found.verdict, Verdict::Wrong | Verdict::OtherSource) {
        return found;
    }
    let named = found.figures.iter().filter_map(|id| ledger.figure(id)).take(MOST_ORIGINS);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for figure in named {
        let (cell, document) = (&figure.origin.cell, &figure.origin.document);
        zh.push(format!("{cell}（{}）", source_name(document, Language::Chinese)));
        en.push(format!("{cell} ({})", source_name(document, Language::English)));
    }
    if found.figures.len() > MOST_ORIGINS {
        zh.push("等".to_owned());
        en.push("…".to_owned());
    }
    ProvenClaim { origin: Localized::new(zh.join("；"), en.join("; ")), ..found }
}

/// Holds a claim against the ledger.
pub(super) fn judged(
    ledger: &mut Ledger<'_>,
    claim: Claim,
    all: &[Claim],
) -> Result<ProvenClaim, LookupError> {
    if claim.statistic == Statistic::Apart {
        return Ok(ProvenClaim::of(claim, Verdict::Apart));
    }
    let Some(bounds) = claim.quantity.bounds else { return Ok(ProvenClaim::of(claim, Verdict::Unknown)) };
    match claim.statistic {
        Statistic::YearsInRow => return years_in_row(ledger, claim, &bounds),
        Statistic::Share => return share(ledger, claim, &bounds, all),
        _ => {}
    }
    let answers = ledger.answers(&claim)?;
    if let Some(found) = as_document_prints(ledger, &claim, &answers) {
        return Ok(found);
    }
    let borne = answers.iter().find(|answer| {
        bearing(&claim, answer) != Bearing::Other
            || (claim.subject.of_any_period && bearing(&opposite(&claim), answer) != Bearing::Other)
    });
    let base = ProvenClaim::of(claim.clone(), Verdict::Unknown);
    // Something else is spoken of, as far as the words tell: that it is the same number is luck.
    if !claim.subject.is_tied {
        return Ok(base);
    }
    if let Some(answer) = borne {
        let verdict =
            if bearing(&claim, answer) == Bearing::Same { Verdict::Right } else { Verdict::RoundedRight };
        let base = base.on(answer);
        if let Some(found) = other_unit(ledger, &claim) {
            return Ok(base.wrong(RULE_UNIT, Localized::default(), found));
        }
        if claim.direction != 0 {
            let went = ledger.went(&claim)?;
            if went != 0 && went != claim.direction {
                return Ok(base.wrong(RULE_DIRECTION, Localized::default(), direction_words(went)));
            }
        }
        return Ok(ProvenClaim { verdict, ..base });
    }
    let Some(answer) = answers.first() else { return elsewhere(ledger, base) };
    let base = base.on(answer);
    let (of, printed) = (ledger.said_of(answer), answer.printed());
    if let Some((_, figure)) = answer.others.iter().find(|(other, _)| other.overlaps(&bounds)) {
        let mut figures = base.figures.clone();
        figures.push(figure.clone());
        return Ok(ProvenClaim {
            verdict: Verdict::OtherSource,
            rule: RULE_OTHER_SOURCE,
            explanation: Localized::new(
                format!("另一来源这样说；取用的是 {}（{}）", printed.zh, of.zh),
                format!("another source says so; {} is used ({})", printed.en, of.en),
            ),
            expected: printed,
            figures,
            ..base
        });
    }
    if let Some(found) = mistaken(ledger, &base, &bounds, answer)? {
        return Ok(found);
    }
    let others = ledger.elsewhere(&claim)?;
    let near = others.near(&bounds, slack(&claim));
    let alike: Vec<&&Answer> = near.iter().filter(|other| bearing(&claim, other) == Bearing::Same).collect();
    let own = alike.iter().find(|other| ledger.are_of_one_series(other, answer));
    let (rule, hint) = match (own, alike.first()) {
        (Some(other), _) => (RULE_PERIOD, is_of(&ledger.said_of(other))),
        (None, Some(other)) => (RULE_PLACE, is_of(&ledger.said_of(other))),
        (None, None) => (RULE_WRONG, Localized::default()),
    };
    let explanation = Localized::new(
        format!("账本中{}为 {}{}", of.zh, printed.zh, hint.zh),
        format!("the ledger has {} for {}{}", printed.en, of.en, hint.en),
    );
    Ok(base.wrong(rule, printed, explanation))
}

/// A line of origin gives the size of a fall without its sign.
fn opposite(claim: &Claim) -> Claim {
    Claim { quantity: negative(&claim.quantity), ..claim.clone() }
}

/// A number that the text gives as the print of a document, held against what that document prints; nothing where the ledger has
/// nothing of it.
fn as_document_prints(ledger: &Ledger<'_>, claim: &Claim, answers: &[Answer]) -> Option<ProvenClaim> {
    let title = claim.subject.attributed_to.as_ref().filter(|_| claim.statistic == Statistic::Level)?;
    let ids = answers.iter().flat_map(|answer| {
        answer.figures.iter().chain(answer.others.iter().map(|(_, id)| id)).map(move |id| (answer, id))
    });
    let mut first = None;
    for (answer, id) in ids {
        let figure = ledger.figure(id)?;
        let is_own =
            figure.origin.document.titles().any(|printed| tight(&printed.to_lowercase()).0 == *title);
        let Some(bounds) = figure.quantity.bounds.filter(|_| is_own) else { continue };
        let printed = Answer {
            bounds,
            value: figure.quantity.value.or(bounds.as_point()),
            form: Form::Print(figure.quantity.printed.clone()),
            is_exact: bounds.as_point().is_some(),
            figures: vec![id.clone()],
            others: Vec::new(),
            ..answer.clone()
        };
        let found = bearing(claim, &printed);
        if found != Bearing::Other {
            let verdict = if found == Bearing::Same { Verdict::Right } else { Verdict::RoundedRight };
            return Some(ProvenClaim::of(claim.clone(), verdict).on(&printed));
        }
        first = first.or(Some(printed));
    }
    let printed = first?;
    let (of, number) = (ledger.said_of(&printed), printed.printed());
    let words = Localized::new(
        format!("该文献所印的{}为 {}", of.zh, number.zh),
        format!("that document prints {} for {}", number.en, of.en),
    );
    Some(ProvenClaim::of(claim.clone(), Verdict::Wrong).on(&printed).wrong(RULE_DOCUMENT, number, words))
}

fn is_of(other: &Localized) -> Localized {
    Localized::new(
        format!("；文中的数属于{}", other.zh),
        format!("; the number of the text is that of {}", other.en),
    )
}

fn direction_words(went: i8) -> Localized {
    if went > 0 {
        Localized::new("账本中这一数字是上升的", "in the ledger the number rose")
    } else {
        Localized::new("账本中这一数字是下降的", "in the ledger the number fell")
    }
}

/// A claim to whose subject the ledger has nothing: wrong where the number is that of another period, tier or area.
fn elsewhere(ledger: &mut Ledger<'_>, base: ProvenClaim) -> Result<ProvenClaim, LookupError> {
    let claim = base.claim.clone();
    if claim.subject.periods.is_empty() && claim.subject.areas.is_empty() && claim.subject.tiers.is_empty() {
        return Ok(base);
    }
    let others = ledger.elsewhere(&claim)?;
    let bounds = claim.quantity.bounds;
    let near = bounds.map(|bounds| others.near(&bounds, slack(&claim))).unwrap_or_default();
    let found = near.iter().find(|other| bearing(&claim, other) != Bearing::Other);
    Ok(match found {
        Some(other) => {
            let figures = other.figures.clone();
            let of = ledger.said_of(other);
            let explanation = Localized::new(
                format!("账本中没有文中所说的层级、地区或时期的数；这个数属于{}", of.zh),
                format!(
                    "the ledger has no such number for the tier, area and period that the text names; it is that of {}",
                    of.en
                ),
            );
            ProvenClaim { figures, ..base }.wrong(RULE_PLACE, Localized::default(), explanation)
        }
        None => base,
    })
}

/// A wrong rate or difference that was taken for something else.
fn mistaken(
    ledger: &mut Ledger<'_>,
    base: &ProvenClaim,
    bounds: &Bounds,
    answer: &Answer,
) -> Result<Option<ProvenClaim>, LookupError> {
    let claim = &base.claim;
    let middle = bounds.upper_value().map(|upper| f64::midpoint(bounds.lower(), upper));
    match claim.statistic {
        Statistic::Rate => {
            let levels = ledger.beside(claim, Statistic::Level)?;
            let level = levels.iter().find(|level| {
                level.value.zip(middle).is_some_and(|(value, middle)| has_digits_of(middle.abs(), value))
            });
            if let Some(level) = level {
                let words = Localized::new(
                    format!("这是水平 {}，不是增长率", level.printed().zh),
                    format!("this is the level {}, not a growth rate", level.printed().en),
                );
                return Ok(Some(base.clone().wrong(RULE_LEVEL_AS_RATE, answer.printed(), words)));
            }
            let moves = ledger.beside(claim, Statistic::Points)?;
            let moved = moves.iter().find(|moved| {
                moved
                    .value
                    .zip(middle)
                    .is_some_and(|(value, middle)| (value.abs() - middle.abs()).abs() < 5e-4)
            });
            Ok(moved.map(|moved| {
                let words = Localized::new(
                    "两个增长率之差应写百分点，而不是百分比",
                    "a difference of two rates is in percentage points, not in percent",
                );
                ProvenClaim { figures: moved.figures.clone(), ..base.clone() }.wrong(
                    RULE_POINTS,
                    moved.printed(),
                    words,
                )
            }))
        }
        _ => Ok(None),
    }
}

/// Why a unit is not that of what is counted.
fn other_unit(ledger: &Ledger<'_>, claim: &Claim) -> Option<Localized> {
    if !matches!(claim.statistic, Statistic::Level | Statistic::Change) {
        return None;
    }
    let printed = claim.unit.as_deref()?;
    let indicator = ledger.indicator(&claim.subject, claim.statistic)?;
    let own = &ledger.lists.indicators.get(&indicator)?.unit;
    let is_called = |unit: &Unit| {
        unit.name.zh == printed
            || unit.name.en == printed
            || unit.aliases.iter().any(|alias| alias == printed)
    };
    let units = &ledger.lists.units.units;
    let called: Vec<&Unit> = units.iter().filter(|unit| is_called(unit)).collect();
    let is_other = !called.is_empty() && called.iter().all(|unit| unit.id != *own) && printed != "个";
    let declared = units.iter().find(|unit| unit.id == *own)?;
    is_other.then(|| {
        Localized::new(
            format!("单位不符：该指标以“{}”计，文中为“{printed}”", declared.name.zh),
            format!(
                "another unit: the indicator is counted in {}, the text has {printed}",
                if declared.name.en.is_empty() { "things" } else { &declared.name.en }
            ),
        )
    })
}

fn share(
    ledger: &mut Ledger<'_>,
    claim: Claim,
    bounds: &Bounds,
    all: &[Claim],
) -> Result<ProvenClaim, LookupError> {
    // A share of two numbers of its own sentence needs nobody else.
    if follows_from_sentence(&claim, bounds, all) {
        return Ok(ProvenClaim::of(claim, Verdict::Right));
    }
    let base = ProvenClaim::of(claim.clone(), Verdict::Unknown);
    if !claim.subject.is_tied {
        return Ok(base);
    }
    // A level that is called a share: 455%.
    let levels = ledger.beside(&claim, Statistic::Level)?;
    let middle = claim.quantity.value;
    let level = levels.iter().find(|level| {
        level.value.zip(middle).is_some_and(|(value, middle)| close(value, middle * 100.0) && value >= 10.0)
    });
    Ok(match level {
        Some(level) => {
            let words = Localized::new(
                format!("这是数量 {}，不是百分比", level.printed().zh),
                format!("this is the count {}, not a percentage", level.printed().en),
            );
            base.on(level).wrong(RULE_UNIT, level.printed(), words)
        }
        None => base,
    })
}

fn years_in_row(ledger: &mut Ledger<'_>, claim: Claim, claimed: &Bounds) -> Result<ProvenClaim, LookupError> {
    let found = ledger.years_in_row(&claim)?;
    let base = ProvenClaim::of(claim, Verdict::Unknown);
    let Some((years, figures)) = found.filter(|_| base.claim.subject.is_tied) else { return Ok(base) };
    let base = ProvenClaim { figures, ..base };
    // More years in a row than claimed make the claim true: five years are also three.
    let said = claimed.lower();
    if f64::from(years) * said.signum() >= said.abs() {
        return Ok(ProvenClaim { verdict: Verdict::Right, ..base });
    }
    let count = years.abs().to_string();
    let words = Localized::new(
        format!("账本中只看得出连续 {count} 年"),
        format!("the ledger shows {count} years in a row"),
    );
    Ok(base.wrong(RULE_WRONG, Localized::new(count.clone(), count), words))
}

/// Whether a share is the ratio of two levels of its own sentence.
fn follows_from_sentence(claim: &Claim, share: &Bounds, all: &[Claim]) -> bool {
    let levels: Vec<Bounds> = all
        .iter()
        .filter(|other| {
            matches!(other.statistic, Statistic::Level | Statistic::Units)
                && other.sentence == claim.sentence
                && other.place.row == claim.place.row
        })
        .filter_map(|other| other.quantity.bounds)
        .collect();
    levels.iter().enumerate().any(|(index, part)| {
        let mut wholes = levels.iter().enumerate().filter(|(other, _)| *other != index);
        wholes.any(|(_, whole)| {
            let ratio = tierstat_numerics::coverage::coverage(part, whole);
            ratio.is_ok_and(|found| found.ratio.0.overlaps(share))
        })
    })
}

/// The rule for points that are printed where a rate in percent is meant.
pub(super) fn points_for_percent(
    ledger: &mut Ledger<'_>,
    found: ProvenClaim,
) -> Result<ProvenClaim, LookupError> {
    let is_doubtful = found.claim.statistic == Statistic::Points
        && matches!(found.verdict, Verdict::Wrong | Verdict::Unknown);
    if !is_doubtful {
        return Ok(found);
    }
    let in_percent = [
        Statistic::Rate,
        Statistic::YearlyRate,
        Statistic::Contribution,
        Statistic::Coverage,
        Statistic::Trend,
        Statistic::TargetShare,
    ];
    for statistic in in_percent {
        let claim = Claim { statistic, ..found.claim.clone() };
        let answers = ledger.beside(&claim, statistic)?;
        if let Some(answer) = answers.iter().find(|answer| bearing(&claim, answer) != Bearing::Other) {
            let of = ledger.said_of(answer);
            let words = Localized::new(
                format!("{}是百分比，不是百分点", of.zh),
                format!("{} is in percent, not in percentage points", of.en),
            );
            return Ok(found.on(answer).wrong(RULE_PERCENT, answer.printed(), words));
        }
    }
    Ok(found)
}
