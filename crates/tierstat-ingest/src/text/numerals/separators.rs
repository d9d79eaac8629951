//! Decimal signs and thousands marks: what one number proves by itself, and what the numbers of a column prove together.

use crate::text::characters::folded;

/// Which sign stands before the decimals of a number; the other one, if it is printed, groups the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DecimalSign {
    /// 1,234.5
    #[default]
    Point,
    /// 1.234,5
    Comma,
}

/// What the form of one printed number says of its decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Its form allows one sign only: 1.234,5 and 12.345.678 a comma, 12.5 and 1,234,567 a point.
    Proves(DecimalSign),
    /// One mark with three digits behind it, decimals if it is the sign named: 1.234, 1,234.
    Open(DecimalSign),
    /// Four digits and more in a row, as nobody writes who groups digits; no year.
    Ungrouped,
    /// Nothing: no mark, or no number.
    None,
}

/// What the numbers of a column, a table or a sheet prove together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Separators {
    points: u32,
    commas: u32,
    /// Numbers that are decimals if the comma is the decimal sign: 1,234.
    open_commas: u32,
    ungrouped: u32,
}

/// The decimal sign of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Convention {
    /// Its numbers prove one sign.
    Known(DecimalSign),
    /// Nothing proves one; the point is taken for it.
    Assumed,
    /// Its numbers contradict each other; this one is proved by more of them.
    Contradicted(DecimalSign),
}

impl Separators {
    /// Takes in one printed text.
    pub(crate) fn add(&mut self, text: &str) {
        match evidence(text) {
            Evidence::Proves(DecimalSign::Point) => self.points += 1,
            Evidence::Proves(DecimalSign::Comma) => self.commas += 1,
            Evidence::Open(DecimalSign::Comma) => self.open_commas += 1,
            Evidence::Ungrouped => self.ungrouped += 1,
            Evidence::Open(DecimalSign::Point) | Evidence::None => {}
        }
    }

    /// Whether a number proves the point by its own form.
    pub(crate) fn has_points(self) -> bool {
        self.points > 0
    }

    /// What two columns prove together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            points: self.points + other.points,
            commas: self.commas + other.commas,
            open_commas: self.open_commas + other.open_commas,
            ungrouped: self.ungrouped + other.ungrouped,
        }
    }

    /// The decimal sign that the numbers prove.
    ///
    /// One comma before decimals among many numbers like 1,234 is a misprint rather than the rule of the column.
    pub(crate) fn convention(self) -> Convention {
        match (self.points, self.commas) {
            (0, 0) if self.ungrouped > 0 => Convention::Known(DecimalSign::Point),
            (0, 0) => Convention::Assumed,
            (_, 0) => Convention::Known(DecimalSign::Point),
            (0, commas) if commas.saturating_mul(4) >= self.open_commas => {
                Convention::Known(DecimalSign::Comma)
            }
            (points, commas) if commas > points.saturating_add(self.open_commas) => {
                Convention::Contradicted(DecimalSign::Comma)
            }
            _ => Convention::Contradicted(DecimalSign::Point),
        }
    }
}

impl Convention {
    /// The decimal sign by which numbers are read.
    pub(crate) fn sign(self) -> DecimalSign {
        match self {
            Self::Known(sign) | Self::Contradicted(sign) => sign,
            Self::Assumed => DecimalSign::Point,
        }
    }

    /// Whether a number may well mean another one than is read: 1.234 where nothing says what the point is for.
    pub(crate) fn leaves_open(self, text: &str) -> bool {
        match (self, evidence(text)) {
            (Self::Assumed, Evidence::Open(sign)) => sign == DecimalSign::Point,
            (Self::Contradicted(_), Evidence::Open(_)) => true,
            (Self::Contradicted(sign), Evidence::Proves(other)) => sign != other,
            _ => false,
        }
    }
}

/// What one printed text says of its decimal sign.
pub(crate) fn evidence(text: &str) -> Evidence {
    const LONGEST: usize = 64;
    let text = text.trim();
    if text.len() > LONGEST || text.is_empty() {
        return Evidence::None;
    }
    // Most cells hold nothing but digits, which have no mark to judge.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return evidence_of_digits(text.len(), text.starts_with('0'), text.parse().unwrap_or(0));
    }
    evidence_of(&folded(text))
}

