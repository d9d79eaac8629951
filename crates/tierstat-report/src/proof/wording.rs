//! The wording of a sentence: its words with everything that is mentioned blanked, and where its clauses end.

use super::cue::{self, SINCE, UNTIL};
use super::vocabulary::{is_function_word, is_han, names_of};
use tierstat_model::{AreaCode, Indicator, IndicatorId, Meant, Mention, Period, Quantity, Sentence, TierId};

/// Stands for a character of a number.
const NUMBER: char = '\u{1}';
/// Stands for a character of a period or name.
const NAME: char = '\u{2}';

/// A sentence, as cues are looked for in it.
pub(super) struct Wording<'a> {
    sentence: &'a Sentence,
    blanked: Vec<char>,
    pub(super) numbers: Vec<NumberMention<'a>>,
    /// The names of documents, with the brackets of their dates.
    documents: Vec<Named>,
}

/// The name of a document in a sentence.
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    /// As it is compared with titles.
    pub(super) title: String,
}

/// A number of a sentence.
pub(super) struct NumberMention<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quantity: &'a Quantity,
    pub(super) unit: Option<&'a str>,
}

/// A period of a sentence: where it begins, the place behind it, itself, and which end of a change it is.
pub(super) type PeriodAt = (usize, usize, Period, Option<End>);

/// Which end of a change a number or period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Since,
    Until,
}

impl<'a> Wording<'a> {
    pub(super) fn of(sentence: &'a Sentence, titles: &[Named]) -> Self {
        let mut blanked: Vec<char> =
            sentence.characters.iter().flat_map(|sign| sign.to_lowercase().next()).collect();
        let mut numbers: Vec<NumberMention<'a>> = Vec::new();
        for mention in &sentence.mentions {
            let (blank, number) = match &mention.meant {
                Meant::Number { quantity, unit } => (NUMBER, Some((quantity, unit.as_deref()))),
                Meant::Indicator(_) | Meant::Tier(_) | Meant::Area(_) | Meant::Period(_) => (NAME, None),
            };
            if let Some((quantity, unit)) = number {
                if numbers.last().is_some_and(|last| last.end > mention.start) {
                    continue;
                }
                numbers.push(NumberMention { start: mention.start, end: mention.end, quantity, unit });
            }
            let is_spoken =
                number.is_some_and(|(_, unit)| unit.is_some_and(|unit| unit.contains("multiple")));
            for place in mention.start..mention.end {
                if let Some(sign) = blanked.get_mut(place).filter(|_| !is_spoken) {
                    *sign = blank;
                }
            }
        }
        let documents = titles.iter().map(|title| Named {
            start: title.start,
            end: behind_brackets(&sentence.characters, title.end),
            title: title.title.clone(),
        });
        Self { sentence, blanked, numbers, documents: documents.collect() }
    }

    /// Whether a place lies in the name of a known document or in the brackets behind it.
    pub(super) fn is_in_document(&self, place: usize) -> bool {
        self.documents.iter().any(|document| (document.start..document.end).contains(&place))
    }

    /// The document whose name stands right before a number, behind the number before.
    pub(super) fn document_before(&self, place: usize, last_end: usize) -> Option<String> {
        let document = self.documents.iter().rev().find(|document| document.end <= place)?;
        let between = self.words(document.end, place);
        let own = between.trim_start_matches(['》', '”', '）', ')', ' ']);
        let says = ["为", "印作", "有", "称", "has", "prints", "says", "gives"];
        let is_own = own.chars().count() <= LONGEST_VERB && says.iter().any(|word| own.starts_with(word));
        // The numbers inside the name lie before it ends.
        (is_own && last_end <= document.end).then(|| document.title.clone())
    }

    /// Whether it is a name, a colon and a number alone, perhaps with how it was computed.
    pub(super) fn is_bare_label(&self) -> bool {
        let Some(first) = self.numbers.first() else { return false };
        let words = self.words(0, first.start);
        let behind = self.words(first.end, self.len());
        let behind = behind.trim().trim_start_matches("(rounded)").trim();
        let is_end = behind.is_empty() || behind.starts_with('=');
        is_end && words.trim_end().ends_with([':', '：']) && !self.indicators(0, first.start).is_empty()
    }

