//! `tierstat fit`: a model through a series, with parameters, standard errors and the residual sum of squares.

mod fitted;
mod plan;
mod points;

use crate::args::{FitArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::plot;
use fitted::{Fitted, fitted};
use plan::Plan;
use points::Points;
use serde_json::{Value, json};
use tierstat_answers::Explanation;
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_ingest::{Limits, SeriesTime, read_series};
use tierstat_model::{Bounds, Finding, Language, Localized, Severity};
use tierstat_numerics::NumericsError;

pub(crate) fn run(arguments: &FitArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let plan = Plan::of(arguments)?;
    let file = read_series(&arguments.file, &Limits::default())?;
    if file.is_weighted {
        weights_are_used(&plan)?;
    }
    let language = output.language();
    // A formula says itself where its variable is zero.
    let origin = arguments.origin.or_else(|| matches!(plan, Plan::Formula { .. }).then_some(0.0));
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(), rows: Vec::new() };
    let (mut documents, mut explanations, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let (mut findings, mut first_error) = (file.findings, None);
    for series in &file.series {
        let points = Points::of(series, origin, file.is_weighted);
        let found = match fitted(&plan, &series.name, &points, language) {
            Ok(found) => found,
            Err(error) => {
                let error = with_left_out(error, &points);
                findings.push(refusal(&series.name, &error));
                first_error.get_or_insert(error);
                continue;
            }
        };
        let explanation = Explanation {
            subject: series.name.clone(),
            statement: found.statement.clone(),
            methods: found.methods.clone(),
            used: points.used.clone(),
            left_out: points.left_out.clone(),
            remarks: found.remarks.clone(),
        };
        answer.rows.extend(rows(&series.name, &found));
        documents.push(document(&series.name, &found, &points, explain.then(|| explanation.value(language))));
        explanations.push(explanation);
        lines.extend(drawn(&series.name, &found, &points, language));
    }
    if let (Some(error), true) = (first_error, documents.is_empty()) {
        if file.series.len() > 1 {
            output.findings(&findings);
        }
        return Err(error.into());
    }
    output.findings(&findings);
    match (output.format(), file.series.len()) {
        (Format::Json | Format::Jsonl, _) => output.documents(&documents),
        (Format::Table | Format::Csv, _) => output.answer(&answer),
    }
    if explain {
        output.explanations(&explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        if lines.is_empty() {
            return Err(Failure::Usage {
                message: Localized::new(
                    "没有按时期的数据可画",
                    "nothing stands at periods of the calendar, so that there is nothing to draw",
                ),
                hint: Localized::new("时期写作 2015 或 2015-06", "write periods as 2015 or 2015-06"),
            });
        }
        let title = match file.series.as_slice() {
            [one] => one.name.clone(),
            _ => String::new(),
        };
        plot::lines(path, title, String::new(), lines, language)?;
    }
    Ok(Outcome::default())
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("series", "序列", "series"),
        Column::text("model", "模型", "model"),
        Column::text("parameter", "参数", "parameter"),
        Column::number("", "估计值", "estimate").for_people(),
        Column::number("", "标准误", "standard error").for_people(),
        Column::number("", "95%下限", "lower 95 %").for_people(),
        Column::number("", "95%上限", "upper 95 %").for_people(),
        Column::number("", "残差平方和", "residual sum of squares").for_people(),
        Column::for_machines("estimate"),
        Column::for_machines("standard_error"),
        Column::for_machines("lower95"),
        Column::for_machines("upper95"),
        Column::for_machines("residual_sum_of_squares"),
    ]
}

fn rows(name: &str, found: &Fitted) -> Vec<Vec<Value>> {
    let rows = found.parameters.iter().map(|parameter| {
        let numbers = [
            Some(parameter.estimate),
            parameter.standard_error,
            parameter.lower,
            parameter.upper,
            found.residual_sum_of_squares,
        ];
        let mut row = vec![json!(name), json!(found.code), json!(parameter.name)];
        row.extend(numbers.map(|number| json!(number.map(readable))));
        row.extend(numbers.map(|number| json!(number)));
        row
    });
    rows.collect()
}

/// Seven significant digits for reading; CSV and JSON hold all.
fn readable(value: f64) -> String {
    const SMALL: f64 = 1e-4;
    const LARGE: f64 = 1e9;
    let rounded: f64 = format!("{value:.6e}").parse().unwrap_or(value);
    let size = rounded.abs();
    if size > 0.0 && !(SMALL..LARGE).contains(&size) { format!("{rounded:e}") } else { rounded.to_string() }
}

fn document(name: &str, found: &Fitted, points: &Points, explanation: Option<Value>) -> Value {
    let mut document = found.document.clone();
    let parameters = found.parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name,
            "estimate": parameter.estimate,
            "standard_error": parameter.standard_error,
            "lower95": parameter.lower,
            "upper95": parameter.upper,
        })
    });
    document.insert("series".into(), json!(name));
    document.insert("model".into(), json!(found.code));
    document.insert("points_used".into(), json!(points.values.len()));
    document.insert("points_left_out".into(), json!(points.left_out.len()));
    document.insert("time_origin".into(), json!(points.origin));
    document.insert("parameters".into(), parameters.collect());
    document.insert("residual_sum_of_squares".into(), json!(found.residual_sum_of_squares));
    if let Some(explanation) = explanation {
        document.insert("explanation".into(), explanation);
    }
    Value::Object(document)
}

