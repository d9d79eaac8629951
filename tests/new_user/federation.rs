//! A provincial federation: fourteen prefectures, the returns of each in a layout of its own, one resent, one late, one whose total
//! is wrong, one in ten thousands.

use super::book::{Cell, Sheet, csv, grouped, number, page, text, wide, xlsx};
use super::truth::{Area, Truth, drawn};

const MEMBERS: &str = "members";
const ORGANISATIONS: &str = "member-organisations";

/// A prefecture with its counties.
#[derive(Debug, Clone)]
pub(super) struct City {
    pub(super) area: Area,
    pub(super) counties: Vec<Area>,
}

/// A file that came, by its name.
pub(super) type Received = (String, Vec<u8>);

/// The prefectures of a list of areas, each with its counties.
pub(super) fn cities(areas: &[Area]) -> Vec<City> {
    let prefectures = areas.iter().filter(|area| area.tier == "prefecture");
    let city = |area: &Area| City {
        area: area.clone(),
        counties: areas.iter().filter(|county| county.parent == area.code).cloned().collect(),
    };
    prefectures.map(city).collect()
}

/// What is so in some years.
pub(super) fn truth(cities: &[City], years: std::ops::RangeInclusive<u32>) -> Truth {
    let mut truth = Truth::default();
    for county in cities.iter().flat_map(|city| &city.counties) {
        let (mut members, mut organisations) =
            (drawn(&county.code, 180, 6400), drawn(&format!("{}/o", county.code), 4, 96));
        for year in years.clone() {
            truth.set(MEMBERS, county, &year.to_string(), members);
            truth.set(ORGANISATIONS, county, &year.to_string(), organisations);
            members += members * drawn(&format!("{year}{}", county.code), 20, 90) / 1000 + 1;
            organisations += drawn(&format!("{year}{}/o", county.code), 0, 5);
        }
    }
    truth
}

/// The rows of a return: label of a county, members, organisations.
struct Rows<'a> {
    city: &'a City,
    year: u32,
    truth: &'a Truth,
}

impl Rows<'_> {
    fn members(&self, county: &Area) -> u32 {
        self.truth.of(MEMBERS, county, &self.year.to_string())
    }

    fn organisations(&self, county: &Area) -> u32 {
        self.truth.of(ORGANISATIONS, county, &self.year.to_string())
    }

    fn sums(&self) -> (u32, u32) {
        let counties = &self.city.counties;
        (
            counties.iter().map(|county| self.members(county)).sum(),
            counties.iter().map(|county| self.organisations(county)).sum(),
        )
    }

    fn plain(&self) -> Vec<Vec<Cell>> {
        let row = |county: &Area| {
            vec![text(&county.name), number(self.members(county)), number(self.organisations(county))]
        };
        self.city.counties.iter().map(row).collect()
    }

    fn with_total(&self, label: &str) -> Vec<Vec<Cell>> {
        let (members, organisations) = self.sums();
        let mut rows = self.plain();
        rows.push(vec![text(label), number(members), number(organisations)]);
        rows
    }
}

