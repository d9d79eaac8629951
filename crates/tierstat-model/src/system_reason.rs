//! Reasons of the operating system in Chinese, since it gives them in English or in a language that nobody chose.

use std::borrow::Cow;

/// What the system calls by a number, in Chinese. Numbers are those of Linux, on macOS the same as far as they are common to both.
#[cfg(not(windows))]
const NUMBERED: [(u32, &str); 17] = [
    (1, "操作不被允许"),
    (2, "没有这个文件或文件夹"),
    (4, "操作被打断"),
    (5, "读写设备出错"),
    (12, "内存不足"),
    (13, "没有权限"),
    (16, "正被占用"),
    (17, "已经存在"),
    (20, "路径中有一段不是文件夹"),
    (21, "这是文件夹，不是文件"),
    (22, "参数无效"),
    (24, "打开的文件太多"),
    (26, "文件正在运行"),
    (27, "文件太大"),
    (28, "磁盘已满"),
    (30, "文件系统只读"),
    (32, "接收的程序已经退出"),
];
#[cfg(windows)]
const NUMBERED: [(u32, &str); 8] = [
    (2, "没有这个文件"),
    (3, "没有这个文件夹"),
    (5, "没有权限"),
    (17, "在另一个磁盘上"),
    (32, "另一个程序正在使用它"),
    (80, "已经存在"),
    (112, "磁盘已满"),
    (206, "路径太长"),
];

/// What the standard library and this program say without a number.
const WORDED: [(&str, &str); 10] = [
    ("is a directory", "这是文件夹，不是文件"),
    ("not a directory", "路径中有一段不是文件夹"),
    ("no storage space", "磁盘已满"),
    ("permission denied", "没有权限"),
    ("entity not found", "没有这个文件或文件夹"),
    ("entity already exists", "已经存在"),
    ("stream did not contain valid UTF-8", "不是 UTF-8 文本"),
    ("no regular file", "不是普通文件"),
    ("the file is read-only", "文件是只读的"),
    ("resource busy", "正被占用"),
];

/// A reason of the operating system in Chinese; one that is not known as it is.
///
/// ```
/// use tierstat_model::system_reason_zh;
/// assert_eq!(system_reason_zh("the file is read-only"), "文件是只读的");
/// assert_eq!(system_reason_zh("something else"), "something else");
/// ```
#[must_use]
pub fn system_reason_zh(reason: &str) -> Cow<'_, str> {
    const NUMBER: &str = " (os error ";
    let number = reason.rsplit_once(NUMBER).and_then(|(_, rest)| rest.strip_suffix(')')?.parse().ok());
    let numbered = number.and_then(|number: u32| NUMBERED.iter().find(|(known, _)| *known == number));
    if let Some((number, words)) = numbered {
        return format!("{words}（系统错误 {number}）").into();
    }
    if let Some((_, words)) = WORDED.iter().find(|(known, _)| *known == reason) {
        return (*words).into();
    }
    // The mark names the file by which it is known.
    let open = reason.strip_prefix("another program has it open (");
    match open.and_then(|rest| rest.strip_suffix(" stands beside it)")) {
        Some(mark) => format!("另一个程序正打开着它（旁边有 {mark}）").into(),
        None => reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_chinese() {
        let missing = std::fs::read("no/such/file").expect_err("there is none").to_string();
        assert!(system_reason_zh(&missing).starts_with("没有这个文件"), "{missing}");
        let kinds = [std::io::ErrorKind::StorageFull, std::io::ErrorKind::IsADirectory];
        for kind in kinds {
            let reason = std::io::Error::from(kind).to_string();
            assert!(!system_reason_zh(&reason).is_ascii(), "{reason}");
        }
        let open = "another program has it open (.~lock.a.docx# stands beside it)";
        assert_eq!(system_reason_zh(open), "另一个程序正打开着它（旁边有 .~lock.a.docx#）");
    }
}
