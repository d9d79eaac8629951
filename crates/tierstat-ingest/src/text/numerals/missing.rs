//! Signs and words that stand where no number is.

use tierstat_model::Status;

/// Whether a text is a letter or sign that stands for a suppressed or missing number in a column of numbers, and nothing
/// by itself; and the status where the sign says why.
pub(crate) fn suppression_mark(text: &str) -> Option<Option<Status>> {
    const MARKS: [(&str, Option<Status>); 18] = [
        ("c", Some(Status::Q)),
        ("s", Some(Status::Q)),
        ("d", Some(Status::Q)),
        ("np", Some(Status::Q)),
        ("n.p.", Some(Status::Q)),
        ("n.p", Some(Status::Q)),
        ("nfp", Some(Status::Q)),
        ("conf", Some(Status::Q)),
        ("z", Some(Status::M)),
        ("x", None),
        ("u", None),
        ("k", None),
        ("f", None),
        ("low", None),
        ("~", None),
        ("#", None),
        ("^", None),
        ("!", None),
    ];
    let text = text.trim();
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let text = text.replace('～', "~").replace('＃', "#").to_lowercase();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
    let first = inner.chars().next()?;
    // The same sign may stand several times: ##, ~~.
    let once =
        if "~#^!".contains(first) && inner.chars().all(|sign| sign == first) { &inner[..1] } else { inner };
    MARKS.iter().find(|(mark, _)| *mark == once).map(|(_, status)| *status)
}

/// Whether a folded text stands for a missing number; and the status where the sign says why it is missing.
///
/// `printed` is the same text as printed: capitals in brackets are signs, small letters there count a list.
pub(super) fn missing_sign(text: &[char], printed: &str) -> Option<Option<Status>> {
    if text.len() > 16 {
        return None;
    }
    let text: String = text.iter().collect();
    let inner =
        text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map(str::trim).unwrap_or(&text);
    if inner.is_empty() {
        return Some(None);
    }
    if inner.chars().all(|sign| "-–—―─…⋯.:/*·※×○".contains(sign)) {
        return Some(None);
    }
    // The shorthand of accessible spreadsheets says why.
    match text.as_str() {
        "[x]" => return Some(Some(Status::O)),
        "[z]" => return Some(Some(Status::M)),
        "[c]" => return Some(Some(Status::Q)),
        "[low]" | "[u]" | "[w]" | "[..]" | "[-]" => return Some(None),
        _ => {}
    }
    match printed.trim() {
        "(D)" | "(S)" => return Some(Some(Status::Q)),
        "(X)" => return Some(Some(Status::M)),
        "(Z)" | "(B)" | "(NA)" => return Some(None),
        _ => {}
    }
    const WORDS: [&str; 31] = [
        "n/a",
        "n.a.",
        "n.a",
        "na",
        "nan",
        "null",
        "#n/a",
        "n.d.",
        "x",
        "not available",
        "not applicable",
        "unknown",
        "missing",
        "no data",
        "suppressed",
        "暂无",
        "暂无数据",
        "暂缺",
        "无",
        "无数据",
        "不详",
        "未知",
        "未统计",
        "未公布",
        "待定",
        "缺",
        "缺失",
        "缺数据",
        "不适用",
        "空白",
        "空",
    ];
    WORDS.contains(&inner).then_some(None)
}
