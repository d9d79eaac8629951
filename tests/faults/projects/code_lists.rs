//! Code lists.

use super::{Content, HostileProject, Right, many};

const AREAS: &str = "datasets/areas/areas.csv";
const TIERS: &str = "datasets/areas/tiers.toml";
const UNITS: &str = "datasets/indicators/units.toml";
const INDICATOR: &str = "datasets/indicators/members.toml";

/// The areas of the project and further ones, a line each.
fn areas(name: &'static str, right: Right, lines: &str) -> HostileProject {
    let sound = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
                 1,全国,全国,Whole country,,nation,,,,\n10,北区,北区,North,,region,1,,,\n20,南区,南区,South,,region,1,,,\n";
    HostileProject::new(name, AREAS, right, format!("{sound}{lines}"))
}

fn tiers(name: &'static str, right: Right, more: &str) -> HostileProject {
    let tier = |id: &str, rank: u32, total: &str| {
        format!(
            "[[tiers]]\nid = \"{id}\"\nname = {{ zh-CN = \"{id}\", en = \"{id}\" }}\nrank = {rank}\n{total}"
        )
    };
    let sound = [tier("nation", 0, ""), tier("region", 1, ""), tier("all", 2, "total = true\n")].concat();
    HostileProject::new(name, TIERS, right, format!("{sound}{more}"))
}

fn units(name: &'static str, right: Right, more: &str) -> HostileProject {
    let sound =
        "[[units]]\nid = \"persons\"\nname = { zh-CN = \"人\", en = \"persons\" }\nkind = \"count\"\n";
    HostileProject::new(name, UNITS, right, format!("{sound}{more}"))
}

fn indicator(name: &'static str, right: Right, more: &str) -> HostileProject {
    let sound = "id = \"members\"\nname = { zh-CN = \"会员\", en = \"members\" }\nunit = \"persons\"\nmeasure = \"stock\"\n\
                 definition = { zh-CN = \"。\", en = \".\" }\n";
    let more =
        if more.contains("aliases") { more.to_owned() } else { format!("aliases = [\"会员数\"]\n{more}") };
    HostileProject::new(name, INDICATOR, right, format!("{sound}{more}"))
}

/// A dimension with members, a line each.
fn dimension(name: &'static str, right: Right, head: &str, members: &str) -> HostileProject {
    let sound = "id = \"sex\"\nname = { zh-CN = \"性别\", en = \"sex\" }\n";
    let total = "[[members]]\nid = \"t\"\nname = { zh-CN = \"男女计\", en = \"both\" }\ntotal = true\n";
    HostileProject::new(name, "datasets/dimensions/sex.toml", right, format!("{sound}{head}{total}{members}"))
}

fn of_dimensions() -> Vec<HostileProject> {
    let member = |id: &str, more: &str| {
        format!("[[members]]\nid = \"{id}\"\nname = {{ zh-CN = \"{id}类\", en = \"{id}\" }}\n{more}")
    };
    let refused = |name, head: &str, members: String| dimension(name, Right::NotOpened, head, &members);
    let both = "exhaustive = true\nexclusive = true\n";
    vec![
        refused("two members of one id", both, [member("a", ""), member("a", "")].concat()),
        refused("two totals", both, member("a", "total = true\n")),
        refused("a part within itself", both, member("a", "of-which = \"a\"\n")),
        refused(
            "two parts within each other",
            both,
            [member("a", "of-which = \"b\"\n"), member("b", "of-which = \"a\"\n")].concat(),
        ),
        refused(
            "bands that overlap",
            both,
            [member("a", "numbers = { from = 1, to = 9 }\n"), member("b", "numbers = { to = 5 }\n")].concat(),
        ),
        refused("a band that runs backwards", "", member("a", "numbers = { from = 9, to = 1 }\n")),
        refused("a band that is no number", "", member("a", "numbers = { from = nan }\n")),
        refused(
            "a band of periods that no calendar has",
            "",
            member("a", "periods = { from = \"2023-13\" }\n"),
        ),
        refused("a dimension of another name than its file", "aliases = 3\n", member("a", "")),
        dimension(
            "twenty thousand members",
            Right::Built,
            "",
            &(0..20_000).map(|number| member(&format!("m{number}"), "")).collect::<String>(),
        ),
    ]
}

