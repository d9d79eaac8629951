//! The secret with which the project signs: a file that only its owner may read.

use crate::exit::Failure;
use crate::output_files::OutputFiles;
use crate::project::Project;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use tierstat_model::Localized;
use tierstat_store::ExchangeKey;

/// Where the secret of the project stands; it is never committed.
const KEY_FILE: &str = "exchange.key";

/// The key of the project, made where there is none.
pub(crate) fn own_key(project: &Project) -> Result<ExchangeKey, Failure> {
    let path = project.root.join(KEY_FILE);
    project.boundary.check(&path)?;
    match File::open(&path) {
        Ok(file) => read(file, &path),
        Err(error) if error.kind() == ErrorKind::NotFound => make(&path),
        Err(source) => Err(Failure::Read { path, source }),
    }
}

fn read(mut file: File, path: &Path) -> Result<ExchangeKey, Failure> {
    let unreadable = |source| Failure::Read { path: path.to_owned(), source };
    if let Some(mode) = too_wide(&file.metadata().map_err(unreadable)?) {
        let shown = path.display();
        return Err(Failure::Untrusted {
            message: Localized::new(
                format!("{shown} 的权限为 {mode:o}，别人也能读到签名用的密钥"),
                format!("{shown} has the mode {mode:o}: others can read the secret that signs"),
            ),
            hint: Localized::new(
                format!(
                    "chmod 600 {shown}；若已有别人读过，请改名保存旧密钥，用 tierstat exchange key 生成新的，并请对方撤销旧公钥"
                ),
                format!(
                    "chmod 600 {shown}; if somebody has read it, put it away, make a new one with tierstat exchange key, and ask those who trust it to revoke the old one"
                ),
            ),
        });
    }
    let mut text = String::new();
    // A key is one line; what is longer is none, however long it is.
    (&mut file).take(256).read_to_string(&mut text).map_err(unreadable)?;
    ExchangeKey::from_text(&text).ok_or_else(|| Failure::Settings {
        path: path.to_owned(),
        message: Localized::new("不是 64 位十六进制的密钥", "no key of 64 hexadecimal digits"),
    })
}

/// Makes a key in a file that nobody else can read at any instant, and that takes the place of none.
fn make(path: &Path) -> Result<ExchangeKey, Failure> {
    let failure = |source| Failure::Write { path: path.to_owned(), source };
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| failure(std::io::Error::other(error.to_string())))?;
    let key = ExchangeKey::from_seed(seed);
    if OutputFiles::write_secret(path, format!("{}\n", key.secret()).as_bytes())? {
        return Ok(key);
    }
    // Another process made one in the meantime.
    let file = File::open(path).map_err(|source| Failure::Read { path: path.to_owned(), source })?;
    read(file, path)
}

/// The mode of a file that others than its owner may read or write, where the system knows such modes.
fn too_wide(metadata: &std::fs::Metadata) -> Option<u32> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777;
        (mode & 0o077 != 0).then_some(mode)
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        None
    }
}
