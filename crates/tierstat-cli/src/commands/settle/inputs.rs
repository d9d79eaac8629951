//! What is in doubt in a project: from its ledger, and from the files that nobody has said the origin of.

use crate::exit::Failure;
use crate::project::Project;
use crate::publication::Publication;
use crate::settings::SETTINGS_FILE;
use std::path::PathBuf;
use tierstat_model::{Basis, Breakdowns, CellRef, FigureQuery, Finding, Language, Localized};
use tierstat_settle::{
    Doubts, OpenQuestion, OriginRecord, SupposedOrigin, WrongTotal, questions_of_doubts,
    questions_of_origins, questions_of_totals, together,
};
use tierstat_store::Snapshot;

/// All questions, worst first: numbers that wait, then totals that are wrong, then origins that are supposed.
pub(super) fn questions(
    project: &Project,
    ledger: &Snapshot,
    about: Option<&str>,
) -> Result<Vec<OpenQuestion>, Failure> {
    let is_asked = |file: &str| about.is_none_or(|text| file.contains(text));
    let kept: Vec<_> = ledger.kept_back()?.into_iter().filter(|kept| is_asked(&kept.cell.file)).collect();
    let findings: Vec<Finding> = ledger
        .findings()?
        .into_iter()
        .filter(|finding| finding.cells.first().is_some_and(|cell| is_asked(&cell.file)))
        .collect();
    let doubts = Doubts { kept: &kept, findings: &findings, lists: &project.lists, settings: SETTINGS_FILE };
    let mut questions = together(questions_of_doubts(&doubts));
    let in_chinese = project.settings.languages.first() != Some(&Language::English);
    let totals = wrong_totals(project, ledger, &findings)?;
    questions.extend(together(questions_of_totals(&totals, in_chinese)));
    questions.extend(together(questions_of_origins(&supposed(project, ledger, &is_asked)?)));
    Ok(questions)
}

/// The totals that do not add up and that no correction speaks of yet, with what they print.
fn wrong_totals(
    project: &Project,
    ledger: &Snapshot,
    findings: &[Finding],
) -> Result<Vec<WrongTotal>, Failure> {
    let wrong: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "total.mismatch").collect();
    if wrong.is_empty() {
        return Ok(Vec::new());
    }
    let all = ledger.figures(&FigureQuery::of(Breakdowns::All))?;
    let mut totals = Vec::new();
    for finding in wrong {
        let Some(cell) = finding.cells.first() else { continue };
        let Some(figure) = all.iter().find(|figure| figure.origin.cell == *cell) else { continue };
        if !is_corrected(project, cell)? {
            totals.push(WrongTotal {
                cell: cell.clone(),
                printed: figure.quantity.printed.clone(),
                reason: finding.message.clone(),
            });
        }
    }
    Ok(totals)
}

fn is_corrected(project: &Project, cell: &CellRef) -> Result<bool, Failure> {
    let publication = Publication::read(Some(project), &project.root.join(&cell.file))?;
    let is_of_sheet = |sheet: &Option<String>| sheet.is_none() || *sheet == cell.sheet;
    Ok(publication.corrections.iter().any(|record| record.cell == cell.a1() && is_of_sheet(&record.sheet)))
}

/// The origins that files let be supposed: of those that the ledger knows and beside which no origin stands.
fn supposed(
    project: &Project,
    ledger: &Snapshot,
    is_asked: &dyn Fn(&str) -> bool,
) -> Result<Vec<SupposedOrigin>, Failure> {
    let mut supposed = Vec::new();
    let imports = ledger.imports()?;
    for source in ledger.sources()? {
        let file: PathBuf = project.root.join(&source.import.file);
        if !is_asked(&source.import.file) || !file.is_file() {
            continue;
        }
        let publication = Publication::read(Some(project), &file)?;
        if publication.origin.is_some() {
            continue;
        }
        // The day on which these bytes first came, however they were read since.
        let own = imports.iter().filter(|import| import.content_hash == source.import.content_hash);
        let received_on = own.map(|import| import.imported_on).min().unwrap_or(source.import.imported_on);
        let context = publication.context(&project.lists, &project.settings.limits, Some(received_on));
        let Ok(Some(draft)) = tierstat_ingest::import(&context).map(|imported| imported.draft) else {
            continue;
        };
        supposed.push(SupposedOrigin {
            file: source.import.file,
            basis: basis(draft.publisher_basis),
            origin: OriginRecord {
                publisher: draft.publisher,
                title: draft.title,
                edition: draft.edition,
                received_on: Some(received_on.to_string()),
            },
        });
    }
    Ok(supposed)
}

fn basis(basis: Option<Basis>) -> Localized {
    match basis {
        Some(Basis::Title) => Localized::new("据标题", "by the title"),
        Some(Basis::SheetName) => Localized::new("据工作表名", "by the name of the sheet"),
        Some(Basis::FileName) => Localized::new("据文件名", "by the name of the file"),
        Some(Basis::Default) => Localized::new("据文件夹", "by the folder"),
        Some(_) => Localized::new("据表中所填", "by a cell of the table"),
        None => Localized::new("无从得知", "nothing tells"),
    }
}
