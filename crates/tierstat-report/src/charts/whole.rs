//! The total of which the series of a chart are the parts: as a source prints it, or of tiers as their sum.

use super::origin::origins;
use super::split::Line;
use crate::error::ReportError;
use crate::scope::Scope;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_chart::{ChartSeries, ChartSpec, NotAWhole, SeriesPoint};
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, DimensionId, Figure, Language, Period, Reading, TierId, UnitKind,
};
use tierstat_stats::known_number::{SeriesId, known_number};
use tierstat_stats::panel::{add_up, default_tiers, shown};
use tierstat_words::{self as words, Notation};

/// The total of some lines.
pub(super) enum Total {
    /// A series, as far as it is known.
    Of { series: ChartSeries, readings: Vec<Reading> },
    /// Why the lines have none.
    None(NotAWhole),
}

/// What the lines of a chart are parts of.
pub(super) fn total(
    scope: &Scope,
    spec: &ChartSpec,
    lines: &[Line],
    notation: &Notation,
    point: &dyn Fn(&Figure) -> SeriesPoint,
) -> Result<Total, ReportError> {
    let indicator = scope.lists.indicators.get(&spec.indicator);
    let unit = indicator.and_then(|indicator| scope.lists.units.get(&indicator.unit));
    if unit.is_some_and(|unit| unit.kind == UnitKind::Ratio) {
        return Ok(Total::None(NotAWhole::Overlap));
    }
    let Some(whole) = whole(scope, spec)? else { return Ok(Total::None(NotAWhole::NoTotal)) };
    if let Some(dimension) = &spec.by
        && !members_add_up(&scope.lists, dimension, lines)
    {
        return Ok(Total::None(NotAWhole::Overlap));
    }
    let readings = lines.iter().flat_map(|line| &line.readings);
    let own = scope.readings().iter().filter(|reading| whole.holds(reading));
    let shown: BTreeSet<_> = readings.clone().map(|reading| reading.key.period.last_day()).collect();
    let periods: BTreeMap<_, Period> = readings
        .chain(own)
        .filter(|reading| shown.contains(&reading.key.period.last_day()))
        .map(|reading| (reading.key.period.last_day(), reading.key.period))
        .collect();
    let (mut points, mut used) = (Vec::new(), Vec::new());
    for period in periods.into_values() {
        let Some(number) = known_number(scope.readings(), &scope.lists, &whole, period) else { continue };
        let printed = number.readings.first().filter(|_| !number.is_sum);
        points.push(match printed {
            Some(reading) => point(&reading.figure),
            None => SeriesPoint {
                origin: origins(number.readings.iter(), scope.language),
                bounds: Some(number.bounds),
                value: number.bounds.as_point(),
                printed: words::bounds(&number.bounds, scope.language),
                mark_text: notation.bounds(&number.bounds),
                reason: match scope.language {
                    Language::Chinese => "各部分之和".to_owned(),
                    Language::English => "the sum of the parts".to_owned(),
                },
                ..SeriesPoint::empty(number.period, words::period_heading(number.period, scope.language))
            },
        });
        used.extend(number.readings);
    }
    let name = match scope.language {
        Language::Chinese => "合计",
        Language::English => "Total",
    };
    let series = ChartSeries { code: whole.tier.0, ..ChartSeries::new(name.to_owned(), points) };
    Ok(Total::Of { series, readings: used })
}

/// The series of the whole: of members what they part, of tiers all of them, of the areas in an area that area.
fn whole(scope: &Scope, spec: &ChartSpec) -> Result<Option<SeriesId>, ReportError> {
    let all = scope.lists.tiers.total().map(|tier| tier.id.clone());
    let area = spec.area.clone().unwrap_or_else(|| scope.area.clone());
    let of = |tier: TierId, area: AreaCode| {
        let (indicator, breakdown) = scope.lists.folded(spec.indicator.clone(), spec.breakdown.clone());
        Some(SeriesId { indicator, tier, area, breakdown })
    };
    let one_tier = match spec.tiers.as_slice() {
        [] => all.clone(),
        [tier] => Some(tier.clone()),
        _ => None,
    };
    if spec.by.is_some() {
        // Members within several areas are parts of no one area.
        let is_one = spec.areas.is_empty() && spec.areas_of.is_none();
        return Ok(one_tier.filter(|_| is_one).and_then(|tier| of(tier, area)));
    }
    if let Some(outer) = &spec.areas_of {
        let is_alone = spec.area.is_none() && spec.areas.is_empty();
        return Ok(one_tier.filter(|_| is_alone).and_then(|tier| of(tier, outer.clone())));
    }
    // Some of the tiers are not all of them.
    let SeriesId { indicator, breakdown, .. } = match all.clone().and_then(|tier| of(tier, area.clone())) {
        Some(found) => found,
        None => return Ok(None),
    };
    let known: BTreeSet<TierId> =
        default_tiers(scope, &scope.lists, &indicator, &area, &breakdown, None)?.into_iter().collect();
    let named: BTreeSet<TierId> = spec.tiers.iter().cloned().collect();
    let are_all = named.is_empty() || known.is_subset(&named);
    Ok(all.filter(|_| are_all && known.len() > 1).and_then(|tier| of(tier, area)))
}

/// Whether nothing is counted in two of the members that are shown.
fn members_add_up(lists: &CodeLists, dimension: &DimensionId, lines: &[Line]) -> bool {
    let of = |line: &Line| {
        let key = &line.readings.first()?.key;
        Some(shown(lists, &key.indicator, &key.breakdown, dimension))
    };
    let members: Vec<Breakdown> = lines.iter().filter_map(of).collect();
    add_up(lists, dimension, &members.iter().collect::<Vec<_>>())
}
