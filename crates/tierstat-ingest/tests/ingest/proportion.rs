//! What is said of a file grows no faster than the file: a text that many cells share stands whole once, a message repeats
//! none of it, and what many cells have in common is one finding.

use crate::small_project::SmallProject;
use crate::workbook_builder::{SheetXml, xlsx};
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Four times the file may give this many times as much.
const MOST_GROWTH: f64 = 4.4;

/// A kind of file that grows by a number: its name, how large its smallest is, and its file name and bytes.
type Kind = (&'static str, usize, fn(usize) -> (&'static str, Vec<u8>));

const KINDS: [Kind; 18] = [
    ("a long label that many rows share", 25, long_shared_label),
    ("a long label that many columns share", 25, long_shared_header),
    ("a quote that is never closed", 100, unclosed_quote),
    ("one row again and again", 50, repeated_rows),
    ("many columns", 40, many_columns),
    ("many sheets", 8, many_sheets),
    ("many merged cells", 30, many_merged_cells),
    ("many findings", 30, many_findings),
    ("many hidden rows", 50, many_hidden_rows),
    ("hidden columns without figures in many rows", 80, many_hidden_columns),
    ("a long title", 25, long_title),
    ("a long note", 25, long_note),
    ("headers stacked over all columns", 72, stacked_headers),
    ("groups stacked over all rows", 72, stacked_groups),
    ("labels merged over all rows", 72, stacked_labels),
    ("one unit line again and again", 20, repeated_unit_lines),
    ("one sentence of many numbers", 400, long_sentence),
    ("a header of a page over every column", 12, long_headers),
];

