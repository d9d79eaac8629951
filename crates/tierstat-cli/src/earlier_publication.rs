//! Earlier files of a publisher: what they were read by is lent to the next one with the same headers.

use crate::exit::Failure;
use crate::file_bytes::read_bytes;
use crate::project::Project;
use crate::records::{beside_inside, mapping_of};
use crate::standing::Standing;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use tierstat_ingest::{FileLayout, Mapping};

/// An earlier file of a publisher, with what of its mapping holds for the next one.
#[derive(Debug)]
pub(crate) struct EarlierPublication {
    pub(crate) name: String,
    pub(crate) layout: Arc<FileLayout>,
    pub(crate) mapping: Option<Mapping>,
    /// Hash of the file, its name and its mapping.
    pub(crate) hash: Vec<u8>,
}

impl EarlierPublication {
    /// Earlier files of the publisher that are looked at, latest first.
    const LOOKED_AT: usize = 24;
    /// Layouts less alike than this are not compared.
    const ALIKE: f64 = 0.5;
    /// What a mapping supposes of a whole file (its indicator, its area) holds only for one that is nearly the same.
    const SAME: f64 = 0.8;

    /// The earlier file of the same publisher whose headers are most like those of a file; where the file has no mapping of
    /// its own, one that can lend it is preferred.
    pub(crate) fn find(project: &Project, path: &Path, wants_mapping: bool) -> Result<Option<Self>, Failure> {
        let absolute = |path: &Path| {
            std::path::absolute(path).map_err(|source| Failure::Read { path: path.to_owned(), source })
        };
        let (path, datasets) = (absolute(path)?, absolute(&project.datasets())?);
        if !path.starts_with(&datasets) {
            return Ok(None);
        }
        let own = Standing::of(project, &path);
        let mut before: Vec<&Standing> = project
            .standings()?
            .iter()
            .filter(|other| other.path.parent() != path.parent())
            .filter(|other| other.is_of_one_publisher_with(&own, &datasets))
            .filter(|other| other.order(&own).is_lt())
            .collect();
        before.sort_by(|one, other| other.order(one).then_with(|| one.path.cmp(&other.path)));
        before.truncate(Self::LOOKED_AT);
        if before.is_empty() {
            return Ok(None);
        }
        let Some(layout) = project.layout(&path) else { return Ok(None) };
        let mut best: Option<((bool, f64), &Standing, Arc<FileLayout>)> = None;
        for other in before {
            let Some(others) = project.layout(&other.path) else { continue };
            let likeness = layout.likeness(&others);
            let worth = (wants_mapping && other.has_mapping, likeness);
            let is_better = best
                .as_ref()
                .is_none_or(|(known, ..)| worth.0.cmp(&known.0).then(worth.1.total_cmp(&known.1)).is_gt());
            if likeness >= Self::ALIKE && is_better {
                best = Some((worth, other, others));
            }
        }
        let Some(((_, likeness), found, layout)) = best else { return Ok(None) };
        let name = project.name_of(&found.path);
        let mut hasher = Sha256::new();
        // Findings name the earlier file.
        hasher.update(&name);
        hasher.update(read_bytes(&found.path)?);
        let mapping_path = beside_inside(project, &found.path, ".mapping.toml");
        let mapping =
            mapping_path.as_deref().map(|mapping| mapping_of(mapping, &project.lists)).transpose()?;
        if let Some(mapping_path) = mapping_path {
            hasher.update(read_bytes(&mapping_path)?);
        }
        let mapping = mapping.map(|mapping| mapping.for_the_next_file());
        let mapping =
            mapping.map(|mapping| if likeness < Self::SAME { mapping.without_defaults() } else { mapping });
        Ok(Some(Self { name, layout, mapping, hash: hasher.finalize().to_vec() }))
    }
}
