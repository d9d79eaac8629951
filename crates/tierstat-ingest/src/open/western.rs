//! Western Latin letters where a guess from a few of them lands on the code page of a neighbour.

use encoding_rs::{Encoding, ISO_8859_4, ISO_8859_10, ISO_8859_13, WINDOWS_1252, WINDOWS_1257};

/// The accented letters that are written together in one Western language or group of them.
const TOGETHER: [&str; 5] = ["àâæçéèêëîïôœùûüÿ", "äöüßéà", "áéíóúüñçàèòï", "áâãàçéêíóôõúü", "åäöæøéü"];

/// Whether a text that was guessed to be Baltic reads as a Western language, and nothing in it speaks against that.
///
/// The two families share their typographic signs, and most of their places hold letters of both: ā is â, ē is ç.
pub(super) fn is_western(content: &[u8], guessed: &'static Encoding) -> bool {
    if ![WINDOWS_1257, ISO_8859_4, ISO_8859_10, ISO_8859_13].contains(&guessed) {
        return false;
    }
    let (text, _, _) = WINDOWS_1252.decode(content);
    let is_accented = |character: char| !character.is_ascii() && character.is_alphabetic();
    let letters: Vec<char> =
        text.chars().filter(|character| is_accented(*character)).flat_map(char::to_lowercase).collect();
    let is_together = TOGETHER.iter().any(|set| letters.iter().all(|letter| set.contains(*letter)));
    let mut followed = text.chars().zip(text.chars().skip(1));
    // A cedilla stands before a, o, u and at the end of a word.
    let cedilla_is_right = followed.all(|(letter, next)| {
        !matches!(letter, 'ç' | 'Ç') || !next.is_alphabetic() || "aouâãàôóõúûAOUÂÃÀÔÓÕÚÛ".contains(next)
    });
    // Letters among letters: £, ¿ and the like stand before or behind words only.
    let signs_are_right =
        text.chars().zip(text.chars().skip(1)).zip(text.chars().skip(2)).all(|((before, sign), after)| {
            !(matches!(sign, '¡'..='¶' | '¸'..='¿') && before.is_alphabetic() && after.is_alphabetic())
        });
    is_together && cedilla_is_right && signs_are_right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, encoding: &'static Encoding) -> bool {
        is_western(&encoding.encode(text).0, WINDOWS_1257)
    }

    #[test]
    fn western_and_baltic_words() {
        assert!(check("Hôtel de l’Âtre,3\nCafé “Bâle”,2\n", WINDOWS_1252));
        assert!(check("Fürth,3\nGießen,2\n", WINDOWS_1252));
        assert!(!check("Liepāja,3\nRēzekne,2\n", WINDOWS_1257));
        assert!(!check("Šiauliai,3\nKėdainiai,2\n", WINDOWS_1257));
    }
}
