//! What could not be named: one finding for each label or table, with the line of the mapping that settles it.

use crate::FileContext;
use crate::figure::label_sense::LabelSense;
use crate::figure::meaning::Meaning;
use crate::figure::raw_figure::RawFigure;
use crate::places::{Places, a1};
use crate::structure::words::names_values;
use crate::structure::{Label, Table};
use crate::text::excerpt::{excerpt, is_no_name, line_excerpt};
use crate::text::label_pieces::LabelPieces;
use crate::text::period::{impossible_period, parse_fiscal_year};
use std::collections::BTreeMap;
use tierstat_model::{CellRef, CodeLists, Finding, Localized, Precision, Severity};

/// The findings about names, each once.
#[derive(Debug)]
pub(crate) struct Unnamed {
    findings: BTreeMap<(CellRef, String), Finding>,
    /// Whether there is nothing to resolve names by, as when a file is looked into outside a project.
    is_silent: bool,
}

impl Unnamed {
    /// Findings for a file; none where there is nothing to resolve names by.
    pub(crate) fn new(lists: &CodeLists) -> Self {
        let is_silent = lists.indicators.indicators.is_empty() && lists.areas.all().is_empty();
        Self { findings: BTreeMap::new(), is_silent }
    }

    /// The findings in the order of their cells.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings.into_values().collect()
    }

    /// Notes a finding once; what it says is put into words only the first time.
    fn note(&mut self, rule: String, cell: CellRef, words: impl FnOnce() -> (Localized, Localized)) {
        if self.is_silent {
            return;
        }
        self.findings.entry((cell.clone(), rule.clone())).or_insert_with(|| {
            let (message, hint) = words();
            Finding { severity: Severity::Warning, rule, cells: vec![cell], message, hint }
        });
    }

    /// Notes that the number format of a column shows its numbers in thousands or the like, and nothing printed says so.
    pub(crate) fn note_shown_in(&mut self, places: &Places<'_>, raw: &RawFigure) {
        let by = 10_u64.saturating_pow(u32::from(raw.shown_in.power));
        let column = raw.column_labels.last().map_or(raw.place, |label| label.place);
        self.note("number.shown-smaller".to_owned(), places.cell((column.0, raw.place.1)), || {
            let printed = &raw.number.quantity.printed;
            let message = Localized::new(
                format!("该列的数字格式把数值除以 {by} 后显示，而单位没有说明；读取的是存储的数值（如 {}：{printed}）", a1(raw.place)),
                format!(
                    "the number format of the column shows numbers divided by {by}, which no unit says; the stored numbers were read ({}: {printed})",
                    a1(raw.place)
                ),
            );
            let hint = Localized::new(
                "请核对：如存储的数值本身已以千、万等为单位，请在对照文件中写明 unit。",
                "See whether the stored numbers are the counts themselves; if they are thousands already, state the unit in the mapping file.",
            );
            (message, hint)
        });
    }

    /// Notes that the fiscal year of a table begins on a day that nobody has said.
    pub(crate) fn note_open_year(&mut self, places: &Places<'_>, table: &Table, year: &str) {
        let top = places.cell((table.rows.0, table.columns.0));
        self.note("period.fiscal-year".to_owned(), top, || open_fiscal_year(year));
    }

    /// Notes a text in a column of a long table that its code list does not hold.
    pub(crate) fn note_column(&mut self, cell: CellRef, kind: &str, text: &str, candidates: &[String]) {
        if kind == "period" && impossible_period(text) {
            self.note("period.doubtful".to_owned(), cell, || no_such_period(text));
            return;
        }
        if kind == "period" && parse_fiscal_year(text).is_some() {
            self.note("period.fiscal-year".to_owned(), cell, || open_fiscal_year(text));
            return;
        }
        self.note(format!("{kind}.unknown"), cell, || unknown_name(kind, text, candidates));
    }

    /// Whether every label of a row or column says something that is understood; what does not is noted.
    ///
    /// A label that is not understood may well change what is counted (women, rural, registered since), so the figure
    /// is kept back. Numbers and codes beside an understood label, and the upper levels of a header, may stay open.
    pub(crate) fn check_labels(
        &mut self,
        places: &Places<'_>,
        labels: &[Label],
        senses: &[LabelSense],
        kind: &str,
        raw: &RawFigure,
    ) -> bool {
        let is_row = labels.iter().all(|label| label.place.0 == raw.place.0 || label.place.1 < raw.place.1);
        let some_understood = senses.iter().any(LabelSense::is_understood);
        let mut all = true;
        for (index, (label, sense)) in labels.iter().zip(senses).enumerate() {
            let is_last = index + 1 == labels.len();
            let is_code = label.text.chars().all(|character| character.is_ascii_digit() || character == '.');
            let is_upper = !is_row && !is_last && !impossible_period(&label.text);
            // The head of a column of values leaves it to the rows to say what they are.
            let says_nothing = !is_row && names_values(&label.text);
            if sense.is_understood() || is_upper || (is_code && some_understood) || says_nothing {
                continue;
            }
            all = false;
            if raw.number.quantity.precision != Precision::Missing {
                self.note_label(places, label, sense, kind);
            }
        }
        all
    }

    fn note_label(&mut self, places: &Places<'_>, label: &Label, sense: &LabelSense, kind: &str) {
        if self.is_silent {
            return;
        }
        let text = &label.text;
        let cell = places.cell(label.place);
        if !sense.ambiguous.is_empty() {
            self.note("area.ambiguous".to_owned(), cell, || {
                let text = excerpt(text);
                let codes: Vec<&str> = sense.ambiguous.iter().map(|code| code.0.as_str()).collect();
                let message = Localized::new(
                    format!("“{text}”可指多个地区：{}", codes.join("、")),
                    format!("`{text}` may be any of the areas {}", codes.join(", ")),
                );
                (message, mapping_line(&label.text, "area", codes.first().copied()))
            });
            return;
        }
        if impossible_period(text) {
            self.note("period.doubtful".to_owned(), cell, || no_such_period(text));
            return;
        }
        if !is_no_name(text) && parse_fiscal_year(&LabelPieces::of(text).core).is_some() {
            self.note("period.fiscal-year".to_owned(), cell, || open_fiscal_year(text));
            return;
        }
        let near = if kind == "area" { &sense.areas_like } else { &sense.indicators_like };
        self.note(format!("{kind}.unknown"), cell, || unknown_name(kind, text, near));
    }

    /// Whether indicator, tier, area, period and unit are all known and agree; what is open is noted once a table,
    /// except for the kinds that were noted already.
    #[expect(clippy::too_many_arguments, reason = "each says something else about one figure")]
    pub(crate) fn check_meaning(
        &mut self,
        context: &FileContext<'_>,
        lists: &CodeLists,
        places: &Places<'_>,
        table: &Table,
        raw: &RawFigure,
        meaning: &Meaning,
        noted: &[&str],
    ) -> bool {
        let open = [
            ("indicator", "指标", meaning.indicator.value.is_none()),
            ("tier", "层级", meaning.tier.value.is_none()),
            ("area", "地区", meaning.area.value.is_none()),
            ("period", "时期", meaning.period.value.is_none()),
        ];
        let mut is_complete = true;
        let is_missing = raw.number.quantity.precision == Precision::Missing;
        for (kind, kind_zh, _) in open.into_iter().filter(|(_, _, is_open)| *is_open) {
            is_complete = false;
            if is_missing || self.is_silent || noted.contains(&kind) {
                continue;
            }
            let cell = places.cell((table.data_rows.0, table.columns.0));
            self.note(format!("{kind}.unknown"), cell, || {
                let title = excerpt(table.title.as_deref().unwrap_or(context.name));
                let message = Localized::new(
                    format!("“{title}”（{}）中的数据没有说明{kind_zh}", table.range()),
                    format!("figures of `{title}` ({}) do not say their {kind}", table.range()),
                );
                let example = if kind == "period" { "2015-12-31" } else { "…" };
                let hint = Localized::new(
                    format!("请在对照文件中写：[defaults] {kind} = \"{example}\""),
                    format!("Write in the mapping file: [defaults] {kind} = \"{example}\""),
                );
                (message, hint)
            });
        }
        let indicator = meaning.indicator.value.as_ref().and_then(|id| lists.indicators.get(id));
        let unit_agrees = match (indicator, &meaning.unit.value) {
            (Some(indicator), Some(unit)) => indicator.unit == *unit,
            // An indicator that the project does not have is said by the mapping's own check.
            (None, _) | (_, None) => true,
        };
        if let (false, Some(indicator), Some(unit)) =
            (unit_agrees || is_missing, indicator, &meaning.unit.value)
        {
            let printed = &raw.number.quantity.printed;
            let message = Localized::new(
                format!("“{printed}”的单位是“{unit}”，而指标 {} 的单位是“{}”", indicator.id, indicator.unit),
                format!(
                    "`{printed}` is in the unit {unit}, but {} is counted in {}",
                    indicator.id, indicator.unit
                ),
            );
            let hint = Localized::new(
                format!(
                    "请在对照文件的 [cells] 中写明：{} = {{ indicator = \"…\", unit = \"…\" }}",
                    a1(raw.place)
                ),
                format!(
                    "Write under [cells] in the mapping file: {} = {{ indicator = \"…\", unit = \"…\" }}",
                    a1(raw.place)
                ),
            );
            self.note("unit.unknown".to_owned(), places.cell(raw.place), || (message, hint));
        }
        if let (None, Some(unit), false) = (&meaning.unit.value, &raw.number.unit_text, is_missing) {
            let unit = excerpt(unit);
            let message = Localized::new(format!("不认识的单位“{unit}”"), format!("unknown unit `{unit}`"));
            let hint = Localized::new(
                format!("请将“{unit}”加入单位表的别名，或在对照文件中写 unit。"),
                format!("Add `{unit}` to the aliases of a unit, or write unit in the mapping file."),
            );
            self.note("unit.unknown".to_owned(), places.cell(raw.place), || (message, hint));
        }
        is_complete && unit_agrees && meaning.unit.value.is_some()
    }
}

