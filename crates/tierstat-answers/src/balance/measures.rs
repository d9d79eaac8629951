//! The measures of inequality, concentration and neighbourhood of the members at one period.

use super::member::{BalanceMember, MembersAt, name_of};
use crate::remark::Remark;
use crate::row::Voice;
use crate::selection::Members;
use std::collections::BTreeMap;
use tierstat_model::{AreaCode, Bounds, CodeLists, Language, Localized};
use tierstat_numerics::NumericsError;
use tierstat_numerics::balance::{BalanceProfile, GiniBounds, Moran, Shares, TheilParts, gini_bounds, moran};

/// The aversion of the Atkinson index.
const AVERSION: f64 = 0.5;

/// Pairs of neighbouring areas.
pub type Neighbours = Vec<(AreaCode, AreaCode)>;

/// What was found, with what could not be and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measures {
    /// How many members there are.
    pub members: usize,
    /// How many of them are known within bounds only, so that the Gini coefficient is a range.
    pub bounded: usize,
    /// Whether members weigh by their residents.
    pub by_residents: bool,
    /// The Gini coefficient in its population form.
    pub gini: Option<GiniBounds>,
    /// Theil's T.
    pub theil_t: Option<f64>,
    /// Theil's L.
    pub theil_l: Option<f64>,
    /// Theil's T between and within groups, where there are groups.
    pub parts: Option<TheilParts>,
    /// The Hoover index.
    pub hoover: Option<f64>,
    /// The Atkinson index with an aversion of one half.
    pub atkinson: Option<f64>,
    /// The Herfindahl index.
    pub herfindahl: Option<f64>,
    /// Moran's I over the members that are neighbours.
    pub moran: Option<Moran>,
    /// What must be known of them.
    pub remarks: Vec<Remark>,
}

/// What the measures need beside the numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) lists: &'a CodeLists,
    /// What the members are, so that they can be named.
    pub(super) kind: Members,
    /// The group of each area, where there are groups.
    pub(super) groups: Option<&'a BTreeMap<AreaCode, String>>,
    pub(super) neighbours: Option<&'a Neighbours>,
    /// Whether the neighbours were asked for, so that their absence must be told.
    pub(super) neighbours_are_asked_for: bool,
}

impl Surroundings<'_> {
    /// The members by name; `None` where there is none.
    fn named<'m>(&self, members: impl Iterator<Item = &'m BalanceMember>) -> Option<Localized> {
        let members: Vec<&BalanceMember> = members.collect();
        let names = |language: Language, between: &str| {
            let voice = Voice { lists: self.lists, language };
            let names = members.iter().map(|member| name_of(&member.series, self.kind, &voice));
            names.collect::<Vec<String>>().join(between)
        };
        let said = || Localized::new(names(Language::Chinese, "、"), names(Language::English, ", "));
        (!members.is_empty()).then(said)
    }
}

