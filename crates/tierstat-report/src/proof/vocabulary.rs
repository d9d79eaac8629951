//! The words that are understood beside a name without limiting what it counts: function words, verbs of having and moving, measures.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use tierstat_model::Indicator;

static FUNCTION: LazyLock<BTreeSet<&str>> = LazyLock::new(|| FUNCTION_WORDS.split(' ').collect());
static ENGLISH: LazyLock<BTreeSet<&str>> = LazyLock::new(|| WORDS.split(' ').collect());
static CHINESE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| HAN.split(' ').collect());

/// Whether a word names nothing by itself.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION.contains(word)
}

/// Whether a word of letters is understood.
fn understands(word: &str) -> bool {
    is_function_word(word) || ENGLISH.contains(word)
}

/// How many characters the longest word of Chinese has that is understood and begins a text; none where none does.
pub(super) fn longest_known(text: &str) -> usize {
    let ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8()).take(LONGEST_HAN).enumerate();
    let known = ends.filter(|(_, end)| text.get(..*end).is_some_and(|word| CHINESE.contains(word)));
    known.map(|(index, _)| index + 1).max().unwrap_or(0)
}

/// The words of a text in order, each with whether it is foreign: not understood, and in no name of the indicator.
pub(super) fn foreign(text: &str, indicator: Option<&Indicator>) -> Vec<Token> {
    let names = indicator.map(names_of).unwrap_or_default();
    let mut tokens = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(sign) = characters.get(at) {
        if is_han(*sign) {
            let begin = |length: usize| -> String {
                characters.get(at..at + length).unwrap_or_default().iter().collect()
            };
            let known = (1..=LONGEST_HAN).rev().find(|length| CHINESE.contains(begin(*length).as_str()));
            let length = known.unwrap_or(1);
            let word = begin(length);
            tokens.push(Token { is_foreign: known.is_none(), is_han: true, word });
            at += length;
        } else if sign.is_alphabetic() {
            let goes_on = |sign: &&char| (sign.is_alphabetic() && !is_han(**sign)) || "-'’".contains(**sign);
            let word: String = characters.get(at..).unwrap_or_default().iter().take_while(goes_on).collect();
            at += word.chars().count();
            let bare = word.trim_end_matches(['-', '\'', '’']).to_owned();
            let stem = bare.strip_suffix('s').unwrap_or(&bare);
            let is_named = names
                .split(|sign: char| !sign.is_alphanumeric() && sign != '-')
                .any(|name| name == bare || name.strip_suffix('s').unwrap_or(name) == stem);
            tokens.push(Token { is_foreign: !is_named && !understands(&bare), is_han: false, word: bare });
        } else {
            at += 1;
        }
    }
    let mut joined = joined(tokens);
    for token in &mut joined {
        let is_named = token.is_han && token.word.chars().count() > 1 && names.contains(&token.word);
        token.is_foreign &= !is_named;
    }
    joined
}

/// A word of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) word: String,
    pub(super) is_foreign: bool,
    is_han: bool,
}

/// Characters that are not understood and stand side by side are one word.
fn joined(tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens {
        match joined.last_mut() {
            Some(last) if last.is_han && token.is_han && last.is_foreign && token.is_foreign => {
                last.word.push_str(&token.word);
            }
            _ => joined.push(token),
        }
    }
    joined
}

/// Whether a sign is a character of Chinese.
pub(super) fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// All names of an indicator, folded.
pub(super) fn names_of(indicator: &Indicator) -> String {
    let mut names = vec![indicator.name.zh.clone(), indicator.name.en.clone()];
    names.extend(indicator.aliases.iter().cloned());
    names.join(" ").to_lowercase()
}

/// No word of Chinese that is understood is longer. In characters.
pub(super) const LONGEST_HAN: usize = 5;

/// Words that name nothing by themselves.
const FUNCTION_WORDS: &str = "a about against all also among an and are as at be been between but by came change changed compared \
    counted cover coverage covered decline declined decrease decreased down drop dropped end fall fell \
    fewer for from grew grow growth had has have higher in increase increased is it its less lower made \
    make makes more now number numbers of on one ones only or over overall percentage period points rate \
    reached reaching rise rose share since so still stood than that the their them then there these they \
    this those to total up was went were which while whole with year years";

