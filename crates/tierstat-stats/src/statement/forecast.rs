//! Forecasts in words.

use super::{NumberWords, Statement, Subject, interval, point, said};
use crate::forecast::Forecast;
use tierstat_model::Language;

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
        let found = at(&self.forecast.point).and_then(point).zip(
            at(&self.forecast.lower95)
                .zip(at(&self.forecast.upper95))
                .and_then(|(lower, upper)| interval(lower, upper)),
        );
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
                "If what {points} points show goes on, {name} will be about {value} by {to}; 95 %: {around}."
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::{MethodChoice, forecast};
    use crate::statement::tests::both;

    #[test]
    fn a_condition_stands_before_every_forecast() {
        let found = forecast(&[10.0, 12.0, 13.0, 16.0], 2, MethodChoice::Automatic).unwrap();
        let (chinese, english) = both(&ForecastStep { forecast: &found, step: 1 });
        assert!(chinese.starts_with("若4个数据点所示的变动延续"), "{chinese}");
        assert!(english.starts_with("If what 4 points show goes on"), "{english}");
        assert!(both(&ForecastStep { forecast: &found, step: 9 }).1.starts_with("There is no forecast"));
    }
}
