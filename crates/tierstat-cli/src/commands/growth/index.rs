//! `tierstat growth --index`: every series as a share of one of its own periods, which is 100.

use super::{point, rounded, subject_name, title};
use crate::args::{By, GrowthArguments};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::ledger_series::{LedgerSeries, groups};
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_model::{Bounds, CodeLists, FigureLookup, Language, Localized, Period};
use tierstat_numerics::NumericsError;
use tierstat_stats::comparability::Comparability;
use tierstat_stats::growth_table::answers;
use tierstat_stats::index_of_readings::{IndexPoint, index_of_readings};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

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
                        name: line_name(&names, arguments),
                        points: points
                            .iter()
                            .filter(|found| found.index.is_some())
                            .map(|found| LinePoint {
                                printed: found.index.map_or_else(String::new, one_decimal),
                                ..point(found.period, found.index, language)
                            })
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
                    answer.rows.push(row(&names, base, &nothing, Some(refusal(&error)), language));
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
        let title = title(lists, &arguments.selection.indicator, language)?;
        let base = arguments.from.map(|base| match language {
            Language::Chinese => format!("以{}为100", words::period(base, language)),
            Language::English => format!("{} = 100", words::period(base, language)),
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

/// Why a series has no index.
fn refusal(error: &NumericsError) -> Localized {
    match error {
        NumericsError::TooFewPoints { .. } => Localized::new("基期没有数据", "no figure at the base"),
        other => other.localized(),
    }
}

fn value_at(series: &LedgerSeries, period: Period) -> Option<Bounds> {
    series.readings.iter().find(|reading| answers(reading, period))?.figure.quantity.bounds
}

fn explained(
    series: &LedgerSeries,
    base: Period,
    found: &Result<Vec<IndexPoint>, NumericsError>,
    lists: &CodeLists,
    language: Language,
) -> Explanation {
    let names = series.names(lists, language);
    let points = found.as_deref().unwrap_or_default();
    let name = subject_name(&names, language);
    let from = words::period(base, language);
    let last = points.iter().rev().find(|point| point.value.is_some());
    let statement = last.map_or_else(String::new, |point| {
        let to = words::period(point.period, language);
        let subject = Subject { name: &name, unit: "", from: &from, to: &to };
        point.statement(&subject, language, &Words { language })
    });
    let text = |point: &IndexPoint| {
        let value = point.value.map_or_else(String::new, |value| words::bounds(&value, language));
        format!("{} {value}", words::period(point.period, language)).trim_end().to_owned()
    };
    let left_out = points.iter().filter(|point| point.index.is_none()).map(|point| {
        let missing = Localized::new("没有数", "no number");
        (text(point), point.comparability.note().filter(|_| point.value.is_some()).unwrap_or(missing))
    });
    let spliced = points.iter().find(|point| matches!(point.comparability, Comparability::Spliced { .. }));
    let mut methods = vec!["fixed-base-index"];
    methods.extend(spliced.map(|_| "splice"));
    let refused = found.as_ref().err().map(refusal);
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
    let text = |bounds: Option<Bounds>| bounds.map(|bounds| words::bounds(&bounds, language));
    let ends = |bounds: Option<Bounds>| {
        let upper = bounds.and_then(|bounds| bounds.upper_value());
        [json!(bounds.map(|bounds| rounded(bounds.lower()))), json!(upper.map(rounded))]
    };
    let note = refused.or_else(|| point.comparability.note()).unwrap_or_default();
    let mut cells: Vec<Value> = names.iter().map(|name| json!(name)).collect();
    cells.push(json!(words::period(base, language)));
    cells.push(json!(words::period(point.period, language)));
    cells.push(json!(text(point.value)));
    cells.push(json!(point.index.map(one_decimal)));
    cells.push(json!(point.index.and_then(|index| index.as_point()).map(rounded)));
    cells.extend(ends(point.index));
    cells.push(json!(note.get(language)));
    cells
}

/// An index as people read it.
fn one_decimal(index: Bounds) -> String {
    let lower = format!("{:.1}", index.lower());
    match (index.as_point(), index.upper_value()) {
        (Some(_), _) => lower,
        (None, Some(upper)) => format!("{lower}–{upper:.1}"),
        (None, None) => format!("≥{lower}"),
    }
}

/// What tells a line from the others; all of it where several things were asked for.
fn line_name(names: &[String; 3], arguments: &GrowthArguments) -> String {
    let selection = &arguments.selection;
    if selection.indicator.len() > 1 || selection.area.len() > 1 || selection.tier.len() > 1 {
        return names.join(" · ");
    }
    let [indicator, area, tier] = names;
    match arguments.by {
        By::Area => area.clone(),
        By::Type => indicator.clone(),
        By::Tier => tier.clone(),
    }
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
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
    explanation::with_column(columns, explain)
}
