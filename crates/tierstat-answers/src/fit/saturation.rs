//! A curve towards a ceiling, with the intervals of its parameters: a ceiling that was fitted is never told without.

use super::details::{AllButAHalf, FitDetails, IntervalKind, SaturationDetails};
use super::fitted::{Fitted, LEVEL, Parameter};
use super::points::Points;
use tierstat_model::Localized;
use tierstat_numerics::NumericsError;
use tierstat_numerics::saturation::{Curve, Reached, SaturationFit, profile_intervals, when_reached};

pub(super) fn saturation(found: SaturationFit, points: &Points) -> Result<Fitted, NumericsError> {
    let intervals = profile_intervals(&found, &points.times, &points.values, LEVEL)?;
    let fitted = intervals.iter().zip(&found.fit.standard_errors).map(|(interval, error)| Parameter {
        name: interval.name.to_owned(),
        estimate: interval.estimate,
        standard_error: Some(*error),
        interval: Some([interval.lower, interval.upper]),
    });
    // A known ceiling has no error.
    let given = (!found.is_ceiling_fitted).then(|| Parameter {
        name: found.curve.ceiling_name().to_owned(),
        estimate: found.ceiling,
        standard_error: None,
        interval: None,
    });
    let parameters: Vec<Parameter> = fitted.chain(given).collect();
    let open = intervals.iter().filter(|interval| interval.lower.is_none() || interval.upper.is_none());
    let open: Vec<&str> = open.map(|interval| interval.name).collect();
    let mut remarks = Vec::new();
    if !open.is_empty() {
        remarks.push(Localized::new(
            format!("{} 的区间有一端无界：数据不足以限定它", open.join("、")),
            format!("the interval of {} is open at an end: the data do not limit it there", open.join(", ")),
        ));
    }
    if let Reached::CannotBeSaid { reason, .. } = reached(&found) {
        remarks.push(Localized::new(
            format!("何时只差半个，无从判断：{}", reason.zh),
            format!("when all but a half is reached cannot be said: {}", reason.en),
        ));
    }
    let code = found.curve.code();
    let curve = found.clone();
    Ok(Fitted {
        code,
        methods: vec![if found.curve == Curve::BassIncrement { "bass" } else { code }, "profile-interval"],
        details: FitDetails::Saturation(details(&found, &parameters, points)),
        parameters,
        residual_sum_of_squares: Some(found.fit.residual_sum_of_squares),
        curve: Some(found),
        remarks,
        value_at: Box::new(move |time| curve.value(time)),
    })
}

/// When all but a half of the ceiling is reached: of whole things the last one.
fn reached(found: &SaturationFit) -> Reached {
    when_reached(found, found.ceiling - 0.5)
}

fn details(found: &SaturationFit, parameters: &[Parameter], points: &Points) -> SaturationDetails {
    let at = |share: f64| found.time_at_share(share).map(|time| time + points.origin);
    let ceiling = parameters.iter().find(|parameter| parameter.name == found.curve.ceiling_name());
    let [lower, upper] = ceiling.and_then(|ceiling| ceiling.interval).unwrap_or_default();
    SaturationDetails {
        ceiling: found.ceiling,
        ceiling_lower95: lower,
        ceiling_upper95: upper,
        ceiling_fitted: found.is_ceiling_fitted,
        residual_standard_deviation: found.fit.residual_standard_deviation,
        degrees_of_freedom: found.fit.degrees_of_freedom,
        determination: found.fit.determination,
        information_criterion: found.fit.information_criterion,
        interval: IntervalKind::Profile,
        time_at_half: at(0.5),
        time_at_nine_tenths: at(0.9),
        peak_time: found.peak_time().map(|time| time + points.origin),
        all_but_a_half_reached: match reached(found) {
            Reached::At { time, lower, upper } => AllButAHalf::At {
                time: time + points.origin,
                lower95: lower + points.origin,
                upper95: upper + points.origin,
            },
            Reached::CannotBeSaid { points, code, .. } => {
                AllButAHalf::CannotBeSaid { cannot_be_said: true, reason: code, points }
            }
        },
    }
}
