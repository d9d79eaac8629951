//! `tierstat import`: files into the ledger, each all or not at all.

use crate::args::{Format, ImportArguments};
use crate::codes;
use crate::commands::asked_files::AskedFiles;
use crate::commands::known_before::KnownBefore;
use crate::commands::missed::{self, Missed};
use crate::commands::{kept_back, letter, vanished};
use crate::crash;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output, counted};
use crate::output_files::Turn;
use crate::progress;
use crate::project::Project;
use crate::publication::Publication;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_ingest::{FileContext, Names};
use tierstat_model::{CellRef, Finding, KeptBack, Localized, Severity};
use tierstat_store::{Arrival, ImportBatch, ImportOutcome, Ledger, StoreError, Withdrawal};

pub(crate) fn run(
    arguments: &ImportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let world = &world.on(arguments.known_on);
    let asked = AskedFiles::of(&project, &arguments.paths)?;
    // What is no ledger is named before anything is written, the mark of a turn among it.
    let ledger = (!arguments.dry_run).then(|| project.ledger(arguments.known_on)).transpose()?;
    let _turn = (!arguments.dry_run || arguments.letter)
        .then(|| Turn::take(&project.boundary, &project.out(), output))
        .transpose()?;
    let (summary, waiting, ledger) = if let Some(mut ledger) = ledger {
        let unfinished = UnfinishedImports::begin(&project, &asked.files, arguments.paths.is_empty())?;
        let summary = take_in(&project, &mut ledger, &asked, world, output)?;
        unfinished.end(summary.in_the_ledger())?;
        letter::discard_those_about(&summary.withdrawn(), &project, output)?;
        let ledger = ledger.snapshot()?.noting(&project.set_aside);
        let waiting = ledger.kept_back()?.len();
        (summary, waiting, Some(ledger))
    } else {
        (preview(&project, &asked, world, output)?, 0, None)
    };
    output.answer(&summary.answer());
    let error_findings = summary.say(output);
    if output.format() == Format::Table {
        output.say(&summary.closing_line());
        // What was just said need not be said again, but what earlier imports kept back still waits.
        if waiting > summary.kept_back.len() {
            kept_back::waiting(waiting).iter().for_each(|line| output.say(line));
        }
    }
    summary.unreadable.iter().for_each(|failure| output.error(failure));
    if let Some(ledger) = ledger.filter(|_| arguments.letter) {
        let letters = letter::write(&project, &ledger)?;
        for path in &letters {
            let path = project.name_of(path);
            output.say(&Localized::new(format!("已写出 {path}"), format!("written: {path}")));
        }
        if letters.is_empty() {
            output.say(&Localized::new("没有需要各协会核对的单元格", "no association has a cell to check"));
        }
    }
    let internal_fault = summary.unreadable.iter().any(|failure| matches!(failure, Failure::Fault { .. }));
    let unreadable_input = !summary.unreadable.is_empty();
    Ok(Outcome { error_findings, unreadable_input, internal_fault, ..Outcome::default() })
}

/// What happened to one file.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) file: String,
    pub(crate) outcome: LineOutcome,
}

/// Taken in, known already, not readable, or missed where it was found.
#[derive(Debug)]
pub(crate) enum LineOutcome {
    TakenIn {
        figures: usize,
        kept_back: usize,
        added: usize,
        revised: usize,
        confirmed: usize,
        vanished: usize,
    },
    WouldBeTakenIn {
        figures: usize,
        kept_back: usize,
    },
    AlreadyKnown {
        since: String,
        under: String,
    },
    Unreadable,
    Missed {
        is_renamed: bool,
        /// Whether that is only said and not written down.
        is_preview: bool,
    },
}

/// What one file came to: what became of it, what was kept back, and what reading it saw.
type Taken = (LineOutcome, Vec<KeptBack>, Vec<Finding>);

/// What happened to all files.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<Line>,
    pub(crate) kept_back: Vec<KeptBack>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) unreadable: Vec<Failure>,
    /// Those that said something before they changed into what cannot be read.
    pub(crate) spoiled: BTreeSet<String>,
}

