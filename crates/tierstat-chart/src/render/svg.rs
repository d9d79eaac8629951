//! SVG: real text, groups with names, nothing that depends on the machine or the hour.

use super::shapes;
use crate::layout::{Anchor, Element, Group, GroupRole, Layout, Text, TextRole};
use crate::palette::BACKGROUND;
use crate::{ChartError, Fonts, Weight};
use tierstat_model::seen_line;

/// Draws a layout as SVG: shapes by plotters, texts as text.
///
/// The same layout gives the same bytes. Ids are made from the content, so that several drawings can stand in
/// one page.
///
/// # Errors
/// [`ChartError::Drawing`] where plotters fails.
pub fn svg(layout: &Layout) -> Result<String, ChartError> {
    let (width, height) = (number(layout.width), number(layout.height));
    let id = fingerprint(layout);
    let language = layout.language.tag();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"{id}-title {id}-description\" lang=\"{language}\" font-family=\"{}\" \
         stroke-linejoin=\"round\">\n",
        Fonts::STACK
    );
    out.push_str(&format!("<title id=\"{id}-title\">{}</title>\n", escaped(&layout.title)));
    out.push_str(&format!("<desc id=\"{id}-description\">{}</desc>\n", escaped(&layout.description)));
    out.push_str(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{BACKGROUND}\"/>\n"));
    for group in &layout.groups {
        draw_group(&mut out, group, layout)?;
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn draw_group(out: &mut String, group: &Group, layout: &Layout) -> Result<(), ChartError> {
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
    let is_mark = |element: &&Element| matches!(element, Element::Mark(_));
    let is_dashed = |element: &&Element| matches!(element, Element::Line(line) if line.dashed);
    let others = group.elements.iter().filter(|element| !is_mark(element) && !is_dashed(element));
    out.push_str(&shapes::draw(others, layout.width, layout.height)?);
    // plotters dashes a line by cutting it up; in a drawing a line stays one.
    let dashed = shapes::draw(group.elements.iter().filter(is_dashed), layout.width, layout.height)?;
    out.push_str(
        &dashed.replace("<polyline fill=\"none\"", "<polyline fill=\"none\" stroke-dasharray=\"900 600\""),
    );
    for element in &group.elements {
        if let Element::Mark(mark) = element {
            out.push_str(&format!("<g class=\"mark\"><title>{}</title>\n", escaped(&mark.tooltip)));
            out.push_str(&shapes::draw(std::iter::once(element), layout.width, layout.height)?);
            out.push_str("</g>\n");
        }
    }
    for element in &group.elements {
        if let Element::Text(text) = element {
            draw_text(out, text);
        }
    }
    out.push_str("</g>\n");
    Ok(())
}

fn draw_text(out: &mut String, text: &Text) {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = match text.weight {
        Weight::Regular => "",
        Weight::Bold => " font-weight=\"700\"",
    };
    // A white rim keeps what stands in the plot legible over gridlines.
    let rim = match text.role {
        TextRole::Value | TextRole::Suppressed | TextRole::SeriesName | TextRole::EndValue => {
            format!(" stroke=\"{BACKGROUND}\" stroke-width=\"4\" paint-order=\"stroke\"")
        }
        _ => String::new(),
    };
    out.push_str(&format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{weight}{anchor}{rim}>{}</text>\n",
        number(text.at.x),
        number(text.at.y),
        number(text.size),
        text.colour,
        escaped(&text.content)
    ));
}

/// A number with at most two decimals, and no more than it needs.
fn number(value: f64) -> String {
    let printed = format!("{value:.2}");
    let printed = printed.trim_end_matches('0').trim_end_matches('.');
    if printed == "-0" { "0".to_owned() } else { printed.to_owned() }
}

/// A text in which nothing is read as markup; signs that nobody sees, of which XML may not hold all, are named.
fn escaped(text: &str) -> String {
    seen_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A name made from what the drawing says (FNV-1a, 32 bits).
fn fingerprint(layout: &Layout) -> String {
    let size = format!("{}x{}", number(layout.width), number(layout.height));
    let texts = layout.texts().map(|text| text.content.as_str());
    let all = [layout.title.as_str(), &layout.description, &size].into_iter().chain(texts);
    let hash = all
        .flat_map(|text| text.bytes().chain([0]))
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("chart-{hash:08x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, expected) in
            [(1.0, "1"), (0.126, "0.13"), (12.50, "12.5"), (-0.001, "0"), (1200.0, "1200")]
        {
            assert_eq!(number(value), expected);
        }
    }
}
