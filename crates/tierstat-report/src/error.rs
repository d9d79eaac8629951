//! Why a report cannot be written.

use std::path::PathBuf;
use tierstat_answers::AnswerError;
use tierstat_chart::ChartError;
use tierstat_model::{Localized, LookupError};
use tierstat_stats::StatsError;

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
    #[error("{}: {message}", .path.display())]
    Description {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        message: String,
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
    /// A chart cannot be drawn.
    #[error("chart {name}: {source}")]
    Chart {
        /// The chart.
        name: String,
        /// What is wrong.
        source: ChartError,
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
        )
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::Read { path, reason } => format!("无法读取 {}：{reason}", path.display()),
            Self::Description { path, message } => format!("{} 有误：{message}", path.display()),
            Self::Template { template, line, message } => format!("{template} 第 {line} 行：{message}"),
            Self::MissingFigure { template, line, label, more } => {
                let more = if *more > 0 { format!("（另有 {more} 处）") } else { String::new() };
                format!("{template} 第 {line} 行：没有这个数：{label}{more}")
            }
            Self::TemplateTooLarge { template, line } => {
                format!("{template} 第 {line} 行：模板重复或写出的内容过多")
            }
            Self::Chart { name, source } => format!("图 {name}：{}", source.localized().zh),
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

fn more_en(more: usize) -> String {
    if more > 0 { format!(" (and {more} more)") } else { String::new() }
}
