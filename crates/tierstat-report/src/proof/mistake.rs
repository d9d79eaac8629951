//! Mistakes: what a wrong number was taken for: a level for a rate, points for percent, persons for things.

use super::answer::Answer;
use super::claim::Claim;
use super::ledger::Ledger;
use super::print::{Bearing, bearing, has_digits_of};
use super::proven_claim::ProvenClaim;
use super::statistic::Statistic;
use super::verdict::Verdict;
use tierstat_model::{Bounds, Localized, LookupError, Unit};

/// A level is called a growth rate.
const RULE_LEVEL_AS_RATE: &str = "text.level-as-rate";
/// A difference of rates is printed in percent.
const RULE_POINTS: &str = "text.percent-for-points";
/// A growth in percent is printed in percentage points.
const RULE_PERCENT: &str = "text.points-for-percent";
/// Persons are called things, or things persons.
pub(super) const RULE_UNIT: &str = "text.unit";

/// Bounds of a difference of rates that are narrower than this leave its first digits no choice: a percentage point.
const NARROW: f64 = 0.01;

/// A wrong rate or difference that was taken for something else.
pub(super) fn mistaken(
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
                let Some(middle) = middle.map(f64::abs) else { return false };
                let size = moved.bounds.size();
                // Of rounded numbers the difference is known within bounds, which must be narrow to say anything.
                let is_narrow = size.upper_value().is_some_and(|upper| upper - size.lower() < NARROW);
                moved.value.is_some_and(|value| (value.abs() - middle).abs() < 5e-4)
                    || (is_narrow && size.contains(middle))
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
pub(super) fn other_unit(ledger: &Ledger<'_>, claim: &Claim) -> Option<Localized> {
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
