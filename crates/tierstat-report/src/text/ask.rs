//! The questions behind the functions of a text; tables ask them too. Answers compute, this binds their numbers.

use crate::binding::{Binding, Known};
use crate::error::ReportError;
use crate::scope::Scope;
use tierstat_answers::coverage::{self, CoveragePoint};
use tierstat_answers::growth::{self, GrowthPart, GrowthRow};
use tierstat_answers::{AnswerError, Remark, Selection};
use tierstat_model::{Bounds, DimensionId, Localized, Period, Reading};
use tierstat_stats::denominator::NoCoverage;
use tierstat_stats::growth::Growth;
use tierstat_stats::growth_by::Membership;
use tierstat_stats::growth_table::WholeOfTiers;
use tierstat_stats::known_number::{KnownNumber, SeriesId, known_number};
use tierstat_stats::span::years_between;
use tierstat_words as words;

/// A growth with its two ends as they are printed.
struct Ends {
    growth: Growth,
    from: Known,
    to: Known,
    label: String,
}

impl Ends {
    fn readings(&self) -> Vec<Reading> {
        self.from.readings.iter().chain(&self.to.readings).cloned().collect()
    }
}

pub(crate) fn figure(scope: &Scope, series: &SeriesId, at: &str) -> Result<Binding, ReportError> {
    Ok(match known(scope, series, at)? {
        Some(known) => Binding::of_known(label(scope, series, &known), known),
        None => missing(scope, series, at),
    })
}

pub(crate) fn change(
    scope: &Scope,
    series: &SeriesId,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, series, span)? else { return Ok(missing(scope, series, &span.1)) };
    let label = said(scope, &ends.label, "增减", "change");
    let Some(change) = ends.growth.change else { return Ok(refused(scope, label, &ends)) };
    let formula = format!("{} − {}", ends.to.text, ends.from.text);
    Ok(Binding::of_change(scope, label, change, formula, ends.readings()))
}

pub(crate) fn rate(
    scope: &Scope,
    series: &SeriesId,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, series, span)? else { return Ok(missing(scope, series, &span.1)) };
    let label = said(scope, &ends.label, "增长率", "growth rate");
    let Some(rate) = ends.growth.rate else { return Ok(refused(scope, label, &ends)) };
    let base = base(scope, &ends);
    let formula = format!("({} − {base}) ÷ {base}", ends.to.text);
    Ok(Binding::of_growth(scope, label, rate, formula, ends.readings()))
}

pub(crate) fn compound(
    scope: &Scope,
    series: &SeriesId,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, series, span)? else { return Ok(missing(scope, series, &span.1)) };
    let label = said(scope, &ends.label, "年均增长率", "compound annual growth rate");
    let Some(rate) = ends.growth.compound else { return Ok(refused(scope, label, &ends)) };
    let years = years_between(ends.from.period.last_day(), ends.to.period.last_day());
    let formula = format!("({} ÷ {})^(1 ÷ {years:.2}) − 1", ends.to.text, base(scope, &ends));
    Ok(Binding::of_growth(scope, label, rate, formula, ends.readings()))
}

/// The share of the change of all tiers that one tier makes (贡献率).
pub(crate) fn contribution(
    scope: &Scope,
    series: &SeriesId,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(tiers) = Tiers::of(scope, series, span)? else { return Ok(missing(scope, series, &span.1)) };
    let label = said(scope, &tiers.label, "对增长的贡献率", "share of the growth of the whole");
    let Some(share) = tiers.row().and_then(GrowthRow::share) else {
        return Ok(tiers.refused(scope, label));
    };
    let whole =
        format!("{} − {}", tiers.sum(scope, |row| &row.growth.to), tiers.sum(scope, |row| &row.growth.from));
    let formula = format!("({} − {}) ÷ ({whole})", tiers.to.text, tiers.from.text);
    Ok(Binding::of_ratio(scope, label, share, formula, tiers.readings()))
}

