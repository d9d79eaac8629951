//! Claims: what a text says with each of its numbers, as far as its words and place tell.

use super::claim_words::ClaimWords;
use super::statistic::Statistic;
use tierstat_model::{AreaCode, Breakdown, CellRef, CodeLists, IndicatorId, Period, Quantity, TierId};
use tierstat_stats::known_number::SeriesId;

/// A series: indicator, tier (none for all together) and area.
pub(super) type Name = (IndicatorId, Option<TierId>, AreaCode);

/// The series of a name: of all tiers together where it names none.
pub(super) fn series_of(lists: &CodeLists, name: &Name) -> Option<SeriesId> {
    let total = lists.tiers.total().map(|total| total.id.clone());
    Some(SeriesId {
        indicator: name.0.clone(),
        tier: name.1.clone().or(total)?,
        area: name.2.clone(),
        breakdown: Breakdown::whole(),
    })
}

/// A number of a text with what it claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where the number stands: the line, and which number of it or which column of its table.
    pub place: CellRef,
    /// The sentence, or the heads of the cell.
    pub sentence: String,
    /// The number as printed, with its bounds; a fall is negative.
    pub quantity: Quantity,
    /// What stands behind the number and belongs to it: 家, %, people.
    pub unit: Option<String>,
    /// What is said with it.
    pub statistic: Statistic,
    /// Of what it is said.
    pub subject: ClaimSubject,
    /// Which way the text says that the number went: 1 up, -1 down; 0 where it says nothing.
    pub direction: i8,
    /// What else the words around it say of it.
    pub words: ClaimWords,
}

/// Of what a number is said. Where several are possible, the likeliest comes first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimSubject {
    /// What is counted.
    pub indicator: Option<IndicatorId>,
    /// The tiers that may be meant; none where all tiers together are.
    pub tiers: Vec<TierId>,
    /// Whether the tiers are meant together, not each as a possible one.
    pub together: bool,
    /// The areas that may be meant.
    pub areas: Vec<AreaCode>,
    /// The periods that may be meant.
    pub periods: Vec<Period>,
    /// The periods from which a change may be counted; none where the text does not say it.
    pub since: Vec<Period>,
    /// Whether any period may be meant: a line of origin that names none.
    pub of_any_period: bool,
    /// The document that is said to print it, as it is compared with titles; none where the text says it itself.
    pub attributed_to: Option<String>,
    /// Whether the words around the number tie it to its subject; else it may be of something else.
    pub is_tied: bool,
}
