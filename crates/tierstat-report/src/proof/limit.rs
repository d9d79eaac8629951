//! Limits: words beside a name by which a text may count less, or something else, than what the name counts.

use super::cue;
use super::sentence_claims::{Gap, Reading};
use super::statistic::Statistic;
use super::vocabulary::{Token, foreign};
use super::wording::NumberMention;
use tierstat_model::{Indicator, Meant, Mention};

/// Words that leave something out or in, or count over another span of time, wherever in the sentence they stand.
const LEAVING_OUT: [&str; 34] = [
    "exclud",
    "except",
    "excl.",
    "not counting",
    "not including",
    "leaving out",
    "apart from",
    "other than",
    "without ",
    "including ",
    "minus ",
    "disregarding",
    "ignoring",
    "a quarter",
    "a month",
    "per quarter",
    "per month",
    "quarterly",
    "monthly",
    "不含",
    "不包括",
    "除外",
    "剔除",
    "扣除",
    "仅含",
    "只含",
    "仅限",
    "限于",
    "不计",
    "未计",
    "（含",
    "(含",
    "季均",
    "月均",
];

/// Words for having begun to have one, which say of units that they have one and of what is counted that it is new.
const FOUNDING: [&str; 10] =
    ["founded", "established", "set", "created", "opened", "成立", "建立", "设立", "组建", "建成"];

/// What stands in a part of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    /// What is counted, where, or of which tier.
    Name,
    /// Of what is counted or of which tier: a word before it is one of its own.
    Counted,
    Number,
    Period,
}

