//! `stock.flow`: a stock does not move by the change that is printed for it.
//!
//! Stock at the end = stock at the beginning + net change (the accounting identity of national accounts, SNA 2008,
//! paragraph 1.46). The change is declared in the indicator list; any pair of printed stocks supports it.

use super::evidence::{Evidence, named};
use tierstat_model::{Bounds, Figure, Finding, IndicatorId, Localized, Period, SeriesKey, Severity};

pub(super) const RULE: &str = "stock.flow";

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    evidence.printed().filter_map(|change| broken(evidence, change)).collect()
}

fn broken(evidence: &Evidence<'_>, change: &Figure) -> Option<Finding> {
    let stock = evidence.lists.indicators.get(&change.indicator)?.change_of.as_ref()?;
    let claimed = change.quantity.bounds?;
    let end = stocks(evidence, change, stock, change.period.last_day());
    let begin = stocks(evidence, change, stock, change.period.first_day().yesterday().ok()?);
    let moves: Vec<Bounds> = begin
        .iter()
        .flat_map(|from| end.iter().map(move |to| (from, to)))
        .filter_map(|(from, to)| {
            Some(tierstat_numerics::growth::change(&from.quantity.bounds?, &to.quantity.bounds?))
        })
        .collect();
    if moves.is_empty() || moves.iter().any(|found| found.overlaps(&claimed)) {
        return None;
    }
    let expected: Vec<String> = moves
        .iter()
        .map(|found| found.as_point().map_or_else(|| found.to_string(), |point| point.to_string()))
        .collect();
    // 减少3661个 is often printed as 3661.
    let lost_sign = claimed.upper_value().and_then(|upper| Bounds::closed(-upper, -claimed.lower()).ok());
    let lost_sign = lost_sign.is_some_and(|claimed| moves.iter().any(|found| found.overlaps(&claimed)));
    let question = evidence.question(&change.key());
    let (claim, expected) = (named(change), expected.join("; "));
    let cells = std::iter::once(change).chain(end.iter().copied()).chain(begin.iter().copied());
    Some(Finding {
        severity: if lost_sign { Severity::Information } else { Severity::Warning },
        rule: RULE.to_owned(),
        cells: cells.map(|figure| figure.origin.cell.clone()).collect(),
        message: Localized::new(
            format!("{}：印出的增减 {claim} 与期初、期末的存量不符，按存量应为 {expected}", question.zh),
            format!(
                "{}: the printed change {claim} does not follow from the stocks, which move by {expected}",
                question.en
            ),
        ),
        hint: if lost_sign {
            Localized::new(
                "印出的是减少的个数，没有负号；写更正使其为负",
                "a decrease is printed without its sign; make it negative by a correction",
            )
        } else {
            Localized::new(
                "核对期初和期末的存量，或口径是否在期内改变",
                "look at the stocks at both ends, or for a change of definition between them",
            )
        },
    })
}

fn stocks<'a>(
    evidence: &'a Evidence<'_>,
    change: &Figure,
    stock: &IndicatorId,
    day: jiff::civil::Date,
) -> Vec<&'a Figure> {
    let key = SeriesKey {
        indicator: stock.clone(),
        tier: change.tier.clone(),
        area: change.area.clone(),
        breakdown: change.breakdown.clone(),
        period: Period::Day(day),
    };
    let reading = evidence.reading(&key);
    let all = reading.into_iter().flat_map(|reading| std::iter::once(&reading.figure).chain(&reading.behind));
    all.filter(|figure| figure.quantity.bounds.is_some()).collect()
}
