//! Whether a number of a sentence is the level of what it counts, or says a change, a plan or a quotient of it.

use super::clause::Sentence;

/// Why a number is no level of what its sentence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotLevel {
    /// It came, went, grew or fell: 新增12家, up 12.
    Change,
    /// It is planned or foreseen: 力争达到500家, by 2030.
    Plan,
    /// It is so much for each, or the base of that: 每万人5个, per county.
    Quotient,
}

/// Words of what comes and goes; the number with them is never what is reached.
const MOVEMENT: [&str; 50] = [
    "新增",
    "净增",
    "净减",
    "新成立",
    "新登记",
    "新注册",
    "新设",
    "新建",
    "新办",
    "新发展",
    "新批",
    "新吸收",
    "增设",
    "注销",
    "撤销",
    "吊销",
    "撤并",
    "取缔",
    "退会",
    "退出",
    "流失",
    "关闭",
    "关停",
    "停办",
    "多了",
    "少了",
    "缺口",
    "added",
    "adding",
    "adds",
    "gained",
    "lost",
    "losing",
    "closed",
    "closing",
    "dissolved",
    "dissolving",
    "deregistered",
    "cancelled",
    "shut",
    "opened",
    "opening",
    "newly",
    "new",
    "wound up",
    "joined",
    "left",
    "created",
    "launched",
    "short of",
];
/// Words of growth and decline, behind which a number may be what is reached: 增长到455家.
const GROWTH: [&str; 38] = [
    "增加",
    "增长",
    "上升",
    "提高",
    "减少",
    "下降",
    "降低",
    "回落",
    "下跌",
    "下滑",
    "增多",
    "扩大",
    "同比",
    "环比",
    "increase",
    "increased",
    "increasing",
    "increases",
    "grew",
    "grow",
    "grown",
    "growing",
    "growth",
    "rose",
    "risen",
    "rise",
    "up",
    "fell",
    "fallen",
    "fall",
    "declined",
    "decline",
    "decrease",
    "decreased",
    "dropped",
    "drop",
    "down",
    "shrank",
];
/// Words behind the number that make it one of what came or went.
const MOVED: [&str; 42] = [
    "新成立",
    "新登记",
    "新增",
    "新设",
    "被注销",
    "被撤销",
    "被吊销",
    "被取缔",
    "注销",
    "撤销",
    "退会",
    "退出",
    "were added",
    "was added",
    "were closed",
    "was closed",
    "closed",
    "dissolved",
    "were founded",
    "was founded",
    "were created",
    "were established",
    "were set up",
    "were opened",
    "opened",
    "newly",
    "were cancelled",
    "joined",
    "left",
    "deregistered",
    "have closed",
    "shut down",
    "were lost",
    "were new",
    "are new",
    "wound up",
    "being set up",
    "being built",
    "were formed",
    "was formed",
    "was dissolved",
    "merged",
];
/// What stands right behind the number in such a case.
const MORE_BEHIND: [&str; 10] =
    ["new ", "more ", "fewer ", "less ", "additional ", "extra ", "further ", "newly ", "more", "fewer"];
/// Words of founding: with them a number came, unless the sentence says what there is by now.
const FOUNDING: [&str; 10] =
    ["成立", "设立", "建立", "组建", "建成", "founded", "established", "set up", "formed", "registered"];
const PLANS: [&str; 42] = [
    "计划",
    "拟",
    "力争",
    "争取",
    "目标",
    "预计",
    "预期",
    "有望",
    "将",
    "打算",
    "规划",
    "设想",
    "展望",
    "确保",
    "plan to",
    "plans to",
    "planned",
    "planning to",
    "plans for",
    "will",
    "aim",
    "aims",
    "aiming",
    "target",
    "targets",
    "targeted",
    "intend",
    "intends",
    "expect",
    "expects",
    "expected",
    "forecast",
    "forecasts",
    "hope to",
    "hopes to",
    "projected",
    "proposed",
    "proposes",
    "goal",
    "would",
    "should",
    "is to",
];
/// Words that end the reach of a plan: what stands behind them is.
const FACTS: [&str; 21] = [
    "目前",
    "现有",
    "已",
    "截至",
    "截止",
    "共有",
    "实有",
    "完成",
    "实现了",
    "如今",
    "currently",
    "now",
    "already",
    "so far",
    "has",
    "had",
    "there are",
    "there were",
    "at present",
    "today",
    "reached",
];
const QUOTIENTS: [&str; 10] =
    ["每", "人均", "平均", "户均", "per", "every", "each", "average", "averaging", "averaged"];
