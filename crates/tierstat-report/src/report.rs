//! A report as it stands in its folder.

use crate::error::ReportError;
use crate::spec::ReportSpec;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tierstat_chart::{ChartSpec, Fonts, SpecKey};
use tierstat_model::{CodeLists, FigureLookup, Finding, Language};

/// A report: its description, its texts and the descriptions of its charts.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub(crate) name: String,
    pub(crate) spec: ReportSpec,
    pub(crate) texts: BTreeMap<Language, String>,
    pub(crate) charts: BTreeMap<String, DescribedChart>,
    /// The charts whose description cannot be read: file and fault.
    pub(crate) broken_charts: BTreeMap<String, (PathBuf, String)>,
    input_files: Vec<PathBuf>,
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
    /// Reads `report.toml`, a `text.<language>.md` for each language and `charts/*.toml` from a folder.
    ///
    /// # Errors
    /// [`ReportError::Read`] where a file is missing, [`ReportError::Description`] where one says what it cannot.
    pub fn load(directory: &Path) -> Result<Self, ReportError> {
        let name = directory.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut input_files = Vec::new();
        let mut read = |path: PathBuf| -> Result<String, ReportError> {
            let text = read_text(&path)
                .map_err(|error| ReportError::Read { path: path.clone(), reason: error.to_string() })?;
            input_files.push(path);
            Ok(text)
        };
        let spec: ReportSpec = parse(directory.join("report.toml"), &mut read)?;
        let mut texts = BTreeMap::new();
        for language in &spec.languages {
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
        Ok(Self { name, spec, texts, charts, broken_charts, input_files })
    }

    /// The name: that of its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The languages it is written in.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.spec.languages
    }

    /// The names of its charts, in order, those among them whose description cannot be read.
    pub fn chart_names(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<&String> = self.charts.keys().chain(self.broken_charts.keys()).collect();
        names.into_iter().map(String::as_str)
    }

    /// What is wrong with the description of a chart; `None` where it can be read.
    pub(crate) fn fault_of_chart(&self, name: &str) -> Option<ReportError> {
        let (path, message) = self.broken_charts.get(name)?;
        Some(ReportError::Description { path: path.clone(), message: message.clone() })
    }

    /// The files it was read from: a change of any of them makes what was written out of date.
    #[must_use]
    pub fn input_files(&self) -> Vec<PathBuf> {
        self.input_files.clone()
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
            || self.spec.tables.iter().any(|table| table.indicator.0 == word)
            || self.charts.values().any(in_charts)
            || self.texts.values().any(|text| text.contains(word))
    }
}

fn read_text(path: &Path) -> std::io::Result<String> {
    // A pipe or device has no end to read to, and opening one may wait for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("no regular file"));
    }
    std::fs::read_to_string(path)
}

fn parse<T: serde::de::DeserializeOwned>(
    path: PathBuf,
    read: &mut impl FnMut(PathBuf) -> Result<String, ReportError>,
) -> Result<T, ReportError> {
    let text = read(path.clone())?;
    toml::from_str(&text)
        .map_err(|error| ReportError::Description { path, message: error.to_string().trim_end().to_owned() })
}

impl DescribedChart {
    /// Reads a description; what is wrong keeps its line.
    fn parse(text: String) -> Result<Self, String> {
        let spec = toml::from_str::<ChartSpec>(&text)
            .map_err(|error| with_near_word(error.to_string().trim_end()))?;
        let described = Self { spec, text };
        if described.spec.has_two_sizes() {
            let line = described.line_of("target").unwrap_or(1);
            return Err(format!(
                "line {line}: `target` stands for a size, so write `size` or `target`, not both"
            ));
        }
        match described.spec.key_without_effect() {
            Some(key) => Err(described.without_effect(key)),
            None => Ok(described),
        }
    }

    /// What is wrong where a key is set that the form does not have.
    fn without_effect(&self, key: SpecKey) -> String {
        let kinds: Vec<String> = key.kinds.iter().map(|kind| format!("`{}`", kind.name())).collect();
        let (kind, line) = (self.spec.kind.name(), self.line_of(key.name).unwrap_or(1));
        format!(
            "line {line}: a chart of the kind `{kind}` has no `{}`; these have: {}",
            key.name,
            kinds.join(", ")
        )
    }

    /// The first line that holds a word, from 1.
    pub(crate) fn line_of(&self, word: &str) -> Option<usize> {
        self.text.lines().position(|line| line.contains(word)).map(|line| line + 1)
    }
}

/// The fault with the known key or value that is most like the unknown one, both of which it names between `signs`.
fn with_near_word(message: &str) -> String {
    let Some((_, said)) = message.split_once("unknown ") else { return message.to_owned() };
    let mut words = said.split('`').skip(1).step_by(2);
    let unknown = words.next().unwrap_or_default();
    let known: Vec<&str> = words.collect();
    let near = tierstat_answers::names::alike(unknown, known.iter().map(|word| (*word, *word)));
    near.first().map_or_else(|| message.to_owned(), |near| format!("{message}\ndid you mean `{near}`?"))
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
