//! `tierstat exchange`: figures with their origins, signed, to and from another association.

use crate::args::{ExchangeAction, ExchangeArguments};
use crate::commands::figures;
use crate::exchange_key::own_key;
use crate::exit::{Failure, Outcome};
use crate::file_bytes::hexadecimal;
use crate::output::{Output, counted};
use crate::output_files::OutputFiles;
use crate::package_figures::{self, Checked, Receiver};
use crate::project::Project;
use crate::trusted_key::{self, Signer};
use crate::world::World;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use tierstat_model::{Figure, FigureId, FigureQuery, Finding, IndicatorId, Localized, Quantity};
use tierstat_store::{
    ImportBatch, ImportOutcome, ImportRecord, Package, Snapshot, open_package, pack, public_key,
};

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
    OutputFiles::write(file, &pack(&figures, &project.settings.title.zh, &key))?;
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
    let name = project.name_of(&absolute(world, file));
    let content = content(file, &name, project)?;
    let package =
        open_package(&content).map_err(|error| Failure::Package { path: file.to_owned(), error })?;
    let hash = hexadecimal(&Sha256::digest(&content));
    // What came while a key held is taken again, though the key holds no more.
    let (came_on, stands_as) = match opened_ledger(project)? {
        Some(ledger) => {
            let imports = ledger.imports()?.into_iter().filter(|import| import.content_hash == hash);
            let standing = ledger.sources()?.into_iter().map(|source| source.import);
            let of_package = standing.filter(|import| import.content_hash == hash && import.file == name);
            (imports.map(|import| import.imported_on).min(), of_package.map(|import| import.file).next())
        }
        None => (None, None),
    };
    // Packages of two senders may have one name, and each stands for itself; one that stood before that by its name alone goes on.
    let stands_as = stands_as.unwrap_or_else(|| format!("{name}#{}", hash.get(..8).unwrap_or_default()));
    let said = arguments.selection.known_on;
    let today = world.on(said).today;
    let signer = match trusted_key::signer(project, &package.public_key, came_on.unwrap_or(today))? {
        Some(signer) => signer,
        None if arguments.trust.as_deref().and_then(public_key).as_ref() == Some(&package.public_key) => {
            Signer::trusted_once(&package.sender)
        }
        None => return Err(unknown_key(&package)),
    };
    let own = own_numbers(project, &package)?;
    let receiver = Receiver { lists: &project.lists, today, own: &own };
    let Checked { figures, kept_out, findings } = package_figures::checked(package, receiver, &signer);
    let outcome = project.ledger(said)?.import(&ImportBatch {
        file: &stands_as,
        content: &content,
        content_hash: &hash,
        interpretation_hash: &interpretation(&figures, &findings),
        imported_on: today,
        figures: &figures,
        kept_back: &[],
        findings: &findings,
    })?;
    let (count, sender) = (figures.len(), &signer.name);
    output.say(&match outcome {
        ImportOutcome::Imported { added, revised, confirmed, .. } => Localized::new(
            format!("来自“{sender}”的 {count} 条数据：新增 {added}，修订 {revised}，印证 {confirmed}"),
            format!("{count} figures from `{sender}`: {added} new, {revised} revised, {confirmed} confirmed"),
        ),
        ImportOutcome::AlreadyKnown { .. } => {
            Localized::new("此前已读入，没有改变", "known already; nothing was changed")
        }
    });
    if kept_out > 0 {
        output.say(&Localized::new(
            format!("另有 {kept_out} 条未读入："),
            format!("{} kept out:", counted(kept_out, "figure", "figures")),
        ));
    }
    let error_findings = output.findings(&findings);
    Ok(Outcome { error_findings, ..Outcome::default() })
}