    /// Whether its letters are mostly Chinese.
    pub(super) fn is_chinese(&self) -> bool {
        let outside = self.sentence.characters.iter().enumerate().filter(|(at, _)| !self.is_in_document(*at));
        let (mut han, mut latin) = (0_usize, 0_usize);
        for (_, sign) in outside {
            han += usize::from(is_han(*sign));
            latin += usize::from(sign.is_ascii_alphabetic());
        }
        han > latin / 4
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.blanked.len()
    }

    /// The words of a part, with what is mentioned blanked.
    pub(super) fn words(&self, start: usize, end: usize) -> String {
        self.blanked.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The words of a part, with what is mentioned and the names of documents blanked.
    pub(super) fn words_beside_documents(&self, start: usize, end: usize) -> String {
        let signs = self.blanked.get(start..end).unwrap_or_default().iter().zip(start..);
        signs.map(|(sign, place)| if self.is_in_document(place) { NAME } else { *sign }).collect()
    }

    /// The whole, with what is mentioned.
    pub(super) fn all(&self) -> String {
        cue::folded(&self.sentence.characters)
    }

    /// Where the clause of a place begins.
    pub(super) fn clause_start(&self, place: usize) -> usize {
        let before = self.blanked.get(..place).unwrap_or_default();
        before.iter().rposition(|sign| "，,；;。:：！？!?、".contains(*sign)).map_or(0, |at| at + 1)
    }

    /// Where the clause of a place ends.
    pub(super) fn clause_end(&self, place: usize) -> usize {
        let behind = self.blanked.get(place..).unwrap_or_default();
        behind.iter().position(|sign| "，,；;。！？!?".contains(*sign)).map_or(self.len(), |at| place + at)
    }

    /// Where the end of a part before begins: behind the last semicolon.
    pub(super) fn part_start(&self, place: usize) -> usize {
        let before = self.blanked.get(..place).unwrap_or_default();
        before.iter().rposition(|sign| "；;".contains(*sign)).map_or(0, |at| at + 1)
    }

    /// Where the part of a place ends: before the next semicolon.
    pub(super) fn part_end(&self, place: usize) -> usize {
        let behind = self.blanked.get(place..).unwrap_or_default();
        behind.iter().position(|sign| "；;。".contains(*sign)).map_or(self.len(), |at| place + at)
    }

    /// Whether a place lies between the brackets of a title: 《…》.
    pub(super) fn is_in_title(&self, place: usize) -> bool {
        let before = self.blanked.get(..place).unwrap_or_default();
        before.iter().rfind(|sign| matches!(sign, '《' | '》')) == Some(&'《')
    }

    /// Which end of a change stands at a place, by the last word before it and behind another place; the name of a document says none.
    pub(super) fn end_at(&self, from: usize, place: usize) -> Option<End> {
        let named =
            self.documents.iter().filter(|document| document.end <= place).map(|document| document.end);
        let from = named.max().map_or(from, |end| end.max(from));
        let text = self.words(from, place).replace("比重", "??").replace("比例", "??").replace("占比", "??");
        let (since, until) = (cue::last(&text, &SINCE), cue::last(&text, &UNTIL));
        (since.is_some() || until.is_some()).then(|| if since > until { End::Since } else { End::Until })
    }

    /// What is mentioned, without what stands in the names of documents.
    fn mentions(&self) -> impl DoubleEndedIterator<Item = &'a Mention> {
        self.sentence.mentions.iter().filter(|mention| !self.is_in_document(mention.start))
    }

    /// The periods, each with its place and whether a change begins there.
    pub(super) fn periods(&self) -> Vec<PeriodAt> {
        let mut found: Vec<PeriodAt> = Vec::new();
        for mention in self.mentions() {
            let Meant::Period(period) = &mention.meant else { continue };
            let from = found.last().map_or(0, |(_, end, ..)| *end).max(self.comma_before(mention.start));
            found.push((mention.start, mention.end, *period, self.end_at(from, mention.start)));
        }
        // 2010年底至2022年底, June to December, between 2010 and 2015.
        for place in 1..found.len() {
            let Some((last, next)) = found.get(place - 1).zip(found.get(place)) else { continue };
            let between = self.words(last.1, next.0);
            let leads = self.words(last.0.saturating_sub("between ".len()), last.0);
            let joins = ["至", "到", "-", "–", "—", "~", "～", "to", "to the", "→"].contains(&between.trim())
                || (leads == "between " && between.trim() == "and");
            if joins {
                if let Some(first) = found.get_mut(place - 1) {
                    first.3 = Some(End::Since);
                }
                if let Some(second) = found.get_mut(place) {
                    second.3 = Some(End::Until);
                }
            }
        }
        found
    }

