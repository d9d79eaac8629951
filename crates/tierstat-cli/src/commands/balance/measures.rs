//! The measures of inequality, concentration and neighbourhood of the members at one period.

use super::area_table::Neighbours;
use super::member::{Member, Members};
use super::rounded;
use crate::output::Column;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tierstat_model::{AreaCode, Bounds, Language, Localized};
use tierstat_numerics::NumericsError;
use tierstat_numerics::balance as measure;
use tierstat_numerics::balance::{BalanceProfile, GiniBounds, Moran, TheilParts};

/// The aversion of the Atkinson index.
const AVERSION: f64 = 0.5;

/// What was found, with what could not be and why.
#[derive(Debug, Default)]
pub(super) struct Measures {
    pub(super) members: usize,
    pub(super) bounded: usize,
    pub(super) by_residents: bool,
    pub(super) gini: Option<GiniBounds>,
    theil_t: Option<f64>,
    theil_l: Option<f64>,
    pub(super) parts: Option<TheilParts>,
    hoover: Option<f64>,
    atkinson: Option<f64>,
    herfindahl: Option<f64>,
    pub(super) moran: Option<Moran>,
    notes: Vec<Localized>,
}

/// What the measures need beside the numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// The group of each area, where there are groups.
    pub(super) groups: Option<&'a BTreeMap<AreaCode, String>>,
    pub(super) neighbours: Option<&'a Neighbours>,
    /// Whether the neighbours were asked for, so that their absence must be told.
    pub(super) neighbours_are_asked_for: bool,
}

impl Measures {
    pub(super) fn of(members: &Members, around: Surroundings<'_>) -> Self {
        let all = &members.used;
        let points = members.points();
        let left_out = all.len() - points.len();
        let by_residents = all.iter().any(|member| member.residents.is_some());
        let values: Vec<f64> = points.iter().filter_map(|member| member.value).collect();
        let residents: Vec<f64> = points.iter().filter_map(|member| member.residents).collect();
        let bounds: Vec<Bounds> = all.iter().map(|member| member.bounds).collect();
        let mut found = Self {
            members: all.len(),
            bounded: bounds.iter().filter(|bounds| bounds.as_point().is_none()).count(),
            by_residents,
            ..Self::default()
        };
        let people: Vec<f64> = all.iter().filter_map(|member| member.residents).collect();
        let gini = if by_residents {
            measure::gini_bounds_by_residents(&bounds, &people)
        } else {
            measure::gini_bounds(&bounds)
        };
        found.gini = found.told("", 0, gini);
        let (t, l, hoover, atkinson) = if by_residents {
            (
                measure::theil_t_by_residents(&values, &residents),
                measure::theil_l_by_residents(&values, &residents),
                measure::hoover_by_residents(&values, &residents),
                measure::atkinson_by_residents(&values, &residents, AVERSION),
            )
        } else {
            (
                measure::theil_t(&values),
                measure::theil_l(&values),
                measure::hoover(&values),
                measure::atkinson(&values, AVERSION),
            )
        };
        found.theil_t = found.told("", left_out, t);
        found.theil_l = found.told("L", left_out, l);
        found.hoover = found.told("", left_out, hoover);
        found.atkinson = found.told("", left_out, atkinson);
        // One point of several members has all of what is summed, which says nothing of them.
        if values.len() > 1 {
            found.herfindahl = found.told("", left_out, measure::herfindahl(&values));
        }
        if let Some(groups) = around.groups {
            found.divide(&points, groups);
        }
        if let Some(pairs) = around.neighbours {
            found.compare_neighbours(&points, pairs, around.neighbours_are_asked_for);
        }
        if found.gini.is_some_and(|gini| !gini.is_exact) {
            found.note(Localized::new(
                "基尼系数的上限是外围估计，未必达到",
                "the upper end of the Gini range encloses it and may not be reached",
            ));
        }
        found.note_points(&points);
        found
    }

