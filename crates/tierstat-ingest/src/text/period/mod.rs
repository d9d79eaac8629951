//! Periods as sources write them: 2015年底, 截至2015年6月, 2020Q3, June 2015, 民國104年.

use crate::text::characters::folded;
use crate::text::cursor::Cursor;
use jiff::civil::Date;
use tierstat_model::{Period, Status};

mod era;
mod fiscal;
mod impossible;
mod mention;
mod months;
mod not_of_figure;
mod within_year;

use months::MONTHS;

pub(crate) use era::{Era, compact_period, is_near_buddhist, short_year};
pub(crate) use era::{heads_periods, heads_years, heads_years_of_era};
pub(crate) use fiscal::find_fiscal_year;
pub use fiscal::{FiscalYear, FiscalYearRule, NamedAfter, parse_fiscal_year};
pub(crate) use impossible::impossible_period;
pub use mention::find_period;
pub(crate) use mention::{PeriodInText, periods_in};
pub(crate) use within_year::{is_everyday_month, parse_period_in_year};

/// Reads a text that is a period and nothing else; `None` where it is not.
///
/// A year alone needs four digits between 1800 and 2199, so that counts are not taken for years too often. The end of
/// a year or month is its last day. `2010-11` is a month; a fiscal year (2014/15) is no period until somebody says when
/// it begins: see [`parse_fiscal_year`].
///
/// ```
/// use tierstat_ingest::parse_period;
///
/// assert_eq!(parse_period("截至2015年6月"), "2015-06".parse().ok());
/// assert_eq!(parse_period("2015年底"), "2015-12-31".parse().ok());
/// assert_eq!(parse_period("Q3 2020"), "2020-Q3".parse().ok());
/// assert_eq!(parse_period("2015/16"), None);
/// ```
#[must_use]
pub fn parse_period(text: &str) -> Option<Period> {
    if text.len() > 64 || !may_name_year(text) {
        return None;
    }
    let characters = folded(text);
    let mut whole = trimmed(&characters);
    if let [open, inner @ .., close] = whole
        && matches!((open, close), ('(', ')') | ('[', ']') | ('【', '】'))
    {
        whole = trimmed(inner);
    }
    let mut cursor = Cursor::new(whole, 0);
    let period = read_period(&mut cursor)?;
    cursor.skip_spaces();
    // A day is as it stood: 令和5年3月1日現在.
    cursor.eat_one(&[("现在", ()), ("現在", ()), ("时点", ()), ("時点", ()), ("为止", ()), ("止", ())]);
    skip_mark(&mut cursor);
    skip_status(&mut cursor);
    cursor.is_at_end().then_some(period)
}

/// The status that stands behind a period in its label: 2023 p, 2024年预计; `None` where none does.
#[must_use]
pub(crate) fn period_status(text: &str) -> Option<Status> {
    parse_period(text)?;
    let characters = folded(text);
    let mut cursor = Cursor::new(trimmed(&characters), 0);
    read_period(&mut cursor)?;
    skip_status(&mut cursor)
}

/// Years below four digits, and numbers that are far from any year a statistic names, are not taken for years.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2199;

/// Words that stand before a period and say nothing about it but its end.
const BEFORE: [(&str, End); 33] = [
    ("fiscal year ended", End::YearTo),
    ("financial year ended", End::YearTo),
    ("fiscal year ending", End::YearTo),
    ("financial year ending", End::YearTo),
    ("year ended", End::YearTo),
    ("year ending", End::YearTo),
    ("twelve months ended", End::YearTo),
    ("twelve months to", End::YearTo),
    ("12 months ended", End::YearTo),
    ("12 months ending", End::YearTo),
    ("12 months to", End::YearTo),
    ("截至", End::AsStated),
    ("截止到", End::AsStated),
    ("截止", End::AsStated),
    ("数据截至", End::AsStated),
    ("统计时间:", End::AsStated),
    ("时间:", End::AsStated),
    ("year-end of", End::LastDay),
    ("year-end", End::LastDay),
    ("year end", End::LastDay),
    ("at the end of", End::LastDay),
    ("the end of", End::LastDay),
    ("at end of", End::LastDay),
    ("at end", End::LastDay),
    ("end of", End::LastDay),
    ("end-", End::LastDay),
    ("end", End::LastDay),
    ("as of", End::AsStated),
    ("as at", End::AsStated),
    ("year", End::AsStated),
    ("in", End::AsStated),
    ("at", End::AsStated),
    ("on", End::AsStated),
];

/// Whether a period stands for itself, for its last day or for the twelve months that end with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    AsStated,
    LastDay,
    YearTo,
}

