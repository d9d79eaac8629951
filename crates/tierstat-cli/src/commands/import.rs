//! `tierstat import`: files into the ledger, each all or not at all.

use crate::args::{Format, ImportArguments};
use crate::codes;
use crate::commands::asked_files::AskedFiles;
use crate::commands::kept_back::{self, Told};
use crate::commands::known_before::{self, KnownBefore};
use crate::commands::missed::{self, Missed};
use crate::commands::{letter, vanished};
use crate::crash;
use crate::exit::{Failure, Outcome};
use crate::file_bytes::hash_of_file;
use crate::output::{Answer, Column, Output, counted};
use crate::output_files::Turn;
use crate::progress;
use crate::project::Project;
use crate::publication::Publication;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_ingest::{FileContext, Imported, Names};
use tierstat_model::{Figure, Finding, KeptBack, Localized, Severity};
use tierstat_store::{
    Arrival, ImportOutcome, ImportRecord, Ledger, StoreError, Stream, StreamedBatch, Withdrawal,
};

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
        let waiting = ledger.kept_back_count()?;
        (summary, waiting, Some(ledger))
    } else {
        (preview(&project, &asked, world, output)?, 0, None)
    };
    output.answer(&summary.answer());
    let error_findings = summary.say(output);
    if output.format() == Format::Table {
        output.say(&summary.closing_line());
        // What was just said need not be said again, but what earlier imports kept back still waits.
        if waiting > summary.kept_back.count() {
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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

impl LineOutcome {
    fn already_known(import: ImportRecord) -> Self {
        Self::AlreadyKnown { since: import.imported_on.to_string(), under: import.file }
    }
}

/// What one file came to.
#[derive(Debug)]
struct Taken {
    outcome: LineOutcome,
    kept_back: Told,
    /// What reading it saw beside that.
    findings: Vec<Finding>,
    /// What is said of it as against what the ledger knew before: what it does not answer any more, and that it comes again.
    of_before: Vec<Finding>,
}

/// What the ledger was told because of a file, and what nobody can learn of it any more once it was.
#[derive(Debug, Serialize, Deserialize)]
enum Done {
    /// It took in all there was to read: reading it again tells the rest.
    TakenIn { outcome: LineOutcome, of_before: Vec<Finding> },
    /// It is no source any more, since it is missed.
    Missed(Missed),
    /// It is no source any more, since it changed into what cannot be read.
    Spoiled,
}

impl Taken {
    /// A file of which there is nothing to tell but what became of it.
    fn of(outcome: LineOutcome) -> Self {
        Self { outcome, kept_back: Told::default(), findings: Vec::new(), of_before: Vec::new() }
    }

    /// A file that was read.
    fn read(outcome: LineOutcome, mut imported: Imported<'_>) -> Self {
        let mut kept_back = Told::default();
        imported.kept_back().for_each(|kept| kept_back.add(kept));
        // Why numbers are kept back is told with them.
        Self { kept_back, findings: imported.take_other_findings(), ..Self::of(outcome) }
    }

    /// What a later run cannot learn by reading the file again, where the ledger took it in.
    fn done(&self) -> Option<Done> {
        let is_taken_in = matches!(self.outcome, LineOutcome::TakenIn { .. });
        is_taken_in
            .then(|| Done::TakenIn { outcome: self.outcome.clone(), of_before: self.of_before.clone() })
    }
}

/// What happened to all files.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<Line>,
    /// How many files were not even looked at, since nothing changed.
    unchanged: usize,
    pub(crate) kept_back: Told,
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
    // A run before this one may have stopped, and then it could not say what it withdrew.
    for done in world.supervised.all_done() {
        if let Done::Missed(missed) = done {
            summary.add_missed(&missed, world, false);
        }
    }
    // What is missed goes first, so that a renamed file does not meet itself under its old name.
    for missed in missed {
        ledger.withdraw(&missed.file, &missed.withdrawal(), world.today)?;
        summary.add_missed(&missed, world, false);
        let file = missed.file.clone();
        world.supervised.end(&file, Some(&Done::Missed(missed)));
    }
    for file in &asked.files {
        let name = project.name_of(file);
        bar.begin(&name);
        let mut taken =
            contained(project, file, world, || take_in_one(project, &names, (ledger, &before), file, world));
        if let Err(Failure::Store(StoreError::DayBeforeLatest { .. })) = taken
            && summary.taken_in() == 0
        {
            bar.end();
            return taken.map(|_| summary);
        }
        let done = match &mut taken {
            Ok(taken) => {
                if let (LineOutcome::TakenIn { .. }, Some(since)) =
                    (&taken.outcome, before.forgotten.get(&name))
                    && !asked.named.contains(file)
                {
                    taken.of_before.push(missed::comes_again(&name, *since));
                }
                taken.done()
            }
            Err(failure) => {
                let stands = before.standing.get(&name).map(String::as_str);
                let is_withdrawn = speaks_of_the_content(failure, file, stands)
                    && ledger.withdraw(&name, &Withdrawal::Unreadable, world.today)?;
                let was_withdrawn = matches!(world.supervised.done(&name), Some(Done::Spoiled));
                (is_withdrawn || was_withdrawn).then_some(Done::Spoiled)
            }
        };
        if let Some(Done::Spoiled) = done {
            summary.findings.push(missed::unreadable(&name, world.today));
            summary.spoiled.insert(name.clone());
        }
        world.supervised.end(&name, done.as_ref());
        summary.add(name, taken);
        bar.step();
    }
    bar.end();
    Ok(summary)
}

/// Whether a file is there and what it is cannot be taken in, as opposed to one that cannot be opened just now.
fn speaks_of_the_content(failure: &Failure, file: &Path, stands: Option<&str>) -> bool {
    let of_content = match failure {
        Failure::Ingest(_)
        | Failure::Link(_)
        | Failure::Fault { .. }
        | Failure::Store(StoreError::DuplicateFigure { .. } | StoreError::UnsoundFigure { .. }) => true,
        // Bytes that were read before can be read: what was wanting then is memory, and not a file that says something.
        Failure::Stopped { .. } => {
            stands.is_some_and(|stands| hash_of_file(file).is_ok_and(|hash| hash != stands))
        }
        _ => false,
    };
    of_content && std::fs::File::open(file).is_ok()
}

/// A file that a fault of ours meets is named, and keeps out no other; so is one at which an earlier run of this one stopped.
///
/// Whoever asks for it says when the file is done.
fn contained(
    project: &Project,
    file: &Path,
    world: &World,
    read: impl FnOnce() -> Result<Taken, Failure>,
) -> Result<Taken, Failure> {
    if let Some(signal) = world.supervised.begin(&project.name_of(file)) {
        return Err(Failure::Stopped { path: file.to_owned(), signal });
    }
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
    let is_found = project.found()?.files.binary_search(&file.to_owned()).is_ok();
    let arrival = if is_found { Arrival::Found } else { Arrival::Given };
    // What the ledger holds already need not be read again, unless a run that stopped took it in and could not tell what it saw.
    if world.supervised.done::<Done>(&publication.name).is_none()
        && let Ok(hash) = hash_of_file(file)
        && let Some(import) =
            ledger.known(&publication.name, (&hash, &publication.interpretation_hash), arrival)?
    {
        return Ok(Taken::of(LineOutcome::already_known(import)));
    }
    let context = publication.context(&project.lists, &project.settings.limits, Some(world.today));
    let context = FileContext { names: Some(names), ..context };
    let imported = tierstat_ingest::import(&context)?;
    let batch = StreamedBatch {
        file: &publication.name,
        content: &imported.content,
        content_hash: &imported.content_hash,
        interpretation_hash: &publication.interpretation_hash,
        imported_on: world.today,
        figures: &FiguresOf { imported: &imported, before },
        kept_back: &KeptBackOf(&imported),
        findings: &imported.findings,
    };
    Ok(match ledger.take_in_streamed(&batch, arrival)? {
        ImportOutcome::Imported { added, revised, confirmed, vanished, .. } => {
            let questions = vanished::questions(project, &publication.name, &vanished);
            let (figures, kept_back) = (imported.count(), imported.kept_back_count());
            let vanished = vanished.len();
            let outcome = LineOutcome::TakenIn { figures, kept_back, added, revised, confirmed, vanished };
            Taken { of_before: questions, ..Taken::read(outcome, imported) }
        }
        ImportOutcome::AlreadyKnown { import } => match world.supervised.done(&project.name_of(file)) {
            // The run that took it in stopped before it could say so.
            Some(Done::TakenIn { outcome, of_before }) => {
                Taken { of_before, ..Taken::read(outcome, imported) }
            }
            Some(Done::Missed(_) | Done::Spoiled) | None => Taken::of(LineOutcome::already_known(import)),
        },
    })
}

/// The figures of a file as a ledger takes them in.
#[derive(Debug)]
struct FiguresOf<'i> {
    imported: &'i Imported<'i>,
    before: &'i KnownBefore,
}

