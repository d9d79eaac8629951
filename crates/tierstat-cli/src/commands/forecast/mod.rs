//! `tierstat forecast`: the next periods of every series, with intervals; coherent where a hierarchy is given.

mod coherence;
mod prepared;

use crate::args::{ForecastArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::forecast_input::{InputSeries, of_forecast};
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::timeline::Timeline;
use crate::world::World;
use coherence::{make_coherent, with_wholes};
use prepared::Prepared;
use serde_json::json;
use tierstat_answers::Explanation;
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_ingest::SeriesTime;
use tierstat_model::{Bounds, Finding, Language, Localized, Period, Severity};
use tierstat_numerics::NumericsError;
use tierstat_numerics::forecast::{
    Forecast, History, METHODS, Method, MethodChoice, PointOrigin, forecast_histories,
};
use tierstat_numerics::reconciliation::Reconciliation;
use tierstat_words::statement::{ForecastStep, NumberWords, Statement, Subject};
use tierstat_words::{self as words, Words};

/// Times with what is known at them.
type Points = Vec<(SeriesTime, Option<Bounds>)>;

/// A series with what is known and what is forecast of it.
struct Forecasted {
    name: String,
    history: History,
    forecast: Forecast,
    /// The name of the method, with that of the reconciliation.
    method: String,
    /// The place of the first forecast.
    begins: i64,
    /// Whether it counts things.
    is_count: bool,
    /// What is known but was not used.
    left_out: Vec<(String, Localized)>,
}

pub(crate) fn run(
    arguments: &ForecastArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let choice = choice(arguments)?;
    let reconciliation = reconciliation(arguments)?;
    let input = of_forecast(arguments, world, output)?;
    let language = output.language();
    let mut findings = input.findings;
    let times: Vec<SeriesTime> =
        input.series.iter().flat_map(|series| &series.points).map(|(time, _)| *time).collect();
    let Some(timeline) = Timeline::of(&times) else { return Err(no_series()) };
    findings.extend(seasons(&times));
    let series = if reconciliation.is_some() {
        with_wholes(input.series, &input.wholes, &timeline)?
    } else {
        input.series
    };
    let (mut forecasted, mut refused) = (Vec::new(), None);
    // In a hierarchy all forecasts begin at the same period.
    let common_end = reconciliation.and_then(|_| {
        let ends = series.iter().filter_map(|series| last_place(series, &timeline));
        ends.max()
    });
    // Histories first, one by one; then all forecasts at once, on all processors.
    let prepared: Vec<Result<Prepared, NumericsError>> =
        series.iter().map(|series| Prepared::of(series, &timeline, arguments.horizon, common_end)).collect();
    let histories: Vec<(&History, usize)> =
        prepared.iter().flatten().map(|prepared| (&prepared.history, prepared.reach())).collect();
    let mut answers = forecast_histories(&histories, choice).into_iter();
    for (series, prepared) in series.iter().zip(prepared) {
        let found = prepared.and_then(|prepared| {
            let answer = answers.next().unwrap_or(Err(NumericsError::NoConvergence { starts: 1 }));
            Ok(prepared.forecasted(series, answer?))
        });
        match found {
            Ok(found) => forecasted.push(found),
            Err(error) if reconciliation.is_some() => return Err(named(&series.name, error)),
            Err(error) => {
                findings.push(refusal(series, &error));
                refused.get_or_insert((series.name.clone(), error));
            }
        }
    }
    if let (true, Some((name, error))) = (forecasted.is_empty(), refused) {
        return Err(named(&name, error));
    }
    if let Some(method) = reconciliation {
        make_coherent(&mut forecasted, &series, method, arguments)?;
    }
    finish(&mut forecasted, arguments);
    let mut explanations = Vec::new();
    let mut answer = Answer { columns: columns(arguments.presentation.explain), rows: Vec::new() };
    for found in &forecasted {
        let explanation = explained(found, &timeline, reconciliation, language);
        for (step, period) in periods(found, &timeline, arguments.horizon).into_iter().enumerate() {
            let forecast = &found.forecast;
            let at = |values: &[f64]| json!(values.get(step).map(|value| shown(*value, output.format())));
            let mut row = vec![json!(found.name), json!(period), json!(found.method)];
            let ends =
                [&forecast.point, &forecast.lower80, &forecast.upper80, &forecast.lower95, &forecast.upper95];
            row.extend(ends.map(|values| at(values)));
            if arguments.presentation.explain {
                row.push(explanation.value(language));
            }
            answer.rows.push(row);
        }
        explanations.push(explanation);
    }
    output.answer(&answer);
    let error_findings = output.findings(&findings);
    if arguments.presentation.explain {
        output.explanations(&explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        let lines = forecasted.iter().map(|found| line(found, &timeline, language)).collect();
        let ahead = arguments.horizon;
        let subtitle = Localized::new(
            format!("最后 {ahead} 期为预测，浅色为其 95% 区间"),
            format!("forecasts for the last {ahead}, shaded their intervals of 95 %"),
        );
        // One series is what the chart is about; several are told apart by their names.
        let title = match forecasted.as_slice() {
            [only] => only.name.clone(),
            _ => String::new(),
        };
        plot::lines(path, title, subtitle.get(language).to_owned(), lines, language)?;
    }
    Ok(Outcome { error_findings, ..Outcome::default() })
}

/// A number as an answer holds it: all digits for programs, as many as a person reads in a table.
fn shown(value: f64, format: Format) -> f64 {
    match format {
        Format::Csv | Format::Json | Format::Jsonl => value,
        Format::Table if value.abs() >= 1_000.0 => value.round(),
        Format::Table => (value * 100.0).round() / 100.0,
    }
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("series", "序列", "series"),
        Column::text("period", "时期", "period"),
        Column::text("method", "方法", "method"),
        Column::number("point", "预测值", "point"),
        Column::number("lower80", "80%下限", "lower80"),
        Column::number("upper80", "80%上限", "upper80"),
        Column::number("lower95", "95%下限", "lower95"),
        Column::number("upper95", "95%上限", "upper95"),
    ];
    crate::output::with_explanation(columns, explain)
}

fn choice(arguments: &ForecastArguments) -> Result<MethodChoice, Failure> {
    let Some(code) = &arguments.method else { return Ok(MethodChoice::Automatic) };
    let known = METHODS.map(Method::code);
    Method::from_code(code).map(MethodChoice::Named).ok_or_else(|| unknown_method(code, &known))
}

fn reconciliation(arguments: &ForecastArguments) -> Result<Option<Reconciliation>, Failure> {
    let Some(code) = &arguments.reconcile else { return Ok(None) };
    let known = tierstat_numerics::reconciliation::RECONCILIATIONS.map(Reconciliation::code);
    Reconciliation::from_code(code).map(Some).ok_or_else(|| unknown_method(code, &known))
}

fn unknown_method(code: &str, known: &[&str]) -> Failure {
    Failure::Usage {
        message: Localized::new(format!("没有名为“{code}”的方法"), format!("no method is called `{code}`")),
        hint: Localized::new(format!("有：{}", known.join("、")), format!("there are: {}", known.join(", "))),
    }
}

fn no_series() -> Failure {
    Failure::Usage {
        message: Localized::new("没有可以预测的序列", "there is no series to forecast"),
        hint: Localized::new(
            "时期要么都是日历上的时期，要么都是数字；tierstat figures 列出已有的数据",
            "let all periods be of the calendar, or all be numbers; tierstat figures lists what there is",
        ),
    }
}

/// An error with the name of the series it befell.
fn named(series: &str, error: NumericsError) -> Failure {
    let message = error.localized();
    Failure::Usage {
        message: Localized::new(format!("{series}：{}", message.zh), format!("{series}: {}", message.en)),
        hint: error.hint(),
    }
}

fn refusal(series: &InputSeries, error: &NumericsError) -> Finding {
    let message = error.localized();
    Finding {
        severity: Severity::Warning,
        rule: "forecast.refused".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("{}：{}", series.name, message.zh),
            format!("{}: {}", series.name, message.en),
        ),
        hint: error.hint(),
    }
}

