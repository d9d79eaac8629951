//! Dimensions, a file each: members that cannot be told apart, bands that overlap and a missing total are errors with their line.

use super::project_file::{fault, line_with, read_text, read_toml, toml_files};
use crate::IngestError;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::{Dimension, DimensionList, Localized, Member, MemberId};

/// Reads `<id>.toml…` of a folder; a project without one has no dimensions.
pub(super) fn load_dimensions(folder: &Path) -> Result<DimensionList, IngestError> {
    let mut dimensions = Vec::new();
    let is_there = std::fs::exists(folder).unwrap_or(true);
    for path in if is_there { toml_files(folder)? } else { Vec::new() } {
        let dimension: Dimension = read_toml(&path)?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some((written, reason)) =
            fault_of(&dimension, &stem).or_else(|| alike(&dimension, &dimensions))
        {
            return Err(fault(&path, line_with(&read_text(&path)?, &written), reason));
        }
        dimensions.push(dimension);
    }
    Ok(DimensionList { dimensions })
}

/// What a dimension cannot be, with a text that stands on its line.
fn fault_of(dimension: &Dimension, stem: &str) -> Option<(String, Localized)> {
    let id = &dimension.id.0;
    if dimension.id.letters().is_empty() || id.trim() != id {
        let reason = Localized::new(
            format!("维度 id“{id}”应含字母或数字，两端不应有空格，如“staff-size”"),
            format!(
                "the dimension id `{id}` should hold letters or digits and no white space at its ends, such as `staff-size`"
            ),
        );
        return Some((format!("\"{id}\""), reason));
    }
    if id != stem {
        let reason = Localized::new(
            format!("文件名应与 id“{id}”一致"),
            format!("the file should be named after its id `{id}`"),
        );
        return Some((id.clone(), reason));
    }
    // A list may have many members, so each is looked up and none compared with all others.
    let mut before: BTreeMap<String, &MemberId> = BTreeMap::new();
    let by_id: BTreeMap<&MemberId, &Member> =
        dimension.members.iter().rev().map(|member| (&member.id, member)).collect();
    dimension
        .members
        .iter()
        .find_map(|member| member_id_fault(&member.id, &mut before))
        .or_else(|| total_fault(dimension))
        .or_else(|| dimension.members.iter().find_map(|member| member_fault(&by_id, member)))
        .or_else(|| overlap(dimension))
}

/// A member whose id cannot be one, or is that of a member before it but for its case.
fn member_id_fault<'a>(
    id: &'a MemberId,
    before: &mut BTreeMap<String, &'a MemberId>,
) -> Option<(String, Localized)> {
    let reason = if id.is_whole() {
        Localized::new(
            format!("类别 id 不能是“{id}”：SDMX 以它表示总体。请写别的 id，合计则写 total = true"),
            format!(
                "no member can be called `{id}`, which is the whole in SDMX: write another id, and total = true where it is the total"
            ),
        )
    } else if !id.can_be() {
        Localized::new(
            format!("类别 id“{id}”不应是空的，两端不应有空格"),
            format!("the member id `{id}` should not be empty and have no white space at its ends"),
        )
    } else {
        let Some(other) = before.get(&id.0.to_lowercase()) else {
            before.insert(id.0.to_lowercase(), id);
            return None;
        };
        Localized::new(
            format!("类别 id“{id}”出现两次，或与“{other}”只差大小写；每个类别应有自己的 id"),
            format!(
                "the member id `{id}` stands twice, or differs from `{other}` in its case alone; each member wants an id of its own"
            ),
        )
    };
    Some((format!("\"{id}\""), reason))
}

/// A dimension whose id differs from that of another one in signs and case alone: both would be one column of an export.
fn alike(dimension: &Dimension, others: &[Dimension]) -> Option<(String, Localized)> {
    let id = &dimension.id;
    let other = &others.iter().find(|other| other.id.letters() == id.letters())?.id;
    let reason = Localized::new(
        format!("维度 id“{id}”与“{other}”只差符号或大小写，无法区分；请给其中之一另起 id"),
        format!(
            "the dimension id `{id}` differs from `{other}` in signs or case alone, so that nothing tells them apart; give one of them another id"
        ),
    );
    Some((format!("\"{id}\""), reason))
}