/// What digits without any mark say: how many, whether the first is a zero, and the number they are (0 if it is too long).
fn evidence_of_digits(digits: usize, begins_with_zero: bool, number: u32) -> Evidence {
    if digits > 3 && !(1700..2200).contains(&number) && !begins_with_zero {
        Evidence::Ungrouped
    } else {
        Evidence::None
    }
}

/// What a folded text says of its decimal sign.
pub(super) fn evidence_of(text: &[char]) -> Evidence {
    let Some(start) = text.iter().position(char::is_ascii_digit) else { return Evidence::None };
    // A point or comma before the first digit is a decimal sign without its zero: .5
    let start = if start > 0 && text.get(start - 1) == Some(&'.') { start - 1 } else { start };
    let number: Vec<char> = text
        .iter()
        .skip(start)
        .copied()
        .scan(false, |ended, next| {
            *ended |= !(next.is_ascii_digit() || is_mark(next));
            (!*ended).then_some(next)
        })
        .collect();
    let end = number.iter().rposition(char::is_ascii_digit).map_or(0, |last| last + 1);
    let behind: String = text.iter().skip(start + end).filter(|next| **next != ' ').take(4).collect();
    // Several numbers in one text say nothing of each other.
    let later: Vec<char> = text.iter().skip(start + end).copied().collect();
    if later.iter().any(|next| next.is_ascii_digit())
        && later.first().is_some_and(|next| "-/~–—".contains(*next))
    {
        return Evidence::None;
    }
    let groups: Vec<&[char]> = number.get(..end).unwrap_or_default().split(|next| is_mark(*next)).collect();
    let marks: Vec<char> =
        number.get(..end).unwrap_or_default().iter().copied().filter(|next| is_mark(*next)).collect();
    let ends_in_decimals = behind.starts_with(['%', '‰']) || has_factor_word(&behind);
    judge(&groups, &marks, ends_in_decimals)
}

fn judge(groups: &[&[char]], marks: &[char], ends_in_decimals: bool) -> Evidence {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return Evidence::None };
    let sign_of = |mark: char| if mark == ',' { DecimalSign::Comma } else { DecimalSign::Point };
    let other = |sign: DecimalSign| match sign {
        DecimalSign::Point => DecimalSign::Comma,
        DecimalSign::Comma => DecimalSign::Point,
    };
    let are_threes = |groups: &[&[char]]| groups.iter().all(|group| group.len() == 3);
    let is_decimal_mark = |mark: &char| matches!(mark, '.' | ',');
    match marks {
        [] => {
            let number = first.iter().collect::<String>().parse().unwrap_or(0);
            evidence_of_digits(first.len(), first.first() == Some(&'0'), number)
        }
        [mark] if is_decimal_mark(mark) => {
            let sign = sign_of(*mark);
            let is_open = last.len() == 3 && (1..=3).contains(&first.len()) && first.first() != Some(&'0');
            match (is_open && !(ends_in_decimals && sign == DecimalSign::Point), sign) {
                (true, _) => Evidence::Open(sign),
                // A list of two (3,4) is no number; decimals of a comma are rarely more than four.
                (false, DecimalSign::Comma) if last.len() > 9 => Evidence::None,
                (false, _) => Evidence::Proves(sign),
            }
        }
        [before @ .., mark] if is_decimal_mark(mark) && !before.contains(mark) => {
            // The last mark stands for itself, and those before it group: 1.234,5 and 1 234.56.
            let inner = groups.get(1..groups.len() - 1).unwrap_or_default();
            let alike = before.windows(2).all(|pair| pair[0] == pair[1]);
            let fits = alike && are_threes(inner) && first.len() <= 3;
            if fits && (before.iter().any(is_decimal_mark) || last.len() != 3) {
                Evidence::Proves(sign_of(*mark))
            } else {
                Evidence::None
            }
        }
        [mark, ..] if is_decimal_mark(mark) && marks.iter().all(|next| next == mark) => {
            // A mark that stands twice groups.
            let fits = first.len() <= 3 && are_threes(groups.get(1..).unwrap_or_default());
            // 12,34,567
            let pairs = groups.get(1..groups.len() - 1).unwrap_or_default();
            let is_indian = *mark == ','
                && first.len() <= 2
                && last.len() == 3
                && pairs.iter().all(|group| group.len() == 2);
            if fits || is_indian { Evidence::Proves(other(sign_of(*mark))) } else { Evidence::None }
        }
        _ => Evidence::None,
    }
}

