//! `tierstat build`: whatever is out of date, and say what was done.

use crate::args::{BuildArguments, Format};
use crate::commands::{check, import, report};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::progress;
use crate::project::Project;
use crate::publication::hexadecimal;
use crate::world::World;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{Finding, Localized, Severity};
use tierstat_report::Report;

pub(crate) fn run(
    arguments: &BuildArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let mut ledger = project.ledger()?;

    let files = import::files(&project, &[])?;
    let taken = import::take_in(&project, &mut ledger, &files, world, output);
    let findings = check::findings(&project, &ledger, None)?;
    let mut steps = vec![import_step(&taken, &findings)];

    let reports = project.reports(&[])?;
    let bar = progress::bar(output, reports.len());
    let ledger_state = ledger.content_fingerprint()?;
    let mut report_findings = Vec::new();
    for description in &reports {
        bar.set_message(description.name().to_owned());
        let manifest_path = report::folder(&project, description).join("manifest.json");
        let inputs = inputs(&project, description, &ledger_state, &findings)?;
        let up_to_date = Manifest::read(&manifest_path).is_some_and(|old| old.still_holds(&project, &inputs));
        if up_to_date && !arguments.force {
            steps.push(Step::unchanged(description.name()));
        } else {
            let written = report::write(&project, &ledger, description, &findings, None)?;
            Manifest::of(&project, inputs, &written)?.write(&manifest_path)?;
            steps.extend(written.documents.iter().map(|path| Step::written(&project.name_of(path))));
            report_findings.extend(written.findings);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();

    let nothing_done = steps.iter().all(|step| !step.did_something);
    output.answer(&answer(&steps, output));
    let mut error_findings = findings.iter().any(|finding| finding.severity == Severity::Error);
    if !nothing_done {
        error_findings |= output.findings(&taken.findings) | output.findings(&report_findings);
    }
    say_end(output, nothing_done, &findings);
    taken.unreadable.iter().for_each(|failure| output.error(failure));
    Ok(Outcome { error_findings, unreadable_input: !taken.unreadable.is_empty(), ..Outcome::default() })
}

/// What was done for one thing, or that nothing had to be.
#[derive(Debug)]
struct Step {
    what: String,
    done: Localized,
    did_something: bool,
}

impl Step {
    fn unchanged(report: &str) -> Self {
        Self {
            what: report.to_owned(),
            done: Localized::new("未过期，跳过", "up to date, skipped"),
            did_something: false,
        }
    }

    fn written(path: &str) -> Self {
        Self { what: path.to_owned(), done: Localized::new("已写出", "written"), did_something: true }
    }
}

fn import_step(taken: &import::Summary, findings: &[Finding]) -> Step {
    let (new, known, of_findings) = (taken.taken_in(), taken.already_known(), findings.len());
    Step {
        what: "ledger".to_owned(),
        done: Localized::new(
            format!("读入 {new} 个文件，{known} 个未变；核对得 {of_findings} 条发现"),
            format!("{new} files taken in, {known} unchanged; {of_findings} findings"),
        ),
        did_something: new > 0,
    }
}

fn answer(steps: &[Step], output: &Output) -> Answer {
    let columns = vec![Column::text("what", "对象", "what"), Column::text("done", "结果", "done")];
    let rows = steps.iter().map(|step| vec![json!(step.what), json!(step.done.get(output.language()))]);
    Answer { columns, rows: rows.collect() }
}

fn say_end(output: &Output, nothing_done: bool, findings: &[Finding]) {
    if output.format() != Format::Table {
        return;
    }
    if nothing_done {
        output.say(&Localized::new("一切都是最新的，无事可做", "everything is up to date; nothing to do"));
        return;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    output.say(&Localized::new(
        format!("{} 条发现，其中 {errors} 条为错误；详见 tierstat check", findings.len()),
        format!("{} findings, {errors} of them errors; tierstat check shows them", findings.len()),
    ));
}

/// What a report was written from and what came of it: inputs and outputs by hash, no clock.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    inputs: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
}

impl Manifest {
    fn read(path: &Path) -> Option<Self> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    fn of(
        project: &Project,
        inputs: BTreeMap<String, String>,
        written: &report::Written,
    ) -> Result<Self, Failure> {
        let mut outputs = BTreeMap::new();
        for path in &written.files {
            outputs.insert(project.name_of(path), hash_of_file(path)?);
        }
        Ok(Self { inputs, outputs })
    }

    fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        report::written(path, text.as_bytes())
    }

    /// Whether the inputs are the same and the outputs are still what was written.
    fn still_holds(&self, project: &Project, inputs: &BTreeMap<String, String>) -> bool {
        self.inputs == *inputs
            && self
                .outputs
                .iter()
                .all(|(name, hash)| hash_of_file(&project.root.join(name)).is_ok_and(|found| found == *hash))
    }
}

/// Everything that can change a report: the ledger, the findings, the description, the lists, the settings, ourselves.
fn inputs(
    project: &Project,
    description: &Report,
    ledger_state: &str,
    findings: &[Finding],
) -> Result<BTreeMap<String, String>, Failure> {
    let mut inputs = BTreeMap::new();
    inputs.insert("ledger".to_owned(), ledger_state.to_owned());
    inputs.insert(
        "findings".to_owned(),
        hash_of(serde_json::to_string(findings).unwrap_or_default().as_bytes()),
    );
    inputs.insert("code-lists".to_owned(), project.lists_hash.clone());
    inputs.insert("settings".to_owned(), hash_of(project.settings_text.as_bytes()));
    inputs.insert("program".to_owned(), env!("CARGO_PKG_VERSION").to_owned());
    for path in description.input_files() {
        inputs.insert(project.name_of(&path), hash_of_file(&path)?);
    }
    Ok(inputs)
}

fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hash_of_file(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|source| Failure::Read { path: path.to_owned(), source })?;
    Ok(hash_of(&bytes))
}
