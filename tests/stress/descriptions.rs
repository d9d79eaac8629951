//! The descriptions of the charts: every kind over everything that is unpleasant to it.

use super::lists::area;

/// A chart: its name, the kind by which its name begins, and its description.
pub(crate) struct Described {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

const LONG: [&str; 2] = [
    "标题很长，长到一行写不下，而且其中有“引号”、（括号）、2025年的数字和Latin字母：各地区、各层级、各类别的数一并比较，看是否仍能排得整齐",
    "A title that is too long for one line, with \\\"quotes\\\", (brackets), numbers such as 1,234.5 and a dash: is it still set well where areas, tiers and kinds are compared at once?",
];

/// A chart a line: its kind, what is unpleasant about it, and its keys; `areas N` stands for so many areas by name, `all` for those in the
/// country.
const CHARTS: &str = include_str!("charts.txt");

/// The keys as they are written.
fn written(keys: &str) -> String {
    let line = |line: &str| match line.split_once(' ') {
        Some(("areas", count)) if !count.starts_with('=') => {
            let count = count.parse().unwrap_or(1);
            let named: Vec<String> = (0..count).map(|index| format!("\"{}\"", area(index))).collect();
            format!("areas = [{}]\n", named.join(", "))
        }
        None if line == "all" => "areas-of = \"1\"\ntiers = [\"all\"]\n".to_owned(),
        _ => format!("{line}\n"),
    };
    keys.split("; ").map(line).collect()
}

/// All of them; each seventh has a title that is too long and a note.
pub(crate) fn descriptions() -> Vec<Described> {
    let described = CHARTS.lines().enumerate().filter_map(|(index, line)| {
        let (name, keys) = line.split_once(": ")?;
        let (kind, what) = name.split_once(' ')?;
        let (zh, en) = if index % 7 == 3 {
            (LONG[0].to_owned(), LONG[1].to_owned())
        } else {
            (format!("{kind}：{what}"), format!("{kind}: {}", what.replace('-', " ")))
        };
        let note = if index % 7 == 5 {
            "note = { zh-CN = \"全部数据均为编造，只用于检验图的排版；与任何地区、任何年份都无关。\", en = \"All figures are made up to try how charts are set; they tell of no area and of no year.\" }\n"
        } else {
            ""
        };
        let text = format!(
            "kind = \"{kind}\"\n{}title = {{ zh-CN = \"{}\", en = \"{en}\" }}\n\
             subtitle = {{ zh-CN = \"编造的数，按地区\", en = \"Made-up figures, by area\" }}\n{note}",
            written(keys),
            zh.replace('"', "\\\""),
        );
        Some(Described { name: format!("{kind}-{what}"), kind, text })
    });
    described.collect()
}
