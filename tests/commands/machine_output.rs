//! What programs read, of every verb, held against the JSON schemas in the documentation of the command line.

use super::streams::{QUESTIONS, project, verbs};
use crate::harness::json_schema::JsonSchema;
use crate::harness::{Project, Run, repository};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Verbs whose JSON is no answer in rows: records of a table as arrays; and text, since what is asked for is done and told.
const OTHERWISE: [&str; 6] = ["table", "ledger", "exchange", "export", "completions", "man"];

/// Further kinds of answers, by the figures of the repository.
const KINDS: [&str; 30] = [
    "chart --list",
    "chart --explain",
    "chart --compare out",
    "balance --indicator service-agencies",
    "balance --indicator administrative-divisions --tier county --convergence --from 2005 --to 2013",
    "balance --indicator administrative-divisions --quotients tier",
    "check --rules",
    "check",
    "coverage --indicator industry-organisations --explain",
    "coverage --hazard units.csv --explain",
    "diff 2015-07-01 2018-01-01",
    "errata 2016-03-14 2020-12-31",
    "figures --indicator service-agencies --all",
    "figures --indicator service-agencies --wide",
    "figures --indicator administrative-divisions --map 2020-01-01",
    "figures --kept-back",
    "fit covered.csv --model logistic --explain",
    "fit covered.csv --model linear --robust mm",
    "fit covered.csv --formula a*x+b --start a=1,b=1",
    "forecast --indicator service-agencies --horizon 2 --explain",
    "growth --indicator industry-organisations --explain",
    "growth --indicator service-agencies --by area --from 2015 --to 2017",
    "growth --indicator service-agencies --index --by area --explain",
    "growth --indicator administrative-divisions --shift-share tier --explain",
    "inspect datasets/ucass/2017-09/industry-organisations-2015.xlsx",
    "lint datasets/ucass/2017-09/industry-organisations-2015.xlsx",
    "report check draft.md",
    "report editions",
    "revisions",
    "trend --indicator service-agencies --explain",
];

fn schema(name: &str) -> JsonSchema {
    let path = repository().join("crates/tierstat-cli/docs").join(name);
    JsonSchema::parse(&std::fs::read_to_string(path).expect("a schema"))
}

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {} {}", run.stdout, run.stderr))
}

/// What is wrong with the answer to a question as JSON, a row a line, and CSV; and the kinds of rows that were met.
fn faults(project: &Project, verb: &str, words: &[&str], met: &mut BTreeSet<String>) -> Vec<String> {
    let answers = schema("answers.schema.json");
    let ask = |format: &str| {
        // What a verb makes anew is asked for under another name each time.
        let folder = format!("new-{format}");
        let words = words.iter().map(|word| if *word == "NEW" { folder.as_str() } else { *word });
        project.run([verb].into_iter().chain(words).chain(["--format", format]))
    };
    let json = document(&ask("json"));
    let mut faults = match verb {
        "inspect" => schema("inspect.schema.json").faults(&json),
        _ => answers.faults(&json),
    };
    let lines = ask("jsonl").stdout;
    let rows: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a line is a value")).collect();
    let of_lines = json!({"schema_version": 2, "answer": verb, "rows": rows});
    faults.extend(answers.faults(&of_lines).into_iter().map(|fault| format!("jsonl: {fault}")));
    let is_met = |part: &&String| rows.iter().any(|row| answers.faults_by(part, row).is_empty());
    met.extend(answers.parts().keys().filter(is_met).cloned());

    let csv = ask("csv").stdout;
    let header: BTreeSet<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
    let has_columns = |part: &&String| answers.has_keys(part, &header, &["explanation", "breakdown"]);
    let kinds: Vec<&String> = answers.parts().keys().filter(has_columns).collect();
    if kinds.is_empty() {
        faults.push(format!("csv: no kind of row has the columns {header:?}"));
    }
    met.extend(kinds.into_iter().cloned());
    faults
}

