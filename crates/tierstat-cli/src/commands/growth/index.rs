//! `tierstat growth --index`: every series as a share of one of its own periods, which is 100.

use super::{point, rounded, subject_name};
use crate::args::GrowthArguments;
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::ledger_series::{LedgerSeries, groups};
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_chart::LineSeries;
use tierstat_model::{Bounds, CodeLists, FigureLookup, Language, Localized, Period};
use tierstat_report::wording::{self, Words};
use tierstat_stats::breaks::Comparability;
use tierstat_stats::growth_table::answers;
use tierstat_stats::index_number::{IndexPoint, index_of_readings};
use tierstat_stats::statement::{Statement, Subject};

pub(super) fn run(
    arguments: &GrowthArguments,
    project: &Project,
    lookup: &dyn FigureLookup,
    output: &Output,
) -> Result<Outcome, Failure> {
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let (mut explanations, mut lines) = (Vec::new(), Vec::new());
    for group in groups(lookup, lists, &arguments.selection, arguments.by)? {
        for mut series in group.whole.into_iter().chain(group.members) {
            if let Some(to) = arguments.to {
                series.readings.retain(|reading| reading.key.period.last_day() <= to.last_day());
            }
            let Some(base) = base(&series, arguments.from) else { continue };
            let names = series.names(lists, language);
            let found = index_of_readings(&series.readings, base);
            let explanation = explained(&series, base, &found, lists, language);
            match found {
                Ok(points) => {
                    for point in &points {
                        answer.rows.push(row(&names, base, point, None, language));
                    }
                    lines.push(LineSeries {
                        name: names.join(" · "),
                        points: points
                            .iter()
                            .filter(|found| found.index.is_some())
                            .map(|found| point(found.period, found.index, language))
                            .collect(),
                    });
                }
                Err(error) => {
                    let nothing = IndexPoint {
                        period: base,
                        value: value_at(&series, base),
                        index: None,
                        comparability: Comparability::Same,
                    };
                    answer.rows.push(row(&names, base, &nothing, Some(error.localized()), language));
                }
            }
            if explain {
                for row in answer.rows.iter_mut().filter(|row| row.len() + 1 == answer.columns.len()) {
                    row.push(explanation.value(language));
                }
            }
            explanations.push(explanation);
        }
    }
    if answer.rows.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("没有序列", "there is no series"),
            hint: Localized::new("tierstat figures 列出已有的数据", "tierstat figures lists what there is"),
        });
    }
    output.answer(&answer);
    if explain {
        explanation::print(output, &explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        let (lines, subtitle) = plot::widest(lines, language);
        let title = arguments.selection.indicator.join("、");
        let base = arguments.from.map(|base| match language {
            Language::Chinese => format!("以{}为100", wording::period(base, language)),
            Language::English => format!("{} = 100", wording::period(base, language)),
        });
        let parts: Vec<String> =
            base.into_iter().chain(Some(subtitle)).filter(|part| !part.is_empty()).collect();
        plot::lines(path, title, parts.join("; "), lines, language)?;
    }
    Ok(Outcome::default())
}

/// The base that was asked for, else the first period with a number.
fn base(series: &LedgerSeries, asked: Option<Period>) -> Option<Period> {
    asked.or_else(|| {
        let mut readings = series.readings.iter();
        let first = readings.find(|reading| reading.figure.quantity.bounds.is_some())?;
        Some(first.figure.period)
    })
}

fn value_at(series: &LedgerSeries, period: Period) -> Option<Bounds> {
    series.readings.iter().find(|reading| answers(reading, period))?.figure.quantity.bounds
}

fn explained(
    series: &LedgerSeries,
    base: Period,
    found: &Result<Vec<IndexPoint>, tierstat_stats::StatsError>,
    lists: &CodeLists,
    language: Language,
) -> Explanation {
    let names = series.names(lists, language);
    let points = found.as_deref().unwrap_or_default();
    let name = subject_name(&names, language);
    let from = wording::period(base, language);
    let last = points.iter().rev().find(|point| point.value.is_some());
    let statement = last.map_or_else(String::new, |point| {
        let to = wording::period(point.period, language);
        let subject = Subject { name: &name, unit: "", from: &from, to: &to };
        point.statement(&subject, language, &Words { language })
    });
    let text = |point: &IndexPoint| {
        let value = point.value.map_or_else(String::new, |value| wording::bounds(&value, language));
        format!("{} {value}", wording::period(point.period, language)).trim_end().to_owned()
    };
    let left_out = points.iter().filter(|point| point.index.is_none()).map(|point| {
        let missing = Localized::new("没有数", "no number");
        (text(point), point.comparability.note().filter(|_| point.value.is_some()).unwrap_or(missing))
    });
    let spliced = points.iter().find(|point| matches!(point.comparability, Comparability::Spliced { .. }));
    let mut methods = vec!["fixed-base-index"];
    methods.extend(spliced.map(|_| "splice"));
    let refused = found.as_ref().err().map(tierstat_stats::StatsError::localized);
    Explanation {
        subject: names.join(" · "),
        statement,
        methods,
        used: points.iter().filter(|point| point.index.is_some()).map(text).collect(),
        left_out: left_out.collect(),
        remarks: refused.into_iter().chain(spliced.and_then(|point| point.comparability.note())).collect(),
    }
}

fn row(
    names: &[String; 3],
    base: Period,
    point: &IndexPoint,
    refused: Option<Localized>,
    language: Language,
) -> Vec<Value> {
    let text = |bounds: Option<Bounds>| bounds.map(|bounds| wording::bounds(&bounds, language));
    let ends = |bounds: Option<Bounds>| {
        let upper = bounds.and_then(|bounds| bounds.upper_value());
        [json!(bounds.map(|bounds| rounded(bounds.lower()))), json!(upper.map(rounded))]
    };
    let one_decimal = |bounds: Bounds| {
        let lower = format!("{:.1}", bounds.lower());
        match (bounds.as_point(), bounds.upper_value()) {
            (Some(_), _) => lower,
            (None, Some(upper)) => format!("{lower}–{upper:.1}"),
            (None, None) => format!("≥{lower}"),
        }
    };
    let note = refused.or_else(|| point.comparability.note()).unwrap_or_default();
    let mut cells: Vec<Value> = names.iter().map(|name| json!(name)).collect();
    cells.push(json!(wording::period(base, language)));
    cells.push(json!(wording::period(point.period, language)));
    cells.push(json!(text(point.value)));
    cells.push(json!(point.index.map(one_decimal)));
    cells.push(json!(point.index.and_then(|index| index.as_point()).map(rounded)));
    cells.extend(ends(point.index));
    cells.push(json!(note.get(language)));
    cells
}

fn columns(explain: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("base", "基期", "base"),
        Column::text("period", "时期", "period"),
        Column::number("value", "数值", "value"),
        Column::number("index_range", "指数", "index").for_people(),
        Column::for_machines("index"),
        Column::for_machines("index_lower"),
        Column::for_machines("index_upper"),
        Column::text("note", "说明", "note"),
    ];
    if explain {
        columns.push(Column::for_machines("explanation"));
    }
    columns
}
