//! Lines of text above and below a table: form lines, notes, what stands at the right edge.

use super::Shape;
use super::grid::Grid;
use super::words::{is_note, scale_or_unit, unit_line};

/// A cell of a line is shorter than this, or it is a remark. In characters.
const LONG_TEXT: usize = 60;

/// Whether a row is a note: it begins as one, and nothing stands beside it that would make it a header or a record.
pub(super) fn is_note_line(grid: &Grid<'_>, row: u32) -> bool {
    let first = grid.first_text(row);
    if !is_note(first) {
        return false;
    }
    let others = grid.row(row).iter().skip(1).map(|(column, _)| grid.sheet.text(row, *column));
    let others: Vec<&str> = others.filter(|text| *text != first).collect();
    others.is_empty()
        || first.contains([':', '：'])
        || !first.starts_with(char::is_alphabetic)
        || others.iter().any(|text| text.chars().count() > LONG_TEXT)
        || first.chars().count() > LONG_TEXT
}

/// Whether a row below the figures explains a mark: a lone letter or sign at the left, and its words beside it.
///
/// `data_row` is a row of the table above, whose own labels are no such marks.
pub(super) fn explains_mark(grid: &Grid<'_>, row: u32, data_row: u32) -> bool {
    let [(column, _), (beside, Shape::Label)] = grid.row(row) else { return false };
    let mark = grid.sheet.text(row, *column).trim();
    let words = grid.sheet.text(row, *beside).trim().chars().count();
    words > 2 && is_lone_mark(mark) && !is_lone_mark(grid.sheet.text(data_row, *column).trim())
}

/// A letter, a sign, or a number with or without brackets, as marks behind numbers are: a, *, (1), 注2, [x], ...
fn is_lone_mark(text: &str) -> bool {
    let bare = text
        .trim_matches(|sign: char| "()[]（）【】".contains(sign))
        .trim_end_matches(['.', '．', '、', ':', '：']);
    let bare = bare.strip_prefix('注').filter(|_| text != "注").unwrap_or(bare);
    let count = bare.chars().count();
    !text.is_empty()
        && (text == "注"
            || bare.is_empty()
            || count == 1 && bare.chars().all(|sign| sign.is_ascii_alphabetic())
            || count <= 2 && bare.chars().all(|sign| sign.is_ascii_digit())
            || count <= 4 && bare.chars().all(|sign| !sign.is_alphanumeric())
            || count == 1
                && bare.chars().all(|sign| ('①'..='⑳').contains(&sign) || "¹²³⁴⁵⁶⁷⁸⁹".contains(sign)))
}

/// Whether a row is filled in like a form: keys before a colon, each with its value behind it or in the next cell.
pub(super) fn is_form_line(grid: &Grid<'_>, row: u32) -> bool {
    let (mut keys, mut values) = (0, 0);
    let mut after_key = false;
    for (column, _) in grid.row(row) {
        let text = grid.sheet.text(row, *column).trim();
        match key_and_value(text) {
            Some((_, value)) => {
                keys += 1;
                values += usize::from(!value.is_empty());
                after_key = value.is_empty();
            }
            None if after_key => {
                values += 1;
                after_key = false;
            }
            None => return false,
        }
    }
    keys > 0 && values > 0
}

/// The key before a colon and what follows it; `None` where a text is no such pair, as a time or an address on the web.
pub(super) fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (at, colon) = text.char_indices().find(|(_, character)| matches!(character, ':' | '：'))?;
    let (key, value) = (text[..at].trim(), text[at + colon.len_utf8()..].trim());
    let is_key = !key.is_empty()
        && key.chars().count() <= 30
        && !key.ends_with(|last: char| last.is_ascii_digit())
        && !value.starts_with("//");
    is_key.then_some((key, value))
}

/// Whether a form line says who filled it in and when, which is not what the figures are about: 填报单位, Submitted.
pub(super) fn is_about_the_form(key: &str) -> bool {
    let lower = key.to_lowercase();
    const CHINESE: [&str; 20] = [
        "填报",
        "填表",
        "报出",
        "报送",
        "制表",
        "审核",
        "联系",
        "电话",
        "邮箱",
        "邮编",
        "负责人",
        "经办",
        "传真",
        "地址",
        "打印",
        "导出",
        "下载",
        "更新",
        "发布日期",
        "签发",
    ];
    const ENGLISH: [&str; 22] = [
        "submitted",
        "completed",
        "contact",
        "email",
        "e-mail",
        "phone",
        "telephone",
        "tel",
        "fax",
        "address",
        "prepared",
        "reported",
        "filled",
        "signed",
        "extracted",
        "downloaded",
        "printed",
        "created",
        "updated",
        "published",
        "issued",
        "exported",
    ];
    CHINESE.iter().any(|word| lower.contains(word))
        || lower
            .split(|character: char| !character.is_alphanumeric() && character != '-')
            .any(|word| ENGLISH.contains(&word))
}

/// Whether a cell that stands alone at the right edge says something of the whole table: a unit, a date, a remark.
pub(super) fn is_edge_remark(grid: &Grid<'_>, row: u32, (column, shape): (u32, Shape)) -> bool {
    let text = grid.sheet.text(row, column).trim();
    let is_bracketed = text.starts_with(['(', '（', '[', '【']) && text.ends_with([')', '）', ']', '】']);
    shape == Shape::Period
        || is_bracketed
        || unit_line(text).is_some()
        || scale_or_unit(text).is_some()
        || key_and_value(text).is_some()
        || ["截至", "截止", "as of", "as at", "at end"]
            .iter()
            .any(|word| text.to_lowercase().starts_with(word))
}
