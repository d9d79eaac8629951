//! Titles and names of sheets: what they say of a table, and what of them no reading has used.

use crate::figure::reporting_body::without_bodies;
use crate::figure::resolver::Resolver;
use crate::figure::statement::Statement;
use crate::names::unit_text::{UnitText, unit_in_brackets};
use crate::names::{Named, OfDimension, spaced_with_places};
use crate::text::label_pieces::LabelPieces;
use crate::text::measure_words::{MeasureWord, counted_word, ends_in_part, leaves_out, measure_words};
use crate::text::parting_clause::without_clauses;
use crate::text::period::find_fiscal_year;
use tierstat_model::{IndicatorId, TierId};

/// What a title or the name of a sheet says.
#[derive(Debug, Clone, Default)]
pub(crate) struct TitleSense {
    /// By the mapping.
    pub(crate) mapped: Statement,
    /// By the names inside it.
    pub(crate) named: Statement,
    /// Every indicator that it names as a whole.
    pub(crate) indicators: Vec<IndicatorId>,
    /// The words that change what is counted.
    pub(crate) measures: Vec<MeasureWord>,
    /// The word by which it speaks of a part of what it names: 女 in 女会员.
    pub(crate) part: Option<String>,
    /// The word by which it counts something that no list names: 从业人员 in 社会组织从业人员.
    pub(crate) counts: Option<&'static str>,
    /// What of it no reading has used, and which may change what is counted: 3A级 in 3A级社会组织.
    pub(crate) left: String,
    /// Whether an indicator is named in it, as a whole or as the beginning of something else.
    pub(crate) names_indicator: bool,
    /// Whether its tier belongs to what is counted (省级社会组织), and does not only say how the rows are parted (by province).
    pub(crate) tier_is_counted: bool,
    /// The tiers that one word of it names together: 市县级.
    pub(crate) tiers: Vec<TierId>,
    /// What its brackets say of the unit.
    pub(crate) units: Vec<UnitText>,
}

