//! Words for tiers whose meaning the area decides: 市级 of a municipality, 区级 of an autonomous region, 全省 among tiers.

use crate::small_project::{Imported, SmallProject};

const TIERS: &str = r#"
[[tiers]]
id = "nation"
name = { zh-CN = "国家级", en = "national" }
rank = 0
[[tiers]]
id = "province"
name = { zh-CN = "省级", en = "provincial" }
rank = 1
[[tiers]]
id = "prefecture"
name = { zh-CN = "地级", en = "prefecture" }
rank = 2
aliases = ["市级", "地市级"]
[[tiers]]
id = "county"
name = { zh-CN = "县级", en = "county" }
rank = 3
aliases = ["区级"]
[[tiers]]
id = "all"
name = { zh-CN = "各级合计", en = "all tiers" }
rank = 4
total = true
aliases = ["合计"]
"#;
const AREAS: &str = "110105,朝阳区,朝阳,Chaoyang,,county,110000,,,\n450000,广西壮族自治区,广西,Guangxi,,province,000000,,,\n\
    450102,兴宁区,兴宁,Xingning,,county,450000,,,\n";

fn import(text: &str) -> Imported {
    SmallProject::with("a.csv", text.as_bytes())
        .list("areas/tiers.toml", TIERS)
        .areas(AREAS)
        .import()
        .unwrap()
}

/// What is taken in: cell, tier and area.
fn taken(imported: &Imported) -> Vec<String> {
    let line = |figure: &tierstat_model::Figure| {
        format!("{} {} {}", figure.origin.cell.a1(), figure.tier, figure.area)
    };
    imported.figures.iter().map(line).collect()
}

#[test]
fn the_word_of_the_area_itself_is_its_own_tier() {
    let columns = import("2015年行业协会\n地区,市级,县级\n北京,24,30\n吉林省,97,129\n吉林市,9,8\n");
    assert_eq!(
        taken(&columns),
        [
            "B3 province 110000",
            "C3 county 110000",
            "B4 prefecture 220000",
            "C4 county 220000",
            "B5 prefecture 220200",
            "C5 county 220200"
        ]
    );
    let rows = import("2015年北京市行业协会\n指标,数量\n市级行业协会,24\n区级行业协会,30\n");
    assert_eq!(taken(&rows), ["B3 province 110000", "B4 county 110000"]);
    let long =
        import("地区,层级,指标,年份,数值\n北京市,市级,行业协会,2015,24\n吉林省,市级,行业协会,2015,97\n");
    assert_eq!(taken(&long), ["E2 province 110000", "E3 prefecture 220000"], "{:?}", long.findings);
    let titled = import("2015年北京市市级行业协会\n年份,数量\n2014,24\n2015,30\n");
    assert_eq!(taken(&titled), ["B3 province 110000", "B4 province 110000"]);
    // 地市级 is no word of the city.
    assert_eq!(taken(&import("2015年行业协会\n地区,地市级\n北京,24\n")), ["B3 prefecture 110000"]);
}

#[test]
fn a_word_that_may_mean_the_area_or_those_in_it_is_in_doubt() {
    let imported = import("2015年广西行业协会\n指标,数量\n区级行业协会,8\n市级行业协会,9\n");
    assert_eq!(taken(&imported), ["B4 prefecture 450000"]);
    assert_eq!(imported.kept_back[0].rule, "tier.doubtful");
    // Where the table has another word for the tier of the area, its own word may mean another one.
    let both = import("2015年行业协会\n地区,省级,市级\n北京,5,24\n吉林省,6,97\n");
    assert_eq!(taken(&both), ["B3 province 110000", "B4 province 220000", "C4 prefecture 220000"]);
    assert_eq!((both.kept_back.len(), both.kept_back[0].rule.as_str()), (1, "tier.doubtful"));
}

#[test]
fn all_of_the_area_among_its_tiers_is_their_total() {
    let text = "2015年吉林省行业协会\n层级,数量\n全省,54\n省级,24\n市级,30\n";
    let imported = import(text);
    assert_eq!(taken(&imported), ["B3 all 220000", "B4 province 220000", "B5 prefecture 220000"]);
    assert!(imported.findings.is_empty(), "{:?}", imported.findings);
    // The whole province is no total of the tiers of a city.
    let other = import(&text.replace("吉林省", "北京市"));
    assert_eq!(taken(&other).iter().filter(|line| line.starts_with("B3")).count(), 0, "{:?}", taken(&other));
    assert!(other.findings.iter().any(|finding| finding.rule == "tier.unknown"), "{:?}", other.findings);
    // Two tiers in one word are neither of them.
    let two = import("2015年吉林省行业协会\n层级,数量\n省级,24\n市县级,30\n");
    assert_eq!(taken(&two), ["B3 province 220000"]);
}

