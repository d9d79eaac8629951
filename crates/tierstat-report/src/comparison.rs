//! Drawings before and after, side by side, with what changed between them.

use std::collections::BTreeSet;
use std::fmt::Write;
use tierstat_document::html_text;
use tierstat_model::Language;

/// So many lines of data are shown on each side; of more the number.
const MOST_LINES: usize = 20;

/// A drawing with its data, as a file holds them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DrawnChart {
    /// The drawing.
    pub svg: String,
    /// The data as comma-separated values.
    pub data: String,
}

/// A chart in one language, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedChart {
    /// The name, with the language.
    pub name: String,
    /// As it was; `None` where it is new.
    pub before: Option<DrawnChart>,
    /// As it is; `None` where it is gone.
    pub after: Option<DrawnChart>,
}

/// What changed between two drawings of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartChange {
    /// The chart was not there before.
    New,
    /// The chart is not there any more.
    Gone,
    /// Its figures, or what is said of them.
    Data,
    /// Its description.
    Description,
    /// The fonts.
    Fonts,
    /// The program that draws.
    Program,
}

impl ChartChange {
    /// The code, as rows print it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Data => "data",
            Self::Description => "description",
            Self::Fonts => "fonts",
            Self::Program => "program",
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let [zh, en] = match self {
            Self::New => ["新增", "new"],
            Self::Gone => ["已不存在", "gone"],
            Self::Data => ["数据", "data"],
            Self::Description => ["说明", "description"],
            Self::Fonts => ["字体", "fonts"],
            Self::Program => ["程序", "program"],
        };
        if language == Language::Chinese { zh } else { en }
    }
}

impl ComparedChart {
    /// What changed; nothing where both drawings are the same.
    #[must_use]
    pub fn changes(&self) -> Vec<ChartChange> {
        let (before, after) = match (&self.before, &self.after) {
            (Some(before), Some(after)) => (before, after),
            (None, Some(_)) => return vec![ChartChange::New],
            (Some(_), None) => return vec![ChartChange::Gone],
            (None, None) => return Vec::new(),
        };
        let mut changes = Vec::new();
        if before.data != after.data {
            changes.push(ChartChange::Data);
        }
        for (word, change) in [
            ("description", ChartChange::Description),
            ("fonts", ChartChange::Fonts),
            ("program", ChartChange::Program),
        ] {
            if made_from(&before.svg, word) != made_from(&after.svg, word) {
                changes.push(change);
            }
        }
        // What else makes another drawing of the same is the code that draws.
        if changes.is_empty() && before.svg != after.svg {
            changes.push(ChartChange::Program);
        }
        changes
    }
}

/// The fingerprint that a drawing names of what it was made from.
fn made_from<'a>(svg: &'a str, word: &str) -> Option<&'a str> {
    let (_, rest) = svg.split_once("<metadata>")?;
    let (marks, _) = rest.split_once("</metadata>")?;
    marks
        .split_whitespace()
        .find_map(|mark| mark.split_once('=').filter(|(name, _)| *name == word))
        .map(|(_, it)| it)
}

