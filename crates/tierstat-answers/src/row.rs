//! Rows of answers: each column with its name for programs, its heading for people, and what it takes from a row, in one place.
//!
//! Programs get ids, codes, ISO periods and numbers with both bounds, and no word of any language; people get names, words and numbers
//! as a sentence prints them. Both come from the same field of the same struct, so that they cannot disagree.

use crate::estimate::Estimate;
use crate::explanation::Explanation;
use crate::fill::Fill;
use crate::remark::Remark;
use crate::series_of::SeriesOf;
pub(crate) use crate::voice::Voice;
use serde_json::{Map, Value};
use std::borrow::Cow;
use tierstat_model::{
    AreaCode, Bounds, Breakdown, IndicatorId, Language, Localized, Period, PointChange, Ratio, SeriesTime,
    TierId,
};

/// A row of an answer: one struct gives its columns, its table, its CSV and its JSON.
pub trait Row: Sized {
    /// The columns, in order.
    fn fields() -> Vec<Field<Self>>;
}

/// What programs read of a row, as an object.
pub(crate) fn object<R: Row>(row: &R, voice: &Voice<'_>) -> Value {
    let fields = R::fields().into_iter().filter(|field| field.audience() != Audience::People);
    let columns = fields.flat_map(|field| field.columns().into_iter().zip(field.values(row, voice)));
    Value::Object(columns.collect())
}

/// Who wants to see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Everyone,
    /// Readers of an aligned table.
    People,
    /// Readers of CSV and JSON.
    Programs,
}

/// One column of an answer, which for programs may be several.
pub struct Field<R> {
    name: Cow<'static, str>,
    heading: [Cow<'static, str>; 2],
    audience: Audience,
    /// Whether people see it at the right, as they do numbers.
    is_at_the_right: bool,
    /// Whether people see it only where a row has something in it.
    is_optional: bool,
    pub(crate) fill: Fill<R>,
}

impl<R> Field<R> {
    fn new(name: &'static str, heading: [&'static str; 2], fill: Fill<R>) -> Self {
        let (name, heading) = (Cow::Borrowed(name), heading.map(Cow::Borrowed));
        let audience = Audience::Everyone;
        Self { name, heading, audience, is_at_the_right: false, is_optional: false, fill }
    }

    /// A column that is named by data, such as a period: the cell of a row in its place.
    #[must_use]
    pub fn cell(name: &str, place: usize, take: fn(&R, usize) -> String) -> Self {
        let heading = [(); 2].map(|()| Cow::Owned(name.to_owned()));
        let new = Self::new("", ["", ""], Fill::Cell(place, take)).at_the_right();
        Self { name: Cow::Owned(name.to_owned()), heading, ..new }
    }

    /// A number for programs alone, where people read it in the words of another column.
    #[must_use]
    pub fn number(name: &'static str, take: fn(&R) -> Option<f64>) -> Self {
        Self::new(name, ["", ""], Fill::Computed(take)).for_programs()
    }

    /// Words that are data in both languages: `name_zh` and `name_en` for programs, those of their language for people.
    #[must_use]
    pub fn localized(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Localized) -> Self {
        Self::new(name, heading, Fill::Localized(take))
    }

