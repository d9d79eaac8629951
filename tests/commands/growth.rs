//! The growth table.

use crate::harness::Project;

#[test]
fn growth_by_tier_with_contribution_and_coverage() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["growth", "--indicator", "社会工作行业组织", "--language", "en"]).expect_code(0);
    let text = &run.stdout;
    for part in ["25.0%", "33.0%", "76.2%", "57.4%", "29.1%"] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}

#[test]
fn growth_from_a_rough_figure_is_a_range() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run([
        "growth",
        "--indicator",
        "service-agencies",
        "--tier",
        "all",
        "--from",
        "2015-06",
        "--to",
        "2015-12-31",
        "--language",
        "en",
    ]);
    let run = run.expect_code(0);
    assert!(run.stdout.contains("30.2%") && run.stdout.contains("33.9%"), "{}", run.stdout);
}

#[test]
fn without_an_indicator_it_says_what_to_write() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let run = project.run(["growth", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains("--indicator"), "{}", run.stderr);
}

/// The level changes in 2016; the office prints an old number beside the new one for the second province only.
const BROKEN: &str = "\
service-agencies,all,110000,2015,100,A
service-agencies,all,110000,2016,300,B
service-agencies,all,110000,2017,330,A
service-agencies,all,120000,2015,100,A
service-agencies,all,120000,2016,240,B
service-agencies,all,120000,2017,300,A
service-agencies,all,130000,2015,10,A
service-agencies,all,130000,2017,20,A
";

fn broken() -> Project {
    let project = Project::of_figures(BROKEN);
    let line = "indicator,tier,area_code,as_of,value,status\nservice-agencies,all,120000,2016,120,A\n";
    project.write("datasets/office/old.csv", line);
    for (ending, of) in
        [("mapping.toml", "figures.csv.mapping.toml"), ("origin.toml", "figures.csv.origin.toml")]
    {
        // Published earlier, so that the reading prefers the new number.
        let text = project.read(&format!("datasets/office/{of}"));
        let text = if ending == "origin.toml" { format!("{text}published-on = 2017-01-01\n") } else { text };
        project.write(&format!("datasets/office/old.csv.{ending}"), text);
    }
    let origin = project.read("datasets/office/figures.csv.origin.toml");
    project.write("datasets/office/figures.csv.origin.toml", format!("{origin}published-on = 2018-01-01\n"));
    std::fs::remove_dir_all(project.path().join("out")).expect("there is a ledger");
    project.run(["import", "--quiet"]).expect_code(0);
    project
}

#[test]
fn across_a_break_there_is_no_rate_unless_the_old_number_joins_it() {
    let ask = ["growth", "--indicator", "service-agencies", "--by", "area", "--from", "2015", "--to", "2017"];
    let ask = ask.into_iter().chain(["--language", "en", "--format", "json", "--explain"]);
    let rows = broken().run(ask).expect_code(0).json();
    let row =
        |area: &str| rows.as_array().expect("rows").iter().find(|row| row["area"] == area).expect("a row");
    let (beijing, tianjin, hebei) = (row("110000"), row("120000"), row("130000"));
    assert!(beijing["growth_rate"].is_null() && beijing["change"].is_null(), "{beijing}");
    assert_eq!(beijing["remarks"], serde_json::json!(["series-break"]), "{beijing}");
    assert!(beijing["explanation"]["statement"].as_str().is_some_and(|said| said.contains("cannot be told")));
    // 100 is 200 at the new level.
    assert_eq!(
        (tianjin["growth_rate"].as_f64(), tianjin["change_lower"].is_null()),
        (Some(0.5), true),
        "{tianjin}"
    );
    assert_eq!(tianjin["remarks"], serde_json::json!(["spliced"]), "{tianjin}");
    assert!(tianjin["explanation"]["remarks"].to_string().contains("200 at the new level"), "{tianjin}");
    assert_eq!(hebei["growth_rate"].as_f64(), Some(1.0));
    let panel = rows.as_array().expect("rows").iter().find(|row| row["part"] == "matched-panel");
    let panel = panel.expect("a matched panel");
    assert_eq!((panel["from"].as_f64(), panel["to"].as_f64()), (Some(10.0), Some(20.0)), "{panel}");
    let ask =
        ["growth", "--indicator", "service-agencies", "--area", "北京", "--from", "2015", "--to", "2017"];
    let run = broken().run(ask.into_iter().chain(["--language", "en", "--explain"])).expect_code(0);
    assert!(!run.stdout.contains('%') && run.stdout.contains("breaks at 2016"), "{}", run.stdout);
}

