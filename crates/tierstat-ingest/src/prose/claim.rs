//! Claims of a text: its numbers with what they are, by the words before them.

use super::Line;
use super::clause::{Sentence, sentences};
use super::number::{NumberInSentence, numbers_in};
use super::subject::{Said, SoFar, subjects};
use crate::figure::resolver::Resolver;
use crate::names::Named;
use crate::places::Places;
use crate::text::period::periods_in;
use tierstat_model::{
    AreaCode, Bounds, Claim, ClaimKind, CodeLists, IndicatorId, Period, Precision, Quantity, TierId,
};

/// Words of growth and of decline; longer ones before their beginnings.
const GROWTH: [&str; 22] = [
    "增长",
    "增幅",
    "增速",
    "增加",
    "上升",
    "提高",
    "涨幅",
    "上涨",
    "新增",
    "多了",
    "净增",
    "growth",
    "grew",
    "grow",
    "increase",
    "rose",
    "rise",
    "up ",
    "gain",
    "more than the",
    "added",
    "higher",
];
const DECLINE: [&str; 18] = [
    "下降", "减少", "降低", "回落", "下跌", "降幅", "下滑", "少了", "净减", "decline", "decrease", "fell",
    "fall", "down ", "drop", "lost", "lower", "shrank",
];
/// Words behind those that make the number what is reached, not by how much: 增长到455家.
const REACHED: [&str; 9] = ["到", "至", "达", "为", " to ", "reached", "达到", "至了", "to "];
/// Words of a part of a whole.
const SHARE: [&str; 12] = [
    "占",
    "比重",
    "覆盖",
    "比例",
    "份额",
    "率为",
    "率达",
    "share",
    "cover",
    "accounts for",
    "accounted for",
    "proportion",
];
/// Words that say a growth without a number.
const MULTIPLES: [(&str, f64); 12] = [
    ("翻了两番", 3.0),
    ("翻两番", 3.0),
    ("翻了一番", 1.0),
    ("翻一番", 1.0),
    ("翻了番", 1.0),
    ("翻番", 1.0),
    ("quadrupled", 3.0),
    ("tripled", 2.0),
    ("trebled", 2.0),
    ("doubled", 1.0),
    ("halved", -0.5),
    ("减半", -0.5),
];
/// Between two numbers of one list stand no more characters.
const LISTED: usize = 16;
/// A word for a multiple is true within this much of it.
const NEARLY: f64 = 0.05;

/// The claims of a text, line by line.
pub(crate) fn claims(lists: &CodeLists, resolver: &Resolver<'_>, file: &str, lines: &[Line]) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut so_far = SoFar::default();
    for line in lines {
        let mut context = Context::default();
        let mut column = 0;
        for sentence in sentences(&line.text) {
            let numbers = numbers_in(&sentence);
            so_far.period = context.period;
            let said = subjects(resolver, lists, &sentence, &numbers, &mut so_far);
            let names = Names::of(resolver, &sentence);
            let mut end = 0;
            let mut found: Vec<(usize, Claim)> = Vec::new();
            let mut last_kind: Option<ClaimKind> = None;
            for (index, (number, said)) in numbers.iter().zip(&said).enumerate() {
                if (!number.has_digits && !said.is_adjacent) || is_in_title(&sentence, number.start) {
                    continue;
                }
                let next = numbers.get(index + 1).map_or(sentence.characters.len(), |next| next.start);
                let window = (end, next);
                let before: String =
                    sentence.characters.get(end..number.start).unwrap_or_default().iter().collect();
                end = number.end;
                let behind: String =
                    sentence.characters.get(number.end..window.1).unwrap_or_default().iter().collect();
                let (mut kind, quantity) = kind_of(&sentence, number, (&before, &behind));
                // 2018年增长率为43.9%，2019年为20.96%: what the first is, the next is too.
                let goes_on = before.chars().count() <= LISTED;
                if kind == ClaimKind::Share
                    && goes_on
                    && last_kind == Some(ClaimKind::Rate)
                    && !names_share(&before)
                {
                    kind = ClaimKind::Rate;
                }
                last_kind = Some(kind);
                let mut claim = context.claim(&sentence, &names, said, number.start, kind, quantity);
                // 333个地级区划中有97个: the first is the whole of which the second is counted.
                let is_whole =
                    ["中有", "中的", "个中", "里有", " of the "].iter().any(|word| behind.contains(word));
                claim.is_certain &= !is_whole;
                // 省级、地级和县级组织455家 are all of them together.
                let several = |part| names.tiers_within(part) > 1;
                if several((window.0, number.start)) || several((number.end, window.1)) {
                    claim.tier = None;
                }
                found.push((number.start, claim));
            }
            found.extend(multiples(&sentence).into_iter().map(|(at, quantity)| {
                (at, context.claim(&sentence, &names, &Said::default(), at, ClaimKind::Rate, quantity))
            }));
            found.extend(years_in_row(&sentence).into_iter().map(|(at, quantity)| {
                (at, context.claim(&sentence, &names, &Said::default(), at, ClaimKind::YearsInRow, quantity))
            }));
            found.sort_by_key(|(at, _)| *at);
            for (_, mut claim) in found {
                column += 1;
                claim.place = Places { file, sheet: None }.cell((line.number, column));
                context.remember(&claim);
                claims.push(claim);
            }
        }
    }
    claims
}

