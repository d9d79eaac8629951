//! Publications: the files in the datasets folder, each with the records that stand beside it.

use crate::boundary::{Boundary, absolute};
use crate::earlier_publication::EarlierPublication;
use crate::exit::Failure;
use crate::file_bytes::{hexadecimal, read_bytes};
use crate::folder_defaults::FolderChain;
use crate::project::Project;
use crate::records::{RECORDS, beside, mapping_of, with_ending};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tierstat_ingest::{
    CorrectionRecord, EarlierFile, FileContext, FiscalYearRule, FolderDefaults, Mapping, OriginFile,
};
use tierstat_model::CodeLists;

/// One file with its origin, mapping and corrections.
#[derive(Debug)]
pub(crate) struct Publication {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its path inside the project.
    pub(crate) name: String,
    pub(crate) origin: Option<OriginFile>,
    /// Who publishes what lies in its folder, where a folder says so.
    pub(crate) publisher: Option<String>,
    /// Its own mapping, else the one that is lent to it, with the defaults of its folders.
    pub(crate) mapping: Option<Mapping>,
    /// Whether the mapping is that of an earlier file.
    pub(crate) is_lent: bool,
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

impl Publication {
    /// Reads the records beside a file.
    pub(crate) fn read(project: Option<&Project>, path: &Path) -> Result<Self, Failure> {
        let around = boundary_of(project, path);
        for ending in RECORDS {
            around.check(&with_ending(path, ending))?;
        }
        let [origin_path, mapping_path, corrections_path] = RECORDS.map(|ending| beside(path, ending));
        let no_lists = CodeLists::default();
        let lists = project.map_or(&no_lists, |project| &project.lists);
        let folders =
            project.map(|project| FolderChain::read(project, path)).transpose()?.unwrap_or_default();
        let publisher = folders.defaults.publisher.clone();
        let origin = origin_path
            .as_deref()
            .map(|origin| tierstat_ingest::origin_file::read_of(origin, publisher.as_deref()))
            .transpose()?;
        let own = mapping_path.as_deref().map(|mapping| mapping_of(mapping, lists)).transpose()?;
        let corrections = corrections_path
            .as_deref()
            .map(tierstat_ingest::corrections::read)
            .transpose()?
            .unwrap_or_default();
        let published_by = origin.as_ref().map(|origin| &origin.publisher).or(publisher.as_ref());
        let source_rank = match (project, published_by) {
            (Some(project), Some(publisher)) => project.source_rank(publisher),
            _ => u32::MAX,
        };
        let mut hasher = Sha256::new();
        hasher.update(env!("CARGO_PKG_VERSION"));
        hasher.update(tierstat_ingest::READING.to_le_bytes());
        hasher.update(source_rank.to_le_bytes());
        let fiscal_year = project.and_then(|project| project.settings.fiscal_year);
        hasher.update(format!("{fiscal_year:?}"));
        for (ending, beside) in RECORDS.iter().zip([&origin_path, &mapping_path, &corrections_path]) {
            hasher.update(ending);
            if let Some(beside) = beside {
                hasher.update(read_bytes(beside)?);
            }
        }
        hasher.update(&folders.content);
        let mut earlier = project
            .map(|project| EarlierPublication::find(project, path, own.is_none()))
            .transpose()?
            .flatten();
        if let Some(earlier) = &earlier {
            hasher.update(&earlier.hash);
        }
        let lent = earlier.as_mut().and_then(|earlier| earlier.mapping.take());
        let is_lent = own.is_none() && lent.is_some();
        // What the folder says is said of this file, and what a lent mapping supposes was said of another.
        let mapping = match (own, lent, &folders.defaults) {
            (Some(own), _, defaults) => Some(own.or_defaults(defaults)),
            (None, Some(lent), defaults) => {
                let supposed = lent.clone();
                Some(lent.without_defaults().or_defaults(defaults).or_defaults_of(&supposed))
            }
            (None, None, defaults) if *defaults == FolderDefaults::default() => None,
            (None, None, defaults) => Some(Mapping::default().or_defaults(defaults)),
        };
        if let Some(project) = project {
            hasher.update(&project.lists_hash);
        }
        let name = project.map_or_else(|| path.display().to_string(), |project| project.name_of(path));
        Ok(Self {
            path: path.to_owned(),
            name,
            origin,
            publisher,
            mapping,
            is_lent,
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
        lists: &'a CodeLists,
        limits: &'a tierstat_ingest::Limits,
        imported_on: Option<jiff::civil::Date>,
    ) -> FileContext<'a> {
        FileContext {
            path: &self.path,
            name: &self.name,
            lists,
            names: None,
            origin: self.origin.as_ref(),
            publisher: self.publisher.as_deref(),
            mapping: self.mapping.as_ref(),
            earlier: self.earlier.as_ref().map(|earlier| EarlierFile {
                name: &earlier.name,
                layout: &earlier.layout,
                lends_mapping: self.is_lent,
            }),
            corrections: &self.corrections,
            fiscal_year: self.fiscal_year,
            limits,
            source_rank: self.source_rank,
            imported_on,
        }
    }
}

/// The boundary within which the records of a file lie: that of its project, or of its folder where it lies elsewhere.
fn boundary_of(project: Option<&Project>, path: &Path) -> Boundary {
    let folder = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
    let real = std::fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
    match project {
        Some(project) if project.boundary.holds(&real) => project.boundary.clone(),
        Some(_) | None => Boundary::around(&folder),
    }
}
