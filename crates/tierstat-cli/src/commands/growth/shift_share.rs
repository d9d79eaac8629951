//! `tierstat growth --shift-share`: what of the change of each area is the whole's, what its mix of kinds', what its own.

use super::{areas, indicators, rounded, unit_word};
use crate::area_kind_table::AreaKinds;
use crate::args::{Format, GrowthArguments, Kinds};
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_model::{Bounds, FigureLookup, Localized, Ratio};
use tierstat_numerics::decomposition::{AreaShift, shift_share};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

pub(super) fn run(
    arguments: &GrowthArguments,
    kinds_are: Kinds,
    project: &Project,
    lookup: &dyn FigureLookup,
    output: &Output,
) -> Result<Outcome, Failure> {
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let mut long = Answer { columns: columns(explain), rows: Vec::new() };
    let mut short = Answer { columns: columns(false), rows: Vec::new() };
    // A table for people has one row for each area; the kinds stand in CSV and JSON.
    short.columns.retain(|column| column.name != "kind");
    let (mut explanations, mut refusals) = (Vec::new(), Vec::new());
    for indicator in indicators(lists, &arguments.selection.indicator)? {
        for area in areas(lists, &arguments.selection.area)? {
            let whole = (indicator.clone(), area);
            let kinds = AreaKinds::of(lookup, lists, &arguments.selection, kinds_are, whole)?;
            let known = kinds.periods();
            let from = arguments.from.or_else(|| known.first().copied());
            let to = arguments.to.or_else(|| known.last().copied());
            let Some((from, to)) = from.zip(to).filter(|(from, to)| from.last_day() < to.last_day()) else {
                refusals.push(Localized::new(
                    format!("{indicator}：需要先后两期，现有 {} 期", known.len()),
                    format!(
                        "{indicator}: two periods, one after the other, are needed; {} found",
                        known.len()
                    ),
                ));
                continue;
            };
            let [before, after] = kinds.tables([from, to], lists, language);
            let periods = [from, to].map(|period| words::period(period, language));
            let mut explanation = Explanation {
                subject: format!(
                    "{} · {} · {}",
                    words::indicator_name(lists, &indicator, language),
                    words::area_name(lists, &kinds.area, language),
                    periods.join(" → ")
                ),
                methods: vec!["shift-share"],
                left_out: before.left_out(lists, language),
                remarks: before.remarks(),
                ..Explanation::default()
            };
            let found = match shift_share(&before.values, &after.values) {
                Ok(found) => found,
                Err(error) => {
                    refusals.push(error.localized());
                    explanation.remarks.push(error.localized());
                    explanations.push(explanation);
                    continue;
                }
            };
            let growth = Bounds::point(found.growth)
                .map_or_else(|_| String::new(), |growth| words::ratio(&Ratio(growth), language));
            explanation.remarks.push(Localized::new(
                format!("总体为表中 {} 个地区之和，增长 {growth}", before.areas.len()),
                format!(
                    "the whole is the sum of the {} areas in the table; it grew by {growth}",
                    before.areas.len()
                ),
            ));
            if found.areas.iter().any(|area| area.competitive.contains(&None)) {
                explanation.remarks.push(Localized::new(
                    "基期没有某类的地区，其竞争效应与配置效应无从计算",
                    "an area that had none of a kind at the base has no competitive effect and no allocation",
                ));
            }
            let kind_names: Vec<String> =
                before.kinds.iter().map(|kind| kinds.kind_name(kind, lists, language)).collect();
            let indicator_name = words::indicator_name(lists, &indicator, language);
            let mut sentences = Vec::new();
            for (place, (area, shift)) in before.areas.iter().zip(&found.areas).enumerate() {
                let area = words::area_name(lists, area, language);
                let (start, end) = (before.values.get(place), after.values.get(place));
                let name = match language {
                    tierstat_model::Language::Chinese => format!("{area}{indicator_name}"),
                    tierstat_model::Language::English => format!("{indicator_name} ({area})"),
                };
                let unit = unit_word(lists, &indicator, language);
                let subject = Subject { name: &name, unit, from: &periods[0], to: &periods[1] };
                let own = Explanation {
                    statement: shift.statement(&subject, language, &Words { language }),
                    used: kind_names
                        .iter()
                        .enumerate()
                        .filter_map(|(kind, name)| {
                            let ends = [start?.get(kind)?, end?.get(kind)?].map(|value| words::count(*value));
                            Some(format!("{name} {}", ends.join(" → ")))
                        })
                        .collect(),
                    ..explanation.clone()
                };
                let sum = |row: Option<&Vec<f64>>| row.map(|row| row.iter().sum::<f64>());
                let row = |kind: Option<&String>,
                           ends: [Option<f64>; 2],
                           effects: [Option<f64>; 6]|
                 -> Vec<Value> {
                    let mut cells = vec![json!(indicator_name), json!(area)];
                    cells.extend([json!(kind), json!(periods.join(" → "))]);
                    cells.extend(ends.map(|end| json!(end)));
                    cells.extend(effects.map(|effect| json!(effect.map(rounded))));
                    cells
                };
                let with = |mut row: Vec<Value>| {
                    if explain {
                        row.push(own.value(language));
                    }
                    row
                };
                let total = row(None, [sum(start), sum(end)], totals(shift));
                let mut shown = total.clone();
                shown.remove(2);
                // Hundredths of one are enough to read; CSV and JSON have more.
                for cell in shown.iter_mut().skip(6) {
                    *cell = json!(
                        cell.as_f64().map(|effect| format!("{:.2}", (effect * 100.0).round() / 100.0 + 0.0))
                    );
                }
                short.rows.push(shown);
                long.rows.push(with(total));
                for (kind, name) in kind_names.iter().enumerate() {
                    let at = |row: Option<&Vec<f64>>| row.and_then(|row| row.get(kind).copied());
                    long.rows.push(with(row(Some(name), [at(start), at(end)], effects(shift, kind))));
                }
                sentences.push(Localized::new(own.statement.clone(), own.statement));
            }
            explanation.remarks.extend(sentences);
            explanations.push(explanation);
        }
    }
    if long.rows.is_empty() {
        explanation::print(output, &explanations);
        let message = refusals
            .into_iter()
            .next()
            .unwrap_or_else(|| Localized::new("没有可比的地区", "there are no areas to compare"));
        return Err(Failure::Usage {
            message,
            hint: Localized::new(
                "用 --from、--to 写两个都有数据的时期；tierstat figures 列出已有的数据",
                "name two periods that have figures with --from and --to; tierstat figures lists what there is",
            ),
        });
    }
    output.answer(if output.format() == Format::Table { &short } else { &long });
    for refusal in &refusals {
        output.say(refusal);
    }
    if explain {
        explanation::print(output, &explanations);
    }
    Ok(Outcome::default())
}

