//! The words in tiles: names and numbers in one size for all, broken or shortened where they have no room.

use super::padding::PADDING;
use crate::layout::frame::Frame;
use crate::layout::line::signs::SUPPRESSED;
use crate::layout::printable::{one_line, printable};
use crate::layout::warning::ChartWarning;
use crate::{ChartError, ChartSeries, ChartTile, SeriesChart, SeriesPoint, TileOf, TileShow, Weight};
use tierstat_model::{Language, Status};

/// The height of a line in a tile, in em.
pub(super) const LINE: f64 = 1.22;
/// The height of the line of a sparkline, in em of its number.
const SPARKLINE: f64 = 1.5;
/// A number is broken into no more lines than these.
const MOST_LINES: usize = 2;

/// What stands in one tile.
#[derive(Debug, Clone, Default)]
pub(super) struct TileWords {
    pub(super) name: String,
    pub(super) value: Vec<String>,
    /// The period of the figure, where it is not that of the chart.
    pub(super) period: String,
}

/// What stands in all tiles, in the order of the tiles, and in which size.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) tiles: Vec<TileWords>,
    pub(super) name_size: f64,
    pub(super) value_size: f64,
    pub(super) period_size: f64,
    /// The widest of them.
    pub(super) width: f64,
    /// Whether labels stand for names.
    pub(super) has_labels: bool,
    value_lines: usize,
    has_periods: bool,
    has_sparklines: bool,
}

impl Words {
    /// The words of tiles in which texts may be so wide.
    pub(super) fn fit(
        frame: &mut Frame<'_>,
        chart: &SeriesChart,
        shown: &SeriesChart,
        room: f64,
    ) -> Result<Self, ChartError> {
        let room = room - PADDING * 2.0;
        let (language, scale) = (chart.language, frame.scale);
        let write = |text: &str| printable(&one_line(text), language);
        let fonts = frame.fonts;
        let width = |text: &str, weight, size| fonts.width(text, weight, size);
        // Names: in full, else as labels, else cut.
        let names: Vec<String> = chart.board.tiles.iter().map(|tile| write(&tile.name)).collect();
        let fits =
            |names: &[String], size: f64| names.iter().all(|name| width(name, Weight::Bold, size) <= room);
        let sizes = [scale.axis, scale.footer];
        let mut name_size = sizes.into_iter().find(|size| fits(&names, *size));
        let label = |(tile, name): (&ChartTile, &String)| {
            let label = write(&tile.label);
            if label.is_empty() { name.clone() } else { label }
        };
        let has_labels =
            name_size.is_none() && chart.board.tiles.iter().any(|tile| !tile.label.trim().is_empty());
        let names: Vec<String> =
            if has_labels { chart.board.tiles.iter().zip(&names).map(label).collect() } else { names };
        name_size = name_size.or_else(|| sizes.into_iter().find(|size| fits(&names, *size)));
        let name_size = name_size.unwrap_or(scale.footer);
        let mut cut = Vec::new();
        let names: Vec<String> = names
            .into_iter()
            .map(|name| {
                if width(&name, Weight::Bold, name_size) <= room {
                    return name;
                }
                let short = frame.cut(&name, room, name_size, Weight::Bold);
                cut.push(ChartWarning::NameCut { name });
                short
            })
            .collect();
        frame.warnings.extend(cut);
        // Numbers: on one line, else in the smallest size on as few lines as they need.
        let common = shown.common_label().unwrap_or_default();
        let points: Vec<Option<&SeriesPoint>> = chart
            .board
            .tiles
            .iter()
            .map(|tile| series(shown, tile).and_then(|series| figure(shown, series)))
            .collect();
        let values: Vec<String> = chart
            .board
            .tiles
            .iter()
            .zip(&points)
            .map(
                |(tile, point)| {
                    if tile.of == TileOf::Outside { String::new() } else { value(*point, language) }
                },
            )
            .collect();
        let all_fit = |size: &f64| values.iter().all(|text| width(text, Weight::Regular, *size) <= room);
        let one_line_size = [scale.label, scale.axis, scale.footer].into_iter().find(all_fit);
        let value_size = one_line_size.unwrap_or(scale.footer);
        let values: Vec<Vec<String>> = values
            .into_iter()
            .map(|text| broken(&text, |line| width(line, Weight::Regular, value_size) <= room))
            .collect();
        let value_lines = values.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |weight, size, texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| width(text, weight, size)).fold(0.0, f64::max)
        };
        let value_width = widest(Weight::Regular, value_size, &mut values.iter().flatten());
        if value_width > room + 0.01 || value_lines > MOST_LINES {
            let columns = chart.board.tiles.iter().map(|tile| tile.column).max().unwrap_or(1);
            let needed = (value_width + PADDING * 2.0) * f64::from(columns);
            return Err(ChartError::NoRoom {
                what: "the tiles",
                needed,
                room: frame.right() - frame.left(),
                enough: None,
            });
        }
        // Periods that are not that of the chart: as they are printed, else the year.
        let period_size = scale.footer;
        let periods: Vec<String> = points
            .iter()
            .map(|point| match point {
                Some(point) if point.position().is_some() && point.label != common => {
                    let label = write(&point.label);
                    let fits = width(&label, Weight::Regular, period_size) <= room;
                    if fits { label } else { point.period.last_day().year().to_string() }
                }
                _ => String::new(),
            })
            .collect();
        let width = widest(Weight::Bold, name_size, &mut names.iter()).max(value_width).max(widest(
            Weight::Regular,
            period_size,
            &mut periods.iter(),
        ));
        let has_periods = periods.iter().any(|period| !period.is_empty());
        let tiles = names.into_iter().zip(values).zip(periods);
        let tiles = tiles.map(|((name, value), period)| TileWords { name, value, period }).collect();
        let has_sparklines = chart.board.show == TileShow::Sparkline;
        Ok(Self {
            tiles,
            name_size,
            value_size,
            period_size,
            width,
            has_labels,
            value_lines,
            has_periods,
            has_sparklines,
        })
    }

    /// What the words of a tile need in height.
    pub(super) fn height(&self, frame: &Frame<'_>) -> f64 {
        let period = if self.has_periods { self.period_size * LINE } else { 0.0 };
        self.name_size * LINE
            + self.value_lines as f64 * self.value_size * LINE
            + period
            + self.sparkline(frame)
            + PADDING * 2.0
    }

    /// What the words of one tile need in height, without its line.
    pub(super) fn own_height(&self, tile: &TileWords) -> f64 {
        let period = if tile.period.is_empty() { 0.0 } else { self.period_size * LINE };
        self.name_size * LINE + tile.value.len() as f64 * self.value_size * LINE + period
    }

    /// The height of the line in a tile; nothing where tiles have none.
    pub(super) fn sparkline(&self, frame: &Frame<'_>) -> f64 {
        if self.has_sparklines { frame.scale.label * SPARKLINE } else { 0.0 }
    }
}

