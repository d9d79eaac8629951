//! Growth of every tier, with contributions and coverage.

use super::{areas, columns, indicators, line, subject_name, title, unit_word};
use crate::args::GrowthArguments;
use crate::exit::{Failure, Outcome};
use crate::explanation::{self, Explanation};
use crate::output::{Answer, Output};
use crate::plot;
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_model::{Bounds, CodeLists, FigureLookup, Language, Period, Ratio, TierId};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::growth_by::MemberGrowth;
use tierstat_stats::growth_table::{GrowthRequest, GrowthRow, growth_table};
use tierstat_stats::span::years_between;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

pub(super) fn run(
    arguments: &GrowthArguments,
    project: &Project,
    lookup: &dyn FigureLookup,
    tiers: &[TierId],
    output: &Output,
) -> Result<Outcome, Failure> {
    let selection = &arguments.selection;
    let mut answer = Answer { columns: columns(arguments.presentation.explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    let mut lines = Vec::new();
    for indicator in indicators(&project.lists, &selection.indicator)? {
        for area in areas(&project.lists, &selection.area)? {
            let request = GrowthRequest {
                indicator: indicator.clone(),
                area,
                tiers: tiers.to_vec(),
                from: arguments.from,
                to: arguments.to,
                known_on: selection.known_on,
            };
            let table = growth_table(lookup, &project.lists, &request)?;
            let language = output.language();
            let period = |period| words::period(period, language);
            let span = format!("{} → {}", period(table.from), period(table.to));
            for growth in table.rows.iter().chain(&table.total) {
                let mut cells = row(&project.lists, &request, &span, growth, language);
                if arguments.presentation.explain {
                    let periods = [table.from, table.to];
                    let explanation = explained(&project.lists, &request, growth, periods, language);
                    cells.push(explanation.value(language));
                    explanations.push(explanation);
                }
                answer.rows.push(cells);
                let name = words::tier_name(&project.lists, &growth.tier, language);
                let ends = [growth.from_bounds(), growth.to_bounds()];
                lines.push(line(name, ends, [table.from, table.to], language));
            }
        }
    }
    output.answer(&answer);
    explanation::print(output, &explanations);
    if let Some(path) = &arguments.presentation.plot {
        let title = title(&project.lists, &selection.indicator, output.language())?;
        plot::lines(path, title, String::new(), lines, output.language())?;
    }
    Ok(Outcome::default())
}

/// How one row was made.
fn explained(
    lists: &CodeLists,
    request: &GrowthRequest,
    growth: &GrowthRow,
    periods: [Period; 2],
    language: Language,
) -> Explanation {
    let ends = [&growth.from, &growth.to];
    let used = ends.into_iter().flatten().flat_map(|end| &end.readings).map(|reading| {
        let period = words::period(reading.figure.period, language);
        let number = words::quantity(&reading.figure.quantity, language);
        format!("{period} {number} [{}]", reading.figure.id)
    });
    let behind = ends.into_iter().flatten().flat_map(|end| &end.readings).flat_map(|reading| {
        let reason = reading.rule.reason();
        reading.behind.iter().map(move |figure| {
            let number = words::quantity(&figure.quantity, language);
            (format!("{number} [{}]", figure.id), reason.clone())
        })
    });
    let mut methods = vec!["growth-rate"];
    methods.extend(growth.compound.map(|_| "compound-annual-growth-rate"));
    methods.extend(growth.contribution.map(|_| "contribution"));
    methods.extend(matches!(growth.comparability, Comparability::Spliced { .. }).then_some("splice"));
    methods.extend(growth.coverage_to.as_ref().map(|_| "coverage"));
    let tier = words::tier_name(lists, &growth.tier, language);
    Explanation {
        subject: format!("{} · {tier}", words::indicator_name(lists, &request.indicator, language)),
        statement: statement(lists, request, growth, periods, language),
        methods,
        used: used.collect(),
        left_out: behind.collect(),
        remarks: growth.comparability.note().into_iter().collect(),
    }
}

/// The row in one sentence.
fn statement(
    lists: &CodeLists,
    request: &GrowthRequest,
    growth: &GrowthRow,
    periods: [Period; 2],
    language: Language,
) -> String {
    let indicator = words::indicator_name(lists, &request.indicator, language);
    let (area, tier) =
        (words::area_name(lists, &request.area, language), words::tier_name(lists, &growth.tier, language));
    let name = subject_name(&[indicator, area, tier], language);
    let [from, to] = periods;
    let years = years_between(from.last_day(), to.last_day());
    let unit = unit_word(lists, &request.indicator, language);
    let [from, to] = [from, to].map(|period| words::period(period, language));
    let subject = Subject { name: &name, unit, from: &from, to: &to };
    let compared = growth.comparability.clone();
    MemberGrowth::compared(growth.from_bounds(), growth.to_bounds(), years, compared).statement(
        &subject,
        language,
        &Words { language },
    )
}

fn row(
    lists: &CodeLists,
    request: &GrowthRequest,
    span: &str,
    growth: &GrowthRow,
    language: Language,
) -> Vec<Value> {
    let count = |bounds: Option<Bounds>| bounds.map(|bounds| words::bounds(&bounds, language));
    let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| words::ratio(&ratio, language));
    let note = growth.note(language);
    vec![
        json!(words::indicator_name(lists, &request.indicator, language)),
        json!(words::area_name(lists, &request.area, language)),
        json!(words::tier_name(lists, &growth.tier, language)),
        json!(span),
        json!(count(growth.from_bounds())),
        json!(count(growth.to_bounds())),
        json!(count(growth.change)),
        json!(ratio(growth.rate)),
        json!(ratio(growth.compound)),
        json!(ratio(growth.contribution.and_then(|found| found.share))),
        json!(ratio(growth.coverage_from.as_ref().map(|found| found.coverage.ratio))),
        json!(ratio(growth.coverage_to.as_ref().map(|found| found.coverage.ratio))),
        json!(note),
    ]
}
