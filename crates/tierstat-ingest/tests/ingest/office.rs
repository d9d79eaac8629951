//! A statistical office: twelve tables by tier, area, kind, size and sex over five years in six layouts, read without a mapping and
//! with one, against the numbers from which they were written.

use crate::breakdowns::{KIND, SEX, indicator, is};
use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, xlsx};
use std::collections::BTreeMap;

const YEARS: [i32; 5] = [2019, 2020, 2021, 2022, 2023];
/// Code and name.
const AREAS: [(&str, &str); 3] = [("110000", "北京市"), ("220000", "吉林省"), ("440000", "广东省")];
const TIERS: [(&str, &str); 2] = [("province", "省级"), ("prefecture", "地级")];
/// Member, name as a category, and the indicator that bodies of that kind are.
const KINDS: [(&str, &str, &str); 2] =
    [("trade", "行业协会", "associations"), ("science", "学会", "societies")];
const SIZES: [(&str, &str); 3] = [("1-9", "1-9人"), ("10-49", "10-49人"), ("50-", "50人以上")];
const SEXES: [(&str, &str); 2] = [("male", "男"), ("female", "女")];
const SIZE: &str = r#"
id = "size"
name = { zh-CN = "规模", en = "size" }
exhaustive = true
exclusive = true
[[members]]
id = "all"
name = { zh-CN = "各种规模", en = "all sizes" }
total = true
[[members]]
id = "1-9"
name = { zh-CN = "小型", en = "small" }
numbers = { from = 1, to = 9 }
[[members]]
id = "10-49"
name = { zh-CN = "中型", en = "medium" }
numbers = { from = 10, to = 49 }
[[members]]
id = "50-"
name = { zh-CN = "大型", en = "large" }
numbers = { from = 50 }
"#;

/// One number: what it counts, and where it holds; nothing stands for all of a dimension.
#[derive(Clone, Copy, Default)]
struct Cut {
    workers: bool,
    area: usize,
    year: i32,
    tier: Option<usize>,
    kind: Option<usize>,
    size: Option<usize>,
    sex: Option<usize>,
}

impl Cut {
    /// The number: those of the finest cells that it holds, added up.
    fn value(self) -> u64 {
        let within = |chosen: Option<usize>, all: usize| chosen.map_or(0..all, |one| one..one + 1);
        let mut sum = 0;
        for tier in within(self.tier, TIERS.len()) {
            for kind in within(self.kind, KINDS.len()) {
                for size in within(self.size, SIZES.len()) {
                    for sex in within(self.sex, if self.workers { SEXES.len() } else { 1 }) {
                        let cell =
                            [self.area, tier, kind, size, sex].iter().fold(7, |sum, part| sum * 5 + part);
                        sum += 11 + (cell as u64 * 31 + self.year.unsigned_abs() as u64 * 17) % 89;
                    }
                }
            }
        }
        sum
    }

    /// What the ledger holds it under: indicator, tier, area, period, breakdown.
    fn key(self) -> String {
        let tier = self.tier.map_or("all", |tier| TIERS[tier].0);
        let mut parts = Vec::new();
        let indicator = match (self.workers, self.kind) {
            (true, kind) => {
                parts.extend(kind.map(|kind| format!("kind={}", KINDS[kind].0)));
                "workers"
            }
            (false, Some(kind)) => KINDS[kind].2,
            (false, None) => "bodies",
        };
        parts.extend(self.sex.map(|sex| format!("sex={}", SEXES[sex].0)));
        parts.extend(self.size.map(|size| format!("size={}", SIZES[size].0)));
        format!("{indicator} {tier} {} {} [{}]", AREAS[self.area].0, self.year, parts.join(","))
    }
}

/// A table with the numbers from which it was written.
#[derive(Default)]
struct Written {
    sheets: Vec<(String, Vec<Vec<String>>)>,
    truth: BTreeMap<String, u64>,
}

impl Written {
    fn sheet(name: &str) -> Self {
        Self { sheets: vec![(name.to_owned(), Vec::new())], ..Self::default() }
    }

    fn row(&mut self, cells: Vec<String>) {
        self.sheets.last_mut().unwrap().1.push(cells);
    }

    /// A number as a cell.
    fn cell(&mut self, cut: Cut) -> String {
        self.truth.insert(cut.key(), cut.value());
        cut.value().to_string()
    }

