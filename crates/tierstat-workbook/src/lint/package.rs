//! The parts of a workbook, unpacked under caps.

use super::caps;
use super::fault::LintFault;
use super::file_kind;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;

/// What reads one part.
pub(crate) trait PartReader {
    /// An element begins.
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault>;
    /// An element ends, by its name without a prefix.
    fn end(&mut self, _name: &str) -> Result<(), LintFault> {
        Ok(())
    }
    /// Text inside of an element, in pieces.
    fn text(&mut self, _text: &str) -> Result<(), LintFault> {
        Ok(())
    }
}

/// An element that begins.
pub(crate) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// Its name without a prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute by its name behind whatever prefix; of two with one name the first.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        let value = &found.value;
        Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_string(), |text| text.into_owned()))
    }

    /// A number in an attribute.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.trim().parse().ok()
    }

    /// A truth value in an attribute.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.value(name).map(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }
}

/// A relation of one part to another.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// The last word of its type, such as `worksheet`.
    pub(crate) kind: String,
    /// The name of the part, or the address outside of the package.
    pub(crate) target: String,
}

/// A package of parts.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts by their names in lower case, with slashes.
    places: BTreeMap<String, usize>,
    unpacked: Rc<Cell<u64>>,
}

impl<'a> Package<'a> {
    /// Opens a workbook, and says what a file is that is none.
    pub(crate) fn open(content: &'a [u8]) -> Result<Self, LintFault> {
        let length = content.len() as u64;
        if length > caps::FILE_BYTES {
            return Err(LintFault::oversized("文件的字节数", "bytes of the file", length, caps::FILE_BYTES));
        }
        file_kind::refuse_others(content)?;
        let mut archive =
            ZipArchive::new(Cursor::new(content)).map_err(|error| not_whole(&error.to_string()))?;
        if archive.len() > caps::PARTS {
            return Err(LintFault::oversized("部件数", "parts", archive.len() as u64, caps::PARTS as u64));
        }
        let (mut places, mut packed) = (BTreeMap::new(), 0_u64);
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|error| not_whole(&error.to_string()))?;
            packed = packed.saturating_add(part.compressed_size());
            let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
            places.insert(normal(&name), index);
        }
        if packed > length {
            return Err(LintFault::broken("各部件互相重叠", "its parts lie one over the other"));
        }
        file_kind::refuse_other_archives(|name| places.contains_key(&normal(name)))?;
        Ok(Self { archive, places, unpacked: Rc::new(Cell::new(0)) })
    }

    /// Whether there is such a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&normal(name))
    }

    /// The names of all parts, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Reads a part; nothing where there is none.
    pub(crate) fn read(&mut self, name: &str, reader: &mut impl PartReader) -> Result<(), LintFault> {
        let Some(index) = self.places.get(&normal(name)).copied() else { return Ok(()) };
        let broken =
            |error: &str| LintFault::broken(format!("部件 {name}：{error}"), format!("part {name}: {error}"));
        let part = match self.archive.by_index(index) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(LintFault::Locked);
            }
            Err(error) => return Err(broken(&error.to_string())),
        };
        let most = caps::SMALL_PART.max(part.compressed_size().saturating_mul(caps::UNPACKING_RATIO));
        let piece = Rc::new(Cell::new(0));
        let over = Rc::new(Cell::new(None));
        let guarded = Guarded {
            part,
            read: 0,
            most,
            piece: Rc::clone(&piece),
            total: Rc::clone(&self.unpacked),
            over: Rc::clone(&over),
        };
        let mut guarded = BufReader::with_capacity(1 << 16, guarded);
        let head = guarded.fill_buf().map(|head| head.get(..4).unwrap_or(head).to_vec()).unwrap_or_default();
        let result =
            if matches!(head.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..] | [b'<', 0, ..])
            {
                let mut bytes = Vec::new();
                guarded
                    .read_to_end(&mut bytes)
                    .map_err(|error| broken(&error.to_string()))
                    .and_then(|_| walk(Cursor::new(from_utf16(&bytes).into_bytes()), name, &piece, reader))
            } else {
                walk(guarded, name, &piece, reader)
            };
        match over.take() {
            Some(fault) => Err(fault),
            None => result,
        }
    }

    /// The relations of a part by their ids.
    pub(crate) fn relations(&mut self, name: &str) -> Result<BTreeMap<String, Relation>, LintFault> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let place = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let mut relations = Relations { folder: folder.to_owned(), found: BTreeMap::new() };
        self.read(&place, &mut relations)?;
        Ok(relations.found)
    }
}

