//! A report as it stands in its folder.

use crate::error::{ALONE, ReportError};
use crate::spec::{ReportSpec, ScopeSpec, TableSpec};
use crate::table_keys::unread_key;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tierstat_chart::{ChartSpec, Fonts, ScaleKind, SpecKey, fingerprint};
use tierstat_document::{Format, PageLayout, WorkbookLayout};
use tierstat_model::{
    AreaCode, CodeLists, FigureLookup, Finding, IndicatorId, Language, Localized, WrittenFault,
};

/// A report: its description, its texts and the descriptions of its charts.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub(crate) name: String,
    pub(crate) spec: ReportSpec,
    languages: Vec<Language>,
    /// What stands in `report.toml`.
    description: String,
    pub(crate) texts: BTreeMap<Language, String>,
    pub(crate) charts: BTreeMap<String, DescribedChart>,
    /// The charts whose description cannot be read: file and fault.
    pub(crate) broken_charts: BTreeMap<String, (PathBuf, Localized)>,
    input_files: Vec<PathBuf>,
    is_alone: bool,
}

/// A chart as described, with what was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DescribedChart {
    pub(crate) spec: ChartSpec,
    text: String,
}

/// What a report is written from.
#[derive(Clone, Copy)]
pub struct ReportContext<'a> {
    /// Where figures are asked for.
    pub lookup: &'a dyn FigureLookup,
    /// The code lists, which every text and chart shares.
    pub lists: &'a Arc<CodeLists>,
    /// The day on which the figures must have been known; `None` takes all.
    pub known_on: Option<Date>,
    /// What imports and checks saw.
    pub findings: &'a [Finding],
    /// The fonts of the charts.
    pub fonts: &'a Fonts,
}

impl Report {
    /// Reads `report.toml`, a `text.<language>.md` for each language and `charts/*.toml` from a folder; `languages` are those of a report
    /// that names none.
    ///
    /// # Errors
    /// [`ReportError::Read`] where a file is missing, [`ReportError::Description`] where one says what it cannot.
    pub fn load(directory: &Path, languages: &[Language]) -> Result<Self, ReportError> {
        let name = directory.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut input_files = Vec::new();
        let mut read = |path: PathBuf| -> Result<String, ReportError> {
            let text = read_text(&path)
                .map_err(|error| ReportError::Read { path: path.clone(), reason: error.to_string() })?;
            input_files.push(path);
            Ok(text)
        };
        let path = directory.join("report.toml");
        let description = read(path.clone())?;
        let mut spec: ReportSpec = parse(&description)
            .map_err(|message| ReportError::Description { path, message: Box::new(message) })?;
        let languages = spec.languages.clone().unwrap_or_else(|| languages.to_vec());
        spec.formats.sort();
        spec.formats.dedup();
        let mut texts = BTreeMap::new();
        for language in &languages {
            texts.insert(*language, read(directory.join(format!("text.{language}.md")))?);
        }
        let (mut charts, mut broken_charts) = (BTreeMap::new(), BTreeMap::new());
        for path in chart_files(&directory.join("charts"))? {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let text = read(path.clone())?;
            // One that is wrong is said when it is asked for; the others are drawn.
            match DescribedChart::parse(text) {
                Ok(chart) => drop(charts.insert(stem, chart)),
                Err(message) => drop(broken_charts.insert(stem, (path, message))),
            }
        }
        Ok(Self {
            name,
            spec,
            languages,
            description,
            texts,
            charts,
            broken_charts,
            input_files,
            is_alone: false,
        })
    }

    /// The same report by another name than that of the folder it was read from.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The formats it is written in, each once.
    #[must_use]
    pub fn formats(&self) -> &[Format] {
        &self.spec.formats
    }

    /// What is described in `report.toml`.
    #[must_use]
    pub fn description(&self) -> &ReportSpec {
        &self.spec
    }