    fn bytes(&self) -> Vec<u8> {
        if let [(_, rows)] = self.sheets.as_slice() {
            let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
            return format!("{}\n", lines.join("\n")).into_bytes();
        }
        let cell = |text: &String| match text.parse::<f64>() {
            Ok(_) => format!("<c><v>{text}</v></c>"),
            Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
        let row = |row: &Vec<String>| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
        let xml: Vec<String> = self.sheets.iter().map(|(_, rows)| rows.iter().map(row).collect()).collect();
        let sheets: Vec<SheetXml<'_>> = self
            .sheets
            .iter()
            .zip(&xml)
            .map(|((name, _), rows)| SheetXml { name, rows, ..SheetXml::default() })
            .collect();
        xlsx(&sheets)
    }
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Every member of a list, then all of them together.
fn members(count: usize) -> Vec<Option<usize>> {
    (0..count).map(Some).chain([None]).collect()
}

/// Years over kinds.
fn crossed_bodies() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["各地区社会组织数"]));
    let (mut years, mut kinds) = (texts(&["地区"]), texts(&[""]));
    for year in YEARS {
        years.extend([format!("{year}年"), String::new(), String::new()]);
        kinds.extend(texts(&["行业协会", "学会", "合计"]));
    }
    table.row(years);
    table.row(kinds);
    for (area, (_, name)) in AREAS.iter().enumerate() {
        let mut row = texts(&[name]);
        for year in YEARS {
            for kind in members(KINDS.len()) {
                row.push(table.cell(Cut { area, year, kind, ..Cut::default() }));
            }
        }
        table.row(row);
    }
    table
}

/// Kinds over sexes, years down, one area in the title.
fn crossed_workers() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["吉林省社会工作者（人）"]));
    table.row(texts(&["年份", "行业协会", "", "", "学会", "", ""]));
    table.row(texts(&["", "男", "女", "男女计", "男", "女", "男女计"]));
    for year in YEARS {
        let mut row = vec![year.to_string()];
        for kind in 0..KINDS.len() {
            for sex in members(SEXES.len()) {
                row.push(table.cell(Cut {
                    workers: true,
                    area: 1,
                    year,
                    kind: Some(kind),
                    sex,
                    ..Cut::default()
                }));
            }
        }
        table.row(row);
    }
    table
}

/// Sexes below each area.
fn nested_workers() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["社会工作者（人）"]));
    table.row(texts(&["地区"]).into_iter().chain(YEARS.map(|year| format!("{year}年"))).collect());
    for (area, (_, name)) in AREAS.iter().enumerate() {
        for (sex, label) in [(None, *name), (Some(0), "男"), (Some(1), "女")] {
            let mut row = texts(&[label]);
            for year in YEARS {
                row.push(table.cell(Cut { workers: true, area, year, sex, ..Cut::default() }));
            }
            table.row(row);
        }
    }
    table
}

/// Areas below each kind.
fn nested_bodies() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["年末社会组织数"]));
    table.row(
        texts(&["类别"])
            .into_iter()
            .chain(texts(&["地区"]))
            .chain(YEARS.map(|year| year.to_string()))
            .collect(),
    );
    for (kind, (_, label, _)) in KINDS.iter().enumerate() {
        for (area, (_, name)) in AREAS.iter().enumerate() {
            let mut row = texts(&[if area == 0 { label } else { "" }, name]);
            for year in YEARS {
                row.push(table.cell(Cut { area, year, kind: Some(kind), ..Cut::default() }));
            }
            table.row(row);
        }
    }
    table
}

/// One number a row, the value last.
fn long_workers() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["年份", "地区", "层级", "类别", "规模", "性别", "社会工作者"]));
    for year in YEARS {
        for (area, (_, name)) in AREAS.iter().enumerate() {
            for (tier, (_, tier_name)) in TIERS.iter().enumerate() {
                for (kind, (_, kind_name, _)) in KINDS.iter().enumerate() {
                    for (size, (_, size_name)) in SIZES.iter().enumerate() {
                        for (sex, (_, sex_name)) in SEXES.iter().enumerate() {
                            let cut = Cut {
                                workers: true,
                                area,
                                year,
                                tier: Some(tier),
                                kind: Some(kind),
                                size: Some(size),
                                sex: Some(sex),
                            };
                            let value = table.cell(cut);
                            let year = year.to_string();
                            table.row(texts(&[
                                &year, name, tier_name, kind_name, size_name, sex_name, &value,
                            ]));
                        }
                    }
                }
            }
        }
    }
    table
}

/// One number a row, the value first.
fn long_bodies() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["数值", "指标", "规模", "层级", "地区", "年份"]));
    for year in YEARS {
        for (area, (_, name)) in AREAS.iter().enumerate() {
            for (tier, (_, tier_name)) in TIERS.iter().enumerate() {
                for (kind, (_, kind_name, _)) in KINDS.iter().enumerate() {
                    for (size, (_, size_name)) in SIZES.iter().enumerate() {
                        let cut = Cut {
                            area,
                            year,
                            tier: Some(tier),
                            kind: Some(kind),
                            size: Some(size),
                            ..Cut::default()
                        };
                        let value = table.cell(cut);
                        table.row(texts(&[&value, kind_name, size_name, tier_name, name, &year.to_string()]));
                    }
                }
            }
        }
    }
    table
}