fn unknown_name(kind: &str, text: &str, near: &[String]) -> (Localized, Localized) {
    let (near_zh, near_en) = if near.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("，相近的有：{}", near.join("、")), format!("; near to it: {}", near.join(", ")))
    };
    let kind_zh = match kind {
        "area" => "地区",
        "tier" => "层级",
        "period" => "时期",
        _ => "指标",
    };
    let shown = excerpt(text);
    let message = Localized::new(
        format!("不认识的{kind_zh}“{shown}”{near_zh}"),
        format!("unknown {kind} `{shown}`{near_en}"),
    );
    let first = near.first().and_then(|name| name.split(' ').next());
    (message, mapping_line(text, kind, first))
}

fn no_such_period(text: &str) -> (Localized, Localized) {
    let shown = excerpt(text);
    let message =
        Localized::new(format!("没有“{shown}”这样的时期"), format!("there is no such period as `{shown}`"));
    (message, mapping_line(text, "period", None))
}

fn open_fiscal_year(text: &str) -> (Localized, Localized) {
    let text = excerpt(text);
    let message = Localized::new(
        format!("财政年度“{text}”从哪一天开始，文件没有说明"),
        format!("the file does not say when the fiscal year `{text}` begins"),
    );
    let hint = Localized::new(
        "请在对照文件或 tierstat.toml 中写：[fiscal-year] begins = \"04-01\"（即首日的月和日）。",
        "Write in the mapping file or in tierstat.toml: [fiscal-year] begins = \"04-01\" (month and day of its first day).",
    );
    (message, hint)
}

fn mapping_line(label: &str, kind: &str, value: Option<&str>) -> Localized {
    let label = line_excerpt(label);
    let line = format!("[labels] \"{label}\" = {{ {kind} = \"{}\" }}", value.unwrap_or("…"));
    Localized::new(format!("请在对照文件中写：{line}"), format!("Write in the mapping file: {line}"))
}
