//! `tierstat coverage --hazard`: when units get their first one, and when those that wait will.

use crate::args::{CoverageArguments, Format};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use serde_json::{Value, json};
use std::path::Path;
use tierstat_answers::Explanation;
use tierstat_ingest::{FileUnit, Limits, SeriesTime, read_units};
use tierstat_model::{Bounds, Language, Localized, Period, Ratio};
use tierstat_numerics::NumericsError;
use tierstat_numerics::hazard::{
    DiscreteHazard, SurvivalCurve, SurvivalStep, discrete_hazard, survival_curve, when_adopted,
};
use tierstat_numerics::saturation::Reached;
use tierstat_words::statement::{AdoptionPeriods, Statement, Subject};
use tierstat_words::{self as words, Words};

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// The units that could get one, period by period from 1.
struct Units {
    periods: Vec<u32>,
    adopted: Vec<bool>,
    left_out: Vec<(String, Localized)>,
    remarks: Vec<Localized>,
    /// The number of the period before the first.
    before: f64,
    last: f64,
    is_calendar: bool,
}

/// What the units tell.
struct Hazard {
    curve: SurvivalCurve,
    model: Result<DiscreteHazard, NumericsError>,
    nine_tenths: Option<Reached>,
    all: Option<Reached>,
}

pub(super) fn run(arguments: &CoverageArguments, path: &Path, output: &Output) -> Result<Outcome, Failure> {
    let language = output.language();
    let file = read_units(path, &Limits::default())?;
    let units = Units::of(&file.units, arguments)?;
    let found = units.hazard()?;
    let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let explanation = explained(&name, &units, &found, language);
    let explain = arguments.presentation.explain;
    if arguments.presentation.plot.is_some() {
        return Err(Failure::Usage {
            message: Localized::new("--hazard 没有可画的线", "--hazard has no line to draw"),
            hint: Localized::new("去掉 --plot", "leave --plot out"),
        });
    }
    let rows = found.curve.steps.iter().map(|step| units.row(step, &found, language)).collect();
    let answer = Answer { columns: columns(), rows };
    let lines = units.summary(&found, language);
    match output.format() {
        Format::Table => {
            output.answer(&answer);
            output.data(&format!("\n{}\n", lines.join("\n")));
        }
        Format::Csv => {
            output.answer(&answer);
            let lines = lines.join("\n");
            output.say(&Localized::new(lines.clone(), lines));
        }
        Format::Json | Format::Jsonl => {
            let explanation = explain.then(|| explanation.value(language));
            output.json(&document(&name, &answer, &units, &found, explanation));
        }
    }
    output.findings(&file.findings);
    if explain {
        output.explanations(std::slice::from_ref(&explanation));
    }
    Ok(Outcome::default())
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("period", "时期", "period"),
        Column::for_machines("time"),
        Column::number("at_risk", "期初尚无", "without at first"),
        Column::number("adopted", "本期首次", "first ones"),
        Column::number("censored", "最后所见仍无", "last seen without"),
        Column::number("", "已有比例（95%）", "share that has one (95 %)").for_people(),
        Column::number("", "本期风险", "hazard").for_people(),
        Column::number("", "模型风险（95%）", "hazard of the model (95 %)").for_people(),
        Column::for_machines("survival"),
        Column::for_machines("survival_standard_error"),
        Column::for_machines("survival_lower95"),
        Column::for_machines("survival_upper95"),
        Column::for_machines("hazard"),
        Column::for_machines("cumulative_hazard"),
        Column::for_machines("model_hazard"),
        Column::for_machines("model_hazard_lower95"),
        Column::for_machines("model_hazard_upper95"),
    ]
}

/// A time as a whole number: the year of a period, or a plain number.
fn whole(time: SeriesTime) -> Result<f64, Failure> {
    let number = match time {
        SeriesTime::Period(period) => f64::from(period.year()),
        SeriesTime::Number(number) => number,
    };
    if number.fract().abs() > 0.0 {
        return Err(NumericsError::UnevenTime { time: number.to_string() }.into());
    }
    Ok(number)
}

