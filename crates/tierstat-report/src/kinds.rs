//! Kinds of reports: a first report of each, as files that a person then edits.

use std::fmt::Write as _;
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Language, TierId};
use tierstat_words as words;

/// A kind of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// Size and growth, tiers, areas, coverage, outlook, data quality (发展报告).
    Annual,
    /// A sentence for each indicator, charts and tables (公报).
    Bulletin,
    /// Tables of every indicator that has figures, and which have none (年鉴).
    Yearbook,
    /// Two or more areas side by side.
    Comparison,
    /// Who reported, what the checks found, revisions and errata.
    Quality,
    /// What was returned, added up from the lowest areas (上报汇总).
    Returns,
}

/// What a first report is made for.
#[derive(Debug, Clone)]
pub struct KindSubject<'a> {
    /// The code lists.
    pub lists: &'a CodeLists,
    /// The languages of the project, in which it is written.
    pub languages: &'a [Language],
    /// What it is about.
    pub indicator: IndicatorId,
    /// The area, which in a comparison is the one that the areas lie in.
    pub area: AreaCode,
    /// The areas of a comparison.
    pub areas: Vec<AreaCode>,
    /// The tiers of the indicator that have figures there.
    pub tiers: Vec<TierId>,
    /// The indicators that have figures in the area.
    pub indicators: Vec<IndicatorId>,
    /// The areas in it that directly hold areas with figures, in the order of the list.
    pub holders: Vec<AreaCode>,
}

type KindFiles = &'static [(&'static str, &'static str)];

const ANNUAL: KindFiles = &[
    ("report.toml", include_str!("../kinds/annual/report.toml")),
    ("text.zh-CN.md", include_str!("../kinds/annual/text.zh-CN.md")),
    ("text.en.md", include_str!("../kinds/annual/text.en.md")),
    ("charts/course.toml", include_str!("../kinds/annual/charts/course.toml")),
    ("charts/contributions.toml", include_str!("../kinds/annual/charts/contributions.toml")),
    ("charts/areas.toml", include_str!("../kinds/annual/charts/areas.toml")),
    ("charts/coverage.toml", include_str!("../kinds/annual/charts/coverage.toml")),
];
const BULLETIN: KindFiles = &[
    ("report.toml", include_str!("../kinds/bulletin/report.toml")),
    ("text.zh-CN.md", include_str!("../kinds/bulletin/text.zh-CN.md")),
    ("text.en.md", include_str!("../kinds/bulletin/text.en.md")),
    ("charts/course.toml", include_str!("../kinds/bulletin/charts/course.toml")),
];
const YEARBOOK: KindFiles = &[
    ("report.toml", include_str!("../kinds/yearbook/report.toml")),
    ("text.zh-CN.md", include_str!("../kinds/yearbook/text.zh-CN.md")),
    ("text.en.md", include_str!("../kinds/yearbook/text.en.md")),
];
const COMPARISON: KindFiles = &[
    ("report.toml", include_str!("../kinds/comparison/report.toml")),
    ("text.zh-CN.md", include_str!("../kinds/comparison/text.zh-CN.md")),
    ("text.en.md", include_str!("../kinds/comparison/text.en.md")),
    ("charts/areas.toml", include_str!("../kinds/comparison/charts/areas.toml")),
    ("charts/course.toml", include_str!("../kinds/comparison/charts/course.toml")),
];
const QUALITY: KindFiles = &[
    ("report.toml", include_str!("../kinds/quality/report.toml")),
    ("text.zh-CN.md", include_str!("../kinds/quality/text.zh-CN.md")),
    ("text.en.md", include_str!("../kinds/quality/text.en.md")),
    ("charts/reporting.toml", include_str!("../kinds/quality/charts/reporting.toml")),
    ("charts/revisions.toml", include_str!("../kinds/quality/charts/revisions.toml")),
];

const RETURNS: KindFiles = &[
    ("report.toml", include_str!("../kinds/returns/report.toml")),
    ("text.zh-CN.md", include_str!("../kinds/returns/text.zh-CN.md")),
    ("text.en.md", include_str!("../kinds/returns/text.en.md")),
];

