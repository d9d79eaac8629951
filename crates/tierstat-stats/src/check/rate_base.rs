//! `rate.implied-base`: a printed growth rate and the number at its end say what the base was.
//!
//! Where no source prints the base, but the implied number stands at another day of that year, the two confirm each other,
//! and the print probably describes the base: 455 after growth by 57.4 % imply 289.07, and 289 is what a newspaper printed
//! half a year later.

use super::evidence::Evidence;
use super::series::{days_between, shifted};
use crate::derived::{DerivedTotal, derived_totals};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{Bounds, CellRef, Figure, Finding, Localized, Period, Series, SeriesKey, Severity};

pub(super) const RULE: &str = "rate.implied-base";

/// The implied base is looked for around its day, in days.
const AROUND: i32 = 200;

pub(super) fn check(evidence: &Evidence<'_>) -> Vec<Finding> {
    let totals: BTreeMap<SeriesKey, DerivedTotal> = derived_totals(evidence.readings(), evidence.lists)
        .into_iter()
        .map(|total| (total.key.clone(), total))
        .collect();
    let mut findings = Vec::new();
    for printed in evidence.printed() {
        let stock =
            evidence.lists.indicators.get(&printed.indicator).and_then(|found| found.growth_of.clone());
        let (Some(stock), Some(rate)) = (stock, printed.quantity.bounds) else { continue };
        let end_day = printed.period.last_day();
        let Ok(base_day) = end_day.checked_sub(1.year()) else { continue };
        let series = evidence.kept(Series { indicator: stock, ..printed.key().series() });
        let key = |day| series.at(Period::Day(day));
        let is_printed = evidence.reading(&key(base_day)).is_some();
        let Some(end) = evidence.reading(&key(end_day)).filter(|_| !is_printed) else { continue };
        let Some(implied) = end.figure.quantity.bounds.and_then(|end| implied_base(&end, &rate)) else {
            continue;
        };
        let is_near = |day: Date| day != end_day && days_between(base_day, day).abs() <= AROUND;
        let by_readings = evidence.series(&series).iter().filter_map(|reading| {
            let bounds = reading.figure.quantity.bounds?;
            Some((reading.key.period.last_day(), bounds, vec![reading.figure.origin.cell.clone()]))
        });
        let (first, last) = (shifted(base_day, -AROUND), shifted(base_day, AROUND));
        let sums = totals.range(key(first)..=key(last)).map(|(_, total)| total);
        let by_sums = sums.map(|total| {
            let cells = total.parts.iter().map(|part| part.figure.origin.cell.clone()).collect();
            (total.key.period.last_day(), total.bounds, cells)
        });
        let mut candidates = by_readings.chain(by_sums).filter(|(day, ..)| is_near(*day));
        if let Some(found) = candidates.find(|(_, bounds, _)| bounds.overlaps(&implied)) {
            findings.push(finding(evidence, printed, &end.figure, (base_day, implied), found));
        }
    }
    findings
}

/// The base that grows by a rate to an end: end ÷ (1 + rate), on intervals.
fn implied_base(end: &Bounds, rate: &Bounds) -> Option<Bounds> {
    let (least, most) = (1.0 + rate.lower(), 1.0 + rate.upper_value()?);
    (least > 0.0).then(|| Bounds::closed(end.lower() / most, end.upper_value()? / least).ok())?
}

fn finding(
    evidence: &Evidence<'_>,
    rate: &Figure,
    end: &Figure,
    (base_day, implied): (Date, Bounds),
    (day, bounds, cells): (Date, Bounds, Vec<CellRef>),
) -> Finding {
    let question = evidence.question(&end.key());
    let range = format!("{:.2}–{:.2}", implied.lower(), implied.upper_value().unwrap_or(implied.lower()));
    let value = bounds.as_point().map_or_else(|| bounds.to_string(), |point| point.to_string());
    let (end_text, rate_text) = (&end.quantity.printed, &rate.quantity.printed);
    let own = [rate, end].map(|figure| figure.origin.cell.clone());
    Finding {
        severity: Severity::Information,
        rule: RULE.to_owned(),
        cells: own.into_iter().chain(cells).collect(),
        message: Localized::new(
            format!(
                "{}：{end_text} 与增长率 {rate_text} 推出 {base_day} 为 {range}，与 {day} 印出的 {value} 相符",
                question.zh
            ),
            format!(
                "{}: {end_text} after growth by {rate_text} implies {range} at {base_day}, which is the {value} of {day}",
                question.en
            ),
        ),
        hint: Localized::new(
            format!("两个来源互相印证；{value} 很可能是 {base_day} 的数"),
            format!("the two sources confirm each other; {value} probably describes {base_day}"),
        ),
    }
}
