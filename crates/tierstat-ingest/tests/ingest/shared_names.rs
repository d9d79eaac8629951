//! Names that several areas share, beside codes and outer areas.

use crate::small_project::{SmallProject, line};

/// Two districts of one name, one of them with a neighbour.
const AREAS: &str = "110107,河东区,河东,Hedong,,prefecture,110000,,,\n\
    440307,河东区,河东,Hedong,,prefecture,440000,,,\n\
    440308,南山区,南山,Nanshan,,prefecture,440000,,,\n";

fn project(text: &str) -> SmallProject {
    SmallProject::with("t.csv", text.as_bytes()).areas(AREAS)
}

/// The areas of the figures that are taken, in order, and how many are kept back.
fn areas(text: &str) -> (Vec<String>, usize) {
    let imported = project(text).import().unwrap();
    let areas = imported.figures.iter().map(|figure| figure.area.0.clone());
    (areas.collect(), imported.kept_back.len())
}

#[test]
fn a_code_beside_a_name_decides_wherever_it_stands() {
    let expected = (vec!["110107".to_owned(), "440307".to_owned()], 0);
    for text in [
        "代码,地区,年份,行业协会\n110107,河东区,2020,41\n440307,河东区,2020,16\n",
        "地区,年份,代码,行业协会\n河东区,2020,110107,41\n河东区,2020,440307,16\n",
        "地区,年份,行业协会,代码\n河东区,2020,41,110107\n河东区,2020,16,440307\n",
        "地区,代码,年份,行业协会\n河东区,110107000000,2020,41\n河东区,440307000000,2020,16\n",
    ] {
        assert_eq!(areas(text), expected, "{text}");
    }
    // 吉林 is a province among provinces, and a city by its code.
    let text = "代码,地区,年份,行业协会\n110000,北京,2020,41\n440000,广东,2020,46\n220200,吉林,2020,7\n";
    assert_eq!(areas(text).0, ["110000", "440000", "220200"]);
}

#[test]
fn the_outer_area_decides_where_no_code_does() {
    let expected = (vec!["110107".to_owned(), "440307".to_owned()], 0);
    assert_eq!(areas("省,区,年份,行业协会\n北京市,河东区,2020,41\n广东省,河东区,2020,16\n"), expected);
}

#[test]
fn a_code_and_a_name_of_different_areas_are_both_said() {
    for (name, code, other) in
        [("河东区", "440308", "110107"), ("南山区", "440307", "440308"), ("南山区", "440307000000", "440308")]
    {
        let text = format!("代码,地区,年份,行业协会\n{code},{name},2020,41\n110000,北京市,2020,70\n");
        let imported = project(&text).import().unwrap();
        assert_eq!(imported.figures.len(), 1, "{text}");
        let [kept] = imported.kept_back.as_slice() else { panic!("{text}: {:?}", imported.kept_back) };
        assert_eq!(kept.rule, "area.doubtful");
        let reason = &kept.reason.en;
        assert!(reason.contains(&code[..6]) && reason.contains(other), "{reason}");
    }
}

#[test]
fn named_columns_of_codes_and_names_are_compared() {
    let text = "code,name,year,what,count\n110107,河东区,2020,行业协会,41\n440308,河东区,2020,行业协会,16\n";
    let columns = "[columns]\n\"code\" = \"area-code\"\n\"name\" = \"area\"\n\"year\" = \"period\"\n\
        \"what\" = \"indicator\"\n\"count\" = \"value\"\n";
    let imported = project(text).mapping(columns).import().unwrap();
    let taken: Vec<&str> = imported.figures.iter().map(|figure| figure.area.0.as_str()).collect();
    assert_eq!((taken, imported.kept_back.len()), (vec!["110107"], 1));
    assert!(
        imported.kept_back[0].reason.en.contains("440308")
            && imported.kept_back[0].reason.en.contains("440307")
    );
}

#[test]
fn no_line_puts_two_areas_of_one_name_into_one() {
    let text = "地区,年份,行业协会\n河东区,2020,41\n河东区,2020,16\n";
    let findings = project(text).import().unwrap().findings;
    let hints: Vec<_> = findings.iter().filter(|found| found.rule == "area.ambiguous").collect();
    assert_eq!(hints.len(), 2);
    assert!(
        hints.iter().all(|found| found.hint.en.contains("[cells] C") && !found.hint.en.contains("[labels]"))
    );
    // The line does what the hint says.
    let mapped = project(text).mapping("[cells]\nC2 = { area = \"110107\" }\nC3 = { area = \"440307\" }\n");
    let lines: Vec<String> = mapped.import().unwrap().figures.iter().map(line).collect();
    assert_eq!(
        lines,
        ["C2 associations all 110107 2020 [41, 41]", "C3 associations all 440307 2020 [16, 16]"]
    );
    // A name that stands for one area may be settled by its label.
    let alone = project("地区,年份,行业协会\n河东区,2019,41\n河东区,2020,42\n").import().unwrap().findings;
    assert!(alone.iter().any(|found| found.hint.en.contains("[labels] \"河东区\"")));
}
