//! Publications: the files in the datasets folder, each with the records that stand beside it.

use crate::exit::Failure;
use crate::project::Project;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tierstat_ingest::{
    CorrectionRecord, EarlierFile, FileContext, FiscalYearRule, Layout, Mapping, OriginFile,
};

/// What the names of records beside a file end in.
const RECORDS: [&str; 3] = [".origin.toml", ".mapping.toml", ".corrections.toml"];
/// Endings of files that hold figures.
const READABLE: [&str; 12] =
    ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "html", "htm", "docx", "md"];
/// Folders of the datasets folder that hold code lists.
const CODE_LISTS: [&str; 2] = ["areas", "indicators"];

/// One file with its origin, mapping and corrections.
#[derive(Debug)]
pub(crate) struct Publication {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its path inside the project.
    pub(crate) name: String,
    pub(crate) origin: Option<OriginFile>,
    pub(crate) mapping: Option<Mapping>,
    /// The file of the same publisher from before that is laid out most alike.
    pub(crate) earlier: Option<EarlierPublication>,
    pub(crate) corrections: Vec<CorrectionRecord>,
    /// The rank of its publisher.
    pub(crate) source_rank: u32,
    /// When the fiscal years of its project's sources begin.
    pub(crate) fiscal_year: Option<FiscalYearRule>,
    /// Hash of all that decides how the file is read: its records and the code lists.
    pub(crate) interpretation_hash: String,
}

/// An earlier file of a publisher, with what of its mapping holds for the next one.
#[derive(Debug)]
pub(crate) struct EarlierPublication {
    name: String,
    layout: Layout,
    mapping: Option<Mapping>,
    /// Hash of the file and its mapping.
    hash: Vec<u8>,
}

impl Publication {
    /// Reads the records beside a file.
    pub(crate) fn read(project: Option<&Project>, path: &Path) -> Result<Self, Failure> {
        let [origin_path, mapping_path, corrections_path] = RECORDS.map(|ending| beside(path, ending));
        let origin = origin_path.as_deref().map(tierstat_ingest::origin_file::read).transpose()?;
        let mapping = mapping_path.as_deref().map(tierstat_ingest::mapping::read).transpose()?;
        let corrections = corrections_path
            .as_deref()
            .map(tierstat_ingest::corrections::read)
            .transpose()?
            .unwrap_or_default();
        let source_rank = match (project, &origin) {
            (Some(project), Some(origin)) => project.source_rank(&origin.publisher),
            _ => u32::MAX,
        };
        let mut hasher = Sha256::new();
        hasher.update(env!("CARGO_PKG_VERSION"));
        hasher.update(source_rank.to_le_bytes());
        let fiscal_year = project.and_then(|project| project.settings.fiscal_year);
        hasher.update(format!("{fiscal_year:?}"));
        for (ending, beside) in RECORDS.iter().zip([&origin_path, &mapping_path, &corrections_path]) {
            hasher.update(ending);
            if let Some(beside) = beside {
                hasher.update(read_bytes(beside)?);
            }
        }
        let earlier = project.map(|project| EarlierPublication::find(project, path)).transpose()?.flatten();
        if let Some(earlier) = &earlier {
            hasher.update(&earlier.hash);
        }
        if let Some(project) = project {
            hasher.update(&project.lists_hash);
        }
        let name = project.map_or_else(|| path.display().to_string(), |project| project.name_of(path));
        Ok(Self {
            path: path.to_owned(),
            name,
            origin,
            mapping,
            earlier,
            corrections,
            fiscal_year,
            source_rank,
            interpretation_hash: hexadecimal(&hasher.finalize()),
        })
    }

    /// What the importer is told about the file.
    pub(crate) fn context<'a>(
        &'a self,
        lists: &'a tierstat_model::CodeLists,
        limits: &'a tierstat_ingest::Limits,
        imported_on: Option<jiff::civil::Date>,
    ) -> FileContext<'a> {
        let lent = self.earlier.as_ref().and_then(|earlier| earlier.mapping.as_ref());
        FileContext {
            path: &self.path,
            name: &self.name,
            lists,
            origin: self.origin.as_ref(),
            mapping: self.mapping.as_ref().or(lent),
            earlier: self.earlier.as_ref().map(|earlier| EarlierFile {
                name: &earlier.name,
                layout: &earlier.layout,
                lends_mapping: self.mapping.is_none() && lent.is_some(),
            }),
            corrections: &self.corrections,
            fiscal_year: self.fiscal_year,
            limits,
            source_rank: self.source_rank,
            imported_on,
        }
    }
}