/// Says that seasons are not modelled, where there are any: all methods here are for yearly figures.
fn seasons(times: &[SeriesTime]) -> Option<Finding> {
    let is_seasonal = |time: &SeriesTime| {
        matches!(time, SeriesTime::Period(Period::Quarter(..) | Period::Month(..) | Period::Half(..)))
    };
    times.iter().any(is_seasonal).then(|| Finding {
        severity: Severity::Warning,
        rule: "forecast.seasons".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            "序列的时期短于一年，而这里的方法不含季节变动",
            "the periods are shorter than a year, and the methods here know no seasons",
        ),
        hint: Localized::new(
            "用同一季度或月份的逐年数，或先合计成年",
            "take the same quarter or month of each year, or sum the periods to years first",
        ),
    })
}

fn last_place(series: &InputSeries, timeline: &Timeline) -> Option<i64> {
    series
        .points
        .iter()
        .filter(|(_, bounds)| bounds.is_some())
        .filter_map(|(time, _)| timeline.place(*time))
        .max()
}

fn periods(found: &Forecasted, timeline: &Timeline, horizon: usize) -> Vec<String> {
    (0..horizon as i64)
        .map(|step| {
            timeline
                .time(found.begins + step)
                .map_or_else(|| format!("+{}", step + 1), |time| time.to_string())
        })
        .collect()
}

/// Whole numbers and floors that were asked for; coherent ones are whole already.
fn finish(forecasted: &mut [Forecasted], arguments: &ForecastArguments) {
    for found in forecasted {
        let forecast = &mut found.forecast;
        for values in [
            &mut forecast.point,
            &mut forecast.lower80,
            &mut forecast.upper80,
            &mut forecast.lower95,
            &mut forecast.upper95,
        ] {
            for value in values.iter_mut() {
                if arguments.nonnegative || found.is_count {
                    *value = value.max(0.0);
                }
            }
        }
        if arguments.whole {
            if arguments.reconcile.is_none() {
                forecast.point.iter_mut().for_each(|point| *point = point.round());
            }
            // An interval is never narrower than the truth: its ends are rounded away from the point.
            for lower in forecast.lower80.iter_mut().chain(forecast.lower95.iter_mut()) {
                *lower = lower.floor();
            }
            for upper in forecast.upper80.iter_mut().chain(forecast.upper95.iter_mut()) {
                *upper = upper.ceil();
            }
        }
    }
}

