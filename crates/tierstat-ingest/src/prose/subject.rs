//! What each number of a sentence counts: indicator, tier, area and period, from the words around it.

use super::areas::AreasSoFar;
use super::clause::Sentence;
use super::level::{Around, NotLevel};
use super::number::NumberInSentence;
use super::window::Window;
use crate::figure::resolver::Resolver;
use crate::figure::statement::Statement;
use crate::names::{FoundName, Named};
use crate::text::measure_words::{ends_in_part, is_part, left_over};
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

/// Words between a name and its number that leave what is counted as it is: 行业协会已发展到20家.
const LINKS: [&str; 50] = [
    "发展到",
    "增加到",
    "增长到",
    "上升到",
    "下降到",
    "减少到",
    "增加至",
    "增长至",
    "上升至",
    "下降至",
    "减少至",
    "扩大到",
    "达到",
    "突破",
    "超过",
    "接近",
    "增至",
    "升至",
    "减至",
    "降至",
    "拥有",
    "已经",
    "目前",
    "仅有",
    "只有",
    "总共",
    "共计",
    "大约",
    "截至",
    "截止",
    "分别",
    "全省",
    "全市",
    "全县",
    "全区",
    "我省",
    "我市",
    "我县",
    "我区",
    "本省",
    "本市",
    "当地",
    "正式",
    "依法",
    "已",
    "约",
    "是",
    "仅",
    "现",
    "底",
];
const ENGLISH_LINKS: [&str; 38] = [
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "had",
    "been",
    "there",
    "reached",
    "stood",
    "stands",
    "at",
    "rose",
    "grew",
    "fell",
    "risen",
    "grown",
    "fallen",
    "to",
    "now",
    "currently",
    "about",
    "around",
    "some",
    "only",
    "just",
    "already",
    "active",
    "totalled",
    "numbered",
    "came",
    "increased",
    "declined",
    "province",
    "city",
    "county",
    "district",
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
        let tail = Tail { sentence, number, before, end, names: &names };
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

/// What a number counts, by the words around it.
#[derive(Debug, Clone, Default)]
struct Counted {
    indicator: Option<IndicatorId>,
    tier: Option<TierId>,
    /// Where the name of the indicator stands.
    name: Option<(usize, usize)>,
    /// Words that may make it only a part of what the name says.
    narrower: Option<String>,
    /// Whether units are counted that have something: 14个地级市成立了协会.
    counts_units: bool,
}

/// The words behind a number, to the next number or the end of its clause.
struct Tail<'a> {
    sentence: &'a Sentence,
    number: &'a NumberInSentence,
    /// Behind the number before.
    before: usize,
    end: usize,
    names: &'a [FoundName],
}

