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
use crate::text::period::{Era, impossible_period, parse_fiscal_year, short_year};
use crate::{AreaHint, Names, Resolution};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tierstat_model::{AreaCode, CellRef, CodeLists, Finding, Localized, Precision, Severity};

/// What a place was asked for, and whether for its whole table: area, tier, indicator, period.
type Asked = ((u32, u32), &'static str, bool);

/// What is known of the labels of a figure beside their senses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameOfArea<'n> {
    /// Whether a person has said the area of the figure.
    pub(crate) is_mapped: bool,
    /// Whether nothing has said the period of the figure.
    pub(crate) has_no_period: bool,
    /// The word by which the row of a total says all of its area: 全省 among 省级 and 市级.
    pub(crate) whole: Option<&'n str>,
    /// The columns of codes and serial numbers.
    pub(crate) keys: &'n [u32],
    /// The columns of which the head says what they name: indicators, tiers, areas or units.
    pub(crate) heads: &'n BTreeMap<u32, &'static str>,
    /// The names that stand in rows of different areas.
    pub(crate) mixed: &'n BTreeSet<Rc<str>>,
}

/// The findings about names, each once.
#[derive(Debug)]
pub(crate) struct Unnamed {
    findings: BTreeMap<(CellRef, String), Finding>,
    /// The first cell of each thing that is the matter with a unit.
    units: BTreeMap<String, CellRef>,
    /// What was asked of the sheet at hand, since the labels of a table are asked for every figure of it.
    asked: (Option<String>, BTreeSet<Asked>),
    /// Whether there is nothing to resolve names by, as when a file is looked into outside a project.
    is_silent: bool,
}

impl Unnamed {
    /// Findings for a file; none where there is nothing to resolve names by.
    pub(crate) fn new(lists: &CodeLists) -> Self {
        let is_silent = lists.indicators.indicators.is_empty() && lists.areas.all().is_empty();
        Self { findings: BTreeMap::new(), units: BTreeMap::new(), asked: (None, BTreeSet::new()), is_silent }
    }

