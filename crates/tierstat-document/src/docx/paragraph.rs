//! Paragraphs: one set of properties each, in the order of the schema.

use std::fmt::Write;

/// How the lines of a paragraph stand, where it differs from its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// As the style says.
    Style,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A paragraph, before it is written.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    style: &'static str,
    /// Whether it stays on the page of what follows.
    pub(super) keeps_next: bool,
    /// Whether a page begins with it.
    pub(super) begins_page: bool,
    /// The list it is an item of, and how deep.
    pub(super) item: Option<(usize, usize)>,
    /// How far it stands from the left, in twentieths of a point, where no style says it.
    pub(super) indent: Option<usize>,
    /// Whether it runs from right to left.
    pub(super) is_leftward: bool,
    /// How its lines stand.
    pub(super) stand: Stand,
    /// The properties of the section that ends with it.
    pub(super) section: Option<String>,
    /// What stands in it.
    pub(super) runs: String,
}

impl Paragraph {
    /// A paragraph of a style.
    pub(super) fn of(style: &'static str, runs: String) -> Self {
        Self {
            style,
            keeps_next: false,
            begins_page: false,
            item: None,
            indent: None,
            is_leftward: false,
            stand: Stand::Style,
            section: None,
            runs,
        }
    }

    /// The same, on the page of what follows.
    pub(super) fn with_next(self, keeps_next: bool) -> Self {
        Self { keeps_next, ..self }
    }

    /// Whether what follows a paragraph of its style belongs to it, by its own word or its style's.
    pub(super) fn leads(&self) -> bool {
        self.keeps_next || self.style.starts_with("Heading")
    }

    /// The paragraph as XML.
    pub(super) fn written(&self) -> String {
        let mut properties = format!("<w:pStyle w:val=\"{}\"/>", self.style);
        if self.keeps_next {
            properties.push_str("<w:keepNext/>");
        }
        if self.begins_page {
            properties.push_str("<w:pageBreakBefore/>");
        }
        if let Some((list, level)) = self.item {
            let _ = write!(
                properties,
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
        }
        if self.is_leftward {
            properties.push_str("<w:bidi/>");
        }
        if let Some(indent) = self.indent {
            let _ =
                write!(properties, "<w:ind w:left=\"{indent}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>");
        }
        properties.push_str(match self.stand {
            Stand::Style => "",
            Stand::Centre => "<w:jc w:val=\"center\"/>",
            Stand::Right => "<w:jc w:val=\"right\"/>",
        });
        if let Some(section) = &self.section {
            properties.push_str(section);
        }
        format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", self.runs)
    }
}