/// What a prefecture sends for a year. `wrong_total` adds to the total that it prints.
pub(super) fn sent(place: usize, city: &City, year: u32, truth: &Truth) -> Received {
    let rows = Rows { city, year, truth };
    let name = &city.area.name;
    let body = format!("{name}社会工作协会");
    let heads = |one: &str, two: &str, three: &str| vec![text(one), text(two), text(three)];
    match place {
        0 => {
            // A title over all columns, who filled it in, a total, a note.
            let mut cells = vec![
                vec![text(format!("{body}{year}年会员情况统计表"))],
                vec![text(format!("填报单位：{body}")), Cell::Empty, text(format!("截至{year}年12月31日"))],
                heads("区县", "会员数（人）", "会员单位（家）"),
            ];
            cells.extend(rows.with_total("合计"));
            cells.push(vec![text("填报人：李红　　联系电话：0731-8888001")]);
            (format!("{body}{year}年会员统计表.xlsx"), xlsx(&[Sheet::of("Sheet1", cells).merging(0, 0, 2)]))
        }
        1 => {
            // Counties over the columns.
            let mut head = vec![text("项目")];
            head.extend(city.counties.iter().map(|county| text(&county.name)));
            let mut members = vec![text("会员人数（人）")];
            members.extend(city.counties.iter().map(|county| number(rows.members(county))));
            let mut organisations = vec![text("单位会员数（个）")];
            organisations.extend(city.counties.iter().map(|county| number(rows.organisations(county))));
            let cells = vec![vec![text(format!("{name}{year}年底会员情况"))], head, members, organisations];
            (format!("{name}{year}.xlsx"), xlsx(&[Sheet::of("会员", cells)]))
        }
        2 => {
            // Two rows of heads.
            let mut cells = vec![
                vec![text(format!("{body}会员发展情况（{year}年）"))],
                vec![text("地区"), text("会员情况"), Cell::Empty],
                vec![Cell::Empty, text("个人会员（人）"), text("团体会员（家）")],
            ];
            cells.extend(rows.with_total("全市合计"));
            (
                format!("{year}年{name}上报.xlsx"),
                xlsx(&[Sheet::of("统计表", cells).merging(0, 0, 2).merging(1, 1, 2)]),
            )
        }
        3 => {
            // The total does not add up.
            let mut cells = vec![
                vec![text(format!("{name}{year}年会员统计"))],
                vec![text("单位：人、家")],
                heads("县（市、区）", "会员数", "会员单位数"),
            ];
            let (members, organisations) = rows.sums();
            cells.extend(rows.plain());
            cells.push(vec![text("合计"), number(members + 1000), number(organisations)]);
            (format!("{body}（{year}）.xlsx"), xlsx(&[Sheet::of("Sheet1", cells).merging(0, 0, 2)]))
        }
        4 => {
            // Folded: the second half beside the first.
            let half = city.counties.len().div_ceil(2);
            let mut cells = vec![
                vec![text(format!("{year}年{name}会员统计表"))],
                [heads("区县", "会员数", "会员单位"), heads("区县", "会员数", "会员单位")].concat(),
            ];
            let plain = rows.plain();
            for row in 0..half {
                let mut line = plain[row].clone();
                line.extend(plain.get(row + half).cloned().unwrap_or_default());
                cells.push(line);
            }
            (format!("{name}会员统计{year}.xlsx"), xlsx(&[Sheet::of("Sheet1", cells)]))
        }
        5 => {
            // A sheet for each thing that is counted.
            let sheet = |title: &str, label: &str, of: &dyn Fn(&Area) -> u32| {
                let mut cells =
                    vec![vec![text(format!("{name}{year}年末{title}"))], vec![text("区县"), text(label)]];
                for county in &city.counties {
                    cells.push(vec![text(&county.name), number(of(county))]);
                }
                Sheet::of(title, cells)
            };
            let sheets = [
                sheet("个人会员", "人数（人）", &|county| rows.members(county)),
                sheet("单位会员", "家数（家）", &|county| rows.organisations(county)),
            ];
            (format!("{name}年报{year}.xlsx"), xlsx(&sheets))
        }
        6 => {
            // Separated values of a system, in the encoding of old ones.
            let mut cells = vec![vec![
                text("区划代码"),
                text("名称"),
                text("年份"),
                text("会员人数"),
                text("会员单位数"),
            ]];
            for county in &city.counties {
                let (members, organisations) = (rows.members(county), rows.organisations(county));
                let year = text(year.to_string());
                cells.push(vec![
                    text(&county.code),
                    text(&county.name),
                    year,
                    number(members),
                    number(organisations),
                ]);
            }
            let values = csv(&cells);
            let (bytes, _, _) = encoding_rs::GB18030.encode(&values);
            (format!("{name}导出_{year}.csv"), bytes.into_owned())
        }
        7 => {
            // One figure a row.
            let mut cells = vec![vec![text("地区"), text("指标"), text("时间"), text("数值")]];
            for county in &city.counties {
                let label = || text(&county.name);
                let time = || text(format!("{year}年"));
                cells.push(vec![label(), text("会员数"), time(), number(rows.members(county))]);
                cells.push(vec![label(), text("会员单位数"), time(), number(rows.organisations(county))]);
            }
            (format!("{body}数据报送{year}.xlsx"), xlsx(&[Sheet::of("数据", cells)]))
        }
        8 => {
            // Serial numbers, remarks, blank rows.
            let mut cells = vec![
                vec![text(format!("附件2：{year}年度会员统计表"))],
                vec![text(format!("填报单位（盖章）：{body}"))],
                vec![],
                vec![
                    text("序号"),
                    text("区县名称"),
                    text("会员数（人）"),
                    text("会员单位数（家）"),
                    text("备注"),
                ],
            ];
            for (place, county) in (1..).zip(&city.counties) {
                cells.push(vec![
                    number(place),
                    text(&county.name),
                    number(rows.members(county)),
                    number(rows.organisations(county)),
                    if place == 2 { text("含高校分会") } else { Cell::Empty },
                ]);
            }
            cells.push(vec![]);
            cells.push(vec![text("注：本表数据截至当年12月31日。")]);
            (format!("附件2 {name}.xlsx"), xlsx(&[Sheet::of("附件2", cells)]))
        }
        9 => {
            // In ten thousands.
            let mut cells = vec![
                vec![text(format!("{name}{year}年会员统计表"))],
                heads("区县", "会员数（万人）", "会员单位（家）"),
            ];
            for county in &city.counties {
                cells.push(vec![
                    text(&county.name),
                    Cell::Number(f64::from(rows.members(county)) / 10000.0),
                    number(rows.organisations(county)),
                ]);
            }
            (format!("{name}{year}年.xlsx"), xlsx(&[Sheet::of("Sheet1", cells)]))
        }
        10 => {
            // A page under the name of an old workbook.
            let mut cells = vec![heads("区县", "会员数（人）", "会员单位（家）")];
            cells.extend(rows.with_total("总计"));
            let title = format!("{body}{year}年会员统计");
            (format!("{name}_{year}.xls"), page(&title, &cells).into_bytes())
        }
        11 => {
            // Numbers as texts, parted by commas or in digits of full width, with their units.
            let mut cells = vec![
                vec![text(format!("{name}会员情况（{year}年12月）"))],
                heads("区县", "会员数", "会员单位"),
            ];
            for county in &city.counties {
                cells.push(vec![
                    text(&county.name),
                    text(format!("{}人", grouped(rows.members(county)))),
                    text(format!("{}家", wide(rows.organisations(county)))),
                ]);
            }
            (format!("{name}报表({year}).xlsx"), xlsx(&[Sheet::of("Sheet1", cells)]))
        }
        12 => {
            // Last year beside this one.
            let before = Rows { year: year - 1, ..rows };
            let mut cells = vec![
                vec![text(format!("{body}会员统计对比表"))],
                vec![text("区县"), text("会员数（人）"), Cell::Empty, text("会员单位（家）"), Cell::Empty],
                vec![
                    Cell::Empty,
                    text(format!("{}年", year - 1)),
                    text(format!("{year}年")),
                    text(format!("{}年", year - 1)),
                    text(format!("{year}年")),
                ],
            ];
            for county in &city.counties {
                cells.push(vec![
                    text(&county.name),
                    number(before.members(county)),
                    number(rows.members(county)),
                    number(before.organisations(county)),
                    number(rows.organisations(county)),
                ]);
            }
            let sheet = Sheet::of("对比", cells).merging(1, 1, 2).merging(1, 3, 4);
            (format!("{body}会员对比{year}.xlsx"), xlsx(&[sheet]))
        }
        _ => {
            // Sentences.
            let mut words = format!("{body}{year}年工作总结\n\n");
            for county in &city.counties {
                words.push_str(&format!(
                    "截至{year}年底，{}有会员{}人、会员单位{}家。\n",
                    county.name,
                    rows.members(county),
                    rows.organisations(county)
                ));
            }
            (format!("{body}{year}年总结.txt"), words.into_bytes())
        }
    }
}

/// What a prefecture sends first, where it sends twice: some counties are not counted to their end.
pub(super) fn sent_too_early(place: usize, city: &City, year: u32, truth: &Truth) -> Received {
    let mut early = truth.clone();
    for county in city.counties.iter().take(3) {
        let number = early.of(MEMBERS, county, &year.to_string());
        early.set(MEMBERS, county, &year.to_string(), number - drawn(&county.code, 7, 60));
    }
    sent(place, city, year, &early)
}
