//! `tierstat chart --list`: which charts there are, and what each shows.

use super::split::split;
use super::wanted::Wanted;
use crate::exit::Outcome;
use crate::output::Output;
use crate::project::Project;
use tierstat_answers::{Field, Row};
use tierstat_model::{Language, Localized};
use tierstat_words as words;

/// A chart as it is listed.
pub(in crate::commands) struct ListedChart {
    name: String,
    kind: String,
    indicator: String,
    shows: Localized,
    file: String,
}

impl Row for ListedChart {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("chart", ["图", "chart"], |row: &Self| row.name.clone()),
            Field::text("kind", ["图种", "kind"], |row: &Self| row.kind.clone()),
            Field::text("indicator", ["指标", "indicator"], |row: &Self| row.indicator.clone()),
            Field::localized("shows", ["内容", "shows"], |row: &Self| row.shows.clone()),
            Field::text("file", ["文件", "file"], |row: &Self| row.file.clone()),
        ]
    }
}

pub(super) fn run(wanted: &[Wanted], project: &Project, output: &mut Output) -> Outcome {
    let rows: Vec<ListedChart> = wanted.iter().map(|wanted| listed(wanted, project)).collect();
    output.rows(&rows, &project.lists, false);
    Outcome::default()
}

fn listed(wanted: &Wanted, project: &Project) -> ListedChart {
    let file = wanted.report.chart_file(&wanted.chart).map(|path| project.name_of(path)).unwrap_or_default();
    let name = wanted.name();
    let Some(spec) = wanted.report.chart(&wanted.chart) else {
        let shows =
            Localized::new("说明有误，用 --explain 查看", "its description is wrong; see with --explain");
        return ListedChart { name, kind: String::new(), indicator: String::new(), shows, file };
    };
    let shows = |language| {
        words::part_of_indicator(&project.lists, &spec.indicator, &spec.breakdown, language)
            + &split(spec, project, language)
    };
    ListedChart {
        name,
        kind: spec.kind.name().to_owned(),
        indicator: spec.indicator.0.clone(),
        shows: Localized::new(shows(Language::Chinese), shows(Language::English)),
        file,
    }
}
