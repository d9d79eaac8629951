//! `tierstat balance --convergence`: whether areas become alike between two periods.

use super::member::{Member, Members, members_at};
use super::rounded;
use crate::args::{BalanceArguments, By};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::project::Project;
use serde_json::{Value, json};
use tierstat_answers::residents::Residents;
use tierstat_answers::series::{SeriesGroup, groups};
use tierstat_answers::{Explanation, Selection};
use tierstat_model::{FigureLookup, IndicatorId, Localized, Period};
use tierstat_numerics::NumericsError;
use tierstat_numerics::balance::{BetaConvergence, SigmaConvergence, beta_convergence, sigma_convergence};
use tierstat_stats::span::years_between;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

pub(super) fn run(
    arguments: &BalanceArguments,
    [from, to]: [Period; 2],
    per: Option<&IndicatorId>,
    project: &Project,
    lookup: &dyn FigureLookup,
    output: &Output,
) -> Result<Outcome, Failure> {
    if from.last_day() >= to.last_day() {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("终点 {to} 不晚于起点 {from}"),
                format!("the end {to} does not lie after the start {from}"),
            ),
            hint: Localized::new("--from 写较早的一期", "write the earlier period as --from"),
        });
    }
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let mut explanations = Vec::new();
    let selection = Selection::named(lists, arguments.selection.text())?;
    for mut group in groups(lookup, lists, &selection, arguments.by.into())? {
        let broken = group.take_broken([from, to]);
        let Some(subject) = group.names(arguments.by.into(), lists, language) else { continue };
        let residents = per
            .map(|per| {
                let areas = group.members.iter().map(|series| series.area.clone()).collect();
                Residents::of(lookup, per, areas, arguments.selection.known_on)
            })
            .transpose()?;
        let at = |period: Period| {
            let of_group = period_of(&group, period).unwrap_or(period);
            members_at(&group.members, of_group, residents.as_ref(), arguments.by, lists, language)
        };
        let Paired { pairs, mut left_out } = paired(at(from), at(to));
        left_out
            .extend(broken.into_iter().map(|(area, why)| (words::area_name(lists, &area, language), why)));
        let rates = |pick: fn(&(Member, Member)) -> &Member| -> Vec<f64> {
            pairs.iter().filter_map(|pair| pick(pair).rate()).collect()
        };
        let (start, end) = (rates(|pair| &pair.0), rates(|pair| &pair.1));
        let years = years_between(from.last_day(), to.last_day());
        let mut notes: Vec<Localized> = Vec::new();
        let mut tell = |error: NumericsError| {
            let message = error.localized();
            if !notes.contains(&message) {
                notes.push(message);
            }
        };
        let beta = beta_convergence(&start, &end, years).map_err(&mut tell).ok();
        let speed = beta.as_ref().and_then(|beta| beta.speed().map_err(&mut tell).ok());
        let half_life = beta.as_ref().and_then(|beta| beta.half_life().map_err(&mut tell).ok());
        let sigma = sigma_convergence(&start, &end).map_err(&mut tell).ok();
        let periods = [from, to].map(|period| words::period(period, language));
        let name = super::subject_name(&subject, per.map(|per| (lists, per)), language);
        let of = Subject { name: &name, unit: "", from: &periods[0], to: &periods[1] };
        let words = Words { language };
        let said = [
            beta.as_ref().map(|beta: &BetaConvergence| beta.statement(&of, language, &words)),
            sigma.as_ref().map(|sigma: &SigmaConvergence| sigma.statement(&of, language, &words)),
        ];
        let sentences: Vec<String> = said.into_iter().flatten().collect();
        let mut methods = vec!["beta-convergence", "sigma-convergence"];
        methods.extend(per.map(|_| "resident-rate"));
        let explanation = Explanation {
            subject: format!("{} · {}", subject.join(" · "), periods.join(" → ")),
            statement: sentences.join(" "),
            methods,
            used: pairs
                .iter()
                .map(|(from, to)| format!("{} → {}", from.text(language), to.numbers(language)))
                .collect(),
            left_out,
            remarks: Vec::new(),
        };
        let number = |value: Option<f64>| json!(value.map(rounded));
        let note: Vec<&str> = notes.iter().map(|note| note.get(language)).collect();
        let mut row: Vec<Value> = subject.iter().map(|name| json!(name)).collect();
        row.extend([
            json!(periods.join(" → ")),
            json!(pairs.len()),
            number(beta.as_ref().map(|beta| beta.slope)),
            number(beta.as_ref().map(|beta| beta.standard_errors.1)),
            number(beta.as_ref().and_then(|beta| beta.slope_probability)),
            number(beta.as_ref().map(|beta| beta.determination)),
            number(speed),
            number(half_life),
            number(sigma.map(|sigma| sigma.start)),
            number(sigma.map(|sigma| sigma.end)),
            number(sigma.map(|sigma| sigma.start_variation)),
            number(sigma.map(|sigma| sigma.end_variation)),
            json!(note.join("; ")),
        ]);
        if explain {
            row.push(explanation.value(language));
        }
        answer.rows.push(row);
        explanations.push(explanation);
    }
    if answer.rows.is_empty() {
        return Err(super::nothing());
    }
    output.answer(&answer);
    if explain {
        output.explanations(&explanations);
    }
    Ok(Outcome::default())
}

