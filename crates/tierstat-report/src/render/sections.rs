//! Sections under whose heading nothing stands: the figures of the day have nothing for them, and they are left out.

use tierstat_document::{Block, Inline};

/// The blocks without the headings under which nothing stands, and those headings.
pub(super) fn without_empty(blocks: Vec<Block>) -> (Vec<Block>, Vec<Vec<Inline>>) {
    let (mut kept, mut dropped): (Vec<Block>, Vec<Vec<Inline>>) = (Vec::new(), Vec::new());
    // From the end, so that a section of empty ones is empty itself.
    for block in blocks.into_iter().rev() {
        match block {
            Block::Heading { level, id, text } => {
                let is_filled = match kept.last() {
                    None => false,
                    Some(Block::Heading { level: next, .. }) => *next > level,
                    Some(_) => true,
                };
                if is_filled || level == 1 {
                    kept.push(Block::Heading { level, id, text });
                } else {
                    dropped.push(text);
                }
            }
            block => kept.push(block),
        }
    }
    kept.reverse();
    dropped.reverse();
    (kept, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> Block {
        Block::Heading { level, id: text.to_owned(), text: vec![Inline::Text(text.to_owned())] }
    }

    #[test]
    fn headings_with_nothing_under_them_are_left_out() {
        let words = || Block::Paragraph(vec![Inline::Text("words".to_owned())]);
        let blocks = vec![
            heading(1, "title"),
            heading(2, "a"),
            words(),
            heading(2, "b"),
            heading(3, "b1"),
            heading(3, "b2"),
            heading(2, "c"),
            heading(3, "c1"),
            words(),
            heading(2, "d"),
        ];
        let (kept, dropped) = without_empty(blocks);
        let names = |blocks: &[Block]| -> Vec<String> {
            blocks
                .iter()
                .filter_map(|block| match block {
                    Block::Heading { id, .. } => Some(id.clone()),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(names(&kept), ["title", "a", "c", "c1"]);
        assert_eq!(dropped.len(), 4);
    }
}
