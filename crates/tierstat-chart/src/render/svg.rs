//! SVG: real text, groups with names, nothing that depends on the machine or the hour.

use super::number::number;
use super::shapes;
use super::symbols::Symbols;
use crate::layout::{Anchor, Element, Group, GroupRole, Layout, Text, TextRole};
use crate::palette::BACKGROUND;
use crate::theme::{self, CLASS};
use crate::{ChartError, Fonts, Weight};
use tierstat_model::seen_line;

/// Draws a layout as SVG: shapes by plotters, texts as text, marks of one look as uses of one shape.
///
/// The same layout gives the same bytes. Ids are made from the content, so that several drawings can stand in
/// one page; so are style rules, which say the same in each of them. The colours are custom properties with a
/// light, a dark and a printed theme.
///
/// # Errors
/// [`ChartError::Drawing`] where plotters fails.
pub fn svg(layout: &Layout) -> Result<String, ChartError> {
    let (width, height) = (number(layout.width), number(layout.height));
    let id = fingerprint(layout);
    let language = layout.language.tag();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{CLASS}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-description\" lang=\"{language}\" \
         font-family=\"{}\" stroke-linejoin=\"round\">\n",
        Fonts::STACK
    );
    out.push_str(&format!("<title id=\"{id}-title\">{}</title>\n", escaped(&layout.title)));
    out.push_str(&format!("<desc id=\"{id}-description\">{}</desc>\n", escaped(&layout.description)));
    if !layout.made_from.is_empty() {
        out.push_str(&format!("<metadata>{}</metadata>\n", escaped(&layout.made_from)));
    }
    let symbols = Symbols::of(layout, &id)?;
    let mut drawn = symbols.defined();
    drawn.push_str(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{BACKGROUND}\"/>\n"));
    for group in &layout.groups {
        draw_group(&mut drawn, group, &symbols)?;
    }
    out.push_str(&format!("<style>\n{}</style>\n{drawn}</svg>\n", theme::style(&drawn)));
    Ok(out)
}

fn draw_group(out: &mut String, group: &Group, symbols: &Symbols) -> Result<(), ChartError> {
    let class = match group.role {
        GroupRole::Heading => "heading",
        GroupRole::Axes => "axes",
        GroupRole::Series => "series",
        GroupRole::Row => "row",
        GroupRole::Footer => "footer",
    };
    out.push_str(&format!("<g class=\"{class}\">\n"));
    if let Some(title) = &group.title {
        out.push_str(&format!("<title>{}</title>\n", escaped(title)));
    }
    let is_dashed = |element: &&Element| matches!(element, Element::Line(line) if line.dashed);
    out.push_str(&shapes::draw(group.elements.iter().filter(|element| !is_dashed(element)), "")?);
    // plotters dashes a line by cutting it up; in a drawing a line stays one.
    out.push_str(&shapes::draw(group.elements.iter().filter(is_dashed), " stroke-dasharray=\"9 6\"")?);
    let marks: Vec<_> = group
        .elements
        .iter()
        .filter_map(|element| if let Element::Mark(mark) = element { Some(mark) } else { None })
        .collect();
    for of_one_colour in marks.chunk_by(|one, other| one.colour == other.colour) {
        let Some(first) = of_one_colour.first() else { continue };
        out.push_str(&format!("<g color=\"{}\">\n", first.colour));
        for mark in of_one_colour {
            let lines: Vec<String> = mark.tooltip.lines().map(escaped).collect();
            out.push_str(&format!(
                "<use href=\"#{}\" x=\"{}\" y=\"{}\"><title>{}</title></use>\n",
                symbols.id_of(mark),
                number(mark.at.x),
                number(mark.at.y),
                lines.join("&#10;")
            ));
        }
        out.push_str("</g>\n");
    }
    let texts: Vec<&Text> = group
        .elements
        .iter()
        .filter_map(|element| if let Element::Text(text) = element { Some(text) } else { None })
        .collect();
    // What several texts in sequence have in common stands once, around them.
    for alike in texts.chunk_by(|one, other| look(one) == look(other)) {
        let look = alike.first().map(|text| look(text)).unwrap_or_default();
        let is_one = alike.len() == 1;
        if !is_one {
            out.push_str(&format!("<g{look}>\n"));
        }
        for text in alike {
            out.push_str(&format!(
                "<text x=\"{}\" y=\"{}\"{}>{}</text>\n",
                number(text.at.x),
                number(text.at.y),
                if is_one { look.as_str() } else { "" },
                escaped(&text.content)
            ));
        }
        if !is_one {
            out.push_str("</g>\n");
        }
    }
    out.push_str("</g>\n");
    Ok(())
}

/// What a text looks like, as attributes.
fn look(text: &Text) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = match text.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"700\"",
    };
    // A rim of paper keeps what stands in the plot legible over gridlines.
    let rim = match text.role {
        TextRole::Value
        | TextRole::Suppressed
        | TextRole::SeriesName
        | TextRole::EndValue
        | TextRole::RowName => {
            format!(" stroke=\"{BACKGROUND}\" stroke-width=\"4\" paint-order=\"stroke\"")
        }
        _ => String::new(),
    };
    format!(" font-size=\"{}\" fill=\"{}\"{weight}{anchor}{rim}", number(text.size), text.colour)
}

/// A text in which nothing is read as markup; signs that nobody sees, of which XML may not hold all, are named.
fn escaped(text: &str) -> String {
    seen_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A name made from what the drawing says: FNV-1a of 32 bits, in letters.
fn fingerprint(layout: &Layout) -> String {
    let size = format!("{}x{}", number(layout.width), number(layout.height));
    let texts = layout.texts().map(|text| text.content.as_str());
    let all = [layout.title.as_str(), &layout.description, &size].into_iter().chain(texts);
    let hash = all
        .flat_map(|text| text.bytes().chain([0]))
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let letters = (0..6).scan(hash, |rest, _| {
        let letter = char::from(b'a' + u8::try_from(*rest % 26).unwrap_or(0));
        *rest /= 26;
        Some(letter)
    });
    letters.collect()
}
