//! `tierstat chart --compare`: an earlier book of charts beside what would be drawn now.

use super::wanted::Wanted;
use crate::comma_separated::comma_separated;
use crate::commands::report::chart_files;
use crate::exit::Failure;
use crate::output::Output;
use crate::project::Project;
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

    /// A chart as it is drawn now, beside the drawing of the same name in the folder.
    pub(super) fn add(&mut self, wanted: &Wanted, drawn: &RenderedChart, language: Language) {
        let files = chart_files(self.project, &wanted.report, drawn, language);
        let now: Vec<PathBuf> = files.into_iter().map(|(path, _)| path).collect();
        let old = |ending: &str| {
            let path = now.iter().find(|path| path.extension().is_some_and(|it| it == ending))?;
            let inside = path.strip_prefix(self.project.out()).ok()?;
            std::fs::read_to_string(self.folder.join(inside)).ok()
        };
        let before = old("svg").map(|svg| DrawnChart { svg, data: old("csv").unwrap_or_default() });
        let data = String::from_utf8_lossy(&comma_separated(&drawn.data)).into_owned();
        let after = Some(DrawnChart { svg: drawn.svg.clone(), data });
        self.charts.push(ComparedChart { name: format!("{} ({language})", wanted.name()), before, after });
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
