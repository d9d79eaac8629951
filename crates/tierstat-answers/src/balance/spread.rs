//! How evenly a count is spread over its members, period by period.

use super::measures::{Measures, Neighbours, Surroundings};
use super::member::{MembersAt, absent, name_of};
use super::whole::{name, of_nothing, one_by_one, remark_on_residents};
use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::instead::nothing_there;
use crate::remark::Remark;
use crate::residents::Residents;
use crate::row::{Field, Row, Voice};
use crate::selection::{Members, Selection};
use crate::series::{LedgerSeries, SeriesGroup, groups, groups_one_further_down, names_of};
use std::collections::BTreeMap;
use tierstat_model::{AreaCode, Breakdown, CodeLists, FigureLookup, IndicatorId, Localized, Period};
use tierstat_stats::known_number::SeriesId;
use tierstat_stats::panel::add_up;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// What is asked of a spread beside whom it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadQuestion {
    /// What the members are.
    pub members: Members,
    /// The period; each in which two members or more have a figure where none is named.
    pub period: Option<Period>,
    /// The indicator that counts residents, to divide and to weigh by.
    pub per: Option<IndicatorId>,
    /// The groups of Theil's parts.
    pub groups: Groups,
    /// Who borders on whom.
    pub neighbours: Option<Neighbours>,
    /// Whether the neighbours were asked for, so that their absence must be told.
    pub neighbours_are_asked_for: bool,
}

/// What groups areas fall into.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Groups {
    /// None.
    #[default]
    None,
    /// The areas that they lie in, for members one level further down.
    Parents,
    /// These, by area.
    Named(BTreeMap<AreaCode, String>),
}

/// How evenly a count is spread at one period.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadRow {
    /// What the members are of.
    pub whole: SeriesId,
    /// The period; `None` where the whole has none with two members.
    pub period: Option<Period>,
    /// The measures.
    pub measures: Measures,
    /// The members.
    pub members: MembersAt,
    kind: Members,
    per: Option<IndicatorId>,
}