#[test]
fn an_index_has_its_base_its_bounds_and_its_breaks() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask =
        ["growth", "--indicator", "service-agencies", "--index", "--from", "2015-12-31", "--language", "en"];
    let run = project.run(ask.into_iter().chain(["--format", "json", "--explain", "--plot", "index.svg"]));
    let rows = run.expect_code(0).json();
    let at = |period: &str| {
        rows.as_array().expect("rows").iter().find(|row| row["period"] == period).expect("a row")
    };
    assert_eq!(at("2015-12-31")["index"].as_f64(), Some(100.0));
    let rough = at("2015-06");
    assert!(
        rough["index"].is_null() && rough["index_lower"].as_f64().is_some_and(|lower| lower < 76.0),
        "{rough}"
    );
    assert!(rough["explanation"]["statement"].as_str().is_some_and(|said| said.contains("as 100")));
    assert!(project.read("index.svg").contains("the end of 2015 = 100"));
    let ask = ["growth", "--indicator", "service-agencies", "--index", "--by", "area", "--language", "en"];
    let rows = broken().run(ask.into_iter().chain(["--format", "json"])).expect_code(0).json();
    let last = |area: &str| {
        let mut rows = rows.as_array().expect("rows").iter().rev();
        rows.find(|row| row["area"] == area).expect("a row")
    };
    assert!(last("110000")["index"].is_null());
    assert_eq!(last("120000")["index"].as_f64(), Some(150.0));
    let missing =
        ["growth", "--indicator", "service-agencies", "--index", "--from", "1990", "--language", "en"];
    let run = project.run(missing).expect_code(0);
    assert!(run.stdout.contains("no figure at the base"), "{}", run.stdout);
}

#[test]
fn shift_share_parts_sum_to_the_change() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask =
        ["growth", "--indicator", "administrative-divisions", "--shift-share", "tier", "--language", "en"];
    let rows = project.run(ask.into_iter().chain(["--format", "json", "--explain"])).expect_code(0).json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 31 * 3);
    for row in rows {
        let number = |name: &str| row[name].as_f64().expect("a number");
        let parts = number("national_share") + number("industry_mix") + number("regional_shift");
        assert!((parts - number("change")).abs() < 1e-4, "{row}");
    }
    assert!(
        rows[0]["explanation"]["statement"].as_str().is_some_and(|said| said.contains("as the whole grew"))
    );
    let table = project.run(ask).expect_code(0).stdout;
    assert_eq!(table.lines().count(), 32, "{table}");
    let one =
        ["growth", "--indicator", "industry-organisations", "--shift-share", "tier", "--language", "en"];
    let run = project.run(one).expect_code(2);
    assert!(run.stderr.contains("hint:"), "{}", run.stderr);
}

#[test]
fn a_change_is_taken_apart_by_residents() {
    let figures = "service-agencies,all,110000,2015,10,\nservice-agencies,all,120000,2015,40,\n\
        service-agencies,all,110000,2020,30,\nservice-agencies,all,120000,2020,40,\n\
        service-agencies,all,130000,2015,5,\nservice-agencies,all,130000,2020,6,\n\
        residents,all,110000,2015,1000,\nresidents,all,120000,2015,2000,\nresidents,all,130000,2015,100,\n\
        residents,all,110000,2020,2000,\nresidents,all,120000,2020,2000,\n";
    let ask = ["growth", "--indicator", "service-agencies", "--decompose", "residents", "--language", "en"];
    let project = Project::of_figures(figures);
    let rows = project.run(ask.into_iter().chain(["--format", "json", "--explain"])).expect_code(0).json();
    let row = &rows[0];
    let number = |name: &str| row[name].as_f64().expect("a number");
    let parts = number("population_effect") + number("structure_effect") + number("density_effect");
    assert!((parts - 20.0).abs() < 1e-3 && (number("change") - 20.0).abs() < 1e-9, "{row}");
    assert_eq!(row["members"].as_u64(), Some(2));
    let explanation = row["explanation"].to_string();
    for part in ["only one number of residents", "Beijing 10 / 1,000", "how many people there are"] {
        assert!(explanation.contains(part), "{part} is missing: {explanation}");
    }
    let unknown = project.run(["growth", "--indicator", "service-agencies", "--decompose", "resident"]);
    assert!(unknown.expect_code(2).stderr.contains("residents"));
}

#[test]
fn growth_by_area_is_explained_and_drawn() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["growth", "--indicator", "administrative-divisions", "--by", "area", "--tier", "county"];
    let ask =
        ask.into_iter().chain(["--language", "en", "--format", "json", "--explain", "--plot", "area.svg"]);
    let rows = project.run(ask).expect_code(0).json();
    for row in rows.as_array().expect("rows") {
        assert!(row["explanation"]["statement"].as_str().is_some_and(|said| said.ends_with('.')), "{row}");
    }
    assert!(project.read("area.svg").contains("the 6 of 31 series that changed most"));
    let same = ["growth", "--indicator", "administrative-divisions", "--from", "2015", "--to", "2015-12-31"];
    let run = project.run(same.into_iter().chain(["--language", "en"])).expect_code(2);
    assert!(run.stderr.contains("are one day"), "{}", run.stderr);
}

#[test]
fn an_end_that_there_is_not_is_said_in_words_and_is_no_number() {
    let project = Project::of_figures(
        "service-agencies,all,000000,2014-12-31,不少于3500,\nservice-agencies,all,000000,2015-12-31,4400,\n",
    );
    let ask = ["growth", "--indicator", "service-agencies", "--language", "en"];
    let run = project.run(ask).expect_code(0);
    assert!(run.stdout.contains("at most 900") && !run.stdout.contains("179"), "{}", run.stdout);
    let rows = project.run(ask.into_iter().chain(["--format", "json"])).expect_code(0).json();
    let row = rows.as_array().expect("rows").last().expect("a row");
    assert!(row["change_lower"].is_null() && row["change_upper"] == 900.0, "{row}");
}
