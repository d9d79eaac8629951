//! Which part of an indicator is asked for, from what a person typed, and what it is called.

use crate::error::AnswerError;
use crate::names;
use std::collections::BTreeMap;
use tierstat_model::{
    Breakdown, BreakdownError, Breakdowns, CodeLists, Dimension, DimensionId, IndicatorId, Language,
    Localized, MemberId,
};
use tierstat_words as words;

/// What asks for the whole and every part.
const ALL: &str = "all";

/// What a person wrote of breakdowns.
#[derive(Debug, Clone, Copy, Default)]
pub struct BreakdownText<'a> {
    /// Pieces `dimension=member`, by ids, names or aliases; or `all`.
    pub breakdown: &'a [String],
    /// The dimension whose members are asked for.
    pub by: Option<&'a str>,
}

impl BreakdownText<'_> {
    /// The one part that is written, the whole where none is.
    pub(crate) fn one(self, lists: &CodeLists) -> Result<Breakdown, AnswerError> {
        if self.breakdown.iter().any(|piece| piece.trim() == ALL) {
            return Err(AnswerError::question(
                Localized::new(
                    "总体与各组不能一起计算",
                    "the whole and its parts are not computed on together",
                ),
                Localized::new(
                    "写一组，如 --breakdown sex=female，或用 --by 维度 逐类列出",
                    "name one part, as --breakdown sex=female, or list the members of a dimension by --by",
                ),
            ));
        }
        breakdown(lists, self.breakdown)
    }

    /// What is written, by name; `None` where nothing is.
    pub(crate) fn said(self, lists: &CodeLists) -> Result<Option<Localized>, AnswerError> {
        let by = self.by.map(|by| dimension(lists, by)).transpose()?;
        let within = match self.breakdown {
            [] if by.is_none() => return Ok(None),
            [all] if by.is_none() && all.trim() == ALL => {
                return Ok(Some(Localized::new("全部分组", "all parts")));
            }
            pieces => breakdown(lists, pieces)?,
        };
        let said = |language: Language| {
            let by = by.map(|by| match language {
                Language::Chinese => format!("按{}", by.name.zh),
                Language::English => format!("by {}", by.name.en),
            });
            let within =
                Some(words::breakdown_name(lists, &within, language)).filter(|name| !name.is_empty());
            within.into_iter().chain(by).collect::<Vec<_>>().join(" · ")
        };
        Ok(Some(Localized::new(said(Language::Chinese), said(Language::English))))
    }
}

/// An indicator that stands for a part of another one: which, and limited to what.
pub(crate) type Limits = BTreeMap<IndicatorId, (IndicatorId, Breakdown)>;

/// One look-up: of indicators, all where none is named, with breakdowns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) indicators: Vec<IndicatorId>,
    pub(crate) breakdowns: Breakdowns,
}

/// Where the figures lie that a person asks for by breakdowns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parts {
    /// The look-ups; one at least.
    pub(crate) parts: Vec<Part>,
    /// The indicators among them that stand for a part of what is asked for.
    pub(crate) limits: Limits,
}

impl Parts {
    /// The look-ups that answer for some indicators.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where a name is unknown, or the indicators keep the same breakdown in different ways.
    pub(crate) fn of(
        lists: &CodeLists,
        indicators: Vec<IndicatorId>,
        text: BreakdownText<'_>,
    ) -> Result<Self, AnswerError> {
        let only = |breakdowns| vec![Part { indicators: indicators.clone(), breakdowns }];
        if let [all] = text.breakdown
            && all.trim() == ALL
            && text.by.is_none()
        {
            return Ok(Self::every(lists, &indicators));
        }
        let within = breakdown(lists, text.breakdown)?;
        match text.by {
            Some(dimension) => Self::by(lists, &indicators, &self::dimension(lists, dimension)?.id, &within),
            None if within.is_whole() => Ok(Self { parts: only(Breakdowns::Whole), limits: Limits::new() }),
            None => Self::exactly(lists, &indicators, &within),
        }
    }

    /// The look-ups of wholes and all parts of some indicators.
    pub(crate) fn every(lists: &CodeLists, indicators: &[IndicatorId]) -> Self {
        let all = Part { indicators: indicators.to_vec(), breakdowns: Breakdowns::All };
        let mut found = Self { parts: vec![all], limits: Limits::new() };
        for (base, member, limit) in limited_within(lists, indicators) {
            found.stand_for(base, member, limit, Breakdowns::All);
        }
        found
    }

