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
