//! The rules on small sets of figures, each named by what is odd in it.

use super::check;
use tierstat_model::{
    Area, AreaCode, AreaList, Bounds, CellRef, CodeLists, Document, DocumentLayout, Figure, FigureId,
    FigureLookup, FigureQuery, Finding, Indicator, IndicatorId, IndicatorList, Localized, LookupError,
    Measure, Origin, Precision, Quantity, Reading, ReadingRule, Severity, Status, Tier, TierId, TierList,
    Unit, UnitId, UnitKind, UnitList,
};

/// Figures in memory; the first of several answers.
pub(super) struct Figures(pub(super) Vec<Figure>);

impl FigureLookup for Figures {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let mut readings: Vec<Reading> = Vec::new();
        for figure in self.0.iter().filter(|figure| query.accepts(figure)) {
            match readings.iter_mut().find(|reading| reading.key == figure.key()) {
                Some(reading) => reading.behind.push(figure.clone()),
                None => readings.push(Reading {
                    key: figure.key(),
                    figure: figure.clone(),
                    rule: ReadingRule::OnlyOne,
                    behind: Vec::new(),
                }),
            }
        }
        readings.sort_by(|first, second| first.key.cmp(&second.key));
        Ok(readings)
    }
}

pub(super) fn lists() -> CodeLists {
    let tier = |id: &str, rank, total| Tier {
        id: TierId(id.into()),
        name: Localized::new(id, id),
        rank,
        total,
        aliases: vec![],
    };
    let indicator = |id: &str| Indicator {
        id: IndicatorId(id.into()),
        name: Localized::new(id, id),
        unit: UnitId("number".into()),
        measure: Measure::Stock,
        definition: Localized::default(),
        aliases: vec![],
        is: None,
        part_of: None,
        growth_of: None,
        change_of: None,
        covers: None,
        target_of: None,
        due: None,
        step: None,
    };
    let area = |code: &str, parent: Option<&str>| Area {
        code: AreaCode(code.into()),
        name: code.into(),
        short_name: code.into(),
        name_en: None,
        aliases: vec![],
        tier: TierId("nation".into()),
        parent: parent.map(|parent| AreaCode(parent.into())),
        valid_from: None,
        valid_until: None,
        merged_into: vec![],
    };
    let part = |id: &str| Indicator { part_of: Some(IndicatorId("units".into())), ..indicator(id) };
    let mut bodies = indicator("bodies");
    bodies.covers = Some(IndicatorId("units".into()));
    let mut rate = indicator("rate");
    rate.growth_of = Some(IndicatorId("bodies".into()));
    rate.measure = Measure::Flow;
    rate.unit = UnitId("percent".into());
    let mut change = indicator("change");
    change.change_of = Some(IndicatorId("bodies".into()));
    change.measure = Measure::Flow;
    let mut aim = indicator("aim");
    aim.target_of = Some(IndicatorId("bodies".into()));
    let unit =
        |id: &str, kind| Unit { id: UnitId(id.into()), name: Localized::new(id, id), kind, aliases: vec![] };
    CodeLists {
        areas: AreaList::new(vec![area("0", None), area("1", Some("0")), area("2", Some("0"))]),
        tiers: TierList {
            tiers: vec![tier("upper", 1, false), tier("lower", 2, false), tier("all", 3, true)],
        },
        indicators: IndicatorList {
            indicators: vec![indicator("units"), part("towns"), part("shires"), bodies, rate, change, aim],
        },
        units: UnitList { units: vec![unit("number", UnitKind::Count), unit("percent", UnitKind::Ratio)] },
        ..CodeLists::default()
    }
}

fn quantity(printed: &str) -> Quantity {
    if let Some(percent) = printed.strip_suffix('%') {
        let value: f64 = percent.parse().unwrap();
        let bounds = Bounds::half_open((value - 0.05) / 100.0, (value + 0.05) / 100.0).unwrap();
        return Quantity {
            printed: printed.into(),
            precision: Precision::Share,
            bounds: Some(bounds),
            value: Some(value / 100.0),
        };
    }
    match printed.split_once('~') {
        Some((lower, upper)) => Quantity {
            printed: printed.into(),
            precision: Precision::AtLeast,
            bounds: Some(Bounds::half_open(lower.parse().unwrap(), upper.parse().unwrap()).unwrap()),
            value: None,
        },
        None if printed == "—" => Quantity::missing(printed),
        None => Quantity::exact(printed, printed.parse().unwrap()).unwrap(),
    }
}

