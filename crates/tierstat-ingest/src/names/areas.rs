//! Areas by every way in which they are written; a name that two share is settled by hints, never by a guess.

use super::AreaHint;
use super::likeness::most_similar;
use crate::text::characters::name_key;
use std::collections::BTreeMap;
use tierstat_model::{Area, AreaList};

/// The places of areas in their list, by the keys of their names.
#[derive(Debug, Clone)]
pub(super) struct AreaNames {
    by_key: BTreeMap<String, Vec<(usize, Strength)>>,
    /// Keys by their first character, for names that nothing is called.
    by_first: BTreeMap<char, Vec<String>>,
}

/// How surely a form names an area; a stronger form wins over a weaker one of another area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A short name or an alias.
    Short,
    /// The full name or the English name.
    Full,
    /// The code.
    Code,
}

impl AreaNames {
    pub(super) fn new(list: &AreaList) -> Self {
        let mut by_key: BTreeMap<String, Vec<(usize, Strength)>> = BTreeMap::new();
        for (place, area) in list.all().iter().enumerate() {
            let full = [Some(&area.name), area.name_en.as_ref()].into_iter().flatten();
            let forms = std::iter::once((&area.code.0, Strength::Code))
                .chain(full.map(|name| (name, Strength::Full)))
                .chain(
                    std::iter::once(&area.short_name)
                        .chain(&area.aliases)
                        .map(|name| (name, Strength::Short)),
                );
            for (form, strength) in forms {
                let key = name_key(form);
                let places = by_key.entry(key.clone()).or_default();
                if !key.is_empty() && !places.iter().any(|(other, _)| *other == place) {
                    places.push((place, strength));
                }
            }
        }
        by_key.remove("");
        let mut by_first: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for key in by_key.keys() {
            if let Some(first) = key.chars().next() {
                by_first.entry(first).or_default().push(key.clone());
            }
        }
        Self { by_key, by_first }
    }

    /// The places of the areas that a text names: none, one, or several that no hint tells apart.
    pub(super) fn named(&self, list: &AreaList, text: &str, hint: &AreaHint) -> Vec<usize> {
        let Some(key) = key_of(text) else { return vec![] };
        let mut found = self.strongest(&key);
        if found.is_empty() {
            found = self.by_other_suffix(list, &key);
        }
        if found.is_empty() {
            found = self.by_path(list, &key);
        }
        narrowed(list, found, hint)
    }

    /// The places of the areas with names similar to a text.
    pub(super) fn similar(&self, text: &str) -> Vec<usize> {
        let Some(key) = key_of(text) else { return vec![] };
        let Some(keys) = key.chars().next().and_then(|first| self.by_first.get(&first)) else {
            return vec![];
        };
        let names: Vec<(&str, Vec<usize>)> = keys
            .iter()
            .filter_map(|name| self.by_key.get(name).map(|places| (name.as_str(), places)))
            .map(|(name, places)| (name, places.iter().map(|(place, _)| *place).collect()))
            .collect();
        most_similar(&key, names.iter().map(|(name, places)| (*name, places.as_slice())))
    }

    fn strongest(&self, key: &str) -> Vec<usize> {
        let Some(places) = self.by_key.get(key) else { return vec![] };
        let strongest = places.iter().map(|(_, strength)| *strength).max();
        places.iter().filter(|(_, strength)| Some(*strength) == strongest).map(|(place, _)| *place).collect()
    }

