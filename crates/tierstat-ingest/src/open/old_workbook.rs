//! The workbook of Excel 97 and before, written anew with no more than its reader needs (MS-XLS 2.1.7).
//!
//! calamine makes room for what records claim and fills the whole rectangle of a sheet, follows formulas nobody asks for, and
//! reads a sheet anew for each name it has. So it is given a stream in which every record was looked at, each sheet stands
//! once, and the cells stand close together; where they stood is kept here.

use super::compound::{compound_file, read_u16, read_u32};
use super::hidden::HiddenParts;
use crate::{FileForm, IngestError, Limits};
use std::collections::BTreeMap;
use std::path::Path;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const LABEL_SST: u16 = 0x00FD;
const BOOL_ERR: u16 = 0x0205;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const MERGED: u16 = 0x00E5;
const ROW: u16 = 0x0208;
const COL_INFO: u16 = 0x007D;
/// CodePage, DateMode, Format, XF: what of the globals says how cells print.
const OF_GLOBALS: [u16; 4] = [0x0042, 0x0022, 0x041E, 0x00E0];
/// The cells in a column of what is written anew.
const COLUMN: usize = 1 << 16;

/// The workbook stream of an .xls, looked through.
pub(crate) struct OldWorkbook {
    /// Whether it is of Excel 97 or later (BOF, MS-XLS 2.4.21).
    pub(crate) is_biff8: bool,
    /// The sheets by where they begin; several may have one beginning.
    sheets: BTreeMap<usize, OldSheet>,
    /// For each sheet that is named its beginning, and the record that names it behind that.
    named: Vec<(usize, Vec<u8>)>,
    globals: Vec<u8>,
}

/// One sheet of an .xls.
#[derive(Default)]
pub(crate) struct OldSheet {
    /// The rows and columns of its cells, counted from 1, in the order of the stream.
    pub(crate) places: Vec<(u32, u32)>,
    /// The merged regions: first row and column, last row and column, counted from 1.
    pub(crate) merged: Vec<[u32; 4]>,
    pub(crate) hidden: HiddenParts,
    /// The numbers of the shared texts that its cells show.
    pub(crate) texts: Vec<u32>,
    records: Vec<u8>,
}

impl OldWorkbook {
    /// Looks through the records of a stream.
    pub(crate) fn read(path: &Path, stream: &[u8], limits: &Limits) -> Result<Self, IngestError> {
        let cut = || IngestError::Truncated {
            path: path.to_owned(),
            reason: "a record of the workbook ends behind its stream".to_owned(),
        };
        let damaged = |reason: &str| IngestError::Damaged {
            path: path.to_owned(),
            form: FileForm::Workbook,
            reason: reason.to_owned(),
        };
        if read_u16(stream, 0) != Some(BOF) {
            return Err(damaged("the workbook does not begin as one"));
        }
        let mut workbook = Self {
            is_biff8: read_u16(stream, 4) == Some(0x0600),
            sheets: BTreeMap::new(),
            named: Vec::new(),
            globals: Vec::new(),
        };
        let mut records = Records::from(stream, 0);
        let mut is_text = false;
        while let Some(record) = records.next().transpose().map_err(|Cut| cut())? {
            is_text = record.kind == SST || (is_text && record.kind == CONTINUE);
            match record.kind {
                EOF => break,
                FILE_PASS if read_u16(record.data, 0) != Some(0) || record.data.len() > 2 => {
                    return Err(IngestError::PasswordProtected { path: path.to_owned() });
                }
                BOUND_SHEET => {
                    let start = read_u32(record.data, 0).and_then(|start| usize::try_from(start).ok());
                    let (Some(start), Some(name)) = (start, record.data.get(4..)) else {
                        return Err(damaged("a sheet has no beginning"));
                    };
                    workbook.named.push((start, name.to_vec()));
                }
                kind if kind == BOF || is_text || OF_GLOBALS.contains(&kind) => {
                    push(&mut workbook.globals, kind, record.data);
                }
                _ => {}
            }
        }
        if workbook.named.len() > limits.sheets {
            return Err(IngestError::TooLarge {
                path: path.to_owned(),
                what: "sheets",
                found: workbook.named.len() as u64,
                limit: limits.sheets as u64,
            });
        }
        let mut passed = 0_usize;
        for (start, _) in &workbook.named {
            if workbook.sheets.contains_key(start) {
                continue;
            }
            if *start >= stream.len() {
                return Err(cut());
            }
            let (sheet, length) = OldSheet::read(stream, *start).map_err(|fault| match fault {
                Fault::Cut => cut(),
                Fault::Damaged(reason) => damaged(reason),
            })?;
            // Sheets stand one behind the other.
            passed = passed.saturating_add(length);
            if passed > stream.len() {
                return Err(damaged("its sheets lie one over the other"));
            }
            workbook.sheets.insert(*start, sheet);
        }
        Ok(workbook)
    }

