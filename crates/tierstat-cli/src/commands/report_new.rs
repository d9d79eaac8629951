//! `tierstat report new`: a first report of a kind, from the figures that there are.

use super::written_file::WrittenFile;
use crate::args::ReportArguments;
use crate::boundary::absolute;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::{Project, something_stands_at};
use std::collections::{BTreeMap, BTreeSet};
use tierstat_answers::{AnswerError, names};
use tierstat_model::{
    AreaCode, Breakdown, FigureLookup, FigureQuery, IndicatorId, Localized, Reading, TierId,
};
use tierstat_report::{KindSubject, ReportKind};

pub(crate) fn run(
    words: &[String],
    arguments: &ReportArguments,
    project: &Project,
    lookup: &dyn FigureLookup,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let (kind, name) = kind_and_name(words)?;
    let readings = lookup
        .readings(&FigureQuery { known_on: arguments.known_on, ..FigureQuery::of_all() })
        .map_err(AnswerError::from)?;
    let subject = subject(kind, arguments, project, &readings)?;
    let reports = absolute(&project.root.join(&project.settings.folders.reports));
    project.boundary.check(&reports)?;
    let folder = reports.join(name);
    if something_stands_at(&folder) {
        let shown = project.name_of(&folder);
        return Err(Failure::Usage {
            message: Localized::new(format!("{shown} 已存在"), format!("{shown} is there already")),
            hint: Localized::new(
                "换一个名称，或先改名、删去它",
                "choose another name, or rename or delete it first",
            ),
        });
    }
    let mut files = OutputFiles::inside(&project.boundary, &reports)?;
    let mut written = Vec::new();
    for (path, text) in kind.first_report(&subject) {
        let path = folder.join(path);
        files.add(&path, text.as_bytes())?;
        written.push(WrittenFile(project.name_of(&path)));
    }
    files.publish()?;
    output.rows(&written, &project.lists, false);
    output.say(&Localized::new(
        format!("接下来：tierstat report {name}；文字在 text.zh-CN.md 和 text.en.md 中修改"),
        format!("next: tierstat report {name}; its words are edited in text.en.md and text.zh-CN.md"),
    ));
    Ok(Outcome::default())
}

fn kind_and_name(words: &[String]) -> Result<(ReportKind, &str), Failure> {
    let kinds = ReportKind::ALL.map(ReportKind::name).join(", ");
    let usage = |message: Localized| Failure::Usage {
        message,
        hint: Localized::new(
            format!("例：tierstat report new annual members；种类：{kinds}"),
            format!("example: tierstat report new annual members; the kinds are {kinds}"),
        ),
    };
    let [kind, name] = words else {
        return Err(usage(Localized::new("要写种类和名称", "a kind and a name are needed")));
    };
    let found = ReportKind::named(kind).ok_or_else(|| {
        usage(Localized::new(
            format!("没有“{kind}”这一种报告"),
            format!("no kind of report is called `{kind}`"),
        ))
    })?;
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    if name.is_empty() || name.starts_with('-') || !name.chars().all(is_plain) || is_verb(name) {
        return Err(usage(Localized::new(
            format!("报告不能叫“{name}”：名称只用字母、数字和 -，且不能是 new、check、lock"),
            format!(
                "a report cannot be called `{name}`: letters, digits and - only, and not new, check or lock"
            ),
        )));
    }
    Ok((found, name))
}

/// Whether a word behind `tierstat report` is a verb and names no report.
fn is_verb(name: &str) -> bool {
    matches!(name, "new" | "check" | "lock" | "editions")
}

fn subject<'a>(
    kind: ReportKind,
    arguments: &ReportArguments,
    project: &'a Project,
    readings: &[Reading],
) -> Result<KindSubject<'a>, Failure> {
    let lists = &project.lists;
    let named: Vec<AreaCode> =
        arguments.areas.iter().map(|text| names::area(lists, text)).collect::<Result<_, _>>()?;
    if kind == ReportKind::Comparison && named.len() < 2 {
        return Err(Failure::Usage {
            message: Localized::new("比较至少要有两个地区", "a comparison wants two areas or more"),
            hint: Localized::new(
                "例：tierstat report new comparison two --area 110000 --area 440000",
                "example: tierstat report new comparison two --area 110000 --area 440000",
            ),
        });
    }
    let indicator = arguments.indicator.as_ref().map(|text| names::indicator(lists, text)).transpose()?;
    let is_number = |reading: &&Reading| reading.figure.quantity.bounds.is_some();
    let numbers: Vec<&Reading> = readings.iter().filter(is_number).collect();
    let parent = |area: &AreaCode| lists.areas.get(area).and_then(|area| area.parent.clone());
    let area = match (kind, named.first()) {
        (ReportKind::Comparison, Some(first)) => parent(first).unwrap_or_else(|| first.clone()),
        (_, Some(first)) => first.clone(),
        (_, None) => most(numbers.iter().map(|reading| &reading.key.area)).ok_or_else(no_figures)?,
    };
    let of_area: Vec<&&Reading> = numbers
        .iter()
        .filter(|reading| reading.key.area == area || named.contains(&reading.key.area))
        .collect();
    // What only says of how many there can be is not what a report is about.
    let counted: BTreeSet<IndicatorId> = lists
        .indicators
        .indicators
        .iter()
        .filter_map(|one| lists.covered_by(&one.id, &Breakdown::whole()).map(|(units, _)| units))
        .collect();
    let is_told = |reading: &&&&Reading| !counted.contains(&reading.key.indicator);
    let indicator = indicator
        .or_else(|| most(of_area.iter().filter(is_told).map(|reading| &reading.key.indicator)))
        .or_else(|| most(of_area.iter().map(|reading| &reading.key.indicator)))
        .ok_or_else(no_figures)?;
    let with_figures: BTreeSet<&IndicatorId> = of_area.iter().map(|reading| &reading.key.indicator).collect();
    let in_order = lists.indicators.indicators.iter().map(|indicator| &indicator.id);
    let total = lists.tiers.total().map(|tier| &tier.id);
    let own: BTreeSet<&TierId> = of_area
        .iter()
        .filter(|reading| reading.key.indicator == indicator && reading.key.breakdown.is_whole())
        .map(|reading| &reading.key.tier)
        .collect();
    let parts: Vec<TierId> = lists
        .tiers
        .tiers
        .iter()
        .map(|tier| tier.id.clone())
        .filter(|tier| own.contains(tier) && Some(tier) != total)
        .collect();
    // One tier beside the total is no panel of tiers.
    let tiers = match (parts.len(), total) {
        (0 | 1, Some(total)) if own.contains(total) => vec![total.clone()],
        _ => parts,
    };
    Ok(KindSubject {
        lists,
        indicators: in_order.filter(|id| with_figures.contains(id)).cloned().collect(),
        indicator,
        area,
        areas: named,
        tiers,
    })
}

/// What stands most often, and of equally frequent ones the first in order.
fn most<'a, T: Ord + Clone + 'a>(all: impl Iterator<Item = &'a T>) -> Option<T> {
    let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some(best.0.clone())
}

fn no_figures() -> Failure {
    Failure::Usage {
        message: Localized::new(
            "账本里还没有可写报告的数据",
            "the ledger has no figures to write a report from",
        ),
        hint: Localized::new("先 tierstat import", "import first: tierstat import"),
    }
}
