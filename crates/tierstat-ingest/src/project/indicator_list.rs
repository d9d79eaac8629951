//! Indicators, a file each: what they refer to must be there, must not lead back, and what a plan aims at joins no sum.

use super::project_file::{fault, line_with, read_text, read_toml};
use super::reference_loop::in_a_loop;
use crate::IngestError;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tierstat_model::{Indicator, IndicatorId, IndicatorList, Localized, UnitList};

/// Reads `<id>.toml…` of a folder.
pub(super) fn load_indicators(folder: &Path, units: &UnitList) -> Result<IndicatorList, IngestError> {
    let mut indicators: Vec<(PathBuf, Indicator)> = Vec::new();
    for path in indicator_files(folder)? {
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
    Ok(IndicatorList { indicators: indicators.into_iter().map(|(_, indicator)| indicator).collect() })
}

/// No indicator is, by way of others, a part, the growth, the change or the whole of itself.
fn check_loops(indicators: &[(PathBuf, Indicator)]) -> Result<(), IngestError> {
    type Reference = fn(&Indicator) -> Option<&IndicatorId>;
    let references: [(&str, Reference); 5] = [
        ("part-of", |indicator| indicator.part_of.as_ref()),
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

/// The files that hold one indicator each, by name.
fn indicator_files(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let unreadable = |error: std::io::Error| IngestError::Unreadable {
        path: folder.to_owned(),
        reason: error.to_string(),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        if is_toml && path.file_name().is_some_and(|name| name != "units.toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
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
