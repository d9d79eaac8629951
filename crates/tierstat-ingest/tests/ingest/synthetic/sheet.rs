//! A made-up sheet with its truth: laid out as offices and associations lay theirs out, with their pitfalls crossed.

use super::random::Random;
use std::collections::BTreeMap;

const PLACES: [&str; 16] = [
    "北京市",
    "天津市",
    "河北省",
    "山西省",
    "辽宁省",
    "吉林省",
    "上海市",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
];
const REGIONS: [&str; 16] = [
    "Northfield",
    "Eastham",
    "Weston",
    "Southport",
    "Ashby",
    "Barrow",
    "Carlow",
    "Denby",
    "Elton",
    "Fenwick",
    "Garston",
    "Hexham",
    "Ilford",
    "Jarrow",
    "Keswick",
    "Ludlow",
];
const SUBJECTS: [(&str, &str); 6] = [
    ("社会组织", "Organisations"),
    ("服务机构", "Service agencies"),
    ("社会工作者", "Social workers"),
    ("志愿者", "Volunteers"),
    ("会员单位", "Members"),
    ("从业人员", "Employees"),
];
const KINDS: [(&str, &str); 3] = [("城镇", "Urban"), ("农村", "Rural"), ("其他", "Other")];
const GROUPS: [(&str, &str); 3] = [("北方地区", "North:"), ("南方地区", "South:"), ("西部地区", "West:")];

/// One cell with its place, counted from 1.
type Cells = BTreeMap<(u32, u32), String>;

/// Where the parts of one table truly stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TrueTable {
    pub(super) header_rows: (u32, u32),
    pub(super) data_rows: (u32, u32),
}

/// A figure as it truly is: printed text, the value it states, the labels of its row and column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TrueFigure {
    pub(super) printed: String,
    pub(super) value: Option<f64>,
    pub(super) row_label: String,
    pub(super) column_labels: Vec<String>,
}

/// A sheet and everything that is true of it.
#[derive(Debug, Default)]
pub(super) struct SyntheticSheet {
    pub(super) cells: Cells,
    pub(super) merged: Vec<((u32, u32), (u32, u32))>,
    /// The class of each row that is not blank.
    pub(super) classes: BTreeMap<u32, &'static str>,
    pub(super) tables: Vec<TrueTable>,
    pub(super) figures: BTreeMap<(u32, u32), TrueFigure>,
    /// What is odd about it, for the message of a failing test.
    pub(super) traits: Vec<&'static str>,
}

/// What kind of table is written.
#[derive(Clone, Copy)]
struct Kind {
    chinese: bool,
    is_workbook: bool,
    /// Whether it stands below or beside another.
    is_second: bool,
    /// Whether it names its unit; left to chance where nothing is said.
    has_unit: Option<bool>,
}

/// How a column of figures is headed.
struct Head {
    labels: Vec<String>,
}

/// How numbers are printed on a sheet.
#[derive(Clone, Copy, PartialEq)]
enum Print {
    Plain,
    Thousands,
    FullWidth,
    Counted,
    NoBreakSpace,
}

impl SyntheticSheet {
    /// The sheet of a number; merged cells stay merged where `is_workbook`, and are blank otherwise.
    pub(super) fn new(number: u64, is_workbook: bool) -> Self {
        let mut random = Random::new(number.wrapping_mul(7919).wrapping_add(20_150_615));
        let mut sheet = Self::default();
        let chinese = random.chance(65);
        let top = if random.chance(20) { 3 } else { 1 };
        let left = if random.chance(15) { 2 } else { 1 };
        if top > 1 || left > 1 {
            sheet.traits.push("offset");
        }
        let kind = |is_second, has_unit| Kind { chinese, is_workbook, is_second, has_unit };
        let arrangement = random.below(10);
        let (last, right) = sheet.table(&mut random, (top, left), kind(false, None));
        // Tables beside each other say their units alike; one below the other, each for itself.
        let has_unit = sheet.classes.values().any(|class| *class == "unit");
        match arrangement {
            0 | 1 => {
                sheet.traits.push("stacked tables");
                let below = last + 2 + random.below(2) as u32;
                sheet.table(&mut random, (below, left), kind(true, None));
            }
            2 | 3 => {
                sheet.traits.push("tables side by side");
                sheet.table(&mut random, (top, right + 2), kind(true, Some(has_unit)));
            }
            _ => {}
        }
        sheet
    }

    /// The cell is written, and its row has a class; of two the stronger one holds.
    fn put(&mut self, row: u32, column: u32, text: impl Into<String>, class: &'static str) {
        const ORDER: [&str; 7] = ["data", "total", "header", "group", "unit", "title", "note"];
        let rank = |class: &str| ORDER.iter().position(|known| *known == class);
        self.cells.insert((row, column), text.into());
        let known = self.classes.entry(row).or_insert(class);
        if rank(class) < rank(known) {
            *known = class;
        }
    }