struct Relations {
    folder: String,
    found: BTreeMap<String, Relation>,
}

impl PartReader for Relations {
    fn start(&mut self, element: &Element<'_>) -> Result<(), LintFault> {
        if element.name() != "Relationship" {
            return Ok(());
        }
        if let (Some(id), Some(kind), Some(target)) =
            (element.value("Id"), element.value("Type"), element.value("Target"))
        {
            let is_outside =
                element.value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let target = if is_outside { target } else { resolved(&self.folder, &target) };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            self.found.insert(id, Relation { kind, target });
        }
        Ok(())
    }
}

/// The name of a part as another in a folder names it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    steps.join("/")
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn not_whole(error: &str) -> LintFault {
    LintFault::broken(format!("压缩包无法读取：{error}"), format!("the archive cannot be read: {error}"))
}

fn from_utf16(bytes: &[u8]) -> String {
    let is_big = matches!(bytes, [0xFE, 0xFF, ..] | [0, b'<', ..]);
    let units = bytes.chunks_exact(2).map(|pair| match (pair, is_big) {
        ([high, low], true) => u16::from_be_bytes([*high, *low]),
        ([low, high], _) => u16::from_le_bytes([*low, *high]),
        _ => 0,
    });
    char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Counts what is unpacked, and ends where it is too much.
struct Guarded<R> {
    part: R,
    read: u64,
    most: u64,
    piece: Rc<Cell<u64>>,
    total: Rc<Cell<u64>>,
    over: Rc<Cell<Option<LintFault>>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.read(buffer)?;
        let more = count as u64;
        self.read = self.read.saturating_add(more);
        self.piece.set(self.piece.get().saturating_add(more));
        self.total.set(self.total.get().saturating_add(more));
        let (zh, en) = ("解压后的字节数", "bytes after unpacking");
        let fault = match () {
            () if self.total.get() > caps::UNPACKED_BYTES => Some((self.total.get(), caps::UNPACKED_BYTES)),
            () if self.read > self.most => Some((self.read, self.most)),
            () if self.piece.get() > caps::PART_BYTES => Some((self.piece.get(), caps::PART_BYTES)),
            () => None,
        };
        if let Some((found, limit)) = fault {
            self.over.set(Some(LintFault::oversized(zh, en, found, limit)));
            return Err(std::io::Error::other("too large"));
        }
        Ok(count)
    }
}

fn walk(
    content: impl BufRead,
    name: &str,
    piece: &Cell<u64>,
    visitor: &mut impl PartReader,
) -> Result<(), LintFault> {
    let broken = |zh: String, en: String| {
        LintFault::broken(format!("部件 {name}：{zh}"), format!("part {name}: {en}"))
    };
    let mut reader = quick_xml::Reader::from_reader(content);
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        piece.set(0);
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| broken(error.to_string(), error.to_string()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > caps::DEPTH {
                    return Err(LintFault::oversized(
                        "XML 的层数",
                        "levels of XML",
                        depth as u64,
                        caps::DEPTH as u64,
                    ));
                }
                visitor.start(&Element(&start))?;
            }
            Event::Empty(start) => {
                visitor.start(&Element(&start))?;
                visitor.end(start.local_name().as_ref())?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visitor.end(end.local_name().as_ref())?;
            }
            Event::Text(text) => visitor.text(&text.xml10_content())?,
            Event::CData(text) => visitor.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => match stands_for(&reference) {
                Some(text) => visitor.text(&text)?,
                None => {
                    let entity: &str = &reference;
                    return Err(broken(
                        format!("XML 没有说明 &{entity}; 是什么"),
                        format!("the XML does not say what &{entity}; stands for"),
                    ));
                }
            },
            Event::DocType(_) => {
                return Err(broken(
                    "含有工作簿不许有的文档类型定义".to_owned(),
                    "it has a document type definition, which no workbook may have".to_owned(),
                ));
            }
            Event::Eof if depth > 0 => {
                return Err(broken(
                    "XML 中途结束".to_owned(),
                    "the XML ends inside of an element".to_owned(),
                ));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The text that an entity of XML stands for.
fn stands_for(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return Some(sign.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned)
}