    /// Several things of one kind: a list of codes for programs, a line for each for people.
    #[must_use]
    pub fn lines(
        name: &'static str,
        heading: [&'static str; 2],
        codes: fn(&R) -> Vec<String>,
        said: fn(&R, &Voice<'_>) -> Vec<String>,
    ) -> Self {
        Self::new(name, heading, Fill::Lines(codes, said))
    }

    /// Several codes by name, as an object for programs; for people what is said of them.
    #[must_use]
    pub fn named(
        name: &'static str,
        heading: [&'static str; 2],
        take: fn(&R) -> Map<String, Value>,
        said: fn(&R, &Voice<'_>) -> String,
    ) -> Self {
        Self::new(name, heading, Fill::Named(take, said))
    }

    /// The indicator: its id for programs, its name for people.
    #[must_use]
    pub fn indicator(take: fn(&R) -> &IndicatorId) -> Self {
        Self::new("indicator", ["指标", "indicator"], Fill::Indicator(take))
    }

    /// The area: its code for programs, its name for people.
    #[must_use]
    pub fn area(take: fn(&R) -> &AreaCode) -> Self {
        Self::new("area", ["地区", "area"], Fill::Area(take))
    }

    /// The tier: its id for programs, its name for people.
    #[must_use]
    pub fn tier(take: fn(&R) -> &TierId) -> Self {
        Self::new("tier", ["层级", "tier"], Fill::Tier(take))
    }

    /// Which part of the indicator: dimension and member by id for programs, by name for people.
    ///
    /// It is a column only where parts are asked for, or a row is of one: see [`Field::is_of_parts`].
    #[must_use]
    pub fn breakdown(take: fn(&R) -> Breakdown) -> Self {
        Self::new("breakdown", ["分组", "breakdown"], Fill::Breakdown(take))
    }

    /// Whether the column stands only where parts of an indicator are asked for, or a row is of one.
    #[must_use]
    pub fn is_of_parts(&self) -> bool {
        matches!(self.fill, Fill::Breakdown(_))
    }

    /// Whether a row is of a part of an indicator.
    #[must_use]
    pub fn is_of_part(&self, row: &R) -> bool {
        match &self.fill {
            Fill::Breakdown(take) => !take(row).is_whole(),
            _ => false,
        }
    }

    /// A period: in SDMX form for programs, in words for people.
    #[must_use]
    pub fn period(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<Period>) -> Self {
        Self::new(name, heading, Fill::Period(take))
    }

    /// Two periods: `period_from` and `period_to` for programs, one column for people.
    #[must_use]
    pub fn span(take: fn(&R) -> [Period; 2]) -> Self {
        Self::new("period", ["时期", "periods"], Fill::Span(take))
    }

    /// A code for programs, none where it is empty, with the words that people read in its place.
    #[must_use]
    pub fn code(
        name: &'static str,
        heading: [&'static str; 2],
        code: fn(&R) -> &'static str,
        said: fn(&R) -> Localized,
    ) -> Self {
        Self::new(name, heading, Fill::Code(code, said))
    }

    /// A number in the unit of the figures: `name`, `name_lower`, `name_upper` for programs.
    #[must_use]
    pub fn count(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<Bounds>) -> Self {
        Self::new(name, heading, Fill::Count(take))
    }

    /// An index number, 100 at its base: `name`, `name_lower`, `name_upper` for programs, one decimal for people.
    #[must_use]
    pub fn index(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<Bounds>) -> Self {
        Self::new(name, heading, Fill::Index(take))
    }

    /// A ratio, where 1 is the whole: `name`, `name_lower`, `name_upper` for programs, percent for people.
    #[must_use]
    pub fn ratio(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<Ratio>) -> Self {
        Self::new(name, heading, Fill::Ratio(take))
    }

    /// A growth rate: as a ratio, but for people without the limit that nothing falls by more than all of it.
    #[must_use]
    pub fn growth_rate(
        name: &'static str,
        heading: [&'static str; 2],
        take: fn(&R) -> Option<Ratio>,
    ) -> Self {
        Self::new(name, heading, Fill::GrowthRate(take))
    }

    /// A difference of ratios: `name`, `name_lower`, `name_upper` for programs, percentage points for people.
    #[must_use]
    pub fn points(
        name: &'static str,
        heading: [&'static str; 2],
        take: fn(&R) -> Option<PointChange>,
    ) -> Self {
        Self::new(name, heading, Fill::Points(take))
    }

    /// A part of a change, in the unit of the figures: as it is for programs, two decimals for people.
    #[must_use]
    pub fn effect(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<f64>) -> Self {
        Self::new(name, heading, Fill::Effect(take))
    }

    /// A number without a unit: as it is for programs, three decimals for people.
    #[must_use]
    pub fn measure(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<f64>) -> Self {
        Self::new(name, heading, Fill::Measure(take))
    }

    /// A number without a unit that may be a range: `name`, `name_lower`, `name_upper` for programs, six significant digits for people.
    #[must_use]
    pub fn coefficient(
        name: &'static str,
        heading: [&'static str; 2],
        take: fn(&R) -> Option<Bounds>,
    ) -> Self {
        Self::new(name, heading, Fill::Coefficient(take))
    }

    /// A number without a unit: as it is for programs, six significant digits for people.
    #[must_use]
    pub fn significant(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<f64>) -> Self {
        Self::new(name, heading, Fill::Significant(take))
    }

    /// How many there are.
    #[must_use]
    pub fn how_many(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<usize>) -> Self {
        Self::new(name, heading, Fill::Places(take))
    }

    /// The series: `series`, `indicator`, `area` and `tier` for programs, the last three where it is one of the ledger; its name for people.
    #[must_use]
    pub fn series(take: fn(&R) -> &SeriesOf) -> Self {
        Self::new("series", ["序列", "series"], Fill::Series(take))
    }

    /// A time, which may be a plain number: as it is for programs, a period in words for people.
    #[must_use]
    pub fn time(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<SeriesTime>) -> Self {
        Self::new(name, heading, Fill::Time(take))
    }

    /// A number that was computed, in the unit of the figures: as it is for programs, with no more digits than it bears for people.
    #[must_use]
    pub fn computed(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> Option<f64>) -> Self {
        Self::new(name, heading, Fill::Computed(take))
    }

    /// An estimate: `name`, `name_lower`, `name_upper` for programs, and for people what is said of it.
    #[must_use]
    pub fn estimate(
        name: &'static str,
        heading: [&'static str; 2],
        take: fn(&R) -> Option<Estimate>,
        said: fn(&R, &Voice<'_>) -> String,
    ) -> Self {
        Self::new(name, heading, Fill::Estimate(take, said))
    }

    /// A text that is data, such as the name of a series in a file.
    #[must_use]
    pub fn text(name: &'static str, heading: [&'static str; 2], take: fn(&R) -> String) -> Self {
        Self::new(name, heading, Fill::Text(take))
    }

    /// A text that is data, none where there is nothing.
    #[must_use]
    pub fn text_or_none(
        name: &'static str,
        heading: [&'static str; 2],
        take: fn(&R) -> Option<String>,
    ) -> Self {
        Self::new(name, heading, Fill::TextOrNone(take))
    }

    /// Words for people alone, where programs get the same from other columns; they stand at the left, as names do.
    #[must_use]
    pub fn told(name: &'static str, heading: [&'static str; 2], said: fn(&R, &Voice<'_>) -> String) -> Self {
        Self::new(name, heading, Fill::Told(said)).for_people()
    }

    /// Words for people alone, where programs get the same from other columns; they stand at the right, as numbers do.
    #[must_use]
    pub fn words(name: &'static str, heading: [&'static str; 2], said: fn(&R, &Voice<'_>) -> String) -> Self {
        Self::new(name, heading, Fill::Said(said)).for_people()
    }

    /// Codes for programs alone, none where they were not asked for, where people read the same in the words of other columns.
    #[must_use]
    pub fn codes(name: &'static str, take: fn(&R) -> Option<Vec<String>>) -> Self {
        Self::new(name, ["", ""], Fill::Codes(take)).for_programs()
    }

    /// What a reader of the row must know: codes for programs, words for people.
    #[must_use]
    pub fn remarks(take: fn(&R) -> Vec<Remark>) -> Self {
        Self::new("remarks", ["说明", "note"], Fill::Remarks(take))
    }

    /// How the row was made, where that is asked for; for programs only, since people read it under the table.
    #[must_use]
    pub fn explanation(take: fn(&R, &Voice<'_>) -> Option<Explanation>) -> Self {
        Self::new("explanation", ["", ""], Fill::Explanation(take)).for_programs()
    }

    /// The column for programs, too: its words are what they asked for, as those of a step are.
    #[must_use]
    pub fn for_everyone(self) -> Self {
        Self { audience: Audience::Everyone, ..self }
    }

    /// The column for aligned tables alone.
    #[must_use]
    pub fn for_people(self) -> Self {
        Self { audience: Audience::People, ..self }
    }

    /// The column for CSV and JSON alone.
    #[must_use]
    pub fn for_programs(self) -> Self {
        Self { audience: Audience::Programs, ..self }
    }

    /// The column at the right, as numbers stand.
    #[must_use]
    pub fn at_the_right(self) -> Self {
        Self { is_at_the_right: true, ..self }
    }

    /// The column only where some row has something in it; programs always have it.
    #[must_use]
    pub fn where_there_is_one(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// Whether people see it among these rows.
    #[must_use]
    pub fn is_seen(&self, rows: &[R], voice: &Voice<'_>) -> bool {
        let is_filled = || rows.iter().any(|row| !self.said(row, voice).is_empty());
        self.audience != Audience::Programs && (!self.is_optional || is_filled())
    }

    /// Who wants to see it.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Its name for programs.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its heading for people.
    #[must_use]
    pub fn heading(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.heading[0],
            Language::English => &self.heading[1],
        }
    }

    /// Whether people compare it digit by digit, so that it stands at the right.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.is_at_the_right || self.fill.is_number()
    }

    /// What people read in a row where each thing has a line of its own.
    #[must_use]
    pub fn lines_said(&self, row: &R, voice: &Voice<'_>) -> Vec<String> {
        self.fill.lines(row, voice)
    }

    /// What people read in a row; empty where there is nothing.
    #[must_use]
    pub fn said(&self, row: &R, voice: &Voice<'_>) -> String {
        self.fill.said(row, voice)
    }

    /// The names of its columns for programs.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        self.fill.columns(&self.name)
    }

    /// What programs read in a row, one value for each of [`Field::columns`].
    #[must_use]
    pub fn values(&self, row: &R, voice: &Voice<'_>) -> Vec<Value> {
        self.fill.values(row, voice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tierstat_model::CodeLists;

    struct Line {
        period: Period,
        count: Option<Bounds>,
    }

    impl Row for Line {
        fn fields() -> Vec<Field<Self>> {
            vec![
                Field::period("period", ["时期", "period"], |row: &Self| Some(row.period)),
                Field::count("count", ["数", "count"], |row: &Self| row.count),
            ]
        }
    }

    #[test]
    fn programs_get_bounds_and_people_words_from_one_field() {
        let rough =
            Line { period: "2015-12-31".parse().unwrap(), count: Bounds::half_open(3500.0, 3600.0).ok() };
        let lists = CodeLists::default();
        let voice = Voice { lists: &lists, language: Language::Chinese };
        let (names, values): (Vec<_>, Vec<_>) =
            Line::fields().iter().map(|field| (field.columns(), field.values(&rough, &voice))).unzip();
        assert_eq!(names.concat(), ["period", "count", "count_lower", "count_upper"]);
        assert_eq!(values.concat(), [json!("2015-12-31"), Value::Null, json!(3500.0), json!(3600.0)]);
        let said: Vec<_> = Line::fields().iter().map(|field| field.said(&rough, &voice)).collect();
        assert_eq!(said, ["2015年底", "3,500–3,600"]);
        let nothing = Line { count: None, ..rough };
        assert_eq!(Line::fields()[1].said(&nothing, &voice), "");
    }
}
