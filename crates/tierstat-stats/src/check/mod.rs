//! Checks: the rules that turn figures into findings. One file for each rule.

mod bound_above;
mod conflict;
mod coverage_over_one;
mod duplicate;
mod evidence;
mod jump;
mod off_step;
mod rate;
mod rate_base;
mod repair;
mod repeat;
mod reporter;
mod series;
mod shared;
mod stock_flow;
mod survivorship;
mod total_areas;
mod total_parts;
mod total_tiers;

use crate::error::StatsError;
use evidence::Evidence;
use jiff::civil::Date;
use shared::Shared;
use tierstat_model::{CodeLists, FigureLookup, Finding, Localized};

/// A rule with what it looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The stable id.
    pub id: &'static str,
    /// What it looks for, and why that cannot be right.
    pub explanation: Localized,
}

/// Rules of one file, with the function that runs them: what is listed here is run, and what is run is listed.
struct Check {
    /// The id of each, what it looks for and why that cannot be right, in Chinese and in English.
    rules: &'static [(&'static str, &'static str, &'static str)],
    run: fn(&Evidence<'_>, &Shared<'_>) -> Vec<Finding>,
}

/// All checks.
const CHECKS: &[Check] = &[
    Check {
        rules: &[(
            bound_above::RULE,
            "说“超过”某数，而同期的准确数低于它，只是进位后等于它",
            "a number is said to exceed what the exact one of the time only rounds up to",
        )],
        run: bound_above::check,
    },
    Check {
        rules: &[(
            conflict::RULE,
            "同一指标、层级、地区和时期，不同来源印出的数值不能同时成立",
            "for one indicator, tier, area and period, sources print numbers that cannot hold together",
        )],
        run: |evidence, _| conflict::check(evidence),
    },
    Check {
        rules: &[(
            coverage_over_one::RULE,
            "被覆盖的单位多于当时存在的单位",
            "more units are covered than there were at the time",
        )],
        run: |evidence, _| coverage_over_one::check(evidence),
    },
    Check {
        rules: &[
            (
                duplicate::RULE_CONFLICT,
                "同一文献对同一问题印出两个不同的数",
                "one document prints two different numbers for one question",
            ),
            (duplicate::RULE_SAME, "同一文献把同一个数印了两次", "one document prints the same number twice"),
        ],
        run: duplicate::check,
    },
    Check {
        rules: &[
            (
                survivorship::RULE,
                "较晚的文献对过去各年都说得比当时少：回溯统计只计现存的单位",
                "a later document tells less of every past year than was told at the time: it counts the survivors",
            ),
            (
                jump::RULE_BETWEEN,
                "前后两个数相近，唯独中间一个相差甚远：先是口径不同，或是误印",
                "the numbers before and after agree, and the one between lies far off: another definition, or a misprint",
            ),
            (
                jump::RULE_DECLINE,
                "一年之内变小，而该序列其余时期都在增长",
                "a number falls within a year though its series grows at all other times",
            ),
            (
                jump::RULE_DEFINITION,
                "换了来源后不到一半：先是口径不同，而不是下降",
                "another source prints less than half: two definitions before a fall",
            ),
            (
                jump::RULE_JUMP,
                "变动远超该序列通常的幅度（中位数和绝对中位差）",
                "a movement far outside what is usual for the series (median and median absolute deviation)",
            ),
            (
                jump::RULE_MAGNITUDE,
                "与前一期相差几个数量级：漏写或多写了“万”，或小数点错位",
                "a number of another magnitude than the one before: a lost or doubled 万, or a misplaced point",
            ),
        ],
        run: |evidence, shared| {
            let (mut findings, survivors) = survivorship::check(evidence, shared);
            findings.extend(jump::check(evidence, shared, &survivors));
            findings
        },
    },
    Check {
        rules: &[(
            off_step::RULE,
            "该指标写明了多久一期（step），而这个时期不在其上",
            "the indicator declares how often it is counted, and the figure lies beside that",
        )],
        run: |evidence, _| off_step::check(evidence),
    },
    Check {
        rules: &[(
            rate::RULE,
            "印出的增长率与同一指标前后两期的存量不符",
            "a printed growth rate that the stocks at both ends disprove",
        )],
        run: |evidence, _| rate::check(evidence),
    },
    Check {
        rules: &[(
            rate_base::RULE,
            "印出的增长率与期末数推出的基数，正是另一时期印出的数：两个来源互相印证",
            "the base that a printed rate and its end imply is printed for another day: two sources confirm each other",
        )],
        run: |evidence, _| rate_base::check(evidence),
    },
    Check {
        rules: &[
            (
                repeat::RULE_DATED_TWICE,
                "同一个数标了两个时期，而其中一期另有不同的数",
                "one number is dated twice, and another number stands at one of the dates",
            ),
            (repeat::RULE_STALE, "把上一年的数当作本年的数", "last year's number is printed as this year's"),
        ],
        run: repeat::check,
    },
    Check {
        rules: &[
            (
                reporter::RULE_MISSING,
                "上期报送的地区本期没有数",
                "an area that reported the time before has no number now",
            ),
            (
                reporter::RULE_NOT_ALIVE,
                "该地区当时还没有设立，或已经撤销",
                "the area did not exist yet at the time, or no longer",
            ),
        ],
        run: |evidence, _| reporter::check(evidence),
    },
    Check {
        rules: &[(
            stock_flow::RULE,
            "印出的增减与期初、期末的存量不符",
            "a printed change that the stocks at both ends disprove",
        )],
        run: |evidence, _| stock_flow::check(evidence),
    },
    Check {
        rules: &[(
            total_areas::RULE,
            "各地区之和与上级地区的数不符",
            "the areas do not sum to the area they lie in",
        )],
        run: total_areas::check,
    },
    Check {
        rules: &[(total_parts::RULE, "各组成部分之和与总数不符", "the parts do not sum to the whole")],
        run: total_parts::check,
    },
    Check {
        rules: &[(total_tiers::RULE, "各层级之和与合计不符", "the tiers do not sum to the total")],
        run: total_tiers::check,
    },
];

/// All rules, by id.
#[must_use]
pub fn rules() -> Vec<Rule> {
    let all = CHECKS.iter().flat_map(|check| check.rules);
    let mut rules: Vec<Rule> =
        all.map(|&(id, zh, en)| Rule { id, explanation: Localized::new(zh, en) }).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
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
    let shared = Shared::of(&evidence);
    let mut findings: Vec<Finding> =
        CHECKS.iter().flat_map(|check| (check.run)(&evidence, &shared)).collect();
    findings.sort();
    Ok(findings)
}

#[cfg(test)]
mod every_rule;
#[cfg(test)]
mod tests;
