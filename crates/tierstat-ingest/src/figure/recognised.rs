//! What the labels of a table were recognised as, and what of them was passed over: a few lines for a person to read.

use crate::figure::label_sense::{LabelSense, Unused};
use crate::figure::statement::Statement;
use crate::figure::table_says::TableSays;
use crate::figure::title_sense::TitleSense;
use crate::names::unit_text::UnitText;
use crate::places::a1;
use crate::structure::{Label, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use tierstat_model::{Basis, CodeLists, Localized, column_letters};

/// So many texts that were passed over are shown in one line.
const MOST_SHOWN: usize = 4;

/// What the labels of one place were recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recognised {
    /// `title`, `sheet_name`, `unit`, `corner`, `header` or `label_column`.
    pub(crate) part: &'static str,
    /// Where it stands, in A1 or as rows; empty for the name of a sheet.
    pub(crate) place: String,
    /// What it was recognised as; empty where it is nothing that is known.
    pub(crate) as_what: Localized,
    /// What of it no reading has used.
    pub(crate) passed_over: Localized,
}

/// What a label may be recognised as, in the order in which it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Area,
    AmbiguousArea,
    Tier,
    Indicator,
    Member,
    Period,
    PartOfYear,
    RelativeYear,
    Unit,
    Scale,
    Code,
    Generic,
    Heading,
    Ignored,
}

/// What one or several labels say: the values of each kind, and what was passed over.
#[derive(Debug, Clone, Default)]
struct Sayings {
    values: BTreeMap<Kind, BTreeSet<String>>,
    /// The parts of labels that no reading has used, and the labels that nobody knows.
    passed_over: Vec<String>,
    /// How many labels or parts were passed over.
    passed_count: usize,
}

/// The labels of the rows in one column.
#[derive(Debug, Default)]
struct LabelColumn {
    rows: Option<(u32, u32)>,
    texts: BTreeSet<Rc<str>>,
    says: Sayings,
}

/// Collects what the labels of one table were recognised as, while its figures are named.
#[derive(Debug, Default)]
pub(crate) struct Recognition {
    columns: BTreeMap<u32, LabelColumn>,
    headers: BTreeMap<(u32, u32), Sayings>,
}

impl Recognition {
    /// Notes the labels of a row or of its groups.
    pub(crate) fn see_row(&mut self, labels: &[Label], senses: &[LabelSense]) {
        for (label, sense) in labels.iter().zip(senses) {
            let (row, column) = label.place;
            let seen = self.columns.entry(column).or_default();
            let (first, last) = seen.rows.unwrap_or((row, row));
            seen.rows = Some((first.min(row), last.max(row)));
            if !seen.texts.contains(&label.text) {
                seen.texts.insert(Rc::clone(&label.text));
                seen.says.take(&label.text, sense, false);
            }
        }
    }

    /// Notes the labels of a column.
    pub(crate) fn see_column(&mut self, labels: &[Label], senses: &[LabelSense]) {
        for (label, sense) in labels.iter().zip(senses) {
            self.headers.entry(label.place).or_insert_with(|| Sayings::of(&label.text, sense));
        }
    }

    /// The lines, from the title down to the labels of the rows.
    pub(crate) fn into_lines(
        self,
        lists: &CodeLists,
        table: &Table,
        says: &TableSays,
        corners: &[Label],
    ) -> Vec<Recognised> {
        let place_of = |part: &str| {
            let reason = table.reasons.iter().find(|reason| reason.part == part);
            reason.map(|reason| reason.place.clone()).unwrap_or_default()
        };
        let mut lines = Vec::new();
        for (basis, text, sense) in &says.titles {
            let said = Sayings::of_title(sense);
            let is_sheet = *basis == Basis::SheetName;
            // The name of a sheet that says nothing is no name.
            if text.is_empty() || (is_sheet && said.is_empty()) {
                continue;
            }
            let (part, place) =
                if is_sheet { ("sheet_name", String::new()) } else { ("title", place_of("title")) };
            lines.push(said.line(lists, part, place));
        }
        if table.unit.is_some() {
            let mut said = Sayings::default();
            said.take_units(&says.units);
            lines.push(said.line(lists, "unit", place_of("unit")));
        }
        for (label, sense) in corners.iter().zip(&says.corners) {
            let mut said = Sayings::default();
            if sense.is_understood() {
                said.take(&label.text, sense, true);
            } else {
                said.add(Kind::Heading, String::new());
            }
            lines.push(said.line(lists, "corner", a1(label.place)));
        }
        lines.extend(header_lines(lists, self.headers));
        for (column, seen) in self.columns {
            let letters = column_letters(column);
            let place = match seen.rows {
                Some((first, last)) if first != last => format!("{letters}{first}:{letters}{last}"),
                Some((row, _)) => a1((row, column)),
                None => letters,
            };
            lines.push(seen.says.line(lists, "label_column", place));
        }
        lines
    }
}

