//! Cues: the words by which a text says what its numbers are.

/// Words of growth.
pub(super) const GROWTH: [&str; 27] = [
    "增长", "增幅", "增速", "增加", "增至", "增到", "上升", "提高", "升至", "涨幅", "上涨", "新增", "多了",
    "净增", "扩大", "growth", "grew", "grow", "increase", "rose", "rise", "up ", "gain", "added", "higher",
    "climbed", "expanded",
];
/// Words of decline.
pub(super) const DECLINE: [&str; 23] = [
    "下降", "减少", "减至", "减到", "降至", "降到", "降低", "回落", "下跌", "降幅", "下滑", "少了", "净减",
    "缩小", "decline", "decrease", "fell", "fall", "down ", "drop", "lost", "lower", "shrank",
];
/// Words that tell a move without its way.
pub(super) const MOVE: [&str; 7] =
    ["变动", "增减", "变化", "changed by", "change of", "a change", "moved by"];
/// Words of a share in the change of a whole.
pub(super) const CONTRIBUTION: [&str; 13] = [
    "贡献",
    "拉动",
    "占增量",
    "占全部增",
    "占总增",
    "contribut",
    "of the change",
    "of the increase",
    "of the growth",
    "of the decrease",
    "of the decline",
    "share of change",
    "share of the change",
];
/// Words of coverage.
pub(super) const COVERAGE: [&str; 3] = ["覆盖", "coverage", "cover"];
/// Words of any other share.
pub(super) const SHARE: [&str; 10] = [
    "占",
    "比重",
    "比例",
    "份额",
    "share",
    "accounts for",
    "accounted for",
    "proportion",
    "makes up",
    "percent of",
];
/// Words of a trend.
pub(super) const TREND: [&str; 2] = ["趋势", "along the trend"];
/// Words of a change a year on average.
pub(super) const YEARLY: [&str; 9] = [
    "年均",
    "平均每年",
    "每年平均",
    "a year on average",
    "a year",
    "per year",
    "per annum",
    "annually",
    "compound annual",
];
/// Words of what is to be expected.
pub(super) const FORECAST: [&str; 5] = ["所示的变动延续", "预测", "goes on,", "forecast", "will be about"];
/// Words of what is aimed at.
pub(super) const TARGET: [&str; 4] = ["目标", "aimed at", "target", "as many as there are units"];
/// Words of a pace towards what is aimed at.
pub(super) const PACE: [&str; 10] = [
    "至今平均每年",
    "须平均每年",
    "每年需",
    "每年须增加",
    "若继续每年增加",
    "so far it was",
    "it takes",
    "is needed",
    "in time needs",
    "it is reached",
];
/// Words behind which stands where a change begins.
pub(super) const SINCE: [&str; 13] = [
    "比",
    "较",
    "由",
    "从",
    "自",
    "与",
    " than ",
    "from ",
    "since ",
    "compared with ",
    "compared to ",
    "against ",
    "over ",
];
/// Words behind which stands where a change ends, or the time of a number.
pub(super) const UNTIL: [&str; 11] =
    ["至", "到", "达", "为", "截止", " to ", "reached ", "reaching ", "until ", "was ", "were "];
/// Words for the year before.
pub(super) const YEAR_BEFORE: [&str; 12] = [
    "上年",
    "去年",
    "同比",
    "上一年",
    "前一年",
    "last year",
    "previous year",
    "year before",
    "year-on-year",
    "year earlier",
    "year on year",
    "preceding year",
];

/// Words behind which stands what a number passed or was passed by: another subject than that of the sentence.
pub(super) const OVERTAKING: [&str; 5] = ["反超", "落到", "overtook ", "overtaken by ", "fell behind "];

/// A part of a text as it is searched for words.
pub(super) fn folded(characters: &[char]) -> String {
    characters.iter().collect::<String>().to_lowercase()
}

/// Whether any of the words stands in a text; a word of letters where a word begins.
pub(super) fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.match_indices(word).any(|(at, _)| begins_word(text, at, word)))
}

/// Whether any of the words stands in a text as a whole word: met, but not in method.
pub(super) fn says_whole(text: &str, words: &[&str]) -> bool {
    let is_letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphabetic());
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let behind = text.get(at + word.len()..).and_then(|rest| rest.chars().next());
            let goes_on = word.ends_with(|sign: char| sign.is_ascii_alphabetic()) && is_letter(behind);
            begins_word(text, at, word) && !goes_on
        })
    })
}

/// Where the first of the words begins in a text, in bytes.
pub(super) fn first(text: &str, words: &[&str]) -> Option<usize> {
    let starts = words.iter().filter_map(|word| {
        let mut found = text.match_indices(word).filter(|(at, _)| begins_word(text, *at, word));
        found.next().map(|(at, _)| at)
    });
    starts.min()
}

/// Where the last of the words ends in a text, in bytes.
pub(super) fn last(text: &str, words: &[&str]) -> Option<usize> {
    let ends = words.iter().filter_map(|word| {
        let mut found = text.rmatch_indices(word).filter(|(at, _)| begins_word(text, *at, word));
        found.next().map(|(at, _)| at + word.len())
    });
    ends.max()
}

/// Whether no letter stands before a word of letters: rise, but not in enterprise.
fn begins_word(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    !(word.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && before.is_some_and(|sign| sign.is_ascii_alphabetic()))
}
