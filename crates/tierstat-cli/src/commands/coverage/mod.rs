//! `tierstat coverage`: how many of the units that can have one do have one, and when all will.

mod hazard;
mod sample;

use crate::args::{CoverageArguments, Curve as CurveArgument};
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output};
use crate::plot;
use crate::project::Project;
use crate::world::World;
use serde_json::{Value, json};
use tierstat_answers::series::{LedgerSeries, groups};
use tierstat_answers::{Explanation, Selection};
use tierstat_chart::{LinePoint, LineSeries};
use tierstat_ingest::SeriesTime;
use tierstat_model::{CodeLists, FigureLookup, Language, Localized, Reading};
use tierstat_numerics::coverage::{Coverage, coverage};
use tierstat_numerics::growth::point_change;
use tierstat_numerics::saturation::{Curve, Reached, fit_saturation, when_reached};
use tierstat_stats::denominator::units_at;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// One period of a series of coverage.
struct CoveragePoint {
    reading: Reading,
    denominator: Reading,
    coverage: Coverage,
}

/// Where the curve ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ceiling {
    /// At the latest number of units.
    Units,
    /// At this number.
    Given(f64),
    /// Where the data say.
    Free,
}

impl Ceiling {
    fn of(text: Option<&str>) -> Result<Self, Failure> {
        let Some(text) = text.map(str::trim) else { return Ok(Self::Units) };
        if text.eq_ignore_ascii_case("free") {
            return Ok(Self::Free);
        }
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
        number.map(Self::Given).ok_or_else(|| Failure::Usage {
            message: Localized::new(format!("“{text}”不是上限"), format!("`{text}` is no ceiling")),
            hint: Localized::new("写一个大于零的数，或 free", "write a number above zero, or free"),
        })
    }
}

/// What is left out of a series, and why.
type LeftOut = Vec<(String, Localized)>;

pub(crate) fn run(
    arguments: &CoverageArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if !arguments.sample.is_empty() {
        return sample::run(arguments, output);
    }
    if let Some(path) = &arguments.hazard {
        return hazard::run(arguments, path, output);
    }
    let ceiling = Ceiling::of(arguments.ceiling.as_deref())?;
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let (lists, language) = (&project.lists, output.language());
    let explain = arguments.presentation.explain;
    let mut answer = Answer { columns: columns(explain), rows: Vec::new() };
    let (mut explanations, mut lines) = (Vec::new(), Vec::new());
    let selection = Selection::named(lists, arguments.selection.text())?;
    for group in groups(&ledger, lists, &selection, arguments.by.into())? {
        for series in &group.members {
            let (points, left_out) = points(&ledger, lists, series, arguments, language)?;
            let names = series.names(lists, language);
            let when = reached(&points, arguments, ceiling);
            let explanation = explained(&names, &points, left_out, &when, (arguments, ceiling), language);
            for (place, point) in points.iter().enumerate() {
                let before = place.checked_sub(1).and_then(|place| points.get(place));
                // When all will be covered is said once, beside the latest period.
                let when = (place + 1 == points.len()).then_some(&when);
                let mut row = row(&names, point, before, when, language);
                if explain {
                    row.push(explanation.value(language));
                }
                answer.rows.push(row);
            }
            if !points.is_empty() {
                lines.push(line(&names, &points, language));
                explanations.push(explanation);
            }
        }
    }
    if answer.rows.is_empty() {
        return Err(no_denominator());
    }
    output.answer(&answer);
    if explain {
        output.explanations(&explanations);
    }
    if let Some(path) = &arguments.presentation.plot {
        let title = selection.title(&tierstat_answers::Voice { lists, language });
        plot::lines(path, title, "%".to_owned(), lines, language)?;
    }
    Ok(Outcome::default())
}

fn columns(explain: bool) -> Vec<Column> {
    let columns = vec![
        Column::text("indicator", "指标", "indicator"),
        Column::text("area", "地区", "area"),
        Column::text("tier", "层级", "tier"),
        Column::text("period", "时期", "period"),
        Column::number("covered", "已覆盖", "covered"),
        Column::number("units", "单位数", "units"),
        Column::number("coverage", "覆盖率", "coverage"),
        Column::number("change", "变动", "change"),
        Column::text("all_covered", "全部覆盖", "all covered"),
        Column::for_machines("all_covered_lower95"),
        Column::for_machines("all_covered_upper95"),
    ];
    crate::output::with_explanation(columns, explain)
}

