//! Areas: administrative divisions with a code and a life, as a code list.

use crate::TierId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The code of an area in the project's area list, such as a GB/T 2260 code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AreaCode(pub String);

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One area with its names and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The code.
    pub code: AreaCode,
    /// The full official name: 内蒙古自治区.
    pub name: String,
    /// The name without its suffix: 内蒙古.
    pub short_name: String,
    /// The English name, where the list has one.
    pub name_en: Option<String>,
    /// One-character and other forms.
    pub aliases: Vec<String>,
    /// The tier of the area itself.
    pub tier: TierId,
    /// The area it lies in; `None` for the topmost.
    pub parent: Option<AreaCode>,
    /// The first day of its life, where the list says.
    pub valid_from: Option<Date>,
    /// The last day of its life; `None` while it lives.
    pub valid_until: Option<Date>,
    /// The areas it was merged or renamed into.
    pub merged_into: Vec<AreaCode>,
}

impl Area {
    /// Whether the area existed on a day.
    #[must_use]
    pub fn existed_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// The name in a language: the English name falls back to the full name.
    #[must_use]
    pub fn name_in(&self, language: crate::Language) -> &str {
        match language {
            crate::Language::Chinese => &self.name,
            crate::Language::English => self.name_en.as_deref().unwrap_or(&self.name),
        }
    }
}

/// The project's areas, with an index of every way they are written.
///
/// A code may be held by two areas one after the other; [`AreaList::get`] gives the living one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AreaList {
    areas: Vec<Area>,
    by_code: BTreeMap<AreaCode, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl AreaList {
    /// Indexes areas by code and by every written form.
    #[must_use]
    pub fn new(areas: Vec<Area>) -> Self {
        let mut by_code: BTreeMap<AreaCode, Vec<usize>> = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, area) in areas.iter().enumerate() {
            by_code.entry(area.code.clone()).or_default().push(index);
            let forms = [Some(&area.name), Some(&area.short_name), area.name_en.as_ref()];
            for form in forms.into_iter().flatten().chain(&area.aliases) {
                let places = by_name.entry(Self::key(form)).or_default();
                if !form.is_empty() && !places.contains(&index) {
                    places.push(index);
                }
            }
        }
        Self { areas, by_code, by_name }
    }

    /// All areas, in list order.
    #[must_use]
    pub fn all(&self) -> &[Area] {
        &self.areas
    }

    /// The area with a code; where two held it, the one that lived last.
    #[must_use]
    pub fn get(&self, code: &AreaCode) -> Option<&Area> {
        let held = self.by_code.get(code)?;
        held.iter().map(|index| &self.areas[*index]).max_by_key(|area| area.valid_until.unwrap_or(Date::MAX))
    }

    /// The areas written this way, living or not: by code, full name, short name, English name or alias.
    ///
    /// White space inside the text is ignored (北 京), and so is case.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&Area> {
        let by_name = self.by_name.get(&Self::key(text)).into_iter().flatten();
        let by_code = self.by_code.get(&AreaCode(text.trim().to_owned())).into_iter().flatten();
        by_name.chain(by_code).map(|index| &self.areas[*index]).collect()
    }

    /// The topmost areas: those without a parent.
    pub fn roots(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(|area| area.parent.is_none())
    }

    /// Whether `inner` lies in `outer`, at any depth; an area does not lie in itself.
    #[must_use]
    pub fn lies_in(&self, inner: &AreaCode, outer: &AreaCode) -> bool {
        // The walk is bounded by the list's length, so a cycle in the data ends it.
        let mut current = self.get(inner).and_then(|area| area.parent.as_ref());
        for _ in 0..self.areas.len() {
            match current {
                Some(code) if code == outer => return true,
                Some(code) => current = self.get(code).and_then(|area| area.parent.as_ref()),
                None => return false,
            }
        }
        false
    }

    fn key(text: &str) -> String {
        text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str, name: &str, short: &str, tier: &str, parent: Option<&str>) -> Area {
        Area {
            code: AreaCode(code.into()),
            name: name.into(),
            short_name: short.into(),
            name_en: None,
            aliases: vec![],
            tier: TierId(tier.into()),
            parent: parent.map(|code| AreaCode(code.into())),
            valid_from: None,
            valid_until: None,
            merged_into: vec![],
        }
    }

    #[test]
    fn a_name_shared_by_two_areas_gives_both() {
        let list = AreaList::new(vec![
            area("220000", "吉林省", "吉林", "province", None),
            area("220200", "吉林市", "吉林", "prefecture", Some("220000")),
        ]);
        assert_eq!(list.named("吉 林").len(), 2);
        assert_eq!(list.named("吉林省").len(), 1);
        assert!(list.lies_in(&AreaCode("220200".into()), &AreaCode("220000".into())));
        assert!(!list.lies_in(&AreaCode("220000".into()), &AreaCode("220000".into())));
    }
}
