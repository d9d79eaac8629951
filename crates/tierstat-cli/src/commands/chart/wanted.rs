//! The charts that are asked for by name.

use crate::exit::Failure;
use crate::project::Project;
use std::sync::Arc;
use tierstat_model::Localized;
use tierstat_report::Report;

/// A chart that is asked for.
pub(super) struct Wanted {
    /// The report that it stands in, or is by itself.
    pub(super) report: Arc<Report>,
    pub(super) chart: String,
}

impl Wanted {
    /// How it is named: with its report, or alone.
    pub(super) fn name(&self) -> String {
        let (report, chart) = (self.report.name(), &self.chart);
        if self.report.is_alone() { chart.clone() } else { format!("{report}/{chart}") }
    }

    fn is_named(&self, name: &str) -> bool {
        self.chart == name || self.name() == name
    }
}

/// The charts that are named, or all: those of the reports, then those that stand alone.
pub(super) fn wanted(project: &Project, names: &[String]) -> Result<Vec<Wanted>, Failure> {
    let reports = project.reports(&[])?.into_iter().chain(project.charts_alone()?);
    let known = reports.flat_map(|report| {
        let report = Arc::new(report);
        let charts: Vec<String> = report.chart_names().map(str::to_owned).collect();
        charts.into_iter().map(move |chart| Wanted { report: Arc::clone(&report), chart })
    });
    let known: Vec<Wanted> = known.collect();
    if let Some(name) = names.iter().find(|name| !known.iter().any(|wanted| wanted.is_named(name))) {
        let full: Vec<String> = known.iter().map(Wanted::name).collect();
        let there_are = if full.is_empty() {
            Localized::new(
                "还没有图；用 tierstat chart --new \"指标 按层级\" 写出第一份说明",
                "there are none yet; `tierstat chart --new \"INDICATOR by tier\"` writes a first description",
            )
        } else {
            Localized::new(format!("有：{}", full.join("、")), format!("there are: {}", full.join(", ")))
        };
        return Err(Failure::Usage {
            message: Localized::new(format!("没有名为“{name}”的图"), format!("no chart is called `{name}`")),
            hint: there_are,
        });
    }
    let is_wanted = |wanted: &Wanted| names.is_empty() || names.iter().any(|name| wanted.is_named(name));
    Ok(known.into_iter().filter(is_wanted).collect())
}
