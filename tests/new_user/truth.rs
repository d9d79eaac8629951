//! What is so, before anybody has sent anything: one number for each indicator, area and year.

use std::collections::BTreeMap;

/// An area as the project lists it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) tier: String,
    pub(super) parent: String,
}

/// The areas of a project that are there today, in the order of its list.
pub(super) fn areas(list: &str) -> Vec<Area> {
    let mut lines = csv::Reader::from_reader(list.as_bytes());
    let place = |name: &str, heads: &csv::StringRecord| {
        heads.iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name}"))
    };
    let heads = lines.headers().expect("heads").clone();
    let [code, name, name_en, tier, parent, until] =
        ["code", "name", "name_en", "tier", "parent", "valid_until"].map(|name| place(name, &heads));
    let mut areas = Vec::new();
    for line in lines.records() {
        let line = line.expect("a line");
        let own = |place: usize| line.get(place).unwrap_or_default().to_owned();
        if own(until).is_empty() {
            let name = if own(name).is_empty() { own(name_en) } else { own(name) };
            areas.push(Area { code: own(code), name, tier: own(tier), parent: own(parent) });
        }
    }
    areas
}

/// Indicator, code of the area, period.
pub(super) type Question = (&'static str, String, String);

/// What is so.
#[derive(Debug, Clone, Default)]
pub(super) struct Truth(pub(super) BTreeMap<Question, u32>);

impl Truth {
    pub(super) fn set(&mut self, indicator: &'static str, area: &Area, period: &str, number: u32) {
        self.0.insert((indicator, area.code.clone(), period.to_owned()), number);
    }

    pub(super) fn of(&self, indicator: &'static str, area: &Area, period: &str) -> u32 {
        self.0[&(indicator, area.code.clone(), period.to_owned())]
    }
}

/// A number that looks like none in particular and is the same in every run.
pub(super) fn drawn(seed: &str, from: u32, to: u32) -> u32 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in seed.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state ^= state >> 29;
    state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state ^= state >> 32;
    from + u32::try_from(state % u64::from(to - from)).expect("a small number")
}
