//! OLE2 compound files: the streams of one that came, and one of a single stream for whoever reads nothing else
//! (Microsoft, "Compound File Binary File Format", MS-CFB).

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

/// A compound file of one stream, in sectors of 4096 bytes: the allocation table, the directory, the stream.
pub(crate) fn compound_file(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    const TABLE: u32 = 0xFFFF_FFFD;
    // A shorter stream would stand in small sectors.
    stream.resize(stream.len().max(SECTOR).next_multiple_of(SECTOR), 0);
    let number = |number: usize| u32::try_from(number).unwrap_or(FREE);
    let sectors = stream.len() / SECTOR;
    // A sector of the table names all but itself.
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.extend([0; 16]);
    for word in [0x003E_u16, 4, 0xFFFE, 12, 6, 0, 0, 0] {
        file.extend(word.to_le_bytes());
    }
    for word in [1, number(tables), number(tables), 0, 4096, END, 0, END, 0] {
        file.extend(word.to_le_bytes());
    }
    file.extend((0..tables).flat_map(|table| number(table).to_le_bytes()));
    file.resize(512, 0xFF);
    file.resize(SECTOR, 0);
    let mut table = vec![TABLE; tables];
    table.push(END);
    let (first, last) = (tables + 1, tables + sectors);
    table.extend((first..=last).map(|sector| if sector == last { END } else { number(sector + 1) }));
    table.resize(tables * SECTOR / 4, FREE);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut put = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let from = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(from + 64, 0);
        file.extend(u16::try_from((name.len() + 1) * 2).unwrap_or(64).to_le_bytes());
        file.extend([kind, 1]);
        for word in [FREE, FREE, child] {
            file.extend(word.to_le_bytes());
        }
        file.resize(from + 116, 0);
        file.extend(start.to_le_bytes());
        file.extend((size as u64).to_le_bytes());
    };
    put("Root Entry", 5, 1, 0, 0);
    put(name, 2, FREE, number(first), stream.len());
    file.resize(file.len() + SECTOR - 256, 0);
    file.append(&mut stream);
    file
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
    fn what_is_written_is_read_again() {
        for length in [1, 5000, 5 << 20] {
            let stream: Vec<u8> = (0..length).map(|place: u32| place.to_le_bytes()[0] | 1).collect();
            let file = compound_file("Workbook", stream.clone());
            let read =
                CompoundFile::parse(&file).and_then(|file| file.stream("workbook")).unwrap_or_default();
            assert!(read.starts_with(&stream) && read.len() < stream.len() + 4096, "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2048)) {
            let _ = CompoundFile::parse(&bytes).map(|file| file.stream("Workbook"));
        }
    }
}
