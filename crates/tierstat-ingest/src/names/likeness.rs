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
        // Each character of the longer one that the other lacks costs a step, so many names need no closer look.
        if !contains && most_likeness(key, length, name, name_length) < LEAST_LIKENESS {
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

/// A bound on the likeness of two names, from the characters that one has and the other lacks.
fn most_likeness(key: &str, key_length: usize, name: &str, name_length: usize) -> f64 {
    let longest = key_length.max(name_length);
    let shortest = key_length.min(name_length);
    // Names are short and texts of few characters, so that looking along beats counting.
    let lacking = |text: &str, other: &str| text.chars().filter(|sign| !other.contains(*sign)).count();
    let bound = |common: usize| common as f64 / longest as f64;
    if bound(shortest) < LEAST_LIKENESS {
        return bound(shortest);
    }
    let common = (name_length - lacking(name, key)).min(key_length - lacking(key, name));
    bound(common.min(shortest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_likeness_is_over_its_bound(key in "[a-d北南东西]{1,12}", name in "[a-d北南东西]{1,12}") {
            let bound = most_likeness(&key, key.chars().count(), &name, name.chars().count());
            prop_assert!(strsim::normalized_damerau_levenshtein(&key, &name) <= bound + 1e-12);
        }
    }
}