/// A figure from `document|indicator|tier|area|period|printed`; the document may say when it became known, as `a@2021-01-01`.
pub(super) fn figure(line: &str) -> Figure {
    let parts: Vec<&str> = line.split('|').collect();
    let [document, indicator, tier, area, period, printed] = parts.as_slice() else { panic!("{line}") };
    let (document, known_on) = document.split_once('@').unwrap_or((document, "2020-01-01"));
    // A part of the indicator stands behind it in brackets.
    let (indicator, breakdown) = indicator.trim_end_matches(']').split_once('[').unwrap_or((indicator, ""));
    Figure {
        id: FigureId(line.into()),
        indicator: IndicatorId(indicator.into()),
        tier: TierId((*tier).into()),
        area: AreaCode((*area).into()),
        breakdown: breakdown.parse().unwrap(),
        period: period.parse().unwrap(),
        measure: if ["rate", "change"].contains(&indicator) { Measure::Flow } else { Measure::Stock },
        quantity: quantity(printed),
        unit: UnitId(if indicator == "rate" { "percent" } else { "number" }.into()),
        status: Status::A,
        origin: Origin {
            document: Document {
                publisher: String::new(),
                title: document.into(),
                title_zh: None,
                title_en: None,
                edition: String::new(),
                url: None,
                published_on: None,
                received_on: None,
                layout: DocumentLayout::AsReceived,
            },
            cell: CellRef { file: format!("{document}.csv"), sheet: None, row: 1, column: 1 },
            content_hash: String::new(),
            known_on: known_on.parse().unwrap(),
            source_rank: 1,
            phrase: None,
        },
        correction: None,
    }
}

fn findings(lines: &[&str]) -> Vec<Finding> {
    check(&Figures(lines.iter().map(|line| figure(line)).collect()), &lists(), None).unwrap()
}

fn rules(lines: &[&str]) -> Vec<String> {
    findings(lines).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn all_that_is_printed_here_is_counted_but_the_rate() {
    let lists = lists();
    let counted = lists.indicators.indicators.iter().map(|indicator| &indicator.id);
    let counted: Vec<&str> = counted.filter(|id| lists.is_count(id)).map(|id| id.0.as_str()).collect();
    assert_eq!(counted, ["units", "towns", "shires", "bodies", "change", "aim"]);
}

#[test]
fn parts_that_sum_are_not_accused() {
    assert_eq!(
        rules(&["a|units|lower|0|2015|2850", "a|towns|lower|0|2015|1397", "a|shires|lower|0|2015|1453"]),
        [""; 0]
    );
}

#[test]
fn swapped_digits_in_a_whole_are_proposed_for_repair() {
    let found =
        findings(&["a|units|lower|0|2015|2580", "a|towns|lower|0|2015|1397", "a|shires|lower|0|2015|1453"]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule.as_str(), found[0].severity), ("total.parts", Severity::Error));
    assert!(found[0].message.en.contains("2580") && found[0].message.en.contains("2850"), "{found:?}");
    assert!(found[0].hint.en.contains("swapped") && found[0].hint.zh.contains("颠倒"), "{found:?}");
    assert_eq!(found[0].cells.len(), 3);
}

#[test]
fn parts_short_of_the_whole_are_accused_only_when_complete() {
    assert_eq!(rules(&["a|units|lower|0|2015|100", "a|towns|lower|0|2015|40"]), [""; 0]);
    assert_eq!(
        rules(&["a|units|lower|0|2015|100", "a|towns|lower|0|2015|40", "a|shires|lower|0|2015|40"]),
        ["total.parts"]
    );
}

#[test]
fn rough_parts_are_compared_by_their_bounds() {
    assert_eq!(
        rules(&["a|units|lower|0|2015|94", "a|towns|lower|0|2015|40~50", "a|shires|lower|0|2015|45"]),
        [""; 0]
    );
}

#[test]
fn parts_of_another_document_are_not_summed() {
    assert_eq!(
        rules(&["a|units|lower|0|2015|100", "b|towns|lower|0|2015|70", "b|shires|lower|0|2015|70"]),
        [""; 0]
    );
}

