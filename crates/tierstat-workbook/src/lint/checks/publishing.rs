//! Checks before a workbook is published: G35 and G36.

use crate::lint::area::{Area, cell_of};
use crate::lint::book::Book;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use tierstat_model::Localized;

/// G35: a document without a title; a language that is none, where one is written.
pub(crate) fn title_and_language(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    if book.title.trim().is_empty() {
        let (zh, en) = ("文档属性中没有标题", "the properties of the document have no title");
        seen.workbook(zh, en);
    }
    let language = book.language.trim();
    if !language.is_empty() && !is_tag(language) {
        let (zh, en) = (
            format!("文档语言“{language}”不是语言代码"),
            format!("the language of the document, `{language}`, is no tag of a language"),
        );
        seen.workbook(zh, en);
    }
    match seen.outcome() {
        CheckOutcome::Passed { .. } if language.is_empty() => CheckOutcome::Passed {
            remark: Localized::new(
                "有标题；文件没有写明语言，由人设定",
                "it has a title; the file names no language, which a person has to set",
            ),
        },
        outcome => outcome,
    }
}

/// Whether a text has the form of a tag such as zh-CN (BCP 47): letters, then parts of letters and digits.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_first = parts.next().is_some_and(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_alphabetic())
    });
    is_first
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_alphanumeric())
        })
}

/// G36: a workbook that opens on another sheet than the first that is shown, or with the cursor elsewhere than in A1.
pub(crate) fn cursor(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    let Some((first, sheet)) = book.sheets.iter().enumerate().find(|(_, sheet)| !sheet.is_hidden) else {
        return CheckOutcome::not_applicable("工作簿中没有可见的工作表", "the workbook shows no sheet");
    };
    if book.active != first {
        match book.sheets.get(book.active) {
            Some(active) => seen.sheet(
                active,
                "打开时显示此表，不是第一个工作表",
                "the workbook opens on this sheet and not on the first",
            ),
            None => seen
                .workbook("打开时显示的工作表不存在", "the workbook opens on a sheet that it does not have"),
        }
    }
    if !sheet.is_worksheet {
        return seen.outcome();
    }
    let place = sheet.active_cell.as_deref().map_or(Some((1, 1)), cell_of);
    if let Some((row, column)) = place.filter(|place| *place != (1, 1)) {
        seen.area(sheet, Area::cell(row, column), "光标在此，不在 A1", "the cursor is here and not in A1");
    }
    if let Some((row, column)) = sheet.top_left.as_deref().and_then(cell_of).filter(|place| *place != (1, 1))
    {
        seen.area(
            sheet,
            Area::cell(row, column),
            "打开时从此处显示，看不到 A1",
            "the sheet is shown from here on, so that A1 is not seen",
        );
    }
    seen.outcome()
}