    /// Writes one table with what stands above and below it; returns its last row and column.
    fn table(&mut self, random: &mut Random, (top, left): (u32, u32), kind: Kind) -> (u32, u32) {
        let Kind { chinese, is_workbook, is_second, has_unit } = kind;
        let say = |pair: (&str, &str)| if chinese { pair.0 } else { pair.1 }.to_owned();
        let years_down = random.chance(15);
        let levels = 1 + random.below(3);
        let heads = self.heads(random, levels, chinese, years_down);
        let stub = if random.chance(20) && !years_down { 2 } else { 1 };
        let first_figure = left + stub;
        let right = first_figure + heads.len() as u32 - 1;
        let mut row = top;
        // A second table without a title would go on with the first.
        if is_second || random.chance(80) {
            let title = if is_second {
                if chinese { "表二 各类别情况" } else { "Table 5. The same by kind" }
            } else if chinese {
                "1-2 各地区社会组织基本情况（2015年底）"
            } else {
                "Table 4. Organisations by region: 2015"
            };
            self.put(row, left, title, "title");
            if random.chance(30) && is_workbook {
                self.merged.push(((row, left), (row, right)));
            }
            row += 1;
        }
        let chance = random.chance(40);
        if has_unit.unwrap_or(chance) {
            let unit = if chinese { "单位：个" } else { "(in thousands)" };
            let column = if random.chance(50) { right } else { left };
            self.put(row, column, unit, "unit");
            row += 1;
        }
        if random.chance(30) {
            row += 1;
        }
        let header_first = row;
        row = self.header(random, row, (left, stub), &heads, chinese, is_workbook);
        let header_last = row - 1;
        let is_numbered = random.chance(12) && levels == 1 && !is_second && stub == 1 && heads.len() >= 3;
        if is_numbered {
            self.traits.push("numbered columns");
            self.put(row, left, if chinese { "甲" } else { "A" }, "header");
            for index in 0..heads.len() as u32 {
                self.put(row, first_figure + index, (index + 1).to_string(), "header");
            }
            row += 1;
        }
        if random.chance(20) {
            row += 1;
        }
        let print = random.of(&[
            Print::Plain,
            Print::Plain,
            Print::Thousands,
            Print::FullWidth,
            Print::Counted,
            Print::NoBreakSpace,
        ]);
        let names: Vec<String> = if years_down {
            self.traits.push("years down");
            (2008..2008 + 5 + random.below(6))
                .map(|year| if chinese { format!("{year}年") } else { year.to_string() })
                .collect()
        } else {
            let from = random.below(6);
            let several = 5 + random.below(6);
            let pool = if chinese { PLACES } else { REGIONS };
            pool[from..from + several].iter().map(|name| (*name).to_owned()).collect()
        };
        let values: Vec<Vec<u32>> =
            names.iter().map(|_| heads.iter().map(|_| 11 + random.below(4000) as u32).collect()).collect();
        let sums: Vec<u32> =
            (0..heads.len()).map(|index| values.iter().map(|row| row[index]).sum()).collect();
        let total = if years_down { 0 } else { random.below(4) };
        let groups = !years_down && total != 1 && random.chance(25) && names.len() >= 6;
        let total_name =
            say(random.of(&[("合计", "Total"), ("总　计", "Total, all regions"), ("全 国", "Total")]));
        let mut data_first = None;
        let mut last = row;
        let write = |sheet: &mut Self, random: &mut Random, row: u32, name: &str, numbers: &[u32], class| {
            sheet.put(row, left, name, class);
            if stub == 2 {
                let kinds = KINDS.map(say);
                sheet.put(row, left + 1, kinds[(row % 3) as usize].clone(), class);
            }
            for (index, number) in numbers.iter().enumerate() {
                let column = first_figure + index as u32;
                let mut value = Some(f64::from(*number));
                let mut printed = printed(*number, print);
                if class == "data" && total != 3 && index + 1 == numbers.len() && random.chance(7) {
                    printed = random.of(&["…", "—", "-"]).to_owned();
                    value = None;
                }
                sheet.put(row, column, printed.clone(), class);
                let figure = TrueFigure {
                    printed,
                    value,
                    row_label: name.to_owned(),
                    column_labels: heads[index].labels.clone(),
                };
                sheet.figures.insert((row, column), figure);
            }
        };
        // A total says so, or adds up without a word; the parts of a sum that some sheets leave out stay out of the sum.
        if total == 1 {
            self.traits.push("total on top");
            write(self, random, row, &total_name, &sums, "total");
            data_first = Some(row);
            row += 1;
        }
        for (index, (name, numbers)) in names.iter().zip(&values).enumerate() {
            if groups && index % 3 == 0 && index / 3 < GROUPS.len() {
                if index == 0 {
                    self.traits.push("group rows");
                }
                self.put(row, left, say(GROUPS[index / 3]), "group");
                row += 1;
            }
            if index == 4 && random.chance(12) && data_first.is_some() && !is_second && levels == 1 {
                self.traits.push("header printed again");
                self.header(random, row, (left, stub), &heads, chinese, false);
                row += 1;
            }
            if index == 3 && random.chance(15) {
                self.traits.push("blank row inside");
                row += 1;
            }
            let marked = if random.chance(5) && !years_down { format!("{name} \\1") } else { name.clone() };
            write(self, random, row, &marked, numbers, "data");
            data_first = data_first.or(Some(row));
            last = row;
            row += 1;
        }
        if total >= 2 {
            let name = if total == 2 { total_name } else { say(("本表各地", "All of the above")) };
            self.traits.push(if total == 2 { "total below" } else { "total without a word" });
            write(self, random, row, &name, &sums, "total");
            last = row;
            row += 1;
        }
        self.tables.push(TrueTable {
            header_rows: (header_first, header_last + u32::from(is_numbered)),
            data_rows: (data_first.unwrap(), last),
        });
        for _ in 0..random.below(4) {
            let note = random.of(if chinese {
                &["注：本表不含港澳台地区。", "资料来源：民政部。", "① 含社会团体。"]
            } else {
                &["Note: figures are provisional.", "Source: returns of members.", "* Revised."]
            });
            self.put(row, left, note, "note");
            row += 1;
        }
        (row - 1, right)
    }

