//! Cells of one file that answer one question with different numbers: what tells them apart was not read.

use crate::FileContext;
use crate::figure::doubt::{Doubt, DoubtKind, Doubts};
use crate::figure::seen::SeenFigure;
use crate::places::{Places, a1};
use crate::sheet::SheetCells;
use sha2::{Digest, Sha256};

/// So many cells are named in a message.
const NAMED_CELLS: usize = 4;

/// Keeps back what a file says twice and differently, unless a person has settled what the cells are.
pub(crate) fn same_questions(
    context: &FileContext<'_>,
    sheets: &[SheetCells],
    figures: &mut [SeenFigure],
    doubts: &mut Doubts,
) {
    let mut asked: Vec<([u8; 16], usize)> = figures
        .iter()
        .enumerate()
        .filter(|(_, seen)| seen.named.is_taken() && !names_its_document(seen))
        .map(|(index, seen)| (question(seen), index))
        .collect();
    asked.sort_unstable();
    let mut start = 0;
    while start < asked.len() {
        let same = asked[start..].iter().take_while(|(question, _)| *question == asked[start].0).count();
        let group: Vec<usize> = asked[start..start + same].iter().map(|(_, index)| *index).collect();
        start += same;
        let numbers = || group.iter().filter_map(|index| figures.get(*index)?.named.quantity().bounds);
        let Some(first) = numbers().next() else { continue };
        // A rounded print of the same number is no other number.
        if group.len() < 2 || numbers().all(|bounds| bounds.overlaps(&first)) {
            continue;
        }
        let cells: Vec<String> = group
            .iter()
            .filter_map(|index| figures.get(*index))
            .map(|seen| a1(seen.named.raw.place))
            .collect();
        let mut shown = cells.iter().take(NAMED_CELLS).cloned().collect::<Vec<_>>().join(", ");
        if cells.len() > NAMED_CELLS {
            shown.push_str(", …");
        }
        // One finding a sheet, at the first of the cells.
        let mut first: Option<(usize, (u32, u32))> = None;
        for index in group {
            // What a person has said of one cell does not make its rival right.
            let Some(seen) = figures.get_mut(index).filter(|seen| !seen.named.is_settled) else { continue };
            let sheet = sheets.get(seen.sheet).and_then(|sheet| sheet.name.as_deref());
            let places = Places { file: context.name, sheet };
            let (place, meaning) = (seen.named.raw.place, &seen.named.meaning);
            let at = match first {
                Some((of, at)) if of == seen.sheet => at,
                _ => place,
            };
            first = Some((seen.sheet, at));
            let doubt = Doubt { at, kind: DoubtKind::SameQuestion(shown.clone()) };
            let kept = doubts.keep_back(context.lists, &places, place, meaning, &[doubt]);
            if seen.named.kept.is_none() {
                seen.named.kept = kept;
            }
        }
    }
}

/// Whether a row names the document that prints it: what one document says twice is its own contradiction, which the
/// checks of the ledger name.
fn names_its_document(seen: &SeenFigure) -> bool {
    seen.origin
        .as_ref()
        .is_some_and(|origin| origin.title.is_some() || origin.url.is_some() || origin.phrase.is_some())
}

/// A short mark of the question that a figure answers: equal marks are equal questions.
fn question(seen: &SeenFigure) -> [u8; 16] {
    let meaning = &seen.named.meaning;
    let mut hasher = Sha256::new();
    let ids = [
        meaning.indicator.value.as_ref().map(|id| id.0.as_str()),
        meaning.tier.value.as_ref().map(|id| id.0.as_str()),
        meaning.area.value.as_ref().map(|code| code.0.as_str()),
    ];
    for id in ids {
        hasher.update(id.unwrap_or_default());
        hasher.update([0x1f]);
    }
    if let Some(period) = meaning.period.value {
        hasher.update(period.to_string());
    }
    let mut mark = [0; 16];
    mark.copy_from_slice(&hasher.finalize()[..16]);
    mark
}
