//! The caps on a zip archive, checked before any reader unpacks it.

use crate::{IngestError, Limits};
use std::io::{Cursor, Read};
use std::path::Path;

/// Deflate cannot make more than this many bytes out of one.
const DEFLATE_MOST: u64 = 1032;
/// Parts smaller than this are never suspicious.
const SMALL_PART: u64 = 16 << 20;

/// Refuses an archive that would unpack to more than the limits allow, or is cut off.
pub(crate) fn check_archive(path: &Path, content: &[u8], limits: &Limits) -> Result<(), IngestError> {
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
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| truncated(error.to_string()))?;
        let held = is_held(&part.name().map(|name| name.into_owned()).unwrap_or_default());
        let limit = if held { limits.part_bytes } else { limits.unpacked_bytes };
        let packed = part.compressed_size().min(content.len() as u64);
        let mut unpacked = part.size();
        // The stated size may lie; where the packed bytes could hold more, they are counted.
        let most = packed.saturating_mul(DEFLATE_MOST);
        if unpacked <= limit && most > SMALL_PART.max(unpacked.saturating_mul(2)) {
            unpacked =
                unpacked.max(count(&mut part, limit.min(packed * limits.unpacking_ratio).max(SMALL_PART)));
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
    Ok(())
}

/// Counts the bytes of a part up to one more than a limit; damage is left to the reader to report.
fn count(part: &mut impl Read, limit: u64) -> u64 {
    std::io::copy(&mut part.take(limit.saturating_add(1)), &mut std::io::sink()).unwrap_or(0)
}

/// Whether the reader holds a part in memory: everything but the sheets, which are streamed, and media, which are not read.
fn is_held(name: &str) -> bool {
    let name = name.to_lowercase();
    !(name.contains("worksheets/") || name.contains("media/") || name.contains("pictures/"))
}