/// A column of weights that the model cannot use is refused: without it the answer would be another one.
fn weights_are_used(plan: &Plan) -> Result<(), Failure> {
    if matches!(plan, Plan::Polynomial { robust: None, .. }) {
        return Ok(());
    }
    Err(Failure::Usage {
        message: Localized::new(
            "文件有权重列，而权重只用于不带 --robust 的 linear、log-linear 和 polynomial",
            "the file has a column of weights, which go with linear, log-linear and polynomial without --robust only",
        ),
        hint: Localized::new("换一个模型，或去掉权重列", "choose another model, or leave the column out"),
    })
}

/// Too few points, with those that are there but are none.
fn with_left_out(error: NumericsError, points: &Points) -> NumericsError {
    match error {
        NumericsError::TooFewPoints { needed, found, left_out: 0 } => {
            NumericsError::TooFewPoints { needed, found, left_out: points.left_out.len() }
        }
        other => other,
    }
}

/// A series that cannot be fitted, while others can.
fn refusal(name: &str, error: &NumericsError) -> Finding {
    let reason = error.localized();
    Finding {
        severity: Severity::Warning,
        rule: "fit.refused".to_owned(),
        cells: Vec::new(),
        message: Localized::new(format!("{name}：{}", reason.zh), format!("{name}: {}", reason.en)),
        hint: Localized::new("这个序列未拟合", "this series is not fitted"),
    }
}

/// The points of a series and the model at the same periods; nothing where they are not of the calendar.
fn drawn(name: &str, found: &Fitted, points: &Points, language: Language) -> Vec<LineSeries> {
    let line = |name: String, value_at: &dyn Fn(usize) -> f64, is_printed: bool| {
        let points = points.at.iter().enumerate().filter_map(|(place, time)| {
            let SeriesTime::Period(period) = time else { return None };
            let value = value_at(place);
            Some(LinePoint {
                day: period.last_day(),
                label: plot::axis_label(*period),
                bounds: Some(Bounds::point(value).ok()?),
                value: Some(value),
                provisional: false,
                printed: if is_printed { value.to_string() } else { String::new() },
            })
        });
        LineSeries { name, points: points.collect() }
    };
    let model = match language {
        Language::Chinese => format!("{name}：拟合"),
        Language::English => format!("{name}: fitted"),
    };
    let number = |numbers: &[f64], place: usize| numbers.get(place).copied().unwrap_or(f64::NAN);
    // The series is drawn over its model.
    let lines = [
        line(model, &|place| (found.value_at)(number(&points.times, place)), false),
        line(name.to_owned(), &|place| number(&points.values, place), true),
    ];
    lines.into_iter().filter(|line| !line.points.is_empty()).collect()
}
