//! `tierstat report lock`: a report as it is now, put where it stays.

use super::rendered::OnDay;
use crate::commands::written_file::WrittenFile;
use crate::edition::{Edition, MANIFEST, SOURCE, SUMS};
use crate::exit::{Failure, Outcome};
use crate::file_bytes::{hash_of, read_bytes};
use crate::output::Output;
use crate::output_files::Turn;
use crate::project::Project;
use crate::report_folder::ReportFolder;
use crate::report_inputs::name_inside;
use crate::unfinished_imports::UnfinishedImports;
use jiff::civil::Date;
use std::path::Path;
use tierstat_document::Format;
use tierstat_model::Localized;
use tierstat_report::Report;
use tierstat_store::Snapshot;

pub(in crate::commands) fn run(
    named: &[String],
    project: &Project,
    ledger: &Snapshot,
    known_on: Option<Date>,
    output: &Output,
) -> Result<Outcome, Failure> {
    let [report, name] = named else {
        return Err(Failure::Usage {
            message: Localized::new(
                "锁定需要报告和版次",
                "to lock takes a report and the name of its edition",
            ),
            hint: Localized::new(
                "如 tierstat report lock annual 2025",
                "as in tierstat report lock annual 2025",
            ),
        });
    };
    let edition = Edition::named(project, report, name)?;
    let reports = project.reports(std::slice::from_ref(report))?;
    let Some(report) = reports.first() else { return Ok(Outcome::default()) };
    let _turn = Turn::take(&project.boundary, &project.out(), output)?;
    UnfinishedImports::expect_none(project)?;
    expect_no_edit(project, report)?;
    let day = known_on.map_or_else(|| ledger.last_day_of_change(), |day| Ok(Some(day)))?;
    let Some(day) = day else {
        return Err(Failure::Usage {
            message: Localized::new(
                "账本中没有数据，无可锁定",
                "the ledger has no figures: there is nothing to lock",
            ),
            hint: Localized::new("先运行 tierstat build", "run tierstat build first"),
        });
    };
    let rendered =
        OnDay::of(project, ledger, report, day)?.render(project, ledger, report, output.language())?;
    let mut files = rendered.files;
    files.push((MANIFEST.to_owned(), rendered.manifest.content()));
    files.extend(source(report)?);
    files.sort();
    let sums = files.iter().map(|(name, content)| format!("{}  {name}\n", hash_of(content)));
    let sums: String = sums.collect();
    // Last: an edition is locked once this stands there.
    files.push((SUMS.to_owned(), sums.into_bytes()));
    let is_new = edition.publish(project, &files)?;
    let is_document = |name: &str| !name.contains('/') && Format::of(name).is_some();
    let documents = files.iter().filter(|(name, _)| is_document(name));
    let rows = documents.map(|(name, _)| WrittenFile(project.name_of(&edition.folder.join(name))));
    output.rows(&rows.collect::<Vec<_>>(), &project.lists, false);
    let (shown, folder) = (edition.shown(), project.name_of(&edition.folder));
    output.say(&match is_new {
        true => Localized::new(
            format!("已锁定 {shown}（所知日期 {day}）：{folder}；请提交到版本库，签名可签 {folder}/{SUMS}"),
            format!(
                "locked {shown}, as known on {day}: {folder}; commit it, and to sign it, sign {folder}/{SUMS}"
            ),
        ),
        false => Localized::new(
            format!("{shown} 已经锁定，内容相同"),
            format!("{shown} is locked already, with the same bytes"),
        ),
    });
    let error_findings = output.findings(&rendered.findings);
    Ok(Outcome { error_findings, ..Outcome::default() })
}

/// What a person edited cannot be written again from figures, so that it is in no edition.
fn expect_no_edit(project: &Project, report: &Report) -> Result<(), Failure> {
    let edits = ReportFolder::of(project, report)?.edits()?;
    if edits.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = edits.iter().map(|edit| edit.name.as_str()).collect();
    let report = report.name();
    Err(Failure::Usage {
        message: Localized::new(
            format!("没有锁定：{} 由人改过，无法由数据重写", names.join("、")),
            format!(
                "not locked: {} was edited by hand and cannot be written again from the figures",
                names.join(", ")
            ),
        ),
        hint: Localized::new(
            format!("把改动写进报告的 text.LANGUAGE.md，运行 tierstat report --accept {report}，再锁定"),
            format!(
                "put the changes into text.LANGUAGE.md of the report, run `tierstat report --accept {report}`, and lock it then"
            ),
        ),
    })
}

/// The files that the report is made from, as they are kept with it.
fn source(report: &Report) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let files = report.input_files();
    let folder = files.first().and_then(|first| first.parent()).unwrap_or_else(|| Path::new(""));
    let kept =
        files.iter().map(|path| Ok((format!("{SOURCE}/{}", name_inside(folder, path)), read_bytes(path)?)));
    kept.collect()
}
