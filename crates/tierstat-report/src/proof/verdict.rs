//! Verdicts: what was found of a number of a text.

/// What was found of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The text says what the ledger says.
    Right,
    /// The text says it roughly, and the ledger's number lies within.
    RoundedRight,
    /// Another source says so; the ledger prefers a different number.
    OtherSource,
    /// The ledger says something else.
    Wrong,
    /// The ledger cannot say.
    Unknown,
    /// No statement that the ledger could bear: the number of a section, part of a title or of an origin.
    Apart,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Right, Self::RoundedRight, Self::OtherSource, Self::Wrong, Self::Unknown, Self::Apart];

    /// The name used in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::RoundedRight => "rounded-right",
            Self::OtherSource => "other-source",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
            Self::Apart => "apart",
        }
    }
}
