//! Bands: size classes and age groups, which label rows and columns and are no figures: 10-49人, 5 to 9, 65岁以上.

/// One band of numbers; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Band {
    from: Option<f64>,
    to: Option<f64>,
}

/// Words that open a band with one end, and whether it is the upper one.
const BEFORE: [(&str, bool); 18] = [
    ("less than", true),
    ("fewer than", true),
    ("up to", true),
    ("under", true),
    ("below", true),
    ("more than", false),
    ("over", false),
    ("above", false),
    ("at least", false),
    ("from", false),
    ("不足", true),
    ("不满", true),
    ("未满", true),
    ("低于", true),
    ("少于", true),
    ("超过", false),
    ("大于", false),
    ("高于", false),
];
/// Words that close a band with one end, and whether it is the upper one.
const BEHIND: [(&str, bool); 22] = [
    ("or fewer", true),
    ("or less", true),
    ("or under", true),
    ("or younger", true),
    ("and under", true),
    ("and below", true),
    ("or more", false),
    ("or over", false),
    ("or older", false),
    ("and more", false),
    ("and over", false),
    ("and above", false),
    ("plus", false),
    ("+", false),
    ("及以下", true),
    ("及以上", false),
    ("以下", true),
    ("以内", true),
    ("未満", true),
    ("以上", false),
    ("及其以上", false),
    ("或以上", false),
];
/// What stands between the two ends of a band.
const BETWEEN: [&str; 8] = [" to ", "to", "-", "–", "—", "~", "～", "至"];
/// A unit behind an end is no longer than this, in characters.
const UNIT: usize = 8;

/// The band that a text prints, if it prints nothing else.
pub(super) fn band(text: &str) -> Option<Band> {
    let lower = text.trim().to_lowercase();
    let text = lower.as_str();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    for (word, is_upper) in BEFORE {
        if let Some(end) = text.strip_prefix(word).and_then(end) {
            return Some(open(end, is_upper));
        }
    }
    for (word, is_upper) in BEHIND {
        if let Some(end) = text.strip_suffix(word).and_then(end) {
            return Some(open(end, is_upper));
        }
    }
    BETWEEN.iter().find_map(|between| {
        let (from, to) = text.split_once(between)?;
        let (from, to) = (end(from)?, end(to)?);
        Some(Band { from: Some(from), to: Some(to) })
    })
}

fn open(end: f64, is_upper: bool) -> Band {
    if is_upper { Band { from: None, to: Some(end) } } else { Band { from: Some(end), to: None } }
}

/// One end: a number with perhaps a sign of money before it and a scale or unit behind it.
fn end(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['£', '$', '€', '¥', '￥']);
    let digits: String =
        text.chars().take_while(|next| next.is_ascii_digit() || matches!(next, '.' | ',')).collect();
    let unit = text.get(digits.len()..)?.trim();
    let number: f64 = digits.replace(',', "").parse().ok()?;
    let factor = match unit.chars().next() {
        None => 1.0,
        Some('k') => 1e3,
        Some('m') if unit.len() == 1 => 1e6,
        Some('万') => 1e4,
        Some('亿') => 1e8,
        Some(_) => 1.0,
    };
    let is_unit = unit.chars().count() <= UNIT && unit.chars().all(char::is_alphabetic);
    is_unit.then_some(number * factor)
}

/// Whether the cells of a column are bands that label its rows: most are bands, and they repeat or adjoin.
///
/// Ranges that adjoin nowhere and repeat nowhere are rough figures: 30-40, 1200-1500.
pub(super) fn are_bands(texts: &[&str], is_edge: bool) -> bool {
    let mut bands: Vec<Band> = texts.iter().filter_map(|text| band(text)).collect();
    if bands.len() < 2 || bands.len() * 2 <= texts.len() {
        return false;
    }
    let repeated = texts.iter().enumerate().any(|(index, text)| {
        band(text).is_some_and(|band| band.from.is_some() && band.to.is_some())
            && texts.iter().skip(index + 1).take(100).any(|other| other == text)
    });
    bands.sort_by(|first, second| {
        let start = |band: &Band| band.from.unwrap_or(f64::MIN);
        start(first).total_cmp(&start(second))
    });
    let adjoins = |pair: &[Band]| {
        let (Some(to), Some(from)) = (pair[0].to, pair[1].from) else { return false };
        from == to || from == to + 1.0
    };
    let adjoining = bands.windows(2).filter(|pair| adjoins(pair)).count();
    is_edge || repeated || adjoining * 2 >= bands.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_in_both_languages() {
        for text in [
            "1-9人",
            "10～49人",
            "100人以上",
            "不足30岁",
            "0 to 4",
            "10k to 25k",
            "Over 100m",
            "65+",
            "under £2k",
            "18 and over",
            "1,000-4,999",
        ] {
            assert!(band(text).is_some(), "{text}");
        }
        for text in ["24", "养老", "约120", "-5", "2015-06-30 10:00", "1-1 全国", "北京市以上"] {
            assert!(band(text).is_none(), "{text}");
        }
    }

    #[test]
    fn rough_figures_are_no_bands() {
        assert!(are_bands(&["1-9", "10-19", "20以上"], false));
        assert!(are_bands(&["10-19", "1-9", "10-19", "1-9"], false));
        assert!(!are_bands(&["30-40", "1200-1500", "310-350"], false));
    }
}
