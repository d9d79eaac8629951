//! Bytes to text: byte order mark, then zero bytes (UTF-16), then UTF-8 but for a few bytes, then a guess from the letters.

use super::bad_bytes::{UNREADABLE, are_slips, by_most_cells, is_mostly_utf_8, is_no_western, is_rubbish};
use super::western::is_western;
use crate::IngestError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, EUC_KR, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::path::Path;

/// A text with the encoding it was in, by its WHATWG name.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
}

/// Decodes bytes, or says which byte fits no text.
pub(crate) fn decode(path: &Path, content: &[u8]) -> Result<Decoded, IngestError> {
    let unknown = |offset: usize| IngestError::UnknownEncoding { path: path.to_owned(), offset };
    if let Some((encoding, from_four)) = four_byte_encoding(content) {
        return four_byte_text(content, from_four).map(|text| Decoded { text, encoding }).map_err(unknown);
    }
    let encoding = match Encoding::for_bom(content) {
        Some((encoding, _)) => encoding,
        None if content.contains(&0) && !are_slips(content) => wide_encoding(content)
            .ok_or_else(|| unknown(content.iter().position(|byte| *byte == 0).unwrap_or(0)))?,
        None if std::str::from_utf8(content).is_ok() || is_mostly_utf_8(content) => UTF_8,
        None => guess(content),
    };
    let (text, encoding, had_errors) = encoding.decode(content);
    let text = without_unreadable(text, encoding);
    // A few broken letters are kept as marks, each of which is a finding.
    if is_rubbish(&text) || (encoding == WINDOWS_1252 && is_no_western(&text)) {
        let offset = if had_errors { first_error(content, encoding) } else { first_mark(&text) };
        return Err(unknown(offset));
    }
    match first_unprintable(&text, encoding == UTF_8) {
        Some(offset) => Err(unknown(offset)),
        None => Ok(Decoded { text: text.into_owned(), encoding: iana_name(encoding) }),
    }
}

/// The name under which IANA lists an encoding; the web writes all but this one so.
fn iana_name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// The text with a mark for each zero, and for each byte that is no letter in its encoding although the library reads it as
/// an upper control, as the web wants it. In UTF-8 those are letters that were encoded twice.
pub(crate) fn without_unreadable<'a>(text: Cow<'a, str>, encoding: &'static Encoding) -> Cow<'a, str> {
    let is_none = |character: char| match character {
        '\0' => true,
        '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' => encoding.is_single_byte(),
        _ => false,
    };
    if text.contains(is_none) { Cow::Owned(text.replace(is_none, "\u{fffd}")) } else { text }
}

fn first_mark(text: &str) -> usize {
    text.char_indices().find(|(_, character)| *character == UNREADABLE).map_or(0, |(at, _)| at)
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
    let guessed = guess_of_whole(content);
    let is_wide = !guessed.is_single_byte() && !guessed.decode_without_bom_handling(content).1;
    if is_wide { guessed } else { by_most_cells(content, guess_of_whole).unwrap_or(guessed) }
}

fn guess_of_whole(content: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(content, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // GB18030 reads everything that GBK reads, and the rarer characters of names besides.
    // Japanese is written with kana, whose first bytes no common Chinese character has.
    let has_kana = content.windows(2).any(|pair| matches!(pair, [0xA4 | 0xA5, 0xA1..=0xF6]));
    let is_trusted = guessed == EUC_KR || (guessed == EUC_JP && has_kana);
    if guessed == GBK || (!is_trusted && mostly_chinese_pairs(content)) {
        GB18030
    } else if guessed.is_single_byte()
        && (guessed.decode(content).0 == WINDOWS_1252.decode(content).0
            || are_signs(content)
            || is_western(content, guessed))
    {
        // Several code pages read the text alike, or there is no letter to tell them by: the most common one.
        WINDOWS_1252
    } else {
        guessed
    }
}

/// Whether texts that were read as Western are Chinese, as where a workbook names the wrong code page.
pub(crate) fn is_chinese_read_as_western<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut bytes = Vec::new();
    for text in texts.filter(|text| !text.is_ascii()) {
        let (encoded, _, has_strangers) = WINDOWS_1252.encode(text);
        if has_strangers {
            return false;
        }
        bytes.extend_from_slice(&encoded);
        bytes.push(b'\n');
    }
    mostly_chinese_pairs(&bytes)
}