    fn exactly(
        lists: &CodeLists,
        indicators: &[IndicatorId],
        asked: &Breakdown,
    ) -> Result<Self, AnswerError> {
        let (kept, rest) = folded(lists, indicators, asked)?;
        let mut found = Self {
            parts: vec![Part { indicators: kept.clone(), breakdowns: rest.clone().into() }],
            limits: Limits::new(),
        };
        for (indicator, kept) in indicators.iter().zip(kept).filter(|(one, other)| *one != other) {
            found.limits.insert(kept, (indicator.clone(), asked.clone()));
        }
        // Where all indicators are asked for, those that stand for such a part of another one are among them.
        for indicator in lists.indicators.indicators.iter().filter(|_| indicators.is_empty()) {
            let (kept, rest) = lists.folded(indicator.id.clone(), asked.clone());
            if kept != indicator.id {
                found.stand_for(indicator.id.clone(), kept, asked.clone(), rest.into());
            }
        }
        Ok(found)
    }

    fn by(
        lists: &CodeLists,
        indicators: &[IndicatorId],
        dimension: &DimensionId,
        within: &Breakdown,
    ) -> Result<Self, AnswerError> {
        is_not_within(dimension, within)?;
        let (kept, rest) = folded(lists, indicators, within)?;
        let breakdowns = Breakdowns::By { dimension: dimension.clone(), within: rest };
        let mut found =
            Self { parts: vec![Part { indicators: kept.clone(), breakdowns }], limits: Limits::new() };
        let all = || lists.indicators.indicators.iter().map(|indicator| indicator.id.clone());
        let asked: Vec<IndicatorId> = if indicators.is_empty() { all().collect() } else { kept };
        for indicator in asked {
            for (kept, rest, member) in lists.kept_members(&indicator, dimension, within) {
                let whole = within.clone().with(dimension.clone(), member);
                found.stand_for(indicator.clone(), kept, whole, rest.into());
            }
        }
        Ok(found)
    }

    fn stand_for(&mut self, base: IndicatorId, kept: IndicatorId, limit: Breakdown, breakdowns: Breakdowns) {
        self.parts.push(Part { indicators: vec![kept.clone()], breakdowns });
        self.limits.entry(kept).or_insert((base, limit));
    }
}

/// The indicators that stand for a part of some: base, indicator, and limited to what.
fn limited_within(
    lists: &CodeLists,
    indicators: &[IndicatorId],
) -> Vec<(IndicatorId, IndicatorId, Breakdown)> {
    let mut found: Vec<(IndicatorId, IndicatorId, Breakdown)> = Vec::new();
    for indicator in &lists.indicators.indicators {
        let (mut current, mut limits) = (indicator, Breakdown::whole());
        for _ in 0..lists.indicators.indicators.len() {
            let Some(limit) = &current.is else { break };
            limits = limits.with(limit.dimension.clone(), limit.member.clone());
            if indicators.contains(&limit.indicator) {
                found.push((limit.indicator.clone(), indicator.id.clone(), limits));
                break;
            }
            let Some(base) = lists.indicators.get(&limit.indicator) else { break };
            current = base;
        }
    }
    found
}

/// The indicators in the form in which such a breakdown of them is kept, and what of it is left to all of them.
///
/// # Errors
/// [`AnswerError::Question`] where they keep it in different ways, so that one question would mean two.
pub(crate) fn folded(
    lists: &CodeLists,
    indicators: &[IndicatorId],
    asked: &Breakdown,
) -> Result<(Vec<IndicatorId>, Breakdown), AnswerError> {
    let folded: Vec<(IndicatorId, Breakdown)> =
        indicators.iter().map(|indicator| lists.folded(indicator.clone(), asked.clone())).collect();
    let Some((_, rest)) = folded.first().cloned() else {
        return Ok((Vec::new(), lists.folded(IndicatorId(String::new()), asked.clone()).1));
    };
    if let Some((other, _)) = folded.iter().find(|(_, other)| *other != rest) {
        let ids = indicators.iter().map(|indicator| indicator.0.as_str()).collect::<Vec<_>>();
        return Err(AnswerError::question(
            Localized::new(
                format!("分组 {asked} 对这些指标含义不同：其中一部分由另一指标（{other}）记录"),
                format!(
                    "the breakdown {asked} is kept in different ways by these indicators: of one it is {other}"
                ),
            ),
            Localized::new(
                format!("各指标分别提问：{}", ids.join("、")),
                format!("ask for each of them by itself: {}", ids.join(", ")),
            ),
        ));
    }
    Ok((folded.into_iter().map(|(indicator, _)| indicator).collect(), rest))
}

/// Refuses the members of a dimension within one of them.
pub(crate) fn is_not_within(dimension: &DimensionId, within: &Breakdown) -> Result<(), AnswerError> {
    if let Some(member) = within.member(dimension) {
        return Err(AnswerError::question(
            Localized::new(
                format!("--by 与 --breakdown 都写了维度 {dimension}：{member} 只有一类"),
                format!(
                    "both --by and --breakdown name the dimension {dimension}: {member} is one member of it"
                ),
            ),
            Localized::new("去掉其中一个", "leave one of the two out"),
        ));
    }
    Ok(())
}

