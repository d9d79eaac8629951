//! What a person has written for an indicator, a tier, an area or a unit: an id or a name, looked up in the code lists.

use super::meaning_line::Meaning;
use crate::text::characters::name_key;
use crate::{AreaHint, Names, Resolution};
use std::cell::OnceCell;
use tierstat_model::{CodeLists, Localized, UnitKind};

/// The code lists by which written ids and names are known.
pub(crate) struct WrittenIds<'a> {
    lists: &'a CodeLists,
    /// Indexing all names takes time, and most files write ids.
    names: OnceCell<Names<'a>>,
}

/// The scales of which a number can be made: times a larger one, what a cell prints would be no number any more.
const SCALES: std::ops::RangeInclusive<f64> = 1e-15..=1e15;

/// A key whose value cannot be, and why.
pub(crate) type KeyFault = (&'static str, Localized);

impl<'a> WrittenIds<'a> {
    pub(crate) fn new(lists: &'a CodeLists) -> Self {
        Self { lists, names: OnceCell::new() }
    }

    /// Whether there are no code lists at all, as for a file outside any project: nothing can be looked up then.
    pub(crate) fn knows_nothing(&self) -> bool {
        self.lists.indicators.indicators.is_empty() && self.lists.areas.all().is_empty()
    }

    fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| Names::new(self.lists))
    }

    /// Puts ids in place of names; a unit with a factor in its name (万人) says the scale too.
    pub(crate) fn resolve(&self, line: &mut Meaning) -> Result<(), KeyFault> {
        if let Some(scale) = line.scale
            && !SCALES.contains(&scale)
        {
            let reason = Localized::new(
                format!("scale 应为正数，如 10000，最大 1e15，最小 1e-15，而不是 {scale}"),
                format!("scale wants a number above 0, such as 10000, from 1e-15 to 1e15, not {scale}"),
            );
            return Err(("scale", reason));
        }
        if self.knows_nothing() {
            return Ok(());
        }
        if let Some(id) = &mut line.indicator
            && self.lists.indicators.get(id).is_none()
        {
            let named = |near: &&tierstat_model::Indicator| called(&near.id.0, &near.name);
            match self.names().indicator(&id.0) {
                Resolution::Found(found) => *id = found.id.clone(),
                Resolution::Ambiguous(all) => {
                    return Err(("indicator", ambiguous(&id.0, all.iter().map(named))));
                }
                Resolution::Unknown { candidates } => {
                    return Err(("indicator", unknown(&id.0, candidates.iter().map(named))));
                }
            }
        }
        if let Some(id) = &mut line.tier
            && self.lists.tiers.get(id).is_none()
        {
            let named = |near: &&tierstat_model::Tier| called(&near.id.0, &near.name);
            match self.names().tier(&id.0) {
                Resolution::Found(found) => *id = found.id.clone(),
                Resolution::Ambiguous(all) => return Err(("tier", ambiguous(&id.0, all.iter().map(named)))),
                Resolution::Unknown { candidates } => {
                    return Err(("tier", unknown(&id.0, candidates.iter().map(named))));
                }
            }
        }
        if let Some(code) = &mut line.area
            && self.lists.areas.get(code).is_none()
        {
            let named = |near: &&tierstat_model::Area| format!("{} {}", near.code, near.name);
            match self.names().area(&code.0, &AreaHint::default()) {
                Resolution::Found(found) => *code = found.code.clone(),
                Resolution::Ambiguous(all) => {
                    return Err(("area", ambiguous(&code.0, all.iter().map(named))));
                }
                Resolution::Unknown { candidates } => {
                    return Err(("area", unknown(&code.0, candidates.iter().map(named))));
                }
            }
        }
        self.resolve_member(line)?;
        self.resolve_unit(line)
    }

    /// Puts ids in place of the names of a dimension and its member; a member that no list knows stays as it is written.
    fn resolve_member(&self, line: &mut Meaning) -> Result<(), KeyFault> {
        let Some(written) = &mut line.dimension else { return Ok(()) };
        let dimensions = &self.lists.dimensions.dimensions;
        let is_called = |text: &str, id: &str, name: &Localized, aliases: &[String]| {
            let key = name_key(text);
            let forms = [id, &name.zh, &name.en].into_iter().chain(aliases.iter().map(String::as_str));
            forms.map(name_key).any(|form| form == key)
        };
        let named = dimensions.iter().find(|known| known.id == *written).or_else(|| {
            dimensions.iter().find(|known| is_called(&written.0, &known.id.0, &known.name, &known.aliases))
        });
        let Some(known) = named else {
            let all = dimensions.iter().map(|known| called(&known.id.0, &known.name));
            return Err(("dimension", unknown(&written.0, all)));
        };
        *written = known.id.clone();
        if let Some(member) = &mut line.member
            && known.member(member).is_none()
        {
            let found = known.members.iter().find(|of| is_called(&member.0, &of.id.0, &of.name, &of.aliases));
            if let Some(found) = found {
                *member = found.id.clone();
            }
        }
        if let Some(member) = &line.member
            && !member.can_be()
        {
            let reason = Localized::new(
                format!(
                    "类别不能是“{member}”：它不应是空的，两端不应有空格，也不能是 SDMX 表示总体的 _T；总体请写维度的合计类别"
                ),
                format!(
                    "no member can be called `{member}`: it should not be empty, have no white space at its ends and not be _T, the whole in SDMX; for the whole, write the member that is the total"
                ),
            );
            return Err(("member", reason));
        }
        Ok(())
    }

    fn resolve_unit(&self, line: &mut Meaning) -> Result<(), KeyFault> {
        let Some(written) = line.unit.clone().filter(|id| self.lists.units.get(id).is_none()) else {
            return Ok(());
        };
        let Some((unit, factor)) = self.names().unit(&written.0) else {
            let all = self.lists.units.units.iter().map(|unit| called(&unit.id.0, &unit.name));
            return Err(("unit", unknown(&written.0, all)));
        };
        let kind = self.lists.units.get(&unit).map(|unit| unit.kind);
        // A ratio is printed in percent unless its unit says otherwise, and a count as it is.
        let own = if kind == Some(UnitKind::Ratio) { 0.01 } else { 1.0 };
        if (factor - own).abs() > f64::EPSILON {
            match line.scale {
                None => line.scale = Some(factor),
                Some(scale) if (scale - factor).abs() > f64::EPSILON * factor.max(scale) => {
                    let reason = Localized::new(
                        format!("“{written}”即 {factor} 倍，与 scale = {scale} 不符"),
                        format!("`{written}` is {factor} of its unit, which scale = {scale} contradicts"),
                    );
                    return Err(("scale", reason));
                }
                Some(_) => {}
            }
        }
        line.unit = Some(unit);
        Ok(())
    }
}

fn called(id: &str, name: &Localized) -> String {
    let names: Vec<&str> = [name.zh.as_str(), name.en.as_str()]
        .into_iter()
        .filter(|name| !name.is_empty() && *name != id)
        .collect();
    if names.is_empty() { id.to_owned() } else { format!("{id} ({})", names.join(", ")) }
}

fn unknown(written: &str, near: impl Iterator<Item = String>) -> Localized {
    let near: Vec<String> = near.take(8).collect();
    let (zh, en) = if near.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("；相近的有：{}", near.join("、")), format!("; near are: {}", near.join(", ")))
    };
    Localized::new(format!("代码表中没有“{written}”{zh}"), format!("the code lists have no `{written}`{en}"))
}

fn ambiguous(written: &str, all: impl Iterator<Item = String>) -> Localized {
    let all: Vec<String> = all.take(8).collect();
    Localized::new(
        format!("“{written}”可指多个：{}；请写代码", all.join("、")),
        format!("`{written}` may be any of these: {}; write the code", all.join(", ")),
    )
}
