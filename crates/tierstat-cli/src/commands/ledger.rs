//! `tierstat ledger`: prove that the ledger is whole, and move it.

use crate::args::{LedgerAction, LedgerArguments};
use crate::commands::missed;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::world::World;
use std::collections::BTreeMap;
use std::path::Path;
use tierstat_model::Localized;
use tierstat_store::{ImportOutcome, Snapshot, Source, StoreError, WithdrawnSource};

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
    let ledger = project.ledger_as_it_is()?;
    let error_findings = output.findings(&ledger.verify()?);
    if !error_findings {
        output.findings(&missed::findings(&ledger.sources()?, project)?);
        let (imports, figures) = (ledger.imports()?.len(), ledger.count()?);
        let kept_back = match ledger.kept_back()?.len() {
            0 => Localized::default(),
            count => Localized::new(format!("，暂缓 {count} 条"), format!(", {count} kept back")),
        };
        output.data(Localized::new(
            format!("账本完好：{imports} 次读入，{figures} 条数据{}，来源文件的散列都相符\n", kept_back.zh),
            format!("the ledger is sound: {imports} imports, {figures} figures{}, the hash of every kept file agrees\n", kept_back.en),
        ).get(output.language()));
        for WithdrawnSource { file, since, withdrawal } in ledger.withdrawn_sources()? {
            let why = withdrawal.localized();
            output.data(
                Localized::new(
                    format!("自 {since} 起不再是来源：{file}（{}）\n", why.zh),
                    format!("no source since {since}: {file} ({})\n", why.en),
                )
                .get(output.language()),
            );
        }
    }
    Ok(Outcome { error_findings, answers_for_findings: true, ..Outcome::default() })
}

fn export(project: &Project, file: &Path, output: &Output) -> Result<Outcome, Failure> {
    let ledger = project.ledger_as_it_is()?;
    if file.exists() {
        let reason = "a file stands there already".to_owned();
        return Err(StoreError::NotAccessible { path: file.to_owned(), reason }.into());
    }
    OutputFiles::write_by(file, |staged| {
        // A person knows the name of the file, and not where it stands until it is whole.
        ledger.export(staged).map_err(|error| match error {
            StoreError::DiskFull { .. } => StoreError::DiskFull { path: file.to_owned() }.into(),
            StoreError::NotAccessible { reason, .. } => {
                StoreError::NotAccessible { path: file.to_owned(), reason }.into()
            }
            other => other.into(),
        })
    })?;
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
    let other = Snapshot::open(&file)?.noting(&project.set_aside);
    let mut ledger = project.ledger(None)?;
    let outcomes = ledger.absorb(&other)?;
    let known =
        outcomes.iter().filter(|outcome| matches!(outcome, ImportOutcome::AlreadyKnown { .. })).count();
    let taken = outcomes.len() - known;
    output.say(&Localized::new(
        format!("读入 {taken} 次，{known} 次此前已有"),
        format!("{taken} imports taken over, {known} known before"),
    ));
    let own: BTreeMap<String, String> =
        ledger.snapshot()?.sources()?.into_iter().map(named_content).collect();
    let others = other.sources()?.into_iter().map(named_content);
    let differing = others.filter(|(file, content)| own.get(file).is_some_and(|own| own != content));
    let differing: Vec<String> = differing.map(|(file, _)| file).collect();
    if !differing.is_empty() {
        output.say(&Localized::new(
            format!("以下文件两处内容不同，按本项目的作答：{}", differing.join("、")),
            format!("these files differ there; what they say here is answered: {}", differing.join(", ")),
        ));
    }
    let withdrawn = other.withdrawn_sources()?.into_iter().map(|source| source.file);
    let withdrawn: Vec<String> = withdrawn.filter(|file| own.contains_key(file)).collect();
    if !withdrawn.is_empty() {
        output.say(&Localized::new(
            format!(
                "以下文件在那里已不是来源，这里仍以其作答：{}；如这里也不是：tierstat forget",
                withdrawn.join("、")
            ),
            format!(
                "these files are no sources there any more and are answered by here: {}; tierstat forget takes them out here, too",
                withdrawn.join(", ")
            ),
        ));
    }
    Ok(Outcome::default())
}

fn named_content(source: Source) -> (String, String) {
    (source.import.file, source.import.content_hash)
}
