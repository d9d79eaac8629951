//! The figures of the project, a document for each indicator.

use super::chance::Chance;
use super::lists::{AREAS, KINDS, ROOT, area};

/// What the columns of every document mean.
pub(super) const MAPPING: &str = "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\narea = \"area-code\"\nperiod = \"period\"\n\
    value = \"value\"\nstatus = \"status\"\nkind = { dimension = \"kind\" }\n";

/// The last year that has figures.
const LAST: i64 = 2025;

/// Rows of one document.
struct Rows {
    indicator: &'static str,
    text: String,
}

impl Rows {
    fn of(indicator: &'static str) -> Self {
        Self { indicator, text: "indicator,tier,area,period,value,status,kind\n".to_owned() }
    }

    fn add(&mut self, tier: &str, area: &str, period: &str, value: &str, status: &str, kind: &str) {
        self.text.push_str(&format!("{},{tier},{area},{period},{value},{status},{kind}\n", self.indicator));
    }

    /// A figure of all tiers, as it is.
    fn plain(&mut self, area: &str, year: i64, value: &str) {
        self.add("all", area, &year.to_string(), value, "A", "");
    }
}

/// The documents by name, as an edition has them.
pub(super) fn documents(edition: usize) -> Vec<(&'static str, String)> {
    let made = [
        members(edition),
        orders(),
        balance(),
        share(),
        rough(),
        broken(),
        sparse(),
        status(),
        zero(),
        single(),
        monthly(),
        tiers(),
    ];
    made.into_iter().map(|rows| (rows.indicator, rows.text)).collect()
}

/// Sixty years of the country and six areas, ten of the others; in the second edition the last two years are other ones. In one area six
/// kinds sum to the whole.
fn members(edition: usize) -> Rows {
    let (mut rows, mut chance) = (Rows::of("members"), Chance::of(1));
    let mut country = 300_000_i64;
    for year in LAST - 59..=LAST {
        country += chance.between(-2000, 30_000);
        rows.plain(ROOT, year, &country.to_string());
    }
    for index in 0..AREAS {
        let mut value = chance.between(200, 30_000);
        let years = if index < 6 { 60 } else { 10 };
        for year in LAST - years + 1..=LAST {
            value = (value + chance.between(-value / 20, value / 8)).max(10);
            let revision = chance.between(-90, 150);
            let shown = if edition == 1 && year > LAST - 2 { (value + revision).max(1) } else { value };
            rows.plain(&area(index), year, &shown.to_string());
        }
    }
    for year in LAST - 7..=LAST {
        let grown = year - LAST + 8;
        let mut sum = 0;
        for (number, (kind, ..)) in KINDS.iter().enumerate() {
            let size = [9000, 4100, 600, 1500, 2400, 90][number];
            let value = size + grown * chance.between(-size / 20, size / 9);
            sum += value;
            rows.add("region", ROOT, &year.to_string(), &value.to_string(), "A", kind);
        }
        rows.add("region", ROOT, &year.to_string(), &sum.to_string(), "A", "");
    }
    rows
}

/// From one to a million millions.
fn orders() -> Rows {
    let (mut rows, mut chance) = (Rows::of("orders"), Chance::of(2));
    for index in 0..13 {
        let mut value = 10_i64.pow(u32::try_from(index).unwrap_or_default());
        for year in LAST - 5..=LAST {
            rows.plain(&area(index), year, &value.to_string());
            value += chance.between(0, (value / 3).max(1));
        }
    }
    rows
}

/// Above and below zero.
fn balance() -> Rows {
    let (mut rows, mut chance) = (Rows::of("balance"), Chance::of(3));
    for index in 0..12 {
        for year in LAST - 9..=LAST {
            rows.plain(&area(index), year, &chance.between(-900, 700).to_string());
        }
    }
    for year in LAST - 9..=LAST {
        rows.plain(ROOT, year, &(-chance.between(100, 4000)).to_string());
    }
    rows
}

/// Shares in percent, with one digit.
fn share() -> Rows {
    let (mut rows, mut chance) = (Rows::of("share"), Chance::of(4));
    for index in 0..AREAS {
        for year in LAST - 7..=LAST {
            let tenths = chance.between(3, 989);
            rows.plain(&area(index), year, &format!("{}.{}%", tenths / 10, tenths % 10));
        }
    }
    rows
}

