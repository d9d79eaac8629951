//! `tierstat report new`: a first report of a kind, from the figures that there are.

use super::report_subject;
use super::written_file::WrittenFile;
use crate::args::ReportArguments;
use crate::boundary::absolute;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::{Project, something_stands_at};
use crate::report_name;
use tierstat_answers::AnswerError;
use tierstat_model::{FigureLookup, FigureQuery, Localized};
use tierstat_report::ReportKind;

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
    let subject = report_subject::subject(kind, arguments, project, &readings)?;
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
    let texts: Vec<String> =
        project.settings.languages.iter().map(|language| format!("text.{language}.md")).collect();
    output.say(&Localized::new(
        format!("接下来：tierstat report {name}；文字在 {} 中修改", texts.join("、")),
        format!("next: tierstat report {name}; its words are edited in {}", texts.join(", ")),
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
    report_name::expect_free(name)?;
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    if name.is_empty() || name.starts_with('-') || !name.chars().all(is_plain) {
        return Err(usage(Localized::new(
            format!("报告不能叫“{name}”：名称只用字母、数字、- 和 _"),
            format!("a report cannot be called `{name}`: letters, digits, - and _ alone"),
        )));
    }
    Ok((found, name))
}