    /// Reads a chart that stands in no report, as a report of nothing else: its scope is what the chart is about, in `area` where
    /// it names none.
    ///
    /// # Errors
    /// [`ReportError::Read`] where the file cannot be read. A description that is wrong is said when the chart is asked for.
    pub fn of_chart(path: &Path, languages: &[Language], area: &AreaCode) -> Result<Self, ReportError> {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let text = read_text(path)
            .map_err(|error| ReportError::Read { path: path.to_owned(), reason: error.to_string() })?;
        let mut scope =
            ScopeSpec { indicator: IndicatorId(String::new()), area: area.clone(), tiers: Vec::new() };
        let mut title = Localized::new(stem.clone(), stem.clone());
        let (mut charts, mut broken_charts) = (BTreeMap::new(), BTreeMap::new());
        match DescribedChart::parse(text) {
            Ok(chart) => {
                let spec = &chart.spec;
                scope.indicator = spec.indicator.clone();
                scope.tiers.clone_from(&spec.tiers);
                if let Some(area) = spec.named_areas().first() {
                    scope.area = (*area).clone();
                }
                title = spec.title.clone();
                charts.insert(stem.clone(), chart);
            }
            Err(message) => drop(broken_charts.insert(stem.clone(), (path.to_owned(), message))),
        }
        let languages = languages.to_vec();
        let spec = ReportSpec {
            title,
            languages: Some(languages.clone()),
            formats: Vec::new(),
            layout: PageLayout::default(),
            workbook: WorkbookLayout::default(),
            scope,
            tables: Vec::new(),
        };
        let (name, input_files) = (ALONE.to_owned(), vec![path.to_owned()]);
        let (description, texts) = (String::new(), BTreeMap::new());
        Ok(Self {
            name,
            spec,
            languages,
            description,
            texts,
            charts,
            broken_charts,
            input_files,
            is_alone: true,
        })
    }

    /// Whether it is a chart that stands in no report.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// The name of the chart, where it is one that stands in no report.
    #[must_use]
    pub fn alone(&self) -> Option<&str> {
        self.chart_names().next().filter(|_| self.is_alone)
    }

    /// The name by which it is spoken of: that of the report, or the chart with its folder.
    #[must_use]
    pub fn shown_name(&self) -> String {
        self.alone().map_or_else(|| self.name.clone(), |chart| format!("charts/{chart}"))
    }

    /// The description of a chart, where it can be read.
    #[must_use]
    pub fn chart(&self, name: &str) -> Option<&ChartSpec> {
        self.charts.get(name).map(|chart| &chart.spec)
    }

    /// The line of `report.toml` on which a table is named, from 1.
    pub(crate) fn line_of_table(&self, name: &str) -> Option<usize> {
        line_with(&self.description, |line| line.trim_start().starts_with("name") && is_quoted(line, name))
    }

    /// The first line of a text on which a name stands between quotes, from 1.
    pub(crate) fn line_of_text(&self, language: Language, name: &str) -> Option<usize> {
        line_with(self.texts.get(&language)?, |line| is_quoted(line, name))
    }

    /// The name: that of its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The languages it is written in.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The names of its charts, in order, those among them whose description cannot be read.
    pub fn chart_names(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<&String> = self.charts.keys().chain(self.broken_charts.keys()).collect();
        names.into_iter().map(String::as_str)
    }

    /// The file in which a chart is described.
    #[must_use]
    pub fn chart_file(&self, name: &str) -> Option<&Path> {
        let file = format!("{name}.toml");
        self.input_files.iter().map(PathBuf::as_path).rev().find(|path| path.ends_with(&file))
    }

    /// What is wrong with the description of a chart; `None` where it can be read.
    pub(crate) fn fault_of_chart(&self, name: &str) -> Option<ReportError> {
        let (path, message) = self.broken_charts.get(name)?;
        Some(ReportError::Description { path: path.clone(), message: Box::new(message.clone()) })
    }

    /// The files it was read from: a change of any of them makes what was written out of date.
    #[must_use]
    pub fn input_files(&self) -> Vec<PathBuf> {
        self.input_files.clone()
    }

    /// Whether it tells of whatever indicators have figures, and not only of those it names.
    pub(crate) fn is_of_all_indicators(&self) -> bool {
        self.spec.tables.iter().any(TableSpec::is_of_all)
            || self
                .texts
                .values()
                .any(|text| text.contains("indicators(") || text.contains("without_figures("))
    }

    /// Everything a person wrote, in which the indicators it is about are named.
    pub(crate) fn names_in_words(&self, word: &str) -> bool {
        let in_charts = |chart: &DescribedChart| {
            let chart = &chart.spec;
            let texts = [Some(&chart.title), Some(&chart.subtitle), chart.note.as_ref()];
            chart.indicator.0 == word
                || texts.into_iter().flatten().any(|text| text.zh.contains(word) || text.en.contains(word))
        };
        self.spec.scope.indicator.0 == word
            || self
                .spec
                .tables
                .iter()
                .flat_map(TableSpec::named_indicators)
                .any(|indicator| indicator.0 == word)
            || self.charts.values().any(in_charts)
            || self.texts.values().any(|text| text.contains(word))
    }
}