    /// Names with a shorter suffix than the official one: 广西省, 内蒙自治区, 湘西州, Guangdong Province.
    fn by_other_suffix(&self, list: &AreaList, key: &str) -> Vec<usize> {
        const SUFFIXES: [&str; 20] = [
            "壮族自治区",
            "回族自治区",
            "维吾尔自治区",
            "特别行政区",
            "自治区",
            "自治州",
            "自治县",
            "自治旗",
            "地区",
            "省",
            "市",
            "州",
            "盟",
            "县",
            "区",
            "旗",
            "province",
            "municipality",
            "autonomousregion",
            "city",
        ];
        for suffix in SUFFIXES {
            let Some(stem) = key.strip_suffix(suffix).filter(|stem| stem.chars().count() > 1) else {
                continue;
            };
            let fits = |area: &&Area| {
                let is_first_division = || {
                    let parent = area.parent.as_ref().and_then(|code| list.get(code));
                    parent.is_some_and(|parent| parent.parent.is_none())
                };
                // 省 is said of any first division; otherwise the kind of division must be the same.
                match suffix.chars().next_back() {
                    Some('省') => is_first_division(),
                    Some(last) if !last.is_ascii() => area.name.ends_with(last),
                    _ => true,
                }
            };
            let places = self.by_key.get(stem).into_iter().flatten();
            let found: Vec<usize> = places
                .map(|(place, _)| *place)
                .filter(|place| list.all().get(*place).as_ref().is_some_and(fits))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        vec![]
    }

    /// Names behind the names of the areas they lie in: 北京市朝阳区, 辽宁省朝阳市朝阳县.
    fn by_path(&self, list: &AreaList, key: &str) -> Vec<usize> {
        // A path is parted behind the longest outer name that leaves an area inside it.
        for (cut, _) in key.char_indices().rev().filter(|(cut, _)| *cut > 0) {
            let (outer, inner) = key.split_at(cut);
            if outer.chars().count() < 2 || inner.chars().count() < 2 {
                continue;
            }
            let mut outers = self.strongest(outer);
            if outers.is_empty() && self.by_key.contains_key(inner) {
                outers = self.by_path(list, outer);
            }
            let lies_inside = |place: &usize| {
                let inside = list.all().get(*place).map(|area| &area.code);
                let mut outer_areas = outers.iter().filter_map(|outer| list.all().get(*outer));
                inside.is_some_and(|inside| outer_areas.any(|outer| list.lies_in(inside, &outer.code)))
            };
            let found: Vec<usize> = self.strongest(inner).into_iter().filter(lies_inside).collect();
            if !found.is_empty() {
                return found;
            }
        }
        vec![]
    }
}

/// The key of a text by which areas are looked up; `None` for a sentence.
fn key_of(text: &str) -> Option<String> {
    // No name is longer, and most longer cells are sentences.
    const LONGEST: usize = 120;
    (text.len() <= LONGEST).then(|| name_key(text.trim().trim_end_matches([':', '：'])))
}

/// The areas of one name that agree with the hints; a hint with which none agrees says nothing.
pub(super) fn narrowed(list: &AreaList, mut places: Vec<usize>, hint: &AreaHint) -> Vec<usize> {
    let mut keep = |fits: &dyn Fn(&Area) -> bool| {
        let kept: Vec<usize> =
            places.iter().copied().filter(|place| list.all().get(*place).is_some_and(fits)).collect();
        if places.len() > 1 && !kept.is_empty() {
            places = kept;
        }
    };
    if let Some(within) = &hint.within {
        keep(&|area| area.code == *within || list.lies_in(&area.code, within));
    }
    if let Some(tier) = &hint.tier {
        keep(&|area| area.tier == *tier);
    }
    match hint.on {
        Some(day) => keep(&|area| area.existed_on(day)),
        None => keep(&|area| area.valid_until.is_none()),
    }
    // A code that two areas held one after the other is the later one's.
    let same_code = places.windows(2).all(|pair| match pair {
        [first, second] => {
            list.all().get(*first).map(|area| &area.code) == list.all().get(*second).map(|area| &area.code)
        }
        _ => true,
    });
    if places.len() > 1 && same_code {
        places.sort_by_key(|place| {
            std::cmp::Reverse(
                list.all().get(*place).and_then(|area| area.valid_until).unwrap_or(jiff::civil::Date::MAX),
            )
        });
        places.truncate(1);
    }
    places
}
