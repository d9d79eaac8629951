//! Headings with their levels, and the numbers that GB/T 9704 gives them where the text gives none.

use crate::{Block, Inline, Manuscript, PageLayout};
use tierstat_model::Language;

/// A heading below the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// From 1.
    pub(super) level: usize,
    pub(super) id: String,
    pub(super) text: String,
    /// The number that its style puts before it; empty where there is none.
    pub(super) number: String,
}

/// The level of a heading below the title, from the level that a text gives it.
pub(super) fn level(of_text: u8) -> usize {
    usize::from(of_text).saturating_sub(1).clamp(1, 6)
}

/// Whether the first block of a manuscript is its title.
pub(super) fn has_title(manuscript: &Manuscript) -> bool {
    matches!(manuscript.blocks.first(), Some(Block::Heading { level: 1, .. }))
}

/// The headings below the title, in order, and whether their styles number them.
pub(super) fn heads(manuscript: &Manuscript, layout: PageLayout) -> (Vec<Head>, bool) {
    let mut heads = Vec::new();
    let skipped = usize::from(has_title(manuscript));
    let mut open: Vec<&Block> = manuscript.blocks.iter().skip(skipped).rev().collect();
    while let Some(block) = open.pop() {
        match block {
            Block::Heading { level: of_text, id, text } => heads.push(Head {
                level: level(*of_text),
                id: id.clone(),
                text: Inline::plain(text, &manuscript.numbers),
                number: String::new(),
            }),
            Block::List { items, .. } => open.extend(items.iter().flatten().rev()),
            Block::Quote(inside) => open.extend(inside.iter().rev()),
            Block::Paragraph(_)
            | Block::Code(_)
            | Block::Rule
            | Block::TypedTable(_)
            | Block::Table(_)
            | Block::Illustration(_)
            | Block::Notices(_)
            | Block::Sources(_) => {}
        }
    }
    let are_numbered = layout == PageLayout::GongwenBody
        && manuscript.language == Language::Chinese
        && !heads.iter().any(|head| has_number(&head.text));
    if are_numbered {
        number(&mut heads);
    }
    (heads, are_numbered)
}

fn number(heads: &mut [Head]) {
    let mut counts = [0_usize; 6];
    for head in heads {
        let place = head.level - 1;
        for (level, count) in counts.iter_mut().enumerate() {
            match level.cmp(&place) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *count += 1,
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        let count = counts.get(place).copied().unwrap_or_default();
        head.number = match place {
            0 => format!("{}、", in_chinese(count)),
            1 => format!("（{}）", in_chinese(count)),
            2 => format!("{count}."),
            3 => format!("（{count}）"),
            _ => String::new(),
        };
    }
}

/// Whether a heading begins with a number: 一、 （一） 1. （1） 第一章
fn has_number(text: &str) -> bool {
    let text = text.trim_start();
    let inside = text.strip_prefix(['（', '(', '第']).unwrap_or(text);
    let is_numeral = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十百".contains(sign);
    let rest = inside.trim_start_matches(is_numeral);
    rest.len() < inside.len() && rest.starts_with(['、', '.', '．', '）', ')', '章', '节', '部', '篇'])
}

/// A count below a hundred in Chinese; a larger one in figures.
fn in_chinese(count: usize) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |place: usize| digits.get(place).copied().unwrap_or_default();
    match count {
        0 => "〇".to_owned(),
        1..=9 => digit(count).to_owned(),
        10..=19 => format!("十{}", digit(count - 10)),
        20..=99 => format!("{}十{}", digit(count / 10), digit(count % 10)),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        for text in ["一、总量", "（二）覆盖", "3. 机构", "(4) 人员", "第五章 展望", "十二、附录"]
        {
            assert!(has_number(text), "{text}");
        }
        for text in ["总量与增长", "一次性补助", "2015年的数", "第一", "三级协会"] {
            assert!(!has_number(text), "{text}");
        }
        assert_eq!(
            [1, 10, 11, 20, 21, 99, 100].map(in_chinese),
            ["一", "十", "十一", "二十", "二十一", "九十九", "100"]
        );
    }
}
