//! What the labels of one row, of its groups or of one column say together.

use crate::figure::label_sense::{LabelSense, Unused};
use crate::figure::statement::Statement;
use crate::names::OfDimension;
use crate::structure::Label;
use crate::text::period::period_status;
use std::rc::Rc;
use tierstat_model::{AreaCode, IndicatorId, Period, Status, TierId, UnitId};

/// A value that a label says, with the place of the label.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Voice<T> {
    pub(crate) value: T,
    pub(crate) at: (u32, u32),
}

/// What some labels say, the inner ones first.
#[derive(Debug, Clone, Default)]
pub(crate) struct AxisSays {
    /// By the mapping.
    pub(crate) mapped: Statement,
    pub(crate) indicators: Vec<Voice<IndicatorId>>,
    pub(crate) tiers: Vec<Voice<TierId>>,
    pub(crate) areas: Vec<Voice<AreaCode>>,
    pub(crate) periods: Vec<Voice<Period>>,
    pub(crate) units: Vec<Voice<UnitId>>,
    pub(crate) factors: Vec<Voice<f64>>,
    /// The members of dimensions, each of one.
    pub(crate) members: Vec<Voice<OfDimension>>,
    /// A part of a year that another place must name.
    pub(crate) part_of_year: Option<Voice<String>>,
    /// A year by its distance from that of the table.
    pub(crate) relative_year: Option<Voice<i16>>,
    /// What no reading has used, with the text of the label.
    pub(crate) unused: Vec<(Voice<Rc<str>>, Unused)>,
    /// Whether a label may be any of several areas and none of the others settles it.
    pub(crate) is_ambiguous: bool,
    /// The status that stands behind a period: 2024年预计.
    pub(crate) status: Option<Status>,
    /// Whether a label is a year of which nothing says the calendar.
    pub(crate) has_open_year: bool,
    /// Whether some label is the name of a tier and of an indicator.
    pub(crate) has_or_tier: bool,
}

impl AxisSays {
    /// Puts labels with their senses together; labels stand from the outermost to the innermost.
    pub(crate) fn of(labels: &[Label], senses: &[LabelSense]) -> Self {
        let mut says = Self::default();
        for (label, sense) in labels.iter().zip(senses).rev() {
            says.mapped.fill(&sense.mapped);
            let (at, named) = (label.place, &sense.named);
            // What the mapping says of a part of a label stands for what is printed there.
            let is_category = sense.mapped.indicator.is_some() || !sense.mapped.breakdown.is_whole();
            // What a topic speaks of is named by the labels under it.
            let is_topic = sense.is_topic && !says.indicators.is_empty();
            push(&mut says.indicators, &named.indicator, is_category || is_topic, at);
            push(&mut says.tiers, &named.tier, sense.mapped.tier.is_some(), at);
            push(&mut says.areas, &named.area, sense.mapped.area.is_some(), at);
            push(&mut says.periods, &named.period, sense.mapped.period.is_some(), at);
            push(&mut says.units, &named.unit, sense.mapped.unit.is_some(), at);
            // 万人 named persons is still printed in ten thousands; only another unit takes the factor away.
            let is_other_unit =
                sense.mapped.unit.is_some() && named.unit.is_some() && sense.mapped.unit != named.unit;
            let is_scaled = sense.mapped.factor.is_some() || is_other_unit;
            push(&mut says.factors, &named.factor, is_scaled, at);
            if let [member] = sense.members.as_slice() {
                says.members.push(Voice { value: member.clone(), at });
            }
            if sense.named.period.is_some() {
                says.status = says.status.or_else(|| period_status(&label.text));
            }
            if let (Some(value), None) = (&sense.part_of_year, &says.part_of_year) {
                says.part_of_year = Some(Voice { value: value.clone(), at });
            }
            if let (Some(value), None) = (sense.relative_year, &says.relative_year) {
                says.relative_year = Some(Voice { value, at });
            }
            for unused in sense.unused.iter().filter(|unused| !is_settled(sense, unused)) {
                says.unused.push((Voice { value: Rc::clone(&label.text), at }, unused.clone()));
            }
            says.status = says.status.or(sense.status);
            says.has_open_year |= sense.is_open_year;
            says.has_or_tier |= sense.or_tier.is_some() && sense.mapped.indicator.is_none();
        }
        // What a name may mean contradicts the code beside it, which was put first.
        for (label, sense) in labels.iter().zip(senses) {
            let rivals = sense.says_instead.iter();
            says.areas.extend(rivals.map(|code| Voice { value: code.clone(), at: label.place }));
        }
        // A code beside a name settles which of its areas is meant.
        let settles = |sense: &&LabelSense| {
            !says.areas.iter().any(|voice| sense.ambiguous.contains(&voice.value))
                && sense.mapped.area.is_none()
        };
        says.is_ambiguous =
            senses.iter().filter(|sense| !sense.ambiguous.is_empty()).any(|sense| settles(&sense));
        says
    }
}

/// Whether the mapping says what the unused part of a label may change: the unit with its scale, else what is counted.
fn is_settled(sense: &LabelSense, unused: &Unused) -> bool {
    let mapped = &sense.mapped;
    mapped.ignored
        || match unused {
            Unused::Unit(_) => mapped.factor.is_some(),
            Unused::Tiers(_) => mapped.tier.is_some(),
            Unused::Measure(..) => mapped.indicator.is_some(),
            Unused::Narrower(_) => {
                mapped.indicator.is_some() || (sense.named.indicator.is_none() && !mapped.is_empty())
            }
        }
}

fn push<T: Clone>(voices: &mut Vec<Voice<T>>, value: &Option<T>, is_mapped: bool, at: (u32, u32)) {
    if let (Some(value), false) = (value, is_mapped) {
        voices.push(Voice { value: value.clone(), at });
    }
}

/// The value that voices agree on, and those that contradict it: a voice that only says less precisely what another says
/// agrees with it. The first that refines the others is chosen.
pub(crate) fn settle<'v, T: PartialEq + 'v>(
    voices: impl Iterator<Item = &'v Voice<T>>,
    refines: impl Fn(&T, &T) -> bool,
) -> (Option<&'v Voice<T>>, Vec<&'v Voice<T>>) {
    let mut chosen: Option<&Voice<T>> = None;
    let mut rivals = Vec::new();
    for voice in voices {
        match chosen {
            None => chosen = Some(voice),
            Some(best) if best.value == voice.value || refines(&best.value, &voice.value) => {}
            Some(best) if refines(&voice.value, &best.value) => chosen = Some(voice),
            Some(_) => rivals.push(voice),
        }
    }
    (chosen, rivals)
}

/// Whether a period lies inside a longer one.
pub(super) fn within(inner: Period, outer: Period) -> bool {
    inner != outer && outer.first_day() <= inner.first_day() && inner.last_day() <= outer.last_day()
}
