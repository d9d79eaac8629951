//! What the models of the ledger say beside numbers: how sure an interval is, and how far a target is.

use super::answer::Answer;
use super::claim::{Claim, ClaimSubject, Name};
use super::claim_words::{FORECAST_LEVELS, ForecastPart};
use super::ledger::Ledger;
use super::models::Models;
use super::print::{Bearing, bearing};
use super::statistic::Statistic;
use tierstat_answers::plan::TargetProgress;

/// The level of the interval of a trend, in percent.
const TREND_LEVEL: u8 = 95;

impl Ledger<'_> {
    /// How sure the interval behind a level of confidence is; where it is none of the ledger's, any that there is.
    pub(super) fn confidences(&mut self, name: &Name, claim: &Claim) -> Vec<Answer> {
        let ClaimSubject { periods, since, .. } = &claim.subject;
        if claim.statistic == Statistic::TrendConfidence {
            let trend = self.models.trend(name, Statistic::TrendInterval, (periods, since));
            return trend.and_then(|trend| Models::confidence(&trend, TREND_LEVEL)).into_iter().collect();
        }
        let said = claim.words.interval.clone().map(|quantity| Claim {
            quantity,
            statistic: Statistic::Forecast,
            ..claim.clone()
        });
        let mut found = Vec::new();
        for level in FORECAST_LEVELS {
            let part = Some(ForecastPart::Interval(level));
            let own = self.models.forecasts(name, (Statistic::Forecast, part), periods);
            found.extend(own.into_iter().map(|answer| (level, answer)));
        }
        let is_said =
            |answer: &Answer| said.as_ref().is_some_and(|said| bearing(said, answer) != Bearing::Other);
        let is_any = found.iter().any(|(_, answer)| is_said(answer));
        found.retain(|(_, answer)| !is_any || is_said(answer));
        found.iter().filter_map(|(level, answer)| Models::confidence(answer, *level)).collect()
    }

    /// The interval of the trend that an answer gives.
    pub(super) fn trend_interval(&mut self, claim: &Claim, answer: &Answer) -> Option<Answer> {
        let ClaimSubject { periods, since, .. } = &claim.subject;
        self.models.trend(&answer.of.name, Statistic::TrendInterval, (periods, since))
    }

    /// The progress towards the target that an answer is of.
    pub(super) fn progress(&self, answer: &Answer) -> Option<TargetProgress> {
        self.models.progress(answer)
    }
}
