//! What can stop a chart.

use crate::{ChartSize, NotAWhole};
use tierstat_model::Localized;

/// Why a chart could not be laid out or drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// More series than can be told apart.
    #[error("{found} series, but no more than {limit} can be told apart")]
    TooManySeries {
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// More lines in colours of their own than can be told apart.
    #[error("{found} lines, but no more than {limit} colours can be told apart")]
    TooManyLines {
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
        /// The code of one of them, as `highlight` would name it.
        code: String,
    },
    /// A figure that is not above zero, or may not be, on a scale of equal ratios.
    #[error("{series} has {printed} in {period}: only what is above zero has a place on a log scale")]
    NotAboveZero {
        /// The name of the series.
        series: String,
        /// The period.
        period: String,
        /// The figure in full.
        printed: String,
    },
    /// No period has a figure above zero of more than half of the series, so that none can be the base of an index.
    #[error("no period has a figure above zero of more than half of the series; {last} begins last")]
    NoCommonBase {
        /// The name of the series whose figures begin last.
        last: String,
    },
    /// All figures are of one period, where two are compared.
    #[error("two periods are compared, but all figures are of one")]
    OnePeriod,
    /// No series or row has a figure.
    #[error("there is no figure to draw")]
    NoFigures,
    /// The size is not one that can be drawn.
    #[error("{}", size_in_words(*width, *height))]
    Size {
        /// The width that was asked for.
        width: f64,
        /// The height that was asked for, 0 where none was.
        height: f64,
    },
    /// A text is longer than any chart can show.
    #[error("a text of {found} characters; no chart can show more than {limit}")]
    TextTooLong {
        /// Its characters.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The texts leave no room for the figures.
    #[error("{what} needs {needed:.0} pixels, but only {room:.0} are left")]
    NoRoom {
        /// What does not fit.
        what: &'static str,
        /// The pixels that it needs at least.
        needed: f64,
        /// The pixels that are left.
        room: f64,
        /// A size that would do, where one was found.
        enough: Option<ChartSize>,
    },
    /// What is to be added up is no whole.
    #[error("{}", reason.localized().en)]
    NotAWhole {
        /// Why not.
        reason: Box<NotAWhole>,
    },
    /// No area of the chart has a tile.
    #[error("no area of the chart has a tile")]
    NoTiles,
    /// An area has several series, and a tile holds one.
    #[error("{area} has {found} series, but a tile holds one")]
    SeveralInOneTile {
        /// The name of the area.
        area: String,
        /// How many series it has.
        found: usize,
    },
    /// More dots for each inch were asked for than a picture of that size can hold.
    #[error("at {dots_per_inch} dots per inch the picture would be too large; at most {most} are possible")]
    TooSharp {
        /// The dots that were asked for.
        dots_per_inch: u32,
        /// The dots that are possible.
        most: u32,
    },
    /// plotters could not draw a shape.
    #[error("drawing failed: {message}")]
    Drawing {
        /// What plotters said.
        message: String,
    },
    /// The drawing could not be made a picture.
    #[error("the drawing could not be made a picture: {message}")]
    Picture {
        /// What the renderer said.
        message: String,
    },
}

/// A size that cannot be drawn; a height that nobody asked for is not spoken of.
fn size_in_words(width: f64, height: f64) -> String {
    if height == 0.0 {
        format!("a chart cannot be {width} pixels wide (320 to 4000)")
    } else {
        format!("a chart cannot be {width} by {height} pixels")
    }
}

/// A size as a description has it.
fn written(size: ChartSize) -> String {
    match size.height {
        Some(height) => format!("size = {{ width = {}, height = {height} }}", size.width),
        None => format!("size = {{ width = {} }}", size.width),
    }
}

impl ChartError {
    /// Whether what was asked for cannot be drawn, and not the drawing itself failed.
    #[must_use]
    pub fn is_in_description(&self) -> bool {
        !matches!(self, Self::Drawing { .. } | Self::Picture { .. })
    }

    /// Whether another form could show the figures, so that the line of the form is the one to change.
    #[must_use]
    pub fn is_of_form(&self) -> bool {
        matches!(
            self,
            Self::TooManyLines { .. }
                | Self::NotAboveZero { .. }
                | Self::NoCommonBase { .. }
                | Self::OnePeriod
                | Self::NotAWhole { .. }
                | Self::NoTiles
                | Self::SeveralInOneTile { .. }
        )
    }

    /// Whether other figures could be drawn as described: the next year's may bring a line, a zero or a row too many.
    #[must_use]
    pub fn is_of_figures(&self) -> bool {
        self.is_of_form()
            || matches!(self, Self::NoFigures | Self::TooManySeries { .. } | Self::NoRoom { .. })
    }

    /// The message in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::TooManySeries { found, limit } => format!("有{found}个序列，最多只能清楚区分{limit}个"),
            Self::TooManyLines { found, limit, .. } => {
                format!("有{found}条线，最多只能清楚区分{limit}种颜色")
            }
            Self::NotAboveZero { series, period, printed } => {
                format!("“{series}”{period}为{printed}：对数刻度上只有大于零的数才有位置")
            }
            Self::NoCommonBase { last } => {
                format!("没有一个时期有过半序列的大于零的数；“{last}”开始得最晚")
            }
            Self::OnePeriod => "要比较两个时期，而全部数据只属于一个时期".to_owned(),
            Self::NoFigures => "没有可画的数据".to_owned(),
            Self::Size { width, height } if *height == 0.0 => format!("图不能是{width}像素宽（320至4000）"),
            Self::Size { width, height } => format!("图不能是{width}×{height}像素"),
            Self::TextTooLong { found, limit } => {
                format!("有一段文字长{found}个字符，图中最多能显示{limit}个")
            }
            Self::NoRoom { what, needed, room, .. } => {
                let what = match *what {
                    "the plot" => "绘图区",
                    "the rows" => "各行",
                    "the tiles" => "各格",
                    other => other,
                };
                format!("{what}至少需要{needed:.0}像素，只剩{room:.0}像素")
            }
            Self::NoTiles => "图中没有一个地区有格位".to_owned(),
            Self::SeveralInOneTile { area, found } => {
                format!("“{area}”有{found}个序列，而一格只能容纳一个")
            }
            Self::NotAWhole { reason } => reason.localized().zh,
            Self::TooSharp { dots_per_inch, most } => {
                format!("每英寸{dots_per_inch}点时图片过大，最多可取每英寸{most}点")
            }
            Self::Drawing { message } => format!("绘图失败：{message}"),
            Self::Picture { message } => format!("无法由矢量图生成位图：{message}"),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::TooManySeries { .. } => Localized::new(
                "减少图中的层级或地区，或分成几幅图",
                "name fewer tiers or areas, or make several charts",
            ),
            Self::TooManyLines { code, .. } => Localized::new(
                format!(
                    "改写一行：kind = \"small-multiples\"（每个序列一小幅）或 kind = \"dot-strip\"（比较一个时期）；或加一行：highlight = [\"{code}\"]（其余画成灰线，共可40条）；或减少层级、地区"
                ),
                format!(
                    "change one line to: kind = \"small-multiples\" (a panel each), or: kind = \"dot-strip\" (one period compared); or add the line: highlight = [\"{code}\"] (the others become grey, up to 40 in all); or name fewer tiers or areas"
                ),
            ),
            Self::NotAboveZero { .. } => Localized::new(
                "要比较增长，改写：kind = \"index\"（各序列以共同的基期为100）；或去掉 scale = \"log\"",
                "to compare growth, write: kind = \"index\" (each series as 100 at a period that all have); or leave out scale = \"log\"",
            ),
            Self::NoCommonBase { .. } => Localized::new(
                "少写几个层级或地区，或改写：kind = \"line\" 并加 scale = \"log\"，或 kind = \"small-multiples\"",
                "name fewer tiers or areas, or write: kind = \"line\" with scale = \"log\", or kind = \"small-multiples\"",
            ),
            Self::OnePeriod => Localized::new(
                "导入另一时期的文件，或改写：kind = \"dot-strip\"（比较一个时期）",
                "import a file of another period, or write: kind = \"dot-strip\" (one period compared)",
            ),
            Self::NoFigures => Localized::new(
                "用 tierstat figures 查看该指标有哪些层级、地区和时期的数据",
                "see with `tierstat figures` for which tiers, areas and periods the indicator has figures",
            ),
            Self::Size { .. } => Localized::new(
                "宽度取320至4000，高度取200至4000，通常为1200或600宽；未写高度时请减少文字或行数",
                "take a width from 320 to 4000 and a height from 200 to 4000 (1200 or 600 wide is usual); where no height is written, shorten the texts or name fewer rows",
            ),
            Self::TextTooLong { .. } => {
                Localized::new("缩短标题、副标题、注释和名称", "shorten title, subtitle, note and names")
            }
            Self::NoRoom { enough: Some(size), .. } => {
                let size = written(*size);
                Localized::new(
                    format!("改写一行：{size}；或缩短标题、注释和名称"),
                    format!("change one line to: {size}; or shorten title, note and names"),
                )
            }
            Self::NoRoom { enough: None, .. } => Localized::new(
                "加大图的高度或宽度，或缩短标题、注释和名称",
                "make the chart higher or wider, or shorten title, note and names",
            ),
            Self::NoTiles => Localized::new(
                "在 datasets/areas/tiles.csv 中写明各地区的行和列（area,row,column），或改写：kind = \"bars\" 或 kind = \"dot-strip\"",
                "give areas their rows and columns in datasets/areas/tiles.csv (area,row,column), or write: kind = \"bars\" or kind = \"dot-strip\"",
            ),
            Self::SeveralInOneTile { .. } => Localized::new(
                "写明一个层级，如 tiers = [\"all\"]，或改写：kind = \"grouped-bars\"",
                "name one tier, such as tiers = [\"all\"], or write: kind = \"grouped-bars\"",
            ),
            Self::NotAWhole { .. } => Localized::new(
                "用 grouped-bars 或 small-multiples 并列各部分；要相加，须有同一时期的合计与全部的部分，且都不是约数",
                "`grouped-bars` or `small-multiples` shows the parts beside each other; to add them up takes the total and all parts of one period, none of them rough",
            ),
            Self::TooSharp { .. } => Localized::new(
                "取1至上述点数之间的值，印刷通常取300；矢量图可印成任何大小",
                "take a number from 1 to that one, 300 is usual for print; the SVG can be printed at any size",
            ),
            Self::Drawing { .. } | Self::Picture { .. } => Localized::new(
                "这是程序的错误，请连同图的描述文件报告给开发者",
                "this is a fault of the program; please report it with the description of the chart",
            ),
        }
    }
}
