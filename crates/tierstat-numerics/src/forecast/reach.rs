//! How many standard deviations the ends of the intervals of 80 % and 95 % stand from the point.
//!
//! They depend on the number of points alone, and a quantile costs more than a forecast: each is computed once.

use crate::distribution::{normal_quantile, student_quantile};
use std::sync::OnceLock;

/// The quantiles that the two intervals end at.
const PROBABILITIES: [f64; 2] = [0.9, 0.975];
/// From here on they are computed anew each time: series this long are rare.
const KEPT: usize = 256;

/// The reach of a normal error.
pub(super) fn of_normal() -> [f64; 2] {
    static NORMAL: OnceLock<[f64; 2]> = OnceLock::new();
    *NORMAL.get_or_init(|| PROBABILITIES.map(normal_quantile))
}

/// The reach of an error of Student's t; no freedom counts as one.
pub(super) fn of_student(freedom: usize) -> [f64; 2] {
    static STUDENT: [OnceLock<[f64; 2]>; KEPT] = [const { OnceLock::new() }; KEPT];
    let freedom = freedom.max(1);
    let computed = || PROBABILITIES.map(|probability| student_quantile(freedom as f64, probability));
    STUDENT.get(freedom).map_or_else(computed, |kept| *kept.get_or_init(computed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_what_the_tables_print() {
        let near = |found: [f64; 2], known: [f64; 2]| {
            found.iter().zip(known).all(|(found, known)| (found - known).abs() < 5e-4)
        };
        assert!(near(of_normal(), [1.282, 1.960]) && near(of_student(5), [1.476, 2.571]));
        assert!(near(of_student(0), [3.078, 12.706]) && near(of_student(1_000), [1.282, 1.962]));
    }
}
