//! The list of tiles: where each area stands on a board of rows and columns.

use super::list_file::{ColumnNames, ListFile};
use crate::{IngestError, Limits};
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{AreaCode, AreaList, AreaTile, Localized, TileGrid};

const AREA: ColumnNames = &["area", "地区"];
const ROW: ColumnNames = &["row", "行"];
const COLUMN: ColumnNames = &["column", "列"];
const LABEL: ColumnNames = &["label", "简称"];
/// The columns of the list of tiles; the first three must be there.
const TILE_COLUMNS: [ColumnNames; 4] = [AREA, ROW, COLUMN, LABEL];
/// So many rows or columns no board needs.
const MOST: u16 = 60;

/// Reads the list of tiles, where there is one.
///
/// # Errors
/// [`IngestError`] with the line where an area is in no list or stands twice, two tiles stand on one place, or a place is no whole number.
pub(crate) fn load_tiles(path: &Path, areas: &AreaList) -> Result<TileGrid, IngestError> {
    if !path.is_file() {
        return Ok(TileGrid::default());
    }
    let list = ListFile::open(path, &Limits::default(), &TILE_COLUMNS)?;
    let needed = |names: ColumnNames| list.named(names).ok_or_else(|| list.lacks(names));
    let (area, row, column) = (needed(AREA)?, needed(ROW)?, needed(COLUMN)?);
    let label = list.named(LABEL);
    list.refuse_others()?;
    let mut tiles: Vec<AreaTile> = Vec::new();
    let mut taken: BTreeMap<(u16, u16), AreaCode> = BTreeMap::new();
    for line in list.any_rows()? {
        let place =
            |column: u32| place(&list.printed(line, column)).map_err(|reason| list.fault(line, reason));
        let tile = AreaTile {
            area: AreaCode(list.printed(line, area)),
            row: place(row)?,
            column: place(column)?,
            label: label.map(|label| list.printed(line, label)).unwrap_or_default(),
        };
        let code = &tile.area;
        if areas.get(code).is_none() {
            let reason = Localized::new(
                format!("代码“{code}”不在 areas.csv 中"),
                format!("code `{code}` is not in areas.csv"),
            );
            return Err(list.fault(line, reason));
        }
        if tiles.iter().any(|other| other.area == *code) {
            let reason = Localized::new(
                format!("代码“{code}”出现两次；一个地区只有一格"),
                format!("code `{code}` stands twice; an area has one tile"),
            );
            return Err(list.fault(line, reason));
        }
        if let Some(other) = taken.insert((tile.row, tile.column), code.clone()) {
            let (row, column) = (tile.row, tile.column);
            let reason = Localized::new(
                format!("第{row}行第{column}列已是“{other}”的格位，“{code}”须另选一格"),
                format!("row {row}, column {column} is the tile of `{other}` already; give `{code}` another"),
            );
            return Err(list.fault(line, reason));
        }
        tiles.push(tile);
    }
    Ok(TileGrid { tiles })
}

/// A row or a column, counted from 1.
fn place(text: &str) -> Result<u16, Localized> {
    let number = text.parse::<u16>().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| {
        Localized::new(
            format!("“{text}”不是行号或列号；请写1至{MOST}的整数"),
            format!("`{text}` is no row or column; write a whole number from 1 to {MOST}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Area, TierId};

    fn load(text: &str) -> Result<TileGrid, IngestError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tiles.csv");
        std::fs::write(&path, text).unwrap();
        let area = |code: &str| Area {
            code: AreaCode(code.to_owned()),
            name: code.to_owned(),
            short_name: code.to_owned(),
            name_en: None,
            aliases: Vec::new(),
            tier: TierId("province".to_owned()),
            parent: None,
            valid_from: None,
            valid_until: None,
            merged_into: Vec::new(),
        };
        load_tiles(&path, &AreaList::new(["11", "12", "13"].map(area).to_vec()))
    }

    #[test]
    fn tiles_have_their_places_and_a_project_may_have_none() {
        let grid = load("area,row,column,label\n11,2,5,N\n12,3,6,\n").unwrap();
        let tile = grid.tile(&AreaCode("11".to_owned())).unwrap();
        assert_eq!((tile.row, tile.column, tile.label.as_str()), (2, 5, "N"));
        assert_eq!(load("地区,行,列\n11,2,5\n").unwrap().tiles.len(), 1);
        let nowhere = Path::new("/nowhere/tiles.csv");
        assert_eq!(load_tiles(nowhere, &AreaList::default()).unwrap(), TileGrid::default());
    }

    #[test]
    fn what_a_tile_cannot_be_is_named_with_its_line() {
        for (rows, line, part) in [
            ("11,2,5\n99,3,6\n", 3, "code `99` is not in areas.csv"),
            ("11,2,5\n12,2,5\n", 3, "row 2, column 5 is the tile of `11`"),
            ("11,2,5\n12,3,6\n11,4,4\n", 4, "`11` stands twice"),
            ("11,0,5\n", 2, "`0` is no row"),
            ("11,2,east\n", 2, "`east` is no row or column"),
            ("11,2,61\n", 2, "from 1 to 60"),
        ] {
            match load(&format!("area,row,column\n{rows}")) {
                Err(IngestError::ProjectFile { line: found, reason, .. }) => {
                    assert_eq!(found, Some(line), "{rows}");
                    assert!(reason.en.contains(part), "{}", reason.en);
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(load("area,row\n11,2\n").is_err(), "a column is missing");
    }
}
