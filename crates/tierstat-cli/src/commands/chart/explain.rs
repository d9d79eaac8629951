//! `tierstat chart --explain`: what a chart asks, what it found, and what it leaves out.

use super::Wanted;
use crate::commands::check;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use jiff::civil::Date;
use tierstat_answers::{Field, Row};
use tierstat_chart::{ChartSpec, Fonts};
use tierstat_model::{Language, Localized};
use tierstat_report::{FoundSeries, ReportContext};
use tierstat_store::Snapshot;
use tierstat_words as words;

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
    let fonts = Fonts::bundled();
    let context =
        ReportContext { lookup: ledger, lists: &project.lists, known_on, findings: &findings, fonts: &fonts };
    let language = output.language();
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for wanted in wanted {
        if let Some(spec) = wanted.report.chart(&wanted.chart) {
            rows.extend(asked(wanted, spec, project, language));
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

/// How many figures a series has, and from when to when.
fn told(found: &FoundSeries, language: Language) -> String {
    let [first, latest] = &found.periods;
    let periods = if first == latest { first.clone() } else { format!("{first}–{latest}") };
    let code = if found.code.is_empty() { String::new() } else { format!(" [{}]", found.code) };
    match (language, found.figures) {
        (Language::Chinese, count) => format!("{count} 个数，{periods}{code}"),
        (Language::English, 1) => format!("1 figure, {periods}{code}"),
        (Language::English, count) => format!("{count} figures, {periods}{code}"),
    }
}

/// What a description asks, a line for each of its keys.
fn asked(wanted: &Wanted, spec: &ChartSpec, project: &Project, language: Language) -> Vec<ExplainedLine> {
    let lists = &project.lists;
    let line = |zh: &str, en: &str, said: String| ExplainedLine {
        chart: wanted.name(),
        part: Part::Asked,
        what: Localized::new(zh, en),
        said,
    };
    let indicator = words::part_of_indicator(lists, &spec.indicator, &spec.breakdown, language);
    let mut lines = vec![
        line("图种", "kind", spec.kind.name().to_owned()),
        line("指标", "indicator", format!("{indicator} [{}]", spec.indicator)),
    ];
    let split = split(spec, project, language);
    if !split.is_empty() {
        lines.push(line("分", "split", split.trim_start_matches([' ', '，']).to_owned()));
    }
    if let Some(periods) = spec.periods {
        let said = match language {
            Language::Chinese => format!("最近 {periods} 期"),
            Language::English => format!("the latest {periods}"),
        };
        lines.push(line("时期", "periods", said));
    }
    if !spec.highlight.is_empty() {
        lines.push(line("突出", "highlight", spec.highlight.join(", ")));
    }
    lines
}

/// By what a chart tells its series apart, and where: `，按层级，湘南省`, ` by tier, Xiangnan`.
pub(super) fn split(spec: &ChartSpec, project: &Project, language: Language) -> String {
    let lists = &project.lists;
    let mut parts: Vec<String> = Vec::new();
    let (by, of, between) = match language {
        Language::Chinese => ("按", "下辖地区", "、"),
        Language::English => (" by ", " areas within", ", "),
    };
    if let Some(dimension) = &spec.by {
        let name = lists.dimensions.get(dimension).map(|known| known.name.get(language).to_owned());
        parts.push(format!("{by}{}", name.unwrap_or_else(|| dimension.0.clone())));
    } else if spec.tiers.len() != 1 {
        parts.push(match language {
            Language::Chinese => "按层级".to_owned(),
            Language::English => " by tier".to_owned(),
        });
    }
    let area = |code| words::area_name(lists, code, language);
    if let Some(outer) = &spec.areas_of {
        parts.push(match language {
            Language::Chinese => format!("{}{of}", area(outer)),
            Language::English => format!("{of} {}", area(outer)),
        });
    }
    let named: Vec<String> = spec.area.iter().chain(&spec.areas).map(area).collect();
    if !named.is_empty() {
        let lead = if language == Language::English { " " } else { "" };
        parts.push(format!("{lead}{}", named.join(between)));
    }
    let comma = if language == Language::English { "," } else { "，" };
    match (language, parts.is_empty()) {
        (_, true) => String::new(),
        (Language::Chinese, false) => format!("，{}", parts.join(comma)),
        (Language::English, false) => parts.join(comma),
    }
}
