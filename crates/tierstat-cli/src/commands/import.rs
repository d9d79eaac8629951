//! `tierstat import`: files into the ledger, each all or not at all.

use crate::args::{Format, ImportArguments};
use crate::codes;
use crate::commands::kept_back::{self, Told};
use crate::commands::letter;
use crate::crash;
use crate::exit::{Failure, Outcome};
use crate::file_walk::FileWalk;
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
use std::path::{Path, PathBuf};
use tierstat_ingest::{FileContext, Imported, Names};
use tierstat_model::{CellRef, Figure, Finding, KeptBack, Language, Localized, SeriesKey, Severity};
use tierstat_report::wording;
use tierstat_store::{ImportOutcome, Ledger, Source, StoreError, StreamedBatch};

pub(crate) fn run(
    arguments: &ImportArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let world = &world.on(arguments.known_on);
    let asked = Asked::of(&project, &arguments.paths)?;
    // What is no ledger is named before anything is written, the mark of a turn among it.
    let ledger = (!arguments.dry_run).then(|| project.ledger(arguments.known_on)).transpose()?;
    let _turn = (!arguments.dry_run || arguments.letter)
        .then(|| Turn::take(&project.boundary, &project.out(), output))
        .transpose()?;
    let (summary, waiting, ledger) = if let Some(mut ledger) = ledger {
        let unfinished = UnfinishedImports::begin(&project, &asked.files, arguments.paths.is_empty())?;
        let summary = take_in(&project, &mut ledger, &asked, world, output)?;
        unfinished.end(summary.in_the_ledger())?;
        let ledger = ledger.snapshot()?.noting(&project.set_aside);
        let waiting = ledger.kept_back_count()?;
        (summary, waiting, Some(ledger))
    } else {
        (preview(&project, &asked, world, output), 0, None)
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

/// The files that are to be taken in, with what was seen on the way to them.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) findings: Vec<Finding>,
}

impl Asked {
    /// The files that paths stand for; without a path, those of the datasets folder. A file named by a person is always taken.
    pub(crate) fn of(project: &Project, paths: &[PathBuf]) -> Result<Self, Failure> {
        let found = project.found()?;
        let mut asked = Self { files: Vec::new(), findings: Vec::new() };
        if paths.is_empty() {
            asked.files.clone_from(&found.files);
            asked.findings.clone_from(&found.findings);
            return Ok(asked);
        }
        let datasets = project.name_of(&project.datasets());
        for path in paths {
            let path = project.path_of(path);
            let files = if path.is_dir() {
                let walk = FileWalk::through(project, &path)?;
                asked.findings.extend(walk.findings);
                walk.files
            } else {
                vec![path]
            };
            let outside =
                files.iter().filter(|file| file.exists() && found.files.binary_search(file).is_err());
            asked.findings.extend(outside.map(|file| lies_outside(&project.name_of(file), &datasets)));
            asked.files.extend(files);
        }
        Ok(asked)
    }
}

/// What a person is told of a file that is taken in although a build does not look where it lies.
fn lies_outside(file: &str, datasets: &str) -> Finding {
    let message = Localized::new(
        format!(
            "{file} 不在 {datasets}/ 所读的文件之中（项目之外或不读的位置）：按所写路径读入；build 不会再看它"
        ),
        format!(
            "{file} lies outside of what is read from {datasets}/: it is taken in as it was named, and a build does not look at it"
        ),
    );
    let hint = Localized::new(
        format!("如属本项目的来源，把它放进 {datasets}/"),
        format!("put it into {datasets}/ if it is a source of this project"),
    );
    let cells = vec![CellRef { file: file.to_owned(), sheet: None, row: 1, column: 1 }];
    Finding { severity: Severity::Information, rule: "source.outside".to_owned(), cells, message, hint }
}

/// What happened to one file.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) file: String,
    pub(crate) outcome: LineOutcome,
}

/// Taken in, known already, or not readable.
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
}

/// What one file came to.
#[derive(Debug)]
struct Taken {
    outcome: LineOutcome,
    kept_back: Told,
    /// What reading it saw beside that.
    findings: Vec<Finding>,
    /// What it does not answer any more.
    vanished: Vec<Finding>,
}

/// What a file came to of which the ledger took in all there was to read: reading it again tells the rest.
#[derive(Debug, Serialize, Deserialize)]
struct TakenIn {
    outcome: LineOutcome,
    vanished: Vec<Finding>,
}

impl Taken {
    /// A file of which there is nothing to tell but what became of it.
    fn of(outcome: LineOutcome) -> Self {
        Self { outcome, kept_back: Told::default(), findings: Vec::new(), vanished: Vec::new() }
    }

