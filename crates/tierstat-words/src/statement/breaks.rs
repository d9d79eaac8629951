//! Breaks in words.

use super::{NumberWords, Statement, Subject, said};
use std::fmt::Display;
use tierstat_model::Language;
use tierstat_numerics::breaks::{Link, Splice, SupremumF};

impl Statement for SupremumF {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        /// Below this probability a break is said to be there.
        const LEVEL: f64 = 0.05;
        let Subject { name, to, .. } = *subject;
        let (statistic, probability) = (words.measure(self.statistic), words.measure(self.probability));
        if self.probability >= LEVEL {
            return said(
                language,
                format!("{name}没有可以认定的断点（sup-F={statistic}，p={probability}）。"),
                format!("No break shows in {name} (sup-F {statistic}, p {probability})."),
            );
        }
        said(
            language,
            format!("{name}的趋势在{to}起改变（sup-F={statistic}，p={probability}）。"),
            format!("The trend of {name} changes from {to} on (sup-F {statistic}, p {probability})."),
        )
    }
}

impl<T: Display> Statement for Splice<T> {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, .. } = *subject;
        let overlaps: Vec<String> = self.overlaps.iter().map(ToString::to_string).collect();
        let (count, factor) = (self.carried.len(), words.count(&self.factor));
        if self.link == Link::Shift {
            return said(
                language,
                format!("{name}以{}为重叠期衔接，{count}个旧口径数加上{factor}。", overlaps.join("、")),
                format!("{name} are joined at {}: {count} old figures plus {factor}.", overlaps.join(", ")),
            );
        }
        said(
            language,
            format!("{name}以{}为重叠期衔接，{count}个旧口径数乘以{factor}。", overlaps.join("、")),
            format!("{name} are joined at {}: {count} old figures times {factor}.", overlaps.join(", ")),
        )
    }
}
