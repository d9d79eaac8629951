//! Indicators, a file each: what they refer to must be there, must not lead back, and what a plan aims at joins no sum.

use super::project_file::{fault, line_with, read_text, read_toml, toml_files};
use super::reference_loop::in_a_loop;
use crate::IngestError;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tierstat_model::{DimensionList, Indicator, IndicatorId, IndicatorList, Limit, Localized, UnitList};

/// Reads `<id>.toml…` of a folder.
pub(super) fn load_indicators(
    folder: &Path,
    units: &UnitList,
    dimensions: &DimensionList,
) -> Result<IndicatorList, IngestError> {
    let mut indicators: Vec<(PathBuf, Indicator)> = Vec::new();
    for path in toml_files(folder)? {
        if path.file_name().is_some_and(|name| name == "units.toml") {
            continue;
        }
        let indicator: Indicator = read_toml(&path)?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if indicator.id.0 != stem {
            let reason = Localized::new(
                format!("文件名应与 id“{}”一致", indicator.id),
                format!("the file should be named after its id `{}`", indicator.id),
            );
            return Err(fault(&path, line_with(&read_text(&path)?, &indicator.id.0), reason));
        }
        indicators.push((path, indicator));
    }
    let ids: BTreeSet<&IndicatorId> = indicators.iter().map(|(_, indicator)| &indicator.id).collect();
    for (path, indicator) in &indicators {
        if units.get(&indicator.unit).is_none() {
            return Err(unknown_reference(path, "unit", &indicator.unit.0)?);
        }
        let references = [
            ("part-of", &indicator.part_of),
            ("growth-of", &indicator.growth_of),
            ("change-of", &indicator.change_of),
            ("covers", &indicator.covers),
            ("target-of", &indicator.target_of),
            ("is", &indicator.is.as_ref().map(|limit| limit.indicator.clone())),
        ];
        for (key, reference) in references {
            if let Some(reference) = reference
                && (!ids.contains(reference) || *reference == indicator.id)
            {
                return Err(unknown_reference(path, key, &reference.0)?);
            }
        }
    }
    check_loops(&indicators)?;
    check_targets(&indicators)?;
    check_limits(&indicators, dimensions)?;
    Ok(IndicatorList { indicators: indicators.into_iter().map(|(_, indicator)| indicator).collect() })
}

/// No indicator is, by way of others, a part, the growth, the change or the whole of itself.
fn check_loops(indicators: &[(PathBuf, Indicator)]) -> Result<(), IngestError> {
    type Reference = fn(&Indicator) -> Option<&IndicatorId>;
    let references: [(&str, Reference); 6] = [
        ("part-of", |indicator| indicator.part_of.as_ref()),
        ("is", |indicator| indicator.is.as_ref().map(|limit| &limit.indicator)),
        ("growth-of", |indicator| indicator.growth_of.as_ref()),
        ("change-of", |indicator| indicator.change_of.as_ref()),
        ("covers", |indicator| indicator.covers.as_ref()),
        ("target-of", |indicator| indicator.target_of.as_ref()),
    ];
    for (key, reference) in references {
        let leads_to: BTreeMap<&IndicatorId, Vec<&IndicatorId>> = indicators
            .iter()
            .map(|(_, indicator)| (&indicator.id, reference(indicator).into_iter().collect()))
            .collect();
        let Some(looped) = in_a_loop(&leads_to) else { continue };
        let Some((path, _)) = indicators.iter().find(|(_, indicator)| indicator.id == *looped) else {
            continue;
        };
        let reason = Localized::new(
            format!("{key} 经由其他指标又指回“{looped}”自身"),
            format!("{key} leads by way of other indicators back to `{looped}` itself"),
        );
        return Err(fault(path, line_with(&read_text(path)?, key), reason));
    }
    Ok(())
}

/// A target is a target of what is counted, in its unit, and joins no sum; only a target is due.
fn check_targets(indicators: &[(PathBuf, Indicator)]) -> Result<(), IngestError> {
    let by_id: BTreeMap<&IndicatorId, &Indicator> =
        indicators.iter().map(|(_, indicator)| (&indicator.id, indicator)).collect();
    for (path, indicator) in indicators {
        let Some((key, reason)) = target_fault(&by_id, indicator) else { continue };
        let text = read_text(path)?;
        let line = text.lines().position(|line| line.trim_start().starts_with(key)).map(|index| index + 1);
        return Err(fault(path, line, reason));
    }
    Ok(())
}

