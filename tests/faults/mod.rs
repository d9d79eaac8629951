//! Files that lie, loop, nest and swell, each made in code, with what is right to do with it.
//!
//! One file of this folder makes those of one kind; `KINDS` lists them. A new fault is one line in its kind's list.

mod archive;
mod compound;
mod ods;
mod page;
mod project_file;
pub(crate) mod projects;
mod text;
mod word;
mod xls;
mod xlsb;
mod xlsx;
mod xml_spreadsheet;

/// A file that no program would write, or none should.
pub(crate) struct Fault {
    /// What is wrong with it, as its file name.
    pub(crate) name: &'static str,
    pub(crate) content: Vec<u8>,
    /// A file that stands beside it: the ending of its name, and its bytes.
    pub(crate) beside: Option<(&'static str, Vec<u8>)>,
    pub(crate) right: Right,
    /// The bytes of its parts together, as they really unpack.
    pub(crate) unpacked: usize,
}

/// What is right to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// Its cells can be told: it is read, with findings where something is odd.
    Read,
    /// Nobody can tell its cells, or it is larger than the limits: it is refused by name.
    Refused,
}

impl Fault {
    fn new(name: &'static str, right: Right, content: Vec<u8>) -> Self {
        let unpacked = content.len();
        Self { name, content, beside: None, right, unpacked }
    }

    /// States what the parts unpack to.
    fn unpacking_to(self, unpacked: usize) -> Self {
        Self { unpacked: unpacked.max(self.content.len()), ..self }
    }
}

/// What makes the faults of one kind.
type Maker = fn() -> Vec<Fault>;

/// The kinds of files, each with what makes its faults.
pub(crate) const KINDS: [(&str, Maker); 10] = [
    ("archive", archive::faults),
    ("xlsx", xlsx::faults),
    ("xls", xls::faults),
    ("xlsb", xlsb::faults),
    ("ods", ods::faults),
    ("page", page::faults),
    ("word", word::faults),
    ("xml spreadsheet", xml_spreadsheet::faults),
    ("text", text::faults),
    ("project file", project_file::faults),
];
