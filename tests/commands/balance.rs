//! How evenly counts are spread: by residents, by groups, by kinds and over time.

use crate::harness::{Project, Run};

/// Counts of four provinces and their residents; Tibet's count is rough in one year and zero in the other.
const FIGURES: &str = "\
service-agencies,all,110000,2015-12-31,10,
service-agencies,all,120000,2015-12-31,20,
service-agencies,all,130000,2015-12-31,30,
service-agencies,all,540000,2015-12-31,40多,
service-agencies,all,110000,2020-12-31,30,
service-agencies,all,120000,2020-12-31,40,
service-agencies,all,130000,2020-12-31,45,
service-agencies,all,540000,2020-12-31,0,
residents,all,110000,2015-12-31,1000,
residents,all,120000,2015-12-31,2000,
residents,all,130000,2015-12-31,3000,
residents,all,540000,2015-12-31,8000,
";

fn ask(project: &Project, more: &[&str]) -> Run {
    let ask = ["balance", "--indicator", "service-agencies", "--format", "json", "--language", "en"];
    project.run(ask.into_iter().chain(more.iter().copied()))
}

/// The remarks of a row in words, as its explanation has them.
fn remarks(row: &serde_json::Value) -> String {
    row["explanation"]["remarks"].to_string()
}

#[test]
fn a_rough_member_makes_the_gini_a_range_and_the_others_say_whom_they_took() {
    let project = Project::of_figures(FIGURES);
    let rows = ask(&project, &["--period", "2015", "--explain"]).expect_code(0).json();
    let row = &rows[0];
    assert_eq!((row["members"].as_u64(), row["members_bounded"].as_u64()), (Some(4), Some(1)));
    assert!(row["gini"].is_null());
    assert_eq!(row["area"], "000000", "the whole is named, though nothing prints its number");
    let end = |name: &str| row[name].as_f64().expect("a number");
    assert!(end("gini_lower") < end("gini_upper") && (end("gini_lower") - 0.25).abs() < 1e-6, "{row}");
    assert_eq!(row["remarks"], serde_json::json!(["bounds-in-gini-alone"]));
    assert!(remarks(row).contains("the others take the 3"), "{row}");
    assert!((end("theil_t") - 0.087_208).abs() < 1e-5, "{row}");
    // Beijing, Tianjin and Hebei all border on each other.
    assert!((end("moran") + 0.5).abs() < 1e-9, "{row}");
}

#[test]
fn without_members_it_says_what_there_is_instead() {
    let project = Project::of_figures(FIGURES);
    let convergence = ["--convergence", "--from", "2016", "--to", "2017"];
    for more in [&["--period", "2017"][..], &["--quotients", "tier", "--period", "2017"], &convergence] {
        let run = ask(&project, more).expect_code(2);
        for part in ["2 periods from the end of 2015 to the end of 2020", "Beijing"] {
            assert!(run.stderr.contains(part), "{part} is missing: {}", run.stderr);
        }
    }
}

#[test]
fn a_zero_has_no_logarithm_and_is_told() {
    let rows = ask(&Project::of_figures(FIGURES), &["--period", "2020", "--explain"]).expect_code(0).json();
    assert!(rows[0]["theil_l"].is_null() && rows[0]["theil_t"].is_number());
    let note = remarks(&rows[0]);
    assert!(note.contains("Theil L: a logarithm needs values above zero; one is 0"), "{note}");
}

#[test]
fn per_residents_weights_by_them() {
    let project = Project::of_figures(FIGURES);
    let rows = ask(&project, &["--period", "2015", "--per", "residents", "--explain"]).expect_code(0).json();
    let row = &rows[0];
    // Three provinces have one rate: what is uneven is Tibet's, which is known within bounds.
    assert!(row["theil_t"].as_f64().is_some_and(|theil| theil.abs() < 1e-9), "{row}");
    assert!(row["gini_lower"].as_f64().is_some_and(|gini| gini > 0.1), "{row}");
    let explanation = row["explanation"].to_string();
    for part in ["weighted by residents", "Beijing 10 / 1,000 = 100", "as printed", "no figure at all"] {
        assert!(explanation.contains(part), "{part} is missing: {explanation}");
    }
    let tiers = ask(&project, &["--by", "tier", "--per", "residents"]).expect_code(2);
    assert!(tiers.stderr.contains("--per needs members that are areas"), "{}", tiers.stderr);
}

