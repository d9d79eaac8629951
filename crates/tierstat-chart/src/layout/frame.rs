//! The frame of a chart: sizes of type, title and subtitle above, note and source below.

use super::drawing::Layout;
use super::element::{ASCENT, Anchor, Element, Group, GroupRole, MIDDLE, Point, Text, TextRole};
use super::printable::printable;
use super::warning::ChartWarning;
use crate::line_break;
use crate::palette::{Colour, FAINT_INK, INK, SOFT_INK};
use crate::{ChartError, ChartSize, ChartText, Fonts, Weight};
use tierstat_model::Language;

/// The sizes of everything that is written or stroked, in CSS pixels, for one width of chart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) margin: f64,
    pub(super) title: f64,
    pub(super) subtitle: f64,
    /// Names and values at lines and bars.
    pub(super) label: f64,
    /// Ticks.
    pub(super) axis: f64,
    /// Note and source.
    pub(super) footer: f64,
    pub(super) mark_radius: f64,
    pub(super) line_width: f64,
    /// A small space; other spaces are multiples of it.
    pub(super) space: f64,
}

impl Scale {
    /// Legible at half the width on paper, when a wide chart is shown narrower than it was made, and on a telephone.
    pub(super) fn for_width(width: f64) -> Self {
        let share = ((width - 600.0) / 600.0).clamp(0.0, 1.0);
        let narrower = ((480.0 - width) / 80.0).clamp(0.0, 1.0);
        let larger = (width / 1200.0).max(1.0);
        let between = |narrowest: f64, narrow: f64, wide: f64| {
            let size = narrow + (wide - narrow) * share + (narrowest - narrow) * narrower;
            (size * larger * 2.0).round() / 2.0
        };
        Self {
            margin: between(12.0, 20.0, 36.0),
            title: between(18.0, 21.0, 31.0),
            subtitle: between(13.0, 15.0, 20.0),
            label: between(13.0, 15.0, 19.0),
            axis: between(12.0, 14.0, 17.0),
            footer: between(11.0, 12.5, 15.0),
            mark_radius: between(4.0, 4.5, 6.5),
            line_width: between(2.0, 2.5, 3.5),
            space: between(5.0, 6.0, 8.0),
        }
    }
}

/// The height of a line of text, in em.
pub(super) const LINE_HEIGHT: f64 = 1.35;

/// What both kinds of charts are laid out with.
pub(super) struct Frame<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) language: Language,
    pub(super) scale: Scale,
    pub(super) width: f64,
    text: &'a ChartText,
    heading: Group,
    /// Where the heading ends.
    pub(super) top: f64,
    pub(super) warnings: Vec<ChartWarning>,
}

impl<'a> Frame<'a> {
    /// Begins with the heading.
    pub(super) fn new(
        text: &'a ChartText,
        language: Language,
        size: ChartSize,
        fonts: &'a Fonts,
    ) -> Result<Self, ChartError> {
        let sound = (ChartSize::LEAST_WIDTH..=4000.0).contains(&size.width)
            && size.height.is_none_or(|height| (200.0..=4000.0).contains(&height));
        if !sound {
            return Err(ChartError::Size { width: size.width, height: size.height.unwrap_or(0.0) });
        }
        let scale = Scale::for_width(size.width);
        let heading = Group { role: GroupRole::Heading, title: None, elements: Vec::new() };
        let warnings = Vec::new();
        let mut frame = Self {
            fonts,
            language,
            scale,
            width: size.width,
            text,
            heading,
            top: scale.margin * 0.8,
            warnings,
        };
        frame.lay_heading();
        Ok(frame)
    }

    /// The left end of everything.
    pub(super) fn left(&self) -> f64 {
        self.scale.margin
    }

    /// The right end of everything.
    pub(super) fn right(&self) -> f64 {
        self.width - self.scale.margin
    }

    fn lay_heading(&mut self) {
        let room = self.right() - self.left();
        let title = printable(&self.text.title, self.language);
        let title_width = |text: &str| self.fonts.width(text, Weight::Bold, self.scale.title);
        let title = line_break::balanced_lines(&title, room, title_width);
        let subtitle = printable(&self.text.subtitle, self.language);
        let subtitle_width = |text: &str| self.fonts.width(text, Weight::Regular, self.scale.subtitle);
        let subtitle = line_break::balanced_lines(&subtitle, room, subtitle_width);
        for (lines, role, size, weight, colour) in [
            (title, TextRole::Title, self.scale.title, Weight::Bold, INK),
            (subtitle, TextRole::Subtitle, self.scale.subtitle, Weight::Regular, SOFT_INK),
        ] {
            for line in lines {
                let at = Point { x: self.left(), y: self.top + size * ASCENT };
                let text = self.text(role, line, at, Anchor::Start, size, weight, colour);
                self.heading.elements.push(Element::Text(text));
                self.top += size * LINE_HEIGHT;
            }
            self.top += self.scale.space * 0.5;
        }
        self.top += self.scale.space * 1.5;
    }

    /// Note and source with their leading words, broken into lines.
    pub(super) fn footer(&self, added_notes: &[String]) -> Footer {
        let (note_lead, source_lead, between) = match self.language {
            Language::Chinese => ("注：", "资料来源：", ""),
            Language::English => ("Note: ", "Source: ", " "),
        };
        let room = self.right() - self.left();
        let mut notes: Vec<String> = Vec::new();
        notes
            .extend(self.text.note.iter().map(|note| note.trim().to_owned()).filter(|note| !note.is_empty()));
        notes.extend_from_slice(added_notes);
        let mut lines = Vec::new();
        for (role, lead, text) in [
            (TextRole::Note, note_lead, notes.join(between)),
            (TextRole::Source, source_lead, self.text.source.trim().to_owned()),
        ] {
            if !text.is_empty() {
                let wrapped =
                    self.wrapped(&format!("{lead}{text}"), room, self.scale.footer, Weight::Regular);
                lines.extend(wrapped.into_iter().map(|line| (role, line)));
            }
        }
        Footer { height: lines.len() as f64 * self.scale.footer * LINE_HEIGHT, lines }
    }