impl Reading<'_> {
    /// The words around a number that are not understood, where they may limit what is counted; empty where all are.
    pub(super) fn limiting(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        statistic: Statistic,
        indicator: Option<&Indicator>,
    ) -> String {
        let wording = self.wording;
        if self.is_label || wording.document_before(number.start, gap.last_end).is_some() {
            return String::new();
        }
        let part = wording.part_start(number.start);
        let subject = self.sentence.mentions.iter().rev().find(|mention| {
            matches!(mention.meant, Meant::Indicator(_))
                && mention.end <= number.start
                && mention.start >= part
        });
        let from = self.part_before(subject.map_or(number.start, |subject| subject.start));
        let to = self.part_behind(number.end);
        let mut found: Vec<String> = Vec::new();
        let mut start = from;
        while start < to {
            let end = self.part_behind(start).min(to);
            found.extend(self.foreign_in((start, end), number, statistic, indicator));
            start = end + 1;
        }
        found.extend(self.led_in((part, from), statistic, indicator));
        found.extend(self.unheard(number, gap, statistic, indicator));
        let whole = wording.words(part, wording.part_end(number.end));
        let whole = whole.replace("含零", "");
        if let Some(word) = LEAVING_OUT.iter().find(|word| cue::says(&whole, &[**word])) {
            found.push(word.trim_matches([' ', '（', '(']).to_owned());
        }
        found.dedup();
        found.join(" ")
    }

    /// Where the part of a place between commas begins.
    fn part_before(&self, place: usize) -> usize {
        let before: Vec<char> = self.wording.words(0, place).chars().collect();
        before.iter().rposition(|sign| PARTING.contains(*sign)).map_or(0, |at| at + 1)
    }

    /// Where the part of a place between commas ends.
    fn part_behind(&self, place: usize) -> usize {
        let behind = self.wording.words(place, self.wording.len());
        behind.chars().position(|sign| PARTING.contains(sign)).map_or(self.wording.len(), |at| place + at)
    }

    /// The foreign words of a part between commas.
    fn foreign_in(
        &self,
        (start, end): (usize, usize),
        number: &NumberMention<'_>,
        statistic: Statistic,
        indicator: Option<&Indicator>,
    ) -> Vec<String> {
        let wording = self.wording;
        let inside = |mention: &&Mention| {
            mention.start >= start && mention.end <= end && !wording.is_in_document(mention.start)
        };
        let mut spans: Vec<(usize, usize, Span)> = Vec::new();
        for mention in self.sentence.mentions.iter().filter(inside) {
            let span = match mention.meant {
                Meant::Indicator(_) | Meant::Tier(_) => Span::Counted,
                Meant::Area(_) => Span::Name,
                Meant::Number { .. } => Span::Number,
                Meant::Period(_) => Span::Period,
            };
            match spans.last_mut() {
                Some(last) if mention.start < last.1 => last.1 = last.1.max(mention.end),
                _ => spans.push((mention.start, mention.end, span)),
            }
        }
        let words = |from: usize, to: usize| self.foreign_between((from, to), statistic, indicator);
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            // What is put in between what is counted and its number: foundations, public ones alone, grew to 9,319.
            let between = words(start, end).into_iter().filter(|token| token.is_foreign);
            return between.map(|token| token.word).collect();
        };
        let is_name = |span: Span| matches!(span, Span::Name | Span::Counted);
        let mut found = Vec::new();
        if first.2 == Span::Counted {
            // Before the first name stands what leads into the sentence, and what belongs to the name.
            let lead = words(start, first.0);
            let is_chinese = wording.is_chinese();
            let own = lead.into_iter().rev().take_while(|token| is_chinese || token.is_foreign);
            let own: Vec<Token> = own.collect();
            found.extend(own.into_iter().rev());
        }
        for pair in spans.windows(2) {
            if let [one, next] = pair
                && (is_name(one.2) || is_name(next.2) || (one.0 == number.start && statistic.is_count()))
            {
                found.extend(words(one.1, next.0));
            }
        }
        if is_name(last.2) || (last.2 == Span::Number && statistic.is_count()) {
            found.extend(words(last.1, end));
        }
        if (start..=end).contains(&number.start) {
            let all = words(start, end);
            found.extend(all.into_iter().filter(|token| token.is_foreign && token.word.contains(DENYING)));
        }
        found.into_iter().filter(|token| token.is_foreign).map(|token| token.word).collect()
    }

    /// The foreign words of a part that leads in what is counted: of those with a website, 在有网站的机构中.
    fn led_in(
        &self,
        (start, end): (usize, usize),
        statistic: Statistic,
        indicator: Option<&Indicator>,
    ) -> Vec<String> {
        let words = self.wording.words(start, end);
        let words = words.trim().trim_end_matches(['，', ',']);
        let leads = ["of ", "among ", "counting ", "taking ", "looking at "];
        let is_lead = leads.iter().any(|lead| words.starts_with(lead)) || words.ends_with(['中', '里', '内']);
        let has_number = self.wording.numbers.iter().any(|number| (start..end).contains(&number.start));
        if !is_lead || has_number {
            return Vec::new();
        }
        let all = self.foreign_between((start, end), statistic, indicator).into_iter();
        all.filter(|token| token.is_foreign).map(|token| token.word).collect()
    }

    /// The foreign words in which a text says what became of a target.
    fn unheard(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        statistic: Statistic,
        indicator: Option<&Indicator>,
    ) -> Vec<String> {
        if statistic != Statistic::TargetShare || self.outcome(number, gap).is_some() {
            return Vec::new();
        }
        let all = self.foreign_between((number.end, gap.next), statistic, indicator).into_iter();
        all.filter(|token| token.is_foreign).map(|token| token.word).collect()
    }

    /// The foreign words behind a change, in which a text may say which way it went; empty where they are said of something else.
    pub(super) fn remark(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        indicator: Option<&Indicator>,
    ) -> String {
        if self.is_label {
            return String::new();
        }
        let end = self.remark_end(number, gap).min(self.wording.part_end(number.end));
        let all = self.foreign_between((number.end, end), Statistic::Rate, indicator).into_iter();
        let words: Vec<String> = all.filter(|token| token.is_foreign).map(|token| token.word).collect();
        words.join(" ")
    }

    fn foreign_between(
        &self,
        (from, to): (usize, usize),
        statistic: Statistic,
        indicator: Option<&Indicator>,
    ) -> Vec<Token> {
        let is_covered = matches!(statistic, Statistic::Coverage | Statistic::Units) || self.has_units();
        let mut text = self.wording.words_beside_documents(from, to);
        for own in OWN {
            text = text.replace(own, " ");
        }
        if is_covered {
            for word in FOUNDING {
                text = text.replace(word, " ");
            }
        }
        if statistic == Statistic::Change {
            text = text.replace("新增", " ").replace("净增", " ");
        }
        foreign(&text, indicator)
    }

    /// Whether the sentence counts how many of some units have one.
    fn has_units(&self) -> bool {
        let numbers = &self.wording.numbers;
        numbers.iter().enumerate().any(|(index, number)| {
            let last = index.checked_sub(1).and_then(|last| numbers.get(last));
            let next = numbers.get(index + 1).map_or(self.wording.len(), |next| next.start);
            self.is_units(number, Gap { last_end: last.map_or(0, |last| last.end), next }, index)
        })
    }
}

/// Characters of words that deny.
const DENYING: [char; 5] = ['不', '未', '无', '没', '非'];
/// Signs that part a sentence.
const PARTING: &str = "，,；;。：:！？!?";

/// What the statements of this program say around a name beside plain words.
const OWN: [&str; 8] = [
    "for the first time",
    "之后首次",
    "of every kind",
    "if what \u{1} show",
    "cannot be told",
    "have no ",
    "as many as there are units",
    "since figures begin",
];
