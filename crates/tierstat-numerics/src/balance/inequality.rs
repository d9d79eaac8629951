//! Inequality: how unevenly counts are shared out among members that weigh alike, or each by its residents. A complete count of
//! areas has no sampling error and is given none.

use crate::error::NumericsError;
use crate::requirement::{enough, finite, not_negative, same_length};
use std::collections::BTreeMap;

/// The shares of the members in what is counted and in the residents; where members weigh alike, each is one resident.
///
/// With residents every measure is one of what there is per resident, and within a member all are held to be alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    counts: Vec<f64>,
    residents: Vec<f64>,
}

/// A Theil index with its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilParts {
    /// All of it.
    pub total: f64,
    /// What would be left were all members of each group alike.
    pub between: f64,
    /// What is within the groups, each weighted by its share of the whole.
    pub within: f64,
}

fn shares(values: &[f64]) -> Vec<f64> {
    // Divided first: the sum of numbers near the end of their range would leave it.
    let largest = values.iter().copied().fold(0.0, f64::max);
    let total: f64 = values.iter().map(|value| value / largest).sum();
    values.iter().map(|value| value / largest / total).collect()
}

/// `s ln(s ÷ q)`, nothing for a share of zero.
fn entropy(share: f64, other: f64) -> f64 {
    if share > 0.0 { share * (share / other).ln() } else { 0.0 }
}

/// What rounding pushed below zero is zero; a share too small to be a number leads to none.
fn index(value: f64) -> Result<f64, NumericsError> {
    if value.is_finite() { Ok(value.max(0.0)) } else { Err(NumericsError::NotFinite { value }) }
}

impl Shares {
    /// The shares of members with these counts of zero or more, not all zero, and these residents, above zero; without residents
    /// all members weigh alike.
    ///
    /// # Errors
    /// [`NumericsError::TooFewPoints`] below two members, [`NumericsError::LengthMismatch`], [`NumericsError::NotFinite`],
    /// [`NumericsError::NegativeValue`], [`NumericsError::BaseNotPositive`] for a member without residents,
    /// [`NumericsError::WholeNotPositive`] where all counts are zero.
    pub fn of(counts: &[f64], residents: Option<&[f64]>) -> Result<Self, NumericsError> {
        let residents = residents.map_or_else(|| vec![1.0; counts.len()], <[f64]>::to_vec);
        same_length(counts.len(), residents.len())?;
        enough(2, counts.len())?;
        finite(counts.iter().chain(&residents))?;
        not_negative(counts)?;
        if let Some(value) = residents.iter().find(|value| **value <= 0.0) {
            return Err(NumericsError::BaseNotPositive { lower: *value });
        }
        if counts.iter().all(|value| *value <= 0.0) {
            return Err(NumericsError::WholeNotPositive { lower: 0.0 });
        }
        Ok(Self { counts: shares(counts), residents: shares(&residents) })
    }

    /// The shares of the residents.
    pub(super) fn residents(&self) -> &[f64] {
        &self.residents
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.counts.iter().copied().zip(self.residents.iter().copied())
    }

    fn sum(&self, term: impl Fn(f64, f64) -> f64) -> f64 {
        self.pairs().map(|(count, people)| term(count, people)).sum()
    }

    /// The Gini coefficient in its population form: `½ Σᵢⱼ qᵢ qⱼ |rᵢ − rⱼ| ÷ r`, with `rᵢ` per resident of the member, `r` of the whole and
    /// the share `qᵢ` of the residents (Gini 1912). 0, all alike, to below 1; of `n` members that weigh alike to `1 − 1 ÷ n`.
    #[must_use]
    pub fn gini(&self) -> f64 {
        let mut members: Vec<(f64, f64)> = self.pairs().collect();
        members.sort_by(|(count, people), (other, others)| (count / people).total_cmp(&(other / others)));
        // By the curve of Lorenz: Σ (qᵢ × counts before and half of its own) on either side of the diagonal.
        let (mut counts_before, mut people_before, mut area) = (0.0, 0.0, 0.0);
        for (count, people) in members {
            area += count * people_before - people * counts_before;
            counts_before += count;
            people_before += people;
        }
        area.clamp(0.0, 1.0)
    }

