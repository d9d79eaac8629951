//! What is kept back: numbers that were read and not taken in, said after an import and listed by `tierstat figures`.

use crate::args::Format;
use crate::codes;
use crate::output::{Answer, Column, Output, counted};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tierstat_answers::names::Spoken;
use tierstat_model::{FigureQuery, KeptBack, KeptPart, Language, Localized, Part, Period};

/// How many kinds are told at most, so that all of it stands on one screen.
const MOST_KINDS: usize = 12;

/// What is to be told of numbers that are kept back: a line for each rule, however many numbers it doubts.
#[derive(Debug, Default)]
pub(crate) struct Told {
    kinds: Vec<Kind>,
}

/// All that one rule doubts.
#[derive(Debug)]
struct Kind {
    first: KeptBack,
    count: usize,
    /// Marks of the lines that are needed, each with its mapping file.
    lines: BTreeSet<[u8; 16]>,
}

impl Told {
    /// Adds a number that is kept back.
    pub(crate) fn add(&mut self, kept: KeptBack) {
        let line = line_mark(&kept);
        match self.kinds.iter_mut().find(|kind| kind.first.rule == kept.rule) {
            Some(kind) => {
                kind.count += 1;
                kind.lines.insert(line);
            }
            None => self.kinds.push(Kind { first: kept, count: 1, lines: BTreeSet::from([line]) }),
        }
    }

    /// Adds those of the next file.
    pub(crate) fn extend(&mut self, others: Self) {
        for mut other in others.kinds {
            match self.kinds.iter_mut().find(|kind| kind.first.rule == other.first.rule) {
                Some(kind) => {
                    kind.count += other.count;
                    kind.lines.append(&mut other.lines);
                }
                None => self.kinds.push(other),
            }
        }
    }

    /// How many numbers there are.
    pub(crate) fn count(&self) -> usize {
        self.kinds.iter().map(|kind| kind.count).sum()
    }

    /// How many there are, and a line for each rule, the rule that doubts most first; nothing where there are none.
    pub(crate) fn lines(&self) -> Vec<Localized> {
        let mut kinds: Vec<&Kind> = self.kinds.iter().collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
        let count = self.count();
        if count == 0 {
            return Vec::new();
        }
        let mut told = vec![Localized::new(
            format!("暂缓 {count} 条，由对照文件确定之前不入账本："),
            format!(
                "{} kept back, out of the ledger until a mapping settles the doubt:",
                counted(count, "number", "numbers")
            ),
        )];
        told.extend(kinds.iter().take(MOST_KINDS).map(|kind| kind.line()));
        if let Some(more) = kinds.len().checked_sub(MOST_KINDS).filter(|more| *more > 0) {
            told.push(Localized::new(
                format!("  …… 另有 {more} 类；tierstat figures --kept-back 全部列出"),
                format!("  … and {more} more; tierstat figures --kept-back lists them"),
            ));
        }
        told
    }
}

/// A mark of the line that settles a number: millions of them fit where the lines do not.
fn line_mark(kept: &KeptBack) -> [u8; 16] {
    let hash = Sha256::new_with_prefix(&kept.cell.file).chain_update([0]).chain_update(&kept.settled_by);
    let mut mark = [0; 16];
    mark.copy_from_slice(&hash.finalize()[..16]);
    mark
}

/// That the ledger still waits for mappings; nothing where it does not.
pub(crate) fn waiting(count: usize) -> Option<Localized> {
    (count > 0).then(|| {
        let what = counted(count, "number is", "numbers are");
        Localized::new(
            format!("暂缓 {count} 条，待对照文件确定；tierstat figures --kept-back 列出"),
            format!("{what} kept back until a mapping settles the doubt; see tierstat figures --kept-back"),
        )
    })
}

impl Kind {
    /// One line: how many, what is doubtful, where, and what to write into which mapping.
    fn line(&self) -> Localized {
        let KeptBack { cell, rule, reason, settled_by, .. } = &self.first;
        let (count, more_cells, more_lines) = (self.count, self.count - 1, self.lines.len() - 1);
        let some = |number: usize, text: String| if number > 0 { text } else { String::new() };
        let (cells_zh, cells_en) = (
            some(more_cells, format!("，另有 {more_cells} 处")),
            some(more_cells, format!(" and {more_cells} more")),
        );
        let (lines_zh, lines_en) = (
            some(more_lines, format!("（另有 {more_lines} 行）")),
            some(more_lines, format!(" (and {more_lines} more)")),
        );
        let settled_by = in_one_line(settled_by);
        let file = &cell.file;
        let (zh, en) = (in_one_line(&reason.zh), in_one_line(&reason.en));
        Localized::new(
            format!(
                "  {count} 条 [{rule}] {zh}：{cell}{cells_zh} → 在 {file}.mapping.toml 中写 {settled_by}{lines_zh}"
            ),
            format!(
                "  {count} [{rule}] {en}: {cell}{cells_en} → write in {file}.mapping.toml: {settled_by}{lines_en}"
            ),
        )
    }
}

