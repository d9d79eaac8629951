//! Random numbers from a seed, the same on every machine and in every version.
//!
//! xoshiro256** (Blackman and Vigna, *Scrambled linear pseudorandom number generators*, 2021), its state filled by
//! SplitMix64 (Steele, Lea and Flood 2014). Ours, since a package would bring six others for fifteen lines. Not for secrets.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct RandomStream {
    state: [u64; 4],
}

impl RandomStream {
    /// The stream of a seed.
    pub(crate) fn of_seed(mut seed: u64) -> Self {
        let mut next = || {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        };
        Self { state: [next(), next(), next(), next()] }
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        b.wrapping_mul(5).rotate_left(7).wrapping_mul(9)
    }

    /// A whole number from zero to below `end`, all equally likely; zero where `end` is (Lemire 2019).
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = end as u64;
        loop {
            let product = u128::from(self.bits()) * u128::from(end);
            // The few draws that would favour some numbers are drawn again.
            if product as u64 >= end.wrapping_neg().checked_rem(end).unwrap_or(0) {
                return (product >> 64) as usize;
            }
        }
    }

    /// A number from zero to below one, on a grid of 2⁵³.
    pub(crate) fn share(&mut self) -> f64 {
        const GRID: f64 = 9_007_199_254_740_992.0;
        (self.bits() >> 11) as f64 / GRID
    }

    /// A number from the standard normal distribution, by Marsaglia and Bray's polar method (1964).
    pub(crate) fn normal(&mut self) -> f64 {
        loop {
            let [x, y] = [self.share(), self.share()].map(|share| 2.0 * share - 1.0);
            let square = x * x + y * y;
            // The second number of the pair is left: a stream without memory is easier to follow.
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers() {
        // The first outputs of the authors' own programs.
        let mut stream = RandomStream { state: [1, 2, 3, 4] };
        let found: Vec<u64> = (0..5).map(|_| stream.bits()).collect();
        assert_eq!(found, [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360]);
        let seeded = RandomStream::of_seed(1_234_567);
        assert_eq!(seeded.state[..2], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn every_number_below_the_end_comes_about_equally_often() {
        let mut stream = RandomStream::of_seed(1);
        let mut seen = [0_u32; 7];
        for _ in 0..70_000 {
            seen[stream.below(7)] += 1;
        }
        // Four standard deviations of a binomial count with n = 70,000 and p = 1/7 are 370.
        assert!(seen.iter().all(|count| count.abs_diff(10_000) < 370), "{seen:?}");
        assert_eq!(stream.below(0), 0);
        assert_eq!(stream.below(1), 0);
    }

    #[test]
    fn normal_numbers_have_their_moments() {
        let mut stream = RandomStream::of_seed(3);
        let numbers: Vec<f64> = (0..40_000).map(|_| stream.normal()).collect();
        let moment = |power: i32| numbers.iter().map(|number| number.powi(power)).sum::<f64>() / 40_000.0;
        // Four standard errors: 0.02 of the mean, 0.028 of the square, 0.2 of the fourth power.
        assert!(moment(1).abs() < 0.02 && (moment(2) - 1.0).abs() < 0.028 && (moment(4) - 3.0).abs() < 0.2);
    }
}
