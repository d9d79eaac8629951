//! Shift-share: what of the change of each area is the whole's, what its mix of kinds', what its own.

use super::ends::point;
use crate::area_kinds::{AreaKindTable, AreaKinds, Kinds};
use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::instead::nothing_there;
use crate::row::{Field, Row, Voice};
use crate::selection::Selection;
use tierstat_model::{
    AreaCode, Bounds, CodeLists, FigureLookup, IndicatorId, Language, Localized, Period, Ratio,
};
use tierstat_numerics::decomposition::{self, AreaShift, ShiftShare};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// The shift-share of the areas that lie in one.
#[derive(Debug)]
pub struct AreaShifts {
    /// What is counted.
    pub indicator: IndicatorId,
    /// What the areas lie in.
    pub area: AreaCode,
    /// The two periods.
    pub periods: [Period; 2],
    /// The shift-share, or why there is none.
    pub found: Result<ShiftShare, Localized>,
    kinds: Kinds,
    before: AreaKindTable,
    after: AreaKindTable,
}

/// The shift-share of one area, of all its kinds or of one.
#[derive(Debug, Clone, Copy)]
pub struct ShiftRow<'a> {
    of: &'a AreaShifts,
    place: usize,
    shift: &'a AreaShift,
    kind: Option<usize>,
}

/// The shift-share of the areas of each area of a selection; without periods between the first and the latest with figures.
///
/// # Errors
/// [`AnswerError::Question`] where there is none at all, with what there is instead.
pub fn shift_share(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    kinds_are: Kinds,
    from: Option<Period>,
    to: Option<Period>,
) -> Result<Vec<AreaShifts>, AnswerError> {
    super::ends::apart(from, to)?;
    let mut all = Vec::new();
    let mut refused = None;
    for indicator in &selection.indicators {
        for area in &selection.areas {
            let whole = (indicator.clone(), area.clone());
            let kinds = AreaKinds::of(lookup, lists, selection, kinds_are, whole)?;
            let known = kinds.periods();
            let from = from.or_else(|| known.first().copied());
            let to = to.or_else(|| known.last().copied());
            let Some(periods) = from
                .zip(to)
                .filter(|(from, to)| from.last_day() < to.last_day())
                .map(|(from, to)| [from, to])
            else {
                refused.get_or_insert(Localized::new(
                    format!("{indicator}：需要先后两期，现有 {} 期", known.len()),
                    format!(
                        "{indicator}: two periods, one after the other, are needed; {} found",
                        known.len()
                    ),
                ));
                continue;
            };
            let [before, after] = kinds.tables(periods, lists);
            let found =
                decomposition::shift_share(&before.values, &after.values).map_err(|error| error.localized());
            let (indicator, area) = (indicator.clone(), area.clone());
            all.push(AreaShifts { indicator, area, periods, found, kinds: kinds_are, before, after });
        }
    }
    if !all.iter().any(|shifts| shifts.found.is_ok()) {
        let first = all.into_iter().find_map(|shifts| shifts.found.err());
        let message = first.or(refused);
        let message =
            message.unwrap_or_else(|| Localized::new("没有可比的地区", "there are no areas to compare"));
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(all)
}

impl AreaShifts {
    /// One row for each area, and behind it one for each of its kinds.
    #[must_use]
    pub fn rows(&self) -> Vec<ShiftRow<'_>> {
        let Ok(found) = &self.found else { return Vec::new() };
        let areas = found.areas.iter().enumerate().take(self.before.areas.len());
        areas
            .flat_map(|(place, shift)| {
                let kinds = (0..self.before.kinds.len()).map(Some);
                std::iter::once(None).chain(kinds).map(move |kind| ShiftRow { of: self, place, shift, kind })
            })
            .collect()
    }

    /// The types or tiers that the shares lack.
    #[must_use]
    pub fn lacks(&self) -> Option<Localized> {
        self.before.lacks()
    }

    fn kind_name(&self, kind: usize, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        self.before.kinds.get(kind).map_or_else(String::new, |kind| self.kinds.name(kind, lists, language))
    }

    /// How the whole was made, with one sentence for each area.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let Voice { lists, language } = *voice;
        let periods = self.periods.map(|period| words::period(period, language));
        let mut remarks = self.before.remarks();
        match &self.found {
            Ok(found) => {
                let growth = Bounds::point(found.growth)
                    .map_or_else(|_| String::new(), |growth| words::ratio(&Ratio(growth), language));
                let areas = self.before.areas.len();
                remarks.push(Localized::new(
                    format!("总体为表中 {areas} 个地区之和，增长 {growth}"),
                    format!("the whole is the sum of the {areas} areas in the table; it grew by {growth}"),
                ));
                if found.areas.iter().any(|area| area.competitive.contains(&None)) {
                    remarks.push(Localized::new(
                        "基期没有某类的地区，其竞争效应与配置效应无从计算",
                        "an area that had none of a kind at the base has no competitive effect and no allocation",
                    ));
                }
            }
            Err(refused) => remarks.push(refused.clone()),
        }
        Explanation {
            subject: format!(
                "{} · {} · {}",
                words::indicator_name(lists, &self.indicator, language),
                words::area_name(lists, &self.area, language),
                periods.join(" → ")
            ),
            methods: vec!["shift-share"],
            left_out: self.before.left_out(lists, language),
            remarks,
            ..Explanation::default()
        }
    }
}

