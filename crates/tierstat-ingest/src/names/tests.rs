use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;
use tierstat_model::{AreaList, IndicatorList, Localized, Measure, TierList, Unit, UnitKind, UnitList};

/// code, name, short name, English, aliases, tier, parent, last day
const AREAS: &[[&str; 8]] = &[
    ["0", "全国", "全国", "China", "中国|National", "nation", "", ""],
    ["22", "吉林省", "吉林", "Jilin", "吉", "province", "0", ""],
    ["2202", "吉林市", "吉林", "", "", "prefecture", "22", ""],
    ["21", "辽宁省", "辽宁", "Liaoning", "辽", "province", "0", ""],
    ["2113", "朝阳市", "朝阳", "", "", "prefecture", "21", ""],
    ["211321", "朝阳县", "朝阳", "", "", "county", "2113", ""],
    ["11", "北京市", "北京", "Beijing", "京", "province", "0", ""],
    ["1105", "朝阳区", "朝阳", "", "", "county", "11", ""],
    ["1128", "密云县", "密云", "", "", "county", "11", "2015-12-31"],
    ["1118", "密云区", "密云", "", "", "county", "11", ""],
    ["44", "广东省", "广东", "Guangdong", "粤", "province", "0", ""],
    ["4401", "广州市", "广州", "", "", "prefecture", "44", ""],
    ["441", "和平县", "和平", "", "", "county", "4401", ""],
    ["45", "广西壮族自治区", "广西", "Guangxi", "桂", "province", "0", ""],
    ["4331", "湘西土家族苗族自治州", "湘西", "", "", "prefecture", "43", ""],
    ["43", "湖南省", "湖南", "Hunan", "湘", "province", "0", ""],
];

static LISTS: LazyLock<CodeLists> = LazyLock::new(|| {
    let aliases =
        |text: &str| text.split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let areas = AREAS
        .iter()
        .map(|[code, name, short, english, others, tier, parent, until]| Area {
            code: AreaCode((*code).into()),
            name: (*name).into(),
            short_name: (*short).into(),
            name_en: (!english.is_empty()).then(|| (*english).into()),
            aliases: aliases(others),
            tier: TierId((*tier).into()),
            parent: (!parent.is_empty()).then(|| AreaCode((*parent).into())),
            valid_from: None,
            valid_until: until.parse().ok(),
            merged_into: vec![],
        })
        .collect();
    let tier = |id: &str, zh: &str, en: &str, others: &str| Tier {
        id: TierId(id.into()),
        name: Localized::new(zh, en),
        rank: 0,
        total: id == "all",
        aliases: aliases(others),
    };
    let indicator = |id: &str, zh: &str, en: &str, others: &str| Indicator {
        id: IndicatorId(id.into()),
        name: Localized::new(zh, en),
        unit: UnitId("number".into()),
        measure: Measure::Stock,
        definition: Localized::default(),
        aliases: aliases(others),
        is: None,
        part_of: None,
        growth_of: None,
        change_of: None,
        covers: None,
        target_of: None,
        due: None,
        step: None,
    };
    let unit = |id: &str, zh: &str, en: &str, kind: UnitKind, others: &str| Unit {
        id: UnitId(id.into()),
        name: Localized::new(zh, en),
        kind,
        aliases: aliases(others),
    };
    CodeLists {
        areas: AreaList::new(areas),
        tiers: TierList {
            tiers: vec![
                tier("nation", "国家级", "national", ""),
                tier("province", "省级", "provincial", "省、自治区、直辖市"),
                tier("prefecture", "地级", "prefecture", "地市级|市级"),
                tier("county", "县级", "county", "county-level"),
                tier("all", "各级合计", "all tiers", "合计|总计|total"),
            ],
        },
        indicators: IndicatorList {
            indicators: vec![
                indicator("organisations", "社会组织", "social organisations", "so_all"),
                indicator("agencies", "民办社会工作服务机构", "service agencies", "社工机构"),
                indicator("county-level-cities", "县级市", "county-level cities", ""),
                indicator("canton-fair", "广州交易会展位", "fair stands", ""),
            ],
        },
        units: UnitList {
            units: vec![
                unit("number", "个", "", UnitKind::Count, "家|单位|organisations"),
                unit("persons", "人", "persons", UnitKind::Count, "名|人次"),
                unit("percent", "%", "%", UnitKind::Ratio, "per cent"),
                unit("per-ten-thousand", "人/万人", "per ten thousand", UnitKind::Amount, ""),
            ],
        },
        ..CodeLists::default()
    }
});