/// The breakdown that a person means.
///
/// # Errors
/// [`AnswerError::Question`] where it is none, or its dimension is unknown.
pub fn breakdown(lists: &CodeLists, pieces: &[String]) -> Result<Breakdown, AnswerError> {
    let written: Breakdown = pieces.join(",").parse().map_err(no_breakdown)?;
    let mut found = Breakdown::whole();
    for (dimension, member) in written.members() {
        let dimension = self::dimension(lists, &dimension.0)?;
        if found.member(&dimension.id).is_some() {
            return Err(no_breakdown(BreakdownError::Twice(dimension.id.clone())));
        }
        found = found.with(dimension.id.clone(), self::member(dimension, &member.0)?);
    }
    Ok(found)
}

fn no_breakdown(error: BreakdownError) -> AnswerError {
    let message = match &error {
        BreakdownError::NoPair(text) => format!("“{text}”不是 维度=类别"),
        BreakdownError::Twice(dimension) => format!("维度 {dimension} 写了两次"),
    };
    AnswerError::question(
        Localized::new(message, error.to_string()),
        Localized::new(
            "写作 维度=类别，如 sex=female；每个维度一个类别；全部写 all；逐类列出用 --by 维度",
            "write dimension=member, as sex=female, with one member of each dimension; all for everything; --by lists \
             the members of a dimension",
        ),
    )
}

fn key(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn forms<'a>(id: &'a str, name: &'a Localized, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    [id, &name.zh, &name.en].into_iter().chain(aliases.iter().map(String::as_str))
}

/// The dimension that a person means.
///
/// # Errors
/// [`AnswerError::Question`] where nothing, or more than one thing, is called so.
pub fn dimension<'a>(lists: &'a CodeLists, text: &str) -> Result<&'a Dimension, AnswerError> {
    dimension_beside(lists, text, &[])
}

/// The dimension that a person means whose members are the rows, which might also be tiers, areas or types.
///
/// # Errors
/// [`AnswerError::Question`] as for [`dimension`], where those are offered too.
pub(crate) fn dimension_of_rows(lists: &CodeLists, text: &str) -> Result<DimensionId, AnswerError> {
    const ROWS: [(&str, &str); 6] = [
        ("tier", "tier"),
        ("层级", "tier"),
        ("area", "area"),
        ("地区", "area"),
        ("type", "type"),
        ("类型", "type"),
    ];
    let found = dimension_beside(lists, text, &ROWS).map(|found| found.id.clone());
    found.map_err(|error| match error {
        // All that there is beside what is written alike.
        AnswerError::Question { message, hint } => {
            let dimensions = lists.dimensions.dimensions.iter().map(|dimension| dimension.id.0.as_str());
            let rows: Vec<&str> = ["area", "tier", "type"].into_iter().chain(dimensions).collect();
            let hint = Localized::new(
                format!("{}（可写：{}）", hint.zh, rows.join("、")),
                format!("{} (there are {})", hint.en, rows.join(", ")),
            );
            AnswerError::Question { message, hint }
        }
        other => other,
    })
}

/// The dimension that a person means, where other things are offered beside dimensions.
fn dimension_beside<'a>(
    lists: &'a CodeLists,
    text: &str,
    others: &[(&'a str, &'a str)],
) -> Result<&'a Dimension, AnswerError> {
    let wanted = key(text);
    let all = || lists.dimensions.dimensions.iter();
    let own = |dimension: &'a Dimension| forms(&dimension.id.0, &dimension.name, &dimension.aliases);
    let found: Vec<&Dimension> =
        all().filter(|dimension| own(dimension).any(|form| key(form) == wanted)).collect();
    let ids: Vec<&str> = found.iter().map(|dimension| dimension.id.0.as_str()).collect();
    if names::one("维度", "dimension", text, &ids)?.is_some()
        && let Some(dimension) = found.first()
    {
        return Ok(dimension);
    }
    let offered = all().flat_map(|dimension| own(dimension).map(|form| (form, dimension.id.0.as_str())));
    Err(names::unknown("维度", "dimension", text, others.iter().copied().chain(offered)))
}

/// The member that a person means; one that the list does not know is as it is printed.
fn member(dimension: &Dimension, text: &str) -> Result<MemberId, AnswerError> {
    let wanted = key(text);
    let found = dimension
        .members
        .iter()
        .filter(|member| forms(&member.id.0, &member.name, &member.aliases).any(|form| key(form) == wanted));
    let ids: Vec<&str> = found.map(|member| member.id.0.as_str()).collect();
    let known = names::one("类别", "member", text, &ids)?;
    Ok(MemberId(known.unwrap_or(text.trim()).to_owned()))
}

