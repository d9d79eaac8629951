//! Which figures a question is about: ids of the code lists, resolved from what a person wrote.

use crate::breakdowns::{BreakdownText, dimension_of_rows, folded, is_not_within};
use crate::error::AnswerError;
use crate::names;
use jiff::civil::Date;
use tierstat_model::{
    AreaCode, Breakdown, CodeLists, DimensionId, FigureQuery, IndicatorId, Localized, TierId,
};

/// What the rows of an answer are, or what adds up to a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Members {
    /// The tiers of an indicator in an area.
    Tiers,
    /// The areas that lie in an area.
    Areas,
    /// The indicators that are parts of an indicator.
    Types,
    /// The members of the dimension that the selection names.
    Dimension,
}

/// Which figures a question is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// The indicators; one at least.
    pub indicators: Vec<IndicatorId>,
    /// The tiers; empty leaves them to the question.
    pub tiers: Vec<TierId>,
    /// The areas; one at least.
    pub areas: Vec<AreaCode>,
    /// Which part of the indicators; the whole where nothing is written.
    pub breakdown: Breakdown,
    /// Which part was asked for, where an indicator stands for it, so that it is no longer among the breakdown.
    pub asked: Option<Breakdown>,
    /// The dimension whose members are asked for.
    pub by: Option<DimensionId>,
    /// The day on which the figures must have been known; `None` takes all.
    pub known_on: Option<Date>,
}

/// What a person wrote of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SelectionText<'a> {
    /// Indicators by id, name or alias.
    pub indicators: &'a [String],
    /// Tiers by id, name or alias.
    pub tiers: &'a [String],
    /// Areas by code, name or short name; empty asks for the topmost ones.
    pub areas: &'a [String],
    /// The day on which the figures must have been known.
    pub known_on: Option<Date>,
}

impl Selection {
    /// The selection that a person means.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where no indicator is written, or a name is unknown or means several things.
    pub fn named(lists: &CodeLists, text: SelectionText<'_>) -> Result<Self, AnswerError> {
        if text.indicators.is_empty() {
            return Err(AnswerError::question(
                Localized::new("缺少指标", "no indicator is given"),
                Localized::new(
                    "用 --indicator 写指标；tierstat figures 列出有数据的指标",
                    "name one with --indicator; tierstat figures lists the indicators that have figures",
                ),
            ));
        }
        let mut named = Self::anything(lists, text)?;
        if named.areas.is_empty() {
            named.areas = lists.areas.roots().map(|area| area.code.clone()).collect();
        }
        Ok(named)
    }

    /// The same of a part of the indicators, and by a dimension, as a person means them.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where a name is unknown, all parts are asked for, or the indicators keep the part in different ways.
    pub fn of_part(mut self, lists: &CodeLists, text: BreakdownText<'_>) -> Result<Self, AnswerError> {
        let asked = text.one(lists)?;
        (self.indicators, self.breakdown) = folded(lists, &self.indicators, &asked)?;
        self.by = text.by.map(|by| dimension_of_rows(lists, by)).transpose()?;
        if let Some(by) = &self.by {
            is_not_within(by, &asked)?;
        }
        self.asked = (asked != self.breakdown).then_some(asked);
        Ok(self)
    }

    /// The selection that a person means, where nothing written asks for everything.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where a name is unknown or means several things.
    pub fn anything(lists: &CodeLists, text: SelectionText<'_>) -> Result<Self, AnswerError> {
        Ok(Self {
            indicators: text
                .indicators
                .iter()
                .map(|indicator| names::indicator(lists, indicator))
                .collect::<Result<_, _>>()?,
            tiers: text.tiers.iter().map(|tier| names::tier(lists, tier)).collect::<Result<_, _>>()?,
            areas: text.areas.iter().map(|area| names::area(lists, area)).collect::<Result<_, _>>()?,
            known_on: text.known_on,
            ..Self::default()
        })
    }

    /// The same of the whole.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { breakdown: Breakdown::whole(), asked: None, by: None, ..self }
    }

    /// Which part of what the indicators are divided by: the same that was asked for of them, by whichever name it is kept.
    #[must_use]
    pub fn part_divided_by(&self) -> &Breakdown {
        self.asked.as_ref().unwrap_or(&self.breakdown)
    }

    /// The figures of it.
    #[must_use]
    pub fn query(&self) -> FigureQuery {
        FigureQuery {
            indicators: self.indicators.clone(),
            tiers: self.tiers.clone(),
            areas: self.areas.clone(),
            known_on: self.known_on,
            ..FigureQuery::of(self.breakdown.clone().into())
        }
    }

    /// The tiers that were asked for, else the total alone.
    #[must_use]
    pub fn tiers_or_total(&self, lists: &CodeLists) -> Vec<TierId> {
        match (self.tiers.as_slice(), lists.tiers.total()) {
            ([], Some(total)) => vec![total.id.clone()],
            (tiers, _) => tiers.to_vec(),
        }
    }

    /// What is asked about, by name, for the title of a drawing.
    #[must_use]
    pub fn title(&self, voice: &crate::voice::Voice<'_>) -> String {
        let names: Vec<String> = self
            .indicators
            .iter()
            .map(|indicator| {
                tierstat_words::part_of_indicator(voice.lists, indicator, &self.breakdown, voice.language)
            })
            .collect();
        names.join(if voice.language == tierstat_model::Language::Chinese { "、" } else { ", " })
    }
}
