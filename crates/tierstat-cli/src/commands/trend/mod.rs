//! `tierstat trend`: growth by least squares, robust slopes, test of ranks, breaks and outliers, for every series.

mod row;
mod series_trend;

use crate::args::TrendArguments;
use crate::exit::{Failure, Outcome};
use crate::forecast_input::{InputSeries, of_trend};
use crate::output::{Answer, Output};
use crate::plot;
use crate::world::World;
use series_trend::{Points, SeriesTrend, period};
use tierstat_answers::Explanation;
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_ingest::SeriesTime;
use tierstat_model::{Bounds, Language, Localized};
use tierstat_numerics::breaks::TrendScale;
use tierstat_numerics::outlier::OutlierKind;
use tierstat_numerics::trend::{GrowthTrend, TrendForm};
use tierstat_words::statement::{OutlierPeriods, Statement, Subject};
use tierstat_words::{self as words, Words};

pub(crate) fn run(
    arguments: &TrendArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let input = of_trend(arguments, world, output)?;
    let language = output.language();
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: row::columns(explain), rows: Vec::new() };
    let (mut explanations, mut lines) = (Vec::new(), Vec::new());
    // A line for each trend beside its series, where the chart holds them all.
    let with_trends = input.series.len() * 2 <= plot::MOST_SERIES;
    for series in &input.series {
        let points = Points::of(series);
        let found = SeriesTrend::of(&points);
        let explanation = explained(series, &points, &found, language);
        let mut row = row::row(&series.name, &points, &found, language);
        if explain {
            row.push(explanation.value(language));
        }
        answer.rows.push(row);
        explanations.push(explanation);
        let trend = found.growth.filter(|_| with_trends);
        // The series is drawn over its trend.
        lines.extend(trend.and_then(|growth| trend_line(series, &growth, language)));
        lines.push(line(series, language));
    }
    if answer.rows.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("没有序列", "there is no series"),
            hint: Localized::new("tierstat figures 列出已有的数据", "tierstat figures lists what there is"),
        });
    }
    output.answer(&answer);
    let error_findings = output.findings(&input.findings);
    if explain {
        output.explanations(&explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        let title = match input.series.as_slice() {
            [one] => one.name.clone(),
            _ => String::new(),
        };
        plot::lines(path, title, String::new(), lines, language)?;
    }
    Ok(Outcome { error_findings, ..Outcome::default() })
}

fn explained(series: &InputSeries, points: &Points, found: &SeriesTrend, language: Language) -> Explanation {
    let form = match &found.growth {
        Some(GrowthTrend::Fitted { fit, .. }) if fit.form == TrendForm::LeastSquares => "log-linear",
        _ if points.bounded == 0 => "log-linear",
        _ => "interval-censored",
    };
    let mut methods = vec![form];
    methods.extend(found.slope.map(|_| "theil-sen"));
    methods.extend(found.siegel.map(|_| "siegel"));
    methods.extend(found.test.as_ref().map(|_| "mann-kendall"));
    methods.extend(found.change.as_ref().map(|_| "supremum-f"));
    methods.extend(found.outliers.as_ref().map(|_| "change-outliers"));
    Explanation {
        subject: series.name.clone(),
        statement: statement(series, points, found, language),
        methods,
        used: points.used.clone(),
        left_out: points.left_out.clone(),
        remarks: remarks(points, found),
    }
}

