//! The words around a number that say more of it than what it is: that something is denied, left out, certain or reached.

use super::word_difference::Edit;
use tierstat_model::Quantity;

/// What the words around a number say of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimWords {
    /// Words that nobody here understands where they may limit what is counted; empty where there are none.
    pub limiting: String,
    /// The words that deny the clause of the number; empty where none do.
    pub denial: String,
    /// Words behind a change that nobody here understands; empty where there are none.
    pub remark: String,
    /// Which way the text says that it surely went.
    pub way: Way,
    /// What the text says became of the target.
    pub outcome: Option<Outcome>,
    /// Which number of a forecast it is; none where the text does not say it.
    pub part: Option<ForecastPart>,
    /// How steps in a row stand to the last one.
    pub turn: Turn,
    /// Of a level of confidence: the interval that it is the level of.
    pub interval: Option<Quantity>,
    /// What a person changed in the sentence, where it is known as the report writes it.
    pub edit: Edit,
    /// Whether the number stands in the sentence of the report too.
    pub is_of_report: bool,
}

/// Which way a number is said to have gone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Way {
    /// Nothing is said of it.
    #[default]
    Unsaid,
    /// Up.
    Up,
    /// Down.
    Down,
    /// That it may be either.
    Open,
}

/// What is said to have become of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is reached.
    Reached,
    /// It was reached when it was due or before.
    ReachedInTime,
    /// It was reached after it was due.
    ReachedLate,
    /// It is not reached.
    Missed,
    /// That nobody can tell it.
    Open,
}

/// The levels of the intervals of a forecast, in percent.
pub(super) const FORECAST_LEVELS: [u8; 2] = [95, 80];

/// Which number of a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForecastPart {
    /// What is to be expected.
    Point,
    /// The lower end of the interval of so many percent.
    Lower(u8),
    /// The upper end of the interval of so many percent.
    Upper(u8),
    /// The interval of so many percent.
    Interval(u8),
}

impl ForecastPart {
    /// Whether forecasts have such a number: the ends of their intervals are those of two levels.
    pub(super) fn is_known(self) -> bool {
        match self {
            Self::Point => true,
            Self::Lower(level) | Self::Upper(level) | Self::Interval(level) => {
                FORECAST_LEVELS.contains(&level)
            }
        }
    }
}

/// How steps in a row stand to the last one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Turn {
    /// The last step is one of them.
    #[default]
    GoesOn,
    /// The last step went the other way: fell after 8 rises.
    Turned,
    /// The last step is said to have gone the same way, though it came behind them: rose after 8 rises.
    Contradicted,
}