#[test]
fn a_corrected_misprint_is_told_but_no_longer_an_error() {
    let mut corrected = figure("a|units|lower|0|2015|2850");
    corrected.correction =
        Some(tierstat_model::Correction { expected: "2580".into(), reason: "the parts sum to 2850".into() });
    let mut all: Vec<Figure> = vec![corrected];
    all.extend(
        ["a|units|lower|0|2015|2580", "a|towns|lower|0|2015|1397", "a|shires|lower|0|2015|1453"].map(figure),
    );
    let found = check(&Figures(all), &lists(), None).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].rule.as_str(), found[0].severity), ("total.parts", Severity::Information));
    assert!(found[0].hint.en.contains("the parts sum to 2850"));
}

#[test]
fn misprints_in_parts_are_settled_by_corrections_that_come_out_together() {
    let printed = ["a|units|lower|0|2015|2850", "a|towns|lower|0|2015|0.1397", "a|shires|lower|0|2015|1543"];
    let corrected = |line: &str, expected: &str, reason: &str| {
        let mut corrected = figure(line);
        corrected.origin.cell = figure(expected).origin.cell;
        let expected = expected.rsplit('|').next().unwrap().into();
        corrected.correction = Some(tierstat_model::Correction { expected, reason: reason.into() });
        corrected
    };
    let found = |corrections: &[Figure]| {
        let mut all: Vec<Figure> = corrections.to_vec();
        for (row, line) in (1..).zip(printed) {
            let mut print = figure(line);
            print.origin.cell.row = row;
            all.push(print);
        }
        let found = check(&Figures(all), &lists(), None).unwrap();
        assert_eq!((found.len(), found[0].rule.as_str()), (1, "total.parts"), "{found:?}");
        found[0].clone()
    };
    let at = |mut figure: Figure, row| {
        figure.origin.cell.row = row;
        figure
    };
    let towns = at(corrected("a|towns|lower|0|2015|1397", printed[1], "a lost 万"), 2);
    let shires = at(corrected("a|shires|lower|0|2015|1453", printed[2], "swapped digits"), 3);
    assert_eq!(found(std::slice::from_ref(&towns)).severity, Severity::Error, "one of two is not enough");
    let settled = found(&[towns, shires]);
    assert_eq!(settled.severity, Severity::Information);
    assert!(settled.hint.en.contains("a lost 万; swapped digits"), "{settled:?}");
}

#[test]
fn tiers_that_do_not_sum_to_their_total() {
    let lines = ["a|bodies|upper|0|2015|30", "a|bodies|lower|0|2015|129", "a|bodies|all|0|2015|160"];
    assert_eq!(rules(&lines), ["total.tiers"]);
    assert_eq!(rules(&[lines[0], lines[1], "a|bodies|all|0|2015|159"]), [""; 0]);
}

#[test]
fn areas_that_do_not_sum_and_areas_that_declare_none() {
    let wrong = ["a|units|lower|0|2015|10", "a|units|lower|1|2015|4", "a|units|lower|2|2015|5"];
    assert_eq!(rules(&wrong), ["total.areas"]);
    // Two cities without units of the tier print nothing; that is no missing part.
    assert_eq!(
        rules(&["a|units|lower|0|2015|4", "a|units|lower|1|2015|4", "a|units|lower|2|2015|—"]),
        [""; 0]
    );
    // An area that the table does not name at all leaves the sum open.
    assert_eq!(rules(&["a|units|lower|0|2015|10", "a|units|lower|1|2015|4"]), [""; 0]);
}