/// What a figure of a part is of, whole or part.
#[must_use]
pub fn part_name(lists: &CodeLists, breakdown: &Breakdown, language: Language) -> String {
    match (breakdown.is_whole(), language) {
        (true, Language::Chinese) => "总体".to_owned(),
        (true, Language::English) => "whole".to_owned(),
        (false, _) => words::breakdown_name(lists, breakdown, language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lists;
    use tierstat_model::{Limit, Member};

    /// Clubs by kind, of which chess is an indicator of its own, and by sex.
    fn by_kind() -> CodeLists {
        let dimension = |id: &str, zh: &str, members: &[&str]| Dimension {
            id: DimensionId(id.into()),
            name: Localized::new(zh, id),
            aliases: Vec::new(),
            exhaustive: true,
            exclusive: true,
            members: members.iter().map(|member| self::member(member)).collect(),
        };
        let mut lists = lists();
        lists.dimensions.dimensions = vec![
            dimension("kind", "类别", &["total", "chess", "ball"]),
            dimension("sex", "性别", &["total", "female"]),
        ];
        for indicator in &mut lists.indicators.indicators {
            if indicator.id.0 == "chess-clubs" {
                indicator.part_of = None;
                let (dimension, member) = (DimensionId("kind".into()), MemberId("chess".into()));
                indicator.is = Some(Limit { indicator: IndicatorId("clubs".into()), dimension, member });
            }
        }
        lists
    }

    fn member(id: &str) -> Member {
        let alias = format!("the {id}");
        Member {
            id: MemberId(id.into()),
            name: Localized::new(id, id),
            aliases: vec![alias],
            total: id == "total",
            of_which: None,
            numbers: None,
            periods: None,
        }
    }

    fn asked(indicators: &[&str], pieces: &[&str], by: Option<&str>) -> Result<Parts, AnswerError> {
        let pieces: Vec<String> = pieces.iter().map(|piece| (*piece).to_owned()).collect();
        let indicators = indicators.iter().map(|id| IndicatorId((*id).to_owned())).collect();
        Parts::of(&by_kind(), indicators, BreakdownText { breakdown: &pieces, by })
    }

    fn said(parts: &Parts) -> Vec<String> {
        let one = |part: &Part| {
            let ids: Vec<&str> = part.indicators.iter().map(|id| id.0.as_str()).collect();
            let breakdowns = match &part.breakdowns {
                Breakdowns::Whole => "whole".to_owned(),
                Breakdowns::Exactly(breakdown) => breakdown.to_string(),
                Breakdowns::By { dimension, within } => format!("by {dimension} in [{within}]"),
                Breakdowns::All => "all".to_owned(),
            };
            format!("{}: {breakdowns}", ids.join(" "))
        };
        parts.parts.iter().map(one).collect()
    }

    #[test]
    fn a_part_is_asked_for_where_it_is_kept() {
        let of = |pieces: &[&str], by| said(&asked(&["clubs"], pieces, by).unwrap());
        assert_eq!(of(&[], None), ["clubs: whole"]);
        assert_eq!(of(&["性别=the female"], None), ["clubs: sex=female"]);
        assert_eq!(of(&["sex=total"], None), ["clubs: whole"]);
        assert_eq!(of(&["kind=chess"], None), ["chess-clubs: whole"]);
        assert_eq!(of(&["kind=chess,sex=female"], None), ["chess-clubs: sex=female"]);
        assert_eq!(of(&["kind=chess"], Some("sex")), ["chess-clubs: by sex in []"]);
        let both = ["clubs: by kind in [sex=female]", "chess-clubs: sex=female"];
        assert_eq!(of(&["sex=female"], Some("类别")), both);
        assert_eq!(of(&["all"], None), ["clubs: all", "chess-clubs: all"]);
        assert_eq!(of(&["kind=Go"], None), ["clubs: kind=Go"]);
        // Of all indicators those that stand for such a part are among them.
        assert_eq!(said(&asked(&[], &["kind=chess"], None).unwrap()), [": kind=chess", "chess-clubs: whole"]);
    }

    #[test]
    fn a_question_that_would_mean_two_is_refused() {
        let error = |indicators: &[&str], pieces: &[&str], by| {
            asked(indicators, pieces, by).unwrap_err().localized().en
        };
        assert!(error(&["clubs", "residents"], &["kind=chess"], None).contains("in different ways"));
        assert!(error(&["clubs"], &["kind"], None).contains("is not `dimension=member`"));
        assert!(error(&["clubs"], &["kind=chess", "类别=ball"], None).contains("stands twice"));
        assert!(error(&["clubs"], &["kind=chess"], Some("kind")).contains("both --by and --breakdown"));
        assert!(error(&["clubs"], &[], Some("age")).contains("no dimension is called `age`"));
        assert!(asked(&["clubs", "residents"], &["sex=female"], None).is_ok());
    }
}
