//! Long tables of series: one value a row, the other columns say of which series and which period.

use super::series_levels::{SeriesWhole, columns_above};
use crate::project::list_file::{ColumnNames, ListFile};
use crate::text::excerpt::excerpt;
use crate::{IngestError, Limits, parse_number, parse_period};
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{Bounds, Finding, Localized, Period, Precision, SeriesTime, Severity};

/// The series of a long table, in the order in which they first appear.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesFile {
    /// The series.
    pub series: Vec<FileSeries>,
    /// The names of the columns that say what a series adds up to.
    pub parent_columns: Vec<String>,
    /// The wholes that the parent columns name, each with what it adds up to itself.
    pub wholes: Vec<SeriesWhole>,
    /// Whether a column says how much each point weighs.
    pub is_weighted: bool,
    /// What was not understood; the rows are left out.
    pub findings: Vec<Finding>,
}

/// One series of a [`SeriesFile`].
#[derive(Debug, Clone, PartialEq)]
pub struct FileSeries {
    /// The name.
    pub name: String,
    /// The points in the order of the file.
    pub points: Vec<FilePoint>,
    /// What it adds up to directly: of the cells of the parent columns those below which no other one stands.
    pub parents: Vec<String>,
}

/// One row of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct FilePoint {
    /// The time.
    pub time: SeriesTime,
    /// What the value allows; `None` where it is missing.
    pub bounds: Option<Bounds>,
    /// How much it weighs, where a column says so.
    pub weight: Option<f64>,
    /// The sheet row.
    pub row: u32,
}

const SERIES: ColumnNames = &["series", "unique_id", "name", "id", "序列", "系列", "名称"];
const PERIOD: ColumnNames =
    &["period", "time", "year", "date", "ds", "t", "x", "时期", "时间", "年份", "年", "日期"];
const VALUE: ColumnNames = &["value", "y", "number", "count", "数值", "值", "数量"];
const LOWER: ColumnNames = &["lower", "下限"];
const UPPER: ColumnNames = &["upper", "上限"];
const WEIGHT: ColumnNames = &["weight", "weights", "权重"];

/// Which column is what.
#[derive(Debug, Default)]
struct Columns {
    series: Option<u32>,
    period: u32,
    value: u32,
    bounds: Option<(u32, u32)>,
    weight: Option<u32>,
    parents: Vec<(u32, String)>,
}

/// Reads a long table: columns `series`, `period`, `value`; `lower` and `upper` where values are known within bounds only;
/// `weight` where points weigh differently; every further column names something that the series adds up to. Where one of these lies above another, as a country above its
/// states, the series adds up to the lower one and that to the upper one.
///
/// Columns are found by their names (also `unique_id`, `ds`, `y`, 序列, 时期, 数值 and the like), else by their order. A value
/// may be printed in any way that a sheet may print it (`3500多`, `3.7万`); an empty cell is a missing value. Without a series
/// column the columns of text name the levels of a series, from the top: `Australia/ACT/Canberra`; where there are none, the file is one
/// series that is called by its name.
///
/// # Errors
/// [`IngestError`] where the file cannot be read or holds no such table.
pub fn read_series(path: &Path, limits: &Limits) -> Result<SeriesFile, IngestError> {
    let list = ListFile::open(path, limits, &[SERIES, PERIOD, VALUE, LOWER, UPPER, WEIGHT])?;
    let columns = Columns::find(&list)?;
    let stem = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut reader = Reader {
        list: &list,
        columns: &columns,
        stem,
        places: BTreeMap::new(),
        found: Vec::new(),
        beside: Vec::new(),
        findings: Vec::new(),
    };
    list.rows()?.into_iter().for_each(|row| reader.read_row(row));
    let wholes = reader.settle_parents();
    Ok(SeriesFile {
        series: reader.found,
        is_weighted: columns.weight.is_some(),
        parent_columns: columns.parents.iter().map(|(_, name)| name.clone()).collect(),
        wholes,
        findings: reader.findings,
    })
}

