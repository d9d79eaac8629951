//! When enough units will have adopted, by the hazard of those who have not yet.

use super::adoption::DiscreteHazard;
use crate::error::NumericsError;
use crate::requirement::{same_length, within};
use crate::saturation::Reached;
use tierstat_model::Localized;

/// When no more than `left` units are expected to wait, as the number of a period, from 1; for all units ask for a half.
///
/// `periods` and `adopted` are those the hazard was fitted to. A unit that waits goes on under the fitted hazard from the period
/// in which it was last seen. The ends are where the hazard follows the lower and the upper end of its interval of 95 % in each
/// period. It cannot be said from fewer than five adoptions, or where an end lies beyond three times what was observed.
///
/// # Errors
/// [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`], and [`NumericsError::OutOfRange`] for periods other than those of the fit.
pub fn when_adopted(
    hazard: &DiscreteHazard,
    periods: &[u32],
    adopted: &[bool],
    left: f64,
) -> Result<Reached, NumericsError> {
    const LEVEL: f64 = 0.95;
    const LONGEST: u32 = 3;
    const FEWEST: usize = 5;
    const LAST: u32 = 100_000;
    same_length(periods.len(), adopted.len())?;
    let last = periods.iter().copied().max().unwrap_or(0);
    within("period", f64::from(last), [1.0, f64::from(LAST)])?;
    if left.is_nan() {
        return Err(NumericsError::NotFinite { value: left });
    }
    let points = hazard.events;
    let silent = |code: &'static str, zh: String, en: String| {
        let reason = Localized::new(zh, en);
        Reached::CannotBeSaid { points, code, reason }
    };
    let mut waiting = vec![0.0; last as usize];
    let mut adopting = vec![0.0; last as usize];
    for (period, adopted) in periods.iter().zip(adopted) {
        let counts = if *adopted { &mut adopting } else { &mut waiting };
        if let Some(count) = counts.get_mut((*period as usize).saturating_sub(1)) {
            *count += 1.0;
        }
    }
    let known = left >= waiting.iter().sum::<f64>();
    if points < FEWEST && !known {
        return Ok(silent(
            "too-few-points",
            format!("只有 {points} 个单位已有，至少需要 {FEWEST} 个"),
            format!("{FEWEST} units that have one are needed, there are {points}"),
        ));
    }
    let mut found = [None; 3];
    let mut expected = [0.0; 3];
    let mut to_adopt = adopting.iter().sum::<f64>();
    for period in 1..=last.saturating_mul(1 + LONGEST) {
        let prediction = hazard.fit.prediction(&[1.0, f64::from(period).ln()], 0.0, LEVEL)?;
        let hazards = [prediction.mean, prediction.interval.lower, prediction.interval.upper];
        let place = (period as usize).saturating_sub(1);
        // Units that were seen in this period still wait at its end; those seen before wait with what the hazard leaves.
        let seen = waiting.get(place).copied().unwrap_or(0.0);
        to_adopt -= adopting.get(place).copied().unwrap_or(0.0);
        let unseen: f64 = waiting.iter().skip(place + 1).sum();
        for ((expected, hazard), found) in expected.iter_mut().zip(hazards).zip(&mut found) {
            *expected = *expected * (1.0 - hazard) + seen;
            if found.is_none() && *expected + to_adopt + unseen <= left {
                *found = Some(period);
            }
        }
        if found.iter().all(Option::is_some) {
            break;
        }
    }
    Ok(match found {
        [Some(time), Some(slow), Some(quick)] => {
            Reached::At { time: f64::from(time), lower: f64::from(quick), upper: f64::from(slow) }
        }
        [Some(_), ..] => silent(
            "interval-too-wide",
            format!("区间超出观察期的 {LONGEST} 倍"),
            format!("the interval reaches beyond {LONGEST} times what was observed"),
        ),
        _ => silent(
            "not-reached",
            format!("在观察期的 {LONGEST} 倍之内达不到"),
            format!("it is not reached within {LONGEST} times what was observed"),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::discrete_hazard;

    /// Units that adopt one by one, and some that wait.
    fn units(last: u32, each: u32, waiting: usize) -> (Vec<u32>, Vec<bool>) {
        let mut periods: Vec<u32> = (1..=last).flat_map(|period| (0..each).map(move |_| period)).collect();
        let mut adopted = vec![true; periods.len()];
        periods.extend(vec![last; waiting]);
        adopted.extend(vec![false; waiting]);
        (periods, adopted)
    }

    #[test]
    fn those_who_wait_follow_the_hazard() {
        let (periods, adopted) = units(8, 12, 20);
        let fit = discrete_hazard(&periods, &adopted).unwrap();
        let hazard =
            |period: u32| fit.fit.prediction(&[1.0, f64::from(period).ln()], 0.0, 0.95).unwrap().mean;
        let mut left = 20.0;
        let mut period = 8;
        while left > 5.0 {
            period += 1;
            left *= 1.0 - hazard(period);
        }
        match when_adopted(&fit, &periods, &adopted, 5.0).unwrap() {
            Reached::At { time, lower, upper } => {
                assert!((time - f64::from(period)).abs() < 1e-12 && lower <= time && time <= upper);
                assert!(lower > 8.0);
            }
            silent @ Reached::CannotBeSaid { .. } => panic!("{silent:?}"),
        }
        // What is past is known: after the fourth period 68 of 116 wait.
        let past = when_adopted(&fit, &periods, &adopted, 68.0).unwrap();
        assert_eq!(past, Reached::At { time: 4.0, lower: 4.0, upper: 4.0 });
    }

    #[test]
    fn what_cannot_be_said() {
        let (periods, adopted) = units(4, 1, 100);
        let few = discrete_hazard(&periods, &adopted).unwrap();
        assert!(matches!(
            when_adopted(&few, &periods, &adopted, 0.5),
            Ok(Reached::CannotBeSaid { points: 4, code: "too-few-points", .. })
        ));
        let (periods, adopted) = units(6, 2, 500);
        let slow = discrete_hazard(&periods, &adopted).unwrap();
        assert!(matches!(
            when_adopted(&slow, &periods, &adopted, 0.5),
            Ok(Reached::CannotBeSaid { code: "not-reached" | "interval-too-wide", .. })
        ));
        assert!(when_adopted(&slow, &periods, &adopted[1..], 0.5).is_err());
        assert!(when_adopted(&slow, &[], &[], 0.5).is_err());
        assert!(when_adopted(&slow, &periods, &adopted, f64::NAN).is_err());
    }
}
