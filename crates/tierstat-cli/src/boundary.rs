//! The boundary of a project: what lies inside, also behind links. Beyond it nothing is read or written unless it is asked for
//! by name.

use std::path::{Component, Path, PathBuf};
use tierstat_model::Localized;

/// A folder with the place where it really lies.
#[derive(Debug, Clone)]
pub(crate) struct Boundary {
    /// The folder as it is named.
    named: PathBuf,
    /// The folder without links.
    real: PathBuf,
}

/// A link that is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadLink {
    /// Where it stands.
    pub(crate) link: PathBuf,
    /// What it says.
    pub(crate) target: PathBuf,
    pub(crate) fault: LinkFault,
}

/// Why a link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkFault {
    /// It leads outside.
    Outside,
    /// Nothing is where it leads, or it leads back to itself.
    Nowhere,
}

impl Boundary {
    /// The boundary around a folder; one that is not there yet lies where it is named.
    pub(crate) fn around(folder: &Path) -> Self {
        let named = absolute(folder);
        let real = std::fs::canonicalize(&named).unwrap_or_else(|_| named.clone());
        Self { named, real }
    }

    /// Whether a place without links lies inside.
    pub(crate) fn holds(&self, real: &Path) -> bool {
        real.starts_with(&self.real)
    }

    /// The path of a place without links as it is named inside; `None` outside.
    pub(crate) fn name_inside(&self, real: &Path) -> Option<PathBuf> {
        real.strip_prefix(&self.real).ok().map(|inside| self.named.join(inside))
    }

    /// Looks at each part of a path below the folder: a link among them must lead to something inside.
    ///
    /// # Errors
    /// [`BadLink`] with the link and its target.
    pub(crate) fn check(&self, path: &Path) -> Result<(), BadLink> {
        let path = absolute(path);
        let Ok(inside) = path.strip_prefix(&self.named) else {
            // Without a link outside: it was asked for by name, or the settings were looked at already.
            return Ok(());
        };
        let mut place = self.named.clone();
        for part in inside.components() {
            place.push(part);
            let Ok(found) = std::fs::symlink_metadata(&place) else { return Ok(()) };
            if found.is_symlink() {
                self.follow(&place)?;
            }
        }
        Ok(())
    }

    /// Where a link leads, without links.
    ///
    /// # Errors
    /// [`BadLink`] where that is outside or nowhere.
    pub(crate) fn follow(&self, link: &Path) -> Result<PathBuf, BadLink> {
        let bad = |fault| BadLink {
            link: link.to_owned(),
            target: std::fs::read_link(link).unwrap_or_default(),
            fault,
        };
        match std::fs::canonicalize(link) {
            Ok(real) if self.holds(&real) => Ok(real),
            // What it says may be a link to further links; where it ends is what counts.
            Ok(real) => Err(BadLink { target: real, ..bad(LinkFault::Outside) }),
            Err(_) => Err(bad(LinkFault::Nowhere)),
        }
    }
}

impl BadLink {
    /// The rule of the finding that names the link.
    pub(crate) fn rule(&self) -> &'static str {
        match self.fault {
            LinkFault::Outside => "link.outside",
            LinkFault::Nowhere => "link.nowhere",
        }
    }

    /// What is wrong with the link.
    pub(crate) fn message(&self) -> Localized {
        let (link, target) = (self.link.display(), self.target.display());
        match self.fault {
            LinkFault::Outside => Localized::new(
                format!("{link} 是链接，指向项目之外的 {target}：不读也不写"),
                format!(
                    "{link} is a link to {target}, outside the project: nothing is read or written there"
                ),
            ),
            LinkFault::Nowhere => Localized::new(
                format!("{link} 是链接，但所指的 {target} 不存在，或又指回自身"),
                format!("{link} is a link to {target}, where nothing is or which leads back to itself"),
            ),
        }
    }

    /// What to do about it.
    pub(crate) fn hint(&self) -> Localized {
        match self.fault {
            LinkFault::Outside => Localized::new(
                "把所指的内容放进项目，取代链接；若只读入一个文件，写出它的路径：tierstat import 文件",
                "put what it leads to into the project in place of the link; to take in one file, name it: tierstat import FILE",
            ),
            LinkFault::Nowhere => Localized::new(
                "删去该链接，或补上所指的内容",
                "remove the link, or put back what it leads to",
            ),
        }
    }
}

/// A path from the root of the file system, in which `.` and `..` are resolved by name.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in full.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    plain
}