/// Reads the longest period that starts at the cursor.
fn read_period(cursor: &mut Cursor<'_>) -> Option<Period> {
    let mut end = End::AsStated;
    while let Some(word) = cursor.eat_one(&BEFORE) {
        if word != End::AsStated {
            end = word;
        }
        cursor.skip_spaces();
    }
    let period = read_english(cursor).or_else(|| read_year_first(cursor))?;
    if ["止年度", "止的年度", "止财政年度", "止的财政年度", "止一年"].iter().any(|word| cursor.eat(word))
    {
        end = End::YearTo;
    }
    match end {
        End::YearTo => Some(Period::year_to(period.last_day())),
        End::LastDay => Some(Period::Day(period.last_day())),
        End::AsStated => Some(period),
    }
}

/// Forms in which the year comes last: `Q3 2020`, `H1 2015`, `June 2015`, `30 June 2015`, `June 30, 2015`.
fn read_english(cursor: &mut Cursor<'_>) -> Option<Period> {
    let mut ahead = *cursor;
    let period = if let Some((letter, number)) = read_part(&mut ahead) {
        ahead.take_if(|next| next == '-');
        skip_of(&mut ahead);
        part_of(read_plain_year(&mut ahead)?, letter, number)?
    } else {
        let day = read_day_of_month(&mut ahead);
        let month = ahead.eat_one(&MONTHS)?;
        ahead.take_if(|next| next == '.');
        let mut with_day = ahead;
        with_day.skip_spaces();
        let later_day = if day.is_none() { read_day_of_month(&mut with_day) } else { None };
        if later_day.is_some() {
            ahead = with_day;
        }
        ahead.take_if(|next| next == ',');
        ahead.take_if(|next| next == '-');
        skip_of(&mut ahead);
        let year = read_plain_year(&mut ahead)?;
        match day.or(later_day) {
            Some(day) => Period::Day(Date::new(year, month, day).ok()?),
            None => Period::Month(year, month),
        }
    };
    *cursor = ahead;
    Some(period)
}

/// `q3`, `h1`, `first quarter`, `second half`: which part of a year, and which number of it.
fn read_part(cursor: &mut Cursor<'_>) -> Option<(char, i8)> {
    const NUMBERS: [(&str, i8); 27] = [
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
        ("1st", 1),
        ("2nd", 2),
        ("3rd", 3),
        ("4th", 4),
        ("1er", 1),
        ("1.", 1),
        ("2.", 2),
        ("3.", 3),
        ("4.", 4),
        ("1º", 1),
        ("2º", 2),
        ("3º", 3),
        ("4º", 4),
        ("1°", 1),
        ("2°", 2),
        ("3°", 3),
        ("4°", 4),
        ("2ème", 2),
        ("3ème", 3),
        ("4ème", 4),
        ("2e", 2),
        ("3e", 3),
        ("4e", 4),
    ];
    const KINDS: [(&str, char); 6] = [
        ("quarter", 'q'),
        ("half", 'h'),
        ("quartal", 'q'),
        ("halbjahr", 'h'),
        ("trimestre", 'q'),
        ("semestre", 'h'),
    ];
    let mut ahead = *cursor;
    let part = if let Some(number) = ahead.eat_one(&NUMBERS) {
        ahead.skip_spaces();
        (ahead.eat_one(&KINDS)?, number)
    } else {
        let letter = ahead.take_if(|next| next == 'q' || next == 'h')?;
        (letter, small_number(ahead.digits(1)?)?)
    };
    *cursor = ahead;
    Some(part)
}

/// A day before or after the name of a month: `30`, `1st`.
fn read_day_of_month(cursor: &mut Cursor<'_>) -> Option<i8> {
    let mut ahead = *cursor;
    let day = small_number(ahead.digits(2)?)?;
    ahead.eat_one(&[
        ("st", ()),
        ("nd", ()),
        ("rd", ()),
        ("th", ()),
        ("er", ()),
        ("º", ()),
        ("°", ()),
        (".", ()),
    ]);
    skip_of(&mut ahead);
    *cursor = ahead;
    Some(day)
}

fn skip_of(cursor: &mut Cursor<'_>) {
    cursor.skip_spaces();
    if cursor.eat_one(&[("of", ()), ("de", ()), ("del", ()), ("do", ())]).is_some() {
        cursor.skip_spaces();
    }
}