/// The share of the change of the whole that one member of a dimension makes.
pub(crate) fn share_of_member(
    scope: &Scope,
    series: &SeriesId,
    rows: &[GrowthRow],
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(ends) = ends(scope, series, span)? else { return Ok(missing(scope, series, &span.1)) };
    let label = said(scope, &ends.label, "对增长的贡献率", "share of the growth of the whole");
    let is_it = |row: &&GrowthRow| {
        let (indicator, breakdown) =
            scope.lists.folded(row.series.indicator.clone(), row.series.breakdown.clone());
        row.part == GrowthPart::Member
            && (indicator, breakdown) == (series.indicator.clone(), series.breakdown.clone())
    };
    let share = rows.iter().find(is_it).and_then(GrowthRow::share);
    let whole = rows.iter().find(|row| matches!(row.part, GrowthPart::MatchedPanel { .. }));
    let (Some(share), Some(whole)) = (share, whole) else {
        let reason = Localized::new("各类未凑成总体", "the members do not make the whole up");
        return Ok(Binding::refused(scope, label, reason));
    };
    let end = |end: &Option<KnownNumber>| {
        end.as_ref().map_or_else(String::new, |end| words::bounds(&end.bounds, scope.language))
    };
    let formula = format!(
        "({} − {}) ÷ ({} − {})",
        ends.to.text,
        ends.from.text,
        end(&whole.growth.to),
        end(&whole.growth.from)
    );
    Ok(Binding::of_ratio(scope, label, share, formula, whole.readings().cloned().collect()))
}

