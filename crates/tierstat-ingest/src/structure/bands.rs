//! Size classes and bands: 10人以下, 0 to 4, £10k to £25k; texts with numbers in them that are labels.

use crate::text::characters::folded;
use crate::text::excerpt::is_no_name;

/// What lies between two bounds; an open end has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Band {
    lower: Option<f64>,
    upper: Option<f64>,
    /// The step of the last digit printed: the next class may begin one step higher.
    step: f64,
    /// Whether two ends or an open one are printed; a single number may be the class beside them.
    is_open_or_wide: bool,
}

/// Words behind or before a number that leave the class open downwards.
const BELOW: [&str; 19] = [
    "以下",
    "及以下",
    "以内",
    "不足",
    "未满",
    "不到",
    "小于",
    "低于",
    "under",
    "below",
    "lessthan",
    "fewerthan",
    "upto",
    "orless",
    "orfewer",
    "andunder",
    "andbelow",
    "<",
    "≤",
];
/// Words behind or before a number that leave the class open upwards.
const ABOVE: [&str; 17] = [
    "以上",
    "及以上",
    "超过",
    "大于",
    "高于",
    "over",
    "above",
    "morethan",
    "atleast",
    "ormore",
    "andover",
    "andmore",
    "andabove",
    "orover",
    "plus",
    ">",
    "≥",
];
/// Words between the two ends of a class.
const BETWEEN: [&str; 10] = ["-", "–", "—", "~", "至", "到", "to", "tounder", "andunder", "through"];

impl Band {
    /// Whether two ends or an open one are printed.
    pub(super) fn is_open_or_wide(&self) -> bool {
        self.is_open_or_wide
    }

    /// Whether both ends are printed.
    pub(super) fn has_two_ends(&self) -> bool {
        self.lower.is_some() && self.upper.is_some()
    }

    /// Whether the other band begins where this one ends.
    pub(super) fn adjoins(&self, next: &Self) -> bool {
        match (self.upper, next.lower) {
            (Some(upper), Some(lower)) => {
                let step = self.step.max(next.step).max(lower * 0.001);
                lower >= upper && lower - upper <= step * 1.001
            }
            _ => false,
        }
    }

    /// The order of the lower ends; open ones come first.
    pub(super) fn by_lower_end(&self, other: &Self) -> std::cmp::Ordering {
        let lower = |band: &Self| band.lower.unwrap_or(f64::NEG_INFINITY);
        lower(self).total_cmp(&lower(other))
    }
}

/// The band that a text names if it is open or wide; a bare number, as nearly every cell is, never is.
pub(super) fn wide_band(text: &str) -> Option<Band> {
    if is_no_name(text) {
        return None;
    }
    let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if is_bare { None } else { band(text).filter(Band::is_open_or_wide) }
}

/// Reads a text as one class; `None` where it is something else.
pub(super) fn band(text: &str) -> Option<Band> {
    if text.chars().count() > 40 {
        return None;
    }
    let (numbers, words) = numbers_and_words(text)?;
    let has = |list: &[&str]| words.iter().any(|word| list.iter().any(|known| word.contains(known)));
    let step = numbers.iter().map(|number| number.1).fold(f64::INFINITY, f64::min);
    match numbers.as_slice() {
        [(only, _)] => {
            let above = has(&ABOVE) || words.last().is_some_and(|last| last.ends_with('+'));
            let below = has(&BELOW);
            let (lower, upper) = match (below, above) {
                (true, false) => (None, Some(*only)),
                (false, true) => (Some(*only), None),
                (false, false) => (Some(*only), Some(*only)),
                (true, true) => return None,
            };
            Some(Band { lower, upper, step, is_open_or_wide: below || above })
        }
        [(lower, _), (upper, upper_step)] if upper > lower => {
            // A scale behind the second end holds for both: 10-25k.
            let between: &str = words.get(1)?;
            let joins = |known: &&str| {
                between == *known
                    || between.starts_with(known)
                    || between.ends_with(known)
                    || (between.contains(known) && !known.is_ascii())
            };
            let factor =
                if *upper_step >= 1000.0 && step < 1000.0 && *lower < 1000.0 { *upper_step } else { 1.0 };
            (BETWEEN.iter().any(joins) || (has(&ABOVE) && has(&BELOW))).then_some(Band {
                lower: Some(lower * factor),
                upper: Some(*upper),
                step: step * factor,
                is_open_or_wide: true,
            })
        }
        _ => None,
    }
}

