//! Location quotients: what each area has more of than the whole.

use super::whole::one_by_one;
use crate::area_kinds::{AreaKindTable, AreaKinds, Kinds};
use crate::error::AnswerError;
use crate::explanation::Explanation;
use crate::instead::nothing_there;
use crate::row::{Field, Row, Voice};
use crate::selection::Selection;
use tierstat_model::{AreaCode, CodeLists, FigureLookup, IndicatorId, Localized, Period, Ratio};
use tierstat_model::{Bounds, Language};
use tierstat_numerics::balance::{location_quotients, specialisation};
use tierstat_words as words;

/// The quotients of the areas in an area at one period.
#[derive(Debug, Clone)]
pub struct QuotientTable {
    /// What is counted.
    pub indicator: IndicatorId,
    /// What the areas lie in.
    pub area: AreaCode,
    /// The period; `None` where the whole has none with two areas.
    pub period: Option<Period>,
    /// A row of quotients and the specialisation for each area, or why there are none.
    pub found: Result<Vec<(Vec<f64>, f64)>, Localized>,
    kinds_are: Kinds,
    table: AreaKindTable,
}

/// The quotient of one area and kind.
#[derive(Debug, Clone, Copy)]
pub struct QuotientRow<'a> {
    of: &'a QuotientTable,
    period: Period,
    area: &'a AreaCode,
    values: &'a [f64],
    kind: usize,
    quotient: f64,
    specialisation: f64,
}

/// The location quotients of the areas in each area of a selection, at a period or at each in which two areas have a number.
///
/// # Errors
/// [`AnswerError::Question`] where there are none at all, with what there is instead.
pub fn quotients(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    kinds_are: Kinds,
    period: Option<Period>,
) -> Result<Vec<QuotientTable>, AnswerError> {
    let mut tables = Vec::new();
    for one in one_by_one(selection) {
        let Some((indicator, area)) = one.indicators.first().cloned().zip(one.areas.first().cloned()) else {
            continue;
        };
        let kinds = AreaKinds::of(lookup, lists, &one, kinds_are, (indicator.clone(), area.clone()))?;
        let mut periods = kinds.periods();
        periods.retain(|known| period.is_none_or(|asked| asked.last_day() == known.last_day()));
        let table = |at: Option<Period>, table: AreaKindTable, found| {
            let (indicator, area) = (indicator.clone(), area.clone());
            QuotientTable { indicator, area, period: at, found, kinds_are, table }
        };
        if periods.is_empty() {
            let none = no_period();
            tables.push(table(period, AreaKindTable::default(), Err(none)));
        }
        for at in periods {
            let [values] = kinds.tables([at], lists);
            let found = location_quotients(&values.values)
                .and_then(|quotients| {
                    Ok(quotients.into_iter().zip(specialisation(&values.values)?).collect())
                })
                .map_err(|error| error.localized());
            tables.push(table(Some(at), values, found));
        }
    }
    if !tables.iter().any(|table| table.found.is_ok()) {
        let first = tables.into_iter().find_map(|table| table.found.err());
        return Err(nothing_there(lookup, lists, selection, first.unwrap_or_else(no_period)));
    }
    Ok(tables)
}

fn no_period() -> Localized {
    Localized::new("没有一期有两个以上地区的数", "no period has numbers of two areas or more")
}

