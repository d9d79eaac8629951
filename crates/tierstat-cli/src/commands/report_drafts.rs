//! The reports of a project as they are written now, by which a text is known that was made from one of them.

use super::check;
use crate::exit::Failure;
use crate::font_files;
use crate::output::Output;
use crate::project::Project;
use crate::report_formats::ReportFormats;
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_document::Format;
use tierstat_ingest::FileContext;
use tierstat_model::{Finding, Language, Localized, Passage, Severity};
use tierstat_report::proof::Draft;
use tierstat_report::{Report, ReportContext};
use tierstat_store::Snapshot;

/// A report is broken, so that no text is compared with it.
const RULE_NOT_COMPARED: &str = "text.not-compared";

/// The drafts that texts may have been made from, in the formats of the texts, and what kept a report from being one.
pub(super) fn drafts(
    texts: &[(&str, &[Passage])],
    project: &Project,
    ledger: &Snapshot,
    known_on: Option<jiff::civil::Date>,
    output: &Output,
) -> Result<(Vec<Draft>, Vec<Finding>), Failure> {
    let (mut drafts, mut findings) = (Vec::new(), Vec::new());
    let reports = match project.reports(&[]) {
        Ok(reports) => reports,
        Err(failure) => return Ok((drafts, vec![not_compared(None, &failure, output)])),
    };
    let checked = check::findings(project, ledger, known_on)?;
    let fonts = font_files::fonts(project)?;
    let context =
        ReportContext { lookup: ledger, lists: &project.lists, known_on, findings: &checked, fonts: &fonts };
    for report in reports.iter().filter(|report| !report.is_alone()) {
        for language in report.languages() {
            let formats = asked_formats(texts, report, *language, &reports);
            if formats.is_empty() {
                continue;
            }
            match of_report(project, report, &context, *language, &formats) {
                Ok(found) => drafts.extend(found),
                Err(failure) => findings.push(not_compared(Some(report), &failure, output)),
            }
        }
    }
    Ok((drafts, findings))
}

/// In which formats a report is needed: of texts that have its name, and of all that may be in its language and have
/// the name of no report.
fn asked_formats(
    texts: &[(&str, &[Passage])],
    report: &Report,
    language: Language,
    reports: &[Report],
) -> BTreeSet<Format> {
    let is_of = |name: &str, report: &Report, language: Language| {
        name.starts_with(&format!("{}.{language}.", report.name()))
    };
    let is_of_any = |name: &str| {
        reports.iter().any(|report| report.languages().iter().any(|language| is_of(name, report, *language)))
    };
    let mut formats = BTreeSet::new();
    for (file, passages) in texts {
        let name = Path::new(file).file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        if is_of(&name, report, language) || (!is_of_any(&name) && may_be_in(passages, language)) {
            formats.insert(Format::of(&name).unwrap_or(Format::Markdown));
        }
    }
    formats
}

/// A text whose letters are Chinese to this part at most may be in English, and one to that part at least in Chinese, in percent: each
/// names documents in the other language.
const MAY_BE: [usize; 2] = [80, 20];

/// Whether a text may be written in a language.
fn may_be_in(passages: &[Passage], language: Language) -> bool {
    let sentences = passages.iter().flat_map(|passage| &passage.sentences);
    let letters = sentences.flat_map(|sentence| &sentence.characters).filter(|sign| sign.is_alphabetic());
    let (mut all, mut chinese) = (0_usize, 0_usize);
    for letter in letters {
        all += 1;
        chinese += usize::from(('\u{4e00}'..='\u{9fff}').contains(letter));
    }
    let [most_english, least_chinese] = MAY_BE;
    match language {
        Language::English => chinese * 100 <= all * most_english,
        Language::Chinese => chinese * 100 >= all * least_chinese,
    }
}

fn of_report(
    project: &Project,
    report: &Report,
    context: &ReportContext<'_>,
    language: Language,
    formats: &BTreeSet<Format>,
) -> Result<Vec<Draft>, Failure> {
    let rendered = tierstat_report::render_words(report, context, language)?;
    let manuscript = &rendered.manuscript;
    let written = ReportFormats { project, report, fonts: context.fonts, manuscripts: vec![manuscript] };
    formats
        .iter()
        .map(|format| {
            let name = format!("{}.{language}.{}", report.name(), format.ending());
            let content = written.content(*format, manuscript)?;
            let limits = &project.settings.limits;
            let file = FileContext::new(Path::new(&name), &name, &project.lists, limits);
            let passages = tierstat_ingest::passages_of(&file, &content.bytes)?;
            Ok(Draft { report: report.name().to_owned(), passages })
        })
        .collect()
}

fn not_compared(report: Option<&Report>, failure: &Failure, output: &Output) -> Finding {
    let (zh, en) = match report {
        Some(report) => (format!("报告 {}", report.name()), format!("the report {}", report.name())),
        None => ("本项目的报告".to_owned(), "the reports of this project".to_owned()),
    };
    let why = failure.message(output.language());
    Finding {
        severity: Severity::Warning,
        rule: RULE_NOT_COMPARED.to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("{zh} 写不出来，文稿没有与它逐句比较：{why}"),
            format!("{en} cannot be written, so that no text is compared with it: {why}"),
        ),
        hint: Localized::default(),
    }
}