    /// The findings in the order of their cells.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings.into_values().collect()
    }

    /// Whether a place of a sheet is asked for the first time.
    fn is_first(&mut self, places: &Places<'_>, asked: Asked) -> bool {
        if self.asked.0.as_deref() != places.sheet {
            self.asked = (places.sheet.map(str::to_owned), BTreeSet::new());
        }
        self.asked.1.insert(asked)
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

    /// Notes what is the matter with a unit, once for all cells of which the same is to be said.
    fn note_unit(&mut self, said: String, cell: CellRef, words: impl FnOnce() -> (Localized, Localized)) {
        let rule = "unit.unknown";
        let first = self.units.entry(said).or_insert_with(|| cell.clone()).clone();
        if let Some(known) = self.findings.get_mut(&(first, rule.to_owned())) {
            known.cells.push(cell);
            return;
        }
        self.note(rule.to_owned(), cell, words);
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

    /// Notes once for each line of labels that its years may be those of another calendar.
    pub(crate) fn note_calendar(&mut self, places: &Places<'_>, label: &Label, is_column: bool) {
        let line = if is_column { (label.place.0, 0) } else { (0, label.place.1) };
        if self.is_first(places, (line, "calendar", true)) {
            self.note("period.calendar".to_owned(), places.cell(label.place), || open_calendar(&label.text));
        }
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
        if kind == "period" && short_year(text).is_some_and(|(number, _)| !Era::possible(number).is_empty()) {
            self.note("period.calendar".to_owned(), cell, || open_calendar(text));
            return;
        }
        self.note(format!("{kind}.unknown"), cell, || unknown_name(kind, text, candidates));
    }

    /// The kinds of what the labels of a row or column should name and nobody understands, none where all of them are; each is noted.
    ///
    /// A label that is not understood may well change what is counted (women, rural, registered since), so the figure
    /// is kept back. Numbers and codes beside an understood label, and the upper levels of a header, may stay open.
    pub(crate) fn check_labels(
        &mut self,
        names: &Names<'_>,
        places: &Places<'_>,
        (labels, senses): (&[Label], &[LabelSense]),
        kind: &'static str,
        (raw, area): (&RawFigure, NameOfArea<'_>),
    ) -> Vec<&'static str> {
        let is_row = labels.iter().all(|label| label.place.0 == raw.place.0 || label.place.1 < raw.place.1);
        let some_understood = senses.iter().any(LabelSense::is_understood);
        let mut open = Vec::new();
        for (index, (label, sense)) in labels.iter().zip(senses).enumerate() {
            let is_last = index + 1 == labels.len();
            // Its own finding says what is open about a year.
            if sense.is_open_year && area.has_no_period {
                continue;
            }
            let is_settled = area.is_mapped && !sense.ambiguous.is_empty();
            let is_whole = area.whole.is_some_and(|word| is_row && *label.text == *word);
            if sense.is_understood() || is_settled || is_whole {
                continue;
            }
            // A code of letters stands for what the names beside it say.
            let is_key = || is_row && area.keys.binary_search(&label.place.1).is_ok();
            let is_code = || label.text.chars().all(|sign| sign.is_ascii_digit() || sign == '.') || is_key();
            let is_upper = || !is_row && !is_last && !sense.is_impossible_period;
            // The head of a column of values leaves it to the rows to say what they are.
            let says_nothing = || !is_row && names_values(&label.text);
            if (some_understood && is_code()) || is_upper() || says_nothing() {
                continue;
            }
            let kind = area.heads.get(&label.place.1).copied().unwrap_or(kind);
            open.push(kind);
            if raw.number.quantity.precision != Precision::Missing {
                let cell = area.mixed.contains(&label.text).then_some(raw.place);
                self.note_label(names, places, (label, sense), (kind, cell));
            }
        }
        open
    }

    fn note_label(
        &mut self,
        names: &Names<'_>,
        places: &Places<'_>,
        (label, sense): (&Label, &LabelSense),
        (kind, mixed_at): (&'static str, Option<(u32, u32)>),
    ) {
        if self.is_silent || !self.is_first(places, (label.place, kind, false)) {
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
                let hint = match mixed_at {
                    // One line for the label would put rows of different areas into one.
                    Some(at) => cell_of_area(places, at),
                    None => mapping_line(&label.text, "area", codes.first().copied()),
                };
                (message, hint)
            });
            return;
        }
        if sense.is_impossible_period {
            self.note("period.doubtful".to_owned(), cell, || no_such_period(text));
            return;
        }
        if !is_no_name(text) && parse_fiscal_year(&LabelPieces::of(text).core).is_some() {
            self.note("period.fiscal-year".to_owned(), cell, || open_fiscal_year(text));
            return;
        }
        if let Some(dimension) = &sense.among {
            self.note("breakdown.unknown".to_owned(), cell, || unknown_member(text, &dimension.0));
            return;
        }
        self.note(format!("{kind}.unknown"), cell, || {
            unknown_name(kind, text, &names_like(names, sense, kind == "area"))
        });
    }

    /// Whether indicator, tier, area, period and unit are all known and agree; what is open is noted once a table,
    /// except for the kinds that were noted already.
    #[expect(clippy::too_many_arguments, reason = "each says something else about one figure")]
    pub(crate) fn check_meaning(
        &mut self,
        context: &FileContext<'_>,
        lists: &CodeLists,
        places: &Places<'_>,
        (table, area_beside): (&Table, Option<&AreaCode>),
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
            let top = (table.data_rows.0, table.columns.0);
            if is_missing
                || self.is_silent
                || noted.contains(&kind)
                || !self.is_first(places, (top, kind, true))
            {
                continue;
            }
            let cell = places.cell(top);
            self.note(format!("{kind}.unknown"), cell, || {
                let title = excerpt(table.title.as_deref().unwrap_or(context.name));
                let message = Localized::new(
                    format!("“{title}”（{}）中的数据没有说明{kind_zh}", table.range()),
                    format!("figures of `{title}` ({}) do not say their {kind}", table.range()),
                );
                let example = area_beside.filter(|_| kind == "area").map_or("…", |code| code.0.as_str());
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
            let said = format!("{unit} {}", indicator.id);
            self.note_unit(said, places.cell(raw.place), || {
                let message = Localized::new(
                    format!("单位是“{unit}”，而指标 {} 的单位是“{}”", indicator.id, indicator.unit),
                    format!("the unit is {unit}, but {} is counted in {}", indicator.id, indicator.unit),
                );
                let cell = a1(raw.place);
                let hint = Localized::new(
                    format!(
                        "若指标不对，请在对照文件的 [labels] 或 [defaults] 中写 indicator；若只是个别单元格，写 [cells] {cell} = {{ indicator = \"…\", unit = \"…\" }}"
                    ),
                    format!(
                        "If they count something else, write its indicator under [labels] or [defaults] in the mapping file; for single cells, [cells] {cell} = {{ indicator = \"…\", unit = \"…\" }}"
                    ),
                );
                (message, hint)
            });
        }
        if let (None, Some(unit), false) = (&meaning.unit.value, &raw.number.unit_text, is_missing) {
            let unit = excerpt(unit);
            self.note_unit(unit.to_string(), places.cell(raw.place), || {
                let message =
                    Localized::new(format!("不认识的单位“{unit}”"), format!("unknown unit `{unit}`"));
                let hint = Localized::new(
                    format!("请将“{unit}”加入单位表的别名，或在对照文件中写 unit。"),
                    format!("Add `{unit}` to the aliases of a unit, or write unit in the mapping file."),
                );
                (message, hint)
            });
        }
        is_complete && unit_agrees && meaning.unit.value.is_some()
    }
}

/// The areas or indicators, code and name, that are called almost as a label is.
fn names_like(names: &Names<'_>, sense: &LabelSense, is_area: bool) -> Vec<String> {
    if is_area && let Some(declined) = &sense.declined_area {
        return vec![declined.clone()];
    }
    let core = sense.core.as_str();
    if is_area {
        let Resolution::Unknown { candidates } = names.area(core, &AreaHint::default()) else {
            return vec![];
        };
        return candidates.iter().map(|area| format!("{} {}", area.code, area.name)).collect();
    }
    let (Resolution::Ambiguous(near) | Resolution::Unknown { candidates: near }) = names.indicator(core)
    else {
        return vec![];
    };
    near.iter().map(|near| format!("{} {}", near.id, near.name.zh)).collect()
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
        "unit" => "单位",
        _ => "指标",
    };
    let shown = excerpt(text);
    let message = Localized::new(
        format!("不认识的{kind_zh}“{shown}”{near_zh}"),
        format!("unknown {kind} `{shown}`{near_en}"),
    );
    // A name that is near is a guess: written out it would be followed.
    (message, mapping_line(text, if kind == "period" { "period" } else { kind }, None))
}

