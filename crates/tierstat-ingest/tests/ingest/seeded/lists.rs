//! The code lists of a made-up country: a root, five provinces, twelve prefectures, three tiers with their total, seven indicators.

use std::path::Path;
use tierstat_ingest::load_code_lists;
use tierstat_model::CodeLists;

/// The one area without a parent.
pub(super) const ROOT: &str = "000000";
/// Provinces, with their names in Chinese and English.
pub(super) const PROVINCES: [(&str, &str, &str); 5] = [
    ("310000", "云溪省", "Northmere"),
    ("320000", "青岚省", "Eastholm"),
    ("330000", "白桦省", "Westvale"),
    ("340000", "沙洲省", "Southmoor"),
    ("350000", "丹霞省", "Redcliff"),
];
/// Prefectures of the first three provinces, four in each.
pub(super) const PREFECTURES: [(&str, &str, &str); 12] = [
    ("310100", "柳河市", "Ashwick"),
    ("310200", "石桥市", "Brampton"),
    ("310300", "松山市", "Calderby"),
    ("310400", "梅林市", "Dunsford"),
    ("320100", "枫港市", "Elmstead"),
    ("320200", "竹溪市", "Farleigh"),
    ("320300", "兰亭市", "Glenross"),
    ("320400", "荷塘市", "Hartwell"),
    ("330100", "雁门市", "Ilkeston"),
    ("330200", "鹿泉市", "Kelbrook"),
    ("330300", "鹤岭市", "Langford"),
    ("330400", "鲸湾市", "Marlow"),
];
/// Tiers of which figures are told apart, with their names.
pub(super) const TIERS: [(&str, &str, &str); 3] = [
    ("nation", "国家级", "National"),
    ("province", "省级", "Provincial"),
    ("prefecture", "地级", "Prefecture"),
];

/// An indicator with the names under which sheets print it.
pub(super) struct Subject {
    pub(super) id: &'static str,
    pub(super) unit: &'static str,
    chinese: [&'static str; 2],
    english: [&'static str; 2],
}

pub(super) const SUBJECTS: [Subject; 7] = [
    Subject {
        id: "members",
        unit: "persons",
        chinese: ["会员", "会员数"],
        english: ["Members", "Number of members"],
    },
    Subject {
        id: "staff",
        unit: "persons",
        chinese: ["工作人员", "工作人员数"],
        english: ["Staff", "Employees"],
    },
    Subject {
        id: "associations",
        unit: "number",
        chinese: ["协会", "协会数"],
        english: ["Associations", "Number of associations"],
    },
    Subject {
        id: "branches",
        unit: "number",
        chinese: ["分支机构", "分支机构数"],
        english: ["Branches", "Branches"],
    },
    Subject { id: "output", unit: "tonnes", chinese: ["产量", "产量"], english: ["Output", "Output"] },
    Subject {
        id: "income",
        unit: "pounds",
        chinese: ["收入", "总收入"],
        english: ["Income", "Total income"],
    },
    Subject {
        id: "coverage",
        unit: "percent",
        chinese: ["入会率", "入会率"],
        english: ["Membership rate", "Membership rate"],
    },
];

impl Subject {
    /// One of its names.
    pub(super) fn name(&self, is_chinese: bool, which: usize) -> &'static str {
        if is_chinese { self.chinese[which % 2] } else { self.english[which % 2] }
    }
}

/// The indicator of an id.
pub(super) fn subject(id: &str) -> &'static Subject {
    SUBJECTS.iter().find(|subject| subject.id == id).unwrap()
}

/// The name of a province or prefecture.
pub(super) fn area_name(code: &str, is_chinese: bool) -> &'static str {
    let areas = || PROVINCES.iter().chain(PREFECTURES.iter());
    let area = areas().find(|area| area.0 == code).unwrap();
    if is_chinese { area.1 } else { area.2 }
}

/// The area in which a province or prefecture lies.
pub(super) fn parent(code: &str) -> &'static str {
    let province = format!("{}0000", &code[..2]);
    match PROVINCES.iter().find(|area| area.0 == province && area.0 != code) {
        Some((parent, ..)) => parent,
        None => ROOT,
    }
}

/// Writes the lists into a folder and loads them, as a project does.
pub(super) fn load(folder: &Path) -> CodeLists {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let mut areas = String::from(
        "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
         000000,澜国,澜国,Lanmark,全国|National,nation,,,,\n",
    );
    for (tier, list) in [("province", &PROVINCES[..]), ("prefecture", &PREFECTURES[..])] {
        for (code, chinese, english) in list {
            let short = chinese.trim_end_matches(['省', '市']);
            areas += &format!("{code},{chinese},{short},{english},,{tier},{},,,\n", parent(code));
        }
    }
    write("areas/areas.csv", &areas);
    write("areas/tiers.toml", TIER_LIST);
    write("indicators/units.toml", UNIT_LIST);
    for subject in &SUBJECTS {
        let Subject { id, unit, chinese, english } = subject;
        let english = english.map(str::to_lowercase);
        let measure = if *unit == "persons" || *unit == "number" { "stock" } else { "flow" };
        let text = format!(
            "id = \"{id}\"\nname = {{ zh-CN = \"{}\", en = \"{}\" }}\nunit = \"{unit}\"\nmeasure = \"{measure}\"\n\
             definition = {{ zh-CN = \"。\", en = \".\" }}\naliases = [\"{}\", \"{}\"]\n",
            chinese[0], english[0], chinese[1], english[1]
        );
        write(&format!("indicators/{id}.toml"), &text);
    }
    load_code_lists(folder).unwrap()
}

const TIER_LIST: &str = r#"
[[tiers]]
id = "nation"
name = { zh-CN = "国家级", en = "national" }
rank = 0
[[tiers]]
id = "province"
name = { zh-CN = "省级", en = "provincial" }
rank = 1
aliases = ["province-level"]
[[tiers]]
id = "prefecture"
name = { zh-CN = "地级", en = "prefecture" }
rank = 2
aliases = ["市级", "prefecture-level"]
[[tiers]]
id = "all"
name = { zh-CN = "各级合计", en = "all tiers" }
rank = 3
total = true
aliases = ["合计", "总计", "total"]
"#;
const UNIT_LIST: &str = r#"
[[units]]
id = "number"
name = { zh-CN = "个", en = "" }
kind = "count"
aliases = ["家", "处", "单位", "units"]
[[units]]
id = "persons"
name = { zh-CN = "人", en = "persons" }
kind = "count"
aliases = ["名", "people", "person"]
[[units]]
id = "tonnes"
name = { zh-CN = "吨", en = "tonnes" }
kind = "amount"
aliases = ["t", "tonne"]
[[units]]
id = "pounds"
name = { zh-CN = "英镑", en = "£" }
kind = "amount"
aliases = ["GBP", "pounds"]
[[units]]
id = "percent"
name = { zh-CN = "%", en = "%" }
kind = "ratio"
aliases = ["％", "per cent"]
"#;
