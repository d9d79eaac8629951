//! HTML: one self-contained page, in which every number can be clicked or focused and shows its origin.

use super::content::Content;
use super::origins::id;
use crate::binding::Binding;
use crate::charts::{PageDrawing, Spot};
use crate::escape::{html_link, html_text, may_be_followed};
use crate::findings::{more, severity};
use crate::sources;
use crate::table::{Cell, Table};
use crate::text::{Part, parts, printed};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use tierstat_model::{Language, Localized, Reading};
use tierstat_words as words;

const STYLE: &str = include_str!("page.css");

/// What the page may load and run: its own styles, and pictures that stand beside it; no script, no form, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

pub(super) fn render(content: &Content<'_>) -> String {
    let mut body = String::new();
    let events = Parser::new_ext(&content.text, Options::ENABLE_TABLES).map(without_reach);
    pulldown_cmark::html::push_html(&mut body, events);
    // A block that stands alone in its paragraph is no paragraph.
    let body = body.replace("<p>\u{E002}", "\u{E002}").replace("<p>\u{E003}", "\u{E003}");
    let body = body
        .replace("<p>\u{E004}", "\u{E004}")
        .replace("<p>\u{E005}", "\u{E005}")
        .replace("\u{E00F}</p>", "\u{E00F}");
    let mut page = String::new();
    let mut placed: BTreeMap<&str, usize> = BTreeMap::new();
    for part in parts(&body) {
        match part {
            Part::Text(markup) => page.push_str(markup),
            Part::Number { place, unsigned } => page.push_str(&number(content, place, unsigned)),
            Part::Table(name) => {
                if let Some(found) = content.tables.get(name) {
                    page.push_str(&table(content, name, found));
                }
            }
            Part::Chart(name) => {
                let times = placed.entry(name).or_default();
                *times += 1;
                page.push_str(&chart(content, name, *times));
            }
            Part::Findings(most) => page.push_str(&findings(content, most)),
            Part::Sources => page.push_str(&sources_list(content)),
        }
    }
    let words = Words::of(content.language);
    let drawings = if content.charts.is_empty() { String::new() } else { tierstat_chart::chart_style() };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}{drawings}</style>\n\
         </head>\n<body>\n<header class=\"how\">{}</header>\n<main>\n{page}\n{}</main>\n</body>\n</html>\n",
        content.language,
        html_text(content.title),
        words.how,
        appendix(content),
    )
}

/// A part of the text that reaches nothing outside the page: markup of HTML is shown as text, links that are not safe lead nowhere.
fn without_reach(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !may_be_followed(&dest_url) => {
            Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) if !may_be_followed(&dest_url) => {
            Event::Start(Tag::Image { link_type, dest_url: "#".into(), title, id })
        }
        other => other,
    }
}

/// The words that the page adds.
struct Words {
    how: &'static str,
    unit: &'static str,
    source: &'static str,
    data: &'static str,
    data_of: &'static str,
    figure: &'static str,
    figures_of: &'static str,
    formula: &'static str,
    printed: &'static str,
    bounds: &'static str,
    document: &'static str,
    cell: &'static str,
    as_of: &'static str,
    known_on: &'static str,
    address: &'static str,
    preferred: &'static str,
    over: &'static str,
    correction: &'static str,
    appendix: &'static str,
    no_number: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::Chinese => Self {
                how: "点击带虚线的数字或图中的标记，或用 Tab 键移到它，可以看到它的来源；在图中用方向键逐个移动。",
                unit: "单位：",
                source: "资料来源：",
                data: "图中数据",
                data_of: "图中数据：",
                figure: "数值：",
                figures_of: "图中各数：",
                formula: "算法",
                printed: "原文",
                bounds: "界限",
                document: "文献",
                cell: "单元格",
                as_of: "截至",
                known_on: "所知日期",
                address: "网址",
                preferred: "取用依据",
                over: "未取用",
                correction: "更正",
                appendix: "数字来源",
                no_number: "没有来源印出这个数。",
            },
            Language::English => Self {
                how: "Click a number with a dotted line or a mark of a chart, or move to it with the Tab key, to see where it comes from; within a chart the arrow keys go from one to the next.",
                unit: "Unit: ",
                source: "Source: ",
                data: "Data of the chart",
                data_of: "Data of the chart: ",
                figure: "Figure: ",
                figures_of: "Figures of the chart: ",
                formula: "computed as",
                printed: "printed",
                bounds: "bounds",
                document: "document",
                cell: "cell",
                as_of: "as of",
                known_on: "known on",
                address: "address",
                preferred: "used because",
                over: "not used",
                correction: "correction",
                appendix: "Where each number comes from",
                no_number: "No source prints this number.",
            },
        }
    }
}

