//! What each number of a sentence counts: indicator, tier, area and period, from the words around it.

use super::clause::Sentence;
use super::number::NumberInSentence;
use crate::figure::resolver::Resolver;
use crate::figure::statement::Statement;
use crate::names::{FoundName, Named};
use crate::text::period::{PeriodInText, periods_in};
use tierstat_model::{AreaCode, CodeLists, IndicatorId, Period, TierId};

/// What a sentence says of one of its numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) meaning: Statement,
    /// The period that the sentence states.
    pub(super) stated_period: Option<Period>,
    /// Whether the sentence speaks of the day on which it was written.
    pub(super) is_current: bool,
    /// Whether what is counted stands right behind the number.
    pub(super) is_adjacent: bool,
}

/// Words by which a writer speaks of the present.
const NOW: [&str; 14] = [
    "目前",
    "现有",
    "现已",
    "已有",
    "已经",
    "如今",
    "迄今",
    "截至发稿",
    "currently",
    "at present",
    "now ",
    "today",
    "so far",
    "to date",
];
/// Words between a unit that is covered and what it has: 14个地级市成立了社会工作行业组织.
const HAVING: [&str; 16] = [
    "成立",
    "建立",
    "设立",
    "组建",
    "建成",
    "拥有",
    "已有",
    "有",
    "have",
    "has",
    "had",
    "set up",
    "founded",
    "established",
    "开展",
    "覆盖",
];
/// Words by which all units are meant, or a plan: 推动全部21个地级市都建立.
const ALL_OR_PLANNED: [&str; 16] = [
    "全部", "所有", "辖", "下辖", "推动", "计划", "力争", "争取", "拟", "将在", "all ", "all of", "plans to",
    "aims to", "来自", "目标",
];
/// Words that make an area's name part of the name of an organisation: 北京社会工作者协会.
const ORGANISATIONS: [&str; 10] =
    ["协会", "联合会", "学会", "大学", "学院", "公司", "基金会", "研究院", "中心", "报社"];

/// What the sentence says of each of its numbers; `earlier` is the period of the sentences before.
pub(super) fn subjects(
    resolver: &Resolver<'_>,
    lists: &CodeLists,
    sentence: &Sentence,
    numbers: &[NumberInSentence],
    earlier: Option<Period>,
) -> Vec<Said> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let names = resolver.names.found_in(&sentence.characters);
    let whole: String = sentence.characters.iter().collect();
    let is_current = NOW.iter().any(|word| whole.contains(word));
    let mut found: Vec<Said> = numbers
        .iter()
        .enumerate()
        .map(|(index, number)| {
            let tail_end = sentence
                .clause_end(number.end)
                .min(numbers.get(index + 1).map_or(usize::MAX, |next| next.start));
            let tail = Tail { sentence, number, end: tail_end, names: &names };
            let (indicator, tier) = match tail.counted() {
                (None, None) if tail.is_bare() => tail.counted_before(),
                counted => counted,
            };
            let period = period_of(sentence, number);
            Said {
                meaning: Statement {
                    indicator,
                    tier,
                    area: area_of(lists, sentence, number, &names, period),
                    period: period.or(if is_current { None } else { earlier }),
                    ..Statement::default()
                },
                stated_period: period,
                is_current: is_current && period.is_none(),
                is_adjacent: names.iter().any(|name| name.start == number.end),
            }
        })
        .collect();
    share_subject(sentence, numbers, &mut found);
    found
}

/// 24个省级、97个地市级和168个县级组织: what the last of a list counts, all of it count.
fn share_subject(sentence: &Sentence, numbers: &[NumberInSentence], said: &mut [Said]) {
    for index in (0..numbers.len().saturating_sub(1)).rev() {
        let (Some(number), Some(next)) = (numbers.get(index), numbers.get(index + 1)) else { continue };
        let between = sentence.characters.get(number.end..next.start).unwrap_or_default();
        let joined = between.last().is_some_and(|last| matches!(last, '、' | '和' | '及' | '与' | ','))
            || between.ends_with(&['a', 'n', 'd', ' ']);
        let is_open = said.get(index).is_some_and(|said| said.meaning.indicator.is_none());
        if joined && is_open {
            let indicator = said.get(index + 1).and_then(|next| next.meaning.indicator.clone());
            if let Some(said) = said.get_mut(index) {
                said.meaning.indicator = indicator;
            }
        }
    }
}

/// The words behind a number, to the next number or the end of its clause.
struct Tail<'a> {
    sentence: &'a Sentence,
    number: &'a NumberInSentence,
    end: usize,
    names: &'a [FoundName],
}

