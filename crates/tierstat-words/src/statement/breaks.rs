//! Breaks in words.

use super::{NumberWords, Statement, Subject, said};
use tierstat_model::Language;
use tierstat_numerics::breaks::SupremumF;

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
