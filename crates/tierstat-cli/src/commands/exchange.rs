//! `tierstat exchange`: figures with their origins, signed, to and from another association.

use crate::args::{ExchangeAction, ExchangeArguments};
use crate::commands::figures;
use crate::commands::report::written;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tierstat_model::Localized;
use tierstat_store::{ExchangeKey, ImportBatch, ImportOutcome, open_package, pack};

/// Where the secret of the project stands; it is never committed.
const KEY_FILE: &str = "exchange.key";

pub(crate) fn run(
    arguments: &ExchangeArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    match (arguments.action, &arguments.file) {
        (ExchangeAction::Key, _) => {
            let key = own_key(&project)?;
            output.data(&format!("{}\n", key.public()));
            Ok(Outcome::default())
        }
        (ExchangeAction::Pack, Some(file)) => pack_figures(arguments, file, &project, output),
        (ExchangeAction::Open, Some(file)) => open(arguments, file, world, &project, output),
        (ExchangeAction::Pack | ExchangeAction::Open, None) => Err(Failure::Usage {
            message: Localized::new("没有写文件", "no file is given"),
            hint: Localized::new("tierstat exchange pack 数据.json", "tierstat exchange pack shared.json"),
        }),
    }
}

/// The key of the project, made where there is none.
fn own_key(project: &Project) -> Result<ExchangeKey, Failure> {
    let path = project.root.join(KEY_FILE);
    if path.exists() {
        let text =
            std::fs::read_to_string(&path).map_err(|source| Failure::Read { path: path.clone(), source })?;
        return ExchangeKey::from_text(&text).ok_or_else(|| Failure::Settings {
            path,
            message: "no key of 64 hexadecimal digits".to_owned(),
        });
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::Write {
        path: path.clone(),
        source: std::io::Error::other(error.to_string()),
    })?;
    let key = ExchangeKey::from_seed(seed);
    written(&path, format!("{}\n", key.secret()).as_bytes())?;
    Ok(key)
}

fn pack_figures(
    arguments: &ExchangeArguments,
    file: &Path,
    project: &Project,
    output: &Output,
) -> Result<Outcome, Failure> {
    let query = figures::query(&project.lists, &arguments.selection, None)?;
    let figures = project.ledger_to_read()?.figures(&query)?;
    if figures.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("没有这样的数据", "there is no such figure"),
            hint: Localized::new("用 tierstat figures 查看有哪些", "tierstat figures lists what there is"),
        });
    }
    let key = own_key(project)?;
    written(file, &pack(&figures, &project.settings.title.zh, &key))?;
    let (count, shown, public) = (figures.len(), file.display(), key.public());
    output.say(&Localized::new(
        format!("{count} 条数据已签名写入 {shown}；公钥 {public}"),
        format!("{count} figures signed and written to {shown}; public key {public}"),
    ));
    Ok(Outcome::default())
}

fn open(
    arguments: &ExchangeArguments,
    file: &Path,
    world: &World,
    project: &Project,
    output: &Output,
) -> Result<Outcome, Failure> {
    let content = std::fs::read(file).map_err(|source| Failure::Read { path: file.to_owned(), source })?;
    let package =
        open_package(&content).map_err(|error| Failure::Package { path: file.to_owned(), error })?;
    let trusted = project.settings.exchange.iter().find(|known| known.key == package.public_key);
    let once = arguments.trust.as_deref() == Some(package.public_key.as_str());
    let sender = match trusted {
        Some(known) => known.name.clone(),
        None if once => package.sender.clone(),
        None => {
            let (sender, key) = (&package.sender, &package.public_key);
            return Err(Failure::Usage {
                message: Localized::new(
                    format!("签名有效，但不认识公钥 {key}（自称“{sender}”）"),
                    format!(
                        "the signature holds, but nobody here knows the key {key} (it calls itself `{sender}`)"
                    ),
                ),
                hint: Localized::new(
                    format!(
                        "先向对方核对公钥，再在 tierstat.toml 中写：[[exchange]] name = \"{sender}\" key = \"{key}\"；只信这一次用 --trust"
                    ),
                    format!(
                        "ask them whether it is theirs, then write in tierstat.toml: [[exchange]] name = \"{sender}\" key = \"{key}\"; --trust takes it once"
                    ),
                ),
            });
        }
    };
    let mut figures = package.figures;
    for figure in &mut figures {
        figure.origin.source_rank = project.source_rank(&figure.origin.document.publisher);
    }
    let hash: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    let said = arguments.selection.known_on;
    let outcome = project.ledger(said)?.import(&ImportBatch {
        file: &project.name_of(&absolute(world, file)),
        content: &content,
        content_hash: &hash,
        interpretation_hash: "exchange 1",
        imported_on: world.on(said).today,
        figures: &figures,
        kept_back: &[],
        findings: &[],
    })?;
    let count = figures.len();
    output.say(&match outcome {
        ImportOutcome::Imported { added, revised, confirmed, .. } => Localized::new(
            format!("来自“{sender}”的 {count} 条数据：新增 {added}，修订 {revised}，印证 {confirmed}"),
            format!("{count} figures from `{sender}`: {added} new, {revised} revised, {confirmed} confirmed"),
        ),
        ImportOutcome::AlreadyKnown { .. } => {
            Localized::new("此前已读入，没有改变", "known already; nothing was changed")
        }
    });
    Ok(Outcome::default())
}

fn absolute(world: &World, file: &Path) -> PathBuf {
    if file.is_absolute() { file.to_owned() } else { world.start.join(file) }
}
