//! The print of a figure in the words of a reader.

use tierstat_model::{Language, Localized, Quantity};
use tierstat_words as words;

/// A print for a reader of each language: as it stands where it is in that language, else in its words: 455家, 455.
pub(super) fn print_in_both(quantity: &Quantity) -> Localized {
    let printed = &quantity.printed;
    let is_chinese = !printed.is_ascii();
    let is_english = printed.chars().any(|sign| sign.is_ascii_alphabetic()) && !is_chinese;
    let said = |language| {
        let is_other = if language == Language::English { is_chinese } else { is_english };
        let is_told = is_other && quantity.bounds.is_some();
        if is_told { words::quantity(quantity, language) } else { printed.clone() }
    };
    Localized::new(said(Language::Chinese), said(Language::English))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Bounds, Precision};

    #[test]
    fn a_print_is_told_in_the_language_of_its_reader() {
        let print = |printed: &str, precision, bounds: Bounds, value| {
            let found = print_in_both(&Quantity {
                printed: printed.to_owned(),
                precision,
                bounds: Some(bounds),
                value,
            });
            (found.zh, found.en)
        };
        let both = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        let point = |value| Bounds::point(value).unwrap();
        assert_eq!(print("455家", Precision::Exact, point(455.0), Some(455.0)), both("455家", "455"));
        assert_eq!(
            print("1,250 clubs", Precision::Exact, point(1250.0), Some(1250.0)),
            both("1,250", "1,250 clubs")
        );
        let floor = Bounds::half_open(3500.0, 3600.0).unwrap();
        assert_eq!(print("3500多家", Precision::Floor, floor, None), both("3500多家", "at least 3,500"));
        assert_eq!(print("4686", Precision::Exact, point(4686.0), Some(4686.0)), both("4686", "4686"));
    }
}