impl Columns {
    fn find(list: &ListFile) -> Result<Self, IngestError> {
        let (period, value) = (list.named(PERIOD), list.named(VALUE));
        let mut columns = match (period, value) {
            (Some(period), Some(value)) => {
                Self { series: list.named(SERIES), period, value, ..Self::default() }
            }
            (period, _) => {
                let (series, place) = if list.header().len() > 2 { (list.at(0), 1) } else { (None, 0) };
                let (Some(at_period), Some(at_value)) = (list.at(place), list.at(place + 1)) else {
                    return Err(list.lacks(if period.is_none() { PERIOD } else { VALUE }));
                };
                // What is a period itself names no column of periods.
                if series_time(list.name(at_period)).is_some() {
                    return Err(list.no_header(at_period));
                }
                Self { series, period: at_period, value: at_value, ..Self::default() }
            }
        };
        columns.bounds = list.named(LOWER).zip(list.named(UPPER));
        columns.weight = list.named(WEIGHT);
        let taken = [columns.series, Some(columns.period), Some(columns.value), columns.weight]
            .into_iter()
            .chain(columns.bounds.map(|(lower, _)| lower).map(Some))
            .chain(columns.bounds.map(|(_, upper)| upper).map(Some));
        let taken: Vec<u32> = taken.flatten().collect();
        let others = list.header().iter().filter(|(column, _)| !taken.contains(column));
        columns.parents = others.cloned().collect();
        Ok(columns)
    }
}

struct Reader<'a> {
    list: &'a ListFile,
    columns: &'a Columns,
    stem: String,
    places: BTreeMap<String, usize>,
    found: Vec<FileSeries>,
    /// For each series the cells of its parent columns.
    beside: Vec<Vec<String>>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn read_row(&mut self, row: u32) {
        let levels = self.levels(row);
        let name = match (self.columns.series, levels.last()) {
            (Some(column), _) => self.list.text(row, column).to_owned(),
            (None, Some(path)) => path.clone(),
            (None, None) => self.stem.clone(),
        };
        let printed_time = self.list.text(row, self.columns.period);
        let Some(time) = series_time(printed_time) else {
            let printed_time = excerpt(printed_time);
            self.report(row, self.columns.period, "series.period", |zh| {
                if zh {
                    format!("“{printed_time}”不是时期")
                } else {
                    format!("`{printed_time}` is no period")
                }
            });
            return;
        };
        let bounds = match self.bounds(row) {
            Ok(bounds) => bounds,
            Err(printed) => {
                let printed = excerpt(&printed);
                self.report(row, self.columns.value, "series.value", |zh| {
                    if zh {
                        format!("“{printed}”不是数值")
                    } else {
                        format!("`{printed}` is no number")
                    }
                });
                return;
            }
        };
        let weight = match self.columns.weight.map(|column| (column, self.list.text(row, column))) {
            None => None,
            Some((column, printed)) => match number(printed) {
                Ok(weight) => weight,
                Err(printed) => {
                    let printed = excerpt(&printed);
                    self.report(row, column, "series.weight", |zh| {
                        if zh {
                            format!("“{printed}”不是权重")
                        } else {
                            format!("`{printed}` is no weight")
                        }
                    });
                    return;
                }
            },
        };
        let place = *self.places.entry(name.clone()).or_insert_with(|| {
            self.found.push(FileSeries { name: name.clone(), points: Vec::new(), parents: Vec::new() });
            self.beside.push(vec![String::new(); levels.len()]);
            self.found.len() - 1
        });
        let mut moved = None;
        if let Some(beside) = self.beside.get_mut(place) {
            // The first cell that holds something counts; a name is no part of itself.
            for ((known, cell), (column, _)) in beside.iter_mut().zip(levels).zip(&self.columns.parents) {
                if known.is_empty() && cell != name {
                    *known = cell;
                } else if !cell.is_empty() && cell != name && cell != *known {
                    moved = Some((*column, known.clone(), cell));
                }
            }
        }
        if let Some((column, known, cell)) = moved {
            let (name, known, cell) = (excerpt(&name), excerpt(&known), excerpt(&cell));
            self.report_used(row, column, "series.parent", |zh| {
                if zh {
                    format!("“{name}”先前属于“{known}”，这里写作“{cell}”；仍按先前的算")
                } else {
                    format!("`{name}` belonged to `{known}` and here to `{cell}`; it stays with the former")
                }
            });
        }
        let Some(series) = self.found.get_mut(place) else { return };
        series.points.push(FilePoint { time, bounds, weight, row });
    }

    /// The cells of the parent columns; without a series column each is the path that leads to it from the top.
    fn levels(&self, row: u32) -> Vec<String> {
        let cells = self.columns.parents.iter().map(|(column, _)| self.list.text(row, *column).to_owned());
        if self.columns.series.is_some() {
            return cells.collect();
        }
        let mut path = String::new();
        cells
            .map(|cell| {
                if !path.is_empty() && !cell.is_empty() {
                    path.push('/');
                }
                path.push_str(&cell);
                path.clone()
            })
            .collect()
    }

    /// Gives every series its direct parents, and answers with the wholes that are named.
    fn settle_parents(&mut self) -> Vec<SeriesWhole> {
        let above = columns_above(&self.beside, self.columns.parents.len());
        let mut wholes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (series, beside) in self.found.iter_mut().zip(&self.beside) {
            let cell = |column: usize| beside.get(column).filter(|cell| !cell.is_empty());
            for (column, name) in beside.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let own = wholes.entry(name.clone()).or_default();
                let upper = above.get(column).into_iter().flatten().filter_map(|column| cell(*column));
                for parent in upper.filter(|parent| *parent != name) {
                    if !own.contains(parent) {
                        own.push(parent.clone());
                    }
                }
                // A column is direct where no other cell of this row stands between.
                let between = above.iter().enumerate().any(|(lower, upper)| {
                    lower != column && cell(lower).is_some() && upper.contains(&column)
                });
                if !between && !series.parents.contains(name) {
                    series.parents.push(name.clone());
                }
            }
        }
        wholes.into_iter().map(|(name, parents)| SeriesWhole { name, parents }).collect()
    }

    /// What the cells of value and bounds allow; the print where it is no number.
    fn bounds(&self, row: u32) -> Result<Option<Bounds>, String> {
        if let Some((lower, upper)) = self.columns.bounds {
            let lower = number(self.list.text(row, lower))?;
            let upper = number(self.list.text(row, upper))?;
            match (lower, upper) {
                (Some(lower), Some(upper)) => {
                    return Bounds::closed(lower, upper).map(Some).map_err(|_| format!("{lower} – {upper}"));
                }
                (Some(lower), None) if self.list.text(row, self.columns.value).is_empty() => {
                    return Bounds::at_least(lower).map(Some).map_err(|_| lower.to_string());
                }
                _ => {}
            }
        }
        let printed = self.list.text(row, self.columns.value);
        if let Ok(Some(value)) = number(printed) {
            return Bounds::point(value).map(Some).map_err(|_| printed.to_owned());
        }
        let found = parse_number(printed).ok_or_else(|| printed.to_owned())?.quantity;
        if found.bounds.is_none() && found.precision != Precision::Missing {
            return Err(printed.to_owned());
        }
        Ok(found.bounds)
    }

    fn report(&mut self, row: u32, column: u32, rule: &str, message: impl Fn(bool) -> String) {
        let hint =
            Localized::new("这一行未用；请改正后再运行", "this row is left out; mend it and run again");
        self.report_with(row, column, rule, message, hint);
    }

    fn report_used(&mut self, row: u32, column: u32, rule: &str, message: impl Fn(bool) -> String) {
        let hint = Localized::new("核对上级列；数值已用", "look over the parent column; the value is used");
        self.report_with(row, column, rule, message, hint);
    }

    fn report_with(
        &mut self,
        row: u32,
        column: u32,
        rule: &str,
        message: impl Fn(bool) -> String,
        hint: Localized,
    ) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            rule: rule.to_owned(),
            cells: vec![self.list.cell(row, column)],
            message: Localized::new(message(true), message(false)),
            hint,
        });
    }
}

