//! A text file that is too large to hold: its head tells dialect and layout, then its records pass by.

use super::{OpenedFile, open_content_exactly};
use crate::open::dialect::Dialect;
use crate::open::encoding::decode;
use crate::open::encoding::without_unreadable;
use crate::open::records::{Part, Records};
use crate::open::sniff::{FileKind, sniff};
use crate::{IngestError, Limits};
use encoding_rs::{Decoder, Encoding};
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// So much of the file is looked at before it is streamed. In bytes.
const HEAD: usize = 1 << 20;
/// So much is read at a time. In bytes.
const CHUNK: usize = 1 << 20;
/// A quote that does not close within so much text is no quote. In bytes.
const LONGEST_RECORD: usize = 16 << 20;

/// A large text file, opened.
#[derive(Debug)]
pub(crate) struct TextStream {
    path: PathBuf,
    file: File,
    /// The first rows of the file, as a file of their own would be opened.
    pub(crate) head: OpenedFile,
    dialect: Dialect,
    encoding: &'static Encoding,
}

impl TextStream {
    /// Opens a regular text file from [`Limits::streamed_bytes`] on; `None` for any other, and for texts that only the
    /// whole of them tells how to read (UTF-32, sentences).
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Option<Self>, IngestError> {
        let is_large = |file: &std::fs::Metadata| file.is_file() && file.len() >= limits.streamed_bytes;
        if !std::fs::metadata(path).is_ok_and(|metadata| is_large(&metadata)) {
            return Ok(None);
        }
        let unreadable = |error: std::io::Error| unreadable(path, &error);
        let mut file = File::open(path).map_err(unreadable)?;
        let head = whole_lines(read_at_most(&mut file, HEAD).map_err(unreadable)?);
        if !matches!(sniff(path, &head), Ok(FileKind::PlainText)) {
            return Ok(None);
        }
        // A head of plain ASCII does not tell the encoding of the names that come later.
        let is_ascii = head.is_ascii() && !head.contains(&0);
        let sample = match is_ascii.then(|| first_beyond_ascii(&mut file)).transpose().map_err(unreadable)? {
            Some(Some(sample)) => whole_lines(sample),
            Some(None) | None => head.clone(),
        };
        let told = decode(path, &sample)?.encoding;
        let Some(encoding) = Encoding::for_label(told.as_bytes()) else { return Ok(None) };
        let mut head = open_content_exactly(path, head, limits)?;
        let Some(dialect) = head.dialect.as_mut() else { return Ok(None) };
        told.clone_into(&mut dialect.encoding);
        let dialect = dialect.clone();
        Ok(Some(Self { path: path.to_owned(), file, head, dialect, encoding }))
    }

    /// Gives each record away with its row, counted from 1, until told to stop.
    pub(crate) fn for_each(
        mut self,
        mut visit: impl FnMut(u64, &[Cow<'_, str>]) -> ControlFlow<()>,
    ) -> Result<(), IngestError> {
        let path = self.path.clone();
        let unreadable = |error: std::io::Error| unreadable(&path, &error);
        self.file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut decoder = self.encoding.new_decoder();
        let (mut text, mut bytes, mut row) = (String::new(), vec![0; CHUNK], 0);
        loop {
            let read = self.file.read(&mut bytes).map_err(unreadable)?;
            append(&mut decoder, bytes.get(..read).unwrap_or_default(), read == 0, &mut text);
            let part = if read == 0 { Part::Last } else { Part::Earlier };
            let mut records = Records::new(&text, &self.dialect, part);
            let mut gave_any = false;
            while let Some(cells) = records.next_record() {
                row += 1;
                gave_any = true;
                if visit(row, cells).is_break() {
                    return Ok(());
                }
            }
            if part == Part::Last {
                return Ok(());
            }
            let read_to = text.len() - records.rest().len();
            if !gave_any && text.len() > LONGEST_RECORD {
                // The quote that opened long ago is a sign like any other, and so are those after it.
                self.dialect.quote = None;
            }
            text.drain(..read_to);
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> IngestError {
    IngestError::Unreadable { path: path.to_owned(), reason: error.to_string() }
}

fn read_at_most(file: &mut File, most: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Bytes up to their last line end: no byte of a wider character is one. Texts with zero bytes stay as they are.
fn whole_lines(mut bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.contains(&0)
        && let Some(end) = memchr::memrchr(b'\n', &bytes)
    {
        bytes.truncate(end + 1);
    }
    bytes
}

/// A sample from the first byte beyond ASCII on; `None` where there is none.
fn first_beyond_ascii(file: &mut File) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = vec![0; CHUNK];
    loop {
        let read = file.read(&mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        let chunk = bytes.get(..read).unwrap_or_default();
        if chunk.is_ascii() {
            continue;
        }
        let at = chunk.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let mut sample = chunk.get(at..).unwrap_or_default().to_vec();
        file.take(HEAD as u64).read_to_end(&mut sample)?;
        return Ok(Some(sample));
    }
}

/// Decodes bytes onto the end of a text; a character cut at their end waits in the decoder.
fn append(decoder: &mut Decoder, bytes: &[u8], is_last: bool, text: &mut String) {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len().saturating_mul(3));
    text.reserve(room);
    let from = text.len();
    let _ = decoder.decode_to_string(bytes, text, is_last);
    let is_of_one_byte = decoder.encoding().is_single_byte();
    let may_be_unreadable = memchr::memchr(0, bytes).is_some()
        || (is_of_one_byte && bytes.iter().any(|byte| (0x80..0xA0).contains(byte)));
    if may_be_unreadable {
        let tail = text.split_off(from);
        text.push_str(&without_unreadable(Cow::Owned(tail), decoder.encoding()));
    }
}