/// A dimension in which all that is counted belongs to some member has one total, by which sources print the whole.
fn total_fault(dimension: &Dimension) -> Option<(String, Localized)> {
    let mut totals = dimension.members.iter().filter(|member| member.total);
    let first = totals.next();
    if let Some(second) = totals.next() {
        let reason = Localized::new(
            "有两个类别标为 total，最多只能有一个",
            "two members are marked total; at most one can be",
        );
        return Some((format!("\"{}\"", second.id), reason));
    }
    if dimension.exhaustive && first.is_none() {
        let reason = Localized::new(
            "exhaustive = true 时须有一个类别写 total = true（合计）",
            "with exhaustive = true one member must say total = true",
        );
        return Some(("exhaustive".to_owned(), reason));
    }
    None
}

fn member_fault(by_id: &BTreeMap<&MemberId, &Member>, member: &Member) -> Option<(String, Localized)> {
    let at = format!("\"{}\"", member.id);
    if let Some(outer) = &member.of_which {
        let outer_member = by_id.get(outer);
        let is_known = outer_member.is_some_and(|outer| !outer.total && outer.id != member.id);
        if !is_known || member.total || outer_member.is_some_and(|outer| outer.of_which.is_some()) {
            let reason = Localized::new(
                format!("of-which 指向“{outer}”，它应是同一维度中另一个不带 of-which 的类别"),
                format!(
                    "of-which names `{outer}`, which should be another member of the dimension without of-which"
                ),
            );
            return Some((at, reason));
        }
    }
    let has_band = member.numbers.is_some() || member.periods.is_some();
    if (member.numbers.is_some() && member.periods.is_some()) || (member.total && has_band) {
        let reason = Localized::new(
            "类别只能有 numbers 或 periods 之一，合计都没有",
            "a member has numbers or periods or neither, and the total has none",
        );
        return Some((at, reason));
    }
    let runs_backwards = member.numbers.is_some_and(|band| match (band.from, band.to) {
        (Some(from), Some(to)) => from.is_nan() || to.is_nan() || to < from,
        (from, to) => from.or(to).is_none_or(f64::is_nan),
    }) || member.periods.is_some_and(|band| match (band.from, band.to) {
        (Some(from), Some(to)) => to.last_day() < from.first_day(),
        (from, to) => from.or(to).is_none(),
    });
    runs_backwards.then(|| {
        let reason = Localized::new(
            "区间应有 from 或 to，且 from 不大于 to",
            "a band has from or to, and from is not above to",
        );
        (at, reason)
    })
}

