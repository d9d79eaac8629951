//! New users who are played: from an empty folder to a report of their own, and the next year, by the program alone.
//!
//! Who plays copies what came into the project, calls the program and presses keys; commands and decisions are counted here. What is
//! so is drawn before anything is imported, and every figure is held against it.

#![expect(clippy::print_stderr, reason = "a test says what a first year costs, and what it cannot do here")]

mod book;
mod federation;
mod player;
mod truth;
mod umbrella;
mod walk_through;

use federation::{City, Received, cities};
use player::Player;
use serde_json::Value;
use std::collections::BTreeMap;
use truth::{Area, Truth, areas};

/// What the ledger answers: bounds by indicator, area and period.
fn answered(player: &Player) -> BTreeMap<(String, String, String), (f64, f64)> {
    let run = player.project.run(["figures", "--format", "json"]).expect_code(0);
    let rows = run.json();
    let text =
        |row: &Value, key: &str| row[key].as_str().unwrap_or_else(|| panic!("{key} in {row}")).to_owned();
    let rows = rows.as_array().expect("rows").iter().map(|row| {
        let bound = |key: &str| row[key].as_f64().unwrap_or_else(|| panic!("{key} in {row}"));
        let question = (text(row, "indicator"), text(row, "area"), last_day(&text(row, "period")));
        (question, (bound("lower"), bound("upper")))
    });
    rows.collect()
}

/// The last day of a period, of which a stock tells: 2025, 2025-12, 2025-12-31, 2024-04-01/P1Y.
fn last_day(period: &str) -> String {
    match (period.len(), period.split_once("-04-01/P1Y")) {
        (_, Some((year, _))) => format!("{}-03-31", year.parse::<u32>().expect("a year") + 1),
        (4, None) => format!("{period}-12-31"),
        (7, None) => format!("{period}-31"),
        _ => period.to_owned(),
    }
}

