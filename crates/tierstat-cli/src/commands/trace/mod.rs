//! `tierstat trace`: where a number comes from.

mod number_of_report;

use crate::args::{Format, TraceArguments};
use crate::commands::cell_picture::cell_picture;
use crate::commands::figures;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::world::World;
use jiff::civil::Date;
use number_of_report::NumberOfReport;
use std::collections::BTreeSet;
use tierstat_answers::Voice;
use tierstat_answers::trace::{Absence, Receipt, TraceRow, TracedFigure, only_one};
use tierstat_model::{FigureId, Localized};
use tierstat_stats::derived::DerivedTotal;
use tierstat_store::{Snapshot, Trace};

/// The cells of a few figures are shown as they stand; those of many would bury the answer.
const MOST_PICTURES: usize = 4;

pub(crate) fn run(
    arguments: &TraceArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let Asked { number, totals, ids } = Asked::of(arguments, &project, &ledger, output)?;
    let mut traced = Vec::new();
    for id in &ids {
        traced.extend(ledger.trace(id, arguments.selection.known_on)?.map(of_ledger));
    }
    if traced.len() < ids.len() {
        let gone = ids.len() - traced.len();
        output.say(&Localized::new(
            format!("其中 {gone} 条数据账本现在不作答：重新运行 tierstat report"),
            format!("no longer answered by the ledger: {gone} of its figures; run tierstat report again"),
        ));
    }
    if output.format() == Format::Table {
        let voice = Voice { lists: &project.lists, language: output.language() };
        let block = |row: &TraceRow<'_>| output.block(&row.title(&voice), row, &project.lists);
        let mut blocks: Vec<String> = number.map(|number| number.words).into_iter().collect();
        blocks.extend(totals.iter().map(|total| block(&TraceRow::of_sum(total))));
        for figure in &traced {
            let shows = traced.len() <= MOST_PICTURES;
            let picture = shows.then(|| {
                let origin = &figure.figure.origin;
                cell_picture(&ledger, &origin.content_hash, &origin.cell)
            });
            blocks.push(block(&TraceRow::of_figure(figure)) + &picture.unwrap_or_default());
        }
        output.data(&blocks.join("\n"));
    } else {
        number
            .iter()
            .for_each(|number| output.say(&Localized::new(number.words.trim_end(), number.words.trim_end())));
        let sums = totals.iter().map(TraceRow::of_sum);
        let rows: Vec<TraceRow<'_>> = sums.chain(traced.iter().map(TraceRow::of_figure)).collect();
        output.rows(&rows, &project.lists, false);
    }
    if let (Some(path), Some(figure)) = (&arguments.extract, traced.first()) {
        extract(&ledger, figure, path, output)?;
    }
    Ok(Outcome::default())
}

/// What was asked for.
struct Asked {
    number: Option<NumberOfReport>,
    totals: Vec<DerivedTotal>,
    ids: Vec<FigureId>,
}

impl Asked {
    /// A number of a report, a figure by its id, or the answers to a question.
    fn of(
        arguments: &TraceArguments,
        project: &Project,
        ledger: &Snapshot,
        output: &Output,
    ) -> Result<Self, Failure> {
        let Some(id) = &arguments.figure else {
            let part = arguments.part.text(None);
            let question = figures::question(&project.lists, &arguments.selection, part, arguments.period)?;
            let found = tierstat_answers::figures::figures(ledger, &project.lists, question)?;
            return Ok(Self { number: None, ids: found.ids(), totals: found.totals });
        };
        if let Some(number) = NumberOfReport::named(id, project, output.language())? {
            return Ok(Self { ids: number.figures.clone(), number: Some(number), totals: Vec::new() });
        }
        let found = ledger.figure(id, arguments.selection.known_on)?;
        match only_one(id, &found, arguments.selection.known_on)? {
            Some(figure) => Ok(Self { number: None, ids: vec![figure.id.clone()], totals: Vec::new() }),
            None => Err(absence(id, ledger)?.refusal(id).into()),
        }
    }
}

/// Why no figure has an id today, or on the day that is asked for.
fn absence(id: &str, ledger: &Snapshot) -> Result<Absence, Failure> {
    let ever = ledger.figure(id, Some(Date::MIN))?;
    if ever.is_empty() {
        let is_kept_back = ledger.kept_back()?.iter().any(|kept| kept.id.0.starts_with(id));
        return Ok(if is_kept_back { Absence::KeptBack } else { Absence::Unknown });
    }
    let files: BTreeSet<String> = ever.into_iter().map(|figure| figure.origin.cell.file).collect();
    let gone = ledger.withdrawn_sources()?.into_iter().find(|source| files.contains(&source.file));
    Ok(match gone {
        Some(source) => {
            Absence::SourceGone { why: source.withdrawal.localized(), file: source.file, since: source.since }
        }
        None => Absence::SaidNoMore { files: files.into_iter().collect() },
    })
}

fn of_ledger(Trace { figure, import, reading, stored_bytes }: Trace) -> TracedFigure {
    let receipt = Receipt { file: import.file, imported_on: import.imported_on, stored_bytes };
    TracedFigure { figure, reading, receipt }
}

fn extract(
    ledger: &Snapshot,
    figure: &TracedFigure,
    path: &std::path::Path,
    output: &Output,
) -> Result<(), Failure> {
    if let Some(content) = ledger.stored_file(&figure.figure.origin.content_hash)? {
        OutputFiles::write(path, &content)?;
        output
            .say(&Localized::new(format!("已写出 {}", path.display()), format!("wrote {}", path.display())));
    }
    Ok(())
}
