//! What is wrong with a file that a person wrote, in words: where, what is expected there, and how it would be written.
//!
//! Readers of TOML know one language and speak of their types. What they say is understood here, in one place, and said again.

use crate::Localized;

/// Something that cannot be in a file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFault {
    /// The line, from 1, where the reader knows it.
    pub line: Option<usize>,
    /// What is wrong, what is expected, and an example.
    pub message: Localized,
}

impl WrittenFault {
    /// Understands what a reader says is wrong at a byte of a text.
    #[must_use]
    pub fn of(text: &str, at: Option<usize>, said: &str) -> Self {
        let line = at.map(|at| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1);
        let written = line.and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
        Self { line, message: message(said.trim(), written) }
    }

    /// The message with the line before it.
    #[must_use]
    pub fn with_line(&self) -> Localized {
        match self.line {
            Some(line) => Localized::new(
                format!("第 {line} 行：{}", self.message.zh),
                format!("line {line}: {}", self.message.en),
            ),
            None => self.message.clone(),
        }
    }
}

/// The key that a line sets or opens.
fn key_of(line: &str) -> Option<&str> {
    let line = line.trim();
    let key = match line.strip_prefix('[') {
        Some(head) => head.trim_start_matches('[').split(']').next()?,
        None => line.split_once('=')?.0,
    };
    let key = key.trim().trim_matches(['"', '\'']);
    (!key.is_empty() && !key.starts_with('#')).then_some(key)
}

fn message(said: &str, line: &str) -> Localized {
    if let Some(message) = Localized::out_of_both(said) {
        return message;
    }
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let first = quoted.first().copied().unwrap_or_default();
    let known = quoted.get(1..).unwrap_or_default();
    let key = key_of(line);
    if said.starts_with("unknown field") {
        return unknown(first, known, ["没有", "这一项"], "there is no key");
    }
    if said.starts_with("unknown variant") {
        let of = key.filter(|key| *key != first).map(|key| format!("`{key}`"));
        let (zh, en) = match &of {
            Some(key) => (format!("{key} 不能是"), format!("{key} cannot be")),
            None => ("不能写".to_owned(), "it cannot be".to_owned()),
        };
        return unknown(first, known, [&zh, ""], &en);
    }
    if said.starts_with("missing field") {
        return Localized::new(
            format!("缺少 `{first}`；加一行，例：{first} = …"),
            format!("`{first}` is missing; add a line, as {first} = …"),
        );
    }
    if said.starts_with("duplicate") {
        let key = key.or(Some(first)).unwrap_or_default();
        return Localized::new(
            format!("`{key}` 写了两次；只留一个"),
            format!("`{key}` is written twice; leave one of them"),
        );
    }
    if let Some(message) = wrong_type(said, key, line) {
        return message;
    }
    // What a period says of itself.
    if let Some((_, forms)) = said.split_once("` is no period; write ") {
        let forms_zh = forms.replace(" or ", "、").replace(", ", "、");
        return Localized::new(format!("`{first}` 不是时期；可以写：{forms_zh}"), said);
    }
    syntax(said, line)
}

/// A word that is none of those that are known, with the one that is most like it.
fn unknown(word: &str, known: &[&str], zh: [&str; 2], en: &str) -> Localized {
    let near = known.iter().map(|known| (strsim::levenshtein(word, known), *known)).min();
    let near =
        near.filter(|(distance, known)| *distance <= known.chars().count().div_ceil(3)).map(|(_, near)| near);
    let list = |sign: &str| known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(sign);
    let [before, behind] = zh;
    let mut message =
        Localized::new(format!("{before} `{word}` {behind}").trim_end().to_owned(), format!("{en} `{word}`"));
    if !known.is_empty() {
        message.zh.push_str(&format!("；可以写：{}", list("、")));
        message.en.push_str(&format!("; what can be written is {}", list(", ")));
    }
    if let Some(near) = near {
        message.zh.push_str(&format!("\n您是不是要 `{near}`？"));
        message.en.push_str(&format!("\ndid you mean `{near}`?"));
    }
    message
}