    /// What was found; what was refused goes into the note, once, with the name of the measure where only one refuses.
    fn told<T>(&mut self, name: &str, left_out: usize, found: Result<T, NumericsError>) -> Option<T> {
        let error = match found {
            Ok(found) => return Some(found),
            Err(NumericsError::TooFewPoints { needed, found, .. }) => {
                NumericsError::TooFewPoints { needed, found, left_out }
            }
            Err(error) => error,
        };
        let message = error.localized();
        self.note(match name {
            "L" => Localized::new(format!("泰尔 L：{}", message.zh), format!("Theil L: {}", message.en)),
            _ => message,
        });
        None
    }

    fn note(&mut self, note: Localized) {
        // The same refusal is said once, also where a measure is named before it.
        let already =
            |known: &Localized| note.en == known.en || note.en.ends_with(&format!(": {}", known.en));
        if !self.notes.iter().any(already) {
            self.notes.push(note);
        }
    }

    /// Says which measures took how many members, where they are not all.
    fn note_points(&mut self, points: &[&Member]) {
        if self.bounded == 0 {
            return;
        }
        let (used, rough) = (points.len(), self.members - points.len());
        if rough > 0 {
            self.note(Localized::new(
                format!("基尼系数以界限计全部 {} 个；其余各项只计印为一个数的 {used} 个", self.members),
                format!(
                    "the Gini range takes all {} with their bounds; the others take the {used} that are printed as one number",
                    self.members
                ),
            ));
        } else {
            self.note(Localized::new(
                "基尼系数以界限计；其余各项对取整数按所印之数计",
                "the Gini range takes bounds; the others take rounded numbers as they are printed",
            ));
        }
    }

    /// Theil's T by groups.
    fn divide(&mut self, points: &[&Member], groups: &BTreeMap<AreaCode, String>) {
        let strangers: Vec<&str> = points
            .iter()
            .filter(|member| !groups.contains_key(&member.area))
            .map(|member| member.name.as_str())
            .collect();
        if !strangers.is_empty() {
            return self.note(Localized::new(
                format!("{}没有归组，组间与组内部分未算", strangers.join("、")),
                format!("no group is named for {}: the parts are not computed", strangers.join(", ")),
            ));
        }
        let mut parts: BTreeMap<&str, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
        for member in points {
            if let (Some(group), Some(value)) = (groups.get(&member.area), member.value) {
                let entry = parts.entry(group).or_default();
                entry.0.push(value);
                entry.1.push(member.residents.unwrap_or(1.0));
            }
        }
        if parts.len() < 2 {
            return self.note(Localized::new(
                "全部成员同在一组，没有组间部分",
                "all members are in one group: nothing lies between groups",
            ));
        }
        let pairs: Vec<(&[f64], &[f64])> =
            parts.values().map(|(values, people)| (values.as_slice(), people.as_slice())).collect();
        self.parts = self.told("", 0, measure::theil_t_parts_by_residents(&pairs));
    }

    /// Moran's I over the members that are neighbours.
    fn compare_neighbours(&mut self, points: &[&Member], pairs: &Neighbours, asked: bool) {
        let place = |area: &AreaCode| points.iter().position(|member| member.area == *area);
        let mut weights: Vec<Vec<(usize, f64)>> = vec![Vec::new(); points.len()];
        for (one, other) in pairs.iter().filter_map(|(one, other)| Some((place(one)?, place(other)?))) {
            for (from, to) in [(one, other), (other, one)] {
                let Some(known) = weights.get_mut(from) else { continue };
                if from != to && !known.iter().any(|(place, _)| *place == to) {
                    known.push((to, 1.0));
                }
            }
        }
        if !asked && weights.iter().all(Vec::is_empty) {
            return;
        }
        let rates: Vec<f64> = points.iter().filter_map(|member| member.rate()).collect();
        self.moran = self.told("", 0, measure::moran(&rates, &weights));
        let alone: Vec<&str> = points
            .iter()
            .zip(&weights)
            .filter(|(_, known)| known.is_empty())
            .map(|(member, _)| member.name.as_str())
            .collect();
        if self.moran.is_some() && !alone.is_empty() {
            self.note(Localized::new(
                format!("{}没有相邻地区", alone.join("、")),
                format!("without neighbours: {}", alone.join(", ")),
            ));
        }
    }

