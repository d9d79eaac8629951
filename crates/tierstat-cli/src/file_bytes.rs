//! The bytes of a file, and their hash.

use crate::exit::Failure;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = |source| Failure::Read { path: path.to_owned(), source };
    // A pipe or device has no end to read to, and opening one may wait for ever.
    if !std::fs::metadata(path).map_err(failure)?.is_file() {
        return Err(failure(std::io::Error::other("no regular file")));
    }
    std::fs::read(path).map_err(failure)
}

/// The first bytes of a plain file, so many at most, and whether they are all.
pub(crate) fn first_bytes(path: &Path, most: u64) -> std::io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    let length = file.metadata()?.len();
    file.take(most).read_to_end(&mut bytes)?;
    let is_whole = bytes.len() as u64 >= length;
    Ok((bytes, is_whole))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(crate) fn hash_of_file(path: &Path) -> Result<String, Failure> {
    let failure = |source| Failure::Read { path: path.to_owned(), source };
    // A pipe or device has no end to read to, and opening one may wait for ever.
    if !std::fs::metadata(path).map_err(failure)?.is_file() {
        return Err(failure(std::io::Error::other("no regular file")));
    }
    let mut file = std::fs::File::open(path).map_err(failure)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 65_536]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hexadecimal(&hasher.finalize())),
            Ok(read) => hasher.update(buffer.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failure(error)),
        }
    }
}
