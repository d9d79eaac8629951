//! How pages look: paper, type, levels, lines.

use crate::glyphs::Glyphs;
use crate::markup::{arguments, literal};
use crate::placement::TextArea;
use jiff::civil::Date;
use tierstat_document::{Manuscript, PageLayout};
use tierstat_model::Language;

/// The families of GB/T 9704 for body, title and the first two levels, used where the project has a font of that name.
const BODY: [&str; 3] = ["FangSong_GB2312", "FangSong", "仿宋_GB2312"];
const TITLE: [&str; 3] = ["FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05"];
const FIRST_LEVEL: [&str; 2] = ["SimHei", "黑体"];
const SECOND_LEVEL: [&str; 3] = ["KaiTi_GB2312", "KaiTi", "楷体_GB2312"];

/// The day of a report without figures: an archive wants one, and no clock is asked.
const NO_DAY: Date = Date::constant(1980, 1, 1);

/// How many half signs of the type of tables a page is wide: 162 mm of 8.5 pt, 156 mm of 10.5 pt.
pub(crate) fn half_signs(layout: PageLayout) -> usize {
    match layout {
        PageLayout::Plain => 108,
        PageLayout::GongwenBody => 84,
    }
}

/// Where text stands on a page: within 24 and 22 mm, or 37 and 35 mm.
pub(crate) fn text_area(layout: PageLayout) -> TextArea {
    const POINTS: f64 = 72.0 / 25.4;
    let (above, below) = match layout {
        PageLayout::Plain => (24.0, 22.0),
        PageLayout::GongwenBody => (37.0, 35.0),
    };
    TextArea { above: above * POINTS, below: below * POINTS }
}

/// The rules that all pages of a manuscript keep to, before its text.
pub(crate) fn preamble(manuscript: &Manuscript, layout: PageLayout, glyphs: &Glyphs) -> String {
    let language = match manuscript.language {
        Language::Chinese => "lang: \"zh\", region: \"cn\"",
        Language::English => "lang: \"en\"",
    };
    let day = manuscript.known_on().unwrap_or(NO_DAY);
    let date = format!("datetime(year: {}, month: {}, day: {})", day.year(), day.month(), day.day());
    let head = format!("#set document(title: {}, date: {date})\n", literal(&manuscript.title));
    let families = |named: &[&str]| families(glyphs, named);
    // A level is told by its family; where the project does not have it, by its weight.
    let weight = |named: &[&str]| {
        let known = glyphs.families();
        if named.iter().any(|name| known.iter().any(|family| family == name)) {
            "\"regular\""
        } else {
            "\"bold\""
        }
    };
    let table_size = match layout {
        PageLayout::Plain => "8.5pt",
        PageLayout::GongwenBody => "10.5pt",
    };
    let pages = match layout {
        PageLayout::Plain => format!(
            "#set page(paper: \"a4\", margin: (x: 24mm, top: 24mm, bottom: 22mm), numbering: \"1\", number-align: center + bottom)\n\
             #set text({language}, font: {}, size: 10.5pt, fill: rgb(\"#1a1a1a\"))\n\
             #set par(leading: 0.85em, spacing: 1.1em, justify: {}, linebreaks: \"optimized\"{})\n\
             #show title: set text(size: 20pt)\n#show title: set block(above: 0pt, below: 1.4em)\n\
             #show heading.where(level: 1): set text(size: 14pt)\n#show heading.where(level: 2): set text(size: 12pt)\n\
             #show heading: set text(weight: \"bold\")\n#show heading: set block(above: 1.8em, below: 0.9em, sticky: true)\n",
            families(&[]),
            manuscript.language == Language::Chinese,
            if manuscript.language == Language::Chinese {
                ", first-line-indent: (amount: 2em, all: true)"
            } else {
                ""
            },
        ),
        // 37, 28, 35 and 26 mm leave 22 lines of 28 characters of 16 pt; the number stands 7 mm below them.
        PageLayout::GongwenBody => format!(
            "#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm), binding: left, \
             footer-descent: 7mm, footer: context {{\n  set text(size: 14pt)\n  set par(first-line-indent: 0pt)\n  \
             let number = counter(page).get().first()\n  let words = \"— \" + str(number) + \" —\"\n  \
             if calc.odd(number) {{ align(right, pad(right: 1em, words)) }} else {{ align(left, pad(left: 1em, words)) }}\n}})\n\
             #set text({language}, font: {}, size: 16pt, tracking: -0.2pt, top-edge: 0.75em, bottom-edge: -0.25em)\n\
             #set par(leading: 12.99pt, spacing: 12.99pt, justify: true, first-line-indent: (amount: 2em, all: true))\n\
             #show title: set text(size: 22pt, font: {}, weight: \"regular\")\n#show title: set align(center)\n\
             #show title: set block(above: 0pt, below: 28.99pt)\n\
             #show heading: set text(size: 16pt, weight: \"regular\")\n\
             #show heading.where(level: 1): set text(font: {}, weight: {})\n#show heading.where(level: 2): set text(font: {}, weight: {})\n\
             #show heading: set block(above: 12.99pt, below: 12.99pt, sticky: true)\n#show heading: it => pad(left: 2em, it)\n",
            families(&BODY),
            families(&TITLE),
            families(&FIRST_LEVEL),
            weight(&FIRST_LEVEL),
            families(&SECOND_LEVEL),
            weight(&SECOND_LEVEL),
        ),
    };
    let parts = format!(
        "#set list(spacing: 0.85em, indent: 0.6em)\n#set enum(spacing: 0.85em, indent: 0.6em)\n\
         #show raw: set text(font: {}, size: 1em)\n\
         #show figure: set block(breakable: true, above: 1.6em, below: 1.6em)\n\
         #show figure.where(kind: image): set block(breakable: false)\n\
         #show figure.caption: set text(size: 9.5pt, weight: \"bold\")\n#show figure.caption: set block(sticky: true)\n\
         #show figure.caption: set par(first-line-indent: 0pt, justify: false, leading: 0.6em)\n\
         #show figure.where(kind: table): set figure.caption(position: top)\n\
         #set table(stroke: none, inset: (x: 5pt, y: 3.6pt))\n\
         #show table: set text(size: {table_size}, tracking: 0pt, top-edge: \"cap-height\", bottom-edge: \"baseline\")\n\
         #show table: set par(first-line-indent: 0pt, justify: false, linebreaks: \"simple\", leading: 0.55em, spacing: 0.55em)\n\
         #show outline.entry.where(level: 1): set block(above: 0.8em)\n\
         #show outline: set par(first-line-indent: 0pt)\n#show link: set text(fill: rgb(\"#0b4f8a\"))\n\
         #show quote: set pad(left: 1.2em)\n",
        families(&[]),
    );
    head + &pages + &parts
}

/// The families to be asked, those of a standard first where the project has them.
fn families(glyphs: &Glyphs, named: &[&str]) -> String {
    let known = glyphs.families();
    let named = named.iter().map(|name| (*name).to_owned()).filter(|name| known.contains(name));
    let rest: Vec<String> = named.chain(known.iter().cloned()).map(|name| literal(&name)).collect();
    arguments(rest)
}
