//! Judgement: a claim held against what the ledger says to it.

use super::answer::{Answer, Form};
use super::apart::tight;
use super::claim::Claim;
use super::ledger::Ledger;
use super::mistake::{RULE_UNIT, mistaken, other_unit};
use super::print::{Bearing, bearing, close, slack};
use super::print_words::print_in_both;
use super::proven_claim::ProvenClaim;
use super::sentence_claims::negative;
use super::statistic::Statistic;
use super::verdict::Verdict;
use std::rc::Rc;
use tierstat_model::{Bounds, Localized, LookupError, Precision};

/// A number of the text is not that of the ledger.
const RULE_WRONG: &str = "text.wrong";
/// A number is given for a period, tier or area that is another one's.
pub(super) const RULE_PERIOD: &str = "text.other-period";
pub(super) const RULE_PLACE: &str = "text.other-place";
/// A number that another source prints.
const RULE_OTHER_SOURCE: &str = "text.other-source";
/// A document is said to print what it does not.
const RULE_DOCUMENT: &str = "text.other-document";
/// Growth is called decline, or decline growth; or what may be either is called one of them.
pub(super) const RULE_DIRECTION: &str = "text.direction";

/// Holds a claim against the ledger.
pub(super) fn judged(
    ledger: &mut Ledger<'_>,
    claim: Claim,
    all: &[Claim],
) -> Result<ProvenClaim, LookupError> {
    if claim.statistic == Statistic::Apart {
        return Ok(ProvenClaim::of(claim, Verdict::Apart));
    }
    if claim.statistic == Statistic::Words {
        let words = claim.words.edit.explained();
        return Ok(ProvenClaim { explanation: words, ..ProvenClaim::of(claim, Verdict::Unknown) });
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
    // A level of confidence is one number: more than 95 % is none.
    if claim.statistic.is_confidence()
        && !matches!(claim.quantity.precision, Precision::Exact | Precision::Rounded | Precision::Share)
    {
        return Ok(base.wrong(RULE_WRONG, Localized::default(), not_a_level()));
    }
    if claim.words.part.is_some_and(|part| !part.is_known()) {
        return Ok(base.wrong(RULE_WRONG, Localized::default(), no_such_interval()));
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
    let others = if claim.statistic.is_confidence() { Rc::default() } else { ledger.elsewhere(&claim)? };
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
            form: Form::Print(print_in_both(&figure.quantity)),
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

fn no_such_interval() -> Localized {
    Localized::new("没有这一置信水平的预测区间", "no forecast has an interval of such a level")
}

fn not_a_level() -> Localized {
    Localized::new("置信水平是一个确定的数", "a level of confidence is one definite number")
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
