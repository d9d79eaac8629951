//! Report, command line and chart give one answer: what separate processes printed is compared with an independent calculation.
//!
//! `ledgers.json` holds 200 small ledgers (breaks, mid-year dates, missing ends, partial tiers, rough numbers, totals that their tiers do
//! not make up) with the answers that `generate.py` computed for them; it shares no code with the program.

use crate::harness::{Project, quick_or_long};
use serde_json::Value;

const LEDGERS: &str = include_str!("ledgers.json");
const REPORT: &str = "title = { zh-CN = \"一\", en = \"one\" }\nlanguages = [\"en\"]\n[scope]\n\
    indicator = \"industry-organisations\"\narea = \"000000\"\n";

/// Numbers as a person writes them, in code of this test's own.
fn count(value: f64) -> String {
    let digits = format!("{}", value.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 { format!("−{text}") } else { text }
}

fn percent(value: f64) -> String {
    let text = format!("{:.1}%", value * 100.0);
    match text.strip_prefix('-') {
        Some("0.0%") => "0.0%".to_owned(),
        Some(size) => format!("−{size}"),
        None => text,
    }
}

/// Both ends in words, or `none`.
fn said(ends: &Value, word: fn(f64) -> String) -> String {
    let Some((lower, upper)) = ends[0].as_f64().zip(ends[1].as_f64()) else { return "none".to_owned() };
    let (lower, upper) = (word(lower), word(upper));
    if lower == upper { lower } else { format!("{lower} to {upper}") }
}

/// The last day of a period as it is printed.
fn last_day(period: &str) -> String {
    match period.len() {
        4 => format!("{period}-12-31"),
        7 => format!("{period}-30"),
        _ => period.to_owned(),
    }
}

/// Whether two numbers of JSON are those that were expected.
fn same(row: &Value, name: &str, expected: &Value) -> bool {
    let near = |found: &Value, known: &Value| match (found.as_f64(), known.as_f64()) {
        (None, None) => true,
        (Some(found), Some(known)) => (found - known).abs() <= 1e-9 * known.abs().max(1.0),
        _ => false,
    };
    near(&row[format!("{name}_lower")], &expected[0]) && near(&row[format!("{name}_upper")], &expected[1])
}

struct Case<'a> {
    known: &'a Value,
    project: Project,
    wrong: Vec<String>,
}

