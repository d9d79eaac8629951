//! What a file is by its bytes, where it is no workbook in XML parts; its name is never asked.

use super::fault::LintFault;
use tierstat_model::Localized;

/// The first bytes of a zip archive: one with parts, and one without.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// The first bytes of an OLE2 compound file (MS-CFB 2.2).
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Says what a file is that is no zip archive.
pub(crate) fn refuse_others(content: &[u8]) -> Result<(), LintFault> {
    if content.is_empty() {
        return Err(LintFault::Empty);
    }
    if ARCHIVES.iter().any(|start| content.starts_with(start)) {
        return Ok(());
    }
    if content.starts_with(&COMPOUND) {
        return Err(compound(content));
    }
    let head = String::from_utf8_lossy(content.get(..content.len().min(4096)).unwrap_or_default());
    let head =
        head.replace('\0', "").trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().to_lowercase();
    let (zh, en) = match () {
        () if content.starts_with(b"%PDF-") => ("PDF 文档", "a PDF document"),
        () if content.starts_with(b"\x89PNG") || content.starts_with(b"\xFF\xD8\xFF") => {
            ("图片", "a picture")
        }
        () if head.contains("urn:schemas-microsoft-com:office:spreadsheet") => {
            ("2003 版 XML 电子表格", "an XML spreadsheet of 2003")
        }
        () if head.starts_with("<!doctype html")
            || head.starts_with("<html")
            || head.starts_with("<table") =>
        {
            ("网页", "a web page")
        }
        () if head.starts_with("<?xml") => ("XML 文件", "an XML file"),
        () if content.contains(&0) && !head.is_ascii() => {
            ("未知的二进制文件", "a binary file of an unknown kind")
        }
        () => ("文本（如 CSV）", "text, such as CSV"),
    };
    let is_of_cells =
        !matches!(en, "a PDF document" | "a picture" | "an XML file" | "a binary file of an unknown kind");
    Err(if is_of_cells { saved_as_workbook(zh, en) } else { no_table(zh, en) })
}

/// Says what a zip archive is by the names of its parts, where it is no workbook in XML parts.
pub(crate) fn refuse_other_archives(has: impl Fn(&str) -> bool) -> Result<(), LintFault> {
    if has("xl/workbook.xml")
        || has("_rels/.rels")
            && !has("word/document.xml")
            && !has("xl/workbook.bin")
            && !has("ppt/presentation.xml")
    {
        return Ok(());
    }
    let (zh, en) = match () {
        () if has("xl/workbook.bin") => ("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
        () if has("content.xml") && has("mimetype") => {
            ("OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)")
        }
        () if has("word/document.xml") => ("Word 文档", "a Word document"),
        () if has("ppt/presentation.xml") => ("演示文稿", "a presentation"),
        () => ("ZIP 压缩包", "a zip archive"),
    };
    let is_of_cells = has("xl/workbook.bin") || has("content.xml");
    Err(if is_of_cells { saved_as_workbook(zh, en) } else { no_table(zh, en) })
}

fn compound(content: &[u8]) -> LintFault {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        content.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        LintFault::Locked
    } else if has("WordDocument") {
        no_table("旧版 Word 文档", "an old Word document")
    } else if has("Workbook") || has("Book") {
        saved_as_workbook("旧格式的工作簿（.xls）", "a workbook of the old format (.xls)")
    } else {
        no_table("没有工作簿的复合文件", "a compound file without a workbook")
    }
}

fn saved_as_workbook(zh: &str, en: &str) -> LintFault {
    LintFault::OtherKind {
        kind: Localized::new(zh, en),
        hint: Localized::new(
            "在表格软件中打开并另存为 .xlsx，再检查另存的文件",
            "open it in a spreadsheet program, save it as .xlsx, and check the saved file",
        ),
    }
}

fn no_table(zh: &str, en: &str) -> LintFault {
    LintFault::OtherKind {
        kind: Localized::new(zh, en),
        hint: Localized::new(
            "请索取作成它的工作簿，再检查那一个",
            "ask for the workbook that it was made from, and check that one",
        ),
    }
}
