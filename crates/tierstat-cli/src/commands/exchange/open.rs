//! A package of another association, verified and taken in.

use super::own_numbers::own_numbers;
use super::package_file::content;
use crate::args::ExchangeArguments;
use crate::exit::{Failure, Outcome};
use crate::file_bytes::hexadecimal;
use crate::output::{Output, counted};
use crate::package_figures::{self, Checked, Receiver};
use crate::project::Project;
use crate::trusted_key::{self, Signer};
use crate::world::World;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tierstat_model::{Figure, Finding, Localized};
use tierstat_store::{ImportBatch, ImportOutcome, Package, open_package, public_key};

/// Verifies a package and takes its figures in.
pub(super) fn open(
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
    let (came_on, stands_as) = match project.ledger_if_any()? {
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
