//! The sum over all that a row of the ledger says, so that a bit that flips on the disk is found.

/// A sum that grows by what is put into it.
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// A text with its end, so that two texts cannot trade letters; none is not an empty one.
    pub(crate) fn text(&mut self, text: Option<&str>) {
        self.bytes(text.unwrap_or("\u{1}").as_bytes());
        self.bytes(&[0xff]);
    }

    pub(crate) fn number(&mut self, number: Option<f64>) {
        // Both zeros are one number to the database.
        let number = number.map_or(u64::MAX, |number| (number + 0.0).to_bits());
        self.bytes(&number.to_le_bytes());
    }

    /// The sum as a column holds it.
    pub(crate) fn end(self) -> i64 {
        i64::from_le_bytes(self.0.to_le_bytes())
    }
}