/// One page with every chart that changed, before and after side by side, those that did not as names.
#[must_use]
pub fn comparison_page(charts: &[ComparedChart], language: Language) -> String {
    let say = |zh: &'static str, en: &'static str| if language == Language::Chinese { zh } else { en };
    let (changed, same): (Vec<&ComparedChart>, Vec<&ComparedChart>) =
        charts.iter().partition(|chart| !chart.changes().is_empty());
    let title = say("图的前后对照", "Charts before and after");
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        language.tag()
    );
    let _ = match language {
        Language::Chinese => writeln!(page, "<p>{} 幅有变化，{} 幅没有。</p>", changed.len(), same.len()),
        Language::English => writeln!(page, "<p>{} changed, {} did not.</p>", changed.len(), same.len()),
    };
    for chart in changed {
        let words: Vec<&str> = chart.changes().into_iter().map(|change| change.word(language)).collect();
        let _ = writeln!(
            page,
            "<section>\n<h2>{}</h2>\n<p>{}{}</p>\n<div class=\"pair\">",
            html_text(&chart.name),
            say("变化：", "Changed: "),
            words.join(say("、", ", "))
        );
        for (side, drawn) in [(say("之前", "before"), &chart.before), (say("之后", "after"), &chart.after)]
        {
            let _ = match drawn {
                Some(drawn) => writeln!(
                    page,
                    "<figure><figcaption>{side}</figcaption><img alt=\"{}\" src=\"data:image/svg+xml,{}\"></figure>",
                    html_text(&described(&drawn.svg)),
                    percent_encoded(&drawn.svg)
                ),
                None => writeln!(
                    page,
                    "<figure><figcaption>{side}</figcaption><p>{}</p></figure>",
                    say("没有此图", "no such chart")
                ),
            };
        }
        page.push_str("</div>\n");
        if let (Some(before), Some(after)) = (&chart.before, &chart.after) {
            page.push_str(&data_changes(&before.data, &after.data, language));
        }
        page.push_str("</section>\n");
    }
    if !same.is_empty() {
        let names: Vec<String> = same.iter().map(|chart| html_text(&chart.name)).collect();
        let _ = writeln!(
            page,
            "<section>\n<h2>{}</h2>\n<p>{}</p>\n</section>",
            say("没有变化的图", "Charts that did not change"),
            names.join(say("、", ", "))
        );
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The lines of data that one side has and the other has not.
fn data_changes(before: &str, after: &str, language: Language) -> String {
    let lines = |text: &'_ str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (old, new) = (lines(before), lines(after));
    let listed = |text: &str, other: &BTreeSet<String>, sign: &str, class: &str| {
        let only: Vec<&str> = text.lines().filter(|line| !other.contains(*line)).collect();
        let mut listed: String = only
            .iter()
            .take(MOST_LINES)
            .map(|line| format!("<span class=\"{class}\">{sign} {}</span>\n", html_text(line)))
            .collect();
        if only.len() > MOST_LINES {
            let more = only.len() - MOST_LINES;
            let _ = match language {
                Language::Chinese => writeln!(listed, "{sign} 另有 {more} 行"),
                Language::English => writeln!(listed, "{sign} {more} more lines"),
            };
        }
        listed
    };
    let both = listed(before, &new, "−", "gone") + &listed(after, &old, "+", "come");
    if both.is_empty() { String::new() } else { format!("<pre tabindex=\"0\">{both}</pre>\n") }
}

/// What a drawing says to those who cannot see it.
fn described(svg: &str) -> String {
    let text = svg.split_once("<desc").and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest);
    let text = text.and_then(|rest| rest.split_once("</desc>")).map_or("", |(text, _)| text);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

/// A text as an address holds it.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b" -_.~/:;=,()".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

const STYLE: &str = "\
:root { color-scheme: light dark; font-family: \"Noto Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", sans-serif; }
body { margin: 0 auto; max-width: 110rem; padding: 0 1rem; line-height: 1.6; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
figure { margin: 0; }
figcaption { font-weight: 700; }
img { max-width: 100%; height: auto; }
pre { overflow-x: auto; }
.gone { color: light-dark(#8A1C1C, #F2A3A3); }
.come { color: light-dark(#0B5A3C, #8FDDB8); }
";

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(made_from: &str, data: &str, ink: &str) -> DrawnChart {
        let svg = format!("<svg><desc id=\"d\">a &lt; b</desc><metadata>{made_from}</metadata>{ink}</svg>");
        DrawnChart { svg, data: data.to_owned() }
    }

    fn changes(before: DrawnChart, after: DrawnChart) -> Vec<ChartChange> {
        ComparedChart { name: "one".to_owned(), before: Some(before), after: Some(after) }.changes()
    }

    #[test]
    fn what_changed_is_told_by_what_a_drawing_was_made_from() {
        let made = "description=1 fonts=2 program=3";
        let one = drawn(made, "a,1\n", "x");
        assert!(changes(one.clone(), one.clone()).is_empty());
        assert_eq!(changes(one.clone(), drawn(made, "a,2\n", "y")), [ChartChange::Data]);
        let described = drawn("description=9 fonts=2 program=3", "a,1\n", "y");
        assert_eq!(changes(one.clone(), described), [ChartChange::Description]);
        assert_eq!(
            changes(one.clone(), drawn("description=1 fonts=8 program=3", "a,1\n", "x")),
            [ChartChange::Fonts]
        );
        assert_eq!(changes(one.clone(), drawn(made, "a,1\n", "y")), [ChartChange::Program]);
        let new = ComparedChart { name: "n".to_owned(), before: None, after: Some(one) };
        assert_eq!(new.changes(), [ChartChange::New]);
    }

    #[test]
    fn a_page_shows_both_sides_and_the_lines_that_differ() {
        let made = "description=1 fonts=2 program=3";
        let compared = ComparedChart {
            name: "<one>".to_owned(),
            before: Some(drawn(made, "a,1\nb,2\n", "x")),
            after: Some(drawn(made, "a,1\nb,3\n", "y")),
        };
        let page = comparison_page(&[compared], Language::English);
        for part in [
            "&lt;one&gt;",
            "Changed: data",
            "− b,2",
            "+ b,3",
            "alt=\"a &lt; b\"",
            "data:image/svg+xml,%3Csvg",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("− a,1"), "{page}");
    }
}
