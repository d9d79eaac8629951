//! `tierstat report check`: every number of a text that a person has edited, held against the ledger.

use crate::codes;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output, cut};
use crate::project::Project;
use crate::publication::Publication;
use serde_json::json;
use std::path::Path;
use tierstat_model::{FigureId, Finding, Localized};
use tierstat_report::proof::{ProvenClaim, Verdict, prove};
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
    let mut answer = Answer { columns: columns(), rows: Vec::new() };
    let mut findings: Vec<Finding> = Vec::new();
    let mut counts = [0_usize; 5];
    for file in files {
        let publication = Publication::read(Some(project), Path::new(file))?;
        let limits = &project.settings.limits;
        let claims = tierstat_ingest::claims(&publication.context(&project.lists, limits, None))?;
        let proven = prove(&claims, ledger, &project.lists, known_on).map_err(StoreError::from)?;
        for claim in &proven {
            counts[claim.verdict as usize] += 1;
            answer.rows.push(row(claim, output));
            findings.extend(claim.finding());
        }
    }
    output.answer(&answer);
    let [right, rounded, other, wrong, unknown] = counts;
    output.say(&Localized::new(
        format!("相符 {right}，约数相符 {rounded}，与另一来源相符 {other}，有误 {wrong}，账本无法判断 {unknown}"),
        format!(
            "{right} right, {rounded} right when rounded, {other} as another source has it, {wrong} wrong, {unknown} unknown to the ledger"
        ),
    ));
    output.findings(&findings);
    Ok(Outcome { error_findings: wrong > 0, answers_for_findings: true, ..Outcome::default() })
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("place", "位置", "place"),
        Column::number("printed", "原文", "printed"),
        Column::code("kind", "类别", "kind", codes::claim_kind),
        Column::code("verdict", "结论", "verdict", codes::verdict),
        Column::text("expected", "应为", "expected"),
        Column::text("explanation", "说明", "explanation"),
        Column::for_machines("rule"),
        Column::for_machines("figures"),
        Column::for_machines("sentence"),
        Column::text("sentence_cut", "句子", "sentence").for_people(),
    ]
}

fn row(proven: &ProvenClaim<'_>, output: &Output) -> Vec<serde_json::Value> {
    let claim = proven.claim;
    let figures: Vec<&str> = proven.figures.iter().map(|FigureId(id)| id.as_str()).collect();
    let expected = if proven.verdict == Verdict::Wrong || proven.verdict == Verdict::OtherSource {
        proven.expected.get(output.language())
    } else {
        ""
    };
    vec![
        json!(claim.place.a1()),
        json!(claim.quantity.printed),
        json!(claim.kind.name()),
        json!(proven.verdict.name()),
        json!(expected),
        json!(proven.explanation.get(output.language())),
        json!(proven.rule),
        json!(figures.join(" ")),
        json!(claim.sentence),
        json!(cut(&claim.sentence, LONGEST_SENTENCE)),
    ]
}
