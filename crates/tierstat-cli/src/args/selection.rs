//! What a question is about.

use clap::Args;

/// Which figures a question is about.
#[derive(Debug, Args)]
pub(crate) struct SelectionArguments {
    /// Indicator, by id, name or alias; may be repeated
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Vec<String>,
    /// Tier, by id, name or alias; may be repeated
    #[arg(long, value_name = "TIER")]
    pub(crate) tier: Vec<String>,
    /// Area, by code, name or short name; may be repeated
    #[arg(long, value_name = "AREA")]
    pub(crate) area: Vec<String>,
    /// Answer with what was known on this day, as 2015-06-30 [default: all that is known]
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
}

impl SelectionArguments {
    /// What was written, for the code lists to understand.
    pub(crate) fn text(&self) -> tierstat_answers::SelectionText<'_> {
        tierstat_answers::SelectionText {
            indicators: &self.indicator,
            tiers: &self.tier,
            areas: &self.area,
            known_on: self.known_on,
        }
    }
}

/// Which part of the indicators a question is about; nothing written means the whole.
#[derive(Debug, Args)]
pub(crate) struct PartArguments {
    /// Part of the indicator, as sex=female, by ids, names or aliases; several with commas or repeated; all for the whole and every
    /// part [default: the whole alone]
    #[arg(long, value_name = "DIMENSION=MEMBER")]
    pub(crate) breakdown: Vec<String>,
}

impl PartArguments {
    /// What was written, for the code lists to understand.
    pub(crate) fn text<'a>(&'a self, by: Option<&'a str>) -> tierstat_answers::BreakdownText<'a> {
        tierstat_answers::BreakdownText { breakdown: &self.breakdown, by }
    }
}