#[test]
fn groups_part_the_index_in_two() {
    let project = Project::of_figures(FIGURES)
        .with("groups.csv", "area,group\n北京,east\nTianjin,east\n130000,east\nTibet,west\n");
    let ask_groups = ["--period", "2020", "--groups", "groups.csv", "--explain"];
    let rows = ask(&project, &ask_groups).expect_code(0).json();
    let number = |name: &str| rows[0][name].as_f64().expect("a number");
    assert!((number("theil_between") + number("theil_within") - number("theil_t")).abs() < 1e-5);
    assert!(rows[0]["explanation"].to_string().contains("lies between the groups"));
    project.write("groups.csv", "area,group\n北京,east\nTianjin,west\n130000,east\n");
    let rows = ask(&project, &ask_groups).expect_code(0).json();
    assert!(rows[0]["theil_between"].is_null());
    assert!(remarks(&rows[0]).contains("no group is named for Tibet"), "{rows}");
    for (table, said) in [
        ("area,group\n北京\n", "line 2: the line has 1 column, the header 2"),
        ("北京,a\nTianjin,a\n", "line 1: there is no header: `北京` is data"),
        ("area,group\n北京,\n", "line 2: the cell of column `group` is empty"),
        ("area,group\n", "no line stands below the header"),
        ("area,group\n北京,a\n110000,b\n", "is in `a` and in `b`"),
        ("area,group\nAtlantis,a\n", "groups.csv › A2: no area is called `Atlantis`"),
    ] {
        project.write("groups.csv", table);
        let run = ask(&project, &ask_groups).expect_code(2);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    ask(&project, &["--groups", "none.csv"]).expect_code(3);
}

#[test]
fn groups_and_neighbours_are_read_as_any_list_is() {
    let project = Project::of_figures(FIGURES)
        .with("plain.csv", "area,group\n北京,东部\n天津,东部\n河北,东部\n西藏,西部\n")
        .with("pairs.csv", "area,neighbour\n北京,西藏\n");
    let answer = |option: &str, file: &str| {
        let run = ask(&project, &["--period", "2020", option, file]).expect_code(0);
        run.json()
    };
    let expected = [answer("--groups", "plain.csv"), answer("--neighbours", "pairs.csv")];
    for (option, name, expected) in
        [("--groups", "plain.csv", &expected[0]), ("--neighbours", "pairs.csv", &expected[1])]
    {
        let text = std::fs::read_to_string(project.path().join(name)).expect("a list");
        let forms = [
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            text.replace(',', ";").into_bytes(),
            format!("\u{feff}{}", text.replace('\n', ",,\r\n")).into_bytes(),
        ];
        for form in forms {
            project.write("odd.csv", form);
            assert_eq!(&answer(option, "odd.csv"), expected, "{option}");
        }
    }
}

#[test]
fn parents_group_the_areas_one_level_further_down() {
    let figures = "service-agencies,all,440100,2015,10,\nservice-agencies,all,440300,2015,30,\n\
        service-agencies,all,320100,2015,5,\nservice-agencies,all,320500,2015,5,\n";
    let rows = ask(&Project::of_figures(figures), &["--groups", "parents"]).expect_code(0).json();
    assert_eq!((rows[0]["members"].as_u64(), rows[0]["area"].as_str()), (Some(4), Some("000000")));
    // 40 of 50 in two of four members.
    let between = 0.8 * (1.6_f64).ln() + 0.2 * (0.4_f64).ln();
    assert!(rows[0]["theil_between"].as_f64().is_some_and(|found| (found - between).abs() < 1e-5), "{rows}");
}

#[test]
fn another_table_of_neighbours_may_be_given_and_a_project_may_have_none() {
    let project = Project::of_figures(FIGURES).with("pairs.csv", "one,other\n北京,西藏\n");
    let rows =
        ask(&project, &["--period", "2020", "--neighbours", "pairs.csv", "--explain"]).expect_code(0).json();
    assert!(remarks(&rows[0]).contains("without neighbours: Tianjin, Hebei"), "{rows}");
    std::fs::remove_file(project.path().join("datasets/areas/neighbours.csv")).expect("it was there");
    let rows = ask(&project, &["--period", "2020"]).expect_code(0).json();
    assert!(rows[0]["moran"].is_null() && !rows[0]["remarks"].to_string().contains("neighbour"), "{rows}");
}

#[test]
fn quotients_tell_what_an_area_has_more_of() {
    let figures = "industry-organisations,prefecture,440000,2015,6,\nindustry-organisations,county,440000,2015,2,\n\
        industry-organisations,prefecture,320000,2015,2,\nindustry-organisations,county,320000,2015,6,\n\
        industry-organisations,prefecture,330000,2015,3,\n";
    let project = Project::of_figures(figures);
    let ask = |more: &[&'static str]| {
        let ask = ["balance", "--indicator", "industry-organisations", "--language", "en", "--quotients"];
        project.run(ask.into_iter().chain(more.iter().copied()))
    };
    let rows = ask(&["tier", "--format", "json", "--explain"]).expect_code(0).json();
    let quotient = |area: &str| {
        let mut rows = rows.as_array().expect("rows").iter();
        let row = rows.find(|row| row["area"] == area && row["kind"] == "prefecture").expect("a row");
        row["quotient"].as_f64().expect("a number")
    };
    assert!((quotient("440000") - 1.5).abs() < 1e-9 && (quotient("320000") - 0.5).abs() < 1e-9);
    assert!(rows[0]["explanation"].to_string().contains("there is no number of county"), "{rows}");
    let table = ask(&["tier"]).expect_code(0).stdout;
    assert!(table.contains("1.50") && table.contains("specialisation"), "{table}");
    let refused = ask(&["type"]).expect_code(2);
    assert!(refused.stderr.contains("has no parts"), "{}", refused.stderr);
    ask(&["tier", "--per", "residents"]).expect_code(2);
}

#[test]
fn convergence_has_a_speed_or_says_why_not() {
    let figures = "service-agencies,all,110000,2010,10,\nservice-agencies,all,120000,2010,100,\n\
        service-agencies,all,130000,2010,1000,\nservice-agencies,all,540000,2010,50,\n\
        service-agencies,all,110000,2020,50,\nservice-agencies,all,120000,2020,250,\n\
        service-agencies,all,130000,2020,1200,\n";
    let project = Project::of_figures(figures);
    let run = ask(&project, &["--convergence", "--from", "2010", "--to", "2020", "--explain"]).expect_code(0);
    let rows = run.json();
    let row = &rows[0];
    assert_eq!(row["members"].as_u64(), Some(3));
    let number = |name: &str| row[name].as_f64().expect("a number");
    assert!(number("beta") < 0.0 && number("speed") > 0.0 && number("half_life") > 0.0, "{row}");
    assert!(number("sigma_to") < number("sigma_from"));
    let explanation = row["explanation"].to_string();
    for part in ["Tibet", "no figure for this period", "narrowed"] {
        assert!(explanation.contains(part), "{part} is missing: {explanation}");
    }
    for [from, to] in [["2020", "2010"], ["2010", "2010-12-31"]] {
        let run = ask(&project, &["--convergence", "--from", from, "--to", to]).expect_code(2);
        assert!(run.stderr.contains("does not lie after"), "{}", run.stderr);
    }
    ask(&project, &["--convergence"]).expect_code(2);
}