    /// What stands over each column of figures, from top to bottom.
    fn heads(&mut self, random: &mut Random, levels: usize, chinese: bool, years_down: bool) -> Vec<Head> {
        let say = |pair: (&str, &str)| if chinese { pair.0 } else { pair.1 }.to_owned();
        let year = |year: u32| if chinese { format!("{year}年") } else { year.to_string() };
        let first_year = 2009 + random.below(5) as u32;
        let years: Vec<String> =
            (0..2 + random.below(3) as u32).map(|step| year(first_year + step)).collect();
        let subjects: Vec<String> = SUBJECTS[..2 + random.below(3)].iter().map(|pair| say(*pair)).collect();
        let kinds: Vec<String> = KINDS[..2 + random.below(2)].iter().map(|pair| say(*pair)).collect();
        let lowest = if years_down || random.chance(40) { &subjects } else { &years };
        let mut heads: Vec<Vec<String>> = lowest.iter().map(|label| vec![label.clone()]).collect();
        if levels >= 2 {
            self.traits.push("stacked header");
            let over = if *lowest == years { &subjects } else { &kinds };
            heads = over
                .iter()
                .flat_map(|outer| {
                    heads.iter().map(move |inner| [vec![outer.clone()], inner.clone()].concat())
                })
                .collect();
        }
        if levels == 3 {
            let over = if chinese { ["上年", "本年"] } else { ["Last year", "This year"] };
            heads = over
                .iter()
                .flat_map(|outer| {
                    heads.iter().map(move |inner| [vec![(*outer).to_owned()], inner.clone()].concat())
                })
                .collect();
        }
        heads.into_iter().map(|labels| Head { labels }).collect()
    }

    /// Writes the header rows; returns the row below them.
    fn header(
        &mut self,
        random: &mut Random,
        row: u32,
        (left, stub): (u32, u32),
        heads: &[Head],
        chinese: bool,
        is_workbook: bool,
    ) -> u32 {
        let levels = heads[0].labels.len();
        let first_figure = left + stub;
        let stub_heads: [&str; 2] = if chinese { ["地　区", "类别"] } else { ["Region", "Kind"] };
        if levels == 1 || random.chance(75) {
            let at = if levels > 1 && random.chance(40) { row + levels as u32 - 1 } else { row };
            for (offset, head) in (0..stub).zip(stub_heads) {
                self.put(at, left + offset, head, "header");
                if at == row && levels > 1 && is_workbook {
                    self.merged.push(((row, left + offset), (row + levels as u32 - 1, left + offset)));
                }
            }
        } else {
            self.traits.push("no head over the stub");
        }
        for level in 0..levels {
            let here = row + level as u32;
            let mut from = 0;
            while from < heads.len() {
                let same = |index: usize| heads[index].labels[..=level] == heads[from].labels[..=level];
                let end = (from..heads.len()).find(|index| !same(*index)).unwrap_or(heads.len());
                let columns = (first_figure + from as u32, first_figure + end as u32 - 1);
                self.put(here, columns.0, heads[from].labels[level].clone(), "header");
                if columns.1 > columns.0 && is_workbook {
                    self.merged.push(((here, columns.0), (here, columns.1)));
                }
                from = end;
            }
        }
        row + levels as u32
    }
}

fn printed(number: u32, print: Print) -> String {
    let plain = number.to_string();
    match print {
        Print::Plain => plain,
        Print::Thousands => thousands(&plain),
        Print::FullWidth => {
            plain.chars().map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0xFF10).unwrap()).collect()
        }
        Print::Counted => format!("{}家", thousands(&plain)),
        Print::NoBreakSpace => format!("\u{a0}{plain}\u{a0}"),
    }
}

fn thousands(plain: &str) -> String {
    match plain.len().checked_sub(3) {
        Some(cut) if cut > 0 => format!("{},{}", &plain[..cut], &plain[cut..]),
        _ => plain.to_owned(),
    }
}
