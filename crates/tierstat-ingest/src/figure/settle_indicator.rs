//! What rows and columns both claim to name.

use crate::figure::label_sense::LabelSense;
use crate::figure::statement::Statement;

/// Settles what rows and columns both claim to name: where one of them names the indicator, the other's 地级市 is a tier.
///
/// Within one axis nothing is settled so: an inner label refines the outer one.
///
/// `None` where there is nothing to settle, as almost always.
pub(crate) fn settle_indicator(
    rows: &[LabelSense],
    columns: &[LabelSense],
) -> Option<(Vec<LabelSense>, Vec<LabelSense>)> {
    if rows.iter().chain(columns).all(|sense| sense.or_tier.is_none()) {
        return None;
    }
    let settled = |senses: &[LabelSense], across: &[LabelSense]| -> Vec<LabelSense> {
        let names_another = |sense: &LabelSense| {
            let mut certain = across.iter().filter(|other| other.or_tier.is_none());
            certain.any(|other| other.indicator().is_some_and(|id| Some(id) != sense.indicator()))
        };
        let tier = |sense: &LabelSense| as_tier(sense).filter(|_| names_another(sense));
        senses.iter().map(|sense| tier(sense).unwrap_or_else(|| sense.clone())).collect()
    };
    Some((settled(rows, columns), settled(columns, rows)))
}

/// The same label read as the name of a tier, where it may be one.
fn as_tier(sense: &LabelSense) -> Option<LabelSense> {
    let tier = sense.or_tier.clone().filter(|_| sense.mapped.indicator.is_none())?;
    let named = Statement { tier: Some(tier), indicator: None, ..sense.named.clone() };
    Some(LabelSense { named, or_tier: None, ..sense.clone() })
}
