//! A proven claim: a number of a text with what was found of it, and the finding that says so.

use super::answer::Answer;
use super::claim::Claim;
use super::ledger::Ledger;
use super::verdict::Verdict;
use tierstat_document::source_name;
use tierstat_model::{FigureId, Finding, Language, Localized, Severity};

/// A claim with what was found of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProvenClaim {
    /// The claim.
    pub claim: Claim,
    /// What was found.
    pub verdict: Verdict,
    /// The rule by which a wrong claim is wrong; empty for any other.
    pub rule: &'static str,
    /// What the text should say, in figures; empty where that is unknown.
    pub expected: Localized,
    /// What is wrong with the claim, in words; empty where nothing is.
    pub explanation: Localized,
    /// The figures that speak for or against it.
    pub figures: Vec<FigureId>,
    /// Where those figures stand: file, sheet, cell and document; empty for a claim that nothing is said of.
    pub origin: Localized,
}

impl ProvenClaim {
    pub(super) fn of(claim: Claim, verdict: Verdict) -> Self {
        Self {
            claim,
            verdict,
            rule: "",
            expected: Localized::default(),
            explanation: Localized::default(),
            figures: Vec::new(),
            origin: Localized::default(),
        }
    }

    pub(super) fn wrong(self, rule: &'static str, expected: Localized, explanation: Localized) -> Self {
        Self { verdict: Verdict::Wrong, rule, expected, explanation, ..self }
    }

    pub(super) fn on(self, answer: &Answer) -> Self {
        Self { figures: answer.figures.clone(), ..self }
    }
}

/// Words of a text that are not those of the report that it was made from.
const RULE_EDITED: &str = "text.edited";

/// So many origins are named; a sum of many has more, which the ids of its figures tell.
const MOST_ORIGINS: usize = 3;

/// A claim with the places of the figures that speak against it.
pub(super) fn with_origin(ledger: &Ledger<'_>, found: ProvenClaim) -> ProvenClaim {
    if !matches!(found.verdict, Verdict::Wrong | Verdict::OtherSource) {
        return found;
    }
    let named = found.figures.iter().filter_map(|id| ledger.figure(id)).take(MOST_ORIGINS);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for figure in named {
        let (cell, document) = (&figure.origin.cell, &figure.origin.document);
        zh.push(format!("{cell}（{}）", source_name(document, Language::Chinese)));
        en.push(format!("{cell} ({})", source_name(document, Language::English)));
    }
    if found.figures.len() > MOST_ORIGINS {
        zh.push("等".to_owned());
        en.push("…".to_owned());
    }
    ProvenClaim { origin: Localized::new(zh.join("；"), en.join("; ")), ..found }
}

/// Ends of the names of files whose passages are counted by paragraph, since nobody sees their lines.
const PARAGRAPHED: [&str; 5] = [".docx", ".html", ".htm", ".xhtml", ".odt"];

impl ProvenClaim {
    /// Where the number stands, as a person finds it: `5:2` is the second number of line 5; a cell of a page has its table too.
    #[must_use]
    pub fn place(&self) -> String {
        let place = &self.claim.place;
        match &place.sheet {
            Some(table) => format!("{table} {}", place.a1()),
            None => format!("{}:{}", place.row, place.column),
        }
    }

    /// The file with the line, paragraph or cell, in words.
    fn place_in_words(&self) -> Localized {
        let place = &self.claim.place;
        let (file, row, column) = (&place.file, place.row, place.column);
        let table = place.sheet.as_ref().and_then(|sheet| sheet.strip_prefix("table "));
        let has_paragraphs = PARAGRAPHED.iter().any(|ending| file.to_lowercase().ends_with(ending));
        match table {
            Some(table) => Localized::new(
                format!("{file} 表{table}第{row}行第{column}列"),
                format!("{file}, table {table}, row {row}, column {column}"),
            ),
            None if has_paragraphs => {
                Localized::new(format!("{file} 第{row}段"), format!("{file}, paragraph {row}"))
            }
            None => Localized::new(format!("{file} 第{row}行"), format!("{file}, line {row}")),
        }
    }

    /// That a person changed words of the report.
    fn edited(&self) -> Finding {
        let (place, edit) = (self.place_in_words(), self.claim.words.edit.explained());
        Finding {
            severity: Severity::Warning,
            rule: RULE_EDITED.to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("{}：{}", place.zh, edit.zh),
                format!("{}: {}", place.en, edit.en),
            ),
            hint: Localized::default(),
        }
    }

    /// The finding for a claim that is wrong, that a person changed, or that another source makes.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        let severity = match self.verdict {
            Verdict::Wrong => Severity::Error,
            Verdict::OtherSource => Severity::Warning,
            Verdict::Unknown if !self.claim.words.edit.is_empty() => return Some(self.edited()),
            Verdict::Right | Verdict::RoundedRight | Verdict::Unknown | Verdict::Apart => return None,
        };
        let printed = self.claim.quantity.printed.trim();
        let place = self.place_in_words();
        let (from_zh, from_en) = if self.origin.zh.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("；见 {}", self.origin.zh), format!("; see {}", self.origin.en))
        };
        let message = Localized::new(
            format!("{}“{printed}”：{}{from_zh}", place.zh, self.explanation.zh),
            format!("{}, `{printed}`: {}{from_en}", place.en, self.explanation.en),
        );
        let hint = if self.expected.zh.is_empty() {
            Localized::default()
        } else {
            Localized::new(format!("应为 {}", self.expected.zh), format!("write {}", self.expected.en))
        };
        Some(Finding { severity, rule: self.rule.to_owned(), cells: Vec::new(), message, hint })
    }
}