/// A plain number of a machine; `None` where the cell is empty.
fn number(printed: &str) -> Result<Option<f64>, String> {
    let printed = printed.trim();
    if printed.is_empty() {
        return Ok(None);
    }
    // Words such as nan and inf read as numbers of a machine, but are none of a table.
    let value = printed.parse::<f64>().ok().filter(|value| value.is_finite());
    value.map(Some).ok_or_else(|| printed.to_owned())
}

pub(crate) fn series_time(printed: &str) -> Option<SeriesTime> {
    if let Some(period) = printed.parse::<Period>().ok().filter(|period| period.year() >= 1000) {
        return Some(SeriesTime::Period(period));
    }
    // A day with a time of day, as programs write it: 1998-01-01 00:00:00.
    if let Some(day) = printed.get(..10).filter(|_| printed.len() > 10).and_then(|day| day.parse().ok()) {
        return Some(SeriesTime::Period(day));
    }
    // A day without signs: 20150101 is no year of eight digits.
    if printed.len() == 8 && printed.bytes().all(|byte| byte.is_ascii_digit()) {
        let parts = [printed.get(..4)?, printed.get(4..6)?, printed.get(6..)?];
        if let Ok(day) = parts.join("-").parse::<Period>() {
            return Some(SeriesTime::Period(day));
        }
    }
    match number(printed) {
        Ok(Some(number)) => Some(SeriesTime::Number(number)),
        _ => parse_period(printed).map(SeriesTime::Period),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> SeriesFile {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("series.csv");
        std::fs::write(&path, text).unwrap();
        read_series(&path, &Limits::default()).unwrap()
    }

    #[test]
    fn columns_are_found_by_name_and_by_order() {
        for text in [
            "series,period,value\na,2015,3\na,2016,\n",
            "unique_id,ds,y\na,2015,3\na,2016,\n",
            "哪个,何时,多少\na,2015,3\na,2016,\n",
        ] {
            let file = read(text);
            assert_eq!(file.series.len(), 1, "{text}");
            let points = &file.series[0].points;
            assert_eq!(points[0].time, SeriesTime::Period(Period::Year(2015)));
            assert_eq!(points[0].bounds, Bounds::point(3.0).ok());
            assert_eq!(points[1].bounds, None, "an empty cell is missing, not zero");
        }
    }

    #[test]
    fn a_rough_print_keeps_its_bounds() {
        let file = read("series,period,value\na,2014,3500多家\na,2015,4686\n");
        assert_eq!(file.series[0].points[0].bounds, Bounds::half_open(3500.0, 3600.0).ok());
        let file = read("series,period,value,lower,upper\na,2014,,3500,3600\na,2015,,3500,\n");
        assert_eq!(file.series[0].points[0].bounds, Bounds::closed(3500.0, 3600.0).ok());
        assert_eq!(file.series[0].points[1].bounds, Bounds::at_least(3500.0).ok());
    }

    #[test]
    fn further_columns_are_what_a_series_adds_up_to() {
        let file = read(
            "series,period,value,state,country\nx,2014,1,North,All\ny,2014,2,South,All\nNorth,2014,1,,All\n",
        );
        // A state lies in the country: the series adds up to the state, and that to the country.
        assert_eq!(file.series[0].parents, ["North"]);
        assert_eq!(file.series[2].parents, ["All"]);
        assert_eq!(file.parent_columns, ["state", "country"]);
        let whole = |name: &str, parents: &[&str]| SeriesWhole {
            name: name.to_owned(),
            parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
        };
        assert_eq!(file.wholes, [whole("All", &[]), whole("North", &["All"]), whole("South", &["All"])]);
    }

    #[test]
    fn columns_of_text_without_a_series_column_are_levels() {
        let file = read("Country,State,year,y\nX,North,2014,1\nX,North,2015,2\nX,South,2014,3\n");
        let names: Vec<&str> = file.series.iter().map(|series| series.name.as_str()).collect();
        assert_eq!(names, ["X/North", "X/South"]);
        assert_eq!(file.series[0].parents, ["X"]);
        assert_eq!(file.series[0].points.len(), 2);
    }

    #[test]
    fn a_series_that_moves_to_another_whole_is_said_to() {
        let file = read("series,period,value,state\nx,2014,1,North\nx,2015,2,South\n");
        assert_eq!(file.series[0].parents, ["North"]);
        assert_eq!(file.series[0].points.len(), 2);
        assert_eq!(file.findings[0].rule, "series.parent");
        assert!(file.findings[0].message.en.contains("`x` belonged to `North` and here to `South`"));
    }

    #[test]
    fn a_column_of_weights_is_no_parent() {
        let file = read(
            "series,period,value,weight,state\na,2014,1,2.5,North\na,2015,2,,North\na,2016,3,much,North\n",
        );
        assert!(file.is_weighted);
        assert_eq!(
            file.series[0].points.iter().map(|point| point.weight).collect::<Vec<_>>(),
            [Some(2.5), None]
        );
        assert_eq!((file.parent_columns, file.findings.len()), (vec!["state".to_owned()], 1));
    }

    #[test]
    fn what_is_no_number_or_period_is_found_and_left_out() {
        let file = read("series,period,value\na,soon,1\na,2015,inf\na,2016,many\na,2017,5\n");
        let rules: Vec<&str> = file.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["series.period", "series.value", "series.value"]);
        assert_eq!(file.series[0].points.len(), 1);
    }

    #[test]
    fn plain_numbers_may_be_times() {
        let file = read("t,y\n1,6\n2,15\n");
        assert_eq!(file.series[0].name, "series");
        assert_eq!(file.series[0].points[1].time, SeriesTime::Number(2.0));
        let day = read("t,y\n20150101,6\n20151340,15\n");
        assert_eq!(day.series[0].points[0].time, SeriesTime::Period("2015-01-01".parse().unwrap()));
        assert_eq!(day.series[0].points[1].time, SeriesTime::Number(20_151_340.0));
        let end = SeriesTime::Period(Period::Year(2015)).number();
        assert!((end - 2015.0).abs() < 1e-12);
    }
}
