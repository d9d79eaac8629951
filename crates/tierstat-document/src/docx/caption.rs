//! Captions: the kind, a number that a program can count again, and the title.

use super::field::field;
use super::paragraph::Paragraph;
use super::run::{self, Emphases};
use super::writing::Writing;
use crate::caption::separator;
use crate::scripts::line_runs_left;
use tierstat_model::Localized;

/// What a caption is of.
pub(super) struct Captioned<'a> {
    /// The kind, as it stands before the number.
    pub(super) kind: Localized,
    pub(super) ordinal: usize,
    pub(super) title: &'a str,
    /// The id by which links find it.
    pub(super) id: String,
    /// Whether it stood before, with the same number.
    pub(super) is_again: bool,
}

/// The name of the sequence of captions of a kind.
pub(super) fn sequence(kind: &Localized, writing: &Writing<'_>) -> String {
    kind.get(writing.language()).trim().to_owned()
}

/// A caption as a paragraph.
pub(super) fn caption(writing: &mut Writing<'_>, captioned: &Captioned<'_>) -> Paragraph {
    let language = writing.language();
    let none = Emphases::default();
    let ordinal = format!("<w:r><w:t>{}</w:t></w:r>", captioned.ordinal);
    let anchor = writing.anchors.name(&captioned.id).map(str::to_owned);
    let number = match (&anchor, captioned.is_again) {
        (Some(anchor), true) => field(&format!("REF {anchor} \\h"), &ordinal),
        (None, true) => ordinal,
        (_, false) => {
            let sequence = sequence(&captioned.kind, writing);
            let counted = if writing.counts_on(&sequence, captioned.ordinal) {
                String::new()
            } else {
                format!(" \\r {}", captioned.ordinal)
            };
            let counted = field(&format!("SEQ {sequence} \\* ARABIC{counted}"), &ordinal);
            match &anchor {
                Some(anchor) => writing.marked(anchor, &counted),
                None => counted,
            }
        }
    };
    let runs = format!(
        "{}{number}{}{}",
        run::words(captioned.kind.get(language), none, language),
        run::words(separator(language), none, language),
        run::words(captioned.title, none, language),
    );
    let mut paragraph = Paragraph::of("Caption", runs);
    paragraph.is_leftward = line_runs_left(captioned.title);
    paragraph
}
