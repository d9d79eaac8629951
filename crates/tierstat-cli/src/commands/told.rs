//! What is told of what writing or drawing saw.

use tierstat_model::{Finding, Language};
use tierstat_report::Report;

/// Of the layout what was seen in each language, of the figures once, with the names of the language that is spoken.
pub(crate) fn told(
    found: Vec<Finding>,
    language: Language,
    report: &Report,
    spoken: Language,
) -> Vec<Finding> {
    let languages = report.languages();
    let spoken = languages.iter().find(|known| **known == spoken).or_else(|| languages.first());
    let is_of_figures =
        |finding: &Finding| finding.rule.starts_with("chart.") && finding.rule != "chart.layout";
    found.into_iter().filter(|finding| !is_of_figures(finding) || spoken == Some(&language)).collect()
}
