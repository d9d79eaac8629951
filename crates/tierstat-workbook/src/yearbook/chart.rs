//! A chart that the program of the reader draws, beside its data: series in columns, what they are of in rows.

use crate::cells::{Columns, Seen, words, words_across};
use crate::fault::WorkbookFault;
use crate::package::TITLE_SIZE;
use crate::workbook_text::WorkbookText;
use rust_xlsxwriter::{Chart, ChartEmptyCells, ChartType, Format, FormatAlign, Workbook};
use tierstat_document::{DataColumn, Illustration, table_words};
use tierstat_model::{Language, Localized};

/// The data of a chart as a program draws it.
struct Pivot {
    /// The names of the series.
    series: Vec<String>,
    /// What the values are of, each with a value for each series.
    rows: Vec<(String, Vec<Option<f64>>)>,
    /// Whether the rows are periods.
    is_over_time: bool,
}

pub(super) fn write(
    book: &mut Workbook,
    text: WorkbookText<'_>,
    figure: &Illustration,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    let language = text.manuscript.language;
    let name = Localized::new(format!("图{}", figure.ordinal), format!("Figure {}", figure.ordinal));
    let name = name.get(language);
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    let title = Format::new().set_bold().set_font_size(f64::from(TITLE_SIZE));
    words(sheet, (0, 0), &figure.caption(language), &title, seen)?;
    let mut row = 1;
    if !figure.source.is_empty() {
        let source = format!("{}{}", table_words::source(language), figure.source);
        // Over as many columns as a page is wide.
        let widths = [9.0; 12];
        words_across(
            sheet,
            row,
            &source,
            Columns { widths: &widths, width_of: text.width_of },
            &Format::new().set_font_size(9),
            seen,
        )?;
        row += 1;
    }
    let Some(pivot) = Pivot::of(figure) else { return whole(sheet, row, figure, text, seen) };
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let top = row;
    words(sheet, (top, 0), "", &head, seen)?;
    let widest = pivot.rows.iter().map(|(name, _)| (text.width_of)(name)).fold(8.0, f64::max);
    sheet.set_column_width(0, (widest + 2.0).min(40.0))?;
    let columns: Vec<u16> = (1..).take(pivot.series.len()).collect();
    for (column, series) in columns.iter().zip(&pivot.series) {
        words(sheet, (top, *column), series, &head, seen)?;
        sheet.set_column_width(*column, ((text.width_of)(series) + 2.0).clamp(9.0, 24.0))?;
    }
    for (name, values) in &pivot.rows {
        row += 1;
        words(sheet, (row, 0), name, &Format::new(), seen)?;
        for (column, value) in columns.iter().zip(values) {
            if let Some(value) = value {
                sheet.write_number(row, *column, *value)?;
            }
        }
    }
    let mut chart = Chart::new(if pivot.is_over_time { ChartType::Line } else { ChartType::Bar });
    for column in &columns {
        chart
            .add_series()
            .set_name((name, top, *column))
            .set_categories((name, top + 1, 0, row, 0))
            .set_values((name, top + 1, *column, row, *column));
    }
    chart.title().set_name(&figure.title);
    if let [_] = columns.as_slice() {
        chart.legend().set_hidden();
    }
    chart.set_alt_text(&figure.description);
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    chart.set_width(720).set_height(400);
    if !pivot.is_over_time {
        chart.y_axis().set_reverse();
    }
    let beside = columns.last().copied().unwrap_or_default().saturating_add(2);
    sheet.insert_chart(top, beside, &chart)?;
    Ok(())
}

/// The data as they are, where no program would draw them rightly.
fn whole(
    sheet: &mut rust_xlsxwriter::Worksheet,
    top: u32,
    figure: &Illustration,
    WorkbookText { manuscript, width_of, .. }: WorkbookText<'_>,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    let language = manuscript.language;
    let statuses = statuses(figure, language);
    let top = if statuses.is_empty() {
        top
    } else {
        words(sheet, (top, 0), &statuses, &Format::new().set_font_size(9), seen)?;
        top + 1
    };
    let head = Format::new().set_bold();
    for (column, (place, name)) in (0..).zip(figure.data.held()) {
        let name = name.heading(language);
        let cells = || figure.data.rows.iter().map(|row| row.get(place).map_or("", String::as_str));
        let widest = std::iter::once(name).chain(cells()).map(width_of).fold(0.0, f64::max);
        sheet.set_column_width(column, (widest + 3.0).clamp(7.0, 40.0))?;
        words(sheet, (top, column), name, &head, seen)?;
        for (row, cell) in (top + 1..).zip(cells()) {
            match cell.parse::<f64>() {
                Ok(value) if value.is_finite() => {
                    sheet.write_number(row, column, value)?;
                }
                _ => words(sheet, (row, column), cell, &Format::new(), seen)?,
            }
        }
    }
    Ok(())
}

/// What the letters of the column of statuses say, each once; nothing where all figures are as published.
fn statuses(figure: &Illustration, language: Language) -> String {
    let said = figure.data.statuses().into_iter().filter(|status| !status.word(language).is_empty());
    let said: Vec<String> =
        said.map(|status| format!("{} {}", status.code(), status.word(language))).collect();
    let (before, between) = match language {
        Language::Chinese => ("状态：", "；"),
        Language::English => ("Status: ", "; "),
    };
    if said.is_empty() { String::new() } else { format!("{before}{}", said.join(between)) }
}

impl Pivot {
    /// The data of series by period or by name; `None` where they are others, or where a value is rough: a line through the middle
    /// of bounds would be a number that nobody said.
    fn of(figure: &Illustration) -> Option<Self> {
        let place = |column: DataColumn| figure.data.place(column);
        let (series, day) = (place(DataColumn::Series)?, place(DataColumn::Day)?);
        let (period, value) = (place(DataColumn::Period)?, place(DataColumn::Value)?);
        let (lower, upper) = (place(DataColumn::Lower)?, place(DataColumn::Upper)?);
        let cell = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
        let mut found: Vec<(String, String, String, Option<f64>)> = Vec::new();
        for row in &figure.data.rows {
            let number: Option<f64> = cell(row, value).parse().ok();
            let bounds = (cell(row, lower), cell(row, upper));
            if number.is_none() && !(bounds.0.is_empty() && bounds.1.is_empty()) {
                return None;
            }
            found.push((cell(row, series), cell(row, day), cell(row, period), number));
        }
        let mut series: Vec<String> = Vec::new();
        let mut days: Vec<(String, String)> = Vec::new();
        for (name, day, period, _) in &found {
            if !series.contains(name) {
                series.push(name.clone());
            }
            if !days.iter().any(|(known, _)| known == day) {
                days.push((day.clone(), period.clone()));
            }
        }
        days.sort();
        let at = |name: &String, day: &String| {
            found.iter().find(|(series, on, ..)| series == name && on == day).and_then(|found| found.3)
        };
        if days.len() > 2 && series.len() <= 255 {
            let rows = days
                .iter()
                .map(|(day, period)| (period.clone(), series.iter().map(|name| at(name, day)).collect()));
            return Some(Self { rows: rows.collect(), series, is_over_time: true });
        }
        let rows =
            series.iter().map(|name| (name.clone(), days.iter().map(|(day, _)| at(name, day)).collect()));
        let rows = rows.collect();
        Some(Self {
            series: days.iter().map(|(_, period)| period.clone()).collect(),
            rows,
            is_over_time: false,
        })
    }
}
