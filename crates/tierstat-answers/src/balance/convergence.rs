//! Whether areas become alike between two periods.

use super::member::{BalanceMember, MembersAt, name_of};
use super::whole::{name, of_nothing, one_by_one};
use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::instead::nothing_there;
use crate::remark::Remark;
use crate::residents::Residents;
use crate::row::{Field, Row, Voice};
use crate::selection::{Members, Selection};
use crate::series::{SeriesGroup, groups, names_of};
use tierstat_model::{CodeLists, FigureLookup, IndicatorId, Localized, Period};
use tierstat_numerics::NumericsError;
use tierstat_numerics::balance::{BetaConvergence, SigmaConvergence, beta_convergence, sigma_convergence};
use tierstat_stats::known_number::{SeriesId, answers};
use tierstat_stats::span::years_between;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// The convergence of the areas in an area.
#[derive(Debug, Clone, PartialEq)]
pub struct ConvergenceRow {
    /// What the areas lie in.
    pub whole: SeriesId,
    /// The two periods.
    pub periods: [Period; 2],
    /// Whether those behind grow faster.
    pub beta: Option<BetaConvergence>,
    /// The speed of convergence a year, where there is one.
    pub speed: Option<f64>,
    /// The years until half of the distance is gone.
    pub half_life: Option<f64>,
    /// Whether the spread narrows.
    pub sigma: Option<SigmaConvergence>,
    /// The areas with a number at both ends.
    pub pairs: Vec<(BalanceMember, BalanceMember)>,
    /// The others, each with the reason.
    pub left_out: Vec<(SeriesId, Localized)>,
    /// What could not be told, and why.
    pub remarks: Vec<Remark>,
    per: Option<IndicatorId>,
}

/// An area that is left out, with the reason.
type LeftOut = (SeriesId, Localized);

/// Beta and sigma convergence of the areas in each area of a selection between two periods.
///
/// # Errors
/// [`AnswerError::Question`] where the periods are not in order, and where nothing can be told of any area, with what there is instead.
pub fn convergence(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    [from, to]: [Period; 2],
    per: Option<&IndicatorId>,
) -> Result<Vec<ConvergenceRow>, AnswerError> {
    if from.last_day() >= to.last_day() {
        return Err(AnswerError::question(
            Localized::new(
                format!("终点 {to} 不晚于起点 {from}"),
                format!("the end {to} does not lie after the start {from}"),
            ),
            Localized::new("--from 写较早的一期", "write the earlier period as --from"),
        ));
    }
    let mut rows = Vec::new();
    for one in one_by_one(selection) {
        for mut group in groups(lookup, lists, &one, Members::Areas)? {
            let whole = group.whole_id(Members::Areas, lists).or_else(|| of_nothing(&one, lists));
            let Some(whole) = whole else { continue };
            let broken = group.take_broken([from, to]);
            let areas = || group.members.iter().map(|series| series.area.clone()).collect();
            let residents = per
                .map(|per| Residents::of(lookup, lists, per, areas(), selection, &whole.indicator))
                .transpose()?;
            let at = |period: Period| {
                let of_group = period_of(&group, period).unwrap_or(period);
                MembersAt::of(&group.members, of_group, residents.as_ref())
            };
            let (pairs, mut left_out) = paired(at(from), at(to));
            left_out.extend(broken.into_iter().map(|(area, why)| (SeriesId { area, ..whole.clone() }, why)));
            let mut row = ConvergenceRow::of(whole, [from, to], pairs, left_out, per);
            let divided = residents.as_ref().zip(per);
            row.remarks.extend(divided.and_then(|(residents, per)| residents.remark(lists, per)));
            rows.push(row);
        }
    }
    if rows.iter().all(|row| row.beta.is_none() && row.sigma.is_none()) {
        let first = rows.into_iter().find_map(|row| row.remarks.into_iter().next());
        let message = first.map_or_else(
            || Localized::new("没有可比的地区", "there are no areas to compare"),
            |remark| remark.said(),
        );
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(rows)
}

/// The period of the group's figures that a person's period means.
fn period_of(group: &SeriesGroup, period: Period) -> Option<Period> {
    let mut readings = group.members.iter().flat_map(|series| &series.readings);
    readings.find(|reading| answers(reading, period)).map(|found| found.key.period)
}

/// The members with a number at both ends, and the others with the reason.
fn paired(from: MembersAt, to: MembersAt) -> (Vec<(BalanceMember, BalanceMember)>, Vec<LeftOut>) {
    let mut left_out = from.left_out;
    let known: Vec<SeriesId> = left_out.iter().map(|(series, _)| series.clone()).collect();
    left_out.extend(to.left_out.into_iter().filter(|(series, _)| !known.contains(series)));
    let mut pairs = Vec::new();
    for start in from.used {
        let Some(end) = to.used.iter().find(|end| end.series == start.series) else { continue };
        if start.value.is_some() && end.value.is_some() {
            pairs.push((start, end.clone()));
        } else {
            let reason = Localized::new("一端只知界限", "known within bounds only at one of the ends");
            left_out.push((start.series, reason));
        }
    }
    (pairs, left_out)
}

impl ConvergenceRow {
    fn of(
        whole: SeriesId,
        periods: [Period; 2],
        pairs: Vec<(BalanceMember, BalanceMember)>,
        left_out: Vec<(SeriesId, Localized)>,
        per: Option<&IndicatorId>,
    ) -> Self {
        let rates = |pick: fn(&(BalanceMember, BalanceMember)) -> &BalanceMember| -> Vec<f64> {
            pairs.iter().filter_map(|pair| pick(pair).rate()).collect()
        };
        let (start, end) = (rates(|pair| &pair.0), rates(|pair| &pair.1));
        let [from, to] = periods;
        let mut remarks: Vec<Remark> = Vec::new();
        let mut tell = |error: NumericsError| {
            let remark = Remark::refused(&error);
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        };
        let years = years_between(from.last_day(), to.last_day());
        let beta = beta_convergence(&start, &end, years).map_err(&mut tell).ok();
        let speed = beta.as_ref().and_then(|beta| beta.speed().map_err(&mut tell).ok());
        let half_life = beta.as_ref().and_then(|beta| beta.half_life().map_err(&mut tell).ok());
        let sigma = sigma_convergence(&start, &end).map_err(&mut tell).ok();
        Self { whole, periods, beta, speed, half_life, sigma, pairs, left_out, remarks, per: per.cloned() }
    }

    /// Beta and sigma convergence in a sentence each.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let language = voice.language;
        let name = name(&self.whole, self.per.as_ref(), voice);
        let [from, to] = self.periods.map(|period| words::period(period, language));
        let of = Subject { name: &name, unit: "", from: &from, to: &to };
        let words = Words { language };
        let said = [
            self.beta.as_ref().map(|beta| beta.statement(&of, language, &words)),
            self.sigma.as_ref().map(|sigma| sigma.statement(&of, language, &words)),
        ];
        said.into_iter().flatten().collect::<Vec<String>>().join(" ")
    }

    /// How the convergence was found.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let language = voice.language;
        let mut methods = vec!["beta-convergence", "sigma-convergence"];
        methods.extend(self.per.as_ref().map(|_| "resident-rate"));
        let area = |series: &SeriesId| name_of(series, Members::Areas, voice);
        let used = self.pairs.iter().map(|(from, to)| {
            format!("{} {} → {}", area(&from.series), from.numbers(language), to.numbers(language))
        });
        let names = names_of(&self.whole, voice.lists, language).join(" · ");
        let periods = self.periods.map(|period| words::period(period, language)).join(" → ");
        Explanation {
            subject: format!("{names} · {periods}"),
            statement: self.statement(voice),
            methods,
            used: used.collect(),
            left_out: self.left_out.iter().map(|(series, why)| (area(series), why.clone())).collect(),
            remarks: self.remarks.iter().map(Remark::said).collect(),
        }
    }
}

