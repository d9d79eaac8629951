//! How a stored number prints: what a person sees in the cell, without the noise of binary fractions.

use super::ShownIn;
use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};
use jiff::civil::DateTime;
use std::fmt::Write;

/// Every whole number below this is a double of its own (2^53); from here on two numbers may be stored alike.
const EXACT_TO: f64 = 9_007_199_254_740_992.0;

/// Whether a whole number has more digits than were surely kept.
pub(super) fn is_beyond_digits(value: f64) -> bool {
    // A number beyond all measure is a power of something, and nobody typed its digits.
    (EXACT_TO..1e21).contains(&value.abs())
}

/// Writes a number as it prints: 15 significant digits, as spreadsheet programs show, no `.0` and no exponent.
///
/// 7.0000000000000009 prints as 7.
fn write_number(value: f64, text: &mut String) {
    // Writing to a text cannot fail.
    let _ = if value.fract().abs() < f64::MIN_POSITIVE && value.abs() < EXACT_TO {
        // Most numbers are whole; both zeros print alike.
        write!(text, "{}", value as i64)
    } else {
        let start = text.len();
        let written = write!(text, "{value}");
        // Most others have few digits, and print as they are.
        if text.len() - start <= 15 && value.abs() >= 1e-4 {
            written
        } else {
            text.truncate(start);
            let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
            if rounded.abs() < f64::MIN_POSITIVE { write!(text, "0") } else { write!(text, "{rounded}") }
        }
    };
}

/// What a number format says of the cells that have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    /// Whether it prints a percent sign.
    pub(super) is_percent: bool,
    /// In what it shows numbers.
    pub(super) shown_in: ShownIn,
    /// Which parts of a date it shows.
    date: DateParts,
}

/// Which parts of a date a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum DateParts {
    Year,
    YearAndMonth,
    #[default]
    All,
}

impl NumberFormat {
    /// A format that prints percent.
    pub(super) const PERCENT: Self =
        Self { is_percent: true, shown_in: ShownIn { power: 0, is_printed: false }, date: DateParts::All };

    /// Reads a format code: `0.0%`, `yyyy"年"m"月"`.
    pub(super) fn new(code: &str) -> Self {
        let date = match date_parts(code).as_str() {
            "y" => DateParts::Year,
            "ym" => DateParts::YearAndMonth,
            _ => DateParts::All,
        };
        Self { is_percent: is_percent(code), shown_in: shown_in(code), date }
    }
}

/// Writes a number in a cell whose number format is known: a percent format prints 0.25 as 25%.
pub(super) fn write_formatted(value: f64, format: NumberFormat, text: &mut String) {
    if format.is_percent {
        write_number(value * 100.0, text);
        text.push('%');
    } else {
        write_number(value, text);
    }
}