/// Numbers as the press has them.
fn rough() -> Rows {
    let (mut rows, mut chance) = (Rows::of("rough"), Chance::of(5));
    for index in 0..10 {
        for year in LAST - 7..=LAST {
            let hundreds = chance.between(2, 60);
            let value = match chance.below(7) {
                0 => format!("{}00多", hundreds),
                1 => format!("近{}00", hundreds),
                2 => format!("约{}00", hundreds),
                3 => format!("{}00~{}00", hundreds, hundreds + 3),
                4 => format!("{}00以上", hundreds),
                5 => format!("0.{hundreds:02}万"),
                _ => format!("{}{:02}", hundreds, chance.below(100)),
            };
            rows.plain(&area(index), year, &value);
        }
    }
    rows
}

/// A break for half of the areas, another definition for two.
fn broken() -> Rows {
    let (mut rows, mut chance) = (Rows::of("broken"), Chance::of(6));
    for index in 0..8 {
        let mut value = chance.between(400, 2000);
        for year in LAST - 11..=LAST {
            value += chance.between(-20, 90);
            let is_break = index % 2 == 0 && year == LAST - 5;
            let is_other = index == 3 && year == LAST - 3;
            if is_break {
                value += value / 2;
            }
            let status = if is_break {
                "B"
            } else if is_other {
                "D"
            } else {
                "A"
            };
            rows.add("all", &area(index), &year.to_string(), &value.to_string(), status, "");
        }
    }
    rows
}

/// Two of five years are not there; the second area ends early, the third begins late.
fn sparse() -> Rows {
    let (mut rows, mut chance) = (Rows::of("sparse"), Chance::of(7));
    for index in 0..9 {
        for year in LAST - 14..=LAST {
            let is_out = (index == 1 && year > LAST - 5) || (index == 2 && year < LAST - 4);
            let value = chance.between(300, 3000);
            if !chance.once_in(3) && !is_out {
                rows.plain(&area(index), year, &value.to_string());
            }
        }
    }
    rows
}

/// Every status in turn.
fn status() -> Rows {
    const STATUSES: [&str; 10] = ["A", "P", "E", "I", "U", "V", "Q", "M", "L", "F"];
    let (mut rows, mut chance) = (Rows::of("status"), Chance::of(8));
    for index in 0..10 {
        let mut value = chance.between(200, 900);
        for year in LAST - 5..=LAST {
            value += chance.between(0, 60);
            let place = usize::try_from(LAST - year).unwrap_or_default() + index;
            // A forecast is of the last year alone.
            let status = if year == LAST && index == 0 { "F" } else { STATUSES[place % 9] };
            let is_missing = ["Q", "M", "L"].contains(&status);
            let printed = if is_missing { "…".to_owned() } else { value.to_string() };
            rows.add("all", &area(index), &year.to_string(), &printed, status, "");
        }
    }
    rows
}

/// Zero more often than not, and for one area always.
fn zero() -> Rows {
    let (mut rows, mut chance) = (Rows::of("zero"), Chance::of(9));
    for index in 0..5 {
        for year in LAST - 6..=LAST {
            let value = if index == 0 || !chance.once_in(3) { 0 } else { chance.between(1, 12) };
            rows.plain(&area(index), year, &value.to_string());
        }
    }
    rows
}

fn single() -> Rows {
    let mut rows = Rows::of("single");
    rows.plain(&area(0), LAST, "7");
    rows
}

/// Five years of months, in four areas.
fn monthly() -> Rows {
    let (mut rows, mut chance) = (Rows::of("monthly"), Chance::of(10));
    for index in 0..4 {
        let mut value = chance.between(4000, 9000);
        for year in LAST - 4..=LAST {
            for month in 1..=12 {
                value += chance.between(-150, 200);
                rows.add("all", &area(index), &format!("{year}-{month:02}"), &value.to_string(), "A", "");
            }
        }
    }
    rows
}

/// Associations of four tiers that sum to the total, and the divisions that they may cover.
fn tiers() -> Rows {
    let (mut rows, mut chance) = (Rows::of("associations"), Chance::of(11));
    let mut lines = String::new();
    for place in [ROOT.to_owned(), area(0), area(2), area(5)] {
        let mut counts = [1, 8, 60, 210].map(|least| chance.between(least, least * 2));
        let units = [40, 300, 2800, 40_000];
        for year in LAST - 5..=LAST {
            let year = year.to_string();
            for ((tier, count), units) in
                ["region", "city", "county", "township"].iter().zip(&mut counts).zip(units)
            {
                *count += chance.between(0, *count / 3 + 1);
                *count = (*count).min(units);
                rows.add(tier, &place, &year, &count.to_string(), "A", "");
                lines.push_str(&format!("divisions,{tier},{place},{year},{units},A,\n"));
            }
            rows.add("all", &place, &year, &counts.iter().sum::<i64>().to_string(), "A", "");
        }
    }
    rows.text.push_str(&lines);
    rows
}
