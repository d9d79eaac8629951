//! The words of a title that say how its table is parted: by size of staff, 按从业人员规模分.

use std::ops::Range;

/// Where each clause of a folded text stands with the words that lead it, and the names in it.
pub(crate) fn parting_clauses(text: &str) -> Vec<(Range<usize>, Vec<&str>)> {
    let mut clauses: Vec<(Range<usize>, Vec<&str>)> = Vec::new();
    let english = text.match_indices("by ").filter(|(at, _)| {
        // Nearby and the like are other words.
        !text.get(..*at).is_some_and(|before| before.ends_with(|sign: char| sign.is_alphanumeric()))
    });
    for (at, lead) in english {
        let start = at + lead.len();
        let rest = text.get(start..).unwrap_or_default();
        let ends = [" in ", " at ", " for ", " as ", " from ", " since ", " during ", " on ", " - ", " by "];
        let word = ends.iter().filter_map(|end| rest.find(end)).min();
        let sign = rest.find(|sign: char| {
            !(sign.is_ascii_alphabetic() || matches!(sign, ' ' | ',' | '-' | '\'' | '’' | '&' | '/'))
        });
        let end = word.into_iter().chain(sign).min().unwrap_or(rest.len());
        push(&mut clauses, text, at..start + end, start, &[" and ", ",", "&", "/"]);
    }
    for (at, lead) in text.match_indices('按') {
        let start = at + lead.len();
        let rest = text.get(start..).unwrap_or_default();
        let is_end = |sign: char| !sign.is_alphabetic() && !matches!(sign, '、' | ' ');
        let sign = rest.find(is_end).unwrap_or(rest.len());
        let Some(end) = rest.get(..sign).and_then(|clause| clause.find('分')) else { continue };
        let behind = rest.get(end..).unwrap_or_default();
        let word = ["分组", "分类", "分列", "分"].iter().find(|word| behind.starts_with(*word));
        let range = at..start + end + word.map_or(0, |word| word.len());
        let names = rest.get(..end).unwrap_or_default();
        let names = names.split(['、', '和', '及', '与']).map(str::trim).filter(|name| !name.is_empty());
        clauses.push((range, names.collect()));
    }
    clauses
}

fn push<'t>(
    clauses: &mut Vec<(Range<usize>, Vec<&'t str>)>,
    text: &'t str,
    range: Range<usize>,
    start: usize,
    between: &[&str],
) {
    let mut names: Vec<&str> = vec![text.get(start..range.end).unwrap_or_default()];
    for sign in between {
        names = names.iter().flat_map(|name| name.split(sign)).collect();
    }
    let names = names.into_iter().map(|name| {
        let name = name.trim();
        name.strip_prefix("the ").or(name.strip_prefix("and ")).unwrap_or(name)
    });
    clauses.push((range, names.filter(|name| !name.is_empty()).collect()));
}

/// A folded text without the clauses of which all names are of some kind.
pub(crate) fn without_clauses(text: &str, is_taken: impl Fn(&[&str]) -> bool) -> String {
    let mut left = String::new();
    let mut at = 0;
    for (range, names) in parting_clauses(text) {
        if range.start < at || !is_taken(&names) {
            continue;
        }
        left.push_str(text.get(at..range.start).unwrap_or_default());
        left.push(' ');
        at = range.end;
    }
    left.push_str(text.get(at..).unwrap_or_default());
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_behind_by_is_how_the_table_is_parted() {
        for (text, names, left) in [
            ("foundations by size of staff, 2015", vec!["size of staff"], "foundations  2015"),
            (
                "foundations by sex and number of staff in hunan",
                vec!["sex", "number of staff"],
                "foundations   in hunan",
            ),
            ("基金会按从业人员规模分", vec!["从业人员规模"], "基金会 "),
            ("按性别和年龄分组的会员数", vec!["性别", "年龄"], " 的会员数"),
        ] {
            let clauses = parting_clauses(text);
            assert_eq!(clauses[0].1, names, "{text}");
            assert_eq!(without_clauses(text, |_| true), left, "{text}");
            assert_eq!(without_clauses(text, |_| false), text);
        }
        for text in ["nearby clubs", "按时缴费会员", "clubs"] {
            assert_eq!(without_clauses(text, |_| true), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_parted(text in ".{0,60}", clause in "(by |按)[a-z、和 ,分]{0,20}") {
            let whole = format!("{text}{clause}{text}");
            prop_assert!(without_clauses(&whole, |_| true).len() <= whole.len() + parting_clauses(&whole).len());
        }
    }
}