    /// The sheets in the order of the workbook, each with how many before it had the same beginning.
    pub(crate) fn sheets(&self) -> impl Iterator<Item = (&OldSheet, usize)> {
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        self.named.iter().filter_map(move |(start, _)| {
            let before = seen.entry(*start).or_default();
            *before += 1;
            Some((self.sheets.get(start)?, *before - 1))
        })
    }

    /// The workbook written anew, as a compound file.
    pub(crate) fn content(&self) -> Vec<u8> {
        let names: usize = self.named.iter().map(|(_, name)| 4 + 4 + name.len()).sum();
        let mut start = self.globals.len() + names + 4;
        let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut body = Vec::new();
        for (place, sheet) in &self.sheets {
            starts.insert(*place, start + body.len());
            body.extend_from_slice(&sheet.records);
        }
        let mut stream = self.globals.clone();
        for (place, name) in &self.named {
            start = starts.get(place).copied().unwrap_or_default();
            let start = u32::try_from(start).unwrap_or(u32::MAX);
            push(&mut stream, BOUND_SHEET, &[&start.to_le_bytes()[..], name].concat());
        }
        push(&mut stream, EOF, &[]);
        stream.extend(body);
        compound_file("Workbook", stream)
    }
}

/// Why a sheet cannot be followed.
enum Fault {
    Cut,
    Damaged(&'static str),
}

impl OldSheet {
    /// The place of a cell by its number in the stream written anew: its row and column there, counted from 0.
    pub(crate) fn place(&self, row: usize, column: usize) -> Option<(u32, u32)> {
        self.places.get(column.checked_mul(COLUMN)?.checked_add(row)?).copied()
    }

    /// Reads the sheet that begins at a place of a stream, and says how many bytes it has.
    fn read(stream: &[u8], start: usize) -> Result<(Self, usize), Fault> {
        let mut sheet = Self::default();
        let mut records = Records::from(stream, start);
        // Charts inside a sheet have cells of their own, which are none of the sheet's.
        let mut depth = 0_u32;
        // The cell of the last formula, whose text comes in a record of its own.
        let mut formula: Option<[u8; 6]> = None;
        while let Some(record) = records.next().transpose().map_err(|Cut| Fault::Cut)? {
            let data = record.data;
            match record.kind {
                BOF => {
                    if depth == 0 {
                        push(&mut sheet.records, BOF, data);
                    }
                    depth = depth.saturating_add(1);
                }
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                NUMBER | LABEL | RICH_LABEL | LABEL_SST | BOOL_ERR | RK => {
                    if record.kind == LABEL_SST {
                        sheet.texts.extend(read_u32(data, 6));
                    }
                    sheet.put(record.kind, data)?;
                }
                MUL_RK => sheet.put_run(data)?,
                FORMULA => formula = sheet.put_formula(data)?,
                STRING => {
                    if let Some(cell) = formula.take() {
                        sheet.put(LABEL, &[&cell[..], data].concat())?;
                    }
                }
                MERGED => {
                    let count = usize::from(read_u16(data, 0).unwrap_or_default());
                    let regions = data.get(2..).unwrap_or_default().chunks_exact(8).take(count);
                    sheet.merged.extend(regions.filter_map(|region| {
                        let end = |at: usize| read_u16(region, at).map(|end| u32::from(end) + 1);
                        Some([end(0)?, end(4)?, end(2)?, end(6)?])
                    }));
                }
                // The flag fDyZero (MS-XLS 2.4.221); the flag fHidden (2.4.53).
                ROW if read_u16(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    let row = u32::from(read_u16(data, 0).unwrap_or_default()) + 1;
                    sheet.hidden.hide_rows(row, row);
                }
                COL_INFO if read_u16(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                    let end = |at: usize| read_u16(data, at).map(|column| u32::from(column) + 1);
                    if let (Some(first), Some(last)) = (end(0), end(2)) {
                        sheet.hidden.hide_columns(first, last);
                    }
                }
                _ => {}
            }
        }
        push(&mut sheet.records, EOF, &[]);
        Ok((sheet, records.place - start))
    }

