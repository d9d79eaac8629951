//! What answers, what the rows say, and what is said where nothing does.

use super::{FigureRow, Figures, FiguresQuestion, Panel, figures, figures_on_map};
use crate::error::AnswerError;
use crate::testing::{Readings, for_programs, lists, readings, said};
use serde_json::{Value, json};
use tierstat_model::{CodeLists, FigureQuery, IndicatorId, Language, TierId};

fn ledger() -> Readings {
    readings(&[
        "clubs|province|0|2010|24",
        "clubs|county|0|2010|40~50",
        "clubs|county|0|2012|60",
        "chess-clubs|all|1|2011|7",
    ])
}

fn asked(query: FigureQuery) -> Result<Figures, AnswerError> {
    figures(&ledger(), &lists(), FiguresQuestion::from(query))
}

fn of(indicator: &str, tier: Option<&str>, period: Option<&str>) -> FigureQuery {
    let period = period.map(|period| period.parse().unwrap());
    FigureQuery {
        indicators: vec![IndicatorId(indicator.into())],
        tiers: tier.map(|tier| TierId(tier.into())).into_iter().collect(),
        from: period,
        to: period,
        ..FigureQuery::of_all()
    }
}

fn values(row: &FigureRow<'_>, names: &[&str], lists: &CodeLists) -> Vec<Value> {
    let row = for_programs(row, lists);
    names.iter().map(|name| row[*name].clone()).collect()
}

#[test]
fn a_sum_of_tiers_stands_behind_what_is_printed_with_the_cells_of_its_parts() {
    let found = asked(of("clubs", None, Some("2010"))).unwrap();
    let rows = found.rows(false);
    assert_eq!(rows.len(), 3);
    let sum = rows.last().unwrap();
    let names = ["id", "tier", "period", "printed", "value", "lower", "upper", "bounds", "rule", "cell"];
    let expected = [
        Value::Null,
        json!("all"),
        json!("2010"),
        json!("24 + 40~50"),
        Value::Null,
        json!(64.0),
        json!(74.0),
        json!("[64, 74]"),
        json!("sum-of-tiers"),
        json!("a.csv › A1 + a.csv › A1"),
    ];
    assert_eq!(values(sum, &names, &lists()), expected);
    assert_eq!(said(sum, "rule", &lists()), "sum of the tiers");
    assert_eq!(said(sum, "bounds", &lists()), "[64, 74]");
}

#[test]
fn what_stands_behind_is_listed_where_it_is_asked_for() {
    let mut ledger = ledger().0;
    let other = ledger[0].figure.clone();
    ledger[0].behind.push(other);
    let ledger = Readings(ledger);
    let ask = |origin: Option<&str>| {
        let mut question = FiguresQuestion::from(FigureQuery::of_wholes());
        question.origin = origin.map(str::to_owned);
        figures(&ledger, &lists(), question)
    };
    let found = ask(None).unwrap();
    let behind = |rows: Vec<FigureRow<'_>>| rows.iter().filter(|row| row.rule.code() == "behind").count();
    assert_eq!((behind(found.rows(false)), behind(found.rows(true))), (0, 1));
    let of_office = ask(Some("offi")).unwrap();
    assert_eq!((of_office.totals.len(), behind(of_office.rows(false))), (0, 1));
    let error = ask(Some("offise")).unwrap_err();
    assert_eq!(error.localized().en, "there is no such figure: from `offise`");
    assert_eq!(error.hint().en, "did you mean office?");
}

#[test]
fn nothing_is_said_with_what_there_is_instead() {
    let error = asked(of("clubs", None, Some("1990"))).unwrap_err();
    assert_eq!(error.localized().zh, "没有这样的数据：clubs · 1990年");
    assert_eq!(error.hint().zh, "有数据的是：2010年至2012年的 2 期；层级 county、province；地区 地0");
    let error =
        asked(FigureQuery { from: "1990".parse().ok(), to: "1990".parse().ok(), ..FigureQuery::of_all() })
            .unwrap_err();
    assert!(error.hint().en.ends_with("; indicators: chess-clubs, clubs"), "{}", error.hint().en);
    let error = asked(of("residents", None, None)).unwrap_err();
    assert_eq!(error.hint().en, "the ledger has no figure of it; these have figures: chess-clubs, clubs");
    let early = FigureQuery { known_on: "2019-12-31".parse().ok(), ..of("clubs", None, None) };
    let error = asked(early).unwrap_err();
    assert_eq!(error.localized().en, "there is no such figure: clubs · as known on 2019-12-31");
    assert!(error.hint().en.ends_with("known since 2020-01-01"), "{}", error.hint().en);
    let nothing =
        figures(&readings(&[]), &lists(), FiguresQuestion::from(tierstat_model::FigureQuery::of_wholes()))
            .unwrap_err();
    assert_eq!(nothing.localized().zh, "账本里没有数据");
    assert!(nothing.hint().en.contains("tierstat import"), "{}", nothing.hint().en);
}

#[test]
fn a_shape_without_sums_says_what_it_leaves_out() {
    let (printed, left_out) = asked(of("clubs", None, None)).unwrap().printed().unwrap();
    assert_eq!(printed.rows(false).len(), 3);
    assert!(left_out.unwrap().en.contains("no source prints (1)"));
    let error = asked(of("clubs", Some("all"), None)).unwrap().printed().unwrap_err();
    assert!(error.hint().en.contains("without --wide"), "{}", error.hint().en);
    let columns = ["indicator", "tier", "area", "2010", "2012"].map(str::to_owned).to_vec();
    let row = ["clubs", "county", "0", "40~50", ""].map(str::to_owned).to_vec();
    let panel = Panel::of_table(columns, vec![row]);
    let voice = crate::Voice { lists: &lists(), language: Language::English };
    let fields = panel.fields();
    let shown: Vec<String> = fields.iter().map(|field| field.said(&panel.rows[0], &voice)).collect();
    assert_eq!(shown, ["clubs", "county", "Area 0", "40~50", ""]);
    assert_eq!(fields[4].columns(), ["2012"]);
}

#[test]
fn an_area_that_cannot_be_told_on_a_map_is_an_error_where_it_alone_is_asked_for() {
    let mut lists = lists();
    let areas = lists.areas.all().iter().cloned().map(|mut area| {
        if area.code.0 == "1" {
            area.valid_until = "2011-12-31".parse().ok();
            area.merged_into = ["2", "3"].map(|code| tierstat_model::AreaCode(code.into())).to_vec();
        }
        area
    });
    lists.areas = tierstat_model::AreaList::new(areas.collect());
    let day = "2020-01-01".parse().unwrap();
    let question = |area: &str| {
        FiguresQuestion::from(FigureQuery {
            areas: vec![tierstat_model::AreaCode(area.into())],
            ..FigureQuery::of_all()
        })
    };
    let error = figures_on_map(&ledger(), &lists, &question("1"), day).unwrap_err();
    assert!(error.localized().en.contains("was divided among"), "{}", error.localized().en);
    assert_eq!(figures_on_map(&ledger(), &lists, &question("0"), day).unwrap().rows().len(), 3);
    let error = figures_on_map(&ledger(), &lists, &question("4"), day).unwrap_err();
    assert!(error.hint().en.starts_with("there are figures of 3 periods"), "{}", error.hint().en);
}
