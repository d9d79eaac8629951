//! `tierstat import --letter`: for each association the page that asks it to look at its cells again.

use crate::commands::check;
use crate::commands::written_letters::{WrittenLetter, WrittenLetters};
use crate::exit::Failure;
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::publication::Publication;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tierstat_model::{CellRef, FigureQuery, Finding, Language, Localized, Severity};
use tierstat_report::markdown_text;
use tierstat_store::Snapshot;

/// Rules about our own records and code lists, which no association can settle.
const OURS: [&str; 7] = ["mapping.", "layout.", "origin.", "sheet.", "prose.", "indicator.", "tier."];

/// What the rules of doubt end in: what we could not be sure of when reading is no question to a sender.
const DOUBT: &str = ".doubtful";
/// But a number that is odd in itself is.
const NUMBER: &str = "number.";

/// One cell, or several that belong together, with what is to be looked at.
struct Question<'a> {
    cells: Vec<&'a CellRef>,
    finding: &'a Finding,
}

/// Writes a letter for each folder of the datasets with questions, in each language of the project; returns the paths.
///
/// Those that were written before and ask nothing any more go, but for what a person changed.
pub(crate) fn write(project: &Project, ledger: &Snapshot) -> Result<Vec<PathBuf>, Failure> {
    let findings = check::findings(project, ledger, None)?;
    let printed = printed(ledger)?;
    let mut letters: BTreeMap<String, Vec<Question<'_>>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| is_for_the_sender(finding)) {
        let senders: BTreeSet<String> =
            finding.cells.iter().filter_map(|cell| sender(project, cell)).collect();
        for name in senders {
            let own = |cell: &&CellRef| sender(project, cell).as_ref() == Some(&name);
            let cells = finding.cells.iter().filter(own).collect();
            letters.entry(name).or_default().push(Question { cells, finding });
        }
    }
    let mut paths = Vec::new();
    let before = WrittenLetters::read(project)?;
    if letters.is_empty() && before.letters.is_empty() {
        return Ok(paths);
    }
    let folder = WrittenLetters::folder(project);
    let mut files = OutputFiles::inside(&project.boundary, &folder)?;
    let mut written = WrittenLetters::default();
    for (name, questions) in &letters {
        for language in &project.settings.languages {
            let path = folder.join(format!("{name}.{language}.md"));
            let text = letter(project, name, questions, &printed, *language)?;
            files.add(&path, text.as_bytes())?;
            let of_findings = questions.iter().flat_map(|question| &question.finding.cells);
            let about = of_findings.map(|cell| cell.file.clone()).collect();
            written.note(project, &path, text.as_bytes(), about);
            paths.push(path);
        }
    }
    for path in before.unchanged(project, |name, _| !written.letters.contains_key(name)) {
        files.discard(&path)?;
    }
    written.add_to(&mut files, project)?;
    files.publish()?;
    Ok(paths)
}

/// Takes the letters away that ask about files that are no sources any more, and says so; one that a person changed stays.
pub(crate) fn discard_those_about(
    withdrawn: &BTreeSet<&str>,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let mut written = WrittenLetters::read(project)?;
    let asks = |letter: &WrittenLetter| letter.about.iter().any(|file| withdrawn.contains(file.as_str()));
    if !written.letters.values().any(asks) {
        return Ok(());
    }
    let gone = written.unchanged(project, |_, letter| asks(letter));
    written.letters.retain(|_, letter| !asks(letter));
    let mut files = OutputFiles::inside(&project.boundary, &WrittenLetters::folder(project))?;
    for path in &gone {
        files.discard(path)?;
    }
    written.add_to(&mut files, project)?;
    files.publish()?;
    for name in gone.iter().map(|path| project.name_of(path)) {
        output.say(&Localized::new(
            format!("已删去 {name}：所问的文件不再是来源；tierstat import --letter 重新写出其余的问题"),
            format!(
                "removed: {name}, which asks about files that are no sources any more; tierstat import --letter writes what is left to ask"
            ),
        ));
    }
    Ok(())
}

