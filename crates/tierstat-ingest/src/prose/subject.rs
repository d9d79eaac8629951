//! What each number of a sentence counts: indicator, tier, area and period, from the words around it.

use super::areas::AreasSoFar;
use super::clause::Sentence;
use super::counted::{Counted, Tail};
use super::level::{Around, NotLevel};
use super::number::NumberInSentence;
use super::window::Window;
use crate::figure::resolver::Resolver;
use crate::figure::statement::Statement;
use crate::names::{FoundName, Named};
use crate::text::period::{PeriodInText, periods_in};
use jiff::civil::Date;
use tierstat_model::{CodeLists, IndicatorId, Part, Period, TierId};

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
    /// The word that names the tier.
    pub(super) tier_word: Option<String>,
    /// Why the number is no level, and the word that says so.
    pub(super) not_level: Option<(NotLevel, &'static str)>,
    /// The indicator of the change or plan itself, where the project has one.
    pub(super) own_name: Option<IndicatorId>,
    /// What makes the reading doubtful.
    pub(super) doubts: Vec<SentenceDoubt>,
}

/// What makes the reading of a number in a sentence doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SentenceDoubt {
    /// A part may as well be something else that the text says.
    Rival(Part, String),
    /// Words between the number and the name may narrow what is counted.
    Narrower(String),
    /// The word of a change or plan before may reach to this number.
    Carried(&'static str),
    /// Something is done to those counted, who need not be all.
    ActedOn(&'static str),
    /// One word names several tiers.
    Tiers(String, Vec<TierId>),
    /// By a year that may lie ahead.
    MaybePlan,
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
/// What is known of a text besides the sentence: its areas so far, the period last stated, the day of publication.
#[derive(Debug, Default)]
pub(super) struct SoFar {
    pub(super) areas: AreasSoFar,
    pub(super) period: Option<Period>,
    pub(super) published_on: Option<Date>,
}

/// What the sentence says of each of its numbers.
pub(super) fn subjects(
    resolver: &Resolver<'_>,
    lists: &CodeLists,
    sentence: &Sentence,
    numbers: &[NumberInSentence],
    so_far: &mut SoFar,
) -> Vec<Said> {
    let names = resolver.names.found_in(&sentence.characters);
    let periods = periods_in(&sentence.characters);
    let day = periods.iter().rev().find(|found| found.is_of_figure).map(|found| found.period.last_day());
    let areas = so_far.areas.in_sentence(lists, sentence, &names, day);
    let whole: String = sentence.characters.iter().collect();
    let is_current = NOW.iter().any(|word| whole.contains(word));
    let mut found: Vec<Said> = Vec::new();
    for (index, number) in numbers.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|last| numbers.get(last)).map_or(0, |last| last.end);
        let next = numbers.get(index + 1).map_or(sentence.characters.len(), |next| next.start);
        let end = list_end(sentence, number.end, sentence.clause_end(number.end).min(next));
        let tail = Tail { resolver, sentence, number, before, end, names: &names };
        let counted = match tail.counted() {
            Counted { indicator: None, tier: None, .. } if tail.is_bare() => tail.counted_before(),
            counted => counted,
        };
        let window = Window { sentence, number: (number.start, number.end), before, next };
        let area = window.choose(&areas, |area| (area.start, area.end));
        let stated = period_of(&window, &periods);
        let period = stated.period;
        let meaning = Statement {
            indicator: counted.indicator.clone(),
            tier: counted.tier.clone(),
            area: area.chosen.and_then(|area| area.code.clone()),
            period: period.or(if is_current { None } else { so_far.period }),
            ..Statement::default()
        };
        let mut said = Said {
            meaning,
            stated_period: period,
            is_current: is_current && period.is_none(),
            is_adjacent: names.iter().any(|name| name.start == number.end),
            doubts: Vec::new(),
            ..Said::default()
        };
        let several = area.rivals.iter().filter_map(|area| area.code.as_ref());
        let others = area.chosen.map(|area| area.rivals.as_slice()).unwrap_or_default();
        for rival in several.chain(others) {
            let own = said.meaning.area.as_ref();
            let is_nested =
                own.is_some_and(|own| own == rival || (lists.areas.lies_in(own, rival) && others.is_empty()));
            if !is_nested {
                said.doubts.push(SentenceDoubt::Rival(Part::Area, rival.0.clone()));
            }
        }
        said.doubts
            .extend(stated.rivals.iter().map(|rival| SentenceDoubt::Rival(Part::Period, rival.clone())));
        if let Some(name) = counted.tier_name.and_then(|name| names.get(name)) {
            let written = sentence.characters.get(name.start..name.end).unwrap_or_default();
            said.tier_word = Some(written.iter().collect());
            if let Some((word, tiers)) = resolver.tiers_in_word(&sentence.characters, &names, name) {
                said.doubts.push(SentenceDoubt::Tiers(word, tiers));
            }
        }
        measure(resolver, &window, (&names, &counted), so_far.published_on, found.last(), &mut said);
        found.push(said);
    }
    share_subject(sentence, numbers, &mut found);
    let stated =
        found.iter().rev().filter(|said| said.not_level.is_none()).find_map(|said| said.stated_period);
    so_far.period = stated.or(so_far.period);
    found
}