/// A sheet for each year, sizes over the columns.
fn yearly_workers() -> Written {
    let mut table = Written::default();
    for year in YEARS {
        table.sheets.push((format!("{year}年"), Vec::new()));
        table.row(texts(&["分地区社会工作者（人）"]));
        table.row(texts(&["地区", "1-9人", "10-49人", "50人以上", "各种规模"]));
        for (area, (_, name)) in AREAS.iter().enumerate() {
            let mut row = texts(&[name]);
            for size in members(SIZES.len()) {
                row.push(table.cell(Cut { workers: true, area, year, size, ..Cut::default() }));
            }
            table.row(row);
        }
    }
    table
}

/// A sheet for each year, tiers over kinds.
fn yearly_bodies() -> Written {
    let mut table = Written::default();
    for year in YEARS {
        table.sheets.push((year.to_string(), Vec::new()));
        table.row(texts(&["社会组织数（个）"]));
        table.row(texts(&["地区", "省级", "", "地级", ""]));
        table.row(texts(&["", "行业协会", "学会", "行业协会", "学会"]));
        for (area, (_, name)) in AREAS.iter().enumerate() {
            let mut row = texts(&[name]);
            for tier in 0..TIERS.len() {
                for kind in 0..KINDS.len() {
                    row.push(table.cell(Cut {
                        area,
                        year,
                        tier: Some(tier),
                        kind: Some(kind),
                        ..Cut::default()
                    }));
                }
            }
            table.row(row);
        }
    }
    table
}

/// Areas over the columns, years and kinds down.
fn transposed_bodies() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["社会组织数"]));
    table.row(texts(&["年份", "类别"]).into_iter().chain(AREAS.map(|(_, name)| name.to_owned())).collect());
    for year in YEARS {
        for kind in members(KINDS.len()) {
            let mut row = vec![year.to_string(), kind.map_or("合计", |kind| KINDS[kind].1).to_owned()];
            for area in 0..AREAS.len() {
                row.push(table.cell(Cut { area, year, kind, ..Cut::default() }));
            }
            table.row(row);
        }
    }
    table
}

/// Areas over the columns, years down, the part in the title.
fn transposed_workers() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["各地区女社会工作者"]));
    table.row(texts(&["年份"]).into_iter().chain(AREAS.map(|(_, name)| name.to_owned())).collect());
    for year in YEARS {
        let mut row = vec![year.to_string()];
        for area in 0..AREAS.len() {
            row.push(table.cell(Cut { workers: true, area, year, sex: Some(1), ..Cut::default() }));
        }
        table.row(row);
    }
    table
}

/// The part beside the whole in the header.
fn of_which_columns() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["年份", "地区", "社会工作者", "其中：女"]));
    for year in YEARS {
        for (area, (_, name)) in AREAS.iter().enumerate() {
            let cut = Cut { workers: true, area, year, ..Cut::default() };
            let numbers = [cut, Cut { sex: Some(1), ..cut }].map(|cut| table.cell(cut));
            table.row(texts(&[&year.to_string(), name, &numbers[0], &numbers[1]]));
        }
    }
    table
}

/// The part below the whole.
fn of_which_rows() -> Written {
    let mut table = Written::sheet("");
    table.row(texts(&["广东省主要指标"]));
    table.row(texts(&["指标"]).into_iter().chain(YEARS.map(|year| format!("{year}年"))).collect());
    let cut = Cut { workers: true, area: 2, ..Cut::default() };
    let rows = [
        ("社会工作者", cut),
        ("其中：女", Cut { sex: Some(1), ..cut }),
        ("学会", Cut { workers: false, kind: Some(1), ..cut }),
    ];
    for (label, cut) in rows {
        let mut row = texts(&[label]);
        for year in YEARS {
            row.push(table.cell(Cut { year, ..cut }));
        }
        table.row(row);
    }
    table
}

