//! From every number of the report back to a cell, or to a formula over cells.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "exact numbers are printed exactly")]

use crate::harness::Project;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Bounds, Period};
use tierstat_numerics::trend::{GrowthTrend, growth_trend};
use tierstat_words::method_note::METHOD_NOTES;

/// The figures of a file by sheet and cell, as inspecting the file finds them: nothing of the ledger takes part.
type Cells = BTreeMap<(String, String), Value>;

/// An interval: both ends.
type Interval = (f64, f64);

#[test]
fn every_number_of_the_report_walks_back_to_cells_whose_texts_say_it() {
    let project = Project::of_built_repository();
    let mut files: BTreeMap<String, Cells> = BTreeMap::new();
    let mut walked = 0;
    for language in ["zh-CN", "en"] {
        let page = project.read(&format!("out/reports/annual/annual.{language}.html"));
        let origins: Value = serde_json::from_str(
            &project.read(&format!("out/reports/annual/annual.{language}.origins.json")),
        )
        .unwrap();
        let numbers: BTreeMap<&str, &Value> = origins["numbers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|number| (number["id"].as_str().unwrap(), number))
            .collect();
        let on_page: BTreeSet<&str> =
            page.split("<button id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let shown: BTreeSet<String> = page
            .split(" popovertarget=\"o")
            .skip(1)
            .map(|rest| format!("n{}", rest.split('"').next().unwrap()))
            .collect();
        assert!(on_page.iter().copied().eq(shown.iter().map(String::as_str)), "each card has its number");
        assert!(on_page.len() > 50, "the page has its numbers: {}", on_page.len());
        for id in on_page {
            let number = numbers.get(id).unwrap_or_else(|| panic!("{language}: {id} has no origin"));
            walk(&project, number, &mut files);
            walked += 1;
        }
        let trends = numbers.values().filter(|number| {
            number["formula"].as_str().is_some_and(|formula| formula.contains("ln y = a + b t"))
        });
        assert_eq!(trends.count(), 2, "the rate of a trend and its interval");
        // The cards at the end are the origins themselves.
        let (text, _) = page.split_once("<section class=\"appendix\"").expect("the appendix of origins");
        let unbound = unbound_numbers(text);
        assert!(unbound.is_empty(), "{language}: numbers without an origin: {unbound:?}");
    }
    assert!(walked > 100 && files.len() > 3, "{walked} numbers, {} files", files.len());
}

/// Walks one number: every figure behind it to its cell, and its formula over them to its bounds.
fn walk(project: &Project, number: &Value, files: &mut BTreeMap<String, Cells>) {
    let readings = number["readings"].as_array().unwrap();
    assert!(!readings.is_empty(), "{number}");
    let mut known: Vec<Interval> = Vec::new();
    for reading in readings {
        let figure = &reading["figure"];
        let cell = &figure["origin"]["cell"];
        let file = cell["file"].as_str().unwrap();
        let cells = files.entry(file.to_owned()).or_insert_with(|| cells_of(project, file));
        let sheet = cell["sheet"].as_str().unwrap_or_default();
        let place = a1(cell["row"].as_u64().unwrap(), cell["column"].as_u64().unwrap());
        let found = cells
            .get(&(sheet.to_owned(), place.clone()))
            .unwrap_or_else(|| panic!("{file} › {sheet} › {place} is no figure: {figure}"));
        assert_eq!(found["printed"], figure["quantity"]["printed"], "{file} › {sheet} › {place}");
        let bounds = interval(&figure["quantity"]["bounds"]);
        if figure["correction"].is_null() {
            let factor = found["factor"].as_f64().unwrap();
            let end = |name: &str| found[name].as_f64().map_or(f64::INFINITY, |end| end * factor);
            assert!(
                close(bounds, (end("lower"), end("upper"))),
                "{file} › {sheet} › {place}: {bounds:?} is not {found}"
            );
        } else {
            assert_eq!(figure["correction"]["expected"], found["printed"], "the guard holds");
        }
        known.push(bounds);
    }
    let stated = (number["lower"].as_f64().unwrap(), number["upper"].as_f64().unwrap_or(f64::INFINITY));
    match number["formula"].as_str() {
        None => assert!(known.iter().any(|bounds| close(*bounds, stated)), "{number}"),
        Some(formula) if formula.contains("ln y = a + b t") => {
            // A trend over all the readings: fitted again from the cells alone.
            let periods = readings.iter().map(|reading| reading["figure"]["period"].as_str().unwrap());
            let series: Vec<(f64, Option<Bounds>)> = periods
                .zip(&known)
                .map(|(period, (lower, upper))| {
                    (period.parse::<Period>().unwrap().in_years(), Bounds::closed(*lower, *upper).ok())
                })
                .collect();
            let GrowthTrend::Fitted { rate, interval, .. } = growth_trend(&series).unwrap() else {
                panic!("{number} has no rate");
            };
            let interval = (interval.0.lower(), interval.0.upper_value().unwrap());
            assert!(
                close(stated, (rate, rate)) || close(stated, interval),
                "{stated:?}: {rate} {interval:?}"
            );
        }
        // What a method computes from many numbers has no arithmetic in one line; it names the method.
        Some(formula) if METHOD_NOTES.iter().any(|note| formula.contains(note.formula)) => {}
        Some(formula) => {
            // Years stand in a formula with two decimals.
            let close =
                |one, other| if formula.contains('^') { near(one, other, 5e-3) } else { close(one, other) };
            let value = Formula { text: formula, known: &known }.value();
            // Where a rough number stands twice in a formula, plain intervals are wider than what is stated.
            let slack = if formula.contains('^') { 5e-3 } else { 1e-9 };
            let holds = value.0 <= stated.0 + slack && stated.1 <= value.1 + slack;
            assert!(holds, "{formula} is {value:?}, not {stated:?}");
            let are_points = known.iter().all(|(lower, upper)| lower == upper);
            assert!(!are_points || close(value, stated), "{formula} is {value:?}, not {stated:?}");
        }
    }
}

/// The figures that inspecting one received file finds.
fn cells_of(project: &Project, file: &str) -> Cells {
    let run = project.run(["inspect", file, "--format", "json"]).expect_code(0);
    let document = run.json();
    let figures = document["figures"].as_array().unwrap().iter();
    let text = |figure: &Value, name: &str| figure[name].as_str().unwrap().to_owned();
    figures.map(|figure| ((text(figure, "sheet"), text(figure, "cell")), figure.clone())).collect()
}

fn a1(row: u64, mut column: u64) -> String {
    let mut letters = String::new();
    while column > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((column - 1) % 26).unwrap()));
        column = (column - 1) / 26;
    }
    format!("{letters}{row}")
}