/// Where the words behind a number end at the latest: a joint goes on to what the next number counts, 协会12家、会员80名.
fn list_end(sentence: &Sentence, start: usize, end: usize) -> usize {
    let rest = sentence.characters.get(start..end).unwrap_or_default();
    let is_joint = rest.first().is_some_and(|sign| "和及与".contains(*sign))
        || rest.starts_with(&[' ', 'a', 'n', 'd', ' ']);
    if is_joint {
        return start;
    }
    rest.iter().position(|sign| *sign == '、').map_or(end, |at| start + at)
}

/// Whether the number is the level of what it counts, and what makes that doubtful.
fn measure(
    resolver: &Resolver<'_>,
    window: &Window<'_>,
    (names, counted): (&[FoundName], &Counted),
    published_on: Option<Date>,
    last: Option<&Said>,
    said: &mut Said,
) {
    let sentence = window.sentence;
    // What a name says itself is no word of the sentence: 新增社会工作岗位 may be what the project counts.
    let mut blanked = sentence.characters.clone();
    for name in names.iter().filter(|name| matches!(name.named, Named::Indicator { .. })) {
        for place in name.start..name.end {
            if let Some(sign) = blanked.get_mut(place) {
                *sign = '\u{1}';
            }
        }
    }
    let around = Around::new(sentence, &blanked, window.number, (window.before, window.next));
    said.not_level = around.not_level(counted.counts_units);
    let is_future =
        published_on.zip(said.meaning.period).is_some_and(|(day, period)| period.first_day() > day);
    if said.not_level.is_none() && is_future {
        said.not_level = Some((NotLevel::Plan, ""));
    }
    let goes_on = last.and_then(|last| last.not_level).filter(|_| !around.says_anew());
    if let (None, Some((kind, word))) = (said.not_level, goes_on) {
        if around.goes_on() {
            said.not_level = Some((kind, word));
        } else if kind != NotLevel::Quotient {
            said.doubts.push(SentenceDoubt::Carried(word));
        }
    }
    if let Some((_, word)) = said.not_level.filter(|(_, word)| !word.is_empty()) {
        said.own_name = counted.name.and_then(|(start, end)| {
            let name: String = sentence.characters.get(start..end)?.iter().collect();
            own_name(resolver, word, &name)
        });
    }
    if let Some(word) = around.acted_on() {
        said.doubts.push(SentenceDoubt::ActedOn(word));
    }
    if let Some(words) = counted.narrower.clone() {
        said.doubts.push(SentenceDoubt::Narrower(words));
    }
    if published_on.is_none() && is_by_year(window, said.stated_period) {
        said.doubts.push(SentenceDoubt::MaybePlan);
    }
}

