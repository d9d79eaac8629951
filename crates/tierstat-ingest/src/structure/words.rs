//! The words by which totals, notes and unit lines are known: language, not subject.

use crate::text::excerpt::is_no_name;

/// Whether a label names a total by word: 合计, 全 国, Total, United Kingdom total.
pub(crate) fn is_total_label(label: &str) -> bool {
    if is_no_name(label) {
        return false;
    }
    // The marks of notes behind it say nothing: Total \\3, \\4.
    let label = label.split('\\').next().unwrap_or(label);
    let plain: String = label
        .chars()
        .filter(|character| character.is_alphanumeric() || *character == ' ')
        .flat_map(char::to_lowercase)
        .collect();
    let joined: String = plain.chars().filter(|character| !character.is_whitespace()).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let chinese = [
        "合计",
        "总计",
        "小计",
        "共计",
        "总数",
        "全国",
        "全省",
        "全市",
        "全县",
        "全区",
        "全州",
        "全部",
        "全国合计",
        "全国总计",
    ];
    let english = ["total", "totals", "subtotal"];
    chinese.contains(&joined.as_str())
        || (joined.chars().count() <= 8 && (joined.ends_with("合计") || joined.ends_with("总计")))
        // Total number of firms names what is counted.
        || (words.first().is_some_and(|word| english.contains(word)) && words.get(1) != Some(&"number"))
        || words.last().is_some_and(|word| english.contains(word))
        || plain.trim() == "grand total"
}

/// What the head of a stub column says that its labels name: areas, indicators, tiers or units.
pub(crate) fn names_under(head: &str) -> Option<&'static str> {
    const INDICATORS: [&str; 12] = [
        "指标",
        "指标名称",
        "指标名",
        "统计指标",
        "指標",
        "指標名稱",
        "indicator",
        "indicators",
        "indicatorname",
        "indicatorlabel",
        "measure",
        "variable",
    ];
    const UNITS: [&str; 6] = ["单位", "计量单位", "單位", "unit", "units", "unitofmeasure"];
    const TIERS: [&str; 5] = ["层级", "层级名称", "層級", "tier", "tiers"];
    if is_no_name(head) {
        return None;
    }
    let joined: String =
        head.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if INDICATORS.contains(&joined.as_str()) {
        Some("indicator")
    } else if TIERS.contains(&joined.as_str()) {
        Some("tier")
    } else if UNITS.contains(&joined.as_str()) {
        Some("unit")
    } else {
        heads_areas(head).then_some("area")
    }
}

/// Whether the head of a stub column says that its labels are places: 地区, 省份, Region, Local authority.
pub(crate) fn heads_areas(head: &str) -> bool {
    if is_no_name(head) {
        return false;
    }
    let head = head.trim().to_lowercase();
    let joined: String = head.chars().filter(|character| !character.is_whitespace()).collect();
    let chinese =
        ["地区", "省份", "省市", "省区市", "城市", "区县", "市县", "地名", "行政区", "行政区划", "地方"];
    let english = [
        "area",
        "region",
        "place",
        "location",
        "country",
        "nation",
        "state",
        "province",
        "prefecture",
        "city",
        "county",
        "district",
        "municipality",
        "territory",
        "authority",
    ];
    let last_word = head.split(|character: char| !character.is_alphanumeric()).rfind(|word| !word.is_empty());
    chinese.iter().any(|word| joined.starts_with(word) || joined.ends_with(word))
        || last_word.is_some_and(|word| english.contains(&word))
}

/// Whether the head of a column says no more than that numbers stand below it, as in exports of databases: value, 数值.
pub(crate) fn names_values(head: &str) -> bool {
    if is_no_name(head) {
        return false;
    }
    let head: String =
        head.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    [
        "value",
        "values",
        "obsvalue",
        "observation",
        "data",
        "dt",
        "wert",
        "数值",
        "数据",
        "数据值",
        "值",
        "取值",
    ]
    .contains(&head.as_str())
}

/// Whether a text begins as the number of a table: 表1, 表二, 附表3, Table 4., 图2.
pub(crate) fn numbers_a_table(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    let rest = ["附表", "表", "图", "table", "tab.", "figure", "annex", "exhibit"]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    rest.is_some_and(|rest| {
        let number = rest.trim_start();
        number.starts_with(|first: char| first.is_ascii_digit() || "一二三四五六七八九十".contains(first))
    })
}