#[test]
fn what_every_verb_prints_for_programs_is_as_its_schema_says() {
    let small = project();
    let mut faults_of_all = Vec::new();
    let mut met = BTreeSet::new();
    for verb in verbs(&small) {
        let known = QUESTIONS.iter().find(|(name, _)| *name == verb);
        let (_, words) = known.unwrap_or_else(|| panic!("write a question to which `{verb}` answers"));
        if !OTHERWISE.contains(&verb.as_str()) {
            let faults = faults(&small, &verb, words, &mut met);
            faults_of_all.extend(faults.into_iter().map(|fault| format!("{verb}: {fault}")));
        }
    }
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    project.run(["report", "lock", "bulletin", "1", "--quiet"]).expect_code(0);
    project.write("units.csv", "unit,first,last\na,2010,2015\nb,2012,2015\nc,,2015\nd,2012,2015\n");
    project.write(
        "covered.csv",
        "period,value\n1,10\n2,21\n3,44\n4,80\n5,130\n6,180\n7,220\n8,240\n9,251\n10,255\n",
    );
    project.write("draft.md", "2015年底全国共有社会工作行业组织455家。\n");
    let of_residents = Project::of_figures(
        "service-agencies,all,110000,2015,10,\nservice-agencies,all,120000,2015,40,\n\
         service-agencies,all,110000,2020,30,\nservice-agencies,all,120000,2020,40,\n\
         residents,all,110000,2015,1000,\nresidents,all,120000,2015,2000,\n\
         residents,all,110000,2020,2000,\nresidents,all,120000,2020,2000,\n",
    );
    let decomposition =
        (&of_residents, "growth --indicator service-agencies --decompose residents --explain");
    for (project, question) in KINDS.map(|question| (&project, question)).into_iter().chain([decomposition]) {
        let words: Vec<&str> = question.split(' ').collect();
        let (verb, words) = words.split_first().expect("a verb");
        let faults = faults(project, verb, words, &mut met);
        faults_of_all.extend(faults.into_iter().map(|fault| format!("{question}: {fault}")));
    }
    assert!(faults_of_all.is_empty(), "{} faults\n{}", faults_of_all.len(), faults_of_all.join("\n"));
    let answers = schema("answers.schema.json");
    let silent: Vec<&String> = answers.parts().keys().filter(|part| !met.contains(*part)).collect();
    assert_eq!(silent, ["code", "explanation", "id", "period"], "no question met these");
}

#[test]
fn a_schema_refuses_what_no_verb_prints() {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let ask = ["growth", "--indicator", "industry-organisations", "--explain", "--format", "json"];
    let answer = document(&project.run(ask).expect_code(0));
    let answers = schema("answers.schema.json");
    assert_eq!(answers.faults(&answer), [""; 0]);
    let refused = |change: fn(&mut Value), what: &str| {
        let mut changed = answer.clone();
        change(&mut changed);
        let faults = answers.faults(&changed);
        assert!(faults.iter().any(|fault| fault.contains(what)), "{what}: {faults:?}");
    };
    refused(|answer| answer["rows"][0]["odd"] = json!(1), "odd is no key of it");
    refused(
        |answer| answer["rows"][0]["growth_rate"] = json!("160.0%"),
        "rows[0].growth_rate: \"160.0%\" is no",
    );
    refused(|answer| answer["rows"][0]["period_to"] = json!("2015年"), "is not of pattern");
    refused(|answer| answer["rows"][0]["tier"] = Value::Null, "rows[0].tier: null is no");
    refused(|answer| answer["rows"][0]["remarks"] = json!(["两期都没有数据"]), "is not of pattern");
    refused(
        |answer| answer["rows"][0]["explanation"]["methods"] = json!({}),
        "explanation.methods: {} is no",
    );
    refused(
        |answer| drop(answer["rows"][0].as_object_mut().map(|row| row.remove("from_lower"))),
        "no \"from_lower\"",
    );
    refused(|answer| answer["schema_version"] = json!(1), "$.schema_version: 1 is not 2");
    refused(|answer| answer["answer"] = json!("grow"), "$.answer: \"grow\" is none of");
    refused(|answer| answer["answer"] = json!("trend"), "$.rows");

    let file = ["inspect", "datasets/ucass/2017-09/industry-organisations-2015.xlsx", "--format", "json"];
    let mut inspected = document(&project.run(file).expect_code(0));
    let of_inspect = schema("inspect.schema.json");
    assert_eq!(of_inspect.faults(&inspected), [""; 0]);
    inspected["figures"][0]["basis"]["tier"] = json!("guess");
    inspected["figures"][0]["lower"] = json!("61");
    inspected["sheets"][0]["balance"]["lost"] = json!(0);
    assert_eq!(
        of_inspect.faults(&inspected).iter().filter(|fault| fault.contains("lost is no key")).count(),
        1
    );
    assert!(of_inspect.faults(&inspected).len() >= 3, "{:?}", of_inspect.faults(&inspected));
}

#[test]
fn every_file_of_the_repository_is_inspected_as_the_schema_says() {
    let project = Project::of_repository();
    let of_inspect = schema("inspect.schema.json");
    let files = project.files_under("datasets").into_iter().map(|(name, _)| format!("datasets/{name}"));
    let endings = ["xlsx", "csv", "ods", "xls", "txt", "md", "html", "docx"];
    let mut read = 0;
    for file in files.filter(|name| endings.iter().any(|ending| name.ends_with(&format!(".{ending}")))) {
        let run = project.run(["inspect", &file, "--format", "json", "--explain"]);
        if run.code == 0 {
            assert_eq!(of_inspect.faults(&document(&run)), [""; 0], "{file}");
            read += 1;
        }
    }
    assert!(read > 10, "{read} files were read");
}
