//! Tables of two columns that say something of areas: who borders on whom, and who belongs to which group.

use super::list_file::{ColumnNames, ListFile};
use crate::{IngestError, Limits};
use std::path::Path;
use tierstat_model::{CellRef, CodeLists, Localized};

/// One row of a table of areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaPair {
    /// The area, as it is written.
    pub area: String,
    /// What the table says of it: the group that it belongs to, or the area that it borders on.
    pub other: String,
    /// The cell of the area.
    pub cell: CellRef,
}

const AREA: ColumnNames = &["area", "地区"];
const OTHER: ColumnNames = &["group", "neighbour", "组", "分组", "邻区"];

/// Reads a table with a header: the area, and the group or the neighbour of it.
///
/// Columns are found by their names (`area`, `group`, `neighbour`, 地区, 组, 邻区 and the like), else they are the first and the second.
///
/// # Errors
/// [`IngestError`] where the file cannot be read or holds no such table, a cell of the two is empty, or the first row names an area
/// of the code lists and is no header.
pub fn read_area_pairs(
    path: &Path,
    lists: &CodeLists,
    limits: &Limits,
) -> Result<Vec<AreaPair>, IngestError> {
    let list = ListFile::open(path, limits, &[AREA, OTHER])?;
    let area = list.leftmost(AREA).or(list.at(0)).ok_or_else(|| list.lacks(AREA))?;
    let other = list.leftmost(OTHER).or(list.at(1)).filter(|other| *other != area);
    if !lists.areas.named(list.name(area)).is_empty() {
        return Err(list.no_header(area));
    }
    let other = other.ok_or_else(|| list.lacks(OTHER))?;
    let mut pairs = Vec::new();
    for row in list.rows()? {
        let filled = |column: u32| {
            let text = list.printed(row, column);
            let empty = || {
                let reason = Localized::new(
                    format!("“{}”一列是空的", list.name(column)),
                    format!("the cell of column `{}` is empty", list.name(column)),
                );
                list.fault(row, reason)
            };
            if text.is_empty() { Err(empty()) } else { Ok(text) }
        };
        pairs.push(AreaPair { area: filled(area)?, other: filled(other)?, cell: list.cell(row, area) });
    }
    Ok(pairs)
}
