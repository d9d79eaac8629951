//! Years of other calendars: read where the file says which, named in a finding where it does not.

use crate::small_project::SmallProject;

/// The periods of the figures that are taken, and the findings about calendars.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    assert!(imported.kept_back.is_empty(), "{text}: {:?}", imported.kept_back);
    let findings = imported.findings.iter().filter(|finding| finding.rule == "period.calendar");
    (
        imported.figures.iter().map(|figure| figure.period.to_string()).collect(),
        findings.map(|finding| format!("{} {}", finding.message.en, finding.hint.en)).collect(),
    )
}

#[test]
fn the_file_says_the_calendar() {
    for (text, expected) in [
        ("民國年,地區,行业协会\n108,北京市,46\n109,北京市,51\n", ["2019", "2020"]),
        ("年度,地区,行业协会\n民國108年,北京市,46\n109年,北京市,51\n", ["2019", "2020"]),
        ("各地行业协会（中華民國）,,\n年度,地区,行业协会\n108,北京市,46\n109,北京市,51\n", ["2019", "2020"]),
        ("各地（民國108年至109年）,,\n地区,108年,109年\n北京市行业协会,46,51\n", ["2019", "2020"]),
        ("地区,民國108年底,民國109年底\n北京市行业协会,46,51\n", ["2019-12-31", "2020-12-31"]),
        ("地区,令和元年,2年\n北京市行业协会,46,51\n", ["2019", "2020"]),
        ("地区,年份,行业协会\n北京市,令和1年,46\n北京市,令和2,51\n", ["2019", "2020"]),
        ("地区,平成30年,31年\n北京市行业协会,46,51\n", ["2018", "2019"]),
        ("พ.ศ.,地区,行业协会\n2562,北京市,46\n2563,北京市,51\n", ["2019", "2020"]),
        ("ปี,地区,行业协会\n2562,北京市,46\n2563,北京市,51\n", ["2019", "2020"]),
        ("地区,年份,行业协会\n北京市,ปี 2562,46\n北京市,พ.ศ. 2563,51\n", ["2019", "2020"]),
        ("地区,ปี 2562,ปี 2563\n北京市行业协会,46,51\n", ["2019", "2020"]),
        ("ปี,地区,行业协会\n2019,北京市,46\n2020,北京市,51\n", ["2019", "2020"]),
    ] {
        assert_eq!(read(text), (expected.map(str::to_owned).to_vec(), vec![]), "{text}");
    }
}

#[test]
fn nothing_says_the_calendar() {
    for (text, said) in [
        ("年度,地区,行业协会\n108,北京市,46\n109,北京市,51\n", "民国108年 = 2019"),
        ("地区,108年,109年\n北京市行业协会,46,51\n", "民国108年 = 2019"),
        ("Year,Region,行业协会\n2562,Beijing,46\n2563,Beijing,51\n", "2562 = 2019"),
        ("年度,地区,行业协会\n4,北京市,46\n5,北京市,51\n6,北京市,57\n", "令和4年 = 2022"),
        // The year of a title is not that of the rows.
        ("2021年统计,,\n年度,地区,行业协会\n108,北京市,46\n109,北京市,51\n", "民国108年 = 2019"),
    ] {
        let (taken, findings) = read(text);
        assert_eq!((taken.len(), findings.len()), (0, 1), "{text}: {findings:?}");
        assert!(findings[0].contains(said) && findings[0].contains("[labels]"), "{findings:?}");
    }
    let text = "年度,地区,行业协会\n108,北京市,46\n109,北京市,51\n";
    let mapping = "[labels]\n\"108\" = { period = \"2019\" }\n\"109\" = { period = \"2020\" }\n";
    let imported = SmallProject::with("t.csv", text.as_bytes()).mapping(mapping).import().unwrap();
    assert_eq!((imported.figures.len(), imported.findings.len()), (2, 0), "{:?}", imported.findings);
}

#[test]
fn other_numbers_are_no_years() {
    let text = "年级,地区,年份,行业协会\n5,北京市,2019,46\n6,北京市,2020,51\n";
    assert!(read(text).1.is_empty());
    let text = "地区,年份,1年,3年\n北京市,2019,46,51\n";
    assert!(read(text).1.is_empty());
}

#[test]
fn a_named_column_of_years() {
    let text = "民國年,area,what,count\n108,北京市,行业协会,46\n";
    let columns = "[columns]\n\"area\" = \"area\"\n\"what\" = \"indicator\"\n\"count\" = \"value\"\n";
    let own = SmallProject::with("t.csv", text.as_bytes())
        .mapping(&format!("{columns}\"民國年\" = \"period\"\n"))
        .import()
        .unwrap();
    assert_eq!(own.figures[0].period.to_string(), "2019");
    let open = SmallProject::with("t.csv", text.replace("民國年", "yr").as_bytes())
        .mapping(&format!("{columns}\"yr\" = \"period\"\n"))
        .import()
        .unwrap();
    assert!(open.figures.is_empty() && open.findings.iter().any(|found| found.rule == "period.calendar"));
}