fn no_denominator() -> Failure {
    Failure::Usage {
        message: Localized::new(
            "没有可以计算覆盖率的数据",
            "there are no figures whose coverage can be told",
        ),
        hint: Localized::new(
            "指标须在指标表中写明 covers（哪个指标数的是可覆盖的单位），且当期已知单位数",
            "the indicator needs `covers` in its list (what counts the units), and the units of that time must be known",
        ),
    }
}

fn points(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    series: &LedgerSeries,
    arguments: &CoverageArguments,
    language: Language,
) -> Result<(Vec<CoveragePoint>, LeftOut), Failure> {
    let (mut points, mut left_out) = (Vec::new(), LeftOut::new());
    for reading in &series.readings {
        let period = reading.key.period;
        let name = words::period(reading.figure.period, language);
        let Some(covered) = reading.figure.quantity.bounds else {
            left_out.push((name, Localized::new("没有数", "no number")));
            continue;
        };
        let units = units_at(
            lookup,
            lists,
            &series.indicator,
            &series.tier,
            &series.area,
            period.last_day(),
            arguments.selection.known_on,
        )?;
        let Some((denominator, units)) = units.and_then(|units| {
            let bounds = units.figure.quantity.bounds?;
            Some((units, bounds))
        }) else {
            left_out.push((name, Localized::new("不知当时的单位数", "the units of that time are not known")));
            continue;
        };
        match coverage(&covered, &units) {
            Ok(coverage) => points.push(CoveragePoint { reading: reading.clone(), denominator, coverage }),
            Err(error) => left_out.push((name, error.localized())),
        }
    }
    Ok((points, left_out))
}

/// When the last but a half will be covered, by a curve whose ceiling is the latest number of units unless another is asked for.
fn reached(points: &[CoveragePoint], arguments: &CoverageArguments, ceiling: Ceiling) -> Reached {
    let silent = |reason: Localized| Reached::CannotBeSaid { points: points.len(), reason };
    let Some(units) = points.last().and_then(|point| point.coverage.units.as_point()) else {
        return silent(Localized::new("单位数只知界限", "the units are known within bounds only"));
    };
    let known: Vec<(f64, f64)> = points
        .iter()
        .filter_map(|point| {
            let time = SeriesTime::Period(point.reading.key.period).number();
            Some((time, point.coverage.covered.as_point()?))
        })
        .collect();
    if let Some((time, _)) = known.iter().find(|(_, covered)| *covered >= units) {
        return Reached::At { time: *time, lower: *time, upper: *time };
    }
    let first = known.first().map_or(0.0, |(time, _)| *time);
    let origin = first - 1.0;
    let (times, values): (Vec<f64>, Vec<f64>) =
        known.iter().map(|(time, value)| (time - origin, *value)).unzip();
    let curve = match arguments.curve {
        CurveArgument::Logistic => Curve::Logistic,
        CurveArgument::Gompertz => Curve::Gompertz,
        CurveArgument::Richards => Curve::Richards,
        CurveArgument::Bass => Curve::Bass,
    };
    let ceiling = match ceiling {
        Ceiling::Units => Some(units),
        Ceiling::Given(number) => Some(number),
        Ceiling::Free => None,
    };
    match fit_saturation(curve, &times, &values, ceiling) {
        Ok(fit) => match when_reached(&fit, units - 0.5) {
            Reached::At { time, lower, upper } => {
                Reached::At { time: time + origin, lower: lower + origin, upper: upper + origin }
            }
            silent @ Reached::CannotBeSaid { .. } => silent,
        },
        Err(error) => silent(error.localized()),
    }
}

fn row(
    names: &[String; 3],
    point: &CoveragePoint,
    before: Option<&CoveragePoint>,
    when: Option<&Reached>,
    language: Language,
) -> Vec<Value> {
    let change = before.map(|before| {
        words::point_change(&point_change(&before.coverage.ratio, &point.coverage.ratio), language)
    });
    let (said, lower, upper) = match when {
        None => (String::new(), None, None),
        Some(Reached::At { time, lower, upper }) => {
            // A period is over at its end: 2012.3 falls into the year 2013.
            let year = |time: f64| time.ceil();
            let said = if (upper - lower).abs() < f64::EPSILON {
                Localized::new("已达到", "reached")
            } else {
                Localized::new(
                    format!("约 {} 年（95% 区间 {}–{} 年）", year(*time), year(*lower), year(*upper)),
                    format!("about {} (95 %: {} to {})", year(*time), year(*lower), year(*upper)),
                )
            };
            (said.get(language).to_owned(), Some(*lower), Some(*upper))
        }
        Some(Reached::CannotBeSaid { points, reason }) => {
            let said = Localized::new(
                format!("无从判断（{points} 个数据点）：{}", reason.zh),
                format!("cannot be said ({points} points): {}", reason.en),
            );
            (said.get(language).to_owned(), None, None)
        }
    };
    let mut cells: Vec<Value> = names.iter().map(|name| json!(name)).collect();
    cells.extend([
        json!(words::period(point.reading.figure.period, language)),
        json!(words::bounds(&point.coverage.covered, language)),
        json!(words::bounds(&point.coverage.units, language)),
        json!(words::ratio(&point.coverage.ratio, language)),
        json!(change),
        json!(said),
        json!(lower),
        json!(upper),
    ]);
    cells
}

