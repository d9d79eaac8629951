//! The data of a chart: rows under columns that every format knows by name.

use std::collections::BTreeSet;
use tierstat_model::{Language, Status};

/// The data of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartData {
    /// What stands in the cells of each row, in their order.
    pub columns: Vec<DataColumn>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// What stands in a column of a chart's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataColumn {
    /// The series.
    Series,
    /// The last day of the period.
    Day,
    /// The period, in words.
    Period,
    /// The day on which it was known.
    KnownOn,
    /// First, changed or withdrawn.
    Kind,
    /// The number as printed.
    Printed,
    /// The value.
    Value,
    /// The lower bound.
    Lower,
    /// The upper bound.
    Upper,
    /// The status, as the letter of its code list.
    Status,
    /// Why there is no figure, or what the figure is.
    Reason,
    /// By how much a number changed.
    Change,
    /// The group of a name.
    Group,
    /// What a row is of.
    Name,
    /// The lower bound of the units that have one.
    CoveredLower,
    /// The upper bound of the units that have one.
    CoveredUpper,
    /// The lower bound of all units.
    UnitsLower,
    /// The upper bound of all units.
    UnitsUpper,
    /// What is written at the bar.
    Label,
}

impl DataColumn {
    /// The name of the column as programs read it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Day => "day",
            Self::Period => "period",
            Self::KnownOn => "known_on",
            Self::Kind => "kind",
            Self::Printed => "printed",
            Self::Value => "value",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Status => "status",
            Self::Reason => "reason",
            Self::Change => "change",
            Self::Group => "group",
            Self::Name => "name",
            Self::CoveredLower => "covered_lower",
            Self::CoveredUpper => "covered_upper",
            Self::UnitsLower => "units_lower",
            Self::UnitsUpper => "units_upper",
            Self::Label => "label",
        }
    }

    /// The name of the column as a reader reads it.
    #[must_use]
    pub fn heading(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Series => ("序列", "Series"),
            Self::Day => ("日期", "Day"),
            Self::Period => ("时期", "Period"),
            Self::KnownOn => ("所知日期", "Known on"),
            Self::Kind => ("类别", "Kind"),
            Self::Printed => ("原文", "Printed"),
            Self::Value => ("数值", "Value"),
            Self::Lower => ("下限", "Lower bound"),
            Self::Upper => ("上限", "Upper bound"),
            Self::Status => ("状态", "Status"),
            Self::Reason => ("说明", "Remark"),
            Self::Change => ("变动", "Change"),
            Self::Group => ("组", "Group"),
            Self::Name => ("名称", "Name"),
            Self::CoveredLower => ("已有（下限）", "Covered, lower bound"),
            Self::CoveredUpper => ("已有（上限）", "Covered, upper bound"),
            Self::UnitsLower => ("应有（下限）", "Units, lower bound"),
            Self::UnitsUpper => ("应有（上限）", "Units, upper bound"),
            Self::Label => ("标注", "Label"),
        };
        match language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}

impl ChartData {
    /// The place of a column; `None` where the data have none.
    #[must_use]
    pub fn place(&self, column: DataColumn) -> Option<usize> {
        self.columns.iter().position(|found| *found == column)
    }

    /// The columns that hold something, with their places: data have those of their kind, and a chart may need only some of them.
    #[must_use]
    pub fn held(&self) -> Vec<(usize, DataColumn)> {
        let holds = |place: usize| self.cells(place).any(|cell| !cell.is_empty());
        self.columns.iter().copied().enumerate().filter(|(place, _)| holds(*place)).collect()
    }

    /// Whether all cells of a column that hold something are numbers.
    #[must_use]
    pub fn are_numbers(&self, place: usize) -> bool {
        self.cells(place)
            .filter(|cell| !cell.is_empty())
            .all(|cell| cell.parse::<f64>().is_ok_and(f64::is_finite))
    }

    /// The statuses that stand in it.
    #[must_use]
    pub fn statuses(&self) -> BTreeSet<Status> {
        let place = self.place(DataColumn::Status);
        place.into_iter().flat_map(|place| self.cells(place)).filter_map(Status::from_code).collect()
    }

    /// The rows as text, under the names of the columns as programs read them.
    #[must_use]
    pub fn records(&self) -> Vec<Vec<&str>> {
        let names = self.columns.iter().map(|column| column.id()).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(String::as_str).collect());
        std::iter::once(names).chain(rows).collect()
    }

    fn cells(&self, place: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(place)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_what_they_are_and_empty_ones_are_not_held() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let data = ChartData {
            columns: vec![DataColumn::Series, DataColumn::Reason, DataColumn::Value],
            rows: vec![row(["a", "", "3"]), row(["b", "", ""])],
        };
        assert_eq!(data.place(DataColumn::Value), Some(2));
        assert_eq!(data.place(DataColumn::Day), None);
        assert_eq!(data.held(), [(0, DataColumn::Series), (2, DataColumn::Value)]);
        assert!(data.are_numbers(2) && !data.are_numbers(0));
        assert_eq!(data.records(), [["series", "reason", "value"], ["a", "", "3"], ["b", "", ""]]);
    }
}
