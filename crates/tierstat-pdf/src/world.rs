//! What typesetting may read: one text, the drawings of the report, the fonts. No file, no clock, no network.

use crate::fault::PdfFault;
use crate::glyphs::Glyphs;
use std::collections::BTreeMap;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The place of the text.
const MAIN: &str = "/report.typ";

/// What typesetting may read.
pub(crate) struct PageWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    drawings: BTreeMap<String, Bytes>,
}

impl PageWorld {
    /// A world of one text and its drawings by name.
    pub(crate) fn new(
        text: String,
        drawings: BTreeMap<String, Vec<u8>>,
        glyphs: &Glyphs,
    ) -> Result<Self, PdfFault> {
        let path = VirtualPath::new(MAIN).map_err(|error| PdfFault::Layout(error.to_string()))?;
        let main = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Ok(Self {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(glyphs.book.clone()),
            fonts: glyphs.fonts.clone(),
            main: Source::new(main, text),
            drawings: drawings.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect(),
        })
    }
}

impl World for PageWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        self.drawings.get(name).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
