//! Ways: whether the words around a change say that it surely went up or down, or that it may be either.

use super::claim_words::{Turn, Way};
use super::cue::{self, DECLINE, GROWTH};
use super::sentence_claims::{Gap, Reading};
use super::wording::NumberMention;
use tierstat_model::Meant;

/// Words that say that it may be either.
const OPEN: [&str; 25] = [
    "up or down",
    "cannot be told",
    "cannot be said",
    "holds zero",
    "neither growth nor decline",
    "unclear",
    "uncertain",
    "undecided",
    "无从判断",
    "无法判断",
    "含零",
    "不能断定",
    "难以断定",
    "难以判断",
    "不确定",
    "有增有减",
    "难定",
    "可能",
    "if it ",
    "if at all",
    "难以",
    "may be",
    "might be",
    "not clear",
    "open whether",
];
/// Words of a rate, before which growth is a name and no way.
const RATES: [&str; 10] = ["rate", "率", "速", "幅", "趋势", "trend", "变动", "变化", "change", "增减"];
/// Words of a way up beside those of growth.
const UP: [&str; 14] = [
    "upward",
    "rising",
    "risen",
    "growing",
    "grown",
    "upswing",
    "expansion",
    "surge",
    "upturn",
    "uptick",
    "jump",
    "走高",
    "攀升",
    "上行",
];
/// Words of a way down beside those of decline.
const DOWN: [&str; 14] = [
    "downward",
    "falling",
    "fallen",
    "shrinking",
    "shrunk",
    "slump",
    "contraction",
    "loss",
    "reduction",
    "走低",
    "萎缩",
    "下行",
    "减弱",
    "降",
];
/// Words behind which something else is told.
const OTHERS: [&str; 7] = [" while ", " but ", " whereas ", "而", "但", "比", " than "];
/// Words of a way that a word alone tells.
const SHORT_UP: [&str; 3] = ["up.", "up,", "增"];

impl Reading<'_> {
    /// Which way the words around a change say that it surely went.
    pub(super) fn way(&self, number: &NumberMention<'_>, gap: Gap) -> Way {
        if self.is_label {
            return Way::Unsaid;
        }
        let wording = self.wording;
        let limit = self.remark_end(number, gap);
        if cue::says(&wording.words(number.end, limit), &OPEN) {
            return Way::Open;
        }
        let behind = wording.words(number.end, limit.min(wording.part_end(number.end)));
        let behind = behind.get(..cue::first(&behind, &OTHERS).unwrap_or(behind.len())).unwrap_or_default();
        let before = wording.words(gap.last_end.max(wording.clause_start(number.start)), number.start);
        let told = way_of(behind);
        let is_name = RATES.iter().any(|word| before.contains(word));
        if told != Way::Unsaid || is_name { told } else { way_of(&before) }
    }

    /// Where what is said of a change ends.
    pub(super) fn remark_end(&self, number: &NumberMention<'_>, gap: Gap) -> usize {
        let wording = self.wording;
        // What stands in the clause of the next number is said of that one, and what names something else of that.
        let names = self.sentence.mentions.iter().find(|mention| {
            mention.start >= number.end
                && matches!(mention.meant, Meant::Indicator(_) | Meant::Tier(_) | Meant::Area(_))
        });
        let next = (gap.next < wording.len()).then(|| wording.clause_start(gap.next).max(number.end));
        names.map_or(wording.len(), |name| name.start).min(next.unwrap_or(wording.len()))
    }

    /// How steps in a row are said to stand to the last step: fell after 8 rises in a row, 连续8期上升之后首次下降.
    pub(super) fn turn(&self, number: &NumberMention<'_>) -> Turn {
        let wording = self.wording;
        let (start, end) = (wording.clause_start(number.start), wording.clause_end(number.end));
        let before = wording.words(start, number.start);
        let behind = wording.words(number.end, end);
        let (last, is_first) = if let Some((_, last)) = behind.split_once("之后") {
            (last.to_owned(), last.contains("首次") || last.contains("第一次"))
        } else if before.trim_end().ends_with("after") {
            (before.clone(), before.contains("for the first time"))
        } else {
            return Turn::GoesOn;
        };
        let steps = number.quantity.bounds.map_or(0.0, |bounds| bounds.lower());
        let way = way_of(&last);
        let is_opposite = (way == Way::Down && steps > 0.0) || (way == Way::Up && steps < 0.0);
        if is_opposite && is_first { Turn::Turned } else { Turn::Contradicted }
    }
}

/// Which way the first word of one in a text goes.
fn way_of(text: &str) -> Way {
    let first = |lists: [&[&str]; 2]| lists.into_iter().filter_map(|words| cue::first(text, words)).min();
    let up = first([&GROWTH, &UP]).or_else(|| cue::first(text, &SHORT_UP));
    let down = first([&DECLINE, &DOWN]);
    match (up, down) {
        (None, None) => Way::Unsaid,
        (Some(up), Some(down)) if down < up => Way::Down,
        (None, Some(_)) => Way::Down,
        (Some(_), _) => Way::Up,
    }
}
