//! `tierstat chart --explain`: what a chart asks, what it found, and what it leaves out.

use super::split::{asked, told};
use super::wanted::Wanted;
use crate::commands::check;
use crate::exit::{Failure, Outcome};
use crate::font_files;
use crate::output::Output;
use crate::project::Project;
use jiff::civil::Date;
use tierstat_answers::{Field, Row};
use tierstat_model::Localized;
use tierstat_report::ReportContext;
use tierstat_store::Snapshot;

/// One line of what is said of a chart.
pub(in crate::commands) struct ExplainedLine {
    chart: String,
    part: Part,
    what: Localized,
    said: String,
}

/// What a line is about.
#[derive(Clone, Copy)]
enum Part {
    Asked,
    Found,
    LeftOut,
}

impl Part {
    fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Found => "found",
            Self::LeftOut => "left-out",
        }
    }

    fn said(self) -> Localized {
        match self {
            Self::Asked => Localized::new("问", "asked"),
            Self::Found => Localized::new("得", "found"),
            Self::LeftOut => Localized::new("略", "left out"),
        }
    }
}

impl Row for ExplainedLine {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("chart", ["图", "chart"], |row: &Self| row.chart.clone()),
            Field::code("part", ["部分", "part"], |row: &Self| row.part.code(), |row: &Self| row.part.said()),
            Field::localized("what", ["何者", "what"], |row: &Self| row.what.clone()),
            Field::text("said", ["内容", "said"], |row: &Self| row.said.clone()),
        ]
    }
}

pub(super) fn run(
    wanted: &[Wanted],
    project: &Project,
    ledger: &Snapshot,
    known_on: Option<Date>,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let findings = check::findings(project, ledger, known_on)?;
    let fonts = font_files::fonts(project)?;
    let context =
        ReportContext { lookup: ledger, lists: &project.lists, known_on, findings: &findings, fonts: &fonts };
    let language = output.language();
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for wanted in wanted {
        if let Some(spec) = wanted.report.chart(&wanted.chart) {
            let line = |(what, said)| ExplainedLine { chart: wanted.name(), part: Part::Asked, what, said };
            rows.extend(asked(spec, project, language).into_iter().map(line));
        }
        // As a reader of that language would be shown it.
        let spoken = wanted.report.languages().iter().find(|known| **known == language);
        let Some(spoken) = spoken.or_else(|| wanted.report.languages().first()) else { continue };
        let prepared = tierstat_report::prepare_chart(&wanted.report, &wanted.chart, &context, *spoken);
        let painted = prepared.and_then(|prepared| {
            let drawn = tierstat_report::paint(&[prepared], &fonts, None).into_iter().next();
            drawn.transpose()
        });
        match painted {
            Ok(None) => {}
            Ok(Some(drawn)) => {
                let line = |part, what, said| ExplainedLine { chart: wanted.name(), part, what, said };
                let title = Localized::new("标题", "title");
                rows.push(line(Part::Found, title, drawn.title));
                for found in &drawn.found {
                    let what = Localized::new(found.name.clone(), found.name.clone());
                    rows.push(line(Part::Found, what, told(found, language)));
                }
                rows.push(line(Part::Found, Localized::new("来源", "source"), drawn.source));
                for finding in &drawn.findings {
                    let said = finding.message.get(language).to_owned();
                    let what = Localized::new(finding.rule.clone(), finding.rule.clone());
                    rows.push(line(Part::LeftOut, what, said));
                }
            }
            Err(error) => failures.push(Failure::from(error)),
        }
    }
    output.rows(&rows, &project.lists, false);
    failures.iter().for_each(|failure| output.error(failure));
    Ok(Outcome { failed: failures.first().map(Failure::exit), ..Outcome::default() })
}