impl Row for ConvergenceRow {
    fn fields() -> Vec<Field<Self>> {
        let beta: [Field<Self>; 4] = [
            Field::significant("beta", ["β", "beta"], |row| row.beta.as_ref().map(|beta| beta.slope)),
            Field::significant("beta_error", ["β 标准误", "its error"], |row| {
                row.beta.as_ref().map(|beta| beta.standard_errors.1)
            }),
            Field::significant("beta_probability", ["p 值", "p"], |row| {
                row.beta.as_ref().and_then(|beta| beta.slope_probability)
            }),
            Field::significant("determination", ["R²", "R²"], |row| {
                row.beta.as_ref().map(|beta| beta.determination)
            }),
        ];
        let sigma: [Field<Self>; 4] = [
            Field::significant("sigma_from", ["起 σ", "sigma before"], |row| {
                row.sigma.map(|found| found.start)
            }),
            Field::significant("sigma_to", ["止 σ", "sigma after"], |row| row.sigma.map(|found| found.end)),
            Field::significant("variation_from", ["起变异系数", "variation before"], |row| {
                row.sigma.map(|found| found.start_variation)
            }),
            Field::significant("variation_to", ["止变异系数", "variation after"], |row| {
                row.sigma.map(|found| found.end_variation)
            }),
        ];
        let mut fields = vec![
            Field::indicator(|row: &Self| &row.whole.indicator),
            Field::area(|row| &row.whole.area),
            Field::tier(|row| &row.whole.tier),
            Field::breakdown(|row| row.whole.breakdown.clone()),
            Field::span(|row| row.periods),
            Field::how_many("members", ["成员数", "members"], |row| Some(row.pairs.len())),
        ];
        fields.extend(beta);
        fields.extend([
            Field::significant("speed", ["收敛速度", "speed a year"], |row: &Self| row.speed),
            Field::significant("half_life", ["半衰期（年）", "half-life, years"], |row: &Self| {
                row.half_life
            }),
        ]);
        fields.extend(sigma);
        fields.extend([
            Field::remarks(|row: &Self| row.remarks.clone()),
            Field::explanation(|row: &Self, voice| Some(row.explanation(voice))),
        ]);
        fields
    }
}