/// Holds every figure against what is so: each question is answered, each answer holds the truth, and where the print is not rough it is
/// the truth; ten thousands with few digits are rough. What is printed of an area that holds others is the sum of these.
fn is_true(player: &Player, truth: &Truth, all: &[Area], day_of: impl Fn(&str) -> String) {
    let mut answers = answered(player);
    let (mut wrong, mut rough) = (Vec::new(), 0);
    for ((indicator, area, period), number) in &truth.0 {
        let question = ((*indicator).to_owned(), area.clone(), day_of(period));
        let number = f64::from(*number);
        match answers.remove(&question) {
            Some((lower, upper)) if lower <= number && number <= upper => {
                rough += usize::from(upper > lower);
            }
            other => wrong.push(format!("{question:?} is {number}, and {other:?} is answered")),
        }
    }
    let lies_in = |inner: &str, outer: &str| {
        let parent = |code: &str| all.iter().find(|area| area.code == code).map(|area| area.parent.clone());
        std::iter::successors(Some(inner.to_owned()), |code| parent(code)).take(9).any(|code| code == outer)
    };
    for ((indicator, area, period), (lower, upper)) in answers {
        let parts = truth
            .0
            .iter()
            .filter(|((id, code, of), _)| *id == indicator && lies_in(code, &area) && day_of(of) == period);
        let sum: f64 = parts.map(|(_, number)| f64::from(*number)).sum();
        if !(lower <= sum && sum <= upper) {
            wrong.push(format!(
                "{indicator} of {area} in {period} is {sum}, and {lower} to {upper} is answered"
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rough * 10 < truth.0.len(), "{rough} rough");
}

/// The files of a round; `late` is the place of the one that is not there yet, `twice` of the one that came twice.
fn round(
    cities: &[City],
    year: u32,
    truth: &Truth,
    late: Option<usize>,
    twice: Option<usize>,
) -> Vec<Received> {
    let mut files = Vec::new();
    for (place, city) in cities.iter().enumerate().filter(|(place, _)| Some(*place) != late) {
        let (name, content) = federation::sent(place, city, year, truth);
        if Some(place) == twice {
            files.push(federation::sent_too_early(place, city, year, truth));
            let (stem, ending) = name.rsplit_once('.').expect("an ending");
            files.push((format!("{stem}（更正）.{ending}"), content));
        } else {
            files.push((name, content));
        }
    }
    files
}

/// The keys of someone who reads: what is wrong in a total is left out, what is supposed of origins is right.
fn key_of(shown: &str) -> char {
    if shown.contains("[total.mismatch]") || shown.contains("[origin.missing]") {
        return '1';
    }
    if shown.contains("[period.fiscal-year]") {
        assert!(shown.contains("  1  the year begins on 1 April"), "{shown}");
        return '1';
    }
    panic!("a question that nobody should have to answer:\n{shown}");
}

#[test]
fn a_provincial_federation_has_its_report_within_twelve_commands_and_six_decisions() {
    let mut player = Player::new("zh_CN.UTF-8");
    let init =
        ["init", "--areas", "430000", "--language", "zh-CN", "--title", "会员统计", "--without-example"];
    player.call(&init).expect_code(0);
    let all = areas(&player.project.read("datasets/areas/areas.csv"));
    let cities = cities(&all);
    let counties: usize = cities.iter().map(|city| city.counties.len()).sum();
    assert_eq!((cities.len(), counties), (14, 122), "as the province is divided today");
    // Some send last year's numbers beside this year's.
    let so = federation::truth(&cities, 2024..=2026);
    let of_year = |years: &[&str]| {
        let told_before = |area: &String| cities[12].counties.iter().any(|county| county.code == *area);
        Truth(
            so.0.clone()
                .into_iter()
                .filter(|((_, area, period), _)| {
                    years.contains(&period.as_str()) || period == "2024" && told_before(area)
                })
                .collect(),
        )
    };
    let day_of = |period: &str| format!("{period}-12-31");
    let copy = |player: &Player, files: &[Received], folder: &str| {
        files
            .iter()
            .for_each(|(name, content)| player.copy(&format!("datasets/各市/{folder}/{name}"), content));
    };

    // The first round: one is late, one came twice, one total is wrong, one is in ten thousands.
    copy(&player, &round(&cities, 2025, &so, Some(13), Some(1)), "2025");
    let Some(screen) = player.settle(&["settle"], key_of) else {
        eprintln!("skipped: there is no program `script` here that makes a terminal");
        return;
    };
    assert!(screen.contains("仍暂缓 0 条"), "{screen}");
    player.call(&["report", "new", "returns", "汇总"]).expect_code(0);
    player.call(&["build"]).expect_code(0);
    let report = player.project.read("out/reports/汇总/汇总.zh-CN.md");
    assert!(
        report.contains("13/14") && report.contains("湘西土家族苗族自治州"),
        "who is late is named:\n{report}"
    );
    assert!(report.contains("因为它公布较晚"), "which of two states holds is said:\n{report}");

    // The late one.
    copy(&player, &[federation::sent(13, &cities[13], 2025, &so)], "2025");
    player.settle(&["settle"], key_of);
    player.call(&["build"]).expect_code(0);
    is_true(&player, &of_year(&["2025"]), &all, day_of);
    let report = player.project.read("out/reports/汇总/汇总.zh-CN.md");
    assert!(report.contains("14/14"), "{report}");
    let (commands, decisions) = (player.commands.len(), player.decisions.len());
    eprintln!("the first year: {commands} commands, {decisions} decisions: {:?}", player.commands);
    assert!(commands <= 12 && decisions <= 6, "{commands} commands, {decisions} decisions");

    // The next year, at most half of it.
    copy(&player, &round(&cities, 2026, &so, None, Some(4)), "2026");
    player.settle(&["settle"], key_of);
    player.call(&["build"]).expect_code(0);
    is_true(&player, &of_year(&["2025", "2026"]), &all, day_of);
    let (later, more) = (player.commands.len() - commands, player.decisions.len() - decisions);
    eprintln!("the next year: {later} commands, {more} decisions");
    assert!(later * 2 <= commands && more * 2 <= decisions.max(6), "{later} commands, {more} decisions");
    let report = player.project.read("out/reports/汇总/汇总.zh-CN.md");
    assert!(report.contains("2026年底"), "{report}");
}

#[test]
fn an_umbrella_body_has_its_report_of_fiscal_years_within_twelve_commands_and_six_decisions() {
    let mut player = Player::new("en_GB.UTF-8");
    let init = ["init", "--areas", "uk", "--language", "en", "--title", "Members", "--without-example"];
    player.call(&init).expect_code(0);
    let all = areas(&player.project.read("datasets/areas/areas.csv"));
    let regions = umbrella::regions(&all);
    assert_eq!(regions.len(), 12);
    let so = umbrella::truth(&regions, 2023..=2026);
    let until = |last: u32| {
        let is_told = |period: &str| period <= umbrella::fiscal(last).as_str();
        Truth(so.0.clone().into_iter().filter(|((.., period), _)| is_told(period)).collect())
    };
    // A stock of a fiscal year is that of its last day.
    let day_of = |period: &str| format!("{}-03-31", period[..4].parse::<u32>().expect("a year") + 1);
    let copy = |player: &Player, last: u32, folder: &str| {
        for (place, region) in regions.iter().enumerate() {
            let (name, content) = umbrella::sent(place, region, last, &so);
            player.copy(&format!("datasets/regions/{folder}/{name}"), &content);
        }
    };
    copy(&player, 2025, "2024-25");
    let Some(screen) = player.settle(&["settle"], key_of) else {
        eprintln!("skipped: there is no program `script` here that makes a terminal");
        return;
    };
    assert!(screen.contains("0 numbers are still kept back"), "{screen}");
    player.call(&["report", "new", "returns", "returns"]).expect_code(0);
    player.call(&["build"]).expect_code(0);
    is_true(&player, &until(2025), &all, day_of);
    let report = player.project.read("out/reports/returns/returns.en.md");
    assert!(report.contains("Wales") && report.contains("East Midlands"), "{report}");
    let (commands, decisions) = (player.commands.len(), player.decisions.len());
    eprintln!("the first year: {commands} commands, {decisions} decisions: {:?}", player.commands);
    assert!(commands <= 12 && decisions <= 6, "{commands} commands, {decisions} decisions");

    copy(&player, 2026, "2025-26");
    player.settle(&["settle"], key_of);
    player.call(&["build"]).expect_code(0);
    is_true(&player, &until(2026), &all, day_of);
    let (later, more) = (player.commands.len() - commands, player.decisions.len() - decisions);
    eprintln!("the next year: {later} commands, {more} decisions");
    assert!(later * 2 <= commands && more * 2 <= decisions.max(6), "{later} commands, {more} decisions");
}
