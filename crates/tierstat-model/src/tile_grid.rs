//! Tile grids: areas on a board of rows and columns, about where they lie to each other.

use crate::AreaCode;
use serde::{Deserialize, Serialize};

/// The place of one area on a board of tiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaTile {
    /// The area.
    pub area: AreaCode,
    /// The row, the topmost is 1.
    pub row: u16,
    /// The column, the leftmost is 1.
    pub column: u16,
    /// A short form of the name, for tiles in which the name has no room; empty where there is none.
    pub label: String,
}

/// The project's board of tiles; empty where it has none. It is a scheme: no tile says how large an area is, or where its borders run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TileGrid {
    /// The tiles, each area and each place once.
    pub tiles: Vec<AreaTile>,
}

impl TileGrid {
    /// The tile of an area.
    #[must_use]
    pub fn tile(&self, area: &AreaCode) -> Option<&AreaTile> {
        self.tiles.iter().find(|tile| tile.area == *area)
    }
}
