//! Limits of the heads of a table: words in them that are not understood, and heads under which another kind of number stands.

use super::claim_words::ForecastPart;
use super::cue;
use super::number_sense::forecast_part;
use super::statistic::Statistic;
use super::table_claims::{Heads, Table};
use super::vocabulary::foreign;
use tierstat_model::{IndicatorId, Meant, Mention};

/// A head or label that names what is counted is no longer than this; what is longer is a remark. In characters.
const LONGEST_HEAD: usize = 120;

impl Table<'_> {
    /// Which number of a forecast the head of a cell names, and what in its heads may limit what is counted.
    pub(super) fn part_and_limits(
        &self,
        heads: &Heads<'_>,
        indicator: Option<&IndicatorId>,
        (head, statistic): (&str, Statistic),
    ) -> (Option<ForecastPart>, String) {
        let part = forecast_part(head).filter(|_| statistic == Statistic::Forecast);
        let mut limiting = self.limiting(heads, indicator);
        // A count stands under the head of a rate, or a percentage under that of a count.
        let names_rate = ["rate", "share", "率", "占比", "比重"].iter().any(|word| head.contains(word));
        let names_change = ["change", "增减", "增加", "减少"].contains(&head);
        let is_other = (names_rate && statistic.is_count()) || (names_change && statistic == Statistic::Rate);
        limiting.extend((is_other && !head.contains(['%', '‰'])).then(|| head.to_owned()));
        (part, limiting.join(" "))
    }

    /// The words of the heads of a cell that are not understood beside the names that stand there.
    fn limiting(&self, heads: &Heads<'_>, indicator: Option<&IndicatorId>) -> Vec<String> {
        let declared = indicator.and_then(|id| self.lists.indicators.get(id));
        let passages = heads.row.iter().copied().chain(heads.column);
        let sentences = passages.flat_map(|passage| &passage.sentences);
        let is_name = |mention: &Mention| {
            matches!(mention.meant, Meant::Indicator(_) | Meant::Tier(_) | Meant::Area(_))
        };
        let named = sentences.filter(|sentence| {
            sentence.mentions.iter().any(is_name) && sentence.printed.chars().count() <= LONGEST_HEAD
        });
        let words = named.flat_map(|sentence| {
            let blanked = sentence.characters.iter().enumerate().map(|(place, sign)| {
                let is_inside = |mention: &Mention| (mention.start..mention.end).contains(&place);
                if sentence.mentions.iter().any(is_inside) { ' ' } else { *sign }
            });
            foreign(&cue::folded(&blanked.collect::<Vec<char>>()), declared)
        });
        words.filter(|token| token.is_foreign).map(|token| token.word).collect()
    }
}
