//! Proofreading: every number that a text claims, held against the ledger.
//!
//! A text that a person has edited is read into passages elsewhere. Here each of its numbers becomes a claim of an
//! indicator, tier, area, period and statistic, each stated near it or inherited from its sentence, the lead-in of its list,
//! its heading or the heads of its table; and each claim is found right, rounded right, the number of another source, wrong
//! or unknown. Bounds decide: a rounded or rough claim is right where the number lies within it.

mod answer;
mod apart;
mod claim;
mod cue;
mod elsewhere;
mod history;
mod judgement;
mod known_figures;
mod ledger;
mod models;
mod number_periods;
mod number_sense;
mod number_subject;
mod print;
mod scope;
mod sentence_claims;
mod standing;
mod statistic;
mod table_claims;
mod verdict;
mod wording;

pub use claim::{Claim, ClaimSubject};
pub use judgement::ProvenClaim;
pub use statistic::Statistic;
pub use verdict::Verdict;

use apart::Apart;
use jiff::civil::Date;
use known_figures::KnownFigures;
use ledger::Ledger;
use scope::{Said, Scope};
use tierstat_model::{
    CodeLists, FigureLookup, Finding, Localized, LookupError, Meant, Passage, PassageForm, Severity,
};

/// Holds the numbers of texts against what was known on a day.
///
/// # Errors
/// [`LookupError`] where the figures cannot be looked up.
pub fn prove(
    texts: &[Vec<Passage>],
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    known_on: Option<Date>,
) -> Result<Vec<ProvenClaim>, LookupError> {
    let figures = KnownFigures::on(lookup, known_on)?;
    let titles = figures.readings().iter().flat_map(|reading| {
        let all = std::iter::once(&reading.figure).chain(&reading.behind);
        all.flat_map(|figure| figure.origin.document.titles().cloned())
    });
    let apart = Apart::with_titles(titles);
    let mut ledger = Ledger::new(&figures, lists, known_on);
    let mut proven = Vec::new();
    for passages in texts {
        let claims = claims_of(lists, &apart, passages);
        for claim in &claims {
            let found = judgement::judged(&mut ledger, claim.clone(), &claims)?;
            let found = judgement::points_for_percent(&mut ledger, found)?;
            proven.push(judgement::with_origin(&ledger, found));
        }
    }
    Ok(proven)
}

/// The claims of a text, in order.
fn claims_of(lists: &CodeLists, apart: &Apart, passages: &[Passage]) -> Vec<Claim> {
    let mut scope = Scope::default();
    let mut claims: Vec<Claim> = Vec::new();
    let mut numbered = (0, 0);
    let mut last_form = None;
    let mut done_tables = Vec::new();
    for passage in passages {
        if let PassageForm::Cell { table, .. } = passage.form {
            if !done_tables.contains(&table) {
                done_tables.push(table);
                let is_own = |other: &&Passage| matches!(other.form, PassageForm::Cell { table: own, .. } if own == table);
                let cells: Vec<&Passage> = passages.iter().filter(is_own).collect();
                claims.extend(table_claims::claims(lists, apart, &cells, &scope));
            }
            last_form = Some(passage.form);
            continue;
        }
        if numbered.0 != passage.place.row {
            numbered = (passage.place.row, 0);
        }
        let mut read = |scope: &mut Scope| {
            for sentence in &passage.sentences {
                let of = (passage, sentence);
                claims.extend(sentence_claims::claims(lists, apart, of, &mut numbered.1, scope));
            }
        };
        match passage.form {
            PassageForm::Heading(level) => {
                read(&mut scope.clone());
                scope.heading(level, said_by(passage));
            }
            // An item goes on from the words that lead into its list, not from the item before it.
            PassageForm::Item => {
                let mut own = scope.clone();
                own.paragraph.tiers = Vec::new();
                read(&mut own);
            }
            PassageForm::Paragraph | PassageForm::Caption | PassageForm::Cell { .. } => {
                if last_form.is_some() {
                    scope.paragraph();
                }
                read(&mut scope);
            }
        }
        last_form = Some(passage.form);
    }
    claims
}

/// What a heading names.
fn said_by(passage: &Passage) -> Said {
    let mut said = Said::default();
    for mention in passage.sentences.iter().flat_map(|sentence| &sentence.mentions) {
        match &mention.meant {
            Meant::Indicator(id) => said.indicator = said.indicator.or_else(|| Some(id.clone())),
            Meant::Area(codes) if said.areas.is_empty() => said.areas.clone_from(codes),
            Meant::Period(period) => said.periods.push(*period),
            Meant::Tier(_) | Meant::Area(_) | Meant::Number { .. } => {}
        }
    }
    said
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

    /// The finding for a claim that is wrong, or that another source makes.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        let severity = match self.verdict {
            Verdict::Wrong => Severity::Error,
            Verdict::OtherSource => Severity::Warning,
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
