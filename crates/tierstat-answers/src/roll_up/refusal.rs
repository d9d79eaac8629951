//! Why an area is not the sum of those in it, and what there is instead.

use crate::error::AnswerError;
use crate::instead::nothing_there;
use crate::row::Voice;
use crate::selection::Selection;
use tierstat_model::{AreaCode, CodeLists, FigureLookup, IndicatorId, Language, Localized, Period, UnitKind};
use tierstat_words as words;

fn said(name: impl Fn(Language) -> String) -> Localized {
    Localized::new(name(Language::Chinese), name(Language::English))
}

/// Why the numbers of areas do not add up to that of the area around them; `None` where they do.
pub(super) fn not_additive(lists: &CodeLists, indicator: &IndicatorId) -> Option<AnswerError> {
    let name = said(|language| words::indicator_name(lists, indicator, language));
    let found = lists.indicators.get(indicator);
    if found.is_some_and(|found| found.target_of.is_some()) {
        return Some(AnswerError::question(
            Localized::new(
                format!("{}是计划要达到的数，不相加", name.zh),
                format!("{} is what a plan aims at, and adds up to nothing", name.en),
            ),
            Localized::new("用 tierstat target 对照目标", "tierstat target tells how far it is"),
        ));
    }
    let kind = lists.unit_of(indicator).map(|unit| unit.kind)?;
    if kind == UnitKind::Count {
        return None;
    }
    let unit = lists.unit_of(indicator).map(|unit| unit.name.clone()).unwrap_or_default();
    Some(AnswerError::question(
        Localized::new(
            format!("{}以“{}”计，不是个数，各地区的数不能相加", name.zh, unit.zh),
            format!("{} is told in {}, and no count: the numbers of areas do not add up", name.en, unit.en),
        ),
        Localized::new(
            "汇总其分子和分母两个指标，再相除；balance 比较各地区",
            "roll up what it is divided from and by, and divide then; balance compares the areas",
        ),
    ))
}

/// Nothing lies in the area.
pub(super) fn nothing_inside(lists: &CodeLists, area: &AreaCode) -> AnswerError {
    let name = said(|language| words::area_name(lists, area, language));
    AnswerError::question(
        Localized::new(
            format!("地区表里没有位于{}之内的地区", name.zh),
            format!("the list of areas has none that lies in {}", name.en),
        ),
        Localized::new(
            "写上一级的地区；tierstat figures 列出它自己的数",
            "name an area further up; tierstat figures lists its own numbers",
        ),
    )
}

/// No area inside has a number of what was asked for.
pub(super) fn no_sum(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    period: Option<Period>,
) -> AnswerError {
    let at = said(|language| {
        let voice = Voice { lists, language };
        let areas: Vec<String> =
            selection.areas.iter().map(|area| words::area_name(lists, area, language)).collect();
        let (title, areas) =
            (selection.title(&voice), areas.join(if language == Language::Chinese { "、" } else { ", " }));
        let period = period.map(|period| words::period(period, language));
        match (language, period) {
            (Language::Chinese, Some(period)) => format!("{areas}之内没有一个地区有{period}的{title}"),
            (Language::Chinese, None) => format!("{areas}之内没有一个地区有{title}的数"),
            (Language::English, Some(period)) => {
                format!("no area in {areas} has a number of {title} of {period}")
            }
            (Language::English, None) => format!("no area in {areas} has a number of {title}"),
        }
    });
    let inside: Vec<AreaCode> = lists
        .areas
        .all()
        .iter()
        .filter(|inner| selection.areas.iter().any(|outer| lists.areas.lies_in(&inner.code, outer)))
        .map(|inner| inner.code.clone())
        .collect();
    nothing_there(lookup, lists, &Selection { areas: inside, ..selection.clone() }, at)
}