/// Forms in which the year comes first: `2015年6月30日`, `2015-06`, `2015Q3`, `2015年上半年`, `2015年底`.
fn read_year_first(cursor: &mut Cursor<'_>) -> Option<Period> {
    let mut ahead = *cursor;
    let (year, in_chinese) = read_year(&mut ahead)?;
    // A 年度 of a Japanese era runs from April to March (財政法, article 11); a Chinese 年度 is the calendar year.
    let is_japanese = cursor.peek().is_some_and(|first| "明昭平令".contains(first));
    if is_japanese && ahead.eat("度") {
        *cursor = ahead;
        return Some(Period::YearFrom(Date::new(year, 4, 1).ok()?));
    }
    let after_year = ahead;
    ahead.skip_spaces();
    let finer = if in_chinese {
        read_within_chinese_year(&mut ahead, year)
    } else {
        read_within_plain_year(&mut after_year.clone(), year).map(|(period, end)| {
            ahead = end;
            period
        })
    };
    match finer {
        Some(period) => {
            *cursor = ahead;
            Some(period)
        }
        None => {
            *cursor = after_year;
            Some(Period::Year(year))
        }
    }
}

/// A year with its word: `2015`, `2015年`, `2015年度`, `二〇一五年`, `民国104年`; and whether it had one.
fn read_year(cursor: &mut Cursor<'_>) -> Option<(i16, bool)> {
    // The year before the first of each era: era year 1 is one year later.
    const ERAS: [(&str, i16); 8] = [
        ("中华民国", 1911),
        ("民国", 1911),
        ("minguo", 1911),
        ("明治", 1867),
        ("大正", 1911),
        ("昭和", 1925),
        ("平成", 1988),
        ("令和", 2018),
    ];
    let mut ahead = *cursor;
    if let Some(year) = read_buddhist_year(&mut ahead) {
        *cursor = ahead;
        return Some((year, false));
    }
    if let Some(before_first) = ahead.eat_one(&ERAS) {
        ahead.skip_spaces();
        let number = if ahead.eat("元") { 1 } else { small_year(ahead.digits(3)?)? };
        let after_number = ahead;
        ahead.skip_spaces();
        if number == 0 {
            return None;
        }
        if !ahead.eat("年") {
            // 民國111 needs no word behind it, where nothing goes on.
            let ends = after_number.peek().is_none_or(|next| !next.is_alphanumeric());
            if number == 1 || !ends {
                return None;
            }
            *cursor = after_number;
            return Some((before_first + number, false));
        }
        *cursor = ahead;
        return Some((before_first + number, true));
    }
    if let Some(year) = read_chinese_digits(&mut ahead) {
        *cursor = ahead;
        return Some((year, true));
    }
    let year = read_plain_year(&mut ahead)?;
    let plain_end = ahead;
    ahead.skip_spaces();
    let has_word = ahead.eat("年度") || ahead.eat("年");
    *cursor = if has_word { ahead } else { plain_end };
    Some((year, has_word))
}

/// A year of the Thai calendar with the words of its era, 543 years ahead: `พ.ศ. 2566`, `ปี 2566`, `B.E. 2566`.
fn read_buddhist_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    const AHEAD: i16 = 543;
    let mut ahead = *cursor;
    // ปี is the word for years, and ค.ศ. names those of the common era.
    let has_word = ahead.eat("ปี");
    ahead.skip_spaces();
    if ["ค.ศ.", "ค.ศ"].iter().any(|word| ahead.eat(word)) {
        ahead.skip_spaces();
        let year = read_plain_year(&mut ahead)?;
        *cursor = ahead;
        return Some(year);
    }
    let has_era = ["พ.ศ.", "พ.ศ", "พุทธศักราช", "b.e."].iter().any(|word| ahead.eat(word));
    if !has_era && !has_word {
        return None;
    }
    ahead.skip_spaces();
    let digits = ahead.digits(4).filter(|digits| digits.len() == 4)?;
    let printed = small_year(digits)?;
    let year = match printed.checked_sub(AHEAD).filter(|year| YEARS.contains(year)) {
        Some(year) => year,
        None if !has_era && YEARS.contains(&printed) => printed,
        None => return None,
    };
    *cursor = ahead;
    Some(year)
}

fn read_plain_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let digits = ahead.digits(4).filter(|digits| digits.len() == 4)?;
    let year = small_year(digits).filter(|year| YEARS.contains(year))?;
    *cursor = ahead;
    Some(year)
}

/// `二〇一五年`; the word for year is needed, since the digits alone are a number too.
fn read_chinese_digits(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let mut year = 0i16;
    for _ in 0..4 {
        let digit = ahead.take_if(|next| "〇零○一二三四五六七八九".contains(next))?;
        let value = "〇一二三四五六七八九".chars().position(|other| other == digit).unwrap_or(0);
        year = year * 10 + i16::try_from(value).ok()?;
    }
    if !ahead.eat("年") || !YEARS.contains(&year) {
        return None;
    }
    *cursor = ahead;
    Some(year)
}