/// A number that takes the focus, with the card that then shows.
fn number(content: &Content<'_>, place: usize, unsigned: bool) -> String {
    let Some(binding) = content.bindings.get(place) else { return String::new() };
    let (id, text) = (id(place), html_text(printed(binding, unsigned)));
    let class = if binding.bounds.is_none() { "number missing" } else { "number" };
    format!(
        "<span class=\"bound\"><span class=\"{class}\" role=\"button\" tabindex=\"0\" aria-describedby=\"{id}\">{text}</span>\
         <span class=\"card\" role=\"tooltip\" id=\"{id}\">{}</span></span>",
        card(content, binding)
    )
}

fn card(content: &Content<'_>, binding: &Binding) -> String {
    let words = Words::of(content.language);
    let mut card = format!("<b>{}</b>", html_text(&binding.label));
    if binding.bounds.is_none() {
        card.push_str(&line("", words.no_number));
    }
    if let Some(formula) = &binding.formula {
        card.push_str(&line(
            words.formula,
            &format!("{} = {}", html_text(formula), html_text(&binding.text)),
        ));
    }
    for reading in &binding.readings {
        card.push_str(&stand(content, &words, reading));
    }
    card
}

/// What a number stands on: document, cell, print, and what was not used.
fn stand(content: &Content<'_>, words: &Words, reading: &Reading) -> String {
    let figure = &reading.figure;
    let origin = &figure.origin;
    let mut lines = String::from("<span class=\"stand\">");
    lines.push_str(&line(words.printed, &format!("<q>{}</q>", html_text(&figure.quantity.printed))));
    if let Some(bounds) = figure.quantity.bounds.filter(|bounds| bounds.as_point().is_none()) {
        lines.push_str(&line(words.bounds, &html_text(&bounds.to_string())));
    }
    if let Some(correction) = &figure.correction {
        lines.push_str(&line(words.correction, &html_text(&correction.reason)));
    }
    lines.push_str(&line(words.document, &html_text(&sources::named(&origin.document, content.language))));
    lines.push_str(&line(words.cell, &html_text(&origin.cell.to_string())));
    lines.push_str(&line(words.as_of, &html_text(&words::period(figure.period, content.language))));
    lines.push_str(&line(words.known_on, &origin.known_on.to_string()));
    if let Some(url) = origin.document.url.as_deref() {
        lines.push_str(&line(words.address, &html_link(Some(url), &html_text(url))));
    }
    if !reading.behind.is_empty() {
        lines.push_str(&line(words.preferred, reading.rule.reason().get(content.language)));
        for other in &reading.behind {
            let document = sources::named(&other.origin.document, content.language);
            let text = format!("<q>{}</q> {}", html_text(&other.quantity.printed), html_text(&document));
            lines.push_str(&line(words.over, &text));
        }
    }
    lines.push_str("</span>");
    lines
}

fn line(name: &str, markup: &str) -> String {
    if name.is_empty() {
        return format!("<span class=\"line\">{markup}</span>");
    }
    format!("<span class=\"line\"><i>{name}</i> {markup}</span>")
}

fn table(content: &Content<'_>, name: &str, table: &Table) -> String {
    let words = Words::of(content.language);
    let mut markup = format!(
        "<div class=\"wide\"><table id=\"table-{}\">\n<caption>{}",
        html_text(name),
        html_text(&table.title)
    );
    if !table.unit.is_empty() {
        markup.push_str(&format!("<span class=\"unit\">{}{}</span>", words.unit, html_text(&table.unit)));
    }
    markup.push_str("</caption>\n<thead><tr>");
    for heading in &table.headings {
        let class = if heading.numbers { " class=\"right\"" } else { "" };
        markup.push_str(&format!("<th scope=\"col\"{class}>{}</th>", html_text(&heading.text)));
    }
    markup.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        markup.push_str("<tr>");
        for cell in row {
            markup.push_str(&match cell {
                Cell::Name(text) => format!("<th scope=\"row\">{}</th>", html_text(text)),
                Cell::Text(text) => format!("<td>{}</td>", html_text(text)),
                Cell::Number(place) => format!("<td class=\"right\">{}</td>", number(content, *place, false)),
                Cell::Empty => "<td></td>".to_owned(),
            });
        }
        markup.push_str("</tr>\n");
    }
    markup.push_str("</tbody>\n</table>");
    markup.push_str(&format!("<p class=\"source\">{}{}</p></div>", words.source, html_text(&table.source)));
    markup
}

