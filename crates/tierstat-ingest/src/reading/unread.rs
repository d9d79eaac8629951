//! Numbers of a sheet that became no figures: each run of cells is a finding, so that none is lost in silence.

use super::balance::Balance;
use crate::places::Places;
use tierstat_model::{Finding, Localized, Severity};

/// More runs than this are told in one finding.
const MOST_FINDINGS: usize = 20;

/// The findings for the numbers that are no figures and label nothing.
pub(crate) fn unread_numbers(balance: &Balance, places: &Places<'_>) -> Vec<Finding> {
    if balance.numbers.len() <= MOST_FINDINGS {
        return balance.numbers.iter().map(|run| finding(std::slice::from_ref(run), places)).collect();
    }
    vec![finding(&balance.numbers, places)]
}

fn finding(runs: &[((u32, u32), String)], places: &Places<'_>) -> Finding {
    let ranges: Vec<&str> = runs.iter().take(MOST_FINDINGS).map(|(_, range)| range.as_str()).collect();
    let more = runs.len() - ranges.len();
    let (more_zh, more_en) = if more == 0 {
        (String::new(), String::new())
    } else {
        (format!("等{}处", runs.len()), format!(" and {more} more places"))
    };
    Finding {
        severity: Severity::Information,
        rule: "cell.unread".to_owned(),
        cells: runs.iter().map(|(first, _)| places.cell(*first)).collect(),
        message: Localized::new(
            format!("{}{more_zh}的数没有读作数值", ranges.join("、")),
            format!("the numbers of {}{more_en} were not read as figures", ranges.join(", ")),
        ),
        hint: Localized::new(
            "如它们是数据，请在对照文件的 [[tables]] 中写明表头行、数据行和行标题列数。",
            "If they are figures, write header-rows, data-rows and stub-columns under [[tables]] in the mapping file.",
        ),
    }
}
