//! The board: which rows and columns it has, how large its tiles are, and where each stands.

use super::words::Words;
use crate::layout::element::Rectangle;
use crate::layout::frame::Frame;
use crate::{ChartError, ChartTile};

/// A tile is at most so many times as wide as it is high.
const WIDEST: f64 = 1.7;
/// How much higher a tile may be than its texts need.
const HIGHEST: f64 = 1.6;

/// The places of the tiles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Board {
    first_row: u16,
    first_column: u16,
    columns: u16,
    rows: u16,
    left: f64,
    pub(super) top: f64,
    pub(super) tile_width: f64,
    pub(super) tile_height: f64,
    gap: f64,
}

/// The space between two tiles.
pub(super) fn gap(frame: &Frame<'_>) -> f64 {
    (frame.scale.space * 0.5).round()
}

/// How many rows and columns some tiles take, and the first of each.
fn extent(tiles: &[ChartTile]) -> Option<[(u16, u16); 2]> {
    let span = |of: fn(&ChartTile) -> u16| {
        let first = tiles.iter().map(of).min()?;
        Some((first, tiles.iter().map(of).max()? - first + 1))
    };
    Some([span(|tile| tile.row)?, span(|tile| tile.column)?])
}

/// The width of a tile in which texts may stand, where a board takes so much room.
pub(super) fn tile_width(frame: &Frame<'_>, tiles: &[ChartTile], room: f64) -> f64 {
    let columns = extent(tiles).map_or(1, |[_, (_, columns)]| columns);
    (room - gap(frame) * f64::from(columns - 1)) / f64::from(columns)
}

impl Board {
    /// A board that begins at `top`, its tiles as high as their texts need, or as there is room.
    pub(super) fn fit(
        frame: &Frame<'_>,
        tiles: &[ChartTile],
        words: &Words,
        top: f64,
        room: Option<f64>,
    ) -> Result<Self, ChartError> {
        let [(first_row, rows), (first_column, columns)] = extent(tiles).ok_or(ChartError::NoFigures)?;
        let gap = gap(frame);
        let gaps = gap * f64::from(rows - 1);
        let needed = words.height(frame);
        let usual = needed + frame.scale.space;
        let tile_height = match room {
            Some(room) => {
                let least = needed * f64::from(rows) + gaps;
                if room < least {
                    return Err(ChartError::NoRoom {
                        what: "the tiles",
                        needed: least,
                        room: room.max(0.0),
                        enough: None,
                    });
                }
                ((room - gaps) / f64::from(rows)).min(needed * HIGHEST)
            }
            None => usual,
        };
        let most = tile_width(frame, tiles, frame.right() - frame.left());
        let tile_width = most.min((tile_height * WIDEST).max(words.width + super::padding::PADDING * 2.0));
        let (left, tile_height) = (frame.left(), tile_height.floor());
        Ok(Self { first_row, first_column, columns, rows, left, top, tile_width, tile_height, gap })
    }

    pub(super) fn width(&self) -> f64 {
        f64::from(self.columns) * (self.tile_width + self.gap) - self.gap
    }

    pub(super) fn height(&self) -> f64 {
        f64::from(self.rows) * (self.tile_height + self.gap) - self.gap
    }

    pub(super) fn place(&self, tile: &ChartTile) -> Rectangle {
        let along = |place: u16, first: u16, size: f64| f64::from(place - first) * (size + self.gap);
        let left = self.left + along(tile.column, self.first_column, self.tile_width);
        let top = self.top + along(tile.row, self.first_row, self.tile_height);
        Rectangle { left, top, right: left + self.tile_width, bottom: top + self.tile_height }
    }
}
