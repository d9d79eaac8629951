//! Analysis of variance of one factor, in twice double precision.

use tierstat_numerics::NumericsError;
use tierstat_numerics::distribution::f_survival;
use tierstat_numerics::linear_algebra::DoubleDouble;

/// The table of a one-way analysis of variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct VarianceTable {
    /// How many values there are in all groups.
    pub(crate) count: usize,
    /// Groups less one.
    pub(crate) between_degrees_of_freedom: usize,
    /// The sum of squares of the group means about the mean of all, each as often as its group has values.
    pub(crate) between_sum_of_squares: f64,
    /// The same over its degrees of freedom.
    pub(crate) between_mean_square: f64,
    /// Values less groups.
    pub(crate) within_degrees_of_freedom: usize,
    /// The sum of squares of the values about the mean of their group.
    pub(crate) within_sum_of_squares: f64,
    /// The same over its degrees of freedom.
    pub(crate) within_mean_square: f64,
    /// The ratio of the mean squares, F; `None` where nothing varies within the groups.
    pub(crate) variance_ratio: Option<f64>,
    /// The probability of such a ratio or a larger one where the groups do not differ; `None` as above.
    pub(crate) probability: Option<f64>,
    /// The share of the sum of squares that lies between the groups.
    pub(crate) determination: f64,
    /// The residual standard deviation, in the unit of the values.
    pub(crate) residual_standard_deviation: f64,
}

/// Compares the means of groups: one list of values for each group, which may differ in length.
///
/// `F = (Σ nᵢ (meanᵢ − mean)² ÷ (k − 1)) ÷ (Σ (x − meanᵢ)² ÷ (n − k))` (Fisher 1925; NIST/SEMATECH e-Handbook 7.4.3). Each
/// value is read as the shortest decimal that leads back to it.
///
/// # Errors
/// [`NumericsError::TooFewPoints`] with fewer than two groups, with a group without values, or without a value more than
/// groups; [`NumericsError::NotFinite`]; [`NumericsError::AllEqual`] where no two values differ.
pub(crate) fn one_way(groups: &[Vec<f64>]) -> Result<VarianceTable, NumericsError> {
    let exact: Vec<Vec<DoubleDouble>> = groups
        .iter()
        .map(|group| group.iter().copied().map(DoubleDouble::of_shortest_decimal).collect())
        .collect();
    one_way_exact(&exact)
}

/// The same for values that are given in twice double precision.
///
/// # Errors
/// As [`one_way`].
pub(crate) fn one_way_exact(groups: &[Vec<DoubleDouble>]) -> Result<VarianceTable, NumericsError> {
    if groups.len() < 2 {
        return Err(NumericsError::TooFewPoints { needed: 2, found: groups.len(), left_out: 0 });
    }
    let plain: Vec<f64> = groups.iter().flatten().map(|value| value.value()).collect();
    if let Some(empty) = groups.iter().find(|group| group.is_empty()) {
        return Err(NumericsError::TooFewPoints { needed: 1, found: empty.len(), left_out: 0 });
    }
    checked(&plain, groups.len() + 1)?;
    let mut every = groups.iter().flatten();
    if every.next().is_some_and(|first| every.all(|value| value == first)) {
        return Err(NumericsError::AllEqual { found: plain.len() });
    }
    let zero = DoubleDouble::default();
    let number = |count: usize| DoubleDouble::from(count as f64);
    let mean_of =
        |values: &[DoubleDouble]| values.iter().fold(zero, |sum, value| sum + *value) / number(values.len());
    // About a value of the data first: what the groups share takes no digits from what they differ by.
    let level = groups.first().and_then(|group| group.first()).copied().unwrap_or_default();
    let centred: Vec<Vec<DoubleDouble>> =
        groups.iter().map(|group| group.iter().map(|value| *value - level).collect()).collect();
    let mean = mean_of(&centred.concat());
    let (mut between, mut within) = (zero, zero);
    for group in &centred {
        let own = mean_of(group);
        between = between + number(group.len()) * (own - mean) * (own - mean);
        within = group.iter().fold(within, |sum, value| sum + (*value - own) * (*value - own));
    }
    let (between_freedom, within_freedom) = (groups.len() - 1, plain.len() - groups.len());
    let total = between + within;
    // What rounding leaves of groups of equal values is no spread.
    const ROUNDING: f64 = 1e-52;
    if within <= total * DoubleDouble::from(ROUNDING) {
        within = zero;
    }
    let (between_mean, within_mean) = (between / number(between_freedom), within / number(within_freedom));
    let determination = if total > zero { (between / total).value() } else { 0.0 };
    let residual_standard_deviation = within_mean.square_root().value();
    checked(&[between_mean.value(), within_mean.value(), determination, residual_standard_deviation], 0)?;
    if total <= zero {
        // Differences whose squares leave the range of numbers.
        return Err(NumericsError::AllEqual { found: plain.len() });
    }
    let variance_ratio =
        (within > zero).then(|| (between_mean / within_mean).value()).filter(|f| f.is_finite());
    Ok(VarianceTable {
        count: plain.len(),
        between_degrees_of_freedom: between_freedom,
        between_sum_of_squares: between.value(),
        between_mean_square: between_mean.value(),
        within_degrees_of_freedom: within_freedom,
        within_sum_of_squares: within.value(),
        within_mean_square: within_mean.value(),
        variance_ratio,
        probability: variance_ratio
            .map(|ratio| f_survival(between_freedom as f64, within_freedom as f64, ratio)),
        determination,
        residual_standard_deviation,
    })
}

/// Refuses numbers that are not finite.
fn checked(values: &[f64], needed: usize) -> Result<(), NumericsError> {
    if values.len() < needed {
        return Err(NumericsError::TooFewPoints { needed, found: values.len(), left_out: 0 });
    }
    values
        .iter()
        .find(|value| !value.is_finite())
        .map_or(Ok(()), |value| Err(NumericsError::NotFinite { value: *value }))
}