/// Withdraws what is missed, and takes files into the ledger one after the other; one that cannot be read does not keep out the
/// others.
///
/// A day that the ledger refuses is that of all files, so nothing is taken in then.
pub(crate) fn take_in(
    project: &Project,
    ledger: &mut Ledger,
    asked: &AskedFiles,
    world: &World,
    output: &Output,
) -> Result<Summary, Failure> {
    let bar = progress::bar(output, asked.files.len());
    let mut summary = Summary { findings: asked.findings.clone(), ..Summary::default() };
    let names = Names::new(&project.lists);
    let (before, missed) = {
        let ledger = ledger.snapshot()?;
        (KnownBefore::of(&ledger)?, Missed::among(&ledger.sources()?, project, &asked.files)?)
    };
    // What is missed goes first, so that a renamed file does not meet itself under its old name.
    for missed in missed {
        ledger.withdraw(&missed.file, &missed.withdrawal(), world.today)?;
        summary.add_missed(&missed, world, false);
    }
    for file in &asked.files {
        let name = project.name_of(file);
        bar.begin(&name);
        let taken = contained(file, || take_in_one(project, &names, (ledger, &before), file, world));
        if let Err(Failure::Store(StoreError::DayBeforeLatest { .. })) = taken
            && summary.taken_in() == 0
        {
            bar.end();
            return taken.map(|_| summary);
        }
        if let Err(failure) = &taken
            && speaks_of_the_content(failure, file)
            && ledger.withdraw(&name, &Withdrawal::Unreadable, world.today)?
        {
            summary.findings.push(missed::unreadable(&name, world.today));
            summary.spoiled.insert(name.clone());
        }
        if let (Ok((LineOutcome::TakenIn { .. }, ..)), Some(since)) = (&taken, before.forgotten.get(&name))
            && !asked.named.contains(file)
        {
            summary.findings.push(missed::comes_again(&name, *since));
        }
        summary.add(name, taken);
        bar.step();
    }
    bar.end();
    Ok(summary)
}

/// Whether a file is there and what it is cannot be taken in, as opposed to one that cannot be opened just now.
fn speaks_of_the_content(failure: &Failure, file: &Path) -> bool {
    let of_content = matches!(
        failure,
        Failure::Ingest(_)
            | Failure::Link(_)
            | Failure::Fault { .. }
            | Failure::Store(StoreError::DuplicateFigure { .. } | StoreError::UnsoundFigure { .. })
    );
    of_content && std::fs::File::open(file).is_ok()
}

/// A file that a fault of ours meets is named, and keeps out no other.
fn contained(file: &Path, read: impl FnOnce() -> Result<Taken, Failure>) -> Result<Taken, Failure> {
    let fault = |message| Failure::Fault { path: file.to_owned(), message };
    crash::contain(read).unwrap_or_else(|message| Err(fault(message)))
}

fn take_in_one(
    project: &Project,
    names: &Names<'_>,
    (ledger, before): (&mut Ledger, &KnownBefore),
    file: &Path,
    world: &World,
) -> Result<Taken, Failure> {
    let publication = Publication::read(Some(project), file)?;
    let context = publication.context(&project.lists, &project.settings.limits, Some(world.today));
    let mut imported = tierstat_ingest::import(&FileContext { names: Some(names), ..context })?;
    before.date_back(&mut imported.figures, &imported.content_hash);
    let is_found = project.found()?.files.binary_search(&file.to_owned()).is_ok();
    let arrival = if is_found { Arrival::Found } else { Arrival::Given };
    let batch = ImportBatch {
        file: &publication.name,
        content: &imported.content,
        content_hash: &imported.content_hash,
        interpretation_hash: &publication.interpretation_hash,
        imported_on: world.today,
        figures: &imported.figures,
        kept_back: &imported.kept_back,
        findings: &imported.findings,
    };
    Ok(match ledger.take_in(&batch, arrival)? {
        ImportOutcome::Imported { added, revised, confirmed, vanished, .. } => {
            let mut findings = imported.findings;
            findings.extend(vanished::questions(project, &publication.name, &vanished));
            let (figures, kept_back) = (imported.figures.len(), imported.kept_back.len());
            let vanished = vanished.len();
            let outcome = LineOutcome::TakenIn { figures, kept_back, added, revised, confirmed, vanished };
            (outcome, imported.kept_back, findings)
        }
        ImportOutcome::AlreadyKnown { import } => (
            LineOutcome::AlreadyKnown { since: import.imported_on.to_string(), under: import.file },
            Vec::new(),
            Vec::new(),
        ),
    })
}