/// What the sentences before have spoken of.
#[derive(Default)]
struct Context {
    indicator: Option<IndicatorId>,
    area: Option<AreaCode>,
    tier: Option<TierId>,
    period: Option<Period>,
}

impl Context {
    fn claim(
        &self,
        sentence: &Sentence,
        names: &Names,
        said: &Said,
        at: usize,
        kind: ClaimKind,
        quantity: Quantity,
    ) -> Claim {
        let meaning = &said.meaning;
        let before = names.indicators.iter().rev().find(|(place, _)| *place < at);
        let named = before.or(names.indicators.first()).map(|(_, id)| id.clone());
        let mut periods: Vec<Period> = Vec::new();
        let in_sentence = periods_in(&sentence.characters);
        let nearest_first = in_sentence.iter().rev().filter(|found| found.end <= at);
        let behind = in_sentence.iter().filter(|found| found.start >= at);
        let others = nearest_first.chain(behind).map(|found| found.period);
        for period in meaning.period.into_iter().chain(others).chain(self.period) {
            if !periods.contains(&period) {
                periods.push(period);
            }
        }
        Claim {
            place: Places { file: "", sheet: None }.cell((1, 1)),
            sentence: sentence.original.trim().to_owned(),
            quantity,
            kind,
            is_certain: meaning.indicator.is_some()
                || (kind != ClaimKind::Level && !names.indicators.is_empty()),
            indicator: meaning.indicator.clone().or(named).or_else(|| self.indicator.clone()),
            tier: meaning
                .tier
                .clone()
                .or_else(|| names.tier_before(sentence, at))
                .or_else(|| self.tier.clone().filter(|_| kind != ClaimKind::Level)),
            area: meaning.area.clone().or_else(|| self.area.clone()),
            periods,
        }
    }

    fn remember(&mut self, claim: &Claim) {
        self.indicator = claim.indicator.clone().or(self.indicator.take());
        self.area = claim.area.clone().or(self.area.take());
        self.tier = claim.tier.clone();
        self.period = claim.periods.first().copied().or(self.period);
    }
}

/// The indicators and tiers that a sentence names, with the places where their names end.
struct Names {
    indicators: Vec<(usize, IndicatorId)>,
    tiers: Vec<(usize, TierId)>,
}

impl Names {
    fn of(resolver: &Resolver<'_>, sentence: &Sentence) -> Self {
        let found = resolver.names.found_in(&sentence.characters);
        let mut names = Self { indicators: Vec::new(), tiers: Vec::new() };
        for name in found {
            match name.named {
                Named::Indicator { id, .. } => names.indicators.push((name.end, id)),
                Named::Tier(id) => names.tiers.push((name.end, id)),
                Named::Area(_) => {}
            }
        }
        names
    }

