//! A label in pieces: its core, and what stands in brackets or behind a sign: 会员数（万人）, Members, thousands.

/// The kinds of brackets, each with the characters that open and close it.
const BRACKETS: [(&str, &str); 6] = [
    ("(（﹙", ")）﹚"),
    ("[［", "]］"),
    ("【〔〖", "】〕〗"),
    ("〈《<", "〉》>"),
    ("「『", "」』"),
    ("{｛", "}｝"),
];

/// A label cut into its core and its additions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct LabelPieces {
    /// The text without its brackets.
    pub(crate) core: String,
    /// What stands in the brackets, from the left.
    pub(crate) additions: Vec<String>,
}

impl LabelPieces {
    /// Cuts a label; a bracket that never closes reaches to the end.
    pub(crate) fn of(text: &str) -> Self {
        let mut pieces = Self::default();
        let mut rest = text;
        while let Some((open, close)) = first_bracket(rest) {
            pieces.core.push_str(&rest[..open.start]);
            let inner = &rest[open.end..];
            let end = inner.find(|sign| close.contains(sign)).unwrap_or(inner.len());
            let addition = inner[..end].trim();
            if !addition.is_empty() {
                pieces.additions.push(addition.to_owned());
            }
            rest = inner[end..].strip_prefix(|sign| close.contains(sign)).unwrap_or_default();
        }
        pieces.core.push_str(rest);
        pieces.core = pieces.core.trim().trim_end_matches([':', '：']).trim_end().to_owned();
        pieces
    }

    /// The core parted at its last comma, slash or dash: 会员数，万人 · Members, thousands · 会员数/万人.
    pub(crate) fn parted_tail(&self) -> Option<(&str, &str)> {
        let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
        let (at, _) = self.core.char_indices().rev().find(|(at, sign)| {
            // The comma of 100,000 parts digits, and no words.
            let parts_digits = is_digit(self.core[..*at].chars().next_back())
                && is_digit(self.core[*at + sign.len_utf8()..].chars().next());
            ",，、;；/／:：—–-".contains(*sign) && !parts_digits
        })?;
        let (core, tail) = self.core.split_at(at);
        let mut tail = tail.chars();
        tail.next();
        let (core, tail) = (core.trim(), tail.as_str().trim());
        (!core.is_empty() && !tail.is_empty()).then_some((core, tail))
    }
}

/// The first opening bracket of a text that is not its first character's own numbering, with what closes it.
fn first_bracket(text: &str) -> Option<(std::ops::Range<usize>, &'static str)> {
    text.char_indices().find_map(|(at, sign)| {
        let (_, close) = BRACKETS.iter().find(|(open, _)| open.contains(sign))?;
        Some((at..at + sign.len_utf8(), *close))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bracket_in_every_place() {
        for (text, core, additions) in [
            ("会员数（万人）", "会员数", vec!["万人"]),
            ("会员数【万人】", "会员数", vec!["万人"]),
            ("会员数〔万人〕：", "会员数", vec!["万人"]),
            ("Members (thousands)", "Members", vec!["thousands"]),
            ("（万人）会员数", "会员数", vec!["万人"]),
            ("会员（万人）数[年末]", "会员数", vec!["万人", "年末"]),
            ("会员数(万人", "会员数", vec!["万人"]),
            ("会员数", "会员数", vec![]),
            ("()", "", vec![]),
        ] {
            let pieces = LabelPieces::of(text);
            assert_eq!(pieces.core, core, "{text}");
            assert_eq!(pieces.additions, additions, "{text}");
        }
    }

    #[test]
    fn a_tail_behind_a_sign() {
        assert_eq!(LabelPieces::of("会员数，万人").parted_tail(), Some(("会员数", "万人")));
        assert_eq!(LabelPieces::of("Members, thousands").parted_tail(), Some(("Members", "thousands")));
        assert_eq!(LabelPieces::of("会员数").parted_tail(), None);
        assert_eq!(LabelPieces::of("Visits per 50,000").parted_tail(), None);
    }
}
