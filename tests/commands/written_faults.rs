//! Files that a person edits, written wrongly: each is told with line, key, what is expected and an example, in the language of the person.

use crate::harness::Project;

/// Wrong lines, of which the last is the line that is told: what makes them wrong has to do with no file in particular.
const ANYWHERE: [&str; 12] = [
    "titel_of_it = 1",
    "note note",
    "note =",
    "note = text without quotes",
    "note = “卷号”",
    "note ＝ \"a\"",
    "note = \"never closed",
    "note = [\"a\", \"b\"",
    "note = { a = 1",
    "[note",
    "note = [1 2]",
    "note = = 2",
];

/// The files of a project, each with what it begins with, and wrong values of its own keys.
fn files() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let origin = "publisher = \"Office\"\nedition = \"1\"\n";
    vec![
        (
            "tierstat.toml",
            "title = { zh-CN = \"甲\", en = \"A\" }\n",
            vec![
                "languages = \"en\"",
                "languages = [\"fr\"]",
                "languages = 5",
                "folders = \"out\"",
                "fonts = true",
                "title = { }",
                "[[sources]]\npublisher = \"a\"\nrank = \"first\"",
                "[[sources]]\npublisher = 5\nrank = 1",
                "limits = 5",
                "not-imported = \"a\"",
                "fiscal-year = 4",
                "exchange = \"key\"",
            ],
        ),
        (
            "datasets/office/t.csv.origin.toml",
            origin,
            vec![
                "title = 5",
                "title = \"t\"\nblank = \"none\"",
                "title = \"t\"\npublished-on = \"soon\"",
                "title = \"t\"\nlayout = true",
            ],
        ),
        (
            "datasets/office/t.csv.mapping.toml",
            "",
            vec![
                "defaults = 5",
                "[defaults]\nscale = \"many\"",
                "[[ignore]]\nrows = [0]",
                "[[ignore]]\nrows = [\"a\"]",
                "[[ignore]]\ncolumns = [\"5\"]",
                "[[tables]]\nheader-rows = \"1\"",
                "[[tables]]\nstub-columns = -1",
                "[fiscal-year]\nbegins = \"soon\"",
            ],
        ),
        ("datasets/office/t.csv.corrections.toml", "", vec!["corrections = 5", "[[corrections]]\ncell = 5"]),
        ("datasets/office/defaults.toml", "publisher = \"Office\"\n", vec!["scale = \"many\"", "tier = 5"]),
        (
            "datasets/indicators/things.toml",
            "id = \"things\"\nname = { zh-CN = \"机构\", en = \"things\" }\nunit = \"number\"\ndefinition = { zh-CN = \"。\", en = \".\" }\n",
            vec![
                "measure = \"stok\"",
                "measure = 5",
                "measure = \"stock\"\naliases = \"a\"",
                "measure = \"stock\"\nstep = \"week\"",
                "measure = \"stock\"\nis = \"a\"",
            ],
        ),
        (
            "datasets/indicators/units.toml",
            "",
            vec![
                "units = 5",
                "[[units]]\nid = \"number\"\nname = { zh-CN = \"个\", en = \"\" }\nkind = \"counts\"",
            ],
        ),
        (
            "datasets/areas/tiers.toml",
            "",
            vec![
                "tiers = 5",
                "[[tiers]]\nid = \"all\"\nname = { zh-CN = \"合计\", en = \"all\" }\nrank = \"top\"",
            ],
        ),
        (
            "datasets/dimensions/sex.toml",
            "id = \"sex\"\n",
            vec!["name = 5", "name = { zh-CN = \"性别\", en = \"sex\" }\nmembers = 5"],
        ),
        (
            "reports/r/report.toml",
            "title = { zh-CN = \"甲\", en = \"A\" }\n",
            vec![
                "formats = [\"odt\"]",
                "formats = \"md\"",
                "scope = 5",
                "[[tables]]\nname = \"t\"\nkind = \"figure\"",
            ],
        ),
        (
            "charts/c.toml",
            "indicator = \"things\"\ntitle = { zh-CN = \"甲\", en = \"A\" }\nsubtitle = { zh-CN = \"乙\", en = \"B\" }\n",
            vec![
                "kind = \"lines\"",
                "kind = \"line\"\ntiers = \"all\"",
                "kind = \"line\"\nperiods = \"all\"",
                "kind = \"line\"\nsize = 5",
            ],
        ),
    ]
}