fn of_areas() -> Vec<HostileProject> {
    let refused = |name, lines: &str| areas(name, Right::NotOpened, lines);
    let built = |name, lines: &str| areas(name, Right::Built, lines);
    vec![
        refused("an area that is its own parent", "30,a,a,,,region,30,,,\n"),
        refused("two areas that are each other's parents", "30,a,a,,,region,31,,,\n31,b,b,,,region,30,,,\n"),
        refused("a parent that is nowhere", "30,a,a,,,region,99,,,\n"),
        refused("a tier that is nowhere", "30,a,a,,,galaxy,1,,,\n"),
        refused("a code that stands twice", "10,a,a,,,region,1,,,\n"),
        refused("a code of nothing", ",a,a,,,region,1,,,\n"),
        refused("an area that merged into itself", "30,a,a,,,region,1,,,30\n"),
        refused(
            "two areas that merged into each other",
            "30,a,a,,,region,1,,2001-01-01,31\n31,b,b,,,region,1,,2001-01-01,30\n",
        ),
        refused("a day that no calendar has", "30,a,a,,,region,1,2023-02-30,,\n"),
        refused("an end before its beginning", "30,a,a,,,region,1,2020-01-01,2010-01-01,\n"),
        refused("a line of too few columns", "30,a\n"),
        refused("a quote that never closes", &format!("30,\"a,a,,,region,1,,,\n{}", "x\n".repeat(10_000))),
        built(
            "areas that are each the parent of the next",
            &many(20_000, |number| {
                let parent = if number == 0 { "1".to_owned() } else { format!("c{}", number - 1) };
                format!("c{number},n{number},,,,region,{parent},,,\n")
            }),
        ),
        built(
            "areas that each merged into the next",
            &many(20_000, |number| {
                let next = if number == 19_999 { String::new() } else { format!("m{}", number + 1) };
                format!("m{number},n{number},,,,region,1,,2001-01-01,{next}\n")
            }),
        ),
        built(
            "a hundred thousand areas",
            &many(100_000, |number| format!("c{number},n{number},,,,region,1,,,\n")),
        ),
        built(
            "ten thousand areas of one name",
            &many(10_000, |number| format!("c{number},同名,,,,region,1,,,\n")),
        ),
        built(
            "an area of a hundred thousand names",
            &format!("30,a,a,,{},region,1,,,\n", many(100_000, |number| format!("b{number}|"))),
        ),
        built("an area of the name of a digit", "30,1,1,,2|3|年|,region,1,,,\n"),
        built("a name of a megabyte", &format!("30,{},a,,,region,1,,,\n", "名".repeat(300_000))),
        built("a code that is a path", "../../etc/passwd,a,a,,,region,1,,,\n"),
        HostileProject::new("areas of nothing", AREAS, Right::NotOpened, ""),
        HostileProject::new("areas that are no text", AREAS, Right::NotOpened, vec![0; 1000]),
        HostileProject::new("areas of other columns", AREAS, Right::NotOpened, "a,b\n1,2\n"),
    ]
}