    /// Puts a record of one cell: row, column, style, and what the kind of cell needs.
    fn put(&mut self, kind: u16, data: &[u8]) -> Result<(), Fault> {
        const SHORT: Fault = Fault::Damaged("a cell is shorter than its kind");
        let row = read_u16(data, 0).ok_or(SHORT)?;
        let column = read_u16(data, 2).ok_or(SHORT)?;
        let rest = data.get(4..).ok_or(SHORT)?;
        if u16::try_from(data.len()).is_err() {
            return Err(Fault::Damaged("a text is longer than its record can be"));
        }
        let number = self.places.len();
        let written = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
        let place = [written(number % COLUMN), written(number / COLUMN)].concat();
        push(&mut self.records, kind, &[&place, rest].concat());
        self.places.push((u32::from(row) + 1, u32::from(column) + 1));
        Ok(())
    }

    /// Puts the cells of a run of numbers: row, first column, style and number of each, last column.
    fn put_run(&mut self, data: &[u8]) -> Result<(), Fault> {
        const SHORT: Fault = Fault::Damaged("a run of numbers does not have the length that it states");
        let row = read_u16(data, 0).ok_or(SHORT)?;
        let first = read_u16(data, 2).ok_or(SHORT)?;
        let end = data.len().checked_sub(2).ok_or(SHORT)?;
        let last = read_u16(data, end).ok_or(SHORT)?;
        let numbers = data.get(4..end).ok_or(SHORT)?;
        let count = usize::from(last.checked_sub(first).ok_or(SHORT)?) + 1;
        if numbers.len() != count * 6 {
            return Err(SHORT);
        }
        for (column, number) in (first..=last).zip(numbers.chunks_exact(6)) {
            self.put(RK, &[&row.to_le_bytes()[..], &column.to_le_bytes(), number].concat())?;
        }
        Ok(())
    }

    /// Puts the result of a formula as a cell of its kind; a text comes in a later record, and its cell is given back.
    fn put_formula(&mut self, data: &[u8]) -> Result<Option<[u8; 6]>, Fault> {
        const SHORT: Fault = Fault::Damaged("a formula is shorter than its result");
        let cell: [u8; 6] = data.get(..6).and_then(|cell| cell.try_into().ok()).ok_or(SHORT)?;
        let result = data.get(6..14).ok_or(SHORT)?;
        match *result {
            [0, .., 0xFF, 0xFF] => return Ok(Some(cell)),
            [1, _, value, .., 0xFF, 0xFF] => self.put(BOOL_ERR, &[&cell[..], &[value, 0]].concat())?,
            [2, _, code, .., 0xFF, 0xFF] => self.put(BOOL_ERR, &[&cell[..], &[code, 1]].concat())?,
            // An empty text.
            [3, .., 0xFF, 0xFF] => {}
            [_, .., 0xFF, 0xFF] => return Err(Fault::Damaged("the result of a formula is of no known kind")),
            _ => self.put(NUMBER, &[&cell[..], result].concat())?,
        }
        Ok(None)
    }
}

fn push(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    stream.extend_from_slice(&kind.to_le_bytes());
    stream.extend_from_slice(&length.to_le_bytes());
    stream.extend_from_slice(data);
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// A record ends behind its stream.
struct Cut;

struct Records<'a> {
    stream: &'a [u8],
    place: usize,
}

impl<'a> Records<'a> {
    fn from(stream: &'a [u8], place: usize) -> Self {
        Self { stream, place }
    }

