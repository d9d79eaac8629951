//! Areas inside an area that have more than the area itself: where nothing says the tier, the total of all tiers cannot be meant.

use crate::FileContext;
use crate::figure::doubt::{Doubt, DoubtKind, Doubts};
use crate::figure::seen_figures::{Question, SeenFigures};
use crate::places::{Places, a1};
use crate::sheet::SheetCells;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{AreaCode, Basis, UnitKind};

/// Areas lie in each other no deeper.
const DEEPEST: usize = 32;
/// By so much of the whole its parts may differ from it, by late reports and by what belongs to no part.
const NEAR: f64 = 0.01;
/// So many cells are named in a message.
const NAMED_CELLS: usize = 4;

/// What figures of different areas answer but for the area.
type Apart = (usize, Question);

/// Keeps back the numbers of an area and of those inside it where the latter add up to more, and no place says their tier.
///
/// The tier that stands for all was supposed for each of them; what a whole has is never less than what its parts have, so that each
/// may count what is of its own tier alone. Where the area has as much or more, nothing contradicts the supposition.
pub(crate) fn inside_areas(
    context: &FileContext<'_>,
    sheets: &[SheetCells],
    figures: &mut SeenFigures,
    doubts: &mut Doubts,
) {
    let lists = context.lists;
    let mut groups: BTreeMap<Apart, BTreeMap<AreaCode, usize>> = BTreeMap::new();
    for index in (0..figures.len()).filter(|index| figures.is_taken(*index)) {
        let meaning = figures.meaning(index);
        let unit = meaning.unit.value.as_ref().and_then(|unit| lists.units.get(unit));
        let is_count = unit.is_some_and(|unit| unit.kind == UnitKind::Count);
        let (Some(area), Basis::Default, true) = (meaning.area.value, meaning.tier.basis, is_count) else {
            continue;
        };
        let ([indicator, tier, _, breakdown], period) = figures.question(index);
        let apart = (figures.sheet(index), ([indicator, tier, 0, breakdown], period));
        groups.entry(apart).or_default().entry(area).or_insert(index);
    }
    for areas in groups.into_values().filter(|areas| areas.len() > 1) {
        // What lies in each area, without what lies in one of those again.
        let mut inside: BTreeMap<AreaCode, Vec<usize>> = BTreeMap::new();
        for (area, index) in &areas {
            let parent = |code: &AreaCode| lists.areas.get(code).and_then(|area| area.parent.clone());
            let outer = std::iter::successors(parent(area), parent).take(DEEPEST);
            if let Some(nearest) = outer.into_iter().find(|outer| areas.contains_key(outer)) {
                inside.entry(nearest).or_default().push(*index);
            }
        }
        let least =
            |index: usize| figures.get(index).named.quantity().bounds.and_then(|bounds| bounds.lower_value());
        let most =
            |index: usize| figures.get(index).named.quantity().bounds.and_then(|bounds| bounds.upper_value());
        let mut doubted: BTreeMap<usize, (u32, u32, String)> = BTreeMap::new();
        for (area, parts) in &inside {
            let Some(whole) = areas.get(area).copied() else { continue };
            let sum: f64 = parts.iter().filter_map(|part| least(*part)).sum();
            // What is printed in thousands is rounded to them.
            let unit = figures.get(whole).named.factor.max(1.0);
            let rounding = unit * (parts.len() + 1) as f64 / 2.0;
            let slack = if unit > 1.0 { rounding } else { 0.0 };
            if most(whole).is_none_or(|most| sum <= most * (1.0 + NEAR) + slack) {
                continue;
            }
            let cells: Vec<String> =
                parts.iter().take(NAMED_CELLS).map(|part| a1(figures.raw().place(*part))).collect();
            let mut shown = cells.join(", ");
            if parts.len() > NAMED_CELLS {
                shown.push_str(", …");
            }
            let at = figures.raw().place(whole);
            let own: BTreeSet<usize> = parts.iter().copied().chain([whole]).collect();
            for index in own {
                doubted.entry(index).or_insert_with(|| (at.0, at.1, shown.clone()));
            }
        }
        for (index, (row, column, shown)) in doubted {
            // A line for the cell is a person's word on it.
            if figures.is_settled(index) {
                continue;
            }
            let sheet = sheets.get(figures.sheet(index)).and_then(|sheet| sheet.name.as_deref());
            let places = Places { file: context.name, sheet };
            let doubt = Doubt { at: (row, column), kind: DoubtKind::LessThanInside(shown) };
            let meaning = figures.meaning(index);
            let place = figures.raw().place(index);
            let kept = doubts.keep_back(lists, &places, place, &meaning, &[doubt]);
            figures.keep_back(index, kept);
        }
    }
}