fn of_others() -> Vec<HostileProject> {
    let more = |id: &str| {
        format!("[[units]]\nid = \"{id}\"\nname = {{ zh-CN = \"{id}\", en = \"{id}\" }}\nkind = \"count\"\n")
    };
    let tier = |id: &str| {
        format!("[[tiers]]\nid = \"{id}\"\nname = {{ zh-CN = \"{id}\", en = \"{id}\" }}\nrank = 7\n")
    };
    let files = |count: u32, each: &dyn Fn(u32) -> String| {
        Content::Folder(
            (0..count).map(|number| (format!("i{number}.toml"), each(number).into_bytes())).collect(),
        )
    };
    let small = |number: u32, more: String| {
        format!(
            "id = \"i{number}\"\nname = {{ zh-CN = \"指标{number}\", en = \"indicator {number}\" }}\nunit = \"persons\"\nmeasure = \"stock\"\ndefinition = {{ zh-CN = \"。\", en = \".\" }}\n{more}"
        )
    };
    let folder = |name, right, content| HostileProject {
        name,
        file: "datasets/indicators".to_owned(),
        content,
        right,
    };
    vec![
        tiers("a tier that stands twice", Right::NotOpened, &tier("nation")),
        tiers("two totals", Right::NotOpened, &format!("{}total = true\n", tier("sum"))),
        tiers("a tier of nothing", Right::NotOpened, &tier("")),
        tiers("a rank below zero", Right::NotOpened, &tier("a").replace('7', "-7")),
        tiers("five thousand tiers", Right::Built, &many(5000, |number| tier(&format!("t{number}")))),
        tiers("tiers in arrays in arrays", Right::NotOpened, &format!("a = {}", "[".repeat(100_000))),
        units("a unit that stands twice", Right::NotOpened, &more("persons")),
        units("a unit of a kind that is none", Right::NotOpened, &more("a").replace("count", "colour")),
        units("five thousand units", Right::Built, &many(5000, |number| more(&format!("u{number}")))),
        units("units in tables in tables", Right::NotOpened, &format!("a = {}", "{a=".repeat(100_000))),
        indicator("an indicator that grows of itself", Right::NotOpened, "growth-of = \"members\"\n"),
        indicator("an indicator that covers itself", Right::NotOpened, "covers = \"members\"\n"),
        indicator(
            "an indicator that is a part of one that is nowhere",
            Right::NotOpened,
            "part-of = \"ghosts\"\n",
        ),
        indicator(
            "an indicator of a hundred thousand names",
            Right::Built,
            &format!("aliases = [\"会员数\", {}]\n", many(100_000, |number| format!("\"b{number}\", "))),
        ),
        indicator(
            "an indicator of the name of nothing",
            Right::Built,
            "aliases = [\"会员数\", \"\", \" \", \"年\", \"1\"]\n",
        ),
        indicator(
            "an indicator of a name of a megabyte",
            Right::Built,
            &format!("aliases = [\"会员数\", \"{}\"]\n", "名".repeat(300_000)),
        ),
        indicator(
            "an indicator in arrays in arrays",
            Right::NotOpened,
            &format!("a = {}", "[".repeat(100_000)),
        ),
        HostileProject::new("an indicator of nothing", INDICATOR, Right::NotOpened, ""),
        folder(
            "three thousand indicators",
            Right::Built,
            files(3000, &|number| small(number, String::new())),
        ),
        folder(
            "indicators that are each a part of the next",
            Right::Built,
            files(1000, &|number| {
                small(
                    number,
                    if number == 999 { String::new() } else { format!("part-of = \"i{}\"\n", number + 1) },
                )
            }),
        ),
        folder(
            "two indicators that are parts of each other",
            Right::NotOpened,
            files(2, &|number| small(number, format!("part-of = \"i{}\"\n", 1 - number))),
        ),
        folder(
            "two indicators that cover each other",
            Right::NotOpened,
            files(2, &|number| small(number, format!("covers = \"i{}\"\n", 1 - number))),
        ),
        folder(
            "two indicators that are each other's targets",
            Right::NotOpened,
            files(2, &|number| small(number, format!("target-of = \"i{}\"\n", 1 - number))),
        ),
        folder(
            "a thousand targets of one indicator",
            Right::Built,
            files(1000, &|number| {
                small(
                    number,
                    if number == 0 {
                        String::new()
                    } else {
                        "target-of = \"i0\"\ndue = \"2030\"\n".to_owned()
                    },
                )
            }),
        ),
    ]
}

pub(super) fn projects() -> Vec<HostileProject> {
    [of_areas(), of_dimensions(), of_others()].into_iter().flatten().collect()
}
