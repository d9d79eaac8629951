//! Cells: words that can be nothing but words, and numbers with the format of their print.

use crate::fault::WorkbookFault;
use rust_xlsxwriter::{Format, Worksheet};
use std::collections::BTreeSet;
use tierstat_document::GridCell;
use tierstat_model::{Finding, Localized, Severity};

/// So many characters a cell may hold.
const MOST_CHARACTERS: usize = 32_767;

/// Words as a cell can hold them: control characters are replaced, and what is too long is cut where the finding says.
pub(crate) fn words(
    sheet: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    format: &Format,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    let clean: String =
        text.chars().map(|sign| if sign.is_control() && sign != '\n' { '\u{FFFD}' } else { sign }).collect();
    // The program of a reader counts in units of UTF-16.
    let clean = if clean.encode_utf16().count() > MOST_CHARACTERS {
        seen.too_long.insert(format!(
            "{} › {}",
            sheet.name(),
            rust_xlsxwriter::utility::row_col_to_cell(at.0, at.1)
        ));
        let mut kept = String::new();
        let mut length = 0;
        for sign in clean.chars() {
            length += sign.len_utf16();
            if length > MOST_CHARACTERS - 1 {
                break;
            }
            kept.push(sign);
        }
        kept + "…"
    } else {
        clean
    };
    if clean.is_empty() {
        sheet.write_blank(at.0, at.1, format)?;
    } else {
        sheet.write_string_with_format(at.0, at.1, clean, format)?;
    }
    Ok(())
}

/// A cell of a grid; a number that its print says is written as a number.
pub(crate) fn grid_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &GridCell,
    is_number: bool,
    format: &Format,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    match cell {
        GridCell::Number { printed, value: Some(value) } if is_number => {
            let format = format.clone().set_num_format(number_format(printed));
            sheet.write_number_with_format(at.0, at.1, *value, &format)?;
        }
        GridCell::Value(Some(value)) => {
            sheet.write_number_with_format(at.0, at.1, *value, format)?;
        }
        cell => words(sheet, at, &cell.text(), format, seen)?,
    }
    Ok(())
}

/// Makes a row so high that all lines of its cells are seen: not every program does so by itself.
pub(crate) fn row_height(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[String],
    widths: &[f64],
    width_of: &dyn Fn(&str) -> f64,
) -> Result<(), WorkbookFault> {
    // The height of a line of the type of the cells, in points, and the most that a row can have. Chinese signs stand higher, in
    // whatever font a program has for them.
    const LINE: f64 = 15.0;
    const CHINESE_LINE: f64 = 17.0;
    const MOST: f64 = 409.0;
    let has_chinese = cells.iter().any(|text| text.chars().any(is_wide));
    let line = if has_chinese { CHINESE_LINE } else { LINE };
    let lines =
        cells.iter().zip(widths).map(|(text, width)| wrapped_lines(text, (width - 1.9).max(1.0), width_of));
    let lines = lines.max().unwrap_or_default().max(1) as f64;
    sheet.set_row_height(row, (lines * line).min(MOST))?;
    Ok(())
}

/// Whether a line may end before and after a sign.
fn is_wide(sign: char) -> bool {
    sign >= '\u{2E80}'
}

/// In how many lines a text stands where words are kept whole and wide signs are not, as programs of readers wrap it.
fn wrapped_lines(text: &str, width: f64, width_of: &dyn Fn(&str) -> f64) -> usize {
    let lines = text.split('\n').map(|line| {
        let (mut count, mut used) = (1, 0.0);
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let end = if is_wide(first) {
                first.len_utf8()
            } else {
                let mut is_behind = false;
                rest.find(|sign: char| {
                    let ends = is_wide(sign) || (is_behind && !sign.is_whitespace());
                    is_behind = sign.is_whitespace() || sign == '-';
                    ends
                })
                .unwrap_or(rest.len())
            };
            let (word, after) = rest.split_at(end);
            rest = after;
            // Blanks at the end of a line need no room.
            let (bare, whole) = (width_of(word.trim_end()), width_of(word));
            if used > 0.0 && used + bare > width {
                count += 1;
                used = 0.0;
            }
            // A word that is longer than a line is cut.
            let further = (bare / width).ceil().max(1.0) - 1.0;
            count += further as usize;
            used += whole - further * width;
        }
        count
    });
    lines.sum()
}

/// Columns by their widths, and how wide a text is, both in figures.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) widths: &'a [f64],
    pub(crate) width_of: &'a dyn Fn(&str) -> f64,
}

/// Words over several columns, in as many lines as they need.
pub(crate) fn words_across(
    sheet: &mut Worksheet,
    row: u32,
    text: &str,
    columns: Columns<'_>,
    format: &Format,
    seen: &mut Seen,
) -> Result<(), WorkbookFault> {
    let Columns { widths, width_of } = columns;
    let format = format.clone().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if last > 0 {
        sheet.merge_range(row, 0, row, last, "", &format)?;
    }
    words(sheet, (row, 0), text, &format, seen)?;
    row_height(sheet, row, &[text.to_owned()], &[widths.iter().sum()], width_of)
}

/// What was seen while cells were written.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    too_long: BTreeSet<String>,
}

impl Seen {
    /// As findings.
    pub(crate) fn findings(self, report: &str) -> Vec<Finding> {
        if self.too_long.is_empty() {
            return Vec::new();
        }
        let cells = self.too_long.into_iter().collect::<Vec<_>>().join("; ");
        vec![Finding {
            severity: Severity::Warning,
            rule: "document.long-cell".to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("报告 {report} 的工作簿中，超过 {MOST_CHARACTERS} 字的单元格已截短：{cells}"),
                format!(
                    "in the workbook of the report {report} cells of more than {MOST_CHARACTERS} characters are cut: {cells}"
                ),
            ),
            hint: Localized::new("全文见其他格式", "the other formats have them whole"),
        }]
    }
}

/// The format of a cell by which its value is shown as printed: 25.0%, 4,686, 0.41.
pub(crate) fn number_format(printed: &str) -> String {
    let digits = printed.trim_end_matches('%');
    let decimals = digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    let whole = if printed.contains(',') { "#,##0" } else { "0" };
    let decimals = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
    let percent = if printed.ends_with('%') { "%" } else { "" };
    format!("{whole}{decimals}{percent}")
}

#[cfg(test)]
mod tests {
    use super::{number_format, wrapped_lines};

    #[test]
    fn lines_end_between_words_and_at_wide_signs() {
        let width_of =
            |text: &str| text.chars().map(|sign| if sign.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
        let lines = |text: &str, width: f64| wrapped_lines(text, width, &width_of);
        assert_eq!(lines("", 10.0), 1);
        // Each word is longer than half a line, so that none shares one: twelve figures and yet three lines.
        assert_eq!(lines("sixsix seven7 six666", 9.0), 3);
        assert_eq!(lines("约数照原样写成文字", 8.0), 3);
        assert_eq!(lines("a\nb", 9.0), 2);
        assert_eq!(lines("unbreakablewordthatislong", 10.0), 3);
    }

    #[test]
    fn a_value_is_shown_as_printed() {
        let shown = ["25.0%", "4,686", "0.41", "24"].map(number_format);
        assert_eq!(shown, ["0.0%", "#,##0", "0.00", "0"]);
    }
}
