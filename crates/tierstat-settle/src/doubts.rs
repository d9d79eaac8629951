//! Questions from numbers that are kept back, and from what nothing names.

use crate::line::MappingLine;
use crate::question::{Choice, FISCAL, MOST_CHOICES, OpenQuestion};
use crate::record::{Content, Record};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, CodeLists, Finding, IndicatorId, KeptBack, Language, Localized, Part, TierId, UnitId,
};

/// What is in doubt, and by what lists it may be settled.
#[derive(Debug, Clone, Copy)]
pub struct Doubts<'a> {
    /// The numbers that are kept back.
    pub kept: &'a [KeptBack],
    /// What the ledger's imports found; those that name a line of a mapping become questions.
    pub findings: &'a [Finding],
    /// The code lists.
    pub lists: &'a CodeLists,
    /// The file of settings, which takes what holds for all sources.
    pub settings: &'a str,
}

/// The questions about what is in doubt, one for each doubt of each file.
#[must_use]
pub fn questions_of_doubts(doubts: &Doubts<'_>) -> Vec<OpenQuestion> {
    let mut groups: BTreeMap<(&str, &str, &Localized), Vec<&KeptBack>> = BTreeMap::new();
    for kept in doubts.kept {
        groups.entry((&kept.cell.file, &kept.rule, &kept.reason)).or_default().push(kept);
    }
    let of_kept = groups.into_values().filter_map(|kept| of_kept(doubts, &kept));
    // Whoever says when fiscal years begin has said the periods of their file.
    let is_fiscal = |finding: &&Finding| finding.rule == FISCAL;
    let fiscal: BTreeSet<&str> = doubts
        .findings
        .iter()
        .filter(is_fiscal)
        .flat_map(|finding| &finding.cells)
        .map(|cell| cell.file.as_str())
        .collect();
    let waits = |finding: &&Finding| {
        finding.rule == "period.unknown"
            && finding.cells.iter().all(|cell| fiscal.contains(cell.file.as_str()))
    };
    let asked = doubts.findings.iter().filter(|finding| !waits(finding));
    let of_findings = asked.filter_map(|finding| of_finding(doubts, finding));
    of_kept.chain(of_findings).filter(|question| !question.choices.is_empty()).collect()
}

/// The question about numbers of one file that one doubt keeps back.
fn of_kept(doubts: &Doubts<'_>, kept: &[&KeptBack]) -> Option<OpenQuestion> {
    let first = kept.first()?;
    // Of numbers that contradict each other one may well be right: what tells them apart has to be said.
    if first.rule == "figure.duplicate.doubtful" {
        return None;
    }
    let mut choices: Vec<Choice> = Vec::new();
    let lines: Option<Vec<MappingLine>> =
        kept.iter().map(|kept| MappingLine::read(&kept.settled_by)).collect();
    if let Some(lines) = lines {
        let ignores = lines.iter().all(|line| line.says.iter().any(|(key, _)| key == "ignore"));
        let open = lines.first()?.open_keys();
        match open.as_slice() {
            // The doubt itself says what it would be.
            [] if !ignores => {
                choices.push(choice(&first.cell.file, said(doubts, lines.first()?), lines.clone()));
                choices.extend(rivals(doubts, first, &lines));
            }
            // What stands for a missing number may be one all the same.
            [] => choices.push(choice(
                &first.cell.file,
                Localized::new("这些是真实的数", "they are numbers"),
                kept.iter().map(|kept| as_number(kept)).collect(),
            )),
            [key] => {
                for value in values(doubts, key, first) {
                    let lines: Vec<MappingLine> = lines.iter().map(|line| line.saying(key, &value)).collect();
                    choices.push(choice(&first.cell.file, said(doubts, lines.first()?), lines));
                }
            }
            _ => {}
        }
    }
    choices.truncate(MOST_CHOICES - 1);
    let words = Localized::new("不计入：这些数不读", "leave them out: these numbers are not read");
    let ignored = kept.iter().map(|kept| MappingLine::ignoring("cells", &cell_key(kept))).collect();
    choices.push(choice(&first.cell.file, words, ignored));
    Some(OpenQuestion {
        rule: first.rule.clone(),
        reasons: vec![first.reason.clone()],
        cells: kept.iter().map(|kept| kept.cell.clone()).collect(),
        choices,
        parts: Vec::new(),
    })
}

