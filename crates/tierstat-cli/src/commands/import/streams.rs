//! What was read of a file, as a ledger takes it in: one after the other.

use crate::commands::known_before::{self, KnownBefore};
use std::borrow::Cow;
use tierstat_ingest::Imported;
use tierstat_model::{Figure, KeptBack};
use tierstat_store::Stream;

/// The figures of a file as a ledger takes them in.
#[derive(Debug)]
pub(super) struct FiguresOf<'i> {
    pub(super) imported: &'i Imported<'i>,
    pub(super) before: &'i KnownBefore,
}

impl Stream<Figure> for FiguresOf<'_> {
    fn count(&self) -> usize {
        self.imported.count()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, Figure>> + '_> {
        let first_day = self.before.first_day(&self.imported.content_hash);
        Box::new(self.imported.figures().map(move |mut figure| {
            known_before::date_back(&mut figure, first_day);
            Cow::Owned(figure)
        }))
    }
}

/// The numbers of a file that are kept back, as a ledger takes them in.
#[derive(Debug)]
pub(super) struct KeptBackOf<'i>(pub(super) &'i Imported<'i>);

impl Stream<KeptBack> for KeptBackOf<'_> {
    fn count(&self) -> usize {
        self.0.kept_back_count()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, KeptBack>> + '_> {
        Box::new(self.0.kept_back().map(Cow::Owned))
    }
}
