//! A change taken apart: how many residents there are, where they live, and how much there is for each.

use super::ends::point;
use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::instead::nothing_there;
use crate::remark::Remark;
use crate::residents::Residents;
use crate::row::{Field, Row, Voice};
use crate::selection::{Members, Selection};
use crate::series::{LedgerSeries, groups, names_of};
use tierstat_model::{AreaCode, CodeLists, FigureLookup, IndicatorId, Localized, Period};
use tierstat_numerics::NumericsError;
use tierstat_numerics::decomposition::{PopulationDensityEffects, population_density_decomposition};
use tierstat_stats::known_number::{SeriesId, answers};
use tierstat_stats::panel::shared_periods;
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// One area at both ends: what there is, and how many people.
#[derive(Debug, Clone, PartialEq)]
struct Area {
    code: AreaCode,
    values: [f64; 2],
    people: [f64; 2],
}

/// The change of one whole, taken apart.
#[derive(Debug)]
pub struct DecompositionRow {
    /// Which series the areas make up.
    pub series: SeriesId,
    /// The two periods.
    pub periods: [Period; 2],
    /// The parts of the change, or why it has none.
    pub parts: Result<PopulationDensityEffects, NumericsError>,
    per: IndicatorId,
    areas: Vec<Area>,
    left_out: Vec<(AreaCode, Localized)>,
    divided_by_all: Option<Remark>,
}

/// The change of each whole of a selection over its areas, by the residents that the indicator `per` counts.
///
/// # Errors
/// [`AnswerError::Question`] where no area has figures at two periods, with what there is instead.
pub fn decomposition(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    per: &IndicatorId,
    from: Option<Period>,
    to: Option<Period>,
) -> Result<Vec<DecompositionRow>, AnswerError> {
    super::ends::apart(from, to)?;
    let mut rows = Vec::new();
    for mut group in groups(lookup, lists, selection, Members::Areas)? {
        let Some(periods) = ends(&group.members, from, to) else { continue };
        let mut left_out = group.take_broken(periods);
        let Some(series) = group.whole_id(Members::Areas, lists) else { continue };
        let codes = group.members.iter().map(|series| series.area.clone()).collect();
        let residents = Residents::of(lookup, lists, per, codes, selection, &series.indicator)?;
        let divided_by_all = residents.remark(lists, per);
        let mut areas: Vec<Area> = Vec::new();
        for series in &group.members {
            match both_ends(series, periods, &residents) {
                Ok((values, people)) => areas.push(Area { code: series.area.clone(), values, people }),
                Err(reason) => left_out.push((series.area.clone(), reason)),
            }
        }
        let people = |end: usize| -> Vec<f64> { areas.iter().map(|area| area.people[end]).collect() };
        let density = |end: usize| -> Vec<f64> {
            areas.iter().map(|area| area.values[end] / area.people[end]).collect()
        };
        let parts = population_density_decomposition(&people(0), &density(0), &people(1), &density(1));
        let per = per.clone();
        rows.push(DecompositionRow { series, periods, parts, per, areas, left_out, divided_by_all });
    }
    if rows.is_empty() {
        let message = Localized::new("没有两期都有数据的地区", "no area has figures at two periods");
        return Err(nothing_there(lookup, lists, selection, message));
    }
    Ok(rows)
}

impl DecompositionRow {
    fn found(&self) -> Option<&PopulationDensityEffects> {
        self.parts.as_ref().ok()
    }

    fn sum(&self, end: usize) -> Option<f64> {
        self.found()?;
        Some(self.areas.iter().filter_map(|area| area.values.get(end)).sum())
    }

    fn remarks(&self) -> Vec<Remark> {
        let mut remarks = match &self.parts {
            Ok(_) if self.left_out.is_empty() => Vec::new(),
            Ok(_) => vec![Remark::AreasLeftOut { areas: self.left_out.len() }],
            Err(error) => vec![Remark::refused(error)],
        };
        remarks.extend(self.divided_by_all.clone());
        remarks
    }

