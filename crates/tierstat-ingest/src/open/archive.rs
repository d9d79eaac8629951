//! The caps on a zip archive, checked before any reader unpacks it.

use crate::{IngestError, Limits};
use memchr::memmem::Finder;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// Deflate cannot make more than this many bytes out of one.
const DEFLATE_MOST: u64 = 1032;
/// Parts smaller than this are never suspicious.
const SMALL_PART: u64 = 16 << 20;

/// What was seen in an archive while it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ArchiveSurvey {
    /// Whether some sheet may have merged cells; to look for them is to read the whole sheet again.
    pub(crate) may_merge: bool,
    /// Whether some sheet may hide rows or columns; the same holds for them.
    pub(crate) may_hide: bool,
}

/// Refuses an archive that would unpack to more than the limits allow, or is cut off.
pub(crate) fn check_archive(
    path: &Path,
    content: &[u8],
    limits: &Limits,
) -> Result<ArchiveSurvey, IngestError> {
    let truncated = |reason: String| IngestError::Truncated { path: path.to_owned(), reason };
    let too_large = |found: u64, limit: u64| IngestError::TooLarge {
        path: path.to_owned(),
        what: "bytes after unpacking",
        found,
        limit,
    };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(content)).map_err(|error| truncated(error.to_string()))?;
    let mut total = 0_u64;
    let mut survey = ArchiveSurvey { may_merge: false, may_hide: false };
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| truncated(error.to_string()))?;
        let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
        let held = is_held(&name);
        let limit = if held { limits.part_bytes } else { limits.unpacked_bytes };
        let packed = part.compressed_size().min(content.len() as u64);
        let mut unpacked = part.size();
        // The stated size may lie; where the packed bytes could hold more, they are counted.
        let most = packed.saturating_mul(DEFLATE_MOST);
        let is_sheet = name.contains("worksheets/");
        if unpacked <= limit && most > SMALL_PART.max(unpacked.saturating_mul(2)) {
            let most = limit.min(packed.saturating_mul(limits.unpacking_ratio)).max(SMALL_PART);
            let (counted, seen) = count(&mut part, most);
            unpacked = unpacked.max(counted);
            survey.may_merge |= is_sheet && seen.merges.is_found;
            survey.may_hide |= is_sheet && seen.hides.is_found;
        } else {
            survey.may_merge |= is_sheet;
            survey.may_hide |= is_sheet;
        }
        if unpacked > limit {
            return Err(too_large(unpacked, limit));
        }
        if unpacked > SMALL_PART && unpacked > packed.saturating_mul(limits.unpacking_ratio) {
            return Err(too_large(unpacked, packed.saturating_mul(limits.unpacking_ratio)));
        }
        total = total.saturating_add(unpacked);
        if total > limits.unpacked_bytes {
            return Err(too_large(total, limits.unpacked_bytes));
        }
    }
    Ok(survey)
}

/// Counts the bytes of a part up to one more than a limit, and looks at what they speak of; damage is left to the reader
/// to report.
fn count(part: &mut impl Read, limit: u64) -> (u64, Seen) {
    let mut seen = Seen { merges: Search::new(b"mergeCell"), hides: Search::new(b" hidden=") };
    let counted = std::io::copy(&mut part.take(limit.saturating_add(1)), &mut seen).unwrap_or(0);
    (counted, seen)
}

/// Looks for what would want a second reading in what is written to it.
struct Seen {
    merges: Search,
    hides: Search,
}

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.merges.read(bytes);
        self.hides.read(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Looks for one word in bytes that come piece by piece.
struct Search {
    word: Finder<'static>,
    is_found: bool,
    /// The last bytes of what came before, in which the word may begin.
    tail: Vec<u8>,
}

impl Search {
    fn new(word: &'static [u8]) -> Self {
        Self { word: Finder::new(word), is_found: false, tail: Vec::new() }
    }

    fn read(&mut self, bytes: &[u8]) {
        if self.is_found {
            return;
        }
        let keep = self.word.needle().len() - 1;
        self.tail.extend_from_slice(bytes.get(..keep).unwrap_or(bytes));
        self.is_found = self.word.find(&self.tail).is_some() || self.word.find(bytes).is_some();
        let last = bytes.get(keep..).and_then(|rest| rest.rchunks(keep).next());
        self.tail.extend_from_slice(last.unwrap_or_default());
        let surplus = self.tail.len().saturating_sub(keep);
        self.tail.drain(..surplus);
    }
}

/// Whether the reader holds a part in memory: everything but the sheets, which are streamed, and media, which are not read.
fn is_held(name: &str) -> bool {
    let name = name.to_lowercase();
    !(name.contains("worksheets/") || name.contains("media/") || name.contains("pictures/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_name_is_found_however_it_is_cut(
            before in "[a-m]{0,20}", after in "[a-m]{0,20}", cuts in proptest::collection::vec(1usize..7, 1..20), is_there: bool,
        ) {
            let text = if is_there { format!("{before}mergeCell{after}") } else { before + &after };
            let mut search = Search::new(b"mergeCell");
            let mut rest = text.as_bytes();
            for cut in cuts.iter().cycle() {
                let (chunk, left) = rest.split_at((*cut).min(rest.len()));
                search.read(chunk);
                rest = left;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(search.is_found, is_there);
        }
    }
}