fn is_quoted(line: &str, name: &str) -> bool {
    ['"', '\''].iter().any(|quote| line.contains(&format!("{quote}{name}{quote}")))
}

/// The first line of a text of which something holds, from 1.
fn line_with(text: &str, holds: impl Fn(&str) -> bool) -> Option<usize> {
    text.lines().position(holds).map(|line| line + 1)
}

fn read_text(path: &Path) -> std::io::Result<String> {
    // A pipe or device has no end to read to, and opening one may wait for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("no regular file"));
    }
    std::fs::read_to_string(path)
}

/// Reads a description of a report; what is wrong keeps its line.
fn parse(text: &str) -> Result<ReportSpec, Localized> {
    let spec = toml::from_str(text).map_err(|error| in_words(text, &error))?;
    unread_key(text).map_or(Ok(spec), Err)
}

impl DescribedChart {
    /// Reads a description; what is wrong keeps its line.
    fn parse(text: String) -> Result<Self, Localized> {
        let spec = toml::from_str::<ChartSpec>(&text).map_err(|error| in_words(&text, &error))?;
        let described = Self { spec, text };
        if described.spec.has_two_sizes() {
            let line = described.line_of("target").unwrap_or(1);
            return Err(Localized::new(
                format!("第 {line} 行：`target` 即代表尺寸，`size` 与 `target` 只写其一"),
                format!("line {line}: `target` stands for a size, so write `size` or `target`, not both"),
            ));
        }
        if let Some((key, name)) = described.spec.named_twice() {
            let line = described.line_of(key).unwrap_or(1);
            return Err(Localized::new(
                format!("第 {line} 行：`{key}` 中 `{name}` 写了两次；请去掉一个"),
                format!("line {line}: `{key}` names `{name}` twice; leave one of them out"),
            ));
        }
        let is_log = described.spec.scale == Some(ScaleKind::Log);
        match described.spec.key_without_effect() {
            Some(key) => Err(described.without_effect(key)),
            None if is_log && described.spec.axis.is_some() => {
                let line = described.line_of("axis").unwrap_or(1);
                Err(Localized::new(
                    format!(
                        "第 {line} 行：对数刻度没有零，`scale = \"log\"` 时 `axis` 没有意义；请去掉其中一项"
                    ),
                    format!(
                        "line {line}: a log scale has no zero to begin at or not, so `axis` says nothing beside `scale = \"log\"`; leave one of them out"
                    ),
                ))
            }
            None => Ok(described),
        }
    }

    /// What is wrong where a key is set that the form does not have.
    fn without_effect(&self, key: SpecKey) -> Localized {
        let kinds: Vec<String> = key.kinds.iter().map(|kind| format!("`{}`", kind.name())).collect();
        let (kind, line) = (self.spec.kind.name(), self.line_of(key.name).unwrap_or(1));
        let name = key.name;
        Localized::new(
            format!("第 {line} 行：`{kind}` 图没有 `{name}` 这一项；有此项的图：{}", kinds.join("、")),
            format!(
                "line {line}: a chart of the kind `{kind}` has no `{name}`; these have: {}",
                kinds.join(", ")
            ),
        )
    }

    /// A fingerprint of what was written.
    pub(crate) fn fingerprint(&self) -> u64 {
        fingerprint(self.text.bytes())
    }

    /// The first line that holds a word, from 1.
    pub(crate) fn line_of(&self, word: &str) -> Option<usize> {
        line_with(&self.text, |line| line.contains(word))
    }
}

/// What a reader finds wrong with a description, in words.
fn in_words(text: &str, error: &toml::de::Error) -> Localized {
    WrittenFault::of(text, error.span().map(|span| span.start), error.message()).with_line()
}

/// The chart descriptions of a folder, in order of name; none where there is no such folder.
fn chart_files(folder: &Path) -> Result<Vec<PathBuf>, ReportError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failure =
        |error: std::io::Error| ReportError::Read { path: folder.to_owned(), reason: error.to_string() };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
