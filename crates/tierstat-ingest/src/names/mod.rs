//! Names as sources print them, resolved by the code lists: areas, tiers, indicators and units.

mod areas;
mod forms;
mod likeness;
mod members;
mod mentions;
mod phrases;
mod resolution;
pub(crate) mod unit_text;
mod units;

use crate::text::characters::name_key;
use crate::text::excerpt::is_no_name;
use areas::AreaNames;
use forms::{forms, index};
use members::MemberNames;
pub(crate) use members::OfDimension;
use phrases::Phrases;
pub(crate) use phrases::spaced_with_places;
pub use resolution::{AreaHint, Mentions, Resolution};
use std::collections::BTreeMap;
use tierstat_model::{Area, AreaCode, CodeLists, DimensionId, Indicator, IndicatorId, Tier, TierId, UnitId};
use units::UnitNames;

/// A name inside a longer text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FoundName {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) named: Named,
}

/// What a name inside a text names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Named {
    /// An indicator; the tier that the same word may name; whether the notion ends with the name.
    Indicator { id: IndicatorId, or_tier: Option<TierId>, is_whole: bool },
    /// A tier.
    Tier(TierId),
    /// The areas that are called so.
    Area(Vec<AreaCode>),
}

/// The code lists, indexed by every way in which their names are written.
///
/// White space, case, full-width forms and traditional characters make no difference.
#[derive(Debug, Clone)]
pub struct Names<'a> {
    lists: &'a CodeLists,
    areas: AreaNames,
    tiers: BTreeMap<String, Vec<usize>>,
    indicators: BTreeMap<String, Vec<usize>>,
    units: UnitNames,
    members: MemberNames,
    phrases: Phrases,
}

impl<'a> Names<'a> {
    /// Indexes the code lists; looking names up is then cheap enough to do for every cell.
    #[must_use]
    pub fn new(lists: &'a CodeLists) -> Self {
        let tiers = lists.tiers.tiers.iter().map(|tier| forms(&tier.id.0, &tier.name, &tier.aliases));
        let indicators = lists.indicators.indicators.iter();
        let indicators =
            indicators.map(|indicator| forms(&indicator.id.0, &indicator.name, &indicator.aliases));
        Self {
            lists,
            areas: AreaNames::new(&lists.areas),
            tiers: index(tiers),
            indicators: index(indicators),
            units: UnitNames::new(&lists.units),
            members: MemberNames::new(&lists.dimensions),
            phrases: Phrases::new(lists),
        }
    }

