//! Years that a text names and that are not those of its figures: the base of an index, boundaries, a classification.

use crate::text::cursor::Cursor;

/// Whether a year belongs to a base, to boundaries or to a classification: `2010年=100`, `at 2010 prices`, `2011 census
/// boundaries`. The cursor stands behind the year, `start` is where it begins.
pub(super) fn is_not_of_figure(characters: &[char], start: usize, behind: Cursor<'_>) -> bool {
    names_base_behind(behind) || names_version_behind(behind) || names_it_before(characters, start)
}

/// `=100`, `为100`, `为基期`, `不变价`, `prices`.
fn names_base_behind(mut behind: Cursor<'_>) -> bool {
    behind.skip_spaces();
    let mut equal = behind;
    if equal.take_if(|next| matches!(next, '=' | '为' | ':')).is_some() {
        equal.skip_spaces();
        let is_hundred = equal.digits(5).is_some_and(|digits| {
            digits.first() == Some(&'1') && digits.iter().skip(1).all(|digit| *digit == '0')
        });
        if is_hundred || ["基期", "基准", "基数", "基年"].iter().any(|word| equal.eat(word)) {
            return true;
        }
    }
    behind.eat("的");
    ["不变价", "可比价", "价格计", "基期", "基年", "constant prices", "prices", "base", "dollars", "pounds"]
        .iter()
        .any(|word| behind.eat_word(word))
}

/// `census boundaries`, `geography`, `行政区划`, `口径`.
fn names_version_behind(mut behind: Cursor<'_>) -> bool {
    behind.skip_spaces();
    let mut chinese = behind;
    chinese.eat("的");
    if ["行政区划口径", "行政区划", "区划", "统计口径", "口径", "分类标准", "行业分类"]
        .iter()
        .any(|word| chinese.eat(word))
    {
        // 2013年行政区划统计 is a title whose subject the divisions are.
        return chinese.peek().is_none_or(|next| !next.is_alphanumeric() || "为计调".contains(next));
    }
    ["census", "ward", "local", "administrative", "standard", "electoral"].iter().any(|word| {
        let eaten = behind.eat_word(word);
        behind.skip_spaces();
        eaten
    });
    if ["authority", "area"].iter().any(|word| behind.eat_word(word)) {
        behind.skip_spaces();
    }
    [
        "boundaries",
        "boundary",
        "geography",
        "geographies",
        "classification",
        "definitions",
        "definition",
        "basis",
    ]
    .iter()
    .any(|word| behind.eat_word(word))
}

/// `base year 2010`, `geography of 2011`, `boundaries as at 2011`, `NUTS 2016`, `以2010年`.
fn names_it_before(characters: &[char], start: usize) -> bool {
    let before: String = characters.get(start.saturating_sub(48)..start).unwrap_or_default().iter().collect();
    let mut before = before.trim_end_matches([' ', ':', '=', '(']);
    for joint in ["of", "as at", "as of", "at", "for", "in", "from", "year", "the"] {
        if let Some(rest) = before.strip_suffix(joint)
            && rest.ends_with(' ')
        {
            before = rest.trim_end();
        }
    }
    const NAMES: [&str; 17] = [
        "base",
        "base year",
        "reference year",
        "boundaries",
        "boundary",
        "geography",
        "geographies",
        "classification",
        "nuts",
        "nace",
        "isic",
        "sic",
        "soc",
        "基期",
        "基年",
        "基期为",
        "行政区划按",
    ];
    NAMES.iter().any(|name| {
        before.strip_suffix(name).is_some_and(|rest| {
            let is_latin = name.is_ascii();
            !is_latin || !rest.ends_with(|last: char| last.is_ascii_alphanumeric())
        })
    })
}
