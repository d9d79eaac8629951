//! `tierstat ledger`: prove that the ledger is whole, and move it.

use crate::args::{LedgerAction, LedgerArguments};
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use std::path::Path;
use tierstat_model::Localized;
use tierstat_store::{ImportOutcome, Snapshot};

pub(crate) fn run(
    arguments: &LedgerArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    match (arguments.action, &arguments.file) {
        (LedgerAction::Verify, _) => verify(&project, output),
        (LedgerAction::Export, Some(file)) => export(&project, file, output),
        (LedgerAction::Import, Some(file)) => import(&project, file, output),
        (LedgerAction::Export | LedgerAction::Import, None) => Err(Failure::Usage {
            message: Localized::new("没有写文件", "no file is given"),
            hint: Localized::new("tierstat ledger export 账本.sqlite", "tierstat ledger export moved.sqlite"),
        }),
    }
}

/// Proves pages, hashes, checksums and counts; and that the file behind every figure still stands in the project.
fn verify(project: &Project, output: &Output) -> Result<Outcome, Failure> {
    let ledger = project.ledger_to_read()?;
    let error_findings = output.findings(&ledger.verify()?);
    if !error_findings {
        let (imports, figures) = (ledger.imports()?.len(), ledger.count()?);
        let kept_back = match ledger.kept_back()?.len() {
            0 => Localized::default(),
            count => Localized::new(format!("，暂缓 {count} 条"), format!(", {count} kept back")),
        };
        output.data(Localized::new(
            format!("账本完好：{imports} 次读入，{figures} 条数据{}，来源文件的散列都相符\n", kept_back.zh),
            format!("the ledger is sound: {imports} imports, {figures} figures{}, the hash of every kept file agrees\n", kept_back.en),
        ).get(output.language()));
    }
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

fn export(project: &Project, file: &Path, output: &Output) -> Result<Outcome, Failure> {
    project.ledger_to_read()?.export(file)?;
    let shown = file.display();
    output.say(&Localized::new(format!("已写出 {shown}"), format!("wrote {shown}")));
    Ok(Outcome::default())
}

fn import(project: &Project, file: &Path, output: &Output) -> Result<Outcome, Failure> {
    if !file.exists() {
        return Err(tierstat_ingest::IngestError::NotFound { path: file.to_owned() }.into());
    }
    // A link that is named by hand means what it leads to.
    let file =
        std::fs::canonicalize(file).map_err(|source| Failure::Read { path: file.to_owned(), source })?;
    let other = Snapshot::open(&file)?;
    let outcomes = project.ledger(None)?.absorb(&other)?;
    let known =
        outcomes.iter().filter(|outcome| matches!(outcome, ImportOutcome::AlreadyKnown { .. })).count();
    let taken = outcomes.len() - known;
    output.say(&Localized::new(
        format!("读入 {taken} 次，{known} 次此前已有"),
        format!("{taken} imports taken over, {known} known before"),
    ));
    Ok(Outcome::default())
}
