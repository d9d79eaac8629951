//! Lists that a person keeps (areas, units, series, groups), each in every odd form: one reader, so that none reads what another
//! does not.

use super::workbook_builder::{SheetXml, row, xlsx};
use encoding_rs::GB18030;
use std::path::Path;
use tierstat_ingest::{IngestError, Limits, load_code_lists, read_area_pairs, read_series, read_units};
use tierstat_model::{CodeLists, Language};

type Table = Vec<Vec<String>>;
type Rows = Vec<Vec<String>>;

/// One use of such a list: a good table, and what is read of it.
struct Use {
    name: &'static str,
    table: &'static str,
    /// Whether a header alone is a list, as that of a project that has no areas yet.
    may_be_header_only: bool,
    read: fn(&Path) -> Result<Rows, IngestError>,
}

const USES: [Use; 4] = [
    Use {
        name: "code list",
        table: "code,name,tier,parent\n1,全国,nation,\n11,北京市,province,1\n12,天津市,province,1",
        may_be_header_only: true,
        read: |path| {
            let areas = lists_with(&std::fs::read(path).unwrap(), path)?.areas;
            let parent =
                |area: &tierstat_model::Area| area.parent.clone().map_or_else(String::new, |code| code.0);
            let cells = |area| -> Vec<String> {
                let area: &tierstat_model::Area = area;
                vec![area.code.0.clone(), area.name.clone(), area.tier.0.clone(), parent(area)]
            };
            Ok(areas.all().iter().map(cells).collect())
        },
    },
    Use {
        name: "units",
        table: "unit,period_of_first\n北京市,2011\n天津市,\n河北省,2013",
        may_be_header_only: false,
        read: |path| {
            let file = read_units(path, &Limits::default())?;
            assert!(file.findings.is_empty(), "{:?}", file.findings);
            let first = |first: Option<tierstat_ingest::SeriesTime>| {
                first.map_or_else(String::new, |time| time.to_string())
            };
            Ok(file.units.into_iter().map(|unit| vec![unit.name, first(unit.first)]).collect())
        },
    },
    Use {
        name: "series",
        table: "series,period,value\n北京市,2014,12\n北京市,2015,14\n天津市,2014,",
        may_be_header_only: false,
        read: |path| {
            let file = read_series(path, &Limits::default())?;
            assert!(file.findings.is_empty() && file.parent_columns.is_empty(), "{file:?}");
            let mut rows = Rows::new();
            for series in file.series {
                for point in series.points {
                    let value = point.bounds.map(|bounds| bounds.lower());
                    let value = value.map_or_else(String::new, |value| value.to_string());
                    rows.push(vec![series.name.clone(), point.time.to_string(), value]);
                }
            }
            Ok(rows)
        },
    },
    Use {
        name: "groups",
        table: "area,group\n北京市,东部\n天津市,东部\n全国,其他",
        may_be_header_only: false,
        read: |path| {
            let pairs = read_area_pairs(path, &good_lists(), &Limits::default())?;
            Ok(pairs.into_iter().map(|pair| vec![pair.area, pair.other]).collect())
        },
    },
];

