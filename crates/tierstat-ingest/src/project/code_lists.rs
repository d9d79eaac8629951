//! Code lists: tiers, areas, units and indicators, read from the folder of data sets and checked against each other.

use super::dimension_list::load_dimensions;
use super::indicator_list::load_indicators;
use super::list_file::{ColumnNames, ListFile};
use super::project_file::{fault, read_text, read_toml};
use super::reference_loop::in_a_loop;
use super::tile_list::load_tiles;
use crate::{IngestError, Limits};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tierstat_model::{Area, AreaCode, AreaList, CodeLists, Localized, TierId, TierList, UnitList};

/// Reads `areas/{tiers.toml,areas.csv}` and, where there is one, `areas/tiles.csv`, `indicators/{units.toml,<id>.toml…}` and, where there are some, `dimensions/<id>.toml…`.
///
/// # Errors
/// [`IngestError`] naming the file and the line where a list cannot be read, an id stands twice, or a reference
/// (tier, parent, merged-into, unit, part-of, is, growth-of, covers, target-of) names something that is in no list, or leads back to itself.
pub fn load_code_lists(datasets: &Path) -> Result<CodeLists, IngestError> {
    let tiers = load_tiers(&datasets.join("areas").join("tiers.toml"))?;
    let areas = load_areas(&datasets.join("areas").join("areas.csv"), &tiers)?;
    let tiles = load_tiles(&datasets.join("areas").join("tiles.csv"), &areas)?;
    let units = load_units(&datasets.join("indicators").join("units.toml"))?;
    let dimensions = load_dimensions(&datasets.join("dimensions"))?;
    let indicators = load_indicators(&datasets.join("indicators"), &units, &dimensions)?;
    Ok(CodeLists { areas, tiles, tiers, indicators, units, dimensions })
}

fn load_tiers(path: &Path) -> Result<TierList, IngestError> {
    let list: TierList = read_toml(path)?;
    check_ids(path, list.tiers.iter().map(|tier| tier.id.0.as_str()))?;
    if list.tiers.iter().filter(|tier| tier.total).count() > 1 {
        let reason = Localized::new(
            "有两个层级标为 total，最多只能有一个",
            "two tiers are marked total; at most one can be",
        );
        return Err(fault(path, None, reason));
    }
    Ok(list)
}

fn load_units(path: &Path) -> Result<UnitList, IngestError> {
    let list: UnitList = read_toml(path)?;
    check_ids(path, list.units.iter().map(|unit| unit.id.0.as_str()))?;
    Ok(list)
}

/// The ids of one file must differ and must not be empty.
fn check_ids<'a>(path: &Path, ids: impl Iterator<Item = &'a str>) -> Result<(), IngestError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.trim().is_empty() {
            return Err(fault(path, None, Localized::new("有一个 id 是空的", "an id is empty")));
        }
        if !seen.insert(id) {
            let text = read_text(path)?;
            let quoted = format!("\"{id}\"");
            let line = text
                .match_indices(&quoted)
                .nth(1)
                .map(|(offset, _)| super::project_file::line_of(&text, offset));
            return Err(fault(
                path,
                line,
                Localized::new(format!("id“{id}”出现两次"), format!("id `{id}` stands twice")),
            ));
        }
    }
    Ok(())
}

const CODE: ColumnNames = &["code"];
const NAME: ColumnNames = &["name"];
const TIER: ColumnNames = &["tier"];
const PARENT: ColumnNames = &["parent"];
/// The columns of the area list; the first four must be there.
const AREA_COLUMNS: [ColumnNames; 10] = [
    CODE,
    NAME,
    TIER,
    PARENT,
    &["short_name"],
    &["name_en"],
    &["aliases"],
    &["valid_from"],
    &["valid_until"],
    &["merged_into"],
];

