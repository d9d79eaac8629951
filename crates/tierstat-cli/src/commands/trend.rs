//! `tierstat trend`: growth by least squares, robust slope, test of ranks, for every series.

use crate::args::TrendArguments;
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::forecast_input::{InputSeries, of_trend};
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::world::World;
use serde_json::{Value, json};
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_ingest::SeriesTime;
use tierstat_model::{Language, Localized};
use tierstat_stats::StatsError;
use tierstat_stats::distribution::student_quantile;
use tierstat_stats::trend::rank::{mann_kendall, theil_sen};
use tierstat_stats::regression::linear::{linear_fit, polynomial_design};

pub(crate) fn run(
    arguments: &TrendArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let input = of_trend(arguments, world, output)?;
    let language = output.language();
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let (mut explanations, mut lines) = (Vec::new(), Vec::new());
    for series in &input.series {
        let points = Points::of(series);
        let explanation = points.explained(series);
        let mut row = row(series, &points, language);
        if explain {
            row.push(explanation.value(language));
        }
        answer.rows.push(row);
        explanations.push(explanation);
        lines.push(line(series));
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
        explanation::print(output, &explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        plot::lines(path, String::new(), String::new(), lines, language)?;
    }
    Ok(Outcome { error_findings, ..Outcome::default() })
}

fn columns(explain: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("series", "序列", "series"),
        Column::number("points_used", "所用点数", "points"),
        Column::number("points_left_out", "未用点数", "left out"),
        Column::number("growth_rate", "年均增长率", "growth rate a year"),
        Column::number("growth_rate_lower95", "95%下限", "lower 95 %"),
        Column::number("growth_rate_upper95", "95%上限", "upper 95 %"),
        Column::number("theil_sen_slope", "稳健斜率", "robust slope a year"),
        Column::number("theil_sen_lower95", "95%下限", "lower 95 %"),
        Column::number("theil_sen_upper95", "95%上限", "upper 95 %"),
        Column::number("mann_kendall_tau", "肯德尔 τ", "Kendall's tau"),
        Column::number("mann_kendall_probability", "p 值", "p"),
        Column::text("note", "说明", "note"),
    ];
    if explain {
        columns.push(Column::for_machines("explanation"));
    }
    columns
}

/// The points of a series in order of time; what is a bound or missing is left out.
struct Points {
    times: Vec<f64>,
    values: Vec<f64>,
    used: Vec<String>,
    left_out: Vec<(String, Localized)>,
}

impl Points {
    fn of(series: &InputSeries) -> Self {
        let mut ordered = series.points.clone();
        ordered.sort_by(|(one, _), (other, _)| one.number().total_cmp(&other.number()));
        let mut points =
            Self { times: Vec::new(), values: Vec::new(), used: Vec::new(), left_out: Vec::new() };
        for (time, bounds) in ordered {
            match bounds.map(|bounds| (bounds, bounds.as_point())) {
                Some((_, Some(value))) => {
                    points.times.push(time.number());
                    points.values.push(value);
                    points.used.push(format!("{time} {value}"));
                }
                Some((bounds, None)) => {
                    let reason = Localized::new("只知界限", "known within bounds only");
                    points.left_out.push((format!("{time} {bounds}"), reason));
                }
                None => points.left_out.push((time.to_string(), Localized::new("缺", "missing"))),
            }
        }
        points
    }

    /// The growth rate a year of the line through the logarithms, with the ends of its interval of 95 %.
    fn growth(&self) -> Result<[f64; 3], StatsError> {
        if let Some(value) = self.values.iter().find(|value| **value <= 0.0) {
            return Err(StatsError::ValueNotPositive { value: *value });
        }
        let first = self.times.first().copied().unwrap_or(0.0);
        let times: Vec<f64> = self.times.iter().map(|time| time - first).collect();
        let logarithms: Vec<f64> = self.values.iter().map(|value| value.ln()).collect();
        let fit = linear_fit(&polynomial_design(&times, 1)?, &logarithms, None, true)?;
        let slope = fit.coefficients.last().copied().unwrap_or(0.0);
        let error = fit.standard_errors.last().copied().unwrap_or(0.0);
        let reach = student_quantile(fit.degrees_of_freedom as f64, 0.975) * error;
        Ok([slope, slope - reach, slope + reach].map(f64::exp_m1))
    }

    fn explained(&self, series: &InputSeries) -> Explanation {
        Explanation {
            subject: series.name.clone(),
            methods: vec!["log-linear", "theil-sen", "mann-kendall"],
            used: self.used.clone(),
            left_out: self.left_out.clone(),
            remarks: Vec::new(),
        }
    }
}

fn row(series: &InputSeries, points: &Points, language: Language) -> Vec<Value> {
    let mut refused: Vec<Localized> = Vec::new();
    let mut tell = |error: StatsError| {
        let message = error.localized();
        if !refused.contains(&message) {
            refused.push(message);
        }
    };
    let growth = points.growth().map_err(&mut tell).ok();
    let slope = theil_sen(&points.times, &points.values, 0.95).map_err(&mut tell).ok();
    let test = mann_kendall(&points.values).map_err(&mut tell).ok();
    let note: Vec<&str> = refused.iter().map(|message| message.get(language)).collect();
    vec![
        json!(series.name),
        json!(points.values.len()),
        json!(points.left_out.len()),
        json!(growth.map(|growth| rounded(growth[0]))),
        json!(growth.map(|growth| rounded(growth[1]))),
        json!(growth.map(|growth| rounded(growth[2]))),
        json!(slope.map(|slope| rounded(slope.slope))),
        json!(slope.map(|slope| rounded(slope.lower))),
        json!(slope.map(|slope| rounded(slope.upper))),
        json!(test.as_ref().map(|test| rounded(test.tau))),
        json!(test.as_ref().map(|test| rounded(test.probability))),
        json!(note.join("; ")),
    ]
}

/// Six significant digits: more would promise more than a short series holds.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

fn line(series: &InputSeries) -> LineSeries {
    let points = series.points.iter().filter_map(|(time, bounds)| {
        let SeriesTime::Period(period) = time else { return None };
        let value = bounds.and_then(|bounds| bounds.as_point());
        Some(LinePoint {
            day: period.last_day(),
            label: period.to_string(),
            bounds: *bounds,
            value,
            provisional: false,
            printed: bounds.map_or_else(String::new, |bounds| bounds.to_string()),
        })
    });
    LineSeries { name: series.name.clone(), points: points.collect() }
}
