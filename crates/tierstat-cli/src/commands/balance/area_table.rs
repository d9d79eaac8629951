//! Tables of two columns that say something of areas: who borders on whom, and who belongs to which group.

use crate::exit::Failure;
use crate::names;
use crate::project::Project;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{AreaCode, CodeLists, Localized};

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
    for (one, other) in rows(path)? {
        pairs.push((names::area(&project.lists, &one)?, names::area(&project.lists, &other)?));
    }
    Ok(Some(pairs))
}

/// The group of each area.
pub(super) fn groups(path: &Path, lists: &CodeLists) -> Result<BTreeMap<AreaCode, String>, Failure> {
    let mut groups = BTreeMap::new();
    for (area, group) in rows(path)? {
        let code = names::area(lists, &area)?;
        if let Some(known) = groups.insert(code, group.clone()).filter(|known| *known != group) {
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("{}：“{area}”既属“{known}”又属“{group}”", path.display()),
                    format!("{}: `{area}` is in `{known}` and in `{group}`", path.display()),
                ),
                hint: Localized::new("每个地区只写一行", "name each area once"),
            });
        }
    }
    Ok(groups)
}

/// The rows of a table with a header, two texts each.
fn rows(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    let read =
        |source: csv::Error| Failure::Read { path: path.to_owned(), source: std::io::Error::other(source) };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(read)?;
    let mut rows = Vec::new();
    for (place, record) in reader.records().enumerate() {
        let record = record.map_err(read)?;
        let cell = |column: usize| record.get(column).map(str::trim).filter(|text| !text.is_empty());
        let (Some(first), Some(second)) = (cell(0), cell(1)) else {
            // The header is the first line.
            let line = place + 2;
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("{}第 {line} 行：需要两列，现有 {} 列", path.display(), record.len()),
                    format!(
                        "{}, line {line}: two columns are needed, {} found",
                        path.display(),
                        record.len()
                    ),
                ),
                hint: Localized::new(
                    "第一行是表头，其后每行两格，以逗号相隔",
                    "the first line is the header; after it each line holds two cells with a comma between",
                ),
            });
        };
        rows.push((first.to_owned(), second.to_owned()));
    }
    if rows.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("{}：表头之后没有行", path.display()),
                format!("{}: no line stands below the header", path.display()),
            ),
            hint: Localized::new("第一行是表头，不是数据", "the first line is the header, not data"),
        });
    }
    Ok(rows)
}