/// Reads files as an import would and changes nothing.
fn preview(
    project: &Project,
    asked: &AskedFiles,
    world: &World,
    output: &Output,
) -> Result<Summary, Failure> {
    let bar = progress::bar(output, asked.files.len());
    let mut summary = Summary { findings: asked.findings.clone(), ..Summary::default() };
    let names = Names::new(&project.lists);
    if let Some(ledger) = project.ledger_if_any()? {
        for missed in Missed::among(&ledger.sources()?, project, &asked.files)? {
            summary.add_missed(&missed, world, true);
        }
    }
    for file in &asked.files {
        let read = contained(file, || {
            let publication = Publication::read(Some(project), file)?;
            let limits = &project.settings.limits;
            let context = publication.context(&project.lists, limits, Some(world.today));
            let imported = tierstat_ingest::import(&FileContext { names: Some(&names), ..context })?;
            let (figures, kept_back) = (imported.figures.len(), imported.kept_back.len());
            let outcome = LineOutcome::WouldBeTakenIn { figures, kept_back };
            Ok((outcome, imported.kept_back, imported.findings))
        });
        summary.add(project.name_of(file), read);
        bar.step();
    }
    bar.end();
    Ok(summary)
}

impl Summary {
    fn add_missed(&mut self, missed: &Missed, world: &World, is_preview: bool) {
        self.findings.push(missed.finding(world.today));
        let outcome = LineOutcome::Missed { is_renamed: missed.renamed_to.is_some(), is_preview };
        self.lines.push(Line { file: missed.file.clone(), outcome });
    }

    fn add(&mut self, file: String, taken: Result<Taken, Failure>) {
        let outcome = match taken {
            Ok((outcome, kept_back, findings)) => {
                self.kept_back.extend(kept_back);
                self.findings.extend(findings);
                outcome
            }
            Err(failure) => {
                self.unreadable.push(failure);
                LineOutcome::Unreadable
            }
        };
        self.lines.push(Line { file, outcome });
    }

