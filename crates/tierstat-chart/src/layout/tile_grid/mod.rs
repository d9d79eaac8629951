//! Tile grids: a tile for each area on a board, about where the areas lie to each other, shaded by value in a few classes.

mod board;
mod classes;
mod legend;
mod padding;
mod tile;
mod words;

use self::board::Board;
use self::classes::Classes;
use self::legend::Legend;
use self::padding::PADDING;
use self::tile::Ground;
use self::words::Words;
use super::drawing::Layout;
use super::element::{Group, GroupRole, Point, Rectangle};
use super::frame::Frame;
use super::printable::{one_line, printable};
use super::sparkline::{self, Pen};
use crate::palette::BAR;
use crate::{ChartError, Fonts, SeriesChart, SeriesPoint, TileOf, TileShow, row_remarks};
use tierstat_model::Language;

pub(super) fn layout(chart: &SeriesChart, fonts: &Fonts) -> Result<Layout, ChartError> {
    let shown = chart.clone().as_shown();
    let has_figure = |point: &SeriesPoint| point.position().is_some();
    if !shown.series.iter().flat_map(|series| &series.points).any(has_figure) {
        return Err(ChartError::NoFigures);
    }
    let mut frame = Frame::new(&chart.text, chart.language, chart.size, fonts)?;
    let room = frame.right() - frame.left();
    let tile_width = board::tile_width(&frame, &chart.board.tiles, room);
    let words = Words::fit(&mut frame, chart, &shown, tile_width)?;
    let mut notes = row_remarks::of_tiles(&shown);
    if words.has_labels {
        notes.push(labels(chart));
    }
    let footer = frame.footer(&notes);

    // Classes are of the areas alone: a total would be one of its own.
    let figures = shown.series.iter().filter_map(|series| words::figure(&shown, series));
    let figures: Vec<&SeriesPoint> = figures.filter(|point| has_figure(point)).collect();
    let is_shaded = chart.board.show != TileShow::Sparkline;
    let classes = is_shaded.then(|| {
        let ends = figures.iter().flat_map(|point| [point.position(), point.other_position()]);
        Classes::of(ends.flatten(), chart.unit_size, chart.language)
    });
    let points: Vec<Option<&SeriesPoint>> = chart
        .board
        .tiles
        .iter()
        .map(|tile| words::series(&shown, tile).and_then(|series| words::figure(&shown, series)))
        .collect();
    let grounds: Vec<Ground> = chart
        .board
        .tiles
        .iter()
        .zip(&points)
        .map(|(tile, point)| Ground::of(tile.of, *point, classes.as_ref()))
        .collect();
    let of_classes = classes.iter().flat_map(|classes| &classes.all);
    let of_classes = of_classes.map(|class| (Ground::Shade(class.colour), class.words.clone()));
    let unit = printable(&one_line(&chart.unit), chart.language);
    let has_total = is_shaded
        && chart
            .board
            .tiles
            .iter()
            .zip(&grounds)
            .any(|(tile, ground)| tile.of == TileOf::Total && *ground == Ground::Plain);
    let legend = Legend::of(chart.language, &unit, of_classes.collect(), &grounds, has_total);

    // The legend stands beside the board where there is room, else above it.
    let space = frame.scale.space;
    let below = space * 2.0 + footer.height + frame.scale.margin * 0.7;
    let own = |top: f64| chart.size.height.map(|height| height - below - top);
    let beside = Board::fit(&frame, &chart.board.tiles, &words, frame.top, own(frame.top));
    let column = legend.column_width(&frame);
    let fits_beside = beside.as_ref().is_ok_and(|board| {
        board.width() + space * 4.0 + column <= room && legend.height(&frame, column, true) <= board.height()
    });
    let (board, legend_at, one_each) = match beside {
        Ok(board) if fits_beside => {
            let at = Point { x: frame.left() + board.width() + space * 4.0, y: frame.top };
            (board, at, true)
        }
        _ => {
            let top = frame.top + legend.height(&frame, room, false) + space;
            let board = Board::fit(&frame, &chart.board.tiles, &words, top, own(top))?;
            (board, Point { x: frame.left(), y: frame.top }, false)
        }
    };
    let own_height = (board.top + board.height() + below).ceil();
    let height = chart.size.height.unwrap_or(own_height);

    let legend_room = if one_each { column } else { room };
    let elements = legend.elements(&frame, legend_at, legend_room, one_each);
    let mut groups = vec![Group { role: GroupRole::Axes, title: None, elements }];
    let days =
        shown.series.iter().chain(&shown.total).flat_map(|series| &series.points).map(SeriesPoint::day);
    let days = days.clone().min().zip(days.max());
    for (((tile, point), ground), said) in chart.board.tiles.iter().zip(points).zip(grounds).zip(&words.tiles)
    {
        let area = board.place(tile);
        let series = words::series(&shown, tile);
        let name = series.map_or(tile.name.as_str(), |series| series.name.as_str());
        let title = tile::title(chart.language, &one_line(name), tile.of, point);
        let mut elements = ground.shapes(&area, &title);
        // Without lines the words of each tile stand in its middle; with them all stand at one height.
        let spare = (board.tile_height - words.height(&frame)).max(0.0);
        let top = match chart.board.show {
            TileShow::Sparkline => area.top + PADDING + spare / 2.0,
            TileShow::Value | TileShow::Change => (area.top + area.bottom - words.own_height(said)) / 2.0,
        };
        let (texts, end) = tile::texts(&frame, &words, said, (tile.of, ground), &area, top);
        let radius = frame.scale.mark_radius * 0.75;
        match (series, days, chart.board.show) {
            (Some(series), Some(days), TileShow::Sparkline) => {
                let line = Rectangle {
                    left: area.left + PADDING * 2.0,
                    top: end.max(area.bottom - PADDING * 2.0 - words.sparkline(&frame) - spare / 2.0),
                    right: area.right - PADDING * 2.0,
                    bottom: area.bottom - PADDING * 2.0,
                };
                let pen = Pen { colour: BAR, width: frame.scale.line_width * 0.6, radius };
                elements.extend(sparkline::elements(series, chart.language, &line, days, pen));
            }
            _ => elements.extend(
                point.and_then(|point| tile::status_mark(chart.language, name, point, &area, radius)),
            ),
        }
        elements.extend(tile::plate(ground, &texts, &area));
        elements.extend(texts);
        groups.push(Group { role: GroupRole::Row, title: Some(title), elements });
    }
    Ok(frame.finish(height, groups, footer))
}

/// Which label stands for which name.
fn labels(chart: &SeriesChart) -> String {
    let with_label = chart.board.tiles.iter().filter(|tile| !tile.label.trim().is_empty());
    let mut said: Vec<String> = with_label.map(|tile| format!("{} {}", tile.label, tile.name)).collect();
    said.sort();
    match chart.language {
        Language::Chinese => format!("格内简称：{}。", said.join("、")),
        Language::English => format!("Short forms: {}.", said.join(", ")),
    }
}
