//! Words that are written from right to left, set apart so that they do not turn the numbers and signs beside them.

/// The sign that begins words of a direction of their own (first strong isolate).
pub(crate) const ISOLATE: &str = "\u{2068}";
/// The sign that ends them (pop directional isolate).
pub(crate) const END_OF_ISOLATE: &str = "\u{2069}";

/// A text with its words from right to left between two signs; everything is written by `written`, words and what stands between them.
pub(crate) fn isolated(text: &str, signs: (&str, &str), written: impl Fn(&str) -> String) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let (before, from) = rest.split_at(start);
        let (words, after) = from.split_at(end_of_words(from, char::is_alphanumeric));
        if !before.is_empty() {
            whole.push_str(&written(before));
        }
        whole.push_str(signs.0);
        whole.push_str(&written(words));
        whole.push_str(signs.1);
        rest = after;
    }
    if rest.is_empty() && !whole.is_empty() { whole } else { whole + &written(rest) }
}

/// Where the words end that begin a text: what stands between two of them belongs to them, unless it is one of what ends them.
pub(crate) fn end_of_words(text: &str, ends: impl Fn(char) -> bool) -> usize {
    let mut end = 0;
    for (place, sign) in text.char_indices() {
        if is_right_to_left(sign) {
            end = place + sign.len_utf8();
        } else if ends(sign) {
            break;
        }
    }
    end
}

/// Whether a character belongs to a script that is written from right to left: Hebrew, Arabic, Syriac, Thaana, N’Ko and those beside them.
pub(crate) fn is_right_to_left(sign: char) -> bool {
    matches!(
        sign,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_right_to_left_are_set_apart_with_what_lies_between_them() {
        let set = |text: &str| isolated(text, ("[", "]"), str::to_owned);
        assert_eq!(set("In دمشق 455 in 2015"), "In [دمشق] 455 in 2015");
        assert_eq!(set("ירושלים, תל אביב: 3"), "[ירושלים, תל אביב]: 3");
        assert_eq!(set("دمشق Damascus دمشق"), "[دمشق] Damascus [دمشق]");
        assert_eq!(set("广东 455"), "广东 455");
        assert_eq!(set(""), "");
    }
}