impl ReportKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Annual, Self::Bulletin, Self::Yearbook, Self::Comparison, Self::Quality, Self::Returns];

    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Annual => "annual",
            Self::Bulletin => "bulletin",
            Self::Yearbook => "yearbook",
            Self::Comparison => "comparison",
            Self::Quality => "quality",
            Self::Returns => "returns",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn files(self) -> KindFiles {
        match self {
            Self::Annual => ANNUAL,
            Self::Bulletin => BULLETIN,
            Self::Yearbook => YEARBOOK,
            Self::Comparison => COMPARISON,
            Self::Quality => QUALITY,
            Self::Returns => RETURNS,
        }
    }

    fn title(self, subject: &KindSubject<'_>) -> [String; 2] {
        let [zh, en] = subject.name(&subject.indicator);
        let areas: Vec<[String; 2]> = subject.areas.iter().map(|area| subject.area_name(area)).collect();
        let all = |language: usize, sign: &str| {
            let names = areas.iter().filter_map(|names| names.get(language)).map(String::as_str);
            names.collect::<Vec<_>>().join(sign)
        };
        match self {
            Self::Annual => [format!("{zh}发展报告"), format!("{en}: annual report")],
            Self::Bulletin => [format!("{zh}统计公报"), format!("{en}: statistical bulletin")],
            Self::Yearbook => [format!("{zh}统计年鉴"), format!("{en}: yearbook tables")],
            Self::Comparison => {
                [format!("{}{zh}比较", all(0, "、")), format!("{en}: {} compared", all(1, ", "))]
            }
            Self::Quality => [format!("{zh}数据质量报告"), format!("{en}: data quality")],
            Self::Returns => {
                let [zh, en] = subject.area_name(&subject.area);
                [format!("{zh}上报汇总"), format!("{en}: returns")]
            }
        }
    }

    /// The files of a first report of the kind, by their place in the folder of the report.
    #[must_use]
    pub fn first_report(self, subject: &KindSubject<'_>) -> Vec<(&'static str, String)> {
        let [zh, en] = subject.name(&subject.indicator);
        let [title_zh, title_en] = self.title(subject);
        let total = subject.lists.tiers.total().map(|tier| &tier.id);
        let with_total: Vec<&TierId> =
            subject.tiers.iter().chain(total.filter(|total| !subject.tiers.contains(total))).collect();
        let lowered = lower_first(&en);
        let filled = |text: &str| {
            let quoted = |texts: Vec<&str>| {
                texts.into_iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(", ")
            };
            let named = [
                ("@title-zh@", title_zh.clone()),
                ("@title-en@", title_en.clone()),
                ("@indicator-zh@", zh.clone()),
                ("@indicator-en-lower@", lowered.clone()),
                ("@indicator-en@", en.clone()),
                ("@indicator@", subject.indicator.0.clone()),
                ("@parent@", subject.area.0.clone()),
                ("@area@", subject.area.0.clone()),
                ("@areas@", quoted(subject.areas.iter().map(|area| area.0.as_str()).collect())),
                ("@tiers-and-total@", quoted(with_total.iter().map(|tier| tier.0.as_str()).collect())),
                ("@tiers@", quoted(subject.tiers.iter().map(|tier| tier.0.as_str()).collect())),
                ("@indicators@", quoted(subject.indicators.iter().take(8).map(|id| id.0.as_str()).collect())),
                ("@rolled@", subject.rolled()),
                ("@rolled-sections@", subject.rolled_sections()),
                ("@holders@", subject.holder_tables()),
                ("@tables@", subject.tables()),
                ("@sections@", subject.sections()),
            ];
            named.iter().fold(text.to_owned(), |text, (place, words)| text.replace(place, words))
        };
        let of_others: Vec<String> = others(subject.languages).map(|tag| format!("text.{tag}.md")).collect();
        let files = self.files().iter().filter(|(path, _)| !of_others.iter().any(|other| other == path));
        files.map(|(path, text)| (*path, in_languages(filled(text), path, subject.languages))).collect()
    }
}