impl Measures {
    pub(super) fn of(members: &MembersAt, around: Surroundings<'_>) -> Self {
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
        let gini = gini_bounds(&bounds, by_residents.then_some(people.as_slice()));
        found.gini = found.told("", 0, gini);
        let shares = Shares::of(&values, by_residents.then_some(residents.as_slice()));
        let shares = found.told("", left_out, shares);
        if let Some(shares) = &shares {
            found.theil_t = found.told("", left_out, shares.theil_t());
            found.theil_l = found.told("L", left_out, shares.theil_l());
            found.hoover = Some(shares.hoover());
            found.atkinson = found.told("", left_out, shares.atkinson(AVERSION));
            found.herfindahl = Some(shares.herfindahl());
        }
        if let Some(groups) = around.groups {
            found.divide(&points, shares.as_ref(), groups, &around);
        }
        if let Some(pairs) = around.neighbours {
            found.compare_neighbours(&points, pairs, &around);
        }
        if found.gini.is_some_and(|gini| !gini.is_exact) {
            found.note(
                "gini-upper-encloses",
                Localized::new(
                    "基尼系数的上限是外围估计，未必达到",
                    "the upper end of the Gini range encloses it and may not be reached",
                ),
            );
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
        let (code, message) = (error.code(), error.localized());
        let message = match name {
            "L" => Localized::new(format!("泰尔 L：{}", message.zh), format!("Theil L: {}", message.en)),
            _ => message,
        };
        self.add(Remark::Refused { code, words: message });
        None
    }

    fn note(&mut self, code: &'static str, words: Localized) {
        self.add(Remark::Told { code, words });
    }

    fn add(&mut self, remark: Remark) {
        // The same refusal is said once, also where a measure is named before it.
        let said = remark.said().en;
        let already = |known: &Remark| {
            let known = known.said().en;
            said == known || said.ends_with(&format!(": {known}"))
        };
        if !self.remarks.iter().any(already) {
            self.remarks.push(remark);
        }
    }

    /// Says which measures took how many members, where they are not all.
    fn note_points(&mut self, points: &[&BalanceMember]) {
        if self.bounded == 0 {
            return;
        }
        let (used, rough) = (points.len(), self.members - points.len());
        if rough > 0 {
            self.note("bounds-in-gini-alone", Localized::new(
                format!("基尼系数以界限计全部 {} 个；其余各项只计印为一个数的 {used} 个", self.members),
                format!(
                    "the Gini range takes all {} with their bounds; the others take the {used} that are printed as one number",
                    self.members
                ),
            ));
        } else {
            self.note(
                "bounds-in-gini-alone",
                Localized::new(
                    "基尼系数以界限计；其余各项对取整数按所印之数计",
                    "the Gini range takes bounds; the others take rounded numbers as they are printed",
                ),
            );
        }
    }

    /// Theil's T by groups.
    fn divide(
        &mut self,
        points: &[&BalanceMember],
        shares: Option<&Shares>,
        groups: &BTreeMap<AreaCode, String>,
        around: &Surroundings<'_>,
    ) {
        let strangers = points.iter().copied().filter(|member| !groups.contains_key(&member.series.area));
        if let Some(named) = around.named(strangers) {
            return self.note(
                "no-group-named",
                Localized::new(
                    format!("{}没有归组，组间与组内部分未算", named.zh),
                    format!("no group is named for {}: the parts are not computed", named.en),
                ),
            );
        }
        let of_members: Vec<&String> =
            points.iter().filter_map(|member| groups.get(&member.series.area)).collect();
        if of_members.iter().all(|group| of_members.first() == Some(group)) {
            return self.note(
                "one-group",
                Localized::new(
                    "全部成员同在一组，没有组间部分",
                    "all members are in one group: nothing lies between groups",
                ),
            );
        }
        self.parts = shares.and_then(|shares| self.told("", 0, shares.theil_t_parts(&of_members)));
    }

    /// Moran's I over the members that are neighbours.
    fn compare_neighbours(
        &mut self,
        points: &[&BalanceMember],
        pairs: &Neighbours,
        around: &Surroundings<'_>,
    ) {
        let place = |area: &AreaCode| points.iter().position(|member| member.series.area == *area);
        let mut weights: Vec<Vec<(usize, f64)>> = vec![Vec::new(); points.len()];
        for (one, other) in pairs.iter().filter_map(|(one, other)| Some((place(one)?, place(other)?))) {
            for (from, to) in [(one, other), (other, one)] {
                let Some(known) = weights.get_mut(from) else { continue };
                if from != to && !known.iter().any(|(place, _)| *place == to) {
                    known.push((to, 1.0));
                }
            }
        }
        if !around.neighbours_are_asked_for && weights.iter().all(Vec::is_empty) {
            return;
        }
        let rates: Vec<f64> = points.iter().filter_map(|member| member.rate()).collect();
        self.moran = self.told("", 0, moran(&rates, &weights));
        let places = points.iter().copied().zip(&weights);
        let alone = places.filter(|(_, known)| known.is_empty()).map(|(member, _)| member);
        if let (true, Some(named)) = (self.moran.is_some(), around.named(alone)) {
            self.note(
                "without-neighbours",
                Localized::new(
                    format!("{}没有相邻地区", named.zh),
                    format!("without neighbours: {}", named.en),
                ),
            );
        }
    }

    /// The Gini coefficient; of points one number, whose two ends may differ in the last digit.
    #[must_use]
    pub fn gini_range(&self) -> Option<Bounds> {
        let bounds = self.gini?.bounds;
        if self.bounded == 0 { Bounds::point(bounds.lower()).ok() } else { Some(bounds) }
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
}
