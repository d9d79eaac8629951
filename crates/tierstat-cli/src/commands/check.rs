//! `tierstat check`: do the figures agree with each other?

use crate::args::{CheckArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use crate::world::World;
use serde_json::json;
use tierstat_model::{Finding, Severity};
use tierstat_store::Snapshot;

pub(crate) fn run(
    arguments: &CheckArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if arguments.rules {
        output.answer(&rules(output));
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
        Format::Csv | Format::Json | Format::Jsonl => output.answer(&answer(&findings, output)),
    }
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

/// Every rule, with what it looks for.
fn rules(output: &Output) -> Answer {
    let columns = vec![
        Column::text("rule", "规则", "rule"),
        Column::text("looks_for", "寻找什么", "looks for").for_people(),
        Column::for_machines("looks_for_zh"),
        Column::for_machines("looks_for_en"),
    ];
    let rows = tierstat_stats::check::rules().into_iter().map(|rule| {
        let said = rule.explanation.get(output.language()).to_owned();
        vec![json!(rule.id), json!(said), json!(rule.explanation.zh), json!(rule.explanation.en)]
    });
    Answer { columns, rows: rows.collect() }
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

fn answer(findings: &[Finding], output: &Output) -> Answer {
    let columns = vec![
        Column::text("rule", "规则", "rule"),
        Column::text("severity", "程度", "severity"),
        Column::text("message", "发现", "message"),
        Column::text("cells", "单元格", "cells"),
        Column::text("hint", "处理", "hint"),
    ];
    let rows = findings.iter().map(|finding| {
        let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
        let cells = if matches!(output.format(), Format::Json | Format::Jsonl) {
            json!(cells)
        } else {
            json!(cells.join("; "))
        };
        vec![
            json!(finding.rule),
            json!(finding.severity.name()),
            json!(finding.message.get(output.language())),
            cells,
            json!(finding.hint.get(output.language())),
        ]
    });
    Answer { columns, rows: rows.collect() }
}