    /// A file that was read.
    fn read(outcome: LineOutcome, mut imported: Imported<'_>) -> Self {
        let mut kept_back = Told::default();
        imported.kept_back().for_each(|kept| kept_back.add(kept));
        // Why numbers are kept back is told with them.
        Self { kept_back, findings: imported.take_other_findings(), ..Self::of(outcome) }
    }

    /// What a later run cannot learn by reading the file again, where the ledger took it in.
    fn taken_in(&self) -> Option<TakenIn> {
        let is_taken_in = matches!(self.outcome, LineOutcome::TakenIn { .. });
        is_taken_in.then(|| TakenIn { outcome: self.outcome.clone(), vanished: self.vanished.clone() })
    }
}

/// What happened to all files.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<Line>,
    pub(crate) kept_back: Told,
    pub(crate) findings: Vec<Finding>,
    pub(crate) unreadable: Vec<Failure>,
}

/// Takes files into the ledger one after the other; one that cannot be read does not keep out the others.
///
/// A day that the ledger refuses is that of all files, so nothing is taken in then.
pub(crate) fn take_in(
    project: &Project,
    ledger: &mut Ledger,
    asked: &Asked,
    world: &World,
    output: &Output,
) -> Result<Summary, Failure> {
    let bar = progress::bar(output, asked.files.len());
    let mut summary = Summary { findings: asked.findings.clone(), ..Summary::default() };
    let names = Names::new(&project.lists);
    for file in &asked.files {
        bar.begin(&project.name_of(file));
        let taken = contained(project, file, world, || take_in_one(project, &names, ledger, file, world));
        if let Err(Failure::Store(StoreError::DayBeforeLatest { .. })) = taken
            && summary.taken_in() == 0
        {
            bar.end();
            return taken.map(|_| summary);
        }
        summary.add(project.name_of(file), taken);
        bar.step();
    }
    bar.end();
    Ok(summary)
}

/// A file that a fault of ours meets is named, and keeps out no other; so is one at which an earlier run of this one stopped.
fn contained(
    project: &Project,
    file: &Path,
    world: &World,
    read: impl FnOnce() -> Result<Taken, Failure>,
) -> Result<Taken, Failure> {
    let name = project.name_of(file);
    if let Some(signal) = world.supervised.begin(&name) {
        return Err(Failure::Stopped { path: file.to_owned(), signal });
    }
    let fault = |message| Failure::Fault { path: file.to_owned(), message };
    let taken = crash::contain(read).unwrap_or_else(|message| Err(fault(message)));
    let taken_in = taken.as_ref().ok().and_then(Taken::taken_in);
    world.supervised.end(&name, taken_in.as_ref());
    taken
}

fn take_in_one(
    project: &Project,
    names: &Names<'_>,
    ledger: &mut Ledger,
    file: &Path,
    world: &World,
) -> Result<Taken, Failure> {
    let publication = Publication::read(Some(project), file)?;
    let context = publication.context(&project.lists, &project.settings.limits, Some(world.today));
    let context = FileContext { names: Some(names), ..context };
    let imported = tierstat_ingest::import(&context)?;
    let outcome = ledger.import_streamed(&StreamedBatch {
        file: &publication.name,
        content: &imported.content,
        content_hash: &imported.content_hash,
        interpretation_hash: &publication.interpretation_hash,
        imported_on: world.today,
        figures: &FiguresOf(&imported),
        kept_back: &KeptBackOf(&imported),
        findings: &imported.findings,
    })?;
    Ok(match outcome {
        ImportOutcome::Imported { added, revised, confirmed, vanished, .. } => {
            let questions = vanished_questions(project, &publication.name, &vanished);
            let (figures, kept_back) = (imported.count(), imported.kept_back_count());
            let vanished = vanished.len();
            let outcome = LineOutcome::TakenIn { figures, kept_back, added, revised, confirmed, vanished };
            Taken { vanished: questions, ..Taken::read(outcome, imported) }
        }
        ImportOutcome::AlreadyKnown { import } => match world.supervised.taken_in(&project.name_of(file)) {
            // The run that took it in stopped before it could say so.
            Some(TakenIn { outcome, vanished }) => Taken { vanished, ..Taken::read(outcome, imported) },
            None => Taken::of(LineOutcome::AlreadyKnown {
                since: import.imported_on.to_string(),
                under: import.file,
            }),
        },
    })
}

