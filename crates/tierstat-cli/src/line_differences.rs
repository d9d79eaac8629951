//! What differs between two texts, line by line.

use std::fmt::Write;

/// Up to so many pairs of lines are compared one with the other; of longer texts all that differs is one part.
const MOST_PAIRS: usize = 8_000_000;
/// A line is shown up to so many characters.
const LONGEST_LINE: usize = 100;
/// So much of a line is shown before that in which it differs from the other.
const LEAD: usize = 24;

/// Lines that stand in one text where others stand in the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Part<'a> {
    /// The numbers of the first lines, from 1.
    at: (usize, usize),
    removed: Vec<&'a str>,
    added: Vec<&'a str>,
}

/// What differs between two texts, in the unified form without context, up to so many lines; and how many more there are.
pub(crate) fn unified(old: &str, new: &str, most: usize) -> (String, usize) {
    let (mut text, mut shown, mut all) = (String::new(), 0, 0);
    for part in parts(old, new) {
        let (removed, added) = (part.removed.len(), part.added.len());
        all += removed + added;
        if shown >= most {
            continue;
        }
        let _ = writeln!(text, "@@ -{},{removed} +{},{added} @@", part.at.0, part.at.1);
        for (sign, lines, others) in [('-', &part.removed, &part.added), ('+', &part.added, &part.removed)] {
            for (index, line) in lines.iter().enumerate().take(most.saturating_sub(shown)) {
                let beside = others.get(index).copied().unwrap_or_default();
                let _ = writeln!(text, "{sign}{}", around_change(line, beside));
                shown += 1;
            }
        }
    }
    (text, all.saturating_sub(shown))
}

/// The parts in which two texts differ.
fn parts<'a>(old: &'a str, new: &'a str) -> Vec<Part<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let first = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old, new) = (old.get(first..).unwrap_or_default(), new.get(first..).unwrap_or_default());
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let old = old.get(..old.len() - last).unwrap_or_default();
    let new = new.get(..new.len() - last).unwrap_or_default();
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return vec![Part { at: (first + 1, first + 1), removed: old.to_vec(), added: new.to_vec() }];
    }
    let common = lengths(old, new);
    let length = |one: usize, other: usize| {
        common.get(one).and_then(|row| row.get(other)).copied().unwrap_or_default()
    };
    let (mut parts, mut part) = (Vec::new(), Part::default());
    let (mut one, mut other) = (0, 0);
    while one < old.len() || other < new.len() {
        let at = (first + one + 1, first + other + 1);
        match (old.get(one), new.get(other)) {
            (Some(old), Some(new)) if old == new => {
                close(&mut parts, &mut part);
                (one, other) = (one + 1, other + 1);
                continue;
            }
            (Some(line), new) if new.is_none() || length(one + 1, other) >= length(one, other + 1) => {
                begin(&mut part, at);
                part.removed.push(line);
                one += 1;
            }
            (_, Some(line)) => {
                begin(&mut part, at);
                part.added.push(line);
                other += 1;
            }
            (Some(_) | None, None) => break,
        }
    }
    close(&mut parts, &mut part);
    parts
}

fn begin(part: &mut Part<'_>, at: (usize, usize)) {
    if part.removed.is_empty() && part.added.is_empty() {
        part.at = at;
    }
}

fn close<'a>(parts: &mut Vec<Part<'a>>, part: &mut Part<'a>) {
    if !part.removed.is_empty() || !part.added.is_empty() {
        parts.push(std::mem::take(part));
    }
}

/// How many lines two texts have in common, in order, from each pair of lines on.
fn lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u16>> {
    let mut below = vec![0_u16; new.len() + 1];
    let mut rows = vec![below.clone()];
    for one in old.iter().rev() {
        // From the last line to the first, each with the cell beneath it and the one beneath and behind it.
        let mut row = vec![0_u16];
        let mut behind = 0;
        for (other, (beneath, diagonal)) in new.iter().zip(below.iter().zip(below.iter().skip(1))).rev() {
            behind = if one == other { diagonal + 1 } else { behind.max(*beneath) };
            row.push(behind);
        }
        row.reverse();
        below.clone_from(&row);
        rows.push(row);
    }
    rows.reverse();
    rows
}

/// A line, from shortly before that in which it differs from another.
fn around_change(line: &str, other: &str) -> String {
    let same = line.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let from = if same > 2 * LEAD { same - LEAD } else { 0 };
    let mut shown: String = line.chars().skip(from).take(LONGEST_LINE).collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if line.chars().nth(from + LONGEST_LINE).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stand_in_one_text_alone_are_told_with_their_numbers() {
        let (text, more) = unified("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n", 9);
        assert_eq!(text, "@@ -2,1 +2,1 @@\n-b\n+B\n@@ -5,0 +5,1 @@\n+e\n");
        assert_eq!(more, 0);
        assert_eq!(unified("a\nb\n", "a\nb\n", 9), (String::new(), 0));
        assert_eq!(unified("", "a\nb\n", 1), ("@@ -1,0 +1,2 @@\n+a\n".to_owned(), 1));
    }

    #[test]
    fn a_long_line_is_shown_where_it_differs() {
        let (old, new) = (format!("{}12家", "一".repeat(200)), format!("{}13家", "一".repeat(200)));
        let (text, _) = unified(&old, &new, 9);
        assert!(text.contains("一12家\n") && text.contains("+…一"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 40), "{text}");
    }

    #[test]
    fn what_one_text_becomes_by_its_parts_is_the_other() {
        let (old, new) = ("x\na\nb\nc\na\nb\nb\na\ny\n", "x\nc\nb\na\nb\na\nc\ny\n");
        let (removed, added): (Vec<_>, Vec<_>) =
            parts(old, new).into_iter().map(|part| (part.removed.len(), part.added.len())).unzip();
        let (removed, added): (usize, usize) = (removed.iter().sum(), added.iter().sum());
        assert_eq!(9 - removed, 8 - added, "as many lines are common to both");
        assert_eq!(9 - removed, 6, "and they are as many as can be");
    }
}