#[test]
fn what_is_said_of_a_file_grows_no_faster_than_the_file() {
    let mut faults = Vec::new();
    for (name, size, kind) in KINDS {
        let measure = |size: usize| {
            let (file, content) = kind(size);
            let project = SmallProject::with(file, &content);
            let document = project.inspect();
            let imported = project.import().unwrap();
            let findings = |list: &[tierstat_model::Finding]| {
                list.iter().map(|finding| finding.message.zh.len() + finding.hint.zh.len()).sum::<usize>()
            };
            let kept = imported.kept_back.iter().map(|kept| kept.reason.zh.len() + kept.settled_by.len());
            [
                ("bytes of the document", serde_json::to_vec(&document).unwrap().len()),
                ("findings of the document", document["findings"].as_array().unwrap().len()),
                ("findings of the import", imported.findings.len()),
                ("bytes of the findings of the import", findings(&imported.findings)),
                ("bytes of what is kept back", kept.sum()),
            ]
        };
        let (small, large) = (measure(size), measure(size * 4));
        for ((what, small), (_, large)) in small.into_iter().zip(large) {
            // A handful may become another handful.
            if large > 40 && large as f64 > small as f64 * MOST_GROWTH {
                faults.push(format!("{name}: {what}: {small} and {large}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_sheet_whose_name_each_cell_would_repeat_is_refused() {
    let rows = row(1, cells(["Area", "2015"]), "") + &row(2, cells(["Beijing", "24"]), "");
    let of_length = |length: usize| {
        let name = "n".repeat(length);
        let content = xlsx(&[SheetXml { name: &name, rows: &rows, ..SheetXml::default() }]);
        SmallProject::with("t.xlsx", &content).import().map(|imported| imported.findings.len())
    };
    assert!(of_length(255).is_ok());
    let refused = of_length(256).unwrap_err().localized();
    assert!(refused.en.contains("characters in the name of a sheet 256"), "{refused:?}");
    assert!(refused.zh.contains("工作表名的字数为 256"), "{refused:?}");
}

#[test]
fn a_long_label_is_cut_where_it_is_repeated_and_stands_whole_once() {
    let (file, content) = long_shared_label(40);
    let document = SmallProject::with(file, &content).inspect();
    let figures = document["figures"].as_array().unwrap();
    let label = |figure: &Value| figure["row_labels"][0].as_str().unwrap().to_owned();
    assert!(
        figures.iter().all(|figure| label(figure).chars().count() == 201 && label(figure).ends_with('…'))
    );
    let labels = document["labels"].as_array().unwrap();
    assert_eq!(labels.len(), 1);
    assert_eq!(labels[0]["cell"], "A2");
    assert_eq!(labels[0]["text"].as_str().unwrap().len(), 40 * 100);
    let findings = document["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        assert!(finding["message"].as_str().unwrap().chars().count() < 400, "{finding}");
    }
}

#[test]
fn rows_that_stand_many_times_are_one_finding_at_their_range() {
    let (file, content) = repeated_rows(100);
    let document = SmallProject::with(file, &content).inspect();
    let findings = document["findings"].as_array().unwrap().iter();
    let repeated: Vec<&str> = findings
        .filter(|finding| finding["rule"] == "row.duplicate")
        .map(|finding| finding["cell"].as_str().unwrap())
        .collect();
    assert_eq!(repeated, ["A3:A102"]);
}

#[test]
fn a_figure_under_more_labels_than_are_read_is_kept_back() {
    let (file, content) = stacked_headers(72);
    let document = SmallProject::with(file, &content).inspect();
    let figure = &document["figures"][0];
    let labels: Vec<&str> =
        figure["column_labels"].as_array().unwrap().iter().map(|label| label.as_str().unwrap()).collect();
    assert_eq!(labels.len(), 65);
    assert_eq!(labels[32], "… (9)");
    let findings = document["findings"].as_array().unwrap().iter();
    assert!(findings.map(|finding| &finding["rule"]).any(|rule| rule == "structure.labels.doubtful"));
}

fn text(length: usize) -> String {
    "Members of clubs in the north, and of others; ".chars().cycle().take(length).collect()
}

/// A name without digits, so that none is taken for a year.
fn name(number: usize) -> String {
    let letter = |index: usize| char::from(b'a' + u8::try_from(index % 26).unwrap());
    format!("Q{}{}{}x", letter(number / 676), letter(number / 26), letter(number))
}

fn column(number: usize) -> String {
    tierstat_model::column_letters(u32::try_from(number).unwrap())
}

/// A row of a sheet: texts, numbers, and the index of a shared text behind `#`.
fn row(number: usize, cells: impl IntoIterator<Item = (usize, String)>, attributes: &str) -> String {
    let mut xml = format!("<row r=\"{number}\" {attributes}>");
    for (at, cell) in cells {
        let address = format!("{}{number}", column(at));
        if let Some(shared) = cell.strip_prefix('#') {
            xml.push_str(&format!("<c r=\"{address}\" t=\"s\"><v>{shared}</v></c>"));
        } else if cell.parse::<f64>().is_ok() {
            xml.push_str(&format!("<c r=\"{address}\"><v>{cell}</v></c>"));
        } else {
            xml.push_str(&format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        }
    }
    xml + "</row>"
}

fn cells<const N: usize>(cells: [&str; N]) -> Vec<(usize, String)> {
    cells.iter().enumerate().map(|(index, cell)| (index + 1, (*cell).to_owned())).collect()
}

fn sheet(rows: &str) -> Vec<u8> {
    xlsx(&[SheetXml { rows, ..SheetXml::default() }])
}

/// A workbook of one sheet with one shared text.
fn sheet_sharing(rows: &str, text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new_append(Cursor::new(sheet(rows))).unwrap();
    writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    write!(writer, "<sst xmlns=\"{main}\" count=\"1\" uniqueCount=\"1\"><si><t>{text}</t></si></sst>")
        .unwrap();
    writer.finish().unwrap().into_inner()
}

fn long_shared_label(size: usize) -> (&'static str, Vec<u8>) {
    let mut rows = row(1, cells(["Area", "Members", "Branches"]), "");
    for number in 2..size + 2 {
        rows.push_str(&row(number, cells(["#0", &number.to_string(), "7"]), ""));
    }
    ("t.xlsx", sheet_sharing(&rows, &text(size * 100)))
}

fn long_shared_header(size: usize) -> (&'static str, Vec<u8>) {
    let heads = (2..size + 2).map(|column| (column, "#0".to_owned()));
    let mut rows = row(1, std::iter::once((1, "Area".to_owned())).chain(heads), "");
    for number in 2..5 {
        let numbers = (2..size + 2).map(|column| (column, (column + number).to_string()));
        rows.push_str(&row(number, std::iter::once((1, name(number))).chain(numbers), ""));
    }
    ("t.xlsx", sheet_sharing(&rows, &text(size * 100)))
}

fn unclosed_quote(size: usize) -> (&'static str, Vec<u8>) {
    ("t.csv", format!("Area,2015\n\"Beijing,24\n{}", "Jilin,25\n".repeat(size)).into_bytes())
}

fn repeated_rows(size: usize) -> (&'static str, Vec<u8>) {
    let rows: String = (0..size).map(|number| format!("Beijing,{number},{}\n", number + 5)).collect();
    ("t.csv", format!("Associations\nArea,2015,2016\n{rows}").into_bytes())
}

fn many_columns(size: usize) -> (&'static str, Vec<u8>) {
    let line = |first: &str, cell: &dyn Fn(usize) -> String| {
        format!("{first},{}\n", (0..size).map(cell).collect::<Vec<_>>().join(","))
    };
    let mut content = line("Area", &name);
    for (number, area) in ["Beijing", "Jilin", "Guangdong"].into_iter().enumerate() {
        content.push_str(&line(area, &|column| (column + number).to_string()));
    }
    ("t.csv", content.into_bytes())
}

fn many_sheets(size: usize) -> (&'static str, Vec<u8>) {
    let rows = row(1, cells(["Associations"]), "")
        + &row(2, cells(["Area", "2015"]), "")
        + &row(3, cells(["Beijing", "24"]), "")
        + &row(4, cells(["Nowhere", "25"]), "");
    let names: Vec<String> = (0..size).map(name).collect();
    let sheets: Vec<SheetXml<'_>> =
        names.iter().map(|name| SheetXml { name, rows: &rows, ..SheetXml::default() }).collect();
    ("t.xlsx", xlsx(&sheets))
}

fn many_merged_cells(size: usize) -> (&'static str, Vec<u8>) {
    let merged: Vec<String> = (1..size + 2).map(|row| format!("C{row}:D{row}")).collect();
    let merged: Vec<&str> = merged.iter().map(String::as_str).collect();
    let mut rows =
        row(1, [(1, "Area".to_owned()), (2, "Members".to_owned()), (3, "Branches".to_owned())], "");
    for number in 2..size + 2 {
        let cells = [(1, name(number)), (2, number.to_string()), (3, "so many".to_owned())];
        rows.push_str(&row(number, cells, ""));
    }
    ("t.xlsx", xlsx(&[SheetXml { rows: &rows, merged: &merged, ..SheetXml::default() }]))
}

fn many_findings(size: usize) -> (&'static str, Vec<u8>) {
    let rows: String =
        (0..size).map(|number| format!("{},so many,{} furlongs\n", name(number), number % 90)).collect();
    ("t.csv", format!("Area,2015,2016 (£m)\n{rows}").into_bytes())
}

fn many_hidden_rows(size: usize) -> (&'static str, Vec<u8>) {
    let mut rows = row(1, cells(["Area", "Members"]), "");
    for number in 2..size + 2 {
        let hidden = if number % 2 == 0 { "hidden=\"1\"" } else { "" };
        rows.push_str(&row(number, cells([&name(number), &number.to_string()]), hidden));
    }
    ("t.xlsx", sheet(&rows))
}

fn many_hidden_columns(size: usize) -> (&'static str, Vec<u8>) {
    let heads = (2..size + 2).map(|column| (column, (2001 + column % 20).to_string()));
    let mut rows = row(1, std::iter::once((1, "Area".to_owned())).chain(heads), "");
    for number in 2..size + 2 {
        rows.push_str(&row(number, cells([&name(number), &number.to_string()]), ""));
    }
    let hidden: String = (2..size + 2)
        .step_by(2)
        .map(|column| format!("<col min=\"{column}\" max=\"{column}\" width=\"9\" hidden=\"1\"/>"))
        .collect();
    ("t.xlsx", xlsx(&[SheetXml { rows: &rows, columns: &hidden, ..SheetXml::default() }]))
}

fn rows_of_places(size: usize) -> String {
    (0..size).map(|number| format!("{},{number},{}\n", name(number), number % 90)).collect()
}

fn long_title(size: usize) -> (&'static str, Vec<u8>) {
    let title = text(size * 40).replace(',', " ");
    ("t.csv", format!("{title}\n\nArea,2015,2016\n{}", rows_of_places(size)).into_bytes())
}

/// 会员 counts nothing that the lists know, so that each number is told.
fn long_sentence(size: usize) -> (&'static str, Vec<u8>) {
    let numbers: Vec<String> = (0..size).map(|number| format!("有{}个会员", number + 20)).collect();
    ("t.txt", format!("2015年，北京{}。", numbers.join("、")).into_bytes())
}

fn long_headers(size: usize) -> (&'static str, Vec<u8>) {
    let line = |first: &str, cell: &dyn Fn(usize) -> String| {
        format!("{first},{}\n", (0..size).map(cell).collect::<Vec<_>>().join(","))
    };
    let headers = line("Area", &|column| format!("{} {}", name(column), text(size * 40).replace(',', " ")));
    let rows: String = (0..size).map(|row| line(&name(row), &|column| (row + column).to_string())).collect();
    ("t.csv", (headers + &rows).into_bytes())
}

fn long_note(size: usize) -> (&'static str, Vec<u8>) {
    let note = text(size * 40).replace(',', " ");
    ("t.csv", format!("Members\nArea,2015,2016\n{}\nNote: {note}\n", rows_of_places(size)).into_bytes())
}

fn stacked_headers(size: usize) -> (&'static str, Vec<u8>) {
    let columns = size / 4;
    let last = column(columns + 1);
    let merged: Vec<String> = (1..=size).map(|row| format!("B{row}:{last}{row}")).collect();
    let merged: Vec<&str> = merged.iter().map(String::as_str).collect();
    let mut rows = String::new();
    for number in 1..=size {
        let head = format!("Head {} of members", name(number));
        rows.push_str(&row(number, cells([&name(number), &head]), ""));
    }
    for number in size + 1..size + 4 {
        let cell = |column: usize| match number == size + 1 {
            true => name(column),
            false => (column + number).to_string(),
        };
        let numbers = (2..columns + 2).map(|column| (column, cell(column)));
        rows.push_str(&row(number, std::iter::once((1, name(number))).chain(numbers), ""));
    }
    ("t.xlsx", xlsx(&[SheetXml { rows: &rows, merged: &merged, ..SheetXml::default() }]))
}

fn stacked_groups(size: usize) -> (&'static str, Vec<u8>) {
    let groups: String = (0..size).map(|number| format!("Group {},,\n", name(number))).collect();
    ("t.csv", format!("Area,2015,2016\n{groups}{}", rows_of_places(size / 4)).into_bytes())
}

fn stacked_labels(size: usize) -> (&'static str, Vec<u8>) {
    let last = size / 4 + 1;
    let merged: Vec<String> = (1..size).map(|at| format!("{}2:{}{last}", column(at), column(at))).collect();
    let merged: Vec<&str> = merged.iter().map(String::as_str).collect();
    let heads = (1..=size).map(|at| (at, format!("Head {}", name(at))));
    let years = [(size + 1, "2015".to_owned()), (size + 2, "2016".to_owned())];
    let mut rows = row(1, heads.chain(years), "");
    for number in 2..=last {
        let outer = (1..size).filter(|_| number == 2).map(|at| (at, format!("Label {}", name(at))));
        let own = [(size, name(number)), (size + 1, number.to_string()), (size + 2, "7".to_owned())];
        rows.push_str(&row(number, outer.chain(own), ""));
    }
    ("t.xlsx", xlsx(&[SheetXml { rows: &rows, merged: &merged, ..SheetXml::default() }]))
}

fn repeated_unit_lines(size: usize) -> (&'static str, Vec<u8>) {
    let table =
        |number: usize| format!("Unit: number,,\nArea,2015,2016\nBeijing,{number},3\nJilin,{number},7\n");
    ("t.csv", (0..size).map(table).collect::<String>().into_bytes())
}
