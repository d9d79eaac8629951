//! Trusted keys: whose signed packages are taken, from which day to which, and by whose rank they are read.

use crate::exit::Failure;
use crate::project::Project;
use crate::settings::{SETTINGS_FILE, TrustedKey, UNRANKED};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tierstat_model::{CellRef, Finding, Localized, Severity};
use tierstat_store::{Snapshot, open_package, public_key};

/// Who signed a package, as far as the receiver knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The name by which it is spoken of.
    pub(crate) name: String,
    /// Who it is among the publishers; `None` for a key that is trusted once.
    pub(crate) publisher: Option<String>,
    /// The rank of all that it sends, whoever is said to have published it.
    pub(crate) rank: u32,
}

impl Signer {
    /// A signer of whom nothing is known but a name that it gives itself.
    pub(crate) fn trusted_once(sender: &str) -> Self {
        Self { name: sender.to_owned(), publisher: None, rank: UNRANKED }
    }
}

/// Who signed with a key, by the settings; `None` where they do not know it.
///
/// `day` is that on which the package came here: what a package says of its own day is worth nothing once the key is stolen.
///
/// # Errors
/// Where an entry of the settings is no key, and where the key does not hold on that day.
pub(crate) fn signer(project: &Project, key: &str, day: Date) -> Result<Option<Signer>, Failure> {
    let mut entries: Vec<&TrustedKey> = Vec::new();
    for entry in &project.settings.exchange {
        let Some(known) = public_key(&entry.key) else {
            return Err(Failure::Settings {
                path: project.root.join(SETTINGS_FILE),
                message: Localized::new(
                    format!("[[exchange]] `{}`：`{}` 不是 64 位十六进制的公钥", entry.name, entry.key),
                    format!(
                        "[[exchange]] `{}`: `{}` is no public key of 64 hexadecimal digits",
                        entry.name, entry.key
                    ),
                ),
            });
        };
        if known == key {
            entries.push(entry);
        }
    }
    // A key that is revoked anywhere is revoked.
    if let Some((entry, revoked)) =
        entries.iter().find_map(|entry| Some((*entry, entry.revoked.filter(|revoked| *revoked <= day)?)))
    {
        return Err(refused(
            Localized::new(
                format!("“{}”的公钥 {key} 已自 {revoked} 起撤销", entry.name),
                format!("the key {key} of `{}` is revoked since {revoked}", entry.name),
            ),
            entry,
        ));
    }
    let holds = |entry: &&&TrustedKey| {
        entry.from.is_none_or(|from| from <= day) && entry.until.is_none_or(|until| day <= until)
    };
    if let Some(entry) = entries.iter().find(holds) {
        let publisher = entry.publisher.as_ref().unwrap_or(&entry.name);
        let rank = project.source_rank(publisher);
        return Ok(Some(Signer { name: entry.name.clone(), publisher: Some(publisher.clone()), rank }));
    }
    let Some(entry) = entries.last() else { return Ok(None) };
    let ends = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
    let (from, until) = (ends(entry.from), ends(entry.until));
    Err(refused(
        Localized::new(
            format!("“{}”的公钥 {key} 只在 {from} 至 {until} 有效，数据包到达于 {day}", entry.name),
            format!(
                "the key {key} of `{}` holds from {from} to {until}; the package came on {day}",
                entry.name
            ),
        ),
        entry,
    ))
}

/// The packages that answer although they came when their key was revoked already, as is found out where a person writes only
/// later since when it was; one that came before stays as it is.
pub(crate) fn packages_of_revoked_keys(
    project: &Project,
    ledger: &Snapshot,
) -> Result<Vec<Finding>, Failure> {
    let is_revoked = |entry: &&TrustedKey| entry.revoked.is_some();
    let revoked: Vec<&TrustedKey> = project.settings.exchange.iter().filter(is_revoked).collect();
    if revoked.is_empty() {
        return Ok(Vec::new());
    }
    let mut came_on: BTreeMap<String, Date> = BTreeMap::new();
    for import in ledger.imports()? {
        let day = came_on.entry(import.content_hash).or_insert(import.imported_on);
        *day = import.imported_on.min(*day);
    }
    let mut findings = Vec::new();
    for import in ledger.sources()?.into_iter().map(|source| source.import) {
        if !import.interpretation_hash.starts_with(PACKAGE) {
            continue;
        }
        let (Some(bytes), Some(day)) =
            (ledger.stored_file(&import.content_hash)?, came_on.get(&import.content_hash))
        else {
            continue;
        };
        // What an earlier version took for a package and is none any more is for `exchange open` to tell.
        let Ok(package) = open_package(&bytes) else { continue };
        let of_key =
            revoked.iter().filter(|entry| public_key(&entry.key).as_ref() == Some(&package.public_key));
        let since =
            of_key.filter_map(|entry| Some((&entry.name, entry.revoked.filter(|since| since <= day)?)));
        if let Some((name, since)) = since.min_by_key(|(_, since)| *since) {
            findings.push(revoked_before(&import.file, *day, name, since));
        }
    }
    Ok(findings)
}

/// What the interpretation of every package begins with.
pub(crate) const PACKAGE: &str = "exchange ";

fn revoked_before(file: &str, day: Date, name: &str, since: Date) -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: "exchange.revoked".to_owned(),
        cells: vec![CellRef { file: file.to_owned(), sheet: None, row: 1, column: 1 }],
        message: Localized::new(
            format!("数据包 {file} 于 {day} 读入，而“{name}”的公钥自 {since} 起已撤销：其中的数据仍在作答"),
            format!(
                "the package {file} came on {day}, and the key of `{name}` is revoked since {since}: its figures are still answered"
            ),
        ),
        hint: Localized::new(
            format!("不应再用的：tierstat forget {file}，并请“{name}”用现在的密钥重新签名"),
            format!("tierstat forget {file}, and ask `{name}` to sign it anew with its present key"),
        ),
    }
}

fn refused(message: Localized, entry: &TrustedKey) -> Failure {
    let name = &entry.name;
    Failure::Untrusted {
        message,
        hint: Localized::new(
            format!("请“{name}”用现在的密钥重新签名；此前读入的数据不受影响"),
            format!("ask `{name}` to sign it anew with its present key; what was taken in before stays"),
        ),
    }
}
