//! The members of dimensions, by the ways in which they are written: by name, and bands by their numbers.

use super::forms::forms;
use crate::text::characters::{fold, is_joint, name_key};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Dimension, DimensionId, DimensionList, MemberId, NumberBand};

/// A member of a dimension.
pub(crate) type OfDimension = (DimensionId, MemberId);

/// The members of all dimensions, indexed.
#[derive(Debug, Clone, Default)]
pub(super) struct MemberNames {
    members: BTreeMap<String, Vec<OfDimension>>,
    bands: Vec<(NumberBand, OfDimension)>,
    /// The characters with which the names of members begin: most labels begin with another one and are not looked up.
    beginnings: BTreeSet<char>,
    dimensions: BTreeMap<String, Vec<DimensionId>>,
}

impl MemberNames {
    pub(super) fn new(list: &DimensionList) -> Self {
        let mut names = Self::default();
        for dimension in &list.dimensions {
            names.index(dimension);
        }
        names
    }

    fn index(&mut self, dimension: &Dimension) {
        for key in forms(&dimension.id.0, &dimension.name, &dimension.aliases).map(member_key) {
            let dimensions = self.dimensions.entry(key).or_default();
            if !dimensions.contains(&dimension.id) {
                dimensions.push(dimension.id.clone());
            }
        }
        for member in &dimension.members {
            let of = (dimension.id.clone(), member.id.clone());
            for key in forms(&member.id.0, &member.name, &member.aliases).map(member_key) {
                self.beginnings.extend(key.chars().next());
                let members = self.members.entry(key).or_default();
                if !members.contains(&of) {
                    members.push(of.clone());
                }
            }
            self.bands.extend(member.numbers.map(|band| (band, of)));
        }
    }

    /// The members that a whole text names, of all dimensions that have one; a text that names none may be a band of one.
    pub(super) fn named(&self, text: &str) -> Vec<OfDimension> {
        let has_digits = text.contains(|sign: char| sign.is_ascii_digit());
        // Of a text without digits no sign between words counts, and its first character says most often that it is no member.
        let first = text.chars().map(fold).find(|sign| !is_joint(*sign));
        if !has_digits && first.is_none_or(|first| !self.beginnings.contains(&first)) {
            return Vec::new();
        }
        let key = member_key(text);
        if let Some(members) = self.members.get(&key) {
            return members.clone();
        }
        if !has_digits || self.bands.is_empty() {
            return Vec::new();
        }
        let Some(band) = band_of(&key) else { return Vec::new() };
        self.bands.iter().filter(|(own, _)| *own == band).map(|(_, of)| of.clone()).collect()
    }

    /// The dimensions that a whole text names.
    pub(super) fn dimensions(&self, text: &str) -> &[DimensionId] {
        self.dimensions.get(&member_key(text)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// The form in which members are compared: of a name with digits the signs between them count, so that 1-9 is not 19.
fn member_key(text: &str) -> String {
    if !text.contains(|sign: char| sign.is_ascii_digit()) {
        return name_key(text);
    }
    let signs = text.chars().map(fold).filter(|sign| !sign.is_whitespace());
    signs.map(|sign| if "–—－～〜~‐‑−".contains(sign) { '-' } else { sign }).collect()
}

/// The band that a text in the form of members prints: 10-49人, 10～49, 50人以上, 250 and over, under 10.
fn band_of(key: &str) -> Option<NumberBand> {
    let mut numbers: Vec<f64> = Vec::new();
    let mut words = String::new();
    let mut digits = String::new();
    for sign in key.chars().chain([' ']) {
        if sign.is_ascii_digit() || (sign == ',' && !digits.is_empty()) {
            digits.extend(Some(sign).filter(char::is_ascii_digit));
            continue;
        }
        if !digits.is_empty() {
            numbers.push(digits.parse().ok()?);
            digits.clear();
            words.push('#');
        }
        words.push(sign);
    }
    let words = words.trim();
    let one_less = |to: f64| NumberBand { from: None, to: Some(to - 1.0) };
    match numbers.as_slice() {
        [from, to] if from <= to => {
            let between = words.trim_start_matches("from").trim_start_matches('#');
            let joins = ["-", "至", "到", "to", "人-", "人至"];
            let joined = joins.iter().any(|sign| between.starts_with(&format!("{sign}#")));
            let rest = between.rsplit('#').next().unwrap_or_default();
            (joined && is_unit(rest)).then_some(NumberBand { from: Some(*from), to: Some(*to) })
        }
        [number] => {
            let (before, behind) = words.split_once('#')?;
            let behind = behind.trim_start_matches(['人', '名', '个', '家', '元']);
            let from =
                ["以上", "及以上", "和以上", "+", "andover", "andmore", "ormore", "andabove", "orover"];
            if before.is_empty() && from.contains(&behind) {
                return Some(NumberBand { from: Some(*number), to: None });
            }
            let under = ["以下", "未満", "未满", "不足"];
            // 以下 may hold its number or not; a list that has either is met by its name.
            if before.is_empty() && under.get(1..).is_some_and(|words| words.contains(&behind)) {
                return Some(one_less(*number));
            }
            if behind.is_empty() && ["under", "lessthan", "fewerthan", "below", "<"].contains(&before) {
                return Some(one_less(*number));
            }
            (before.is_empty() && behind.is_empty() && words.len() > 1)
                .then_some(NumberBand { from: Some(*number), to: Some(*number) })
        }
        _ => None,
    }
}

/// Whether what stands behind a band only says what is counted.
fn is_unit(text: &str) -> bool {
    ["", "人", "名", "persons", "people", "employees", "staff", "名员工"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_as_they_are_printed() {
        let band = |text: &str| band_of(&member_key(text)).map(|band| (band.from, band.to));
        for text in ["10-49人", "10～49", "10–49 persons", "10 to 49", "10人-49人", "10至49人"] {
            assert_eq!(band(text), Some((Some(10.0), Some(49.0))), "{text}");
        }
        for text in ["250+", "250人以上", "250 and over", "250 or more"] {
            assert_eq!(band(text), Some((Some(250.0), None)), "{text}");
        }
        assert_eq!(band("under 10"), Some((None, Some(9.0))));
        assert_eq!(band("1,000-4,999"), Some((Some(1000.0), Some(4999.0))));
        for text in ["2023", "2023-01-31", "北京市", "10以下", "2023年", "1.5-2", "10-49岁", "10 to 49 years"]
        {
            assert_eq!(band(text), None, "{text}");
        }
    }
}