/// Words of English beside the function words.
const WORDS: &str = "rapidly steadily sharply strongly slightly markedly significantly substantially considerably gradually \
    continuously quickly slowly clearly roughly approximately nearly respectively annually currently previously finally \
    overall merely noticeably moderately modestly dramatically marginally constantly consistently surely certainly according account accounted accounts across added after again ahead aim aimed aims almost along \
    already amount amounted any area areas average before behind below both can cent changes \
    climbed comes coming comparison constant contribute contributed contribution could count country \
    counts data day days did doubled during each earlier equal every exactly exist existed expanded \
    expected fallen falling falls far few figure figures flat forecast gained go goes growing grown \
    grows halved he if increasing into joint jointly just kind kinds known last later latest least left \
    level levels lost many may might missing month months most moved moves much nationwide near need \
    needed needs next numbered numbering other others our out people per percent persons place possible \
    previous published quadrupled quite rank ranked ranking ranks recorded remain remained remains \
    reported reports risen rises rising rough rounded row said same say says shares show showed shows \
    shrank shrunk some stable stand standing stands such target targets tier tiers till time times \
    together totaled totalled totalling trebled trend tripled unchanged under unit units until we what \
    when where will within world would year-on-year yearly yet";

/// Words of Chinese. One of a single character is understood wherever it stands, so that none of them begins a word that limits.
const HAN: &str = "发展 其余 年间 年来 一 二 两 三 四 五 六 七 八 九 十 到期 未达到 应有误 更正 印作 本报告 不变 不断 不少 \
    不足 不到 不超过 不少于 不低于 各数 不合 万 亿 千 百 元 截至 截止 到 至 止 共有 共计 总共 一共 合计 \
    总计 已有 现有 拥有 设有 共 有 为 是 达到 达 约为 约 近 超过 超 逾 突破 多 余 左右 个 家 人 名 所 位 \
    的 了 和 与 及 以及 由 从 自 在 比 较 同比 上年 去年 同期 年底 年末 末 底 同年 年 月 日 增长 增加 \
    增至 增到 增幅 增速 上升 升至 升 增 减 降 提高 下降 减少 减至 减到 降至 降到 降低 回落 下跌 下滑 \
    变为 变动 变化 幅度 之间 年均 平均 每年 其中 全部 总数 总量 数量 数 人数 总人数 总规模 总体 总 各级 \
    各地 各类 各种 地区 单位 区划 行政区划 覆盖率 覆盖 贡献率 贡献 对 占比 占 比重 比例 百分点 分别 则 \
    而 也 又 均 都 已经 已 仍 还 再 即 这 该 其 它们 他们 我们 我国 全国 全省 全市 目前 当前 此时 当时 \
    时 之前 之后 以来 期间 以 按 数据点 趋势 区间 假定 预测 目标 完成 须 需 尚差 还差 名列 排名 排 居 \
    位居 并列 有数据 数据 公布 统计 据 显示 表明 个中 中的 中有 中 里有 里 连续 累计 继续 持续 稳步 快速 \
    大幅 明显 显著 略有 略 进一步 迅速 平稳 逐年 逐步 一直 实现 总增长 增长率 登记 层级 若 所示 延续 \
    首位 首 之 无从判断 起 把 将 被 就 只 仅 最近 最新 历年 高达 多达 呈";

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        foreign(text, None).into_iter().filter(|token| token.is_foreign).map(|token| token.word).collect()
    }

    #[test]
    fn words_that_may_limit_are_foreign_and_those_that_only_move_are_not() {
        assert_eq!(words("went from at the end of which grew rapidly to"), [""; 0]);
        assert_eq!(
            words("newly founded, women-led (including volunteers)"),
            ["newly", "founded", "women-led", "including", "volunteers"]
        );
        assert_eq!(words("截至底共有增至达到比上年增长"), [""; 0]);
        assert_eq!(words("新成立的农村由"), ["新成立", "农村"]);
        assert_eq!(words("（不含分支机构）为"), ["不含分支机构"]);
    }
}