#[test]
fn sources_that_cannot_hold_together() {
    let found = findings(&["a|bodies|all|0|2018|9793", "b|bodies|all|0|2018-12|7500~7600"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "conflict.sources");
    assert_eq!(found[0].cells.len(), 2);
    assert_eq!(rules(&["a|bodies|all|0|2018|9793", "b|bodies|all|0|2018-12|9700~9800"]), [""; 0]);
}

#[test]
fn a_lost_decimal_point_is_guessed() {
    let found = findings(&["a|bodies|all|0|2018|37000", "b|bodies|all|0|2018|370000"]);
    assert!(found[0].hint.en.contains("decimal point"), "{found:?}");
}

#[test]
fn one_document_that_answers_twice() {
    let twice = |second: &str| {
        let mut other = figure(second);
        other.origin.cell.row = 9;
        other.id = FigureId("other".into());
        let found = check(&Figures(vec![figure("a|bodies|all|0|2018|7"), other]), &lists(), None).unwrap();
        found.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    assert_eq!(twice("a|bodies|all|0|2018|7"), ["duplicate.figure"]);
    assert_eq!(twice("a|bodies|all|0|2018|8"), ["conflict.sources", "duplicate.conflict"]);
}

#[test]
fn a_level_printed_as_a_growth_rate() {
    let found =
        findings(&["a|bodies|all|0|2017|327000", "a|bodies|all|0|2018|439000", "b|rate|all|0|2018|43.9%"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "rate.disproved");
    assert!(found[0].message.en.contains("34.25%"), "{found:?}");
    assert!(found[0].hint.en.contains("level"), "{found:?}");
    assert_eq!(
        rules(&["a|bodies|all|0|2017|327000", "a|bodies|all|0|2018|439000", "b|rate|all|0|2018|34.3%"]),
        [""; 0]
    );
}

#[test]
fn more_covered_than_there_are() {
    assert_eq!(rules(&["a|units|lower|0|2014|21", "b|bodies|lower|0|2015|22"]), ["coverage.over-one"]);
    assert_eq!(rules(&["a|units|lower|0|2014|21", "b|bodies|lower|0|2015|21"]), [""; 0]);
}

#[test]
fn every_finding_speaks_both_languages_and_names_its_rule() {
    let known: Vec<&str> = super::rules().iter().map(|rule| rule.id).collect();
    for finding in findings(&[
        "a|bodies|all|0|2018|9793",
        "b|bodies|all|0|2018|7500",
        "a|units|lower|0|2018|3",
        "a|bodies|lower|0|2018|4",
    ]) {
        assert!(known.contains(&finding.rule.as_str()));
        assert!(!finding.message.zh.is_empty() && !finding.hint.zh.is_empty() && !finding.hint.en.is_empty());
    }
}

#[test]
fn last_years_number_as_this_years() {
    let lines = ["a|bodies|all|0|2017|7511", "b|bodies|all|0|2018|9793", "c|bodies|all|0|2018|7500~7600"];
    let found = findings(&lines);
    assert_eq!(rules(&lines), ["conflict.sources", "stale.repeat"]);
    assert!(found[1].message.en.contains("repeats the number of 2017-12-31"), "{found:?}");
    assert!(found[1].hint.en.contains("9793"), "{found:?}");
    // A rough number near both is neither.
    assert_eq!(
        rules(&["a|bodies|all|0|2017|7511", "b|bodies|all|0|2018|7533", "c|bodies|all|0|2018|7500~7600"]),
        [""; 0]
    );
}

#[test]
fn one_number_dated_twice() {
    let lines = ["a|bodies|all|0|2022|931000", "a|bodies|all|0|2023|931000", "b|bodies|all|0|2023|1161000"];
    assert_eq!(rules(&lines), ["conflict.sources", "period.dated-twice"]);
}

#[test]
fn a_minimum_above_the_exact_number_that_rounds_to_it() {
    assert_eq!(
        rules(&["a|bodies|all|0|2018-12|440000~450000", "b|bodies|all|0|2019-03-22|439266"]),
        ["bound.above-known"]
    );
    // A growing series passes the bound after the exact number was counted.
    assert_eq!(rules(&["a|bodies|all|0|2019-03-22|439266", "b|bodies|all|0|2019-09|440000~450000"]), [""; 0]);
}

#[test]
fn a_register_viewed_later_tells_less_of_every_year() {
    let mut lines = Vec::new();
    for (year, then, now) in [(2012, 499_000, 410_000), (2013, 547_000, 460_000), (2014, 606_000, 560_000)] {
        lines.push(format!("bulletin@2015-06-01|bodies|all|0|{year}|{then}"));
        lines.push(format!("register@2018-02-07|bodies|all|0|{year}|{now}"));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = rules(&lines);
    assert_eq!(found.iter().filter(|rule| *rule == "conflict.survivorship").count(), 1, "{found:?}");
    let two_years = rules(&lines[..4]);
    assert!(!two_years.contains(&"conflict.survivorship".to_owned()), "{two_years:?}");
}

#[test]
fn less_than_half_in_another_source_is_first_of_all_another_definition() {
    assert_eq!(rules(&["a|bodies|all|0|2013|300000", "b|bodies|all|0|2021|76800"]), ["definition.differs"]);
    assert_eq!(rules(&["a|bodies|all|0|2013|300000", "a|bodies|all|0|2021|76800"]), [""; 0]);
}

#[test]
fn another_magnitude_is_repaired_and_not_accused_twice() {
    let found =
        findings(&["a|bodies|all|0|2016|361000", "b|bodies|all|0|2018|42", "c|bodies|all|0|2020|503391"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule, "magnitude.implausible");
    assert!(found[0].hint.en.contains("420000"), "{found:?}");
}

#[test]
fn a_jump_in_a_steady_series_and_none_in_a_lively_one() {
    let series = |values: [u32; 7]| -> Vec<String> {
        let lines: Vec<String> =
            (2010..).zip(values).map(|(year, value)| format!("a|bodies|all|0|{year}|{value}")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        rules(&lines)
    };
    assert_eq!(series([1000, 1050, 1100, 1160, 2500, 2620, 2750]), ["jump.implausible"]);
    assert_eq!(series([1000, 1300, 1200, 1900, 2100, 3400, 3300]), [""; 0]);
}

#[test]
fn a_decline_within_a_year_where_all_else_grows() {
    let mut lines = vec![
        "a|bodies|all|0|2016|900000",
        "a|bodies|all|0|2017|1100000",
        "b|bodies|all|0|2018|1240000",
        "c|bodies|all|0|2019-07|1200000",
        "a|bodies|all|0|2020|1400000",
    ];
    assert_eq!(rules(&lines), ["decline.unlikely"]);
    lines[3] = "c|bodies|all|0|2019-07|1260000";
    assert_eq!(rules(&lines), [""; 0]);
}

#[test]
fn a_change_that_the_stocks_disprove_and_one_without_its_sign() {
    let stocks = ["a|bodies|all|0|2020|374771", "a|bodies|all|0|2021|371110"];
    let with = |change: &str| findings(&[stocks[0], stocks[1], change]);
    assert!(with("b|change|all|0|2021|-3661").is_empty());
    let lost = with("b|change|all|0|2021|3661");
    assert_eq!((lost[0].rule.as_str(), lost[0].severity), ("stock.flow", Severity::Information));
    let wrong = with("b|change|all|0|2021|-1366");
    assert_eq!((wrong[0].rule.as_str(), wrong[0].severity), ("stock.flow", Severity::Warning));
}

#[test]
fn a_rate_and_its_end_imply_the_base_that_another_source_dates_later() {
    let lines = [
        "a|bodies|all|0|2015|455",
        "a|rate|all|0|2015|57.4%",
        "b|bodies|upper|0|2015-06|121",
        "b|bodies|lower|0|2015-06|168",
    ];
    let found = findings(&lines);
    assert_eq!(rules(&lines), ["rate.implied-base"]);
    assert!(found[0].message.en.contains("289"), "{found:?}");
    assert_eq!(found[0].cells.len(), 4);
}

#[test]
fn an_area_that_stopped_reporting() {
    let mut codes = lists();
    let mut areas: Vec<Area> = codes.areas.all().to_vec();
    let model = areas[1].clone();
    areas.extend((3..6).map(|code: u32| Area {
        code: AreaCode(code.to_string()),
        name: code.to_string(),
        ..model.clone()
    }));
    codes.areas = AreaList::new(areas);
    let line = |code: u32, year: u32| figure(&format!("a|bodies|lower|{code}|{year}|5"));
    let mut figures: Vec<Figure> = (1..6).map(|code| line(code, 2015)).collect();
    figures.extend((1..5).map(|code| line(code, 2016)));
    let found = check(&Figures(figures.clone()), &codes, None).unwrap();
    assert_eq!(found.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["reporter.missing"]);
    assert!(found[0].message.en.contains(": 5"), "{found:?}");
    figures.push(figure("a|bodies|lower|5|2016|—"));
    assert!(check(&Figures(figures), &codes, None).unwrap().is_empty());
}

#[test]
fn an_area_that_did_not_exist_at_the_time() {
    let mut codes = lists();
    let mut areas: Vec<Area> = codes.areas.all().to_vec();
    areas[2].valid_from = "2016-01-01".parse().ok();
    codes.areas = AreaList::new(areas);
    let found = |line: &str| check(&Figures(vec![figure(line)]), &codes, None).unwrap();
    assert_eq!(found("a|bodies|lower|2|2015|5")[0].rule, "area.not-alive");
    assert!(found("a|bodies|lower|2|2016|5").is_empty());
}

#[test]
fn a_number_that_both_its_neighbours_contradict() {
    assert_eq!(
        rules(&["a|bodies|all|0|2004|26000", "a|bodies|all|0|2005|18000", "b|bodies|all|0|2008|23806"]),
        ["outlier.between"]
    );
    // A fall that stays, and neighbours that do not agree, are movements.
    assert_eq!(
        rules(&["a|bodies|all|0|2004|26000", "a|bodies|all|0|2005|18000", "b|bodies|all|0|2008|17500"]),
        [""; 0]
    );
    assert_eq!(
        rules(&["a|bodies|all|0|2004|12000", "a|bodies|all|0|2005|18000", "b|bodies|all|0|2008|26000"]),
        [""; 0]
    );
}

#[test]
fn what_a_plan_aims_at_adds_up_to_nothing_and_follows_on_nothing() {
    let of = |indicator: &str| {
        let lines = [
            "all|0|2015|100",
            "upper|0|2015|30",
            "lower|0|2015|50",
            "all|1|2015|10",
            "all|2|2015|20",
            "all|0|2020|1000000",
        ];
        let lines: Vec<String> = lines.iter().map(|line| format!("a|{indicator}|{line}")).collect();
        rules(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for rule in ["total.tiers", "total.areas", "magnitude.implausible"] {
        assert!(of("bodies").contains(&rule.to_owned()), "{rule}: {:?}", of("bodies"));
    }
    assert_eq!(of("aim"), [""; 0]);
    // That two documents say different things of one target is told all the same.
    assert_eq!(rules(&["a|aim|all|0|2020|100", "b|aim|all|0|2020|150"]), ["conflict.sources"]);
}

/// Bodies by kind and sex: two kinds make all of them up, and one sex is listed.
fn lists_with_dimensions() -> CodeLists {
    use tierstat_model::{Dimension, DimensionId, DimensionList, Limit, Member, MemberId};
    let member = |id: &str, of_which: Option<&str>| Member {
        id: MemberId(id.into()),
        name: Localized::new(id, id),
        aliases: Vec::new(),
        total: id == "total",
        of_which: of_which.map(|outer| MemberId(outer.into())),
        numbers: None,
        periods: None,
    };
    let dimension = |id: &str, members: Vec<Member>| Dimension {
        id: DimensionId(id.into()),
        name: Localized::new(id, id),
        aliases: Vec::new(),
        exhaustive: true,
        exclusive: true,
        members,
    };
    let mut lists = lists();
    let kind = vec![
        member("total", None),
        member("town", None),
        member("shire", None),
        member("port", Some("town")),
    ];
    lists.dimensions = DimensionList { dimensions: vec![dimension("kind", kind)] };
    for indicator in &mut lists.indicators.indicators {
        if let Some(whole) = indicator.part_of.take().filter(|_| indicator.id.0 == "towns") {
            let (dimension, member) = (DimensionId("kind".into()), MemberId("town".into()));
            indicator.is = Some(Limit { indicator: whole, dimension, member });
        }
    }
    lists
}

#[test]
fn members_of_a_dimension_are_held_against_their_whole() {
    let found = |lines: &[&str]| -> Vec<String> {
        let figures = Figures(lines.iter().map(|line| figure(line)).collect());
        let findings = check(&figures, &lists_with_dimensions(), None).unwrap();
        let of_parts = findings.into_iter().filter(|finding| finding.rule == "total.parts");
        of_parts.map(|finding| finding.message.en).collect()
    };
    let (whole, town) = ("a|units|all|0|2015|10", "a|towns|all|0|2015|4");
    // The town is an indicator of its own, the shire a part of the units.
    assert_eq!(found(&[whole, town, "a|units[kind=shire]|all|0|2015|6"]), Vec::<String>::new());
    assert!(found(&[whole, town, "a|units[kind=shire]|all|0|2015|7"])[0].contains("4 + 7 sum to 11"));
    // Another document may count otherwise.
    assert_eq!(found(&[whole, town, "b|units[kind=shire]|all|0|2015|7"]), Vec::<String>::new());
    // A part within a part joins no sum, and is no more than what it lies in.
    let sound = [whole, town, "a|units[kind=shire]|all|0|2015|6", "a|units[kind=port]|all|0|2015|3"];
    assert_eq!(found(&sound), Vec::<String>::new());
    let port = "a|units[kind=port]|all|0|2015|5";
    assert!(found(&[whole, town, "a|units[kind=shire]|all|0|2015|6", port])[0].contains("the part 5"));
    // A category that no list knows takes its dimension out of the sum, and is no more than the whole either.
    let unlisted = |printed: &str| format!("a|units[kind=other]|all|0|2015|{printed}");
    let shire = "a|units[kind=shire]|all|0|2015|9";
    assert_eq!(found(&[whole, town, shire, &unlisted("3")]), Vec::<String>::new());
    assert_eq!(found(&[whole, town, shire, &unlisted("11")]).len(), 1);
    // The same within a part of another dimension; parts of the whole are none of that part.
    let crossed = ["a|units[sex=female]|all|0|2015|10", "a|towns[sex=female]|all|0|2015|4"];
    let shires = ["a|units[kind=shire,sex=female]|all|0|2015|7", "a|units[kind=shire]|all|0|2015|1"];
    let found_crossed = found(&[crossed, shires].concat());
    assert!(found_crossed.iter().any(|message| message.contains("4 + 7 sum to 11")), "{found_crossed:?}");
}

#[test]
fn what_a_part_is_held_against_is_looked_up_as_it_is_kept() {
    use tierstat_model::{DimensionId, Limit, MemberId};
    let mut lists = lists_with_dimensions();
    let of_kind = |id: &str| {
        let (dimension, member) = (DimensionId("kind".into()), MemberId("town".into()));
        Some(Limit { indicator: IndicatorId(id.into()), dimension, member })
    };
    let bodies = lists.indicators.get(&IndicatorId("bodies".into())).unwrap().clone();
    // The bodies of towns are an indicator of their own, as the towns among the units are.
    let of_towns = Indicator { id: IndicatorId("town-bodies".into()), is: of_kind("bodies"), ..bodies };
    lists.indicators.indicators.push(of_towns);
    let rules = |lists: &CodeLists, lines: &[&str]| -> Vec<String> {
        let figures = Figures(lines.iter().map(|line| figure(line)).collect());
        check(&figures, lists, None).unwrap().into_iter().map(|finding| finding.rule).collect()
    };
    let stocks = ["a|town-bodies|all|0|2020|374771", "a|town-bodies|all|0|2021|371110"];
    let change = |printed: &str| format!("b|change[kind=town]|all|0|2021|{printed}");
    assert_eq!(rules(&lists, &[stocks[0], stocks[1], &change("-1366")]), ["stock.flow"]);
    assert_eq!(rules(&lists, &[stocks[0], stocks[1], &change("-3661")]), [""; 0]);
    let level = ["a|town-bodies|all|0|2017|327000", "a|town-bodies|all|0|2018|439000"];
    assert_eq!(
        rules(&lists, &[level[0], level[1], "b|rate[kind=town]|all|0|2018|43.9%"]),
        ["rate.disproved"]
    );
    let implied = ["a|town-bodies|all|0|2015|455", "a|rate[kind=town]|all|0|2015|57.4%"];
    let sums = ["b|town-bodies|upper|0|2015-06|121", "b|town-bodies|lower|0|2015-06|168"];
    assert_eq!(rules(&lists, &[implied, sums].concat()), ["rate.implied-base"]);
    let alike = ["a|towns|lower|0|2014|21", "b|town-bodies|lower|0|2015|22"];
    lists.indicators.indicators.last_mut().unwrap().covers = None;
    assert_eq!(rules(&lists, &alike), ["coverage.over-one"]);
    lists.indicators.indicators.pop();
    let covered = "b|bodies[kind=town]|lower|0|2015|22";
    assert_eq!(rules(&lists, &["a|towns|lower|0|2014|21", covered]), ["coverage.over-one"]);
    assert_eq!(rules(&lists, &["a|towns|lower|0|2014|22", covered]), [""; 0]);
}
