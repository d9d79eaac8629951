//! The places of which an area is made on a day: areas of the next level, where those of one place were renamed or merged in that year.
//!
//! The area list knows years alone: in the year of a change the old areas and the new ones both live, and stand for one place.

use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{Area, AreaCode, CodeLists};

/// What lies directly in each area.
pub(super) struct Inside<'a>(BTreeMap<&'a AreaCode, Vec<&'a Area>>);

/// One place: the areas that hold it from a year's change on, and those that held it before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The areas that hold it; one but where an area was divided.
    pub(super) heirs: Vec<&'a Area>,
    /// The areas that ended in that year and merged into them.
    pub(super) former: Vec<&'a Area>,
}

impl<'a> Inside<'a> {
    pub(super) fn of(lists: &'a CodeLists) -> Self {
        let mut inside: BTreeMap<&AreaCode, Vec<&Area>> = BTreeMap::new();
        for area in lists.areas.all() {
            if let Some(parent) = &area.parent {
                inside.entry(parent).or_default().push(area);
            }
        }
        Self(inside)
    }

    /// All areas that lie in one, at any depth and at any time.
    pub(super) fn all(&self, outer: &AreaCode) -> Vec<&'a AreaCode> {
        let mut found: Vec<&'a AreaCode> = Vec::new();
        let mut seen = std::collections::BTreeSet::from([outer]);
        let mut next: Vec<&AreaCode> = vec![outer];
        while let Some(code) = next.pop() {
            for area in self.0.get(code).into_iter().flatten() {
                if seen.insert(&area.code) {
                    found.push(&area.code);
                    next.push(&area.code);
                }
            }
        }
        found.sort();
        found
    }

    /// The places of an area on a day, in order of the list.
    pub(super) fn places(&self, outer: &AreaCode, day: Date) -> Vec<Place<'a>> {
        // A code may pass from one area to the next: both live in that year, and a figure under it is one.
        let mut by_code: BTreeMap<&AreaCode, &'a Area> = BTreeMap::new();
        for area in self.0.get(outer).into_iter().flatten().filter(|area| area.existed_on(day)) {
            let last = |area: &Area| area.valid_until.unwrap_or(Date::MAX);
            let held = by_code.entry(&area.code).or_insert(area);
            if last(area) > last(held) {
                *held = area;
            }
        }
        let is_kept =
            |area: &&'a Area| by_code.get(&area.code).is_some_and(|held| std::ptr::eq(*held, *area));
        let living: Vec<&'a Area> =
            self.0.get(outer).into_iter().flatten().copied().filter(is_kept).collect();
        let lives = |code: &AreaCode| living.iter().any(|area| area.code == *code);
        let ends = |area: &&Area| {
            area.valid_until.is_some_and(|until| until.year() == day.year())
                && area.merged_into.iter().any(|heir| *heir != area.code && lives(heir))
        };
        let (mut former, heirs): (Vec<&Area>, Vec<&Area>) =
            living.iter().copied().partition(|area| ends(area));
        let mut places: Vec<Place<'a>> =
            heirs.into_iter().map(|area| Place { heirs: vec![area], former: Vec::new() }).collect();
        // One after the other, since an area may merge into one that ends in the same year.
        loop {
            let before = former.len();
            former.retain(|area| !joined(&mut places, area));
            if former.len() == before {
                break;
            }
        }
        places.extend(former.into_iter().map(|area| Place { heirs: vec![area], former: Vec::new() }));
        places
    }
}

/// Puts an area that ended into the place of its heirs, which become one place where they are several; whether there is one.
fn joined<'a>(places: &mut Vec<Place<'a>>, area: &'a Area) -> bool {
    let holds = |place: &Place<'_>| {
        place.heirs.iter().chain(&place.former).any(|held| area.merged_into.contains(&held.code))
    };
    let Some(first) = places.iter().position(holds) else { return false };
    let mut place = places.remove(first);
    while let Some(other) = places.iter().position(holds) {
        let other = places.remove(other);
        place.heirs.extend(other.heirs);
        place.former.extend(other.former);
    }
    place.former.push(area);
    places.insert(first, place);
    true
}

impl Place<'_> {
    /// Whether all who hold it came to be in the year of a day: a change of names or borders, and no merger into what was there before.
    pub(super) fn is_new(&self, day: Date) -> bool {
        !self.former.is_empty()
            && self.heirs.iter().all(|area| area.valid_from.is_some_and(|from| from.year() == day.year()))
    }
}
