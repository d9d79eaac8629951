//! `tierstat balance --quotients`: what each area has more of than the whole.

use super::rounded;
use crate::args::{BalanceArguments, Format, Kinds};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_answers::area_kinds::AreaKinds;
use tierstat_answers::{Explanation, Selection};
use tierstat_model::{FigureLookup, Localized};
use tierstat_numerics::balance::{location_quotients, specialisation};
use tierstat_words as words;

pub(super) fn run(
    arguments: &BalanceArguments,
    kinds_are: Kinds,
    project: &Project,
    lookup: &dyn FigureLookup,
    output: &Output,
) -> Result<Outcome, Failure> {
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let mut long = Answer { columns: columns(explain), rows: Vec::new() };
    let (mut wide, mut explanations) = (Vec::new(), Vec::new());
    let mut refusals = Vec::new();
    let selection = Selection::named(lists, arguments.selection.text())?;
    for indicator in &selection.indicators {
        for area in &selection.areas {
            let whole = (indicator.clone(), area.clone());
            let kinds = AreaKinds::of(lookup, lists, &selection, kinds_are.into(), whole)?;
            let is_asked = |period: &tierstat_model::Period| {
                arguments.period.is_none_or(|asked| asked.last_day() == period.last_day())
            };
            for period in kinds.periods().into_iter().filter(is_asked) {
                let [table] = kinds.tables([period], lists);
                let subject = [
                    words::indicator_name(lists, indicator, language),
                    words::area_name(lists, &kinds.area, language),
                    words::period(period, language),
                ];
                let found = location_quotients(&table.values)
                    .and_then(|found| Ok((found, specialisation(&table.values)?)));
                let kind_names: Vec<String> = table
                    .kinds
                    .iter()
                    .map(|kind| {
                        tierstat_answers::area_kinds::Kinds::from(kinds_are).name(kind, lists, language)
                    })
                    .collect();
                let mut explanation = Explanation {
                    subject: subject.join(" · "),
                    methods: vec!["location-quotient", "specialisation"],
                    left_out: table.left_out(lists, language),
                    remarks: table.remarks(),
                    ..Explanation::default()
                };
                let (quotients, special) = match found {
                    Ok(found) => found,
                    Err(error) => {
                        let message = error.localized();
                        let of = subject.join(" · ");
                        refusals.push(Localized::new(
                            format!("{of}：{}", message.zh),
                            format!("{of}: {}", message.en),
                        ));
                        explanation.remarks.push(message);
                        explanations.push(explanation);
                        continue;
                    }
                };
                let totals: Vec<f64> = (0..kind_names.len())
                    .map(|kind| table.values.iter().filter_map(|row| row.get(kind)).sum())
                    .collect();
                let all: f64 = totals.iter().sum();
                let mut rows = Vec::new();
                for (((area, values), quotients), special) in
                    table.areas.iter().zip(&table.values).zip(&quotients).zip(&special)
                {
                    let area = words::area_name(lists, area, language);
                    let size: f64 = values.iter().sum();
                    for (place, (kind, quotient)) in kind_names.iter().zip(quotients).enumerate() {
                        let value = values.get(place).copied().unwrap_or_default();
                        let total = totals.get(place).copied().unwrap_or_default();
                        let mut row: Vec<Value> = vec![
                            json!(subject[0]),
                            json!(area),
                            json!(kind),
                            json!(subject[2]),
                            json!(value),
                            json!(rounded(value / size)),
                            json!(rounded(total / all)),
                            json!(rounded(*quotient)),
                            json!(rounded(*special)),
                        ];
                        if explain {
                            row.push(explanation.value(language));
                        }
                        long.rows.push(row);
                    }
                    let mut row = vec![json!(area)];
                    row.extend(quotients.iter().map(|quotient| json!(format!("{quotient:.2}"))));
                    row.push(json!(format!("{special:.3}")));
                    rows.push(row);
                }
                let mut columns = vec![Column::text("area", "地区", "area")];
                columns.extend(kind_names.iter().map(|name| Column::named(name)));
                columns.push(Column::number("specialisation", "专业化指数", "specialisation"));
                wide.push((subject.join(" · "), Answer { columns, rows }));
                explanations.push(explanation);
            }
        }
    }
    for refusal in &refusals {
        output.say(refusal);
    }
    if long.rows.is_empty() {
        // What stood in the way is said before the refusal.
        output.explanations(&explanations);
        return Err(super::nothing());
    }
    if output.format() == Format::Table {
        for (place, (heading, answer)) in wide.iter().enumerate() {
            let gap = if place > 0 { "\n" } else { "" };
            output.data(&format!("{gap}{heading}\n"));
            output.answer(answer);
        }
    } else {
        output.answer(&long);
    }
    if explain {
        output.explanations(&explanations);
    }
    Ok(Outcome::default())
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("kind", "类别", "kind"),
        Column::text("period", "时期", "period"),
        Column::number("value", "数值", "value"),
        Column::number("share_in_area", "占本地区比重", "share in the area"),
        Column::number("share_in_whole", "占总体比重", "share in the whole"),
        Column::number("quotient", "区位商", "quotient"),
        Column::number("specialisation", "专业化指数", "specialisation of the area"),
    ];
    crate::output::with_explanation(columns, explain)
}
