//! How colours look to those who see fewer of them, for tests of the palette.
//!
//! The matrices are those of Machado, Oliveira and Fernandes (2009) for the whole loss of one kind of cone; distances are Euclidean in
//! Ottosson's Oklab (2020), where 1 lies between black and white.

use crate::palette::Colour;

/// A way of seeing colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vision {
    /// All three kinds of cones.
    Full,
    /// No cones for long waves.
    Protanopia,
    /// No cones for middle waves.
    Deuteranopia,
    /// No cones for short waves.
    Tritanopia,
}

type Matrix = [[f64; 3]; 3];

impl Vision {
    pub(crate) const ALL: [Self; 4] = [Self::Full, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    fn matrix(self) -> Matrix {
        match self {
            Self::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

fn times(matrix: Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(one, other)| one * other).sum())
}

/// A colour in linear light.
fn linear(colour: Colour) -> [f64; 3] {
    [colour.0, colour.1, colour.2].map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

/// How far two colours are apart for someone who sees so.
pub(crate) fn distance(one: Colour, other: Colour, vision: Vision) -> f64 {
    let oklab = |colour: Colour| {
        let seen = times(vision.matrix(), linear(colour)).map(|channel| channel.clamp(0.0, 1.0));
        let cones = times(
            [
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            seen,
        );
        times(
            [
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(f64::cbrt),
        )
    };
    let squares = oklab(one).into_iter().zip(oklab(other)).map(|(one, other)| (one - other).powi(2));
    squares.sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_are_one_apart_for_everyone() {
        for vision in Vision::ALL {
            let found = distance(Colour(0, 0, 0), Colour(255, 255, 255), vision);
            assert!((found - 1.0).abs() < 0.01, "{vision:?}: {found}");
        }
    }

    #[test]
    fn red_and_green_come_near_without_the_cones_that_part_them() {
        let (red, green) = (Colour(0xC0, 0x50, 0x30), Colour(0x70, 0x80, 0x30));
        let full = distance(red, green, Vision::Full);
        assert!(distance(red, green, Vision::Deuteranopia) < full / 2.0);
        assert!(distance(red, green, Vision::Tritanopia) > full / 2.0);
    }
}
