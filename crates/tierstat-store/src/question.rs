//! Questions in little memory: an import may answer a million of them.

use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{AreaCode, Breakdown, Figure, IndicatorId, Measure, Period, SeriesKey, TierId};

/// A question by the mark of what is asked for, and the first and last day of its period; a year that may begin on any day is
/// another than that of the calendar. Marks hold for one [`Questions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Question {
    asked: u32,
    days: (Date, Date),
    begins_anywhere: bool,
}

/// What questions ask for, each once.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    asked: Vec<([String; 3], Breakdown)>,
    marks: BTreeMap<String, u32>,
    /// Of which of them an answer was seen.
    answered: Vec<bool>,
    /// The indicator, tier, area and breakdown that is looked for, in one text.
    wanted: String,
}

impl Questions {
    /// The question that a figure answers.
    pub(crate) fn of(&mut self, figure: &Figure) -> Question {
        let Figure { indicator, tier, area, breakdown, .. } = figure;
        self.question((&indicator.0, &tier.0, &area.0), breakdown, figure.measure, figure.period)
    }

    /// The question about an indicator, tier, area and breakdown at a period.
    pub(crate) fn question(
        &mut self,
        (indicator, tier, area): (&str, &str, &str),
        breakdown: &Breakdown,
        measure: Measure,
        period: Period,
    ) -> Question {
        self.wanted.clear();
        for part in [indicator, tier, area, &breakdown.to_string()] {
            self.wanted.push_str(part);
            self.wanted.push('\u{1f}');
        }
        let mark = self.marks.get(self.wanted.as_str()).copied().unwrap_or_else(|| {
            let mark = u32::try_from(self.asked.len()).unwrap_or(u32::MAX);
            self.marks.insert(self.wanted.clone(), mark);
            self.asked.push(([indicator, tier, area].map(str::to_owned), breakdown.clone()));
            mark
        });
        Question::new(mark, measure, period)
    }

    /// Whether this is asked for the first time of an indicator, tier, area and breakdown.
    pub(crate) fn is_first_answer(&mut self, question: Question) -> bool {
        let at = question.asked as usize;
        if self.answered.len() <= at {
            self.answered.resize(self.asked.len().max(at + 1), false);
        }
        !std::mem::replace(&mut self.answered[at], true)
    }

    /// The question as it is asked of a ledger.
    pub(crate) fn key(&self, question: Question) -> SeriesKey {
        let ([indicator, tier, area], breakdown) =
            self.asked.get(question.asked as usize).cloned().unwrap_or_default();
        SeriesKey {
            indicator: IndicatorId(indicator),
            tier: TierId(tier),
            area: AreaCode(area),
            breakdown,
            period: question.period(),
        }
    }
}

impl Question {
    fn new(asked: u32, measure: Measure, period: Period) -> Self {
        // A stock describes the last day of its period.
        let days = match measure {
            Measure::Stock => (period.last_day(), period.last_day()),
            Measure::Flow => (period.first_day(), period.last_day()),
        };
        let begins_anywhere = measure == Measure::Flow && matches!(period, Period::YearFrom(_));
        Self { asked, days, begins_anywhere }
    }

    /// The same question at another period.
    pub(crate) fn at(self, measure: Measure, period: Period) -> Self {
        Self::new(self.asked, measure, period)
    }

    fn period(self) -> Period {
        let first = self.days.0;
        let (year, month) = (first.year(), first.month());
        let with_part = |part: i8| (month - 1) / part + 1;
        let all = [
            Period::Day(first),
            Period::Month(year, month),
            Period::Quarter(year, with_part(3)),
            Period::Half(year, with_part(6)),
            Period::Year(year),
        ];
        let whole = || all.into_iter().find(|period| (period.first_day(), period.last_day()) == self.days);
        if self.begins_anywhere { None } else { whole() }.unwrap_or(Period::YearFrom(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_as_it_was_answered() {
        for text in
            ["2015", "2015-H2", "2015-Q3", "2015-02", "2015-12-31", "2014-04-01/P1Y", "2014-01-01/P1Y"]
        {
            let mut questions = Questions::default();
            let period: Period = text.parse().unwrap();
            let flow = questions.question(("i", "t", "a"), &Breakdown::whole(), Measure::Flow, period);
            assert!(questions.is_first_answer(flow));
            assert_eq!(questions.key(flow).period, period);
            let stock = questions.question(("i", "t", "a"), &Breakdown::whole(), Measure::Stock, period);
            assert!(!questions.is_first_answer(stock));
            assert_eq!(questions.key(stock).period, Period::Day(period.last_day()));
        }
    }
}
