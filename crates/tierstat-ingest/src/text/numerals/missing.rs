//! Signs and words that stand where no number is.

use tierstat_model::Status;

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
    if ["(X)", "(D)", "(S)", "(Z)", "(B)", "(NA)"].contains(&printed.trim()) {
        return Some(None);
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
