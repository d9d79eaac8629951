//! A mapping file as a draft: what was found in a file, for a person to read, edit and keep.

use crate::figure::label_sense::LabelSense;
use crate::figure::meaning::Meaning;
use crate::figure::resolver::Resolver;
use crate::figure::seen_figures::SeenFigures;
use crate::reading::read_file::ReadFile;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use tierstat_model::{CodeLists, Language};

/// One label with the figures under it.
struct Labelled<'a> {
    text: &'a str,
    /// Their places among those of the file.
    figures: Vec<usize>,
}

/// The text of a mapping file that says what was found: the labels with their meaning, those not understood as
/// comments to fill in, and where the tables stand.
pub(crate) fn draft(file: &str, lists: &CodeLists, read: &ReadFile, language: Language) -> String {
    let say = |zh: &str, en: &str| match language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    };
    let mut text = say(
        &format!("# 在 {file} 中读到的内容。改正有误之处；可以自动认出的行可以删去。\n"),
        &format!("# What was found in {file}. Mend what is wrong; lines that are found anyway may go.\n"),
    );
    text.push_str(&say(
        "# 表头相同的下一份文件沿用 [labels]、[columns]、[status] 和 [defaults]（时期除外）。\n",
        "# The next file with the same headers is read by [labels], [columns], [status] and [defaults], the period apart.\n",
    ));
    let mut resolver = Resolver::by_lists(lists);
    let (mut known, mut open) = (Vec::new(), Vec::new());
    for labelled in labels(read) {
        let sense = resolver.label(labelled.text, None, None);
        if sense.is_generic {
            continue;
        }
        let line = meaning_line(&sense, &read.figures, &labelled.figures);
        match line {
            Some(line) => known.push(format!("{} = {{ {line} }}", quoted(labelled.text))),
            None if sense.named.period.is_some() => {}
            None => open.push(format!("# {} = {{ indicator = \"…\" }}", quoted(labelled.text))),
        }
    }
    if !known.is_empty() || !open.is_empty() {
        text.push_str("\n[labels]\n");
        for line in known {
            text.push_str(&line);
            text.push('\n');
        }
        if !open.is_empty() {
            text.push_str(&say(
                "# 以下标签不认识：写明它的 indicator、tier、area 或 unit，或写 ignore = true，再去掉行首的 #。\n",
                "# Not understood: write its indicator, tier, area or unit, or ignore = true, and take the # away.\n",
            ));
            for line in open {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    text.push_str(&say(
        "\n# 表的位置，每次重新查找；如找得不对，改正后去掉行首的 #。\n",
        "\n# Where the tables stand; they are found anew each time. Where wrongly, mend the lines and take the # away.\n",
    ));
    tables(&mut text, read);
    text
}

/// The labels of all figures, each once, in the order in which they stand.
fn labels(read: &ReadFile) -> Vec<Labelled<'_>> {
    let mut order: Vec<Labelled<'_>> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for at in 0..read.figures.len() {
        let sheet = read.figures.sheet(at);
        // The labels of an article are its sentences, which no other file repeats.
        if sheet >= read.opened.sheets.len() || read.structures[sheet].tables.is_empty() {
            continue;
        }
        let [groups, row, column] = read.figures.raw().labels(at);
        for label in [column, groups, row].into_iter().flatten() {
            let own = *index.entry(&*label.text).or_insert_with(|| {
                order.push(Labelled { text: &label.text, figures: Vec::new() });
                order.len() - 1
            });
            if let Some(labelled) = order.get_mut(own) {
                labelled.figures.push(at);
            }
        }
    }
    order
}

/// What a label means: the kinds that it names, with the values that all its figures share.
fn meaning_line(sense: &LabelSense, all: &SeenFigures, figures: &[usize]) -> Option<String> {
    let shared = |part: &dyn Fn(&Meaning) -> Option<String>| -> Option<String> {
        let values: BTreeSet<Option<String>> = figures.iter().map(|at| part(&all.meaning(*at))).collect();
        match values.len() {
            1 => values.into_iter().next().flatten(),
            _ => None,
        }
    };
    let named = &sense.named;
    let mut parts: Vec<String> = Vec::new();
    let mut push = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            parts.push(format!("{key} = {}", quoted(&value)));
        }
    };
    if named.indicator.is_some() {
        push("indicator", shared(&|meaning| meaning.indicator.value.as_ref().map(|id| id.0.clone())));
    }
    if named.tier.is_some() || sense.or_tier.is_some() {
        push("tier", shared(&|meaning| meaning.tier.value.as_ref().map(|id| id.0.clone())));
    }
    // An area that several share their name with is settled by its neighbours; the line settles it for good.
    if named.area.is_some() || !sense.ambiguous.is_empty() {
        push("area", shared(&|meaning| meaning.area.value.as_ref().map(|code| code.0.clone())));
    }
    if named.unit.is_some() {
        push("unit", named.unit.as_ref().map(|unit| unit.0.clone()));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn tables(text: &mut String, read: &ReadFile) {
    for (sheet, structure) in read.opened.sheets.iter().zip(&read.structures) {
        for table in &structure.tables {
            text.push_str("# [[tables]]\n");
            if let Some(name) = &sheet.name {
                let _ = writeln!(text, "# sheet = {}", quoted(name));
            }
            let _ = writeln!(text, "# range = {}", quoted(&table.range()));
            if let Some((first, last)) = table.header_rows {
                let _ = writeln!(text, "# header-rows = [{first}, {last}]");
            }
            let _ = writeln!(text, "# data-rows = [{}, {}]", table.data_rows.0, table.data_rows.1);
            let _ = writeln!(text, "# stub-columns = {}", table.stub_columns);
        }
    }
}

/// A text as TOML writes it, in quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
