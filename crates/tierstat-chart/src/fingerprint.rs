//! A number that tells one content from another.

/// A number made from bytes, the same on every machine, that other bytes hardly share (FNV-1a, 64 bits; it keeps no secret).
#[must_use]
pub fn fingerprint(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