/// The first and the last of neighbouring cells of a header, and what they say together.
type HeaderRun = ((u32, u32), (u32, u32), Sayings);

/// The cells of the header; neighbours of one row that name the same kinds are one line.
fn header_lines(lists: &CodeLists, headers: BTreeMap<(u32, u32), Sayings>) -> Vec<Recognised> {
    let mut lines: Vec<Recognised> = Vec::new();
    let mut run: Option<HeaderRun> = None;
    let line = |(first, last, said): HeaderRun| {
        let place = if first == last { a1(first) } else { format!("{}:{}", a1(first), a1(last)) };
        said.line(lists, "header", place)
    };
    for (place, said) in headers {
        match &mut run {
            Some((first, last, so_far)) if first.0 == place.0 && so_far.is_alike(&said) => {
                *last = place;
                so_far.join(said);
            }
            _ => lines.extend(run.replace((place, place, said)).map(line)),
        }
    }
    lines.extend(run.map(line));
    lines
}

impl Sayings {
    fn of(text: &str, sense: &LabelSense) -> Self {
        let mut said = Self::default();
        said.take(text, sense, true);
        said
    }

    fn of_title(sense: &TitleSense) -> Self {
        let mut said = Self::default();
        let mut whole = sense.mapped.clone();
        whole.fill(&sense.named);
        said.take_statement(&whole);
        for indicator in &sense.indicators {
            said.add(Kind::Indicator, indicator.0.clone());
        }
        said.take_units(&sense.units);
        if let Some(part) = &sense.part {
            said.pass_over(part.clone());
        }
        said
    }

    /// Takes what a label says; a label that stands alone needs not be named beside what was passed over in it.
    fn take(&mut self, text: &str, sense: &LabelSense, is_alone: bool) {
        let mut whole = sense.mapped.clone();
        whole.fill(&sense.named);
        self.take_statement(&whole);
        for (dimension, member) in &sense.members {
            self.add(Kind::Member, format!("{dimension}={member}"));
        }
        if whole.ignored {
            self.add(Kind::Ignored, String::new());
        }
        if !sense.ambiguous.is_empty() && whole.area.is_none() {
            self.add(Kind::AmbiguousArea, text.to_owned());
        }
        if let Some(part) = &sense.part_of_year {
            self.add(Kind::PartOfYear, part.clone());
        }
        if let Some(years) = sense.relative_year {
            self.add(Kind::RelativeYear, years.to_string());
        }
        let is_understood = sense.is_understood() || !sense.ambiguous.is_empty();
        if sense.is_generic {
            self.add(Kind::Generic, text.to_owned());
        } else if !is_understood && text.chars().all(|sign| sign.is_ascii_digit() || sign == '.') {
            self.add(Kind::Code, text.to_owned());
        } else if !is_understood {
            self.pass_over(text.to_owned());
        } else if let (Some(unused), true) = (sense.unused.first(), sense.mapped.is_empty()) {
            let part = match unused {
                Unused::Narrower(part) | Unused::Unit(part) | Unused::Measure(_, part) => part,
                Unused::Tiers(_) => &sense.core,
            };
            self.pass_over(if is_alone { part.clone() } else { format!("{part} ← {text}") });
        }
    }

    fn take_statement(&mut self, said: &Statement) {
        let texts = [
            (Kind::Area, said.area.as_ref().map(|code| code.0.clone())),
            (Kind::Tier, said.tier.as_ref().map(|id| id.0.clone())),
            (Kind::Indicator, said.indicator.as_ref().map(|id| id.0.clone())),
            (Kind::Period, said.period.map(|period| period.to_string())),
            (Kind::Unit, said.unit.as_ref().map(|id| id.0.clone())),
            (
                Kind::Scale,
                said.factor.filter(|factor| factor.total_cmp(&1.0).is_ne()).map(|by| by.to_string()),
            ),
        ];
        for (dimension, member) in said.breakdown.members() {
            self.add(Kind::Member, format!("{dimension}={member}"));
        }
        for (kind, value) in texts {
            if let Some(value) = value {
                self.add(kind, value);
            }
        }
    }

