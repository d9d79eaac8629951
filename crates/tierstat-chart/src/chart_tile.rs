//! The tiles of a tile grid: which place of the board shows what.

use serde::{Deserialize, Serialize};

/// What the tiles of a chart show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TileShow {
    /// The figure of one period.
    #[default]
    Value,
    /// By how much it has changed between two periods.
    Change,
    /// The latest figure, and a line of all of them in the tile's own scale.
    Sparkline,
}

/// The board of a chart of tiles.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TileBoard {
    /// The tiles, each place once.
    pub tiles: Vec<ChartTile>,
    /// What they show.
    pub show: TileShow,
    /// The names of what has figures and no tile, so that it is not drawn.
    pub without_tile: Vec<String>,
}

/// What one tile stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TileOf {
    /// A series of the chart, by its place among them.
    Series(usize),
    /// The whole of which the series are parts, which is in no class.
    Total,
    /// An area that was not asked for: its tile is an outline.
    Outside,
}

/// A tile on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartTile {
    /// What it stands for.
    pub of: TileOf,
    /// The short name of the area.
    pub name: String,
    /// What stands for the name where it has no room; empty where nothing does.
    pub label: String,
    /// The row, counted downwards.
    pub row: u16,
    /// The column, counted to the right.
    pub column: u16,
}