impl Tail<'_> {
    /// The indicator and the tier that the words behind the number name.
    fn counted(&self) -> Counted {
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
        let Some((name, first, or_tier, is_whole)) = indicators.next() else {
            return Counted { tier, ..Counted::default() };
        };
        let place = Some((name.start, name.end));
        let narrower = self.narrower(self.number.end, name.start).or_else(|| self.part_around(name));
        if let Some(unit_tier) = or_tier {
            let having = self.text(name.end, self.end);
            let has_something = HAVING.iter().any(|word| having.contains(word)) && !self.is_all_or_planned();
            let tier = Some(unit_tier.clone());
            if let (true, Some((_, what, None, _))) = (has_something, indicators.next()) {
                let indicator = Some(what.clone());
                return Counted { indicator, tier, name: place, narrower, counts_units: true };
            }
            return Counted {
                indicator: Some(first.clone()),
                tier,
                name: place,
                narrower,
                counts_units: true,
            };
        }
        // A name that goes on names something else: 28名社工师理事.
        let indicator = is_whole.then(|| first.clone());
        if indicator.is_none() {
            tier = None;
        }
        Counted { indicator, tier, name: place, narrower, counts_units: false }
    }

    /// Whether nothing stands behind the number but the end of its clause, or where and when: 行业协会有近20家。
    fn is_bare(&self) -> bool {
        let rest = self.without_names(self.number.end, self.end);
        let mut words = rest.split(' ').filter(|word| !word.is_empty());
        words.all(|word| ["左", "右", "左右", "in", "at", "of", "by", "the", "end", "as"].contains(&word))
    }

    /// The indicator and tier named last before the number in its sentence, where no other number stands between.
    fn counted_before(&self) -> Counted {
        let start = self.sentence.clause_start(self.number.start);
        let before = || self.names.iter().rev().filter(|name| name.end <= self.number.start);
        let indicator = before().find_map(|name| match &name.named {
            Named::Indicator { id, is_whole, .. } => Some((name, id.clone(), *is_whole)),
            Named::Tier(_) | Named::Area(_) => None,
        });
        let Some((name, id, is_whole)) = indicator else { return Counted::default() };
        let has_number_between =
            self.text(name.end, self.number.start).chars().any(|sign| sign.is_ascii_digit());
        if has_number_between {
            return Counted::default();
        }
        let tier = before().filter(|name| name.start >= start).find_map(|name| match &name.named {
            Named::Tier(tier) => Some(tier.clone()),
            Named::Indicator { .. } | Named::Area(_) => None,
        });
        // What stands behind the name is told by the words up to the number, what before it by the name itself.
        let part = (!is_whole && self.is_narrowed_before(name)).then(|| self.text(name.start - 1, name.end));
        let narrower = self
            .narrower(name.end, self.number.start)
            .or(part)
            .or_else(|| self.part_around(name))
            .or_else(|| self.narrowed_before(name));
        Counted {
            indicator: Some(id),
            tier,
            name: Some((name.start, name.end)),
            narrower,
            counts_units: false,
        }
    }

    /// Whether one character before a name makes it another: 女社会工作者.
    fn is_narrowed_before(&self, name: &FoundName) -> bool {
        name.start > 0
            && self
                .sentence
                .characters
                .get(name.start - 1)
                .is_some_and(|sign| "性非新原副准类".contains(*sign))
    }

    /// What of a stretch between a number and a name is neither a verb of being nor another name.
    fn narrower(&self, start: usize, end: usize) -> Option<String> {
        let mut rest = self.without_names(start, end);
        for word in LINKS {
            rest = rest.replace(word, " ");
        }
        let left = left_over(&rest);
        let left: Vec<&str> = left.split(' ').filter(|word| !ENGLISH_LINKS.contains(word)).collect();
        let left = left.join(" ");
        (!left.trim().is_empty()).then(|| left.trim().to_owned())
    }

    /// A stretch with blanks for its areas, tiers, periods and indicators.
    fn without_names(&self, start: usize, end: usize) -> String {
        let mut rest: Vec<char> = self.sentence.characters.get(start..end).unwrap_or_default().to_vec();
        let periods = periods_in(&self.sentence.characters);
        let spans = self.names.iter().map(|name| (name.start, name.end));
        let spans = spans.chain(periods.iter().map(|found| (found.start, found.end)));
        for (from, to) in spans.filter(|(from, to)| *from >= start && *to <= end) {
            if let Some(part) = rest.get_mut(from - start..to - start) {
                part.fill(' ');
            }
        }
        rest.into_iter().collect()
    }

    /// What stands between a verb of having, or an area right before, and the name: 有优秀社会工作者, 其中持证社会工作者.
    fn narrowed_before(&self, name: &FoundName) -> Option<String> {
        const FAR: usize = 3;
        let start = self.sentence.clause_start(name.start).max(self.before);
        let before: String = self.without_names(start, name.start);
        let verb = ["有", "的", "其中", "including", "of which"]
            .iter()
            .filter_map(|word| Some(before.rfind(word)? + word.len()));
        let verb = verb.max().map(|at| start + before.get(..at).map_or(0, |before| before.chars().count()));
        let area = self.names.iter().rev().find(|other| {
            other.end <= name.start && other.end + FAR >= name.start && matches!(other.named, Named::Area(_))
        });
        let from = verb.or(area.map(|area| area.end)).filter(|from| *from < name.start)?;
        self.narrower(from, name.start)
    }

    /// A word of a part around a name or before the number: 女社会工作者120人, 12 of whom are women.
    fn part_around(&self, name: &FoundName) -> Option<String> {
        let clause = self.sentence.clause_start(name.start);
        let before = self.text(clause, name.start);
        let own = self.text(self.sentence.clause_start(self.number.start), self.number.start);
        let tail = self.text(name.end.max(self.number.end), self.end);
        let tail = tail.trim().trim_start_matches(['为', '是']);
        let tail = ["are ", "were ", "is "].iter().find_map(|verb| tail.strip_prefix(verb)).unwrap_or(tail);
        let word = if ends_in_part(&before) {
            before
        } else if name.start >= self.number.end && ends_in_part(&own) {
            own
        } else if is_part(tail) {
            tail.to_owned()
        } else {
            return None;
        };
        Some(word.trim().to_owned())
    }

    fn is_all_or_planned(&self) -> bool {
        let before = self.text(self.sentence.clause_start(self.number.start), self.number.start);
        ALL_OR_PLANNED.iter().any(|word| before.contains(word))
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.sentence.characters.get(start..end).unwrap_or_default().iter().collect()
    }
}

/// Whether a name of an area goes on as that of an organisation: 北京社会工作者协会.
pub(super) fn is_of_organisation(sentence: &Sentence, names: &[FoundName], end: usize) -> bool {
    // A name runs on without a number, a verb or a sign; a word that the project counts is no organisation's name.
    let stops = |sign: char| sign.is_ascii_digit() || ",，。、;；的有已共达为在".contains(sign);
    let counted =
        names.iter().find(|name| name.start >= end && matches!(name.named, Named::Indicator { .. }));
    let most = counted.map_or(14, |name| name.start - end).min(14);
    let behind: String =
        sentence.characters.iter().skip(end).take(most).take_while(|sign| !stops(**sign)).collect();
    ORGANISATIONS.iter().any(|word| behind.contains(word))
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
    let tells_a_past = |found: &PeriodInText| {
        let before = lead(found);
        text.get(found.end) == Some(&'的')
            || before.ends_with('于')
            || before.ends_with('自')
            || before.ends_with("since ")
            || ["比", "较", "与", "than ", "than in ", "compared with ", "compared to ", "over ", "up from "]
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