fn project() -> Project {
    Project::small()
        .with("datasets/office/t.csv", "机构\n单位：个\n地区,2024年底\n全国,5\n")
        .with(
            "datasets/office/t.csv.origin.toml",
            "publisher = \"Office\"\ntitle = \"t\"\nedition = \"1\"\n",
        )
        .with(
            "reports/r/report.toml",
            "title = { zh-CN = \"甲\", en = \"A\" }\n[scope]\nindicator = \"things\"\narea = \"1\"\ntiers = [\"all\"]\n",
        )
        .with("reports/r/text.zh-CN.md", "甲\n")
        .with("reports/r/text.en.md", "A\n")
}

/// What of a message is words: neither between quotes of any kind, nor a path, an address in a file, or an example.
fn english_words(message: &str) -> Vec<String> {
    // Names of files, of keys as they stand in examples, of commands, and units.
    const KNOWN: [&str; 32] = [
        "tierstat",
        "toml",
        "csv",
        "zh",
        "CN",
        "en",
        "key",
        "true",
        "false",
        "title",
        "note",
        "TOML",
        "CSV",
        "UTF",
        "import",
        "build",
        "doctor",
        "origin",
        "mapping",
        "defaults",
        "tables",
        "out",
        "datasets",
        "text",
        "md",
        "report",
        "Office",
        "figures",
        "units",
        "tiers",
        "indicators",
        "areas",
    ];
    let mut words = Vec::new();
    for line in message.lines() {
        // Between back quotes stands what was or can be written.
        let outside: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
        // An example says how a line of the file is written.
        let outside = outside.split("例：").next().unwrap_or_default().to_owned();
        for part in outside.split(|sign: char| sign.is_whitespace() || "，。；：、（）“”".contains(sign))
        {
            if part.contains('/') || part.contains(".toml") || part.contains("--") {
                continue;
            }
            for word in part.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| word.len() > 1) {
                if !KNOWN.contains(&word) {
                    words.push(word.to_owned());
                }
            }
        }
    }
    words
}

#[test]
fn every_wrong_file_is_told_in_the_language_of_the_person_with_its_line_and_an_example() {
    let mut wrong = Vec::new();
    for (file, begins, own) in files() {
        for lines in ANYWHERE.iter().chain(&own) {
            let project = project();
            project.write(file, format!("{begins}{lines}\n"));
            let chinese = project.run(["build", "--language", "zh-CN"]);
            // What is not TOML is said by one reader for all files: once in English is enough.
            let is_own = own.contains(lines) || file == "tierstat.toml";
            let english = if is_own { Some(project.run(["build", "--language", "en"])) } else { None };
            let told = |text: &str, mark: &str| {
                let name = file.rsplit('/').next().unwrap_or(file);
                let start = text.lines().position(|line| line.contains(name) || line.contains("charts/c"));
                let all: Vec<&str> = text.lines().skip(start.unwrap_or(0)).take(3).collect();
                (start.is_some() && all.iter().any(|line| line.contains(mark)), all.join("\n"))
            };
            let (in_zh, zh) = told(&chinese.stderr, "第 ");
            let (in_en, en) = english.map_or((true, String::new()), |run| told(&run.stderr, "line "));
            let jargon = [
                "invalid type",
                "expected",
                "found string",
                "TOML parse",
                "unknown field",
                "unknown variant",
                "a sequence",
                "a map",
                "u32",
                "struct ",
            ];
            let spoken = jargon.iter().find(|word| en.contains(**word) || zh.contains(**word));
            let words = english_words(&zh);
            if !in_zh || !in_en || spoken.is_some() || !words.is_empty() || chinese.code == 1 {
                wrong.push(format!("== {file}: {lines}\n{words:?} {spoken:?} {}\n{zh}\n{en}", chinese.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of the messages:\n{}", wrong.len(), wrong.join("\n"));
}
