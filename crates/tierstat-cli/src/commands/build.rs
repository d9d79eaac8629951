//! `tierstat build`: whatever is out of date, and say what was done.

use crate::args::{BuildArguments, Format};
use crate::commands::asked_files::AskedFiles;
use crate::commands::last_build::{Checked, LastBuild, MadeFrom};
use crate::commands::manifest::{self, Manifest};
use crate::commands::report::{self, Written};
use crate::commands::{check, import, kept_back, letter};
use crate::exit::{Failure, Outcome};
use crate::output::{Output, counted};
use crate::output_files::{OutputFiles, Turn};
use crate::progress;
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use tierstat_answers::{Field, Row};
use tierstat_model::{Finding, Localized};
use tierstat_report::Report;
use tierstat_store::{Ledger, Snapshot};

pub(crate) fn run(
    arguments: &BuildArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    // What is no ledger is named before anything is written, the mark of a turn among it.
    let ledger = project.ledger(arguments.known_on)?;
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;

    let asked = AskedFiles::of(&project, &[])?;
    let Current { taken, ledger, checked, findings } =
        Current::of(&project, ledger, &asked, (arguments.known_on, world), output)?;
    let mut steps = vec![import_step(&taken, &checked)];

    let reports = project.reports(&[])?;
    let bar = progress::bar(output, reports.len());
    let (mut report_findings, mut failures) = (Vec::new(), Vec::new());
    for description in &reports {
        bar.begin(description.name());
        // No file says which figures a failed import would have brought: it may have been any that a report states.
        if !taken.unreadable.is_empty() {
            steps.push(Step::held(description.name()));
            bar.step();
            continue;
        }
        let inputs = manifest::inputs(&project, description, &checked.figures, &checked.findings)?;
        match bring_up_to_date(&project, &ledger, description, inputs, &findings, arguments.force) {
            Ok((done, seen)) => {
                steps.extend(done);
                report_findings.extend(seen);
            }
            Err(failure) => {
                steps.push(Step::failed(description.name()));
                failures.push(failure);
            }
        }
        bar.step();
    }
    bar.end();

    let nothing_done = steps.iter().all(|step| !step.did_something);
    output.rows(&steps, &project.lists, false);
    let mut error_findings = checked.error_count > 0;
    if !nothing_done {
        error_findings |= taken.say(output) | output.findings(&report_findings);
    } else {
        // What is passed over is no less so the next day.
        output.findings(&asked.findings);
    }
    let all_done = taken.unreadable.is_empty() && failures.is_empty();
    say_end(output, nothing_done && all_done, &checked);
    taken.unreadable.iter().chain(&failures).for_each(|failure| output.error(failure));
    if !taken.unreadable.is_empty() && !reports.is_empty() {
        say_held(output);
    }
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome {
        error_findings,
        unreadable_input: !taken.unreadable.is_empty(),
        failed,
        ..Outcome::default()
    })
}

/// The ledger when all that is new was taken in, with what the checks saw.
struct Current {
    taken: import::Summary,
    ledger: Snapshot,
    checked: Checked,
    findings: Findings,
}

impl Current {
    /// Takes in what is new, and checks; neither is done again where nothing changed since the last build.
    fn of(
        project: &Project,
        mut ledger: Ledger,
        asked: &AskedFiles,
        (known_on, world): (Option<Date>, &World),
        output: &Output,
    ) -> Result<Self, Failure> {
        let findings = Findings::default();
        let made_from = MadeFrom::of(project, asked, known_on);
        let state = ledger.snapshot()?.noting(&project.set_aside);
        let is_finished = UnfinishedImports::expect_none(project).is_ok();
        if is_finished && let Some(checked) = LastBuild::still_true(project, &made_from, &state)? {
            let taken = import::Summary::nothing_new(asked);
            return Ok(Self { taken, ledger: state, checked, findings });
        }
        drop(state);
        let unfinished = UnfinishedImports::begin(project, &asked.files, true)?;
        let taken = import::take_in(project, &mut ledger, asked, &world.on(known_on), output)?;
        unfinished.end(taken.in_the_ledger())?;
        letter::discard_those_about(&taken.withdrawn(), project, output)?;
        // All that follows is asked of one state, whoever imports beside.
        let ledger = ledger.snapshot()?.noting(&project.set_aside);
        let checked = Checked::of(&ledger, findings.of(project, &ledger)?)?;
        if taken.unreadable.is_empty() && project.set_aside.is_empty() {
            LastBuild::keep(
                project,
                (&made_from, &MadeFrom::of(project, asked, known_on)),
                &ledger,
                &checked,
            )?;
        }
        Ok(Self { taken, ledger, checked, findings })
    }
}

/// What the imports and the checks saw, looked for once and where it is needed.
#[derive(Debug, Default)]
struct Findings(OnceCell<Vec<Finding>>);