    /// How the row was made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let Voice { lists, language } = *voice;
        let names = names_of(&self.series, lists, language);
        let periods = self.periods.map(|period| words::period(period, language));
        let name = words::subject(&names[0], &names[1], &names[2], language);
        let unit = words::unit_word(lists, &self.series.indicator, language);
        let subject = Subject { name: &name, unit, from: &periods[0], to: &periods[1] };
        let per = &self.per;
        let used = self.areas.iter().map(|area| {
            let [before, after] = [0, 1].map(|end: usize| {
                format!("{} / {}", words::count(area.values[end]), words::count(area.people[end]))
            });
            format!("{} {before} → {after}", words::area_name(lists, &area.code, language))
        });
        let left_out =
            self.left_out.iter().map(|(area, why)| (words::area_name(lists, area, language), why.clone()));
        Explanation {
            subject: format!("{} · {}", names.join(" · "), periods.join(" → ")),
            statement: self
                .found()
                .map_or_else(String::new, |found| found.statement(&subject, language, &Words { language })),
            methods: vec!["lmdi"],
            used: used.collect(),
            left_out: left_out.collect(),
            remarks: vec![Localized::new(
                format!("各地区为 数量 / 居民数（{per}，该期或此前最近一期，按所印之数计）；只计列出的地区"),
                format!(
                    "each area as count / residents ({per}, at that period or the latest before it, as printed); only the areas listed are counted"
                ),
            )],
        }
    }
}

impl Row for DecompositionRow {
    fn fields() -> Vec<Field<Self>> {
        fn effect(row: &DecompositionRow, take: fn(&PopulationDensityEffects) -> f64) -> Option<f64> {
            row.found().map(take)
        }
        vec![
            Field::indicator(|row: &Self| &row.series.indicator),
            Field::area(|row| &row.series.area),
            Field::tier(|row| &row.series.tier),
            Field::breakdown(|row| row.series.breakdown.clone()),
            Field::span(|row| row.periods),
            Field::how_many("members", ["成员数", "members"], |row| Some(row.areas.len())),
            Field::count("from", ["起", "from"], |row| point(row.sum(0))),
            Field::count("to", ["止", "to"], |row| point(row.sum(1))),
            Field::effect("change", ["增减", "change"], |row| effect(row, |found| found.change)),
            Field::effect("population_effect", ["人口规模效应", "population"], |row| {
                effect(row, |found| found.population)
            }),
            Field::effect("structure_effect", ["人口分布效应", "structure"], |row| {
                effect(row, |found| found.structure)
            }),
            Field::effect("density_effect", ["人均拥有效应", "density"], |row| {
                effect(row, |found| found.density)
            }),
            Field::remarks(Self::remarks),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}

/// The two periods asked for, the earlier first; else those that most areas share, furthest apart.
fn ends(members: &[LedgerSeries], from: Option<Period>, to: Option<Period>) -> Option<[Period; 2]> {
    let readings = members.iter().map(|series| series.readings.as_slice());
    shared_periods(readings, from, to).filter(|[from, to]| from.last_day() < to.last_day())
}

/// What there is and how many people at both ends; or why not.
fn both_ends(
    series: &LedgerSeries,
    periods: [Period; 2],
    residents: &Residents,
) -> Result<([f64; 2], [f64; 2]), Localized> {
    let value = |period: Period| {
        let found = series.readings.iter().find(|reading| answers(reading, period));
        let quantity = found.map(|reading| &reading.figure.quantity);
        let missing = || Localized::new("两期中缺一期", "no figure at one of the two periods");
        let quantity = quantity.ok_or_else(missing)?;
        let bounds = quantity.bounds.ok_or_else(missing)?;
        let rough = || Localized::new("只知界限", "known within bounds only");
        quantity.value.or_else(|| bounds.as_point()).ok_or_else(rough)
    };
    let values = [value(periods[0])?, value(periods[1])?];
    let people = |period: Period| {
        let unknown = || Localized::new("不知居民数", "its residents are not known");
        residents.at(&series.area, period).ok_or_else(unknown)
    };
    let [(before, of_before), (after, of_after)] = [people(periods[0])?, people(periods[1])?];
    if of_before == of_after {
        return Err(Localized::new(
            format!("两期只有 {of_before} 一个居民数"),
            format!("for both periods there is only one number of residents, that of {of_before}"),
        ));
    }
    Ok((values, [before, after]))
}
