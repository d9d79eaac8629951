//! What kind of file it is, by its bytes; the name is never asked.

use super::compound::CompoundFile;
use super::encoding::decode;
use crate::IngestError;
use std::io::Cursor;
use std::path::Path;
use tierstat_model::Localized;

/// The kinds of file that hold figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A workbook.
    Workbook(WorkbookKind),
    /// XML Spreadsheet 2003.
    XmlSpreadsheet,
    /// A web page.
    Page,
    /// A Word document.
    WordDocument,
    /// Text: with delimiters, or in sentences.
    PlainText,
}

/// The kinds of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkbookKind {
    /// Excel, XML parts in a zip: .xlsx and .xlsm.
    Xlsx,
    /// Excel, binary parts in a zip.
    Xlsb,
    /// Excel 97 and before, an OLE2 compound file.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
}

/// First bytes that tell a kind of file which holds no table, with its name in both languages.
const NOT_TABLES: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "PNG 图片", "a PNG picture"),
    (b"\xFF\xD8\xFF", "JPEG 图片", "a JPEG picture"),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"BM", "BMP 图片", "a BMP picture"),
    (b"II*\0", "TIFF 图片", "a TIFF picture"),
    (b"MM\0*", "TIFF 图片", "a TIFF picture"),
    (b"RIFF", "图片、音频或视频", "a picture, sound or film"),
    (b"%PDF-", "PDF 文档", "a PDF document"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "7z 压缩包", "a 7z archive"),
    (b"\x1F\x8B", "gzip 压缩文件", "a gzip archive"),
    (b"SQLite format 3\0", "SQLite 数据库", "an SQLite database"),
    (b"PAR1", "Parquet 文件", "a Parquet file"),
];

/// Tells the kind of a file from its bytes.
pub(crate) fn sniff(path: &Path, content: &[u8]) -> Result<FileKind, IngestError> {
    if content.is_empty() {
        return Err(IngestError::Empty { path: path.to_owned() });
    }
    if content.starts_with(b"PK\x03\x04") || content.starts_with(b"PK\x05\x06") {
        return archive_kind(path, content);
    }
    if content.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return compound_kind(path, content);
    }
    for (start, zh, en) in NOT_TABLES {
        // Two letters can begin a text; a bitmap also has zero bytes in its header.
        let is_text_too = start.len() == 2 && !content.iter().take(16).any(|byte| *byte == 0);
        if content.starts_with(start) && !is_text_too {
            return Err(not_a_table(path, zh, en));
        }
    }
    // The tags at the beginning are ASCII, in UTF-16 with a zero byte beside each sign.
    let head = String::from_utf8_lossy(&content[..content.len().min(4096)]).replace('\0', "");
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().to_lowercase();
    if is_xml_spreadsheet(&head) {
        return Ok(FileKind::XmlSpreadsheet);
    }
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<table") {
        return Ok(FileKind::Page);
    }
    if head.starts_with("<?xml") && (head.contains("<!doctype html") || head.contains("<html")) {
        return Ok(FileKind::Page);
    }
    if head.starts_with("<?xml") {
        return Err(not_a_table(path, "XML 文件", "an XML file"));
    }
    Ok(FileKind::PlainText)
}

/// Whether a file may hold figures, by its first bytes: it is of a kind that is read, and a text has a digit in it.
///
/// An archive tells its kind at its end; where that is missing, it may.
#[must_use]
pub fn may_hold_figures(head: &[u8], is_whole: bool) -> bool {
    let path = Path::new("");
    match sniff(path, head) {
        Ok(FileKind::PlainText) => {
            let lines = head.iter().rposition(|byte| *byte == b'\n').filter(|_| !is_whole);
            let lines = lines.and_then(|end| head.get(..=end)).unwrap_or(head);
            decode(path, lines).is_ok_and(|decoded| decoded.text.contains(char::is_numeric))
        }
        Ok(_) | Err(IngestError::PasswordProtected { .. }) => true,
        Err(IngestError::Truncated { .. }) => !is_whole,
        Err(_) => false,
    }
}

/// Whether the head of a text, in lower case, is that of an XML Spreadsheet 2003.
fn is_xml_spreadsheet(head: &str) -> bool {
    let is_xml =
        head.starts_with("<?xml") || head.starts_with("<?mso-application") || head.starts_with("<workbook");
    let names_itself = head.contains("urn:schemas-microsoft-com:office:spreadsheet")
        || head.contains("progid=\"excel.sheet\"")
        || head.contains("progid='excel.sheet'");
    is_xml && names_itself
}

