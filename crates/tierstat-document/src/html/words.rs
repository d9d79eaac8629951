//! The words that a page adds.

use tierstat_model::Language;

/// The words that the page adds.
pub(super) struct Words {
    pub(super) how: &'static str,
    pub(super) unit: &'static str,
    pub(super) note: &'static str,
    pub(super) source: &'static str,
    pub(super) data: &'static str,
    pub(super) data_of: &'static str,
    pub(super) figure: &'static str,
    pub(super) figures_of: &'static str,
    pub(super) formula: &'static str,
    pub(super) printed: &'static str,
    pub(super) bounds: &'static str,
    pub(super) document: &'static str,
    pub(super) cell: &'static str,
    pub(super) as_of: &'static str,
    pub(super) known_on: &'static str,
    pub(super) address: &'static str,
    pub(super) preferred: &'static str,
    pub(super) over: &'static str,
    pub(super) correction: &'static str,
    pub(super) appendix: &'static str,
    pub(super) no_number: &'static str,
}

impl Words {
    pub(super) fn of(language: Language) -> Self {
        match language {
            Language::Chinese => Self {
                how: "点击带虚线的数字或图中的标记，或用 Tab 键移到它，可以看到它的来源；在图中用方向键逐个移动。",
                unit: "单位：",
                note: "注：",
                source: "资料来源：",
                data: "图中数据",
                data_of: "图中数据：",
                figure: "数值：",
                figures_of: "图中各数：",
                formula: "算法",
                printed: "原文",
                bounds: "界限",
                document: "文献",
                cell: "单元格",
                as_of: "截至",
                known_on: "所知日期",
                address: "网址",
                preferred: "取用依据",
                over: "未取用",
                correction: "更正",
                appendix: "数字来源",
                no_number: "没有来源印出这个数。",
            },
            Language::English => Self {
                how: "Click a number with a dotted line or a mark of a chart, or move to it with the Tab key, to see where it comes from; within a chart the arrow keys go from one to the next.",
                unit: "Unit: ",
                note: "Note: ",
                source: "Source: ",
                data: "Data of the chart",
                data_of: "Data of the chart: ",
                figure: "Figure: ",
                figures_of: "Figures of the chart: ",
                formula: "computed as",
                printed: "printed",
                bounds: "bounds",
                document: "document",
                cell: "cell",
                as_of: "as of",
                known_on: "known on",
                address: "address",
                preferred: "used because",
                over: "not used",
                correction: "correction",
                appendix: "Where each number comes from",
                no_number: "No source prints this number.",
            },
        }
    }
}
