//! Labels and titles resolved by the mapping and the code lists.

use crate::figure::label_sense::{LabelSense, Unused};
use crate::figure::label_words::{
    is_comparison, is_definition, is_generic, is_note_mark, is_status_word, names_topic, plain_label,
    relative_year,
};
use crate::figure::statement::Statement;
use crate::figure::tier_in_area::TierInArea;
use crate::names::unit_text::{UnitText, unit_in_brackets};
use crate::names::{OfDimension, spaced_with_places};
use crate::project::label_key::label_key;
use crate::project::mapping::{Mapping, Meaning as MappedMeaning};
use crate::text::excerpt::is_no_name;
use crate::text::label_pieces::LabelPieces;
use crate::text::measure_words::{MeasureWord, is_part, left_over, measure_words, names_base};
use crate::text::period::{
    FiscalYearRule, impossible_period, parse_fiscal_year, parse_period, parse_period_in_year, periods_in,
};
use crate::{AreaHint, FileContext, Names};
use jiff::civil::Date;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Period, TierId};

/// Resolves labels, remembering each text it has met.
pub(crate) struct Resolver<'a> {
    pub(crate) names: Cow<'a, Names<'a>>,
    pub(crate) lists: &'a CodeLists,
    mapped: BTreeMap<String, &'a MappedMeaning>,
    /// The lines of the mapping that some label has met.
    met: RefCell<BTreeSet<String>>,
    pub(crate) fiscal_year: Option<FiscalYearRule>,
    known: BTreeMap<(String, Option<Date>, Option<TierId>), LabelSense>,
    /// The tiers that areas and tiers were asked for.
    pub(super) own_tiers: RefCell<BTreeMap<(AreaCode, TierId), Option<TierInArea>>>,
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
        Self {
            names,
            lists,
            mapped,
            met: RefCell::default(),
            fiscal_year,
            known: BTreeMap::new(),
            own_tiers: RefCell::default(),
        }
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
    pub(super) fn counts_persons(&self, id: &IndicatorId) -> bool {
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
        // 人数, 家数: how many of them, of whatever the table is about.
        if let Some((unit, factor)) = core.strip_suffix('数').and_then(|unit| self.names.unit(unit)) {
            self.take_unit(sense, UnitText::Unit(unit, factor));
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
        if let Some(tiers) = self.tiers_written(core).filter(|tiers| tiers.len() > 1) {
            sense.named.tier = tiers.last().cloned();
            sense.unused.push(Unused::Tiers(tiers));
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
            sense.is_topic = mentioned.indicator.is_some() && names_topic(core);
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

    /// What of a text is left beside the names and periods that it mentions.
    pub(super) fn left_of_mentions(&self, text: &str) -> String {
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

/// The form in which labels are compared: without white space, in lower case.
fn key(text: &str) -> String {
    label_key(text)
}
