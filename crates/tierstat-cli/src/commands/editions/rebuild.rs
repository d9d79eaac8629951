//! `tierstat report --edition`: a locked report written again, held against what was locked.

use super::rendered::OnDay;
use crate::commands::manifest::Manifest;
use crate::commands::written_file::WrittenFile;
use crate::edition::{Edition, MANIFEST};
use crate::exit::{Failure, Outcome};
use crate::file_bytes::hash_of;
use crate::output::Output;
use crate::output_files::{OutputFiles, Turn};
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use tierstat_document::Format;
use tierstat_model::{Finding, Localized, Severity};
use tierstat_store::Snapshot;

pub(in crate::commands) fn run(
    reports: &[String],
    name: &str,
    project: &Project,
    ledger: &Snapshot,
    output: &Output,
) -> Result<Outcome, Failure> {
    let asked = reports.iter().map(|report| Edition::locked(project, report, name));
    let mut editions = asked.collect::<Result<Vec<_>, _>>()?;
    if reports.is_empty() {
        editions = Edition::all(project)?.into_iter().filter(|edition| edition.name == name).collect();
    }
    if editions.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new(
                format!("没有锁定过版次“{name}”"),
                format!("no edition `{name}` was locked"),
            ),
            hint: Localized::new("tierstat report editions 列出各版", "tierstat report editions lists them"),
        });
    }
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(project)?;
    let (mut rows, mut findings, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    for edition in &editions {
        findings.extend(edition.faults(project));
        match one(edition, project, ledger, output) {
            Ok((written, seen)) => {
                rows.extend(written);
                findings.extend(seen);
            }
            Err(failure) => failures.push(failure),
        }
    }
    output.rows(&rows, &project.lists, false);
    let error_findings = output.findings(&findings);
    failures.iter().for_each(|failure| output.error(failure));
    let failed = failures.first().map(Failure::exit);
    Ok(Outcome { error_findings, failed, answers_for_findings: true, ..Outcome::default() })
}

/// Writes one edition again; the files, and what differs.
fn one(
    edition: &Edition,
    project: &Project,
    ledger: &Snapshot,
    output: &Output,
) -> Result<(Vec<WrittenFile>, Vec<Finding>), Failure> {
    let locked = edition.manifest(project);
    let (Some(locked), Some(day)) = (locked, edition.known_on(project)) else {
        let path = edition.folder.join(MANIFEST);
        return Err(Failure::Read { path, source: std::io::Error::other("no manifest of an edition") });
    };
    let report = edition.description(project)?;
    let now = OnDay::of(project, ledger, &report, day)?;
    let other_inputs = locked.inputs.differences(&now.inputs, true);
    // What cannot be written any more is told with what it was made from and is not.
    let rendered = now.render(project, ledger, &report, output.language()).inspect_err(|_| {
        output.findings(&Vec::from_iter(difference(edition, &[], &other_inputs, locked.inputs.program())));
    })?;
    let folder = project.out().join("editions").join(&edition.report).join(&edition.name);
    let mut files = OutputFiles::inside(&project.boundary, &folder)?;
    let mut rows = Vec::new();
    for (name, content) in &rendered.files {
        let path = folder.join(name);
        files.add(&path, content)?;
        if !name.contains('/') && Format::of(name).is_some() {
            rows.push(WrittenFile(project.name_of(&path)));
        }
    }
    files.add(&folder.join(MANIFEST), &rendered.manifest.content())?;
    files.publish()?;
    let other_files = differing(&locked, &rendered.files);
    let mut findings =
        Vec::from_iter(difference(edition, &other_files, &other_inputs, locked.inputs.program()));
    if findings.is_empty() {
        let shown = edition.shown();
        output.say(&Localized::new(
            format!("{shown} 重写后与锁定时逐字节相同"),
            format!("{shown} is written again to the same bytes as it was locked"),
        ));
    }
    findings.extend(rendered.findings);
    Ok((rows, findings))
}

/// The files that are other ones than those that were locked, or stand on one side alone.
fn differing(locked: &Manifest, files: &[(String, Vec<u8>)]) -> Vec<String> {
    let is_there = |name: &String| files.iter().any(|(found, _)| found == name);
    let gone = locked.outputs.keys().filter(|name| !is_there(name)).cloned();
    let other = files.iter().filter(|(name, content)| locked.outputs.get(name) != Some(&hash_of(content)));
    let mut names: Vec<String> = gone.chain(other.map(|(name, _)| name.clone())).collect();
    names.sort();
    names
}

/// That an edition is written otherwise than it was locked, or from something else to the same bytes.
fn difference(edition: &Edition, files: &[String], inputs: &[Localized], program: &str) -> Option<Finding> {
    if files.is_empty() && inputs.is_empty() {
        return None;
    }
    let shown = edition.shown();
    let (files_zh, files_en) = match files.is_empty() {
        true => (format!("{shown} 写出的相同"), format!("{shown} is written to the same bytes")),
        false => (
            format!("{shown} 重写后与锁定时不同：{}", files.join("、")),
            format!("{shown} is not written as it was locked: {}", files.join(", ")),
        ),
    };
    let zh: Vec<&str> = inputs.iter().map(|what| what.zh.as_str()).collect();
    let en: Vec<&str> = inputs.iter().map(|what| what.en.as_str()).collect();
    let (inputs_zh, inputs_en) = match inputs.is_empty() {
        true => ("所依据的都相同".to_owned(), "all that it is made from is the same".to_owned()),
        false => (
            format!("所依据的与锁定时不同的有：{}", zh.join("、")),
            format!("of what it is made from, these differ: {}", en.join(", ")),
        ),
    };
    Some(Finding {
        severity: if files.is_empty() { Severity::Information } else { Severity::Error },
        rule: "edition.differs".to_owned(),
        cells: Vec::new(),
        message: Localized::new(format!("{files_zh}；{inputs_zh}"), format!("{files_en}; {inputs_en}")),
        hint: Localized::new(
            format!(
                "锁定的一版不变；它由 tierstat {program} 写出，要得到相同的字节，用那一版程序和当时的文件"
            ),
            format!(
                "the locked edition stays; tierstat {program} wrote it, and that version with the files of then writes the same bytes"
            ),
        ),
    })
}