fn interval(bounds: &Value) -> Interval {
    let upper = &bounds["upper"];
    let end = upper["closed"].as_f64().or(upper["open"].as_f64()).unwrap_or(f64::INFINITY);
    (bounds["lower"].as_f64().unwrap(), end)
}

fn close(one: Interval, other: Interval) -> bool {
    near(one, other, 1e-9)
}

fn near(one: Interval, other: Interval, within: f64) -> bool {
    let near =
        |one: f64, other: f64| one == other || (one - other).abs() <= within * one.abs().max(other.abs());
    near(one.0, other.0) && near(one.1, other.1)
}

/// A formula over numbers that figures say, or that are the sum of some of them: + − ÷ and brackets.
struct Formula<'a> {
    text: &'a str,
    known: &'a [Interval],
}

impl Formula<'_> {
    fn value(&self) -> Interval {
        // A word behind a number, and no bracket of the arithmetic.
        let text = self.text.replace("(rounded)", "");
        let signs: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        let mut at = 0;
        let value = self.sum(&signs, &mut at);
        assert_eq!(at, signs.len(), "{} was not read to its end", self.text);
        value
    }

    fn sum(&self, signs: &[char], at: &mut usize) -> Interval {
        let mut value = self.quotient(signs, at);
        while let Some(sign) = signs.get(*at).filter(|sign| "+−-".contains(**sign)) {
            *at += 1;
            let (lower, upper) = self.quotient(signs, at);
            value = if *sign == '+' {
                (value.0 + lower, value.1 + upper)
            } else {
                (value.0 - upper, value.1 - lower)
            };
        }
        value
    }

    fn quotient(&self, signs: &[char], at: &mut usize) -> Interval {
        let mut value = self.power(signs, at);
        while signs.get(*at) == Some(&'÷') {
            *at += 1;
            let (lower, upper) = self.power(signs, at);
            value = (value.0 / upper, value.1 / lower);
        }
        value
    }

    /// A root: `^(1 ÷ years)`, whose numbers no cell says.
    fn power(&self, signs: &[char], at: &mut usize) -> Interval {
        let base = self.one(signs, at);
        if signs.get(*at) != Some(&'^') {
            return base;
        }
        let exponent: String = signs[*at + 1..].iter().take_while(|sign| **sign != ')').collect();
        *at += exponent.chars().count() + 2;
        let years: f64 = exponent.strip_prefix("(1÷").expect("a root").parse().expect("years");
        (base.0.powf(1.0 / years), base.1.powf(1.0 / years))
    }

    fn one(&self, signs: &[char], at: &mut usize) -> Interval {
        if signs.get(*at) == Some(&'(') {
            *at += 1;
            let value = self.sum(signs, at);
            assert_eq!(signs.get(*at), Some(&')'), "{}", self.text);
            *at += 1;
            return value;
        }
        let start = *at;
        while signs.get(*at).is_some_and(|sign| !"+−÷()^".contains(*sign)) {
            *at += 1;
        }
        let literal: String = signs[start..*at].iter().collect();
        let digits: String = literal.chars().filter(|sign| sign.is_ascii_digit() || *sign == '.').collect();
        if literal == "1" && self.text.contains('^') {
            return (1.0, 1.0);
        }
        let least: f64 = digits.parse().unwrap_or_else(|_| panic!("{literal} in {}", self.text));
        let least = if literal.contains('万') { least * 1e4 } else { least };
        self.said(least).unwrap_or_else(|| panic!("no cell says {literal} of {}", self.text))
    }

    /// The interval that begins at a number: of one figure, or of the sum of some.
    fn said(&self, least: f64) -> Option<Interval> {
        let distinct: Vec<Interval> = self.known.to_vec();
        let sums = || {
            (1_u32..1 << distinct.len().min(12)).map(|chosen| {
                let parts = distinct.iter().enumerate().filter(|(index, _)| chosen >> index & 1 == 1);
                parts.fold((0.0, 0.0), |sum, (_, part)| (sum.0 + part.0, sum.1 + part.1))
            })
        };
        // A rounded number is printed as the middle of what it may be.
        let is_rounded = |sum: &Interval| (sum.0 + sum.1 - 2.0 * least).abs() <= 1e-9 * least.abs();
        sums().find(|sum| sum.0 == least).or_else(|| sums().find(is_rounded))
    }
}

