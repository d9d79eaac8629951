//! The log beside a ledger, looked at before it is used: what was imported last stands there until it is moved into the ledger.
//!
//! SQLite reads its write-ahead log up to the first frame whose checksum is wrong, and takes what follows for the remains of a
//! process that was killed. Where that cannot be, since a transaction behind it was ended, a bit of the log has flipped, and every
//! answer would lack what was imported since (SQLite, "Database File Format", section 4).

use crate::error::StoreError;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// A transaction of fewer pages fits the cache. A longer one may go back over its frames as it ends, and leave them so when it
/// is killed.
const LEAST_PAGES_GONE_BACK_OVER: usize = 250;
/// How often a log is looked at: who writes beside may be in the midst of a frame once, a decayed one is so every time.
const LOOKS: usize = 3;

/// Fails where a transaction that was ended cannot be read from the log beside a ledger.
pub(crate) fn expect_whole(path: &Path) -> Result<(), StoreError> {
    let log = beside(path);
    let mut damaged = None;
    for _ in 0..LOOKS {
        damaged = match damaged_from(&log) {
            Ok(None) => return Ok(()),
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                let reason = format!("{}: {error}", log.display());
                return Err(StoreError::NotAccessible { path: path.to_owned(), reason });
            }
        };
    }
    let Some(frame) = damaged else { return Ok(()) };
    let reason = format!("the log beside it, {}, is damaged from frame {frame} on", log.display());
    Err(StoreError::Damaged { path: path.to_owned(), reason })
}

/// Fails where a log lies whose ledger is gone: it would be read as that of the ledger that is made there.
pub(crate) fn expect_none_without_ledger(path: &Path) -> Result<(), StoreError> {
    let log = beside(path);
    // Looked for first: whoever makes a ledger at this moment has its log only once the ledger stands there.
    if !log.exists() || path.exists() {
        return Ok(());
    }
    let reason = format!("the log of a ledger that is gone, {}, lies there; move it away too", log.display());
    Err(StoreError::NotAccessible { path: path.to_owned(), reason })
}

fn beside(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}

/// The frame from which on ended transactions cannot be read, 0 for the header of the log; `None` where there is none.
fn damaged_from(log: &Path) -> io::Result<Option<usize>> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(log)?);
    let mut bytes = [0; HEADER];
    if !fills(&mut file, &mut bytes)? {
        return Ok(None);
    }
    let Some(header) = Header::read(&bytes) else { return Ok(Some(0)) };
    let mut frame = vec![0; FRAME_HEADER + header.page_size];
    let (mut seen, mut sum) = (Seen::default(), header.sum);
    while fills(&mut file, &mut frame)? {
        let is_ours = frame[8..16] == bytes[16..24];
        let own = header.checksum(&frame[FRAME_HEADER..], header.checksum(&frame[..8], sum));
        let is_sound = is_ours && own == (word(&frame, 16), word(&frame, 20));
        seen.add(is_sound, is_ours, word(&frame, 4) != 0);
        sum = own;
    }
    Ok(seen.damaged_from(header.was_begun_anew))
}

