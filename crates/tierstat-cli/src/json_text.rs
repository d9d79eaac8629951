//! JSON in which no sign of a text acts on what shows it: what is not seen is written by its number.
//!
//! It is the same value for every program that reads it.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, BufWriter, Write};
use tierstat_model::is_unseen;

/// Writes a document on many lines.
pub(crate) fn write_document(writer: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    // A document is written in millions of small pieces, which a known writer takes faster than any one.
    let mut pieces = BufWriter::with_capacity(1 << 16, writer);
    let formatter = Seen(PrettyFormatter::new());
    document.serialize(&mut serde_json::Serializer::with_formatter(&mut pieces, formatter))?;
    pieces.write_all(b"\n")?;
    pieces.flush()
}

/// Writes a value on one line, without its end.
pub(crate) fn write_value(writer: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(writer, Seen(CompactFormatter)))?)
}

/// A formatter whose texts hold no unseen sign; all else is that of the formatter inside.
struct Seen<F>(F);

/// Methods that do what the formatter inside does.
macro_rules! as_inside {
    ($($name:ident($($argument:ident: $type:ty),*);)*) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $argument: $type)*) -> io::Result<()> {
            self.0.$name(writer $(, $argument)*)
        })*
    };
}

impl<F: Formatter> Formatter for Seen<F> {
    as_inside! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // Most texts are numbers and keys, in which every sign is seen.
        if fragment.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(start) = rest.find(is_unseen) {
            let (seen, from) = rest.split_at(start);
            writer.write_all(seen.as_bytes())?;
            let mut characters = from.chars();
            let mut units = [0; 2];
            for unit in characters.next().unwrap_or_default().encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_is_not_seen_is_written_by_its_number_and_read_back() {
        let document = json!({"a\u{202e}": ["\u{1b}[31m\u{7f}\u{9b}", "广东\u{e0041}", 1.5, null], "b": {}});
        let mut text = Vec::new();
        write_document(&mut text, &document).expect("memory");
        let text = String::from_utf8(text).expect("text");
        assert!(!text.chars().any(|character| is_unseen(character) && character != '\n'), "{text}");
        assert!(
            text.contains("\"\\u001b[31m\\u007f\\u009b\"") && text.contains("广东\\udb40\\udc41"),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), document);
        let plain = json!({"a": [1, {"b": ["c\n\""]}]});
        let mut text = Vec::new();
        write_document(&mut text, &plain).expect("memory");
        let expected = serde_json::to_string_pretty(&plain).expect("JSON") + "\n";
        assert_eq!(String::from_utf8(text).expect("text"), expected, "what is seen is laid out as ever");
    }
}
