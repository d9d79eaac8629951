//! References that lead back to where they began, which no list of parts and wholes can have.

use std::collections::{BTreeMap, BTreeSet};

/// An entry from which references lead back to itself, the same one every time; `None` where all of them end.
pub(crate) fn in_a_loop<'a, T: Ord>(leads_to: &BTreeMap<&'a T, Vec<&'a T>>) -> Option<&'a T> {
    let mut ended = BTreeSet::new();
    for start in leads_to.keys() {
        // The way from the start, each with how many of its references were followed: lists may be long, so nothing recurs.
        let (mut way, mut on_way) = (vec![(*start, 0)], BTreeSet::from([*start]));
        while let Some((at, followed)) = way.last_mut() {
            let next = leads_to.get(at).and_then(|references| references.get(*followed)).copied();
            *followed += 1;
            match next {
                Some(next) if on_way.contains(next) => return Some(next),
                Some(next) if ended.contains(next) => {}
                Some(next) => {
                    on_way.insert(next);
                    way.push((next, 0));
                }
                None => {
                    on_way.remove(*at);
                    ended.insert(*at);
                    way.pop();
                }
            }
        }
    }
    None
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
