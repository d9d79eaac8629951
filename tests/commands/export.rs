//! The ledger's answers as a file for other programs.

use crate::harness::Project;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_data_package_describes_its_files_as_they_are() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["export", "--form", "data-package"]).expect_code(2);
    let ask = ["export", "package", "--form", "data-package", "--language", "en"];
    project.run(ask).expect_code(0);
    let descriptor: Value = serde_json::from_str(&project.read("package/datapackage.json")).expect("JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut columns: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for resource in list(&descriptor["resources"]) {
        let content = project.read(&format!("package/{}", text(&resource["path"])));
        assert_eq!(resource["bytes"].as_u64(), Some(content.len() as u64));
        let mut records = csv::Reader::from_reader(content.as_bytes());
        let header: Vec<String> = records.headers().expect("a header").iter().map(str::to_owned).collect();
        let fields = list(&resource["schema"]["fields"]);
        assert_eq!(header, fields.iter().map(|field| text(&field["name"])).collect::<Vec<_>>());
        let key: Vec<String> = list(&resource["schema"]["primaryKey"]).iter().map(text).collect();
        let mut keys = BTreeSet::new();
        for record in records.records() {
            let record = record.expect("a record");
            let cell = |name: &String| {
                record[header.iter().position(|own| own == name).expect("a column")].to_owned()
            };
            assert!(keys.insert(key.iter().map(cell).collect::<Vec<_>>()), "twice: {record:?}");
            for field in &fields {
                let (name, value) = (text(&field["name"]), cell(&text(&field["name"])));
                assert!(
                    !value.is_empty() || field["constraints"]["required"] == false,
                    "{name} of {record:?}"
                );
                assert!(
                    field["type"] != "number" || value.is_empty() || value.parse::<f64>().is_ok(),
                    "{value}"
                );
                columns.entry((text(&resource["name"]), name)).or_default().insert(value);
            }
        }
    }
    for resource in list(&descriptor["resources"]) {
        let own = text(&resource["name"]);
        for foreign in list(&resource["schema"]["foreignKeys"]) {
            let other = text(&foreign["reference"]["resource"]);
            let other = if other.is_empty() { own.clone() } else { other };
            let known = &columns[&(other, text(&foreign["reference"]["fields"]))];
            let used = &columns[&(own.clone(), text(&foreign["fields"]))];
            let unknown: Vec<_> = used.difference(known).filter(|value| !value.is_empty()).collect();
            assert!(unknown.is_empty(), "{own}: {unknown:?}");
        }
    }
    let again = project.read("package/datapackage.json");
    project.run(ask).expect_code(0);
    assert_eq!(project.read("package/datapackage.json"), again);
}

#[test]
fn an_export_has_every_answer_as_known_that_day_and_the_bounds_of_rough_ones() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask =
        ["export", "out.csv", "--form", "sdmx-csv", "--indicator", "service-agencies", "--area", "全国"];
    project.run(ask.into_iter().chain(["--known-on", "2015-12-31"])).expect_code(0);
    let text = project.read("out.csv");
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|header| header.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,")));
    let rough = "I,D,service-agencies,all,000000,2015-06,,3500,3600,number,A,3500多家,";
    let rough = rough.replace("I,D,", "I,M,");
    assert!(lines.any(|line| line.contains(&rough)), "{text}");
    assert!(!text.contains("2018"), "what became known later is not told:\n{text}");
    let run = project.run(["export", "--indicator", "industry-organisations"]).expect_code(0);
    assert!(run.stdout.starts_with("indicator,tier,area,period,value,lower,upper,"), "{}", run.stdout);
}
