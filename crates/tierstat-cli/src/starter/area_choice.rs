//! The areas and tiers that a new project asks for, out of a built-in list.

use super::area_lists::{LISTS, NONE, StarterList};
use super::area_rows::{AreaRow, rows, written};
use super::one_language::in_languages;
use crate::exit::Failure;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Language, Localized, Tier, TierId, TierList};

/// The areas of a new project, the one that holds all others first.
#[derive(Debug)]
pub(crate) struct AreaChoice {
    list: StarterList,
    root: AreaRow,
    /// All areas, the root among them, in the order of the list.
    rows: Vec<AreaRow>,
    tiers: Vec<TierId>,
}

impl AreaChoice {
    /// The areas that were asked for: a list by name, codes or names of areas, or nothing; from one tier to another.
    pub(crate) fn of(asked: &[String], from: Option<&str>, to: Option<&str>) -> Result<Self, Failure> {
        let (list, roots) = roots_of(asked)?;
        let all = rows(list.areas);
        let index = index_of(&all);
        let tiers: TierList = toml::from_str(list.tiers).unwrap_or_default();
        let root = common_root(&index, &roots).ok_or_else(|| unknown(&asked.join(", ")))?;
        let rank = |tier: &str| tiers.get(&TierId(tier.to_owned())).map_or(0, |tier| tier.rank);
        let bound = |asked: Option<&str>, usual: u8| match asked {
            Some(asked) => tier_named(&tiers, asked).map(|tier| tier.rank),
            None => Ok(usual),
        };
        let (highest, lowest) = (bound(from, 0)?, bound(to, u8::MAX)?);
        if lowest < highest || lowest < rank(&root.tier) {
            return Err(no_tiers_between(from, to));
        }
        let in_asked = |row: &AreaRow| roots.iter().any(|code| lies_in(&index, &row.code, code));
        let is_taken = |row: &AreaRow| {
            row.code == root.code || in_asked(row) && (highest..=lowest).contains(&rank(&row.tier))
        };
        let mut taken: Vec<AreaRow> = all.iter().filter(|row| is_taken(row)).cloned().collect();
        let codes: BTreeSet<String> = taken.iter().map(|row| row.code.clone()).collect();
        for row in &mut taken {
            // An area whose own holder is left out lies in the next one above it.
            let parent = chain(&index, &row.parent).find(|holder| codes.contains(&holder.code));
            row.parent = match parent {
                Some(parent) if row.code != root.code => parent.code.clone(),
                Some(_) | None => String::new(),
            };
        }
        let first = rank(&root.tier);
        let tiers =
            tiers.tiers.iter().filter(|tier| tier.total || tier.rank >= first).map(|tier| tier.id.clone());
        Ok(Self {
            list,
            tiers: tiers.collect(),
            root: AreaRow { parent: String::new(), ..root },
            rows: taken,
        })
    }

    /// The area that holds all others.
    pub(super) fn root(&self) -> &AreaRow {
        &self.root
    }

    /// The areas that lie directly in the root and are there today.
    pub(super) fn parts(&self) -> impl Iterator<Item = &AreaRow> {
        self.rows.iter().filter(|row| row.parent == self.root.code && row.lives())
    }

    /// How many areas there are.
    pub(crate) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The list of areas in these languages.
    ///
    /// Where some area has no name in a language, the names that there are stay.
    pub(crate) fn areas(&self, languages: &[Language]) -> String {
        let all_in_english = self.rows.iter().all(|row| !row.name_en.is_empty());
        let in_words = |row: &AreaRow| match languages {
            [Language::English] if all_in_english => row.clone().in_english(),
            [Language::Chinese] => row.clone().in_chinese(),
            _ => row.clone(),
        };
        written(&self.rows.iter().map(in_words).collect::<Vec<_>>())
    }

    /// The list of tiers in these languages: the root's and those below it.
    pub(crate) fn tiers(&self, languages: &[Language]) -> String {
        const HEADING: &str = "# zh: 层级，自上而下。层级是所数之物的层级（如省级协会），不是报数地区的层级。\n\
            # en: The tiers, from the top. The tier is that of what is counted, not that of the area it is reported for.\n";
        let mut text = in_languages(HEADING, languages);
        for block in self.list.tiers.split("[[tiers]]\n").skip(1) {
            if self.tiers.iter().any(|id| block.starts_with(&format!("id = \"{id}\"\n"))) {
                text.push_str(&format!("\n[[tiers]]\n{}\n", in_languages(block, languages).trim_end()));
            }
        }
        text
    }
}

