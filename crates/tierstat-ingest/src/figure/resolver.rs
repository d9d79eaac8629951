//! Labels and titles resolved by the mapping and the code lists.

use crate::figure::label_sense::{LabelSense, Unused};
use crate::figure::statement::Statement;
use crate::names::unit_text::{UnitText, unit_in_brackets};
use crate::names::{Named, OfDimension, spaced_with_places};
use crate::project::label_key::label_key;
use crate::project::mapping::{Mapping, Meaning as MappedMeaning};
use crate::text::excerpt::is_no_name;
use crate::text::label_pieces::LabelPieces;
use crate::text::measure_words::{
    MeasureWord, counted_word, ends_in_part, is_part, leaves_out, left_over, measure_words, names_base,
};
use crate::text::period::{
    FiscalYearRule, find_fiscal_year, impossible_period, parse_fiscal_year, parse_period,
    parse_period_in_year, periods_in,
};
use crate::{AreaHint, FileContext, Names};
use jiff::civil::Date;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{CodeLists, IndicatorId, Period, TierId};

/// Resolves labels, remembering each text it has met.
pub(crate) struct Resolver<'a> {
    pub(crate) names: Cow<'a, Names<'a>>,
    pub(crate) lists: &'a CodeLists,
    mapped: BTreeMap<String, &'a MappedMeaning>,
    /// The lines of the mapping that some label has met.
    met: RefCell<BTreeSet<String>>,
    pub(crate) fiscal_year: Option<FiscalYearRule>,
    known: BTreeMap<(String, Option<Date>, Option<TierId>), LabelSense>,
}

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
    /// What its brackets say of the unit.
    pub(crate) units: Vec<UnitText>,
}

impl<'a> Resolver<'a> {
    /// Resolves the labels of a file by the code lists, its mapping and its fiscal year.
    pub(crate) fn of(context: &FileContext<'a>) -> Self {
        Self::new(context.lists, context.indexed_lists(), context.mapping, context.fiscal_year_rule())
    }

    /// Resolves labels by the code lists alone.
    pub(crate) fn by_lists(lists: &'a CodeLists) -> Self {
        Self::new(lists, Cow::Owned(Names::new(lists)), None, None)
    }

    fn new(
        lists: &'a CodeLists,
        names: Cow<'a, Names<'a>>,
        mapping: Option<&'a Mapping>,
        fiscal_year: Option<FiscalYearRule>,
    ) -> Self {
        let mapped = mapping
            .map(|mapping| mapping.labels.iter().map(|(label, meaning)| (key(label), meaning)).collect())
            .unwrap_or_default();
        Self { names, lists, mapped, met: RefCell::default(), fiscal_year, known: BTreeMap::new() }
    }

    /// What a row or column label means. Areas are those that existed on the day, of the tier where one is given.
    pub(crate) fn label(&mut self, text: &str, on: Option<Date>, area_tier: Option<&TierId>) -> LabelSense {
        if is_no_name(text) {
            return LabelSense { mapped: self.mapped(text), is_open: true, ..LabelSense::default() };
        }
        // Day and tier only choose between areas; what names none is looked up once.
        if on.is_some() || area_tier.is_some() {
            let sense = self.label(text, None, None);
            if sense.named.area.is_none() && sense.ambiguous.is_empty() {
                return sense;
            }
        }
        let remembered = (text.to_owned(), on, area_tier.cloned());
        if let Some(sense) = self.known.get(&remembered) {
            return sense.clone();
        }
        let mut sense = self.resolve(text, on, area_tier);
        self.take_members(&mut sense, text);
        sense.is_impossible_period = impossible_period(text);
        self.known.insert(remembered, sense.clone());
        sense
    }

    /// What the mapping says of a label or title, alone.
    pub(crate) fn mapped(&self, text: &str) -> Statement {
        if self.mapped.is_empty() {
            return Statement::default();
        }
        let key = key(text);
        let Some(line) = self.mapped.get(&key) else { return Statement::default() };
        self.met.borrow_mut().insert(key);
        Statement::mapped(line)
    }

    /// Whether a line of the mapping was met by a label or title.
    pub(crate) fn has_met(&self, label: &str) -> bool {
        self.met.borrow().contains(&key(label))
    }

