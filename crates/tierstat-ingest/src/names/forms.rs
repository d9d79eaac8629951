//! The ways in which the names of a code list are written.

use crate::text::characters::name_key;
use std::collections::BTreeMap;

/// Every way in which an entry of a code list is written.
pub(super) fn forms<'a>(
    id: &'a str,
    name: &'a tierstat_model::Localized,
    aliases: &'a [String],
) -> impl Iterator<Item = &'a str> {
    [id, &name.zh, &name.en].into_iter().chain(aliases.iter().map(String::as_str))
}

/// The places of entries in their list by the keys of their forms.
pub(super) fn index<'a>(
    entries: impl Iterator<Item = impl Iterator<Item = &'a str>>,
) -> BTreeMap<String, Vec<usize>> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, forms) in entries.enumerate() {
        for key in forms.map(name_key).filter(|key| !key.is_empty()) {
            let places = by_key.entry(key).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    by_key
}
