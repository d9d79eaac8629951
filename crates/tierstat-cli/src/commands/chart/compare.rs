//! `tierstat chart --compare`: an earlier book of charts beside what would be drawn now.

use super::wanted::Wanted;
use crate::comma_separated::comma_separated;
use crate::commands::written_report::chart_file;
use crate::exit::Failure;
use crate::folder_entries::sorted_entries;
use crate::output::Output;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tierstat_answers::{Field, Row};
use tierstat_model::{Language, Localized};
use tierstat_report::{ChartChange, ComparedChart, DrawnChart, RenderedChart, comparison_page};

/// A chart with what changed in it.
pub(in crate::commands) struct ComparedRow {
    name: String,
    changes: Vec<ChartChange>,
}

impl Row for ComparedRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("chart", ["图", "chart"], |row: &Self| row.name.clone()),
            Field::localized("changed", ["变化", "changed"], |row: &Self| {
                let said = |language| -> Vec<&str> {
                    row.changes.iter().map(|change| change.word(language)).collect()
                };
                let (zh, en) = (said(Language::Chinese).join("、"), said(Language::English).join(", "));
                if row.changes.is_empty() {
                    Localized::new("没有", "nothing")
                } else {
                    Localized::new(zh, en)
                }
            }),
        ]
    }
}

/// The drawings of an earlier folder of outputs, and what is drawn now.
pub(super) struct Comparison<'a> {
    project: &'a Project,
    folder: &'a Path,
    charts: Vec<ComparedChart>,
}

impl<'a> Comparison<'a> {
    pub(super) fn with(project: &'a Project, folder: &'a Path) -> Result<Self, Failure> {
        if folder.is_dir() {
            return Ok(Self { project, folder, charts: Vec::new() });
        }
        Err(Failure::Usage {
            message: Localized::new(
                format!("{} 不是文件夹", folder.display()),
                format!("{} is no folder", folder.display()),
            ),
            hint: Localized::new(
                "写此前输出的一份副本，如 cp -r out before 之后写 --compare before",
                "name a copy of earlier outputs, as after cp -r out before: --compare before",
            ),
        })
    }

    /// A chart as it is drawn now, beside the drawing of the same name in the folder; none is put in place of one that cannot be read.
    pub(super) fn add(
        &mut self,
        wanted: &Wanted,
        drawn: &RenderedChart,
        language: Language,
    ) -> Result<(), Failure> {
        let before = match self.earlier(wanted, language, "svg")? {
            Some(svg) => {
                let data = self.earlier(wanted, language, "csv")?.unwrap_or_default();
                Some(DrawnChart { svg, data })
            }
            None => None,
        };
        let data = String::from_utf8_lossy(&comma_separated(drawn.data.records())).into_owned();
        let after = Some(DrawnChart { svg: drawn.svg.clone(), data });
        self.charts.push(ComparedChart { name: format!("{} ({language})", wanted.name()), before, after });
        Ok(())
    }

    fn place(&self, wanted: &Wanted, language: Language, ending: &str) -> Option<PathBuf> {
        let now = chart_file(self.project, &wanted.report, &wanted.chart, language, ending);
        Some(self.folder.join(now.strip_prefix(self.project.out()).ok()?))
    }

    fn earlier(&self, wanted: &Wanted, language: Language, ending: &str) -> Result<Option<String>, Failure> {
        let Some(path) = self.place(wanted, language, ending) else { return Ok(None) };
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Failure::Read { path, source }),
        }
    }

    /// The drawings of the folder whose chart is described no more, where all charts are compared.
    pub(super) fn add_gone(&mut self, known: &[Wanted]) -> Result<(), Failure> {
        let described = known.iter().flat_map(|wanted| {
            let languages = wanted.report.languages().iter();
            languages.filter_map(|language| self.place(wanted, *language, "svg"))
        });
        let described: BTreeSet<PathBuf> = described.collect();
        let mut folders = vec![self.folder.join("charts")];
        let reports = self.folder.join("reports");
        if reports.is_dir() {
            folders.extend(sorted_entries(&reports)?.into_iter().map(|report| report.join("charts")));
        }
        for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
            for path in sorted_entries(&folder)? {
                let is_drawing = path.extension().is_some_and(|ending| ending == "svg");
                if !is_drawing || described.contains(&path) {
                    continue;
                }
                let read = |path: &Path| {
                    std::fs::read_to_string(path)
                        .map_err(|source| Failure::Read { path: path.to_owned(), source })
                };
                let name = path.strip_prefix(self.folder).unwrap_or(&path).with_extension("");
                let data = path.with_extension("csv");
                let data = if data.exists() { read(&data)? } else { String::new() };
                let before = Some(DrawnChart { svg: read(&path)?, data });
                self.charts.push(ComparedChart { name: name.display().to_string(), before, after: None });
            }
        }
        Ok(())
    }

    /// The page, and where it belongs.
    pub(super) fn page(&self, language: Language) -> (PathBuf, Vec<u8>) {
        let page = comparison_page(&self.charts, language);
        (self.project.out().join("charts-compared.html"), page.into_bytes())
    }

    pub(super) fn say(&self, output: &Output) {
        let rows = self.charts.iter();
        let rows: Vec<ComparedRow> =
            rows.map(|chart| ComparedRow { name: chart.name.clone(), changes: chart.changes() }).collect();
        output.rows(&rows, &self.project.lists, false);
    }
}