    /// Says what was kept back and what else reading saw, each thing once; returns whether a finding has level error.
    pub(crate) fn say(&self, output: &Output) -> bool {
        kept_back::told(&self.kept_back).iter().for_each(|line| output.say(line));
        output.findings(&self.other_findings());
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The findings that say something else than why numbers were kept back.
    fn other_findings(&self) -> Vec<Finding> {
        let doubted: BTreeSet<(&str, &CellRef)> =
            self.kept_back.iter().map(|kept| (kept.rule.as_str(), &kept.cell)).collect();
        let says_why_kept_back = |finding: &&Finding| {
            finding.cells.iter().any(|cell| doubted.contains(&(finding.rule.as_str(), cell)))
        };
        self.findings.iter().filter(|finding| !says_why_kept_back(finding)).cloned().collect()
    }

    /// The files that the ledger holds now.
    pub(crate) fn in_the_ledger(&self) -> impl Iterator<Item = &str> {
        let held = self
            .lines
            .iter()
            .filter(|line| !matches!(line.outcome, LineOutcome::Unreadable | LineOutcome::Missed { .. }));
        held.map(|line| line.file.as_str())
    }

    /// How many files changed the ledger.
    pub(crate) fn taken_in(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.outcome, LineOutcome::TakenIn { .. })).count()
    }

    /// How many files the ledger knew already.
    pub(crate) fn already_known(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.outcome, LineOutcome::AlreadyKnown { .. })).count()
    }

    /// The files that are no sources any more: those that are missed, and those that changed and cannot be read.
    pub(crate) fn withdrawn(&self) -> BTreeSet<&str> {
        let is_withdrawn = |line: &&Line| match line.outcome {
            LineOutcome::Missed { is_preview, .. } => !is_preview,
            LineOutcome::Unreadable => self.spoiled.contains(&line.file),
            _ => false,
        };
        self.lines.iter().filter(is_withdrawn).map(|line| line.file.as_str()).collect()
    }

    /// How many files are missed where they were found, and how many of them have another name.
    pub(crate) fn missed(&self) -> (usize, usize) {
        let missed = self.lines.iter().filter_map(|line| match line.outcome {
            LineOutcome::Missed { is_renamed, .. } => Some(usize::from(is_renamed)),
            _ => None,
        });
        missed.fold((0, 0), |(missed, renamed), one| (missed + 1, renamed + one))
    }

    /// What is said of files that are missed; nothing where there are none.
    pub(crate) fn missed_words(&self) -> Localized {
        let (missed, renamed) = self.missed();
        let mut words = Localized::default();
        if missed > renamed {
            let gone = missed - renamed;
            words.zh.push_str(&format!("，{gone} 个已不在"));
            words.en.push_str(&format!(", {} there no longer", counted(gone, "file", "files")));
        }
        if renamed > 0 {
            words.zh.push_str(&format!("，{renamed} 个已改名"));
            words.en.push_str(&format!(", {} renamed", counted(renamed, "file", "files")));
        }
        words
    }

    fn closing_line(&self) -> Localized {
        let gone = self.missed_words();
        let would = self
            .lines
            .iter()
            .filter(|line| matches!(line.outcome, LineOutcome::WouldBeTakenIn { .. }))
            .count();
        let is_preview = self
            .lines
            .iter()
            .any(|line| matches!(line.outcome, LineOutcome::Missed { is_preview: true, .. }));
        if would > 0 || is_preview {
            return Localized::new(
                format!("试运行：{would} 个文件可读入{}，账本未改动", gone.zh),
                format!(
                    "dry run: {} can be taken in{}; the ledger is unchanged",
                    counted(would, "file", "files"),
                    gone.en
                ),
            );
        }
        let (taken, known, failed) = (self.taken_in(), self.already_known(), self.unreadable.len());
        Localized::new(
            format!("读入 {taken} 个文件{}；{known} 个此前已读入，未作改动；{failed} 个无法读取", gone.zh),
            format!(
                "{} taken in{}; {known} known already, nothing changed; {failed} could not be read",
                counted(taken, "file", "files"),
                gone.en
            ),
        )
    }

    fn answer(&self) -> Answer {
        let columns = vec![
            Column::text("file", "文件", "file"),
            Column::code("outcome", "结果", "outcome", codes::outcome),
            Column::number("figures", "数据", "figures"),
            Column::number("kept_back", "暂缓", "kept back"),
            Column::number("added", "新增", "added"),
            Column::number("revised", "修订", "revised"),
            Column::number("confirmed", "确认", "confirmed"),
            Column::number("vanished", "消失", "vanished"),
            Column::text("known_since", "已知自", "known since"),
        ];
        let rows = self.lines.iter().map(|line| {
            // Outcome, since when it is known, and the numbers of the columns between.
            let (outcome, known_since, numbers) = match &line.outcome {
                LineOutcome::TakenIn { figures, kept_back, added, revised, confirmed, vanished } => {
                    let numbers = [figures, kept_back, added, revised, confirmed, vanished];
                    ("imported", None, numbers.map(|number| Some(*number)))
                }
                LineOutcome::WouldBeTakenIn { figures, kept_back } => {
                    ("would-import", None, [Some(*figures), Some(*kept_back), None, None, None, None])
                }
                LineOutcome::AlreadyKnown { since, under } => {
                    let known =
                        if *under == line.file { since.clone() } else { format!("{since} ({under})") };
                    ("already-known", Some(known), [None; 6])
                }
                LineOutcome::Unreadable => ("unreadable", None, [None; 6]),
                LineOutcome::Missed { is_renamed, is_preview } => {
                    let outcome = match (is_renamed, is_preview) {
                        (false, false) => "gone",
                        (true, false) => "renamed",
                        (false, true) => "would-be-gone",
                        (true, true) => "would-be-renamed",
                    };
                    (outcome, None, [None; 6])
                }
            };
            let mut row = vec![json!(line.file), json!(outcome)];
            row.extend(numbers.map(|number| json!(number)));
            row.push(json!(known_since));
            row
        });
        Answer { columns, rows: rows.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{FigureId, Quantity};

    fn cell(file: &str, row: u32) -> CellRef {
        CellRef { file: file.to_owned(), sheet: None, row, column: 2 }
    }

    fn finding(rule: &str, cells: Vec<CellRef>) -> Finding {
        Finding {
            severity: Severity::Warning,
            rule: rule.to_owned(),
            cells,
            message: Localized::default(),
            hint: Localized::default(),
        }
    }

    #[test]
    fn a_doubt_that_the_block_says_is_no_finding_beside_it() {
        let kept = |file, row| KeptBack {
            id: FigureId(format!("{row:x}")),
            cell: cell(file, row),
            quantity: Quantity::missing("7"),
            parts: Vec::new(),
            rule: "area.doubtful".to_owned(),
            reason: Localized::default(),
            settled_by: String::new(),
        };
        let findings = vec![
            finding("area.doubtful", vec![cell("a.csv", 2), cell("a.csv", 3)]),
            finding("area.doubtful", vec![cell("b.csv", 2)]),
            finding("period.doubtful", vec![cell("a.csv", 2)]),
            finding("area.unknown", vec![cell("a.csv", 2)]),
        ];
        let summary = Summary {
            kept_back: vec![kept("a.csv", 2), kept("a.csv", 3)],
            findings: findings.clone(),
            ..Summary::default()
        };
        assert_eq!(summary.other_findings(), findings[1..]);
    }
}
