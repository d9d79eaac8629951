//! The guard of cells of text: a spreadsheet program does not run what it opens.
//!
//! A cell of comma-separated values that begins as a formula is one to the program that opens it, whatever its quotes. The
//! guard is the apostrophe by which spreadsheet programs themselves mark text; reading takes it away again, so that a
//! text comes back as it was printed.

use crate::is_unseen;
use std::borrow::Cow;

/// The sign that makes the rest of a cell text.
const GUARD: char = '\'';

/// What separates the ends of a range: the ends are read one by one.
const BETWEEN: [char; 6] = ['…', '–', '—', '～', '~', '至'];

/// A cell of text as it is written for programs that run formulas; a number, or a range of numbers, is never changed.
///
/// [`unguarded`] takes it back, for every text.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// A cell as it was before it was [`guarded`]; a cell that never was stays as it is, with its apostrophe.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|rest| needs_guard(rest)).unwrap_or(text)
}

/// Whether a text would be run as a formula, or would be taken for a guarded one when it is read again.
fn needs_guard(text: &str) -> bool {
    // Guards that stand there already say nothing of what is behind them.
    let text = text.trim_start_matches(GUARD);
    // What is not seen may be dropped by the program that opens the file, and blanks are by some.
    let shown = text.trim_start_matches(|first: char| is_unseen(first) || first.is_whitespace());
    match shown.chars().next() {
        // Programs take tabs and line ends away in which a cell begins, and what follows may be cut anew.
        _ if text.starts_with(['\t', '\r', '\n']) => true,
        Some('=' | '@' | '＝' | '＠') => true,
        Some('+' | '-' | '＋' | '－') => !is_number_or_range(shown),
        Some(_) | None => false,
    }
}

/// Whether nothing but numbers, or dashes that stand for none, is in a text.
fn is_number_or_range(text: &str) -> bool {
    let is_dash = |sign: char| matches!(sign, '-' | '－');
    text.chars().all(is_dash) || text.split(BETWEEN).all(|end| is_number(end.trim()))
}

/// Whether a text is a plain number: a sign, digits with their separators, an exponent, a percent sign. An end of a range may be open.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-', '＋', '－']).unwrap_or(text);
    let unsigned = unsigned.strip_suffix(['%', '％', '‰']).unwrap_or(unsigned).trim_end();
    let (digits, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let begins_with_digit = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    let is_separator = |sign: char| matches!(sign, '.' | ',' | ' ');
    text.is_empty()
        || (begins_with_digit(digits)
            && digits.chars().all(|sign| sign.is_ascii_digit() || is_separator(sign))
            && begins_with_digit(exponent)
            && exponent.chars().all(|sign| sign.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded() {
        for text in [
            "=cmd|'/C calc'!A0",
            "@SUM(1)",
            "+1+1",
            "-2+3",
            "\t=1+1",
            "\r=1",
            "\n1",
            " =1",
            "\u{feff}=1",
            "\0=1",
            "＝1",
            "＋1+1",
            "-5万",
            "-cmd",
            "+",
            "=",
            "'=1",
            "''=1",
            "+86-10-1234",
            "-1-2",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
    }

    #[test]
    fn numbers_and_plain_texts_are_not() {
        for text in [
            "",
            "24",
            "-5",
            "-5.25",
            "+3",
            "-1,234.5",
            "-3.5%",
            "-1e-7",
            "+2.5E+10",
            "-",
            "--",
            "－",
            "－5",
            "-3 … 5",
            "-5 … -3",
            "-3 …",
            "-3.1%–-2.0%",
            "广东省",
            "a=b",
            "3500多",
            "'",
            "it's",
            "'-5",
            "'a",
        ] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn every_text_comes_back() {
        let signs = ["'", "=", "-", "+", "@", "\t", "\r", "\n", "1", " ", "a", "\u{200b}", "%", "…", "＝"];
        for first in signs {
            for second in signs {
                for third in signs {
                    for fourth in signs {
                        let text = [first, second, third, fourth].concat();
                        assert_eq!(unguarded(&guarded(&text)), text, "{text:?}");
                        // What is written is never a formula.
                        let written = guarded(&text);
                        assert!(!written.starts_with(['=', '@', '\t', '\r']), "{written:?}");
                    }
                }
            }
        }
    }
}
