//! A made-up sheet as a file: a workbook, or a text in one of many dialects and encodings.

use super::random::Random;
use super::sheet::SyntheticSheet;
use crate::workbook_builder::{SheetXml, xlsx};
use tierstat_model::column_letters;

/// How a text file is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    pub(super) delimiter: char,
    pub(super) quote: char,
    pub(super) encoding: &'static str,
    pub(super) line_end: &'static str,
}

impl Dialect {
    pub(super) fn of(number: u64) -> Self {
        let mut random = Random::new(number.wrapping_mul(104_729).wrapping_add(11));
        Self {
            delimiter: random.of(&[',', ',', ',', ';', '\t', '|']),
            quote: random.of(&['"', '"', '"', '\'']),
            encoding: random.of(&[
                "UTF-8",
                "UTF-8",
                "UTF-8 with mark",
                "GB18030",
                "GB18030",
                "UTF-16LE",
                "UTF-16BE",
                "UTF-32LE",
            ]),
            line_end: random.of(&["\n", "\n", "\r\n"]),
        }
    }

    /// The sheet as a text in the dialect; cells with a delimiter are quoted.
    pub(super) fn write(&self, sheet: &SyntheticSheet) -> Vec<u8> {
        let rows = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        let columns = sheet.cells.keys().map(|(_, column)| *column).max().unwrap_or(0);
        let cell = |row: u32, column: u32| -> String {
            let text = sheet.cells.get(&(row, column)).map_or("", String::as_str);
            if text.contains([self.delimiter, self.quote]) {
                let quote = self.quote.to_string();
                format!("{quote}{}{quote}", text.replace(self.quote, &quote.repeat(2)))
            } else {
                text.to_owned()
            }
        };
        let lines = (1..=rows).map(|row| {
            let cells: Vec<String> = (1..=columns).map(|column| cell(row, column)).collect();
            cells.join(&self.delimiter.to_string()) + self.line_end
        });
        self.encoded(&lines.collect::<String>())
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            "UTF-8 with mark" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            "GB18030" => encoding_rs::GB18030.encode(text).0.into_owned(),
            "UTF-16LE" => {
                [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "UTF-32LE" => ['\u{feff}']
                .into_iter()
                .chain(text.chars())
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect(),
            _ => text.as_bytes().to_vec(),
        }
    }
}

/// The sheet as a workbook; a text of digits is a number there in two of three columns, and text in the third.
pub(super) fn workbook(sheet: &SyntheticSheet) -> Vec<u8> {
    let mut rows = String::new();
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    for row in 1..=last {
        rows.push_str(&format!("<row r=\"{row}\">"));
        for ((_, column), text) in sheet.cells.range((row, 0)..=(row, u32::MAX)) {
            let address = format!("{}{row}", column_letters(*column));
            if text.bytes().all(|byte| byte.is_ascii_digit()) && column % 3 != 0 {
                rows.push_str(&format!("<c r=\"{address}\"><v>{text}</v></c>"));
            } else {
                rows.push_str(&format!(
                    "<c r=\"{address}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                ));
            }
        }
        rows.push_str("</row>");
    }
    let address = |(row, column): (u32, u32)| format!("{}{row}", column_letters(column));
    let merged: Vec<String> =
        sheet.merged.iter().map(|(first, last)| format!("{}:{}", address(*first), address(*last))).collect();
    let merged: Vec<&str> = merged.iter().map(String::as_str).collect();
    xlsx(&[SheetXml { rows: &rows, merged: &merged, ..SheetXml::default() }])
}
