//! Each rule that is listed is run here on figures that break it.

use super::tests::{Figures, figure, lists};
use super::{check, rules};
use std::collections::BTreeSet;
use tierstat_model::{Area, AreaCode, AreaList, CodeLists, FigureId, Indicator, IndicatorId, PeriodStep};

/// Figures, and the rule that they break. What stands twice in one document is in another row the second time.
const BROKEN: &[(&str, &[&str])] = &[
    ("bound.above-known", &["a|bodies|all|0|2018-12|330000~340000", "b|bodies|all|0|2019-03-22|329266"]),
    ("conflict.sources", &["a|bodies|all|0|2018|9793", "b|bodies|all|0|2018-12|7500~7600"]),
    ("coverage.over-one", &["a|units|lower|0|2014|21", "b|bodies|lower|0|2015|22"]),
    ("duplicate.figure", &["a|bodies|all|0|2018|7", "a|bodies|all|0|2018|7"]),
    ("duplicate.conflict", &["a|bodies|all|0|2018|7", "a|bodies|all|0|2018|8"]),
    (
        "conflict.survivorship",
        &[
            "bulletin@2015-06-01|bodies|all|0|2012|499000",
            "bulletin@2015-06-01|bodies|all|0|2013|547000",
            "bulletin@2015-06-01|bodies|all|0|2014|606000",
            "register@2018-02-07|bodies|all|0|2012|410000",
            "register@2018-02-07|bodies|all|0|2013|460000",
            "register@2018-02-07|bodies|all|0|2014|560000",
        ],
    ),
    (
        "outlier.between",
        &["a|bodies|all|0|2004|26000", "a|bodies|all|0|2005|18000", "b|bodies|all|0|2008|23806"],
    ),
    (
        "decline.unlikely",
        &[
            "a|bodies|all|0|2016|900000",
            "a|bodies|all|0|2017|1100000",
            "b|bodies|all|0|2018|1240000",
            "c|bodies|all|0|2019-07|1200000",
            "a|bodies|all|0|2020|1400000",
        ],
    ),
    ("definition.differs", &["a|bodies|all|0|2013|300000", "b|bodies|all|0|2021|76800"]),
    (
        "jump.implausible",
        &[
            "a|bodies|all|0|2010|1000",
            "a|bodies|all|0|2011|1050",
            "a|bodies|all|0|2012|1100",
            "a|bodies|all|0|2013|1160",
            "a|bodies|all|0|2014|2500",
            "a|bodies|all|0|2015|2620",
            "a|bodies|all|0|2016|2750",
        ],
    ),
    (
        "magnitude.implausible",
        &["a|bodies|all|0|2016|361000", "b|bodies|all|0|2018|42", "c|bodies|all|0|2020|503391"],
    ),
    (
        "rate.disproved",
        &["a|bodies|all|0|2017|327000", "a|bodies|all|0|2018|439000", "b|rate|all|0|2018|43.9%"],
    ),
    (
        "rate.implied-base",
        &[
            "a|bodies|all|0|2015|455",
            "a|rate|all|0|2015|57.4%",
            "b|bodies|upper|0|2015-06|121",
            "b|bodies|lower|0|2015-06|168",
        ],
    ),
    (
        "period.dated-twice",
        &["a|bodies|all|0|2022|931000", "a|bodies|all|0|2023|931000", "b|bodies|all|0|2023|1161000"],
    ),
    ("period.off-step", &["a|yearly|all|0|2021-06|5", "a|yearly|all|0|2021-12|6"]),
    (
        "stale.repeat",
        &["a|bodies|all|0|2017|7511", "b|bodies|all|0|2018|9793", "c|bodies|all|0|2018|7500~7600"],
    ),
    (
        "reporter.missing",
        &[
            "a|bodies|lower|3|2015|5",
            "a|bodies|lower|4|2015|5",
            "a|bodies|lower|5|2015|5",
            "a|bodies|lower|6|2015|5",
            "a|bodies|lower|7|2015|5",
            "a|bodies|lower|3|2016|5",
            "a|bodies|lower|4|2016|5",
            "a|bodies|lower|5|2016|5",
            "a|bodies|lower|6|2016|5",
        ],
    ),
    ("area.not-alive", &["a|bodies|lower|8|2015|5"]),
    (
        "stock.flow",
        &["a|bodies|all|0|2020|374771", "a|bodies|all|0|2021|371110", "b|change|all|0|2021|-1366"],
    ),
    ("total.areas", &["a|units|lower|0|2015|10", "a|units|lower|1|2015|4", "a|units|lower|2|2015|5"]),
    (
        "total.parts",
        &["a|units|lower|0|2015|2580", "a|towns|lower|0|2015|1397", "a|shires|lower|0|2015|1453"],
    ),
    ("total.tiers", &["a|bodies|upper|0|2015|30", "a|bodies|lower|0|2015|129", "a|bodies|all|0|2015|160"]),
];

/// The lists of the other tests, and under another root five areas, and one that came into being in 2016; an indicator that is
/// counted each year.
fn with_more_areas() -> CodeLists {
    let mut lists = lists();
    let mut areas: Vec<Area> = lists.areas.all().to_vec();
    let mut more = |code: u32, parent: Option<u32>, from: Option<&str>| {
        areas.push(Area {
            code: AreaCode(code.to_string()),
            name: code.to_string(),
            short_name: code.to_string(),
            parent: parent.map(|parent| AreaCode(parent.to_string())),
            valid_from: from.and_then(|from| from.parse().ok()),
            ..areas[0].clone()
        });
    };
    more(9, None, None);
    (3..8).for_each(|code| more(code, Some(9), None));
    more(8, None, Some("2016-01-01"));
    lists.areas = AreaList::new(areas);
    let units = lists.indicators.indicators[0].clone();
    let id = IndicatorId("yearly".into());
    lists.indicators.indicators.push(Indicator { id, step: Some(PeriodStep::Year), ..units });
    lists
}

#[test]
fn every_rule_that_is_listed_is_run_and_fires_on_what_breaks_it() {
    let mut fired = BTreeSet::new();
    for (rule, lines) in BROKEN {
        let mut figures: Vec<_> = lines.iter().map(|line| figure(line)).collect();
        for (place, figure) in (1..).zip(&mut figures) {
            figure.origin.cell.row = place;
            figure.id = FigureId(place.to_string());
        }
        let found = check(&Figures(figures), &with_more_areas(), None).unwrap();
        let found: BTreeSet<String> = found.into_iter().map(|finding| finding.rule).collect();
        assert!(found.contains(*rule), "{rule}: {found:?}");
        fired.extend(found);
    }
    let listed: BTreeSet<String> = rules().iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(fired, listed, "what is listed fires, and what fires is listed");
}