impl Units {
    fn of(file: &[FileUnit], arguments: &CoverageArguments) -> Result<Self, Failure> {
        /// The most periods from the first to the last.
        const MOST: f64 = 10_000.0;
        let firsts = file
            .iter()
            .map(|unit| unit.first.map(whole).transpose())
            .collect::<Result<Vec<Option<f64>>, Failure>>()?;
        let known = || firsts.iter().flatten().copied();
        let year = |period: Period| f64::from(period.year());
        let earliest = known().fold(f64::INFINITY, f64::min);
        let since = arguments.since.map_or(earliest, year);
        let last = arguments.until.map_or_else(|| known().fold(f64::NEG_INFINITY, f64::max), year);
        if !(since.is_finite() && last.is_finite()) {
            return Err(Failure::Usage {
                message: Localized::new(
                    "没有单位已有，无从知道观察期",
                    "no unit has one, so that no period is known",
                ),
                hint: Localized::new("写明 --since 和 --until", "say --since and --until"),
            });
        }
        if last < since || last - since > MOST {
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("观察期从 {since} 到 {last} 不成立"),
                    format!("periods from {since} to {last} cannot be"),
                ),
                hint: Localized::new("--since 应早于 --until", "--since comes before --until"),
            });
        }
        let mut units = Self {
            periods: Vec::new(),
            adopted: Vec::new(),
            left_out: Vec::new(),
            remarks: Vec::new(),
            before: since - 1.0,
            last,
            is_calendar: file
                .iter()
                .filter_map(|unit| unit.first)
                .all(|time| matches!(time, SeriesTime::Period(_))),
        };
        let mut later = 0;
        for (unit, first) in file.iter().zip(&firsts) {
            if let Some(first) = first.filter(|first| *first < since) {
                let reason = Localized::new(
                    format!("在 {since} 之前已有"),
                    format!("had one before {since} and was at no risk"),
                );
                units.left_out.push((format!("{} {first}", unit.name), reason));
                continue;
            }
            let seen = first.filter(|first| *first <= last);
            later += usize::from(first.is_some() && seen.is_none());
            units.periods.push((seen.unwrap_or(last) - units.before) as u32);
            units.adopted.push(seen.is_some());
        }
        if later > 0 {
            units.remarks.push(Localized::new(
                format!("{later} 个单位在 {last} 之后才有，截至 {last} 计为尚无"),
                format!("{later} units got theirs after {last} and count as without until then"),
            ));
        }
        if arguments.since.is_none() {
            units.remarks.push(Localized::new(
                format!("第 1 期取最早有单位出现的 {since}；若此前已可设立，请写明 --since"),
                format!("period 1 is {since}, in which the first unit got one; say --since where they could have earlier"),
            ));
        }
        Ok(units)
    }

    fn hazard(&self) -> Result<Hazard, Failure> {
        let times: Vec<f64> = self.periods.iter().copied().map(f64::from).collect();
        let curve = survival_curve(&times, &self.adopted)?;
        let model = discrete_hazard(&self.periods, &self.adopted);
        let reached = |left: f64| {
            let model = model.as_ref().ok()?;
            Some(when_adopted(model, &self.periods, &self.adopted, left))
        };
        Ok(Hazard {
            nine_tenths: reached(0.1 * self.periods.len() as f64).transpose()?,
            // As for curves: all have one when half a unit is missing.
            all: reached(0.5).transpose()?,
            curve,
            model,
        })
    }

    /// The calendar's or the table's own number of a time that counts from 1.
    fn at(&self, time: f64) -> f64 {
        self.before + time
    }

    fn period(&self, time: f64, language: Language) -> String {
        let at = self.at(time).ceil();
        if self.is_calendar && (1.0..=9999.0).contains(&at) {
            return words::period(Period::Year(at as i16), language);
        }
        at.to_string()
    }

    fn row(&self, step: &SurvivalStep, found: &Hazard, language: Language) -> Vec<Value> {
        let ratio = |lower: f64, upper: f64| {
            Bounds::closed(lower, upper)
                .map_or_else(|_| String::new(), |bounds| words::ratio(&Ratio(bounds), language))
        };
        let interval = step.interval(LEVEL).ok().flatten();
        let share = ratio(1.0 - step.survival, 1.0 - step.survival);
        let share = interval.map_or(share.clone(), |interval| {
            format!("{share} ({})", ratio(1.0 - interval.upper, 1.0 - interval.lower))
        });
        let hazard = step.events as f64 / step.at_risk as f64;
        let model = found.model.as_ref().ok();
        let model = model.and_then(|model| model.fit.prediction(&[1.0, step.time.ln()], 0.0, LEVEL).ok());
        let predicted = model.map_or_else(String::new, |model| {
            format!(
                "{} ({})",
                ratio(model.mean, model.mean),
                ratio(model.interval.lower, model.interval.upper)
            )
        });
        vec![
            json!(self.period(step.time, language)),
            json!(self.at(step.time)),
            json!(step.at_risk),
            json!(step.events),
            json!(step.censored),
            json!(share),
            json!(ratio(hazard, hazard)),
            json!(predicted),
            json!(step.survival),
            json!(step.standard_error()),
            json!(interval.map(|interval| interval.lower)),
            json!(interval.map(|interval| interval.upper)),
            json!(hazard),
            json!(step.cumulative_hazard),
            json!(model.map(|model| model.mean)),
            json!(model.map(|model| model.interval.lower)),
            json!(model.map(|model| model.interval.upper)),
        ]
    }

    /// Median, model, and when those that wait will have one.
    fn summary(&self, found: &Hazard, language: Language) -> Vec<String> {
        let word = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
        let (units, events) = (found.curve.units, found.curve.events);
        let median = found.curve.median.map(|median| self.period(median, language));
        let mut lines = vec![match median {
            Some(median) => word(
                format!("{units} 个单位中 {events} 个已有；半数在 {median} 已有"),
                format!("{events} of {units} units have one; half had one by {median}"),
            ),
            None => word(
                format!("{units} 个单位中 {events} 个已有；尚未到半数"),
                format!("{events} of {units} units have one; half is not reached yet"),
            ),
        }];
        match &found.model {
            Ok(model) => {
                let ([intercept, slope], [first, second]) = (model.coefficients, model.standard_errors);
                lines.push(word(
                    format!("离散风险：截距 {intercept:.4}（标准误 {first:.4}），ln t 的系数 {slope:.4}（标准误 {second:.4}）"),
                    format!(
                        "discrete hazard: intercept {intercept:.4} (standard error {first:.4}), slope on ln t {slope:.4} ({second:.4})"
                    ),
                ));
            }
            Err(error) => {
                let reason = error.localized();
                lines.push(word(
                    format!("离散风险无从估计：{}", reason.zh),
                    format!("the discrete hazard cannot be told: {}", reason.en),
                ));
            }
        }
        let nine_tenths = (Localized::new("九成已有", "nine in ten have one"), &found.nine_tenths);
        let all = (Localized::new("全部已有（只差半个）", "all have one (but for a half)"), &found.all);
        for (what, reached) in [nine_tenths, all] {
            let what = what.get(language);
            lines.extend(reached.as_ref().map(|reached| match reached {
                Reached::At { time, lower, upper }
                    if upper - lower <= 0.0 && *time <= self.last - self.before =>
                {
                    let period = self.period(*time, language);
                    word(format!("{what}：{period}已达到"), format!("{what}: reached in {period}"))
                }
                Reached::At { time, lower, upper } => {
                    let [time, lower, upper] = [time, lower, upper].map(|time| self.period(*time, language));
                    word(
                        format!("{what}：预期在 {time}（95% 区间 {lower}–{upper}）"),
                        format!("{what}: expected in {time} (95 %: {lower} to {upper})"),
                    )
                }
                Reached::CannotBeSaid { reason, .. } => word(
                    format!("{what}：无从判断，{}", reason.zh),
                    format!("{what}: cannot be said, {}", reason.en),
                ),
            }));
        }
        lines
    }
}