/// The figures of a file as a ledger takes them in.
#[derive(Debug)]
struct FiguresOf<'i>(&'i Imported<'i>);

impl Source<Figure> for FiguresOf<'_> {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, Figure>> + '_> {
        Box::new(self.0.figures().map(Cow::Owned))
    }
}

/// The numbers of a file that are kept back, as a ledger takes them in.
#[derive(Debug)]
struct KeptBackOf<'i>(&'i Imported<'i>);

impl Source<KeptBack> for KeptBackOf<'_> {
    fn count(&self) -> usize {
        self.0.kept_back_count()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, KeptBack>> + '_> {
        Box::new(self.0.kept_back().map(Cow::Owned))
    }
}

/// What the newest content of a file no longer answers: asked, since nothing tells why.
fn vanished_questions(project: &Project, file: &str, vanished: &[SeriesKey]) -> Vec<Finding> {
    let question = |key: &SeriesKey, language| {
        let lists = &project.lists;
        [
            wording::indicator_name(lists, &key.indicator, language),
            wording::tier_name(lists, &key.tier, language),
            wording::area_name(lists, &key.area, language),
            wording::period(key.period, language),
        ]
        .join(" · ")
    };
    let finding = |key: &SeriesKey| {
        let (zh, en) = (question(key, Language::Chinese), question(key, Language::English));
        // An area that ended may well have been merged; the code list says where.
        let area = project.lists.areas.get(&key.area);
        let heirs: Vec<&str> = area
            .map(|area| area.merged_into.iter().map(|code| code.0.as_str()).collect())
            .unwrap_or_default();
        let merged = if heirs.is_empty() {
            (String::new(), String::new())
        } else {
            let heirs = heirs.join(", ");
            (
                format!("代码表说该地区并入 {heirs}。"),
                format!("The code list says that the area was merged into {heirs}. "),
            )
        };
        Finding {
            severity: Severity::Warning,
            rule: "figure.vanished".to_owned(),
            cells: vec![CellRef { file: file.to_owned(), sheet: None, row: 1, column: 1 }],
            message: Localized::new(
                format!("{zh}：文件此前印有，新的内容不再有"),
                format!("{en}: the file printed it before and does not any more"),
            ),
            hint: Localized::new(
                format!(
                    "{}请问提供者：是撤回、尚未报送，还是已并入别处？在此之前沿用原来的数；确属撤回，请在原文件的更正中写 drop。",
                    merged.0
                ),
                format!(
                    "{}Ask the publisher: withdrawn, not reported yet, or merged? Until then the earlier number stays; if it is withdrawn, drop it by a correction beside the earlier file.",
                    merged.1
                ),
            ),
        }
    };
    vanished.iter().map(finding).collect()
}

/// Reads files as an import would and changes nothing.
fn preview(project: &Project, asked: &Asked, world: &World, output: &Output) -> Summary {
    let bar = progress::bar(output, asked.files.len());
    let mut summary = Summary { findings: asked.findings.clone(), ..Summary::default() };
    let names = Names::new(&project.lists);
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
        summary.add(project.name_of(file), read);
        bar.step();
    }
    bar.end();
    summary
}

impl Summary {
    fn add(&mut self, file: String, taken: Result<Taken, Failure>) {
        let outcome = match taken {
            Ok(Taken { outcome, kept_back, findings, vanished }) => {
                self.kept_back.extend(kept_back);
                self.findings.extend(findings.into_iter().chain(vanished));
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
        let held = self.lines.iter().filter(|line| !matches!(line.outcome, LineOutcome::Unreadable));
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

    fn closing_line(&self) -> Localized {
        let would = self
            .lines
            .iter()
            .filter(|line| matches!(line.outcome, LineOutcome::WouldBeTakenIn { .. }))
            .count();
        if would > 0 {
            return Localized::new(
                format!("试运行：{would} 个文件可读入，账本未改动"),
                format!(
                    "dry run: {} can be taken in; the ledger is unchanged",
                    counted(would, "file", "files")
                ),
            );
        }
        let (taken, known, failed) = (self.taken_in(), self.already_known(), self.unreadable.len());
        Localized::new(
            format!("读入 {taken} 个文件；{known} 个此前已读入，未作改动；{failed} 个无法读取"),
            format!(
                "{} taken in; {known} known already, nothing changed; {failed} could not be read",
                counted(taken, "file", "files")
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
            };
            let mut row = vec![json!(line.file), json!(outcome)];
            row.extend(numbers.map(|number| json!(number)));
            row.push(json!(known_since));
            row
        });
        Answer { columns, rows: rows.collect() }
    }
}