fn area(text: &str, hint: &AreaHint) -> String {
    match Names::new(&LISTS).area(text, hint) {
        Resolution::Found(area) => area.code.0.clone(),
        Resolution::Ambiguous(areas) => {
            format!("? {}", areas.iter().map(|area| area.code.0.as_str()).collect::<Vec<_>>().join(" "))
        }
        Resolution::Unknown { candidates } => {
            format!("no; {}", candidates.iter().map(|area| area.name.as_str()).collect::<Vec<_>>().join(" "))
        }
    }
}

#[test]
fn areas_by_every_way_they_are_written() {
    for (text, code) in [
        ("22", "22"),
        ("吉林省", "22"),
        ("广东", "44"),
        ("广　东", "44"),
        ("廣東省", "44"),
        ("粤", "44"),
        ("Guangdong", "44"),
        ("GUANGDONG", "44"),
        ("Guangdong Province", "44"),
        ("广西省", "45"),
        ("湘西州", "4331"),
        ("湘西自治州", "4331"),
        ("全国", "0"),
        ("National", "0"),
        ("北京：", "11"),
        ("朝阳市", "2113"),
        ("密云县", "1128"),
        ("北京市朝阳区", "1105"),
        ("辽宁省朝阳市朝阳县", "211321"),
        ("广东广州", "4401"),
    ] {
        assert_eq!(area(text, &AreaHint::default()), code, "{text}");
    }
}

#[test]
fn a_shared_name_is_settled_by_hints_or_stays_open() {
    let none = AreaHint::default();
    let tier = |tier: &str| AreaHint { tier: Some(TierId(tier.into())), ..AreaHint::default() };
    let within = |code: &str| AreaHint { within: Some(AreaCode(code.into())), ..AreaHint::default() };
    let on = |day: &str| AreaHint { on: day.parse().ok(), ..AreaHint::default() };
    assert_eq!(area("吉林", &none), "? 22 2202");
    assert_eq!(area("吉林", &tier("province")), "22");
    assert_eq!(area("吉林", &tier("prefecture")), "2202");
    assert_eq!(area("朝阳", &none), "? 2113 211321 1105");
    assert_eq!(area("朝阳", &within("11")), "1105");
    assert_eq!(area("朝阳", &within("21")), "? 2113 211321");
    assert_eq!(area("密云", &none), "1118");
    assert_eq!(area("密云", &on("2015-06-30")), "? 1128 1118");
    assert_eq!(area("密云", &on("2016-06-30")), "1118");
    // A hint never refuses the only area of a name.
    assert_eq!(area("密云县", &on("2020-01-01")), "1128");
    assert_eq!(area("吉林省", &tier("county")), "22");
}

#[test]
fn an_unknown_name_has_similar_ones_or_none() {
    assert_eq!(area("广东社", &AreaHint::default()), "no; 广东省");
    assert_eq!(area("密云市", &AreaHint::default()), "no; 密云县 密云区");
    assert_eq!(area("Guandong", &AreaHint::default()), "no; 广东省");
    for text in ["", "x", "社会组织", "和"] {
        assert_eq!(area(text, &AreaHint::default()), "no; ", "{text}");
    }
}

#[test]
fn tiers_and_indicators_by_id_name_and_alias() {
    let names = Names::new(&LISTS);
    let tier = |text: &str| match names.tier(text) {
        Resolution::Found(tier) => tier.id.0.as_str(),
        _ => "",
    };
    for (text, id) in [
        ("省级", "province"),
        ("省級", "province"),
        ("Provincial", "province"),
        ("地市级", "prefecture"),
        ("合 计", "all"),
        ("县级（个）", "county"),
        ("乡级", ""),
    ] {
        assert_eq!(tier(text), id, "{text}");
    }
    let indicator = |text: &str| match names.indicator(text) {
        Resolution::Found(indicator) => indicator.id.0.as_str(),
        _ => "",
    };
    for (text, id) in [
        ("社会组织", "organisations"),
        ("社会组织数（个）", "organisations"),
        ("SO_ALL", "organisations"),
        ("社會組織總數", "organisations"),
        ("Number of social organisations", "organisations"),
        ("县级市", "county-level-cities"),
        ("社会组织从业人员", ""),
    ] {
        assert_eq!(indicator(text), id, "{text}");
    }
    assert!(
        matches!(names.indicator("社会组只"), Resolution::Unknown { candidates } if candidates.len() == 1)
    );
}

