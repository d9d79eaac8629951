//! Texts with a few bytes that are no letters: the encoding of all the rest is theirs.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// In its place stands a letter that nobody can read.
pub(crate) const UNREADABLE: char = '\u{fffd}';

/// Of so many characters one may be unreadable; with more of them the bytes are no text.
const READABLE_FOR_ONE: usize = 8;

/// Whether a text holds so many unreadable characters that it is none.
pub(super) fn is_rubbish(text: &str) -> bool {
    let (mut all, mut unreadable) = (0_usize, 0_usize);
    for character in text.chars() {
        all += 1;
        unreadable += usize::from(character == UNREADABLE);
    }
    unreadable * READABLE_FOR_ONE > all
}

/// Whether unreadable characters stand among more letters beyond ASCII than within it: no Western text is written so, and
/// what was taken for one for want of a better guess is none.
pub(super) fn is_no_western(text: &str) -> bool {
    let beyond = text.chars().filter(|letter| !letter.is_ascii()).count();
    let within = text.chars().filter(char::is_ascii_alphanumeric).count();
    text.contains(UNREADABLE) && beyond > within
}

/// Whether zero bytes are slips in a text of single bytes, and not the upper halves of wide characters.
///
/// In a wide text of ASCII every second byte is zero, and in any wide text those beside its line ends.
pub(super) fn are_slips(content: &[u8]) -> bool {
    let zeros = content.iter().filter(|byte| **byte == 0).count();
    if zeros * READABLE_FOR_ONE > content.len() {
        return false;
    }
    let rest: Vec<u8> = content.iter().copied().filter(|byte| *byte != 0).collect();
    if std::str::from_utf8(&rest).is_ok() {
        return true;
    }
    let is_line_end = |byte: &u8| *byte == b'\n' || *byte == b'\r';
    let has_lines = rest.iter().any(is_line_end);
    has_lines && !content.windows(2).any(|pair| matches!(pair, [0, b'\n' | b'\r'] | [b'\n' | b'\r', 0]))
}

/// Whether the bytes are UTF-8 but for a few: what reads as its characters outweighs what does not.
///
/// Pairs of bytes read as characters by chance in the encodings of East Asia, so a pair counts for little unless it is
/// an accented Latin letter among ASCII; longer sequences hardly ever do.
pub(super) fn is_mostly_utf_8(content: &[u8]) -> bool {
    const OF_BAD_BYTE: usize = 2;
    let (mut good, mut bad) = (0, 0);
    for chunk in content.utf8_chunks() {
        bad += chunk.invalid().len() * OF_BAD_BYTE;
        let mut before_is_ascii = true;
        let mut characters = chunk.valid().chars().peekable();
        while let Some(character) = characters.next() {
            let stands_alone = before_is_ascii && characters.peek().is_none_or(char::is_ascii);
            good += match character {
                '\0'..='\u{7f}' => 0,
                '\u{80}'..='\u{17f}' if stands_alone => 2,
                '\u{80}'..='\u{7ff}' => 1,
                _ => 6,
            };
            before_is_ascii = character.is_ascii();
        }
    }
    good > 0 && good >= bad
}

/// The encoding of several bytes a letter that reads all cells but a few, by the guess that those cells give.
///
/// One bad byte makes every such encoding impossible for the text as a whole, and a Western one, to which each byte is
/// a letter, the only guess.
pub(super) fn by_most_cells(
    content: &[u8],
    guess: impl Fn(&[u8]) -> &'static Encoding,
) -> Option<&'static Encoding> {
    // A Western text fails to read in many cells; one bad cell beside so many letters is a slip.
    const LETTERS_FOR_ONE_CELL: usize = 5;
    // No second byte of a letter is one of these.
    let cells = || content.split(|byte| matches!(byte, b',' | b';' | b'\t' | b'\n' | b'\r'));
    [GB18030, BIG5, SHIFT_JIS, EUC_KR, EUC_JP].into_iter().find(|encoding| {
        let (mut letters, mut bad_cells) = (0, 0);
        let mut kept = Vec::new();
        for cell in cells().filter(|cell| !cell.is_ascii()) {
            match encoding.decode_without_bom_handling_and_without_replacement(cell) {
                Some(text) => {
                    letters += text.chars().filter(|character| !character.is_ascii()).count();
                    kept.extend_from_slice(cell);
                    kept.push(b'\n');
                }
                None => bad_cells += 1,
            }
        }
        bad_cells > 0
            && letters >= bad_cells * LETTERS_FOR_ONE_CELL
            && guess(&kept) == *encoding
            && (**encoding != *GB18030 || are_common(&kept))
    })
}

/// Whether most pairs of GB 2312 are signs or of its first level, the common characters; pairs of Cyrillic or Greek
/// letters read as rare ones.
fn are_common(content: &[u8]) -> bool {
    let (mut pairs, mut common) = (0, 0);
    let mut bytes = content.iter();
    while let Some(lead) = bytes.next() {
        if !lead.is_ascii() {
            pairs += 1;
            common += usize::from(matches!(lead, 0xA1..=0xA9 | 0xB0..=0xD7));
            bytes.next();
        }
    }
    common * 3 > pairs * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_slips_or_halves_of_letters() {
        let wide: Vec<u8> = "上海,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!are_slips(&wide));
        assert!(are_slips(b"town,count\nAshby\0,12\n"));
        assert!(are_slips(b"ville,nombre\nOrl\xE9ans\0,12\n"));
        assert!(!are_slips(b"a\0\0\0\0\0\0\0"));
    }

    #[test]
    fn more_accents_than_plain_letters_are_no_western_text() {
        assert!(is_no_western("v8€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž"));
        assert!(!is_no_western("Orl\u{fffd}ans,12\nChâteau,3\n"));
        assert!(!is_no_western("éè,12"));
    }

    #[test]
    fn the_majority_of_letters_is_utf_8() {
        let check = |text: &[u8]| is_mostly_utf_8(text);
        assert!(check(b"r\xC3\xA9gion,n\nNord\xFF,1\n"));
        assert!(check("海口,1\n三亚,2\n".as_bytes()));
        assert!(!check(b"r\xE9gion,n\nRh\xF4ne,1\n"));
        assert!(!check(&GB18030.encode("小学,1\n中学,2\n大学,3\n").0));
        assert!(!check(b"plain,1\n"));
    }
}
