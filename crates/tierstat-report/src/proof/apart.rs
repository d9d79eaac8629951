//! What stands apart from the statements of a text: titles of documents, origins, findings, places of files.

use super::cue;
use super::wording::Named;
use std::collections::BTreeSet;
use tierstat_document::source_name;
use tierstat_model::{Document, Language, Passage};

/// What is known to stand apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Apart {
    titles: BTreeSet<String>,
}

/// Ends of the names of files that data stand in.
const FILES: [&str; 8] = [".csv ›", ".xlsx ›", ".xls ›", ".docx ›", ".html ›", ".txt ›", ".pdf ›", ".ods ›"];
/// Words at the beginning of a line that names sources or where one can be reached.
const SOURCES: [&str; 8] = ["资料来源", "数据来源", "来源：", "来源:", "source:", "sources:", "电话", "联系"];

/// Whether it is what stands behind the `?` of an address, where a sentence seemed to end.
fn is_rest_of_address(text: &str) -> bool {
    let text = text.trim();
    text.contains('=') && text.is_ascii() && !text.contains(char::is_whitespace)
}

/// Whether it is the number of a section alone, as a list of contents has it.
fn is_ordinal(text: &str) -> bool {
    let text = text.trim();
    text.strip_suffix(['.', ')', '、']).is_some_and(|number| {
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|digit| digit.is_ascii_digit())
    })
}

impl Apart {
    /// With the documents that the ledger stands on: their titles, and where one is a word that anybody may use, what a list of sources
    /// calls the whole document.
    pub(super) fn with_documents<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        let folded = |title: &str| tight(&title.to_lowercase()).0;
        let names = documents.flat_map(|document| {
            let titles = document.titles().map(|title| folded(title));
            let (long, short): (Vec<String>, Vec<String>) =
                titles.partition(|title| title.chars().count() >= SHORTEST);
            let whole = Language::ALL.map(|language| folded(&source_name(document, language)));
            let whole = whole.into_iter().filter(move |_| !short.is_empty());
            long.into_iter().chain(whole.filter(|name| name.chars().count() >= SHORTEST))
        });
        Self { titles: names.collect() }
    }

    /// Whether a sentence as a whole says nothing that the ledger could bear.
    pub(super) fn sets_apart(&self, sentence: &str) -> bool {
        let text = sentence.trim_start();
        SOURCES.iter().any(|start| text.starts_with(start))
            || FILES.iter().any(|file| text.contains(file))
            || FILES.iter().any(|file| text.contains(&file.replace(' ', "")))
            || text.contains("tierstat check")
            || is_finding(text)
            || text.contains("http://")
            || text.contains("https://")
            || is_rest_of_address(text)
            || is_ordinal(text)
    }

    /// Whether a passage is a list of sources or an origin, however its names are parted into sentences.
    pub(super) fn sets_passage_apart(&self, passage: &Passage) -> bool {
        let mut texts = passage.sentences.iter().map(|sentence| cue::folded(&sentence.characters));
        let begins = texts
            .clone()
            .next()
            .is_some_and(|text| SOURCES.iter().any(|start| text.trim_start().starts_with(start)));
        begins
            || texts.any(|text| {
                FILES.iter().any(|file| text.contains(&file.replace(' ', "")) || text.contains(file))
            })
    }

    /// Where titles of known documents stand in a sentence, in characters; the longest where several begin.
    pub(super) fn titles_in(&self, sentence: &str) -> Vec<Named> {
        let (text, places) = tight(sentence);
        let mut found: Vec<Named> = Vec::new();
        for title in &self.titles {
            for (at, _) in text.match_indices(title.as_str()) {
                let start = text.get(..at).map_or(0, |before| before.chars().count());
                let last = start + title.chars().count() - 1;
                found.extend(places.get(start).zip(places.get(last)).map(|(start, last)| Named {
                    start: *start,
                    end: last + 1,
                    title: title.clone(),
                }));
            }
        }
        found.sort_by_key(|named| (named.start, std::cmp::Reverse(named.end)));
        found.dedup_by(|next, last| next.start < last.end);
        found
    }

    /// Where the statement of a line of origin ends: behind the number, `=` leads into how it was computed.
    pub(super) fn label_end(&self, sentence: &str) -> Option<usize> {
        let at = sentence.find('=')?;
        let is_method = || sentence.get(..at).is_some_and(|before| before.contains([':', '：']));
        if sentence.matches('·').count() < 3 && !is_method() {
            return None;
        }
        sentence.get(..at).map(|before| before.chars().count())
    }
}

/// A shorter title is a word that anybody may use. In characters.
const SHORTEST: usize = 8;

/// A text without white space and with one form of each sign, and where its characters stood.
pub(super) fn tight(text: &str) -> (String, Vec<usize>) {
    let one_form = |sign: char| match sign {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '，' => ',',
        '“' | '”' | '「' | '」' => '"',
        sign => sign,
    };
    let signs = text.chars().enumerate().filter(|(_, sign)| !sign.is_whitespace() && *sign != '\\');
    signs.map(|(place, sign)| (one_form(sign), place)).unzip()
}

/// Whether a line begins with the code of a rule: `conflict.sources`.
fn is_finding(text: &str) -> bool {
    text.split([' ', '`', '：', ':', '\u{3000}']).filter(|word| !word.is_empty()).take(4).any(|word| {
        let word = word.trim_start_matches(|sign: char| !sign.is_ascii());
        let word = word.split(|sign: char| !sign.is_ascii()).next().unwrap_or_default();
        let Some((topic, rule)) = word.split_once('.') else { return false };
        let is_code =
            |part: &str| part.len() >= 3 && part.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-');
        is_code(topic) && is_code(rule)
    })
}