/// What is done to those counted says nothing of how many there are: 培训社会工作者200名.
const ACTED_ON: [&str; 54] = [
    "培训",
    "表彰",
    "走访",
    "服务",
    "资助",
    "评选",
    "评为",
    "评出",
    "抽查",
    "抽取",
    "调查",
    "调研",
    "邀请",
    "选出",
    "选派",
    "招募",
    "招聘",
    "录取",
    "检查",
    "处罚",
    "约谈",
    "报名",
    "受邀",
    "奖励",
    "扶持",
    "孵化",
    "累计",
    "组织了",
    "动员",
    "参加",
    "trained",
    "training",
    "honoured",
    "honored",
    "visited",
    "surveyed",
    "inspected",
    "funded",
    "attended",
    "invited",
    "recruited",
    "hired",
    "awarded",
    "supported",
    "helped",
    "fined",
    "sampled",
    "interviewed",
    "selected",
    "cumulative",
    "cumulatively",
    "attracted",
    "hosted",
    "polled",
];
const REACHED: [&str; 10] = ["到", "至", "达", "为", "突破", "超过", "to ", "to", "reached", "reaching"];

/// The words around one number, folded, with the names of indicators blanked.
pub(super) struct Around {
    /// From the number before it, or the start of its clause.
    pub(super) own: String,
    /// From the start of its clause.
    pub(super) clause: String,
    /// From the start of the sentence.
    pub(super) sentence: String,
    /// To the next number or the end of its clause.
    pub(super) tail: String,
    /// To the next number.
    pub(super) to_next: String,
}

impl Around {
    pub(super) fn new(
        sentence: &Sentence,
        blanked: &[char],
        number: (usize, usize),
        window: (usize, usize),
    ) -> Self {
        let text = |start: usize, end: usize| -> String {
            blanked.get(start..end).unwrap_or_default().iter().collect()
        };
        let clause = sentence.clause_start(number.0);
        Self {
            own: text(clause.max(window.0), number.0),
            clause: text(clause, number.0),
            sentence: text(0, number.0),
            tail: text(number.1, sentence.clause_end(number.1).min(window.1)),
            to_next: text(number.1, window.1),
        }
    }

    /// Why the number is no level, and the word that says so.
    pub(super) fn not_level(&self, counts_units: bool) -> Option<(NotLevel, &'static str)> {
        let quotient = last_of(&self.clause, &QUOTIENTS).or_else(|| last_of(&self.tail, &QUOTIENTS));
        if let Some((_, word)) = quotient {
            return Some((NotLevel::Quotient, word));
        }
        if let Some((at, word)) = last_of(&self.sentence, &PLANS) {
            let rest = self.sentence.get(at + word.len()..).unwrap_or_default();
            if last_of(rest, &FACTS).is_none() {
                return Some((NotLevel::Plan, word));
            }
        }
        self.change(counts_units).map(|word| (NotLevel::Change, word))
    }