impl Tail<'_> {
    /// The indicator and the tier that the words behind the number name.
    fn counted(&self) -> (Option<IndicatorId>, Option<TierId>) {
        let inside =
            || self.names.iter().filter(|name| self.number.end <= name.start && name.end <= self.end);
        let mut tier = inside().find_map(|name| match &name.named {
            Named::Tier(tier) => Some(tier.clone()),
            Named::Indicator { .. } | Named::Area(_) => None,
        });
        let mut indicators = inside().filter_map(|name| match &name.named {
            Named::Indicator { id, or_tier, is_whole } => Some((name, id, or_tier, *is_whole)),
            Named::Tier(_) | Named::Area(_) => None,
        });
        let Some((name, first, or_tier, is_whole)) = indicators.next() else { return (None, tier) };
        if let Some(unit_tier) = or_tier {
            let having = self.text(name.end, self.end);
            let has_something = HAVING.iter().any(|word| having.contains(word)) && !self.is_all_or_planned();
            if let (true, Some((_, what, None, _))) = (has_something, indicators.next()) {
                return (Some(what.clone()), Some(unit_tier.clone()));
            }
            return (Some(first.clone()), Some(unit_tier.clone()));
        }
        // A name that goes on names something else: 28名社工师理事.
        let indicator = is_whole.then(|| first.clone());
        if indicator.is_none() {
            tier = None;
        }
        (indicator, tier)
    }

    /// Whether nothing stands behind the number but the end of its clause: 行业协会有近20家。
    fn is_bare(&self) -> bool {
        self.text(self.number.end, self.end).chars().all(|rest| rest == ' ' || rest == '左' || rest == '右')
    }

    /// The indicator and tier named last before the number in its sentence, where no other number stands between.
    fn counted_before(&self) -> (Option<IndicatorId>, Option<TierId>) {
        let start = self.sentence.clause_start(self.number.start);
        let before = || self.names.iter().rev().filter(|name| name.end <= self.number.start);
        let indicator = before().find_map(|name| match &name.named {
            Named::Indicator { id, .. } => Some((name, id.clone())),
            Named::Tier(_) | Named::Area(_) => None,
        });
        let Some((name, id)) = indicator else { return (None, None) };
        let has_number_between =
            self.text(name.end, self.number.start).chars().any(|sign| sign.is_ascii_digit());
        if has_number_between {
            return (None, None);
        }
        let tier = before().filter(|name| name.start >= start).find_map(|name| match &name.named {
            Named::Tier(tier) => Some(tier.clone()),
            Named::Indicator { .. } | Named::Area(_) => None,
        });
        (Some(id), tier)
    }

    fn is_all_or_planned(&self) -> bool {
        let before = self.text(self.sentence.clause_start(self.number.start), self.number.start);
        ALL_OR_PLANNED.iter().any(|word| before.contains(word))
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.sentence.characters.get(start..end).unwrap_or_default().iter().collect()
    }
}

/// The area nearest before the number that stands for itself; in English also one behind it.
fn area_of(
    lists: &CodeLists,
    sentence: &Sentence,
    number: &NumberInSentence,
    names: &[FoundName],
    period: Option<Period>,
) -> Option<AreaCode> {
    let is_of_organisation = |end: usize| {
        // A name runs on without a number, a verb or a sign; a word that the project counts is no organisation's name.
        let stops = |sign: char| sign.is_ascii_digit() || ",，。、;；的有已共达为在".contains(sign);
        let counted =
            names.iter().find(|name| name.start >= end && matches!(name.named, Named::Indicator { .. }));
        let most = counted.map_or(14, |name| name.start - end).min(14);
        let behind: String =
            sentence.characters.iter().skip(end).take(most).take_while(|sign| !stops(**sign)).collect();
        ORGANISATIONS.iter().any(|word| behind.contains(word))
    };
    let existed = |code: &AreaCode| {
        let day = period.map(Period::last_day);
        lists
            .areas
            .get(code)
            .filter(|area| day.is_none_or(|day| area.existed_on(day)))
            .map(|area| area.code.clone())
    };
    let area = |name: &FoundName| match &name.named {
        Named::Area(codes) if !is_of_organisation(name.end) => {
            let mut codes = codes.iter().filter_map(existed);
            codes.next().filter(|_| codes.next().is_none())
        }
        Named::Area(_) | Named::Tier(_) | Named::Indicator { .. } => None,
    };
    let before = names.iter().rev().filter(|name| name.end <= number.start).find_map(area);
    before.or_else(|| {
        let end = sentence.clause_end(number.end);
        names.iter().filter(|name| name.start >= number.end && name.end <= end).find_map(area)
    })
}

/// The period nearest before the number, else the first behind it in the sentence.
///
/// One that tells when something was founded is none: 成立于2010年的.
fn period_of(sentence: &Sentence, number: &NumberInSentence) -> Option<Period> {
    let text = &sentence.characters;
    let tells_a_past = |found: &PeriodInText| {
        let before: String = text.iter().take(found.start).skip(found.start.saturating_sub(6)).collect();
        text.get(found.end) == Some(&'的')
            || before.ends_with('于')
            || before.ends_with('自')
            || before.ends_with("since ")
    };
    let mut periods = periods_in(text);
    periods.retain(|found| !tells_a_past(found) && !found.spans_years);
    let before = periods.iter().rev().find(|found| found.end <= number.start);
    before.or_else(|| periods.iter().find(|found| found.start >= number.end)).map(|found| found.period)
}
