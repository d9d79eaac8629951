//! Packages that are validly signed and wrong: a signature says who packed figures, not that they are right.

use crate::harness::Project;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tierstat_model::{Figure, FigureLookup, FigureQuery};
use tierstat_store::Snapshot;

/// The key of the association that the receiver trusts.
const SEED: [u8; 32] = [7; 32];

/// How many packages are forged; more where the environment asks for a longer search.
#[expect(clippy::disallowed_methods, reason = "how long a test searches is for whoever runs it")]
fn forged_packages() -> u64 {
    std::env::var("TIERSTAT_FORGED_PACKAGES").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

/// The figures of a project as a package holds them.
fn figures() -> Vec<Value> {
    let years = (2009..2019).map(|year| format!("service-agencies,all,000000,{year},{},A\n", year * 3));
    let sender = Project::of_figures(&years.collect::<String>());
    sender.run(["exchange", "pack", "shared.json"]).expect_code(0);
    let text = sender.read("shared.json");
    let (_, payload) = text.split_once('\n').expect("a first line");
    let payload: Value = serde_json::from_str(payload).expect("JSON");
    payload["figures"].as_array().expect("figures").clone()
}

/// A payload signed as it stands.
fn signed(payload: &[u8]) -> Vec<u8> {
    let key = SigningKey::from_bytes(&SEED);
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let header = json!({
        "format": "tierstat-exchange-1",
        "sender": "甲协会",
        "public_key": hexadecimal(key.verifying_key().as_bytes()),
        "signature": hexadecimal(&key.sign(payload).to_bytes()),
    });
    [header.to_string().as_bytes(), b"\n", payload].concat()
}

fn package(figures: &[Value]) -> Vec<u8> {
    signed(json!({ "sender": "甲协会", "figures": figures }).to_string().as_bytes())
}

/// What an entry of the settings says of the key beside its name.
fn entry(more: &str) -> String {
    let key = SigningKey::from_bytes(&SEED).verifying_key();
    let key: String = key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\n[[exchange]]\nname = \"甲协会\"\nkey = \"{key}\"\n{more}")
}

/// A project that trusts the key.
fn receiver(more: &str) -> Project {
    let project = Project::with_code_lists();
    let settings = project.read("tierstat.toml");
    project.with("tierstat.toml", format!("{settings}{}", entry(more)))
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    /// The next number below `end`: xorshift (Marsaglia 2003).
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).expect("small")).expect("small")
    }
}