impl ShiftRow<'_> {
    /// Whether it is the row of all kinds together.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.kind.is_none()
    }

    /// The row of an area in one sentence.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        let indicator = words::indicator_name(lists, &self.of.indicator, language);
        let area = words::area_name(lists, self.area(), language);
        let name = match language {
            Language::Chinese => format!("{area}{indicator}"),
            Language::English => format!("{indicator} ({area})"),
        };
        let [from, to] = self.of.periods.map(|period| words::period(period, language));
        let unit = words::unit_word(lists, &self.of.indicator, language);
        let subject = Subject { name: &name, unit, from: &from, to: &to };
        self.shift.statement(&subject, language, &Words { language })
    }

    fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let used = (0..self.of.before.kinds.len()).filter_map(|kind| {
            let ends = [self.end(&self.of.before, Some(kind))?, self.end(&self.of.after, Some(kind))?];
            Some(format!("{} {}", self.of.kind_name(kind, voice), ends.map(words::count).join(" → ")))
        });
        Explanation { statement: self.statement(voice), used: used.collect(), ..self.of.explanation(voice) }
    }

    fn area(&self) -> &AreaCode {
        self.of.before.areas.get(self.place).unwrap_or(&self.of.area)
    }

    fn end(&self, table: &AreaKindTable, kind: Option<usize>) -> Option<f64> {
        let row = table.values.get(self.place)?;
        match kind {
            Some(kind) => row.get(kind).copied(),
            None => Some(row.iter().sum()),
        }
    }

    /// An effect of one kind, or of all together.
    fn effect(&self, take: fn(&AreaShift) -> &[f64]) -> Option<f64> {
        match self.kind {
            Some(kind) => take(self.shift).get(kind).copied(),
            None => Some(take(self.shift).iter().sum()),
        }
    }

    /// The same of an effect that a kind may lack; then it has no sum either.
    fn open_effect(&self, take: fn(&AreaShift) -> &[Option<f64>]) -> Option<f64> {
        match self.kind {
            Some(kind) => take(self.shift).get(kind).copied().flatten(),
            None => take(self.shift).iter().copied().sum::<Option<f64>>(),
        }
    }
}

impl Row for ShiftRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.of.indicator),
            Field::area(|row| row.area()),
            Field::text("kind", ["", ""], |row: &Self| {
                let kind = row.kind.and_then(|kind| row.of.before.kinds.get(kind));
                kind.map_or_else(String::new, |kind| row.of.kinds.id(kind))
            })
            .for_programs(),
            Field::span(|row| row.of.periods),
            Field::count("from", ["起", "from"], |row| point(row.end(&row.of.before, row.kind))),
            Field::count("to", ["止", "to"], |row| point(row.end(&row.of.after, row.kind))),
            Field::effect("change", ["增减", "change"], |row| row.effect(|shift| &shift.change)),
            Field::effect("national_share", ["总体份额", "share of the whole"], |row| {
                row.effect(|shift| &shift.national_share)
            }),
            Field::effect("industry_mix", ["构成效应", "mix"], |row| {
                row.effect(|shift| &shift.industry_mix)
            }),
            Field::effect("regional_shift", ["自身效应", "own shift"], |row| {
                row.effect(|shift| &shift.regional_shift)
            }),
            Field::effect("competitive", ["竞争效应", "competitive"], |row| {
                row.open_effect(|shift| &shift.competitive)
            }),
            Field::effect("allocation", ["配置效应", "allocation"], |row| {
                row.open_effect(|shift| &shift.allocation)
            }),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}
