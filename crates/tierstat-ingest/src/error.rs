//! Why a file cannot be read. An error stops; everything odd inside a readable file is a finding.

use crate::damage_reason::damage_reason_zh;
use std::path::PathBuf;
use tierstat_model::{Localized, system_reason_zh};

/// Why a file could not be read, with the file, the place where there is one, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// No file stands at the path.
    #[error("there is no file `{}`", path.display())]
    NotFound {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The path is a folder.
    #[error("`{}` is a folder, not a file", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The operating system refused to read the file.
    #[error("cannot read `{}`: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// The file holds nothing.
    #[error("`{}` is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The bytes are of a kind that holds no table, whatever the file is named.
    #[error("`{}` is {}, not a table", path.display(), kind.get(tierstat_model::Language::English))]
    NotATable {
        /// The file.
        path: PathBuf,
        /// What the bytes are, such as a PNG picture.
        kind: Localized,
    },
    /// The workbook is locked with a password.
    #[error("`{}` is protected with a password", path.display())]
    PasswordProtected {
        /// The file.
        path: PathBuf,
    },
    /// The bytes are no text in any encoding that can be told.
    #[error("`{}` is text in no known encoding, or no text: byte {offset} cannot be read", path.display())]
    UnknownEncoding {
        /// The file.
        path: PathBuf,
        /// The first byte that fits no text, counted from 0.
        offset: usize,
    },
    /// The archive ends before its contents do.
    #[error("`{}` is cut off or damaged: {reason}", path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The parts of the file contradict its format.
    #[error("`{}` is damaged: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it is, by which it is known which program may still open it.
        form: FileForm,
        /// What the reader met.
        reason: String,
    },
    /// A lone cell far away stretches a sheet over millions of empty cells.
    #[error("sheet `{sheet}` of `{}` reaches to cell {cell} with no more than {filled} filled", path.display())]
    FarCell {
        /// The file.
        path: PathBuf,
        /// The sheet.
        sheet: String,
        /// The last used cell, in A1 notation.
        cell: String,
        /// How many cells of the sheet hold something.
        filled: u64,
    },
    /// The file is larger than the limits allow.
    #[error("`{}` is too large: {what} {found}, at most {limit} allowed", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Which size: bytes after unpacking, bytes of memory, cells, columns, sheets.
        what: &'static str,
        /// How much there is, as far as it was counted.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// The workbook has no sheet of that name.
    #[error("`{}` has no sheet `{sheet}`; it has {}", path.display(), known.join(", "))]
    UnknownSheet {
        /// The file.
        path: PathBuf,
        /// The name that was asked for.
        sheet: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// A file holds no table, where one was asked for.
    #[error("`{}` holds no table", path.display())]
    NoTable {
        /// The file.
        path: PathBuf,
    },
    /// A file that a person keeps (origin, mapping, corrections; a code list or another list with a header) says something that
    /// cannot be.
    #[error("`{}`{}: {reason}", path.display(), line.map(|line| format!(", line {line}")).unwrap_or_default(), reason = reason.en)]
    ProjectFile {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, where it is known; in a workbook the reason names sheet and row.
        line: Option<usize>,
        /// What is wrong there.
        reason: Localized,
    },
}

/// What a file that is damaged is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileForm {
    /// A workbook of any format.
    Workbook,
    /// A Word document.
    WordDocument,
    /// A web page.
    Page,
    /// Text, with delimiters or in sentences.
    Text,
}

impl FileForm {
    /// How a person gets a sound file out of a damaged one.
    fn mended(self) -> Localized {
        match self {
            Self::Workbook => Localized::new(
                "请用表格软件打开并另存为 .xlsx，再读取另存的文件。",
                "Open it in a spreadsheet program, save it as .xlsx, and read the saved file.",
            ),
            Self::WordDocument => Localized::new(
                "请用文字处理软件打开并另存为 .docx，再读取另存的文件。",
                "Open it in a word processor, save it as .docx, and read the saved file.",
            ),
            Self::Page => Localized::new(
                "请在浏览器中重新打开该网页并保存，再读取另存的文件。",
                "Open the page again in a browser, save it, and read the saved file.",
            ),
            Self::Text => Localized::new(
                "请用文本编辑器打开查看，以 UTF-8 编码另存，再读取另存的文件；或重新索取。",
                "Look at it in a text editor, save it in UTF-8, and read the saved file; or ask for it again.",
            ),
        }
    }
}