/// A way to make a sound figure wrong, with the rule that sees it.
type Forgery = (&'static str, fn(&mut Value));

const FORGERIES: [Forgery; 33] = [
    // What no number can be.
    ("package.figure", |figure| {
        figure["quantity"]["bounds"] = json!({ "lower": 500.0, "upper": { "closed": 100.0 } });
        figure["quantity"]["value"] = json!(77.0);
    }),
    ("package.figure", |figure| {
        figure["quantity"]["bounds"] = json!({ "lower": 500.0, "upper": { "open": 500.0 } });
    }),
    ("package.figure", |figure| figure["quantity"]["value"] = json!(77.0)),
    ("package.figure", |figure| figure["quantity"]["bounds"] = Value::Null),
    ("package.figure", |figure| figure["quantity"]["precision"] = json!("missing")),
    ("package.figure", |figure| figure["quantity"]["precision"] = json!("guessed")),
    ("package.figure", |figure| figure["quantity"]["value"] = json!("24")),
    ("package.figure", |figure| figure["period"] = json!("2015-13")),
    ("package.figure", |figure| figure["status"] = json!("X")),
    ("package.figure", |figure| figure["weight"] = json!(3)),
    ("package.figure", |figure| figure["origin"]["cell"]["file"] = json!(["a"])),
    ("package.figure", |figure| {
        figure.as_object_mut().expect("an object").remove("unit");
    }),
    // What the code lists do not have.
    ("package.indicator", |figure| figure["indicator"] = json!("<script>alert(1)</script>")),
    ("package.tier", |figure| figure["tier"] = json!("galaxy")),
    ("package.area", |figure| figure["area"] = json!("999999")),
    ("package.member", |figure| figure["breakdown"] = json!({ "sex": "_T" })),
    ("package.member", |figure| figure["breakdown"] = json!({ "sex": " female" })),
    ("package.member", |figure| figure["breakdown"] = json!({ "sex": "Female" })),
    ("package.dimension", |figure| figure["breakdown"] = json!({ "age": "young" })),
    ("package.text", |figure| figure["breakdown"] = json!({ "sex": "\u{1b}[2J" })),
    ("package.unit", |figure| figure["unit"] = json!("percent")),
    ("package.measure", |figure| figure["measure"] = json!("flow")),
    // What a count cannot be, and what is not printed.
    ("package.count", |figure| {
        figure["quantity"] = json!({ "printed": "24.5", "precision": "exact", "value": 24.5,
            "bounds": { "lower": 24.5, "upper": { "closed": 24.5 } } });
    }),
    ("package.count", |figure| {
        figure["quantity"] = json!({ "printed": "-24", "precision": "exact", "value": -24.0,
            "bounds": { "lower": -24.0, "upper": { "closed": -24.0 } } });
    }),
    ("package.printed", |figure| {
        figure["quantity"] = json!({ "printed": "24", "precision": "exact", "value": 77.0,
            "bounds": { "lower": 77.0, "upper": { "closed": 77.0 } } });
    }),
    // What no origin can be.
    ("package.origin", |figure| figure["origin"]["cell"]["row"] = json!(0)),
    ("package.origin", |figure| figure["origin"]["content_hash"] = json!("../../etc/passwd")),
    ("package.origin", |figure| figure["origin"]["document"]["url"] = json!("javascript:alert(1)")),
    ("package.day", |figure| figure["origin"]["known_on"] = json!("9999-01-01")),
    ("package.day", |figure| figure["origin"]["document"]["published_on"] = json!("9999-01-01")),
    // What moves a cursor or turns a line.
    ("package.text", |figure| figure["origin"]["phrase"] = json!("\u{1b}[2J\u{1b}[1;1H")),
    ("package.text", |figure| figure["origin"]["document"]["publisher"] = json!("\u{202e}局计统")),
    ("package.text", |figure| figure["origin"]["document"]["title"] = json!("a\u{0}b")),
];

/// Makes a figure wrong; its id is made anew, so that nothing but the forgery is wrong with it.
fn forge(figure: &Value, forgery: fn(&mut Value)) -> Value {
    let mut forged = figure.clone();
    forgery(&mut forged);
    if let Ok(figure) = serde_json::from_value::<Figure>(forged.clone()) {
        forged["id"] = json!(tierstat_ingest::id_of(&figure).0);
    }
    forged
}

/// Bytes that are no sound package, whatever was signed.
fn broken(figures: &[Value], chance: &mut Chance) -> Vec<u8> {
    let sound = package(figures);
    match chance.below(9) {
        0 => {
            let mut bytes = sound.clone();
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(7);
            bytes
        }
        1 => sound[..chance.below(sound.len())].to_vec(),
        2 => [sound.as_slice(), b" "].concat(),
        3 => signed(json!({ "sender": "甲协会", "figures": figures, "rank": 1 }).to_string().as_bytes()),
        4 => signed(json!({ "sender": "甲协会", "figures": { "0": figures[0] } }).to_string().as_bytes()),
        5 => signed(json!({ "sender": "乙协会", "figures": figures }).to_string().as_bytes()),
        6 => signed(format!("{{\"sender\":\"甲协会\",\"figures\":{}", "[".repeat(200_000)).as_bytes()),
        7 => signed(json!({ "figures": figures }).to_string().as_bytes()),
        _ => String::from_utf8(sound).expect("a text").replacen("exchange-1", "exchange-9", 1).into_bytes(),
    }
}

/// The current figures of the ledger, by id, without their rank.
fn told(project: &Project) -> BTreeMap<String, Figure> {
    let ledger = Snapshot::open(&project.path().join("out/ledger.sqlite")).expect("a ledger");
    assert_eq!(ledger.verify().expect("a ledger that can be read"), []);
    let readings = ledger.readings(&FigureQuery::of_all()).expect("readings");
    let all = readings.into_iter().flat_map(|reading| std::iter::once(reading.figure).chain(reading.behind));
    all.map(|mut figure| {
        figure.origin.source_rank = 0;
        (figure.id.0.clone(), figure)
    })
    .collect()
}

#[test]
fn no_forged_package_makes_a_wrong_or_unusable_ledger() {
    let sound = figures();
    let receiver = receiver("");
    let expected: BTreeMap<String, Figure> = sound
        .iter()
        .map(|figure| {
            let mut figure: Figure = serde_json::from_value(figure.clone()).expect("a figure");
            figure.origin.source_rank = 0;
            (figure.id.0.clone(), figure)
        })
        .collect();
    receiver.write("p.json", package(&sound));
    receiver.run(["exchange", "open", "p.json"]).expect_code(0);
    assert_eq!(told(&receiver), expected);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for number in 0..forged_packages() {
        if number % 4 == 3 {
            receiver.write("p.json", broken(&sound, &mut chance));
            let run = receiver.run(["exchange", "open", "p.json"]).expect_code(3);
            assert!(run.stderr.contains("p.json: ") && run.stderr.contains("hint: "), "{}", run.stderr);
        } else {
            // Some figures of the package are wrong, one after the other in each way; the others are not.
            let mut figures = sound.clone();
            let mut rules = Vec::new();
            for step in 0..=chance.below(3) {
                let which = usize::try_from(number).expect("small") + step * 11;
                let (rule, forgery) = FORGERIES[which % FORGERIES.len()];
                let at = chance.below(figures.len() - step) + step;
                figures.swap(step, at);
                figures[step] = forge(&figures[step], forgery);
                rules.push(rule);
            }
            receiver.write("p.json", package(&figures));
            let run = receiver.run(["exchange", "open", "p.json"]).expect_code(0);
            for rule in &rules {
                assert!(
                    run.stderr.contains(&format!("[{rule}]")),
                    "package {number}, {rule}: {}",
                    run.stderr
                );
            }
            assert!(!run.stderr.contains(['\u{1b}', '\u{202e}', '\u{0}']), "package {number}");
            let lines = run.stderr.lines().filter(|line| line.starts_with("error [")).count();
            rules.sort_unstable();
            rules.dedup();
            assert_eq!(lines, rules.len(), "one line a kind: {}", run.stderr);
            if number % 10 == 0 {
                receiver.run(["exchange", "open", "p.json", "--strict"]).expect_code(4);
            }
        }
        if number % 10 == 9 {
            assert_eq!(told(&receiver), expected, "after package {number}");
        }
    }
    assert_eq!(told(&receiver), expected);
    for verb in [vec!["figures"], vec!["check"], vec!["ledger", "verify"], vec!["doctor"], vec!["export"]] {
        let run = receiver.run(verb.iter().copied().chain(["--quiet"]));
        assert!([0, 4].contains(&run.code) && !run.stderr.contains("error: "), "{verb:?}: {}", run.stderr);
    }
}

#[test]
fn of_figures_that_share_an_id_and_differ_none_enters_and_a_copy_enters_once() {
    let sound = figures();
    let mut other = sound[0].clone();
    other["origin"]["phrase"] = json!("another phrase");
    let receiver =
        receiver("").with("p.json", package(&[sound[0].clone(), other, sound[1].clone(), sound[1].clone()]));
    let run = receiver.run(["exchange", "open", "p.json"]).expect_code(0);
    assert!(run.stderr.contains("3 figures kept out, with the id of another one"), "{}", run.stderr);
    let told: Vec<String> = told(&receiver).into_keys().collect();
    assert_eq!(told, [sound[1]["id"].as_str().expect("an id")]);
}

#[test]
fn of_figures_that_are_kept_under_one_id_and_differ_none_enters() {
    let sender = Project::of_figures("social-associations,all,000000,2009,27,A\n");
    sender.run(["exchange", "pack", "shared.json"]).expect_code(0);
    let text = sender.read("shared.json");
    let payload: Value = serde_json::from_str(text.lines().nth(1).expect("a payload")).expect("JSON");
    let named = payload["figures"][0].clone();
    // The same cell by the other name of what it counts, with another phrase.
    let mut figure: Figure = serde_json::from_value(named.clone()).expect("a figure");
    figure.indicator.0 = "social-organisations".to_owned();
    figure.breakdown = "organisation-kind=association".parse().expect("a breakdown");
    figure.id = tierstat_ingest::id_of(&figure);
    let alike = serde_json::to_value(&figure).expect("JSON");
    figure.origin.phrase = Some("another phrase".to_owned());
    let other = serde_json::to_value(&figure).expect("JSON");
    for figures in [[named.clone(), other.clone()], [other, named.clone()]] {
        let receiver = receiver("").with("p.json", package(&figures));
        let run = receiver.run(["exchange", "open", "p.json"]).expect_code(0);
        assert!(run.stderr.contains("2 figures kept out, with the id of another one"), "{}", run.stderr);
        assert!(told(&receiver).is_empty());
    }
    let receiver = receiver("").with("p.json", package(&[alike, named.clone()]));
    receiver.run(["exchange", "open", "p.json"]).expect_code(0);
    assert_eq!(told(&receiver).into_keys().collect::<Vec<_>>(), [named["id"].as_str().expect("an id")]);
}

#[test]
fn an_id_is_that_of_its_cell_or_its_figure_is_kept_out() {
    let sound = figures();
    for id in ["<b>bold</b>", "", "000000000000", sound[1]["id"].as_str().expect("an id")] {
        let mut forged = sound[0].clone();
        forged["id"] = json!(id);
        let receiver = receiver("").with("p.json", package(&[forged]));
        let run = receiver.run(["exchange", "open", "p.json"]).expect_code(0);
        assert!(run.stderr.contains("[package.origin]"), "{id}: {}", run.stderr);
        assert!(told(&receiver).is_empty(), "{id}");
    }
}

#[test]
fn a_package_does_not_say_otherwise_what_this_project_read_itself() {
    let project = Project::of_figures("service-agencies,all,000000,2015,24,A\n");
    let settings = project.read("tierstat.toml");
    project.write("tierstat.toml", format!("{settings}{}", entry("")));
    project.run(["exchange", "pack", "p.json"]).expect_code(0);
    let ask = ["figures", "--format", "csv"];
    let before = project.run(ask).expect_code(0).stdout;
    let payload = project.read("p.json").split_once('\n').expect("a first line").1.to_owned();
    let payload: Value = serde_json::from_str(&payload).expect("JSON");
    let mut figure = payload["figures"][0].clone();
    figure["quantity"] = json!({ "printed": "25", "precision": "exact", "value": 25.0,
        "bounds": { "lower": 25.0, "upper": { "closed": 25.0 } } });
    project.write("p.json", package(&[figure]));
    let run = project.run(["exchange", "open", "p.json"]).expect_code(0);
    assert!(run.stderr.contains("[package.contradicts]"), "{}", run.stderr);
    assert_eq!(project.run(ask).expect_code(0).stdout, before);
}

#[test]
fn the_rank_of_a_figure_is_that_of_who_signed_and_not_of_the_publisher_it_claims() {
    // The office itself has a rank behind that of the bureau, and before that of the association.
    let ranks =
        "\n[[sources]]\npublisher = \"Office\"\nrank = 5\n[[sources]]\npublisher = \"甲省厅\"\nrank = 2\n";
    let own = || {
        let project = Project::of_figures("service-agencies,all,000000,2015,24,A\n");
        let settings = project.read("tierstat.toml");
        project.write("tierstat.toml", format!("{settings}{ranks}"));
        project.run(["import", "--quiet"]).expect_code(0);
        project
    };
    let claimed = |origin: &str| {
        let mut figure = figures()[6].clone();
        assert_eq!(figure["period"], "2015");
        figure["origin"]["document"]["publisher"] = json!(origin);
        figure["origin"]["source_rank"] = json!(0);
        package(&[figure])
    };
    let printed = |project: &Project| {
        let found =
            project.run(["figures", "--indicator", "service-agencies", "--format", "json"]).expect_code(0);
        found.json()[0]["printed"].as_str().expect("a number").to_owned()
    };
    // 国家统计局 has rank 1 in the settings; the association that signed has none.
    let project = own();
    let settings = project.read("tierstat.toml");
    project.write("tierstat.toml", format!("{settings}{}", entry("")));
    project.write("p.json", claimed("国家统计局"));
    let run = project.run(["exchange", "open", "p.json"]).expect_code(0);
    assert!(
        run.stderr.contains("[package.publisher]") && run.stderr.contains("国家统计局"),
        "{}",
        run.stderr
    );
    assert_eq!(printed(&project), "24");
    // The same package signed by whom the settings rank before the office.
    let project = own();
    let settings = project.read("tierstat.toml");
    project.write("tierstat.toml", format!("{settings}{}", entry("publisher = \"甲省厅\"\n")));
    project.write("p.json", claimed("甲省厅"));
    let run = project.run(["exchange", "open", "p.json"]).expect_code(0);
    assert!(!run.stderr.contains("[package.publisher]"), "{}", run.stderr);
    assert_eq!(printed(&project), "6045");
}

#[test]
fn a_key_holds_from_its_day_to_its_day_and_not_after_it_was_revoked() {
    let sound = figures();
    for (more, reason) in [
        ("until = 2020-01-31\n", "holds from … to 2020-01-31"),
        ("from = \"9000-01-01\"\n", "holds from 9000-01-01 to …"),
        ("revoked = 2020-01-31\n", "revoked since 2020-01-31"),
    ] {
        let project = receiver(more).with("p.json", package(&sound));
        let run = project.run(["exchange", "open", "p.json"]).expect_code(3);
        assert!(run.stderr.contains(reason) && run.stderr.contains("hint: "), "{}", run.stderr);
        assert!(!project.path().join("out/ledger.sqlite").exists(), "nothing was taken in");
    }
    // Two periods of one key, and one that is still to be revoked.
    let later = format!("until = 2020-01-31\n{}", entry("from = 2020-02-01\nrevoked = 9000-01-01\n"));
    let project = receiver(&later).with("p.json", package(&sound));
    project.run(["exchange", "open", "p.json"]).expect_code(0);
    // A key that is revoked in one place is revoked.
    let project = receiver(&format!("revoked = 2020-01-31\n{}", entry(""))).with("p.json", package(&sound));
    project.run(["exchange", "open", "p.json"]).expect_code(3);
    let project = receiver("").with("p.json", package(&sound));
    let settings = project.read("tierstat.toml");
    project.write("tierstat.toml", settings.replace("key = \"", "key = \"MCowBQYDK2Vw"));
    let run = project.run(["exchange", "open", "p.json"]).expect_code(3);
    assert!(run.stderr.contains("is no public key of 64 hexadecimal digits"), "{}", run.stderr);
}

/// A receiver into whose ledger the first version that knew packages took one with two figures that cannot be, on a day.
fn of_earlier_version(day: &str, more: &str) -> Project {
    let project = receiver(more);
    std::fs::create_dir_all(project.path().join("out")).expect("a folder");
    let dump = include_str!("../../crates/tierstat-store/tests/fixtures/schema-3-unsound.sql");
    let ledger = rusqlite::Connection::open(project.path().join("out/ledger.sqlite")).expect("a file");
    ledger.execute_batch(&dump.replace("2026-11-28", day)).expect("a dump");
    project
}

#[test]
fn a_bad_row_that_is_there_already_is_named_and_opening_its_package_again_mends_it() {
    let project = of_earlier_version("2020-01-31", "");
    for (verb, code) in [
        (vec!["figures"], 0),
        (vec!["figures", "--strict"], 4),
        (vec!["check"], 4),
        (vec!["ledger", "verify"], 4),
        (vec!["doctor"], 4),
        (vec!["export", "figures.csv"], 0),
        (vec!["exchange", "pack", "again.json"], 0),
        (vec!["trend", "--indicator", "service-agencies"], 0),
    ] {
        let run = project.run(verb.iter().copied().chain(["--language", "en"])).expect_code(code);
        let named =
            run.stderr.matches("[ledger.set-aside] import 1 (shared.json): 2 figures are set aside").count();
        assert_eq!(named, 1, "{verb:?}: {}", run.stderr);
        assert!(run.stderr.contains("tierstat exchange open shared.json"), "{verb:?}: {}", run.stderr);
    }
    let found = project.run(["figures", "--format", "json"]).expect_code(0).json();
    assert_eq!(found.as_array().expect("rows").len(), 2);
    // The file is gone; the ledger has kept its bytes.
    let run = project.run(["exchange", "open", "shared.json", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("2 figures kept out"), "{}", run.stderr);
    let run = project.run(["doctor", "--language", "en"]).expect_code(0);
    assert!(!run.stderr.contains("set-aside"), "{}", run.stderr);
    assert_eq!(project.run(["figures", "--format", "json"]).expect_code(0).json(), found);
}

#[test]
fn what_came_before_its_key_was_revoked_stays_and_is_opened_again() {
    let open = ["exchange", "open", "shared.json"];
    of_earlier_version("2020-01-31", "revoked = 2020-02-01\n").run(open).expect_code(0);
    let after = of_earlier_version("2020-02-01", "revoked = 2020-02-01\n");
    after.run(open).expect_code(3);
    after.run(["figures"]).expect_code(0);
}

#[test]
fn doctor_names_a_package_that_came_when_its_key_was_revoked_already() {
    for (came_on, is_named) in [("2020-01-31", false), ("2020-02-01", true)] {
        let project = of_earlier_version(came_on, "revoked = 2020-02-01\n");
        let doctor = || project.run(["doctor", "--language", "en"]).stderr;
        let said = format!(
            "[exchange.revoked] the package shared.json came on {came_on}, and the key of `甲协会` is revoked since 2020-02-01"
        );
        assert_eq!(doctor().contains(&said), is_named, "{}", doctor());
        project.run(["forget", "shared.json", "--quiet"]).expect_code(0);
        assert!(!doctor().contains("exchange.revoked"), "it is answered no more");
    }
}

#[cfg(unix)]
#[test]
fn the_secret_that_signs_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::with_code_lists();
    project.run(["exchange", "key"]).expect_code(0);
    let path = project.path().join("exchange.key");
    let mode = || std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    for wide in [0o644, 0o640, 0o602] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(wide)).expect("permissions");
        let run = project.run(["exchange", "key"]).expect_code(3);
        assert!(
            run.stderr.contains(&format!("{wide:o}")) && run.stderr.contains("chmod 600"),
            "{}",
            run.stderr
        );
        assert_eq!(mode(), wide, "it is said and not mended in silence");
    }
}
