//! `tierstat build`: whatever is out of date, and say what was done.

use crate::args::{BuildArguments, Format};
use crate::commands::manifest::{self, Manifest};
use crate::commands::{check, import, kept_back, report};
use crate::exit::{Failure, Outcome};

use crate::output::{Answer, Column, Output, counted};
use crate::progress;
use crate::project::Project;
use crate::world::World;
use serde_json::json;
use tierstat_model::{Finding, Localized, Severity};

pub(crate) fn run(
    arguments: &BuildArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let mut ledger = project.ledger(arguments.known_on)?;

    let files = import::files(&project, &[])?;
    let taken = import::take_in(&project, &mut ledger, &files, &world.on(arguments.known_on), output)?;
    // All that follows is asked of one state, whoever imports beside.
    let ledger = ledger.snapshot()?;
    let findings = check::findings(&project, &ledger, None)?;
    let waiting = ledger.kept_back()?.len();
    let mut steps = vec![import_step(&taken, &findings, waiting)];

    let reports = project.reports(&[])?;
    let bar = progress::bar(output, reports.len());
    let ledger_state = ledger.content_fingerprint()?;
    let mut report_findings = Vec::new();
    for description in &reports {
        bar.set_message(description.name().to_owned());
        let manifest_path = report::folder(&project, description).join("manifest.json");
        let inputs = manifest::inputs(&project, description, &ledger_state, &findings)?;
        let reason = match Manifest::read(&manifest_path) {
            None => Some(Localized::new("首次生成", "not written before")),
            Some(old) => old
                .out_of_date(&project, &inputs)
                .or_else(|| arguments.force.then(|| Localized::new("按要求重写", "asked to write it again"))),
        };
        let Some(reason) = reason else {
            steps.push(Step::unchanged(description.name()));
            bar.inc(1);
            continue;
        };
        let written = report::write(&project, &ledger, description, &findings, None)?;
        Manifest::of(&project, inputs, &written)?.write(&manifest_path)?;
        steps.extend(written.documents.iter().map(|path| Step::written(&project.name_of(path), &reason)));
        report_findings.extend(written.findings);
        bar.inc(1);
    }
    bar.finish_and_clear();

    let nothing_done = steps.iter().all(|step| !step.did_something);
    output.answer(&answer(&steps, output));
    let mut error_findings = findings.iter().any(|finding| finding.severity == Severity::Error);
    if !nothing_done {
        error_findings |= taken.say(output) | output.findings(&report_findings);
    }
    say_end(output, nothing_done, &findings, waiting);
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

    fn written(path: &str, reason: &Localized) -> Self {
        let done = Localized::new(format!("已写出（{}）", reason.zh), format!("written ({})", reason.en));
        Self { what: path.to_owned(), done, did_something: true }
    }
}

fn import_step(taken: &import::Summary, findings: &[Finding], waiting: usize) -> Step {
    let kept_back = match waiting {
        0 => Localized::default(),
        _ => Localized::new(format!("，暂缓 {waiting} 条"), format!(", {waiting} kept back")),
    };
    let (new, known, of_findings) = (taken.taken_in(), taken.already_known(), findings.len());
    Step {
        what: "ledger".to_owned(),
        done: Localized::new(
            format!("读入 {new} 个文件，{known} 个未变{}；核对得 {of_findings} 条发现", kept_back.zh),
            format!(
                "{} taken in, {known} unchanged{}; {}",
                counted(new, "file", "files"),
                kept_back.en,
                counted(of_findings, "finding", "findings")
            ),
        ),
        did_something: new > 0,
    }
}

fn answer(steps: &[Step], output: &Output) -> Answer {
    let columns = vec![Column::text("what", "对象", "what"), Column::text("done", "结果", "done")];
    let rows = steps.iter().map(|step| vec![json!(step.what), json!(step.done.get(output.language()))]);
    Answer { columns, rows: rows.collect() }
}

fn say_end(output: &Output, nothing_done: bool, findings: &[Finding], waiting: usize) {
    if output.format() != Format::Table {
        return;
    }
    if nothing_done {
        output.say(&Localized::new("一切都是最新的，无事可做", "everything is up to date; nothing to do"));
    } else {
        say_checked(output, findings);
    }
    kept_back::waiting(waiting).iter().for_each(|line| output.say(line));
}

fn say_checked(output: &Output, findings: &[Finding]) {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if findings.is_empty() {
        output.say(&Localized::new("核对没有发现问题", "the checks found nothing"));
    } else {
        output.say(&Localized::new(
            format!("{} 条发现，其中 {errors} 条为错误；详见 tierstat check", findings.len()),
            format!(
                "{}, {errors} of level error; tierstat check shows them",
                counted(findings.len(), "finding", "findings")
            ),
        ));
    }
}
