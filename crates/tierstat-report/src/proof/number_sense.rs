//! The sense of a number: whether it is a level, a rate, a share or something else, by the words around it.

use super::claim::Claim;
use super::claim_words::ForecastPart;
use super::cue::{
    self, CONTRIBUTION, COVERAGE, DECLINE, FORECAST, GROWTH, MOVE, PACE, SHARE, TARGET, TREND, YEARLY,
};
use super::sentence_claims::{Gap, Reading};
use super::statistic::Statistic;
use super::wording::NumberMention;
use tierstat_model::{Bounds, Precision, Quantity};

/// Between two numbers of one list stand no more characters.
const LISTED: usize = 16;

/// Which number of a forecast the head of a column names: lower 80 %, 95%上限.
pub(super) fn forecast_part(head: &str) -> Option<ForecastPart> {
    if ["point", "预测", "预测值", "forecast"].contains(&head) {
        return Some(ForecastPart::Point);
    }
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    // A level of more digits than a share has is that of no interval.
    let level = digits.parse().unwrap_or(u8::MAX);
    if head.contains("lower") || head.contains("下限") {
        Some(ForecastPart::Lower(level))
    } else {
        (head.contains("upper") || head.contains("上限")).then_some(ForecastPart::Upper(level))
    }
}

/// Whether the head of a column or the end of a label is that of what is to be expected.
pub(super) fn is_head_of_forecast(words: &str) -> bool {
    ["预测", "下限", "上限", "forecast"].iter().any(|word| words.contains(word))
        || words == "point"
        || words.starts_with("lower ")
        || words.starts_with("upper ")
}