/// A text of several lines as one; a table of a mapping and its key stay apart.
fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ⏎ ")
}

/// What is kept back and asked for, a row for each.
pub(crate) fn list(
    kept: &[KeptBack],
    query: &FigureQuery,
    origin: Option<&str>,
    spoken: Spoken<'_>,
    output: &Output,
) -> Answer {
    let is_asked_for =
        |kept: &&KeptBack| is_about(kept, query) && origin.is_none_or(|text| kept.cell.file.contains(text));
    let rows = kept.iter().filter(is_asked_for).map(|kept| row(kept, spoken, output));
    Answer { columns: columns(), rows: rows.collect() }
}

/// Whether a question would be answered by the values that are assumed.
fn is_about(kept: &KeptBack, query: &FigureQuery) -> bool {
    fn one_of<T>(wanted: &[T], id: impl Fn(&T) -> &str, value: &str) -> bool {
        wanted.is_empty() || wanted.iter().any(|wanted| id(wanted) == value)
    }
    let day = value(kept, Part::Period).parse::<Period>().ok().map(Period::last_day);
    let in_time = |wanted: Option<Period>, holds: &dyn Fn(Period, jiff::civil::Date) -> bool| {
        wanted.is_none_or(|wanted| day.is_some_and(|day| holds(wanted, day)))
    };
    one_of(&query.indicators, |id| &id.0, value(kept, Part::Indicator))
        && one_of(&query.tiers, |id| &id.0, value(kept, Part::Tier))
        && one_of(&query.areas, |code| &code.0, value(kept, Part::Area))
        && in_time(query.from, &|from, day| day >= from.first_day())
        && in_time(query.to, &|to, day| day <= to.last_day())
}

fn value(kept: &KeptBack, part: Part) -> &str {
    kept.parts.iter().find(|found| found.part == part).map_or("", |found| found.value.as_str())
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("id", "编号", "id"),
        Column::text("cell", "单元格", "cell"),
        Column::number("printed", "原文", "printed"),
        Column::for_machines("indicator"),
        Column::for_machines("tier"),
        Column::for_machines("area"),
        Column::text("indicator_name", "指标", "indicator").for_people(),
        Column::text("tier_name", "层级", "tier").for_people(),
        Column::text("area_name", "地区", "area").for_people(),
        Column::text("period", "时期", "period"),
        Column::text("unit", "单位", "unit"),
        Column::number("factor", "倍数", "factor"),
        Column::text("basis", "依据", "basis"),
        Column::text("rivals", "或为", "or else"),
        Column::text("rule", "规则", "rule"),
        Column::text("reason", "存疑之处", "what is doubtful"),
        Column::text("settled_by", "写入对照", "to write in the mapping"),
    ]
}

fn row(kept: &KeptBack, spoken: Spoken<'_>, output: &Output) -> Vec<Value> {
    let text = |part| value(kept, part);
    let (indicator, tier, area) = (text(Part::Indicator), text(Part::Tier), text(Part::Area));
    vec![
        json!(kept.id.0),
        json!(kept.cell.to_string()),
        json!(kept.quantity.printed),
        json!(indicator),
        json!(tier),
        json!(area),
        json!(spoken.indicator(indicator)),
        json!(spoken.tier(tier)),
        json!(spoken.area(area)),
        json!(text(Part::Period)),
        json!(text(Part::Unit)),
        json!(text(Part::Factor)),
        basis(kept, output),
        rivals(kept, output),
        json!(kept.rule),
        json!(kept.reason.get(output.language())),
        json!(match output.format() {
            Format::Table => in_one_line(&kept.settled_by),
            Format::Csv | Format::Json | Format::Jsonl => kept.settled_by.clone(),
        }),
    ]
}

