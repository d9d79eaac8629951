//! `tierstat trace`: where a number comes from.

use crate::args::{Format, TraceArguments};
use crate::commands::figures;
use crate::commands::missed;
use crate::commands::report::folder;
use crate::exit::{Failure, Outcome};
use crate::output::{Answer, Column, Output, cut};
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::world::World;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeSet;
use tierstat_model::{CodeLists, Figure, FigureId, FigureLookup, Language, Localized, SeriesKey, seen_line};
use tierstat_stats::derived::DerivedTotal;
use tierstat_store::{Snapshot, Trace, WithdrawnSource};
use tierstat_words as words;

pub(crate) fn run(
    arguments: &TraceArguments,
    world: &World,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let project = Project::open(world)?;
    output.set_language(project.language(world));
    let ledger = project.ledger_to_read()?;
    let number =
        arguments.figure.as_deref().map(|id| number_of_report(id, &project, output)).transpose()?.flatten();
    let totals = match &arguments.figure {
        None => {
            let query = figures::query(&project.lists, &arguments.selection, arguments.period)?;
            figures::derived(&project.lists, &ledger, &query)?
        }
        Some(_) => Vec::new(),
    };
    let ids = match &number {
        Some(number) => number.figures.clone(),
        None => asked_for(arguments, &project.lists, &ledger, &totals)?,
    };
    let mut traces = Vec::new();
    for id in &ids {
        traces.extend(ledger.trace(id, arguments.selection.known_on)?);
    }
    match output.format() {
        Format::Json | Format::Jsonl => {
            let mut records: Vec<_> = totals.iter().map(machine_readable_total).collect();
            records.extend(traces.iter().map(machine_readable));
            output.documents(&records);
        }
        Format::Table | Format::Csv => {
            let language = output.language();
            let sums = totals.iter().map(|total| total_block(&project.lists, total, language));
            // The cells of a few figures are shown as they stand; those of many would bury the answer.
            const MOST_PICTURES: usize = 4;
            let with_pictures = traces.len() <= MOST_PICTURES;
            let printed = traces.iter().map(|trace| {
                let picture = if with_pictures { picture(&ledger, trace, output) } else { String::new() };
                block(&project.lists, trace, language) + &picture
            });
            let of_report = number.iter().map(|number| number.words.clone());
            let blocks: Vec<String> = of_report.chain(sums).chain(printed).collect();
            output.data(&blocks.join("\n"));
        }
    }
    if let Some(path) = &arguments.extract {
        extract(&ledger, &traces, path, output)?;
    }
    Ok(Outcome::default())
}

/// A number of a written report: how it is computed, and the figures behind it.
struct NumberOfReport {
    words: String,
    figures: Vec<FigureId>,
}

/// The number that `n7` or `annual/n7` names in a written report; `None` where the text names none.
fn number_of_report(id: &str, project: &Project, output: &Output) -> Result<Option<NumberOfReport>, Failure> {
    let (report, number) = id.rsplit_once('/').map_or((None, id), |(report, number)| (Some(report), number));
    let is_number = number
        .strip_prefix('n')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_number {
        return Ok(None);
    }
    let named: Vec<String> = report.map(str::to_owned).into_iter().collect();
    let language = output.language();
    for report in project.reports(&named)? {
        let path = folder(project, &report).join(format!("{}.{language}.origins.json", report.name()));
        if !path.exists() {
            continue;
        }
        let text =
            std::fs::read_to_string(&path).map_err(|source| Failure::Read { path: path.clone(), source })?;
        let origins: serde_json::Value = serde_json::from_str(&text)
            .map_err(|error| Failure::Settings { path: path.clone(), message: error.to_string() })?;
        let found = origins["numbers"].as_array().into_iter().flatten().find(|found| found["id"] == number);
        let Some(found) = found else { continue };
        let word = |name: &str| found[name].as_str().unwrap_or_default();
        let mut words = format!("{} {number}  {}  {}\n", report.name(), word("text"), word("label"));
        if !word("formula").is_empty() {
            let formula = Localized::new("算式", "formula");
            words.push_str(&format!("  {}: {} = {}\n", formula.get(language), word("formula"), word("text")));
        }
        let readings = found["readings"].as_array().into_iter().flatten();
        let ids = readings.filter_map(|reading| reading["figure"]["id"].as_str());
        return Ok(Some(NumberOfReport { words, figures: ids.map(|id| FigureId(id.to_owned())).collect() }));
    }
    Err(Failure::Usage {
        message: Localized::new(
            format!("写出的报告中没有编号为 {id} 的数字"),
            format!("no written report has a number {id}"),
        ),
        hint: Localized::new(
            "先运行 tierstat report；编号在页面中数字的 aria-describedby 里，也在 origins.json 里",
            "run tierstat report first; the ids stand in origins.json and in aria-describedby on the page",
        ),
    })
}