impl Stream<Figure> for FiguresOf<'_> {
    fn count(&self) -> usize {
        self.imported.count()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, Figure>> + '_> {
        let first_day = self.before.first_day(&self.imported.content_hash);
        Box::new(self.imported.figures().map(move |mut figure| {
            known_before::date_back(&mut figure, first_day);
            Cow::Owned(figure)
        }))
    }
}

/// The numbers of a file that are kept back, as a ledger takes them in.
#[derive(Debug)]
struct KeptBackOf<'i>(&'i Imported<'i>);

impl Stream<KeptBack> for KeptBackOf<'_> {
    fn count(&self) -> usize {
        self.0.kept_back_count()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, KeptBack>> + '_> {
        Box::new(self.0.kept_back().map(Cow::Owned))
    }
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
        let read = contained(project, file, world, || {
            let publication = Publication::read(Some(project), file)?;
            let limits = &project.settings.limits;
            let context = publication.context(&project.lists, limits, Some(world.today));
            let context = FileContext { names: Some(&names), ..context };
            let imported = tierstat_ingest::import(&context)?;
            let (figures, kept_back) = (imported.count(), imported.kept_back_count());
            Ok(Taken::read(LineOutcome::WouldBeTakenIn { figures, kept_back }, imported))
        });
        let name = project.name_of(file);
        world.supervised.end(&name, None::<&Done>);
        summary.add(name, read);
        bar.step();
    }
    bar.end();
    Ok(summary)
}

impl Summary {
    /// What happened to files of which none has to be looked at.
    pub(crate) fn nothing_new(asked: &AskedFiles) -> Self {
        Self { unchanged: asked.files.len(), findings: asked.findings.clone(), ..Self::default() }
    }

    fn add_missed(&mut self, missed: &Missed, world: &World, is_preview: bool) {
        self.findings.push(missed.finding(world.today));
        let outcome = LineOutcome::Missed { is_renamed: missed.renamed_to.is_some(), is_preview };
        self.lines.push(Line { file: missed.file.clone(), outcome });
    }

    fn add(&mut self, file: String, taken: Result<Taken, Failure>) {
        let outcome = match taken {
            Ok(Taken { outcome, kept_back, findings, of_before }) => {
                self.kept_back.extend(kept_back);
                self.findings.extend(findings.into_iter().chain(of_before));
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
        self.kept_back.lines().iter().for_each(|line| output.say(line));
        output.findings(&self.findings);
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
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
        let is_known = |line: &&Line| matches!(line.outcome, LineOutcome::AlreadyKnown { .. });
        self.unchanged + self.lines.iter().filter(is_known).count()
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