/// How evenly the counts of a selection are spread, period by period.
///
/// # Errors
/// [`AnswerError::Question`] where no period has numbers of two members, with what there is instead, and where what is asked needs
/// members that are areas.
pub fn spread(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    question: &SpreadQuestion,
) -> Result<Vec<SpreadRow>, AnswerError> {
    question.check()?;
    let mut rows = Vec::new();
    for selection in one_by_one(selection) {
        let found = match question.groups {
            Groups::Parents => groups_one_further_down(lookup, lists, &selection)?,
            Groups::None | Groups::Named(_) => groups(lookup, lists, &selection, question.members)?,
        };
        for mut group in found {
            question.only_what_adds_up(lists, &selection, &mut group)?;
            let whole = group.whole_id(question.members, lists).or_else(|| of_nothing(&selection, lists));
            let Some(whole) = whole else { continue };
            rows.extend(question.rows(lookup, lists, &selection, &group, &whole)?);
        }
    }
    if rows.iter().all(|row| row.members.used.len() < 2) {
        let message =
            Localized::new("没有一期有两个以上成员的数", "no period has numbers of two members or more");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(rows)
}

impl SpreadQuestion {
    /// Takes out the members of a dimension that lie within another one; refuses those of which nobody knows whether they do.
    fn only_what_adds_up(
        &self,
        lists: &CodeLists,
        selection: &Selection,
        group: &mut SeriesGroup,
    ) -> Result<(), AnswerError> {
        let (Members::Dimension, Some(id)) = (self.members, &selection.by) else { return Ok(()) };
        let dimension = lists.dimensions.get(id);
        group.members.retain(|series| {
            let member = series.breakdown.member(id).and_then(|member| dimension?.member(member));
            member.is_none_or(|member| member.of_which.is_none())
        });
        let members: Vec<&Breakdown> = group.members.iter().map(|series| &series.breakdown).collect();
        if add_up(lists, id, &members) || members.is_empty() {
            return Ok(());
        }
        Err(AnswerError::question(
            Localized::new(
                format!("维度 {id} 的各类可能重复计：维度未写 exclusive，或有代码表没有的类别"),
                format!(
                    "members of the dimension {id} may overlap: it is not `exclusive`, or a member is on no list"
                ),
            ),
            Localized::new(
                "在 dimensions/ 中写明各类别和 exclusive；tierstat figures --by 逐类列出",
                "name the members and `exclusive` in dimensions/; tierstat figures --by lists them",
            ),
        ))
    }

    /// Refuses what only makes sense where the members are areas.
    fn check(&self) -> Result<(), AnswerError> {
        let asked = [
            (self.per.is_some(), "--per"),
            (self.groups != Groups::None, "--groups"),
            (self.neighbours_are_asked_for, "--neighbours"),
        ];
        match asked.into_iter().find(|(asked, _)| *asked && self.members != Members::Areas) {
            None => Ok(()),
            Some((_, option)) => Err(AnswerError::question(
                Localized::new(
                    format!("{option} 只用于以地区为成员时"),
                    format!("{option} needs members that are areas"),
                ),
                Localized::new("写 --by area 或不写 --by", "write --by area, or no --by"),
            )),
        }
    }

    /// The rows of one group; of one without a period a row that says so.
    fn rows(
        &self,
        lookup: &dyn FigureLookup,
        lists: &CodeLists,
        selection: &Selection,
        group: &SeriesGroup,
        whole: &SeriesId,
    ) -> Result<Vec<SpreadRow>, AnswerError> {
        let areas = || group.members.iter().map(|series| series.area.clone()).collect();
        let residents = self.per.as_ref();
        let residents = residents
            .map(|per| Residents::of(lookup, lists, per, areas(), selection, &whole.indicator))
            .transpose()?;
        let parents = (self.groups == Groups::Parents).then(|| parents_of(&group.members, lists));
        let of_groups = match &self.groups {
            Groups::Named(named) => Some(named),
            Groups::None | Groups::Parents => parents.as_ref(),
        };
        let row = |period: Option<Period>, measures: Measures, members: MembersAt| SpreadRow {
            whole: whole.clone(),
            period,
            measures,
            members,
            kind: self.members,
            per: self.per.clone(),
        };
        let too_few = |members: usize| Measures {
            members,
            remarks: vec![Remark::Refused {
                code: "too-few-members",
                words: Localized::new("不足两个成员有数", "fewer than two members have a number"),
            }],
            ..Measures::default()
        };
        let mut rows = Vec::new();
        for period in periods(&group.members, self.period) {
            let mut members = MembersAt::of(&group.members, period, residents.as_ref());
            let measures = if members.used.len() < 2 {
                too_few(members.used.len())
            } else {
                let around = Surroundings {
                    lists,
                    kind: self.members,
                    groups: of_groups,
                    neighbours: self.neighbours.as_ref().filter(|_| self.members == Members::Areas),
                    neighbours_are_asked_for: self.neighbours_are_asked_for,
                };
                Measures::of(&members, around)
            };
            let mut measures = measures;
            let divided = residents.as_ref().zip(self.per.as_ref());
            measures.remarks.extend(divided.and_then(|(residents, per)| residents.remark(lists, per)));
            members.left_out.extend(group.apart.iter().map(|series| {
                let why = Localized::new("与其他类型重叠，或可能重叠", "it lies in another type, or may");
                (series.id(), why)
            }));
            if self.members == Members::Areas && parents.is_none() {
                members.left_out.extend(absent(&group.members, period, lists));
            }
            rows.push(row(Some(period), measures, members));
        }
        if rows.is_empty() {
            rows.push(row(self.period, too_few(0), MembersAt::default()));
        }
        Ok(rows)
    }
}

/// The area that each member lies in.
fn parents_of(members: &[LedgerSeries], lists: &CodeLists) -> BTreeMap<AreaCode, String> {
    let parent = |area: &AreaCode| lists.areas.get(area).and_then(|area| area.parent.clone());
    members.iter().filter_map(|series| Some((series.area.clone(), parent(&series.area)?.0))).collect()
}

/// The periods asked for: the one named, else all that two members or more have.
fn periods(members: &[LedgerSeries], asked: Option<Period>) -> Vec<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for reading in members.iter().flat_map(|series| &series.readings) {
        *counts.entry(reading.key.period).or_default() += 1;
    }
    let wanted = |period: &Period| asked.is_none_or(|asked| asked.last_day() == period.last_day());
    counts
        .into_iter()
        .filter(|(period, count)| *count > 1 && wanted(period))
        .map(|(period, _)| period)
        .collect()
}