/// The figures asked for: by id, or as the answers to a question.
fn asked_for(
    arguments: &TraceArguments,
    lists: &CodeLists,
    ledger: &Snapshot,
    totals: &[DerivedTotal],
) -> Result<Vec<FigureId>, Failure> {
    let Some(id) = &arguments.figure else {
        let query = figures::query(lists, &arguments.selection, arguments.period)?;
        let readings = ledger.readings(&query).map_err(tierstat_store::StoreError::from)?;
        if readings.is_empty() && totals.is_empty() {
            return Err(Failure::Usage {
                message: Localized::new("没有这样的数据", "there is no such figure"),
                hint: Localized::new(
                    "用 tierstat figures 查看有哪些",
                    "tierstat figures lists what there is",
                ),
            });
        }
        let mut ids: Vec<FigureId> = readings.into_iter().map(|reading| reading.figure.id).collect();
        // The parts of a sum stand behind it, whether or not they were asked for by their tier.
        let parts = totals.iter().flat_map(|total| &total.parts).map(|part| &part.figure.id);
        for part in parts {
            if !ids.contains(part) {
                ids.push(part.clone());
            }
        }
        return Ok(ids);
    };
    let found = ledger.figure(id, arguments.selection.known_on)?;
    match found.as_slice() {
        [] if !ledger.figure(id, Some(Date::MIN))?.is_empty() => Err(withdrawn(id, ledger)?),
        [] => Err(Failure::Usage {
            message: Localized::new(format!("没有编号为 {id} 的数据"), format!("no figure has the id {id}")),
            hint: if ledger.kept_back()?.iter().any(|kept| kept.id.0.starts_with(id.as_str())) {
                Localized::new(
                    "该数暂缓，不入账本；tierstat figures --kept-back 说明原因",
                    "it is kept back from the ledger; tierstat figures --kept-back says why",
                )
            } else {
                Localized::new("编号由 tierstat figures 列出", "tierstat figures prints the ids")
            },
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

/// A figure that was answered once and is not today, or was not on the day that is asked for.
fn withdrawn(id: &str, ledger: &Snapshot) -> Result<Failure, Failure> {
    let figures = ledger.figure(id, Some(Date::MIN))?;
    let files: BTreeSet<&str> = figures.iter().map(|figure| figure.origin.cell.file.as_str()).collect();
    let gone = ledger.withdrawn_sources()?;
    let gone = gone.iter().find(|source| files.contains(source.file.as_str()));
    let files: Vec<&str> = files.into_iter().collect();
    let (message, hint) = match gone {
        Some(WithdrawnSource { file, since, withdrawal }) => {
            let why = missed::why(withdrawal);
            (
                Localized::new(
                    format!("{id} 的来源 {file} 自 {since} 起不再是来源：{}", why.zh),
                    format!("the source of {id}, {file}, is none since {since}: {}", why.en),
                ),
                Localized::new(
                    format!("问更早所知：tierstat trace {id} --known-on 早于 {since} 的日期"),
                    format!(
                        "ask for what was known before: tierstat trace {id} --known-on a day before {since}"
                    ),
                ),
            )
        }
        None => (
            Localized::new(
                format!("{id} 的来源 {} 现在不再这样说", files.join("、")),
                format!("the source of {id}, {}, does not say so any more", files.join(", ")),
            ),
            Localized::new(
                "用 --known-on 问更早所知；tierstat figures 列出现在的数据",
                "ask for what was known before with --known-on; tierstat figures lists what there is now",
            ),
        ),
    };
    Ok(Failure::Usage { message, hint })
}

fn block(lists: &CodeLists, trace: &Trace, language: Language) -> String {
    let figure = &trace.figure;
    let mut lines = vec![format!(
        "{} · {} · {} · {}  {}",
        words::indicator_name(lists, &figure.indicator, language),
        words::tier_name(lists, &figure.tier, language),
        words::area_name(lists, &figure.area, language),
        words::period(figure.period, language),
        words::quantity(&figure.quantity, language),
    )];
    let mut say = |zh: &str, en: &str, text: String| {
        let label = Localized::new(zh, en);
        // Texts of files are one line each, so that none passes for another line of the answer.
        lines.push(format!("  {}: {}", label.get(language), seen_line(&text)));
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

/// A total that no source prints, with its formula and the cells of its parts.
fn total_block(lists: &CodeLists, total: &DerivedTotal, language: Language) -> String {
    let SeriesKey { indicator, tier, area, .. } = &total.key;
    let value = total.bounds.as_point().map_or_else(|| total.bounds.to_string(), |point| point.to_string());
    let mut lines = vec![format!(
        "{} · {} · {} · {}  {value}",
        words::indicator_name(lists, indicator, language),
        words::tier_name(lists, tier, language),
        words::area_name(lists, area, language),
        words::period(total.printed_period(), language),
    )];
    let formula = Localized::new("算式", "formula");
    let no_print =
        Localized::new("没有来源印出合计；各层级之和", "no source prints a total; sum of the tiers");
    lines.push(format!(
        "  {}: {} = {value} ({})",
        formula.get(language),
        total.formula(),
        no_print.get(language)
    ));
    for part in &total.parts {
        let figure = &part.figure;
        lines.push(format!(
            "  + {}  {}  {} — {}",
            figure.quantity.printed,
            words::tier_name(lists, &figure.tier, language),
            figure.id,
            figure.origin.cell
        ));
    }
    lines.join("\n") + "\n"
}

fn machine_readable_total(total: &DerivedTotal) -> serde_json::Value {
    json!({
        "derived": "sum-of-tiers",
        "key": total.key,
        "formula": total.formula(),
        "bounds": total.bounds,
        "parts": total.parts.iter().map(|part| &part.figure).collect::<Vec<_>>(),
    })
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

/// The cell with its neighbours as they stand in the received file; nothing where that cannot be read as a sheet.
fn picture(ledger: &Snapshot, trace: &Trace, output: &Output) -> String {
    const LONGEST: usize = 20;
    let origin = &trace.figure.origin;
    let Ok(Some(content)) = ledger.stored_file(&origin.content_hash) else { return String::new() };
    let limits = tierstat_ingest::Limits::default();
    let Ok(Some(around)) = tierstat_ingest::surroundings(content, &origin.cell, &limits) else {
        return String::new();
    };
    let mut columns = vec![Column::named("")];
    columns.extend(around.columns.iter().map(|letters| Column::named(letters)));
    let rows = around.rows.iter().enumerate().map(|(index, (number, cells))| {
        let cell = |(column, text): (usize, &String)| {
            let text = cut(text, LONGEST);
            json!(if (index, column) == around.place { format!("【{text}】") } else { text })
        };
        std::iter::once(json!(number)).chain(cells.iter().enumerate().map(cell)).collect()
    });
    let table = output.aligned(&Answer { columns, rows: rows.collect() });
    table.lines().map(|line| format!("    {line}\n")).collect()
}

fn extract(
    ledger: &Snapshot,
    traces: &[Trace],
    path: &std::path::Path,
    output: &Output,
) -> Result<(), Failure> {
    let Some(trace) = traces.first() else { return Ok(()) };
    if let Some(content) = ledger.stored_file(&trace.figure.origin.content_hash)? {
        OutputFiles::write(path, &content)?;
        output
            .say(&Localized::new(format!("已写出 {}", path.display()), format!("wrote {}", path.display())));
    }
    Ok(())
}
