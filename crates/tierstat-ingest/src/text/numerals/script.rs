//! What a number is written in: digits, spoken numerals, numerals of cheques.

/// What a number is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Arabic digits.
    Digits,
    /// One spoken numeral: 三.
    OneNumeral,
    /// Several spoken numerals: 二十四.
    Numerals,
    /// Financial numerals, which print every digit: 壹佰.
    Financial,
}