impl Case<'_> {
    fn expect(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(format!("ledger {}: {}", self.known["seed"], what()));
        }
    }

    fn tiers(&self) -> Vec<String> {
        let tiers = self.known["tiers"].as_array().into_iter().flatten();
        tiers.map(|tier| tier.as_str().unwrap_or_default().to_owned()).collect()
    }

    fn ask(&self, more: &[&str]) -> Vec<Value> {
        let ask =
            [&more[..1], &["--indicator", "industry-organisations", "--format", "json"], &more[1..]].concat();
        let run = self.project.run(ask);
        if run.code == 0 { run.json().as_array().cloned().unwrap_or_default() } else { Vec::new() }
    }

    fn figures(&mut self) {
        let rows = self.ask(&["figures"]);
        let mut found: Vec<String> = rows
            .iter()
            .map(|row| {
                let day = last_day(row["period"].as_str().unwrap_or_default());
                format!(
                    "{} {day} {} {}",
                    row["tier"].as_str().unwrap_or_default(),
                    row["lower"],
                    row["upper"]
                )
            })
            .collect();
        let number = |value: &Value| Value::from(value.as_f64().unwrap_or_default());
        let mut known: Vec<String> = self.known["figures"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|figure| {
                let [tier, day] = [0, 1].map(|place: usize| figure[place].as_str().unwrap_or_default());
                format!("{tier} {day} {} {}", number(&figure[2]), number(&figure[3]))
            })
            .collect();
        found.sort();
        known.sort();
        self.expect(found == known, || format!("figures {found:?}\n  and not {known:?}"));
    }

    fn growth(&mut self) {
        let [from, to] = ["from", "to"].map(|end| self.known[end].as_str().unwrap_or_default().to_owned());
        let rows = self.ask(&["growth", "--from", &from, "--to", &to]);
        let known = self.known;
        for tier in self.tiers().iter().map(String::as_str).chain(["all"]) {
            // One tier is no whole.
            if tier == "all" && self.tiers().len() == 1 {
                continue;
            }
            let entry = &known["growth"][tier];
            let Some(row) = rows.iter().find(|row| row["tier"] == tier) else {
                let is_empty = ["from", "to"].iter().all(|end| entry[end][0].is_null());
                self.expect(is_empty, || format!("growth has no row of {tier}"));
                continue;
            };
            for (name, of) in [("from", "from"), ("to", "to"), ("change", "change"), ("growth_rate", "rate")]
            {
                let holds = same(row, name, &entry[of]);
                self.expect(holds, || format!("growth of {tier}, {name}: {row} and not {}", entry[of]));
            }
            if tier != "all" {
                let (share, coverage) = (&known["shares"][tier], &known["coverage"][tier]);
                self.expect(same(row, "contribution", share), || {
                    format!("share of {tier}: {row} and not {share}")
                });
                self.expect(same(row, "coverage_to", coverage), || {
                    format!("coverage of {tier}: {row} and not {coverage}")
                });
            }
        }
    }

    fn index(&mut self) {
        let [from, to] = ["from", "to"].map(|end| self.known[end].as_str().unwrap_or_default().to_owned());
        let tier = self.known["index"]["tier"].as_str().unwrap_or_default();
        let rows = self.ask(&["growth", "--index", "--tier", tier, "--from", &from, "--to", &to]);
        let points = self.known["index"]["points"].as_object().cloned().unwrap_or_default();
        for row in rows.iter().filter(|row| row["tier"] == tier) {
            let day = last_day(row["period"].as_str().unwrap_or_default());
            let expected = points.get(&day).cloned().unwrap_or_default();
            self.expect(same(row, "index", &expected), || {
                format!("index of {tier} {day}: {row} and not {expected}")
            });
        }
    }

    fn report(&mut self) {
        let known = self.known;
        let [from, to] = ["from", "to"].map(|end| known[end].as_str().unwrap_or_default());
        let (mut text, mut expected) = (String::new(), Vec::new());
        for tier in self.tiers().iter().map(String::as_str).chain(["all"]) {
            let entry = &known["growth"][tier];
            let mut ask = |function: &str, times: &str, answer: String| {
                text += &format!("N={{{{ {function}(tier=\"{tier}\", {times}) | or(\"none\") }}}};\n\n");
                expected.push(answer);
            };
            let at = format!("at=\"{to}\"");
            let span = format!("from=\"{from}\", to=\"{to}\"");
            let figures = known["figures"].as_array().into_iter().flatten();
            let figure = figures.clone().find(|figure| figure[0] == tier && figure[1] == to);
            let rough = figure.is_some_and(|figure| figure[4] == "rough");
            let number = match rough {
                true => format!("more than {}", count(entry["to"][0].as_f64().unwrap_or_default())),
                false => said(&entry["to"], count),
            };
            ask("figure", &at, number);
            ask("change", &span, said(&entry["change"], count));
            ask("rate", &span, said(&entry["rate"], percent));
            if tier != "all" {
                ask("contribution", &span, said(&known["shares"][tier], percent));
                ask("coverage", &at, said(&known["coverage"][tier], percent));
            }
        }
        let chart = format!(
            "kind = \"line\"\nindicator = \"industry-organisations\"\narea = \"000000\"\n[title]\nzh-CN = \"一\"\n\
             en = \"N={{{{ rate(tier='all', from='{from}', to='{to}') | or('none') }}}};\"\n\
             [subtitle]\nzh-CN = \"\"\nen = \"\"\n"
        );
        self.project.write("reports/one/report.toml", REPORT);
        self.project.write("reports/one/text.en.md", text + "{{ chart(\"tiers\") }}\n");
        self.project.write("reports/one/charts/tiers.toml", chart);
        let run = self.project.run(["report", "one", "--quiet", "--language", "en"]);
        self.expect(run.code == 0, || format!("report: {}", run.stderr));
        if run.code != 0 {
            return;
        }
        let between = |text: &str| -> Vec<String> {
            let behind = text.split("N=").skip(1);
            behind.map(|rest| rest.split(';').next().unwrap_or_default().to_owned()).collect()
        };
        // Behind the numbers stands the chart, which has its title once more.
        let mut markdown = between(&self.project.read("out/reports/one/one.en.md"));
        markdown.truncate(expected.len());
        self.expect(markdown == expected, || format!("report {markdown:?}\n  and not {expected:?}"));
        let page = self.project.read("out/reports/one/one.en.html");
        let numbers: Vec<&str> = page
            .split("<button id=\"n")
            .skip(1)
            .filter(|rest| !rest.split('>').next().unwrap_or_default().contains("missing"))
            .filter_map(|rest| rest.split_once('>')?.1.split_once('<').map(|(number, _)| number))
            .collect();
        let there: Vec<&String> = expected.iter().filter(|number| *number != "none").collect();
        self.expect(numbers == there, || format!("page {numbers:?}\n  and not {there:?}"));
        let drawing = between(&self.project.read("out/reports/one/charts/tiers.en.svg"));
        let rate = said(&known["growth"]["all"]["rate"], percent);
        self.expect(drawing.first() == Some(&rate), || format!("chart {drawing:?} and not {rate}"));
    }
}

/// The answers of every fourth ledger from one on; those of the first place in every run, all of them where the long run is asked for.
fn quarter(first: usize) {
    if first > 0 && !quick_or_long(false, true) {
        return;
    }
    let ledgers: Vec<Value> = serde_json::from_str(LEDGERS).expect("JSON");
    assert_eq!(ledgers.len(), 200);
    let mut wrong = Vec::new();
    for known in ledgers.iter().skip(first).step_by(4) {
        let rows = known["csv"].as_str().expect("rows").lines().map(|line| {
            let (indicator, rest) = line.split_once(',').expect("an indicator");
            let (tier, rest) = rest.split_once(',').expect("a tier");
            let indicator =
                if indicator == "units" { "administrative-divisions" } else { "industry-organisations" };
            format!("{indicator},{tier},000000,{rest}\n")
        });
        let mut case =
            Case { known, project: Project::of_figures(&rows.collect::<String>()), wrong: Vec::new() };
        case.figures();
        case.growth();
        case.index();
        case.report();
        wrong.extend(case.wrong);
    }
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_voice_gives_the_calculated_answer_first_quarter() {
    quarter(0);
}

#[test]
fn every_voice_gives_the_calculated_answer_second_quarter() {
    quarter(1);
}

#[test]
fn every_voice_gives_the_calculated_answer_third_quarter() {
    quarter(2);
}

#[test]
fn every_voice_gives_the_calculated_answer_fourth_quarter() {
    quarter(3);
}