/// The period of the group's figures that a person's period means.
fn period_of(group: &SeriesGroup, period: Period) -> Option<Period> {
    let mut readings = group.members.iter().flat_map(|series| &series.readings);
    readings
        .find(|reading| tierstat_stats::known_number::answers(reading, period))
        .map(|found| found.key.period)
}

/// The members at both ends.
struct Paired {
    pairs: Vec<(Member, Member)>,
    left_out: Vec<(String, Localized)>,
}

/// The members with a number at both ends, and the others with the reason.
fn paired(from: Members, to: Members) -> Paired {
    let mut left_out = from.left_out;
    let known: Vec<String> = left_out.iter().map(|(name, _)| name.clone()).collect();
    left_out.extend(to.left_out.into_iter().filter(|(name, _)| !known.contains(name)));
    let mut pairs = Vec::new();
    for start in from.used {
        let Some(end) = to.used.iter().find(|end| end.area == start.area && end.name == start.name) else {
            continue;
        };
        if start.value.is_some() && end.value.is_some() {
            pairs.push((start, end.clone()));
        } else {
            left_out.push((
                start.name,
                Localized::new("一端只知界限", "known within bounds only at one of the ends"),
            ));
        }
    }
    Paired { pairs, left_out }
}

/// Whether members of this sort can converge: areas can; types and tiers are no peers of each other.
pub(super) fn checked(by: By) -> Result<(), Failure> {
    if by == By::Area {
        return Ok(());
    }
    Err(Failure::Usage {
        message: Localized::new("趋同只就地区而言", "convergence is of areas"),
        hint: Localized::new("写 --by area 或不写 --by", "write --by area, or no --by"),
    })
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("periods", "时期", "periods"),
        Column::number("members", "成员数", "members"),
        Column::number("beta", "β", "beta"),
        Column::number("beta_error", "β 标准误", "its error"),
        Column::number("beta_probability", "p 值", "p"),
        Column::number("determination", "R²", "R²"),
        Column::number("speed", "收敛速度", "speed a year"),
        Column::number("half_life", "半衰期（年）", "half-life, years"),
        Column::number("sigma_from", "起 σ", "sigma before"),
        Column::number("sigma_to", "止 σ", "sigma after"),
        Column::number("variation_from", "起变异系数", "variation before"),
        Column::number("variation_to", "止变异系数", "variation after"),
        Column::text("note", "说明", "note"),
    ];
    crate::output::with_explanation(columns, explain)
}
