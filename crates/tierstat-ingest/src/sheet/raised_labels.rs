//! Raised characters in the shared texts of an .xls, which calamine gives without their fonts (MS-XLS 2.4.122 Font,
//! 2.4.265 SST, 2.5.293 XLUnicodeRichExtendedString, 2.4.149 LabelSst).

use super::superscript::{CLOSE, OPEN};
use crate::open::compound::{read_u16, read_u32};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Runs of raised characters in one text, as ends in UTF-16 units, the last not included.
type Runs = Vec<(usize, usize)>;

/// The cells of a sheet whose texts have raised characters, by row and column counted from 1.
type Labels = BTreeMap<(u32, u32), Rc<Runs>>;

/// The cells of each sheet whose texts have raised characters, by row and column counted from 1; sheets in the order of the
/// workbook, no more of them than a limit. Empty where no font is raised.
pub(super) fn raised_labels(stream: &[u8], most_sheets: usize) -> Vec<Rc<Labels>> {
    let records: Vec<Record<'_>> =
        Records { stream, place: 0 }.take_while(|record| record.kind != EOF).collect();
    let fonts: Vec<bool> = records
        .iter()
        .filter(|record| record.kind == FONT)
        .map(|font| read_u16(font.data, 8) == Some(1))
        .collect();
    if !fonts.contains(&true) {
        return Vec::new();
    }
    // Font 4 is left out of the count (MS-XLS 2.5.129).
    let is_raised = |font: u16| {
        let index = usize::from(if font > 4 { font - 1 } else { font });
        fonts.get(index).copied().unwrap_or_default()
    };
    let raised = raised_texts(table_of_texts(&records), is_raised);
    let sheets = records.iter().filter(|record| record.kind == BOUND_SHEET).take(most_sheets);
    // Many sheets may claim to begin at one place.
    let mut by_start: BTreeMap<usize, Rc<Labels>> = BTreeMap::new();
    sheets
        .map(|sheet| {
            let start = read_u32(sheet.data, 0).and_then(|start| usize::try_from(start).ok());
            let start = start.unwrap_or(usize::MAX);
            let found = by_start.entry(start).or_insert_with(|| Rc::new(labels(stream, start, &raised)));
            Rc::clone(found)
        })
        .collect()
}

/// The lengths of the shared texts of a workbook in UTF-16 units, as far as their table can be followed.
pub(super) fn text_lengths(stream: &[u8]) -> Vec<usize> {
    let records: Vec<Record<'_>> =
        Records { stream, place: 0 }.take_while(|record| record.kind != EOF).collect();
    let mut bytes = Chunks { chunks: table_of_texts(&records), chunk: 0, place: 8 };
    let mut lengths = Vec::new();
    while let Some((units, _)) = bytes.rich_text(|_| false) {
        lengths.push(units);
    }
    lengths
}

/// The table of shared texts, which goes on from record to record.
fn table_of_texts<'a>(records: &[Record<'a>]) -> Vec<&'a [u8]> {
    let table = records.iter().skip_while(|record| record.kind != SST).enumerate();
    let own = table.take_while(|(index, record)| *index == 0 || record.kind == CONTINUE);
    own.map(|(_, record)| record.data).collect()
}

/// The cells of the sheet that begins at a place of the stream.
fn labels(stream: &[u8], start: usize, raised: &BTreeMap<u32, Rc<Runs>>) -> Labels {
    let mut depth = 0_u32;
    let own = Records { stream, place: start }.take_while(|record| {
        depth = match record.kind {
            BOF => depth + 1,
            EOF => depth.saturating_sub(1),
            _ => depth,
        };
        depth > 0
    });
    own.filter(|record| record.kind == LABEL_SST)
        .filter_map(|label| {
            let row = u32::from(read_u16(label.data, 0)?) + 1;
            let column = u32::from(read_u16(label.data, 2)?) + 1;
            Some(((row, column), Rc::clone(raised.get(&read_u32(label.data, 6)?)?)))
        })
        .collect()
}

