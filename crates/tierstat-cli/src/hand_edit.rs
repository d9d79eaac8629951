//! Documents of a report that a person edited: they are kept, and what differs is told.

use crate::line_differences::unified;
use tierstat_document::Format;
use tierstat_model::{Finding, Language, Localized, Severity};

/// So many lines of what differs are shown for each reason.
const MOST_LINES: usize = 12;

/// A document that a person edited after it was written.
#[derive(Debug)]
pub(crate) struct HandEdit {
    /// Its place in the folder of the report.
    pub(crate) name: String,
    pub(crate) edited: Vec<u8>,
    /// What was written before a person edited it, where it is known.
    pub(crate) base: Option<Vec<u8>>,
}

/// What became of an edited document in a run.
#[derive(Debug)]
pub(crate) struct KeptEdit {
    /// The document, and the file with what is written now, as paths inside the project; none where that is what was written before.
    pub(crate) document: String,
    pub(crate) beside: Option<String>,
    /// What is to be told of the lines that differ: of the person, and of the program.
    by_person: Option<(String, usize)>,
    by_program: Option<(String, usize)>,
}

impl HandEdit {
    /// The name of the file beside it for what is written now: `annual.en.new.md` beside `annual.en.md`.
    pub(crate) fn beside(&self) -> String {
        beside(&self.name)
    }

    /// Whether what would be written is what the person edited.
    pub(crate) fn began_from(&self, content: &[u8]) -> bool {
        self.base.as_deref() == Some(content)
    }

    /// Keeps the document; `now` is what is written of it in this run, with the file that it goes to.
    pub(crate) fn kept(&self, document: String, beside: Option<String>, now: Option<&[u8]>) -> KeptEdit {
        let difference = |old: &[u8], new: &[u8]| {
            let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
            unified(&old, &new, MOST_LINES)
        };
        // Of a package of Word there are no lines.
        let now = now.filter(|_| Format::of(&self.name).is_none_or(Format::is_text));
        // Without what was written before, nobody knows who changed what.
        let base = self.base.as_deref();
        KeptEdit {
            document,
            beside,
            by_person: now.and(base).map(|base| difference(base, &self.edited)),
            by_program: now.map(|now| difference(base.unwrap_or(&self.edited), now)),
        }
    }
}

/// The name of the file beside a document for what is written now.
pub(crate) fn beside(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.new.{ending}"),
        None => format!("{name}.new"),
    }
}

impl KeptEdit {
    /// That a person edited it; an error where what it says may no longer be what the ledger says.
    pub(crate) fn finding(&self, report: &str) -> Finding {
        let document = &self.document;
        let (severity, message) = match &self.beside {
            Some(new) => (
                Severity::Error,
                Localized::new(
                    format!("{document} 由人改过，保留不动；按现在的数据写出的是 {new}"),
                    format!(
                        "{document} was edited by hand and is kept; what is written from the figures now is {new}"
                    ),
                ),
            ),
            None => (
                Severity::Warning,
                Localized::new(
                    format!("{document} 由人改过，保留不动；数据没有带来改变"),
                    format!(
                        "{document} was edited by hand and is kept; the figures have changed nothing in it"
                    ),
                ),
            ),
        };
        Finding {
            severity,
            rule: "report.edited".to_owned(),
            cells: Vec::new(),
            message,
            hint: Localized::new(
                format!(
                    "要保留的改动写进报告的 text.LANGUAGE.md；然后 tierstat report --accept {report} 以新的取代，或删去该文件后再运行"
                ),
                format!(
                    "put what is to stay into text.LANGUAGE.md of the report; then `tierstat report --accept {report}` replaces the file, and so does a run after you delete it"
                ),
            ),
        }
    }

    /// The lines that differ, by who changed them, in one language; empty where there is nothing to show.
    pub(crate) fn differences(&self, language: Language) -> String {
        let person = Localized::new("由人改动的行", "lines changed by hand");
        let program = match self.by_person {
            Some(_) => Localized::new("由数据改动的行", "lines changed by the figures"),
            None => Localized::new(
                "改过的与新写的不同的行",
                "lines that differ between the edited and the new one",
            ),
        };
        let parts = [(&self.by_person, person), (&self.by_program, program)];
        let mut text = String::new();
        for (difference, heading) in parts {
            let Some((lines, more)) = difference.as_ref().filter(|(lines, _)| !lines.is_empty()) else {
                continue;
            };
            text.push_str(&format!("  {} · {}\n", self.document, heading.get(language)));
            lines.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
            if *more > 0 {
                let more = Localized::new(format!("…… 另有 {more} 行"), format!("… and {more} more lines"));
                text.push_str(&format!("    {}\n", more.get(language)));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_who_changed_them() {
        let edit = HandEdit {
            name: "r.en.md".to_owned(),
            edited: b"Title\n12 members\nGood work!\n".to_vec(),
            base: Some(b"Title\n12 members\n".to_vec()),
        };
        assert_eq!(edit.beside(), "r.en.new.md");
        let kept = edit.kept("r.en.md".to_owned(), Some(edit.beside()), Some(b"Title\n13 members\n"));
        let told = kept.differences(Language::English);
        assert!(told.contains("lines changed by hand\n    @@ -3,0 +3,1 @@\n    +Good work!\n"), "{told}");
        assert!(
            told.contains("by the figures\n    @@ -2,1 +2,1 @@\n    -12 members\n    +13 members\n"),
            "{told}"
        );
        assert_eq!(kept.finding("r").severity, Severity::Error);
    }

    #[test]
    fn where_nobody_knows_what_was_written_the_two_are_compared() {
        let edit = HandEdit { name: "r.en.md".to_owned(), edited: b"a\n".to_vec(), base: None };
        let told =
            edit.kept("r.en.md".to_owned(), Some(edit.beside()), Some(b"b\n")).differences(Language::Chinese);
        assert!(told.contains("改过的与新写的不同的行") && !told.contains("由人改动"), "{told}");
    }
    #[test]
    fn of_a_package_no_lines_are_told() {
        let edit = HandEdit { name: "r.en.docx".to_owned(), edited: b"PK\x03a".to_vec(), base: None };
        let kept = edit.kept("r.en.docx".to_owned(), Some(edit.beside()), Some(b"PK\x03b"));
        assert_eq!(kept.differences(Language::English), "");
        assert_eq!(edit.beside(), "r.en.new.docx");
    }
}