fn not_a_table(path: &Path, zh: &str, en: &str) -> IngestError {
    IngestError::NotATable { path: path.to_owned(), kind: Localized::new(zh, en) }
}

fn archive_kind(path: &Path, content: &[u8]) -> Result<FileKind, IngestError> {
    let archive = zip::ZipArchive::new(Cursor::new(content))
        .map_err(|error| IngestError::Truncated { path: path.to_owned(), reason: error.to_string() })?;
    let has = |wanted: &str| {
        archive.file_names().flatten().any(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted))
    };
    if has("xl/workbook.bin") {
        Ok(FileKind::Workbook(WorkbookKind::Xlsb))
    } else if has("xl/workbook.xml") {
        Ok(FileKind::Workbook(WorkbookKind::Xlsx))
    } else if has("content.xml") && has("mimetype") {
        Ok(FileKind::Workbook(WorkbookKind::Ods))
    } else if has("word/document.xml") {
        Ok(FileKind::WordDocument)
    } else if has("ppt/presentation.xml") {
        Err(not_a_table(path, "演示文稿", "a presentation"))
    } else if has("[Content_Types].xml") && has("_rels/.rels") {
        // Some writers name the workbook part differently; the reader follows the relations.
        Ok(FileKind::Workbook(WorkbookKind::Xlsx))
    } else {
        Err(not_a_table(path, "ZIP 压缩包", "a zip archive"))
    }
}

fn compound_kind(path: &Path, content: &[u8]) -> Result<FileKind, IngestError> {
    let Some(file) = CompoundFile::parse(content) else {
        return Err(IngestError::Truncated {
            path: path.to_owned(),
            reason: "the directory of the compound file cannot be read".to_owned(),
        });
    };
    if file.has("EncryptedPackage") {
        Err(IngestError::PasswordProtected { path: path.to_owned() })
    } else if file.has("Workbook") || file.has("Book") {
        Ok(FileKind::Workbook(WorkbookKind::Xls))
    } else if file.has("WordDocument") {
        Err(not_a_table(path, "Word 文档", "a Word document"))
    } else if file.has("PowerPoint Document") {
        Err(not_a_table(path, "演示文稿", "a presentation"))
    } else {
        Err(not_a_table(path, "没有工作簿的复合文件", "a compound file without a workbook"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(content: &[u8]) -> Result<FileKind, IngestError> {
        sniff(Path::new("表.xlsx"), content)
    }

    #[test]
    fn a_picture_is_a_picture_whatever_its_name() {
        let error = kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap_err();
        assert!(matches!(error, IngestError::NotATable { .. }));
        assert_eq!(error.to_string(), "`表.xlsx` is a PNG picture, not a table");
    }

    #[test]
    fn an_empty_file_a_cut_archive_and_a_page() {
        assert!(matches!(kind(b""), Err(IngestError::Empty { .. })));
        assert!(matches!(kind(b"PK\x03\x04\x14\0\0\0"), Err(IngestError::Truncated { .. })));
        assert_eq!(kind(b"\xEF\xBB\xBF <!DOCTYPE html>"), Ok(FileKind::Page));
    }

    #[test]
    fn the_first_bytes_tell_whether_a_file_may_hold_figures() {
        for text in ["a,b\n1,2\n", "<html>", "地区\t会员数\n甲\t１２\n"] {
            assert!(
                may_hold_figures(text.as_bytes(), true) && may_hold_figures(text.as_bytes(), false),
                "{text}"
            );
        }
        for bytes in [
            &b""[..],
            b"no number\n",
            b"%PDF-1.4",
            b"<?xml version=\"1.0\"?><a>1</a>",
            b"1\0\x01\0\0\x02\x03",
        ] {
            assert!(!may_hold_figures(bytes, true) && !may_hold_figures(bytes, false), "{bytes:?}");
        }
        // The rest of an archive may be a workbook's, and a letter may be cut in two.
        assert!(
            may_hold_figures(b"PK\x03\x04\x14\0\0\0", false)
                && !may_hold_figures(b"PK\x03\x04\x14\0\0\0", true)
        );
        assert!(may_hold_figures(&"甲,1\n乙".as_bytes()[..7], false));
    }

    #[test]
    fn a_text_may_begin_with_the_letters_of_a_picture() {
        assert_eq!(kind(b"BMI,2015\n20,3\n"), Ok(FileKind::PlainText));
    }
}