impl SpreadRow {
    /// The measures in a sentence each.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let language = voice.language;
        let name = name(&self.whole, self.per.as_ref(), voice);
        let period = self.said_period(voice);
        let subject = Subject { name: &name, unit: "", from: &period, to: &period };
        let words = Words { language };
        let said = [
            self.measures.profile().map(|profile| profile.statement(&subject, language, &words)),
            self.measures.moran.map(|moran| moran.statement(&subject, language, &words)),
        ];
        said.into_iter().flatten().collect::<Vec<String>>().join(" ")
    }

    fn said_period(&self, voice: &Voice<'_>) -> String {
        self.period.map_or_else(String::new, |period| words::period(period, voice.language))
    }

    /// How the measures were made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let names = names_of(&self.whole, voice.lists, voice.language);
        let used = self.members.used.iter().map(|member| {
            let name = name_of(&member.series, self.kind, voice);
            format!("{name} {}", member.numbers(voice.language))
        });
        Explanation {
            subject: format!("{} · {}", names.join(" · "), self.said_period(voice)),
            statement: self.statement(voice),
            methods: self.measures.methods(),
            used: used.collect(),
            left_out: self.members.left_out_by_name(self.kind, voice),
            remarks: self
                .measures
                .remarks
                .iter()
                .map(Remark::said)
                .chain(self.per.iter().map(remark_on_residents))
                .collect(),
        }
    }
}

impl Row for SpreadRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.whole.indicator),
            Field::area(|row| &row.whole.area),
            Field::tier(|row| &row.whole.tier),
            Field::breakdown(|row| row.whole.breakdown.clone()),
            Field::period("period", ["时期", "period"], |row| row.period),
            Field::how_many("members", ["成员数", "members"], |row| Some(row.measures.members)),
            Field::coefficient(
                "gini",
                ["基尼系数（总体公式）", "Gini (population)"],
                |row: &Self| row.measures.gini_range(),
            ),
            Field::how_many("members_bounded", ["", ""], |row: &Self| Some(row.measures.bounded))
                .for_programs(),
            Field::significant("theil_t", ["泰尔 T", "Theil T"], |row| row.measures.theil_t),
            Field::significant("theil_l", ["泰尔 L", "Theil L"], |row| row.measures.theil_l),
            Field::significant("theil_between", ["T 组间", "T between"], |row: &Self| {
                row.measures.parts.map(|parts| parts.between)
            }),
            Field::significant("theil_within", ["T 组内", "T within"], |row: &Self| {
                row.measures.parts.map(|parts| parts.within)
            }),
            Field::significant("hoover", ["胡佛指数", "Hoover"], |row| row.measures.hoover),
            Field::significant("atkinson", ["阿特金森指数", "Atkinson 0.5"], |row| {
                row.measures.atkinson
            }),
            Field::significant("herfindahl", ["赫芬达尔指数", "Herfindahl"], |row| {
                row.measures.herfindahl
            }),
            Field::significant("moran", ["莫兰指数", "Moran's I"], |row: &Self| {
                row.measures.moran.map(|moran| moran.statistic)
            }),
            Field::significant("moran_score", ["莫兰标准分", "its score"], |row: &Self| {
                row.measures.moran.map(|moran| moran.score)
            }),
            Field::remarks(|row| row.measures.remarks.clone()),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}