#[test]
fn the_word_of_the_area_itself_is_its_own_tier_in_sentences_too() {
    let article = |text: &str| {
        let project = SmallProject::with("a.txt", text.as_bytes());
        project.list("areas/tiers.toml", TIERS).areas(AREAS).import().unwrap()
    };
    let own = article("2015年北京市有市级行业协会24家，区级行业协会30家。2015年吉林省有市级行业协会97家。\n");
    assert_eq!(taken(&own), ["A1 province 110000", "B1 county 110000", "C1 prefecture 220000"]);
    assert_eq!(taken(&article("2015年北京市有地市级行业协会24家。\n")), ["A1 prefecture 110000"]);
    // The word may mean those in the area, or the article has another word for its tier, before or behind.
    let either = article("2015年广西有区级行业协会8家。\n");
    assert_eq!((taken(&either).len(), either.kept_back[0].rule.as_str()), (0, "tier.doubtful"));
    let both = article("2015年北京市有市级行业协会24家。2015年北京市有省级行业协会5家。\n");
    assert_eq!(
        (taken(&both), both.kept_back[0].rule.as_str()),
        (vec!["B1 province 110000".to_owned()], "tier.doubtful")
    );
    // What another area has says nothing of this one.
    let other = article("2015年北京市有市级行业协会24家。2015年吉林省有省级行业协会5家。\n");
    assert_eq!(taken(&other), ["A1 province 110000", "B1 province 220000"]);
}

#[test]
fn a_word_for_several_tiers_is_in_doubt_and_names_each() {
    let doubt = |imported: &Imported| -> Vec<(String, String, String)> {
        let found = imported.findings.iter().filter(|finding| finding.rule.ends_with(".doubtful"));
        found.map(|found| (found.rule.clone(), found.message.en.clone(), found.hint.en.clone())).collect()
    };
    for word in ["市县级", "市、县级", "市级和县级"] {
        let imported = import(&format!("2015年吉林省行业协会\n层级,数量\n省级,24\n\"{word}\",30\n"));
        assert_eq!(taken(&imported), ["B3 province 220000"], "{word}");
        let [(rule, message, hint)] = &doubt(&imported)[..] else { panic!("{:?}", imported.findings) };
        assert_eq!(rule, "tier.doubtful", "{word}");
        assert!(message.contains("prefecture") && message.contains("county"), "{message}");
        assert!(hint.ends_with(&format!("[labels] \"{word}\" = {{ tier = \"…\" }}")), "{hint}");
    }
    let titled = import("2015年吉林省市县级行业协会\n年份,数量\n2014,24\n2015,30\n");
    assert_eq!((taken(&titled).len(), titled.kept_back.len()), (0, 2));
    assert_eq!(doubt(&titled)[0].0, "tier.doubtful");
    // 市 belongs to the name of the area, 省 to 全省.
    let city = import("2015年北京市县级行业协会\n年份,数量\n2014,24\n");
    assert_eq!(taken(&city), ["B3 county 110000"], "{:?}", city.findings);
    let article = |text: &str| {
        let project = SmallProject::with("a.txt", text.as_bytes());
        project.list("areas/tiers.toml", TIERS).areas(AREAS).import().unwrap()
    };
    let sentence = article("2015年吉林省有市县级行业协会24家。2015年吉林省全省市级行业协会有30家。\n");
    assert_eq!(taken(&sentence), ["B1 prefecture 220000"], "{:?}", sentence.findings);
    assert_eq!(doubt(&sentence)[0].0, "tier.doubtful");
}

#[test]
fn areas_inside_that_have_more_than_the_area_itself_may_count_their_own_tier_alone() {
    const CITIES: &str = "220100,长春市,长春,Changchun,,prefecture,220000,,,\n";
    let import = |text: &str| {
        let project = SmallProject::with("a.csv", text.as_bytes());
        project.list("areas/tiers.toml", TIERS).areas(CITIES).import().unwrap()
    };
    let layouts = |whole: u32| {
        [
            format!("2015年行业协会\n地区,行业协会\n吉林省,{whole}\n长春市,24\n吉林市,30\n广东省,7\n"),
            format!("2015年\n指标,吉林省,长春市,吉林市,广东省\n行业协会,{whole},24,30,7\n"),
            format!(
                "地区,指标,年份,数值\n吉林省,行业协会,2015,{whole}\n长春市,行业协会,2015,24\n\
                 吉林市,行业协会,2015,30\n广东省,行业协会,2015,7\n"
            ),
        ]
    };
    for text in layouts(40) {
        let imported = import(&text);
        assert_eq!(taken(&imported).len(), 1, "{text}: {:?}", imported.findings);
        assert!(taken(&imported)[0].ends_with(" all 440000"), "{text}");
        assert_eq!(imported.kept_back.len(), 3);
        assert!(imported.kept_back.iter().all(|kept| kept.rule == "tier.doubtful"));
    }
    // As many or more contradict nothing, nor do numbers of which the tier is said.
    for text in [layouts(54), layouts(97)].concat() {
        let imported = import(&text);
        assert_eq!(
            (taken(&imported).len(), imported.kept_back.len()),
            (4, 0),
            "{text}: {:?}",
            imported.findings
        );
    }
    let said = import("2015年行业协会\n地区,各级合计\n吉林省,40\n长春市,24\n吉林市,30\n");
    assert_eq!(said.kept_back.len(), 0, "{:?}", said.findings);
    // A line for the tier settles it.
    let settled = SmallProject::with("a.csv", layouts(40)[0].as_bytes()).list("areas/tiers.toml", TIERS);
    let settled = settled.areas(CITIES).mapping("[defaults]\ntier = \"all\"\n").import().unwrap();
    assert_eq!((taken(&settled).len(), settled.kept_back.len()), (4, 0), "{:?}", settled.findings);
}
