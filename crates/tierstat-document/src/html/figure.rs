//! Charts on a page: drawings that can be pointed at, and their data.

use super::card::line;
use super::download;
use super::page::Page;
use super::words::Words;
use crate::escape::html_text;
use crate::language::html_words;
use crate::{DataColumn, Drawing, Illustration, Spot};

/// A chart with its data.
pub(super) fn figure(page: &mut Page<'_>, figure: &Illustration) -> String {
    let language = page.manuscript.language;
    let caption = figure.caption(language);
    // Ids inside a drawing are made the chart's own, so that two drawings on a page do not share them.
    let own = match figure.placing {
        1 => figure.name.clone(),
        placing => format!("{}-{placing}", figure.name),
    };
    let mut drawings = String::new();
    for (drawing, class) in [(Some(&figure.wide), "wide"), (figure.narrow.as_ref(), "narrow")] {
        if let Some(drawing) = drawing {
            let class = if figure.narrow.is_some() { class } else { "only" };
            drawings.push_str(&page_drawing(
                drawing,
                class,
                &format!("{own}-{class}"),
                &figure.title,
                &page.words,
            ));
        }
    }
    let file = format!("{}-chart-{own}", page.manuscript.name);
    let link = download::link(&page.words, &file, &figure.title, figure.data.records());
    format!(
        "<figure id=\"{}\">\n{drawings}<figcaption>{}</figcaption>\n<details><summary>{}</summary><div class=\"wide\" tabindex=\"0\" role=\"group\" \
         aria-label=\"{}\"><table>\n{}</table></div></details>\n<p class=\"take\">{link}</p>\n</figure>",
        html_text(&page.own_id(&format!("chart-{own}"))),
        html_words(&caption, language),
        page.words.data,
        html_text(&format!("{}{}", page.words.data_of, figure.title)),
        data(page, figure),
    )
}

/// The data of a chart under headings that a reader reads; columns that are empty throughout are left to the file.
fn data(page: &Page<'_>, figure: &Illustration) -> String {
    let language = page.manuscript.language;
    let class = |place: usize| if figure.data.are_numbers(place) { " class=\"right\"" } else { "" };
    let shown: Vec<(usize, &str, DataColumn)> =
        figure.data.held().into_iter().map(|(place, column)| (place, class(place), column)).collect();
    let head: String = shown
        .iter()
        .map(|(_, class, column)| {
            format!("<th scope=\"col\"{class}>{}</th>", html_words(column.heading(language), language))
        })
        .collect();
    let body: String = figure
        .data
        .rows
        .iter()
        .map(|row| {
            let cells = shown.iter().map(|(place, class, _)| {
                let cell = row.get(*place).map_or("", String::as_str);
                format!("<td{class}>{}</td>", html_words(cell, language))
            });
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        })
        .collect();
    format!("<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n")
}

/// A drawing with a place over each mark that takes pointer, finger and focus and shows what stands behind it, without any script.
fn page_drawing(drawing: &Drawing, class: &str, own: &str, title: &str, words: &Words) -> String {
    let svg = drawing.svg.trim_start_matches(|character| character != '<');
    // The page has the rules of all drawings once.
    let svg = match (svg.split_once("<style>"), svg.split_once("</style>\n")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => svg.to_owned(),
    };
    let group = html_text(own);
    let spots: String = drawing.spots.iter().map(|spot| spot_markup(spot, &group, words)).collect();
    // Of radio buttons of one name a page has one stop for the Tab key, and the arrow keys go from one to the next.
    let spots = if spots.is_empty() {
        spots
    } else {
        let label = html_text(&format!("{}{title}", words.figures_of));
        format!("<div role=\"radiogroup\" aria-label=\"{label}\">\n{spots}</div>\n")
    };
    format!("<div class=\"drawing {class}-drawing\">\n{}{spots}</div>\n", own_ids(&svg, own))
}

fn spot_markup(spot: &Spot, group: &str, words: &Words) -> String {
    let percent = |share: f64| {
        let text = format!("{:.2}", share * 100.0);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let mut lines = spot.words.iter();
    let first = lines.next().map(|first| html_text(first)).unwrap_or_default();
    let further: String = lines.map(|further| line(&html_text(further))).collect();
    let label: Vec<String> = spot.words.iter().map(|words| html_text(words)).collect();
    format!(
        "<input type=\"radio\" name=\"{group}\" class=\"{}\" style=\"left:{}%;top:{}%;width:{}%;height:{}%\" aria-label=\"{}{}\">\
         <span class=\"card\" aria-hidden=\"true\"><b>{first}</b>{further}</span>\n",
        if spot.is_bar { "spot bar-spot" } else { "spot" },
        percent(spot.left),
        percent(spot.top),
        percent(spot.width),
        percent(spot.height),
        words.figure,
        label.join("; "),
    )
}

/// A drawing whose ids and references to them carry the chart's name.
fn own_ids(drawing: &str, name: &str) -> String {
    let prefix: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut ids: Vec<&str> =
        drawing.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable_by_key(|id| std::cmp::Reverse(id.len()));
    ids.dedup();
    let mut markup = drawing.to_owned();
    for id in ids {
        for (from, to) in [
            (format!(" id=\"{id}\""), format!(" id=\"{prefix}-{id}\"")),
            (format!("url(#{id})"), format!("url(#{prefix}-{id})")),
            (format!("href=\"#{id}\""), format!("href=\"#{prefix}-{id}\"")),
        ] {
            markup = markup.replace(&from, &to);
        }
        markup = own_labels(&markup, id, &prefix);
    }
    markup
}

/// `aria-labelledby` names ids in a list.
fn own_labels(markup: &str, id: &str, prefix: &str) -> String {
    const ATTRIBUTE: &str = "aria-labelledby=\"";
    let Some(start) = markup.find(ATTRIBUTE) else { return markup.to_owned() };
    let (before, rest) = markup.split_at(start + ATTRIBUTE.len());
    let Some((list, after)) = rest.split_once('"') else { return markup.to_owned() };
    let own: Vec<String> = list
        .split(' ')
        .map(|listed| if listed == id { format!("{prefix}-{id}") } else { listed.to_owned() })
        .collect();
    format!("{before}{}\"{after}", own.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_drawings_do_not_share_ids() {
        let drawing = "<svg aria-labelledby=\"title desc\"><title id=\"title\">t</title><desc id=\"desc\"/><path clip-path=\"url(#desc)\"/></svg>";
        let own = own_ids(drawing, "a-b");
        assert!(own.contains("aria-labelledby=\"ab-title ab-desc\""), "{own}");
        assert!(own.contains("id=\"ab-title\"") && own.contains("url(#ab-desc)"), "{own}");
    }
}
