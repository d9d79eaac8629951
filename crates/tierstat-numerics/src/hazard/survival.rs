//! The product-limit estimate of Kaplan and Meier.

use crate::distribution::normal_quantile;
use crate::error::NumericsError;
use crate::interval::Interval;
use crate::requirement::{self, checked, not_negative, same_length};

/// One time of a survival curve, at which an event or a censoring stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalStep {
    /// The time, in the unit of the data.
    pub time: f64,
    /// How many units were still without an event and seen just before.
    pub at_risk: usize,
    /// How many had their event.
    pub events: usize,
    /// How many were last seen without one; they were at risk at this time still.
    pub censored: usize,
    /// The share of units without an event after this time, 1 to 0 (Kaplan and Meier 1958).
    pub survival: f64,
    /// The standard error of the logarithm of the survival, `√Σ d ÷ (n (n − d))` (Greenwood 1926), which is what R's
    /// `survfit` keeps as `std.err`; `None` where the survival is zero.
    pub log_standard_error: Option<f64>,
    /// The cumulative hazard, `Σ d ÷ n` (Nelson 1972, Aalen 1978).
    pub cumulative_hazard: f64,
}

impl SurvivalStep {
    /// The standard error of the survival itself: zero where the survival is zero, as all have had their event.
    #[must_use]
    pub fn standard_error(&self) -> f64 {
        self.log_standard_error.map_or(0.0, |error| error * self.survival)
    }

    /// The interval of the survival at a level such as 0.95, symmetric for its logarithm and no higher than one (R's
    /// `conf.type = "log"`); `None` where the survival is zero.
    ///
    /// # Errors
    /// [`NumericsError::OutOfRange`] for a level not between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Option<Interval>, NumericsError> {
        requirement::level(level)?;
        let reach = -normal_quantile((1.0 - level) / 2.0);
        Ok(self.log_standard_error.map(|error| Interval {
            lower: self.survival * (-reach * error).exp(),
            upper: (self.survival * (reach * error).exp()).min(1.0),
        }))
    }
}

/// A survival curve of units that may be censored on the right.
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalCurve {
    /// The steps, in order of time.
    pub steps: Vec<SurvivalStep>,
    /// How many units there are.
    pub units: usize,
    /// How many of them had their event.
    pub events: usize,
    /// The time at which half of the units have had their event; `None` where the curve does not come so low.
    pub median: Option<f64>,
}

/// The survival curve of units: the time of each, and whether that is the time of its event or the last it was seen.
///
/// `S(t) = Π (1 − d ÷ n)` over the times up to `t` (Kaplan and Meier 1958; R's `survival::survfit`). Where an event and a
/// censoring fall together, the event comes first. The median is the first time with a survival of half or less; where the
/// curve rests on half, the middle of that rest.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] without a unit, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`],
/// [`NumericsError::NegativeValue`] for times below zero.
pub fn survival_curve(times: &[f64], events: &[bool]) -> Result<SurvivalCurve, NumericsError> {
    same_length(times.len(), events.len())?;
    checked(times, 1)?;
    not_negative(times)?;
    // Zero added, so that −0 and 0 are one time.
    let mut units: Vec<(f64, bool)> =
        times.iter().zip(events).map(|(time, event)| (*time + 0.0, *event)).collect();
    units.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut at_risk, mut survival, mut variance, mut hazard) = (units.len(), 1.0, Some(0.0), 0.0);
    let mut steps = Vec::new();
    for group in units.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let events = group.iter().filter(|(_, event)| *event).count();
        let (risk, number) = (at_risk as f64, events as f64);
        survival *= (risk - number) / risk;
        hazard += number / risk;
        variance = variance.filter(|_| events < at_risk).map(|sum| sum + number / (risk * (risk - number)));
        steps.push(SurvivalStep {
            time: group.first().map_or(0.0, |(time, _)| *time),
            at_risk,
            events,
            censored: group.len() - events,
            survival,
            log_standard_error: variance.map(f64::sqrt),
            cumulative_hazard: hazard,
        });
        at_risk -= group.len();
    }
    Ok(SurvivalCurve {
        median: median(&steps),
        units: units.len(),
        events: steps.iter().map(|step| step.events).sum(),
        steps,
    })
}

fn median(steps: &[SurvivalStep]) -> Option<f64> {
    const ROUNDING: f64 = 1.5e-8;
    let mut low = steps.iter().filter(|step| step.survival < 0.5 + ROUNDING);
    let first = low.next()?;
    let below = low.find(|step| step.survival < first.survival);
    Some(match below {
        Some(below) if (first.survival - 0.5).abs() < ROUNDING => first.time.midpoint(below.time),
        _ => first.time,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn four_units_by_hand() {
        let found = survival_curve(&[3.0, 1.0, 2.0, 2.0], &[true, true, true, false]).unwrap();
        let survival: Vec<f64> = found.steps.iter().map(|step| step.survival).collect();
        assert_eq!(survival, [0.75, 0.5, 0.0]);
        assert_eq!(found.steps[1].at_risk, 3);
        assert!(
            (found.steps[1].standard_error() - (0.25 * (1.0 / 12.0 + 1.0 / 6.0_f64)).sqrt()).abs() < 1e-15
        );
        assert!(
            found.steps[2].log_standard_error.is_none() && found.steps[2].interval(0.95).unwrap().is_none()
        );
        // Half are left from 2 to 3.
        assert_eq!(found.median, Some(2.5));
        assert!((found.steps[2].cumulative_hazard - (0.25 + 1.0 / 3.0 + 1.0)).abs() < 1e-15);
    }

    #[test]
    fn odd_units() {
        let found = survival_curve(&[5.0, 0.0, -0.0], &[false, false, false]).unwrap();
        assert!(found.median.is_none() && found.events == 0 && found.steps.len() == 2);
        assert!(survival_curve(&[], &[]).is_err() && survival_curve(&[1.0], &[]).is_err());
        assert!(survival_curve(&[-1.0], &[true]).is_err() && survival_curve(&[f64::NAN], &[true]).is_err());
        assert!(found.steps[0].interval(1.0).is_err());
    }

    proptest! {
        #[test]
        fn without_censoring_it_is_the_share_that_is_left(times in prop::collection::vec(0..30_u32, 1..60)) {
            let plain: Vec<f64> = times.iter().map(|time| f64::from(*time)).collect();
            let found = survival_curve(&plain, &vec![true; plain.len()]).unwrap();
            for step in &found.steps {
                let left = plain.iter().filter(|time| **time > step.time).count() as f64 / plain.len() as f64;
                prop_assert!((step.survival - left).abs() < 1e-13);
                // Greenwood's error is the binomial one.
                let error = (left * (1.0 - left) / plain.len() as f64).sqrt();
                prop_assert!((step.standard_error() - error).abs() < 1e-13);
            }
        }
    }
}