/// How the parts were come by; an aligned table says it of those only that are in doubt.
fn basis(kept: &KeptBack, output: &Output) -> Value {
    match output.format() {
        Format::Json | Format::Jsonl => {
            let parts = kept.parts.iter();
            parts.map(|part| (part.part.name().to_owned(), json!(part.basis.name()))).collect()
        }
        Format::Csv => joined(kept.parts.iter().map(|part| format!("{}={}", part.part, part.basis.name()))),
        Format::Table => {
            let doubtful = |part: &&KeptPart| {
                !part.rivals.is_empty() || kept.rule.split('.').next() == Some(part.part.name())
            };
            joined(kept.parts.iter().filter(doubtful).map(|part| {
                let code = part.basis.name();
                let words = codes::basis(code).map(|words| words.get(output.language()).to_owned());
                of_part(part.part, words.as_deref().unwrap_or(code), output.language())
            }))
        }
    }
}

/// What the parts might be instead.
fn rivals(kept: &KeptBack, output: &Output) -> Value {
    let with_rivals = kept.parts.iter().filter(|part| !part.rivals.is_empty());
    match output.format() {
        Format::Json | Format::Jsonl => {
            with_rivals.map(|part| (part.part.name().to_owned(), json!(part.rivals))).collect()
        }
        Format::Csv => joined(with_rivals.map(|part| format!("{}={}", part.part, part.rivals.join("|")))),
        Format::Table => {
            joined(with_rivals.map(|part| of_part(part.part, &part.rivals.join(", "), output.language())))
        }
    }
}

fn of_part(part: Part, text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}：{text}", part.name_zh()),
        Language::English => format!("{part}: {text}"),
    }
}

fn joined(texts: impl Iterator<Item = String>) -> Value {
    json!(texts.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{Basis, CellRef, FigureId, Quantity};

    fn kept(file: &str, row: u32, rule: &str, settled_by: &str) -> KeptBack {
        KeptBack {
            id: FigureId(format!("{row:x}")),
            cell: CellRef { file: file.into(), sheet: None, row, column: 2 },
            quantity: Quantity::missing("7"),
            parts: vec![KeptPart {
                part: Part::Period,
                value: "2015".into(),
                basis: Basis::Header,
                rivals: Vec::new(),
            }],
            rule: rule.into(),
            reason: Localized::new(format!("{rule} 存疑"), format!("{rule} is in doubt")),
            settled_by: settled_by.into(),
        }
    }

    /// What is told of numbers of which each is of a file of its own.
    fn told(kept: Vec<KeptBack>) -> Vec<Localized> {
        let mut told = Told::default();
        for one in kept {
            let mut of_file = Told::default();
            of_file.add(one);
            told.extend(of_file);
        }
        told.lines()
    }

    #[test]
    fn a_rule_is_one_line_with_its_number_place_and_what_to_write_where() {
        let several = [
            kept("b.csv", 9, "unit.doubtful", "[defaults]\nunit = \"…\""),
            kept("a.csv", 2, "area.doubtful", "[defaults] area = \"…\""),
            kept("a.csv", 3, "area.doubtful", "[defaults] area = \"…\""),
            kept("b.csv", 3, "area.doubtful", "[defaults] area = \"…\""),
        ];
        let told = told(several.into());
        let english: Vec<&str> = told.iter().map(|line| line.en.as_str()).collect();
        assert_eq!(
            english,
            [
                "4 numbers kept back, out of the ledger until a mapping settles the doubt:",
                "  3 [area.doubtful] area.doubtful is in doubt: a.csv › B2 and 2 more → write in a.csv.mapping.toml: \
                 [defaults] area = \"…\" (and 1 more)",
                "  1 [unit.doubtful] unit.doubtful is in doubt: b.csv › B9 → write in b.csv.mapping.toml: \
                 [defaults] ⏎ unit = \"…\"",
            ]
        );
        let chinese = &told[1].zh;
        assert_eq!(
            chinese,
            "  3 条 [area.doubtful] area.doubtful 存疑：a.csv › B2，另有 2 处 → 在 a.csv.mapping.toml 中写 \
             [defaults] area = \"…\"（另有 1 行）"
        );
    }

    #[test]
    fn many_rules_stay_on_one_screen_and_none_say_nothing() {
        assert!(told(Vec::new()).is_empty());
        assert!(waiting(0).is_none());
        let many: Vec<KeptBack> =
            (1..=15).map(|row| kept("a.csv", row, &format!("rule{row}.doubtful"), "x = 1")).collect();
        let told = told(many);
        assert_eq!(told.len(), 14);
        assert!(told[13].en.contains("and 3 more; tierstat figures --kept-back"), "{}", told[13].en);
    }
}
