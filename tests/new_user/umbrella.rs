//! An umbrella body of the United Kingdom: twelve nations and regions, each with returns of its own over fiscal years.

use super::book::{Cell, Sheet, csv, grouped, number, page, text, xlsx};
use super::federation::Received;
use super::truth::{Area, Truth, drawn};

const MEMBERS: &str = "members";
const ORGANISATIONS: &str = "member-organisations";

/// The nine regions of England and the three other nations.
pub(super) fn regions(areas: &[Area]) -> Vec<Area> {
    let is_one = |area: &&Area| area.tier == "region" || area.tier == "country" && area.name != "England";
    areas.iter().filter(is_one).cloned().collect()
}

/// The period of a fiscal year that ends in March of a year, as the ledger writes it.
pub(super) fn fiscal(until: u32) -> String {
    format!("{}-04-01/P1Y", until - 1)
}

/// What is so in the fiscal years that end in these years.
pub(super) fn truth(regions: &[Area], years: std::ops::RangeInclusive<u32>) -> Truth {
    let mut truth = Truth::default();
    for region in regions {
        let (mut members, mut organisations) =
            (drawn(&region.code, 900, 21_000), drawn(&format!("{}/o", region.code), 40, 320));
        for year in years.clone() {
            truth.set(MEMBERS, region, &fiscal(year), members);
            truth.set(ORGANISATIONS, region, &fiscal(year), organisations);
            members += members * drawn(&format!("{year}{}", region.code), 10, 80) / 1000 + 1;
            organisations += drawn(&format!("{year}{}/o", region.code), 0, 9);
        }
    }
    truth
}

/// 2024/25 of the fiscal year that ends in 2025.
fn slashed(until: u32) -> String {
    format!("{}/{:02}", until - 1, until % 100)
}

/// What a region sends for three fiscal years up to one.
pub(super) fn sent(place: usize, region: &Area, until: u32, truth: &Truth) -> Received {
    let years = [until - 2, until - 1, until];
    let name = &region.name;
    let members = |year: u32| truth.of(MEMBERS, region, &fiscal(year));
    let organisations = |year: u32| truth.of(ORGANISATIONS, region, &fiscal(year));
    let label = slashed(until).replace('/', "-");
    match place % 6 {
        0 => {
            let mut cells = vec![
                vec![text(format!("{name} Council of Voluntary Service: annual return {}", slashed(until)))],
                vec![],
                vec![text("Financial year"), text("Number of members"), text("Member organisations")],
            ];
            for year in years {
                cells.push(vec![text(slashed(year)), number(members(year)), number(organisations(year))]);
            }
            cells.push(vec![text("Contact: returns@example.org")]);
            (format!("{name} return {label}.xlsx"), xlsx(&[Sheet::of("Return", cells)]))
        }
        1 => {
            let mut head = vec![text("Indicator")];
            head.extend(years.map(|year| text(format!("FY{}-{:02}", year - 1, year % 100))));
            let mut one = vec![text("Members")];
            one.extend(years.map(|year| number(members(year))));
            let mut two = vec![text("Organisation members")];
            two.extend(years.map(|year| number(organisations(year))));
            let cells = vec![vec![text(format!("Membership in {name}"))], head, one, two];
            (format!("{name}_{label}.xlsx"), xlsx(&[Sheet::of("Data", cells)]))
        }
        2 => {
            let mut cells = vec![vec![
                text("Region"),
                text("Financial year"),
                text("Members"),
                text("Member organisations"),
            ]];
            for year in years {
                cells.push(vec![
                    text(name),
                    text(slashed(year)),
                    number(members(year)),
                    number(organisations(year)),
                ]);
            }
            (format!("{name} export {label}.csv"), csv(&cells).into_bytes())
        }
        3 => {
            let mut cells = vec![vec![text("Year ended"), text("Members"), text("Member organisations")]];
            for year in years {
                cells.push(vec![
                    text(format!("31 March {year}")),
                    number(members(year)),
                    number(organisations(year)),
                ]);
            }
            let title = format!("{name} Voluntary Action: members");
            (format!("{name} {label}.html"), page(&title, &cells).into_bytes())
        }
        4 => {
            let mut cells = vec![
                vec![text(format!("Reported by: {name} Association of Charities"))],
                vec![text("Year"), text("Members"), text("Member organisations"), text("Notes")],
            ];
            for year in years {
                let note = if year == until { text("provisional until the audit") } else { Cell::Empty };
                cells.push(vec![
                    text(slashed(year)),
                    text(grouped(members(year))),
                    text(organisations(year).to_string()),
                    note,
                ]);
            }
            (format!("Annual return - {name} - {label}.xlsx"), xlsx(&[Sheet::of("Sheet1", cells)]))
        }
        _ => {
            let sheet = |title: &str, of: &dyn Fn(u32) -> u32| {
                let mut cells =
                    vec![vec![text(format!("{title}, {name}"))], vec![text("Financial year"), text(title)]];
                cells.extend(years.map(|year| vec![text(slashed(year)), number(of(year))]));
                Sheet::of(title, cells)
            };
            let sheets = [sheet("Members", &members), sheet("Member organisations", &organisations)];
            (format!("{name} {label}.xlsx"), xlsx(&sheets))
        }
    }
}
