//! `tierstat chart`: draw the charts of the reports.

use crate::args::ChartArguments;
use crate::commands::check;
use crate::commands::report::chart_files;
use crate::commands::written_file::WrittenFile;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::{OutputFiles, Turn};
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use tierstat_chart::Fonts;
use tierstat_model::{Finding, Language, Localized};
use tierstat_report::{RenderedChart, Report, ReportContext};

pub(crate) fn run(
    arguments: &ChartArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(&project)?;
    let findings = check::findings(&project, &ledger, arguments.known_on)?;
    let fonts = Fonts::bundled();
    let context = ReportContext {
        lookup: &ledger,
        lists: &project.lists,
        known_on: arguments.known_on,
        findings: &findings,
        fonts: &fonts,
    };
    // One chart that cannot be drawn does not stop the others.
    let (mut rows, mut seen, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut known = Vec::new();
    let mut files = OutputFiles::inside(&project.boundary, &project.out().join("reports"))?;
    let reports = project.reports(&[])?;
    let (mut prepared, mut of) = (Vec::new(), Vec::new());
    for report in &reports {
        for chart in report.chart_names() {
            let full_name = format!("{}/{chart}", report.name());
            let wanted = arguments.names.is_empty()
                || arguments.names.iter().any(|name| *name == full_name || name == chart);
            known.push(full_name);
            if !wanted {
                continue;
            }
            for language in report.languages() {
                match tierstat_report::prepare_chart(report, chart, &context, *language) {
                    Ok(found) => {
                        prepared.push(found);
                        of.push((report, chart, *language));
                    }
                    Err(error) => {
                        failures.push(Failure::from(error));
                        // What is wrong with it is so in each language.
                        break;
                    }
                }
            }
        }
    }
    let mut broken = None;
    for (painted, (report, chart, language)) in
        tierstat_report::paint(&prepared, &fonts, arguments.dpi).into_iter().zip(of)
    {
        match painted {
            Ok(drawn) => {
                seen.extend(told(&drawn, language, report, output));
                for (path, content) in chart_files(&project, report, &drawn, language) {
                    files.add(&path, &content)?;
                    rows.push(WrittenFile(project.name_of(&path)));
                }
            }
            Err(error) => {
                // What is wrong with it is so in each language.
                let this = Some((report.name(), chart));
                if broken != this {
                    failures.push(Failure::from(error));
                }
                broken = this;
            }
        }
    }
    if let Some(name) = arguments.names.iter().find(|name| !known.iter().any(|full| is_named(full, name))) {
        return Err(Failure::Usage {
            message: Localized::new(format!("没有名为“{name}”的图"), format!("no chart is called `{name}`")),
            hint: Localized::new(
                format!("有：{}", known.join("、")),
                format!("there are: {}", known.join(", ")),
            ),
        });
    }
    files.publish()?;
    output.rows(&rows, &project.lists, false);
    let error_findings = output.findings(&seen);
    failures.iter().for_each(|failure| output.error(failure));
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome { error_findings, failed, ..Outcome::default() })
}

/// What drawing saw: of the layout in each language, of the figures once, with the names of the language that is spoken.
fn told(drawn: &RenderedChart, language: Language, report: &Report, output: &Output) -> Vec<Finding> {
    let languages = report.languages();
    let spoken = languages.iter().find(|known| **known == output.language()).or_else(|| languages.first());
    let is_told = |finding: &&Finding| finding.rule == "chart.layout" || spoken == Some(&language);
    drawn.findings.iter().filter(is_told).cloned().collect()
}

fn is_named(full_name: &str, name: &str) -> bool {
    full_name == name || full_name.split_once('/').is_some_and(|(_, chart)| chart == name)
}