fn document(name: &str, answer: &Answer, units: &Units, found: &Hazard, explanation: Option<Value>) -> Value {
    let reached = |reached: &Option<Reached>| {
        reached.as_ref().map(|reached| match reached {
            Reached::At { time, lower, upper } => json!({
                "time": units.at(*time), "lower95": units.at(*lower), "upper95": units.at(*upper),
            }),
            Reached::CannotBeSaid { points, reason } => {
                json!({"points": points, "cannot_be_said": reason.en})
            }
        })
    };
    let model = match &found.model {
        Ok(model) => json!({
            "intercept": model.coefficients[0],
            "intercept_standard_error": model.standard_errors[0],
            "slope": model.coefficients[1],
            "slope_standard_error": model.standard_errors[1],
            "deviance": model.deviance,
            "null_deviance": model.null_deviance,
            "unit_periods": model.rows,
        }),
        Err(error) => json!({"cannot_be_said": error.localized().en}),
    };
    let mut document = json!({
        "name": name,
        "units": found.curve.units,
        "adopted": found.curve.events,
        "first_period": units.at(1.0),
        "last_period": units.last,
        "median": found.curve.median.map(|median| units.at(median)),
        "steps": crate::output::objects_for_machines(answer),
        "discrete_hazard": model,
        "nine_tenths": reached(&found.nine_tenths),
        "all": reached(&found.all),
    });
    if let (Some(explanation), Value::Object(map)) = (explanation, &mut document) {
        map.insert("explanation".into(), explanation);
    }
    document
}

fn explained(name: &str, units: &Units, found: &Hazard, language: Language) -> Explanation {
    let to = units.period(units.last - units.before, language);
    let what = Localized::new("这一项", "one");
    let subject = Subject { name: what.get(language), unit: "", from: "", to: &to };
    let median = found.curve.median.map(|median| units.period(median, language));
    let all = found.all.as_ref().map(|all| match all {
        Reached::At { time, lower, upper } => {
            Ok([time, lower, upper].map(|time| units.period(*time, language)))
        }
        Reached::CannotBeSaid { reason, .. } => Err(reason.clone()),
    });
    let said = AdoptionPeriods { curve: &found.curve, median: median.as_deref(), all: all.as_ref() };
    let mut remarks = units.remarks.clone();
    remarks.push(Localized::new(
        "风险的区间逐期计算；预期假定尚无的单位按模型的风险继续",
        "the interval of the hazard is that of each period; what is expected holds if units that wait go on under the hazard of the model",
    ));
    Explanation {
        subject: name.to_owned(),
        statement: said.statement(&subject, language, &Words { language }),
        methods: vec!["kaplan-meier", "nelson-aalen", "discrete-hazard"],
        used: vec![match language {
            Language::Chinese => format!("{} 个单位", units.periods.len()),
            Language::English => format!("{} units", units.periods.len()),
        }],
        left_out: units.left_out.clone(),
        remarks,
    }
}