fn no_such_period(text: &str) -> (Localized, Localized) {
    let shown = excerpt(text);
    let message =
        Localized::new(format!("没有“{shown}”这样的时期"), format!("there is no such period as `{shown}`"));
    (message, mapping_line(text, "period", None))
}

fn open_calendar(text: &str) -> (Localized, Localized) {
    let number = short_year(text).map(|(number, _)| number);
    let possible = number.map(Era::possible).unwrap_or_default();
    let shown = excerpt(text);
    let all = |joint: &str| {
        let years = possible.iter().map(|(written, period)| format!("{written} = {period}"));
        years.collect::<Vec<_>>().join(joint)
    };
    let message = Localized::new(
        format!("“{shown}”可能是其他历法的年份（{}），文件没有说明历法", all("、")),
        format!(
            "`{shown}` may be a year of another calendar ({}), and the file does not say which",
            all(", ")
        ),
    );
    let year = possible.first().map(|(_, period)| period.to_string()).unwrap_or_default();
    let line = format!("[labels] \"{}\" = {{ period = \"{year}\" }}", line_excerpt(text));
    let hint = Localized::new(
        format!("如是，请在对照文件中为每个年份写一行：{line}"),
        format!("If so, write a line for each year in the mapping file: {line}"),
    );
    (message, hint)
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

/// The line for a figure whose name stands in rows of different areas.
fn cell_of_area(places: &Places<'_>, at: (u32, u32)) -> Localized {
    let key = match places.sheet {
        Some(sheet) => format!("\"{}!{}\"", sheet.replace(['"', '\\'], ""), a1(at)),
        None => a1(at),
    };
    let line = format!("[cells] {key} = {{ area = \"…\" }}");
    Localized::new(
        format!("同名的各行可能是不同的地区：请逐个在对照文件中写 {line}，或在表中加一列地区代码"),
        format!(
            "Rows of this name may be of different areas: write for each in the mapping file {line}, or put a column of area codes beside the names"
        ),
    )
}

/// A label that nothing knows among members of a dimension.
fn unknown_member(text: &str, dimension: &str) -> (Localized, Localized) {
    let label = line_excerpt(text).replace('"', "\\\"");
    let line = |meaning: &str| format!("[labels] \"{label}\" = {{ {meaning} }}");
    let member = line(&format!("dimension = \"{dimension}\""));
    let (indicator, ignore) = (line("indicator = \"…\""), line("ignore = true"));
    (
        Localized::new(
            format!("“{}”与维度“{dimension}”的类别并列，却不是其中一类", excerpt(text)),
            format!("`{}` stands in line with members of `{dimension}` and is none of them", excerpt(text)),
        ),
        Localized::new(
            format!(
                "请在对照文件中写明它是什么：另一个指标，{indicator}；代码表缺的一类，{member}（或写进 datasets/dimensions）；不采用，{ignore}"
            ),
            format!(
                "Say in the mapping file what it is: another indicator, {indicator}; a member that the list lacks, {member} (or list it in datasets/dimensions); nothing to be taken in, {ignore}"
            ),
        ),
    )
}

fn mapping_line(label: &str, kind: &str, value: Option<&str>) -> Localized {
    let label = line_excerpt(label);
    let line = format!("[labels] \"{label}\" = {{ {kind} = \"{}\" }}", value.unwrap_or("…"));
    Localized::new(format!("请在对照文件中写：{line}"), format!("Write in the mapping file: {line}"))
}