impl QuotientTable {
    /// One row for each area and kind.
    pub fn rows(&self) -> impl Iterator<Item = QuotientRow<'_>> {
        let found = self.found.iter().flatten().zip(self.table.areas.iter().zip(&self.table.values));
        found.flat_map(move |((quotients, specialisation), (area, values))| {
            quotients.iter().enumerate().filter_map(move |(kind, quotient)| {
                Some(QuotientRow {
                    of: self,
                    period: self.period?,
                    area,
                    values,
                    kind,
                    quotient: *quotient,
                    specialisation: *specialisation,
                })
            })
        })
    }

    /// The kinds by name, in the order of the columns.
    #[must_use]
    pub fn kind_names(&self, voice: &Voice<'_>) -> Vec<String> {
        let kinds = self.table.kinds.iter();
        kinds.map(|kind| self.kinds_are.name(kind, voice.lists, voice.language)).collect()
    }

    /// The areas in the order of the rows, each with its quotients and its specialisation.
    pub fn areas(&self) -> impl Iterator<Item = (&AreaCode, &[f64], f64)> {
        let found = self.found.iter().flatten();
        let areas = self.table.areas.iter().zip(found);
        areas.map(|(area, (quotients, special))| (area, quotients.as_slice(), *special))
    }

    /// Indicator, area and period by name.
    #[must_use]
    pub fn subject(&self, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        let mut names = vec![
            words::indicator_name(lists, &self.indicator, language),
            words::area_name(lists, &self.area, language),
        ];
        names.extend(self.period.map(|period| words::period(period, language)));
        names.join(" · ")
    }

    /// Why there are no quotients, with what they are of.
    #[must_use]
    pub fn refusal(&self, lists: &CodeLists) -> Option<Localized> {
        let reason = self.found.as_ref().err()?;
        let of = |language| self.subject(&Voice { lists, language });
        Some(Localized::new(
            format!("{}：{}", of(Language::Chinese), reason.zh),
            format!("{}: {}", of(Language::English), reason.en),
        ))
    }

    /// The types or tiers that the shares lack, with what they are of.
    #[must_use]
    pub fn lacks(&self, lists: &CodeLists) -> Option<Localized> {
        let lacks = self.table.lacks()?;
        let of = |language| self.subject(&Voice { lists, language });
        Some(Localized::new(
            format!("{}：{}", of(Language::Chinese), lacks.zh),
            format!("{}: {}", of(Language::English), lacks.en),
        ))
    }

    /// How the quotients were made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let mut remarks = self.table.remarks();
        remarks.extend(self.found.as_ref().err().cloned());
        Explanation {
            subject: self.subject(voice),
            methods: vec!["location-quotient", "specialisation"],
            left_out: self.table.left_out(voice.lists, voice.language),
            remarks,
            ..Explanation::default()
        }
    }
}

impl QuotientRow<'_> {
    fn value(&self) -> f64 {
        self.values.get(self.kind).copied().unwrap_or_default()
    }

    fn share_in_area(&self) -> f64 {
        self.value() / self.values.iter().sum::<f64>()
    }

    fn share_in_whole(&self) -> f64 {
        let rows = &self.of.table.values;
        let of_kind: f64 = rows.iter().filter_map(|row| row.get(self.kind)).sum();
        of_kind / rows.iter().flatten().sum::<f64>()
    }
}

/// A number that is known.
fn point(value: f64) -> Option<Bounds> {
    Bounds::point(value).ok()
}

impl Row for QuotientRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.of.indicator),
            Field::area(|row| row.area),
            Field::text("kind", ["类别", "kind"], |row: &Self| {
                let kind = row.of.table.kinds.get(row.kind);
                kind.map_or_else(String::new, |kind| row.of.kinds_are.id(kind))
            }),
            Field::period("period", ["时期", "period"], |row| Some(row.period)),
            Field::count("value", ["数值", "value"], |row| point(row.value())),
            Field::ratio("share_in_area", ["占本地区比重", "share in the area"], |row| {
                point(row.share_in_area()).map(Ratio)
            }),
            Field::ratio("share_in_whole", ["占总体比重", "share in the whole"], |row| {
                point(row.share_in_whole()).map(Ratio)
            }),
            Field::significant("quotient", ["区位商", "quotient"], |row| Some(row.quotient)),
            Field::significant("specialisation", ["专业化指数", "specialisation of the area"], |row| {
                Some(row.specialisation)
            }),
            Field::explanation(|row, voice| Some(row.of.explanation(voice))),
        ]
    }
}
