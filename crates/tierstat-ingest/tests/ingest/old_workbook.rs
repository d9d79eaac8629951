//! Writes workbooks of Excel 5 and 95 (BIFF5 in a compound file), whose texts are bytes of a code page.

use encoding_rs::Encoding;

/// A cell of an old workbook.
pub(crate) enum OldCell<'a> {
    Label(&'a str),
    Number(f64),
    /// No cell: its row is hidden.
    HiddenRow,
}

/// A workbook of one sheet; its texts are written in an encoding, and its CODEPAGE record says what it says.
pub(crate) fn biff5(encoding: &'static Encoding, code_page: u16, rows: &[&[OldCell<'_>]]) -> Vec<u8> {
    let bytes = |text: &str| encoding.encode(text).0.into_owned();
    let record = |stream: &mut Vec<u8>, kind: u16, body: &[u8]| {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        stream.extend(body);
    };
    // Version 5, the kind of what follows, build and year.
    let begin = |kind: u8| [0x00, 0x05, kind, 0x00, 0xBB, 0x0D, 0xCC, 0x07];
    let name = bytes("表1");
    let globals = |offset: u32| {
        let mut stream = Vec::new();
        record(&mut stream, 0x0809, &begin(0x05));
        record(&mut stream, 0x0042, &code_page.to_le_bytes());
        let mut sheet = offset.to_le_bytes().to_vec();
        sheet.extend([0, 0, u8::try_from(name.len()).unwrap()]);
        sheet.extend(&name);
        record(&mut stream, 0x0085, &sheet);
        record(&mut stream, 0x000A, &[]);
        stream
    };
    let offset = u32::try_from(globals(0).len()).unwrap();
    let mut stream = globals(offset);
    record(&mut stream, 0x0809, &begin(0x10));
    for (row, cells) in (0_u16..).zip(rows) {
        for (column, cell) in (0_u16..).zip(*cells) {
            let mut body = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            match cell {
                OldCell::Label(text) => {
                    let text = bytes(text);
                    body.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
                    body.extend(text);
                    record(&mut stream, 0x0204, &body);
                }
                OldCell::Number(number) => {
                    body.extend(number.to_le_bytes());
                    record(&mut stream, 0x0203, &body);
                }
                OldCell::HiddenRow => {
                    // First and last column, height, two unused and the flags, of which fDyZero hides.
                    let body = [row, 0, 3, 0, 0, 0, 0x20, 0].map(u16::to_le_bytes).concat();
                    record(&mut stream, 0x0208, &body);
                }
            }
        }
    }
    record(&mut stream, 0x000A, &[]);
    compound_file("Book", stream)
}

/// A compound file (MS-CFB, version 3) with one stream: sector 0 is the allocation table, 1 the directory.
fn compound_file(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    // A stream below 4096 bytes would stand in small sectors.
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = u32::try_from(stream.len() / SECTOR).unwrap();
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.extend([0; 16]);
    for number in [0x003E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
        file.extend(number.to_le_bytes());
    }
    for number in [0, 1, 1, 0, 4096, END, 0, END, 0, 0] {
        file.extend(u32::to_le_bytes(number));
    }
    file.resize(SECTOR, 0xFF);
    let mut table: Vec<u32> = vec![0xFFFF_FFFD, END];
    table.extend((0..sectors).map(|index| if index + 1 == sectors { END } else { index + 3 }));
    table.resize(SECTOR / 4, FREE);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend(u16::try_from((name.len() + 1) * 2).unwrap().to_le_bytes());
        entry.extend([kind, 1]);
        for number in [FREE, FREE, child] {
            entry.extend(number.to_le_bytes());
        }
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(size.to_le_bytes());
        entry.resize(128, 0);
        entry
    };
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry(name, 2, FREE, 2, u32::try_from(stream.len()).unwrap()));
    file.extend([0; 256]);
    file.extend(stream);
    file
}

/// A workbook of Excel 97 (BIFF8) of one sheet: a text that parses as a number is one; its CODEPAGE record says what it says.
pub(crate) fn biff8(code_page: u16, rows: &[&[&str]]) -> Vec<u8> {
    let record = |stream: &mut Vec<u8>, kind: u16, body: &[u8]| {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        stream.extend(body);
    };
    let begin = |kind: u8| [0x00, 0x06, kind, 0x00, 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0];
    // Two bytes a character.
    let wide = |text: &str| [vec![1], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let globals = |offset: u32| {
        let mut stream = Vec::new();
        record(&mut stream, 0x0809, &begin(0x05));
        record(&mut stream, 0x0042, &code_page.to_le_bytes());
        record(&mut stream, 0x0085, &[&offset.to_le_bytes()[..], &[0, 0, 2], &wide("表1")].concat());
        record(&mut stream, 0x000A, &[]);
        stream
    };
    let offset = u32::try_from(globals(0).len()).unwrap();
    let mut stream = globals(offset);
    record(&mut stream, 0x0809, &begin(0x10));
    for (row, cells) in (0_u16..).zip(rows) {
        for (column, cell) in (0_u16..).zip(*cells) {
            let mut body = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            if let Ok(number) = cell.parse::<f64>() {
                body.extend(number.to_le_bytes());
                record(&mut stream, 0x0203, &body);
            } else {
                body.extend(u16::try_from(cell.encode_utf16().count()).unwrap().to_le_bytes());
                body.extend(wide(cell));
                record(&mut stream, 0x0204, &body);
            }
        }
    }
    record(&mut stream, 0x000A, &[]);
    compound_file("Workbook", stream)
}