fn is_for_the_sender(finding: &Finding) -> bool {
    let is_ours = OURS.iter().any(|ours| finding.rule.starts_with(ours))
        || (finding.rule.ends_with(DOUBT) && !finding.rule.starts_with(NUMBER));
    finding.severity != Severity::Information && !is_ours
}

/// The folder of the datasets folder in which a file stands: one for each publisher.
fn sender(project: &Project, cell: &CellRef) -> Option<String> {
    let datasets = project.name_of(&project.datasets());
    let inside = Path::new(&cell.file).strip_prefix(&datasets).ok()?;
    let mut parts = inside.components();
    let folder = parts.next()?.as_os_str().to_string_lossy().into_owned();
    parts.next().map(|_| folder)
}

/// What each cell of the ledger prints.
fn printed(ledger: &Snapshot) -> Result<BTreeMap<CellRef, String>, Failure> {
    let figures = ledger.figures(&FigureQuery::default())?;
    let prints = figures.into_iter().filter(|figure| figure.correction.is_none());
    Ok(prints.map(|figure| (figure.origin.cell, figure.quantity.printed)).collect())
}

fn letter(
    project: &Project,
    name: &str,
    questions: &[Question<'_>],
    printed: &BTreeMap<CellRef, String>,
    language: Language,
) -> Result<String, Failure> {
    let say = |zh: &'static str, en: &'static str| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let mut by_file: BTreeMap<&str, Vec<&Question<'_>>> = BTreeMap::new();
    for question in questions {
        if let Some(first) = question.cells.first() {
            by_file.entry(&first.file).or_default().push(question);
        }
    }
    let origins = by_file.keys().map(|file| {
        let publication = Publication::read(Some(project), &project.root.join(file))?;
        Ok((*file, publication.origin))
    });
    let origins: BTreeMap<&str, _> = origins.collect::<Result<_, Failure>>()?;
    let publisher = origins.values().flatten().map(|origin| origin.publisher.as_str()).next();
    let mut text = format!("# {}\n\n", say("请核对这些单元格", "Please check these cells"));
    let _ = writeln!(text, "{}\n", cell_text(publisher.unwrap_or(name)));
    text.push_str(say(
        "我们读取贵处的文件时，以下各处不能同时成立，或无法读出。原文照录，未作改动。\n",
        "When we read your files, the following could not be read, or cannot all be right. Nothing was changed.\n",
    ));
    for (file, questions) in &by_file {
        let origin = origins.get(file).and_then(Option::as_ref);
        let file_name =
            Path::new(file).file_name().map(|name| cell_text(&name.to_string_lossy())).unwrap_or_default();
        let _ = match origin {
            Some(origin) => writeln!(text, "\n## {}\n\n{file_name}\n", cell_text(&origin.title)),
            None => writeln!(text, "\n## {file_name}\n"),
        };
        text.push_str(say(
            "| 工作表 | 单元格 | 原文 | 请核对 |\n| :-- | :-- | :-- | :-- |\n",
            "| sheet | cell | printed | please check |\n| :-- | :-- | :-- | :-- |\n",
        ));
        for question in questions {
            let joined = |part: &dyn Fn(&CellRef) -> String| {
                let mut parts: Vec<String> = question.cells.iter().map(|cell| part(cell)).collect();
                parts.dedup();
                cell_text(&parts.join(", "))
            };
            let sheets = joined(&|cell| cell.sheet.clone().unwrap_or_default());
            let cells = joined(&|cell| cell.a1());
            let prints = joined(&|cell| printed.get(cell).cloned().unwrap_or_default());
            let message = cell_text(question.finding.message.get(language));
            let _ = writeln!(text, "| {sheets} | {cells} | {prints} | {message} |");
        }
    }
    text.push_str(say(
        "\n如原文有误，请寄来更正后的文件，或写明单元格和正确的数；如原文无误，也请告知，我们会照此记录。\n",
        "\nIf a cell is wrong, please send the corrected file, or name the cell and the right number; if it is right, please\nsay so, and we shall record that.\n",
    ));
    Ok(text)
}

/// A text on one line, in which nothing is read as markup.
fn cell_text(text: &str) -> String {
    markdown_text(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