/// Whether there is as much as a buffer holds; less of it is what a killed process left.
fn fills(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// The number at a place, as the format writes all its numbers.
fn word(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// What the beginning of a log says of it.
struct Header {
    is_big_endian: bool,
    page_size: usize,
    /// Whether frames of an earlier use may stand behind those of this one.
    was_begun_anew: bool,
    sum: (u32, u32),
}

impl Header {
    /// `None` where it is none.
    fn read(bytes: &[u8; HEADER]) -> Option<Self> {
        let is_big_endian = match word(bytes, 0) {
            0x377F_0682 => false,
            0x377F_0683 => true,
            _ => return None,
        };
        let page_size = usize::try_from(word(bytes, 8)).ok()?;
        let mut header = Self { is_big_endian, page_size, was_begun_anew: word(bytes, 12) != 0, sum: (0, 0) };
        header.sum = header.checksum(&bytes[..24], (0, 0));
        let is_sound = header.sum == (word(bytes, 24), word(bytes, 28));
        (is_sound && page_size.is_power_of_two() && (512..=65_536).contains(&page_size)).then_some(header)
    }

    /// The checksum of the format, which goes on from frame to frame.
    fn checksum(&self, bytes: &[u8], (mut first, mut second): (u32, u32)) -> (u32, u32) {
        let number = |at: &[u8]| {
            let number = word(at, 0);
            if self.is_big_endian { number } else { number.swap_bytes() }
        };
        for pair in bytes.chunks_exact(8) {
            first = first.wrapping_add(number(&pair[..4])).wrapping_add(second);
            second = second.wrapping_add(number(&pair[4..])).wrapping_add(first);
        }
        (first, second)
    }
}

/// What was seen of the frames of a log.
#[derive(Default)]
struct Seen {
    frames: usize,
    /// The frames behind the last transaction that ended within what is sound.
    open: usize,
    /// The first frame that is not sound, from 1.
    broken: Option<usize>,
    /// The last frame of this use of the log that follows, itself included.
    last_of_ours: usize,
    /// How many transactions end there.
    ended: usize,
}

impl Seen {
    fn add(&mut self, is_sound: bool, is_ours: bool, ends: bool) {
        self.frames += 1;
        if self.broken.is_none() && is_sound {
            self.open = if ends { 0 } else { self.open + 1 };
            return;
        }
        self.broken.get_or_insert(self.frames);
        if is_ours {
            self.last_of_ours = self.frames;
            self.ended += usize::from(ends);
        }
    }

    /// The first frame that is not sound, where no process that was killed can have left it so.
    fn damaged_from(&self, was_begun_anew: bool) -> Option<usize> {
        let broken = self.broken?;
        let is_short = |last: usize| self.open + last + 1 - broken < LEAST_PAGES_GONE_BACK_OVER;
        let is_damage = match (self.ended, was_begun_anew) {
            // One transaction was begun after the other had been ended and synced.
            (2.., _) => true,
            // Each frame is written whole behind the one before it, and nothing stood there.
            (_, false) => is_short(self.frames),
            // The last frame may be half written, over one of an earlier use.
            (1, true) => self.last_of_ours > broken && is_short(self.last_of_ours),
            (_, true) => false,
        };
        is_damage.then_some(broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    /// A database of some transactions, and the bytes of the log beside it; `anew` times the log is begun anew.
    fn log(anew: usize, rows: usize) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sqlite");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.execute_batch("CREATE TABLE a (b TEXT)").unwrap();
        for round in 0..=anew {
            for _ in 0..3 {
                let text = "x".repeat(3000);
                connection.execute_batch("BEGIN").unwrap();
                for _ in 0..rows + anew - round {
                    connection.execute("INSERT INTO a VALUES (?1)", [&text]).unwrap();
                }
                connection.execute_batch("COMMIT").unwrap();
            }
            if round < anew {
                let _: i64 =
                    connection.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get(0)).unwrap();
            }
        }
        let bytes = std::fs::read(folder.path().join("a.sqlite-wal")).unwrap();
        (folder, path, bytes)
    }

    fn is_told(path: &Path, bytes: &[u8]) -> bool {
        std::fs::write(beside(path), bytes).unwrap();
        matches!(expect_whole(path), Err(StoreError::Damaged { .. }))
    }

    #[test]
    fn a_flipped_bit_is_told_wherever_it_is() {
        let (_folder, path, sound) = log(0, 3);
        assert!(!is_told(&path, &sound));
        for at in (0..sound.len())
            .step_by(31)
            .chain(0..HEADER + FRAME_HEADER)
            .chain(sound.len() - 4120..sound.len())
        {
            let mut bytes = sound.clone();
            bytes[at] ^= 4;
            assert!(is_told(&path, &bytes), "byte {at} of {}", sound.len());
        }
    }

    #[test]
    fn a_log_that_is_cut_anywhere_is_what_a_killed_process_leaves() {
        let (_folder, path, sound) = log(0, 3);
        for length in (0..sound.len()).step_by(997) {
            assert!(!is_told(&path, &sound[..length]), "{length} of {}", sound.len());
        }
    }

    #[test]
    fn a_log_that_was_begun_anew_is_told_where_a_transaction_follows() {
        let (_folder, path, sound) = log(1, 3);
        assert!(!is_told(&path, &sound), "frames of the earlier use follow");
        let mut bytes = sound.clone();
        bytes[HEADER + FRAME_HEADER + 100] ^= 1;
        assert!(is_told(&path, &bytes));
    }

    #[test]
    fn one_long_transaction_that_was_gone_back_over_is_none() {
        let (_folder, path, sound) = log(0, 400);
        let mut bytes = sound.clone();
        // The last transaction alone: what its process leaves when it is killed as it goes back over its frames.
        let at = sound.len() - 300 * (FRAME_HEADER + 4096);
        bytes[at + FRAME_HEADER + 100] ^= 1;
        assert!(!is_told(&path, &bytes));
        bytes[HEADER + FRAME_HEADER + 100] ^= 1;
        assert!(is_told(&path, &bytes), "two others follow");
    }
}