impl EarlierPublication {
    /// Editions before this one that are looked at, latest first.
    const EDITIONS: usize = 8;
    /// Layouts less alike than this are not compared.
    const ALIKE: f64 = 0.5;

    /// The file in an earlier edition of the same publisher whose headers are most like those of a file.
    fn find(project: &Project, path: &Path) -> Result<Option<Self>, Failure> {
        let files = earlier_files(project, path)?;
        let limits = &project.settings.limits;
        // A file that cannot be read is reported when it is imported.
        let (false, Ok(own)) = (files.is_empty(), tierstat_ingest::layout(path, limits)) else {
            return Ok(None);
        };
        let mut best: Option<(f64, PathBuf, Layout)> = None;
        for file in files {
            let Ok(layout) = tierstat_ingest::layout(&file, limits) else { continue };
            let likeness = own.likeness(&layout);
            if likeness >= Self::ALIKE && best.as_ref().is_none_or(|(known, ..)| likeness > *known) {
                best = Some((likeness, file, layout));
            }
        }
        let Some((_, file, layout)) = best else { return Ok(None) };
        let mut hasher = Sha256::new();
        hasher.update(read_bytes(&file)?);
        let mapping_path = beside(&file, ".mapping.toml");
        let mapping = mapping_path.as_deref().map(tierstat_ingest::mapping::read).transpose()?;
        if let Some(mapping_path) = mapping_path {
            hasher.update(read_bytes(&mapping_path)?);
        }
        Ok(Some(Self {
            name: project.name_of(&file),
            layout,
            mapping: mapping.map(|mapping| mapping.for_the_next_file()),
            hash: hasher.finalize().to_vec(),
        }))
    }
}

/// The files of the editions before that of a file, latest edition first; the publisher's folder holds the editions.
fn earlier_files(project: &Project, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let absolute =
        std::path::absolute(path).map_err(|source| Failure::Read { path: path.to_owned(), source })?;
    let edition = absolute.parent();
    let publisher = edition.and_then(Path::parent);
    let (Some(edition), Some(publisher)) = (edition, publisher) else { return Ok(Vec::new()) };
    let datasets = std::path::absolute(project.datasets())
        .map_err(|source| Failure::Read { path: project.datasets(), source })?;
    if publisher == datasets || !publisher.starts_with(&datasets) {
        return Ok(Vec::new());
    }
    let before = sorted_entries(publisher)?.into_iter().filter(|entry| entry.is_dir() && *entry < *edition);
    let mut editions: Vec<PathBuf> = before.collect();
    editions.reverse();
    let mut files = Vec::new();
    for edition in editions.iter().take(EarlierPublication::EDITIONS) {
        files.extend(files_under(project, edition)?);
    }
    Ok(files)
}

/// The record of a kind that stands beside a file.
fn beside(path: &Path, ending: &str) -> Option<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    let beside = PathBuf::from(name);
    beside.is_file().then_some(beside)
}

/// The files with figures under a path, in order of name; a file named by a person is always taken.
pub(crate) fn files_under(project: &Project, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let datasets = project.datasets();
    let mut skipped: Vec<PathBuf> = CODE_LISTS.iter().map(|name| datasets.join(name)).collect();
    skipped.extend(project.settings.not_imported.iter().map(|name| datasets.join(name)));
    let mut found = Vec::new();
    let mut folders =
        vec![std::path::absolute(path).map_err(|source| Failure::Read { path: path.to_owned(), source })?];
    while let Some(folder) = folders.pop() {
        for entry in sorted_entries(&folder)? {
            let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            // A read-me speaks of the data and is none.
            let is_note = name.to_lowercase().starts_with("readme");
            if name.starts_with(['.', '~']) || is_note || skipped.contains(&entry) {
                continue;
            }
            if entry.is_dir() {
                folders.push(entry);
            } else if READABLE.iter().any(|ending| {
                entry.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
            }) {
                found.push(entry);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A hash of all code list files of a datasets folder, in order of name.
pub(crate) fn code_lists_hash(datasets: &Path) -> Result<String, Failure> {
    let mut hasher = Sha256::new();
    for list in CODE_LISTS {
        let folder = datasets.join(list);
        if folder.is_dir() {
            for entry in sorted_entries(&folder)? {
                if entry.extension().is_some_and(|extension| extension == "toml" || extension == "csv") {
                    hasher.update(read_bytes(&entry)?);
                }
            }
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |source| Failure::Read { path: folder.to_owned(), source };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        entries.push(entry.map_err(failure)?.path());
    }
    entries.sort();
    Ok(entries)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|source| Failure::Read { path: path.to_owned(), source })
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