/// The question about a label, a period or the like that nothing names, where its finding writes the line.
fn of_finding(doubts: &Doubts<'_>, finding: &Finding) -> Option<OpenQuestion> {
    const BEFORE: [&str; 2] =
        ["Write in the mapping file: ", "Write in the mapping file or in tierstat.toml: "];
    if finding.rule.ends_with(".doubtful") {
        return None;
    }
    let hint = BEFORE.iter().find_map(|before| finding.hint.en.strip_prefix(before))?;
    // A remark in brackets may stand behind the line, and brackets in a label of it.
    let cut = hint.split(" (").next().unwrap_or(hint);
    let line = MappingLine::read(hint).or_else(|| MappingLine::read(cut))?;
    let cell = finding.cells.first()?;
    let mut choices = Vec::new();
    let fiscal = line.section == "fiscal-year";
    let key = match line.says.as_slice() {
        [(key, _)] => key.clone(),
        _ => return None,
    };
    let near = near(doubts.lists, &key, &finding.message.en);
    let values = match key.as_str() {
        // Which of thousands of areas it is only those that are near to it tell.
        "area" => near,
        _ => values_of(doubts, &key, &near, &cell.file),
    };
    for value in values {
        let line = line.saying(&key, &value);
        let words = said(doubts, &line);
        choices.push(match fiscal {
            true => Choice {
                words,
                records: vec![Record { file: doubts.settings.to_owned(), content: Content::Line(line) }],
            },
            false => choice(&cell.file, words, vec![line]),
        });
    }
    choices.truncate(MOST_CHOICES - 1);
    if line.section == "labels" {
        let words = Localized::new("不计入：其下的数不读", "leave it out: the numbers under it are not read");
        choices.push(choice(&cell.file, words, vec![MappingLine::ignoring("labels", &line.key)]));
    }
    Some(OpenQuestion {
        rule: finding.rule.clone(),
        reasons: vec![finding.message.clone()],
        cells: finding.cells.clone(),
        choices,
        parts: Vec::new(),
    })
}

fn choice(file: &str, words: Localized, lines: Vec<MappingLine>) -> Choice {
    let mut records: Vec<Record> = Vec::new();
    for line in lines {
        let record = Record { file: format!("{file}.mapping.toml"), content: Content::Line(line) };
        if !records.contains(&record) {
            records.push(record);
        }
    }
    Choice { words, records }
}

fn cell_key(kept: &KeptBack) -> String {
    match &kept.cell.sheet {
        Some(sheet) => format!("{sheet}!{}", kept.cell.a1()),
        None => kept.cell.a1(),
    }
}

/// The line that says of a cell that its number is one.
fn as_number(kept: &KeptBack) -> MappingLine {
    let indicator =
        kept.parts.iter().find(|part| part.part == Part::Indicator).map(|part| part.value.as_str());
    let says = vec![("indicator".to_owned(), "\"…\"".to_owned())];
    MappingLine { section: "cells".to_owned(), key: cell_key(kept), says }
        .saying("indicator", indicator.unwrap_or_default())
}

/// The answers that say of a part what it might be instead.
fn rivals(doubts: &Doubts<'_>, first: &KeptBack, lines: &[MappingLine]) -> Vec<Choice> {
    let Some((key, _)) = lines.first().and_then(|line| line.says.first()) else { return Vec::new() };
    let Some(part) = first
        .parts
        .iter()
        .find(|part| part.part.name() == key || key == "scale" && part.part == Part::Factor)
    else {
        return Vec::new();
    };
    let rivals = part.rivals.iter().filter_map(|rival| {
        let lines: Vec<MappingLine> = lines.iter().map(|line| line.saying(key, rival)).collect();
        Some(choice(&first.cell.file, said(doubts, lines.first()?), lines))
    });
    rivals.collect()
}

/// The codes and ids of what a message names as near: 430822 桑植县, members members.
fn near(lists: &CodeLists, key: &str, message: &str) -> Vec<String> {
    let Some((_, near)) = message.rsplit_once("near to it: ") else { return Vec::new() };
    let is_known = |id: &str| match key {
        "area" => lists.areas.get(&AreaCode(id.to_owned())).is_some(),
        "indicator" => lists.indicators.get(&IndicatorId(id.to_owned())).is_some(),
        "tier" => lists.tiers.get(&TierId(id.to_owned())).is_some(),
        _ => false,
    };
    let ids = near.split(", ").filter_map(|one| one.split(' ').next());
    ids.filter(|id| is_known(id)).map(str::to_owned).collect()
}

