//! What one label means, and what of it no reading has used.

use crate::figure::statement::Statement;
use crate::names::OfDimension;
use crate::text::measure_words::MeasureWord;
use tierstat_model::{AreaCode, DimensionId, IndicatorId, Status, TierId};

/// What one label means, and where that was learnt.
#[derive(Debug, Clone, Default)]
pub(crate) struct LabelSense {
    /// What the mapping says of the label.
    pub(crate) mapped: Statement,
    /// What the code lists say of it.
    pub(crate) named: Statement,
    /// The tier that the label names where it is the name of an indicator too: 地级市 is both.
    pub(crate) or_tier: Option<TierId>,
    /// The members of dimensions that it may name, one of each; the table tells which is meant.
    pub(crate) members: Vec<OfDimension>,
    /// The dimension of which its neighbours are members, where nothing knows it.
    pub(crate) among: Option<DimensionId>,
    /// Whether the label says nothing by itself: 数量, number.
    pub(crate) is_generic: bool,
    /// Whether it names an indicator as what is spoken of under it: 会员情况 over 个人会员 and 团体会员.
    pub(crate) is_topic: bool,
    /// The status that it is, in a column that says how sure figures are.
    pub(crate) status: Option<Status>,
    /// The areas it may be, where it is more than one.
    pub(crate) ambiguous: Vec<AreaCode>,
    /// The areas it may be, where a code beside it says another one.
    pub(crate) says_instead: Vec<AreaCode>,
    /// The core of the label, which was looked up as a name.
    pub(crate) core: String,
    /// An area, code and name, that the label names by an everyday word and does not mean.
    pub(crate) declined_area: Option<String>,
    /// Whether its area is named by a short name that may be an everyday word: 南部 is 南部县, and the south.
    pub(crate) is_weak_area: bool,
    /// A year by its distance from that of the table: 0 for 本年, -1 for 上年.
    pub(crate) relative_year: Option<i16>,
    /// Whether it names a part of a year that something else must name: 1月, Q1.
    pub(crate) part_of_year: Option<String>,
    /// Whether it is a year of which nothing says the calendar: 111.
    pub(crate) is_open_year: bool,
    /// Whether it is written as a period that no calendar has.
    pub(crate) is_impossible_period: bool,
    /// Whether its core is no name: what its brackets say does not make it understood.
    pub(crate) is_open: bool,
    /// What of it no reading has used, though it may change what is counted.
    pub(crate) unused: Vec<Unused>,
}

/// The part of a label that no reading has used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unused {
    /// A text that may narrow what is counted: 女 in 女会员.
    Narrower(String),
    /// A unit that the project does not have, or a second one: £m.
    Unit(String),
    /// A word that makes a change, a rate or an index of what is named: 2010年=100.
    Measure(MeasureWord, String),
    /// The tiers that one word names: 市县级.
    Tiers(Vec<TierId>),
}

impl LabelSense {
    /// The indicator that the label names, by the mapping or the code lists.
    pub(crate) fn indicator(&self) -> Option<&IndicatorId> {
        self.mapped.indicator.as_ref().or(self.named.indicator.as_ref())
    }

    /// Whether anything at all is known of the label.
    pub(crate) fn is_understood(&self) -> bool {
        !self.mapped.is_empty()
            || self.is_generic
            || !self.is_open && !self.is_open_year && self.says_something()
    }

    fn says_something(&self) -> bool {
        !self.named.is_empty()
            || !self.members.is_empty()
            || !self.says_instead.is_empty()
            || self.relative_year.is_some()
            || self.part_of_year.is_some()
    }

    /// Whether all that is known of the label is that it is a unit of single things, which beside names of what is counted may be
    /// one itself: Associations.
    pub(crate) fn is_unit_alone(&self) -> bool {
        let said = &self.named;
        let unit = Statement { unit: said.unit.clone(), factor: said.factor, ..Statement::default() };
        said.unit.is_some()
            && *said == unit
            && said.factor.is_none_or(|factor| factor.total_cmp(&1.0).is_eq())
            && self.mapped.is_empty()
            && self.members.is_empty()
    }

    /// The same label without the area that it names by an everyday word.
    pub(crate) fn without_weak_area(mut self, name: String) -> Self {
        if self.is_weak_area && self.mapped.area.is_none() {
            self.named.area = None;
            self.is_weak_area = false;
            self.declined_area = Some(name);
        }
        self
    }
}
