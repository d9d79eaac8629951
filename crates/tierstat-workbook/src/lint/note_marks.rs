//! Marks of notes in texts: `[note 1]`, and what stands in their place.

use super::powers::is_power;

/// A mark of a note, by its form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteMark {
    /// The word in square brackets: `[note 1]`, `[注1]`.
    Word(u32),
    /// A number in brackets without the word, or the word in no square brackets.
    Bare(String),
    /// A sign: `*`, `†`, `①`, `¹`.
    Sign(String),
}

/// Texts longer than this are sentences, in which brackets count things. In characters.
const LONGEST_LABEL: usize = 120;

/// The marks of a text that is a label, a title or a cell of a table.
pub(crate) fn marks(text: &str) -> Vec<NoteMark> {
    let text = text.trim();
    let mut found: Vec<NoteMark> = numbers_of_notes(text).into_iter().map(NoteMark::Word).collect();
    if text.chars().nth(LONGEST_LABEL).is_some() {
        return found;
    }
    found.extend(sign(text).map(NoteMark::Sign));
    found.extend(bare(text).map(NoteMark::Bare));
    found
}

/// The numbers of `[note 1]` and `[注1]`, wherever they stand.
pub(crate) fn numbers_of_notes(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for piece in text.split(['[', '［']).skip(1) {
        let Some((inside, _)) = piece.split_once([']', '］']) else { continue };
        let inside = inside.trim().to_lowercase();
        let rest = ["notes", "note", "注释", "附注", "注"].iter().find_map(|word| inside.strip_prefix(word));
        let Some(rest) = rest else { continue };
        let parts = rest.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty());
        let read: Option<Vec<u32>> = parts.map(|part| part.parse().ok()).collect();
        numbers.extend(read.unwrap_or_default());
    }
    numbers
}

/// A sign that stands behind a word as a mark.
fn sign(text: &str) -> Option<String> {
    let is_mark = |sign: char| matches!(sign, '*' | '†' | '‡' | '§' | '＊' | '※' | '①'..='⑳');
    let end: String = text.chars().rev().take_while(|sign| is_mark(*sign)).collect();
    let before = text.chars().rev().nth(end.chars().count());
    if !end.is_empty()
        && before.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, ')' | '）' | '%' | ']' | ' '))
    {
        return Some(end.chars().rev().collect());
    }
    let start: String =
        text.chars().take_while(|sign| matches!(sign, '*' | '†' | '‡' | '＊' | '※')).collect();
    let after = text.chars().nth(start.chars().count());
    if !start.is_empty() && after.is_some_and(|sign| sign.is_alphabetic() || sign == ' ') {
        return Some(start);
    }
    let is_raised = |sign: char| matches!(sign, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | 'ᵃ' | 'ᵇ' | 'ᶜ');
    let (place, raised) = text.char_indices().find(|(_, sign)| is_raised(*sign))?;
    let before = text.get(..place).unwrap_or_default();
    let is_of_power =
        before.ends_with(['⁻', '⁺']) || before.ends_with("10") || is_power(before, &raised.to_string());
    (!is_of_power && !before.is_empty()).then(|| raised.to_string())
}

/// A number in brackets at the end, or the word without square brackets.
fn bare(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕')]
    {
        let Some(head) = text.strip_suffix(close) else { continue };
        let Some(place) = head.rfind(open) else { continue };
        let inside = head.get(place + open.len_utf8()..).unwrap_or_default().trim().to_lowercase();
        let before = head.get(..place).unwrap_or_default().trim_end();
        let digits = inside.trim_start_matches("note").trim_start_matches('注').trim();
        let has_word = digits.len() < inside.len();
        let is_number = !digits.is_empty()
            && digits
                .split([',', '，', '、', ' '])
                .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit()));
        let is_square = matches!(open, '[' | '［');
        if is_number && !before.is_empty() && !(is_square && has_word) {
            return Some(text.get(place..).unwrap_or_default().to_owned());
        }
    }
    let digits = lower.chars().rev().take_while(char::is_ascii_digit).count();
    let word = lower.get(..lower.len().saturating_sub(digits)).unwrap_or_default().trim_end();
    let is_word = (word.ends_with(" note") && word.len() > 5)
        || (word.ends_with('注') && word.chars().count() > 1 && !word.ends_with("备注"));
    (digits > 0 && digits <= 2 && is_word)
        .then(|| text.chars().skip(word.chars().count() - if word.ends_with('注') { 1 } else { 4 }).collect())
}

/// Whether a text in lower case is a note, by how it begins: `Note 1: …`, `Notes: …`, `注：…`, `注1 …`, `[note 1] …`.
pub(crate) fn is_note(lower: &str) -> bool {
    let inside = lower.trim_start_matches(['[', '［', '(', '（', '【']);
    let word = ["footnotes", "footnote", "notes", "note", "注释", "附注", "备注", "注"]
        .iter()
        .find_map(|word| inside.strip_prefix(word));
    word.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty()
            || rest.starts_with([':', '：', '.', '．', ']', '］', '】', ')'])
            || rest.starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '①'..='⑳'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_by_their_form() {
        use NoteMark::{Bare, Sign, Word};
        for (text, expected) in [
            ("Members [note 1]", vec![Word(1)]),
            ("Members [note 1][Note 12]", vec![Word(1), Word(12)]),
            ("会员数 [注2]", vec![Word(2)]),
            ("会员数［注 2］", vec![Word(2)]),
            ("Members*", vec![Sign("*".into())]),
            ("Members †", vec![Sign("†".into())]),
            ("会员数①", vec![Sign("①".into())]),
            ("Members¹", vec![Sign("¹".into())]),
            ("* Includes branches", vec![Sign("*".into())]),
            ("Members (1)", vec![Bare("(1)".into())]),
            ("会员数（1）", vec![Bare("（1）".into())]),
            ("Members (note 1)", vec![Bare("(note 1)".into())]),
            ("Members [1]", vec![Bare("[1]".into())]),
            ("Members note 1", vec![Bare("note 1".into())]),
            ("会员数注1", vec![Bare("注1".into())]),
            ("Area (km²)", vec![]),
            ("面积（平方米²）", vec![]),
            ("2 × 10⁶", vec![]),
            ("Members (2019)", vec![]),
            ("(1)", vec![]),
            ("12 [x]", vec![]),
            ("① 总则", vec![]),
            ("Members", vec![]),
        ] {
            assert_eq!(marks(text), expected, "{text}");
        }
    }

    #[test]
    fn a_note_is_told_by_its_beginning() {
        for text in
            ["Note 1: provisional", "Notes:", "注：本表", "注1 含分会", "[note 1] Includes", "注释", "备注："]
        {
            assert!(is_note(&text.to_lowercase()), "{text}");
        }
        for text in [
            "Notable members",
            "This table contains notes, which are on the notes worksheet.",
            "注册会员数",
            "Notes are on another sheet",
        ] {
            assert!(!is_note(&text.to_lowercase()), "{text}");
        }
    }
}