/// A kind of value by a beginning of its name among readers: in Chinese, in English, and as it is written.
const KINDS: [(&str, &str, &str, &str); 21] = [
    ("a string", "加引号的文字", "text in quotes", "\"…\""),
    ("string", "加引号的文字", "text in quotes", "\"…\""),
    ("str", "加引号的文字", "text in quotes", "\"…\""),
    ("a sequence", "方括号中的列表", "a list in brackets", "[\"…\", \"…\"]"),
    ("sequence", "方括号中的列表", "a list in brackets", "[\"…\", \"…\"]"),
    ("array", "方括号中的列表", "a list in brackets", "[\"…\", \"…\"]"),
    ("tuple", "方括号中的列表", "a list in brackets", "[1, 2]"),
    ("an array", "方括号中的列表", "a list in brackets", "[1, 2]"),
    ("a map", "花括号中的各项", "keys in braces", "{ … = \"…\" }"),
    ("map", "花括号中的各项", "keys in braces", "{ … = \"…\" }"),
    ("table", "花括号中的各项", "keys in braces", "{ … = \"…\" }"),
    ("struct WrittenText", "各语言的文字", "words in each language", "{ zh-CN = \"…\", en = \"…\" }"),
    ("struct", "花括号中的各项", "keys in braces", "{ … = \"…\" }"),
    ("a boolean", "true 或 false", "true or false", "true"),
    ("boolean", "true 或 false", "true or false", "true"),
    ("floating point", "数", "a number", "0.5"),
    ("f64", "数", "a number", "0.5"),
    ("f32", "数", "a number", "0.5"),
    ("datetime", "日期", "a day", "2016-07-12"),
    ("integer", "整数", "a whole number", "10"),
    ("enum", "列出的词之一", "one of the known words", "\"…\""),
];
/// Kinds of whole numbers among readers.
const WHOLE: [&str; 10] = ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "a nonzero"];

fn kind(name: &str) -> Option<[&'static str; 3]> {
    if WHOLE.iter().any(|whole| name.starts_with(whole)) {
        return Some(["整数", "a whole number", "10"]);
    }
    let found = KINDS.iter().find(|(lead, ..)| name.starts_with(lead));
    found.map(|(_, zh, en, example)| [*zh, *en, *example])
}

/// A value of another kind than is wanted there.
fn wrong_type(said: &str, key: Option<&str>, line: &str) -> Option<Localized> {
    let (_, rest) = said
        .split_once(": ")
        .filter(|(lead, _)| lead.starts_with("invalid "))
        .or_else(|| said.starts_with("wanted ").then_some(("", said)))?;
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, "enum"));
    let [zh, en, example] = kind(expected).unwrap_or(["别的内容", "something else", "…"]);
    let found = kind(found);
    let named = key.map(|key| format!("`{key}` ")).unwrap_or_default();
    let example = key.map_or_else(|| example.to_owned(), |key| format!("{key} = {example}"));
    let mut message = Localized::new(format!("{named}应为{zh}"), format!("{named}takes {en}"));
    let value: String = line.split_once('=').map_or("", |(_, value)| value).trim().chars().take(40).collect();
    match found.filter(|found| found[0] != zh) {
        Some([found_zh, found_en, _]) => {
            message.zh.push_str(&format!("，写的是{found_zh}"));
            message.en.push_str(&format!(", not {found_en}"));
        }
        None if !value.is_empty() => {
            message.zh.push_str(&format!("，写的是 `{value}`"));
            message.en.push_str(&format!(", not `{value}`"));
        }
        None => {}
    }
    message.zh.push_str(&format!("；例：{example}"));
    message.en.push_str(&format!("; for example {example}"));
    Some(message)
}