fn explained(
    found: &Forecasted,
    timeline: &Timeline,
    reconciliation: Option<Reconciliation>,
    language: Language,
) -> Explanation {
    let history = &found.history;
    let time = |place: i64| timeline.time(place).map_or_else(|| place.to_string(), |time| time.to_string());
    let mut methods = vec![found.forecast.method.code()];
    if found.forecast.method == Method::Combination {
        methods.extend(Method::members(found.forecast.points_used).iter().map(|member| member.code()));
    }
    methods.extend(reconciliation.map(Reconciliation::code));
    let used = history.origins.iter().zip(&history.values).zip(history.first_place..);
    let filled = history.places(PointOrigin::Filled).map(|place| {
        (
            time(place),
            Localized::new("缺，以前后之间的直线补上", "missing; filled by the line between its neighbours"),
        )
    });
    let mut remarks = vec![found.forecast.reason.clone()];
    let bounded = history.count(PointOrigin::Bounded);
    if bounded > 0 {
        remarks.push(Localized::new(
            format!("{bounded} 个数只知界限；区间涵盖其下限与上限所得的预测"),
            format!(
                "{bounded} known within bounds only; the intervals reach over the forecasts from both ends"
            ),
        ));
    }
    if reconciliation.is_some() {
        remarks.push(Localized::new(
            "区间随预测值移动，宽度仍是各序列自己的",
            "intervals move with the points and keep the width of each series' own forecast",
        ));
    }
    if found.is_count {
        remarks.push(Localized::new(
            "数量不会小于零：区间止于零",
            "a count is never below zero: intervals end there",
        ));
    }
    Explanation {
        subject: found.name.clone(),
        statement: statement(found, timeline, language),
        methods,
        used: used
            .filter(|((origin, _), _)| **origin != PointOrigin::Filled)
            .map(|((origin, value), place)| {
                let at = usize::try_from(place - history.first_place).unwrap_or(usize::MAX);
                match (origin, history.lower.get(at).zip(history.upper.get(at))) {
                    (PointOrigin::Bounded, Some((lower, upper))) => {
                        format!("{} [{lower}, {upper}] ({value})", time(place))
                    }
                    _ => format!("{} {value}", time(place)),
                }
            })
            .collect(),
        left_out: filled.chain(found.left_out.iter().cloned()).collect(),
        remarks,
    }
}

/// The last step in one sentence.
fn statement(found: &Forecasted, timeline: &Timeline, language: Language) -> String {
    let step = found.forecast.point.len().saturating_sub(1);
    let to = match timeline.time(found.begins + step as i64) {
        Some(SeriesTime::Period(period)) => words::period(period, language),
        Some(other) => other.to_string(),
        None => format!("+{}", step + 1),
    };
    let subject = Subject { name: &found.name, unit: "", from: "", to: &to };
    let words = Words { language };
    ForecastStep { forecast: &found.forecast, step }.statement(&subject, language, &words)
}

/// What is known and what is forecast as one line; gaps are no points, and what is known within bounds stands as bounds.
fn line(found: &Forecasted, timeline: &Timeline, language: Language) -> LineSeries {
    let forecast = &found.forecast;
    let words = Words { language };
    let point = |place: i64, value: Option<f64>, bounds: Option<Bounds>, provisional: bool| {
        let Some(SeriesTime::Period(period)) = timeline.time(place) else { return None };
        let printed = match value {
            Some(value) => words::count(if value.abs() >= 100.0 { value.round() } else { value }),
            None => bounds.map_or_else(String::new, |bounds| words.count(&bounds)),
        };
        Some(LinePoint {
            day: period.last_day(),
            label: plot::axis_label(period),
            bounds,
            value,
            provisional,
            printed,
        })
    };
    let history = &found.history;
    let known =
        history.origins.iter().zip(history.values.iter().zip(history.lower.iter().zip(&history.upper)));
    let known =
        known.zip(history.first_place..).filter_map(
            |((origin, (value, (lower, upper))), place)| match origin {
                PointOrigin::Observed => point(place, Some(*value), Bounds::point(*value).ok(), false),
                PointOrigin::Bounded => point(place, None, Bounds::closed(*lower, *upper).ok(), false),
                PointOrigin::Filled => None,
            },
        );
    let ahead = forecast.point.iter().zip(&forecast.lower95).zip(&forecast.upper95).zip(found.begins..);
    let ahead = ahead.filter_map(|(((value, lower), upper), place)| {
        point(place, Some(*value), Bounds::closed(*lower, *upper).ok(), true)
    });
    LineSeries { name: plot::line_name(&found.name).to_owned(), points: known.chain(ahead).collect() }
}