/// The indicator of a change or a plan that the project has under the name of its own: 新增 and 岗位 are 新增岗位.
fn own_name(resolver: &Resolver<'_>, word: &str, name: &str) -> Option<IndicatorId> {
    let composed = [
        format!("{word}{name}"),
        format!("{name}{word}"),
        format!("{word}{name}数"),
        format!("{name}{word}数"),
        format!("{word} {name}"),
        format!("{name} {word}"),
    ];
    composed.iter().find_map(|text| {
        let characters: Vec<char> = text.chars().collect();
        let found = resolver.names.found_in(&characters);
        found.into_iter().find_map(|name| match name.named {
            Named::Indicator { id, .. } if name.start == 0 && name.end == characters.len() => Some(id),
            Named::Indicator { .. } | Named::Tier(_) | Named::Area(_) => None,
        })
    })
}

/// Whether the period is one by which something may only be hoped for: 到2030年, by 2030.
fn is_by_year(window: &Window<'_>, period: Option<Period>) -> bool {
    let before: String = window.sentence.characters.iter().take(window.number.0).collect();
    if period.is_none() || ["已", "现", "共有", "was", "were", "had"].iter().any(|word| before.contains(word))
    {
        return false;
    }
    periods_in(&window.sentence.characters).iter().filter(|found| Some(found.period) == period).any(|found| {
        let lead: String = window.sentence.characters.iter().take(found.start).collect();
        lead.ends_with('到') && !lead.ends_with("截至到")
            || [" by ", " by the end of "].iter().any(|by| format!(" {lead}").ends_with(by))
    })
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

/// The period that the sentence states of a number, and what else it may be of.
struct Stated {
    period: Option<Period>,
    rivals: Vec<String>,
}

/// The period of a number.
///
/// One that tells when something was founded is none: 成立于2010年的. Nor is that with which a number is compared.
fn period_of(window: &Window<'_>, periods: &[PeriodInText]) -> Stated {
    let text = &window.sentence.characters;
    let lead = |found: &PeriodInText| -> String {
        text.iter().take(found.start).skip(found.start.saturating_sub(16)).collect()
    };
    // 较2018年的会员数（120）: a number in brackets is that of the words before it, the compared year among them.
    let before_number = window.number.0.checked_sub(1).and_then(|place| text.get(place));
    let is_gloss = before_number.is_some_and(|sign| matches!(sign, '(' | '（' | '['));
    let tells_a_past = |found: &PeriodInText| {
        let before = lead(found);
        text.get(found.end) == Some(&'的')
            || before.ends_with('于')
            || before.ends_with('自')
            || before.ends_with("since ")
            || !is_gloss
                && [
                    "比",
                    "较",
                    "与",
                    "than ",
                    "than in ",
                    "compared with ",
                    "compared to ",
                    "over ",
                    "up from ",
                ]
                .iter()
                .any(|word| before.ends_with(word))
    };
    // 2014 and 123: the second is a number, and no year.
    let spans_years = |found: &PeriodInText| {
        const NEAR: usize = 6;
        let is_number = [window.number.0, window.next.min(text.len().saturating_sub(1))]
            .iter()
            .any(|start| *start > found.end && *start <= found.end + NEAR);
        found.spans_years && !is_number
    };
    let (aside, own): (Vec<&PeriodInText>, Vec<&PeriodInText>) = periods
        .iter()
        .filter(|found| found.is_of_figure)
        .partition(|found| tells_a_past(found) || spans_years(found));
    let choice = window.choose(&own, |found| (found.start, found.end));
    let period = choice.chosen.map(|found| found.period);
    let mut rivals: Vec<String> = choice
        .rivals
        .iter()
        .filter(|other| Some(other.period) != period)
        .map(|other| other.period.to_string())
        .collect();
    // A year set aside that stands in the words of the number itself may be its own.
    let clause = window.sentence.clause_start(window.number.0).max(window.before);
    let is_own = |found: &&&PeriodInText| (clause..window.number.0).contains(&found.start);
    rivals.extend(aside.iter().filter(is_own).map(|found| found.period.to_string()));
    Stated { period, rivals }
}