/// The growth of the members of a dimension over a span; none where there is none.
pub(crate) fn growth_of_members(
    scope: &Scope,
    whole: &SeriesId,
    dimension: &DimensionId,
    span: &(String, String),
) -> Result<Vec<GrowthRow>, ReportError> {
    let (from, to) = (period(scope, &span.0)?, period(scope, &span.1)?);
    let selection = Selection {
        indicators: vec![whole.indicator.clone()],
        tiers: vec![whole.tier.clone()],
        areas: vec![whole.area.clone()],
        breakdown: whole.breakdown.clone(),
        ..Selection::default()
    };
    let membership = Membership::Dimension(dimension.clone());
    match growth::by_member(scope, &scope.lists, &selection, &membership, from, to) {
        Ok(rows) => Ok(rows),
        Err(AnswerError::Question { .. }) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// The points of growth of all tiers that one tier makes (拉动).
pub(crate) fn contribution_points(
    scope: &Scope,
    series: &SeriesId,
    span: &(String, String),
) -> Result<Binding, ReportError> {
    let Some(tiers) = Tiers::of(scope, series, span)? else { return Ok(missing(scope, series, &span.1)) };
    let label = said(scope, &tiers.label, "拉动增长", "points of growth of the whole");
    let Some(found) = tiers.row().and_then(|row| row.growth.contribution) else {
        return Ok(tiers.refused(scope, label));
    };
    let base = tiers.sum(scope, |row| &row.growth.from);
    let formula = format!("({} − {}) ÷ ({base})", tiers.to.text, tiers.from.text);
    Ok(Binding::of_points(scope, label, found.points, formula, tiers.readings()))
}

pub(crate) fn coverage(scope: &Scope, series: &SeriesId, at: &str) -> Result<Binding, ReportError> {
    Ok(match coverage_at(scope, series, at)? {
        Some(point) => coverage_of(scope, series, &point).unwrap_or_else(|| missing(scope, series, at)),
        None => missing(scope, series, at),
    })
}

/// The coverage of a series at a word or period, and at no other.
pub(super) fn coverage_at(
    scope: &Scope,
    series: &SeriesId,
    at: &str,
) -> Result<Option<CoveragePoint>, ReportError> {
    let Some(period) = period(scope, at)? else { return Ok(None) };
    Ok(coverage::at(scope, &scope.lists, series, period, None)?)
}

/// A coverage that was answered, with its numbers bound; `None` where the units are not known.
pub(crate) fn coverage_of(scope: &Scope, series: &SeriesId, point: &CoveragePoint) -> Option<Binding> {
    let covered = Known::of(scope, point.covered.clone());
    let label = said(scope, &label(scope, series, &covered), "覆盖率", "coverage");
    let found = match &point.found {
        Ok(found) => found,
        Err(NoCoverage::UnitsUnknown) => return None,
        Err(reason) => return Some(Binding::refused(scope, label, reason.localized())),
    };
    let units = Known::of(scope, found.units.clone());
    let formula = format!("{} ÷ {}", covered.text, units.text);
    let readings = point.readings().cloned().collect();
    Some(Binding::of_ratio(scope, label, found.coverage.ratio, formula, readings))
}

pub(crate) fn units(scope: &Scope, series: &SeriesId, at: &str) -> Result<Binding, ReportError> {
    let Some(period) = period(scope, at)? else { return Ok(missing(scope, series, at)) };
    Ok(match coverage::units_at(scope, &scope.lists, series, period, None)? {
        Some(units) => units_of(scope, series, Known::of(scope, units), period),
        None => missing(scope, series, at),
    })
}

/// A number in a sentence about a period: one of another period says its own, 333（2013年底）, 333 (2013).
pub(crate) fn of_its_period(scope: &Scope, number: Known, said: Period) -> Known {
    if number.period.last_day() == said.last_day() {
        return number;
    }
    let period = words::period(number.period, scope.language);
    let text = Localized::new(format!("{}（{period}）", number.text), format!("{} ({period})", number.text));
    Known { text: text.get(scope.language).to_owned(), ..number }
}

/// A number of units with its name: of what they are, of the tier and area of what covers them, in a sentence about a period.
pub(crate) fn units_of(scope: &Scope, series: &SeriesId, units: Known, said: Period) -> Binding {
    let first = units.readings.first().map(|reading| reading.key.clone());
    let mut of = series.clone();
    if let Some(key) = first {
        (of.indicator, of.breakdown) = (key.indicator, key.breakdown);
    }
    let label = scope.question(&of, units.period);
    Binding::of_known(label, of_its_period(scope, units, said))
}

/// The number of a series at a word or period, and at no other: printed, or for the total the sum of the tiers.
pub(crate) fn known(scope: &Scope, series: &SeriesId, at: &str) -> Result<Option<Known>, ReportError> {
    let Some(period) = period(scope, at)? else { return Ok(None) };
    let found = known_number(scope.readings(), &scope.lists, series, period);
    Ok(found.map(|found| Known::of(scope, found)))
}

/// The growth of a series over a span, whether or not its ends can be compared.
pub(super) fn growth_of(
    scope: &Scope,
    series: &SeriesId,
    span: &(String, String),
) -> Result<Option<Growth>, ReportError> {
    let (Some(from), Some(to)) = (period(scope, &span.0)?, period(scope, &span.1)?) else { return Ok(None) };
    Ok(Some(growth::of_series(scope, &scope.lists, series, [from, to], None)?))
}

fn ends(scope: &Scope, series: &SeriesId, span: &(String, String)) -> Result<Option<Ends>, ReportError> {
    let Some(growth) = growth_of(scope, series, span)? else { return Ok(None) };
    let (Some(from), Some(to)) = (growth.from.clone(), growth.to.clone()) else { return Ok(None) };
    let (from, to) = (Known::of(scope, from), Known::of(scope, to));
    let label = label_of_span(scope, series, [from.period, to.period]);
    Ok(Some(Ends { growth, from, to, label }))
}

/// The number that a rate stands on: the one at the base, or that at the level of the end where the series was joined.
fn base(scope: &Scope, ends: &Ends) -> String {
    match ends.growth.comparability {
        tierstat_stats::comparability::Comparability::Spliced { level, .. } => {
            words::bounds(&level, scope.language)
        }
        _ => ends.from.text.clone(),
    }
}

/// A statistic that two known ends do not bear, with the reason.
fn refused(scope: &Scope, label: String, ends: &Ends) -> Binding {
    let broken = Remark::compared(&ends.growth.comparability).map(|remark| remark.said());
    let zero =
        || Localized::new("基数可能为零，或不足一年", "the base may be zero, or the span is below a year");
    Binding::refused(scope, label, broken.unwrap_or_else(zero))
}

/// One tier among all of them.
struct Tiers {
    rows: Vec<GrowthRow>,
    place: usize,
    from: Known,
    to: Known,
    label: String,
}

impl Tiers {
    fn of(scope: &Scope, series: &SeriesId, span: &(String, String)) -> Result<Option<Self>, ReportError> {
        let Some(ends) = ends(scope, series, span)? else { return Ok(None) };
        let (Some(from), Some(to)) = (period(scope, &span.0)?, period(scope, &span.1)?) else {
            return Ok(None);
        };
        let selection = Selection {
            indicators: vec![series.indicator.clone()],
            areas: vec![series.area.clone()],
            breakdown: series.breakdown.clone(),
            ..Selection::default()
        };
        let rows = match growth::by_tier(scope, &scope.lists, &selection, Some(from), Some(to)) {
            Ok(rows) => rows,
            Err(AnswerError::Question { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let Some(place) = rows.iter().position(|row| row.series.tier == series.tier) else { return Ok(None) };
        Ok(Some(Self { rows, place, from: ends.from, to: ends.to, label: ends.label }))
    }

    fn row(&self) -> Option<&GrowthRow> {
        self.rows.get(self.place)
    }

    /// The rows of the tiers, without that of all together.
    fn tiers(&self) -> impl Iterator<Item = &GrowthRow> {
        self.rows.iter().filter(|row| row.whole.is_some())
    }

    fn sum(&self, scope: &Scope, end: fn(&GrowthRow) -> &Option<KnownNumber>) -> String {
        let ends: Vec<Bounds> =
            self.tiers().filter_map(|row| end(row).as_ref().map(|end| end.bounds)).collect();
        tierstat_numerics::contribution::sum(&ends)
            .map_or_else(String::new, |sum| words::bounds(&sum, scope.language))
    }

    fn readings(&self) -> Vec<Reading> {
        self.tiers().flat_map(GrowthRow::readings).cloned().collect()
    }

    fn refused(&self, scope: &Scope, label: String) -> Binding {
        let reason = match self.row().and_then(|row| row.whole) {
            Some(WholeOfTiers::PrintedOtherwise) => Remark::TotalPrintedOtherwise.said(),
            Some(WholeOfTiers::Incomplete) => Remark::TiersIncomplete.said(),
            _ => Localized::new("总体未必增长", "the whole may not have grown"),
        };
        Binding::refused(scope, label, reason)
    }
}

pub(crate) fn period(scope: &Scope, at: &str) -> Result<Option<Period>, ReportError> {
    scope.period_of(at).map_err(|message| ReportError::Template { template: String::new(), line: 0, message })
}

pub(crate) fn label(scope: &Scope, series: &SeriesId, known: &Known) -> String {
    scope.question(series, known.period)
}

pub(super) fn label_of_span(scope: &Scope, series: &SeriesId, [from, to]: [Period; 2]) -> String {
    let [indicator, area, tier] = tierstat_answers::series::names_of(series, &scope.lists, scope.language);
    let [from, to] = [from, to].map(|period| words::period(period, scope.language));
    format!("{indicator} · {tier} · {area} · {from} → {to}")
}

fn missing(scope: &Scope, series: &SeriesId, at: &str) -> Binding {
    let [indicator, area, tier] = tierstat_answers::series::names_of(series, &scope.lists, scope.language);
    Binding::missing(scope, format!("{indicator} · {tier} · {area} · {at}"))
}

pub(super) fn said(scope: &Scope, label: &str, zh: &str, en: &str) -> String {
    format!("{label} · {}", Localized::new(zh, en).get(scope.language))
}
