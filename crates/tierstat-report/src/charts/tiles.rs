//! Charts of tiles: the areas that have a place on the project's board, the area around them as the total, and what changed in each.

use super::series;
use super::split::{Line, lines};
use crate::error::ReportError;
use crate::scope::Scope;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tierstat_chart::{
    Chart, ChartError, ChartSeries, ChartSpec, ChartTile, SeriesChart, SeriesForm, SeriesPoint, TileOf,
    TileShow,
};
use tierstat_model::{Area, AreaCode, Bounds, Language, Ratio, Reading, Status};
use tierstat_numerics::growth;
use tierstat_stats::comparability::{Comparability, comparability};
use tierstat_words as words;

pub(super) fn chart(
    scope: &Scope,
    spec: &ChartSpec,
    failure: &dyn Fn(ChartError) -> ReportError,
) -> Result<(Chart, Vec<Reading>), ReportError> {
    let board = &scope.lists.tiles;
    let (mut areas, mut without_tile, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let found = lines(scope, spec)?;
    for line in &found {
        let area = area_of(line);
        let name = words::area_name(&scope.lists, &area, scope.language);
        let several = found.iter().filter(|other| area_of(other) == area).count();
        if several > 1 {
            return Err(failure(ChartError::SeveralInOneTile { area: name, found: several }));
        }
        if board.tile(&area).is_some() {
            areas.push(area);
        } else if line.readings.iter().any(|reading| has_number(&reading)) {
            without_tile.push(name);
        } else {
            left_out.push(name);
        }
    }
    if areas.is_empty() {
        return Err(failure(ChartError::NoTiles));
    }
    let whole = whole(scope, spec)?;
    let own = ChartSpec { area: None, areas_of: None, areas, ..spec.clone() };
    let (mut chart, mut readings) =
        series::chart_with_total(scope, &own, SeriesForm::TileGrid, whole.as_ref(), failure)?;
    let lines = lines(scope, &own)?;
    for (series, line) in chart.series.iter_mut().zip(&lines) {
        series.name = words::area_name(&scope.lists, &area_of(line), scope.language);
    }
    chart.board.tiles = tiles(scope, &lines, whole.as_ref());
    chart.board.without_tile = without_tile;
    chart.left_out.extend(left_out);
    if chart.board.show == TileShow::Change && !readings.is_empty() {
        let days = to_changes(scope, spec, &mut chart, &lines, whole.as_ref());
        let days = days.ok_or_else(|| failure(ChartError::OnePeriod))?;
        readings.retain(|reading| days.contains(&reading.figure.period.last_day()));
    }
    Ok((Chart::Series(chart), readings))
}

fn has_number(reading: &&Reading) -> bool {
    reading.figure.quantity.bounds.is_some()
}

/// The area of a line; where nothing is known of it, its code is that of the area.
fn area_of(line: &Line) -> AreaCode {
    line.series.as_ref().map_or_else(|| AreaCode(line.code.clone()), |series| series.area.clone())
}

/// The line of the area around all others, where that has a tile and a number.
fn whole(scope: &Scope, spec: &ChartSpec) -> Result<Option<Line>, ReportError> {
    let Some(outer) = spec.areas_of.clone().filter(|outer| scope.lists.tiles.tile(outer).is_some()) else {
        return Ok(None);
    };
    let name = words::area_name(&scope.lists, &outer, scope.language);
    let own = ChartSpec { area: Some(outer), areas: Vec::new(), areas_of: None, ..spec.clone() };
    let mut found = lines(scope, &own)?;
    found.retain(|line| line.readings.iter().any(|reading| has_number(&reading)));
    // What has several tiers has no one number.
    let mut one = if found.len() == 1 { found.pop() } else { None };
    if let Some(line) = &mut one {
        line.name = name;
    }
    Ok(one)
}

/// The tiles of the board: those of the lines, of the total, and of the areas beside them that were not asked for.
fn tiles(scope: &Scope, lines: &[Line], whole: Option<&Line>) -> Vec<ChartTile> {
    let is_asked = |code: &AreaCode| lines.iter().position(|line| area_of(line) == *code);
    let parent = |code: &AreaCode| scope.lists.areas.get(code).and_then(|area| area.parent.clone());
    let parents: BTreeSet<Option<AreaCode>> = lines.iter().map(|line| parent(&area_of(line))).collect();
    let tiles = scope.lists.tiles.tiles.iter().filter_map(|tile| {
        let of = match (is_asked(&tile.area), whole) {
            (Some(place), _) => TileOf::Series(place),
            (None, Some(whole)) if area_of(whole) == tile.area => TileOf::Total,
            (None, _) if parents.contains(&parent(&tile.area)) => TileOf::Outside,
            (None, _) => return None,
        };
        let area = scope.lists.areas.get(&tile.area);
        let name = area.map_or(tile.area.0.as_str(), |area| short_name(area, scope.language));
        let (name, label) = (name.to_owned(), tile.label.clone());
        Some(ChartTile { of, name, label, row: tile.row, column: tile.column })
    });
    tiles.collect()
}

/// The name of an area without what kind of area it is.
fn short_name(area: &Area, language: Language) -> &str {
    match language {
        Language::Chinese => &area.short_name,
        Language::English => area.name_en.as_deref().unwrap_or(&area.short_name),
    }
}

/// Puts the change of each series in the place of its figures, from the first to the latest period that most have; the two days.
/// Nothing is changed where no series has figures of two.
fn to_changes(
    scope: &Scope,
    spec: &ChartSpec,
    chart: &mut SeriesChart,
    lines: &[Line],
    whole: Option<&Line>,
) -> Option<[Date; 2]> {
    let two = chart.of_two_periods();
    let is_pair = |series: &&ChartSeries| {
        series.points.len() == 2 && series.points.iter().all(|point| point.position().is_some())
    };
    let pair = two.series.iter().find(is_pair)?;
    let (first, last) = (pair.points.first()?.clone(), pair.points.last()?.clone());
    let (_, is_ratio) = series::unit(scope, spec);
    let change = Change { scope, first: &first, last: &last, is_ratio };
    for (series, line) in chart.series.iter_mut().zip(lines) {
        series.points = vec![change.of(line)];
    }
    chart.total = chart
        .total
        .take()
        .zip(whole)
        .map(|(total, line)| ChartSeries { points: vec![change.of(line)], ..total });
    let (zh, en) = if is_ratio { ("百分点", "percentage points") } else { ("%", "%") };
    chart.unit = if scope.language == Language::Chinese { zh } else { en }.to_owned();
    chart.unit_size = 0.01;
    chart.text.subtitle.push_str(&match (scope.language, is_ratio) {
        (Language::Chinese, false) => format!("，{}至{}的增长率", first.label, last.label),
        (Language::Chinese, true) => format!("，{}至{}的增减", first.label, last.label),
        (Language::English, false) => format!(", growth from {} to {}", first.label, last.label),
        (Language::English, true) => format!(", change from {} to {}", first.label, last.label),
    });
    chart.shown_from = None;
    Some([first.day(), last.day()])
}

/// The change between two periods.
struct Change<'a> {
    scope: &'a Scope,
    first: &'a SeriesPoint,
    last: &'a SeriesPoint,
    /// Whether the figures are shares, whose change is in points.
    is_ratio: bool,
}