/// The list that was asked for and the codes of the areas in it.
fn roots_of(asked: &[String]) -> Result<(StarterList, Vec<String>), Failure> {
    let whole = |list: &StarterList| {
        rows(list.areas).into_iter().filter(|row| row.parent.is_empty()).map(|row| row.code).collect()
    };
    let Some(first) = asked.first() else { return Ok((NONE, whole(&NONE))) };
    let is_named = |list: &&StarterList| list.names.iter().any(|name| name.eq_ignore_ascii_case(first));
    if let ([_], Some(list)) = (asked, LISTS.iter().chain([&NONE]).find(is_named)) {
        return Ok((*list, whole(list)));
    }
    let found = LISTS.iter().find(|list| rows(list.areas).iter().any(|row| row.is_called(first)));
    let list = found.ok_or_else(|| unknown(first))?;
    let all = rows(list.areas);
    let codes = asked.iter().map(|asked| code_of(&all, asked));
    Ok((*list, codes.collect::<Result<_, _>>()?))
}

/// The code of an area by its code or a name; a name that several areas have is refused with their codes.
fn code_of(all: &[AreaRow], asked: &str) -> Result<String, Failure> {
    let called: Vec<&AreaRow> = all.iter().filter(|row| row.lives() && row.is_called(asked)).collect();
    match called.as_slice() {
        [] => Err(unknown(asked)),
        [row] => Ok(row.code.clone()),
        [row, ..] if called.iter().all(|other| other.code == row.code) => Ok(row.code.clone()),
        several => {
            let codes: Vec<&str> = several.iter().take(6).map(|row| row.code.as_str()).collect();
            Err(Failure::Usage {
                message: Localized::new(
                    format!("叫“{asked}”的地区不止一个"),
                    format!("several areas are called `{asked}`"),
                ),
                hint: Localized::new(
                    format!("改写代码：{}", codes.join("、")),
                    format!("write a code instead: {}", codes.join(", ")),
                ),
            })
        }
    }
}

/// The rows of a list by code; of a code that two areas had one after the other, the one that is there today.
type Index<'a> = BTreeMap<&'a str, &'a AreaRow>;

fn index_of(all: &[AreaRow]) -> Index<'_> {
    let gone_first = all.iter().filter(|row| !row.lives()).chain(all.iter().filter(|row| row.lives()));
    gone_first.map(|row| (row.code.as_str(), row)).collect()
}

/// The areas that hold an area, the nearest first, itself at the beginning.
fn chain<'a>(index: &Index<'a>, code: &str) -> impl Iterator<Item = &'a AreaRow> {
    let row_of = |code: &str| index.get(code).copied();
    // A list has few tiers; one whose areas held each other would end here too.
    std::iter::successors(row_of(code), move |row| row_of(&row.parent)).take(16)
}

fn lies_in(index: &Index<'_>, inner: &str, outer: &str) -> bool {
    chain(index, inner).any(|row| row.code == outer)
}

/// The nearest area that holds all of these.
fn common_root(index: &Index<'_>, codes: &[String]) -> Option<AreaRow> {
    let first = codes.first()?;
    chain(index, first).find(|row| codes.iter().all(|code| lies_in(index, code, &row.code))).cloned()
}

fn tier_named<'a>(tiers: &'a TierList, asked: &str) -> Result<&'a Tier, Failure> {
    let all = || tiers.tiers.iter().filter(|tier| !tier.total);
    tiers.named(asked).into_iter().find(|tier| !tier.total).ok_or_else(|| {
        let known: Vec<String> = all().map(|tier| format!("{} ({})", tier.id, tier.name.en)).collect();
        let known_zh: Vec<String> = all().map(|tier| format!("{}（{}）", tier.id, tier.name.zh)).collect();
        Failure::Usage {
            message: Localized::new(
                format!("这些地区没有“{asked}”这一层级"),
                format!("these areas have no tier `{asked}`"),
            ),
            hint: Localized::new(
                format!("可以写：{}", known_zh.join("、")),
                format!("the tiers are {}", known.join(", ")),
            ),
        }
    })
}

fn no_tiers_between(from: Option<&str>, to: Option<&str>) -> Failure {
    let named = [("--from", from), ("--to", to)];
    let bounds = named.iter().filter_map(|(option, tier)| Some(format!("{option} {}", (*tier)?)));
    let bounds = bounds.collect::<Vec<_>>().join(" ");
    Failure::Usage {
        message: Localized::new(
            format!("按 {bounds}，所写的地区中没有层级可取"),
            format!("with {bounds} none of the tiers of these areas is left"),
        ),
        hint: Localized::new(
            "--from 写较高的层级，--to 写较低的，且不高于 --areas 的地区",
            "--from takes the higher tier, --to the lower one, and neither lies above the areas of --areas",
        ),
    }
}

fn unknown(asked: &str) -> Failure {
    let names: Vec<&str> =
        LISTS.iter().chain([&NONE]).filter_map(|list| list.names.first().copied()).collect();
    Failure::Usage {
        message: Localized::new(
            format!("没有“{asked}”这一地区表、代码或地区"),
            format!("no list of areas, code or area is called `{asked}`"),
        ),
        hint: Localized::new(
            format!("写内置的地区表（{}），或其中一个地区的代码或名称", names.join("、")),
            format!(
                "write a list that is built in ({}), or the code or name of an area in one",
                names.join(", ")
            ),
        ),
    }
}
