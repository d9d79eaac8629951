//! Numbers that stand for missing ones: -9, 999, 9999.

use crate::small_project::SmallProject;

/// The printed numbers that are taken, and those that are kept back, in order.
fn numbers(rows: &[&str]) -> (Vec<String>, Vec<String>) {
    let text = format!("地区,年份,行业协会\n{}\n", rows.join("\n"));
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let figures = document["figures"].as_array().unwrap();
    let of = |is_kept: bool| {
        let own = figures.iter().filter(|figure| figure["kept_back"].is_null() != is_kept);
        own.map(|figure| figure["printed"].as_str().unwrap().to_owned()).collect()
    };
    (of(false), of(true))
}

#[test]
fn nines_beside_other_codes_or_far_from_all_else_are_doubtful() {
    let (taken, kept) = numbers(&["北京市,2019,640", "吉林省,2019,-9", "广东省,2019,999"]);
    assert_eq!((taken, kept), (vec!["640".into()], vec!["-9".into(), "999".into()]));
    let (taken, kept) = numbers(&["北京市,2019,640", "吉林省,2019,310", "广东省,2019,9999"]);
    assert_eq!((taken.len(), kept), (2, vec!["9999".into()]));
    let (taken, kept) = numbers(&["北京市,2019,99999", "吉林省,2019,310", "广东省,2019,99999"]);
    assert_eq!((taken.len(), kept.len()), (1, 2));
}

#[test]
fn nines_among_numbers_of_like_size_are_figures() {
    let (taken, kept) = numbers(&["北京市,2019,8640", "吉林省,2019,1310", "广东省,2019,9999"]);
    assert_eq!((taken.len(), kept.len()), (3, 0));
    let (taken, kept) = numbers(&["北京市,2019,999"]);
    assert_eq!((taken.len(), kept.len()), (1, 0));
}

#[test]
fn a_person_settles_what_nines_are() {
    let text = "地区,年份,行业协会\n北京市,2019,64\n吉林省,2019,31\n广东省,2019,9999\n";
    for (line, taken) in [("{ indicator = \"associations\" }", 3), ("{ ignore = true }", 2)] {
        let project =
            SmallProject::with("t.csv", text.as_bytes()).mapping(&format!("[cells]\nC4 = {line}\n"));
        let imported = project.import().unwrap();
        assert_eq!((imported.figures.len(), imported.kept_back.len()), (taken, 0), "{line}");
    }
}

#[test]
fn letters_and_signs_among_numbers_are_missing_ones() {
    let rows = [
        "北京市,2019,640",
        "吉林省,2019,..",
        "吉林市,2019,c",
        "广东省,2019,~",
        "北京市,2018,#",
        "吉林省,2018,(D)",
        "吉林市,2018,x",
        "广东省,2018,<5",
        "北京市,2017,*",
        "吉林省,2017,n.a.",
        "吉林市,2017,0*",
        "广东省,2017,z",
    ];
    let text = format!("地区,年份,行业协会\n{}\n", rows.join("\n"));
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    let numbers = imported.figures.iter().filter(|figure| figure.quantity.bounds.is_some());
    let numbers: Vec<&str> = numbers.map(|figure| figure.quantity.printed.as_str()).collect();
    assert_eq!(numbers, ["640", "<5"]);
    assert_eq!((imported.figures.len(), imported.kept_back.len(), imported.findings.len()), (11, 1, 1));
    let status = |printed: &str| {
        let figure = imported.figures.iter().find(|figure| figure.quantity.printed == printed);
        figure.map(|figure| figure.status.code().to_owned())
    };
    assert_eq!(["c", "(D)", "z", "~"].map(status), ["Q", "Q", "M", "O"].map(|code| Some(code.to_owned())));
}

#[test]
fn letters_that_label_or_explain_are_no_numbers() {
    let text = "组,地区,年份,行业协会\nc,北京市,2019,64\nd,吉林省,2019,31\n,,,\nc,suppressed,,\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let printed = document["figures"].as_array().unwrap().iter();
    assert_eq!(printed.map(|figure| figure["printed"].as_str().unwrap()).collect::<Vec<_>>(), ["64", "31"]);
    let text = "地区,年份,行业协会,标记\n北京市,2019,64,c\n吉林省,2019,31,z\n";
    assert_eq!(SmallProject::with("t.csv", text.as_bytes()).import().unwrap().figures.len(), 2);
}