fn remarks(points: &Points, found: &SeriesTrend) -> Vec<Localized> {
    let mut remarks = Vec::new();
    if points.bounded > 0 {
        let bounded = points.bounded;
        remarks.push(Localized::new(
            format!("{bounded} 个数只知界限：增长率用其界限，斜率、检验、断点与异常值不用它们"),
            format!(
                "{bounded} known within bounds only: the growth rate uses their bounds; slopes, tests, break and outliers do without them"
            ),
        ));
    }
    if found.test.is_some() || found.change.is_some() {
        remarks.push(Localized::new(
            "区间与检验假定各期误差相互独立；像随机游走那样漂移的序列会显得更确定、更像有趋势和断点",
            "intervals and tests hold errors to be independent from period to period; a series that wanders looks surer, and more like a trend or a break, than it is",
        ));
    }
    if let Some(change) = &found.change {
        if change.scale == TrendScale::Level {
            remarks.push(Localized::new(
                "断点检验用数值本身，不取对数：有数值不大于零，或数值更接近直线",
                "the break is looked for in the values, not in their logarithms: one is not above zero, or they lie nearer to a line",
            ));
        }
        let stands_out = |outliers: &Vec<_>| !outliers.is_empty();
        if found.outliers.as_ref().is_some_and(stands_out) {
            remarks.push(Localized::new(
                "异常值会被断点检验当作断点：先核对异常值，再看断点",
                "an outlier can pass for a break: look into the outliers first",
            ));
        }
    }
    remarks
}

/// Growth, test, break and outliers, a sentence each.
fn statement(series: &InputSeries, points: &Points, found: &SeriesTrend, language: Language) -> String {
    let words = Words { language };
    let (from, to) = (period(points.ordered.first(), language), period(points.ordered.last(), language));
    let (from_point, to_point) = (period(points.at.first(), language), period(points.at.last(), language));
    let subject = Subject { name: &series.name, unit: "", from: &from, to: &to };
    let mut said = Vec::new();
    said.extend(found.growth.map(|growth| growth.statement(&subject, language, &words)));
    if let Some(test) = &found.test {
        let subject = Subject { from: &from_point, to: &to_point, ..subject };
        said.push(test.statement(&subject, language, &words));
    }
    if let Some(change) = &found.change {
        let at = points.period(change.place(), language);
        said.push(change.test.statement(&Subject { to: &at, ..subject }, language, &words));
    }
    if let Some(outliers) = &found.outliers {
        let periods: Vec<(String, OutlierKind)> =
            outliers.iter().map(|outlier| (points.period(outlier.place, language), outlier.kind)).collect();
        let outliers = OutlierPeriods { periods: &periods, points: points.values.len() };
        said.push(outliers.statement(&subject, language, &words));
    }
    said.join(if language == Language::English { " " } else { "" })
}

fn line(series: &InputSeries, language: Language) -> LineSeries {
    let points = series.points.iter().filter_map(|(time, bounds)| {
        let SeriesTime::Period(period) = time else { return None };
        let value = bounds.and_then(|bounds| bounds.as_point());
        Some(LinePoint {
            day: period.last_day(),
            label: plot::axis_label(*period),
            bounds: *bounds,
            value,
            provisional: false,
            printed: bounds.map_or_else(String::new, |bounds| words::bounds(&bounds, language)),
        })
    });
    LineSeries { name: plot::line_name(&series.name).to_owned(), points: points.collect() }
}

/// The fitted line at the periods of its series.
fn trend_line(series: &InputSeries, growth: &GrowthTrend, language: Language) -> Option<LineSeries> {
    let GrowthTrend::Fitted { fit, .. } = growth else { return None };
    // No further than the series itself: a period without a number is nothing to be foretold here.
    let known = series.points.iter().filter(|(_, bounds)| bounds.is_some());
    let points = known.filter_map(|(time, _)| {
        let SeriesTime::Period(period) = time else { return None };
        let value = (fit.intercept + fit.slope * time.number()).exp();
        Some(LinePoint {
            day: period.last_day(),
            label: plot::axis_label(*period),
            bounds: Some(Bounds::point(value).ok()?),
            value: Some(value),
            provisional: false,
            printed: String::new(),
        })
    });
    let name = match language {
        Language::Chinese => format!("{}：趋势", plot::line_name(&series.name)),
        Language::English => format!("{}: trend", plot::line_name(&series.name)),
    };
    Some(LineSeries { name, points: points.collect() })
}
