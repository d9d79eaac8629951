//! `tierstat doctor`: look after the project.

use crate::codes;
use crate::commands::missed;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::{Project, something_stands_at};
use crate::trusted_key;
use crate::world::World;
use tierstat_answers::{Field, Row};
use tierstat_chart::Fonts;
use tierstat_model::Finding;
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
        line("reports", project.reports(&[])?.len()),
    ];
    rows.push(line("fonts", fonts(&project)));
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
            }),
            Field::text_or_none("state", ["", ""], |row: &Self| match &row.state {
                State::Counted(_) => None,
                State::Is(text) => Some(text.clone()),
            })
            .for_programs(),
            Field::how_many("count", ["", ""], |row: &Self| match &row.state {
                State::Counted(count) => Some(*count),
                State::Is(_) => None,
            })
            .for_programs(),
        ]
    }
}

/// Whether the bundled fonts can write every name of the code lists.
fn fonts(project: &Project) -> String {
    let fonts = Fonts::bundled();
    let names = project.lists.areas.all().iter().map(|area| area.name.as_str());
    let names =
        names.chain(project.lists.indicators.indicators.iter().map(|indicator| indicator.name.zh.as_str()));
    let mut missing: Vec<char> =
        names.flat_map(str::chars).filter(|character| !fonts.has_glyph(*character)).collect();
    missing.sort_unstable();
    missing.dedup();
    if missing.is_empty() {
        "complete".to_owned()
    } else {
        format!("without a glyph: {}", missing.iter().collect::<String>())
    }
}
