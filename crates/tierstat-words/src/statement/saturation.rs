//! A fitted curve towards a ceiling in words.

use super::{NumberWords, Statement, Subject, point, said};
use crate::method_note::MethodNote;
use tierstat_model::{Bounds, Language, Ratio};
use tierstat_numerics::saturation::{Curve, SaturationFit};

/// A fitted curve, with the name of the period in which half of its ceiling is reached.
#[derive(Debug, Clone, Copy)]
pub struct SaturationPeriods<'a> {
    /// The fit.
    pub fit: &'a SaturationFit,
    /// The period of the half; `None` where the curve has none.
    pub half: Option<&'a str>,
    /// The interval of 95 % of a ceiling that was fitted: no estimate stands without.
    pub ceiling: Option<Bounds>,
}

impl Statement for SaturationPeriods<'_> {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, unit, from, to } = *subject;
        let fit = self.fit;
        let code = if fit.curve == Curve::BassIncrement { Curve::Bass.code() } else { fit.curve.code() };
        let curve = MethodNote::of(code).map(MethodNote::name).unwrap_or_default();
        // An estimate has no more digits than it bears.
        let ceiling = if fit.is_ceiling_fitted { short(fit.ceiling) } else { fit.ceiling };
        let ceiling = point(ceiling).map_or_else(String::new, |ceiling| words.count(&ceiling));
        let share = share(fit.fit.determination);
        let share = share.map_or_else(String::new, |share| words.ratio(&Ratio(share)));
        let points = fit.points_used;
        let (origin_zh, origin_en) = match (fit.is_ceiling_fitted, &self.ceiling) {
            (false, _) => ("为给定".to_owned(), ", given".to_owned()),
            (true, Some(interval)) => {
                let interval = words.count(&rounded(interval));
                (
                    format!("（95%区间{interval}）由数据估计"),
                    format!(" (95%: {interval}), estimated from them"),
                )
            }
            (true, None) => (
                "由数据估计，其区间无从计算".to_owned(),
                ", estimated from them, of which the interval cannot be told".to_owned(),
            ),
        };
        let (half_zh, half_en) = self.half.map_or_else(Default::default, |half| {
            (format!("，约在{half}达到上限的一半"), format!("; half of it is passed about {half}"))
        });
        said(
            language,
            format!(
                "{from}至{to}，{name}的{points}个数据点以{}拟合，上限{ceiling}{unit}{origin_zh}{half_zh}；曲线解释了变动的{share}。",
                curve.zh
            ),
            format!(
                "From {from} to {to} a {} through {points} points of {name} has the ceiling {ceiling}{origin_en}{half_en}. It explains {share} of their variation.",
                curve.en
            ),
        )
    }
}

/// An interval with four significant digits at each end, rounded away from its middle: it is never narrower than the truth.
fn rounded(interval: &Bounds) -> Bounds {
    let step = |value: f64| 10.0_f64.powf((value.abs().max(f64::MIN_POSITIVE)).log10().floor() - 3.0);
    let away = |value: f64, round: fn(f64) -> f64| short(round(value / step(value)) * step(value));
    let lower = interval.lower_value().map_or(f64::MIN, |lower| away(lower, f64::floor));
    let found = match interval.upper_value() {
        Some(upper) => Bounds::closed(lower, away(upper, f64::ceil)),
        None => Bounds::at_least(lower),
    };
    found.unwrap_or(*interval)
}

/// A number with four significant digits.
fn short(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// The share that is explained; one that would be rounded to the whole is at least what is below it.
fn share(determination: f64) -> Option<Bounds> {
    const NEARLY: f64 = 0.9995;
    const BELOW: f64 = 0.999;
    if (NEARLY..1.0).contains(&determination) { Bounds::at_least(BELOW).ok() } else { point(determination) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;
    use tierstat_numerics::saturation::fit_saturation;

    #[test]
    fn a_ceiling_is_said_to_be_given_or_estimated() {
        let (times, values) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [8.0, 19.0, 41.0, 62.0, 79.0, 91.0]);
        let given = fit_saturation(Curve::Logistic, &times, &values, Some(100.0)).unwrap();
        let (chinese, english) = both(&SaturationPeriods { fit: &given, half: Some("2014"), ceiling: None });
        assert!(chinese.contains("逻辑斯蒂曲线") && chinese.contains("上限100家为给定"), "{chinese}");
        assert!(english.contains("ceiling 100, given; half of it is passed about 2014."), "{english}");
        let free = fit_saturation(Curve::Logistic, &times, &values, None).unwrap();
        let said = |ceiling| both(&SaturationPeriods { fit: &free, half: None, ceiling });
        let (chinese, english) = said(Bounds::closed(92.104_9, 112.301).ok());
        assert!(english.contains(" (95%: [92.1, 112.4]), estimated from them. It explains"), "{english}");
        assert!(chinese.contains("（95%区间[92.1, 112.4]）由数据估计"), "{chinese}");
        assert!(said(None).1.contains("of which the interval cannot be told"));
        assert!(said(Bounds::at_least(92.0).ok()).1.contains("[92, ∞)"));
    }
}