    /// How many different tiers are named in a part of the sentence.
    fn tiers_within(&self, (start, end): (usize, usize)) -> usize {
        let within = self.tiers.iter().filter(|(place, _)| (start..=end).contains(place));
        within.map(|(_, tier)| tier).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// The tier named last before a place in its clause, or before the colon that opens it: 其中县级296家, 县级：296家.
    fn tier_before(&self, sentence: &Sentence, at: usize) -> Option<TierId> {
        let mut start = sentence.clause_start(at);
        let last_within = |start: usize| {
            self.tiers.iter().rev().find(|(end, _)| (start..=at).contains(end)).map(|(_, id)| id.clone())
        };
        let is_colon =
            |place: usize| sentence.characters.get(place).is_some_and(|sign| ":：".contains(*sign));
        let found = last_within(start);
        if found.is_none() && start.checked_sub(1).is_some_and(is_colon) {
            start = sentence.clause_start(start - 1);
            return last_within(start);
        }
        found
    }
}

/// Whether words name a share.
fn names_share(words: &str) -> bool {
    let words = words.to_lowercase();
    SHARE.iter().any(|word| words.contains(word)) || words.contains("贡献") || words.contains("contribut")
}

/// What a number is, by the words between the number before it and itself, and the quantity with its sign.
fn kind_of(
    sentence: &Sentence,
    number: &NumberInSentence,
    (before, after): (&str, &str),
) -> (ClaimKind, Quantity) {
    const NEAR: usize = 24;
    let skip = before.chars().count().saturating_sub(NEAR);
    let near: String = before.chars().skip(skip).collect::<String>().to_lowercase();
    let last = |words: &[&'static str]| -> Option<(usize, &'static str)> {
        words.iter().filter_map(|word| near.rfind(word).map(|at| (at, *word))).max()
    };
    let (grows, falls) = (last(&GROWTH), last(&DECLINE));
    let is_fall = falls > grows;
    let moves = falls.max(grows);
    let quantity = &number.number.quantity;
    let signed = if is_fall { negative(quantity) } else { quantity.clone() };
    let is_points = number.number.unit_text.as_deref() == Some("个百分点");
    let is_share = quantity.precision == Precision::Share;
    let behind = sentence.characters.get(number.end).copied();
    let reached = moves.is_some_and(|(at, word)| {
        let rest = near.get(at + word.len()..).unwrap_or_default();
        let rest = rest.trim_start_matches(['了', ' ']);
        REACHED.iter().any(|reached| rest.starts_with(reached.trim_start()) || near.ends_with(reached))
    });
    let is_less = ["less", "fewer", "lower", "below"].iter().any(|word| after.trim_start().starts_with(word));
    if is_points {
        return (ClaimKind::Points, if is_less { negative(quantity) } else { signed });
    }
    if behind == Some('倍') && moves.is_some() {
        return (ClaimKind::Rate, signed);
    }
    if is_share && ["贡献", "拉动", "contribut"].iter().any(|word| near.contains(word)) {
        return (ClaimKind::Share, quantity.clone());
    }
    if is_share {
        // 增长率为34.25% reaches nothing: the rate is the number.
        let is_rate =
            moves.is_some() && last(&SHARE).is_none_or(|(at, _)| moves.is_some_and(|(other, _)| other > at));
        return if is_rate || near.contains("增长率") || near.contains("growth rate") {
            (ClaimKind::Rate, signed)
        } else {
            (ClaimKind::Share, quantity.clone())
        };
    }
    if ["more", "additional"].iter().any(|word| after.trim_start().starts_with(word)) {
        return (ClaimKind::Change, quantity.clone());
    }
    if is_less {
        return (ClaimKind::Change, negative(quantity));
    }
    let is_adjacent = moves.is_some_and(|(at, word)| near.len() - at - word.len() <= "了 ".len() + 3);
    match moves {
        Some(_) if is_adjacent && !reached => (ClaimKind::Change, signed),
        Some(_) | None => (ClaimKind::Level, quantity.clone()),
    }
}

/// Whether a line names sources and not facts.
pub(crate) fn is_source_line(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '*', '-', '>', '　']).to_lowercase();
    ["资料来源", "数据来源", "来源：", "来源:", "注：", "注:", "source:", "sources:", "note:", "notes:"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Whether a place stands in the title of a document: 《…》.
fn is_in_title(sentence: &Sentence, at: usize) -> bool {
    let mut before = sentence.characters.iter().take(at);
    let last = before.rfind(|sign| matches!(sign, '《' | '》'));
    last == Some(&'《')
}

/// What the number of a table's cell is, by the labels of its row and column.
pub(crate) fn kind_of_cell(labels: &[&str], quantity: &Quantity) -> ClaimKind {
    let labels = labels.join(" ").to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| labels.contains(word.trim()));
    let is_share = quantity.precision == Precision::Share;
    if is_share && says(&["贡献", "contribution"]) {
        return ClaimKind::Share;
    }
    match (is_share, says(&GROWTH) || says(&DECLINE) || says(&["增减", "change"])) {
        (true, true) => ClaimKind::Rate,
        (false, true) => ClaimKind::Change,
        (true, false) => ClaimKind::Share,
        (false, false) => ClaimKind::Level,
    }
}

/// The same number of a fall.
fn negative(quantity: &Quantity) -> Quantity {
    let bounds =
        quantity.bounds.and_then(|bounds| Bounds::closed(-bounds.upper_value()?, -bounds.lower()).ok());
    Quantity { bounds, value: quantity.value.map(|value| -value), ..quantity.clone() }
}