    /// What a title or sheet name says: by the mapping, else by the names inside it.
    pub(crate) fn title(&self, text: &str) -> TitleSense {
        let mut sense = TitleSense { mapped: self.mapped(text), ..TitleSense::default() };
        sense.named = Statement::mentioned(self.names.mentions(text));
        let fiscal = || self.fiscal_year?.period(find_fiscal_year(text)?);
        sense.named.period = sense.named.period.or_else(fiscal);
        // The unit of a title is one of those in its brackets, and chosen with the indicator in view.
        (sense.named.unit, sense.named.factor) = (None, None);
        let pieces = LabelPieces::of(text);
        sense.units =
            pieces.additions.iter().filter_map(|text| unit_in_brackets(&self.names, text)).collect();
        if let Some((_, unit)) = text.split_once("单位：").or_else(|| text.split_once("单位:")) {
            sense.units.extend(unit_in_brackets(&self.names, unit));
        }
        sense.measures = measure_words(text);
        let left = self.left_of_mentions(text);
        sense.counts = counted_word(&left);
        sense.left = self.left_of_title(&LabelPieces::of(text).core);
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

    /// The period that a text is: by the mapping's rule where it may be a fiscal year, as 2014-15 and 2010-11.
    pub(crate) fn period(&self, text: &str) -> Option<Period> {
        let fiscal = self.fiscal_year.zip(parse_fiscal_year(text)).and_then(|(rule, year)| rule.period(year));
        fiscal.or_else(|| parse_period(text))
    }

    fn resolve(&self, text: &str, on: Option<Date>, area_tier: Option<&TierId>) -> LabelSense {
        let mut sense = LabelSense { mapped: self.mapped(text), ..LabelSense::default() };
        let plain = plain_label(text);
        if plain.is_empty() || is_generic(plain) {
            sense.is_generic = true;
            return sense;
        }
        if let [indicator] = self.names.indicators_written(plain).as_slice() {
            self.name_indicator(&mut sense, indicator.id.clone(), plain);
            return sense;
        }
        if let Some(period) = self.period(plain) {
            sense.named.period = Some(period);
            return sense;
        }
        let mut pieces = LabelPieces::of(plain);
        if pieces.core.is_empty() {
            pieces = LabelPieces {
                core: plain.trim_matches(|sign| "()（）[]【】".contains(sign)).to_owned(),
                additions: vec![],
            };
        }
        let mut core = pieces.core.as_str();
        if let Some((before, tail)) = pieces.parted_tail()
            && let Some(unit) = unit_in_brackets(&self.names, tail)
            && !matches!(unit, UnitText::Unknown(..))
        {
            core = before;
            self.take_unit(&mut sense, unit);
        }
        if let Some((years, rest)) = relative_year(core) {
            sense.relative_year = Some(years);
            core = rest;
        }
        if core.is_empty() || is_generic(core) {
            sense.is_generic = sense.relative_year.is_none();
        } else {
            self.name_core(&mut sense, core, on, area_tier);
            // 本年登记社会组织 are those of the year, and not all that there are.
            let is_in_part = sense.named.indicator.is_some() && self.names.indicators_named(core).is_empty();
            if sense.relative_year.is_some() && is_in_part {
                sense.unused.push(Unused::Narrower(core.to_owned()));
            }
        }
        for addition in &pieces.additions {
            self.add(&mut sense, addition);
        }
        sense
    }

    /// Takes the members of dimensions that a whole label names, and knows the name of a dimension over its members.
    fn take_members(&self, sense: &mut LabelSense, text: &str) {
        if !sense.mapped.breakdown.is_whole() {
            return;
        }
        let plain = plain_label(text);
        let mut members = self.names.members_named(plain);
        // A name of an indicator is one of a member too only where both are the same.
        if let Some(indicator) = &sense.named.indicator {
            let limit = self.lists.indicators.get(indicator).and_then(|found| found.is.as_ref());
            members.retain(|(dimension, member)| {
                limit.is_some_and(|limit| limit.dimension == *dimension && limit.member == *member)
            });
        }
        if !members.is_empty() {
            sense.members = members;
            // What the whole label is called is not narrowed by a piece of it.
            sense.unused.retain(|unused| !matches!(unused, Unused::Narrower(_)));
            sense.is_open = false;
        } else if sense.is_open && self.names.is_dimension(plain) {
            (sense.is_open, sense.is_generic) = (false, true);
        }
    }

    /// The member that a word beside a name is: 女 in 女会员.
    fn is_member(&self, sense: &mut LabelSense, word: &str) -> bool {
        let members = self.names.members_named(word);
        let is_one = !members.is_empty() && sense.members.is_empty();
        if is_one {
            sense.members = members;
        }
        is_one
    }

    /// The members that a label names, by the mapping or the lists; a member that is the total of the others limits nothing.
    pub(crate) fn parts_named(&self, sense: &LabelSense) -> Vec<OfDimension> {
        let lists = &self.lists.dimensions;
        let is_total = |(of, member): &OfDimension| {
            lists.get(of).and_then(|of| of.member(member)).is_some_and(|member| member.total)
        };
        let mapped = sense.mapped.breakdown.members().map(|(of, member)| (of.clone(), member.clone()));
        mapped.chain(sense.members.iter().cloned()).filter(|member| !is_total(member)).collect()
    }

    /// Whether an indicator counts persons, so that 人数 behind its name says no more.
    fn counts_persons(&self, id: &IndicatorId) -> bool {
        let unit = self.lists.indicators.get(id).and_then(|found| self.lists.units.get(&found.unit));
        unit.is_some_and(|unit| unit.name.zh == "人" || unit.aliases.iter().any(|alias| alias == "人"))
    }

    /// The indicator that a text names with 人数 behind it: 持证社会工作者人数, and not 基金会人数.
    fn number_of_persons(&self, text: &str) -> Option<IndicatorId> {
        let rest = ["总人数", "人员数", "人数"].iter().find_map(|word| text.strip_suffix(word))?;
        match self.names.indicators_named(rest).as_slice() {
            [only] if self.counts_persons(&only.id) => Some(only.id.clone()),
            _ => None,
        }
    }

    fn name_indicator(&self, sense: &mut LabelSense, id: IndicatorId, written: &str) {
        sense.named.indicator = Some(id);
        if let [tier] = self.names.tiers_named(written).as_slice() {
            sense.or_tier = Some(tier.id.clone());
        }
    }

    /// Names the core of a label: an indicator, a tier, a period, an area, a unit, or what its words mention.
    fn name_core(&self, sense: &mut LabelSense, core: &str, on: Option<Date>, area_tier: Option<&TierId>) {
        let hint = AreaHint { tier: area_tier.cloned(), within: None, on };
        sense.core = core.to_owned();
        let before = sense.named.clone();
        if let [indicator] = self.names.indicators_named(core).as_slice() {
            self.name_indicator(sense, indicator.id.clone(), core);
        } else if let [tier] = self.names.tiers_named(core).as_slice() {
            sense.named.tier = Some(tier.id.clone());
        } else if let Some(period) = self.period(core) {
            sense.named.period = Some(period);
        } else {
            match self.names.areas_named(core, &hint).as_slice() {
                [area] => {
                    sense.named.area = Some(area.code.clone());
                    sense.is_weak_area = self.names.is_everyday_name(core, area);
                }
                areas => sense.ambiguous = areas.iter().map(|area| area.code.clone()).collect(),
            }
        }
        if sense.named != before || !sense.ambiguous.is_empty() {
            return;
        }
        // 单位 alone names a column or a kind of members, and no unit.
        if !["单位", "unit", "units"].contains(&core.to_lowercase().as_str())
            && let Some(unit) = self.names.unit(core)
        {
            self.take_unit(sense, UnitText::Unit(unit.0, unit.1));
            return;
        }
        if let Some(factor) = self.names.factor(core) {
            self.take_unit(sense, UnitText::Factor(factor));
            return;
        }
        if let Some(id) = self.number_of_persons(core) {
            self.name_indicator(sense, id, core);
            return;
        }
        if self.name_member_of(sense, core) {
            return;
        }
        // A comparison names a period and an indicator and is neither: it must be named as a whole.
        if !is_comparison(core) && measure_words(core).is_empty() {
            let mut mentioned = Statement::mentioned(self.names.mentions(core));
            (mentioned.unit, mentioned.factor) = (None, None);
            let left = self.left_of_mentions(core);
            // 女会员 is a part of 会员 by a word that every project knows; what 单位会员 are, only the project can say.
            let is_known_part = mentioned.indicator.is_none() || is_part(&left);
            if mentioned.indicator.is_some() && self.is_member(sense, &left) {
                // The name with the word before it is a part of what is named.
            } else if !mentioned.is_empty() && !left.is_empty() && is_known_part {
                sense.unused.push(Unused::Narrower(left));
            } else if !left.is_empty() {
                mentioned = Statement::default();
            }
            sense.named.fill(&mentioned);
        }
        if sense.named == before {
            sense.part_of_year = parse_period_in_year(core, 2000).map(|_| core.to_owned());
            // 本年 says the year, and leaves 新增 in 本年新增 to be understood.
            let is_year_alone =
                sense.relative_year.is_some() && left_over(core).is_empty() && measure_words(core).is_empty();
            sense.is_open = sense.part_of_year.is_none() && !is_year_alone;
        }
    }

    /// Names a member and the indicator behind it, where the two make a label up: 女性会员, female members.
    fn name_member_of(&self, sense: &mut LabelSense, core: &str) -> bool {
        const LONGEST: usize = 24;
        let splits = core.char_indices().skip(1).take(LONGEST).map(|(at, _)| core.split_at(at));
        for (before, behind) in splits {
            let (before, behind) = (before.trim(), behind.trim());
            let members = self.names.members_named(before);
            if members.is_empty() || !self.names.indicators_named(before).is_empty() {
                continue;
            }
            if let [indicator] = self.names.indicators_named(behind).as_slice() {
                self.name_indicator(sense, indicator.id.clone(), behind);
                sense.members = members;
                return true;
            }
        }
        false
    }

    /// The same of a title, without the members and dimensions by which it says how its table is parted.
    fn left_of_title(&self, text: &str) -> String {
        let left = self.left_of_mentions(text);
        let is_read = |word: &&str| {
            let parted =
                word.trim_start_matches(['按', '分', '各']).trim_end_matches(['分', '别', '组', '类']);
            [*word, parted].iter().any(|word| {
                word.is_empty() || self.names.is_dimension(word) || !self.names.members_named(word).is_empty()
            })
        };
        left.split(' ').filter(|word| !is_read(word)).collect::<Vec<_>>().join(" ")
    }

    /// What of a text is left beside the names and periods that it mentions.
    fn left_of_mentions(&self, text: &str) -> String {
        let (mut characters, _) = spaced_with_places(text);
        let names = self.names.found_in(&characters).into_iter().map(|name| (name.start, name.end));
        let periods = periods_in(&characters).into_iter().map(|period| (period.start, period.end));
        for (start, end) in names.chain(periods).collect::<Vec<_>>() {
            characters.iter_mut().take(end).skip(start).for_each(|sign| *sign = ' ');
        }
        left_over(&characters.into_iter().collect::<String>())
    }

    fn take_unit(&self, sense: &mut LabelSense, unit: UnitText) {
        match unit {
            UnitText::Unit(unit, factor) if sense.named.unit.is_none() && sense.named.factor.is_none() => {
                (sense.named.unit, sense.named.factor) = (Some(unit), Some(factor));
            }
            UnitText::Factor(factor) if sense.named.factor.is_none() => sense.named.factor = Some(factor),
            UnitText::Unit(unit, factor) => {
                if (sense.named.unit.as_ref(), sense.named.factor) != (Some(&unit), Some(factor)) {
                    sense.unused.push(Unused::Unit(unit.0));
                }
            }
            UnitText::Factor(factor) => {
                if sense.named.factor != Some(factor) {
                    sense.unused.push(Unused::Unit(factor.to_string()));
                }
            }
            UnitText::Unknown(text, factor) => {
                // How much a number counts is said, though not what.
                if sense.named.unit.is_none() && factor > 1.0 {
                    sense.named.factor.get_or_insert(factor);
                }
                sense.unused.push(Unused::Unit(text));
            }
        }
    }

    /// Takes what a bracket of a label says: a unit, a period, a tier, an area; what else stands there may narrow the label.
    fn add(&self, sense: &mut LabelSense, addition: &str) {
        if is_note_mark(addition) || is_status_word(addition) || is_definition(addition) {
            return;
        }
        if let Some(unit) = unit_in_brackets(&self.names, addition) {
            self.take_unit(sense, unit);
            return;
        }
        if names_base(addition) {
            sense.unused.push(Unused::Measure(MeasureWord::Index, addition.to_owned()));
            return;
        }
        if let Some(period) = self.period(addition) {
            sense.named.period.get_or_insert(period);
            return;
        }
        if let Some(measure) = measure_words(addition).first() {
            sense.unused.push(Unused::Measure(*measure, addition.to_owned()));
            return;
        }
        if let [tier] = self.names.tiers_named(addition).as_slice() {
            sense.named.tier.get_or_insert(tier.id.clone());
            return;
        }
        match self.names.areas_named(addition, &AreaHint::default()).as_slice() {
            [area] if sense.named.area.as_ref() == Some(&area.code) => return,
            [area] if sense.named.area.is_none() => {
                sense.named.area = Some(area.code.clone());
                return;
            }
            _ => {}
        }
        let same = |id: &IndicatorId| sense.named.indicator.as_ref() == Some(id);
        if matches!(self.names.indicators_named(addition).as_slice(), [found] if same(&found.id)) {
            return;
        }
        if sense.indicator().is_some() && self.is_member(sense, addition) {
            return;
        }
        let left = left_over(&crate::text::characters::folded(addition).into_iter().collect::<String>());
        // What is not known at all is said of the label itself.
        if !left.is_empty() && sense.is_understood() {
            sense.unused.push(Unused::Narrower(addition.to_owned()));
        }
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

/// The year by its distance from that of the table, and what is left of the text.
fn relative_year(text: &str) -> Option<(i16, &str)> {
    const WORDS: [(&str, i16); 22] = [
        ("上年同期", -1),
        ("去年同期", -1),
        ("上年", -1),
        ("去年", -1),
        ("上一年", -1),
        ("前年", -2),
        ("本年度", 0),
        ("本年", 0),
        ("今年", 0),
        ("当年", 0),
        ("本期", 0),
        ("上期", -1),
        ("this year", 0),
        ("current year", 0),
        ("reporting year", 0),
        ("last year", -1),
        ("previous year", -1),
        ("prior year", -1),
        ("year before", -1),
        ("同期", -1),
        ("本报告期", 0),
        ("报告期", 0),
    ];
    let trimmed = text.trim();
    WORDS.iter().find_map(|(word, years)| {
        let head = trimmed.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
        let rest = trimmed[head.len()..]
            .trim_start_matches(['度', '的', '数', '末', '底', ' ', ',', '，', '：', ':'])
            .trim();
        Some((*years, rest))
    })
}

fn is_note_mark(text: &str) -> bool {
    let bare = text.trim_start_matches(['注', '*']).trim();
    bare.chars().count() <= 2 && bare.chars().all(|sign| sign.is_ascii_alphanumeric())
        || text.trim().chars().all(|sign| "①②③④⑤⑥⑦⑧⑨*†‡".contains(sign))
}

fn is_status_word(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    [
        "预计",
        "预计数",
        "初步",
        "初步数",
        "快报",
        "快报数",
        "估计",
        "估计数",
        "修订",
        "修订数",
        "终值",
        "provisional",
        "estimate",
        "estimated",
        "est.",
        "est",
        "revised",
        "final",
        "preliminary",
        "forecast",
    ]
    .contains(&text.as_str())
}

/// Whether a bracket names the definition or the geography that was used, and no period: 2020年口径, 2011 boundaries.
fn is_definition(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    [
        "口径",
        "标准",
        "分类",
        "行政区划",
        "区划",
        "boundaries",
        "boundary",
        "classification",
        "definition",
        "definitions",
        "geography",
    ]
    .iter()
    .any(|word| text.ends_with(word))
}

/// A label without what stands before and after its name: 其中：, #, of which, note marks.
pub(crate) fn plain_label(text: &str) -> &str {
    let mut plain = text.trim();
    for start in ["其中：", "其中:", "其中", "of which:", "of which", "Of which:", "Of which", "#", "＃"]
    {
        if let Some(rest) = plain.strip_prefix(start) {
            plain = rest.trim_start();
        }
    }
    plain.trim_end_matches(|mark: char| mark == '*' || "①②③④⑤⑥⑦⑧⑨".contains(mark)).trim_end()
}

/// Labels that say only that a number stands there.
fn is_generic(text: &str) -> bool {
    let text = text.to_lowercase();
    ["数量", "数值", "值", "数目", "个数", "数", "number", "value", "count", "figure", "no."]
        .contains(&text.as_str())
}

fn is_comparison(text: &str) -> bool {
    let text = text.to_lowercase();
    [
        "增长",
        "增加",
        "减少",
        "同比",
        "环比",
        "比上年",
        "增幅",
        "增速",
        "占比",
        "比重",
        "change",
        "growth",
        "increase",
        "decrease",
        "per cent of",
        "share of",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The form in which labels are compared: without white space, in lower case.
fn key(text: &str) -> String {
    label_key(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_name_is_no_part_of_it() {
        assert_eq!(plain_label("其中：省级"), "省级");
        assert_eq!(plain_label("# 市辖区①"), "市辖区");
        assert_eq!(plain_label("of which: district"), "district");
    }

    #[test]
    fn years_by_their_distance() {
        assert_eq!(relative_year("上年"), Some((-1, "")));
        assert_eq!(relative_year("本年会员数"), Some((0, "会员数")));
        assert_eq!(relative_year("Last year"), Some((-1, "")));
        assert_eq!(relative_year("会员数"), None);
    }
}
