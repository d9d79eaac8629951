//! Shares: 66.7%, 3‰, 四成, 三分之二, 过半. A share is a ratio, never a count.

use super::amount::{Around, read_amount};
use super::decimal::Decimal;
use super::words::Qualifier;
use crate::text::cursor::Cursor;
use tierstat_model::Bounds;

/// What makes a printed number a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShareSign {
    /// Hundredths.
    Percent,
    /// Thousandths.
    PerMille,
    /// Tenths: 四成.
    Tenths,
    /// A difference of two ratios, in hundredths.
    PercentagePoints,
}

impl ShareSign {
    /// The power of ten by which the printed number becomes a ratio.
    pub(super) fn power(self) -> i32 {
        match self {
            Self::Percent | Self::PercentagePoints => -2,
            Self::PerMille => -3,
            Self::Tenths => -1,
        }
    }

    /// The sign as units are looked up.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Percent | Self::Tenths => "%",
            Self::PerMille => "‰",
            Self::PercentagePoints => "个百分点",
        }
    }
}

/// Reads the sign behind a number.
pub(super) fn read_share_sign(cursor: &mut Cursor<'_>) -> Option<ShareSign> {
    const SIGNS: [(&str, ShareSign); 12] = [
        ("%", ShareSign::Percent),
        ("‰", ShareSign::PerMille),
        ("成", ShareSign::Tenths),
        ("个百分点", ShareSign::PercentagePoints),
        ("百分点", ShareSign::PercentagePoints),
        ("percentage points", ShareSign::PercentagePoints),
        ("percentage point", ShareSign::PercentagePoints),
        ("per cent", ShareSign::Percent),
        ("percent", ShareSign::Percent),
        ("pct", ShareSign::Percent),
        ("per mille", ShareSign::PerMille),
        ("pp", ShareSign::PercentagePoints),
    ];
    let mut ahead = *cursor;
    ahead.skip_spaces();
    let sign = ahead.eat_one(&SIGNS)?;
    *cursor = ahead;
    Some(sign)
}

/// 半数, 一半, 半: half of all.
pub(super) fn read_half(cursor: &mut Cursor<'_>) -> bool {
    ["一半", "半数", "大半", "半"].iter().any(|word| cursor.eat(word))
}

/// A fraction in words: 三分之二.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    part: Decimal,
    whole: Decimal,
}

/// Reads `whole分之part`.
pub(super) fn read_fraction(cursor: &mut Cursor<'_>) -> Option<Fraction> {
    let mut ahead = *cursor;
    let whole = read_amount(&mut ahead, Around::FACTOR_ALONE)?.number;
    if !ahead.eat("分之") {
        return None;
    }
    let part = read_amount(&mut ahead, Around::FACTOR_ALONE)?.number;
    if whole.is_zero() {
        return None;
    }
    *cursor = ahead;
    Some(Fraction { part, whole })
}

impl Fraction {
    /// The ratio as a decimal where the whole is a hundred, a thousand or ten thousand: 百分之六十七 is 67%.
    pub(super) fn as_decimal(self) -> Option<Decimal> {
        let power = [2, 3, 4].into_iter().find(|power| {
            Decimal::whole(1)
                .shifted(*power)
                .and_then(|unit| self.whole.compare(unit))
                .is_some_and(std::cmp::Ordering::is_eq)
        })?;
        self.part.shifted(-power)
    }

    /// The ratio.
    pub(super) fn value(self) -> Option<f64> {
        let value = self.part.to_f64() / self.whole.to_f64();
        value.is_finite().then_some(value)
    }

    /// The bounds of the ratio with a word. A fraction in words has no last digit, so about and almost reach five per
    /// cent, and more reaches the next part: 超过三分之一 is `[1/3, 2/3)`.
    pub(super) fn qualified(self, qualifier: Qualifier) -> Option<Bounds> {
        let value = self.value()?;
        let next = Self { part: self.part.plus(Decimal::whole(1))?, ..self }.value()?;
        match qualifier {
            Qualifier::MoreThan => Bounds::half_open(value, next),
            Qualifier::NoLess => Bounds::at_least(value),
            Qualifier::Almost => Bounds::half_open(value * 0.95, value),
            Qualifier::About => Bounds::half_open(value * 0.95, value * 1.05),
            Qualifier::LessThan => Bounds::half_open(0.0, value),
            Qualifier::NoMore => Bounds::closed(0.0, value),
        }
        .ok()
    }
}
