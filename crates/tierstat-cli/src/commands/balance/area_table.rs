//! Tables of two columns that say something of areas: who borders on whom, and who belongs to which group.

use crate::exit::Failure;
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_answers::names;
use tierstat_ingest::{AreaPair, IngestError, Limits, read_area_pairs};
use tierstat_model::{AreaCode, CellRef, CodeLists, Localized};

/// Pairs of neighbouring areas.
pub(super) type Neighbours = Vec<(AreaCode, AreaCode)>;

/// The neighbours that are asked for, else those of the project, where it has a table of them.
pub(super) fn neighbours(asked: Option<&Path>, project: &Project) -> Result<Option<Neighbours>, Failure> {
    let own = project.datasets().join("areas").join("neighbours.csv");
    let path = match asked {
        Some(path) => path,
        None if own.is_file() => &own,
        None => return Ok(None),
    };
    let mut pairs = Vec::new();
    for pair in read(path, &project.lists)? {
        let area =
            |text: &str| names::area(&project.lists, text).map_err(|error| at(&pair.cell, error.into()));
        pairs.push((area(&pair.area)?, area(&pair.other)?));
    }
    Ok(Some(pairs))
}

/// The group of each area.
pub(super) fn groups(path: &Path, lists: &CodeLists) -> Result<BTreeMap<AreaCode, String>, Failure> {
    let mut groups = BTreeMap::new();
    for AreaPair { area, other: group, cell } in read(path, lists)? {
        let code = names::area(lists, &area).map_err(|error| at(&cell, error.into()))?;
        if let Some(known) = groups.insert(code, group.clone()).filter(|known| *known != group) {
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("{cell}：“{area}”既属“{known}”又属“{group}”"),
                    format!("{cell}: `{area}` is in `{known}` and in `{group}`"),
                ),
                hint: Localized::new("每个地区只写一行", "name each area once"),
            });
        }
    }
    Ok(groups)
}

/// The rows of a table; one that says something that cannot be is wrong usage, as what it stands for would be in an option.
fn read(path: &Path, lists: &CodeLists) -> Result<Vec<AreaPair>, Failure> {
    read_area_pairs(path, lists, &Limits::default()).map_err(|error| match error {
        IngestError::ProjectFile { .. } => Failure::Usage { message: error.localized(), hint: error.hint() },
        error => error.into(),
    })
}

/// The same failure with the cell that it is about.
fn at(cell: &CellRef, failure: Failure) -> Failure {
    match failure {
        Failure::Usage { message, hint } => {
            let message =
                Localized::new(format!("{cell}：{}", message.zh), format!("{cell}: {}", message.en));
            Failure::Usage { message, hint }
        }
        failure => failure,
    }
}
