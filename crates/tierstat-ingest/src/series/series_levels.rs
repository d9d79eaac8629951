//! Which columns of a long table lie above which: states in a country, but types beside areas.

use std::collections::{BTreeMap, BTreeSet};

/// A whole that series add up to, which may itself be part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesWhole {
    /// The name.
    pub name: String,
    /// The names of the wholes it adds up to.
    pub parents: Vec<String>,
}

/// The columns above each column, nearest ones only.
///
/// `rows` holds for each series one cell for each column, empty where there is none. A column lies above another where each value
/// of the lower one stands beside one value of the upper one only, and the upper one has fewer values; of columns with as many
/// values neither lies above.
pub(crate) fn columns_above(rows: &[Vec<String>], columns: usize) -> Vec<Vec<usize>> {
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let distinct: Vec<usize> = (0..columns)
        .map(|column| {
            let values: BTreeSet<String> =
                rows.iter().map(|row| cell(row, column)).filter(|value| !value.is_empty()).collect();
            values.len()
        })
        .collect();
    let lies_above = |upper: usize, lower: usize| {
        if upper == lower || distinct.get(upper) >= distinct.get(lower) {
            return false;
        }
        let mut beside: BTreeMap<String, String> = BTreeMap::new();
        rows.iter()
            .map(|row| (cell(row, lower), cell(row, upper)))
            .filter(|(below, _)| !below.is_empty())
            .all(|(below, above)| {
                !above.is_empty() && *beside.entry(below).or_insert_with(|| above.clone()) == above
            })
    };
    (0..columns)
        .map(|lower| {
            let above: Vec<usize> = (0..columns).filter(|upper| lies_above(*upper, lower)).collect();
            let is_nearest = |upper: &usize| !above.iter().any(|between| lies_above(*upper, *between));
            above.iter().copied().filter(is_nearest).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[[&str; 3]]) -> Vec<Vec<String>> {
        text.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
    }

    #[test]
    fn levels_lie_above_each_other_and_groups_beside() {
        let nested = rows(&[["All", "North", "a"], ["All", "North", "b"], ["All", "South", "c"]]);
        assert_eq!(columns_above(&nested, 3), [vec![], vec![0], vec![1]]);
        let crossed = rows(&[["x", "North", ""], ["y", "North", ""], ["x", "South", ""], ["y", "South", ""]]);
        assert_eq!(columns_above(&crossed, 2), [Vec::<usize>::new(), vec![]]);
    }
}
