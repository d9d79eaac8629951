//! The curves, with their gradients.

use crate::linear_algebra::Real;
use crate::optimise::Model;

/// A curve towards a ceiling `K` (for Bass, `m`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// `K ÷ (1 + e^(−r (t − t0)))` (Verhulst 1838); parameters r, t0.
    Logistic,
    /// `K e^(−b e^(−c t))` (Gompertz 1825); parameters b, c.
    Gompertz,
    /// `K ÷ (1 + e^(−r (t − t0)))^(1 ÷ nu)` (Richards 1959); parameters r, t0, nu.
    Richards,
    /// `m (1 − e^(−(p + q) t)) ÷ (1 + q ÷ p e^(−(p + q) t))`, cumulative (Bass 1969); parameters p, q.
    Bass,
    /// The increments of Bass over one period (Srinivasan and Mason 1986); parameters p, q.
    BassIncrement,
}

impl Curve {
    /// The names of the parameters, without the ceiling.
    #[must_use]
    pub fn parameter_names(self) -> &'static [&'static str] {
        match self {
            Self::Logistic => &["r", "t0"],
            Self::Gompertz => &["b", "c"],
            Self::Richards => &["r", "t0", "nu"],
            Self::Bass | Self::BassIncrement => &["p", "q"],
        }
    }

    /// The name of the ceiling.
    #[must_use]
    pub fn ceiling_name(self) -> &'static str {
        match self {
            Self::Bass | Self::BassIncrement => "m",
            Self::Logistic | Self::Gompertz | Self::Richards => "K",
        }
    }

    /// The code by which it is named in options and files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Logistic => "logistic",
            Self::Gompertz => "gompertz",
            Self::Richards => "richards",
            Self::Bass => "bass",
            Self::BassIncrement => "bass-increment",
        }
    }

    /// The share of the ceiling at a time, with its gradient by the parameters.
    pub fn share<T: Real>(self, time: T, parameters: &[T], gradient: &mut [T]) -> T {
        let one = T::one();
        match (self, parameters) {
            (Self::Logistic, [r, t0, ..]) => {
                let decay = (-*r * (time - *t0)).exponential();
                let share = one / (one + decay);
                // f' = f (1 − f), and 1 − f = e ÷ (1 + e) loses no digits.
                let bend = share * (decay / (one + decay));
                set(gradient, 0, bend * (time - *t0));
                set(gradient, 1, -bend * *r);
                share
            }
            (Self::Gompertz, [b, c, ..]) => {
                let decay = (-*c * time).exponential();
                let share = (-*b * decay).exponential();
                set(gradient, 0, -share * decay);
                set(gradient, 1, share * *b * time * decay);
                share
            }
            (Self::Richards, [r, t0, nu, ..]) => {
                let decay = (-*r * (time - *t0)).exponential();
                let logarithm = (one + decay).logarithm();
                let share = (-logarithm / *nu).exponential();
                let bend = share / *nu * (decay / (one + decay));
                set(gradient, 0, bend * (time - *t0));
                set(gradient, 1, -bend * *r);
                set(gradient, 2, share * logarithm / (*nu * *nu));
                share
            }
            (Self::Bass, [p, q, ..]) => bass(time, *p, *q, gradient),
            (Self::BassIncrement, [p, q, ..]) => {
                let mut before = [T::zero(); 2];
                let share = bass(time, *p, *q, gradient) - bass(time - one, *p, *q, &mut before);
                for (place, part) in before.into_iter().enumerate() {
                    let now = gradient.get(place).copied().unwrap_or_else(T::zero);
                    set(gradient, place, now - part);
                }
                share
            }
            _ => T::from(f64::NAN),
        }
    }
}

fn set<T>(gradient: &mut [T], place: usize, value: T) {
    if let Some(part) = gradient.get_mut(place) {
        *part = value;
    }
}

/// The share of Bass's curve: `(1 − e) ÷ (1 + q e ÷ p)` with `e = e^(−(p + q) t)`.
fn bass<T: Real>(time: T, p: T, q: T, gradient: &mut [T]) -> T {
    let one = T::one();
    let decay = (-(p + q) * time).exponential();
    let below = one + q / p * decay;
    let share = (one - decay) / below;
    // By e: −(1 + q ÷ p) ÷ below²; e itself falls by t e with p and with q.
    let by_decay = -(one + q / p) / (below * below);
    let by_ratio = -(one - decay) * decay / (below * below);
    set(gradient, 0, by_decay * (-time * decay) - by_ratio * q / (p * p));
    set(gradient, 1, by_decay * (-time * decay) + by_ratio / p);
    share
}

/// A curve whose ceiling is known, or the last parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CeilingCurve {
    pub(crate) curve: Curve,
    pub(crate) ceiling: Option<f64>,
}

impl Model for CeilingCurve {
    fn parameters(&self) -> usize {
        self.curve.parameter_names().len() + usize::from(self.ceiling.is_none())
    }

    fn value<T: Real>(&self, x: T, parameters: &[T], gradient: &mut [T]) -> T {
        let count = self.curve.parameter_names().len();
        let share = self.curve.share(x, parameters, gradient);
        let known = self.ceiling.map(T::from);
        let ceiling = known.or_else(|| parameters.get(count).copied()).unwrap_or_else(|| T::from(f64::NAN));
        for part in gradient.iter_mut().take(count) {
            *part = *part * ceiling;
        }
        if known.is_none() {
            set(gradient, count, share);
        }
        ceiling * share
    }
}
