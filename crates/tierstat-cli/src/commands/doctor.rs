//! `tierstat doctor`: look after the project.

use crate::codes;
use crate::commands::missed;
use crate::edition::{self, Edition};
use crate::exit::{Failure, Outcome};
use crate::font_files;
use crate::output::Output;
use crate::project::{Project, something_stands_at};
use crate::report_name;
use crate::trusted_key;
use crate::world::World;
use tierstat_answers::{Field, Row};
use tierstat_chart::Fonts;
use tierstat_model::{Finding, Localized};
use tierstat_store::Snapshot;

pub(crate) fn run(world: &World, output: &mut Output) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let mut findings: Vec<Finding> = project.found()?.findings.clone();
    let lists = &project.lists;
    let mut rows = vec![
        line("project", project.root.display().to_string()),
        line("title", project.settings.title.get(output.language())),
        line("datasets", project.datasets().display().to_string()),
        line("areas", lists.areas.all().len()),
        line("tiers", lists.tiers.tiers.len()),
        line("indicators", lists.indicators.indicators.len()),
        line("units", lists.units.units.len()),
        line("publications", project.found()?.files.len()),
    ];
    let (reports, editions) = (project.reports(&[])?, Edition::all(&project)?);
    findings.extend(reports.iter().filter_map(|report| report_name::finding(report.name())));
    findings.extend(edition::faults(&project, &editions));
    rows.extend([line("reports", reports.len()), line("editions", editions.len())]);
    let fonts = font_files::fonts(&project).unwrap_or_else(|failure| {
        findings.push(font_files::unusable(&failure));
        Fonts::bundled()
    });
    rows.push(match font_files::completeness(&fonts, lists) {
        Ok(code) => line("fonts", code),
        Err(missing) => line("fonts", missing),
    });
    for (name, count) in project.settings.fonts.iter().zip(fonts.added()) {
        let words = Localized::new(
            format!("{name}：补 {count} 个字"),
            format!("{name}: {count} characters that the others lack"),
        );
        rows.push(line("font-file", words));
    }
    let path = project.ledger_path();
    if something_stands_at(&path) {
        let ledger = Snapshot::open(&path)?.noting(&project.set_aside);
        let of_ledger = ledger.verify()?;
        let health = if of_ledger.is_empty() { "sound" } else { "not-sound" };
        findings.extend(of_ledger);
        rows.push(line("ledger", path.display().to_string()));
        rows.push(line("imports", ledger.imports()?.len()));
        rows.push(line("figures", ledger.figures(&tierstat_model::FigureQuery::of_all())?.len()));
        // What is kept back may be what is damaged, and then a finding says so.
        if let Ok(kept_back) = ledger.kept_back() {
            rows.push(line("kept-back", kept_back.len()));
        }
        // So may be the lines of the sources.
        if let (Ok(sources), Ok(withdrawn)) = (ledger.sources(), ledger.withdrawn_sources()) {
            findings.extend(missed::findings(&sources, &project)?);
            findings.extend(trusted_key::packages_of_revoked_keys(&project, &ledger)?);
            rows.push(line("sources", sources.len()));
            rows.push(line("withdrawn", withdrawn.len()));
        }
        rows.push(line("ledger-health", health));
    } else {
        rows.push(line("ledger", "none-yet"));
    }
    output.rows(&rows, lists, false);
    let error_findings = output.findings(&findings);
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

/// Something that was looked at, and how it is.
pub(super) struct Line {
    what: &'static str,
    state: State,
}

enum State {
    Counted(usize),
    /// A text, or a code for which there are words.
    Is(String),
    Said(Localized),
}

impl From<usize> for State {
    fn from(count: usize) -> Self {
        Self::Counted(count)
    }
}

impl From<&str> for State {
    fn from(text: &str) -> Self {
        Self::Is(text.to_owned())
    }
}

impl From<String> for State {
    fn from(text: String) -> Self {
        Self::Is(text)
    }
}

impl From<Localized> for State {
    fn from(words: Localized) -> Self {
        Self::Said(words)
    }
}

fn line(what: &'static str, state: impl Into<State>) -> Line {
    Line { what, state: state.into() }
}

impl Row for Line {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::code(
                "what",
                ["项目", "what"],
                |row: &Self| row.what,
                |row| codes::looked_at(row.what).unwrap_or_default(),
            ),
            Field::told("state", ["状态", "state"], |row, voice| match &row.state {
                State::Counted(count) => count.to_string(),
                State::Is(text) => codes::state(text)
                    .map_or_else(|| text.clone(), |words| words.get(voice.language).to_owned()),
                State::Said(words) => words.get(voice.language).to_owned(),
            }),
            Field::text_or_none("state", ["", ""], |row: &Self| match &row.state {
                State::Counted(_) => None,
                State::Is(text) => Some(text.clone()),
                State::Said(words) => Some(words.en.clone()),
            })
            .for_programs(),
            Field::how_many("count", ["", ""], |row: &Self| match &row.state {
                State::Counted(count) => Some(*count),
                State::Is(_) | State::Said(_) => None,
            })
            .for_programs(),
        ]
    }
}
