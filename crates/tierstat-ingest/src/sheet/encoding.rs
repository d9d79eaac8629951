//! Bytes to text: byte order mark, then zero bytes (UTF-16), then strict UTF-8, then a guess from the letters.

use crate::IngestError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::path::Path;

/// A text with the encoding it was in, by its WHATWG name.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
}

/// Decodes bytes, or says which byte fits no text.
pub(super) fn decode(path: &Path, content: &[u8]) -> Result<Decoded, IngestError> {
    let unknown = |offset: usize| IngestError::UnknownEncoding { path: path.to_owned(), offset };
    if let Some((encoding, from_four)) = four_byte_encoding(content) {
        return four_byte_text(content, from_four).map(|text| Decoded { text, encoding }).map_err(unknown);
    }
    let encoding = match Encoding::for_bom(content) {
        Some((encoding, _)) => encoding,
        None if content.contains(&0) => wide_encoding(content)
            .ok_or_else(|| unknown(content.iter().position(|byte| *byte == 0).unwrap_or(0)))?,
        None if std::str::from_utf8(content).is_ok() => UTF_8,
        None => guess(content),
    };
    let (text, encoding, had_errors) = encoding.decode(content);
    if had_errors && content.len() < 1 << 20 {
        // A few broken letters in a long text are kept as marks; a short text must be right.
        let broken = text.chars().filter(|character| *character == '\u{fffd}').count();
        if broken * 50 > text.chars().count() {
            return Err(unknown(first_error(content, encoding)));
        }
    }
    match first_unprintable(&text, encoding == UTF_8) {
        Some(offset) => Err(unknown(offset)),
        None => Ok(Decoded { text: text.into_owned(), encoding: encoding.name() }),
    }
}

/// How four bytes make a character.
type FromFour = fn([u8; 4]) -> u32;

/// UTF-32, which no browser reads and no library with them: by its mark, or because two of four bytes are zero in every
/// character (the planes end at 0x10FFFF) and UTF-16 has no such rhythm.
fn four_byte_encoding(content: &[u8]) -> Option<(&'static str, FromFour)> {
    if content.len() < 8 || !content.len().is_multiple_of(4) {
        return None;
    }
    let zero = |place: usize| content.chunks_exact(4).all(|four| four.get(place) == Some(&0));
    let high =
        |place: usize| content.chunks_exact(4).all(|four| four.get(place).is_some_and(|byte| *byte <= 0x10));
    if zero(3) && high(2) {
        Some(("UTF-32LE", u32::from_le_bytes))
    } else if zero(0) && high(1) {
        Some(("UTF-32BE", u32::from_be_bytes))
    } else {
        None
    }
}

/// The text of UTF-32 bytes without its mark; the offset of the first character that is none otherwise.
fn four_byte_text(content: &[u8], from_four: FromFour) -> Result<String, usize> {
    let mut text = String::with_capacity(content.len() / 4);
    for (index, four) in content.as_chunks::<4>().0.iter().enumerate() {
        match char::from_u32(from_four(*four)) {
            Some('\u{feff}') if index == 0 => {}
            Some(character) if character != '\0' => text.push(character),
            Some(_) | None => return Err(index * 4),
        }
    }
    Ok(text)
}