/// The code lists with other bytes for the areas; an error is given the path of the file that was asked for.
fn lists_with(areas: &[u8], asked: &Path) -> Result<CodeLists, IngestError> {
    let folder = asked.parent().unwrap().join("datasets");
    for part in ["areas", "indicators"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let tier = |id: &str, rank: u8| {
        format!("[[tiers]]\nid = \"{id}\"\nname = {{ zh-CN = \"级\", en = \"tier\" }}\nrank = {rank}\n")
    };
    std::fs::write(folder.join("areas/tiers.toml"), tier("nation", 0) + &tier("province", 1)).unwrap();
    std::fs::write(folder.join("indicators/units.toml"), "units = []\n").unwrap();
    std::fs::write(folder.join("areas/areas.csv"), areas).unwrap();
    load_code_lists(&folder)
}

fn good_lists() -> CodeLists {
    let folder = tempfile::tempdir().unwrap();
    lists_with(USES[0].table.as_bytes(), &folder.path().join("areas.csv")).unwrap()
}

fn table(text: &str) -> Table {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn joined(table: &Table, delimiter: &str) -> String {
    table.iter().map(|row| row.join(delimiter) + "\n").collect()
}

/// The list with one of its texts replaced.
fn with(table: &Table, row: usize, column: usize, text: impl Fn(&str) -> String) -> Table {
    let mut table = table.clone();
    table[row][column] = text(&table[row][column]);
    table
}

/// What must come of one odd form.
enum Outcome {
    /// The same rows as of the plain form.
    Same,
    /// An error at this line that says this, in both languages; `None` where no line can be named.
    Refused(Option<usize>, &'static str, &'static str),
}

struct Oddity {
    name: &'static str,
    write: fn(&Table) -> Vec<u8>,
    outcome: Outcome,
}

const fn same(name: &'static str, write: fn(&Table) -> Vec<u8>) -> Oddity {
    Oddity { name, write, outcome: Outcome::Same }
}

const fn refused(
    name: &'static str,
    line: usize,
    zh: &'static str,
    en: &'static str,
    write: fn(&Table) -> Vec<u8>,
) -> Oddity {
    Oddity { name, write, outcome: Outcome::Refused(Some(line), zh, en) }
}

fn workbook(table: &Table) -> Vec<u8> {
    let rows: String = (1..)
        .zip(table)
        .map(|(number, cells)| row(number, &cells.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    xlsx(&[SheetXml { name: "名单", rows: &rows, ..SheetXml::default() }])
}

const ODDITIES: [Oddity; 26] = [
    same("plain", |table| joined(table, ",").into_bytes()),
    same("GB18030", |table| GB18030.encode(&joined(table, ",")).0.into_owned()),
    same("UTF-8 with a mark", |table| format!("\u{feff}{}", joined(table, ",")).into_bytes()),
    same("UTF-16", |table| {
        format!("\u{feff}{}", joined(table, ",")).encode_utf16().flat_map(u16::to_le_bytes).collect()
    }),
    same("semicolons", |table| joined(table, ";").into_bytes()),
    same("tabs", |table| joined(table, "\t").into_bytes()),
    same("line ends of Windows", |table| joined(table, ",").replace('\n', "\r\n").into_bytes()),
    same("blank lines", |table| {
        let text = joined(table, ",");
        format!("\n{}\n\n", text.replace('\n', "\n\n")).into_bytes()
    }),
    same("rows of commas", |table| {
        let blank = ",".repeat(table[0].len() - 1);
        format!("{}{blank}\n{blank}\n", joined(table, ",")).into_bytes()
    }),
    same("trailing commas", |table| joined(table, ",").replace('\n', ",,\n").into_bytes()),
    same("spaces around the cells", |table| joined(table, " , ").into_bytes()),
    same("everything in quotes", |table| {
        let quoted = |cell: &String| format!("\"{cell}\"");
        let quoted = table.iter().map(|row| row.iter().map(quoted).collect()).collect();
        joined(&quoted, ",").into_bytes()
    }),
    same("a header in capitals", |table| {
        let header = table[0].iter().map(|name| name.to_uppercase()).collect();
        let whole = std::iter::once(header).chain(table[1..].iter().cloned()).collect();
        joined(&whole, ",").into_bytes()
    }),
    same("a header with spaces", |table| {
        let header = table[0].iter().map(|name| format!(" {} ", name.replace('_', " "))).collect();
        let whole = std::iter::once(header).chain(table[1..].iter().cloned()).collect();
        joined(&whole, ",").into_bytes()
    }),
    same("row numbers without a name", |table| {
        let number = |place: usize| place.checked_sub(1).map_or_else(String::new, |place| place.to_string());
        let numbered = (0..).zip(table).map(|(place, row)| format!("{},{}\n", number(place), row.join(",")));
        numbered.collect::<String>().into_bytes()
    }),
    same("a workbook", workbook),
    refused("a column twice", 1, "出现两次", "stands twice, as column", |table| {
        let whole = table.iter().map(|row| [row.as_slice(), &[row[1].clone()]].concat()).collect();
        joined(&whole, ",").into_bytes()
    }),
    refused("no header", 1, "表头", "header", |table| joined(&table[1..].to_vec(), ",").into_bytes()),
    refused("one column", 1, "表头缺少“", "the header lacks the column `", |table| {
        joined(&table.iter().map(|row| row[..1].to_vec()).collect(), ",").into_bytes()
    }),
    refused("a line that is too short", 3, "表头有", ", the header ", |table| {
        let mut whole = table.clone();
        whole[2].pop();
        joined(&whole, ",").into_bytes()
    }),
    refused("a line that is too long", 3, "表头有", ", the header ", |table| {
        let mut whole = table.clone();
        whole[2].push("5".to_owned());
        joined(&whole, ",").into_bytes()
    }),
    refused(
        "a column without a name",
        4,
        "没有列名，却有“5”",
        "has no name in the header, but holds `5`",
        |table| {
            let mut whole = table.clone();
            let last = whole.len() - 1;
            whole.iter_mut().for_each(|row| row.push(String::new()));
            *whole[last].last_mut().unwrap() = "5".to_owned();
            joined(&whole, ",").into_bytes()
        },
    ),
    refused("a byte that is no text", 3, "无法读取的字节", "bytes that cannot be read", |table| {
        let text = joined(&with(table, 2, 0, |text| format!("{text}?")), ",");
        text.bytes().map(|byte| if byte == b'?' { 0xFF } else { byte }).collect()
    }),
    Oddity {
        name: "nothing", write: |_| Vec::new(), outcome: Outcome::Refused(None, "空文件", "is empty")
    },
    Oddity {
        name: "blanks",
        write: |_| b"\n , \n\n".to_vec(),
        outcome: Outcome::Refused(None, "空文件", "is empty"),
    },
    Oddity {
        name: "a picture",
        write: |_| b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        outcome: Outcome::Refused(None, "PNG 图片", "a PNG picture"),
    },
];

/// What is wrong with one use and one form; `None` where all is right.
fn fault(of: &Use, oddity: &Oddity) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    let table = table(of.table);
    std::fs::write(&path, (oddity.write)(&table)).unwrap();
    let found = std::panic::catch_unwind(|| (of.read)(&path));
    let wrong = |what: String| Some(format!("{}, {}: {what}", oddity.name, of.name));
    let found = match found {
        Ok(found) => found,
        Err(_) => return wrong("findings, see above".to_owned()),
    };
    match (found, &oddity.outcome) {
        (Ok(rows), Outcome::Same) if rows == table[1..] => None,
        (Ok(rows), _) => wrong(format!("read as {rows:?}")),
        (Err(error), Outcome::Same) => wrong(format!("refused: {error}")),
        (Err(error), Outcome::Refused(line, zh, en)) => {
            let (said, hint) = (error.localized(), error.hint());
            let place = |zh: bool| match line {
                Some(line) if zh => format!("第 {line} 行"),
                Some(line) => format!("line {line}"),
                None => String::new(),
            };
            let names_file = |text: &str| text.contains("list.csv") || text.contains("areas.csv");
            let is_right = |text: &str, part: &str, place: &str| {
                names_file(text) && text.contains(part) && text.contains(place)
            };
            let is_right = is_right(said.get(Language::Chinese), zh, &place(true))
                && is_right(said.get(Language::English), en, &place(false))
                && !hint.en.is_empty();
            if is_right { None } else { wrong(format!("refused otherwise: {}", said.en)) }
        }
    }
}

#[test]
fn every_list_is_read_in_every_odd_form_or_refused_with_its_line() {
    let faults: Vec<String> =
        ODDITIES.iter().flat_map(|oddity| USES.iter().filter_map(move |of| fault(of, oddity))).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_header_alone_is_a_list_only_where_the_use_says_so() {
    for of in &USES {
        let write: fn(&Table) -> Vec<u8> = |table| joined(&table[..1].to_vec(), ",").into_bytes();
        let oddity = refused("a header alone", 1, "表头之后没有行", "no line stands below the header", write);
        match fault(of, &oddity) {
            None => assert!(!of.may_be_header_only, "{}", of.name),
            Some(fault) => assert!(of.may_be_header_only && fault.ends_with("read as []"), "{fault}"),
        }
    }
}

#[test]
fn a_cell_may_hold_line_ends_and_the_next_error_still_names_its_line() {
    for of in &USES {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let place = usize::from(of.name == "code list");
        let broken = with(&table(of.table), 2, place, |text| format!("\"{text}\n新区\""));
        std::fs::write(&path, joined(&broken, ",")).unwrap();
        let rows = (of.read)(&path).unwrap();
        assert!(rows[1][place].ends_with("\n新区"), "{}: {rows:?}", of.name);
        std::fs::write(&path, joined(&broken, ",") + "x\n").unwrap();
        let error = (of.read)(&path).unwrap_err();
        assert!(matches!(error, IngestError::ProjectFile { line: Some(6), .. }), "{}: {error}", of.name);
    }
}

#[test]
fn a_workbook_is_refused_with_its_sheet_and_row() {
    for of in &USES {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.xlsx");
        let mut odd = table(of.table);
        odd[2].push("5".to_owned());
        std::fs::write(&path, workbook(&odd)).unwrap();
        let error = (of.read)(&path).unwrap_err().localized();
        assert!(error.en.contains("sheet `名单`, row 3: column"), "{}: {}", of.name, error.en);
        assert!(error.zh.contains("工作表“名单”第 3 行：第"), "{}: {}", of.name, error.zh);
    }
}
