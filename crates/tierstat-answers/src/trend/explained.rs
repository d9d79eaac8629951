//! What a trend says of itself: a sentence for each of its results, and how it was made.

use super::SeriesTrend;
use crate::explanation::Explanation;
use crate::row::Voice;
use tierstat_model::{Language, Localized, SeriesTime};
use tierstat_numerics::breaks::TrendScale;
use tierstat_numerics::outlier::OutlierKind;
use tierstat_numerics::trend::{GrowthTrend, TrendForm};
use tierstat_words::statement::{NumberWords, OutlierPeriods, Statement, Subject};
use tierstat_words::{self as words, Words};

/// A time in words.
pub(super) fn said_time(time: Option<SeriesTime>, language: Language) -> String {
    match time {
        Some(SeriesTime::Period(period)) => words::period(period, language),
        Some(SeriesTime::Number(number)) => number.to_string(),
        None => String::new(),
    }
}

impl SeriesTrend {
    /// The code of the method by which the growth was found.
    #[must_use]
    pub fn growth_method(&self) -> &'static str {
        match &self.growth {
            Some(GrowthTrend::Fitted { fit, .. }) if fit.form == TrendForm::LeastSquares => "log-linear",
            _ if self.bounded() == 0 => "log-linear",
            _ => "interval-censored",
        }
    }

    /// The codes of the methods of all that is said.
    #[must_use]
    pub fn methods(&self) -> Vec<&'static str> {
        let mut methods = vec![self.growth_method()];
        methods.extend(self.slope.map(|_| "theil-sen"));
        methods.extend(self.siegel.map(|_| "siegel"));
        methods.extend(self.test.as_ref().map(|_| "mann-kendall"));
        methods.extend(self.change.as_ref().map(|_| "supremum-f"));
        methods.extend(self.outliers.as_ref().map(|_| "change-outliers"));
        methods
    }

    /// The growth in one sentence, with its numbers as whoever asks prints them.
    ///
    /// # Errors
    /// The reason, in words, where there is no growth.
    pub fn growth_statement(
        &self,
        voice: &Voice<'_>,
        numbers: &dyn NumberWords,
    ) -> Result<String, Localized> {
        let Some(growth) = &self.growth else {
            let of_growth = self.refused.iter().find(|refusal| refusal.statistics.contains(&"growth"));
            return Err(of_growth.map(|refusal| refusal.reason.clone()).unwrap_or_default());
        };
        let name = self.of.subject(voice);
        let ends = [self.known.first(), self.known.last()];
        let [from, to] = ends.map(|end| said_time(end.map(|(time, _)| *time), voice.language));
        let subject = Subject { name: &name, unit: "", from: &from, to: &to };
        Ok(growth.statement(&subject, voice.language, numbers))
    }

    /// Growth, test, break and outliers, a sentence each.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let language = voice.language;
        let words = Words { language };
        let name = self.of.subject(voice);
        let [from, to] = [self.at.first(), self.at.last()].map(|time| said_time(time.copied(), language));
        let subject = Subject { name: &name, unit: "", from: &from, to: &to };
        let mut said: Vec<String> = self.growth_statement(voice, &words).into_iter().collect();
        said.extend(self.test.as_ref().map(|test| test.statement(&subject, language, &words)));
        if let Some(change) = &self.change {
            let at = said_time(self.time(change.place()), language);
            said.push(change.test.statement(&Subject { to: &at, ..subject }, language, &words));
        }
        if let Some(outliers) = &self.outliers {
            let periods: Vec<(String, OutlierKind)> = outliers
                .iter()
                .map(|outlier| (said_time(self.time(outlier.place), language), outlier.kind))
                .collect();
            let outliers = OutlierPeriods { periods: &periods, points: self.exact() };
            said.push(outliers.statement(&subject, language, &words));
        }
        said.join(if language == Language::English { " " } else { "" })
    }

    /// How it was made, and all it says.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let used = self.known.iter().map(|(time, bounds)| match bounds.as_point() {
            Some(value) => format!("{time} {value}"),
            None => format!("{time} {bounds}"),
        });
        let left_out = self.left_out.iter().map(|point| (point.time.to_string(), point.reason.clone()));
        Explanation {
            subject: self.of.name(voice),
            statement: self.statement(voice),
            methods: self.methods(),
            used: used.collect(),
            left_out: left_out.collect(),
            remarks: self.remarks(),
        }
    }

    fn remarks(&self) -> Vec<Localized> {
        let mut remarks = Vec::new();
        let bounded = self.bounded();
        if bounded > 0 {
            remarks.push(Localized::new(
                format!("{bounded} 个数只知界限：增长率用其界限，斜率、检验、断点与异常值不用它们"),
                format!(
                    "{bounded} known within bounds only: the growth rate uses their bounds; slopes, tests, break and outliers do without them"
                ),
            ));
        }
        if self.test.is_some() || self.change.is_some() {
            remarks.push(Localized::new(
                "区间与检验假定各期误差相互独立；像随机游走那样漂移的序列会显得更确定、更像有趋势和断点",
                "intervals and tests hold errors to be independent from period to period; a series that wanders looks surer, and more like a trend or a break, than it is",
            ));
        }
        if let Some(change) = &self.change {
            if change.scale == TrendScale::Level {
                remarks.push(Localized::new(
                    "断点检验用数值本身，不取对数：有数值不大于零，或数值更接近直线",
                    "the break is looked for in the values, not in their logarithms: one is not above zero, or they lie nearer to a line",
                ));
            }
            if self.outliers.as_ref().is_some_and(|outliers| !outliers.is_empty()) {
                remarks.push(Localized::new(
                    "异常值会被断点检验当作断点：先核对异常值，再看断点",
                    "an outlier can pass for a break: look into the outliers first",
                ));
            }
        }
        remarks.extend(self.refused.iter().map(|refusal| {
            let (names, reason) = (refusal.names(), &refusal.reason);
            Localized::new(format!("{}：{}", names.zh, reason.zh), format!("{}: {}", names.en, reason.en))
        }));
        remarks
    }
}
