//! One language is enough: what is said in Chinese holds no English, but for what is typed, written in files or the name of a format.

use crate::faults::{KINDS, Right};
use crate::harness::{Project, repository};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Names of formats, standards, programs and endings, and words of examples.
const NAMES: [&str; 43] = [
    "tierstat",
    "toml",
    "csv",
    "json",
    "pdf",
    "svg",
    "png",
    "docx",
    "xlsx",
    "xlsm",
    "xlsb",
    "xls",
    "ods",
    "odt",
    "html",
    "md",
    "txt",
    "tsv",
    "zip",
    "ttf",
    "otf",
    "ttc",
    "woff",
    "cff",
    "glyf",
    "sqlite",
    "wal",
    "shm",
    "utf",
    "gb",
    "sha",
    "ua",
    "sdmx",
    "opendocument",
    "xml",
    "excel",
    "word",
    "libreoffice",
    "wps",
    "cp",
    "chmod",
    "north",
    "south",
];

/// Verbs, keys, columns and methods that stand on those pages outside of code, and what the example of a command holds.
const WRITTEN: [&str; 17] = [
    "a-2a",
    "aria-describedby",
    "balance",
    "before",
    "comparison",
    "formats",
    "merged_into",
    "mint-shrink",
    "ols",
    "parent",
    "polynomial",
    "readme",
    "row",
    "tiles",
    "trend",
    "two",
    "wls-struct",
];

/// The words of a text in Latin letters, in small letters.
fn latin(text: &str) -> BTreeSet<String> {
    let words = text.split(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')));
    // XFD1003001 is a cell.
    let words = words.filter(|word| !word.ends_with(|sign: char| sign.is_ascii_digit()));
    let plain = |word: &str| word.trim_matches(['-', '_']).to_lowercase();
    words.map(plain).filter(|word| word.len() >= 2).collect()
}

/// What a person types or writes: the words in boxes and code of the pages of documentation.
fn typed() -> BTreeSet<String> {
    let folder = repository().join("crates/tierstat-cli/docs");
    let mut words: BTreeSet<String> =
        NAMES.iter().chain(&WRITTEN).chain(&["valid_until"]).map(|name| (*name).to_owned()).collect();
    for entry in std::fs::read_dir(folder).expect("pages") {
        let path = entry.expect("a page").path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let page = std::fs::read_to_string(path).expect("a page");
            for code in page.split('`').skip(1).step_by(2) {
                words.extend(latin(code));
            }
        }
    }
    words
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// A text without what stands for something: `{}`, `{name}`.
fn without_places(text: &str) -> String {
    let text = text.replace("{{", " ").replace("}}", " ");
    let mut kept = String::new();
    let mut depth = 0_usize;
    for sign in text.chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            sign if depth == 0 => kept.push(sign),
            _ => {}
        }
    }
    kept
}

#[test]
fn no_message_in_chinese_is_written_with_english_words() {
    let typed = typed();
    let message = regex_lite::Regex::new(r#"Localized::new\(\s*(?:format!\(\s*)?"((?:[^"\\]|\\.)*)""#)
        .expect("an expression");
    let mut files = Vec::new();
    rust_files(&repository().join("crates"), &mut files);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut messages = 0;
    for path in files.iter().filter(|path| path.components().any(|part| part.as_os_str() == "src")) {
        let text = std::fs::read_to_string(path).expect("a file");
        for (whole, [chinese]) in message.captures_iter(&text).map(|found| found.extract()) {
            messages += 1;
            for word in latin(&without_places(chinese)) {
                if !typed.contains(&word) && !word.split('-').all(|part| typed.contains(part)) {
                    found.insert(word, format!("{}: {whole}", path.display()));
                }
            }
        }
    }
    assert!(messages > 500, "only {messages} messages were looked at");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_chinese_alone() {
    let typed = typed();
    let project = Project::small();
    let mut english: BTreeMap<&str, String> = BTreeMap::new();
    let mut refused = 0;
    for (_, make) in KINDS {
        let faults =
            make().into_iter().filter(|fault| fault.right == Right::Refused && fault.beside.is_none());
        for fault in faults.filter(|fault| fault.content.len() < 1 << 18 && fault.unpacked < 1 << 22) {
            project.write(fault.name, &fault.content);
            let run = project.run(["inspect", fault.name, "--language", "zh-CN"]);
            refused += 1;
            // Names and texts of files are in their own language.
            let said = run.stderr.replace(fault.name, "");
            let mut own = String::new();
            let mut depth = 0_usize;
            for sign in said.chars() {
                match sign {
                    '“' | '《' | '「' => depth += 1,
                    '”' | '》' | '」' => depth = depth.saturating_sub(1),
                    sign if depth == 0 => own.push(sign),
                    _ => {}
                }
            }
            if latin(&own).iter().any(|word| !typed.contains(word)) {
                english.insert(fault.name, said);
            }
            std::fs::remove_file(project.path().join(fault.name)).expect("it goes");
        }
    }
    assert!(refused > 30, "only {refused} files were refused");
    assert!(english.is_empty(), "{english:#?}");
}