#[test]
fn units_with_their_factors() {
    let names = Names::new(&LISTS);
    for (text, id, factor) in [
        ("个", "number", 1.0),
        ("家", "number", 1.0),
        ("万人", "persons", 10_000.0),
        ("百万人", "persons", 1_000_000.0),
        ("亿人次", "persons", 100_000_000.0),
        ("单位：个", "number", 1.0),
        ("單位：萬人", "persons", 10_000.0),
        ("（计量单位:千人）", "persons", 1000.0),
        ("Unit: persons", "persons", 1.0),
        ("(in thousands of persons)", "persons", 1000.0),
        ("thousand persons", "persons", 1000.0),
        ("Persons (thousands)", "persons", 1000.0),
        ("'000 persons", "persons", 1000.0),
        ("million persons", "persons", 1_000_000.0),
        ("%", "percent", 0.01),
        ("单位：％", "percent", 0.01),
        ("人/万人", "per-ten-thousand", 1.0),
    ] {
        let found = names.unit(text);
        assert_eq!(found, Some((UnitId(id.into()), factor)), "{text}");
    }
    for text in ["", "单位：", "个、人", "万", "in thousands", "吨", "社会组织"] {
        assert_eq!(names.unit(text), None, "{text}");
    }
    assert_eq!(names.factor("(in thousands)"), Some(1000.0));
    assert_eq!(names.factor("单位：万"), Some(10_000.0));
    assert_eq!(names.factor("万人"), None);
}

#[test]
fn a_title_mentions_each_kind_once_or_not_at_all() {
    let names = Names::new(&LISTS);
    let mentioned = |text: &str| {
        let found = names.mentions(text);
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".into());
        format!(
            "{} {} {} {} {}",
            part(found.indicator.map(|id| id.0)),
            part(found.tier.map(|id| id.0)),
            part(found.area.map(|code| code.0)),
            part(found.period.map(|period| period.to_string())),
            part(found.unit.map(|(id, factor)| format!("{id}*{factor}"))),
        )
    };
    for (text, expected) in [
        ("表1 2015年广东省社会组织情况（单位：个）", "organisations - 44 2015 number*1"),
        ("2015年广东省广州市省级社会组织数", "organisations province 4401 2015 -"),
        ("Social organisations in Guangdong, 2015 (persons)", "organisations - 44 2015 persons*1"),
        ("广州交易会展位统计", "canton-fair - - - -"),
        ("县级市和县级社会组织", "- county - - -"),
        ("社会组织从业人员", "- - - - -"),
        ("涉外性社会组织", "- - - - -"),
        ("广东省和湖南省", "- - - - -"),
        ("和平发展", "- - - - -"),
        ("密云县与密云区", "- - - - -"),
        ("省级和县级", "- - - - -"),
        ("京沪比较", "- - - - -"),
        ("Total by county-level office", "- - - - -"),
        ("辽宁朝阳社会组织", "organisations - 2113 - -"),
    ] {
        assert_eq!(mentioned(text), expected, "{text}");
    }
}

#[test]
fn areas_left_open_in_a_title_are_named() {
    let names = Names::new(&LISTS);
    let codes = |text: &str| -> Vec<String> {
        names.mentions(text).area_candidates.into_iter().map(|code| code.0).collect()
    };
    assert_eq!(codes("吉林社会组织"), ["22", "2202"]);
    assert_eq!(codes("广东省和湖南省"), ["43", "44"]);
    assert_eq!(codes("吉林省社会组织"), [""; 0]);
}

#[test]
fn without_code_lists_nothing_is_known_and_nothing_fails() {
    let lists = CodeLists::default();
    let names = Names::new(&lists);
    assert!(
        matches!(names.area("北京", &AreaHint::default()), Resolution::Unknown { candidates } if candidates.is_empty())
    );
    assert_eq!(names.unit("万人"), None);
    assert_eq!(names.mentions("2015年北京").period, "2015".parse().ok());
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,24}", mixed in "[吉林省朝阳县级社会组织（(万人)）2015年 a%:'0]{0,16}") {
        let names = Names::new(&LISTS);
        for text in [text, mixed] {
            let _ = (names.area(&text, &AreaHint::default()), names.tier(&text), names.indicator(&text));
            let _ = (names.unit(&text), names.factor(&text), names.mentions(&text));
        }
    }
}
