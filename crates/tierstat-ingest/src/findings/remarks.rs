//! What was odd about a sheet as a reader saw it, said as findings.

use crate::places::{Places, a1};
use crate::sheet::{Region, Remark, SheetCells};
use crate::text::excerpt::excerpt;
use tierstat_model::{Finding, Localized, Severity, column_letters};

/// So many cells or texts are spelled out in one message.
const SPELLED_OUT: usize = 5;

/// The findings about one sheet.
pub(crate) fn remark_findings(sheet: &SheetCells, places: &Places<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(raised_behind_numbers(sheet, places));
    findings.extend(long_numbers(sheet, places));
    findings.extend(sheet.merged.left_out().map(|region| merged_left_out(region, places)));
    for remark in &sheet.remarks {
        findings.extend(match remark {
            Remark::RepeatedCell { place, other, read } => Some(repeated_cell(*place, other, read, places)),
            Remark::RepeatedPart(name) => Some(repeated_part(name, places)),
            Remark::UnreadableSheet(reason) => Some(unreadable_sheet(reason, places)),
            Remark::OpenQuote { place, line } => Some(open_quote(*place, *line, sheet, places)),
            Remark::LongNumber { .. } => None,
        });
    }
    findings
}

/// Digits that only their height tells from the number before them.
fn raised_behind_numbers(sheet: &SheetCells, places: &Places<'_>) -> Option<Finding> {
    let marked: Vec<_> = sheet.marks.iter().filter(|(_, mark)| mark.is_behind_number).collect();
    if marked.is_empty() {
        return None;
    }
    let spelled = marked.iter().take(SPELLED_OUT).map(|((row, column), mark)| {
        format!("{} {}", excerpt(sheet.text(*row, *column)), excerpt(&mark.text))
    });
    let spelled: Vec<String> = spelled.collect();
    let more = if marked.len() > SPELLED_OUT { "…" } else { "" };
    Some(Finding {
        severity: Severity::Information,
        rule: "text.superscript".to_owned(),
        cells: marked.iter().map(|(place, _)| places.cell(**place)).collect(),
        message: Localized::new(
            format!("数后的上标按注号读取，不是数的一部分：{}{more}", spelled.join("、")),
            format!(
                "superscripts behind numbers were read as marks, not as digits: {}{more}",
                spelled.join(", ")
            ),
        ),
        hint: Localized::new(
            "如上标是数的一部分（如幂），请写一条更正。",
            "If a superscript is part of its number (a power), write a correction.",
        ),
    })
}

fn long_numbers(sheet: &SheetCells, places: &Places<'_>) -> Option<Finding> {
    let long = sheet.remarks.iter().filter_map(|remark| match remark {
        Remark::LongNumber { place, read } => Some((*place, read.as_str())),
        _ => None,
    });
    let long: Vec<((u32, u32), &str)> = long.collect();
    let first = excerpt(long.first()?.1);
    Some(Finding {
        severity: Severity::Warning,
        rule: "number.digits.doubtful".to_owned(),
        cells: long.iter().map(|(place, _)| places.cell(*place)).collect(),
        message: Localized::new(
            format!("数的位数超过工作簿所能准确保存的位数，末几位不可靠：{first}"),
            format!(
                "numbers with more digits than a workbook keeps; the last digits are not reliable: {first}"
            ),
        ),
        hint: Localized::new(
            "如是编号，请在原文件中改为文本；如是数值，请核对后写一条更正。",
            "If it is an identifier, have it stored as text; if it is a figure, check it and write a correction.",
        ),
    })
}

fn repeated_cell(place: (u32, u32), other: &str, read: &str, places: &Places<'_>) -> Finding {
    let cell = format!("{}{}", column_letters(place.1), place.0);
    let (other, read) = (excerpt(other), excerpt(read));
    Finding {
        severity: Severity::Warning,
        rule: "cell.repeated.doubtful".to_owned(),
        cells: vec![places.cell(place)],
        message: Localized::new(
            format!("单元格 {cell} 在文件中不止一次，内容不同：“{other}”和“{read}”；读取的是最后的“{read}”"),
            format!(
                "cell {cell} stands more than once in the file, with `{other}` and `{read}`; the last, `{read}`, was read"
            ),
        ),
        hint: Localized::new(
            "请用表格软件打开，核对该单元格，另存后再读取。",
            "Open the file in a spreadsheet program, check the cell, and save it anew.",
        ),
    }
}

/// A quote that opens a cell and never closes: it may have been meant to hold the cells behind it together.
fn open_quote(place: (u32, u32), line: usize, sheet: &SheetCells, places: &Places<'_>) -> Finding {
    let text = excerpt(sheet.text(place.0, place.1));
    Finding {
        severity: Severity::Warning,
        rule: "text.open-quote".to_owned(),
        cells: vec![places.cell(place)],
        message: Localized::new(
            format!("第 {line} 行的引号没有结束：“{text}”；引号按普通字符读取，单元格在分隔符处分开"),
            format!(
                "the quote on line {line} is never closed: `{text}`; it was read as a letter like any other, and cells end at their delimiters"
            ),
        ),
        hint: Localized::new(
            "请核对该行以后的单元格；如缺少引号，请补上或向提供者索取完好的文件。",
            "See whether the cells from that line on are right; where a quote is wanting, put it in or ask for the file unbroken.",
        ),
    }
}

/// Merged regions of which not all cells are looked up.
fn merged_left_out(region: Region, places: &Places<'_>) -> Finding {
    let first = (region.first_row, region.first_column);
    let range = format!("{}:{}", a1(first), a1((region.last_row, region.last_column)));
    Finding {
        severity: Severity::Warning,
        rule: "cell.merged".to_owned(),
        cells: vec![places.cell(first)],
        message: Localized::new(
            format!("合并的单元格超过一百万个：自 {range} 起的合并区域没有全部读取，其标签可能缺失"),
            format!(
                "more than a million cells are merged: the merged regions from {range} on were not all looked up, and labels may be wanting there"
            ),
        ),
        hint: Localized::new(
            "请在表格软件中取消多余的合并（如整行、整列），另存后再读取。",
            "Undo the merges that are not needed (of whole rows or columns) in a spreadsheet program and save the file anew.",
        ),
    }
}

fn repeated_part(name: &str, places: &Places<'_>) -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: "workbook.repeated-part".to_owned(),
        cells: vec![places.cell((1, 1))],
        message: Localized::new(
            format!("文件中的部件 {name} 出现两次；读取的是最后一个"),
            format!("part {name} stands twice in the file; the last one was read"),
        ),
        hint: Localized::new(
            "别的程序可能读取另一个：请用表格软件打开，核对后另存再读取。",
            "Another program may read the other one: open the file in a spreadsheet program, check it, and save it anew.",
        ),
    }
}

fn unreadable_sheet(reason: &str, places: &Places<'_>) -> Finding {
    let name = places.sheet.unwrap_or_default();
    Finding {
        severity: Severity::Warning,
        rule: "sheet.unreadable".to_owned(),
        cells: vec![places.cell((1, 1))],
        message: Localized::new(
            format!("工作表“{name}”无法读取：{reason}"),
            format!("sheet `{name}` could not be read: {reason}"),
        ),
        hint: Localized::new(
            "请用表格软件打开并另存为 .xlsx，再读取另存的文件。",
            "Open the file in a spreadsheet program, save it as .xlsx, and read the saved file.",
        ),
    }
}