/// What follows the year as a part of it.
const PARTS_OF_YEAR: [(&str, (char, i8)); 20] = [
    ("上半年", ('h', 1)),
    ("下半年", ('h', 2)),
    ("第一季度", ('q', 1)),
    ("第二季度", ('q', 2)),
    ("第三季度", ('q', 3)),
    ("第四季度", ('q', 4)),
    ("一季度", ('q', 1)),
    ("二季度", ('q', 2)),
    ("三季度", ('q', 3)),
    ("四季度", ('q', 4)),
    ("第1季度", ('q', 1)),
    ("第2季度", ('q', 2)),
    ("第3季度", ('q', 3)),
    ("第4季度", ('q', 4)),
    ("1季度", ('q', 1)),
    ("2季度", ('q', 2)),
    ("3季度", ('q', 3)),
    ("4季度", ('q', 4)),
    ("全年", ('y', 1)),
    ("年度", ('y', 1)),
];

/// What may follow `2015年`: a month, a day, a quarter, a half, an end.
fn read_within_chinese_year(cursor: &mut Cursor<'_>, year: i16) -> Option<Period> {
    let mut ahead = *cursor;
    let period = if let Some((letter, number)) = ahead.eat_one(&PARTS_OF_YEAR) {
        part_of(year, letter, number)?
    } else if eat_end(&mut ahead) {
        Period::Day(Period::Year(year).last_day())
    } else {
        let first = small_numeral(&mut ahead)?;
        ahead.skip_spaces();
        let last = if ahead.take_if(|next| matches!(next, '-' | '–' | '—' | '~' | '至')).is_some() {
            small_numeral(&mut ahead)?
        } else {
            first
        };
        ahead.skip_spaces();
        if !ahead.eat("月份") && !ahead.eat("月") {
            return None;
        }
        if first == last { read_within_month(&mut ahead, year, first)? } else { months(year, first, last)? }
    };
    *cursor = ahead;
    Some(period)
}

/// What may follow `2015年6月`: a day or the month's end.
fn read_within_month(cursor: &mut Cursor<'_>, year: i16, month: i8) -> Option<Period> {
    let whole = checked_month(year, month)?;
    let mut ahead = *cursor;
    ahead.skip_spaces();
    if eat_end(&mut ahead) {
        *cursor = ahead;
        return Some(Period::Day(whole.last_day()));
    }
    if let Some(day) = small_numeral(&mut ahead) {
        ahead.skip_spaces();
        if ahead.eat("日") || ahead.eat("号") {
            *cursor = ahead;
            return Some(Period::Day(Date::new(year, month, day).ok()?));
        }
    }
    Some(whole)
}

/// What may follow `2015` without a word: `-06`, `/12/31`, `.6`, `Q3`, `-H1`.
fn read_within_plain_year<'a>(cursor: &mut Cursor<'a>, year: i16) -> Option<(Period, Cursor<'a>)> {
    let mut part = *cursor;
    part.skip_spaces();
    part.take_if(|next| next == '-');
    part.skip_spaces();
    if let Some((letter, number)) = read_part(&mut part) {
        return part_of(year, letter, number).map(|period| (period, part));
    }
    // 年 is left out now and then: 2015上半年, 2015底.
    let mut part = *cursor;
    part.skip_spaces();
    if let Some((letter, number)) = part.eat_one(&PARTS_OF_YEAR) {
        return part_of(year, letter, number).map(|period| (period, part));
    }
    if eat_end(&mut part) {
        return Some((Period::Day(Period::Year(year).last_day()), part));
    }
    let sign = cursor.take_if(|next| matches!(next, '-' | '/' | '.'))?;
    let month = small_number(cursor.digits(2)?)?;
    let whole = checked_month(year, month)?;
    let after_month = *cursor;
    if cursor.take_if(|next| next == sign).is_some() {
        let day = Date::new(year, month, small_number(cursor.digits(2)?)?).ok()?;
        let period = if cursor.eat("/p1y") { Period::year_from(day) } else { Period::Day(day) };
        return Some((period, *cursor));
    }
    Some((whole, after_month))
}

fn eat_end(cursor: &mut Cursor<'_>) -> bool {
    ["年底", "年末", "底", "末", "终"].iter().any(|word| cursor.eat(word))
}

fn part_of(year: i16, letter: char, number: i8) -> Option<Period> {
    match (letter, number) {
        ('h', 1..=2) => Some(Period::Half(year, number)),
        ('q', 1..=4) => Some(Period::Quarter(year, number)),
        ('y', _) => Some(Period::Year(year)),
        _ => None,
    }
}

