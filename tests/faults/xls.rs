//! Workbooks of Excel 97 (MS-XLS): records in a stream of a compound file.

use super::compound::{Compound, END};
use super::{Fault, Right};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const NUMBER: u16 = 0x0203;
const LABEL_SST: u16 = 0x00FD;

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a record is short");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

fn begin(kind: u8) -> Vec<u8> {
    record(BOF, &[0x00, 0x06, kind, 0x00, 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0])
}

fn number(row: u16, column: u16) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(NUMBER, &[place, 7_f64.to_le_bytes().to_vec()].concat())
}

fn label(row: u16, column: u16, text: u32) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(LABEL_SST, &[place, text.to_le_bytes().to_vec()].concat())
}

/// A stream of these global records and sheets, each sheet named at its place.
fn stream(globals: &[u8], sheets: &[Vec<u8>]) -> Vec<u8> {
    let bound = |start: u32| record(BOUND_SHEET, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b's']].concat());
    let head = begin(5).len() + globals.len() + bound(0).len() * sheets.len() + 4;
    let mut starts = Vec::new();
    let mut body = Vec::new();
    for sheet in sheets {
        starts.push(u32::try_from(head + body.len()).expect("small"));
        body.extend([begin(0x10), sheet.clone(), record(EOF, &[])].concat());
    }
    let bounds: Vec<u8> = starts.into_iter().flat_map(bound).collect();
    [begin(5), globals.to_vec(), bounds, record(EOF, &[]), body].concat()
}

fn book(sheet: &[Vec<u8>]) -> Compound {
    Compound::new("Workbook", stream(&[], &[sheet.concat()]))
}