fn load_areas(path: &Path, tiers: &TierList) -> Result<AreaList, IngestError> {
    let list = ListFile::open(path, &Limits::default(), &AREA_COLUMNS)?;
    for names in [CODE, NAME, TIER, PARENT] {
        list.named(names).ok_or_else(|| list.lacks(names))?;
    }
    list.refuse_others()?;
    let columns = AREA_COLUMNS.map(|names| list.named(names));
    let mut areas: Vec<(u32, Area)> = Vec::new();
    for row in list.any_rows()? {
        areas.push((row, area(&list, &columns, row).map_err(|reason| list.fault(row, reason))?));
    }
    check_areas(&areas, tiers).map_err(|(row, reason)| list.fault(row, reason))?;
    Ok(AreaList::new(areas.into_iter().map(|(_, area)| area).collect()))
}

/// One row of the area list; a column that is not there is empty in every row.
fn area(list: &ListFile, columns: &[Option<u32>; 10], row: u32) -> Result<Area, Localized> {
    let text = |column: Option<u32>| column.map_or_else(String::new, |column| list.printed(row, column));
    let present = |column| Some(text(column)).filter(|text| !text.is_empty());
    let parts = |column| -> Vec<String> {
        text(column).split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let [code, name, tier, parent, short_name, name_en, aliases, valid_from, valid_until, merged_into] =
        *columns;
    let (code, name) = (text(code), text(name));
    if code.is_empty() || name.is_empty() {
        return Err(Localized::new("缺少代码或名称", "the code or the name is missing"));
    }
    let valid_from = day(&text(valid_from))?;
    let valid_until = day(&text(valid_until))?;
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until < from
    {
        return Err(Localized::new(
            format!("止于 {until}，早于起始日 {from}"),
            format!("ends on {until}, before it begins on {from}"),
        ));
    }
    Ok(Area {
        code: AreaCode(code),
        short_name: present(short_name).unwrap_or_else(|| name.clone()),
        name,
        name_en: present(name_en),
        aliases: parts(aliases),
        tier: TierId(text(tier)),
        parent: present(parent).map(AreaCode),
        valid_from,
        valid_until,
        merged_into: parts(merged_into).into_iter().map(AreaCode).collect(),
    })
}

/// References must lead somewhere, and a code must not name two areas at once; the row where one does not.
fn check_areas(areas: &[(u32, Area)], tiers: &TierList) -> Result<(), (u32, Localized)> {
    let mut by_code: BTreeMap<&AreaCode, Vec<&Area>> = BTreeMap::new();
    for (row, area) in areas {
        let held = by_code.entry(&area.code).or_default();
        // A code may pass from one area to the next; the year of the change belongs to both.
        if held.iter().any(|other| other.name == area.name || other.valid_until == area.valid_until) {
            let code = &area.code;
            let reason = Localized::new(
                format!("代码 {code} 同时属于两个地区"),
                format!("code {code} belongs to two areas at once"),
            );
            return Err((*row, reason));
        }
        held.push(area);
    }
    for (row, area) in areas {
        if tiers.get(&area.tier).is_none() {
            let known: Vec<&str> = tiers.tiers.iter().map(|tier| tier.id.0.as_str()).collect();
            let reason = Localized::new(
                format!("层级“{}”不在 tiers.toml 中；现有：{}", area.tier, known.join("、")),
                format!("tier `{}` is not in tiers.toml; it has {}", area.tier, known.join(", ")),
            );
            return Err((*row, reason));
        }
        let references = area
            .parent
            .iter()
            .map(|code| ("parent", code))
            .chain(area.merged_into.iter().map(|code| ("merged_into", code)));
        for (key, code) in references {
            if !by_code.contains_key(code) || (key == "parent" && *code == area.code) {
                let reason = Localized::new(
                    format!("{key} 指向代码“{code}”，表中没有它（也不能指向自己）"),
                    format!("{key} names code `{code}`, which is not in the list (or is this area itself)"),
                );
                return Err((*row, reason));
            }
        }
    }
    let leads_to: BTreeMap<&AreaCode, Vec<&AreaCode>> = by_code
        .iter()
        .map(|(code, held)| (*code, held.iter().filter_map(|area| area.parent.as_ref()).collect()))
        .collect();
    match in_a_loop(&leads_to).and_then(|code| areas.iter().find(|(_, area)| area.code == *code)) {
        Some((row, area)) => {
            let code = &area.code;
            let reason = Localized::new(
                format!("parent 经由其他地区又指回代码“{code}”自身"),
                format!("parent leads by way of other areas back to code `{code}` itself"),
            );
            Err((*row, reason))
        }
        None => check_mergers(areas),
    }
}

/// No area merged, by way of others, into itself.
///
/// Names come back: a county that became a district and a county again merges into the later holder of its code, which is no circle.
fn check_mergers(areas: &[(u32, Area)]) -> Result<(), (u32, Localized)> {
    let mut by_code: BTreeMap<&AreaCode, Vec<(&u32, &Area)>> = BTreeMap::new();
    for (row, area) in areas {
        by_code.entry(&area.code).or_default().push((row, area));
    }
    let lives_until = |area: &Area| area.valid_until.unwrap_or(Date::MAX);
    let heirs = |area: &Area| -> Vec<&u32> {
        let holders = area.merged_into.iter().filter_map(|code| by_code.get(code));
        holders
            .flat_map(|held| {
                let later = held.iter().filter(|(_, heir)| lives_until(heir) > lives_until(area));
                let later: Vec<&u32> = later.map(|(row, _)| *row).collect();
                if later.is_empty() { held.iter().map(|(row, _)| *row).collect() } else { later }
            })
            .collect()
    };
    let merged = areas.iter().filter(|(_, area)| !area.merged_into.is_empty());
    let leads_to: BTreeMap<&u32, Vec<&u32>> = merged.map(|(row, area)| (row, heirs(area))).collect();
    let Some((row, area)) = in_a_loop(&leads_to).and_then(|row| areas.iter().find(|(other, _)| other == row))
    else {
        return Ok(());
    };
    let code = &area.code;
    let reason = Localized::new(
        format!("merged_into 又指回代码“{code}”自身"),
        format!("merged_into leads back to code `{code}` itself"),
    );
    Err((*row, reason))
}

fn day(text: &str) -> Result<Option<Date>, Localized> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        Localized::new(
            format!("“{text}”不是日期；请写成 2015-12-31"),
            format!("`{text}` is no day; write it as 2015-12-31"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::IndicatorId;

    const TIERS: &str = "[[tiers]]\nid = \"nation\"\nname = { zh-CN = \"国家级\", en = \"national\" }\nrank = 0\n\
                         [[tiers]]\nid = \"county\"\nname = { zh-CN = \"县级\", en = \"county\" }\nrank = 1\n";
    const AREAS: &str = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
                         0,全国,全国,China,中国|CHN,nation,,,,\n\
                         1,密云区,密云,,,county,0,2015-01-01,,\n\
                         2,密云县,密云,,,county,0,,2015-12-31,1\n";
    const UNITS: &str =
        "[[units]]\nid = \"number\"\nname = { zh-CN = \"个\", en = \"\" }\nkind = \"count\"\n";
    const AGENCIES: &str = "id = \"agencies\"\nname = { zh-CN = \"机构\", en = \"agencies\" }\nunit = \"number\"\n\
                            measure = \"stock\"\ndefinition = { zh-CN = \"机构。\", en = \"Agencies.\" }\n";

    /// Loads the lists with one file replaced.
    fn load_with(file: &str, text: &str) -> Result<CodeLists, IngestError> {
        load_with_all(&[(file, text)])
    }

    /// Loads the lists with files replaced or added.
    fn load_with_all(others: &[(&str, &str)]) -> Result<CodeLists, IngestError> {
        let folder = tempfile::tempdir().unwrap();
        for part in ["areas", "indicators"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
        }
        let files = [
            ("areas/tiers.toml", TIERS),
            ("areas/areas.csv", AREAS),
            ("indicators/units.toml", UNITS),
            ("indicators/agencies.toml", AGENCIES),
        ];
        for (name, text) in files.iter().chain(others) {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        load_code_lists(folder.path())
    }

    /// The agencies and, beside them, what a plan aims at, each with further keys in their fourth line.
    fn load_with_target(of_target: &str, of_agencies: &str) -> Result<CodeLists, IngestError> {
        let target = AGENCIES.replace("agencies", "aim").replace("机构", "目标");
        load_with_all(&[
            ("indicators/agencies.toml", &AGENCIES.replace("measure", &format!("{of_agencies}measure"))),
            ("indicators/aim.toml", &target.replace("measure", &format!("{of_target}measure"))),
        ])
    }

    fn fault_of(file: &str, text: &str) -> (Option<usize>, Localized) {
        match load_with(file, text) {
            Err(IngestError::ProjectFile { path, line, reason }) => {
                assert!(path.ends_with(file), "{}", path.display());
                (line, reason)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lists_load_with_names_lives_and_references() {
        let lists = load_with("areas/tiers.toml", TIERS).unwrap();
        let nation = lists.areas.get(&AreaCode("0".into())).unwrap();
        assert_eq!(nation.aliases, ["中国", "CHN"]);
        assert_eq!(nation.name_en.as_deref(), Some("China"));
        let former = lists.areas.get(&AreaCode("2".into())).unwrap();
        assert_eq!(former.merged_into, [AreaCode("1".into())]);
        assert_eq!(former.valid_until.unwrap().to_string(), "2015-12-31");
        assert_eq!(lists.indicators.indicators.len(), 1);
    }

    #[test]
    fn a_code_may_pass_on_but_not_belong_to_two_at_once() {
        let passed_on = format!("{AREAS}2,密云新区,密云新,,,county,0,2016-01-01,,\n");
        assert!(load_with("areas/areas.csv", &passed_on).is_ok());
        let at_once = format!("{AREAS}1,怀柔区,怀柔,,,county,0,,,\n");
        let (line, reason) = fault_of("areas/areas.csv", &at_once);
        assert_eq!(line, Some(5));
        assert!(reason.en.contains("code 1 belongs to two"), "{}", reason.en);
    }

    #[test]
    fn what_an_area_cannot_be_is_named_with_its_line() {
        let cases = [
            ("3,怀柔区,怀柔,,,district,0,,,\n", "tier `district`"),
            ("3,怀柔区,怀柔,,,county,9,,,\n", "parent names code `9`"),
            ("3,怀柔区,怀柔,,,county,3,,,\n", "parent names code `3`"),
            ("3,怀柔区,怀柔,,,county,0,,2015-12-31,9\n", "merged_into names code `9`"),
            ("3,怀柔区,怀柔,,,county,0,2015,,\n", "`2015` is no day"),
            ("3,怀柔区,怀柔,,,county,0,2016-01-01,2015-12-31,\n", "before it begins"),
            ("3,,怀柔,,,county,0,,,\n", "the name is missing"),
            ("3,怀柔区\n", "2 columns"),
        ];
        for (row, part) in cases {
            let (line, reason) = fault_of("areas/areas.csv", &format!("{AREAS}{row}"));
            assert_eq!(line, Some(5), "{row}");
            assert!(reason.en.contains(part), "{}", reason.en);
        }
    }

    #[test]
    fn areas_that_hold_each_other_are_named_with_their_line() {
        let looped = format!("{AREAS}3,怀柔区,怀柔,,,county,4,,,\n4,怀柔新区,怀柔新,,,county,3,,,\n");
        let (line, reason) = fault_of("areas/areas.csv", &looped);
        assert_eq!(line, Some(5));
        assert!(reason.en.contains("back to code `3` itself"), "{}", reason.en);
    }

    #[test]
    fn areas_that_merged_into_each_other_are_named_with_their_line() {
        let loops = [
            "3,怀柔县,怀柔,,,county,0,,2015-12-31,4\n4,怀柔区,怀柔新,,,county,0,,2015-12-31,3\n",
            "3,怀柔县,怀柔,,,county,0,,2015-12-31,3\n",
            "3,怀柔县,怀柔,,,county,0,,,3\n",
            "3,怀柔县,怀柔,,,county,0,,2015-12-31,1|4\n4,怀柔区,怀柔新,,,county,0,,2014-12-31,3\n",
        ];
        for rows in loops {
            let (line, reason) = fault_of("areas/areas.csv", &format!("{AREAS}{rows}"));
            assert_eq!(line, Some(5), "{rows}");
            assert!(reason.en.contains("merged_into leads back to code `3` itself"), "{}", reason.en);
        }
        // A county became a district, and a county of the old code again.
        let came_back = format!(
            "{AREAS}3,怀柔县,怀柔,,,county,0,,2001-12-31,4\n4,怀柔区,怀柔新,,,county,0,2001-01-01,2010-12-31,3\n\
             3,怀柔新县,怀柔新县,,,county,0,2010-01-01,,\n"
        );
        assert!(load_with("areas/areas.csv", &came_back).is_ok());
    }

    #[test]
    fn what_a_target_cannot_be_is_named_with_its_file_and_line() {
        let target = "target-of = \"agencies\"\n";
        let cases = [
            ("target-of = \"agency\"\n", "", "aim.toml", 4, "target-of names `agency`"),
            ("target-of = \"aim\"\n", "", "aim.toml", 4, "target-of names `aim`"),
            (target, "target-of = \"aim\"\n", "agencies.toml", 4, "back to `agencies` itself"),
            ("due = \"2025\"\n", "", "aim.toml", 4, "only a target is due"),
            ("target-of = \"agencies\"\ndue = \"25\"\n", "", "aim.toml", 5, "`25` is no period"),
            ("target-of = \"agencies\"\npart-of = \"agencies\"\n", "", "aim.toml", 5, "can have no part-of"),
            (target, "part-of = \"aim\"\n", "agencies.toml", 4, "part-of names the target `aim`"),
        ];
        for (of_target, of_agencies, file, line, part) in cases {
            match load_with_target(of_target, of_agencies) {
                Err(IngestError::ProjectFile { path, line: found, reason }) => {
                    assert!(path.ends_with(file) && found == Some(line), "{}: {}", path.display(), reason.en);
                    assert!(reason.en.contains(part), "{}", reason.en);
                }
                other => panic!("{part}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_target_is_known_as_one() {
        let lists = load_with_target("target-of = \"agencies\"\ndue = \"2025\"\n", "").unwrap().indicators;
        let [agencies, aim] = ["agencies", "aim"].map(|id| IndicatorId(id.into()));
        let targets: Vec<_> =
            lists.targets_of(&agencies).iter().map(|target| (&target.id, target.due)).collect();
        assert_eq!(targets, [(&aim, Some("2025".parse().unwrap()))]);
        assert_eq!(lists.targets().into_iter().collect::<Vec<_>>(), [&aim]);
    }

    #[test]
    fn what_an_indicator_cannot_be_is_named_with_its_line() {
        let cases = [
            (AGENCIES.replace("\"number\"", "\"heads\""), Some(3), "unit names `heads`"),
            (AGENCIES.replace("measure", "covers = \"all\"\nmeasure"), Some(4), "covers names `all`"),
            (
                AGENCIES.replace("measure", "part-of = \"agencies\"\nmeasure"),
                Some(4),
                "part-of names `agencies`",
            ),
            (AGENCIES.replace("measure", "growth-of = \"x\"\nmeasure"), Some(4), "growth-of names `x`"),
            (
                AGENCIES.replace("id = \"agencies\"", "id = \"agency\""),
                Some(1),
                "named after its id `agency`",
            ),
        ];
        for (text, expected_line, part) in cases {
            let (line, reason) = fault_of("indicators/agencies.toml", &text);
            assert_eq!(line, expected_line, "{part}");
            assert!(reason.en.contains(part), "{}", reason.en);
        }
    }

    #[test]
    fn an_id_twice_is_named_with_its_second_line() {
        let (line, reason) =
            fault_of("areas/tiers.toml", &TIERS.replace("\"county\"\nname", "\"nation\"\nname"));
        assert_eq!(line, Some(6));
        assert!(reason.en.contains("`nation` stands twice"));
        assert!(fault_of("indicators/units.toml", &UNITS.repeat(2)).1.en.contains("stands twice"));
    }
}