/// The key that makes no target of an indicator or makes one part of a sum, and why it cannot stand.
fn target_fault(
    by_id: &BTreeMap<&IndicatorId, &Indicator>,
    indicator: &Indicator,
) -> Option<(&'static str, Localized)> {
    let references = [
        ("part-of", &indicator.part_of),
        ("growth-of", &indicator.growth_of),
        ("change-of", &indicator.change_of),
        ("covers", &indicator.covers),
    ];
    let Some(actual) = &indicator.target_of else {
        if indicator.due.is_some() {
            let reason = Localized::new(
                "只有目标有 due；请写明 target-of，或去掉 due",
                "only a target is due; write target-of, or take due out",
            );
            return Some(("due", reason));
        }
        let is_target = |id: &IndicatorId| by_id.get(id).is_some_and(|other| other.target_of.is_some());
        return references.into_iter().find_map(|(key, reference)| {
            let target = reference.as_ref().filter(|id| is_target(id))?;
            let reason = Localized::new(
                format!("{key} 指向目标“{target}”；目标是计划要达到的数，不与实际的数相加或相比"),
                format!("{key} names the target `{target}`; what a plan aims at joins no sum or rate of what was counted"),
            );
            Some((key, reason))
        });
    };
    if let Some((key, _)) = references.into_iter().find(|(_, reference)| reference.is_some()) {
        let reason = Localized::new(
            format!("有 target-of 的指标是计划要达到的数，不能再有 {key}"),
            format!("an indicator with target-of is what a plan aims at, and can have no {key}"),
        );
        return Some((key, reason));
    }
    let counted = by_id.get(actual)?;
    if counted.target_of.is_some() {
        let reason = Localized::new(
            format!("target-of 指向“{actual}”，而它自己也是目标"),
            format!("target-of names `{actual}`, which is a target itself"),
        );
        return Some(("target-of", reason));
    }
    if (&counted.unit, counted.measure) != (&indicator.unit, indicator.measure) {
        let reason = Localized::new(
            format!(
                "target-of 指向“{actual}”，其 unit 和 measure 为 {}、{}，这里却是 {}、{}",
                counted.unit,
                counted.measure.name(),
                indicator.unit,
                indicator.measure.name()
            ),
            format!(
                "target-of names `{actual}`, whose unit and measure are {} and {}, not {} and {}",
                counted.unit,
                counted.measure.name(),
                indicator.unit,
                indicator.measure.name()
            ),
        );
        return Some(("target-of", reason));
    }
    None
}

/// An indicator that is another one limited to a member counts the same things in the same unit; all those of one indicator are
/// limited by one dimension, each by a member of its own.
fn check_limits(indicators: &[(PathBuf, Indicator)], dimensions: &DimensionList) -> Result<(), IngestError> {
    let by_id: BTreeMap<&IndicatorId, &Indicator> =
        indicators.iter().map(|(_, indicator)| (&indicator.id, indicator)).collect();
    let mut by_base: BTreeMap<&IndicatorId, Vec<(&Indicator, &Limit)>> = BTreeMap::new();
    for (path, indicator) in indicators {
        let Some(limit) = &indicator.is else { continue };
        let others = by_base.entry(&limit.indicator).or_default();
        let found = limit_fault(indicator, limit, by_id.get(&limit.indicator).copied(), others, dimensions);
        if let Some(reason) = found {
            let text = read_text(path)?;
            let line =
                text.lines().position(|line| line.trim_start().starts_with("is ") || line.starts_with("is="));
            return Err(fault(path, line.map(|index| index + 1), reason));
        }
        others.push((indicator, limit));
    }
    Ok(())
}

/// Why an indicator cannot be another one limited to a member.
fn limit_fault(
    indicator: &Indicator,
    limit: &Limit,
    base: Option<&Indicator>,
    others: &[(&Indicator, &Limit)],
    dimensions: &DimensionList,
) -> Option<Localized> {
    let Limit { dimension, member, .. } = limit;
    let Some(known) = dimensions.get(dimension) else {
        return Some(Localized::new(
            format!("is 指向维度“{dimension}”，datasets/dimensions 中没有它"),
            format!("is names the dimension `{dimension}`, which is not in datasets/dimensions"),
        ));
    };
    if known.member(member).is_none_or(|member| member.total) {
        return Some(Localized::new(
            format!("is 指向类别“{member}”，维度“{dimension}”中没有它，或它是合计"),
            format!(
                "is names the member `{member}`, which the dimension `{dimension}` has not, or which is its total"
            ),
        ));
    }
    if let Some((other, _)) = others.iter().find(|(_, other)| other.dimension != *dimension) {
        return Some(Localized::new(
            format!("“{}”按另一维度限定同一指标；同一指标的 is 只能用一个维度", other.id),
            format!(
                "`{}` limits the same indicator by another dimension; all of one indicator use one",
                other.id
            ),
        ));
    }
    if let Some((other, _)) = others.iter().find(|(_, other)| other.member == *member) {
        return Some(Localized::new(
            format!("“{}”已是同一指标的类别“{member}”", other.id),
            format!("`{}` is the member `{member}` of the same indicator already", other.id),
        ));
    }
    if indicator.part_of.is_some() || indicator.target_of.is_some() {
        return Some(Localized::new(
            "有 is 的指标不能再有 part-of 或 target-of",
            "an indicator with is can have no part-of and no target-of",
        ));
    }
    let base = base.filter(|base| (&base.unit, base.measure) != (&indicator.unit, indicator.measure))?;
    Some(Localized::new(
        format!("is 指向“{}”，其 unit 或 measure 与这里不同", base.id),
        format!("is names `{}`, which has another unit or measure", base.id),
    ))
}

/// The error for a key whose value names nothing, or the error met in looking for its line.
fn unknown_reference(path: &Path, key: &str, value: &str) -> Result<IngestError, IngestError> {
    let text = read_text(path)?;
    let line = text
        .lines()
        .position(|line| line.trim_start().starts_with(key) && line.contains(value))
        .map(|index| index + 1);
    let reason = Localized::new(
        format!("{key} 指向“{value}”，代码表中没有它（也不能指向自己）"),
        format!("{key} names `{value}`, which is in no code list (or is this one itself)"),
    );
    Ok(fault(path, line, reason))
}
