//! What a chart asks and what a series of it has, in words.

use crate::project::Project;
use tierstat_chart::ChartSpec;
use tierstat_model::{Language, Localized};
use tierstat_report::FoundSeries;
use tierstat_words as words;

/// How many figures a series has, and from when to when.
pub(super) fn told(found: &FoundSeries, language: Language) -> String {
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
pub(super) fn asked(spec: &ChartSpec, project: &Project, language: Language) -> Vec<(Localized, String)> {
    let lists = &project.lists;
    let line = |zh: &str, en: &str, said: String| (Localized::new(zh, en), said);
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