    fn comma_before(&self, place: usize) -> usize {
        let before = self.blanked.get(..place).unwrap_or_default();
        before.iter().rposition(|sign| "，,；;。".contains(*sign)).map_or(0, |at| at + 1)
    }

    /// The tiers between two places.
    pub(super) fn tiers(&self, start: usize, end: usize) -> Vec<(usize, usize, TierId)> {
        let of = |mention: &Mention| match &mention.meant {
            Meant::Tier(tier) => Some((mention.start, mention.end, tier.clone())),
            Meant::Indicator(_) | Meant::Area(_) | Meant::Period(_) | Meant::Number { .. } => None,
        };
        self.mentions().filter(|found| found.start >= start && found.end <= end).filter_map(of).collect()
    }

    /// The areas between two places.
    pub(super) fn areas(&self, start: usize, end: usize) -> Vec<Vec<AreaCode>> {
        let of = |mention: &Mention| match &mention.meant {
            Meant::Area(codes) => Some(codes.clone()),
            Meant::Indicator(_) | Meant::Tier(_) | Meant::Period(_) | Meant::Number { .. } => None,
        };
        self.mentions().filter(|found| found.start >= start && found.end <= end).filter_map(of).collect()
    }

    /// The indicators between two places.
    pub(super) fn indicators(&self, start: usize, end: usize) -> Vec<(usize, IndicatorId)> {
        let of = |mention: &Mention| match &mention.meant {
            Meant::Indicator(id) => Some((mention.start, id.clone())),
            Meant::Area(_) | Meant::Tier(_) | Meant::Period(_) | Meant::Number { .. } => None,
        };
        self.mentions().filter(|found| found.start >= start && found.end <= end).filter_map(of).collect()
    }

    /// Whether a mention begins at a place, or one space behind it.
    pub(super) fn is_mentioned_at(&self, place: usize) -> bool {
        let next = self.blanked.get(place).is_some_and(|sign| *sign == ' ');
        self.mentions().any(|found| found.start == place || (next && found.start == place + 1))
    }

    /// Whether the words of a part say nothing but function words, cues and words of the indicator's own names.
    pub(super) fn is_plain(&self, (start, end): (usize, usize), indicator: Option<&Indicator>) -> bool {
        let text = self.words(start, end);
        let names: String = indicator.map(names_of).unwrap_or_default();
        let mut han = 0;
        for sign in text.chars().filter(|sign| is_han(*sign)) {
            han += usize::from(!FUNCTION_HAN.contains(sign) && !names.contains(sign));
        }
        let foreign = text
            .split(|sign: char| !sign.is_ascii_alphabetic() && sign != '-')
            .filter(|word| !word.is_empty())
            .filter(|word| {
                let stem = word.strip_suffix('s').unwrap_or(word);
                !is_function_word(word) && !names.contains(stem)
            })
            .count();
        han <= 2 && foreign == 0
    }
}

/// Between a document and what it prints stand no more characters.
const LONGEST_VERB: usize = 12;

/// The place behind the brackets that follow a title: 》（2018-02-13）.
fn behind_brackets(text: &[char], end: usize) -> usize {
    let mut at = end;
    while text.get(at).is_some_and(|sign| matches!(sign, '》' | '”' | '"' | ' ')) {
        at += 1;
    }
    if !text.get(at).is_some_and(|sign| matches!(sign, '（' | '(')) {
        return end;
    }
    let inside = text.get(at..).unwrap_or_default().iter().take(20);
    inside.into_iter().position(|sign| matches!(sign, '）' | ')')).map_or(end, |close| at + close + 1)
}

/// Characters of words that name nothing by themselves.
const FUNCTION_HAN: &str = "的了和与及为由自至到在中有共其达已比较同上年末底个家名人数量总合计约近多余超过增减长升降加幅率速占\
    对贡献覆盖变动化从第前后各该这是以来期从而且并分别即均约其中间全部下提高回落新净扩大缩小少高低跌滑涨";
