//! What a number of a sentence counts, by the names behind it and before it.

use super::clause::Sentence;
use super::number::NumberInSentence;
use crate::figure::resolver::Resolver;
use crate::names::{FoundName, Named};
use crate::text::measure_words::{ends_in_part, is_part, left_over};
use crate::text::period::periods_in;
use tierstat_model::{IndicatorId, TierId};

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

/// What a number counts, by the words around it.
#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    pub(super) indicator: Option<IndicatorId>,
    pub(super) tier: Option<TierId>,
    /// The word that names the tier, as a place among the names of the sentence.
    pub(super) tier_name: Option<usize>,
    /// Where the name of the indicator stands.
    pub(super) name: Option<(usize, usize)>,
    /// Words that may make it only a part of what the name says.
    pub(super) narrower: Option<String>,
    /// Whether units are counted that have something: 14个地级市成立了协会.
    pub(super) counts_units: bool,
}

/// The words behind a number, to the next number or the end of its clause.
pub(super) struct Tail<'a, 'r> {
    pub(super) resolver: &'a Resolver<'r>,
    pub(super) sentence: &'a Sentence,
    pub(super) number: &'a NumberInSentence,
    /// Behind the number before.
    pub(super) before: usize,
    pub(super) end: usize,
    pub(super) names: &'a [FoundName],
}

impl Tail<'_, '_> {
    /// The indicator and the tier that the words behind the number name.
    pub(super) fn counted(&self) -> Counted {
        let inside =
            || self.names.iter().filter(|name| self.number.end <= name.start && name.end <= self.end);
        let tier_name = self.names.iter().position(|name| {
            self.number.end <= name.start && name.end <= self.end && matches!(name.named, Named::Tier(_))
        });
        let mut tier = self.tier_at(tier_name);
        let mut indicators = inside().filter_map(|name| match &name.named {
            Named::Indicator { id, or_tier, is_whole } => Some((name, id, or_tier, *is_whole)),
            Named::Tier(_) | Named::Area(_) => None,
        });
        let Some((name, first, or_tier, is_whole)) = indicators.next() else {
            return Counted { tier, tier_name, ..Counted::default() };
        };
        let place = Some((name.start, name.end));
        let narrower = self.narrower(self.number.end, name.start).or_else(|| self.part_around(name));
        if let Some(unit_tier) = or_tier {
            let having = self.text(name.end, self.end);
            let has_something = HAVING.iter().any(|word| having.contains(word)) && !self.is_all_or_planned();
            let tier = Some(unit_tier.clone());
            if let (true, Some((_, what, None, _))) = (has_something, indicators.next()) {
                let indicator = Some(what.clone());
                return Counted {
                    indicator,
                    tier,
                    tier_name: None,
                    name: place,
                    narrower,
                    counts_units: true,
                };
            }
            return Counted {
                indicator: Some(first.clone()),
                tier,
                tier_name: None,
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
        let narrower = narrower.filter(|words| !self.is_in_tier_word(tier_name, words));
        Counted { indicator, tier, tier_name, name: place, narrower, counts_units: false }
    }

    /// The tier that one of the names of the sentence is.
    fn tier_at(&self, name: Option<usize>) -> Option<TierId> {
        match &self.names.get(name?)?.named {
            Named::Tier(tier) => Some(tier.clone()),
            Named::Indicator { .. } | Named::Area(_) => None,
        }
    }

    /// Whether what may narrow is a piece of the word for several tiers, which is doubted as such: 市 of 市县级.
    fn is_in_tier_word(&self, name: Option<usize>, words: &str) -> bool {
        let Some(name) = name.and_then(|name| self.names.get(name)) else { return false };
        let is_joint = self.resolver.tiers_in_word(&self.sentence.characters, self.names, name).is_some();
        is_joint && self.text(0, name.start).ends_with(words)
    }

    /// Whether nothing stands behind the number but the end of its clause, or where and when: 行业协会有近20家。
    pub(super) fn is_bare(&self) -> bool {
        let rest = self.without_names(self.number.end, self.end);
        let mut words = rest.split(' ').filter(|word| !word.is_empty());
        words.all(|word| ["左", "右", "左右", "in", "at", "of", "by", "the", "end", "as"].contains(&word))
    }

    /// The indicator and tier named last before the number in its sentence, where no other number stands between.
    pub(super) fn counted_before(&self) -> Counted {
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
        let tier_name = self.names.iter().rposition(|name| {
            name.end <= self.number.start && name.start >= start && matches!(name.named, Named::Tier(_))
        });
        let tier = self.tier_at(tier_name);
        // What stands behind the name is told by the words up to the number, what before it by the name itself.
        let part = (!is_whole && self.is_narrowed_before(name)).then(|| self.text(name.start - 1, name.end));
        let narrower = self
            .narrower(name.end, self.number.start)
            .or(part)
            .or_else(|| self.part_around(name))
            .or_else(|| self.narrowed_before(name))
            .filter(|words| !self.is_in_tier_word(tier_name, words));
        Counted {
            indicator: Some(id),
            tier,
            tier_name,
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
