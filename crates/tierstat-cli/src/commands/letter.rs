//! `tierstat import --letter`: for each association the page that asks it to look at its cells again.

use crate::commands::check;
use crate::commands::written_letters::{WrittenLetter, WrittenLetters};
use crate::exit::Failure;
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::publication::Publication;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tierstat_answers::letter::{Letter, letters};
use tierstat_model::{CellRef, FigureQuery, Localized};
use tierstat_report::letter_page;
use tierstat_store::Snapshot;

/// Writes a letter for each folder of the datasets with questions, in each language of the project; returns the paths.
///
/// Those that were written before and ask nothing any more go, but for what a person changed.
pub(crate) fn write(project: &Project, ledger: &Snapshot) -> Result<Vec<PathBuf>, Failure> {
    let findings = check::findings(project, ledger, None)?;
    let mut letters = letters(&findings, |cell| sender(project, cell), &printed(ledger)?);
    let mut paths = Vec::new();
    let before = WrittenLetters::read(project)?;
    if letters.is_empty() && before.letters.is_empty() {
        return Ok(paths);
    }
    let folder = WrittenLetters::folder(project);
    let mut files = OutputFiles::inside(&project.boundary, &folder)?;
    let mut written = WrittenLetters::default();
    for (name, letter) in &mut letters {
        name_documents(project, letter)?;
        for language in &project.settings.languages {
            let path = folder.join(format!("{name}.{language}.md"));
            let text = letter_page(letter, name, *language);
            files.add(&path, text.as_bytes())?;
            written.note(project, &path, text.as_bytes(), letter.about.clone());
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

/// Names the documents of a letter as their origins do.
fn name_documents(project: &Project, letter: &mut Letter) -> Result<(), Failure> {
    for (file, asked) in &mut letter.files {
        if let Some(origin) = Publication::read(Some(project), &project.root.join(file))?.origin {
            asked.publisher = Some(origin.publisher);
            asked.title = Some(origin.title);
        }
    }
    Ok(())
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
    let figures = ledger.figures(&FigureQuery::of_all())?;
    let prints = figures.into_iter().filter(|figure| figure.correction.is_none());
    Ok(prints.map(|figure| (figure.origin.cell, figure.quantity.printed)).collect())
}
