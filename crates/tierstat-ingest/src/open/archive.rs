//! The caps on a zip archive, checked before any reader unpacks it.

use crate::{FileForm, IngestError, Limits};
use memchr::memmem::Finder;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// Deflate cannot make more than this many bytes out of one.
const DEFLATE_MOST: u64 = 1032;
/// Parts smaller than this are never suspicious.
const SMALL_PART: u64 = 16 << 20;

/// What was seen in an archive while it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ArchiveSurvey {
    /// Whether some sheet may have merged cells; to look for them is to read the whole sheet again.
    pub(crate) may_merge: bool,
    /// Whether some sheet may hide rows or columns; the same holds for them.
    pub(crate) may_hide: bool,
    /// The bytes of all parts after unpacking, as far as they are read.
    pub(crate) unpacked: u64,
    /// The parts that may have to be mended before they are read: raised characters, UTF-16, relations.
    pub(crate) suspects: Vec<String>,
    /// The parts that stand twice; the zip reader takes the last of each.
    pub(crate) repeated: Vec<String>,
}

/// Refuses an archive that would unpack to more than the limits allow, or is cut off.
pub(crate) fn check_archive(
    path: &Path,
    content: &[u8],
    form: FileForm,
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
    let (mut total, mut total_packed) = (0_u64, 0_u64);
    let mut survey = ArchiveSurvey {
        repeated: repeated_names(content, archive.central_directory_start()),
        ..ArchiveSurvey::default()
    };
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| truncated(error.to_string()))?;
        let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
        let held = is_held(&name);
        let limit = if held { limits.part_bytes } else { limits.unpacked_bytes };
        let packed = part.compressed_size().min(content.len() as u64);
        // One part may be listed under many names, so that it would unpack as often.
        total_packed = total_packed.saturating_add(packed);
        if total_packed > content.len() as u64 {
            let reason = "its parts lie one over the other".to_owned();
            return Err(IngestError::Damaged { path: path.to_owned(), form, reason });
        }
        let mut unpacked = part.size();
        // The stated size may lie; where the packed bytes could hold more, they are counted.
        let most = packed.saturating_mul(DEFLATE_MOST);
        let is_sheet = name.contains("worksheets/");
        if unpacked <= limit && most > SMALL_PART.max(unpacked.saturating_mul(2)) {
            let most = limit.min(packed.saturating_mul(limits.unpacking_ratio)).max(SMALL_PART);
            let raises: &[u8] = if name == "content.xml" { b"text-position" } else { b"superscript" };
            let (counted, seen) = count(&mut part, most, raises);
            unpacked = unpacked.max(counted);
            survey.may_merge |= is_sheet && seen.merges.is_found;
            survey.may_hide |= is_sheet && seen.hides.is_found;
            let lower = name.to_lowercase();
            let is_odd = seen.is_odd()
                || ["strings.xml", "styles.xml", "workbook.bin"].iter().any(|end| lower.ends_with(end));
            if unpacked <= limits.part_bytes && may_need_mending(&name) && is_odd {
                survey.suspects.push(name);
            }
        } else {
            survey.may_merge |= is_sheet;
            survey.may_hide |= is_sheet;
            if unpacked <= limits.part_bytes && may_need_mending(&name) {
                survey.suspects.push(name);
            }
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
    survey.unpacked = total.max(content.len() as u64);
    Ok(survey)
}

/// Counts the bytes of a part up to one more than a limit, and looks at what they speak of; damage is left to the reader
/// to report.
fn count(part: &mut impl Read, limit: u64, raises: &'static [u8]) -> (u64, Seen) {
    let mut seen = Seen {
        merges: Search::new(b"mergeCell"),
        hides: Search::new(b" hidden="),
        raises: Search::new(raises),
        first: None,
    };
    let counted = std::io::copy(&mut part.take(limit.saturating_add(1)), &mut seen).unwrap_or(0);
    (counted, seen)
}

/// Looks for what would want a second reading in what is written to it.
struct Seen {
    merges: Search,
    hides: Search,
    raises: Search,
    first: Option<u8>,
}

impl Seen {
    /// Whether a part speaks of raised characters, or begins as no part in UTF-8 does.
    fn is_odd(&self) -> bool {
        self.raises.is_found || matches!(self.first, Some(0 | 0xFE | 0xFF))
    }
}

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.merges.read(bytes);
        self.hides.read(bytes);
        self.raises.read(bytes);
        self.first = self.first.or(bytes.first().copied());
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

/// Parts that the reader needs for the text of cells, and the relations of the workbook.
fn may_need_mending(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_text = name.contains("worksheets/")
        || ["strings.xml", "workbook.xml", "styles.xml"].iter().any(|end| name.ends_with(end));
    (is_text && name.ends_with(".xml"))
        || ["workbook.xml.rels", "workbook.bin"].iter().any(|end| name.ends_with(end))
        || name == "content.xml"
}

/// The names that stand twice in the directory of a zip archive (APPNOTE 4.3.12).
fn repeated_names(content: &[u8], directory: u64) -> Vec<String> {
    let mut names: BTreeMap<&[u8], bool> = BTreeMap::new();
    let mut rest = usize::try_from(directory).ok().and_then(|start| content.get(start..)).unwrap_or_default();
    while rest.starts_with(b"PK\x01\x02") {
        let length = |at: usize| match rest.get(at..at + 2) {
            Some([low, high]) => usize::from(u16::from_le_bytes([*low, *high])),
            _ => 0,
        };
        let end = 46 + length(28);
        let Some(name) = rest.get(46..end) else { break };
        names.entry(name).and_modify(|is_repeated| *is_repeated = true).or_insert(false);
        rest = rest.get(end + length(30) + length(32)..).unwrap_or_default();
    }
    let repeated = names.into_iter().filter(|(_, is_repeated)| *is_repeated);
    repeated.map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect()
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