/// Several months in a row, where together they are a quarter, a half or a year.
fn months(year: i16, first: i8, last: i8) -> Option<Period> {
    match (first, last) {
        (1, 12) => Some(Period::Year(year)),
        (1, 6) | (7, 12) => Some(Period::Half(year, last / 6)),
        (1, 3) | (4, 6) | (7, 9) | (10, 12) => Some(Period::Quarter(year, last / 3)),
        _ => None,
    }
}

fn checked_month(year: i16, month: i8) -> Option<Period> {
    (1..=12).contains(&month).then_some(Period::Month(year, month))
}

fn small_number(digits: &[char]) -> Option<i8> {
    digits.iter().collect::<String>().parse().ok()
}

/// A number of at most two digits, or spoken up to 九十九: 6, 十二, 三十一.
fn small_numeral(cursor: &mut Cursor<'_>) -> Option<i8> {
    let mut ahead = *cursor;
    if let Some(digits) = ahead.digits(2) {
        *cursor = ahead;
        return small_number(digits);
    }
    let digit = |cursor: &mut Cursor<'_>| {
        let digit = cursor.take_if(|next| "一二三四五六七八九".contains(next))?;
        let place = "一二三四五六七八九".chars().position(|other| other == digit)?;
        i8::try_from(place + 1).ok()
    };
    let first = digit(&mut ahead);
    let number =
        if ahead.eat("十") { first.unwrap_or(1) * 10 + digit(&mut ahead).unwrap_or(0) } else { first? };
    *cursor = ahead;
    Some(number)
}

fn small_year(digits: &[char]) -> Option<i16> {
    digits.iter().collect::<String>().parse().ok()
}

/// Most texts name no year at all and need not be looked at closely.
fn may_name_year(text: &str) -> bool {
    let numeric = text.chars().filter(|character| character.is_numeric()).count();
    // The first nine years of an era have one digit: 令和5年.
    numeric >= 2
        || text.contains(['〇', '零', '一', '二', '元'])
        || numeric == 1 && text.contains(['和', '成', '正', '治', '国', '國'])
}

/// Words and letters behind a period that say how sure its figures are.
const STATUSES: [(&str, Option<Status>); 19] = [
    ("preliminary", Some(Status::P)),
    ("provisional", Some(Status::P)),
    ("estimated", Some(Status::E)),
    ("estimates", Some(Status::E)),
    ("estimate", Some(Status::E)),
    ("forecast", Some(Status::F)),
    ("projected", Some(Status::F)),
    ("revised", None),
    ("初步数", Some(Status::P)),
    ("初步", Some(Status::P)),
    ("快报", Some(Status::P)),
    ("估计", Some(Status::E)),
    ("预计", Some(Status::F)),
    ("预测", Some(Status::F)),
    ("修订", None),
    ("p", Some(Status::P)),
    ("e", Some(Status::E)),
    ("f", Some(Status::F)),
    ("r", None),
];

/// The status behind a period: `2023 p`, `2023e`, `2024年预计`, `2023 (est)`.
fn skip_status(cursor: &mut Cursor<'_>) -> Option<Status> {
    let mut ahead = *cursor;
    ahead.skip_spaces();
    let open = ahead.take_if(|next| matches!(next, '(' | '['));
    let status = ahead.eat_one(&STATUSES)?;
    ahead.take_if(|next| next == '.' || next == '数' || next == '值');
    if let Some(open) = open {
        ahead.take_if(|next| next == if open == '(' { ')' } else { ']' })?;
    }
    *cursor = ahead;
    status
}

/// The mark of a note behind a year: `2015①`, `2015 (1)`, `2015*`, `2015[p]`.
fn skip_mark(cursor: &mut Cursor<'_>) {
    while cursor.take_if(|next| "*†‡§①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵".contains(next)).is_some()
    {
    }
    let mut ahead = *cursor;
    let Some(open) = ahead.take_if(|next| next == '(' || next == '[') else { return };
    ahead.eat("注");
    let mut length = 0;
    while length < 2 && ahead.take_if(|next| next.is_ascii_alphanumeric()).is_some() {
        length += 1;
    }
    let close = if open == '(' { ')' } else { ']' };
    if length > 0 && ahead.take_if(|next| next == close).is_some() {
        *cursor = ahead;
    }
}

fn trimmed(characters: &[char]) -> &[char] {
    let start = characters.iter().take_while(|character| **character == ' ').count();
    let rest = characters.get(start..).unwrap_or_default();
    let end = rest.iter().rev().take_while(|character| **character == ' ').count();
    rest.get(..rest.len() - end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
