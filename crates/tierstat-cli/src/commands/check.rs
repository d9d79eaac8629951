//! `tierstat check`: do the figures agree with each other?

use crate::args::{CheckArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use tierstat_answers::{Field, Row};
use tierstat_model::{CodeLists, Finding, Severity};
use tierstat_stats::check::Rule;
use tierstat_store::Snapshot;

pub(crate) fn run(
    arguments: &CheckArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if arguments.rules {
        let rules: Vec<RuleRow> = tierstat_stats::check::rules().into_iter().map(RuleRow).collect();
        output.rows(&rules, &CodeLists::default(), false);
        return Ok(Outcome::default());
    }
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let mut findings = findings(&project, &ledger, arguments.known_on)?;
    if !arguments.rule.is_empty() {
        findings.retain(|finding| arguments.rule.iter().any(|rule| finding.rule.starts_with(rule.as_str())));
    }
    let error_findings = findings.iter().any(|finding| finding.severity == Severity::Error);
    match output.format() {
        Format::Table => output.data(&output.findings_text(&findings)),
        Format::Csv | Format::Json | Format::Jsonl => {
            let rows: Vec<FindingRow<'_>> = findings.iter().map(FindingRow).collect();
            output.rows(&rows, &project.lists, false);
        }
    }
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

/// What the imports and the checks saw, errors first.
pub(crate) fn findings(
    project: &Project,
    ledger: &Snapshot,
    known_on: Option<jiff::civil::Date>,
) -> Result<Vec<Finding>, Failure> {
    let mut findings = ledger.findings()?;
    findings.extend(tierstat_stats::check::check(ledger, &project.lists, known_on)?);
    findings.sort();
    Ok(findings)
}

/// A finding, as a row.
pub(super) struct FindingRow<'a>(&'a Finding);

impl Row for FindingRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("rule", ["规则", "rule"], |row: &Self| row.0.rule.clone()),
            Field::text("severity", ["程度", "severity"], |row: &Self| row.0.severity.name().to_owned()),
            Field::told("message", ["发现", "message"], |row: &Self, voice| {
                row.0.message.get(voice.language).to_owned()
            })
            .for_everyone(),
            Field::codes("cells", |row| Some(row.0.cells.iter().map(ToString::to_string).collect())),
            Field::told("hint", ["处理", "hint"], |row: &Self, voice| {
                row.0.hint.get(voice.language).to_owned()
            })
            .for_everyone(),
        ]
    }
}

/// A rule with what it looks for, as a row.
pub(super) struct RuleRow(Rule);

impl Row for RuleRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("rule", ["规则", "rule"], |row: &Self| row.0.id.to_owned()),
            Field::told("looks_for", ["寻找什么", "looks for"], |row, voice| {
                row.0.explanation.get(voice.language).to_owned()
            }),
            Field::text("looks_for_zh", ["", ""], |row: &Self| row.0.explanation.zh.clone()).for_programs(),
            Field::text("looks_for_en", ["", ""], |row: &Self| row.0.explanation.en.clone()).for_programs(),
        ]
    }
}
