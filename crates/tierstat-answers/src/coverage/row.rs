//! The coverage of a series at one period, as a row of a table.

use super::point::CoveragePoint;
use super::series::SeriesCoverage;
use super::when_covered::WhenCovered;
use crate::estimate::Estimate;
use crate::remark::Remark;
use crate::row::{Field, Row};
use tierstat_model::{Localized, PointChange};
use tierstat_numerics::coverage::Coverage;
use tierstat_numerics::growth::point_change;
use tierstat_stats::comparability::Comparability;

/// The coverage of a series at one period.
#[derive(Debug, Clone, Copy)]
pub struct CoverageRow<'a> {
    /// Of which series.
    pub of: &'a SeriesCoverage,
    /// At which period.
    pub point: &'a CoveragePoint,
    /// The coverage before it, where there is one.
    before: Option<&'a CoveragePoint>,
    /// When all will be covered is said once, beside the latest coverage.
    is_latest: bool,
}

impl<'a> CoverageRow<'a> {
    /// One row for each period of a series.
    pub fn of_series(series: &'a SeriesCoverage) -> impl Iterator<Item = Self> {
        (0..series.points.len()).filter_map(|place| Self::of(series, place))
    }

    fn of(of: &'a SeriesCoverage, place: usize) -> Option<Self> {
        let point = of.points.get(place)?;
        let (earlier, later) = of.points.split_at_checked(place)?;
        let is_known = |point: &&CoveragePoint| point.found.is_ok();
        let before = earlier.iter().rev().find(is_known);
        let is_latest = point.found.is_ok() && later.iter().skip(1).find(is_known).is_none();
        Some(Self { of, point, before, is_latest })
    }

    /// The coverage, where it is known.
    #[must_use]
    pub fn coverage(&self) -> Option<&'a Coverage> {
        self.point.found.as_ref().ok().map(|found| &found.coverage)
    }

    /// How much higher it is than the one before; none across a break.
    #[must_use]
    pub fn change(&self) -> Option<PointChange> {
        let before = self.before.filter(|_| self.point.comparability == Comparability::Same)?;
        let before = before.found.as_ref().ok()?;
        Some(point_change(&before.coverage.ratio, &self.coverage()?.ratio))
    }

    fn when(&self) -> Option<&'a WhenCovered> {
        self.of.when.as_ref().filter(|_| self.is_latest)
    }

    /// What a reader of the row must know.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        remarks.extend(self.point.covered.is_sum.then_some(Remark::CoveredIsSum));
        match &self.point.found {
            Ok(found) => {
                remarks.extend(found.units.is_sum.then_some(Remark::UnitsAreSum));
                remarks.extend((found.coverage.ratio.0.lower() > 1.0).then_some(Remark::MoreThanUnits));
            }
            Err(reason) => remarks.push(Remark::NoCoverage(reason.clone())),
        }
        remarks.extend(Remark::compared(&self.point.comparability));
        remarks
    }
}

impl Row for CoverageRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.of.series.indicator),
            Field::area(|row| &row.of.series.area),
            Field::tier(|row| &row.of.series.tier),
            Field::period("period", ["时期", "period"], |row| Some(row.point.covered.period)),
            Field::count("covered", ["已覆盖", "covered"], |row| Some(row.point.covered.bounds)),
            Field::count("units", ["单位数", "units"], |row| row.coverage().map(|found| found.units)),
            Field::period("units_period", ["", ""], |row: &Self| {
                row.point.found.as_ref().ok().map(|found| found.units.period)
            })
            .for_programs(),
            Field::ratio("coverage", ["覆盖率", "coverage"], |row| {
                row.coverage().map(|found| found.ratio)
            }),
            Field::points("change", ["变动", "change"], Self::change),
            Field::estimate(
                "all_covered",
                ["全部覆盖", "all covered"],
                |row| row.when().and_then(WhenCovered::time),
                |row, voice| row.when().map_or_else(String::new, |when| when.said(voice.language)),
            ),
            Field::code(
                "all_covered_basis",
                ["", ""],
                |row: &Self| row.when().map_or("", WhenCovered::basis),
                |_| Localized::default(),
            )
            .for_programs(),
            Field::code(
                "all_covered_reason",
                ["", ""],
                |row: &Self| row.when().map_or("", WhenCovered::reason),
                |_| Localized::default(),
            )
            .for_programs(),
            Field::estimate(
                "ceiling",
                ["估计的上限", "estimated ceiling"],
                |row: &Self| -> Option<Estimate> { row.when().and_then(|when| when.ceiling) },
                |row, voice| row.when().map_or_else(String::new, |when| when.ceiling_said(voice.language)),
            )
            .where_there_is_one(),
            Field::remarks(Self::remarks).where_there_is_one(),
            Field::explanation(|row, voice| Some(row.of.explanation(voice))),
        ]
    }
}
