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
