//! Checks of links, titles, what floats over sheets, and macros: G16, G18, G20, G25 and G26.

use crate::lint::area::Area;
use crate::lint::book::Book;
use crate::lint::result::CheckOutcome;
use crate::lint::seen::Seen;
use crate::lint::sheet::{Floating, Value};
use crate::lint::tables::table_at;

/// Words of links that say nothing of where they lead.
const EMPTY_WORDS: [&str; 26] = [
    "click here",
    "click",
    "here",
    "link",
    "more",
    "read more",
    "more information",
    "this page",
    "this link",
    "see here",
    "download",
    "website",
    "点击",
    "点击这里",
    "点此",
    "点击此处",
    "此处",
    "这里",
    "链接",
    "查看",
    "详情",
    "更多",
    "下载",
    "网址",
    "网站",
    "点击查看",
];

/// G16: links of which the text is an address, says nothing or is missing.
pub(crate) fn link_text(book: &Book) -> CheckOutcome {
    let (mut seen, mut is_any) = (Seen::default(), false);
    for sheet in &book.sheets {
        for &link in &sheet.links {
            is_any = true;
            let Area { first_row, first_column, .. } = link;
            let text = book.text_at(sheet, first_row, first_column);
            let words = text.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
            let value = sheet.cell(first_row, first_column).map_or(Value::Nothing, |cell| cell.value);
            if value == Value::Nothing {
                seen.area(sheet, link, "链接没有文字", "a link without text");
            } else if is_address(text) {
                seen.area(sheet, link, "链接文字是网址本身", "the text of the link is its bare address");
            } else if EMPTY_WORDS.contains(&words.as_str()) {
                let (zh, en) = (
                    format!("链接文字“{text}”没有说明去处"),
                    format!("the text of the link, `{text}`, does not say where it leads"),
                );
                seen.area(sheet, link, zh, en);
            }
        }
    }
    if is_any {
        seen.outcome()
    } else {
        CheckOutcome::not_applicable("工作簿中没有链接", "the workbook has no links")
    }
}

fn is_address(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let begins =
        ["http://", "https://", "ftp://", "file:", "www."].iter().any(|start| lower.starts_with(start));
    begins && !lower.contains(char::is_whitespace)
}

/// G18: sheets of which A1 is no title, or one that is not tagged as a heading.
pub(crate) fn tagged_titles(book: &Book) -> CheckOutcome {
    let (mut seen, mut is_any) = (Seen::default(), false);
    for (sheet, tables) in book.worksheets().filter(|(sheet, _)| !sheet.rows.is_empty()) {
        is_any = true;
        let first = Area::cell(1, 1);
        let cell = sheet.cell(1, 1).filter(|cell| cell.value != Value::Nothing);
        let Some(cell) = cell else {
            seen.area(sheet, first, "A1 是空的，没有标题", "A1 is empty: there is no title");
            continue;
        };
        if book.text(cell).is_none() {
            seen.area(sheet, first, "A1 是数值，不是标题", "A1 is a value and no title");
        } else if table_at(tables, 1, 1).is_some() {
            seen.area(
                sheet,
                first,
                "A1 属于表，工作表没有标题",
                "A1 is a part of the table: the sheet has no title",
            );
        } else if !book.styles.is_heading(cell.style) {
            let (zh, en) =
                ("标题没有用标题样式（如“标题 1”）", "the title has no style of headings, such as Heading 1");
            seen.area(sheet, first, zh, en);
        }
    }
    if is_any {
        seen.outcome()
    } else {
        CheckOutcome::not_applicable("所有工作表都是空的", "all sheets are blank")
    }
}

/// G20: headers and footers of pages, boxes, shapes and comments.
pub(crate) fn nothing_floats(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    for sheet in book.sheets.iter().filter(|sheet| sheet.has_header_or_footer) {
        seen.sheet(sheet, "页眉或页脚", "a header or footer of the page");
    }
    each(book, Floating::Shape, "浮动的形状或文本框", "a floating shape or text box", &mut seen);
    each(book, Floating::Comment, "批注", "a comment", &mut seen);
    seen.outcome()
}

/// G25: pictures and charts.
pub(crate) fn no_images(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    each(book, Floating::Picture, "图片", "a picture", &mut seen);
    each(book, Floating::Chart, "图表", "a chart", &mut seen);
    for sheet in book.sheets.iter().filter(|sheet| sheet.has_background) {
        seen.sheet(sheet, "背景图片", "a picture in the background");
    }
    seen.outcome()
}

fn each(book: &Book, kind: Floating, zh: &str, en: &str, seen: &mut Seen) {
    for (sheet, area) in book.floating(kind) {
        match area {
            Some(area) => seen.area(sheet, area, zh, en),
            None => seen.sheet(sheet, zh, en),
        }
    }
}

/// G26: a part of macros.
pub(crate) fn no_macros(book: &Book) -> CheckOutcome {
    let mut seen = Seen::default();
    if let Some(part) = &book.macros {
        seen.workbook(format!("含有宏（{part}）"), format!("it holds macros ({part})"));
    }
    seen.outcome()
}
