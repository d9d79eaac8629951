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
use tierstat_model::{Bounds, Language, Localized};
use tierstat_report::wording::{self, Words};
use tierstat_stats::StatsError;
use tierstat_stats::statement::{Statement, Subject};
use tierstat_stats::trend::rank::{mann_kendall, theil_sen};
use tierstat_stats::trend::{GrowthTrend, TrendForm, growth_trend};

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
        let growth = growth_trend(&points.known);
        let explanation = points.explained(series, growth.as_ref().ok(), language);
        let mut row = row(series, &points, growth, language);
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
        Column::number("points_bounded", "其中只知界限", "of these bounds"),
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

/// A series in order of time: all of it for growth, the points alone for ranks and medians.
struct Points {
    known: Vec<(f64, Option<Bounds>)>,
    times: Vec<f64>,
    values: Vec<f64>,
    used: Vec<String>,
    bounded: usize,
    left_out: Vec<(String, Localized)>,
}

impl Points {
    fn of(series: &InputSeries) -> Self {
        let mut ordered = series.points.clone();
        ordered.sort_by(|(one, _), (other, _)| one.number().total_cmp(&other.number()));
        let mut points = Self {
            known: Vec::new(),
            times: Vec::new(),
            values: Vec::new(),
            used: Vec::new(),
            bounded: 0,
            left_out: Vec::new(),
        };
        for (time, bounds) in ordered {
            points.known.push((time.number(), bounds));
            match bounds.map(|bounds| (bounds, bounds.as_point())) {
                Some((_, Some(value))) => {
                    points.times.push(time.number());
                    points.values.push(value);
                    points.used.push(format!("{time} {value}"));
                }
                Some((bounds, None)) => {
                    points.bounded += 1;
                    points.used.push(format!("{time} {bounds}"));
                }
                None => points.left_out.push((time.to_string(), Localized::new("缺", "missing"))),
            }
        }
        points
    }

    fn explained(
        &self,
        series: &InputSeries,
        growth: Option<&GrowthTrend>,
        language: Language,
    ) -> Explanation {
        let form = match growth {
            Some(GrowthTrend::Fitted { fit, .. }) if fit.form == TrendForm::LeastSquares => "log-linear",
            _ if self.bounded == 0 => "log-linear",
            _ => "interval-censored",
        };
        let remark = Localized::new(
            format!("{} 个数只知界限：增长率用其界限，斜率与检验不用它们", self.bounded),
            format!(
                "{} known within bounds only: the growth rate uses their bounds, slope and test do without them",
                self.bounded
            ),
        );
        Explanation {
            subject: series.name.clone(),
            statement: self.statement(series, growth, language),
            methods: vec![form, "theil-sen", "mann-kendall"],
            used: self.used.clone(),
            left_out: self.left_out.clone(),
            remarks: if self.bounded > 0 { vec![remark] } else { Vec::new() },
        }
    }
}

impl Points {
    /// The growth in one sentence.
    fn statement(&self, series: &InputSeries, growth: Option<&GrowthTrend>, language: Language) -> String {
        let mut times: Vec<SeriesTime> = series.points.iter().map(|(time, _)| *time).collect();
        times.sort_by(|one, other| one.number().total_cmp(&other.number()));
        let name = |time: Option<&SeriesTime>| match time {
            Some(SeriesTime::Period(period)) => wording::period(*period, language),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let (from, to) = (name(times.first()), name(times.last()));
        let subject = Subject { name: &series.name, unit: "", from: &from, to: &to };
        growth.map_or_else(String::new, |growth| growth.statement(&subject, language, &Words { language }))
    }
}

/// The rate and the ends of its interval, with what must be said about them.
fn growth_cells(growth: Option<&GrowthTrend>) -> ([Option<f64>; 3], Option<Localized>) {
    match growth {
        None => ([None; 3], None),
        Some(GrowthTrend::Fitted { rate, interval, .. }) => {
            ([Some(*rate), Some(interval.0.lower()), interval.0.upper_value()], None)
        }
        Some(GrowthTrend::Inside { rates, .. }) => {
            let note = Localized::new(
                "界限太宽：区间内每个增长率都有直线穿过全部界限",
                "the bounds are so wide that every rate between the two ends fits all of them",
            );
            ([None, Some(rates.0.lower()), rates.0.upper_value()], Some(note))
        }
    }
}

fn row(
    series: &InputSeries,
    points: &Points,
    growth: Result<GrowthTrend, StatsError>,
    language: Language,
) -> Vec<Value> {
    let mut refused: Vec<Localized> = Vec::new();
    let mut tell = |error: StatsError| {
        let message = match error {
            // Ranks and medians do without bounds.
            StatsError::TooFewPoints { needed, found, left_out: 0 } => {
                StatsError::TooFewPoints { needed, found, left_out: points.bounded }.localized()
            }
            other => other.localized(),
        };
        if !refused.contains(&message) {
            refused.push(message);
        }
    };
    let growth = growth.map_err(&mut tell).ok();
    let (rates, note_on_rates) = growth_cells(growth.as_ref());
    let slope = theil_sen(&points.times, &points.values, 0.95).map_err(&mut tell).ok();
    let test = mann_kendall(&points.values).map_err(&mut tell).ok();
    let note: Vec<&str> = note_on_rates.iter().chain(&refused).map(|message| message.get(language)).collect();
    vec![
        json!(series.name),
        json!(points.values.len() + points.bounded),
        json!(points.bounded),
        json!(points.left_out.len()),
        json!(rates[0].map(rounded)),
        json!(rates[1].map(rounded)),
        json!(rates[2].map(rounded)),
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
