//! Compound files (MS-CFB) of one stream, sector by sector, so that each of their chains can be bent.

pub(super) const SECTOR: usize = 512;
pub(super) const END: u32 = 0xFFFF_FFFE;
pub(super) const FREE: u32 = 0xFFFF_FFFF;

/// Sector 0 is the allocation table, 1 the directory, and those from 2 on are the stream.
pub(super) struct Compound {
    pub(super) header: Vec<u8>,
    pub(super) table: Vec<u32>,
    pub(super) directory: Vec<u8>,
    stream: Vec<u8>,
}

impl Compound {
    pub(super) fn new(name: &str, mut stream: Vec<u8>) -> Self {
        stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
        let sectors = stream.len() / SECTOR;
        // The table itself, the directory, and what the table needs to name the stream.
        let tables = (sectors + 2).div_ceil(SECTOR / 4 - 1);
        let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        header.extend([0; 16]);
        for number in [0x003E_u16, 3, 0xFFFE, 9, 6, 0, 0, 0] {
            header.extend(number.to_le_bytes());
        }
        let tables = u32::try_from(tables).expect("few");
        for number in [0, tables, tables, 0, 4096, END, 0, END, 0] {
            header.extend(u32::to_le_bytes(number));
        }
        header.extend((0..tables).flat_map(u32::to_le_bytes));
        header.resize(SECTOR, 0xFF);
        let mut table = vec![0xFFFF_FFFD; tables as usize];
        table.push(END);
        let first = tables + 1;
        let last = first + u32::try_from(sectors).expect("few") - 1;
        table.extend((first..=last).map(|sector| if sector == last { END } else { sector + 1 }));
        table.resize(tables as usize * SECTOR / 4, FREE);
        let mut directory = entry("Root Entry", 5, 1, END, 0);
        directory.extend(entry(name, 2, FREE, first, u32::try_from(stream.len()).expect("small")));
        directory.resize(SECTOR, 0);
        Self { header, table, directory, stream }
    }

    /// The sector at which the stream begins.
    pub(super) fn first(&self) -> usize {
        u32::from_le_bytes(self.directory[128 + 116..128 + 120].try_into().expect("four")) as usize
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let table: Vec<u8> = self.table.iter().copied().flat_map(u32::to_le_bytes).collect();
        [self.header.clone(), table, self.directory.clone(), self.stream.clone()].concat()
    }
}

fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(64, 0);
    entry.extend(u16::try_from((name.len() + 1) * 2).expect("short").to_le_bytes());
    entry.extend([kind, 1]);
    for number in [FREE, FREE, child] {
        entry.extend(number.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}