/// Whether texts in order are classes whose bounds touch, ascending or descending: 10以下, 10–49, 50以上.
///
/// Totals and other labels without a number may stand among them.
pub(super) fn are_classes(texts: &[&str]) -> bool {
    let with_number: Vec<&str> = texts.iter().copied().filter(|text| has_digit(text)).collect();
    let Some(bands) = with_number.iter().map(|text| band(text)).collect::<Option<Vec<Band>>>() else {
        return false;
    };
    if bands.len() < 2 || bands.iter().filter(|band| band.is_open_or_wide).count() < 2 {
        return false;
    }
    bands.windows(2).all(|pair| pair[0].adjoins(&pair[1]))
        || bands.windows(2).all(|pair| pair[1].adjoins(&pair[0]))
}

fn has_digit(text: &str) -> bool {
    folded(text).iter().any(char::is_ascii_digit)
}

/// Numbers with the steps of their last digits.
type Numbers = Vec<(f64, f64)>;

/// The numbers of a text, each with the step of its last digit, and the words before, between and behind them.
fn numbers_and_words(text: &str) -> Option<(Numbers, Vec<String>)> {
    let characters: Vec<char> = folded(text).iter().flat_map(|character| character.to_lowercase()).collect();
    let (mut numbers, mut words) = (Vec::new(), vec![String::new()]);
    let mut at = 0;
    while let Some(character) = characters.get(at) {
        if !character.is_ascii_digit() {
            if !character.is_whitespace() {
                words.last_mut()?.push(*character);
            }
            at += 1;
            continue;
        }
        let is_inner = |index: usize| {
            matches!(characters.get(index), Some('.' | ','))
                && characters.get(index + 1).is_some_and(char::is_ascii_digit)
        };
        let mut digits = String::new();
        while let Some(digit) = characters.get(at).filter(|next| next.is_ascii_digit() || is_inner(at)) {
            if *digit != ',' {
                digits.push(*digit);
            }
            at += 1;
        }
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let mut step = 0.1_f64.powi(i32::try_from(decimals).ok()?);
        let mut number: f64 = digits.parse().ok()?;
        let rest: String = characters.iter().skip(at).take(9).collect();
        let rest = rest.trim_start();
        let scales = [("千万", 1e7), ("百万", 1e6), ("十万", 1e5), ("万", 1e4), ("亿", 1e8), ("千", 1e3)];
        let letter = |letter: char| {
            rest.strip_prefix(letter).is_some_and(|next| !next.starts_with(|next: char| next.is_alphabetic()))
        };
        let factor = if letter('k') {
            1e3
        } else if letter('m') || rest.starts_with("million") {
            1e6
        } else if rest.starts_with("thousand") {
            1e3
        } else {
            scales.iter().find(|(word, _)| rest.starts_with(word)).map_or(1.0, |(_, factor)| *factor)
        };
        number *= factor;
        step *= factor;
        numbers.push((number, step));
        words.push(String::new());
    }
    // A scale letter is no word between: the sign of the range stands behind it.
    for word in words.iter_mut().skip(1) {
        for scale in ["million", "thousand", "千万", "百万", "十万", "万", "亿", "千", "k", "m"] {
            if let Some(rest) = word.strip_prefix(scale) {
                *word = rest.to_owned();
                break;
            }
        }
    }
    Some((numbers, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_classes() {
        for row in [
            &["20人以下", "20-99人", "100人以上"][..],
            &["合计", "3以下", "3～8", "9及以上"],
            &["0 to 2", "3 to 5", "6 or more"],
            &["Under £5k", "£5k to £20k", "£20k to £1m", "Over £1m"],
            &["5k to 20k", "20k to 60k"],
            &["200万元以下", "200万元-800万元", "800万元以上"],
            &["80+", "60-79", "under 60"],
            &["0", "1-2", "3+"],
            &["Less than $700", "$700 to $1,399", "$1,400 to $2,000"],
        ] {
            assert!(are_classes(row), "{row:?}");
        }
        for row in
            [&["12", "14"][..], &["3-4", "9-12"], &["2,452家", "300家"], &["1A", "2A"], &["3月以上", "7月"]]
        {
            assert!(!are_classes(row), "{row:?}");
        }
    }
}