/// The values that a person may choose of a key: what is supposed and what rivals it first.
fn values(doubts: &Doubts<'_>, key: &str, kept: &KeptBack) -> Vec<String> {
    let part = kept.parts.iter().find(|part| part.part.name() == key);
    let first: Vec<String> = part
        .map(|part| std::iter::once(part.value.clone()).chain(part.rivals.iter().cloned()).collect())
        .unwrap_or_default();
    values_of(doubts, key, &first, &kept.cell.file)
}

fn values_of(doubts: &Doubts<'_>, key: &str, first: &[String], file: &str) -> Vec<String> {
    let lists = doubts.lists;
    let all: Vec<String> = match key {
        "indicator" => lists.indicators.indicators.iter().map(|indicator| indicator.id.0.clone()).collect(),
        "tier" => lists.tiers.tiers.iter().map(|tier| tier.id.0.clone()).collect(),
        "unit" => lists.units.units.iter().map(|unit| unit.id.0.clone()).collect(),
        "area" => lists.areas.roots().map(|area| area.code.0.clone()).collect(),
        "scale" => ["1", "1000", "10000", "1000000", "100000000"].map(str::to_owned).to_vec(),
        "begins" => ["04-01", "01-01", "07-01", "09-01", "10-01"].map(str::to_owned).to_vec(),
        "period" => years_of(file),
        _ => Vec::new(),
    };
    let mut values: Vec<String> = Vec::new();
    for value in first.iter().chain(&all).filter(|value| !value.is_empty()) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}

/// The years that the folders and the name of a file tell, the last first.
fn years_of(file: &str) -> Vec<String> {
    let runs = file.split(|sign: char| !sign.is_ascii_digit());
    let mut years: Vec<String> = Vec::new();
    for year in runs.filter(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"))) {
        years.retain(|other| other != year);
        years.insert(0, year.to_owned());
    }
    years
}

/// What a line says, in words.
fn said(doubts: &Doubts<'_>, line: &MappingLine) -> Localized {
    let parts = line.says.iter().map(|(key, value)| said_of(doubts.lists, key, value.trim_matches('"')));
    let (zh, en): (Vec<String>, Vec<String>) = parts.map(|words| (words.zh, words.en)).unzip();
    Localized::new(zh.join("，"), en.join(", "))
}

fn said_of(lists: &CodeLists, key: &str, value: &str) -> Localized {
    let both = |name: &dyn Fn(Language) -> Option<String>| {
        let name = |language| name(language).unwrap_or_else(|| value.to_owned());
        (name(Language::Chinese), name(Language::English))
    };
    match key {
        "indicator" => {
            let id = IndicatorId(value.to_owned());
            let (zh, en) = both(&|language| Some(lists.indicators.get(&id)?.name.get(language).to_owned()));
            Localized::new(format!("指标是：{zh}"), format!("the indicator is {en}"))
        }
        "tier" => {
            let id = TierId(value.to_owned());
            let (zh, en) = both(&|language| Some(lists.tiers.get(&id)?.name.get(language).to_owned()));
            Localized::new(format!("层级是：{zh}"), format!("the tier is {en}"))
        }
        "area" => {
            let code = AreaCode(value.to_owned());
            let (zh, en) = both(&|language| Some(lists.areas.get(&code)?.name_in(language).to_owned()));
            Localized::new(format!("地区是：{zh}"), format!("the area is {en}"))
        }
        "unit" => {
            let id = UnitId(value.to_owned());
            let (zh, en) = both(&|language| Some(lists.units.get(&id)?.name.get(language).to_owned()));
            Localized::new(format!("单位是：{zh}"), format!("the unit is {en}"))
        }
        "period" => Localized::new(format!("时期是：{value}"), format!("the period is {value}")),
        "scale" => match value {
            "1" => Localized::new("按印出的数，不放大", "as it is printed, times 1"),
            _ => Localized::new(format!("印出的数乘以 {value}"), format!("what is printed, times {value}")),
        },
        "begins" => {
            let (month, day) = value.split_once('-').unwrap_or((value, ""));
            let plain = |part: &str| part.trim_start_matches('0').to_owned();
            Localized::new(
                format!("年度自 {} 月 {} 日起", plain(month), plain(day)),
                format!("the year begins on {}", day_in_english(&plain(month), &plain(day))),
            )
        }
        "ignore" => Localized::new("不计入", "left out"),
        _ => Localized::new(format!("{key}：{value}"), format!("{key}: {value}")),
    }
}

fn day_in_english(month: &str, day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{day} {}", name.copied().unwrap_or(month))
}