/// A text with signs around its raised runs.
pub(super) fn with_signs(text: &str, runs: &Runs) -> String {
    let mut marked = String::with_capacity(text.len() + runs.len() * 8);
    let mut unit = 0;
    let mut runs = runs.iter().peekable();
    let mut open = None;
    for sign in text.chars() {
        // A run whose start has gone by unseen, inside a character or another run, is passed over.
        while let Some((start, end)) = runs.next_if(|(start, _)| *start <= unit) {
            if *start == unit && open.is_none() {
                marked.push(OPEN);
                open = Some(*end);
            }
        }
        marked.push(sign);
        unit += sign.len_utf16();
        if open.is_some_and(|end| end <= unit) {
            marked.push(CLOSE);
            open = None;
        }
    }
    marked
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FONT: u16 = 0x0031;
const CONTINUE: u16 = 0x003C;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

struct Records<'a> {
    stream: &'a [u8],
    place: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = read_u16(self.stream, self.place)?;
        let start = self.place.checked_add(4)?;
        let end = start.checked_add(usize::from(read_u16(self.stream, self.place + 2)?))?;
        let data = self.stream.get(start..end)?;
        self.place = end;
        Some(Record { kind, data })
    }
}

/// The raised runs of each text of the table, by its number; stops where the table cannot be followed.
fn raised_texts(chunks: Vec<&[u8]>, is_raised: impl Fn(u16) -> bool) -> BTreeMap<u32, Rc<Runs>> {
    let mut bytes = Chunks { chunks, chunk: 0, place: 8 };
    let mut raised = BTreeMap::new();
    for number in 0_u32.. {
        let Some((_, runs)) = bytes.rich_text(&is_raised) else { break };
        if !runs.is_empty() {
            raised.insert(number, Rc::new(runs));
        }
    }
    raised
}

/// Bytes that go on from record to record.
struct Chunks<'a> {
    chunks: Vec<&'a [u8]>,
    chunk: usize,
    place: usize,
}

impl Chunks<'_> {
    fn left(&self) -> usize {
        self.chunks.get(self.chunk).map_or(0, |chunk| chunk.len().saturating_sub(self.place))
    }

    fn next_chunk(&mut self) -> Option<()> {
        self.chunk += 1;
        self.place = 0;
        (self.chunk < self.chunks.len()).then_some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.left() == 0 {
            self.next_chunk()?;
        }
        let byte = *self.chunks.get(self.chunk)?.get(self.place)?;
        self.place += 1;
        Some(byte)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.left() {
            bytes -= self.left();
            self.next_chunk()?;
        }
        self.place += bytes;
        Some(())
    }

    /// Passes a text and gives its length in UTF-16 units and its raised runs.
    fn rich_text(&mut self, is_raised: impl Fn(u16) -> bool) -> Option<(usize, Runs)> {
        let units = usize::from(self.word()?);
        let flags = self.byte()?;
        let run_count = if flags & 0x08 == 0 { 0 } else { self.word()? };
        let further =
            if flags & 0x04 == 0 { 0 } else { u32::from(self.word()?) | u32::from(self.word()?) << 16 };
        let (mut left, mut width) = (units, usize::from(flags & 1) + 1);
        while left > 0 {
            if self.left() == 0 {
                // The characters go on behind a byte that says their width anew.
                self.next_chunk()?;
                width = usize::from(self.byte()? & 1) + 1;
            }
            let here = (self.left() / width).min(left);
            if here == 0 {
                return None;
            }
            self.place += here * width;
            left -= here;
        }
        let mut runs = Runs::new();
        let mut open: Option<usize> = None;
        for _ in 0..run_count {
            let (start, font) = (usize::from(self.word()?), self.word()?);
            if let Some(first) = open.take() {
                runs.push((first, start.min(units)));
            }
            open = is_raised(font).then_some(start);
        }
        runs.extend(open.map(|first| (first, units)));
        runs.retain(|(first, end)| first < end);
        self.skip(usize::try_from(further).ok()?)?;
        Some((units, runs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn runs_are_found_in_a_text_cut_by_records() {
        // "57a" in one byte a character, cut behind its first, with font 2 from the third on; then a plain text.
        let first: &[u8] = &[0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 8, 1, 0, b'5'];
        let second: &[u8] = &[0, b'7', b'a', 2, 0, 2, 0, 1, 0, 0, b'x'];
        let raised = raised_texts(vec![first, second], |font| font == 2);
        assert_eq!(raised, BTreeMap::from([(0, Rc::new(vec![(2, 3)]))]));
        assert_eq!(with_signs("57a", &vec![(2, 3)]), format!("57{OPEN}a{CLOSE}"));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
            let _ = raised_labels(&bytes, 8);
            let _ = raised_texts(vec![&bytes, &bytes], |font| font == 1);
        }
    }
}