    fn next(&mut self) -> Option<Result<Record<'a>, Cut>> {
        let rest = self.stream.get(self.place..)?;
        if rest.is_empty() {
            return None;
        }
        let (Some(kind), Some(length)) = (read_u16(rest, 0), read_u16(rest, 2)) else {
            return Some(Err(Cut));
        };
        let end = 4 + usize::from(length);
        let Some(data) = rest.get(4..end) else { return Some(Err(Cut)) };
        self.place += end;
        Some(Ok(Record { kind, data }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let mut stream = Vec::new();
        push(&mut stream, kind, data);
        stream
    }

    fn read(stream: &[u8]) -> Result<OldWorkbook, IngestError> {
        OldWorkbook::read(Path::new("表.xls"), stream, &Limits::default())
    }

    /// Globals with one sheet, and its records.
    fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
        let begin = record(BOF, &[0, 6, 5, 0]);
        let start = u32::try_from(begin.len() + 13 + 4).unwrap();
        let name = record(BOUND_SHEET, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b's']].concat());
        [begin, name, record(EOF, &[]), record(BOF, &[0, 6, 16, 0]), sheet.concat(), record(EOF, &[])]
            .concat()
    }

    #[test]
    fn cells_stand_close_together_and_their_places_are_kept() {
        let number = [&[0; 2][..], &7_f64.to_le_bytes()].concat();
        let at = |row: u16, column: u16| [row.to_le_bytes(), column.to_le_bytes()].concat();
        let text = [&at(9, 1)[..], &[0; 2], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 8]].concat();
        let sheet = [
            record(0x0200, &[0xFF; 14]),
            record(NUMBER, &[at(65_535, 255), number].concat()),
            record(FORMULA, &text),
            record(STRING, &[1, 0, 0, b'x']),
            record(MUL_RK, &[&at(2, 3)[..], &[0; 12], &[4, 0]].concat()),
            record(MERGED, &[9, 0, 0, 0, 1, 0, 0, 0, 2, 0]),
        ];
        let workbook = read(&stream(&sheet)).unwrap_or_else(|error| panic!("{error}"));
        let (sheet, before) = workbook.sheets().next().unwrap();
        assert_eq!(sheet.places, [(65_536, 256), (10, 2), (3, 4), (3, 5)]);
        assert_eq!((sheet.merged.as_slice(), before), (&[[1, 1, 2, 3]][..], 0));
        assert_eq!(sheet.place(1, 0), Some((10, 2)));
        assert!(workbook.is_biff8);
    }

    #[test]
    fn a_lock_and_a_cut_record_are_seen() {
        let locked = [record(BOF, &[0, 6, 5, 0]), record(FILE_PASS, &[1, 0, 1, 0])].concat();
        assert!(matches!(read(&locked), Err(IngestError::PasswordProtected { .. })));
        let cut = [record(BOF, &[0, 6, 5, 0]), vec![0x42, 0, 9, 0, 1]].concat();
        assert!(matches!(read(&cut), Err(IngestError::Truncated { .. })));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2048)) {
            let _ = read(&bytes).map(|workbook| workbook.content());
            let _ = read(&stream(&[bytes])).map(|workbook| workbook.content());
        }
    }
}
