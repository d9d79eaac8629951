//! What is kept back from the ledger: a number of which every part has a value and one is in doubt.

use crate::{Basis, CellRef, FigureId, Localized, Part, Quantity};
use serde::{Deserialize, Serialize};

/// A number that was read and not taken in, with what is doubtful about it and what settles it.
///
/// It is no figure: nothing charts or reports it. Once a mapping settles the doubt, the figure enters by a new import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptBack {
    /// The id, made from its content as that of a figure.
    pub id: FigureId,
    /// The cell that prints it.
    pub cell: CellRef,
    /// The number as printed, in base units by the factor that is assumed.
    pub quantity: Quantity,
    /// The parts of its meaning, in the order of [`Part::ALL`].
    pub parts: Vec<KeptPart>,
    /// The rule that doubts, such as `period.doubtful`.
    pub rule: String,
    /// What is doubtful.
    pub reason: Localized,
    /// The line of the mapping that settles it.
    pub settled_by: String,
}

/// One part of the meaning of a number that is kept back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPart {
    /// Which part.
    pub part: Part,
    /// Its value as it would be taken: an id, a code, a period, a factor.
    pub value: String,
    /// How the value was come by.
    pub basis: Basis,
    /// What it might be instead.
    pub rivals: Vec<String>,
}
