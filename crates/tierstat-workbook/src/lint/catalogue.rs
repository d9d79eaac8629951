//! The checks of an accessible workbook, each with what it asks, how a program tests it, and what a program cannot see.

use super::book::Book;
use super::checks::{colours, fitting, format, notes, publishing, structure, tables};
use super::result::{CheckLevel, CheckOutcome};
use tierstat_model::Localized;

/// One check of an accessible workbook.
#[derive(Debug, Clone, Copy)]
pub struct WorkbookCheck {
    /// Its number in the checklist of the Government Statistical Service, such as G03.
    pub number: &'static str,
    /// Its stable id, such as `workbook.merged-cells`.
    pub rule: &'static str,
    /// How much it matters.
    pub level: CheckLevel,
    asks: [&'static str; 2],
    tests: [&'static str; 2],
    cannot_see: [&'static str; 2],
    run: Option<fn(&Book) -> CheckOutcome>,
}

impl WorkbookCheck {
    /// What it asks of a workbook.
    #[must_use]
    pub fn asks(&self) -> Localized {
        let [zh, en] = self.asks;
        Localized::new(zh, en)
    }

    /// How a program tests it; what a person looks at where none can.
    #[must_use]
    pub fn tests(&self) -> Localized {
        let [zh, en] = self.tests;
        Localized::new(zh, en)
    }

    /// What the program cannot see of it.
    #[must_use]
    pub fn cannot_see(&self) -> Localized {
        let [zh, en] = self.cannot_see;
        Localized::new(zh, en)
    }

    /// Whether a program tests it.
    #[must_use]
    pub fn is_by_machine(&self) -> bool {
        self.run.is_some()
    }

    /// What comes of it for a workbook.
    pub(crate) fn outcome(&self, book: &Book) -> CheckOutcome {
        self.run.map_or(CheckOutcome::ForAPerson, |run| run(book))
    }
}

use CheckLevel::{Desirable, Essential};

/// The checks in the order of the checklist: G01 to G36.
pub(crate) const CHECKS: [WorkbookCheck; 36] = [
    WorkbookCheck {
        number: "G01",
        rule: "workbook.marked-tables",
        level: Essential,
        asks: ["表都设为表格", "tables are marked up as tables"],
        tests: [
            "两行或更多相邻的行各有两格或更多内容，而不在任何“表格”之内",
            "two rows or more, one under the other, have two filled cells or more each and are part of no table of the file",
        ],
        cannot_see: ["只有一行或一列的表", "a table of a single row or column"],
        run: Some(tables::marked_up),
    },
    WorkbookCheck {
        number: "G02",
        rule: "workbook.table-names",
        level: Desirable,
        asks: ["表格名称说明内容", "the names of tables say what is in them"],
        tests: ["名称是程序给的，如 Table1、表2", "the name is one that programs give, such as Table1"],
        cannot_see: ["其他名称是否恰当", "whether another name fits"],
        run: Some(tables::table_names),
    },
    WorkbookCheck {
        number: "G03",
        rule: "workbook.merged-cells",
        level: Essential,
        asks: ["没有合并、拆分的单元格和嵌套的表", "no merged or split cells, no table inside of another"],
        tests: [
            "任何合并的单元格，表外的也算；互相重叠的表格",
            "any merged cells, outside of tables too; tables that overlap",
        ],
        cannot_see: [
            "用空格或换行在一格里排出的几格",
            "several cells that are set up in one by blanks or line ends",
        ],
        run: Some(tables::merged_cells),
    },
    WorkbookCheck {
        number: "G04",
        rule: "workbook.blank-rows",
        level: Essential,
        asks: ["表内没有空行空列", "no blank rows or columns inside of a table"],
        tests: [
            "表格中全空的行或列；未设为表格时，其后一两行空行之后从同一列直接以数字继续",
            "rows or columns of a table without any content; where it is not marked up, one or two blank rows behind which it goes on in the same column with numbers",
        ],
        cannot_see: ["只含空格以外看不见的符号的行", "rows that hold only signs that nobody sees"],
        run: Some(tables::blank_rows_and_columns),
    },
    WorkbookCheck {
        number: "G05",
        rule: "workbook.header-row",
        level: Essential,
        asks: [
            "每个表格恰有一行标题，列名不重复",
            "each table has one tagged header row, in which no name stands twice",
        ],
        tests: [
            "没有标题行；列名空缺、重复或由程序代起；表体第一行在每个数字列中都是文字",
            "no header row; a name that is missing, stands twice or was made up by a program; a first row of the body with words over all columns of numbers",
        ],
        cannot_see: ["列名是否讲得清楚", "whether the names are clear"],
        run: Some(tables::header_row),
    },
    WorkbookCheck {
        number: "G06",
        rule: "workbook.visible-text",
        level: Essential,
        asks: ["文字自动换行，全部看得见", "text is wrapped, and all of it is seen"],
        tests: [
            "按字符宽度估计（汉字算两个）：比列宽一成以上，既不换行，旁边也没有空格可延伸；或行高由人设定，放不下各行",
            "by an estimate of widths, a Chinese character counting two: wider than its column, neither wrapped nor free to flow over empty cells; or more lines than a height that was set by hand has room for",
        ],
        cannot_see: [
            "字体的实际宽度：差得不多的不算",
            "the true widths of the font: what is near is let pass",
        ],
        run: Some(fitting::visible_text),
    },
    WorkbookCheck {
        number: "G07",
        rule: "workbook.filters",
        level: Desirable,
        asks: ["没有筛选和冻结窗格", "no filters, no frozen panes"],
        tests: [
            "工作表或表格的筛选按钮；冻结的窗格",
            "filters of sheets and the filter buttons of tables; panes that are frozen",
        ],
        cannot_see: ["切片器", "slicers"],
        run: Some(tables::filters_and_panes),
    },
    WorkbookCheck {
        number: "G08",
        rule: "workbook.empty-cells",
        level: Essential,
        asks: [
            "空单元格都有说明，缺数的原因用缩写",
            "empty cells are explained, and shorthand says why a value is missing",
        ],
        tests: [
            "表体中的空单元格，而同一工作表中表的上方没有提到“空”的文字；只有符号（如 - …）的单元格",
            "an empty cell in the body of a table, where no text above the table on its sheet has the word blank or empty; a cell of signs alone, such as - or ..",
        ],
        cannot_see: [
            "说明是否说对；缩写是否有解释",
            "whether the explanation is right, and whether shorthand is explained",
        ],
        run: Some(tables::empty_cells),
    },
    WorkbookCheck {
        number: "G09",
        rule: "workbook.hidden",
        level: Desirable,
        asks: ["没有隐藏的行、列和工作表", "no hidden rows, columns or sheets"],
        tests: [
            "标为隐藏的行、列、工作表，被筛选掉的行也算",
            "rows, columns and sheets that are marked as hidden, those that a filter hides among them",
        ],
        cannot_see: [
            "颜色与背景相同的内容（见 G24）",
            "content of the colour of its background, for which see G24",
        ],
        run: Some(tables::hidden_parts),
    },
    WorkbookCheck {
        number: "G10",
        rule: "workbook.column-widths",
        level: Desirable,
        asks: ["列宽合适", "columns have sensible widths"],
        tests: [
            "数字按其格式比列宽（显示为 #### 或科学记数）；有内容的列窄得只容一个字符",
            "a number that its format makes wider than its column, so that #### or a power of ten is seen; a column with content and no room for more than a sign",
        ],
        cannot_see: [
            "列是否过宽；分数和科学记数格式的数",
            "columns that are too wide; numbers as fractions or powers of ten",
        ],
        run: Some(fitting::column_widths),
    },
    WorkbookCheck {
        number: "G11",
        rule: "workbook.note-signs",
        level: Essential,
        asks: ["不用符号和上标作注释标记", "no symbols or superscripts as marks of notes"],
        tests: [
            "上标的文字（m² 一类的幂除外）；文字末尾的 * † ‡ § ① 或上标数字，文字开头的 * † ‡",
            "raised text that is no power as in m²; * † ‡ § ① or a raised figure at the end of a text, * † ‡ at its beginning",
        ],
        cannot_see: ["超过 120 字的文字", "texts of more than 120 characters"],
        run: Some(notes::no_signs),
    },
    WorkbookCheck {
        number: "G12",
        rule: "workbook.note-words",
        level: Desirable,
        asks: ["注释标记写作 [注1]", "a mark of a note is the word in brackets: [note 1]"],
        tests: [
            "标题、列名和行名末尾的 (1)、[1]、（注1）、注1",
            "(1), [1], (note 1) or note 1 at the end of a title, a column name or a row label",
        ],
        cannot_see: [
            "括号中的数字若本来是编号，也会列出",
            "whether a number in brackets is one of an item and no mark",
        ],
        run: Some(notes::worded_marks),
    },
    WorkbookCheck {
        number: "G13",
        rule: "workbook.note-data",
        level: Desirable,
        asks: ["数据单元格中没有注释标记", "no marks of notes in cells of data"],
        tests: [
            "半数以上为数字的列中，带注释标记、上标或只有星号的文字",
            "in a column of which more than half are numbers, a text with a mark of a note, a superscript, or asterisks alone",
        ],
        cannot_see: ["全列都是文字的数", "columns of which all numbers are text"],
        run: Some(notes::no_marks_in_data),
    },
    WorkbookCheck {
        number: "G14",
        rule: "workbook.notes-sheet",
        level: Desirable,
        asks: ["注释列在专门的工作表上", "notes stand in a table on a sheet of notes"],
        tests: [
            "有表的工作表上以“注：”“注1”开头的文字；正文中的 [注1] 在名为“注释”的工作表上没有对应的编号",
            "a text beginning with Note 1 or Notes: on a sheet with a table; a [note 1] of which no sheet called Notes has the number",
        ],
        cannot_see: ["没有“注”字的注释", "notes that do not begin with the word"],
        run: Some(notes::notes_sheet),
    },
    WorkbookCheck {
        number: "G15",
        rule: "workbook.plain-language",
        level: Essential,
        asks: ["文字易懂", "the text is accessible"],
        tests: [
            "请人看：句子短，术语有解释，缩写首次出现时写全称",
            "look: short sentences, terms explained, abbreviations written out where they first stand",
        ],
        cannot_see: ["", ""],
        run: None,
    },
    WorkbookCheck {
        number: "G16",
        rule: "workbook.link-text",
        level: Essential,
        asks: ["链接文字说明去处", "the text of a link says where it leads"],
        tests: [
            "链接的单元格没有文字、只有网址，或是“点击这里”一类",
            "the cell of a link has no text, a bare address, or words such as click here",
        ],
        cannot_see: ["链接是否通；文字是否属实", "whether the link works and leads where it says"],
        run: Some(format::link_text),
    },
    WorkbookCheck {
        number: "G17",
        rule: "workbook.plain-format",
        level: Desirable,
        asks: ["格式朴素", "formatting is plain"],
        tests: [
            "请人看：字体清楚且统一，字号不小于 10，不用斜体和下划线强调",
            "look: one clear font, no smaller than 10 points, no italics or underlines for weight",
        ],
        cannot_see: ["", ""],
        run: None,
    },
    WorkbookCheck {
        number: "G18",
        rule: "workbook.sheet-titles",
        level: Essential,
        asks: [
            "每个工作表 A1 有标题样式的标题",
            "each sheet has a descriptive title in A1, tagged as a heading",
        ],
        tests: [
            "A1 空缺、是数值、属于表，或不是“标题 1”一类的样式",
            "A1 is empty, a value or a part of a table, or its style is none of headings or titles",
        ],
        cannot_see: ["标题是否说明内容", "whether the title describes the sheet"],
        run: Some(format::tagged_titles),
    },
    WorkbookCheck {
        number: "G19",
        rule: "workbook.few-symbols",
        level: Desirable,
        asks: ["少用符号", "few symbols"],
        tests: [
            "请人看：读屏软件会怎样读出 & / ~ → 等符号",
            "look: how a screen reader says signs such as & / ~ →",
        ],
        cannot_see: ["", ""],
        run: None,
    },
    WorkbookCheck {
        number: "G20",
        rule: "workbook.floating",
        level: Essential,
        asks: ["没有页眉页脚和浮动的框", "no headers or footers, no floating boxes"],
        tests: [
            "页眉页脚中的文字；形状、文本框、批注",
            "text of headers and footers; shapes, text boxes, comments",
        ],
        cannot_see: ["旧式控件（VML）", "old controls (VML)"],
        run: Some(format::nothing_floats),
    },
    WorkbookCheck {
        number: "G21",
        rule: "workbook.dividers",
        level: Desirable,
        asks: ["不用线条和颜色分隔", "no lines or colours as dividers"],
        tests: ["没有内容的行上的边框或填充", "lines or fills in a row without any content"],
        cannot_see: [
            "有内容的行上的线：列名下的线是常见的",
            "lines in rows with content, such as the usual one under the header",
        ],
        run: Some(colours::no_dividers),
    },
    WorkbookCheck {
        number: "G22",
        rule: "workbook.fills",
        level: Desirable,
        asks: ["没有背景色", "no background fill"],
        tests: [
            "填充色不是白色的单元格；Excel 自带而有底色的表格样式",
            "cells with a fill other than white; styles of tables of Excel that fill",
        ],
        cannot_see: ["自定义的表格样式；条件格式", "own styles of tables; conditional formatting"],
        run: Some(colours::no_fills),
    },
    WorkbookCheck {
        number: "G23",
        rule: "workbook.colour-alone",
        level: Essential,
        asks: ["颜色从不是唯一的区别", "colour is never the only signal"],
        tests: [
            "只用颜色的条件格式和色阶；负数只变红而无负号的格式；一列数中颜色与三分之二不同、又不加粗、不是整行的数",
            "conditional formatting and colour scales that only colour; formats in which a negative number is red and has no minus; a number of another colour than two thirds of its column that is not bold and not one of a whole row",
        ],
        cannot_see: ["颜色所表示的，文字是否另有说明", "whether words say the same as the colour"],
        run: Some(colours::colour_alone),
    },
    WorkbookCheck {
        number: "G24",
        rule: "workbook.contrast",
        level: Essential,
        asks: ["文字与背景的对比度足够", "text stands out from its background"],
        tests: [
            "按 WCAG 计算字体颜色与填充色（含主题色、索引色和深浅）的对比度，低于 4.5:1",
            "the contrast of font and fill after WCAG, with colours of theme and palette and their tints, is below 4.5:1",
        ],
        cannot_see: [
            "表格样式、条件格式、数字格式和渐变带来的颜色",
            "colours by styles of tables, conditions, formats of numbers and gradients",
        ],
        run: Some(colours::contrast),
    },
    WorkbookCheck {
        number: "G25",
        rule: "workbook.images",
        level: Desirable,
        asks: ["工作表中没有图片和图表", "no images or charts in a sheet"],
        tests: [
            "绘图中的图片和图表，背景图片",
            "pictures and charts of the drawings of sheets; pictures in the background",
        ],
        cannot_see: ["放在单元格之内的图片", "pictures that are placed in a cell"],
        run: Some(format::no_images),
    },
    WorkbookCheck {
        number: "G26",
        rule: "workbook.macros",
        level: Desirable,
        asks: ["没有宏", "no macros"],
        tests: ["文件中有宏的部件", "a part of macros in the file"],
        cannot_see: ["外接的加载项", "add-ins outside of the file"],
        run: Some(format::no_macros),
    },
    WorkbookCheck {
        number: "G27",
        rule: "workbook.sheet-names",
        level: Essential,
        asks: ["工作表名不重复，不以数字开头", "names of sheets are unique and begin with no digit"],
        tests: [
            "不分大小写的重名，空名，以数字开头的名",
            "names that are the same in whatever case, that are missing, or that begin with a digit",
        ],
        cannot_see: ["名称是否恰当", "whether a name fits"],
        run: Some(structure::sheet_names),
    },
    WorkbookCheck {
        number: "G28",
        rule: "workbook.blank-sheets",
        level: Essential,
        asks: ["没有空白的工作表", "no blank sheets"],
        tests: [
            "没有任何内容的工作表，只有图的也算",
            "a worksheet of which no cell has content, though something may float over it",
        ],
        cannot_see: ["只含看不见的内容的工作表", "sheets of which the content is not seen"],
        run: Some(structure::blank_sheets),
    },
    WorkbookCheck {
        number: "G29",
        rule: "workbook.column-a",
        level: Essential,
        asks: ["A 列用得好", "column A is used well"],
        tests: [
            "A 列没有内容；表外的内容在别的列",
            "nothing in column A; content outside of tables in another column",
        ],
        cannot_see: ["A 列中各项的先后是否合适", "whether what stands in column A is in a good order"],
        run: Some(structure::column_a),
    },
    WorkbookCheck {
        number: "G30",
        rule: "workbook.left-edge",
        level: Essential,
        asks: ["表从 A 列开始", "tables begin at the left edge"],
        tests: ["第一列不是 A 列的表", "a table of which the first column is not A"],
        cannot_see: ["", ""],
        run: Some(structure::left_edge),
    },
    WorkbookCheck {
        number: "G31",
        rule: "workbook.below-table",
        level: Desirable,
        asks: ["表的下方没有内容", "nothing stands below a table"],
        tests: ["最后一个表以下的行中的内容", "content in rows below the last table of the sheet"],
        cannot_see: ["两个表之间的内容（见 G32）", "content between two tables, for which see G32"],
        run: Some(structure::nothing_below),
    },
    WorkbookCheck {
        number: "G32",
        rule: "workbook.one-table",
        level: Desirable,
        asks: ["一个工作表一个表", "one table a sheet"],
        tests: ["同一工作表上的第二个及其后的表", "a second table on a sheet, and those behind it"],
        cannot_see: [
            "并排而未设为表格、中间没有空列的表",
            "tables side by side that are not marked up and have no blank rows between them",
        ],
        run: Some(structure::one_table),
    },
    WorkbookCheck {
        number: "G33",
        rule: "workbook.spelling",
        level: Essential,
        asks: ["文字没有错漏", "spelling is checked"],
        tests: [
            "请人看：用表格软件的拼写检查，并通读一遍",
            "look: run the spelling check of the spreadsheet program, and read it once",
        ],
        cannot_see: ["", ""],
        run: None,
    },
    WorkbookCheck {
        number: "G34",
        rule: "workbook.accessibility-checker",
        level: Desirable,
        asks: ["运行过辅助功能检查器", "the accessibility checker was run"],
        tests: ["请人做：Excel 的“审阅 › 检查辅助功能”", "run Review › Check Accessibility of Excel"],
        cannot_see: ["", ""],
        run: None,
    },
    WorkbookCheck {
        number: "G35",
        rule: "workbook.document-title",
        level: Essential,
        asks: ["文档有标题和语言", "the document has a title and a language"],
        tests: [
            "文档属性中没有标题；写有语言而不是语言代码",
            "no title among the properties of the document; a language that is written and no tag of one",
        ],
        cannot_see: [
            "没有写明的语言：Excel 不写，不算未通过",
            "a language that is not written: Excel writes none, so that it does not fail",
        ],
        run: Some(publishing::title_and_language),
    },
    WorkbookCheck {
        number: "G36",
        rule: "workbook.cursor",
        level: Essential,
        asks: [
            "打开时显示第一个工作表，光标在 A1",
            "the workbook opens on its first sheet with the cursor in A1",
        ],
        tests: [
            "打开的不是第一个可见的工作表；该表的光标不在 A1，或从别处显示起",
            "it opens on another sheet than the first that is shown; the cursor of that one is not in A1, or it is shown from elsewhere on",
        ],
        cannot_see: ["其他工作表的光标", "the cursors of other sheets"],
        run: Some(publishing::cursor),
    },
];