impl Resolver<'_> {
    /// What a title or sheet name says: by the mapping, else by the names inside it.
    pub(crate) fn title(&self, text: &str) -> TitleSense {
        let mut sense = TitleSense { mapped: self.mapped(text), ..TitleSense::default() };
        sense.named = Statement::mentioned(self.names.mentions(text));
        let fiscal = || self.fiscal_year?.period(find_fiscal_year(text)?);
        sense.named.period = sense.named.period.or_else(fiscal);
        // The unit of a title is one of those in its brackets, and chosen with the indicator in view.
        (sense.named.unit, sense.named.factor) = (None, None);
        // Who sent the table is not what it counts.
        let without_bodies = without_bodies(&self.names, text);
        let pieces = LabelPieces::of(text);
        sense.units =
            pieces.additions.iter().filter_map(|text| unit_in_brackets(&self.names, text)).collect();
        let unit = without_bodies.split_once("单位：").or_else(|| without_bodies.split_once("单位:"));
        if let Some((_, unit)) = unit {
            sense.units.extend(unit_in_brackets(&self.names, unit));
        }
        sense.measures = measure_words(&without_bodies);
        // By size of staff names a breakdown, and counts no staff.
        let counted = without_clauses(&without_bodies.to_lowercase(), |_| true);
        sense.counts = counted_word(&self.left_of_mentions(&counted));
        sense.left = self.left_of_title(&LabelPieces::of(&without_bodies).core);
        sense.part = pieces.additions.iter().find(|text| leaves_out(text)).cloned();
        let (characters, _) = spaced_with_places(text);
        let found = self.names.found_in(&characters);
        sense.names_indicator = found.iter().any(|name| matches!(name.named, Named::Indicator { .. }));
        for name in &found {
            let before: String = characters.get(..name.start).unwrap_or_default().iter().collect();
            if let Named::Indicator { id, is_whole, .. } = &name.named {
                let behind: String = characters.get(name.end..).unwrap_or_default().iter().collect();
                let says_persons = self.counts_persons(id) && is_number_of_persons(&behind);
                if says_persons {
                    // What is left was said of the persons.
                    let is_of_persons = |word: &&str| ["人", "人数", "人员", "总人"].contains(word);
                    let left: Vec<&str> = sense.left.split(' ').filter(|word| !is_of_persons(word)).collect();
                    sense.left = left.join(" ");
                    sense.counts = counted_word(&sense.left);
                }
                let is_whole = *is_whole || says_persons;
                if is_whole && !sense.indicators.contains(id) {
                    sense.indicators.push(id.clone());
                    // Of several whole names none is that of the table.
                    if says_persons {
                        sense.named.indicator.get_or_insert_with(|| id.clone());
                    }
                }
                if let Some((dimension, member)) = self.member_before(&before) {
                    sense.named.breakdown = sense.named.breakdown.with(dimension, member);
                    // The member is no piece of a longer name, so the name may be whole without it.
                    let rest = characters.get(name.start..).unwrap_or_default();
                    let is_whole_alone = self.names.found_in(rest).iter().any(|other| {
                        other.start == 0
                            && matches!(&other.named, Named::Indicator { id: own, is_whole: true, .. } if own == id)
                    });
                    if is_whole_alone && sense.named.indicator.is_none() {
                        sense.named.indicator = Some(id.clone());
                        sense.indicators.push(id.clone());
                    }
                } else if ends_in_part(&before) {
                    sense.part =
                        Some(before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect());
                }
            }
            if sense.tiers.is_empty() {
                let several = self.tiers_in_word(&characters, &found, name);
                sense.tiers = several.map(|(_, tiers)| tiers).unwrap_or_default();
            }
            if let Named::Tier(tier) = &name.named
                && Some(tier) == sense.named.tier.as_ref()
            {
                let behind: String = characters.get(name.end..).unwrap_or_default().iter().collect();
                sense.tier_is_counted |= tier_is_counted(
                    &before,
                    &behind,
                    found.iter().any(|next| {
                        let gap = next.start.checked_sub(name.end);
                        gap.is_some_and(|gap| gap <= 1) && matches!(next.named, Named::Indicator { .. })
                    }),
                );
            }
        }
        sense
    }

    /// The member of one dimension that the last word before a name is: 女 in 2023年女会员数. Of several in a row it is none.
    fn member_before(&self, before: &str) -> Option<OfDimension> {
        const LONGEST: usize = 8;
        let signs: Vec<char> = before.trim_end().chars().collect();
        let starts = signs.len().saturating_sub(LONGEST)..signs.len();
        let word = |start: &usize| signs[*start..].iter().collect::<String>();
        let is_in_row = |start: usize| {
            let sign = start.checked_sub(1).and_then(|before| signs.get(before));
            sign.is_some_and(|sign| "、和与及,，/".contains(*sign))
        };
        // 男女, 子女, 非女, tradesmen: what stands before it may take it back or make another word of it.
        let stands_alone = |start: usize| {
            let before: String = signs[..start].iter().collect();
            let is_joined =
                before.chars().next_back().is_some_and(|sign| sign.is_ascii_alphabetic() || sign == '-');
            let before = before.trim_end();
            let before = before.strip_suffix(['的', '中']).unwrap_or(before);
            !is_joined && self.left_of_mentions(before).trim_end_matches('其').is_empty()
        };
        let named = |start: usize| match self.names.members_named(&word(&start)).as_slice() {
            [only]
                if self.names.indicators_named(&word(&start)).is_empty()
                    && !is_in_row(start)
                    && stands_alone(start) =>
            {
                Some(only.clone())
            }
            _ => None,
        };
        starts.filter(|start| !word(start).starts_with(' ')).find_map(named)
    }

    /// The same of a title, without the members and dimensions by which it says how its table is parted.
    fn left_of_title(&self, text: &str) -> String {
        let is_dimension = |name: &&str| self.names.is_dimension(name);
        let text = without_clauses(&text.to_lowercase(), |names| {
            !names.is_empty() && names.iter().all(is_dimension)
        });
        let left = self.left_of_mentions(&text);
        let is_read = |word: &&str| {
            let parted =
                word.trim_start_matches(['按', '分', '各']).trim_end_matches(['分', '别', '组', '类']);
            [*word, parted].iter().any(|word| {
                word.is_empty() || self.names.is_dimension(word) || !self.names.members_named(word).is_empty()
            })
        };
        left.split(' ').filter(|word| !is_read(word)).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a text begins with a word for a number of persons, and ends there or at a sign.
fn is_number_of_persons(behind: &str) -> bool {
    let rest = ["总人数", "人员数", "人数"].iter().find_map(|word| behind.strip_prefix(word));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty()
            || rest.starts_with(|sign: char| !sign.is_alphanumeric())
            || ["情况", "统计", "表", "按", "分", "及", "和", "与"].iter().any(|word| rest.starts_with(word))
    })
}

/// Whether a tier that stands in a title belongs to what is counted: 省级社会组织, and not 各地级市, 分省, by province.
fn tier_is_counted(before: &str, behind: &str, stands_at_indicator: bool) -> bool {
    let before = before.trim_end();
    let parts_rows = ["各", "分", "按", "by", "for each", "each", "per", "every", "across"]
        .iter()
        .any(|word| before.ends_with(word));
    // 全国级、省级社会组织: tiers in a row share what stands behind the last of them.
    let in_row = behind.starts_with(['、', '和', '及', ',']);
    let is_alone = before.trim_matches(|sign: char| !sign.is_alphanumeric()).is_empty()
        && behind.trim_matches(|sign: char| !sign.is_alphanumeric()).is_empty();
    !parts_rows && (stands_at_indicator || in_row || is_alone)
}
