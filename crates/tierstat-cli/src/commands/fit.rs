//! `tierstat fit`: a curve through a series, with parameters, standard errors and the residual sum of squares.

use crate::args::{FitArguments, FitModel, Format};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::forecast_input::{InputSeries, of_file};
use crate::output::{Answer, Column, Output};
use serde_json::{Value, json};
use tierstat_model::Localized;
use tierstat_stats::StatsError;
use tierstat_stats::regression::linear::{LinearFit, linear_fit, polynomial_design};
use tierstat_stats::saturation::{Curve, Reached, SaturationFit, fit_saturation, when_reached};

/// The points of a series that can be fitted, with what was left out.
struct Points {
    times: Vec<f64>,
    values: Vec<f64>,
    used: Vec<String>,
    left_out: Vec<(String, Localized)>,
    origin: f64,
}

pub(crate) fn run(arguments: &FitArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let input = of_file(&arguments.file)?;
    output.findings(&input.findings);
    let language = output.language();
    let mut documents = Vec::new();
    let mut answer = Answer {
        columns: vec![
            Column::text("series", "序列", "series"),
            Column::text("model", "模型", "model"),
            Column::text("parameter", "参数", "parameter"),
            Column::number("estimate", "估计值", "estimate"),
            Column::number("standard_error", "标准误", "standard error"),
            Column::number("residual_sum_of_squares", "残差平方和", "residual sum of squares"),
        ],
        rows: Vec::new(),
    };
    let mut explanations = Vec::new();
    for series in &input.series {
        let points = points(series, arguments.origin);
        let (mut document, parameters, residual, method) = match curve(arguments.model) {
            Some(curve) => {
                let found = fit_saturation(curve, &points.times, &points.values, arguments.ceiling)?;
                (
                    saturation_document(&found, &points),
                    saturation_parameters(&found),
                    found.fit.residual_sum_of_squares,
                    curve.code(),
                )
            }
            None => {
                let (found, method) = linear(arguments, &points)?;
                (linear_document(&found), linear_parameters(&found), found.residual_sum_of_squares, method)
            }
        };
        let explanation = Explanation {
            subject: series.name.clone(),
            statement: String::new(),
            methods: vec![if method == "bass-increment" { "bass" } else { method }],
            used: points.used.clone(),
            left_out: points.left_out.clone(),
            remarks: Vec::new(),
        };
        for (name, estimate, error) in &parameters {
            let row = [
                json!(series.name),
                json!(method),
                json!(name),
                json!(estimate),
                json!(error),
                json!(residual),
            ];
            answer.rows.push(row.to_vec());
        }
        if let Value::Object(map) = &mut document {
            map.insert("series".into(), json!(series.name));
            map.insert("model".into(), json!(method));
            map.insert("points_used".into(), json!(points.values.len()));
            map.insert("points_left_out".into(), json!(points.left_out.len()));
            map.insert("time_origin".into(), json!(points.origin));
            let parameters = parameters.iter().map(|(name, estimate, error)| {
                json!({"name": name, "estimate": estimate, "standard_error": error})
            });
            map.insert("parameters".into(), Value::Array(parameters.collect()));
            map.insert("residual_sum_of_squares".into(), json!(residual));
            if arguments.presentation.explain {
                map.insert("explanation".into(), explanation.value(language));
            }
        }
        documents.push(document);
        explanations.push(explanation);
    }
    match (output.format(), documents.len()) {
        (Format::Json, 1) => output.json(&documents.remove(0)),
        (Format::Json, _) => output.json(&documents),
        (Format::Table | Format::Csv, _) => output.answer(&answer),
    }
    if arguments.presentation.explain {
        explanation::print(output, &explanations);
    }
    Ok(Outcome::default())
}

/// The curve towards a ceiling that a model is, if it is one.
fn curve(model: FitModel) -> Option<Curve> {
    match model {
        FitModel::Logistic => Some(Curve::Logistic),
        FitModel::Gompertz => Some(Curve::Gompertz),
        FitModel::Richards => Some(Curve::Richards),
        FitModel::Bass => Some(Curve::Bass),
        FitModel::BassIncrement => Some(Curve::BassIncrement),
        FitModel::Linear | FitModel::LogLinear | FitModel::Polynomial => None,
    }
}