impl Findings {
    fn of(&self, project: &Project, ledger: &Snapshot) -> Result<&[Finding], Failure> {
        if let Some(findings) = self.0.get() {
            return Ok(findings);
        }
        let findings = check::findings(project, ledger, None)?;
        Ok(self.0.get_or_init(|| findings))
    }
}

/// Writes one report where it is out of date: what was done, and what writing saw.
fn bring_up_to_date(
    project: &Project,
    ledger: &Snapshot,
    description: &Report,
    inputs: BTreeMap<String, String>,
    findings: &Findings,
    force: bool,
) -> Result<(Vec<Step>, Vec<Finding>), Failure> {
    let folder = report::folder(project, description);
    OutputFiles::clear(&project.boundary, &folder)?;
    let manifest_path = folder.join("manifest.json");
    let old = Manifest::read(project, &manifest_path);
    let reason = match &old {
        None => Some(Localized::new("首次生成", "not written before")),
        Some(old) => old
            .out_of_date(project, &inputs)
            .or_else(|| force.then(|| Localized::new("按要求重写", "asked to write it again"))),
    };
    let Some(reason) = reason else { return Ok((vec![Step::unchanged(description.name())], Vec::new())) };
    let written = Written::of(project, ledger, description, findings.of(project, ledger)?, None)?;
    let manifest = Manifest::of(project, inputs, &written);
    let folder = report::folder(project, description);
    let gone = old.map(|old| old.gone_from(&manifest, project, &folder)).unwrap_or_default();
    written.publish(project, description, &[(manifest_path, manifest.content())], &gone)?;
    let steps = written.documents.iter().map(|path| Step::written(&project.name_of(path), &reason));
    Ok((steps.collect(), written.findings))
}

/// What was done for one thing, or that nothing had to be.
#[derive(Debug)]
pub(super) struct Step {
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

    /// A report that would stand on figures of which some may be missing.
    fn held(report: &str) -> Self {
        Self {
            what: report.to_owned(),
            done: Localized::new(
                "未写出：所依据的导入没有完成",
                "not written: an import that it depends on failed",
            ),
            did_something: false,
        }
    }

    fn failed(report: &str) -> Self {
        Self {
            what: report.to_owned(),
            done: Localized::new("未写出：见错误信息", "not written: see the error"),
            did_something: false,
        }
    }

    fn written(path: &str, reason: &Localized) -> Self {
        let done = Localized::new(format!("已写出（{}）", reason.zh), format!("written ({})", reason.en));
        Self { what: path.to_owned(), done, did_something: true }
    }
}

fn import_step(taken: &import::Summary, checked: &Checked) -> Step {
    let waiting = checked.waiting;
    let kept_back = match waiting {
        0 => Localized::default(),
        _ => Localized::new(format!("，暂缓 {waiting} 条"), format!(", {waiting} kept back")),
    };
    let missed = taken.missed_words();
    let (new, known, of_findings) = (taken.taken_in(), taken.already_known(), checked.finding_count);
    Step {
        what: "ledger".to_owned(),
        done: Localized::new(
            format!(
                "读入 {new} 个文件{}，{known} 个未变{}；核对得 {of_findings} 条发现",
                missed.zh, kept_back.zh
            ),
            format!(
                "{} taken in{}, {known} unchanged{}; {}",
                counted(new, "file", "files"),
                missed.en,
                kept_back.en,
                counted(of_findings, "finding", "findings")
            ),
        ),
        did_something: new + taken.missed().0 + taken.spoiled.len() > 0,
    }
}

impl Row for Step {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("what", ["对象", "what"], |row: &Self| row.what.clone()),
            Field::told("done", ["结果", "done"], |row: &Self, voice| {
                row.done.get(voice.language).to_owned()
            })
            .for_everyone(),
        ]
    }
}

fn say_end(output: &Output, nothing_done: bool, checked: &Checked) {
    if output.format() != Format::Table {
        return;
    }
    if nothing_done {
        output.say(&Localized::new("一切都是最新的，无事可做", "everything is up to date; nothing to do"));
    } else {
        say_checked(output, checked);
    }
    kept_back::waiting(checked.waiting).iter().for_each(|line| output.say(line));
}

fn say_held(output: &Output) {
    output.say(&Localized::new(
        "没有写出任何报告，原有的保持不变；上述文件读入后（或移走后）再运行 tierstat build",
        "no report was written, and those that were there stay as they were; run tierstat build again when the files above can be taken in, or were moved away",
    ));
}

fn say_checked(output: &Output, checked: &Checked) {
    let (count, errors) = (checked.finding_count, checked.error_count);
    if count == 0 {
        output.say(&Localized::new("核对没有发现问题", "the checks found nothing"));
    } else {
        output.say(&Localized::new(
            format!("{count} 条发现，其中 {errors} 条为错误；详见 tierstat check"),
            format!(
                "{}, {errors} of level error; tierstat check shows them",
                counted(count, "finding", "findings")
            ),
        ));
    }
}