/// The numbers of running text and captions that have no origin; years, dates and what quotes documents are none.
fn unbound_numbers(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in page.split("<p>").skip(1) {
        let paragraph = paragraph.split("</p>").next().unwrap();
        // The level of an interval is its name, no figure.
        // The level of an interval is no figure.
        let text = without_bound(paragraph)
            .replace("95%区间", "区间")
            .replace("(95%: ", "(")
            .replace("; 95%: ", "; ")
            .replace("95% confidence", "confidence");
        let names_sources =
            ["资料来源", "Source:", "来源", "tierstat check"].iter().any(|word| text.contains(word));
        if names_sources {
            continue;
        }
        for word in text.split(|sign: char| !sign.is_ascii_digit() && !".,%".contains(sign)) {
            let word = word.trim_matches([',', '.']);
            let digits: String = word.chars().filter(char::is_ascii_digit).collect();
            let is_date = digits.len() <= 2 || (digits.len() == 4 && digits.starts_with(['1', '2']));
            if !digits.is_empty() && (!is_date || word.contains(['%', ','])) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

/// A paragraph without its bound numbers and all tags.
fn without_bound(paragraph: &str) -> String {
    let mut text = String::new();
    let mut rest = paragraph;
    let mut depth = 0_usize;
    while let Some(at) = rest.find('<') {
        if depth == 0 {
            text.push_str(&rest[..at]);
        }
        let tag = rest[at..].split_inclusive('>').next().unwrap();
        if tag.starts_with("<button ") {
            depth += 1;
        } else if depth > 0 && tag.starts_with("</button") {
            depth -= 1;
        }
        rest = &rest[at + tag.len()..];
    }
    text + rest
}