fn chains() -> Vec<Fault> {
    let sound = || book(&[number(0, 0), number(0, 1)]);
    let bent = |bend: &dyn Fn(&mut Compound)| {
        let mut file = sound();
        bend(&mut file);
        file.bytes()
    };
    let in_header =
        |at: usize, value: u32| bent(&|file| file.header[at..at + 4].copy_from_slice(&value.to_le_bytes()));
    let directory = 1;
    vec![
        Fault::new(
            "a-stream-that-is-a-loop.xls",
            Right::Refused,
            bent(&|file| {
                let first = file.first();
                file.table[first + 1] = u32::try_from(first).expect("few");
                file.directory[128 + 120..128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
            }),
        ),
        Fault::new(
            "a-directory-that-is-a-loop.xls",
            Right::Refused,
            bent(&|file| file.table[directory] = u32::try_from(directory).expect("one")),
        ),
        Fault::new(
            "a-second-directory-entry-that-is-a-loop.xls",
            Right::Read,
            bent(&|file| {
                let first = file.first();
                let sound = file.directory[128..256].to_vec();
                // It claims a name of no length, and stands first.
                file.directory[128 + 64] = 0;
                file.directory[128 + 116..128 + 120].copy_from_slice(&1_u32.to_le_bytes());
                file.directory[128 + 120..128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
                file.directory[256..384].copy_from_slice(&sound);
                let _ = first;
            }),
        ),
        Fault::new(
            "a-list-of-tables-that-is-a-loop.xls",
            Right::Refused,
            bent(&|file| {
                // The last word of the table names the table as the next part of the list.
                file.header[68..72].copy_from_slice(&0_u32.to_le_bytes());
                file.table[127] = 0;
            }),
        ),
        Fault::new("a-list-of-tables-far-away.xls", Right::Refused, in_header(68, 0x7FFF_FFFF)),
        Fault::new("small-sectors-without-end.xls", Right::Read, in_header(64, u32::MAX)),
        Fault::new(
            "sectors-of-two-to-the-sixty-thousandth.xls",
            Right::Refused,
            bent(&|file| file.header[30..32].copy_from_slice(&0xFFFF_u16.to_le_bytes())),
        ),
        Fault::new(
            "a-stream-of-four-gigabytes.xls",
            Right::Read,
            bent(&|file| file.directory[128 + 120..128 + 124].copy_from_slice(&u32::MAX.to_le_bytes())),
        ),
        Fault::new(
            "a-stream-that-begins-nowhere.xls",
            Right::Refused,
            bent(&|file| file.directory[128 + 116..128 + 120].copy_from_slice(&END.to_le_bytes())),
        ),
    ]
}

fn records() -> Vec<Fault> {
    let file =
        |globals: &[u8], sheets: &[Vec<u8>]| Compound::new("Workbook", stream(globals, sheets)).bytes();
    let two = || [number(0, 0), number(0, 1)].concat();
    let dimensions = |rows: u32| {
        record(0x0200, &[&0_u32.to_le_bytes()[..], &rows.to_le_bytes(), &[0, 0, 0xFF, 0xFF, 0, 0]].concat())
    };
    // One text of 32,000 letters, in records of 8,000.
    let mut long_text = record(
        0x00FC,
        &[
            &u32::MAX.to_le_bytes()[..],
            &u32::MAX.to_le_bytes(),
            &32_000_u16.to_le_bytes(),
            &[0],
            &[b'x'; 8000],
        ]
        .concat(),
    );
    (0..3).for_each(|_| long_text.extend(record(0x003C, &[&[0][..], &[b'x'; 8000]].concat())));
    let labels: Vec<u8> = (0..60_000_u16).flat_map(|row| label(row, 0, 0)).collect();
    let name = |text: u8| {
        let body =
            [&[0, 0, 0, 255, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &[text; 255], &[0x3A, 0, 0, 0, 0, 0, 0]];
        record(0x0018, &body.concat())
    };
    let formula = {
        let place = [0_u16.to_le_bytes(), 1_u16.to_le_bytes(), [0, 0]].concat();
        let names: Vec<u8> = [0x23, 1, 0, 0, 0].repeat(12_000);
        let length = u16::try_from(names.len()).expect("it fits").to_le_bytes();
        record(0x0006, &[&place[..], &7_f64.to_le_bytes(), &[0; 6], &length, &names].concat())
    };
    let hidden_sheet = {
        // A sheet that begins inside a record, where another reader sees other records.
        let inner = [begin(0x10), number(0, 0), number(u16::MAX, u16::MAX), record(EOF, &[])].concat();
        let mut whole = stream(&[], &[[number(0, 0), record(0x00EC, &inner)].concat()]);
        let at = whole.windows(inner.len()).position(|bytes| bytes == inner).expect("it is there");
        let bound =
            whole.windows(2).position(|bytes| bytes == BOUND_SHEET.to_le_bytes()).expect("it is there");
        whole[bound + 4..bound + 8].copy_from_slice(&u32::try_from(at).expect("small").to_le_bytes());
        Compound::new("Workbook", whole).bytes()
    };
    let twins = {
        let mut whole = stream(&[], &vec![Vec::new(); 900]);
        let sheet = whole.len();
        whole.extend([begin(0x10), two(), record(0x00EC, &[0; 8000]).repeat(40), record(EOF, &[])].concat());
        let mut at = begin(5).len();
        for _ in 0..900 {
            whole[at + 4..at + 8].copy_from_slice(&u32::try_from(sheet).expect("small").to_le_bytes());
            at += 13;
        }
        Compound::new("Workbook", whole).bytes()
    };
    let cut = {
        let mut whole = stream(&[], &[two()]);
        let end = whole.len() - 4;
        whole.truncate(end);
        whole.extend([0x03, 0x02, 0xFF, 0xFF, 0, 0]);
        Compound::new("Workbook", whole).bytes()
    };
    vec![
        Fault::new(
            "dimensions-of-four-billion-rows.xls",
            Right::Read,
            file(&[], &[[dimensions(u32::MAX), two()].concat()]),
        ),
        Fault::new(
            "dimensions-of-a-hundred-thousand-rows.xls",
            Right::Read,
            file(&[], &[[dimensions(100_000), two()].concat()]),
        ),
        Fault::new(
            "cells-at-both-ends.xls",
            Right::Read,
            file(&[], &[[two(), number(65_535, 255)].concat()]),
        ),
        Fault::new(
            "texts-that-claim-four-billion.xls",
            Right::Read,
            file(&long_text, &[[label(0, 0, 0), number(0, 1)].concat()]),
        ),
        Fault::new("one-long-text-in-sixty-thousand-cells.xls", Right::Refused, file(&long_text, &[labels])),
        Fault::new(
            "a-text-longer-than-its-record.xls",
            Right::Refused,
            file(&record(0x00FC, &[1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 0, b'x']), &[two()]),
        ),
        Fault::new(
            "regions-that-are-not-there.xls",
            Right::Read,
            file(&[], &[[two(), record(0x00E5, &[0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0])].concat()]),
        ),
        Fault::new(
            "numbers-from-right-to-left.xls",
            Right::Refused,
            file(&[], &[record(0x00BD, &[0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0])]),
        ),
        Fault::new(
            "a-formula-of-long-names.xls",
            Right::Read,
            file(&name(b'n'), &[[two(), formula.repeat(60)].concat()]),
        ),
        Fault::new("a-record-longer-than-the-stream.xls", Right::Refused, cut),
        Fault::new("a-sheet-inside-a-record.xls", Right::Refused, hidden_sheet),
        Fault::new("nine-hundred-sheets-at-one-place.xls", Right::Read, twins),
        Fault::new("ten-thousand-sheets.xls", Right::Refused, file(&[], &vec![Vec::new(); 10_000])),
        Fault::new(
            "a-sheet-behind-the-end.xls",
            Right::Refused,
            Compound::new(
                "Workbook",
                [
                    begin(5),
                    record(BOUND_SHEET, &[0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 1, 0, b's']),
                    record(EOF, &[]),
                ]
                .concat(),
            )
            .bytes(),
        ),
    ]
}

pub(super) fn faults() -> Vec<Fault> {
    [chains(), records()].into_iter().flatten().collect()
}