/// The bytes of a package; where its file is gone, those that the ledger kept when it was opened before.
fn content(file: &Path, name: &str, project: &Project) -> Result<Vec<u8>, Failure> {
    let unreadable = |source| Failure::Read { path: file.to_owned(), source };
    let opened = match std::fs::File::open(file) {
        Ok(opened) => opened,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
            let kept = match opened_ledger(project)? {
                Some(ledger) => match last_package(&ledger, name)? {
                    Some(import) => ledger.stored_file(&import.content_hash)?,
                    None => None,
                },
                None => None,
            };
            return kept.ok_or_else(|| unreadable(source));
        }
        Err(source) => return Err(unreadable(source)),
    };
    // A package is held in memory as a whole.
    let limit = project.settings.limits.part_bytes;
    let mut content = Vec::new();
    opened.take(limit.saturating_add(1)).read_to_end(&mut content).map_err(unreadable)?;
    match u64::try_from(content.len()) {
        Ok(found) if found <= limit => Ok(content),
        found => Err(tierstat_ingest::IngestError::TooLarge {
            path: file.to_owned(),
            what: "bytes",
            found: found.unwrap_or(u64::MAX),
            limit,
        }
        .into()),
    }
}

/// The newest import of a package, which stands under its name with the beginning of its hash, or before schema 5 without.
fn last_package(ledger: &Snapshot, name: &str) -> Result<Option<ImportRecord>, Failure> {
    let is_it = |file: &str| {
        file.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.strip_prefix('#').is_some_and(|hash| hash.len() == 8))
    };
    Ok(ledger.imports()?.into_iter().rev().find(|import| is_it(&import.file)))
}

/// The ledger, where something was ever imported.
fn opened_ledger(project: &Project) -> Result<Option<Snapshot>, Failure> {
    project.ledger_if_any()
}

/// The numbers that this project read itself from the files from which a package says to have its own.
fn own_numbers(project: &Project, package: &Package) -> Result<BTreeMap<FigureId, Vec<Quantity>>, Failure> {
    let mut own: BTreeMap<FigureId, Vec<Quantity>> = BTreeMap::new();
    let Some(ledger) = opened_ledger(project)? else { return Ok(own) };
    let imports = ledger.imports()?.into_iter();
    let held: BTreeSet<String> = imports
        .filter(|import| !import.interpretation_hash.starts_with(trusted_key::PACKAGE))
        .map(|import| import.content_hash)
        .collect();
    let of_held = package.figures.iter().filter(|(_, figure)| held.contains(&figure.origin.content_hash));
    let indicators: BTreeSet<IndicatorId> = of_held.map(|(_, figure)| figure.indicator.clone()).collect();
    if indicators.is_empty() {
        return Ok(own);
    }
    let query = FigureQuery { indicators: indicators.into_iter().collect(), ..FigureQuery::default() };
    for figure in ledger.figures(&query)? {
        if held.contains(&figure.origin.content_hash) {
            own.entry(figure.id).or_default().push(figure.quantity);
        }
    }
    Ok(own)
}

/// How a package was read: the same where it came to the same figures and findings, whatever decided that.
fn interpretation(figures: &[Figure], findings: &[Finding]) -> String {
    let mut hasher = Sha256::new();
    // Figures and findings are numbers and texts, so nothing here fails to serialize.
    hasher.update(serde_json::to_vec(&(figures, findings)).unwrap_or_default());
    format!("{}2 {}", trusted_key::PACKAGE, hexadecimal(&hasher.finalize()))
}

/// That nobody here knows who signed; what is to be written is written so that no name can write more than a name.
fn unknown_key(package: &Package) -> Failure {
    let (sender, key) = (&package.sender, &package.public_key);
    let entry = format!("[[exchange]] name = {} key = \"{key}\"", toml::Value::String(sender.clone()));
    Failure::Usage {
        message: Localized::new(
            format!("签名有效，但不认识公钥 {key}（自称“{sender}”）"),
            format!("the signature holds, but nobody here knows the key {key} (it calls itself `{sender}`)"),
        ),
        hint: Localized::new(
            format!("先向对方核对公钥，再在 tierstat.toml 中写：{entry}；只信这一次用 --trust"),
            format!(
                "ask them whether it is theirs, then write in tierstat.toml: {entry}; --trust takes it once"
            ),
        ),
    }
}

fn absolute(world: &World, file: &Path) -> PathBuf {
    if file.is_absolute() { file.to_owned() } else { world.start.join(file) }
}