/// All kinds together: change, national share, mix, own shift, competitive, allocation.
fn totals(shift: &AreaShift) -> [Option<f64>; 6] {
    // An effect that one kind does not have has no sum either.
    let sum = |effects: &[Option<f64>]| effects.iter().copied().sum::<Option<f64>>();
    [
        Some(shift.total_change()),
        Some(shift.total_national_share()),
        Some(shift.total_industry_mix()),
        Some(shift.total_regional_shift()),
        sum(&shift.competitive),
        sum(&shift.allocation),
    ]
}

fn effects(shift: &AreaShift, kind: usize) -> [Option<f64>; 6] {
    let at = |effects: &[f64]| effects.get(kind).copied();
    let maybe = |effects: &[Option<f64>]| effects.get(kind).copied().flatten();
    [
        at(&shift.change),
        at(&shift.national_share),
        at(&shift.industry_mix),
        at(&shift.regional_shift),
        maybe(&shift.competitive),
        maybe(&shift.allocation),
    ]
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("kind", "类别", "kind"),
        Column::text("periods", "时期", "periods"),
        Column::number("from", "起", "from"),
        Column::number("to", "止", "to"),
        Column::number("change", "增减", "change"),
        Column::number("national_share", "总体份额", "share of the whole"),
        Column::number("industry_mix", "构成效应", "mix"),
        Column::number("regional_shift", "自身效应", "own shift"),
        Column::number("competitive", "竞争效应", "competitive"),
        Column::number("allocation", "配置效应", "allocation"),
    ];
    explanation::with_column(columns, explain)
}
