//! Names that several areas share, settled by the codes and the outer areas that stand beside them in one line.

use crate::figure::label_sense::LabelSense;
use crate::structure::Label;
use tierstat_model::{AreaCode, AreaList};

/// A code with zeros behind those of its list has so many digits or more: 110105000000 is 110105.
const LONG_CODE: usize = 9;

/// Settles names by the code beside them: it decides which of the areas that a name may mean is meant. Without a code the
/// one area that lies in an outer one does. A name that cannot mean the area of the code says another one.
pub(super) fn settle_areas(list: &AreaList, labels: &[Label], senses: &mut [LabelSense], outer: &[AreaCode]) {
    let is_name = |sense: &LabelSense| {
        sense.mapped.area.is_none() && (sense.named.area.is_some() || !sense.ambiguous.is_empty())
    };
    if !senses.iter().any(is_name) {
        return;
    }
    // The codes of the line, each with the place of its label.
    let mut codes: Vec<(usize, AreaCode)> = Vec::new();
    for (index, (label, sense)) in labels.iter().zip(senses.iter_mut()).enumerate() {
        if let Some(code) = code_of(list, &label.text, sense) {
            sense.named.area = Some(code.clone());
            codes.push((index, code));
        }
    }
    let is_code = |index: usize| codes.iter().any(|(at, _)| *at == index);
    for index in (0..senses.len()).filter(|index| !is_code(*index)) {
        let Some(sense) = senses.get(index).filter(|sense| is_name(sense)) else { continue };
        let own = sense.named.area.clone();
        let ambiguous = sense.ambiguous.clone();
        let mut called: Vec<&AreaCode> = list.named(&sense.core).into_iter().map(|area| &area.code).collect();
        called.extend(&ambiguous);
        let mut meant: Vec<&AreaCode> =
            codes.iter().map(|(_, code)| code).filter(|code| called.contains(code)).collect();
        meant.dedup();
        let chosen = match meant.as_slice() {
            [code] => Some((*code).clone()),
            _ if own.is_some() => continue,
            _ => only_inside(list, &ambiguous, senses, outer),
        };
        let fits = |code: &AreaCode| {
            let related = |one: &AreaCode| one == code || list.lies_in(one, code) || list.lies_in(code, one);
            ambiguous.iter().any(related)
        };
        let is_contradicted = !codes.is_empty() && !codes.iter().any(|(_, code)| fits(code));
        let Some(sense) = senses.get_mut(index) else { continue };
        match chosen {
            Some(code) => {
                sense.is_weak_area &= own.as_ref() == Some(&code);
                sense.named.area = Some(code);
                sense.ambiguous.clear();
            }
            None if is_contradicted => sense.says_instead = std::mem::take(&mut sense.ambiguous),
            None => {}
        }
    }
}

/// The area whose code a label is; zeros may stand behind a code of digits.
fn code_of(list: &AreaList, text: &str, sense: &LabelSense) -> Option<AreaCode> {
    let text = text.trim();
    if let Some(area) = &sense.named.area {
        return area.0.eq_ignore_ascii_case(text).then(|| area.clone());
    }
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|sign| sign.is_ascii_digit()) || !sense.mapped.is_empty() {
        return None;
    }
    let known = |code: &str| Some(AreaCode(code.to_owned())).filter(|code| list.get(code).is_some());
    if digits.len() < text.len()
        && let Some(code) = known(digits)
    {
        return Some(code);
    }
    let significant = digits.trim_end_matches('0').len().max(1);
    let is_long = digits.len() >= LONG_CODE;
    (significant..digits.len()).filter(|_| is_long).find_map(|end| known(digits.get(..end)?))
}

/// The one of some areas that lies in an area named beside it or above it.
fn only_inside(
    list: &AreaList,
    areas: &[AreaCode],
    senses: &[LabelSense],
    outer: &[AreaCode],
) -> Option<AreaCode> {
    let beside = senses.iter().filter_map(|sense| sense.mapped.area.as_ref().or(sense.named.area.as_ref()));
    let mut left: Vec<&AreaCode> = areas.iter().collect();
    for outer in beside.chain(outer) {
        let inside: Vec<&AreaCode> = left.iter().copied().filter(|area| list.lies_in(area, outer)).collect();
        if !inside.is_empty() {
            left = inside;
        }
    }
    match left.as_slice() {
        [only] => Some((*only).clone()),
        _ => None,
    }
}
