//! Why a report cannot be written.

use std::path::PathBuf;
use tierstat_answers::AnswerError;
use tierstat_chart::ChartError;
use tierstat_model::{Localized, LookupError, system_reason_zh};
use tierstat_stats::StatsError;

/// What stands where a report has its name, for charts of none: no folder is called so.
pub(crate) const ALONE: &str = "";

/// Of what a template has too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// Operators and brackets of one expression.
    Operators,
    /// Operators and brackets in the values of all variables.
    Variables,
    /// Alternatives of one condition.
    Alternatives,
    /// Characters of a line that calls functions.
    LineLength,
    /// Lines before one that calls functions.
    Lines,
}

impl Excess {
    fn words(self) -> Localized {
        match self {
            Self::Operators => Localized::new(
                "一个表达式中的运算符和括号过多",
                "more operators and brackets in one expression",
            ),
            Self::Variables => {
                Localized::new("各变量的值中运算符和括号过多", "more operators and brackets in its variables")
            }
            Self::Alternatives => Localized::new("一个条件的分支过多", "more alternatives of one condition"),
            Self::LineLength => Localized::new("含有函数的一行过长", "more characters in a line"),
            Self::Lines => Localized::new("函数之前的行数过多", "more lines before a call"),
        }
    }
}

/// Why a report cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file of the report cannot be read.
    #[error("cannot read {}: {reason}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A description says something it cannot say.
    #[error("{}: {}", .path.display(), .message.en)]
    Description {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        message: Box<Localized>,
    },
    /// A text or title does not follow the rules of templates.
    #[error("{template}, line {line}: {message}")]
    Template {
        /// The text or the chart whose title it is.
        template: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A sentence prints a number that no source has, and does not say what then.
    #[error("{template}, line {line}: there is no figure for {label}{}", more_en(*.more))]
    MissingFigure {
        /// The text or the chart whose title it is.
        template: String,
        /// The line, from 1.
        line: usize,
        /// The number that is asked for.
        label: String,
        /// How many more of the same text are missing.
        more: usize,
    },
    /// A text or title makes more work, or a longer text, than a report can use.
    #[error("{template}, line {line}: the template repeats or writes too much")]
    TemplateTooLarge {
        /// The text or the chart whose title it is.
        template: String,
        /// The line that was reached, from 1.
        line: usize,
    },
    /// A text or title nests or chains more than anybody can read.
    #[error("{template}, line {line}: {} of functions than a text can have", .excess.words().en)]
    TemplateTooDeep {
        /// The text or the chart whose title it is.
        template: String,
        /// The line, from 1.
        line: usize,
        /// Of what there is too much.
        excess: Excess,
    },
    /// A text or title holds a character by which the report marks its numbers until they are written.
    #[error("{template}, line {line}: the character U+{character:04X} stands in it, which shows as nothing", character = u32::from(*.character))]
    ReservedCharacter {
        /// The text or the chart whose title it is.
        template: String,
        /// The line, from 1; 1 where a function wrote it.
        line: usize,
        /// The character.
        character: char,
    },
    /// A chart names what no code list has.
    #[error("{}{}: {source}", chart_file(.report, .name), line_en(*.line))]
    ChartName {
        /// The report.
        report: String,
        /// The chart.
        name: String,
        /// The line of its description, from 1.
        line: Option<usize>,
        /// What nothing is called, and what is called nearly so.
        source: Box<AnswerError>,
    },
    /// A chart cannot be drawn.
    #[error("{}{}: {source}", chart_file(.report, .name), line_en(*.line))]
    Chart {
        /// The report.
        report: String,
        /// The chart.
        name: String,
        /// The line of its description that is at fault, from 1, where one is.
        line: Option<usize>,
        /// What is wrong.
        source: Box<ChartError>,
    },
    /// No chart has that name.
    #[error("the report {report} has no chart {name}")]
    NoSuchChart {
        /// The report.
        report: String,
        /// The name that was asked for.
        name: String,
    },
    /// A question of the report has no answer.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// The figures cannot be looked up.
    #[error(transparent)]
    Lookup(#[from] LookupError),
}

impl From<StatsError> for ReportError {
    fn from(error: StatsError) -> Self {
        match error {
            StatsError::Lookup(error) => Self::Lookup(error),
            other => Self::Answer(other.into()),
        }
    }
}

impl ReportError {
    /// Whether the report's own files are at fault.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self,
            Self::Read { .. }
                | Self::Description { .. }
                | Self::Template { .. }
                | Self::MissingFigure { .. }
                | Self::TemplateTooLarge { .. }
                | Self::TemplateTooDeep { .. }
                | Self::ReservedCharacter { .. }
                | Self::ChartName { .. }
        ) || matches!(self, Self::Chart { source, .. } if source.is_in_description())
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::Read { path, reason } => {
                format!("无法读取 {}：{}", path.display(), system_reason_zh(reason))
            }
            Self::Description { path, message } => format!("{} 有误：{}", path.display(), message.zh),
            Self::Template { template, line, message } => format!("{template} 第 {line} 行：{message}"),
            Self::MissingFigure { template, line, label, more } => {
                let more = if *more > 0 { format!("（另有 {more} 处）") } else { String::new() };
                format!("{template} 第 {line} 行：没有这个数：{label}{more}")
            }
            Self::TemplateTooLarge { template, line } => {
                format!("{template} 第 {line} 行：模板重复或写出的内容过多")
            }
            Self::TemplateTooDeep { template, line, excess } => {
                format!("{template} 第 {line} 行：{}", excess.words().zh)
            }
            Self::ReservedCharacter { template, line, character } => {
                format!("{template} 第 {line} 行：含有字符 U+{:04X}，它显示不出来", u32::from(*character))
            }
            Self::ChartName { report, name, line, source } => {
                let file = chart_file(report, name);
                format!("{file}{}：{}", line_zh(*line), source.localized().zh)
            }
            Self::Chart { report, name, line, source } => {
                let file = chart_file(report, name);
                format!("{file}{}：{}", line_zh(*line), source.localized().zh)
            }
            Self::NoSuchChart { report, name } => format!("报告 {report} 没有名为 {name} 的图"),
            Self::Answer(error) => error.localized().zh,
            Self::Lookup(error) => format!("无法查询数据：{error}"),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::Read { .. } => Localized::new(
                "每份报告需要 report.toml，以及每种语言一份 text.<语言>.md",
                "a report needs report.toml, and text.<language>.md for each of its languages",
            ),
            Self::Description { .. } => Localized::new("改正该处后重试", "mend that place and try again"),
            Self::Template { .. } => Localized::new(
                "可用的函数见 crates/tierstat-report/README.md",
                "crates/tierstat-report/README.md lists the functions a text can call",
            ),
            Self::MissingFigure { .. } => Localized::new(
                "导入含有该数的文件，或在文字中写明没有时说什么：{{ figure(…) | or(\"尚未公布\") }}",
                "import a file that has it, or let the text say what then: {{ figure(…) | or(\"not yet published\") }}",
            ),
            Self::TemplateTooLarge { .. } => Localized::new(
                "减少循环的次数，或把文字分成几份报告",
                "let its loops run less often, or divide the text into several reports",
            ),
            Self::TemplateTooDeep { .. } => Localized::new(
                "把它分成几行、几个变量，或几份报告",
                "divide it into several lines, variables or reports",
            ),
            Self::ReservedCharacter { .. } => {
                Localized::new("删去该字符，或换成别的符号", "remove it, or write another sign in its place")
            }
            Self::ChartName { source, .. } => source.hint(),
            Self::Chart { source, .. } => source.hint(),
            Self::NoSuchChart { .. } => {
                Localized::new("charts/ 中的文件名就是图名", "the names are those of the files in charts/")
            }
            Self::Answer(error) => error.hint(),
            Self::Lookup(_) => {
                Localized::new("运行 tierstat doctor 检查账本", "run tierstat doctor to look the ledger over")
            }
        }
    }
}

/// The file of a chart, within the reports or alone.
pub(crate) fn chart_file(report: &str, name: &str) -> String {
    if report == ALONE { format!("charts/{name}.toml") } else { format!("{report}/charts/{name}.toml") }
}

fn line_en(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", line {line}"))
}

fn line_zh(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(" 第 {line} 行"))
}

fn more_en(more: usize) -> String {
    if more > 0 { format!(" (and {more} more)") } else { String::new() }
}
