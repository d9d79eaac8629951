//! Trends in words.

use super::{NumberWords, Statement, Subject, point, said};
use tierstat_model::{Language, Ratio};
use tierstat_numerics::trend::GrowthTrend;
use tierstat_numerics::trend::rank::MannKendall;

/// Below this probability a trend is said to be there.
const LEVEL: f64 = 0.05;

impl Statement for GrowthTrend {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, from, to, .. } = *subject;
        match self {
            Self::Inside { rates, points_used } => {
                let rates = words.ratio(rates);
                said(
                    language,
                    format!("{from}至{to}，{points_used}个约数容许{name}年均变动{rates}，更多无从判断。"),
                    format!(
                        "From {from} to {to} the {points_used} rough figures allow any change of {name} of {rates} a year; more cannot be said."
                    ),
                )
            }
            Self::Fitted { rate, interval, fit } => {
                let rate = point(*rate).map_or_else(String::new, |rate| words.ratio(&Ratio(rate)));
                let (lower, upper) = (interval.0.lower(), interval.0.upper_value());
                let unclear = lower <= 0.0 && upper.is_none_or(|upper| upper >= 0.0);
                let interval = words.ratio(interval);
                let (more_zh, more_en) = if unclear {
                    (
                        "，区间含零，尚不能断定增减",
                        "; the interval holds zero, so that neither growth nor decline is certain",
                    )
                } else {
                    ("", "")
                };
                let points = fit.points_used;
                said(
                    language,
                    format!(
                        "{from}至{to}，{name}按{points}个数据点的趋势年均变动{rate}（95%区间{interval}，假定各点误差相互独立）{more_zh}。"
                    ),
                    format!(
                        "From {from} to {to} {name} changed by {rate} a year along the trend of {points} points (95%: {interval}, if the errors of the points are independent){more_en}."
                    ),
                )
            }
        }
    }
}

impl Statement for MannKendall {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, from, to, .. } = *subject;
        let (tau, probability) = (words.measure(self.tau), words.measure(self.probability));
        if self.probability >= LEVEL {
            return said(
                language,
                format!("{from}至{to}，{name}的逐年数据不足以认定有升降趋势（τ={tau}，p={probability}）。"),
                format!(
                    "From {from} to {to} the figures of {name} do not show a trend (tau {tau}, p {probability})."
                ),
            );
        }
        let (zh, en) = if self.score > 0 { ("上升", "upward") } else { ("下降", "downward") };
        said(
            language,
            format!("{from}至{to}，{name}有{zh}趋势（τ={tau}，p={probability}）。"),
            format!("From {from} to {to} {name} show an {en} trend (tau {tau}, p {probability}).")
                .replace("an downward", "a downward"),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::statement::tests::both;
    use tierstat_model::Bounds;
    use tierstat_numerics::trend::growth_trend;
    use tierstat_numerics::trend::rank::mann_kendall;

    #[test]
    fn an_interval_that_holds_zero_claims_nothing() {
        let series = |values: &[f64]| -> Vec<(f64, Option<Bounds>)> {
            values.iter().enumerate().map(|(at, value)| (at as f64, Bounds::point(*value).ok())).collect()
        };
        let shaky = growth_trend(&series(&[100.0, 140.0, 90.0, 130.0])).unwrap();
        assert!(
            both(&shaky).0.contains("假定各点误差相互独立") && both(&shaky).1.contains("are independent)")
        );
        assert!(both(&shaky).0.contains("尚不能断定增减") && both(&shaky).1.contains("neither"));
        let steady = growth_trend(&series(&[100.0, 111.0, 120.0, 134.0, 146.0])).unwrap();
        let (chinese, english) = both(&steady);
        assert!(!chinese.contains("尚不能") && english.contains("5 points"), "{chinese} {english}");
        assert!(both(&mann_kendall(&[1.0, 3.0, 2.0, 2.5, 1.5]).unwrap()).1.contains("do not show a trend"));
        let falls = mann_kendall(&[9.0, 8.0, 7.0, 6.0, 5.0, 4.0]).unwrap();
        assert!(both(&falls).1.contains("a downward trend") && both(&falls).0.contains("下降趋势"));
    }
}
