//! OLE2 compound files: only as much as is needed to judge an .xls before it is opened.
//!
//! Layout after Microsoft's "Compound File Binary File Format" (MS-CFB) and "Excel Binary File Format" (MS-XLS).

use super::hidden::HiddenParts;

/// Sector numbers from here on are marks, not sectors (MS-CFB 2.1).
const LAST_SECTOR: u32 = 0xFFFF_FFF9;

/// A compound file with its directory.
pub(crate) struct CompoundFile<'a> {
    content: &'a [u8],
    sector_size: usize,
    allocation: Vec<u32>,
    small_allocation: Vec<u32>,
    small_cutoff: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    is_root: bool,
    start: u32,
    size: u64,
}

/// What one sheet of an .xls holds, counted from its cell records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SheetExtent {
    /// The cell records.
    pub(crate) filled: u64,
    /// The first and last row with a cell, counted from 0.
    pub(crate) rows: Option<(u32, u32)>,
    /// The first and last column with a cell, counted from 0.
    pub(crate) columns: Option<(u32, u32)>,
}

impl SheetExtent {
    /// The cells of the rectangle that holds all filled ones.
    pub(crate) fn area(&self) -> u64 {
        let length = |ends: Option<(u32, u32)>| ends.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }

    pub(crate) fn include(&mut self, row: u32, first_column: u32, last_column: u32) {
        let widen = |ends: Option<(u32, u32)>, low: u32, high: u32| {
            Some(ends.map_or((low, high), |(first, last)| (first.min(low), last.max(high))))
        };
        self.filled += u64::from(last_column.saturating_sub(first_column)) + 1;
        self.rows = widen(self.rows, row, row);
        self.columns = widen(self.columns, first_column, last_column.max(first_column));
    }
}

impl<'a> CompoundFile<'a> {
    /// Reads the header and the directory; `None` where they cannot be read.
    pub(crate) fn parse(content: &'a [u8]) -> Option<Self> {
        let sector_size = 1_usize << read_u16(content, 30)?.clamp(7, 12);
        let mut file = Self {
            content,
            sector_size,
            allocation: Vec::new(),
            small_allocation: Vec::new(),
            small_cutoff: u64::from(read_u32(content, 56)?),
            entries: Vec::new(),
        };
        for sector in file.allocation_sectors()? {
            let bytes = file.sector(sector)?;
            file.allocation.extend(words(bytes));
        }
        let directory = file.chain(read_u32(content, 48)?)?;
        file.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let small = file.chain(read_u32(content, 60)?).unwrap_or_default();
        file.small_allocation = words(&small).collect();
        Some(file)
    }

    /// Whether a stream of this name exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let mut bytes = if entry.size < self.small_cutoff {
            self.small_chain(entry.start)?
        } else {
            self.chain(entry.start)?
        };
        bytes.truncate(usize::try_from(entry.size).unwrap_or(usize::MAX));
        Some(bytes)
    }

    fn allocation_sectors(&self) -> Option<Vec<u32>> {
        let mut sectors: Vec<u32> = (0..109)
            .filter_map(|index| read_u32(self.content, 76 + index * 4))
            .filter(|sector| *sector < LAST_SECTOR)
            .collect();
        let mut next = read_u32(self.content, 68)?;
        let most = self.content.len() / self.sector_size + 1;
        for _ in 0..most {
            if next >= LAST_SECTOR {
                break;
            }
            let mut listed: Vec<u32> = words(self.sector(next)?).collect();
            next = listed.pop()?;
            sectors.extend(listed.into_iter().filter(|sector| *sector < LAST_SECTOR));
        }
        (sectors.len() <= most).then_some(sectors)
    }

    fn sector(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(sector).ok()?.checked_add(1)?).checked_mul(self.sector_size)?;
        let end = start.checked_add(self.sector_size)?.min(self.content.len());
        self.content.get(start..end)
    }

    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut next = first;
        // A chain can be no longer than the file: a loop in it ends here.
        for _ in 0..=self.allocation.len() {
            if next >= LAST_SECTOR {
                return Some(bytes);
            }
            bytes.extend_from_slice(self.sector(next)?);
            next = *self.allocation.get(usize::try_from(next).ok()?)?;
        }
        None
    }

    fn small_chain(&self, first: u32) -> Option<Vec<u8>> {
        let root = self.entries.iter().find(|entry| entry.is_root)?;
        let container = self.chain(root.start)?;
        let mut bytes = Vec::new();
        let mut next = first;
        for _ in 0..=self.small_allocation.len() {
            if next >= LAST_SECTOR {
                return Some(bytes);
            }
            let start = usize::try_from(next).ok()?.checked_mul(64)?;
            bytes.extend_from_slice(container.get(start..start.checked_add(64)?.min(container.len()))?);
            next = *self.small_allocation.get(usize::try_from(next).ok()?)?;
        }
        None
    }
}