    /// The Hoover index, the share of the counts that would have to move for all to have alike: `½ Σ |sᵢ − qᵢ|` (Hoover 1936).
    #[must_use]
    pub fn hoover(&self) -> f64 {
        self.sum(|count, people| (count - people).abs()) / 2.0
    }

    /// The index of Hirschman and Herfindahl of the counts, 1 ÷ n (all alike) to 1 (one has all): `Σ sᵢ²` (Hirschman 1945,
    /// Herfindahl 1950).
    #[must_use]
    pub fn herfindahl(&self) -> f64 {
        self.sum(|count, _| count * count)
    }

    /// The Theil index T, `Σ sᵢ ln(sᵢ ÷ qᵢ)` with the shares `sᵢ` of the counts and `qᵢ` of the residents (Theil 1967). A count of zero
    /// counts nothing.
    ///
    /// # Errors
    /// [`NumericsError::NotFinite`] where a share is too small to be a number.
    pub fn theil_t(&self) -> Result<f64, NumericsError> {
        index(self.sum(entropy))
    }

    /// The Theil index L, or mean log deviation, `Σ qᵢ ln(qᵢ ÷ sᵢ)` (Theil 1967, Shorrocks 1980).
    ///
    /// # Errors
    /// [`NumericsError::ValueNotPositive`] for a count of zero, of which there is no logarithm.
    pub fn theil_l(&self) -> Result<f64, NumericsError> {
        match self.counts.iter().find(|count| **count <= 0.0) {
            Some(count) => Err(NumericsError::ValueNotPositive { value: *count }),
            None => index(self.sum(|count, people| entropy(people, count))),
        }
    }

    /// The Theil index T of members in groups: `Σ sᵍ ln(sᵍ ÷ qᵍ)` between the groups and `Σ sᵍ Tᵍ` within them (Shorrocks 1980). `groups`
    /// names the group of each member.
    ///
    /// # Errors
    /// [`NumericsError::LengthMismatch`]; as [`Self::theil_t`].
    pub fn theil_t_parts<G: Ord>(&self, groups: &[G]) -> Result<TheilParts, NumericsError> {
        same_length(self.counts.len(), groups.len())?;
        let mut sums: BTreeMap<&G, (f64, f64)> = BTreeMap::new();
        for (group, (count, people)) in groups.iter().zip(self.pairs()) {
            let sum = sums.entry(group).or_default();
            *sum = (sum.0 + count, sum.1 + people);
        }
        let outer: f64 = sums.into_values().map(|(count, people)| entropy(count, people)).sum();
        let (between, within) = (index(outer)?, index(self.theil_t()? - outer)?);
        Ok(TheilParts { total: between + within, between, within })
    }

