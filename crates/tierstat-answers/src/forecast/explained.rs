//! What a forecast says of itself: its last step in a sentence, and how it was made.

use super::series_forecast::SeriesForecast;
use crate::explanation::Explanation;
use crate::row::Voice;
use tierstat_model::{Localized, SeriesTime};
use tierstat_numerics::forecast::{Method, PointOrigin};
use tierstat_numerics::reconciliation::Reconciliation;
use tierstat_words::statement::{ForecastStep, NumberWords, Statement, Subject};
use tierstat_words::{self as words, Words};

impl SeriesForecast {
    /// The last step in one sentence, with its numbers as whoever asks prints them.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>, numbers: &dyn NumberWords) -> String {
        let step = self.forecast.point.len().saturating_sub(1);
        let to = match self.time(step) {
            Some(SeriesTime::Period(period)) => words::period(period, voice.language),
            Some(other) => other.to_string(),
            None => format!("+{}", step + 1),
        };
        let name = self.of.subject(voice);
        let subject = Subject { name: &name, unit: self.of.unit(voice), from: "", to: &to };
        ForecastStep { forecast: &self.forecast, step }.statement(&subject, voice.language, numbers)
    }

    /// The codes of the methods by which it was made.
    #[must_use]
    pub fn methods(&self) -> Vec<&'static str> {
        let mut methods = vec![self.forecast.method.code()];
        if self.forecast.method == Method::Combination {
            methods.extend(Method::members(self.forecast.points_used).iter().map(|member| member.code()));
        }
        methods.extend(self.reconciled.map(Reconciliation::code));
        methods
    }

    /// How it was made, and what its last step says.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let history = &self.history;
        let time =
            |place: i64| self.timeline.time(place).map_or_else(|| place.to_string(), |time| time.to_string());
        let ends = history.lower.iter().zip(&history.upper).zip(&history.values);
        let used = history.origins.iter().zip(ends).zip(history.first_place..);
        let used = used.filter_map(|((origin, ((lower, upper), value)), place)| match origin {
            PointOrigin::Observed => Some(format!("{} {value}", time(place))),
            PointOrigin::Bounded => Some(format!("{} [{lower}, {upper}] ({value})", time(place))),
            PointOrigin::Filled => None,
        });
        let filled =
            Localized::new("缺，以前后之间的直线补上", "missing; filled by the line between its neighbours");
        let filled = history.places(PointOrigin::Filled).map(|place| (time(place), filled.clone()));
        let left_out = self.left_out.iter().map(|point| (point.time.to_string(), point.reason.clone()));
        Explanation {
            subject: self.of.name(voice),
            statement: self.statement(voice, &Words { language: voice.language }),
            methods: self.methods(),
            used: used.collect(),
            left_out: filled.chain(left_out).collect(),
            remarks: self.remarks(),
        }
    }

    fn remarks(&self) -> Vec<Localized> {
        let mut remarks = vec![self.forecast.reason.clone()];
        let bounded = self.history.count(PointOrigin::Bounded);
        if bounded > 0 {
            remarks.push(Localized::new(
                format!("{bounded} 个数只知界限；区间涵盖其下限与上限所得的预测"),
                format!(
                    "{bounded} known within bounds only; the intervals reach over the forecasts from both ends"
                ),
            ));
        }
        if self.reconciled.is_some() {
            remarks.push(Localized::new(
                "区间随预测值移动，宽度仍是各序列自己的",
                "intervals move with the points and keep the width of each series' own forecast",
            ));
        }
        if self.is_count {
            remarks.push(Localized::new(
                "数量不会小于零：区间止于零",
                "a count is never below zero: intervals end there",
            ));
        }
        remarks
    }
}