/// Writes a date in ISO form, as short as its number format: `yyyy` gives 2015, `yyyy-mm` gives 2015-06.
pub(super) fn write_date(value: &ExcelDateTime, format: NumberFormat, text: &mut String) {
    if value.is_duration() {
        return write_number(value.as_f64(), text);
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    // Writing to a text cannot fail.
    let _ = match format.date {
        DateParts::Year => write!(text, "{year:04}"),
        DateParts::YearAndMonth => write!(text, "{year:04}-{month:02}"),
        DateParts::All if value.as_f64() < 1.0 => write!(text, "{hour:02}:{minute:02}:{second:02}"),
        DateParts::All if (hour, minute, second) == (0, 0, 0) => {
            write!(text, "{year:04}-{month:02}-{day:02}")
        }
        DateParts::All => {
            write!(text, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
    };
}

/// A date as workbooks count it: days since the end of 1899, with a 29th of February in 1900 that never was.
pub(super) fn date_of(moment: DateTime) -> ExcelDateTime {
    let days = (moment.date() - jiff::civil::date(1899, 12, 30)).get_days();
    let days = if days < 61 { days - 1 } else { days };
    let time = moment.time();
    let seconds = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    ExcelDateTime::new(f64::from(days) + f64::from(seconds) / 86_400.0, ExcelDateTimeType::DateTime, false)
}

/// An error cell, by its code.
pub(super) fn error_code(error: &CellErrorType) -> String {
    error.to_string()
}

fn is_percent(format: &str) -> bool {
    literal_free(format).contains('%')
}

/// What a number format divides by: a comma behind the digits is a thousand, a literal point before digits a power of
/// ten for each (`0!.0,` is 万 with one decimal; ECMA-376 part 1, section 18.8.31).
fn shown_in(format: &str) -> ShownIn {
    let section = format.split(';').next().unwrap_or_default();
    let (mut power, mut commas, mut has_digits) = (0_u8, 0_u8, false);
    let mut behind_point: Option<u8> = None;
    let mut literals = String::new();
    let mut characters = section.chars().peekable();
    while let Some(character) = characters.next() {
        let literal: Option<String> = match character {
            '"' => Some(characters.by_ref().take_while(|inner| *inner != '"').collect()),
            '\\' | '!' => characters.next().map(String::from),
            '[' => {
                let _ = characters.by_ref().find(|inner| *inner == ']');
                continue;
            }
            '_' | '*' => {
                let _ = characters.next();
                continue;
            }
            _ => None,
        };
        match (literal, character) {
            (Some(literal), _) if literal == "." && has_digits => behind_point = Some(0),
            (Some(literal), _) => literals.push_str(&literal),
            (None, '0' | '#' | '?') => {
                // A comma between digits groups them.
                (has_digits, commas) = (true, 0);
                behind_point = behind_point.map(|digits| digits.saturating_add(1));
            }
            (None, ',') if has_digits => commas = commas.saturating_add(1),
            (None, '%' | 'E' | 'e' | '/') => return ShownIn::default(),
            (None, '.') => {
                power = power.saturating_add(commas.saturating_mul(3));
                commas = 0;
            }
            (None, other) => literals.push(other),
        }
    }
    power = power.saturating_add(commas.saturating_mul(3)).saturating_add(behind_point.unwrap_or(0));
    let literals = literals.to_lowercase();
    let words = ["万", "千", "亿", "百", "萬", "億", "k", "m", "bn", "thousand"];
    // No number is shown in more than a million million.
    let power = if power > 12 { 0 } else { power };
    ShownIn { power, is_printed: words.iter().any(|word| literals.contains(word)) }
}

/// Which of year, month and day a date format shows, as a subset of `ymd`.
fn date_parts(format: &str) -> String {
    let letters = literal_free(format).to_lowercase();
    if letters.contains('h') || letters.contains('s') {
        return "ymd".to_owned();
    }
    "ymd".chars().filter(|part| letters.contains(*part)).collect()
}

/// The first section of a number format without quoted text, escaped characters and conditions in brackets.
fn literal_free(format: &str) -> String {
    let mut letters = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                let _ = characters.by_ref().find(|inner| *inner == '"');
            }
            '[' => {
                let _ = characters.by_ref().find(|inner| *inner == ']');
            }
            '\\' | '_' | '*' => {
                let _ = characters.next();
            }
            ';' => break,
            other => letters.push(other),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> String {
        formatted_number(value, NumberFormat::default())
    }

    fn formatted_number(value: f64, format: NumberFormat) -> String {
        let mut text = String::new();
        write_formatted(value, format, &mut text);
        text
    }

    #[test]
    fn numbers_print_without_binary_noise() {
        for (value, printed) in [
            (7.000_000_000_000_001, "7"),
            (3.0, "3"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1e21, "1000000000000000000000"),
            (2.5e-12, "0.0000000000025"),
            (123_456_789_012_345.0, "123456789012345"),
            (1_234_567_890_123_456.0, "1234567890123456"),
            (-1234.56, "-1234.56"),
        ] {
            assert_eq!(number(value), printed);
        }
    }

    #[test]
    fn a_percent_format_prints_a_percent_sign_and_a_quoted_one_does_not() {
        assert_eq!(formatted_number(0.25, NumberFormat::new("0%")), "25%");
        assert_eq!(formatted_number(0.574, NumberFormat::new("0.0%")), "57.4%");
        assert_eq!(formatted_number(25.0, NumberFormat::new("0\"%\"")), "25");
        assert_eq!(formatted_number(0.25, NumberFormat::default()), "0.25");
    }

    #[test]
    fn a_format_that_divides_says_by_what() {
        for (code, power, is_printed) in [
            ("#,##0", 0, false),
            ("General", 0, false),
            ("#,##0,", 3, false),
            ("#,##0.0,", 3, false),
            ("0.0,,\"百万\"", 6, true),
            ("0!.0,\"万\"", 4, true),
            ("0\\.0,", 4, false),
            ("#\".\"0000", 4, false),
            ("0.0,;[Red]-0.0,", 3, false),
            ("0.0%", 0, false),
            ("_(* #,##0_);_(* (#,##0)", 0, false),
            ("#,##0.00_ ", 0, false),
        ] {
            let found = shown_in(code);
            assert_eq!((found.power, found.is_printed && power > 0), (power, is_printed), "{code}");
        }
    }

    #[test]
    fn a_date_format_says_how_much_of_a_date_is_meant() {
        assert_eq!(date_parts("yyyy\"年\""), "y");
        assert_eq!(date_parts("yyyy-mm"), "ym");
        assert_eq!(date_parts("[$-804]yyyy\"年\"m\"月\"d\"日\";@"), "ymd");
    }
}