/// The Chinese text that was read as Western; the text itself where it cannot be.
pub(crate) fn read_as_chinese(text: &str) -> Cow<'_, str> {
    let (bytes, _, has_strangers) = WINDOWS_1252.encode(text);
    match GB18030.decode_without_bom_handling(&bytes) {
        (decoded, false) if !has_strangers => Cow::Owned(decoded.into_owned()),
        _ => Cow::Borrowed(text),
    }
}

/// Whether the bytes beyond ASCII stand alone between no letters: £ 1,80 and 5 °C, not words.
fn are_signs(content: &[u8]) -> bool {
    let is_wordlike =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    (0..content.len()).filter(|at| content.get(*at).is_some_and(|byte| !byte.is_ascii())).all(|at| {
        let before = at.checked_sub(1).and_then(|before| content.get(before));
        !is_wordlike(before) && !is_wordlike(content.get(at + 1))
    })
}

/// Whether the bytes beyond ASCII stand in the pairs of GB 2312 nearly everywhere; short texts mislead a guess.
///
/// Western letters beyond ASCII stand alone, and half of the second bytes of Big5 and Shift_JIS lie below 0xA1. One
/// pair may be chance; two may not.
fn mostly_chinese_pairs(content: &[u8]) -> bool {
    let (mut pairs, mut others) = (0, 0);
    let mut bytes = content.iter();
    while let Some(lead) = bytes.next() {
        if lead.is_ascii() {
            continue;
        }
        match bytes.next() {
            Some(0xA1..=0xFE) if (0xA1..=0xF7).contains(lead) => pairs += 1,
            Some(_) | None => others += 1,
        }
    }
    pairs >= 2 && others * 20 <= pairs
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
        assert_eq!(name(&GB18030.encode(TEXT).0), Ok("GB18030"));
        assert_eq!(name(&[b"\xFF\xFE".as_slice(), &utf_16(false)].concat()), Ok("UTF-16LE"));
        assert_eq!(name(&[b"\xFE\xFF".as_slice(), &utf_16(true)].concat()), Ok("UTF-16BE"));
        assert_eq!(name(&utf_16(false)), Ok("UTF-16LE"));
        assert_eq!(name(&utf_16(true)), Ok("UTF-16BE"));
    }

    #[test]
    fn the_other_encodings_of_east_asia_and_the_west() {
        use encoding_rs::{BIG5, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};
        let cases: [(&'static Encoding, &str); 6] = [
            (BIG5, "民國104年各縣市社會團體統計\r\n縣市別,團體數\r\n臺北市,1234\r\n高雄市,987\r\n"),
            (
                SHIFT_JIS,
                "平成27年度 都道府県別団体数\r\n都道府県,団体数\r\n北海道,1234\r\n東京都,987\r\nカナガワ,3\r\n",
            ),
            (EUC_KR, "2015년 시도별 단체 수\r\n지역,단체 수\r\n서울특별시,1234\r\n부산광역시,987\r\n"),
            (WINDOWS_1250, "Województwo,Liczba\r\nŁódzkie,12\r\nŚląskie,30\r\nMałopolskie,9\r\n"),
            (WINDOWS_1251, "Регион,Число организаций\r\nМосква,1234\r\nКазань,987\r\n"),
            (WINDOWS_1252, "Région,Nombre d’associations\r\nÎle-de-France,12\r\nRhône,30\r\nHérault,9\r\n"),
        ];
        for (encoding, text) in cases {
            let decoded = decode(Path::new("表.csv"), &encoding.encode(text).0).unwrap();
            assert_eq!((decoded.encoding, decoded.text.as_str()), (iana_name(encoding), text));
        }
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
        assert_eq!(name(&GB18030.encode("Region,Agencies\nAshby,12家\nBarrow,30家\n").0), Ok("GB18030"));
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