    /// The area that a whole text names: by code, full, short, one-character or English name, with or without suffix.
    #[must_use]
    pub fn area(&self, text: &str, hint: &AreaHint) -> Resolution<&'a Area> {
        let pick = |places: Vec<usize>| self.areas_at(places);
        resolution(self.areas_named(text, hint), || pick(self.areas.similar(text)))
    }

    /// The lists that it indexes.
    pub(crate) fn lists(&self) -> &'a CodeLists {
        self.lists
    }

    /// The areas that a whole text names: none, one, or several where nothing says which is meant.
    pub(crate) fn areas_named(&self, text: &str, hint: &AreaHint) -> Vec<&'a Area> {
        self.areas_at(self.areas.named(&self.lists.areas, text, hint))
    }

    fn areas_at(&self, places: Vec<usize>) -> Vec<&'a Area> {
        places.into_iter().filter_map(|place| self.lists.areas.all().get(place)).collect()
    }

    /// The tier that a whole text names.
    #[must_use]
    pub fn tier(&self, text: &str) -> Resolution<&'a Tier> {
        let tiers = &self.lists.tiers.tiers;
        resolution(self.tiers_named(text), || similar(&self.tiers, &name_key(text), tiers))
    }

    /// The tiers that a whole text names: none, one, or several.
    pub(crate) fn tiers_named(&self, text: &str) -> Vec<&'a Tier> {
        let keys = [name_key(text), name_key(without_brackets(text))];
        named(&self.tiers, &keys, &self.lists.tiers.tiers)
    }

    /// The indicator that a whole text names, also with a word that only says that it is a number: 机构数（个）.
    #[must_use]
    pub fn indicator(&self, text: &str) -> Resolution<&'a Indicator> {
        let indicators = &self.lists.indicators.indicators;
        resolution(self.indicators_named(text), || similar(&self.indicators, &name_key(text), indicators))
    }

    /// The indicators that a whole text names: none, one, or several.
    pub(crate) fn indicators_named(&self, text: &str) -> Vec<&'a Indicator> {
        let bare = name_key(without_brackets(text));
        let counted = without_number_word(&bare).to_owned();
        named(&self.indicators, &[name_key(text), bare, counted], &self.lists.indicators.indicators)
    }

    /// The indicators whose id, name or alias is written exactly so, brackets and all.
    pub(crate) fn indicators_written(&self, text: &str) -> Vec<&'a Indicator> {
        named(&self.indicators, &[name_key(text)], &self.lists.indicators.indicators)
    }

    /// The members of dimensions that a whole text names: none, one, or one of each of several dimensions.
    pub(crate) fn members_named(&self, text: &str) -> Vec<OfDimension> {
        if self.members.is_empty() || is_no_name(text) {
            return Vec::new();
        }
        let found = self.members.named(text);
        if found.is_empty() { self.members.named(without_brackets(text)) } else { found }
    }

    /// The member of one dimension that a text names; `None` where its list has none of that name.
    pub(crate) fn member_of(&self, dimension: &DimensionId, text: &str) -> Option<OfDimension> {
        self.members_named(text).into_iter().find(|(of, _)| of == dimension)
    }

    /// Whether a text is the name of a dimension, as it stands over its members.
    pub(crate) fn is_dimension(&self, text: &str) -> bool {
        !self.members.dimensions(text).is_empty()
    }

    /// The one dimension that a text is the name of, as it stands over its members.
    pub(crate) fn dimension_named(&self, text: &str) -> Option<&DimensionId> {
        match self.members.dimensions(text) {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether a text names an area far from the topmost only by its short name, which may be an everyday word: 南部, 和平.
    pub(crate) fn is_everyday_name(&self, text: &str, area: &Area) -> bool {
        let depth = std::iter::successors(area.parent.as_ref(), |code| {
            self.lists.areas.get(code).and_then(|area| area.parent.as_ref())
        });
        let key = name_key(text);
        depth.take(3).count() >= 2 && key != name_key(&area.name) && key != name_key(&area.code.0)
    }

    /// The unit that a whole text names, with the factor by which numbers in it are multiplied: 万人 is persons, 10000.
    ///
    /// Reads unit lines too: 单位：个, (thousand persons), in thousands of persons. A unit of ratios has the factor of
    /// its sign: % has 0.01. `None` where no unit, several, or one that two units share is named.
    #[must_use]
    pub fn unit(&self, text: &str) -> Option<(UnitId, f64)> {
        self.units.unit(text)
    }

    /// The factor of a unit text that names no unit of the list: 1000 for (in thousands), 10000 for 单位：万.
    #[must_use]
    pub fn factor(&self, text: &str) -> Option<f64> {
        self.units.factor(text)
    }

    /// The names inside a text that was folded and spaced by [`spaced_with_places`], in order of place.
    pub(crate) fn found_in(&self, text: &[char]) -> Vec<FoundName> {
        let matches = self.phrases.matches(text);
        let named = |found: &phrases::Match| -> Option<Named> {
            match found.kind {
                phrases::Kind::Indicator => {
                    let [place] = found.places.as_slice() else { return None };
                    let indicator = self.lists.indicators.indicators.get(*place)?;
                    let written: String = text.get(found.start..found.end)?.iter().collect();
                    let or_tier = match self.tier(&written) {
                        Resolution::Found(tier) => Some(tier.id.clone()),
                        Resolution::Ambiguous(_) | Resolution::Unknown { .. } => None,
                    };
                    let is_whole = mentions::is_whole_name(text, found, &matches);
                    Some(Named::Indicator { id: indicator.id.clone(), or_tier, is_whole })
                }
                phrases::Kind::Tier => {
                    let [place] = found.places.as_slice() else { return None };
                    Some(Named::Tier(self.lists.tiers.tiers.get(*place)?.id.clone()))
                }
                phrases::Kind::Area => {
                    let areas = found.places.iter().filter_map(|place| self.lists.areas.all().get(*place));
                    Some(Named::Area(areas.map(|area| area.code.clone()).collect()))
                }
            }
        };
        matches
            .iter()
            .filter_map(|found| Some(FoundName { start: found.start, end: found.end, named: named(found)? }))
            .collect()
    }

    /// What a title or header mentions. The longest name wins, so an area inside an indicator's name does not count.
    ///
    /// One-character names and the short names of small areas are not looked for inside a text. An indicator counts
    /// only where its name is not the beginning of a longer one: 社会组织从业人员 is not 社会组织.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Mentions {
        mentions::mentions(self.lists, &self.phrases, &self.units, text)
    }
}

/// The entries under the first key that has any.
fn named<'a, T>(by_key: &BTreeMap<String, Vec<usize>>, keys: &[String], entries: &'a [T]) -> Vec<&'a T> {
    let places = keys.iter().find_map(|key| by_key.get(key)).into_iter().flatten();
    places.filter_map(|place| entries.get(*place)).collect()
}

/// The entries with the names most similar to a key.
fn similar<'a, T>(by_key: &BTreeMap<String, Vec<usize>>, key: &str, entries: &'a [T]) -> Vec<&'a T> {
    let names = by_key.iter().map(|(name, places)| (name.as_str(), places.as_slice()));
    likeness::most_similar(key, names).into_iter().filter_map(|place| entries.get(place)).collect()
}

/// What the things that are called so make of a name; the similar ones are looked for only where there are none.
fn resolution<T: Copy>(named: Vec<T>, similar: impl FnOnce() -> Vec<T>) -> Resolution<T> {
    match named.as_slice() {
        [only] => Resolution::Found(*only),
        [] => Resolution::Unknown { candidates: similar() },
        _ => Resolution::Ambiguous(named),
    }
}

/// A label without the brackets at its end: 机构数（个） is 机构数.
fn without_brackets(text: &str) -> &str {
    let trimmed = text.trim().trim_end_matches([':', '：']);
    let open = trimmed.rfind(['(', '（', '[']).filter(|open| *open > 0);
    match open {
        Some(open) if trimmed.ends_with([')', '）', ']']) => {
            trimmed.get(..open).unwrap_or(trimmed).trim_end()
        }
        _ => trimmed,
    }
}

/// A key without the words that only say that it is a number.
fn without_number_word(key: &str) -> &str {
    let start =
        ["numberof", "noof", "totalnumberof"].iter().find_map(|word| key.strip_prefix(word)).unwrap_or(key);
    ["总数", "数量", "个数", "总量", "数"]
        .iter()
        .find_map(|word| start.strip_suffix(word))
        .filter(|rest| rest.chars().count() > 1)
        .unwrap_or(start)
}

#[cfg(test)]
mod tests;