impl Change<'_> {
    /// The change of a line as a point, or why it has none.
    fn of(&self, line: &Line) -> SeriesPoint {
        let empty = SeriesPoint::empty(self.last.period, self.last.label.clone());
        let without = |status, zh: &str, en: &str| {
            let reason = if self.scope.language == Language::Chinese { zh } else { en };
            SeriesPoint { status, reason: reason.to_owned(), ..empty.clone() }
        };
        let at = |day: Date| {
            let mut of_day = line.readings.iter().filter(|reading| reading.figure.period.last_day() == day);
            of_day.rfind(has_number)
        };
        let (first, last) = match (at(self.first.day()), at(self.last.day())) {
            (Some(first), Some(last)) => (first, last),
            (first, last) => {
                let latest = line.readings.iter().find(|one| one.figure.period.last_day() == self.last.day());
                let said = latest.map(|reading| reading.figure.status).filter(|status| *status == Status::Q);
                let has_one = first.or(last).is_some();
                return match (said, has_one) {
                    (Some(status), _) => without(status, "", ""),
                    (None, true) => without(Status::O, "只有一期的数", "a figure of one period alone"),
                    (None, false) => without(Status::O, "", ""),
                };
            }
        };
        let compared = comparability(&line.readings, first.key.period, last.key.period);
        let (Some(from), Some(to)) = (first.figure.quantity.bounds, last.figure.quantity.bounds) else {
            return without(Status::O, "", "");
        };
        let from = match compared {
            Comparability::Same => from,
            Comparability::Spliced { level, .. } => level,
            Comparability::Broken { status, .. } => return without(status, "", ""),
        };
        let bounds = if self.is_ratio {
            growth::change(&from, &to)
        } else {
            match growth::growth_rate(&from, &to) {
                Ok(rate) => words::growth_limits(&rate).0,
                Err(_) => return without(Status::O, "基期可能为零", "the first figure may be zero"),
            }
        };
        // What the sources state is compared as stated; what is joined at a new level has bounds alone.
        let same = matches!(compared, Comparability::Same);
        let stated = first.figure.quantity.value.zip(last.figure.quantity.value).filter(|_| same);
        let value = stated.map(|(from, to)| if self.is_ratio { to - from } else { to / from - 1.0 });
        let value = value.filter(|value| value.is_finite()).or_else(|| bounds.as_point());
        let mark_text = match value {
            Some(value) => points(value),
            None => match (bounds.lower_value(), bounds.upper_value()) {
                (Some(lower), Some(upper)) => format!("{}–{}", points(lower), points(upper)),
                (Some(one), None) | (None, Some(one)) => points(one),
                (None, None) => return without(Status::O, "无从得知", "nothing is known of it"),
            },
        };
        let printed = [first, last].map(|reading| {
            let number = words::quantity(&reading.figure.quantity, self.scope.language);
            format!("{} {number}", words::period_heading(reading.figure.period, self.scope.language))
        });
        let said = printed.join(" → ");
        let printed = match (self.scope.language, self.is_ratio) {
            (Language::Chinese, false) => format!("{mark_text}%（{said}）"),
            (Language::English, false) => format!("{mark_text}% ({said})"),
            (Language::Chinese, true) => format!("{mark_text}个百分点（{said}）"),
            (Language::English, true) => format!("{mark_text} points ({said})"),
        };
        // What either figure is, the change is.
        let statuses = [last.figure.status, first.figure.status];
        let status = statuses.into_iter().find(|status| !matches!(status, Status::A | Status::B | Status::D));
        let status = status.unwrap_or(Status::A);
        SeriesPoint { bounds: Some(bounds), value, status, printed, mark_text, ..empty }
    }
}

/// A share in hundredths with its sign and one decimal.
fn points(share: f64) -> String {
    let written = Bounds::point(share).map(|bounds| words::ratio(&Ratio(bounds), Language::English));
    let number = written.unwrap_or_default().trim_end_matches('%').trim_end().to_owned();
    if share > 0.0 { format!("+{number}") } else { number }
}