/// Words of a factor, before which 1,5 can be decimals only.
fn has_factor_word(behind: &str) -> bool {
    ["mio", "mrd", "tsd", "mill", "bill", "bn", "mn", "万", "亿"].iter().any(|word| behind.starts_with(word))
}

fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',' | ' ' | '\'' | '’')
}

/// Whether the form of a number can only be decimals behind a comma, whatever stands in other cells: 1.234,5 · 0,5 ·
/// 1,5 Mio.
pub(super) fn is_surely_comma(text: &[char]) -> bool {
    if evidence_of(text) != Evidence::Proves(DecimalSign::Comma) {
        return false;
    }
    let Some(comma) = text.iter().position(|next| *next == ',') else { return false };
    let before = text.get(..comma).unwrap_or_default();
    let has_groups = before.windows(3).any(|part| match part {
        [left, mark, right] => left.is_ascii_digit() && is_mark(*mark) && right.is_ascii_digit(),
        _ => false,
    });
    let is_zero =
        before.last() == Some(&'0') && !before.iter().rev().nth(1).is_some_and(char::is_ascii_digit);
    let behind: String = text
        .iter()
        .skip(comma + 1)
        .skip_while(|next| next.is_ascii_digit())
        .filter(|next| **next != ' ')
        .take(4)
        .collect();
    has_groups || is_zero || has_factor_word(&behind)
}

/// A folded text with its points and commas inside numbers in each other's place, so that 1.234,5 is 1,234.5.
pub(super) fn with_signs_exchanged(text: &[char]) -> Vec<char> {
    let is_digit = |place: Option<usize>| place.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
    text.iter()
        .enumerate()
        .map(|(at, character)| match character {
            '.' | ',' if !is_digit(Some(at + 1)) => *character,
            '.' => ',',
            ',' if is_digit(at.checked_sub(1)) || at == 0 => '.',
            _ => *character,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convention(texts: &[&str]) -> Convention {
        let mut separators = Separators::default();
        texts.iter().for_each(|text| separators.add(text));
        separators.convention()
    }

    #[test]
    fn one_number_may_prove_its_sign() {
        let point = Evidence::Proves(DecimalSign::Point);
        let comma = Evidence::Proves(DecimalSign::Comma);
        for (text, expected) in [
            ("4.075,5", comma),
            ("4.075.118", comma),
            ("4 075,5", comma),
            ("0,25", comma),
            ("0,250", comma),
            ("75,25", comma),
            ("4075,118", comma),
            ("-75,25 %", comma),
            ("€1,5 Mio", comma),
            ("4,075.5", point),
            ("4,075,118", point),
            ("4,07,511", point),
            ("0.250", point),
            ("75.25", point),
            ("75.250%", point),
            ("4'075.50", point),
            ("4.075", Evidence::Open(DecimalSign::Point)),
            ("4,075", Evidence::Open(DecimalSign::Comma)),
            ("4075", Evidence::Ungrouped),
            ("2015", Evidence::None),
            ("75", Evidence::None),
            ("1.2.3", Evidence::None),
            ("1,2,3", Evidence::None),
            ("—", Evidence::None),
        ] {
            assert_eq!(evidence(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_proves_what_one_number_leaves_open() {
        assert_eq!(convention(&["4.075", "12.345.678"]), Convention::Known(DecimalSign::Comma));
        assert_eq!(convention(&["4.075", "12.5"]), Convention::Known(DecimalSign::Point));
        assert_eq!(convention(&["4.075", "75"]), Convention::Assumed);
        assert_eq!(convention(&["4.075", "4075"]), Convention::Known(DecimalSign::Point));
        assert_eq!(convention(&["75,25", "12.5", "7.5"]), Convention::Contradicted(DecimalSign::Point));
        let misprint = convention(&["1,234", "2,345", "3,456", "4,567", "5,678", "75,2"]);
        assert_eq!(misprint, Convention::Contradicted(DecimalSign::Point));
        assert!(misprint.leaves_open("75,2"));
        assert!(convention(&["4.075", "75"]).leaves_open("4.075"));
        assert!(!convention(&["4,075", "75"]).leaves_open("4,075"));
    }
}
