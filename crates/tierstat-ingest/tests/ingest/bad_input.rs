//! Files that cannot be read: each a message that names the file and says what to do, and no panic.

use crate::workbook_builder::{SheetXml, ods, row, xlsx, zipped};
use std::path::Path;
use tierstat_ingest::{FileContext, IngestError, Limits, inspect};
use tierstat_model::CodeLists;

/// Reads bytes as a file of that name.
fn read(name: &str, content: &[u8]) -> Result<usize, IngestError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    read_path(&path)
}

fn read_path(path: &Path) -> Result<usize, IngestError> {
    let (lists, limits) = (CodeLists::default(), Limits::default());
    let context = FileContext::new(path, "file", &lists, &limits);
    inspect(&context).map(|inspection| inspection.findings().len())
}

/// The error, after checking that both languages name the file and say what to do.
fn refused(name: &str, content: &[u8]) -> IngestError {
    let error = read(name, content).unwrap_err();
    let (text, hint) = (error.localized(), error.hint());
    assert!(text.zh.contains(name) && text.en.contains(name), "{text:?}");
    assert!(!hint.zh.is_empty() && !hint.en.is_empty());
    error
}

#[test]
fn a_missing_file_and_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read_path(&folder.path().join("没有.xlsx")), Err(IngestError::NotFound { .. })));
    assert!(matches!(read_path(folder.path()), Err(IngestError::IsFolder { .. })));
}

#[test]
fn an_empty_file_and_one_of_blanks() {
    assert!(matches!(refused("空.xlsx", b""), IngestError::Empty { .. }));
    assert!(matches!(refused("空.csv", b" \r\n \n"), IngestError::Empty { .. }));
}

