//! Boundaries: figures of areas that have merged, on the map of another day.
//!
//! A merger is exact for counts: what the parts had, the whole has. A split is not: nobody knows how a former whole lies in its
//! later parts, and such figures are refused, not guessed. (Eurostat and national offices publish back series "at current
//! boundaries" on the same condition.)

use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    Area, AreaCode, Bounds, CodeLists, Finding, Localized, Reading, SeriesKey, Severity, UnitKind,
};
use tierstat_numerics::contribution::sum;

/// A number for an area as it stands on the map of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct OnMap {
    /// The question, with the area of that map.
    pub key: SeriesKey,
    /// The number, or the sum of those of the areas that lie in it.
    pub bounds: Bounds,
    /// The readings that are summed; one where nothing changed.
    pub parts: Vec<Reading>,
}

/// Why readings cannot be told on a map.
const RULE: &str = "area.not-on-map";

/// The readings on the map of a day, and findings for those that cannot be told there exactly; both ordered by question.
///
/// Readings without a number are left out. Ratios of merged areas cannot be added and are refused.
#[must_use]
pub fn on_map(readings: &[Reading], lists: &CodeLists, day: Date) -> (Vec<OnMap>, Vec<Finding>) {
    let map = Map { lists, day };
    let mut questions: BTreeMap<SeriesKey, Vec<&Reading>> = BTreeMap::new();
    let mut findings = Vec::new();
    for reading in readings.iter().filter(|reading| reading.figure.quantity.bounds.is_some()) {
        match map.heir(&reading.key.area) {
            Ok(heir) => {
                questions.entry(SeriesKey { area: heir, ..reading.key.clone() }).or_default().push(reading);
            }
            Err(words) => findings.push(refused(reading, words)),
        }
    }
    let mut found = Vec::new();
    for (key, parts) in questions {
        let (heir, period) = (key.area.clone(), key.period);
        let Some(first) = parts.first().copied() else { continue };
        let expected = map.parts_of(&heir, period.last_day());
        let there: BTreeSet<&AreaCode> = parts.iter().map(|part| &part.key.area).collect();
        let missing: Vec<&Area> = expected.into_iter().filter(|area| !there.contains(&area.code)).collect();
        let is_merged = parts.len() > 1 || first.key.area != heir;
        if is_merged && !missing.is_empty() {
            let names: Vec<&str> = missing.iter().map(|area| area.name.as_str()).collect();
            let words = Localized::new(
                format!("{} 当时还包括 {}，而它们没有数", map.name(&heir), names.join("、")),
                format!("{} then had {} too, which have no number", map.name(&heir), names.join(", ")),
            );
            findings.extend(parts.iter().map(|part| refused(part, words.clone())));
            continue;
        }
        let unit = lists.units.get(&first.figure.unit);
        if parts.len() > 1 && unit.is_some_and(|unit| unit.kind == UnitKind::Ratio) {
            let words = Localized::new("比率不能相加", "ratios cannot be added");
            findings.extend(parts.iter().map(|part| refused(part, words.clone())));
            continue;
        }
        let bounds: Vec<Bounds> = parts.iter().filter_map(|part| part.figure.quantity.bounds).collect();
        if let Some(bounds) = sum(&bounds) {
            found.push(OnMap { key, bounds, parts: parts.into_iter().cloned().collect() });
        }
    }
    findings.sort();
    (found, findings)
}

struct Map<'a> {
    lists: &'a CodeLists,
    day: Date,
}

impl<'a> Map<'a> {
    /// The area of the map in which another lies now; why there is none otherwise.
    fn heir(&self, code: &AreaCode) -> Result<AreaCode, Localized> {
        let mut current = code.clone();
        // A chain of mergers is no longer than the list; one that runs in a circle ends here.
        for _ in 0..=self.lists.areas.all().len() {
            let Some(area) = self.lists.areas.get(&current) else { return Ok(current) };
            if area.existed_on(self.day) {
                return Ok(current);
            }
            if area.valid_from.is_some_and(|from| self.day < from) {
                return Err(Localized::new(
                    format!("{} 在 {} 还不存在", area.name, self.day),
                    format!("{} did not exist yet on {}", area.name, self.day),
                ));
            }
            match area.merged_into.as_slice() {
                [heir] => current = heir.clone(),
                [] => {
                    return Err(Localized::new(
                        format!("{} 已撤销，代码表没有写明并入何处", area.name),
                        format!("{} has ended, and the code list does not say where it went", area.name),
                    ));
                }
                several => {
                    let names: Vec<String> = several.iter().map(|heir| self.name(heir)).collect();
                    return Err(Localized::new(
                        format!("{} 分归 {}，无法确切拆分", area.name, names.join("、")),
                        format!(
                            "{} was divided among {}, which cannot be told exactly",
                            area.name,
                            names.join(", ")
                        ),
                    ));
                }
            }
        }
        Err(Localized::new("并入的关系成环", "the mergers run in a circle"))
    }

    /// The areas that existed on a day and lie in an area of the map now.
    fn parts_of(&self, heir: &AreaCode, then: Date) -> Vec<&'a Area> {
        let all = self.lists.areas.all().iter();
        let own_tier = self.lists.areas.get(heir).map(|area| &area.tier);
        all.filter(|area| {
            area.existed_on(then)
                && Some(&area.tier) == own_tier
                && (area.code == *heir || !area.merged_into.is_empty())
                && self.heir(&area.code).as_ref() == Ok(heir)
        })
        .collect()
    }

    fn name(&self, code: &AreaCode) -> String {
        self.lists.areas.get(code).map_or_else(|| code.0.clone(), |area| area.name.clone())
    }
}

fn refused(reading: &Reading, words: Localized) -> Finding {
    let printed = &reading.figure.quantity.printed;
    Finding {
        severity: Severity::Information,
        rule: RULE.to_owned(),
        cells: vec![reading.figure.origin.cell.clone()],
        message: Localized::new(
            format!("{printed}（{}）不能换算到该地图：{}", reading.key.period, words.zh),
            format!("{printed} ({}) cannot be told on that map: {}", reading.key.period, words.en),
        ),
        hint: Localized::new(
            "按原印的地区使用它，或补上缺少的数",
            "use it for the area as printed, or find the missing number",
        ),
    }
}
