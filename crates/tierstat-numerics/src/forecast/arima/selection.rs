//! Which order: differences by tests of stationarity, terms by a walk from model to model.
//!
//! Hyndman and Khandakar, *Automatic time series forecasting* (2008), for series without seasons, as R's
//! `forecast::auto.arima` walks.

use super::fit::{ArimaFit, Summit, finished, fit_arima, stable_errors, summits};
use super::likelihood::{coefficients, differenced};
use super::order::ArimaOrder;
use super::polynomial::{inverted, least_root};
use crate::error::NumericsError;
use crate::forecast::near_one::near_one;
use crate::requirement::{enough, finite};

/// The statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a level, with `⌊3 √n ÷ 13⌋` lags; large where a series is
/// not stationary.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] of fewer than three, [`NumericsError::NotFinite`], [`NumericsError::AllEqual`].
fn level_stationarity(series: &[f64]) -> Result<f64, NumericsError> {
    const LEAST: usize = 3;
    enough(LEAST, series.len())?;
    let largest = series.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    finite(series)?;
    if is_constant(series, largest) {
        return Err(NumericsError::AllEqual { found: series.len() });
    }
    let count = series.len() as f64;
    let scaled: Vec<f64> = series.iter().map(|value| value / largest).collect();
    let mean = scaled.iter().sum::<f64>() / count;
    let rest: Vec<f64> = scaled.iter().map(|value| value - mean).collect();
    let (_, above) = rest.iter().fold((0.0, 0.0), |(sum, squares), value| {
        let sum: f64 = sum + value;
        (sum, squares + sum * sum)
    });
    let lags = (3.0 * count.sqrt() / 13.0).floor() as usize;
    let covariance =
        |lag: usize| rest.iter().zip(rest.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>() / count;
    let weighted = (1..=lags).map(|lag| (1.0 - lag as f64 / (lags as f64 + 1.0)) * covariance(lag));
    let below = covariance(0) + 2.0 * weighted.sum::<f64>();
    let found = above / (count * count) / below;
    if found.is_finite() { Ok(found) } else { Err(NumericsError::NotFinite { value: found }) }
}

/// How many differences make a series stationary, 0 to 2: another one as long as the test rejects at 5 % (above 0.463).
fn differences_needed(series: &[f64]) -> usize {
    const CRITICAL: f64 = 0.463;
    let mut found = 0;
    while found < ArimaOrder::MOST_DIFFERENCES {
        let changes = differenced(series, found);
        if !level_stationarity(&changes).is_ok_and(|statistic| statistic > CRITICAL) {
            break;
        }
        found += 1;
        let largest = series.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        if is_constant(&differenced(series, found), largest) {
            break;
        }
    }
    found
}

/// Whether all values are one but for rounding, of themselves or of the series they are differences of.
fn is_constant(values: &[f64], largest: f64) -> bool {
    let first = values.first().copied().unwrap_or(0.0);
    let apart = values.iter().fold(0.0_f64, |most, value| most.max((value - first).abs()));
    let size = values.iter().map(|value| value.abs()).sum::<f64>() / values.len().max(1) as f64;
    apart <= 1e-13 * largest || apart <= 1.5e-8 * size
}

/// A model that has been looked at.
struct Candidate {
    order: ArimaOrder,
    summit: Summit,
    criterion: f64,
}

/// A model with its corrected criterion on the differences, at the highest summit of its likelihood whose roots all lie a
/// hundredth outside of the unit circle; infinite where there is none.
fn candidate(series: &[f64], order: ArimaOrder) -> Candidate {
    let counted = (series.len() - order.differences) as f64;
    let fitted = order.parameter_count() as f64 + 1.0;
    let spare = counted - fitted - 1.0;
    let summits = if spare > 0.0 { summits(series, order) } else { Vec::new() };
    let chosen = summits.into_iter().find(|summit| is_admissible(series, order, summit));
    match chosen {
        Some(summit) => Candidate {
            order,
            criterion: counted * (2.0 * summit.deviance + 1.0 + std::f64::consts::TAU.ln())
                + 2.0 * fitted
                + 2.0 * fitted * (fitted + 1.0) / spare,
            summit,
        },
        None => Candidate {
            order,
            summit: Summit { at: Vec::new(), deviance: f64::INFINITY },
            criterion: f64::INFINITY,
        },
    }
}

/// Whether no root is near the unit circle and the likelihood falls on all sides.
fn is_admissible(series: &[f64], order: ArimaOrder, summit: &Summit) -> bool {
    const NEAREST: f64 = 1.01;
    let found = coefficients(&summit.at, order.autoregressive);
    let negated: Vec<f64> = found.autoregressive.iter().map(|value| -value).collect();
    summit.deviance.is_finite()
        && least_root(&negated) >= NEAREST
        && least_root(&inverted(&found.moving_average)) >= NEAREST
        && stable_errors(series, order, summit)
}

/// Fits the model that Akaike's corrected criterion prefers among those met on a walk from `(2, d, 2)`, the plain ones, and
/// from the best of them to each neighbour that is better, with at most so many terms of each kind; `d` by tests of stationarity.
///
/// Models with a root nearer than 1.01 to the unit circle are passed over, as in R; where the likelihood of one is greatest there
/// but has another summit, that is taken. Every model is fitted by exact maximum
/// likelihood, while R shortens the way for more than 150 values.
///
/// # Errors
/// [`NumericsError::NotFinite`], [`NumericsError::TooFewPoints`] of fewer than eight, [`NumericsError::NoConvergence`].
pub fn select_arima(series: &[f64], most_terms: usize) -> Result<ArimaFit, NumericsError> {
    const LEAST: usize = 8;
    finite(series)?;
    enough(LEAST, series.len())?;
    let (scaled, scale) = near_one(series);
    let differences = differences_needed(&scaled);
    let largest = scaled.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if is_constant(&differenced(&scaled, differences), largest) {
        let constant = differences < ArimaOrder::MOST_DIFFERENCES;
        return fit_arima(series, ArimaOrder { autoregressive: 0, differences, moving_average: 0, constant });
    }
    let chosen = walked(&scaled, differences, most_terms);
    finished(&scaled, chosen.order, &chosen.summit, scale)
}

/// The best model met on the walk.
fn walked(series: &[f64], differences: usize, most_terms: usize) -> Candidate {
    const MOST_MODELS: usize = 94;
    const FEW: usize = 10;
    let most = most_terms.min(ArimaOrder::MOST_TERMS).min(series.len() / 3);
    let room = differences < ArimaOrder::MOST_DIFFERENCES;
    let order = |autoregressive: usize, moving_average: usize, constant: bool| ArimaOrder {
        autoregressive,
        differences,
        moving_average,
        constant,
    };
    let first = most.min(if series.len() < FEW { 1 } else { 2 });
    let mut met = Vec::new();
    let mut best = candidate(series, order(first, first, room));
    met.push(best.order);
    let mut plain = vec![order(0, 0, room), order(1, 0, room), order(0, 1, room)];
    if room {
        plain.push(order(0, 0, false));
    }
    for order in plain {
        let found = candidate(series, order);
        met.push(order);
        if found.criterion < best.criterion {
            best = found;
        }
    }
    // The neighbours in the order in which R tries them; from the first that is better the walk goes on.
    const NEIGHBOURS: [(isize, isize); 8] =
        [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)];
    let mut constant = room;
    'walk: while met.len() < MOST_MODELS {
        let (terms, errors) = (best.order.autoregressive, best.order.moving_average);
        let mut next: Vec<ArimaOrder> = NEIGHBOURS
            .iter()
            .filter_map(|(by_terms, by_errors)| {
                let terms = terms.checked_add_signed(*by_terms).filter(|found| *found <= most)?;
                let errors = errors.checked_add_signed(*by_errors).filter(|found| *found <= most)?;
                Some(order(terms, errors, constant))
            })
            .collect();
        if room {
            next.push(order(terms, errors, !constant));
        }
        for order in next {
            if met.contains(&order) {
                continue;
            }
            let found = candidate(series, order);
            met.push(order);
            if found.criterion < best.criterion {
                constant = order.constant;
                best = found;
                continue 'walk;
            }
        }
        break;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_need_one_difference_and_parabolas_two() {
        let line: Vec<f64> = (0..20).map(|time| 3.0 * f64::from(time)).collect();
        let bend: Vec<f64> = (0..20).map(|time| f64::from(time * time)).collect();
        assert_eq!((differences_needed(&line), differences_needed(&bend)), (1, 2));
        assert_eq!(differences_needed(&[4.0; 20]), 0);
        let found = select_arima(&line, 5).unwrap();
        assert_eq!(found.order.to_string(), "ARIMA(0,1,0) with drift");
        assert!((found.forecasts(2)[1] - 63.0).abs() < 1e-9 && found.variance < 1e-12);
        assert_eq!(select_arima(&bend, 5).unwrap().order.to_string(), "ARIMA(0,2,0)");
        assert_eq!(select_arima(&[4.0; 20], 5).unwrap().forecasts(1), [4.0]);
        assert!(level_stationarity(&[4.0; 20]).is_err() && level_stationarity(&[1.0, 2.0]).is_err());
    }
}