/// UTF-16 without a mark: every second byte of plain text is zero.
fn wide_encoding(content: &[u8]) -> Option<&'static Encoding> {
    let zeros = |start: usize| content.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match content.len() % 2 {
        0 if odd > 0 && even * 10 < odd => Some(UTF_16LE),
        0 if even > 0 && odd * 10 < even => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(content: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(content, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // GB18030 reads everything that GBK reads, and the rarer characters of names besides.
    let (chinese, _, chinese_fails) = GB18030.decode(content);
    let reads_as_names = !chinese_fails && mostly_common_chinese(&chinese);
    let pairs = guessed.is_single_byte() && is_all_pairs(content);
    if guessed == GBK || reads_as_names || (pairs && !chinese_fails) { GB18030 } else { guessed }
}

/// Whether the bytes beyond ASCII stand in pairs everywhere, as GB 2312 writes characters: 12家, 30家.
///
/// Western letters beyond ASCII stand alone more often than not. One pair may be chance; two may not.
fn is_all_pairs(content: &[u8]) -> bool {
    let runs = content.split(u8::is_ascii).filter(|run| !run.is_empty());
    let (mut pairs, mut is_paired) = (0, true);
    for run in runs {
        pairs += run.len() / 2;
        is_paired &= run.len() % 2 == 0 && run.iter().all(|byte| (0xA1..=0xF7).contains(byte));
    }
    is_paired && pairs >= 2
}

/// Whether the characters beyond ASCII are nearly all Chinese characters or punctuation; short texts mislead a guess.
fn mostly_common_chinese(text: &str) -> bool {
    let beyond: Vec<char> = text.chars().filter(|character| !character.is_ascii()).collect();
    let common = beyond
        .iter()
        .filter(
            |character| matches!(u32::from(**character), 0x3000..=0x303F | 0x4E00..=0x9FA5 | 0xFF00..=0xFF5E),
        )
        .count();
    // Two bytes of a Western text read as one Chinese character now and then, but not in runs.
    let runs = beyond.len() >= 4
        && text.chars().zip(text.chars().skip(1)).any(|pair| !pair.0.is_ascii() && !pair.1.is_ascii());
    runs && common * 20 >= beyond.len() * 19
}

fn first_error(content: &[u8], encoding: &'static Encoding) -> usize {
    let prefix_decodes = |length: usize| !encoding.decode_without_bom_handling(&content[..length]).1;
    // The first failing prefix, found by halving; a prefix cut inside a character moves it by a byte or two at most.
    let (mut low, mut high) = (0, content.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if prefix_decodes(middle) { low = middle + 1 } else { high = middle }
    }
    low.saturating_sub(1)
}

/// The first control or private-use character, where a text holds more of them than a slip explains.
///
/// In UTF-8 the upper controls are let pass: they are letters that were encoded twice, and the text is readable beside them.
fn first_unprintable(text: &str, is_utf_8: bool) -> Option<usize> {
    let unprintable = |character: char| match character {
        '\0'..='\u{8}' | '\u{e}'..='\u{19}' | '\u{1b}'..='\u{1f}' | '\u{7f}' => true,
        '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' => !is_utf_8,
        _ => false,
    };
    let found = text.chars().filter(|character| unprintable(*character)).count();
    let first = || text.char_indices().find(|(_, character)| unprintable(*character)).map_or(0, |(at, _)| at);
    (found * 200 > text.chars().count()).then(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(content: &[u8]) -> Result<&'static str, IngestError> {
        decode(Path::new("表.csv"), content).map(|decoded| decoded.encoding)
    }

    const TEXT: &str = "2015年底全国行政区划,\r\n,单位：个\r\n区划,数量\r\n省级行政区划单位,34个\r\n";

    fn utf_16(big_endian: bool) -> Vec<u8> {
        TEXT.encode_utf16()
            .flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn chinese_text_in_each_encoding() {
        assert_eq!(name(TEXT.as_bytes()), Ok("UTF-8"));
        assert_eq!(name(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()), Ok("UTF-8"));
        assert_eq!(name(&GB18030.encode(TEXT).0), Ok("gb18030"));
        assert_eq!(name(&[b"\xFF\xFE".as_slice(), &utf_16(false)].concat()), Ok("UTF-16LE"));
        assert_eq!(name(&[b"\xFE\xFF".as_slice(), &utf_16(true)].concat()), Ok("UTF-16BE"));
        assert_eq!(name(&utf_16(false)), Ok("UTF-16LE"));
        assert_eq!(name(&utf_16(true)), Ok("UTF-16BE"));
    }

    #[test]
    fn utf_32_with_and_without_its_mark() {
        let little: Vec<u8> = TEXT.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect();
        let big: Vec<u8> = TEXT.chars().flat_map(|character| u32::from(character).to_be_bytes()).collect();
        assert_eq!(name(&little), Ok("UTF-32LE"));
        assert_eq!(name(&big), Ok("UTF-32BE"));
        assert_eq!(name(&[b"\xFF\xFE\0\0".as_slice(), &little].concat()), Ok("UTF-32LE"));
        let decoded = decode(Path::new("表.csv"), &[b"\0\0\xFE\xFF".as_slice(), &big].concat()).unwrap();
        assert_eq!(decoded.text, TEXT);
    }

    #[test]
    fn a_mark_is_no_part_of_the_text() {
        let decoded = decode(Path::new("表.csv"), b"\xEF\xBB\xBFa,b").unwrap();
        assert_eq!(decoded.text, "a,b");
    }

    #[test]
    fn western_text_is_not_taken_for_chinese() {
        let decoded =
            decode(Path::new("t.csv"), b"regi\xF3n,a\xF1o\nAndaluc\xEDa,2015\nCanarias,2016\n").unwrap();
        assert!(decoded.text.contains("Andalucía"), "{}", decoded.encoding);
    }

    #[test]
    fn a_lone_counter_behind_each_number_is_chinese() {
        assert_eq!(name(&GB18030.encode("Region,Agencies\nAshby,12家\nBarrow,30家\n").0), Ok("gb18030"));
        assert_eq!(name(b"caf\xE9,12\nth\xE9,30\n"), Ok("windows-1252"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: Vec<u8> =
            (0..2000_u32).map(|step| (step.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(matches!(name(&noise), Err(IngestError::UnknownEncoding { .. })));
        assert!(matches!(name(b"a\0\0\0\0\0\0\0"), Err(IngestError::UnknownEncoding { offset: 4, .. })));
        assert!(matches!(name(b"abc\0\0\0def\0\x01\x02"), Err(IngestError::UnknownEncoding { .. })));
    }
}