    /// The Atkinson index, 0 to 1, for an aversion above zero: `1 − (Σ qᵢ (sᵢ ÷ qᵢ)^(1−e))^(1 ÷ (1−e))`, and one less `Π (sᵢ ÷ qᵢ)^qᵢ` for
    /// `e = 1` (Atkinson 1970). From `e = 1` on one count of zero makes it 1.
    ///
    /// # Errors
    /// [`NumericsError::OutOfRange`] for the aversion.
    pub fn atkinson(&self, aversion: f64) -> Result<f64, NumericsError> {
        if !(aversion > 0.0 && aversion.is_finite()) {
            let (lowest, highest) = (0.0, f64::MAX);
            return Err(NumericsError::OutOfRange { name: "aversion", lowest, highest, found: aversion });
        }
        if aversion >= 1.0 && self.counts.iter().any(|count| *count <= 0.0) {
            return Ok(1.0);
        }
        let power = 1.0 - aversion;
        let alike = if power.abs() < 1e-12 {
            self.sum(|count, people| people * (count / people).ln()).exp()
        } else {
            self.sum(|count, people| people * (count / people).powf(power)).powf(power.recip())
        };
        Ok((1.0 - alike).clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(counts: &[f64]) -> Shares {
        Shares::of(counts, None).unwrap()
    }

    fn weighted(counts: &[f64], residents: &[f64]) -> Shares {
        Shares::of(counts, Some(residents)).unwrap()
    }

    /// All measures that take any counts.
    fn measures(shares: &Shares) -> [f64; 4] {
        [shares.gini(), shares.hoover(), shares.theil_t().unwrap(), shares.atkinson(0.5).unwrap()]
    }

    fn near(one: f64, other: f64) {
        assert!((one - other).abs() < 1e-15, "{one} {other}");
    }

    #[test]
    fn all_alike_and_one_with_all() {
        for measure in measures(&plain(&[3.0; 5])) {
            near(measure, 0.0);
        }
        let one = plain(&[0.0, 0.0, 0.0, 8.0]);
        near(one.gini(), 0.75);
        near(one.hoover(), 0.75);
        near(one.theil_t().unwrap(), 4.0_f64.ln());
        near(one.atkinson(1.0).unwrap(), 1.0);
        near(one.herfindahl(), 1.0);
    }

    #[test]
    fn by_hand() {
        // 1 and 3: mean 2, geometric mean √3; mean of roots (1 + √3) ÷ 2; ln 2 and ln (2 ÷ 3).
        let two = plain(&[1.0, 3.0]);
        near(two.atkinson(1.0).unwrap(), 1.0 - 3.0_f64.sqrt() / 2.0);
        near(two.atkinson(0.5).unwrap(), 1.0 - ((1.0 + 3.0_f64.sqrt()) / 2.0).powi(2) / 2.0);
        near(two.theil_l().unwrap(), (2.0_f64.ln() + (2.0_f64 / 3.0).ln()) / 2.0);
        near(plain(&[1.0, 2.0, 1.0]).herfindahl(), 6.0 / 16.0);
        near(plain(&[f64::MAX, f64::MAX]).herfindahl(), 0.5);
        // A quarter of the counts with three quarters of the residents: Gini is the difference, and so much would have to move.
        let apart = weighted(&[1.0, 3.0], &[3.0, 1.0]);
        near(apart.gini(), 0.5);
        near(apart.hoover(), 0.5);
        let t = 0.25 * (1.0_f64 / 3.0).ln() + 0.75 * 3.0_f64.ln();
        near(apart.theil_t().unwrap(), t);
        near(apart.theil_l().unwrap(), t);
    }

    #[test]
    fn what_has_no_shares_is_refused() {
        let of = |counts: &[f64], residents: Option<&[f64]>| Shares::of(counts, residents);
        assert!(matches!(of(&[1.0], None), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(of(&[], None), Err(NumericsError::TooFewPoints { .. })));
        assert!(matches!(of(&[0.0, 0.0], None), Err(NumericsError::WholeNotPositive { .. })));
        assert!(matches!(of(&[-1.0, 2.0], None), Err(NumericsError::NegativeValue { .. })));
        assert!(matches!(of(&[1.0, f64::NAN], None), Err(NumericsError::NotFinite { .. })));
        assert!(matches!(of(&[1.0, 2.0], Some(&[0.0, 1.0])), Err(NumericsError::BaseNotPositive { .. })));
        assert!(matches!(of(&[1.0, 2.0], Some(&[1.0])), Err(NumericsError::LengthMismatch { .. })));
        let two = plain(&[0.0, 1.0]);
        assert!(matches!(two.theil_l(), Err(NumericsError::ValueNotPositive { .. })));
        assert!(matches!(two.atkinson(0.0), Err(NumericsError::OutOfRange { name: "aversion", .. })));
        assert!(matches!(two.theil_t_parts(&[1]), Err(NumericsError::LengthMismatch { .. })));
        assert!(plain(&[1e-320, 1e300]).theil_l().is_err());
        for measure in measures(&weighted(&[f64::MAX, f64::MAX], &[f64::MAX, f64::MAX])) {
            near(measure, 0.0);
        }
    }

    proptest! {
        #[test]
        fn units_and_equal_residents_do_not_matter(
            counts in proptest::collection::vec(0.1..1e4f64, 2..9), factor in 1e-3..1e3f64,
        ) {
            let scaled: Vec<f64> = counts.iter().map(|value| value * factor).collect();
            let known = measures(&plain(&counts));
            for other in [plain(&scaled), weighted(&counts, &vec![7.0; counts.len()])] {
                for (one, other) in known.iter().zip(measures(&other)) {
                    prop_assert!((one - other).abs() <= 1e-12);
                }
            }
        }

        #[test]
        fn gini_is_half_the_mean_distance(values in proptest::collection::vec((0.0..1e4f64, 0.1..1e4f64), 2..9)) {
            let (counts, residents): (Vec<f64>, Vec<f64>) = values.iter().copied().unzip();
            prop_assume!(counts.iter().any(|count| *count > 1.0));
            let (total, people) = (counts.iter().sum::<f64>(), residents.iter().sum::<f64>());
            let pairs = values.iter().flat_map(|one| values.iter().map(move |other| (one, other)));
            let distance: f64 = pairs.map(|(one, other)| one.1 * other.1 * (one.0 / one.1 - other.0 / other.1).abs()).sum();
            let known = distance / (people * people) / (2.0 * total / people);
            prop_assert!((weighted(&counts, &residents).gini() - known).abs() < 1e-12);
        }

        #[test]
        fn a_member_may_be_split(values in proptest::collection::vec((0.1..1e4f64, 0.1..1e4f64), 2..9), share in 0.1..0.9f64) {
            let (counts, residents): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
            let split = |list: &[f64]| {
                let mut split = list.to_vec();
                split.push(split[0] * (1.0 - share));
                split[0] *= share;
                split
            };
            let (whole, parted) = (weighted(&counts, &residents), weighted(&split(&counts), &split(&residents)));
            for (one, other) in measures(&whole).into_iter().zip(measures(&parted)) {
                prop_assert!((one - other).abs() < 1e-12);
            }
            prop_assert!((whole.theil_l().unwrap() - parted.theil_l().unwrap()).abs() < 1e-12);
        }

        #[test]
        fn parts_are_those_of_the_groups(
            one in proptest::collection::vec((0.1..1e4f64, 0.1..1e4f64), 2..6),
            other in proptest::collection::vec((0.1..1e4f64, 0.1..1e4f64), 2..6),
        ) {
            let whole = |groups: &[&[(f64, f64)]]| -> Shares {
                let (counts, residents): (Vec<f64>, Vec<f64>) = groups.concat().into_iter().unzip();
                weighted(&counts, &residents)
            };
            let groups: Vec<bool> = (0..one.len() + other.len()).map(|place| place < one.len()).collect();
            let parts = whole(&[&one, &other]).theil_t_parts(&groups).unwrap();
            let sum = |group: &[(f64, f64)]| group.iter().fold((0.0, 0.0), |sum, member| (sum.0 + member.0, sum.1 + member.1));
            let (first, second) = (sum(&one), sum(&other));
            let between = whole(&[&[first], &[second]]).theil_t().unwrap();
            let share = first.0 / (first.0 + second.0);
            let within = share * whole(&[&one]).theil_t().unwrap() + (1.0 - share) * whole(&[&other]).theil_t().unwrap();
            prop_assert!((parts.between - between).abs() < 1e-12 && (parts.within - within).abs() < 1e-12);
            prop_assert!((parts.total - whole(&[&one, &other]).theil_t().unwrap()).abs() < 1e-12);
        }
    }
}
