//! A model fitted to the points of one series.

use super::details::{
    CountDetails, FitDetails, FormulaDetails, IntervalKind, PolynomialDetails, RobustDetails,
};
use super::fitted::{Fitted, LEVEL, Parameter, ValueAt};
use super::plan::Form;
use super::points::Points;
use super::saturation::saturation;
use tierstat_model::Localized;
use tierstat_numerics::NumericsError;
use tierstat_numerics::distribution::{normal_quantile, student_quantile};
use tierstat_numerics::regression::expression::Expression;
use tierstat_numerics::regression::generalised::{Counts, Family, generalised_linear_fit};
use tierstat_numerics::regression::linear::{linear_fit, polynomial_design};
use tierstat_numerics::regression::nonlinear::nonlinear_least_squares;
use tierstat_numerics::regression::robust::{RobustMethod, robust_fit};
use tierstat_numerics::saturation::{fit_saturation, fit_saturation_from};

/// Fits what was asked for.
pub(super) fn fitted(form: &Form, points: &Points) -> Result<Fitted, NumericsError> {
    match form {
        Form::Saturation { curve, ceiling, start } => {
            let (times, values) = (&points.times, &points.values);
            let found = match start {
                Some(start) => fit_saturation_from(*curve, times, values, *ceiling, start)?,
                None => fit_saturation(*curve, times, values, *ceiling)?,
            };
            saturation(found, points)
        }
        Form::Polynomial { degree, is_of_logarithms, robust: None, code } => {
            polynomial(*degree, *is_of_logarithms, code, points)
        }
        Form::Polynomial { degree, is_of_logarithms, robust: Some(robust), code } => {
            robust_polynomial(*degree, *is_of_logarithms, *robust, code, points)
        }
        Form::Formula { expression, start } => formula(expression, start, "formula", points),
        Form::Curved { expression, is_power, code } => {
            let bent = |values: &[f64]| values.iter().map(|value| value.ln()).collect::<Vec<f64>>();
            positive(&points.values)?;
            let times = if *is_power {
                positive(&points.times)?;
                bent(&points.times)
            } else {
                points.times.clone()
            };
            let line = linear_fit(&polynomial_design(&times, 1)?, &bent(&points.values), None, true)?;
            let [intercept, slope] = [0, 1].map(|place| line.coefficients.get(place).copied().unwrap_or(0.0));
            formula(expression, &[intercept.exp(), slope], code, points)
        }
        Form::Poisson => poisson(points),
    }
}

fn positive(values: &[f64]) -> Result<(), NumericsError> {
    match values.iter().find(|value| **value <= 0.0) {
        Some(value) => Err(NumericsError::ValueNotPositive { value: *value }),
        None => Ok(()),
    }
}

/// Estimates with their errors and the intervals by Student's t.
fn with_errors(
    names: impl Iterator<Item = String>,
    estimates: &[f64],
    errors: &[f64],
    quantile: f64,
) -> Vec<Parameter> {
    let pairs = names.zip(estimates.iter().zip(errors));
    pairs
        .map(|(name, (estimate, error))| Parameter {
            name,
            estimate: *estimate,
            standard_error: Some(*error),
            interval: Some([Some(estimate - quantile * error), Some(estimate + quantile * error)]),
        })
        .collect()
}

fn numbered(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|place| format!("b{place}"))
}

/// The quantile of Student's t on both sides.
fn two_sided(freedom: usize) -> f64 {
    student_quantile(freedom as f64, f64::midpoint(1.0, LEVEL))
}

/// The values, or their logarithms.
fn on_scale(points: &Points, is_of_logarithms: bool) -> Result<Vec<f64>, NumericsError> {
    if !is_of_logarithms {
        return Ok(points.values.clone());
    }
    positive(&points.values)?;
    Ok(points.values.iter().map(|value| value.ln()).collect())
}

/// The value of a polynomial, from the lowest power on.
fn polynomial_value(coefficients: Vec<f64>, is_of_logarithms: bool) -> ValueAt {
    Box::new(move |time| {
        let value = coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * time + coefficient);
        if is_of_logarithms { value.exp() } else { value }
    })
}

fn polynomial(
    degree: usize,
    is_of_logarithms: bool,
    code: &'static str,
    points: &Points,
) -> Result<Fitted, NumericsError> {
    let design = polynomial_design(&points.times, degree)?;
    let values = on_scale(points, is_of_logarithms)?;
    let found = linear_fit(&design, &values, points.weights.as_deref(), true)?;
    let quantile = two_sided(found.degrees_of_freedom);
    let weighted = Localized::new("按权重列加权", "weighted by the column of weights");
    Ok(Fitted {
        code,
        methods: vec![code],
        parameters: with_errors(
            numbered(found.coefficients.len()),
            &found.coefficients,
            &found.standard_errors,
            quantile,
        ),
        residual_sum_of_squares: Some(found.residual_sum_of_squares),
        details: FitDetails::Polynomial(PolynomialDetails {
            residual_standard_deviation: found.residual_standard_deviation,
            degrees_of_freedom: found.degrees_of_freedom,
            determination: found.determination,
            interval: IntervalKind::Wald,
            weighted: points.weights.is_some(),
        }),
        curve: None,
        remarks: points.weights.iter().map(|_| weighted.clone()).collect(),
        value_at: polynomial_value(found.coefficients, is_of_logarithms),
    })
}

