//! `tierstat report check`: every number of a text that a person has edited, held against the ledger.

use crate::args::Format;
use crate::codes;
use crate::commands::report_drafts;
use crate::exit::{Failure, Outcome};
use crate::output::{Output, cut};
use crate::project::Project;
use crate::publication::Publication;
use std::path::Path;
use tierstat_answers::{Field, Row};
use tierstat_model::{FigureId, Language, Localized, Passage};
use tierstat_report::proof::{ProvenClaim, Recognised, Verdict, prove};
use tierstat_store::{Snapshot, StoreError};

/// Sentences are shown up to this long. In characters.
const LONGEST_SENTENCE: usize = 40;

pub(crate) fn run(
    files: &[String],
    project: &Project,
    ledger: &Snapshot,
    known_on: Option<jiff::civil::Date>,
    output: &Output,
) -> Result<Outcome, Failure> {
    if files.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("没有写要核对的文件", "there is no file to check"),
            hint: Localized::new(
                "tierstat report check 文稿.docx",
                "write it behind: tierstat report check draft.docx",
            ),
        });
    }
    let texts = files.iter().map(|file| {
        let publication = Publication::read(Some(project), Path::new(file))?;
        let limits = &project.settings.limits;
        Ok(tierstat_ingest::passages(&publication.context(&project.lists, limits, None))?)
    });
    let texts = texts.collect::<Result<Vec<_>, Failure>>()?;
    let named: Vec<(&str, &[Passage])> =
        files.iter().map(String::as_str).zip(texts.iter().map(Vec::as_slice)).collect();
    let (drafts, mut findings) = report_drafts::drafts(&named, project, ledger, known_on, output)?;
    let proof = prove(&texts, &drafts, ledger, &project.lists, known_on).map_err(StoreError::from)?;
    let proven = proof.claims;
    // People look at what is doubted; programs get every number.
    let is_shown = |claim: &&ProvenClaim| {
        let is_doubted = matches!(claim.verdict, Verdict::Wrong | Verdict::Unknown | Verdict::OtherSource);
        is_doubted || output.format() != Format::Table
    };
    let rows: Vec<ClaimRow<'_>> = proven.iter().filter(is_shown).map(ClaimRow).collect();
    if !rows.is_empty() || output.format() != Format::Table {
        output.rows(&rows, &project.lists, true);
    }
    let [right, rounded, other, wrong, unknown, apart] =
        Verdict::ALL.map(|verdict| proven.iter().filter(|claim| claim.verdict == verdict).count());
    output.say(&Localized::new(
        format!("相符 {right}，约数相符 {rounded}，与另一来源相符 {other}，有误 {wrong}，账本无法判断 {unknown}；另有不属统计陈述的数字 {apart}"),
        format!(
            "{right} right, {rounded} right when rounded, {other} as another source has it, {wrong} wrong, {unknown} unknown to the ledger; {apart} apart from its statements"
        ),
    ));
    for (file, recognised) in files.iter().zip(&proof.recognised) {
        if let Some(recognised) = recognised {
            output.say(&made_from(file, recognised));
        }
    }
    // Of several numbers of a changed sentence each has the same change.
    for found in proven.iter().filter_map(ProvenClaim::finding) {
        if findings.last() != Some(&found) {
            findings.push(found);
        }
    }
    output.findings(&findings);
    Ok(Outcome { error_findings: wrong > 0, answers_for_findings: true, ..Outcome::default() })
}

/// Which report a text was made from, and how much of it is as the report writes it.
fn made_from(file: &str, recognised: &Recognised) -> Localized {
    let Recognised { report, written, all, left_out } = recognised;
    let other = all - written;
    Localized::new(
        format!(
            "{file} 出自报告 {report}：句子和单元格共 {all} 处，{written} 处与报告所写一致，{other} 处有人改过或另加；报告所写有 {left_out} 处文中没有"
        ),
        format!(
            "{file} was made from the report {report}: of {all} sentences and cells {written} are as the report writes them, {other} changed or added; of the report {left_out} are left out"
        ),
    )
}

/// A number of the text, as a row.
pub(super) struct ClaimRow<'a>(&'a ProvenClaim);

impl ClaimRow<'_> {
    /// What it should be, where it is not as another source has it.
    fn expected(&self, language: Language) -> &str {
        let is_told = matches!(self.0.verdict, Verdict::Wrong | Verdict::OtherSource);
        if is_told { self.0.expected.get(language) } else { "" }
    }
}

impl Row for ClaimRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("file", ["", ""], |row: &Self| row.0.claim.place.file.clone()).for_programs(),
            Field::text("place", ["位置", "place"], |row: &Self| row.0.place()),
            Field::words("printed", ["原文", "printed"], |row: &Self, _| {
                row.0.claim.quantity.printed.clone()
            })
            .for_everyone(),
            Field::code(
                "kind",
                ["类别", "kind"],
                |row| row.0.claim.statistic.name(),
                |row| codes::claim_kind(row.0.claim.statistic.name()).unwrap_or_default(),
            ),
            Field::code(
                "verdict",
                ["结论", "verdict"],
                |row| row.0.verdict.name(),
                |row| codes::verdict(row.0.verdict.name()).unwrap_or_default(),
            ),
            Field::told("expected", ["应为", "expected"], |row: &Self, voice| {
                row.expected(voice.language).to_owned()
            })
            .for_everyone(),
            Field::told("explanation", ["说明", "explanation"], |row: &Self, voice| {
                row.0.explanation.get(voice.language).to_owned()
            })
            .for_everyone(),
            Field::text("rule", ["", ""], |row: &Self| row.0.rule.to_owned()).for_programs(),
            Field::codes("figures", |row| {
                Some(row.0.figures.iter().map(|FigureId(id)| id.clone()).collect())
            }),
            Field::text("sentence", ["", ""], |row: &Self| row.0.claim.sentence.clone()).for_programs(),
            Field::told("sentence", ["句子", "sentence"], |row, _| {
                cut(&row.0.claim.sentence, LONGEST_SENTENCE)
            }),
        ]
    }
}
