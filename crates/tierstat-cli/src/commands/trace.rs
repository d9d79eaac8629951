//! `tierstat trace`: where a number comes from.

use crate::args::{Format, TraceArguments};
use crate::commands::figures;
use crate::commands::report::written;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::project::Project;
use crate::world::World;
use serde_json::json;
use tierstat_model::{CodeLists, Figure, FigureId, FigureLookup, Language, Localized};
use tierstat_report::wording;
use tierstat_store::{Ledger, Trace};

pub(crate) fn run(
    arguments: &TraceArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let ids = asked_for(arguments, &project.lists, &ledger)?;
    let mut traces = Vec::new();
    for id in &ids {
        traces.extend(ledger.trace(id)?);
    }
    match output.format() {
        Format::Json => output.json(&json!(traces.iter().map(machine_readable).collect::<Vec<_>>())),
        Format::Table | Format::Csv => {
            let blocks: Vec<String> =
                traces.iter().map(|trace| block(&project.lists, trace, output.language())).collect();
            output.data(&blocks.join("\n"));
        }
    }
    if let Some(path) = &arguments.extract {
        extract(&ledger, &traces, path, output)?;
    }
    Ok(Outcome::default())
}

/// The figures asked for: by id, or as the answers to a question.
fn asked_for(
    arguments: &TraceArguments,
    lists: &CodeLists,
    ledger: &Ledger,
) -> Result<Vec<FigureId>, Failure> {
    let Some(id) = &arguments.figure else {
        let query = figures::query(lists, &arguments.selection, arguments.period)?;
        let readings = ledger.readings(&query).map_err(tierstat_store::StoreError::from)?;
        if readings.is_empty() {
            return Err(Failure::Usage {
                message: Localized::new("没有这样的数据", "there is no such figure"),
                hint: Localized::new(
                    "用 tierstat figures 查看有哪些",
                    "tierstat figures lists what there is",
                ),
            });
        }
        return Ok(readings.into_iter().map(|reading| reading.figure.id).collect());
    };
    let found = ledger.figure(id)?;
    match found.as_slice() {
        [] => Err(Failure::Usage {
            message: Localized::new(format!("没有编号为 {id} 的数据"), format!("no figure has the id {id}")),
            hint: Localized::new("编号由 tierstat figures 列出", "tierstat figures prints the ids"),
        }),
        [figure] => Ok(vec![figure.id.clone()]),
        several => {
            let ids: Vec<&str> = several.iter().map(|figure| figure.id.0.as_str()).collect();
            Err(Failure::Usage {
                message: Localized::new(
                    format!("{id} 对应多条数据：{}", ids.join("、")),
                    format!("{id} begins more than one id: {}", ids.join(", ")),
                ),
                hint: Localized::new("多写几位", "write more of it"),
            })
        }
    }
}

fn block(lists: &CodeLists, trace: &Trace, language: Language) -> String {
    let figure = &trace.figure;
    let mut lines = vec![format!(
        "{} · {} · {} · {}  {}",
        wording::indicator_name(lists, &figure.indicator, language),
        wording::tier_name(lists, &figure.tier, language),
        wording::area_name(lists, &figure.area, language),
        wording::period(figure.period, language),
        wording::quantity(&figure.quantity, language),
    )];
    let mut say = |zh: &str, en: &str, text: String| {
        let label = Localized::new(zh, en);
        lines.push(format!("  {}: {text}", label.get(language)));
    };
    describe(figure, &mut say);
    say("导入", "imported", format!("{} ({})", trace.import.imported_on, trace.import.file));
    say("文件内容", "content", format!("sha256 {} ({} B)", figure.origin.content_hash, trace.stored_bytes));
    if trace.reading.figure.id == figure.id {
        let reason = trace.reading.rule.reason();
        say(
            "取值",
            "reading",
            Localized::new(format!("取用，因为{}", reason.zh), format!("used because {}", reason.en))
                .get(language)
                .to_owned(),
        );
    } else {
        let preferred = &trace.reading.figure.id;
        let text =
            Localized::new(format!("未取用，取用的是 {preferred}"), format!("not used; {preferred} is"));
        say("取值", "reading", text.get(language).to_owned());
    }
    for other in trace.reading.behind.iter().filter(|other| other.id != figure.id) {
        let origin = &other.origin;
        say(
            "另有",
            "beside",
            format!(
                "{} {} — {} — {} ({})",
                other.id, other.quantity.printed, origin.document.title, origin.cell, origin.known_on
            ),
        );
    }
    lines.join("\n") + "\n"
}

fn describe(figure: &Figure, say: &mut impl FnMut(&str, &str, String)) {
    let origin = &figure.origin;
    let document = &origin.document;
    say("编号", "id", figure.id.to_string());
    say("原文", "printed", figure.quantity.printed.clone());
    if let Some(bounds) = &figure.quantity.bounds {
        say("界限", "bounds", format!("{bounds} ({})", figure.quantity.precision.name()));
    }
    if let Some(correction) = &figure.correction {
        say("更正", "correction", correction.reason.clone());
    }
    say("单元格", "cell", origin.cell.to_string());
    say("文献", "document", format!("{} · {} · {}", document.publisher, document.title, document.edition));
    if let Some(phrase) = &origin.phrase {
        say("原句", "phrase", phrase.clone());
    }
    if let Some(url) = &document.url {
        say("网址", "address", url.clone());
    }
    say("所知日期", "known on", origin.known_on.to_string());
}

fn machine_readable(trace: &Trace) -> serde_json::Value {
    json!({
        "figure": trace.figure,
        "reading": { "figure": trace.reading.figure.id, "rule": trace.reading.rule, "behind": trace.reading.behind },
        "import": { "file": trace.import.file, "imported_on": trace.import.imported_on.to_string() },
        "stored_bytes": trace.stored_bytes,
    })
}

fn extract(
    ledger: &Ledger,
    traces: &[Trace],
    path: &std::path::Path,
    output: &Output,
) -> Result<(), Failure> {
    let Some(trace) = traces.first() else { return Ok(()) };
    if let Some(content) = ledger.stored_file(&trace.figure.origin.content_hash)? {
        written(path, &content)?;
        output
            .say(&Localized::new(format!("已写出 {}", path.display()), format!("wrote {}", path.display())));
    }
    Ok(())
}
