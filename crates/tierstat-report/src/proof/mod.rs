//! Proofreading: every number that a text claims, held against the ledger.
//!
//! A text that a person has edited is read into passages elsewhere. Here each of its numbers becomes a claim of an
//! indicator, tier, area, period and statistic, each stated near it or inherited from its sentence, the lead-in of its list,
//! its heading or the heads of its table; and each claim is found right, rounded right, the number of another source, wrong
//! or unknown. Bounds decide: a rounded or rough claim is right where the number lies within it. What the words around a right number
//! deny, conclude or leave out is held too; where they are not understood and may limit what is counted, it is unknown. Where the report is
//! known that a text was made from, so is every number beside words that the report does not write.

mod answer;
mod apart;
mod claim;
mod claim_words;
mod cue;
mod denial;
mod draft;
mod elsewhere;
mod held_words;
mod history;
mod judgement;
mod known_figures;
mod ledger;
mod ledger_models;
mod limit;
mod mistake;
mod models;
mod number_periods;
mod number_sense;
mod number_subject;
mod outcome;
mod print;
mod print_words;
mod proven_claim;
mod report_line;
mod scope;
mod sentence_claims;
mod standing;
mod statistic;
mod table_claims;
mod table_limit;
mod verdict;
mod vocabulary;
mod way;
mod word_difference;
mod wording;

pub use claim::{Claim, ClaimSubject};
pub use claim_words::{ClaimWords, ForecastPart, Outcome, Turn, Way};
pub use draft::{Draft, Recognised};
pub use proven_claim::ProvenClaim;
pub use statistic::Statistic;
pub use verdict::Verdict;
pub use word_difference::Edit;

use apart::Apart;
use draft::WrittenDraft;
use jiff::civil::Date;
use known_figures::KnownFigures;
use ledger::Ledger;
use scope::{Said, Scope};
use tierstat_model::{CodeLists, FigureLookup, LookupError, Meant, Passage, PassageForm};

/// What was found of texts.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// The claims of all texts, in order; those of words alone stand behind the numbers of their text.
    pub claims: Vec<ProvenClaim>,
    /// The report that each text was made from, in the order of the texts; none where it is not known.
    pub recognised: Vec<Option<Recognised>>,
}

/// Holds the numbers of texts against what was known on a day, and their words against the reports that they may have been made from.
///
/// # Errors
/// [`LookupError`] where the figures cannot be looked up.
pub fn prove(
    texts: &[Vec<Passage>],
    drafts: &[Draft],
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    known_on: Option<Date>,
) -> Result<Proof, LookupError> {
    let figures = KnownFigures::on(lookup, known_on)?;
    let documents = figures.readings().iter().flat_map(|reading| {
        std::iter::once(&reading.figure).chain(&reading.behind).map(|figure| &figure.origin.document)
    });
    let apart = Apart::with_documents(documents);
    let mut ledger = Ledger::new(&figures, lists, known_on);
    let drafts: Vec<WrittenDraft<'_>> = drafts.iter().map(WrittenDraft::of).collect();
    let mut proof = Proof::default();
    for passages in texts {
        let mut claims = claims_of(lists, &apart, passages);
        proof.recognised.push(draft::mark(&drafts, passages, &mut claims));
        for claim in &claims {
            let found = judgement::judged(&mut ledger, claim.clone(), &claims)?;
            let found = mistake::points_for_percent(&mut ledger, found)?;
            let found = held_words::held(&mut ledger, found)?;
            proof.claims.push(proven_claim::with_origin(&ledger, found));
        }
    }
    Ok(proof)
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
