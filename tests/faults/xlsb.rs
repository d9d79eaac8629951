//! Binary workbooks in an archive (MS-XLSB): records of a type and a length.

use super::archive::zipped;
use super::{Fault, Right};

/// A record: its type, and its length in groups of seven bits.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [head(kind, body.len()), body.to_vec()].concat()
}

fn head(kind: u16, mut length: usize) -> Vec<u8> {
    let mut bytes = if kind < 0x80 {
        vec![u8::try_from(kind).expect("small")]
    } else {
        vec![u8::try_from(kind & 0x7F | 0x80).expect("small"), u8::try_from(kind >> 7).expect("small")]
    };
    loop {
        let low = u8::try_from(length & 0x7F).expect("small");
        length >>= 7;
        bytes.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            return bytes;
        }
    }
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [u32::try_from(units.len() / 2).expect("short").to_le_bytes().to_vec(), units].concat()
}

fn sheet(cells: &[u8]) -> Vec<u8> {
    [record(0x0081, &[]), record(0x0094, &[0; 16]), record(0x0091, &[]), cells.to_vec(), record(0x0092, &[])]
        .concat()
}

fn cell(column: u32) -> Vec<u8> {
    record(0x0005, &[&column.to_le_bytes()[..], &[0; 4], &7_f64.to_le_bytes()].concat())
}

fn row(number: u32) -> Vec<u8> {
    record(0x0000, &[&number.to_le_bytes()[..], &[0; 13]].concat())
}

fn two() -> Vec<u8> {
    [row(0), cell(0), cell(1)].concat()
}

fn workbook(names: &[u8]) -> Vec<u8> {
    let bundle = [&[0; 8][..], &wide("r1"), &wide("s")].concat();
    [
        record(0x0083, &[]),
        record(0x009C, &bundle),
        record(0x0090, &[]),
        names.to_vec(),
        record(0x009D, &[0; 4]),
        record(0x0084, &[]),
    ]
    .concat()
}

fn book(sheet: Vec<u8>, names: &[u8], further: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
        ("xl/workbook.bin".to_owned(), workbook(names)),
        ("xl/_rels/workbook.bin.rels".to_owned(), relations.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.bin".to_owned(), sheet),
    ];
    parts.extend(further.iter().map(|(name, content)| ((*name).to_owned(), content.clone())));
    zipped(&parts)
}

pub(super) fn faults() -> Vec<Fault> {
    // Each name is twice the one before it (MS-XLSB 2.4.711, PtgName 2.5.97.60).
    let names: Vec<u8> = (0..40_u32)
        .flat_map(|number| {
            let reference = |to: u32| [&[0x23][..], &to.to_le_bytes()].concat();
            let formula = if number == 0 {
                [
                    &[0x17, 100, 0][..],
                    &"x".repeat(100).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
                ]
                .concat()
            } else {
                [reference(number), reference(number), vec![0x03]].concat()
            };
            let length = u32::try_from(formula.len()).expect("short").to_le_bytes();
            record(0x0027, &[&[0; 9][..], &wide("n"), &length, &formula].concat())
        })
        .collect();
    let strings = |count: u32, items: &[u8]| {
        [
            record(0x009F, &[1_u32.to_le_bytes(), count.to_le_bytes()].concat()),
            items.to_vec(),
            record(0x00A0, &[]),
        ]
        .concat()
    };
    let text = record(0x0013, &[vec![0], wide("a")].concat());
    vec![
        Fault::new("a-sound-workbook.xlsb", Right::Read, book(sheet(&two()), &[], &[])),
        Fault::new(
            "a-record-of-256-megabytes.xlsb",
            Right::Refused,
            book([record(0x0081, &[]), head(0x0094, 0x0FFF_FFFF)].concat(), &[], &[]),
        ),
        Fault::new("names-that-double-forty-times.xlsb", Right::Read, book(sheet(&two()), &names, &[])),
        Fault::new(
            "texts-that-claim-four-billion.xlsb",
            Right::Refused,
            book(sheet(&two()), &[], &[("xl/sharedStrings.bin", strings(u32::MAX, &text))]),
        ),
        Fault::new(
            "a-text-longer-than-its-record.xlsb",
            Right::Refused,
            book(
                sheet(&two()),
                &[],
                &[("xl/sharedStrings.bin", strings(1, &record(0x0013, &[0, 0xFF, 0xFF, 0xFF, 0x7F])))],
            ),
        ),
        Fault::new(
            "formats-that-claim-four-billion.xlsb",
            Right::Refused,
            book(sheet(&two()), &[], &[("xl/styles.bin", record(0x0267, &u32::MAX.to_le_bytes()))]),
        ),
        Fault::new(
            "a-cell-of-two-bytes.xlsb",
            Right::Refused,
            book(sheet(&[row(0), record(0x0005, &[0, 0])].concat()), &[], &[]),
        ),
        Fault::new(
            "a-column-of-number-four-billion.xlsb",
            Right::Refused,
            book(sheet(&[row(0), cell(u32::MAX)].concat()), &[], &[]),
        ),
        Fault::new(
            "a-cell-of-a-text-that-is-not-there.xlsb",
            Right::Refused,
            book(sheet(&[row(0), record(0x0007, &[0; 12])].concat()), &[], &[]),
        ),
        Fault::new(
            "a-sheet-cut-behind-its-cells.xlsb",
            Right::Refused,
            book(
                [record(0x0081, &[]), record(0x0094, &[0; 16]), record(0x0091, &[]), two()].concat(),
                &[],
                &[],
            ),
        ),
    ]
}
