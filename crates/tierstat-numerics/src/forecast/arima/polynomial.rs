//! The polynomials of a model: from partial autocorrelations, their roots, and how they are turned inside.

/// Autoregressive coefficients from partial autocorrelations between −1 and 1 (Durbin and Levinson; Monahan 1984): every
/// such set is stationary, and every stationary one is reached.
pub(super) fn from_partial(partial: &[f64]) -> Vec<f64> {
    let mut coefficients: Vec<f64> = Vec::with_capacity(partial.len());
    for last in partial {
        let before = coefficients.clone();
        for (coefficient, mirrored) in coefficients.iter_mut().zip(before.iter().rev()) {
            *coefficient -= last * mirrored;
        }
        coefficients.push(*last);
    }
    coefficients
}

/// The roots of `z^k + c₁ z^(k−1) + … + c_k`, as real and imaginary parts, by Weierstrass's iteration on all at once
/// (Durand 1960, Kerner 1966).
fn roots(coefficients: &[f64]) -> Vec<(f64, f64)> {
    const STEPS: usize = 500;
    let times = |a: (f64, f64), b: (f64, f64)| (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0);
    let over = |a: (f64, f64), b: (f64, f64)| {
        let size = b.0 * b.0 + b.1 * b.1;
        ((a.0 * b.0 + a.1 * b.1) / size, (a.1 * b.0 - a.0 * b.1) / size)
    };
    let value = |at: (f64, f64)| {
        coefficients.iter().fold((1.0, 0.0), |sum, coefficient| {
            let product = times(sum, at);
            (product.0 + coefficient, product.1)
        })
    };
    let radius = 1.0 + coefficients.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let count = coefficients.len() as f64;
    // Spread on a circle, turned so that none is the mirror of another.
    let mut found: Vec<(f64, f64)> = (0..coefficients.len())
        .map(|place| {
            let angle = std::f64::consts::TAU * (place as f64 + 0.3) / count;
            (0.7 * radius * angle.cos(), 0.7 * radius * angle.sin())
        })
        .collect();
    for _ in 0..STEPS {
        let mut most = 0.0_f64;
        for place in 0..found.len() {
            let at = found[place];
            let product = found
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .fold((1.0, 0.0), |product, (_, root)| times(product, (at.0 - root.0, at.1 - root.1)));
            let step = over(value(at), product);
            if step.0.is_finite() && step.1.is_finite() {
                found[place] = (at.0 - step.0, at.1 - step.1);
                most = most.max(step.0.hypot(step.1) / radius);
            }
        }
        if most < 1e-16 {
            break;
        }
    }
    found
}

/// The least modulus of the roots of `1 + c₁ z + … + c_k z^k`; infinite without terms.
pub(super) fn least_root(coefficients: &[f64]) -> f64 {
    let largest = roots(coefficients).iter().fold(0.0_f64, |most, root| most.max(root.0.hypot(root.1)));
    1.0 / largest
}

/// The moving average with the same autocorrelations whose roots lie on the unit circle or outside: what is inside is
/// replaced by its inverse, as R's `arima` does.
pub(super) fn inverted(coefficients: &[f64]) -> Vec<f64> {
    let mut found = roots(coefficients);
    if found.iter().all(|root| root.0.hypot(root.1) <= 1.0) {
        return coefficients.to_vec();
    }
    for root in &mut found {
        let size = root.0 * root.0 + root.1 * root.1;
        if size > 1.0 {
            *root = (root.0 / size, root.1 / size);
        }
    }
    let mut product = vec![(1.0, 0.0)];
    for root in found {
        let mut next = product.clone();
        next.push((0.0, 0.0));
        for (place, part) in product.iter().enumerate() {
            next[place + 1].0 -= part.0 * root.0 - part.1 * root.1;
            next[place + 1].1 -= part.0 * root.1 + part.1 * root.0;
        }
        product = next;
    }
    product.into_iter().skip(1).map(|(real, _)| real).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn roots_of_known_polynomials() {
        // 1 − 0.5 z has its root at 2; (1 − z ÷ 2)(1 + z ÷ 4) = 1 − z ÷ 4 − z² ÷ 8.
        assert!((least_root(&[-0.5]) - 2.0).abs() < 1e-14);
        assert!((least_root(&[-0.25, -0.125]) - 2.0).abs() < 1e-14);
        assert!(least_root(&[]).is_infinite());
        // 1 + z ÷ 0.5 becomes 1 + 0.5 z.
        assert!((inverted(&[2.0])[0] - 0.5).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn partial_autocorrelations_below_one_are_stationary(
            partial in proptest::collection::vec(-0.95..0.95f64, 1..5),
        ) {
            let negated: Vec<f64> = from_partial(&partial).iter().map(|value| -value).collect();
            prop_assert!(least_root(&negated) > 1.0);
        }

        #[test]
        fn what_is_turned_inside_has_the_same_autocorrelations(
            coefficients in proptest::collection::vec(-2.0..2.0f64, 1..5),
        ) {
            let correlation = |values: &[f64], lag: usize| {
                let all: Vec<f64> = std::iter::once(1.0).chain(values.iter().copied()).collect();
                let product = |lag: usize| all.iter().zip(all.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>();
                product(lag) / product(0)
            };
            let turned = inverted(&coefficients);
            prop_assert!(least_root(&turned) > 1.0 - 1e-6);
            for lag in 1..=coefficients.len() {
                prop_assert!((correlation(&turned, lag) - correlation(&coefficients, lag)).abs() < 1e-6);
            }
        }
    }
}
