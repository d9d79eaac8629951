//! Projects of which one file is wrong, each made in code, with what is right to do with it.
//!
//! One file of this folder makes those of one part of a project; `PARTS` lists them. A new one is one line in its part's list.

mod charts;
mod code_lists;
mod places;
mod records;
mod settings;
mod templates;

/// A project with a file that no person would write, or none should.
pub(crate) struct HostileProject {
    /// What is wrong with it.
    pub(crate) name: &'static str,
    /// The file that is wrong.
    pub(crate) file: String,
    pub(crate) content: Content,
    pub(crate) right: Right,
}

/// What stands under the name of the file.
pub(crate) enum Content {
    Bytes(Vec<u8>),
    /// Several files, by what stands behind the name of a folder.
    Folder(Vec<(String, Vec<u8>)>),
    /// A link that says this.
    Link(String),
    /// A pipe, to which nobody writes.
    Pipe,
}

/// What is right to do with a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// All of it is read and written, with findings where something is odd.
    Built,
    /// What concerns the file is refused by its name; all other files are taken in.
    Refused,
    /// What is to be written there is said not to be; all files are taken in.
    NotWritten,
    /// Nothing can be done without the file: the project is refused by the name of the file.
    NotOpened,
}

impl HostileProject {
    fn new(name: &'static str, file: &str, right: Right, content: impl Into<Vec<u8>>) -> Self {
        Self { name, file: file.to_owned(), content: Content::Bytes(content.into()), right }
    }
}

/// What makes the projects of one part.
type Maker = fn() -> Vec<HostileProject>;

/// The parts of a project, each with what makes its faults.
pub(crate) const PARTS: [(&str, Maker); 6] = [
    ("templates", templates::projects),
    ("charts", charts::projects),
    ("settings", settings::projects),
    ("code lists", code_lists::projects),
    ("records", records::projects),
    ("places", places::projects),
];

/// Many times the same, numbered.
fn many(count: u32, each: impl Fn(u32) -> String) -> String {
    (0..count).map(each).collect()
}
