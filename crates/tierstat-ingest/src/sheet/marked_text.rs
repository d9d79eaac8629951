//! Text marked as Markdown is, or not at all: its headings, items, tables and paragraphs.

use super::block::Block;
use tierstat_model::PassageForm;

/// The blocks of a text, each with its line.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let (mut tables, mut row) = (0, 0);
    for (number, line) in (1_u32..).zip(text.lines()) {
        let trimmed = line.trim();
        let cells = cells_of(trimmed);
        if cells.is_empty() {
            row = 0;
        } else {
            if cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|sign| ":-".contains(sign))) {
                continue;
            }
            tables += usize::from(row == 0);
            row += 1;
            found.extend((1_u32..).zip(cells).filter(|(_, text)| !text.is_empty()).map(|(column, text)| {
                Block {
                    line: number,
                    form: PassageForm::Cell { table: tables, row, column },
                    text: plain(&text),
                }
            }));
            continue;
        }
        let (form, rest) = form_of(trimmed);
        let text = plain(rest);
        if !text.trim().is_empty() {
            found.push(Block { line: number, form, text });
        }
    }
    found
}

/// The cells of a line of a table: between bars, or parted by tabs.
fn cells_of(line: &str) -> Vec<String> {
    let Some(inside) = line.strip_prefix('|') else {
        let parted: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
        return if parted.len() > 1 { parted } else { Vec::new() };
    };
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let mut cells = vec![String::new()];
    let mut is_guarded = false;
    for sign in inside.chars() {
        if sign == '|' && !is_guarded {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(sign);
        }
        is_guarded = sign == '\\' && !is_guarded;
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// What a line is, and its text without the signs that say so.
fn form_of(line: &str) -> (PassageForm, &str) {
    let level = line.chars().take_while(|sign| *sign == '#').count();
    if (1..=6).contains(&level)
        && let Some(rest) = line.get(level..).filter(|rest| rest.starts_with([' ', '\t']))
    {
        return (PassageForm::Heading(u8::try_from(level).unwrap_or(6)), rest.trim());
    }
    if let Some(rest) = line.strip_prefix("![") {
        return (PassageForm::Caption, rest.split_once("](").map_or(rest, |(words, _)| words));
    }
    if let Some(rest) = ["- ", "* ", "+ ", "• ", "· "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return (PassageForm::Item, rest.trim());
    }
    if let Some(rest) = numbered(line) {
        return (PassageForm::Item, rest);
    }
    // A line that is bold as a whole is the caption of what follows.
    if line.starts_with("**") && line.matches("**").count() == 2 && !line.contains(['。', '，']) {
        return (PassageForm::Caption, line);
    }
    (PassageForm::Paragraph, line)
}

/// The text behind the number of an item or section: `1. `, `2.3 `, `(1)`, `（一）`, `三、`.
fn numbered(line: &str) -> Option<&str> {
    let is_numeral = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十百".contains(sign);
    let inside = line.trim_start_matches(['(', '（']);
    let is_bracketed = inside.len() < line.len();
    let rest = inside.trim_start_matches(is_numeral);
    if rest.len() == inside.len() {
        return None;
    }
    if is_bracketed {
        return rest.strip_prefix([')', '）']).map(str::trim);
    }
    let closed = rest.strip_prefix('、').or_else(|| {
        let behind = rest.strip_prefix(['.', ')', '）', '．'])?;
        behind.starts_with(char::is_whitespace).then_some(behind)
    });
    let sections = || {
        // 2.3 Coverage: digits and points, then a space and no unit.
        let behind = inside.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
        let number = inside.get(..inside.len() - behind.len())?;
        (number.matches('.').count() >= 2 && behind.starts_with(' ')).then_some(behind)
    };
    closed.or_else(sections).map(str::trim)
}

/// A text without the marks of Markdown: emphasis, code, links, escapes.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let behind = rest.get(sign.len_utf8()..).unwrap_or_default();
        rest = match sign {
            '\\' if behind.starts_with(|next: char| next.is_ascii_punctuation()) => {
                let next = behind.chars().next().unwrap_or_default();
                plain.push(next);
                behind.get(next.len_utf8()..).unwrap_or_default()
            }
            '*' | '`' => behind,
            '!' if behind.starts_with('[') => behind,
            '<' if behind.starts_with("http") || behind.starts_with("mailto:") => {
                behind.split_once('>').map_or("", |(_, rest)| rest)
            }
            ']' if behind.starts_with('(') => behind.split_once(')').map_or("", |(_, rest)| rest),
            '[' if behind.split_once(']').is_some_and(|(_, rest)| rest.starts_with('(')) => behind,
            _ => {
                plain.push(sign);
                behind
            }
        };
    }
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_items_tables_and_captions_are_told_apart() {
        let text = "# Title\n\nOne **bold** [link](a.md).\n\n1. first\n三、第三\n\n| a | b |\n| :-- | --: |\n| x | 1,2 |\n![Seen](p.svg)\n\
                    2019\t5\n3.5% more\n";
        let found: Vec<(u32, PassageForm, String)> =
            blocks(text).into_iter().map(|block| (block.line, block.form, block.text)).collect();
        let cell = |table, row, column| PassageForm::Cell { table, row, column };
        let expected = [
            (1, PassageForm::Heading(1), "Title"),
            (3, PassageForm::Paragraph, "One bold link."),
            (5, PassageForm::Item, "first"),
            (6, PassageForm::Item, "第三"),
            (8, cell(1, 1, 1), "a"),
            (8, cell(1, 1, 2), "b"),
            (10, cell(1, 2, 1), "x"),
            (10, cell(1, 2, 2), "1,2"),
            (11, PassageForm::Caption, "Seen"),
            (12, cell(2, 1, 1), "2019"),
            (12, cell(2, 1, 2), "5"),
            (13, PassageForm::Paragraph, "3.5% more"),
        ];
        assert_eq!(found, expected.map(|(line, form, text)| (line, form, text.to_owned())));
    }
}