fn robust_polynomial(
    degree: usize,
    is_of_logarithms: bool,
    method: RobustMethod,
    code: &'static str,
    points: &Points,
) -> Result<Fitted, NumericsError> {
    /// A point that counts less than this is named.
    const LITTLE: f64 = 0.5;
    let design = polynomial_design(&points.times, degree)?;
    let found = robust_fit(&design, &on_scale(points, is_of_logarithms)?, method)?;
    let little: Vec<String> = points
        .at
        .iter()
        .zip(&found.weights)
        .filter(|(_, weight)| **weight < LITTLE)
        .map(|(time, weight)| format!("{time} ({weight:.2})"))
        .collect();
    let remarks = if little.is_empty() {
        Vec::new()
    } else {
        vec![Localized::new(
            format!("离得远而少计的点（权重）：{}", little.join("、")),
            format!("points that lie far out and count little (weight): {}", little.join(", ")),
        )]
    };
    let robust = match method {
        RobustMethod::Huber => "huber",
        RobustMethod::Bisquare => "bisquare",
        RobustMethod::Mm { .. } => "mm",
    };
    let pairs = numbered(found.coefficients.len()).zip(&found.coefficients);
    Ok(Fitted {
        code,
        methods: vec![code, robust],
        parameters: pairs
            .map(|(name, estimate)| Parameter {
                name,
                estimate: *estimate,
                standard_error: None,
                interval: None,
            })
            .collect(),
        residual_sum_of_squares: Some(found.residuals.iter().map(|residual| residual * residual).sum()),
        details: FitDetails::Robust(RobustDetails { robust, scale: found.scale, weights: found.weights }),
        curve: None,
        remarks,
        value_at: polynomial_value(found.coefficients, is_of_logarithms),
    })
}

fn formula(
    expression: &Expression,
    start: &[f64],
    code: &'static str,
    points: &Points,
) -> Result<Fitted, NumericsError> {
    let (times, values) = points.exact();
    let found = nonlinear_least_squares(expression, &times, &values, &[start.to_vec()])?;
    let quantile = two_sided(found.degrees_of_freedom);
    let names = expression.parameter_names().iter().cloned();
    let (model, at) = (expression.clone(), found.parameters.clone());
    Ok(Fitted {
        code,
        methods: vec![code],
        parameters: with_errors(names, &found.parameters, &found.standard_errors, quantile),
        residual_sum_of_squares: Some(found.residual_sum_of_squares),
        details: FitDetails::Formula(FormulaDetails {
            residual_standard_deviation: found.residual_standard_deviation,
            degrees_of_freedom: found.degrees_of_freedom,
            determination: found.determination,
            information_criterion: found.information_criterion,
            interval: IntervalKind::Wald,
            starts: found.starts,
        }),
        curve: None,
        remarks: if found.starts > 1 {
            vec![Localized::new(
                format!("从给定的初值没有收敛；共试了 {} 个初值，取残差最小者", found.starts),
                format!(
                    "the fit did not settle from the start it was given; of {} starts the one that leaves least is taken",
                    found.starts
                ),
            )]
        } else {
            Vec::new()
        },
        value_at: Box::new(move |time| model.value_at(time, &at)),
    })
}

fn poisson(points: &Points) -> Result<Fitted, NumericsError> {
    let design = polynomial_design(&points.times, 1)?;
    let counts = Counts { counts: &points.values, offset: None, repeats: None };
    let found = generalised_linear_fit(&design, &counts, Family::PoissonLog, true)?;
    let quantile = normal_quantile(f64::midpoint(1.0, LEVEL));
    let residuals = points.values.iter().zip(&found.fitted).map(|(value, fitted)| (value - fitted).powi(2));
    /// A dispersion from which the errors of the family are much too small.
    const WIDE: f64 = 2.0;
    let wide = found.dispersion.filter(|dispersion| *dispersion > WIDE);
    Ok(Fitted {
        code: "poisson",
        methods: vec!["poisson"],
        parameters: with_errors(
            numbered(found.coefficients.len()),
            &found.coefficients,
            &found.standard_errors,
            quantile,
        ),
        residual_sum_of_squares: Some(residuals.sum()),
        details: FitDetails::Counts(CountDetails {
            deviance: found.deviance,
            null_deviance: found.null_deviance,
            dispersion: found.dispersion,
            degrees_of_freedom: found.degrees_of_freedom,
            information_criterion: found.information_criterion,
            growth_rate: found.coefficients.get(1).map(|slope| slope.exp_m1()),
            interval: IntervalKind::Wald,
        }),
        curve: None,
        remarks: wide
            .map(|dispersion| {
                Localized::new(
                    format!("离散系数为 {dispersion:.1}，计数比泊松分布更分散：标准误与区间偏小"),
                    format!(
                        "a dispersion of {dispersion:.1}: the counts scatter more than a Poisson distribution, so that errors and intervals are too small"
                    ),
                )
            })
            .into_iter()
            .collect(),
        value_at: polynomial_value(found.coefficients, true),
    })
}
