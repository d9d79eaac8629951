//! Powers of units and numbers, which are raised and are no marks of notes.

/// Whether a raised 2 or 3 stands behind a metre, or any number behind a number, as a power.
pub(crate) fn is_power(before: &str, raised: &str) -> bool {
    let mut letters = before.chars().rev();
    let Some(last) = letters.next() else { return false };
    if last.is_ascii_digit() {
        return raised.starts_with(['-', '−', '+']) || before.ends_with("10");
    }
    if !matches!(raised, "2" | "3" | "²" | "³" | "-1" | "-2" | "-3") || !matches!(last, 'm' | '米' | 's') {
        return false;
    }
    let word: String = letters.take_while(|letter| letter.is_alphabetic() && letter.is_ascii()).collect();
    last == '米' || matches!(word.as_str(), "" | "k" | "c" | "m" | "d" | "h")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_a_unit_is_no_mark() {
        for (before, raised) in
            [("km", "2"), ("per m", "3"), ("平方米", "2"), ("10", "6"), ("2.1 × 10", "-3")]
        {
            assert!(is_power(before, raised), "{before} {raised}");
        }
        for (before, raised) in [("Total", "1"), ("Farm", "2"), ("2015", "1"), ("", "2"), ("会员", "2")] {
            assert!(!is_power(before, raised), "{before} {raised}");
        }
    }
}
