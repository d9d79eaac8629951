//! The words that a page adds.

use tierstat_model::Language;

/// The words that the page adds.
pub(super) struct Words {
    language: Language,
    pub(super) how: &'static str,
    pub(super) unit: &'static str,
    pub(super) note: &'static str,
    pub(super) source: &'static str,
    pub(super) data: &'static str,
    pub(super) data_of: &'static str,
    pub(super) figure: &'static str,
    pub(super) figures_of: &'static str,
    pub(super) formula: &'static str,
    pub(super) bounds: &'static str,
    pub(super) known_on: &'static str,
    pub(super) preferred: &'static str,
    pub(super) over: &'static str,
    pub(super) correction: &'static str,
    pub(super) appendix: &'static str,
    pub(super) no_number: &'static str,
    pub(super) contents: &'static str,
    pub(super) search: &'static str,
    pub(super) nothing_found: &'static str,
    pub(super) copy: &'static str,
    pub(super) copied: &'static str,
    pub(super) close: &'static str,
    pub(super) skip: &'static str,
    pub(super) show_origins: &'static str,
    pub(super) places: &'static str,
    pub(super) csv_of: &'static str,
    pub(super) value: &'static str,
    pub(super) lower: &'static str,
    pub(super) upper: &'static str,
}

impl Words {
    pub(super) fn of(language: Language) -> Self {
        match language {
            Language::Chinese => Self {
                language,
                how: "点按带虚线的数字，可以看到它的来源；再按一次或按 Esc 键关闭。图中的标记可以指向，也可以用 Tab 键和方向键移到。",
                unit: "单位：",
                note: "注：",
                source: "资料来源：",
                data: "图中数据",
                data_of: "图中数据：",
                figure: "数值：",
                figures_of: "图中各数：",
                formula: "算法",
                bounds: "界限",
                known_on: "所知日期",
                preferred: "取用依据",
                over: "未取用",
                correction: "更正",
                appendix: "数字来源",
                no_number: "没有来源印出这个数。",
                contents: "目录",
                search: "在本页查找",
                nothing_found: "没有找到",
                copy: "复制链接",
                copied: "已复制",
                close: "关闭",
                skip: "跳到正文",
                show_origins: "在这里列出全部数字的来源；打印时一并印出",
                places: "文献、文件和工作表",
                csv_of: "下载 CSV：",
                value: "数值",
                lower: "下限",
                upper: "上限",
            },
            Language::English => Self {
                language,
                how: "Press a number with a dotted line to see where it comes from; press it again, or Esc, to close. Point at the marks of a chart, or reach them with the Tab and arrow keys.",
                unit: "Unit: ",
                note: "Note: ",
                source: "Source: ",
                data: "Data of the chart",
                data_of: "Data of the chart: ",
                figure: "Figure: ",
                figures_of: "Figures of the chart: ",
                formula: "computed as",
                bounds: "bounds",
                known_on: "known on",
                preferred: "used because",
                over: "not used",
                correction: "correction",
                appendix: "Where each number comes from",
                no_number: "No source prints this number.",
                contents: "Contents",
                search: "Search this page",
                nothing_found: "nothing found",
                copy: "Copy the link",
                copied: "Copied",
                close: "Close",
                skip: "Skip to the text",
                show_origins: "List here where all numbers come from, and print it too",
                places: "Documents, files and sheets",
                csv_of: "Download as CSV: ",
                value: "value",
                lower: "lower bound",
                upper: "upper bound",
            },
        }
    }

    /// The name of the column of values beside a column of prints.
    pub(super) fn value_of(&self, heading: &str) -> String {
        self.column(heading, self.value)
    }

    /// The names of the columns of bounds beside a column of prints.
    pub(super) fn bounds_of(&self, heading: &str) -> [String; 2] {
        [self.column(heading, self.lower), self.column(heading, self.upper)]
    }

    fn column(&self, heading: &str, what: &str) -> String {
        match self.language {
            Language::Chinese => format!("{heading}（{what}）"),
            Language::English => format!("{heading} ({what})"),
        }
    }
}