#[test]
fn a_picture_named_as_a_workbook() {
    assert!(matches!(refused("图.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), IngestError::NotATable { .. }));
}

#[test]
fn an_archive_that_holds_no_workbook() {
    let archive = zipped(&[("photo.txt", "text")]);
    assert!(matches!(refused("包.xlsx", &archive), IngestError::NotATable { .. }));
}

/// An archive whose directory lists its last part three times more, under other names.
fn overlapping(parts: &[(&str, &str)]) -> Vec<u8> {
    let archive = zipped(parts);
    let records = archive.windows(4).enumerate().filter(|(_, bytes)| *bytes == b"PK\x01\x02");
    let records: Vec<usize> = records.map(|(at, _)| at).collect();
    let (first, last, end) = (records[0], records[records.len() - 1], archive.len() - 22);
    let mut copied = archive[..end].to_vec();
    for number in b"123" {
        let mut record = archive[last..end].to_vec();
        record[46] = *number;
        copied.extend(record);
    }
    let (size, count) = (u32::try_from(copied.len() - first).unwrap(), (records.len() + 3) as u16);
    let mut tail = archive[end..].to_vec();
    tail[8..10].copy_from_slice(&count.to_le_bytes());
    tail[10..12].copy_from_slice(&count.to_le_bytes());
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    copied.extend(tail);
    copied
}

#[test]
fn a_damaged_file_is_to_be_opened_by_a_program_that_opens_its_kind() {
    let noise: String = (0..20_000_u32)
        .map(|step| char::from(b'a' + (step.wrapping_mul(2_654_435_761) >> 27) as u8 % 26))
        .collect();
    for (name, main, program, ending) in [
        ("坏.xlsx", "xl/workbook.xml", "spreadsheet program", ".xlsx"),
        ("坏.docx", "word/document.xml", "word processor", ".docx"),
    ] {
        let parts = [("[Content_Types].xml", "<Types/>"), (main, "<a/>"), ("a.bin", noise.as_str())];
        let error = refused(name, &overlapping(&parts));
        assert!(matches!(error, IngestError::Damaged { .. }), "{error}");
        let hint = error.hint();
        assert!(hint.en.contains(program) && hint.en.contains(ending), "{hint:?}");
        assert!(hint.zh.contains(ending), "{hint:?}");
    }
}

#[test]
fn bytes_in_no_encoding() {
    let noise: Vec<u8> = (0..3000_u32).map(|step| (step.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    assert!(matches!(refused("码.csv", &noise), IngestError::UnknownEncoding { .. }));
}

#[test]
fn a_workbook_cut_off_anywhere() {
    let rows = (1..200).map(|number| row(number, &["北京市", "1", "2"])).collect::<String>();
    let whole = xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]);
    assert!(read("全.xlsx", &whole).is_ok());
    for share in 1..10 {
        let cut = &whole[..whole.len() * share / 10];
        assert!(matches!(refused("断.xlsx", cut), IngestError::Truncated { .. }), "{share}/10");
    }
}

#[test]
fn a_workbook_with_flipped_bytes_never_panics() {
    let rows = (1..20).map(|number| row(number, &["北京市", "1", "2"])).collect::<String>();
    for whole in [xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]), ods(&ods_row("1"))] {
        for at in (0..whole.len()).step_by(7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            let _ = read("损.xlsx", &damaged);
        }
    }
}

#[test]
fn one_cell_at_the_far_corner_of_an_xlsx() {
    let rows = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let error = refused("远.xlsx", &xlsx(&[SheetXml { rows, ..SheetXml::default() }]));
    let IngestError::FarCell { sheet, cell, filled, .. } = &error else { panic!("{error}") };
    assert_eq!((sheet.as_str(), cell.as_str(), *filled), ("表1", "XFD1048576", 1));
}

#[test]
fn a_false_dimension_is_not_believed() {
    let sheet =
        SheetXml { rows: &row(1, &["北京市", "1"]), dimension: "A1:XFD1048576", ..SheetXml::default() };
    assert!(read("维.xlsx", &xlsx(&[sheet])).is_ok());
}

fn ods_row(value: &str) -> String {
    format!(
        "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p></table:table-cell></table:table-row>"
    )
}

#[test]
fn one_cell_at_the_far_corner_of_an_ods() {
    let rows = format!(
        "{}<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>\
         <table:table-cell office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>",
        ods_row("7")
    );
    assert!(matches!(refused("远.ods", &ods(&rows)), IngestError::FarCell { .. }));
}

#[test]
fn a_repeated_row_of_an_ods_is_counted_before_it_is_filled() {
    let rows = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"1000\" \
                office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>";
    assert!(matches!(refused("重.ods", &ods(rows)), IngestError::TooLarge { .. }));
}

#[test]
fn an_archive_that_unpacks_a_thousandfold() {
    let spaces = " ".repeat(40 << 20);
    let rows = format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>{spaces}");
    let bomb = xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refused("弹.xlsx", &bomb), IngestError::TooLarge { .. }));
}

#[test]
fn a_locked_workbook() {
    // The least compound file: header, one sector of allocation, one of directory with an `EncryptedPackage` stream.
    let mut file = vec![0_u8; 512 * 3];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    file[30] = 9;
    file[44] = 1;
    file[48] = 1;
    file[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    file[60..64].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    file[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    for place in (80..512).step_by(4) {
        file[place..place + 4].copy_from_slice(&0xFFFF_FFFF_u32.to_le_bytes());
    }
    file[512..516].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
    file[516..520].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    let name: Vec<u8> = "EncryptedPackage\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    file[1024..1024 + name.len()].copy_from_slice(&name);
    file[1024 + 64] = u8::try_from(name.len()).unwrap();
    assert!(matches!(refused("密.xlsx", &file), IngestError::PasswordProtected { .. }));
}

/// Opening a pipe would wait for somebody to write into it.
#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_opening_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("管.csv");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(matches!(read_path(&path), Err(IngestError::Unreadable { .. })));
    }
}

