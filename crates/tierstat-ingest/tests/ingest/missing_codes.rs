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
