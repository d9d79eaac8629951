//! Whether a piece of text looks like a cell: what a delimiter cuts well are values, and what it cuts badly are bits of them.

/// The usual ones.
pub(super) const DELIMITERS: [&str; 6] = [",", ";", "\t", "|", "，", ":"];

/// How much a cell that lies between delimiters looks like a value of its own, at most 1.
///
/// Blank cells, numbers, dates and words are such values. A cell that holds another delimiter is a list at best, one
/// with a tab in it hardly ever is one, and one that begins or ends with a quote was cut inside.
pub(super) fn worth(cell: &str, delimiter: &str) -> f64 {
    const OF_A_LIST: f64 = 0.4;
    // Nobody types a tab inside a cell: it speaks against the cut more than a blank cell speaks for it.
    const WITH_TAB: f64 = -0.5;
    let cell = cell.trim();
    if cell.is_empty() {
        return 1.0;
    }
    let has_other = |other: &str| other != delimiter && cell.contains(other);
    if has_other("\t") {
        return WITH_TAB;
    }
    let others = DELIMITERS.iter().filter(|other| ![":", "，"].contains(other));
    let has_other_delimiter = others.into_iter().any(|other| has_other(other));
    let is_of_digits =
        cell.chars().all(|character| character.is_ascii_digit() || ",.-+%$€£¥:/ ".contains(character));
    if is_of_digits && (!has_other_delimiter || cell.matches(',').count() == 1) {
        return 1.0;
    }
    if cell.starts_with('"') || cell.ends_with('"') {
        return 0.0;
    }
    if has_other_delimiter { OF_A_LIST } else { 1.0 }
}

/// Whether a cell is a number, a date, a time or an address, which words between blanks are not.
pub(super) fn is_typed(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches(['$', '€', '£', '¥']).trim_end_matches('%');
    let is_of = |signs: &str| {
        cell.starts_with(|character: char| character.is_ascii_digit())
            && cell.ends_with(|character: char| character.is_ascii_digit())
            && cell.chars().all(|character| character.is_ascii_digit() || signs.contains(character))
    };
    cell.parse::<f64>().is_ok() || is_of(",.") || is_of("-/.") || is_of(":.") || cell.contains("://")
}
