//! Where figures stand in their sources, in words.

use tierstat_model::{Figure, Language, Reading};

/// So many places are named; of more the others are counted.
const MOST: usize = 3;

/// The file, the sheet and the cell of a figure; the chart's source names the document.
pub(super) fn origin(figure: &Figure) -> String {
    let cell = &figure.origin.cell;
    let file = cell.file.rsplit('/').next().unwrap_or(&cell.file);
    let parts = [Some(file), cell.sheet.as_deref()].into_iter().flatten().map(str::to_owned);
    parts.chain([cell.a1()]).collect::<Vec<_>>().join(" › ")
}

/// The places of several figures, a line each.
pub(super) fn origins<'a>(readings: impl Iterator<Item = &'a Reading>, language: Language) -> String {
    let mut places: Vec<String> = readings.map(|reading| origin(&reading.figure)).collect();
    places.dedup();
    let further = places.len().saturating_sub(MOST);
    places.truncate(MOST);
    if further > 0 {
        places.push(match language {
            Language::Chinese => format!("另有{further}处"),
            Language::English => format!("and {further} more"),
        });
    }
    places.join("\n")
}
