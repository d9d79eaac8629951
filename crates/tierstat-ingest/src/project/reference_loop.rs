//! References that lead back to where they began, which no list of parts and wholes can have.

use std::collections::BTreeMap;

/// An entry from which references lead back to itself, the same one every time; `None` where all of them end.
pub(crate) fn in_a_loop<'a, T: Ord>(leads_to: &BTreeMap<&'a T, Vec<&'a T>>) -> Option<&'a T> {
    // Each by its place, since names are long and lists may be.
    let names: Vec<&'a T> = leads_to.keys().copied().collect();
    let places = |references: &Vec<&'a T>| -> Vec<usize> {
        references.iter().filter_map(|reference| names.binary_search(reference).ok()).collect()
    };
    let leads_to: Vec<Vec<usize>> = leads_to.values().map(places).collect();
    let mut standing = vec![Standing::NotSeen; names.len()];
    for start in 0..names.len() {
        if standing.get(start) != Some(&Standing::NotSeen) {
            continue;
        }
        // The way from the start, each with how many of its references were followed: nothing recurs.
        let mut way = vec![(start, 0)];
        set(&mut standing, start, Standing::OnTheWay);
        while let Some((at, followed)) = way.last_mut() {
            let next = leads_to.get(*at).and_then(|references| references.get(*followed)).copied();
            *followed += 1;
            match next.map(|next| (next, standing.get(next))) {
                Some((next, Some(Standing::OnTheWay))) => return names.get(next).copied(),
                Some((next, Some(Standing::NotSeen))) => {
                    set(&mut standing, next, Standing::OnTheWay);
                    way.push((next, 0));
                }
                Some(_) => {}
                None => {
                    set(&mut standing, *at, Standing::Ends);
                    way.pop();
                }
            }
        }
    }
    None
}

/// What is known of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    NotSeen,
    OnTheWay,
    /// All that it leads to ends.
    Ends,
}

fn set(standing: &mut [Standing], place: usize, to: Standing) {
    if let Some(held) = standing.get_mut(place) {
        *held = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(references: &[(u32, &[u32])], expected: Option<u32>) {
        let all: BTreeMap<&u32, Vec<&u32>> =
            references.iter().map(|(from, to)| (from, to.iter().collect())).collect();
        assert_eq!(in_a_loop(&all).copied(), expected, "{references:?}");
    }

    #[test]
    fn a_loop_is_found_wherever_it_is_entered_and_a_tree_is_none() {
        check(&[], None);
        check(&[(1, &[2]), (2, &[3])], None);
        check(&[(1, &[2, 3]), (2, &[4]), (3, &[4])], None);
        check(&[(1, &[1])], Some(1));
        check(&[(1, &[2]), (2, &[3]), (3, &[2])], Some(2));
        check(&[(1, &[4]), (2, &[3]), (3, &[4, 2])], Some(2));
    }
}
