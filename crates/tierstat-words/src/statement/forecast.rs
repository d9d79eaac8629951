//! Forecasts in words.

use super::{NumberWords, Statement, Subject, interval, point, said};
use tierstat_model::Language;
use tierstat_numerics::forecast::Forecast;

/// One step of a forecast.
#[derive(Debug, Clone, Copy)]
pub struct ForecastStep<'a> {
    /// The forecast.
    pub forecast: &'a Forecast,
    /// The step, counted from zero.
    pub step: usize,
}

impl Statement for ForecastStep<'_> {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, unit, to, .. } = *subject;
        let at = |values: &[f64]| values.get(self.step).copied();
        let ends = at(&self.forecast.lower95).zip(at(&self.forecast.upper95));
        let found = at(&self.forecast.point).zip(ends).and_then(|(value, (lower, upper))| {
            let step = step_of(upper - lower);
            let around = interval((lower / step).floor() * step, (upper / step).ceil() * step)?;
            Some((point((value / step).round() * step)?, around))
        });
        let points = self.forecast.points_used;
        let Some((value, around)) = found else {
            return said(
                language,
                format!("{to}的{name}没有预测。"),
                format!("There is no forecast of {name} for {to}."),
            );
        };
        let (value, around) = (words.count(&value), words.count(&around));
        said(
            language,
            format!(
                "若{points}个数据点所示的变动延续，{to}的{name}约为{value}{unit}，95%区间为{around}{unit}。"
            ),
            format!(
                "If what {points} points show goes on, {name} will be about {value} by {to}; 95%: {around}."
            ),
        )
    }
}

/// The step to which a forecast is told: a power of ten that the interval holds twenty times or more. More digits would promise more than the interval does.
fn step_of(width: f64) -> f64 {
    const STEPS_IN_AN_INTERVAL: f64 = 20.0;
    if width > 0.0 && width.is_finite() {
        10.0_f64.powf((width / STEPS_IN_AN_INTERVAL).log10().floor())
    } else {
        // An interval without width belongs to a series without any variation, or to a number that is given.
        1e-4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;
    use tierstat_numerics::forecast::{MethodChoice, forecast};

    #[test]
    fn no_more_digits_than_the_interval_bears() {
        assert!((step_of(30_538.0) - 1_000.0).abs() < 1e-9 && (step_of(39.0) - 1.0).abs() < 1e-12);
        assert!((step_of(0.3) - 0.01).abs() < 1e-12 && step_of(0.0) < 1e-3 && step_of(f64::NAN) < 1e-3);
    }

    #[test]
    fn a_condition_stands_before_every_forecast() {
        let found = forecast(&[10.0, 12.0, 13.0, 16.0], 2, MethodChoice::Automatic).unwrap();
        let (chinese, english) = both(&ForecastStep { forecast: &found, step: 1 });
        assert!(chinese.starts_with("若4个数据点所示的变动延续"), "{chinese}");
        assert!(english.starts_with("If what 4 points show goes on"), "{english}");
        let digits = |value: f64| (value * 10.0 - (value * 10.0).round()).abs() < 1e-9;
        assert!(
            english.split(['[', ',', ']']).filter_map(|part| part.trim().parse().ok()).all(digits),
            "{english}"
        );
        assert!(both(&ForecastStep { forecast: &found, step: 9 }).1.starts_with("There is no forecast"));
    }
}
