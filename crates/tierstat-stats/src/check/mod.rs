//! Checks: the rules that turn figures into findings. One file for each rule.

mod conflict;
mod coverage_over_one;
mod duplicate;
mod evidence;
mod rate;
mod repair;
mod total_areas;
mod total_parts;
mod total_tiers;

use crate::error::StatsError;
use evidence::Evidence;
use jiff::civil::Date;
use tierstat_model::{CodeLists, FigureLookup, Finding, Localized};

/// A rule with what it looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The stable id.
    pub id: &'static str,
    /// What it looks for, and why that cannot be right.
    pub explanation: Localized,
}

/// All rules, by id.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let rule = |id, zh: &str, en: &str| Rule { id, explanation: Localized::new(zh, en) };
    vec![
        rule(
            conflict::RULE,
            "同一指标、层级、地区和时期，不同来源印出的数值不能同时成立",
            "for one indicator, tier, area and period, sources print numbers that cannot hold together",
        ),
        rule(
            coverage_over_one::RULE,
            "被覆盖的单位多于当时存在的单位",
            "more units are covered than there were at the time",
        ),
        rule(
            duplicate::RULE_CONFLICT,
            "同一文献对同一问题印出两个不同的数",
            "one document prints two different numbers for one question",
        ),
        rule(duplicate::RULE_SAME, "同一文献把同一个数印了两次", "one document prints the same number twice"),
        rule(
            rate::RULE,
            "印出的增长率与同一指标前后两期的存量不符",
            "a printed growth rate that the stocks at both ends disprove",
        ),
        rule(
            total_areas::RULE,
            "各地区之和与上级地区的数不符",
            "the areas do not sum to the area they lie in",
        ),
        rule(total_parts::RULE, "各组成部分之和与总数不符", "the parts do not sum to the whole"),
        rule(total_tiers::RULE, "各层级之和与合计不符", "the tiers do not sum to the total"),
    ]
}

/// Runs every rule over what was known on a day, or over all that is known.
///
/// # Errors
/// [`StatsError::Lookup`] where the figures cannot be looked up.
pub fn check(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    known_on: Option<Date>,
) -> Result<Vec<Finding>, StatsError> {
    let evidence = Evidence::gather(lookup, lists, known_on)?;
    let mut findings = Vec::new();
    findings.extend(conflict::check(&evidence));
    findings.extend(coverage_over_one::check(&evidence));
    findings.extend(duplicate::check(&evidence));
    findings.extend(rate::check(&evidence));
    findings.extend(total_areas::check(&evidence));
    findings.extend(total_parts::check(&evidence));
    findings.extend(total_tiers::check(&evidence));
    findings.sort();
    Ok(findings)
}

#[cfg(test)]
mod tests;
