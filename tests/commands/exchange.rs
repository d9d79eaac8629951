//! Two associations that share figures.

use crate::harness::Project;

#[test]
fn a_signed_package_crosses_with_its_origins_and_a_changed_one_does_not() {
    let sender = Project::of_repository();
    sender.run(["import", "--quiet"]).expect_code(0);
    let key = sender.run(["exchange", "key"]).expect_code(0).stdout.trim().to_owned();
    assert_eq!(key.len(), 64, "{key}");
    assert_eq!(sender.run(["exchange", "key"]).expect_code(0).stdout.trim(), key, "the key stays");
    sender
        .run(["exchange", "pack", "shared.json", "--indicator", "service-agencies", "--area", "全国"])
        .expect_code(0);
    let package = std::fs::read(sender.path().join("shared.json")).expect("a package");

    let receiver = Project::with_code_lists().with("shared.json", &package);
    let run = receiver.run(["exchange", "open", "shared.json", "--language", "en"]).expect_code(2);
    assert!(run.stderr.contains(&key) && run.stderr.contains("[[exchange]]"), "{}", run.stderr);
    let settings = receiver.read("tierstat.toml");
    receiver
        .write("tierstat.toml", format!("{settings}\n[[exchange]]\nname = \"甲协会\"\nkey = \"{key}\"\n"));
    let run = receiver.run(["exchange", "open", "shared.json", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("figures from `甲协会`"), "{}", run.stderr);
    let run = receiver.run(["exchange", "open", "shared.json", "--language", "en"]).expect_code(0);
    assert!(run.stderr.contains("known already"), "{}", run.stderr);
    let ask = ["figures", "--indicator", "service-agencies", "--area", "全国", "--format", "csv"];
    assert_eq!(receiver.run(ask).expect_code(0).stdout, sender.run(ask).expect_code(0).stdout);

    let text = String::from_utf8(package).expect("a text").replace("4686", "4687");
    receiver.write("changed.json", text);
    let run = receiver.run(["exchange", "open", "changed.json", "--language", "en"]).expect_code(3);
    assert!(run.stderr.contains("changed after it was signed"), "{}", run.stderr);
    receiver.write("none.json", "{}");
    receiver.run(["exchange", "open", "none.json"]).expect_code(3);
}
