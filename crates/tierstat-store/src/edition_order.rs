//! The order of editions: as people read the numbers in their names.

use std::cmp::Ordering;

/// Which of two editions came first: numbers by their value (9 before 10), all else sign by sign, what ends first before what goes on.
pub(crate) fn edition_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.trim(), other.trim());
    loop {
        let (Some(first), Some(second)) = (one.chars().next(), other.chars().next()) else {
            return one.len().min(1).cmp(&other.len().min(1));
        };
        let (order, lengths) = if first.is_ascii_digit() && second.is_ascii_digit() {
            let digits = |text: &str| text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
            let (length, others) = (digits(one), digits(other));
            let number = |text: &str, length: usize| {
                text.get(..length).unwrap_or_default().trim_start_matches('0').to_owned()
            };
            let (number, others_number) = (number(one, length), number(other, others));
            let order = number.len().cmp(&others_number.len()).then_with(|| number.cmp(&others_number));
            (order, (length, others))
        } else {
            (first.cmp(&second), (first.len_utf8(), second.len_utf8()))
        };
        if order != Ordering::Equal {
            return order;
        }
        one = one.get(lengths.0..).unwrap_or_default();
        other = other.get(lengths.1..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::edition_order;
    use std::cmp::Ordering;

    #[test]
    fn editions_stand_in_the_order_in_which_they_came() {
        let editions =
            ["2024", "2025", "2025 (2)", "2025 (10)", "2025 2026-03-15", "2025 2026-03-15 (2)", "2026"];
        for pair in editions.windows(2) {
            assert_eq!(edition_order(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(edition_order(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
        assert_eq!(edition_order(" 2025", "2025"), Ordering::Equal);
        assert_eq!(edition_order("007", "7"), Ordering::Equal);
    }
}
