//! Any text as the text of a report, after it, behind blank lines of three dots, its description and a chart: no panic, no
//! script in the page, and a text without functions stands in the document as it was written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};
use tierstat_chart::Fonts;
use tierstat_document::{html, markdown};
use tierstat_model::{
    CodeLists, Figure, FigureLookup, FigureQuery, Language, LookupError, Reading, ReadingRule,
};
use tierstat_report::{Report, ReportContext, render};

#[path = "starter.rs"]
mod starter;

const DESCRIPTION: &str = "title = { zh-CN = \"会员\", en = \"Members\" }\n[scope]\nindicator = \"members\"\narea = \"1\"\n\
    tiers = [\"all\"]\n[[tables]]\nname = \"members\"\nkind = \"figures\"\ntitle = { zh-CN = \"会员\", en = \"Members\" }\n\
    indicator = \"members\"\n";
/// What stands between the parts of an input.
const BETWEEN: &str = "\n...\n";

/// Figures in memory, one for each question.
struct Figures(Vec<Figure>);

impl FigureLookup for Figures {
    fn readings(&self, query: &FigureQuery) -> Result<Vec<Reading>, LookupError> {
        let reading = |figure: &Figure| Reading {
            key: figure.key(),
            figure: figure.clone(),
            rule: ReadingRule::OnlyOne,
            behind: Vec::new(),
        };
        let mut readings: Vec<Reading> =
            self.0.iter().filter(|figure| query.accepts(figure)).map(reading).collect();
        readings.sort_by(|first, second| first.key.cmp(&second.key));
        Ok(readings)
    }
}

static PROJECT: LazyLock<(Arc<CodeLists>, Figures, Fonts)> = LazyLock::new(|| {
    let lists = starter::lists();
    let figures = Figures(starter::figures(&lists));
    (Arc::new(lists), figures, Fonts::bundled())
});

fuzz_target!(|input: &str| {
    let (lists, figures, fonts) = &*PROJECT;
    let mut parts = input.splitn(3, BETWEEN);
    let text = parts.next().unwrap_or_default();
    let folder = starter::folder().join("members");
    starter::put("members/report.toml", parts.next().unwrap_or(DESCRIPTION).as_bytes());
    starter::put("members/text.zh-CN.md", text.as_bytes());
    starter::put("members/text.en.md", text.as_bytes());
    let _ = std::fs::remove_dir_all(folder.join("charts"));
    if let Some(chart) = parts.next() {
        starter::put("members/charts/members.toml", chart.as_bytes());
    }
    let Ok(report) = Report::load(&folder, &Language::ALL) else { return };
    let context = ReportContext { lookup: figures, lists, known_on: None, findings: &[], fonts };
    for language in [Language::Chinese, Language::English] {
        let Ok(written) = render(&report, &context, language) else { continue };
        assert!(!html(&written.manuscript).contains("<script"), "a script stands in the page");
        if !text.contains('{') && !text.contains('\r') {
            let markdown = markdown(&written.manuscript);
            assert!(markdown.contains(text.trim()), "{text:?} became {markdown:?}");
        }
    }
});
