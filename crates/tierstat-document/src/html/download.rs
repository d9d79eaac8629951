//! Tables to take away: comma-separated values as a link that holds them.

use super::words::Words;
use crate::escape::html_text;
use tierstat_model::guarded;

/// A link by which the records are kept as a file of comma-separated values.
///
/// The file begins with the mark by which spreadsheet programs know its encoding, and no cell of it is run as a formula.
pub(super) fn link<Cell: AsRef<str>>(
    words: &Words,
    file: &str,
    what: &str,
    records: impl IntoIterator<Item = impl IntoIterator<Item = Cell>>,
) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for record in records {
        for cell in record {
            // Writing into memory cannot fail.
            let _ = writer.write_field(guarded(cell.as_ref()).as_bytes());
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    let content = writer.into_inner().unwrap_or_default();
    format!(
        "<a class=\"csv\" download=\"{}.csv\" href=\"data:text/csv;charset=utf-8;base64,{}\" aria-label=\"{}\">CSV</a>",
        html_text(file),
        base64(&content),
        html_text(&format!("{}{what}", words.csv_of)),
    )
}

/// Bytes in the 64 signs of RFC 4648.
pub(super) fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sign = |bits: u32| SIGNS.get((bits & 63) as usize).map_or('=', |sign| char::from(*sign));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.push(sign(bits >> 18));
        text.push(sign(bits >> 12));
        text.push(if group.len() > 1 { sign(bits >> 6) } else { '=' });
        text.push(if group.len() > 2 { sign(bits) } else { '=' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{ff}?", "w78/"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
