//! `rate.disproved`: a printed growth rate that the stocks at both ends disprove.
//!
//! The rate at the end of a year is compared with the stocks of that day and of the same day a year before, with all
//! their bounds; every printed stock counts, so a rate that any pair of sources supports is not accused.

use super::evidence::{Evidence, named};
use super::repair::same;
use jiff::ToSpan;
use tierstat_model::{Bounds, Figure, Finding, IndicatorId, Localized, Period, SeriesKey, Severity};
use tierstat_numerics::growth::growth_rate;

pub(super) const RULE: &str = "rate.disproved";

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    evidence.printed().filter_map(|figure| disproved(evidence, figure)).collect()
}

fn disproved(evidence: &Evidence<'_>, printed: &Figure) -> Option<Finding> {
    let stock = evidence.lists.indicators.get(&printed.indicator)?.growth_of.as_ref()?;
    let claimed = printed.quantity.bounds?;
    let end = printed.period.last_day();
    let base = end.checked_sub(1.year()).ok()?;
    let ends = stocks(evidence, printed, stock, Period::Day(end));
    let bases = stocks(evidence, printed, stock, Period::Day(base));
    let rates: Vec<Bounds> = bases
        .iter()
        .flat_map(|from| ends.iter().map(move |to| (from, to)))
        .filter_map(|(from, to)| Some(growth_rate(&from.quantity.bounds?, &to.quantity.bounds?).ok()?.0))
        .collect();
    if rates.is_empty() || rates.iter().any(|rate| rate.overlaps(&claimed)) {
        return None;
    }
    let range = |rate: &Bounds| match rate.upper_value() {
        Some(upper) if same(rate.lower(), upper) => format!("{:.2}%", upper * 100.0),
        Some(upper) => format!("{:.2}%–{:.2}%", rate.lower() * 100.0, upper * 100.0),
        None => format!("≥ {:.2}%", rate.lower() * 100.0),
    };
    let expected = rates.iter().map(range).collect::<Vec<_>>().join("; ");
    let level = ends.iter().find(|stock| is_level(stock, &claimed));
    let question = evidence.question(&printed.key());
    let claim = named(printed);
    let cells = std::iter::once(printed).chain(ends.iter().copied()).chain(bases.iter().copied());
    Some(Finding {
        severity: Severity::Error,
        rule: RULE.to_owned(),
        cells: cells.map(|figure| figure.origin.cell.clone()).collect(),
        message: Localized::new(
            format!("{}：印出的增长率 {claim} 与前后两期的数不符，按两期的数应为 {expected}", question.zh),
            format!(
                "{}: the printed growth rate {claim} does not follow from the numbers at both ends, which give {expected}",
                question.en
            ),
        ),
        hint: match level {
            Some(level) => Localized::new(
                format!("印出的像是期末水平 {} 而不是增长率", level.quantity.printed),
                format!("the print looks like the level {}, not a growth rate", level.quantity.printed),
            ),
            None => {
                Localized::new("核对增长率的基期和口径", "look at the base and the definition of the rate")
            }
        },
    })
}

/// Every printed number of the stock at a day, for the tier and area of the rate.
fn stocks<'a>(
    evidence: &'a Evidence<'_>,
    rate: &Figure,
    stock: &IndicatorId,
    period: Period,
) -> Vec<&'a Figure> {
    let key = SeriesKey { indicator: stock.clone(), period, ..rate.key() };
    let Some(reading) = evidence.reading(&key) else { return Vec::new() };
    std::iter::once(&reading.figure)
        .chain(&reading.behind)
        .filter(|figure| figure.quantity.bounds.is_some())
        .collect()
}

/// Whether a claimed rate has the digits of a level, up to a power of ten.
fn is_level(stock: &Figure, claimed: &Bounds) -> bool {
    let (Some(level), Some(upper)) = (stock.quantity.value, claimed.upper_value()) else { return false };
    let middle = f64::midpoint(claimed.lower(), upper);
    (0..12).any(|power| same((middle * 10f64.powi(power) * 100.0).round() / 100.0, level))
}
