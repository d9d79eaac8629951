//! Where a line of text may end: Latin between words, Chinese between characters, with the exceptions of its
//! punctuation.

/// Breaks a text into lines no wider than `widest`, as few as possible; a piece that fits on no line is cut.
///
/// No line begins with closing punctuation or ends with opening punctuation (GB/T 15834), and a number stays
/// with its sign or measure word.
pub(crate) fn lines(text: &str, widest: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph).into_iter().flat_map(|piece| cut(piece, widest, &width)) {
            let longer = format!("{line}{piece}");
            if line.is_empty() || width(longer.trim_end()) <= widest {
                line = longer;
            } else {
                lines.push(line.trim_end().to_owned());
                line = piece.trim_start().to_owned();
            }
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// Breaks a text into as few lines as [`lines`] does, and as equal in width as can be, so that no word is
/// left alone. In a text of many lines nobody sees that.
pub(crate) fn balanced_lines(text: &str, widest: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    const MOST_BALANCED: usize = 20;
    let fewest = lines(text, widest, &width);
    let (mut too_narrow, mut wide_enough) = (0.0, widest);
    if (2..=MOST_BALANCED).contains(&fewest.len()) {
        while wide_enough - too_narrow > 1.0 {
            let middle = (too_narrow + wide_enough) / 2.0;
            let tried = lines(text, middle, &width);
            let cuts_a_piece = pieces(text).iter().any(|piece| width(piece.trim()) > middle);
            if tried.len() > fewest.len() || cuts_a_piece {
                too_narrow = middle;
            } else {
                wide_enough = middle;
            }
        }
        return lines(text, wide_enough, width);
    }
    fewest
}

/// The pieces of a text between which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (position, after) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, after)) {
            pieces.push(&text[start..position]);
            start = position;
        }
        before = Some(after);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// A piece as it is, or, where it is wider than a line, cut between characters; punctuation stays with its
/// character while both fit.
fn cut<'a>(piece: &'a str, widest: f64, width: &impl Fn(&str) -> f64) -> Vec<&'a str> {
    if width(piece.trim_end()) <= widest {
        return vec![piece];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (position, after) in piece.char_indices() {
        let belongs = after.is_whitespace() || closes(after) || before.is_some_and(opens);
        let longer = &piece[start..position + after.len_utf8()];
        if position > start && !(belongs && width(longer.trim_end()) <= widest) {
            parts.push(&piece[start..position]);
            start = position;
        }
        before = Some(after);
    }
    parts.push(&piece[start..]);
    parts
}

fn may_break(before: char, after: char) -> bool {
    if after.is_whitespace() || closes(after) || opens(before) {
        return false;
    }
    if before.is_whitespace() {
        return true;
    }
    if before.is_ascii_digit() && is_ideographic(after) {
        return false; // 455家 is one thing
    }
    is_ideographic(before) || is_ideographic(after) || closes_wide(before)
}

fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FFF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        || opens_wide(character)
}

fn opens(character: char) -> bool {
    opens_wide(character) || "([{“‘$€£¥￥".contains(character)
}

fn opens_wide(character: char) -> bool {
    "（〔［｛〈《「『【".contains(character)
}

fn closes(character: char) -> bool {
    closes_wide(character) || ")]}”’,.;:!?%‰…—–~".contains(character)
}

fn closes_wide(character: char) -> bool {
    "，。、；：？！）〕］｝〉》」』】％·～々ー".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Chinese two wide, everything else one.
    fn width(text: &str) -> f64 {
        text.chars().map(|character| if character.is_ascii() { 1.0 } else { 2.0 }).sum()
    }

    #[track_caller]
    fn check(text: &str, widest: f64, expected: &[&str]) {
        assert_eq!(lines(text, widest, width), expected);
    }

    #[test]
    fn chinese_breaks_between_characters() {
        check("各级行业组织", 8.0, &["各级行业", "组织"]);
    }

    #[test]
    fn english_breaks_between_words() {
        check("growth by tier", 9.0, &["growth by", "tier"]);
    }

    #[test]
    fn no_line_begins_with_closing_punctuation() {
        check("各级行业，组织", 8.0, &["各级行", "业，组织"]);
        check("各级行业（组织）", 14.0, &["各级行业（组", "织）"]);
    }

    #[test]
    fn no_line_ends_with_opening_punctuation() {
        check("行业（组织）", 6.0, &["行业", "（组", "织）"]);
    }

    #[test]
    fn a_number_stays_with_its_measure_word_and_its_percent() {
        check("增至455家了", 8.0, &["增至", "455家了"]);
        check("占29.1%了", 6.0, &["占", "29.1%", "了"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_is_lost() {
        check("unbreakable", 4.0, &["unbr", "eaka", "ble"]);
        check("abcdefgh 、", 8.0, &["abcdefg", "h 、"]);
    }

    #[test]
    fn balanced_lines_leave_no_word_alone() {
        let text = "one two three four five six";
        assert_eq!(lines(text, 24.0, width), ["one two three four five", "six"]);
        assert_eq!(balanced_lines(text, 24.0, width), ["one two three", "four five six"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[a-z0-9 ，。（）组织增长%]{0,60}", widest in 4.0..40.0f64) {
            let broken = lines(&text, widest, width);
            let without_spaces = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
            prop_assert_eq!(without_spaces(&broken.concat()), without_spaces(&text));
            for line in &broken {
                prop_assert!(width(line) <= widest, "{:?}", line);
            }
            prop_assert!(balanced_lines(&text, widest, width).len() <= broken.len());
        }
    }
}