#[test]
fn ten_thousand_sheets() {
    let rows = row(1, &["北京市", "1"]);
    let names: Vec<String> = (0..10_000).map(|number| format!("表{number}")).collect();
    let sheets: Vec<SheetXml<'_>> =
        names.iter().map(|name| SheetXml { name, rows: &rows, ..SheetXml::default() }).collect();
    assert!(matches!(refused("多.xlsx", &xlsx(&sheets)), IngestError::TooLarge { what: "sheets", .. }));
}

#[test]
fn shared_strings_of_a_hundred_megabytes() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(34 << 20));
    let file = zipped(&[
        ("xl/workbook.xml", "<workbook/>"),
        ("[Content_Types].xml", "<Types/>"),
        ("xl/sharedStrings.xml", &strings),
    ]);
    assert!(matches!(refused("串.xlsx", &file), IngestError::TooLarge { .. }));
}

/// What an entity outside the file, or one that contains itself ten times over, would put into a cell.
#[test]
fn entities_are_not_expanded() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "秘密12345").unwrap();
    let declared = format!(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{}\"><!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
        secret.display()
    );
    let rows =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e;&b;x</t></is></c><c r=\"B1\"><v>1</v></c></row>";
    let plain = xlsx(&[SheetXml { rows, ..SheetXml::default() }]);
    // The declaration stands before the root of the sheet's part.
    let parts = {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&plain)).unwrap();
        let names: Vec<String> = (0..archive.len())
            .map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned())
            .collect();
        names
            .into_iter()
            .map(|name| {
                let mut text = String::new();
                std::io::Read::read_to_string(&mut archive.by_name(&name).unwrap(), &mut text).unwrap();
                let text = if name.contains("worksheets") { format!("{declared}{text}") } else { text };
                (name, text)
            })
            .collect::<Vec<_>>()
    };
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let path = folder.path().join("体.xlsx");
    std::fs::write(&path, zipped(&parts)).unwrap();
    let (lists, limits) = (CodeLists::default(), Limits::default());
    let context = FileContext::new(&path, "file", &lists, &limits);
    // Refused or read: never with what the entity names.
    if let Ok(seen) = inspect(&context) {
        let text = seen.to_json_value(tierstat_model::Language::English).to_string();
        assert!(!text.contains("秘密") && !text.contains("haha"), "{text}");
    }
}

#[test]
fn numbers_that_are_none_and_regions_that_overlap() {
    let rows = [
        row(1, &["地区", "数量", "比例"]),
        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>北京市</t></is></c><c r=\"B2\"><v>NaN</v></c><c r=\"C2\"><v>1e999</v></c></row>"
            .to_owned(),
        row(3, &["广东省", "3", "4"]),
    ]
    .concat();
    let sheet = SheetXml {
        rows: &rows,
        merged: &["A1:B2", "B2:C3", "C3:A1", "A1:XFD1048576"],
        ..SheetXml::default()
    };
    let _ = read("数.xlsx", &xlsx(&[sheet]));
}

#[test]
fn elements_nested_a_hundred_thousand_deep() {
    let deep = format!("{}1{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let rows = format!("<row r=\"1\"><c r=\"A1\"><v>{deep}</v></c></row>");
    let _ = read("深.xlsx", &xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]));
    let _ = read("深.html", format!("<html><body>{}", "<table><tr><td>".repeat(20_000)).as_bytes());
}

#[test]
fn a_column_that_no_workbook_has_and_a_very_wide_text_take_no_time() {
    let rows = format!(
        "{}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"BCHEM2\"><v>1</v></c></row>",
        row(1, &["地区", "数量"])
    );
    let error = refused("远列.xlsx", &xlsx(&[SheetXml { rows: &rows, ..SheetXml::default() }]));
    assert!(matches!(error, IngestError::FarCell { .. }), "{error}");
    // A quadratic walk over 200,000 columns would take minutes.
    let line = |cell: &str| vec![cell; 200_000].join(",");
    let wide = format!("{}\n{}\n", line("地区"), line("x"));
    assert!(read("宽.csv", wide.as_bytes()).is_ok());
}
