//! Denials: words by which a clause says that its number is not so, and how far they reach.

use super::cue;
use super::sentence_claims::Reading;
use super::wording::NumberMention;

/// Words of denial.
const DENIAL: [&str; 64] = [
    "no ",
    "not ",
    "none",
    "never",
    "neither ",
    "nor ",
    "n't ",
    "nobody",
    "nothing",
    "hardly",
    "scarcely",
    "lack",
    "yet to ",
    "still had to ",
    "still have to ",
    "failed to ",
    "fail to ",
    "far from ",
    "untrue",
    "myth",
    "rumour",
    "rumor",
    "谣传",
    "误传",
    "false",
    "without ",
    "没有",
    "没能",
    "没",
    "尚未",
    "并未",
    "从未",
    "未曾",
    "未能",
    "未有",
    "均未",
    "都未",
    "仍未",
    "还未",
    "无一",
    "尚无",
    "仍无",
    "均无",
    "皆无",
    "都无",
    "并无",
    "暂无",
    "并非",
    "不是",
    "绝非",
    "不再",
    "不存在",
    "未成立",
    "未建立",
    "未设",
    "未增",
    "未减",
    "不为",
    "不曾",
    "并不",
    "不存",
    "缺乏",
    "缺少",
    "空白",
];

/// Words that hold a word of denial and deny nothing of the number, the longer ones first.
const HARMLESS: [&str; 37] = [
    "not yet published",
    "not only",
    "not just",
    "not merely",
    "no less than",
    "no fewer than",
    "no more than",
    "no later than",
    "no earlier than",
    "not less than",
    "not fewer than",
    "not more than",
    "not counting",
    "not including",
    "not counted",
    "not shown",
    "not known",
    "neither growth nor decline",
    "neither listed nor",
    "nothing closer",
    "no figure",
    "no period",
    "no data",
    "nothing was counted",
    "cannot",
    "not be told",
    "not be said",
    "not certain",
    "not reached",
    "not met",
    "whether or not",
    "没有数据",
    "没有同期",
    "没有实际",
    "没有变化",
    "有没有",
    "没有预测",
];

/// Words that part what is denied from what is not.
const TURNS: [&str; 14] = [
    " and ",
    " but ",
    " while ",
    " whereas ",
    " though ",
    " although ",
    " which ",
    "而是",
    "而",
    "但",
    "并且",
    "则",
    "却",
    "其余",
];

impl Reading<'_> {
    /// The word that denies the clause of a number; empty where none does.
    pub(super) fn denial(&self, number: &NumberMention<'_>) -> String {
        if self.is_label {
            return String::new();
        }
        let wording = self.wording;
        let before = masked(&wording.words(wording.clause_start(number.start), number.start));
        let behind = masked(&wording.words(number.end, wording.clause_end(number.end)));
        let before = before.get(cue::last(&before, &TURNS).unwrap_or(0)..).unwrap_or_default();
        let behind = behind.get(..cue::first(&behind, &TURNS).unwrap_or(behind.len())).unwrap_or_default();
        let found = [before, behind].into_iter().find_map(|text| {
            let text = format!("{text} ");
            DENIAL.iter().find(|word| is_said(&text, word)).map(|word| word.trim().to_owned())
        });
        found.unwrap_or_default()
    }
}

/// A text without the words that deny nothing.
fn masked(text: &str) -> String {
    let mut text = text.to_owned();
    for words in HARMLESS {
        text = text.replace(words, " ");
    }
    text
}

/// Whether a word of denial stands in a text: none, but not in nonetheless.
fn is_said(text: &str, word: &str) -> bool {
    if word == "n't " {
        return text.contains(word);
    }
    text.match_indices(word).any(|(at, _)| {
        let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphabetic());
        let begins = !letter(text.get(..at).and_then(|before| before.chars().next_back()));
        let ends =
            word == "lack" || !letter(text.get(at + word.len()..).and_then(|rest| rest.chars().next()));
        !word.is_ascii() || (begins && (ends || word.ends_with(' ')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_a_whole_word_and_no_part_of_a_bound() {
        let denies = |text: &str| {
            let text = masked(text) + " ";
            DENIAL.iter().any(|word| is_said(&text, word))
        };
        for text in ["had none", "did not grow", "didn't grow", "lacked one", "没有成立", "尚未", "并未"]
        {
            assert!(denies(text), "{text}");
        }
        for text in
            ["nonetheless", "no fewer than", "not only", "notes", "black", "没有数据", "不足", "成立了"]
        {
            assert!(!denies(text), "{text}");
        }
    }
}