/// Whether a title says that the table above goes on: 续表, 续上表, Table 3 (continued), cont'd.
pub(crate) fn says_continued(title: &str) -> bool {
    let lower = title.to_lowercase();
    title.trim_start().starts_with('续')
        || ["（续", "(续", "续表", "续一", "续二"].iter().any(|word| title.contains(word))
        || ["continued", "cont'd", "(cont.)", "contd"].iter().any(|word| lower.contains(word))
}

/// Whether a text begins as a note or a source line begins.
pub(crate) fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '（', '[', '【', '"', '“']).trim_start();
    let lower = text.to_lowercase();
    const CHINESE: [&str; 9] =
        ["注：", "注:", "注释", "说明：", "说明:", "资料来源", "数据来源", "来源：", "备注"];
    const ENGLISH: [&str; 9] = [
        "note",
        "source",
        "see note",
        "see also",
        "footnote",
        "for more information",
        "symbol",
        "internet link",
        "data as of",
    ];
    let numbered_note = |text: &str| {
        let rest = text.trim_start_matches("注");
        rest.len() < text.len()
            && rest.trim_start().starts_with(|first: char| first.is_ascii_digit() || "①②③④⑤".contains(first))
    };
    CHINESE.iter().any(|word| text.starts_with(word))
        || numbered_note(text)
        || ENGLISH.iter().any(|word| {
            lower.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || rest.starts_with(|next: char| !next.is_alphanumeric())
                    || rest.starts_with('s')
            })
        })
        || text.starts_with(['*', '†', '‡', '①', '②', '③', '※', '©'])
        || (text.starts_with('\\') && text.len() > 2)
}

/// The unit that a short line states in words: 金额单位：万元, 会费单位为万元, 单位 万元, 以万元计, 本表以万元为单位, 金额：万元.
fn stated_unit(text: &str) -> Option<&str> {
    const LONGEST: usize = 24;
    if text.chars().count() > LONGEST {
        return None;
    }
    if let Some((before, rest)) = text.split_once("单位") {
        let rest = rest.trim_start();
        let unit = ["为", "是", ":", "："].iter().find_map(|sign| rest.strip_prefix(sign));
        let unit = unit.or_else(|| text.split_once("单位 ").map(|(_, unit)| unit)).map(str::trim);
        if before.chars().count() <= 6 && unit.is_some_and(scales) {
            return unit;
        }
    }
    if let Some((_, rest)) = text.split_once('以') {
        let unit = ["为单位", "计", "表示", "列示"]
            .iter()
            .find_map(|end| rest.trim_end_matches(['。', '.']).strip_suffix(end));
        if unit.is_some_and(scales) {
            return unit.map(str::trim);
        }
    }
    let (before, unit) = text.split_once(['：', ':'])?;
    let is_amount = ["金额", "数额", "货币", "币种"].iter().any(|word| before.trim().ends_with(word));
    (is_amount && scales(unit.trim())).then_some(unit.trim())
}

/// Whether a short text is a unit with a scale before it: 万元, 人民币万元, 千人.
fn scales(unit: &str) -> bool {
    let unit = unit.trim();
    let bare = unit.trim_start_matches("人民币");
    unit.chars().count() <= 8 && bare.starts_with(['百', '千', '万', '亿', '萬', '億'])
        || bare == "元" && unit != bare
}

/// The unit that a unit line names: `单位：万人` gives 万人, `(in thousands)` gives the text in the brackets.
pub(crate) fn unit_line(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['(', '（', '[']).trim_end_matches([')', '）', ']']).trim();
    for word in ["计量单位", "单位", "Unit", "Units", "UNIT", "unit"] {
        if let Some(rest) = text.strip_prefix(word) {
            let rest = rest.trim_start();
            if let Some(unit) = rest.strip_prefix([':', '：']) {
                return Some(unit.trim());
            }
        }
    }
    if let Some(unit) = stated_unit(text) {
        return Some(unit);
    }
    let lower = text.to_lowercase();
    let begins = [
        "in thousands",
        "in millions",
        "in billions",
        "in hundreds",
        "thousands of ",
        "millions of ",
        "per cent",
        "percent",
    ];
    let begins_so = |begin: &str| {
        let rest = lower.strip_prefix(begin);
        rest.is_some_and(|rest| {
            begin.ends_with(' ') || !rest.starts_with(|next: char| next.is_alphanumeric())
        })
    };
    (begins.into_iter().any(begins_so) && text.chars().count() <= 60).then_some(text)
}