/// A table by its name.
type Table = (&'static str, fn() -> Written);

const TABLES: [Table; 12] = [
    ("crossed bodies", crossed_bodies),
    ("crossed workers", crossed_workers),
    ("nested workers", nested_workers),
    ("nested bodies", nested_bodies),
    ("long workers", long_workers),
    ("long bodies", long_bodies),
    ("yearly workers", yearly_workers),
    ("yearly bodies", yearly_bodies),
    ("transposed bodies", transposed_bodies),
    ("transposed workers", transposed_workers),
    ("of which, columns", of_which_columns),
    ("of which, rows", of_which_rows),
];

fn project(table: &Written) -> SmallProject {
    let name = if table.sheets.len() > 1 { "a.xlsx" } else { "a.csv" };
    SmallProject::with(name, &table.bytes())
        .list("dimensions/kind.toml", KIND)
        .list("dimensions/sex.toml", SEX)
        .list("dimensions/size.toml", SIZE)
        .list("indicators/bodies.toml", &indicator("bodies", "社会组织", ""))
        .list("indicators/societies.toml", &indicator("societies", "学会", &is("science")))
        .list("indicators/associations.toml", &indicator("associations", "行业协会", &is("trade")))
}

/// What differs from the numbers from which a table was written.
fn faults(table: &Written, project: &SmallProject) -> Vec<String> {
    let imported = project.import().unwrap();
    let mut faults = Vec::new();
    let mut left = table.truth.clone();
    for figure in &imported.figures {
        let key = format!(
            "{} {} {} {} [{}]",
            figure.indicator, figure.tier, figure.area, figure.period, figure.breakdown
        );
        let value = figure.quantity.value.unwrap_or(f64::NAN);
        match left.remove(&key) {
            Some(truth) if (truth as f64).total_cmp(&value).is_eq() => {}
            Some(truth) => faults.push(format!("{key} is {truth}, read as {value}")),
            None => faults.push(format!("{} is none of the numbers: {key} {value}", figure.origin.cell.a1())),
        }
    }
    faults.extend(left.keys().take(4).map(|key| format!("{key} was not read")));
    if faults.is_empty() && imported.kept_back.is_empty() {
        return faults;
    }
    let kept =
        imported.kept_back.iter().map(|kept| format!("{} {}: {}", kept.cell.a1(), kept.rule, kept.reason.en));
    faults.extend(kept.take(3));
    faults.extend(
        imported.findings.iter().take(4).map(|found| format!("{}: {}", found.rule, found.message.en)),
    );
    faults
}

/// The same office whose lists have other names for the members than its tables, so that a mapping has to say them.
fn mapped(name: &str, table: &Written) -> SmallProject {
    let prints =
        |label: &str| table.sheets.iter().flat_map(|(_, rows)| rows).flatten().any(|cell| cell == label);
    let member = |label: &str, dimension: &str, member: &str| {
        let line = format!("\"{label}\" = {{ dimension = \"{dimension}\", member = \"{member}\" }}\n");
        if prints(label) { line } else { String::new() }
    };
    let mut mapping = String::new();
    if name == "transposed workers" {
        mapping.push_str("[defaults]\ndimension = \"sex\"\nmember = \"female\"\nindicator = \"workers\"\n");
    }
    mapping.push_str("[labels]\n");
    for (id, label) in SEXES.into_iter().chain([("both", "男女计"), ("female", "其中：女")]) {
        mapping.push_str(&member(label, "sex", id));
    }
    for (id, label) in SIZES.into_iter().chain([("all", "各种规模")]) {
        mapping.push_str(&member(label, "size", id));
    }
    if name.ends_with("workers") {
        for (id, label, _) in KINDS {
            mapping.push_str(&member(label, "kind", id));
        }
    }
    if name == "transposed workers" {
        mapping.push_str("\"各地区女社会工作者\" = { indicator = \"workers\" }\n");
    }
    let renamed = |list: &str| {
        let named = [
            ("男女计", "两者"),
            ("男", "甲"),
            ("女", "乙"),
            ("各种规模", "任意"),
            ("行业协会", "丙"),
            ("学会", "丁"),
        ];
        let list = named.iter().fold(list.to_owned(), |list, (from, to)| {
            list.replace(&format!("\"{from}\""), &format!("\"{to}\""))
        });
        // Bands are known by their numbers.
        let bands: Vec<&str> = list.lines().filter(|line| !line.starts_with("numbers")).collect();
        bands.join("\n")
    };
    project(table)
        .list("dimensions/kind.toml", &renamed(KIND))
        .list("dimensions/sex.toml", &renamed(SEX))
        .list("dimensions/size.toml", &renamed(SIZE))
        .mapping(&mapping)
}

#[test]
fn twelve_tables_are_read_with_a_mapping() {
    let mut wrong = String::new();
    for (name, write) in TABLES {
        let table = write();
        let faults = faults(&table, &mapped(name, &table));
        if !faults.is_empty() {
            wrong.push_str(&format!(
                "{name}: {}\n  {}\n",
                faults.len(),
                faults[..faults.len().min(9)].join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn twelve_tables_are_read_without_a_mapping() {
    let mut wrong = String::new();
    for (name, write) in TABLES {
        let table = write();
        let faults = faults(&table, &project(&table));
        if !faults.is_empty() {
            wrong.push_str(&format!(
                "{name}: {} of {}\n  {}\n",
                faults.len(),
                table.truth.len(),
                faults[..faults.len().min(9)].join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