/// What the records of an .xls workbook stream say before it is opened.
pub(crate) struct WorkbookRecords {
    /// Whether the workbook is locked (record `FilePass`).
    pub(crate) locked: bool,
    /// Whether it is of Excel 97 or later (BOF, MS-XLS 2.4.21).
    pub(crate) is_biff8: bool,
    /// The extent of the cells of each part of the stream that has any, in the order of the sheets.
    pub(crate) extents: Vec<SheetExtent>,
    /// What each of these parts hides.
    pub(crate) hidden: Vec<HiddenParts>,
}

impl WorkbookRecords {
    /// Walks the records once.
    pub(crate) fn scan(stream: &[u8]) -> Self {
        let mut records = Self { locked: false, is_biff8: false, extents: Vec::new(), hidden: Vec::new() };
        let (mut extent, mut hidden) = (SheetExtent::default(), HiddenParts::default());
        let mut place = 0;
        while let (Some(kind), Some(length)) = (read_u16(stream, place), read_u16(stream, place + 2)) {
            let data = stream.get(place + 4..place + 4 + usize::from(length)).unwrap_or_default();
            let cell = (read_u16(data, 0), read_u16(data, 2));
            match (kind, cell) {
                // The first BOF is that of the workbook.
                (0x0809, (version, _)) if place == 0 => records.is_biff8 = version == Some(0x0600),
                (0x002F, (Some(scheme), _)) if scheme != 0 || data.len() > 2 => records.locked = true,
                // MulRk: the last column stands at the end.
                (0x00BD, (Some(row), Some(first))) => {
                    let last = data.len().checked_sub(2).and_then(|end| read_u16(data, end)).unwrap_or(first);
                    extent.include(u32::from(row), u32::from(first), u32::from(last));
                }
                (0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006, (Some(row), Some(column))) => {
                    extent.include(u32::from(row), u32::from(column), u32::from(column));
                }
                // Row, with the flag fDyZero (MS-XLS 2.4.221); ColInfo, with fHidden (2.4.53).
                (0x0208, (Some(row), _)) if read_u16(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    hidden.hide_rows(u32::from(row) + 1, u32::from(row) + 1);
                }
                (0x007D, (Some(first), Some(last)))
                    if read_u16(data, 8).is_some_and(|flags| flags & 1 != 0) =>
                {
                    hidden.hide_columns(u32::from(first) + 1, u32::from(last) + 1);
                }
                // EOF ends a part.
                (0x000A, _) => records.end_part(&mut extent, &mut hidden),
                _ => {}
            }
            place += 4 + usize::from(length);
        }
        records.end_part(&mut extent, &mut hidden);
        records
    }

    fn end_part(&mut self, extent: &mut SheetExtent, hidden: &mut HiddenParts) {
        let (extent, hidden) = (std::mem::take(extent), std::mem::take(hidden));
        if extent.filled > 0 {
            self.extents.push(extent);
            self.hidden.push(hidden);
        }
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(read_u16(bytes, 64)?).min(64);
    let units: Vec<u16> =
        bytes.get(..length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let name = String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned();
    let is_root = bytes.get(66) == Some(&5);
    Some(Entry { name, is_root, start: read_u32(bytes, 116)?, size: u64::from(read_u32(bytes, 120)?) })
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

pub(crate) fn read_u16(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(place..place.checked_add(2)?)?.try_into().ok()?))
}

pub(crate) fn read_u32(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_lock_and_a_far_cell_are_seen_in_the_records() {
        let mut stream = vec![0x2F, 0, 4, 0, 1, 0, 1, 0];
        stream.extend([0x03, 0x02, 4, 0, 0, 0, 0, 0]);
        stream.extend([0x03, 0x02, 4, 0, 0xFF, 0xFF, 0xFF, 0]);
        let records = WorkbookRecords::scan(&stream);
        assert!(records.locked);
        assert_eq!(records.extents.len(), 1);
        assert_eq!(records.extents[0].area(), 65_536 * 256);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2048)) {
            let _ = CompoundFile::parse(&bytes).map(|file| file.stream("Workbook"));
            let _ = WorkbookRecords::scan(&bytes);
        }
    }
}