impl Reading<'_> {
    /// What a number is, and whether it is a fall.
    pub(super) fn statistic(
        &self,
        number: &NumberMention<'_>,
        gap: Gap,
        index: usize,
        last: Option<&Claim>,
    ) -> (Statistic, bool) {
        let wording = self.wording;
        if self.is_label {
            return (self.label_statistic(number), false);
        }
        match number.unit {
            Some("multiple") => return (Statistic::Rate, false),
            Some("years-in-row") => return (Statistic::YearsInRow, false),
            Some("steps-in-row") => return (Statistic::Steps, false),
            Some("rank") => return (Statistic::Rank, false),
            _ => {}
        }
        let near = wording.words(gap.last_end, number.start);
        let after = wording.words(number.end, gap.next);
        let start = after.trim_start().trim_start_matches("(rounded)").trim_start();
        let clause = wording.words(wording.clause_start(number.start), wording.clause_end(number.end));
        let part = wording.words(wording.part_start(number.start), number.start);
        let behind = wording.words(number.end, wording.clause_end(number.end).min(gap.next));
        if self.is_among(number, &near, &after) {
            return (Statistic::Among, false);
        }
        if self.is_of_text(number, &after) {
            return (Statistic::Apart, false);
        }
        let whole = wording.all();
        let is_share = number.quantity.precision == Precision::Share
            || number.unit.is_some_and(|unit| unit == "%")
            || number.quantity.printed.contains('%');
        let (grows, falls) = (cue::last(&near, &GROWTH), cue::last(&near, &DECLINE));
        let is_less = ["less", "fewer", "lower", "below"].iter().any(|word| start.starts_with(word));
        let is_fall = is_less || falls > grows;
        let moves = grows.max(falls).max(cue::last(&near, &MOVE));
        let is_points = number.unit == Some("个百分点")
            || start.starts_with("percentage point")
            || start.starts_with("个百分点");
        if is_points {
            return (Statistic::Points, is_fall);
        }
        if is_share && is_confidence(&near, start, gap.next < wording.len()) && cue::says(&whole, &TREND) {
            return (Statistic::TrendConfidence, false);
        }
        if cue::says(&whole, &FORECAST) {
            if is_share && is_confidence(&near, start, gap.next < wording.len()) {
                return (Statistic::ForecastConfidence, false);
            }
            return (self.forecast_statistic(start, is_share), false);
        }
        if let Some(found) = self.target_statistic((&near, start), &whole, is_share) {
            return (found, false);
        }
        if is_share || number.quantity.printed.contains('‰') {
            let is_trend =
                cue::says(&whole, &TREND) && (near.contains("年均") || start.starts_with("a year"));
            let fell = last.filter(|claim| claim.statistic == Statistic::Rate).map(|claim| {
                claim
                    .quantity
                    .bounds
                    .is_some_and(|bounds| bounds.upper_value().is_some_and(|most| most <= 0.0))
            });
            let last = last.map(|claim| claim.statistic);
            if is_trend {
                return (Statistic::Trend, is_fall);
            }
            if is_confidence(&near, start, gap.next < wording.len()) && !cue::says(&near, &COVERAGE) {
                return (Statistic::Apart, false);
            }
            let is_interval =
                number.quantity.precision == Precision::Range || number.quantity.printed.contains(['–', '~']);
            // Behind its level of confidence stands an interval, whatever becomes of its ends.
            let is_interval = is_interval || number.quantity.printed.contains(" to ");
            if matches!(last, Some(Statistic::TrendConfidence | Statistic::TrendInterval))
                || (matches!(last, Some(Statistic::Trend | Statistic::TrendPoints)) && is_interval)
            {
                return (Statistic::TrendInterval, false);
            }
            let is_a_year = cue::says(&near, &YEARLY) || YEARLY.iter().any(|word| start.starts_with(word));
            if is_a_year {
                // 下降1.0%–10.9%，年均0.5%–6.3%: what the first is, the next is too.
                let goes_on = grows.is_none() && falls.is_none() && near.chars().count() <= LISTED;
                let is_fall = is_fall || (goes_on && fell == Some(true));
                return (Statistic::YearlyRate, is_fall);
            }
            let is_part_of_move = near.contains('占')
                && (part.contains("增加的") || part.contains("增量") || part.contains("新增的"));
            if cue::says(&near, &CONTRIBUTION) || cue::says(&behind, &CONTRIBUTION) || is_part_of_move {
                return (Statistic::Contribution, false);
            }
            let covers = cue::last(&near, &COVERAGE);
            let shares = cue::last(&near, &SHARE);
            if moves.is_some() && moves > covers && moves > shares {
                return (Statistic::Rate, is_fall);
            }
            if covers.is_some() {
                return (Statistic::Coverage, false);
            }
            let named =
                cue::folded(self.sentence.characters.get(gap.last_end..number.start).unwrap_or_default());
            if named.contains("增长率") || named.contains("增速") || named.contains("growth rate") {
                return (Statistic::Rate, false);
            }
            let is_of_units = behind.starts_with(" of \u{2}") || behind.starts_with("的\u{2}");
            if is_of_units || cue::says(&clause, &COVERAGE) {
                return (Statistic::Coverage, false);
            }
            if shares.is_none() {
                let covered = self.wording.numbers.get(..index).unwrap_or_default().len();
                match last {
                    Some(Statistic::Coverage | Statistic::Units) if covered > 0 => {
                        return (Statistic::Coverage, false);
                    }
                    Some(Statistic::Level) if self.is_after_units(index) => {
                        return (Statistic::Coverage, false);
                    }
                    Some(Statistic::Rate) if near.chars().count() <= LISTED => {
                        return (Statistic::Rate, is_fall);
                    }
                    _ => {}
                }
            }
            return (Statistic::Share, false);
        }
        if cue::says(&whole, &TREND) && (start.starts_with("数据点") || start.starts_with("points")) {
            return (Statistic::TrendPoints, false);
        }
        if self.is_units(number, gap, index) {
            return (Statistic::Units, false);
        }
        if ["more", "additional"].iter().any(|word| start.starts_with(word)) {
            return (Statistic::Change, false);
        }
        if is_less && !start.starts_with("lower") && !start.starts_with("below") {
            return (Statistic::Change, true);
        }
        let moves_adjacent = moves.is_some_and(|at| {
            let rest = near.get(at..).unwrap_or_default().trim();
            ["", "了", "by", "of", "数", "量", "值", "为", "达", "by about", "of about"].contains(&rest)
                && !near.trim_end().ends_with(['至', '到'])
        });
        if moves_adjacent {
            return (Statistic::Change, is_fall);
        }
        (Statistic::Level, false)
    }

    /// The place that a number says: one that is more than 1 is 2 at best, and thousands behind it are a part of it.
    pub(super) fn place_of(&self, number: &NumberMention<'_>) -> Quantity {
        const SCALES: [&str; 9] = ["hundred", "thousand", "million", "billion", "十", "百", "千", "万", "亿"];
        let after = self.wording.words(number.end, self.wording.len());
        let quantity = number.quantity;
        let lower = quantity.bounds.map_or(f64::NAN, |bounds| bounds.lower());
        let said = if SCALES.iter().any(|scale| after.trim_start().starts_with(scale)) {
            // How many of them is of no matter: no place is among so many.
            lower * 100.0
        } else if matches!(quantity.precision, Precision::AtLeast | Precision::Floor) {
            lower + 1.0
        } else {
            return quantity.clone();
        };
        let bounds = Bounds::point(said).ok();
        Quantity { bounds, value: bounds.and(Some(said)), precision: Precision::Exact, ..quantity.clone() }
    }

    /// Whether a number says among how many an area has its place.
    pub(super) fn is_among(&self, number: &NumberMention<'_>, near: &str, after: &str) -> bool {
        let part = (self.wording.part_start(number.start), self.wording.clause_end(number.end));
        let is_rank = |other: &NumberMention<'_>| {
            other.unit == Some("rank") && part.0 <= other.start && other.start <= part.1
        };
        let near = near.trim_end();
        self.wording.numbers.iter().any(is_rank)
            && (near.ends_with("among the")
                || near.ends_with("among")
                || near.ends_with("of")
                || after.contains('中'))
    }

    /// Whether a number speaks of the text itself or is no number of things: 另有6个其他日期的数, in 5 years.
    pub(super) fn is_of_text(&self, number: &NumberMention<'_>, after: &str) -> bool {
        let after = after.trim_start();
        let of_numbers = ["其他日期的数", "其他时期的数", "other days", "other numbers", "earlier periods"];
        let of_time = ["年间", "年来", "years", "months"];
        (of_numbers.iter().any(|words| after.starts_with(words)))
            || (number.unit.is_none() && of_time.iter().any(|words| after.starts_with(words)))
    }

    /// What a number is in a sentence that looks ahead.
    pub(super) fn forecast_statistic(&self, behind: &str, is_share: bool) -> Statistic {
        if behind.starts_with("数据点") || behind.starts_with("个数据点") || behind.starts_with("points")
        {
            Statistic::ForecastPoints
        } else if is_share {
            Statistic::Apart
        } else {
            Statistic::Forecast
        }
    }

    /// What a number is in a sentence that holds numbers against a target.
    pub(super) fn target_statistic(
        &self,
        (near, behind): (&str, &str),
        all: &str,
        is_share: bool,
    ) -> Option<Statistic> {
        if is_share {
            return cue::says(all, &TARGET).then_some(Statistic::TargetShare);
        }
        let is_aim = behind.starts_with("aimed at") || near.contains("目标为") || near.contains("目标是");
        let is_left =
            behind.starts_with("are missing") || near.contains("尚差") || near.contains("missed by");
        let is_pace = cue::says(near, &PACE)
            || (cue::says(all, &PACE)
                && ["a year", "more a year"].iter().any(|words| behind.starts_with(words)));
        (is_aim || is_left || is_pace).then_some(Statistic::Target)
    }

    /// What the number of a line of origin is, by the last part of its name and by how it was computed.
    pub(super) fn label_statistic(&self, number: &NumberMention<'_>) -> Statistic {
        let method = self.wording.words(number.end, self.wording.len());
        let method = method.trim_start();
        if method.starts_with('=') {
            let is = |words: &[&str]| words.iter().any(|word| method.contains(word));
            if is(&["名次", "place:"]) {
                return Statistic::Rank;
            } else if is(&["显著程度", "surprise"]) {
                let is_ratio = number.quantity.printed.contains('%');
                return if is_ratio { Statistic::YearlyRate } else { Statistic::Steps };
            } else if is(&["计划完成程度", "progress towards"]) {
                let is_ratio = number.quantity.printed.contains('%');
                return if is_ratio { Statistic::TargetShare } else { Statistic::Target };
            } else if is(&["增长率", "growth rate"]) {
                return Statistic::Rate;
            } else if is(&["预测", "forecast", "combination"]) {
                return Statistic::Forecast;
            }
        }
        let words = self.wording.words(0, number.start);
        let last = words.rsplit('·').next().unwrap_or_default();
        let is_share = number.unit.is_some_and(|unit| unit == "%");
        if is_head_of_forecast(last.trim().trim_end_matches([':', '：'])) {
            Statistic::Forecast
        } else if cue::says(last, &CONTRIBUTION) || last.contains("share of the growth") {
            Statistic::Contribution
        } else if cue::says(last, &COVERAGE) {
            Statistic::Coverage
        } else if is_share && (cue::says(last, &GROWTH) || cue::says(last, &DECLINE)) {
            Statistic::Rate
        } else if last.contains("增减") || last.contains("change") {
            Statistic::Change
        } else if is_share && words.matches('·').count() < 3 {
            if number.quantity.printed.contains(['–', '~']) || number.quantity.printed.contains(" to ") {
                Statistic::TrendInterval
            } else {
                Statistic::Trend
            }
        } else {
            Statistic::Level
        }
    }

    /// Whether the last numbers were `14 of 21` or 21…中有14.
    pub(super) fn is_after_units(&self, index: usize) -> bool {
        let place = |back: usize| index.checked_sub(back).and_then(|at| self.wording.numbers.get(at));
        place(2).zip(place(1)).is_some_and(|(first, second)| {
            let between = self.wording.words(first.end, second.start);
            is_whole_before(&between) || is_whole_behind(&between)
        })
    }

    /// Whether a number is the whole of which the next or the last one is counted.
    pub(super) fn is_units(&self, number: &NumberMention<'_>, gap: Gap, index: usize) -> bool {
        let after = self.wording.words(number.end, gap.next);
        if gap.next < self.wording.len() && is_whole_before(&after) {
            return true;
        }
        let before = self.wording.words(gap.last_end, number.start);
        index > 0 && is_whole_behind(&before)
    }

    /// Whether a number is the part of `14 of 21`.
    pub(super) fn is_covered(&self, number: &NumberMention<'_>, gap: Gap, index: usize) -> bool {
        let before = self.wording.words(gap.last_end, number.start);
        let after = self.wording.words(number.end, gap.next);
        (index > 0 && is_whole_before(&before)) || (gap.next < self.wording.len() && is_whole_behind(&after))
    }
}

/// Whether a percentage says how sure an interval is: 95%区间, 95 %: 3 to 5, with 95 % confidence.
fn is_confidence(before: &str, behind: &str, is_followed: bool) -> bool {
    // What stands behind a percentage and before the next number.
    let leads = is_followed && [":", "："].contains(&behind.trim());
    leads
        || ["区间", "置信", "的置信", "confidence", "interval"].iter().any(|word| behind.starts_with(word))
        || before.trim_end().ends_with("confidence of")
}

/// Whether words between two numbers make the first the whole of which the second is counted: 333个地级行政区划中有97个.
fn is_whole_before(words: &str) -> bool {
    let words = words.trim();
    (words.contains("中有") || words.ends_with("中的") || words.ends_with("中，") || words.ends_with("里有"))
        && !words.contains(['；', ';', '。'])
}

/// Whether words between two numbers make the second the whole of which the first is counted: 97 of 333.
fn is_whole_behind(words: &str) -> bool {
    ["of", "of the", "out of", "out of the", "of its", "of all"].contains(&words.trim())
}