    /// Puts everything together; the footer stands at the foot.
    pub(super) fn finish(mut self, height: f64, groups: Vec<Group>, footer: Footer) -> Layout {
        let size = self.scale.footer;
        let mut y =
            height - self.scale.margin * 0.7 - footer.height + size * (LINE_HEIGHT - 1.0) + size * ASCENT;
        let mut elements = Vec::new();
        for (role, line) in footer.lines {
            let at = Point { x: self.left(), y };
            elements.push(Element::Text(self.text(
                role,
                line,
                at,
                Anchor::Start,
                size,
                Weight::Regular,
                FAINT_INK,
            )));
            y += size * LINE_HEIGHT;
        }
        let footer = Group { role: GroupRole::Footer, title: None, elements };
        let heading = std::mem::replace(
            &mut self.heading,
            Group { role: GroupRole::Heading, title: None, elements: Vec::new() },
        );
        let all = std::iter::once(heading).chain(groups).chain(std::iter::once(footer));
        Layout {
            language: self.language,
            width: self.width,
            height,
            title: String::new(),
            description: String::new(),
            groups: all.filter(|group| !group.elements.is_empty()).collect(),
            made_from: String::new(),
            warnings: self.warnings,
        }
    }

    /// A text broken into lines.
    pub(super) fn wrapped(&self, text: &str, room: f64, size: f64, weight: Weight) -> Vec<String> {
        line_break::lines(&printable(text, self.language), room, |line| self.fonts.width(line, weight, size))
    }

    /// The dots that say that a text goes on.
    pub(super) fn dots(&self) -> &'static str {
        match self.language {
            Language::Chinese => "…",
            Language::English => "...",
        }
    }

    /// A text cut to a width, with the dots that say so.
    pub(super) fn cut(&self, text: &str, room: f64, size: f64, weight: Weight) -> String {
        let dots = self.dots();
        let (text, left) = (text.trim_end(), room - self.fonts.width(dots, weight, size));
        let mut width = 0.0;
        let end = text.char_indices().find_map(|(place, character)| {
            width += self.fonts.width(character.encode_utf8(&mut [0; 4]), weight, size);
            (width > left).then_some(place)
        });
        let kept = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        // Not inside a word, unless there is nothing else.
        let next = text.get(kept.len()..).and_then(|rest| rest.chars().next());
        let is_in_word = |character: Option<char>| {
            character.is_some_and(|it| it.is_alphanumeric() && u32::from(it) < 0x2E80)
        };
        let whole_words = kept.trim_end_matches(|character| is_in_word(Some(character)));
        let kept = if is_in_word(next) && !whole_words.trim().is_empty() { whole_words } else { kept };
        format!("{}{dots}", kept.trim_end())
    }

    /// The room without which a text is cut inside its first word.
    pub(super) fn room_of_first_word(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let word = text.split_whitespace().next().unwrap_or_default();
        let is_word = |character: char| character.is_alphanumeric() && u32::from(character) < 0x2E80;
        let end = word.find(|character| !is_word(character)).unwrap_or(word.len());
        let word = word.get(..end).unwrap_or_default();
        // A blank behind it, so that the dots stand for what follows.
        self.fonts.width(word, weight, size)
            + self.fonts.width(" ", weight, size)
            + self.fonts.width(self.dots(), weight, size)
    }

    /// A text of regular weight as it is, or cut where it is wider than its room.
    pub(super) fn cut_to(&self, text: &str, room: f64, size: f64) -> String {
        let is_wide = self.fonts.width(text, Weight::Regular, size) > room;
        if is_wide { self.cut(text, room, size, Weight::Regular) } else { text.to_owned() }
    }

    /// A text at its place, measured.
    #[expect(
        clippy::too_many_arguments,
        reason = "a text has that many properties, and each call names them all"
    )]
    pub(super) fn text(
        &self,
        role: TextRole,
        content: String,
        at: Point,
        anchor: Anchor,
        size: f64,
        weight: Weight,
        colour: Colour,
    ) -> Text {
        let width = self.fonts.width(&content, weight, size);
        Text { role, content, at, anchor, size, weight, colour, width, tooltip: String::new() }
    }
}

/// Note and source, broken into lines but not yet placed.
pub(super) struct Footer {
    /// What the lines take together.
    pub(super) height: f64,
    lines: Vec<(TextRole, String)>,
}

/// The base line on which a text of a size stands when its middle is at `y`.
pub(super) fn centred(y: f64, size: f64) -> f64 {
    y + size * MIDDLE
}

/// What is left of the height between heading and footer, or the reason that nothing is.
pub(super) fn room_between(
    top: f64,
    bottom: f64,
    needed: f64,
    what: &'static str,
) -> Result<f64, ChartError> {
    let room = bottom - top;
    if room < needed {
        let room = room.max(0.0);
        return Err(ChartError::NoRoom { what, needed, room, enough: None });
    }
    Ok(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_smaller_than_twelve_pixels_or_eleven_on_a_telephone() {
        for width in [320.0, 400.0, 479.0, 560.0, 600.0, 900.0, 1200.0, 2400.0] {
            let scale = Scale::for_width(width);
            let least = if width < 480.0 { 11.0 } else { 12.0 };
            assert!(
                scale.footer >= least && scale.axis >= scale.footer && scale.title > scale.subtitle,
                "{scale:?}"
            );
        }
    }
}
