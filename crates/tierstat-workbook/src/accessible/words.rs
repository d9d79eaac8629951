//! The words that the sheets add.

use jiff::civil::Date;
use tierstat_model::{Language, Status};

/// The words that the sheets add.
pub(super) struct Words {
    language: Language,
    pub(super) cover: &'static str,
    pub(super) contents: &'static str,
    pub(super) notes: &'static str,
    pub(super) text: &'static str,
    pub(super) sheet_column: &'static str,
    pub(super) title_column: &'static str,
    pub(super) note_column: &'static str,
    pub(super) text_column: &'static str,
    pub(super) section_column: &'static str,
    pub(super) one_table: &'static str,
    pub(super) notes_sentence: &'static str,
    pub(super) blanks: &'static str,
    pub(super) statuses: &'static str,
    pub(super) numbers: &'static str,
    pub(super) no_text: &'static str,
}

impl Words {
    pub(super) fn of(language: Language) -> Self {
        match language {
            Language::Chinese => Self {
                language,
                cover: "封面",
                contents: "目录",
                notes: "注释",
                text: "正文",
                sheet_column: "工作表",
                title_column: "标题",
                note_column: "注",
                text_column: "内容",
                section_column: "章节",
                one_table: "本工作表含有一张表。",
                notes_sentence: "本表有注，见工作表“注释”。",
                statuses: "“状态”一列中各字母的意思，见工作表“注释”。",
                blanks: "空单元格表示没有数据，或这一项不适用。",
                numbers: "数字是带全部位数的数值，按打印的样子显示；约数照原样写成文字，同列的准确数仍是数值；旁边是各数的下限和上限。",
                no_text: "没有文字",
            },
            Language::English => Self {
                language,
                cover: "Cover",
                contents: "Contents",
                notes: "Notes",
                text: "Text",
                sheet_column: "Worksheet",
                title_column: "Title",
                note_column: "Note",
                text_column: "Text",
                section_column: "Section",
                one_table: "This worksheet contains one table.",
                notes_sentence: "This table has notes, which can be found in the worksheet called Notes.",
                statuses: "What the letters of the column Status mean stands in the worksheet called Notes.",
                blanks: "Blank cells mean that there is no figure, or that the column does not apply to the row.",
                numbers: "Numbers are values with all their digits and are shown as printed; a rough number stands in words among them, with the lower and upper bounds of each beside the column.",
                no_text: "no text",
            },
        }
    }

    fn in_language<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    pub(super) fn table(&self, ordinal: usize) -> String {
        format!("{}{ordinal}", self.in_language("表", "Table "))
    }

    pub(super) fn figure(&self, ordinal: usize) -> String {
        format!("{}{ordinal}", self.in_language("图", "Figure "))
    }

    pub(super) fn note_mark(&self, ordinal: usize) -> String {
        format!("[{}{ordinal}]", self.in_language("注", "note "))
    }

    /// A status as the notes name it.
    pub(super) fn status(&self, status: Status) -> String {
        format!("{} {}", self.in_language("状态", "Status"), status.code())
    }

    /// What a status says of a figure.
    pub(super) fn meaning(&self, status: Status) -> String {
        match status.word(self.language) {
            "" => self.in_language("照常公布的数", "a figure as it was published").to_owned(),
            word => word.to_owned(),
        }
    }

    /// Names one after another.
    pub(super) fn listed(&self, names: &[String]) -> String {
        names.join(self.in_language("、", ", "))
    }

    pub(super) fn notes_title(&self, report: &str) -> String {
        format!("{report}{}", self.in_language("：注释", ": notes"))
    }

    pub(super) fn contents_title(&self, report: &str) -> String {
        format!("{report}{}", self.in_language("：目录", ": contents"))
    }

    pub(super) fn text_title(&self, report: &str) -> String {
        format!("{report}{}", self.in_language("：正文", ": text"))
    }

    pub(super) fn about(&self, tables: usize, figures: usize) -> String {
        match self.language {
            Language::Chinese => format!("本工作簿含有报告的正文、{tables} 张表和 {figures} 幅图的数据。"),
            Language::English => {
                format!(
                    "This workbook has the text of the report, {tables} tables and the data of {figures} figures."
                )
            }
        }
    }

    pub(super) fn known_on(&self, day: Date) -> String {
        match self.language {
            Language::Chinese => format!("数据截至 {day} 所知。"),
            Language::English => format!("The figures are as known on {day}."),
        }
    }

    pub(super) fn see(&self, sheet: &str, title: &str) -> String {
        match self.language {
            Language::Chinese => format!("见{sheet}：{title}"),
            Language::English => format!("See {sheet}: {title}"),
        }
    }
}