/// The scale or unit that a short text is, with nothing else in it: thousands, （万人）, £m, %.
pub(crate) fn scale_or_unit(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['(', '（', '[']).trim_end_matches([')', '）', ']']).trim();
    if text.is_empty()
        || text.chars().count() > 16
        || text.chars().any(|character| character.is_ascii_digit() && character != '0')
    {
        return None;
    }
    let lower = text.to_lowercase();
    let plain = lower.trim_start_matches(['£', '$', '€', '¥', '￥']).trim().trim_start_matches("in ").trim();
    let first_word = plain.split_whitespace().next().unwrap_or_default();
    const SCALES: [&str; 16] = [
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "hundreds",
        "m",
        "mn",
        "bn",
        "k",
        "000",
        "000s",
        "'000",
        "’000",
        "'000s",
    ];
    let is_english = plain.split_whitespace().count() <= 3
        && (SCALES.contains(&first_word) && (plain != lower || first_word.len() > 2))
        || matches!(plain, "%" | "‰" | "per cent" | "percent" | "persons" | "number");
    let mut characters = text.chars().skip_while(|character| "十百千万亿".contains(*character)).peekable();
    let scaled = text.starts_with(['十', '百', '千', '万', '亿']);
    let rest: String = characters.by_ref().collect();
    let is_chinese = (scaled && rest.chars().count() <= 2 && !rest.contains(char::is_whitespace))
        || matches!(
            text,
            "元" | "美元" | "人" | "个" | "家" | "名" | "户" | "件" | "次" | "人次" | "吨" | "公里"
        );
    (is_english || is_chinese).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_by_word() {
        for label in
            ["合计", "全 国", "总　计", "Total", "Women, total \\3, \\4", "Total \\1", "1. 小计", "各级合计"]
        {
            assert_eq!(is_total_label(label), label != "1. 小计", "{label}");
        }
        for label in ["合计划单列市", "totally other", "北京市", ""] {
            assert!(!is_total_label(label), "{label}");
        }
    }

    #[test]
    fn notes_by_their_first_word() {
        for text in [
            "注：不含港澳台",
            "注1：",
            "资料来源：民政部",
            "Note: rounded",
            "Sources: ONS",
            "* provisional",
            "See Notes",
        ] {
            assert!(is_note(text), "{text}");
        }
        for text in ["注册社会组织", "Notebooks sold", "北京市", "Total"] {
            assert!(!is_note(text), "{text}");
        }
    }

    #[test]
    fn numbers_of_tables() {
        for text in ["表1 机构", "表二", "附表 3", "Table 4. Regions", "Exhibit 2"] {
            assert!(numbers_a_table(text), "{text}");
        }
        for text in ["表格", "Tables", "地区", "tablet 4"] {
            assert!(!numbers_a_table(text), "{text}");
        }
    }

    #[test]
    fn scales_and_units_alone() {
        for text in ["thousands", "（亿元）", "万人", "£m", "(000s)", "%", "£ million", "千"] {
            assert!(scale_or_unit(text).is_some(), "{text}");
        }
        for text in ["万里长城", "Members", "2015", "Number of clubs", "千家万户", "m", ""] {
            assert!(scale_or_unit(text).is_none(), "{text}");
        }
    }

    #[test]
    fn unit_lines() {
        assert_eq!(unit_line("单位：个"), Some("个"));
        assert_eq!(unit_line("（单位:万人）"), Some("万人"));
        assert_eq!(unit_line("(in thousands)"), Some("in thousands"));
        assert_eq!(unit_line("单位类型"), None);
        assert_eq!(unit_line("Unit"), None);
        assert_eq!(unit_line("Percentage of population"), None);
    }
}