/// Numbers from the origin on; what is a bound or missing is left out and said to be.
fn points(series: &InputSeries, origin: Option<f64>) -> Points {
    let first = series.points.iter().map(|(time, _)| time.number()).fold(f64::INFINITY, f64::min);
    let origin = origin.unwrap_or(first - 1.0);
    let mut points =
        Points { times: Vec::new(), values: Vec::new(), used: Vec::new(), left_out: Vec::new(), origin };
    let mut ordered = series.points.clone();
    ordered.sort_by(|(one, _), (other, _)| one.number().total_cmp(&other.number()));
    for (time, bounds) in ordered {
        match bounds.map(|bounds| bounds.as_point()) {
            Some(Some(value)) => {
                points.times.push(time.number() - origin);
                points.values.push(value);
                points.used.push(format!("{time} {value}"));
            }
            Some(None) => {
                let printed = bounds.map_or_else(String::new, |bounds| bounds.to_string());
                let reason = Localized::new("只知界限", "known within bounds only");
                points.left_out.push((format!("{time} {printed}"), reason));
            }
            None => points.left_out.push((time.to_string(), Localized::new("缺", "missing"))),
        }
    }
    points
}

type Parameters = Vec<(String, f64, Option<f64>)>;

fn saturation_parameters(found: &SaturationFit) -> Parameters {
    let mut names: Vec<&str> = found.curve.parameter_names().to_vec();
    names.push(found.curve.ceiling_name());
    let mut values = found.fit.parameters.clone();
    let mut errors: Vec<Option<f64>> = found.fit.standard_errors.iter().copied().map(Some).collect();
    if !found.is_ceiling_fitted {
        // A known ceiling has no error.
        values.push(found.ceiling);
        errors.push(None);
    }
    names
        .into_iter()
        .map(str::to_owned)
        .zip(values)
        .zip(errors)
        .map(|((name, value), error)| (name, value, error))
        .collect()
}

fn saturation_document(found: &SaturationFit, points: &Points) -> Value {
    let at = |share: f64| found.time_at_share(share).map(|time| time + points.origin);
    let reached = match when_reached(found, found.ceiling - 0.5) {
        Reached::At { time, lower, upper } => json!({
            "time": time + points.origin, "lower95": lower + points.origin, "upper95": upper + points.origin,
        }),
        Reached::CannotBeSaid { points, reason } => json!({"points": points, "cannot_be_said": reason.en}),
    };
    json!({
        "ceiling": found.ceiling,
        "ceiling_fitted": found.is_ceiling_fitted,
        "residual_standard_deviation": found.fit.residual_standard_deviation,
        "degrees_of_freedom": found.fit.degrees_of_freedom,
        "determination": found.fit.determination,
        "information_criterion": found.fit.information_criterion,
        "time_at_half": at(0.5),
        "time_at_nine_tenths": at(0.9),
        "peak_time": found.peak_time().map(|time| time + points.origin),
        "all_but_a_half_reached": reached,
    })
}

fn linear(arguments: &FitArguments, points: &Points) -> Result<(LinearFit, &'static str), StatsError> {
    let (degree, method) = match arguments.model {
        FitModel::Polynomial => (arguments.degree, "polynomial"),
        FitModel::LogLinear => (1, "log-linear"),
        _ => (1, "linear"),
    };
    let design = polynomial_design(&points.times, degree)?;
    let values: Vec<f64> = if method == "log-linear" {
        if let Some(value) = points.values.iter().find(|value| **value <= 0.0) {
            return Err(StatsError::ValueNotPositive { value: *value });
        }
        points.values.iter().map(|value| value.ln()).collect()
    } else {
        points.values.clone()
    };
    Ok((linear_fit(&design, &values, None, true)?, method))
}

fn linear_parameters(found: &LinearFit) -> Parameters {
    let pairs = found.coefficients.iter().zip(&found.standard_errors).enumerate();
    pairs.map(|(place, (value, error))| (format!("b{place}"), *value, Some(*error))).collect()
}

fn linear_document(found: &LinearFit) -> Value {
    json!({
        "residual_standard_deviation": found.residual_standard_deviation,
        "degrees_of_freedom": found.degrees_of_freedom,
        "determination": found.determination,
    })
}