impl KindSubject<'_> {
    fn name(&self, indicator: &IndicatorId) -> [String; 2] {
        let name = |language| words::indicator_name(self.lists, indicator, language);
        [plain(&name(Language::Chinese)), upper_first(&plain(&name(Language::English)))]
    }

    fn area_name(&self, area: &AreaCode) -> [String; 2] {
        let name = |language| plain(&words::area_name(self.lists, area, language));
        [name(Language::Chinese), name(Language::English)]
    }

    /// The tables of each indicator, over the years and by area.
    fn tables(&self) -> String {
        let mut tables = String::new();
        for indicator in &self.indicators {
            let [zh, en] = self.name(indicator);
            let (id, area) = (&indicator.0, &self.area.0);
            // Writing into a text does not fail.
            let _ = write!(
                tables,
                "\n[[tables]]\nname = \"{id}-years\"\nkind = \"periods\"\ntitle = {{ zh-CN = \"历年{zh}\", en = \"{en} over the years\" }}\n\
                 indicators = [\"{id}\"]\narea = \"{area}\"\nstep = \"year\"\n\
                 \n[[tables]]\nname = \"{id}-areas\"\nkind = \"areas\"\ntitle = {{ zh-CN = \"各地区{zh}\", en = \"{en} by area\" }}\n\
                 indicators = [\"{id}\"]\nareas-of = \"{area}\"\nsparklines = true\n"
            );
        }
        tables
    }

    /// The tables of each indicator, added up for the whole area and for each in it.
    fn rolled(&self) -> String {
        let mut tables = String::new();
        for indicator in &self.indicators {
            let [zh, en] = self.name(indicator);
            let (id, area) = (&indicator.0, &self.area.0);
            let _ = write!(
                tables,
                "\n[[tables]]\nname = \"{id}-whole\"\nkind = \"roll-up\"\ntitle = {{ zh-CN = \"{zh}合计\", en = \"{en}, added up\" }}\n\
                 indicator = \"{id}\"\narea = \"{area}\"\n\
                 \n[[tables]]\nname = \"{id}-areas\"\nkind = \"roll-up\"\ntitle = {{ zh-CN = \"各地区{zh}\", en = \"{en} by area\" }}\n\
                 indicator = \"{id}\"\nareas-of = \"{area}\"\n"
            );
        }
        let indicators: Vec<String> = self.indicators.iter().map(|id| format!("\"{id}\"")).collect();
        for holder in &self.holders {
            let [zh, en] = self.area_name(holder);
            let _ = write!(
                tables,
                "\n[[tables]]\nname = \"areas-{holder}\"\nkind = \"areas\"\ntitle = {{ zh-CN = \"{zh}各地区\", en = \"{en}, by area\" }}\n\
                 indicators = [{}]\nareas-of = \"{holder}\"\n",
                indicators.join(", ")
            );
        }
        tables
    }

    /// A section for each indicator with what was added up.
    fn rolled_sections(&self) -> String {
        let mut sections = String::new();
        for IndicatorId(id) in &self.indicators {
            let _ = write!(
                sections,
                "\n## {{{{ name(\"{id}\") }}}}\n\n{{{{ table(\"{id}-whole\") }}}}\n\n{{{{ table(\"{id}-areas\") }}}}\n"
            );
        }
        sections
    }

    /// The tables of each area that holds areas with figures, one after the other.
    fn holder_tables(&self) -> String {
        let table = |holder: &AreaCode| format!("{{{{ table(\"areas-{holder}\") }}}}\n");
        self.holders.iter().map(table).collect::<Vec<_>>().join("\n")
    }

    /// A section for each indicator, named by the code lists in the language of the text.
    fn sections(&self) -> String {
        let mut sections = String::new();
        for IndicatorId(id) in &self.indicators {
            let _ = write!(
                sections,
                "\n## {{{{ name(\"{id}\") }}}}\n\n{{{{ table(\"{id}-years\") }}}}\n\n{{{{ table(\"{id}-areas\") }}}}\n"
            );
        }
        sections
    }
}

/// The tags of the languages that a project does not have.
fn others(languages: &[Language]) -> impl Iterator<Item = &'static str> {
    Language::ALL.into_iter().filter(|language| !languages.contains(language)).map(Language::tag)
}

/// A description that names the languages of the project, and whose texts are written in those alone.
fn in_languages(text: String, path: &str, languages: &[Language]) -> String {
    if !path.ends_with(".toml") {
        return text;
    }
    let named: Vec<String> = languages.iter().map(|language| format!("\"{language}\"")).collect();
    let mut text = text.replace(r#"["zh-CN", "en"]"#, &format!("[{}]", named.join(", ")));
    for other in others(languages) {
        let key = format!("{other} = \"");
        let mut lines = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with(&key)) {
            lines.push(without_key(line, &key));
        }
        text = lines.join("\n") + "\n";
    }
    text
}

/// A line without the words of one language in braces.
fn without_key(line: &str, key: &str) -> String {
    let Some((before, from)) = line.split_once(key).filter(|(before, _)| before.contains('{')) else {
        return line.to_owned();
    };
    let behind = from.split_once('"').map_or("", |(_, behind)| behind);
    let before = before.trim_end().trim_end_matches(',');
    format!("{before} {}", behind.trim_start_matches(',').trim_start())
}

/// A name that can stand between the quotes of a description.
fn plain(name: &str) -> String {
    name.chars().filter(|sign| !matches!(sign, '"' | '\\' | '{' | '}' | '@') && !sign.is_control()).collect()
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_written_in_the_languages_of_the_project() {
        let text = "title = { zh-CN = \"甲\", en = \"A, b\" }\nlanguages = [\"zh-CN\", \"en\"]\n[note]\nzh-CN = \"注\"\nen = \"Note\"\n";
        let of = |languages: &[Language]| in_languages(text.to_owned(), "report.toml", languages);
        assert_eq!(of(&Language::ALL), text);
        let english = "title = { en = \"A, b\" }\nlanguages = [\"en\"]\n[note]\nen = \"Note\"\n";
        assert_eq!(of(&[Language::English]), english);
        let chinese = "title = { zh-CN = \"甲\" }\nlanguages = [\"zh-CN\"]\n[note]\nzh-CN = \"注\"\n";
        assert_eq!(of(&[Language::Chinese]), chinese);
    }
}
