//! What is wrong with a damaged file, in Chinese: the readers of archives and markup say it in English alone.

use std::borrow::Cow;

/// What this crate itself says of damaged files.
const OWN: [(&str, &str); 13] = [
    ("the content ends early", "内容提前结束"),
    ("the content ends inside a table", "内容在表中中断"),
    ("the text ends inside the document", "正文在文中中断"),
    ("the workbook stream ends early", "工作簿提前结束"),
    ("the XML ends inside the workbook", "工作簿的内容在中途中断"),
    ("the directory of the compound file cannot be read", "读不出文件内部的目录"),
    ("a record of the workbook ends behind its stream", "工作簿的一条记录超出了文件"),
    ("the workbook does not begin as one", "开头不是工作簿"),
    ("a sheet has no beginning", "一张工作表没有开头"),
    ("its sheets lie one over the other", "各工作表互相重叠"),
    ("the reader met a record it cannot hold", "有一条记录大得无法容纳"),
    ("the file does not begin as a page or workbook", "开头既不是网页也不是工作簿"),
    ("no end of the archive was found", "找不到压缩包的结尾"),
];

/// A reason in Chinese; one that only a reader of the format gives is said by its kind, and its words by a message in English.
pub(crate) fn damage_reason_zh(reason: &str) -> Cow<'static, str> {
    if let Some((_, zh)) = OWN.iter().find(|(own, _)| *own == reason) {
        return Cow::Borrowed(zh);
    }
    let quoted: Vec<&str> = reason.split('`').skip(1).step_by(2).collect();
    let lower = reason.to_lowercase();
    let kind = if lower.contains("longer than") {
        "有内容超出其记录"
    } else if lower.contains("stands for") {
        "有实体没有说明代表什么"
    } else if ["eof", "end of", "unexpected end", "ends", "archive", "central directory", "zip"]
        .iter()
        .any(|word| lower.contains(word))
    {
        "文件不全，或压缩包已损坏"
    } else {
        "内容不合这种文件的格式"
    };
    if quoted.is_empty() {
        Cow::Borrowed(kind)
    } else {
        Cow::Owned(format!("{kind}（“{}”）", quoted.join("”、“")))
    }
}

#[cfg(test)]
mod tests {
    use super::damage_reason_zh;

    #[test]
    fn no_reason_is_said_in_english() {
        for (reason, zh) in [
            ("the content ends inside a table", "内容在表中中断"),
            ("invalid Zip archive: Could not find EOCD", "文件不全，或压缩包已损坏"),
            (
                "a cell or text of `xl/sheet1.bin` is longer than its record",
                "有内容超出其记录（“xl/sheet1.bin”）",
            ),
            ("ill-formed document: expected `</a>`", "内容不合这种文件的格式（“</a>”）"),
        ] {
            assert_eq!(damage_reason_zh(reason), zh);
        }
    }
}