/// A text in lines that fit, broken between its numbers and words and never within one; nothing for none.
fn broken(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in text.split_inclusive([' ', '–', '至']) {
        match lines.last_mut() {
            Some(line) if fits(format!("{line}{piece}").trim_end()) => line.push_str(piece),
            _ => lines.push(piece.to_owned()),
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The series for which a tile stands.
pub(super) fn series<'a>(chart: &'a SeriesChart, tile: &ChartTile) -> Option<&'a ChartSeries> {
    match tile.of {
        TileOf::Series(place) => chart.series.get(place),
        TileOf::Total => chart.total.as_ref(),
        TileOf::Outside => None,
    }
}

/// What a tile says of its series: the figure of the period of the chart, or what there is instead.
pub(super) fn figure<'a>(chart: &SeriesChart, series: &'a ChartSeries) -> Option<&'a SeriesPoint> {
    chart.common_day().and_then(|day| series.point_at(day)).or(series.points.first())
}

/// The number of a tile, or its sign where there is none.
fn value(point: Option<&SeriesPoint>, language: Language) -> String {
    let write = |text: &str| printable(&one_line(text), language);
    let absent = match language {
        Language::Chinese => "缺",
        Language::English => "n/a",
    };
    let Some(point) = point else { return absent.to_owned() };
    if point.position().is_some() {
        let text = write(&point.mark_text);
        return if point.is_rough() { format!("≈{text}") } else { text };
    }
    let printed = write(&point.printed);
    match point.status {
        Status::Q => SUPPRESSED.to_owned(),
        Status::B | Status::D => match language {
            Language::Chinese => "中断".to_owned(),
            Language::English => "break".to_owned(),
        },
        _ if !printed.is_empty() && printed.chars().count() <= 3 => printed,
        _ => absent.to_owned(),
    }
}
