//! Names that are similar to one that nothing is called, for "did you mean".

/// How similar names must be to be offered: from 0, nothing in common, to 1, the same.
const LEAST_LIKENESS: f64 = 0.55;
const MOST_CANDIDATES: usize = 3;
/// Longer texts are sentences, not names.
const LONGEST_NAME: usize = 40;

/// The entries with the names most similar to a key (normalised Damerau-Levenshtein), at most three.
///
/// A name that contains the key or lies in it counts as similar.
pub(super) fn most_similar<'a>(key: &str, names: impl Iterator<Item = (&'a str, &'a [usize])>) -> Vec<usize> {
    let length = key.chars().count();
    if !(2..=LONGEST_NAME).contains(&length) {
        return vec![];
    }
    let mut scored: Vec<(f64, &str, usize)> = Vec::new();
    for (name, places) in names {
        let name_length = name.chars().count();
        if name_length < 2 {
            continue;
        }
        let contains = name.contains(key) || key.contains(name);
        // Names of very different lengths need no closer look.
        if !contains && name_length.abs_diff(length) * 2 > name_length.max(length) {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(key, name);
        let likeness = if contains { likeness.max(LEAST_LIKENESS) } else { likeness };
        if likeness >= LEAST_LIKENESS {
            scored.extend(places.iter().map(|place| (likeness, name, *place)));
        }
    }
    scored.sort_by(|first, second| {
        second.0.total_cmp(&first.0).then(first.1.cmp(second.1)).then(first.2.cmp(&second.2))
    });
    let mut candidates = Vec::new();
    for (_, _, place) in scored {
        if !candidates.contains(&place) && candidates.len() < MOST_CANDIDATES {
            candidates.push(place);
        }
    }
    candidates
}
