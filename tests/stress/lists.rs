//! The lists of the project: an area with forty in it, tiers, units, indicators, a dimension.

use super::File;

/// How many areas lie in the outermost one.
pub(super) const AREAS: usize = 40;
/// The outermost area.
pub(super) const ROOT: &str = "1";

/// The code of one of the areas.
pub(super) fn area(index: usize) -> String {
    format!("{}", 101 + index)
}

const SIDES: [(&str, &str); 5] =
    [("东", "East"), ("西", "West"), ("南", "South"), ("北", "North"), ("中", "Middle")];
const LANDS: [(&str, &str); 8] = [
    ("山", "Hills"),
    ("河", "Rivers"),
    ("湖", "Lakes"),
    ("原", "Plains"),
    ("林", "Woods"),
    ("海", "Coast"),
    ("岭", "Ridge"),
    ("川", "Valleys"),
];

/// The third and the tenth have names that no column was made for.
fn names(index: usize) -> [String; 2] {
    match index {
        2 => [
            "西北部历史文化名城与新兴产业协调发展示范区联合管理委员会辖区".to_owned(),
            "Autonomous Prefecture of the Upper Northern Rivers and the Lower Southern Plains".to_owned(),
        ],
        9 => [
            "南部岛屿、滨海及内河流域综合治理试验区".to_owned(),
            "Islands, Coast and Inland Waterways of the Deep South".to_owned(),
        ],
        _ => {
            let (side, land) = (SIDES[index % SIDES.len()], LANDS[index / SIDES.len()]);
            [format!("{}{}省", side.0, land.0), format!("{} {}", side.1, land.1)]
        }
    }
}

fn areas() -> String {
    let mut text =
        "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n".to_owned();
    text.push_str("1,全国,全国,Whole country,,nation,,,,\n");
    for index in 0..AREAS {
        let [zh, en] = names(index);
        text.push_str(&format!("{},{zh},{zh},\"{en}\",,region,{ROOT},,,\n", area(index)));
    }
    text
}

/// The board: eight tiles a row under that of the whole.
fn tiles() -> String {
    let tile = |index: usize| format!("{},{},{}\n", area(index), index / 8 + 2, index % 8 + 1);
    let tiles: String = (0..AREAS).map(tile).collect();
    format!("area,row,column\n{ROOT},1,1\n{tiles}")
}

const TIERS: [(&str, &str, &str); 6] = [
    ("nation", "国家级", "national"),
    ("region", "省级", "provincial"),
    ("city", "地级", "prefecture"),
    ("county", "县级", "county"),
    ("township", "乡级", "township"),
    ("all", "各级合计", "all tiers"),
];

fn tiers() -> String {
    let one = |(rank, (id, zh, en)): (usize, &(&str, &str, &str))| {
        let total = if *id == "all" { "total = true\n" } else { "" };
        format!(
            "[[tiers]]\nid = \"{id}\"\nname = {{ zh-CN = \"{zh}\", en = \"{en}\" }}\nrank = {rank}\n{total}"
        )
    };
    TIERS.iter().enumerate().map(one).collect()
}

const UNITS: &str = "[[units]]\nid = \"number\"\nname = { zh-CN = \"个\", en = \"\" }\nkind = \"count\"\n\
    [[units]]\nid = \"persons\"\nname = { zh-CN = \"人\", en = \"persons\" }\nkind = \"count\"\n\
    [[units]]\nid = \"percent\"\nname = { zh-CN = \"%\", en = \"%\" }\nkind = \"ratio\"\n";

/// Id, names, unit, what it is measured as, and further keys.
const INDICATORS: [(&str, &str, &str, &str, &str, &str); 14] = [
    ("members", "会员", "members", "persons", "stock", ""),
    ("orders", "十二个数量级的数", "twelve orders of magnitude", "number", "stock", ""),
    ("balance", "净增减", "net change", "persons", "flow", "change-of = \"flows\"\n"),
    ("flows", "人数", "people", "persons", "stock", ""),
    ("share", "比重", "share", "percent", "stock", ""),
    ("rough", "约数", "rough figures", "number", "stock", ""),
    ("broken", "口径中断的数", "figures that break", "number", "stock", ""),
    ("sparse", "缺数很多的数", "figures with many gaps", "number", "stock", ""),
    ("status", "各种状态的数", "figures of every status", "number", "stock", ""),
    ("zero", "常为零的数", "figures that are often zero", "number", "stock", ""),
    ("single", "只有一期一数", "one figure of one period", "number", "stock", ""),
    ("monthly", "按月的数", "monthly figures", "persons", "stock", ""),
    ("divisions", "行政区划", "divisions", "number", "stock", ""),
    ("associations", "行业组织", "associations", "number", "stock", "covers = \"divisions\"\n"),
];

/// The members of the dimension, of whom one is small and one has a long name.
pub(super) const KINDS: [(&str, &str, &str); 6] = [
    ("associations", "社会团体", "associations"),
    ("agencies", "社会服务机构", "agencies"),
    ("foundations", "基金会", "foundations"),
    ("institutes", "高等院校与科研院所所属培训机构", "institutes of universities and academies"),
    ("companies", "企业", "companies"),
    ("others", "其他", "others"),
];

fn kinds() -> String {
    let mut text =
        "id = \"kind\"\nname = { zh-CN = \"类别\", en = \"kind\" }\nexhaustive = true\nexclusive = true\n\
        [[members]]\nid = \"total\"\nname = { zh-CN = \"合计\", en = \"total\" }\ntotal = true\n"
            .to_owned();
    for (id, zh, en) in KINDS {
        text.push_str(&format!("[[members]]\nid = \"{id}\"\nname = {{ zh-CN = \"{zh}\", en = \"{en}\" }}\n"));
    }
    text
}

pub(super) fn files() -> Vec<File> {
    let mut files = vec![
        (
            "tierstat.toml".to_owned(),
            "title = { zh-CN = \"难画的数\", en = \"Figures that are hard to draw\" }\n\
             languages = [\"zh-CN\", \"en\"]\n"
                .to_owned(),
        ),
        ("datasets/areas/areas.csv".to_owned(), areas()),
        ("datasets/areas/tiles.csv".to_owned(), tiles()),
        ("datasets/areas/tiers.toml".to_owned(), tiers()),
        ("datasets/indicators/units.toml".to_owned(), UNITS.to_owned()),
        ("datasets/dimensions/kind.toml".to_owned(), kinds()),
    ];
    for (id, zh, en, unit, measure, more) in INDICATORS {
        let text = format!(
            "id = \"{id}\"\nname = {{ zh-CN = \"{zh}\", en = \"{en}\" }}\nunit = \"{unit}\"\nmeasure = \"{measure}\"\n{more}\
             [definition]\nzh-CN = \"为检验图而编造。\"\nen = \"Made up to try charts.\"\n"
        );
        files.push((format!("datasets/indicators/{id}.toml"), text));
    }
    files
}
