//! A line of a mapping as doubts and findings write it: `[labels] "X" = { indicator = "…" }`, with … where a person decides.

use toml_edit::{DocumentMut, InlineTable, Item, Value};

/// Stands where a person decides.
const OPEN: &str = "…";

/// A line of a mapping or of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingLine {
    /// The section: `defaults`, `labels`, `cells`, `fiscal-year`.
    pub section: String,
    /// The label or cell; empty in sections without.
    pub key: String,
    /// What it says, as TOML writes it: `"members"`, `10000`, `true`.
    pub says: Vec<(String, String)>,
}

impl MappingLine {
    /// Reads a line as it is written in a hint; `None` where it is of another form, or its label was cut.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let (section, rest) = written.trim().strip_prefix('[')?.split_once(']')?;
        if section.starts_with('[') {
            return None;
        }
        let rest = rest.replace("= …", &format!("= \"{OPEN}\""));
        let document: DocumentMut = format!("[{section}]\n{}\n", rest.trim()).parse().ok()?;
        let mut entries = document.get(section)?.as_table()?.iter();
        let (key, item) = entries.next().filter(|_| entries.next().is_none())?;
        let said = |value: &Value| value.clone().decorated("", "").to_string();
        let (key, says) = match item {
            Item::Value(Value::InlineTable(table)) => {
                (key.to_owned(), table.iter().map(|(key, value)| (key.to_owned(), said(value))).collect())
            }
            Item::Value(value) => (String::new(), vec![(key.to_owned(), said(value))]),
            _ => return None,
        };
        (!key.contains('…')).then(|| Self { section: section.to_owned(), key, says })
    }

    /// The keys of which a person decides.
    #[must_use]
    pub fn open_keys(&self) -> Vec<&str> {
        let open = self.says.iter().filter(|(_, value)| value.trim_matches('"') == OPEN);
        open.map(|(key, _)| key.as_str()).collect()
    }

    /// The same line with one key said; a text is put between quotes.
    #[must_use]
    pub fn saying(&self, key: &str, value: &str) -> Self {
        let value = match value.parse::<f64>() {
            Ok(_) if key == "scale" => value.to_owned(),
            _ => Value::from(value).decorated("", "").to_string(),
        };
        let says = self
            .says
            .iter()
            .map(|(own, said)| (own.clone(), if own == key { value.clone() } else { said.clone() }));
        Self { says: says.collect(), ..self.clone() }
    }

    /// A line that leaves out what stands under a label or in a cell.
    #[must_use]
    pub fn ignoring(section: &str, key: &str) -> Self {
        let says = vec![("ignore".to_owned(), "true".to_owned())];
        Self { section: section.to_owned(), key: key.to_owned(), says }
    }

    /// As it is written in the file.
    #[must_use]
    pub fn written(&self) -> String {
        let pairs: Vec<String> = self.says.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        if self.key.is_empty() {
            return format!("[{}] {}", self.section, pairs.join(", "));
        }
        let key = toml_edit::Key::new(&self.key);
        format!("[{}] {} = {{ {} }}", self.section, key.display_repr(), pairs.join(", "))
    }

    /// Puts the line into a document: into its section, which is made where there is none; what the line says of a key replaces what
    /// stood there, and all else stays.
    pub(crate) fn put_into(&self, document: &mut DocumentMut) {
        let section = document.entry(&self.section).or_insert_with(toml_edit::table);
        let Some(section) = section.as_table_like_mut() else { return };
        let value = |said: &str| said.parse::<Value>().unwrap_or_else(|_| Value::from(said));
        if self.key.is_empty() {
            for (key, said) in &self.says {
                section.insert(key, Item::Value(value(said)));
            }
            return;
        }
        if let Some(own) = section.get_mut(&self.key).and_then(Item::as_table_like_mut) {
            for (key, said) in &self.says {
                own.insert(key, Item::Value(value(said)));
            }
            return;
        }
        let mut table = InlineTable::new();
        for (key, said) in &self.says {
            table.insert(key, value(said));
        }
        section.insert(&self.key, Item::Value(Value::InlineTable(table)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_is_hinted_and_written_as_a_person_would() {
        for line in [
            "[labels] \"人数（人）\" = { indicator = \"members\" }",
            "[defaults] area = \"430100\"",
            "[defaults] scale = 10000",
            "[cells] \"Sheet1!C4\" = { indicator = \"members\", area = \"430100\" }",
            "[cells] C4 = { ignore = true }",
            "[fiscal-year] begins = \"04-01\"",
        ] {
            assert_eq!(MappingLine::read(line).map(|line| line.written()).as_deref(), Some(line));
        }
        let open = MappingLine::read("[defaults] scale = …").unwrap();
        assert_eq!(open.open_keys(), ["scale"]);
        assert_eq!(open.saying("scale", "10000").written(), "[defaults] scale = 10000");
        let open = MappingLine::read("[labels] \"a\" = { indicator = \"…\" }").unwrap();
        assert_eq!(open.saying("indicator", "x").written(), "[labels] a = { indicator = \"x\" }");
        for other in [
            "",
            "[[tables]] ⏎ header-rows = […, …]",
            "[labels] \"长…\" = { indicator = \"…\" }",
            "no line",
            "[a",
        ] {
            assert_eq!(MappingLine::read(other), None, "{other}");
        }
    }

    #[test]
    fn what_a_person_wrote_stays() {
        let mut document: DocumentMut =
            "# ours\n[defaults]\nperiod = \"2025\" # the year\n\n[labels]\na = { tier = \"county\" }\n"
                .parse()
                .unwrap();
        MappingLine::read("[labels] a = { indicator = \"x\" }").unwrap().put_into(&mut document);
        MappingLine::read("[cells] \"S!B2\" = { ignore = true }").unwrap().put_into(&mut document);
        assert_eq!(
            document.to_string(),
            "# ours\n[defaults]\nperiod = \"2025\" # the year\n\n[labels]\na = { tier = \"county\" , indicator = \"x\" }\n\n[cells]\n\"S!B2\" = { ignore = true }\n"
        );
    }
}