impl IngestError {
    /// The file that could not be read.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        match self {
            Self::NotFound { path }
            | Self::IsFolder { path }
            | Self::Unreadable { path, .. }
            | Self::Empty { path }
            | Self::NotATable { path, .. }
            | Self::PasswordProtected { path }
            | Self::UnknownEncoding { path, .. }
            | Self::Truncated { path, .. }
            | Self::Damaged { path, .. }
            | Self::FarCell { path, .. }
            | Self::TooLarge { path, .. }
            | Self::UnknownSheet { path, .. }
            | Self::NoTable { path }
            | Self::ProjectFile { path, .. } => path,
        }
    }

    /// What is wrong, in both languages, with the file and the place.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let file = self.path().display();
        let zh = match self {
            Self::NotFound { .. } => format!("找不到文件“{file}”"),
            Self::IsFolder { .. } => format!("“{file}”是文件夹，不是文件"),
            Self::Unreadable { reason, .. } => format!("无法读取“{file}”：{}", system_reason_zh(reason)),
            Self::Empty { .. } => format!("“{file}”是空文件"),
            Self::NotATable { kind, .. } => format!("“{file}”是{}，不是表格", kind.zh),
            Self::PasswordProtected { .. } => format!("“{file}”设有密码"),
            Self::UnknownEncoding { offset, .. } => {
                format!("“{file}”不是文本，或其编码无法识别：第 {offset} 字节无法读取")
            }
            Self::Truncated { reason, .. } => {
                format!("“{file}”不完整或已损坏：{}", damage_reason_zh(reason))
            }
            Self::Damaged { reason, .. } => format!("“{file}”已损坏：{}", damage_reason_zh(reason)),
            Self::FarCell { sheet, cell, filled, .. } => {
                format!("“{file}”的工作表“{sheet}”延伸到单元格 {cell}，但只有 {filled} 个单元格有内容")
            }
            Self::TooLarge { what, found, limit, .. } => {
                let what = match *what {
                    "bytes after unpacking" => "解压后的字节数",
                    "cells" => "单元格数",
                    "sheets" => "工作表数",
                    "characters in the name of a sheet" => "工作表名的字数",
                    "columns" => "列数",
                    "cells that spans cover" => "合并区域所占的单元格数",
                    "bytes of memory" => "所需内存的字节数",
                    _ => "字节数",
                };
                format!("“{file}”过大：{what}为 {found}，上限为 {limit}")
            }
            Self::UnknownSheet { sheet, known, .. } => {
                format!("“{file}”没有工作表“{sheet}”；现有：{}", known.join("、"))
            }
            Self::NoTable { .. } => format!("“{file}”里没有表"),
            Self::ProjectFile { line: Some(line), reason, .. } => {
                format!("“{file}”第 {line} 行：{}", reason.zh)
            }
            Self::ProjectFile { line: None, reason, .. } => format!("“{file}”：{}", reason.zh),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::NotFound { .. } => {
                Localized::new("请检查路径和文件名的写法。", "Check the path and the spelling of the name.")
            }
            Self::IsFolder { .. } => {
                Localized::new("请写出文件夹中的某个文件。", "Name a file inside the folder.")
            }
            Self::Unreadable { .. } => Localized::new(
                "请检查文件的读取权限，并关闭正在使用它的程序。",
                "Check the permissions of the file and close the program that has it open.",
            ),
            Self::Empty { .. } => {
                Localized::new("请向提供者重新索取该文件。", "Ask the sender for the file again.")
            }
            Self::NotATable { .. } => Localized::new(
                "请索取原始表格文件（.xlsx、.xls、.ods 或 .csv）；如能用表格软件打开，请另存为 .xlsx。",
                "Ask for the table itself (.xlsx, .xls, .ods or .csv); if a spreadsheet program opens the file, save it as .xlsx.",
            ),
            Self::PasswordProtected { .. } => Localized::new(
                "请用表格软件输入密码打开，去掉密码后另存，再读取另存的文件。",
                "Open it with its password in a spreadsheet program, save it without one, and read the saved file.",
            ),
            Self::UnknownEncoding { .. } => Localized::new(
                "请将文件另存为 UTF-8 编码的 CSV 或 .xlsx。",
                "Save the file as CSV in UTF-8, or as .xlsx.",
            ),
            Self::Truncated { .. } => Localized::new(
                "文件可能没有下载完整：请重新下载或重新索取。",
                "The file was perhaps not transferred whole: download it or ask for it again.",
            ),
            Self::Damaged { form, .. } => form.mended(),
            Self::FarCell { cell, .. } => Localized::new(
                format!("请在表格软件中删除单元格 {cell} 所在的行和列，保存后再读取。"),
                format!(
                    "Delete the row and the column of cell {cell} in a spreadsheet program, save, and read again."
                ),
            ),
            Self::TooLarge { what, .. } => {
                let (zh, en) = (
                    "请只保留需要的工作表，或将文件拆分后再读取",
                    "Keep only the sheets that are needed, or split the file",
                );
                match raised_by(what) {
                    Some(key) => Localized::new(
                        format!("{zh}；确需读取时，可在 tierstat.toml 的 [limits] 中提高 {key}。"),
                        format!("{en}; if it has to be read, raise {key} under [limits] in tierstat.toml."),
                    ),
                    None => Localized::new(format!("{zh}。"), format!("{en}.")),
                }
            }
            Self::UnknownSheet { .. } => {
                Localized::new("请写出现有的工作表名。", "Name one of the sheets there are.")
            }
            Self::NoTable { .. } => Localized::new(
                "tierstat inspect 会说明其中有什么；文章中的数由 inspect 和 import 读取。",
                "tierstat inspect says what it holds; inspect and import read the numbers of articles.",
            ),
            Self::ProjectFile { .. } => {
                Localized::new("请按所述之处修改该文件。", "Change the file at the place named.")
            }
        }
    }
}

/// The setting that raises a limit; none where no program could use more.
fn raised_by(what: &str) -> Option<&'static str> {
    match what {
        "bytes" => Some("file-bytes"),
        "bytes after unpacking" => Some("unpacked-bytes, part-bytes, unpacking-ratio"),
        "cells" => Some("cells"),
        "cells that spans cover" => Some("spanned-cells"),
        "sheets" => Some("sheets"),
        "bytes of memory" => Some("memory-bytes, memory-for-each-byte"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_file_and_the_place() {
        let error = IngestError::FarCell {
            path: "表.xlsx".into(),
            sheet: "表2".into(),
            cell: "XFD1048576".into(),
            filled: 1,
        };
        let text = error.localized();
        for part in ["表.xlsx", "表2", "XFD1048576"] {
            assert!(text.zh.contains(part) && text.en.contains(part), "{part}");
        }
        assert!(error.hint().en.contains("XFD1048576"));
    }
}
