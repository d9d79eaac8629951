//! Outcomes: what the words around the numbers of a target say became of it, and whether the plan bears that.

use super::claim_words::Outcome;
use super::cue;
use super::sentence_claims::{Gap, Reading};
use super::wording::NumberMention;
use tierstat_answers::plan::{Standing, TargetProgress};

/// Words that ask or suppose, of which nothing is said to have come.
const SUPPOSING: [&str; 10] = [
    "if ",
    "when it is",
    "in time needs",
    "若",
    "何时",
    "如期达到，每年",
    "目标为",
    "目标是",
    "it takes",
    "to be reached",
];
/// Words of a condition, under which the whole of a sentence stands.
const CONDITION: [&str; 2] = ["if ", "若"];
/// Words that say that nobody can tell.
const OPEN: [&str; 6] = [
    "whether it is reached",
    "too rough",
    "是否达到不能断定",
    "是否达到",
    "whether it was reached",
    "不能断定是否达到",
];
/// Words that leave open only whether it was in time.
const OPEN_TIME: [&str; 4] =
    ["whether in time cannot be told", "whether it was in time", "是否如期不能断定", "是否如期"];
/// Words of one that is not reached.
const MISSED: [&str; 17] = [
    "missed",
    "not reached",
    "not met",
    "not achieved",
    "fell short",
    "short of",
    "failed",
    "not fulfilled",
    "unmet",
    "out of reach",
    "未达到",
    "未达成",
    "未完成",
    "未实现",
    "未能",
    "没有达到",
    "落空",
];
/// Words of one that was reached when it was due or before.
const IN_TIME: [&str; 11] = [
    "in time",
    "on time",
    "ahead of",
    "early",
    "as planned",
    "on schedule",
    "by the deadline",
    "如期",
    "按期",
    "提前",
    "按时",
];
/// Words of one that was reached after it was due.
const LATE: [&str; 5] = ["late", "overdue", "逾期", "迟于", "延期"];
/// Words of one that is reached.
const REACHED: [&str; 17] = [
    "reached",
    "met",
    "achieved",
    "exceeded",
    "attained",
    "surpassed",
    "fulfilled",
    "accomplished",
    "overshot",
    "达到",
    "达成",
    "实现",
    "超额",
    "完成任务",
    "已完成",
    "圆满完成",
    "顺利完成",
];

impl Reading<'_> {
    /// What the words around a number of a target say became of it.
    pub(super) fn outcome(&self, number: &NumberMention<'_>, gap: Gap) -> Option<Outcome> {
        if self.is_label {
            return None;
        }
        let before = self.wording.words(gap.last_end, number.start);
        let behind = self.wording.words(number.end, gap.next);
        // If about 1,504 more a year go on to be added, it is reached about 2065.
        if cue::says(&self.wording.words(0, number.start), &CONDITION) {
            return None;
        }
        [behind, before].into_iter().find_map(|text| of_words(&text))
    }
}

fn of_words(text: &str) -> Option<Outcome> {
    if cue::says(text, &SUPPOSING) {
        return None;
    }
    if cue::says(text, &OPEN) {
        return Some(Outcome::Open);
    }
    let mut text = text.to_owned();
    for words in OPEN_TIME {
        text = text.replace(words, " ");
    }
    if cue::says_whole(&text, &MISSED) {
        Some(Outcome::Missed)
    } else if cue::says_whole(&text, &IN_TIME) {
        Some(Outcome::ReachedInTime)
    } else if cue::says_whole(&text, &LATE) {
        Some(Outcome::ReachedLate)
    } else {
        cue::says_whole(&text, &REACHED).then_some(Outcome::Reached)
    }
}

/// How what a text says of a target stands to what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Borne {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It cannot be told.
    Open,
}

/// Whether the progress towards a target bears what is said of it.
pub(super) fn borne(outcome: Outcome, progress: &TargetProgress) -> Borne {
    let Some(standing) = progress.standing else { return Borne::Open };
    let is_reached = matches!(standing, Standing::Reached | Standing::ReachedLate);
    let is_so = |so: bool| if so { Borne::Yes } else { Borne::No };
    match outcome {
        Outcome::Open => is_so(standing == Standing::Unclear),
        _ if standing == Standing::Unclear => Borne::Open,
        Outcome::Missed => is_so(standing != Standing::Reached),
        Outcome::Reached => is_so(is_reached),
        Outcome::ReachedInTime | Outcome::ReachedLate if !is_reached => Borne::No,
        Outcome::ReachedInTime | Outcome::ReachedLate => match progress.in_time() {
            Some(in_time) => is_so(in_time == (outcome == Outcome::ReachedInTime)),
            None => Borne::Open,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_what_became_of_a_target_and_questions_tell_nothing() {
        for (text, outcome) in [
            ("; it was missed, ", Some(Outcome::Missed)),
            ("; it is reached, whether in time cannot be told", Some(Outcome::Reached)),
            ("; it was met in time", Some(Outcome::ReachedInTime)),
            ("; by whichever method, ", None),
            ("，到期未达到，尚差", Some(Outcome::Missed)),
            ("，已达到，是否如期不能断定", Some(Outcome::Reached)),
            ("，已达到，但逾期", Some(Outcome::ReachedLate)),
            ("；何时达到无从判断", None),
        ] {
            assert_eq!(of_words(text), outcome, "{text}");
        }
    }
}