/// Bands that overlap, where nothing may belong to two members.
fn overlap(dimension: &Dimension) -> Option<(String, Localized)> {
    if !dimension.exclusive {
        return None;
    }
    let has_band = |member: &&Member| member.numbers.is_some() || member.periods.is_some();
    let parts = dimension.members.iter().filter(|member| member.of_which.is_none());
    let parts: Vec<&Member> = parts.filter(has_band).collect();
    for (place, member) in parts.iter().enumerate() {
        let overlaps = |other: &&&Member| {
            let numbers = member.numbers.zip(other.numbers).is_some_and(|(one, two)| one.overlaps(&two));
            numbers || member.periods.zip(other.periods).is_some_and(|(one, two)| one.overlaps(&two))
        };
        if let Some(other) = parts.iter().take(place).find(overlaps) {
            let reason = Localized::new(
                format!("“{}”与“{}”的区间重叠，而 exclusive = true", other.id, member.id),
                format!("the bands of `{}` and `{}` overlap, though exclusive = true", other.id, member.id),
            );
            return Some((format!("\"{}\"", member.id), reason));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: &str = "id = \"size\"\nname = { zh-CN = \"规模\", en = \"size\" }\nexhaustive = true\nexclusive = true\n\
        [[members]]\nid = \"all\"\nname = { zh-CN = \"合计\", en = \"total\" }\ntotal = true\n\
        [[members]]\nid = \"1-9\"\nname = { zh-CN = \"1-9人\", en = \"1 to 9\" }\nnumbers = { from = 1, to = 9 }\n\
        [[members]]\nid = \"10-\"\nname = { zh-CN = \"10人以上\", en = \"10 or more\" }\nnumbers = { from = 10 }\n";

    fn load(name: &str, text: &str) -> Result<DimensionList, IngestError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
        load_dimensions(folder.path())
    }

    #[test]
    fn bands_are_ordered_and_the_total_is_known() {
        let list = load("size.toml", SIZE).unwrap();
        let size = &list.dimensions[0];
        assert_eq!(size.total().unwrap().id.0, "all");
        assert_eq!(
            size.parts().unwrap().iter().map(|part| part.id.0.as_str()).collect::<Vec<_>>(),
            ["1-9", "10-"]
        );
        assert!(load_dimensions(Path::new("/nowhere")).unwrap().dimensions.is_empty());
    }

    #[test]
    fn dimensions_that_only_signs_or_case_tell_apart_are_refused_where_the_second_says_its_id() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["staff-size", "staff_size"] {
            let text = format!("# sizes\n{}", SIZE.replace("id = \"size\"", &format!("id = \"{id}\"")));
            std::fs::write(folder.path().join(format!("{id}.toml")), text).unwrap();
        }
        match load_dimensions(folder.path()) {
            Err(IngestError::ProjectFile { path, line, reason }) => {
                assert!(path.ends_with("staff_size.toml"), "{}", path.display());
                assert_eq!(line, Some(2));
                for text in [&reason.en, &reason.zh] {
                    assert!(text.contains("staff-size") && text.contains("staff_size"), "{text}");
                }
            }
            other => panic!("{other:?}"),
        }
        // What only signs tell apart among members are bands: until 10, and since 10.
        let bands = SIZE.replace("\"1-9\"", "\"-10\"").replace("to = 9", "to = 9.5");
        assert!(load("size.toml", &bands).is_ok());
    }

    #[test]
    fn what_a_dimension_cannot_be_is_named_with_its_line() {
        let cases = [
            (SIZE.replace("total = true\n", ""), 3, "one member must say total"),
            (SIZE.replace("from = 10", "from = 9"), 14, "bands of `1-9` and `10-` overlap"),
            (SIZE.replace("from = 1, to = 9", "from = 9, to = 1"), 10, "from is not above to"),
            (SIZE.replace("from = 10", ""), 14, "a band has from or to"),
            (SIZE.replace("id = \"10-\"", "id = \"1-9\""), 10, "stands twice"),
            (SIZE.replace("id = \"size\"", "id = \"sizes\""), 1, "named after its id"),
            (SIZE.replace("id = \"10-\"\n", "id = \"10-\"\nof-which = \"x\"\n"), 14, "of-which names `x`"),
            (
                SIZE.replace("id = \"10-\"\n", "id = \"10-\"\ntotal = true\n"),
                14,
                "two members are marked total",
            ),
            (SIZE.replace("exclusive", "exklusive"), 4, "exklusive"),
            (SIZE.replace("id = \"10-\"", "id = \"_T\""), 14, "the whole in SDMX"),
            (SIZE.replace("id = \"all\"", "id = \"_t\""), 6, "the whole in SDMX"),
            (SIZE.replace("id = \"10-\"", "id = \"10- \""), 14, "no white space at its ends"),
            (SIZE.replace("id = \"10-\"", "id = \"ALL\""), 14, "differs from `all` in its case"),
            (SIZE.replace("id = \"size\"", "id = \" size\""), 1, "no white space at its ends"),
            (SIZE.replace("id = \"size\"", "id = \"-\""), 1, "letters or digits"),
        ];
        for (text, expected, part) in cases {
            match load("size.toml", &text) {
                Err(IngestError::ProjectFile { line, reason, .. }) => {
                    assert!(reason.en.contains(part), "{part}: {}", reason.en);
                    assert_eq!(line, Some(expected), "{part}");
                }
                other => panic!("{part}: {other:?}"),
            }
        }
    }
}
