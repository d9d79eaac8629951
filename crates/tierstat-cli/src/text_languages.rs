//! Texts of project files: each is written in all languages of the project, and in no other if it need not be.

use crate::code_list_files::text_lists;
use crate::exit::Failure;
use crate::project_folder::ProjectFolder;
use crate::settings::SETTINGS_FILE;
use std::path::{Path, PathBuf};
use tierstat_ingest::IngestError;
use tierstat_model::{Language, Localized};
use tierstat_report::Report;
use toml::de::{DeTable, DeValue};

/// The settings and the code lists say everything in the languages of the project.
pub(crate) fn expect_in_lists(folder: &ProjectFolder) -> Result<(), Failure> {
    let languages = &folder.settings.languages;
    expect(&folder.root.join(SETTINGS_FILE), &folder.settings_text, languages)?;
    text_lists(&folder.datasets())?.iter().try_for_each(|path| expect_in_file(path, languages))
}

/// A report says everything in its languages, which are languages of the project.
pub(crate) fn expect_in_report(folder: &ProjectFolder, report: &Report) -> Result<(), Failure> {
    let known = &folder.settings.languages;
    let is_description = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let files = report.input_files();
    let descriptions: Vec<&PathBuf> = files.iter().filter(is_description).collect();
    let unknown = report.languages().iter().find(|language| !known.contains(language));
    if let (Some(language), Some(path)) = (unknown, descriptions.first()) {
        let known = tags(known);
        return Err(fault(
            path,
            line_of_word(path, "languages"),
            Localized::new(
                format!(
                    "`languages` 中的 {language} 不是项目的语言；项目的语言：{known}（tierstat.toml 的 languages）"
                ),
                format!(
                    "`languages` names {language}, which the project does not have; the languages of tierstat.toml: {known}"
                ),
            ),
        ));
    }
    descriptions.into_iter().try_for_each(|path| expect_in_file(path, report.languages()))
}

fn expect_in_file(path: &Path, languages: &[Language]) -> Result<(), Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => expect(path, &text, languages),
        // What cannot be read was said by its reader.
        Err(_) => Ok(()),
    }
}

/// The first text of a file that lacks one of the languages is an error with its line.
fn expect(path: &Path, text: &str, languages: &[Language]) -> Result<(), Failure> {
    let Some((offset, key, missing)) = first_missing(text, languages) else { return Ok(()) };
    let line = text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
    let all = tags(languages);
    let reason = Localized::new(
        format!("`{key}` 没有 {missing} 的文字；语言：{all}"),
        format!("`{key}` has no words in {missing}; the languages are {all}"),
    );
    Err(fault(path, Some(line), reason))
}

/// Where a text lacks one of the languages, its key, and the language.
fn first_missing(text: &str, languages: &[Language]) -> Option<(usize, String, Language)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // What is no TOML was said by its reader.
    let table = DeTable::parse(text).ok()?;
    let mut missing = Vec::new();
    walk(table.get_ref(), languages, &mut missing);
    missing.into_iter().min_by_key(|(offset, _, _)| *offset)
}

fn walk(table: &DeTable<'_>, languages: &[Language], missing: &mut Vec<(usize, String, Language)>) {
    for (key, value) in table {
        let tables: Vec<&DeTable<'_>> = match value.get_ref() {
            DeValue::Table(inner) => vec![inner],
            DeValue::Array(entries) => entries
                .iter()
                .filter_map(|entry| match entry.get_ref() {
                    DeValue::Table(inner) => Some(inner),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for inner in tables {
            match written_in(inner) {
                Some(written) => {
                    let lacking = languages.iter().find(|language| !written.contains(language));
                    missing.extend(
                        lacking.map(|lacking| (key.span().start, key.get_ref().to_string(), *lacking)),
                    );
                }
                None => walk(inner, languages, missing),
            }
        }
    }
}

/// The languages in which a table is a text; `None` where it is none.
fn written_in(table: &DeTable<'_>) -> Option<Vec<Language>> {
    if table.is_empty() {
        return None;
    }
    let language =
        |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| {
            value.get_ref().as_str()?;
            key.get_ref().parse::<Language>().ok()
        };
    table.iter().map(language).collect()
}

fn line_of_word(path: &Path, word: &str) -> Option<usize> {
    let text = std::fs::read_to_string(path).ok()?;
    text.lines().position(|line| line.trim_start().starts_with(word)).map(|line| line + 1)
}

fn tags(languages: &[Language]) -> String {
    languages.iter().map(|language| language.tag()).collect::<Vec<_>>().join(", ")
}

fn fault(path: &Path, line: Option<usize>, reason: Localized) -> Failure {
    IngestError::ProjectFile { path: path.to_owned(), line, reason }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_text_without_one_of_the_languages_is_found_with_its_key() {
        let found = |text: &str, languages: &[Language]| {
            first_missing(text, languages).map(|(offset, key, language)| (offset, key, language.tag()))
        };
        let text = "[[tiers]]\nname = { en = \"a\" }\n[[tiers]]\nname = { zh-CN = \"b\", en = \"b\" }\n[definition]\nzh = \"c\"\n";
        assert_eq!(found(text, &[Language::English]), Some((74, "definition".to_owned(), "en")));
        assert_eq!(found(text, &Language::ALL), Some((10, "name".to_owned(), "zh-CN")));
        assert_eq!(found(text, &[]), None);
        assert_eq!(found("labels = { zh-CN = 1 }\nempty = {}", &Language::ALL), None);
        assert_eq!(found("title = { en = \"\" }", &[Language::English]), None, "empty words are words");
    }
}