    /// What a sentence says of them.
    pub(super) fn profile(&self) -> Option<BalanceProfile> {
        Some(BalanceProfile {
            members: self.members,
            bounded: self.bounded,
            gini: self.gini?,
            by_residents: self.by_residents,
            parts: self.parts,
        })
    }

    /// The codes of the methods that were used.
    pub(super) fn methods(&self) -> Vec<&'static str> {
        let mut methods = match (self.by_residents, self.bounded) {
            (true, _) => vec!["gini-residents", "theil-residents", "resident-rate"],
            (false, _) => vec!["gini", "theil", "theil-l"],
        };
        if self.bounded > 0 {
            methods.push("gini-bounds");
        }
        methods.extend(if self.by_residents {
            ["hoover-residents", "atkinson-residents", "herfindahl"]
        } else {
            ["hoover", "atkinson", "herfindahl"]
        });
        methods.extend(self.moran.map(|_| "moran"));
        methods
    }

    pub(super) fn columns() -> Vec<Column> {
        vec![
            Column::number("members", "成员数", "members"),
            Column::number("gini_range", "基尼系数（总体公式）", "Gini (population)").for_people(),
            Column::for_machines("gini"),
            Column::for_machines("gini_lower"),
            Column::for_machines("gini_upper"),
            Column::for_machines("members_bounded"),
            Column::number("theil_t", "泰尔 T", "Theil T"),
            Column::number("theil_l", "泰尔 L", "Theil L"),
            Column::number("theil_between", "T 组间", "T between"),
            Column::number("theil_within", "T 组内", "T within"),
            Column::number("hoover", "胡佛指数", "Hoover"),
            Column::number("atkinson", "阿特金森指数", "Atkinson 0.5"),
            Column::number("herfindahl", "赫芬达尔指数", "Herfindahl"),
            Column::number("moran", "莫兰指数", "Moran's I"),
            Column::number("moran_score", "莫兰标准分", "its score"),
            Column::text("note", "说明", "note"),
        ]
    }

    pub(super) fn cells(&self, language: Language) -> Vec<Value> {
        let bounds = self.gini.map(|gini| gini.bounds);
        let ends = bounds.map(|bounds| (rounded(bounds.lower()), bounds.upper_value().map(rounded)));
        // A coefficient of points is one number; its two ends may differ in the last digit.
        let point = ends.filter(|_| self.bounded == 0).map(|(lower, _)| lower);
        let range = ends.map(|(lower, upper)| match (point, upper) {
            (None, Some(upper)) => format!("{lower}–{upper}"),
            _ => lower.to_string(),
        });
        let number = |value: Option<f64>| json!(value.map(rounded));
        let note: Vec<&str> = self.notes.iter().map(|note| note.get(language)).collect();
        vec![
            json!(self.members),
            json!(range),
            json!(point),
            json!(ends.map(|(lower, _)| lower)),
            json!(ends.and_then(|(_, upper)| point.or(upper))),
            json!(self.bounded),
            number(self.theil_t),
            number(self.theil_l),
            number(self.parts.map(|parts| parts.between)),
            number(self.parts.map(|parts| parts.within)),
            number(self.hoover),
            number(self.atkinson),
            number(self.herfindahl),
            number(self.moran.map(|moran| moran.statistic)),
            number(self.moran.map(|moran| moran.score)),
            json!(note.join("; ")),
        ]
    }
}