/// What is no TOML, by a part of what a reader says of it.
const SYNTAX: [(&str, &str, &str); 12] = [
    (
        "string values must be quoted",
        "文字要加引号，例：key = \"…\"",
        "text stands in quotes, as key = \"…\"",
    ),
    ("key with no value", "只有键，没有值；例：key = \"…\"", "a key has no value; write key = \"…\""),
    (
        "missing value",
        "等号后面没有值；例：key = \"…\"",
        "nothing stands behind the equals sign; write key = \"…\"",
    ),
    (
        "unclosed array",
        "列表缺右方括号；例：key = [\"…\", \"…\"]",
        "a list is not closed; write key = [\"…\", \"…\"]",
    ),
    (
        "unclosed inline table",
        "花括号没有合上；例：key = { … = \"…\" }",
        "a brace is not closed; write key = { … = \"…\" }",
    ),
    ("unclosed table", "节名缺右方括号；例：[title]", "the name of a section is not closed; write [title]"),
    ("missing comma", "各项之间缺逗号", "a comma is missing between two entries"),
    ("extra comma", "多了一个逗号", "there is one comma too many"),
    ("invalid basic string", "引号没有合上；例：key = \"…\"", "a quote is not closed; write key = \"…\""),
    ("extra `=`", "多了一个等号；例：key = \"…\"", "there is one equals sign too many; write key = \"…\""),
    (
        "extra assignment",
        "多了一个等号；例：key = \"…\"",
        "there is one equals sign too many; write key = \"…\"",
    ),
    (
        "unquoted key",
        "键只用字母、数字、- 和 _，否则加引号；例：\"键\" = \"…\"",
        "a key has letters, digits, - and _ alone, else it stands in quotes, as \"key\" = \"…\"",
    ),
];

fn syntax(said: &str, line: &str) -> Localized {
    let opens = line.matches('"').count() % 2 == 1;
    let marks = [('“', '”'), ('‘', '’')];
    if marks.iter().any(|(open, close)| line.contains(*open) || line.contains(*close)) && !line.contains('"')
    {
        return Localized::new(
            "引号要用英文的 \"，不用“”；例：key = \"…\"",
            "quotes are straight, \", not “”; write key = \"…\"",
        );
    }
    if line.contains('＝') {
        return Localized::new(
            "等号要用英文的 =；例：key = \"…\"",
            "the equals sign is =, not ＝; write key = \"…\"",
        );
    }
    if opens {
        return Localized::new("引号没有合上；例：key = \"…\"", "a quote is not closed; write key = \"…\"");
    }
    let found = SYNTAX.iter().find(|(part, ..)| said.contains(part));
    let (zh, en) = found.map_or(
        (
            "这一行不合写法；例：key = \"…\"，一行一项",
            "this line cannot be read; write key = \"…\", one key a line",
        ),
        |(_, zh, en)| (*zh, *en),
    );
    match key_of(line) {
        Some(key) if !key.contains(char::is_whitespace) => Localized::new(
            zh.replace("key = ", &format!("{key} = ")),
            en.replace("key = ", &format!("{key} = ")),
        ),
        Some(_) | None => Localized::new(zh, en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_says_is_said_again_with_key_and_example() {
        for (said, line, zh, en) in [
            (
                "unknown field `titel`, expected one of `title`, `languages`",
                "titel = 1",
                "没有 `titel` 这一项；可以写：`title`、`languages`\n您是不是要 `title`？",
                "there is no key `titel`; what can be written is `title`, `languages`\ndid you mean `title`?",
            ),
            (
                "unknown variant `stok`, expected `stock` or `flow`",
                "measure = \"stok\"",
                "`measure` 不能是 `stok`；可以写：`stock`、`flow`\n您是不是要 `stock`？",
                "`measure` cannot be `stok`; what can be written is `stock`, `flow`\ndid you mean `stock`?",
            ),
            (
                "missing field `unit`",
                "",
                "缺少 `unit`；加一行，例：unit = …",
                "`unit` is missing; add a line, as unit = …",
            ),
            (
                "invalid type: string \"en\", expected a sequence",
                "languages = \"en\"",
                "`languages` 应为方括号中的列表，写的是加引号的文字；例：languages = [\"…\", \"…\"]",
                "`languages` takes a list in brackets, not text in quotes; for example languages = [\"…\", \"…\"]",
            ),
            (
                "invalid type: integer `5`, expected a boolean",
                "total = 5",
                "`total` 应为true 或 false，写的是整数；例：total = true",
                "`total` takes true or false, not a whole number; for example total = true",
            ),
            (
                "string values must be quoted, expected literal string",
                "title = x",
                "文字要加引号，例：title = \"…\"",
                "text stands in quotes, as title = \"…\"",
            ),
            ("甲\u{1f}A", "", "甲", "A"),
        ] {
            let fault = WrittenFault::of(line, Some(0), said);
            assert_eq!((fault.message.zh.as_str(), fault.message.en.as_str()), (zh, en));
            assert_eq!(fault.line, Some(1));
        }
    }

    #[test]
    fn how_far_words_are_apart() {}
}