    fn change(&self, counts_units: bool) -> Option<&'static str> {
        if let Some((_, word)) = last_of(&self.own, &MOVEMENT) {
            return Some(word);
        }
        if let Some((at, word)) = last_of(&self.own, &GROWTH) {
            let rest = self.own.get(at + word.len()..).unwrap_or_default();
            let rest = rest.trim_start_matches(['了', '长', ' ']);
            let reached = REACHED.iter().any(|reached| rest.starts_with(reached))
                || ["达", "达到", "至", "到", "突破", "超过"].iter().any(|reached| rest.ends_with(reached))
                || [" to ", "reached", "reaching"].iter().any(|reached| rest.contains(reached));
            if !reached {
                return Some(word);
            }
        }
        // 由289家增加到455家: the first is the level of another time.
        if let Some((at, word)) = last_of(&self.to_next, &GROWTH) {
            let rest = self.to_next.get(at + word.len()..).unwrap_or_default();
            let rest = rest.trim_start_matches(['了', ' ']);
            let from = self.own.contains(['由', '从']) || last_of(&self.own, &["from"]).is_some();
            if from && REACHED.iter().any(|reached| rest.starts_with(reached)) {
                return Some(word);
            }
        }
        let behind = self.tail.trim_start();
        if let Some(word) = MORE_BEHIND.iter().find(|word| behind.starts_with(*word)) {
            return Some(word.trim());
        }
        if let (Some((_, word)), false) = (last_of(&self.tail, &MOVED), counts_units) {
            return Some(word);
        }
        let says_what_is = || {
            last_of(&self.sentence, &FACTS).is_some()
                || last_of(&self.own, &["have"]).is_some()
                || self.own.contains(['共', '现'])
        };
        let founded = last_of(&self.own, &FOUNDING)
            .or_else(|| last_of(&self.tail, &["成立", "设立"]).filter(|_| !counts_units));
        founded.filter(|_| !says_what_is()).map(|(_, word)| word)
    }

    /// What is done to those counted, which are then some of them and not all.
    pub(super) fn acted_on(&self) -> Option<&'static str> {
        last_of(&self.own, &ACTED_ON).or_else(|| last_of(&self.tail, &ACTED_ON)).map(|(_, word)| word)
    }

    /// Whether the clause says anew that there is something: 现有, there were.
    pub(super) fn says_anew(&self) -> bool {
        self.own.contains(['有', '达', '为', '共', '总', '现', '已', '；', ';'])
            || last_of(&self.own, &FACTS).is_some()
            || last_of(
                &self.own,
                &["is", "are", "was", "were", "have", "stood", "stands", "total", "totalled"],
            )
            .is_some()
    }

    /// Whether the number goes on with the one before it: 12家、30名, 12 and 30.
    pub(super) fn goes_on(&self) -> bool {
        // The name of what is counted may stand before the joint, and that of the next behind it.
        let own = self.own.trim_start_matches(['\u{1}', ' ']);
        own.starts_with(['、', '和', '及', '与']) || own.starts_with("and ")
    }
}

/// The last of some words in a text, at its place; a Latin word stands for itself only.
fn last_of(text: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    let stands_alone = |at: usize, word: &str| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        let goes_on =
            |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '-');
        if word.is_ascii() {
            !goes_on(before) && !goes_on(after)
        } else {
            // 将近 is nearly, 虚拟 no plan.
            !(word == "将" && after == Some('近') || word == "拟" && matches!(before, Some('虚' | '模')))
        }
    };
    words
        .iter()
        .filter_map(|word| {
            let mut places = text.rmatch_indices(word).map(|(at, _)| at);
            places.find(|at| stands_alone(*at, word)).map(|at| (at, *word))
        })
        .max_by_key(|(at, word)| (*at, word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, tail: &str, expected: Option<NotLevel>) {
        let own = own.to_owned();
        let around = Around {
            clause: own.clone(),
            sentence: own.clone(),
            own,
            tail: tail.to_owned(),
            to_next: tail.to_owned(),
        };
        assert_eq!(around.not_level(false).map(|(kind, _)| kind), expected, "{} {tail}", around.own);
    }

    #[test]
    fn levels_and_what_is_none() {
        check("全县新增", "", Some(NotLevel::Change));
        check("比上年增加了", "", Some(NotLevel::Change));
        check("增加到", "", None);
        check("目前共有", "", None);
        check("力争使会员达到", "", Some(NotLevel::Plan));
        check("计划已完成，现有", "", None);
        check("每万人拥有", "", Some(NotLevel::Quotient));
        check("a group of towns had ", "", None);
        check("the county had ", " halls per district", Some(NotLevel::Quotient));
        check("it hopes to have ", " halls", Some(NotLevel::Plan));
        check("the number rose to ", "", None);
        check("there were ", " new halls", Some(NotLevel::Change));
        check("当年成立", "", Some(NotLevel::Change));
        check("已成立", "", None);
    }
}
