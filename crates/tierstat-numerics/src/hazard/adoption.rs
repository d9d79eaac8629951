//! The hazard of adoption period by period.

use crate::error::NumericsError;
use crate::linear_algebra::{DoubleDouble, Matrix};
use crate::regression::generalised::{Counts, Family, GeneralisedFit, generalised_linear_fit};
use crate::requirement::{enough, same_length};

/// A hazard of adoption that rises or falls with the logarithm of time.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscreteHazard {
    /// The intercept and the slope on `ln t`, on the complementary log-log scale.
    pub coefficients: [f64; 2],
    /// Their standard errors.
    pub standard_errors: [f64; 2],
    /// The deviance over the rows of units and periods, each a yes or no.
    pub deviance: f64,
    /// The same of a hazard that does not change.
    pub null_deviance: f64,
    /// How many units and periods there are: one for each period in which a unit could still adopt.
    pub rows: usize,
    /// How many of them hold an adoption.
    pub events: usize,
    /// The fit, which predicts the hazard of a row `[1, ln t]`.
    pub fit: GeneralisedFit,
}

/// The hazard of adoption in discrete time: `ln(−ln(1 − h(t))) = a + b ln t`, over the units and periods at risk.
///
/// `periods` holds for each unit the number of the period, from 1, of its adoption or of its last sight; `adopted` says
/// which. Equal rows of units and periods are fitted once, as often as they stand there (Prentice and Gloeckler 1978; Allison 1982; R's `glm(binomial("cloglog"))` on person-period data).
///
/// # Errors
/// [`NumericsError::LengthMismatch`]; [`NumericsError::TooFewPoints`] without two periods; [`NumericsError::OutOfRange`] for a period
/// of zero or above 100,000; [`NumericsError::Separated`] where no unit or, after some time, every one adopts, so that there is
/// no finite estimate; [`NumericsError::NoConvergence`].
pub fn discrete_hazard(periods: &[u32], adopted: &[bool]) -> Result<DiscreteHazard, NumericsError> {
    const LAST: u32 = 100_000;
    same_length(periods.len(), adopted.len())?;
    if let Some(period) = periods.iter().find(|period| !(1..=LAST).contains(*period)) {
        let (lowest, highest) = (1.0, f64::from(LAST));
        return Err(NumericsError::OutOfRange { name: "period", lowest, highest, found: f64::from(*period) });
    }
    let last = periods.iter().copied().max().unwrap_or(0) as usize;
    enough(2, last)?;
    let mut events = vec![0.0; last];
    let mut leaving = vec![0.0; last];
    for (period, adopted) in periods.iter().zip(adopted) {
        let place = (*period as usize).saturating_sub(1);
        if let (Some(events), Some(leaving)) = (events.get_mut(place), leaving.get_mut(place)) {
            *events += f64::from(*adopted);
            *leaving += 1.0;
        }
    }
    let mut at_risk = periods.len() as f64;
    let trials: Vec<f64> = leaving
        .iter()
        .map(|leaving| {
            let before = at_risk;
            at_risk -= leaving;
            before
        })
        .collect();
    // For each period a row of those who adopt and one of those who wait, as often as there are such units.
    let waiting: Vec<f64> = trials.iter().zip(&events).map(|(trials, events)| trials - events).collect();
    let repeats = [events.as_slice(), waiting.as_slice()].concat();
    let counts: Vec<f64> = (0..2 * last).map(|row| f64::from(row < last)).collect();
    let design = Matrix::from_fn(2 * last, 2, |row, column| match column {
        0 => DoubleDouble::from(1.0),
        _ => DoubleDouble::from((row % last + 1) as f64).logarithm(),
    });
    let data = Counts { counts: &counts, trials: None, offset: None, repeats: Some(&repeats) };
    let fit = generalised_linear_fit(&design, &data, Family::BinomialComplementaryLogLog, true)?;
    let (Some(&[intercept, slope]), Some(&[first, second])) =
        (fit.coefficients.first_chunk::<2>(), fit.standard_errors.first_chunk::<2>())
    else {
        return Err(NumericsError::RankDeficient { needed: 2, found: fit.coefficients.len() });
    };
    Ok(DiscreteHazard {
        coefficients: [intercept, slope],
        standard_errors: [first, second],
        deviance: fit.deviance,
        null_deviance: fit.null_deviance,
        rows: trials.iter().sum::<f64>() as usize,
        events: events.iter().sum::<f64>() as usize,
        fit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_period_say_what_single_rows_say() {
        let (periods, adopted) =
            ([1, 2, 2, 3, 3, 3, 4, 5], [true, true, false, true, false, true, true, false]);
        let found = discrete_hazard(&periods, &adopted).unwrap();
        let mut rows = Vec::new();
        for (period, adopted) in periods.iter().zip(adopted) {
            rows.extend((1..=*period).map(|at| (f64::from(at).ln(), f64::from(adopted && at == *period))));
        }
        let design = Matrix::from_fn(rows.len(), 2, |row, column| {
            DoubleDouble::from(if column == 0 { 1.0 } else { rows[row].0 })
        });
        let counts: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let data = Counts { counts: &counts, trials: None, offset: None, repeats: None };
        let single =
            generalised_linear_fit(&design, &data, Family::BinomialComplementaryLogLog, true).unwrap();
        assert_eq!((found.rows, found.events), (rows.len(), 5));
        for place in 0..2 {
            assert!((found.coefficients[place] - single.coefficients[place]).abs() < 1e-10);
            assert!((found.standard_errors[place] - single.standard_errors[place]).abs() < 1e-10);
        }
        assert!((found.deviance - single.deviance).abs() < 1e-10);
        assert!((found.null_deviance - single.null_deviance).abs() < 1e-10);
    }

    #[test]
    fn units_without_a_hazard() {
        assert!(matches!(discrete_hazard(&[3, 4], &[false, false]), Err(NumericsError::Separated { .. })));
        assert!(matches!(discrete_hazard(&[1, 1], &[true, true]), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(discrete_hazard(&[0, 1], &[true, true]), Err(NumericsError::OutOfRange { .. })));
        assert!(discrete_hazard(&[], &[]).is_err() && discrete_hazard(&[1], &[]).is_err());
        assert!(discrete_hazard(&[u32::MAX], &[true]).is_err());
        // All adopt in the last period: the hazard of that period runs to one.
        let refused = discrete_hazard(&[3, 3, 3], &[true, true, true]);
        assert!(matches!(refused, Err(NumericsError::Separated { .. })), "{refused:?}");
    }
}
