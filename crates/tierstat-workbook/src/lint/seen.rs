//! Collects the places at which a check fails, cells that lie side by side as one.

use super::area::Area;
use super::result::{CheckOutcome, CheckPlace};
use super::sheet::Sheet;
use std::collections::BTreeMap;
use tierstat_model::Localized;

/// So many places are listed of a check.
const LISTED: usize = 20;
/// So many places are kept until cells are put together.
const KEPT: usize = 20_000;

struct Place {
    order: usize,
    sheet: Option<String>,
    area: Option<Area>,
    seen: Localized,
}

/// The places so far.
#[derive(Default)]
pub(crate) struct Seen {
    places: Vec<Place>,
    count: u64,
    dropped: usize,
    /// The order of each sheet, by which places are listed.
    sheets: BTreeMap<String, usize>,
}

impl Seen {
    /// A place of the whole workbook.
    pub(crate) fn workbook(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        self.push(None, None, Localized::new(zh, en));
        self.count += 1;
    }

    /// A sheet as a whole.
    pub(crate) fn sheet(&mut self, sheet: &Sheet, zh: impl Into<String>, en: impl Into<String>) {
        self.push(Some(sheet), None, Localized::new(zh, en));
        self.count += 1;
    }

    /// An area as one thing.
    pub(crate) fn area(&mut self, sheet: &Sheet, area: Area, zh: impl Into<String>, en: impl Into<String>) {
        self.push(Some(sheet), Some(area), Localized::new(zh, en));
        self.count += 1;
    }

    /// Cells of which each counts, next to others of the same kind or not.
    pub(crate) fn cells(&mut self, sheet: &Sheet, area: Area, zh: &str, en: &str) {
        self.count += area.size();
        if let Some(Place { sheet: Some(name), area: Some(last), seen, .. }) = self.places.last_mut()
            && *name == sheet.name
            && seen.en == en
            && (last.first_row, last.last_row) == (area.first_row, area.last_row)
            && last.last_column + 1 == area.first_column
        {
            last.last_column = area.last_column;
            return;
        }
        self.push(Some(sheet), Some(area), Localized::new(zh, en));
    }

    /// One cell.
    pub(crate) fn cell(&mut self, sheet: &Sheet, row: u32, column: u32, zh: &str, en: &str) {
        self.cells(sheet, Area::cell(row, column), zh, en);
    }

    fn push(&mut self, sheet: Option<&Sheet>, area: Option<Area>, seen: Localized) {
        if self.places.len() == KEPT {
            self.dropped += 1;
            return;
        }
        let next = self.sheets.len() + 1;
        let sheet = sheet.map(|sheet| sheet.name.clone());
        let order = sheet.as_ref().map_or(0, |name| *self.sheets.entry(name.clone()).or_insert(next));
        self.places.push(Place { order, sheet, area, seen });
    }

    /// Failed where there are places; else passed.
    pub(crate) fn outcome(self) -> CheckOutcome {
        if self.count == 0 {
            return CheckOutcome::passed();
        }
        let mut places = under_each_other(self.places);
        let more = places.len().saturating_sub(LISTED) + self.dropped;
        places.truncate(LISTED);
        let listed = places.into_iter().map(|place| CheckPlace {
            sheet: place.sheet,
            range: place.area.map(|area| area.to_string()),
            seen: place.seen,
        });
        CheckOutcome::Failed { places: listed.collect(), count: self.count, more }
    }
}

/// Puts runs of the same columns that lie under each other together.
fn under_each_other(mut places: Vec<Place>) -> Vec<Place> {
    let columns = |place: &Place| place.area.map_or((0, 0), |area| (area.first_column, area.last_column));
    places.sort_by(|one, two| {
        let key = |place: &Place| (place.order, columns(place), place.area);
        (key(one), &one.seen).cmp(&(key(two), &two.seen))
    });
    places.dedup_by(|later, earlier| {
        let is_same =
            (later.order, columns(later), &later.seen) == (earlier.order, columns(earlier), &earlier.seen);
        match (&mut earlier.area, later.area) {
            (Some(area), Some(next)) if is_same && area.last_row + 1 == next.first_row => {
                area.last_row = next.last_row;
                true
            }
            _ => false,
        }
    });
    places.sort_by_key(|place| (place.order, place.area));
    places
}