    fn take_units(&mut self, units: &[UnitText]) {
        for unit in units {
            match unit {
                UnitText::Unit(unit, factor) => self.take_statement(&Statement {
                    unit: Some(unit.clone()),
                    factor: Some(*factor),
                    ..Statement::default()
                }),
                UnitText::Factor(factor) => self.add(Kind::Scale, factor.to_string()),
                UnitText::Unknown(text, _) => self.pass_over(text.clone()),
            }
        }
    }

    fn add(&mut self, kind: Kind, value: String) {
        self.values.entry(kind).or_default().insert(value);
    }

    fn pass_over(&mut self, text: String) {
        self.passed_count += 1;
        if self.passed_over.len() < MOST_SHOWN && !self.passed_over.contains(&text) {
            self.passed_over.push(text);
        }
    }

    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.passed_count == 0
    }

    /// Whether two cells of a header may be said in one line: the same kinds, and nothing passed over.
    fn is_alike(&self, other: &Self) -> bool {
        self.passed_count == 0 && other.passed_count == 0 && self.values.keys().eq(other.values.keys())
    }

    fn join(&mut self, other: Self) {
        for (kind, values) in other.values {
            self.values.entry(kind).or_default().extend(values);
        }
    }

    fn line(self, lists: &CodeLists, part: &'static str, place: String) -> Recognised {
        let said: Vec<Localized> =
            self.values.iter().map(|(kind, values)| words(lists, *kind, values)).collect();
        let zh: Vec<&str> = said.iter().map(|text| text.zh.as_str()).collect();
        let en: Vec<&str> = said.iter().map(|text| text.en.as_str()).collect();
        let as_what = Localized::new(zh.join("，"), en.join(", "));
        let more = self.passed_count.saturating_sub(self.passed_over.len());
        let shown = |between: &str| self.passed_over.join(between);
        let passed_over = if more == 0 {
            Localized::new(shown("、"), shown(", "))
        } else {
            Localized::new(
                format!("{}等{}个", shown("、"), self.passed_count),
                format!("{} and {more} more", shown(", ")),
            )
        };
        Recognised { part, place, as_what, passed_over }
    }
}

/// The values of one kind in words: the one, or how many there are.
fn words(lists: &CodeLists, kind: Kind, values: &BTreeSet<String>) -> Localized {
    let (zh, one, many) = match kind {
        Kind::Area => ("地区", "area", "areas"),
        Kind::AmbiguousArea => ("重名的地区", "area of a shared name", "areas of shared names"),
        Kind::Tier => ("层级", "tier", "tiers"),
        Kind::Indicator => ("指标", "indicator", "indicators"),
        Kind::Member => ("类别", "member", "members"),
        Kind::Period => ("时期", "period", "periods"),
        Kind::PartOfYear => ("年内时段", "part of a year", "parts of a year"),
        Kind::RelativeYear => ("相对年份", "year by its distance", "years by their distance"),
        Kind::Unit => ("单位", "unit", "units"),
        Kind::Scale => ("倍数", "scale", "scales"),
        Kind::Code => ("编号或代码", "number or code", "numbers or codes"),
        Kind::Generic => {
            return Localized::new("只说此处是数", "says only that a number stands there");
        }
        Kind::Heading => return Localized::new("行标签的名称", "says what the row labels are"),
        Kind::Ignored => return Localized::new("按对照文件忽略", "ignored by the mapping"),
    };
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Localized::default() };
    if first == last {
        let area = lists.areas.all().iter().find(|area| kind == Kind::Area && area.code.0 == *first);
        let (name, name_en) = area.map_or((String::new(), String::new()), |area| {
            (format!(" {}", area.name), format!(" {}", area.name_in(tierstat_model::Language::English)))
        });
        return Localized::new(format!("{zh} {first}{name}"), format!("{one} {first}{name_en}"));
    }
    let count = values.len();
    if kind == Kind::Period {
        return Localized::new(
            format!("{count}个{zh}（{first} … {last}）"),
            format!("{count} {many} ({first} … {last})"),
        );
    }
    if count <= MOST_SHOWN
        && matches!(kind, Kind::Tier | Kind::Indicator | Kind::Member | Kind::Unit | Kind::Scale)
    {
        let list = |between: &str| values.iter().cloned().collect::<Vec<_>>().join(between);
        return Localized::new(format!("{zh} {}", list("、")), format!("{many} {}", list(", ")));
    }
    Localized::new(format!("{count}个{zh}"), format!("{count} {many}"))
}
