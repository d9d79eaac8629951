//! What a roll-up says of itself: the sum in a sentence, what it is made of, and what it lacks.

use super::{Agreement, Apart, RollUp};
use crate::explanation::Explanation;
use crate::instead::listed;
use crate::remark::Remark;
use crate::row::Voice;
use crate::series_of::SeriesOf;
use tierstat_model::{Language, Localized};
use tierstat_words as words;

impl RollUp {
    /// The sum, what it lacks, and the number that is printed beside it, in a sentence.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let language = voice.language;
        let of = SeriesOf::Ledger(self.series.clone());
        let (name, unit) = (of.subject(voice), of.unit(voice));
        let (period, sum) = (words::period(self.period, language), self.sum_said(language));
        let (whole, places) = (self.whole, self.places);
        let missing = listed(self.missing_names(voice), voice);
        let printed = self.printed.as_ref().map(|printed| words::bounds(&printed.bounds, language));
        let known = self.known().map_or_else(String::new, |known| words::bounds(&known, language));
        match language {
            Language::Chinese => {
                let of = if self.is_complete() {
                    format!("由{places}个地区相加为{sum}{unit}")
                } else {
                    format!("{places}个地区中{whole}个齐全，相加为{known}{unit}，缺{missing}，故合计为{sum}")
                };
                let beside = match (printed, self.agreement()) {
                    (Some(printed), Some(Agreement::Agrees)) => format!("；所印的{printed}与之相符"),
                    (Some(printed), Some(Agreement::WithoutMissing)) => {
                        format!("；所印的{printed}不计所缺即相符")
                    }
                    (Some(printed), Some(Agreement::Differs)) => format!("；所印的是{printed}，不符"),
                    (Some(printed), Some(Agreement::CannotBeSaid)) => {
                        format!("；所印的是{printed}，其差可为所缺")
                    }
                    _ => String::new(),
                };
                format!("{period}，{name}{of}{beside}。")
            }
            Language::English => {
                let of = if self.is_complete() {
                    format!("is {sum}, the sum of {places} areas")
                } else {
                    format!(
                        "is {sum}: {whole} of {places} areas are whole and sum to {known}, and {missing} are missing"
                    )
                };
                let beside = match (printed, self.agreement()) {
                    (Some(printed), Some(Agreement::Agrees)) => {
                        format!("; what is printed, {printed}, agrees")
                    }
                    (Some(printed), Some(Agreement::WithoutMissing)) => {
                        format!("; what is printed, {printed}, agrees without what is missing")
                    }
                    (Some(printed), Some(Agreement::Differs)) => {
                        format!("; what is printed, {printed}, differs")
                    }
                    (Some(printed), Some(Agreement::CannotBeSaid)) => {
                        format!("; printed is {printed}, and what is missing may be the difference")
                    }
                    _ => String::new(),
                };
                format!("As of {period}, {name} {of}{beside}.")
            }
        }
    }

    /// How it was made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let language = voice.language;
        let named = |code| words::area_name(voice.lists, code, language);
        let used = self.parts.iter().map(|part| {
            let tier = (part.tier != self.series.tier)
                .then(|| format!(" ({})", words::tier_name(voice.lists, &part.tier, language)));
            let area = named(&part.area) + &tier.unwrap_or_default();
            let Some(number) = &part.number else { return format!("{area} 0") };
            let ids: Vec<&str> = number.readings.iter().map(|reading| reading.figure.id.0.as_str()).collect();
            format!("{area} {} [{}]", words::bounds(&number.bounds, language), ids.join(" + "))
        });
        let missing = self.missing.iter().zip(self.missing_names(voice)).map(|(missing, name)| {
            let reason = match missing.nearest {
                None => Localized::new("没有数", "no number"),
                Some(period) => Localized::new(
                    format!("没有这一期的数；最近的是{}", words::period(period, Language::Chinese)),
                    format!(
                        "no number of this period; the nearest is of {}",
                        words::period(period, Language::English)
                    ),
                ),
            };
            (name, reason)
        });
        let apart = self.apart.iter().map(|(code, apart)| {
            let reason = match apart {
                Apart::HeldByOuter => {
                    Localized::new("已含在其上级的数中", "held by the number of an area around it")
                }
                Apart::Renamed => Localized::new(
                    "当年改设，用改设后的数",
                    "it became another area in that year, whose number is taken",
                ),
                Apart::NotThere => Localized::new("当时不存在", "it did not exist on that day"),
            };
            (named(code), reason)
        });
        let mut remarks = vec![Localized::new(
            "有自己的数的地区用其自己的数，不再往下看；没有的由其下级相加；各数同属一期",
            "an area that has a number of its own stands with it and is not looked into; one that has none is summed from those in it; all numbers are of one period",
        )];
        remarks.extend(self.remarks().iter().map(Remark::said));
        Explanation {
            subject: SeriesOf::Ledger(self.series.clone()).name(voice),
            statement: self.statement(voice),
            methods: vec!["roll-up"],
            used: used.collect(),
            left_out: missing.chain(apart).collect(),
            remarks,
        }
    }
}