/// 翻一番, doubled: growth in words.
pub(crate) fn multiples(sentence: &Sentence) -> Vec<(usize, Quantity)> {
    let mut found: Vec<(usize, Quantity)> = Vec::new();
    let mut taken = 0;
    let text: String = sentence.characters.iter().collect();
    for (word, rate) in MULTIPLES {
        for (at, _) in text.match_indices(word) {
            let start = text.get(..at).map_or(0, |before| before.chars().count());
            let is_taken = found.iter().any(|(other, _)| other.abs_diff(start) < word.chars().count());
            if is_taken || start < taken {
                continue;
            }
            let bounds = Bounds::closed(rate - NEARLY, rate + NEARLY).ok();
            let quantity =
                Quantity { printed: word.to_owned(), precision: Precision::About, bounds, value: Some(rate) };
            found.push((start, quantity));
            taken = taken.max(start);
        }
        taken = 0;
    }
    found
}

/// 连续五年增长, five years in a row: the number of years, negative for a decline.
pub(crate) fn years_in_row(sentence: &Sentence) -> Vec<(usize, Quantity)> {
    let text: String = sentence.characters.iter().collect();
    let Some(at) = text.find("连续") else { return Vec::new() };
    let rest = text.get(at + "连续".len()..).unwrap_or_default();
    let Some((number, behind)) = rest.split_once('年') else { return Vec::new() };
    let Some(years) = crate::text::numerals::parse_number(number).and_then(|number| number.quantity.value)
    else {
        return Vec::new();
    };
    let behind: String = behind.chars().take(8).collect();
    let sign = match (
        GROWTH.iter().any(|word| behind.contains(word)),
        DECLINE.iter().any(|word| behind.contains(word)),
    ) {
        (true, _) => 1.0,
        (_, true) => -1.0,
        (false, false) => return Vec::new(),
    };
    let start = text.get(..at).map_or(0, |before| before.chars().count());
    let printed = format!("连续{number}年");
    let quantity = Quantity::exact(&printed, years * sign);
    quantity.map(|quantity| vec![(start, quantity)]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(ClaimKind, String)> {
        let lists = CodeLists::default();
        let resolver = Resolver::by_lists(&lists);
        let lines = [Line { number: 1, text: text.to_owned() }];
        let claims = claims(&lists, &resolver, "t.txt", &lines);
        claims.into_iter().map(|claim| (claim.kind, claim.quantity.printed)).collect()
    }

    fn check(text: &str, expected: &[(ClaimKind, &str)]) {
        let expected: Vec<(ClaimKind, String)> =
            expected.iter().map(|(kind, printed)| (*kind, (*printed).to_owned())).collect();
        assert_eq!(kinds(text), expected, "{text}");
    }

    #[test]
    fn the_words_before_a_number_say_what_it_is() {
        use ClaimKind::{Change, Level, Points, Rate, Share};
        check(
            "2019年为53.1万人，增长20.96%，较2018年的增长率（43.9%）下降13.29%。",
            &[(Level, "53.1万人"), (Rate, "20.96%"), (Rate, "43.9%"), (Rate, "13.29%")],
        );
        check("增速回落13.29个百分点", &[(Points, "13.29个百分点")]);
        check("由289家增加到455家，增加了166家", &[(Level, "289家"), (Level, "455家"), (Change, "166家")]);
        check("覆盖97个地市，占29.1%", &[(Level, "97个"), (Share, "29.1%")]);
        check("比上年翻了一番", &[(Rate, "翻了一番")]);
        check("机构数量下降5.2%", &[(Rate, "5.2%")]);
        check(
            "The number grew by 57.4% to 455 organisations, up 166.",
            &[(Rate, "57.4%"), (Level, "455"), (Change, "166")],
        );
        check("It has doubled since 2015.", &[(Rate, "doubled")]);
    }

    #[test]
    fn a_decline_is_negative() {
        let lists = CodeLists::default();
        let resolver = Resolver::by_lists(&lists);
        let lines = [Line { number: 1, text: "连续五年下降，减少了12家，下降3.5%".to_owned() }];
        let claims = claims(&lists, &resolver, "t.txt", &lines);
        let values: Vec<Option<f64>> = claims.iter().map(|claim| claim.quantity.value).collect();
        assert_eq!(values, [Some(-5.0), Some(-12.0), Some(-0.035)]);
    }
}