fn explained(
    names: &[String; 3],
    points: &[CoveragePoint],
    left_out: LeftOut,
    when: &Reached,
    (arguments, ceiling): (&CoverageArguments, Ceiling),
    language: Language,
) -> Explanation {
    let used = points.iter().map(|point| {
        let period = words::period(point.denominator.figure.period, language);
        let covered = words::bounds(&point.coverage.covered, language);
        let units = words::bounds(&point.coverage.units, language);
        format!(
            "{} {covered} [{}] / {units} ({period}) [{}]",
            words::period(point.reading.figure.period, language),
            point.reading.figure.id,
            point.denominator.figure.id
        )
    });
    let curve = match arguments.curve {
        CurveArgument::Logistic => "logistic",
        CurveArgument::Gompertz => "gompertz",
        CurveArgument::Richards => "richards",
        CurveArgument::Bass => "bass",
    };
    Explanation {
        subject: names.join(" · "),
        statement: statement(names, points, when, language),
        methods: vec!["coverage", curve],
        used: used.collect(),
        left_out,
        remarks: remarks(points, ceiling),
    }
}

fn remarks(points: &[CoveragePoint], ceiling: Ceiling) -> Vec<Localized> {
    let mut remarks = vec![match ceiling {
        Ceiling::Units => Localized::new(
            "上限取最近的单位数；到只差半个单位时算作全部覆盖",
            "the ceiling is the latest number of units; all are covered when half a unit is missing",
        ),
        Ceiling::Given(number) => Localized::new(
            format!("上限为给定的 {number}；到最近的单位数只差半个时算作全部覆盖"),
            format!(
                "the ceiling is {number}, as given; all are covered when half a unit of the latest number is missing"
            ),
        ),
        Ceiling::Free => Localized::new(
            "上限由数据估计；到最近的单位数只差半个时算作全部覆盖",
            "the ceiling is estimated from the data; all are covered when half a unit of the latest number is missing",
        ),
    }];
    let bounded = points.iter().filter(|point| point.coverage.covered.as_point().is_none()).count();
    if bounded > 0 {
        remarks.push(Localized::new(
            format!("{bounded} 期的已覆盖数只知界限：其覆盖率是范围，曲线不用它们"),
            format!(
                "in {bounded} periods the covered units are known within bounds only: their coverage is a range, and the curve does without them"
            ),
        ));
    }
    remarks
}

/// The latest coverage, and when all will be covered, in a sentence each.
fn statement(names: &[String; 3], points: &[CoveragePoint], when: &Reached, language: Language) -> String {
    let Some(latest) = points.last() else { return String::new() };
    let [indicator, area, tier] = names;
    let name = words::subject(indicator, area, tier, language);
    let to = words::period(latest.reading.figure.period, language);
    let subject = Subject { name: &name, unit: "", from: "", to: &to };
    let words = Words { language };
    let space = if language == Language::English { " " } else { "" };
    format!(
        "{}{space}{}",
        latest.coverage.statement(&subject, language, &words),
        when.statement(&subject, language, &words)
    )
}

fn line(names: &[String; 3], points: &[CoveragePoint], language: Language) -> LineSeries {
    let percent = |point: &CoveragePoint| point.coverage.ratio.0.as_point().map(|ratio| ratio * 100.0);
    let points = points.iter().map(|point| LinePoint {
        day: point.reading.key.period.last_day(),
        label: words::period(point.reading.figure.period, language),
        bounds: percent(point).and_then(|value| tierstat_model::Bounds::point(value).ok()),
        value: percent(point),
        provisional: false,
        printed: words::ratio(&point.coverage.ratio, language),
    });
    LineSeries { name: names[2].clone(), points: points.collect() }
}
