//! Cells of one file that answer one question with different numbers: what tells them apart was not read.

use crate::FileContext;
use crate::figure::doubt::{Doubt, DoubtKind, Doubts};
use crate::figure::seen_figures::{Question, SeenFigures};
use crate::places::{Places, a1};
use crate::sheet::SheetCells;

/// So many cells are named in a message.
const NAMED_CELLS: usize = 4;

/// Keeps back what a file says twice and differently, unless a person has settled what the cells are.
pub(crate) fn same_questions(
    context: &FileContext<'_>,
    sheets: &[SheetCells],
    figures: &mut SeenFigures,
    doubts: &mut Doubts,
) {
    let is_asked = |index: &usize| figures.is_taken(*index) && !names_its_document(figures, *index);
    // Room for as many as there are and no more: there may be a million.
    let mut asked: Vec<(Question, usize)> = Vec::with_capacity((0..figures.len()).filter(is_asked).count());
    asked.extend((0..figures.len()).filter(is_asked).map(|index| (figures.question(index), index)));
    asked.sort_unstable();
    let mut start = 0;
    while start < asked.len() {
        let same = asked[start..].iter().take_while(|(question, _)| *question == asked[start].0).count();
        let group: Vec<usize> = asked[start..start + same].iter().map(|(_, index)| *index).collect();
        start += same;
        // A rounded print of the same number is no other number.
        if group.len() < 2 || are_one_number(figures, &group) {
            continue;
        }
        let cells: Vec<String> = group.iter().map(|index| a1(figures.raw().place(*index))).collect();
        let mut shown = cells.iter().take(NAMED_CELLS).cloned().collect::<Vec<_>>().join(", ");
        if cells.len() > NAMED_CELLS {
            shown.push_str(", …");
        }
        // One finding a sheet, at the first of the cells.
        let mut first: Option<(usize, (u32, u32))> = None;
        for index in group {
            // What a person has said of one cell does not make its rival right.
            if figures.is_settled(index) {
                continue;
            }
            let of_sheet = figures.sheet(index);
            let sheet = sheets.get(of_sheet).and_then(|sheet| sheet.name.as_deref());
            let places = Places { file: context.name, sheet };
            let (place, meaning) = (figures.raw().place(index), figures.meaning(index));
            let at = match first {
                Some((of, at)) if of == of_sheet => at,
                _ => place,
            };
            first = Some((of_sheet, at));
            let doubt = Doubt { at, kind: DoubtKind::SameQuestion(shown.clone()) };
            let kept = doubts.keep_back(context.lists, &places, place, &meaning, &[doubt]);
            figures.keep_back(index, kept);
        }
    }
}

/// Whether all that figures print may be one number; also where none of them prints any.
fn are_one_number(figures: &SeenFigures, group: &[usize]) -> bool {
    let mut numbers = group.iter().filter_map(|index| figures.get(*index).named.quantity().bounds);
    let Some(first) = numbers.next() else { return true };
    numbers.all(|bounds| bounds.overlaps(&first))
}

/// Whether a row names the document that prints it: what one document says twice is its own contradiction, which the
/// checks of the ledger name.
fn names_its_document(figures: &SeenFigures, index: usize) -> bool {
    figures
        .origin(index)
        .is_some_and(|origin| origin.title.is_some() || origin.url.is_some() || origin.phrase.is_some())
}
