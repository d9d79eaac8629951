//! The body that sends a table: named in its title (某市某协会2025年会员统计表) or behind 填报单位, it is not what is counted.

use crate::names::{Named, Names, spaced_with_places};

/// Words behind which the body stands that sends a table.
const SENDERS: [&str; 18] = [
    "填报单位",
    "填表单位",
    "报送单位",
    "上报单位",
    "填报机构",
    "报送机构",
    "编报单位",
    "制表单位",
    "单位名称",
    "机构名称",
    "报表单位",
    "reported by",
    "prepared by",
    "submitted by",
    "completed by",
    "reporting organisation",
    "reporting organization",
    "name of organisation",
];
/// What the name of a body ends in.
const BODIES: [&str; 14] = [
    "协会",
    "联合会",
    "学会",
    "研究会",
    "促进会",
    "基金会",
    "商会",
    "委员会",
    "管理中心",
    "服务中心",
    "指导中心",
    "办公室",
    "局",
    "厅",
];
const ENGLISH_BODIES: [&str; 14] = [
    "association",
    "federation",
    "council",
    "society",
    "union",
    "network",
    "forum",
    "alliance",
    "office",
    "trust",
    "institute",
    "committee",
    "agency",
    "voluntary action",
];
/// The name of a body before a colon is not longer, in characters.
const LONGEST_BEFORE: usize = 80;
/// So many characters the name of a body has at most between its area and what it ends in.
const LONGEST: usize = 14;

/// The body that a cell says to have sent the table: what stands behind 填报单位（盖章）： or Reported by:.
pub(crate) fn sender(text: &str) -> Option<&str> {
    let (_, start, end) = sender_place(text)?;
    text.get(start..end).map(str::trim).filter(|name| !name.is_empty())
}

/// Where the word for the sender begins, and where the name of the sender begins and ends, in bytes.
fn sender_place(text: &str) -> Option<(usize, usize, usize)> {
    let lower = text.to_lowercase();
    // A text of which some letter has another length in small letters has no places in common with it.
    let lower = if lower.len() == text.len() { lower.as_str() } else { text };
    let (begin, behind) =
        SENDERS.iter().filter_map(|word| lower.find(word).map(|place| (place, place + word.len()))).min()?;
    let mut start = behind;
    let rest = text.get(start..)?;
    let stamped = rest.trim_start();
    if stamped.starts_with(['（', '(']) {
        let close = stamped.find(['）', ')'])?;
        start += rest.len() - stamped.len() + close;
        start += text.get(start..)?.chars().next()?.len_utf8();
    }
    let rest = text.get(start..)?.trim_start();
    let name = rest.strip_prefix(['：', ':'])?;
    let start = text.len() - name.len();
    let name = name.trim_start();
    let start = start + (text.len() - start - name.len());
    // In Chinese a name has no spaces; what stands behind one is another part of the line.
    let in_chinese = name.chars().next().is_some_and(crate::text::characters::is_chinese);
    let length = match in_chinese {
        true => name.find(char::is_whitespace),
        false => name.find("  "),
    };
    Some((begin, start, start + length.unwrap_or(name.len())))
}

/// A title without the bodies that sent it: the line of the sender, and a body at its beginning that is named by its area,
/// where what is counted is named behind it.
pub(crate) fn without_bodies(names: &Names<'_>, text: &str) -> String {
    let mut text = text.to_owned();
    if let Some((begin, _, end)) = sender_place(&text) {
        text.replace_range(begin..end, " ");
    }
    let names_something = |rest: &str| {
        let found = names.found_in(&spaced_with_places(rest).0);
        found.iter().any(|name| matches!(name.named, Named::Indicator { .. }))
    };
    match body_at_start(names, &text) {
        Some((_, rest)) if names_something(&rest) => rest,
        _ => text,
    }
}

/// The body with which a title begins, its area among its name, and what stands behind it: in Chinese by what such names end in, in
/// English before a colon.
pub(crate) fn body_at_start(names: &Names<'_>, text: &str) -> Option<(String, String)> {
    if let Some((before, rest)) = text.split_once(": ") {
        let lower = before.to_lowercase();
        let is_body = before.chars().count() <= LONGEST_BEFORE
            && ENGLISH_BODIES.iter().any(|word| lower.contains(word));
        // A name that the project knows is what is counted: Federations: members by area.
        let (characters, _) = spaced_with_places(before);
        let is_known =
            names.found_in(&characters).iter().any(|name| matches!(name.named, Named::Indicator { .. }));
        if is_body && !is_known {
            return Some((before.trim().to_owned(), rest.to_owned()));
        }
    }
    let (characters, _) = spaced_with_places(text);
    let found = names.found_in(&characters);
    let area = found.iter().find(|name| {
        // 附件2：, a year or the like may stand before it.
        let before = characters.get(..name.start).unwrap_or_default();
        matches!(name.named, Named::Area(_))
            && before.iter().all(|sign| !sign.is_alphabetic() || "附件表年度".contains(*sign))
    })?;
    let behind = characters.get(area.end..)?;
    let name_of = |length: usize| behind.get(..length).unwrap_or_default().iter().collect::<String>();
    let is_plain = |length: usize| {
        behind
            .get(..length)
            .is_some_and(|part| part.iter().all(|sign| crate::text::characters::is_chinese(*sign)))
    };
    let longest = LONGEST.min(behind.len());
    // The first that ends as bodies do and has a word of its own: 市社会工作协会, and not 市协会.
    let length = (3..=longest).find(|length| {
        is_plain(*length)
            && BODIES
                .iter()
                .any(|word| name_of(*length).strip_suffix(word).is_some_and(|own| own.chars().count() >= 2))
    })?;
    let end = area.end + length;
    // A name that the project knows is what is counted: 某市行业协会, of which there are many.
    let is_known = found.iter().any(|name| {
        name.end > area.end && name.start < end && name.end >= end && !matches!(name.named, Named::Area(_))
    });
    let rest: String = characters.get(end..)?.iter().collect();
    // 协会数 counts bodies, and so does a body in a row with others.
    let is_counted = rest.starts_with(['数', '个', '、', '和', '及', '与', '等']) || rest.starts_with("总数");
    (!is_known && !is_counted)
        .then(|| (characters.get(area.start..end).unwrap_or_default().iter().collect(), rest))
}

#[cfg(test)]
mod tests {
    use super::sender;

    #[test]
    fn the_sender_stands_behind_its_word() {
        for (text, name) in [
            ("填报单位：长沙市社会工作协会", Some("长沙市社会工作协会")),
            ("2025年统计表 填报单位（盖章）：益阳市民政局　2025年12月", Some("益阳市民政局")),
            ("Reported by: Wales Association of Charities", Some("Wales Association of Charities")),
            ("单位：人", None),
            ("填报单位", None),
            ("填报单位（", None),
            ("İ 填报单位：甲", Some("甲")),
        ] {
            assert_eq!(sender(text), name, "{text}");
        }
    }
}
