//! Words of labels that every table knows: notes, statuses, numbers as such, comparisons, years by their distance.

/// The year by its distance from that of the table, and what is left of the text.
pub(super) fn relative_year(text: &str) -> Option<(i16, &str)> {
    const WORDS: [(&str, i16); 22] = [
        ("上年同期", -1),
        ("去年同期", -1),
        ("上年", -1),
        ("去年", -1),
        ("上一年", -1),
        ("前年", -2),
        ("本年度", 0),
        ("本年", 0),
        ("今年", 0),
        ("当年", 0),
        ("本期", 0),
        ("上期", -1),
        ("this year", 0),
        ("current year", 0),
        ("reporting year", 0),
        ("last year", -1),
        ("previous year", -1),
        ("prior year", -1),
        ("year before", -1),
        ("同期", -1),
        ("本报告期", 0),
        ("报告期", 0),
    ];
    let trimmed = text.trim();
    WORDS.iter().find_map(|(word, years)| {
        let head = trimmed.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
        let rest = trimmed[head.len()..]
            .trim_start_matches(['度', '的', '数', '末', '底', ' ', ',', '，', '：', ':'])
            .trim();
        Some((*years, rest))
    })
}

pub(super) fn is_note_mark(text: &str) -> bool {
    let bare = text.trim_start_matches(['注', '*']).trim();
    bare.chars().count() <= 2 && bare.chars().all(|sign| sign.is_ascii_alphanumeric())
        || text.trim().chars().all(|sign| "①②③④⑤⑥⑦⑧⑨*†‡".contains(sign))
}

pub(super) fn is_status_word(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    [
        "预计",
        "预计数",
        "初步",
        "初步数",
        "快报",
        "快报数",
        "估计",
        "估计数",
        "修订",
        "修订数",
        "终值",
        "provisional",
        "estimate",
        "estimated",
        "est.",
        "est",
        "revised",
        "final",
        "preliminary",
        "forecast",
    ]
    .contains(&text.as_str())
}

/// Whether a bracket names the definition or the geography that was used, and no period: 2020年口径, 2011 boundaries.
pub(super) fn is_definition(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    [
        "口径",
        "标准",
        "分类",
        "行政区划",
        "区划",
        "boundaries",
        "boundary",
        "classification",
        "definition",
        "definitions",
        "geography",
    ]
    .iter()
    .any(|word| text.ends_with(word))
}

/// A label without what stands before and after its name: 其中：, #, of which, note marks.
pub(super) fn plain_label(text: &str) -> &str {
    let mut plain = text.trim();
    for start in ["其中：", "其中:", "其中", "of which:", "of which", "Of which:", "Of which", "#", "＃"]
    {
        if let Some(rest) = plain.strip_prefix(start) {
            plain = rest.trim_start();
        }
    }
    plain.trim_end_matches(|mark: char| mark == '*' || "①②③④⑤⑥⑦⑧⑨".contains(mark)).trim_end()
}

/// Whether a label says that what it names is spoken of, and not that it is counted: 会员情况, 机构概况.
pub(super) fn names_topic(text: &str) -> bool {
    ["情况", "状况", "概况", "统计", "发展"].iter().any(|word| text.ends_with(word))
}

/// Labels that say only that a number stands there.
pub(super) fn is_generic(text: &str) -> bool {
    let text = text.to_lowercase();
    ["数量", "数值", "值", "数目", "个数", "数", "number", "value", "count", "figure", "no."]
        .contains(&text.as_str())
}

pub(super) fn is_comparison(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "增长",
        "增加",
        "减少",
        "同比",
        "环比",
        "比上年",
        "增幅",
        "增速",
        "占比",
        "比重",
        "change",
        "growth",
        "increase",
        "decrease",
        "per cent of",
        "share of",
    ]
    .iter()
    .any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_name_is_no_part_of_it() {
        assert_eq!(plain_label("其中：省级"), "省级");
        assert_eq!(plain_label("# 市辖区①"), "市辖区");
        assert_eq!(plain_label("of which: district"), "district");
    }

    #[test]
    fn years_by_their_distance() {
        assert_eq!(relative_year("上年"), Some((-1, "")));
        assert_eq!(relative_year("本年会员数"), Some((0, "会员数")));
        assert_eq!(relative_year("Last year"), Some((-1, "")));
        assert_eq!(relative_year("会员数"), None);
    }
}