/// A chart, of which the first or a further one of the same name stands on the page.
fn chart(content: &Content<'_>, name: &str, times: usize) -> String {
    let Some(chart) = content.charts.get(name) else { return String::new() };
    let words = Words::of(content.language);
    // Ids inside a drawing are made the chart's own, so that two drawings on a page do not share them.
    let own = if times == 1 { name.to_owned() } else { format!("{name}-{times}") };
    let mut drawings = String::new();
    for (drawing, class) in [(Some(&chart.wide), "wide"), (chart.narrow.as_ref(), "narrow")] {
        if let Some(drawing) = drawing {
            let class = if chart.narrow.is_some() { class } else { "only" };
            drawings.push_str(&page_drawing(drawing, class, &format!("{own}-{class}"), &chart.title, &words));
        }
    }
    let mut rows = chart.data.iter();
    let mut data = String::new();
    if let Some(headings) = rows.next() {
        let cells: String =
            headings.iter().map(|cell| format!("<th scope=\"col\">{}</th>", html_text(cell))).collect();
        data.push_str(&format!("<thead><tr>{cells}</tr></thead>\n<tbody>\n"));
    }
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", html_text(cell))).collect();
        data.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    format!(
        "<figure id=\"chart-{}\">\n{drawings}<details><summary>{}</summary><div class=\"wide\" tabindex=\"0\" role=\"group\" \
         aria-label=\"{}\"><table>\n{data}</tbody>\n</table></div></details>\n</figure>",
        html_text(&own),
        words.data,
        html_text(&format!("{}{}", words.data_of, chart.title)),
    )
}

/// A drawing with a place over each mark that takes pointer, finger and focus and shows what stands behind it, without any script.
fn page_drawing(drawing: &PageDrawing, class: &str, own: &str, title: &str, words: &Words) -> String {
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
    let further: String = lines.map(|further| line("", &html_text(further))).collect();
    let label: Vec<String> = spot.words.iter().map(|words| html_text(words)).collect();
    format!(
        "<input type=\"radio\" name=\"{group}\" class=\"{}\" style=\"left:{}%;top:{}%;width:{}%;height:{}%\" aria-label=\"{}{}\">\
         <span class=\"card\" aria-hidden=\"true\"><b>{first}</b>{further}</span>\n",
        if spot.is_bar { "spot bar" } else { "spot" },
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

fn findings(content: &Content<'_>, most: usize) -> String {
    let chosen = content.findings(most);
    if chosen.groups.is_empty() {
        let nothing = Localized::new("没有发现问题。", "Nothing was found.");
        return format!("<p>{}</p>", nothing.get(content.language));
    }
    let mut markup = String::from("<ul class=\"findings\">\n");
    for group in &chosen.groups {
        let finding = &group.finding;
        let cells: Vec<String> = finding.cells.iter().map(|cell| html_text(&cell.to_string())).collect();
        markup.push_str(&format!(
            "<li class=\"{}\"><b>{}</b> <code>{}</code> {} <span class=\"hint\">{}</span><details><summary>{}</summary>{}</details></li>\n",
            finding.severity.name(),
            severity(finding.severity, content.language),
            html_text(&finding.rule),
            html_text(finding.message.get(content.language)),
            html_text(finding.hint.get(content.language)),
            Localized::new(format!("{} 个单元格", cells.len()), format!("cells: {}", cells.len())).get(content.language),
            cells.join("<br>"),
        ));
    }
    markup.push_str("</ul>\n");
    if let Some(words) = more(chosen.left_out, content.language) {
        markup.push_str(&format!(
            "<p>{}</p>",
            words.replace("`tierstat check`", "<code>tierstat check</code>")
        ));
    }
    markup
}

fn sources_list(content: &Content<'_>) -> String {
    let documents = sources::documents(content.bindings.iter().flat_map(|binding| &binding.readings));
    let items: String = documents
        .iter()
        .map(|document| {
            let name = html_text(&sources::named(document, content.language));
            format!("<li>{}</li>\n", html_link(document.url.as_deref(), &name))
        })
        .collect();
    format!("<ul>\n{items}</ul>")
}

/// Every number with what it stands on, for print and for those who read on.
fn appendix(content: &Content<'_>) -> String {
    let words = Words::of(content.language);
    let items: String = content
        .bindings
        .iter()
        .filter(|binding| binding.bounds.is_some())
        .map(|binding| {
            format!(
                "<li><b class=\"value\">{}</b> {}</li>\n",
                html_text(&binding.text),
                card(content, binding)
            )
        })
        .collect();
    format!(
        "<details class=\"appendix\"><summary>{}</summary>\n<ol>\n{items}</ol>\n</details>\n",
        words.appendix
    )
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
