//! What adds up inside a table and what does not: totals against their parts, and rows that stand there twice.

use crate::FileContext;
use crate::figure::named_figure::NamedFigure;
use crate::figure::seen_figures::SeenFigures;
use crate::places::Places;
use crate::places::a1;
use crate::project::origin_file::BlankMeaning;
use crate::structure::words::is_total_label;
use crate::text::excerpt::excerpt;
use crate::text::numerals::PrintedSum;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{Bounds, Finding, Localized, Precision, Severity};

/// The figures of one table: those of its file from one on, while it is the last that was read.
pub(crate) struct Own<'f> {
    pub(crate) figures: &'f SeenFigures,
    pub(crate) first: usize,
}

impl Own<'_> {
    fn indices(&self) -> std::ops::Range<usize> {
        self.first..self.figures.len()
    }

    fn place(&self, index: usize) -> (u32, u32) {
        self.figures.raw().place(index)
    }

    fn named(&self, index: usize) -> NamedFigure {
        self.figures.get(index).named
    }

    /// The first figure of each run that stands under the same labels of a row.
    fn first_of_rows(&self) -> impl Iterator<Item = usize> {
        let marks = |index: usize| {
            let [groups, row, _] = self.figures.raw().label_marks(index);
            (groups, row, self.place(index).0)
        };
        self.indices().filter(move |index| *index == self.first || marks(*index) != marks(index - 1))
    }
}

/// Totals whose column does not sum to them, within what the prints allow.
/// The finding stands at the cell that is wrong: the total, or where the rows add up to a total too, the cell whose row
/// and column both do not.
///
/// Only where one row is a total by its word and all others are its parts: no second total, no parts of parts
/// (`#县`), no missing part. A column that is no sum at all (a rate, a mean, a median) is told by lying far off.
pub(crate) fn wrong_totals(context: &FileContext<'_>, own: &Own<'_>, places: &Places<'_>) -> Vec<Finding> {
    let raw = own.figures.raw();
    let mut total_rows = BTreeSet::new();
    let (mut has_subtotal, mut has_parts_of_parts) = (false, false);
    // The figures of a row share its labels, which are looked at once.
    for index in own.first_of_rows() {
        let [_, labels, _] = raw.labels(index);
        if labels.iter().any(|label| is_total_label(&label.text)) {
            total_rows.insert(own.place(index).0);
        } else {
            has_subtotal |= raw.is_total(index);
        }
        has_parts_of_parts |= labels.iter().any(|label| label.text.trim_start().starts_with(['#', '＃']));
    }
    let (Some(total_row), 1, false, false) =
        (total_rows.first().copied(), total_rows.len(), has_subtotal, has_parts_of_parts)
    else {
        return Vec::new();
    };
    let blank_counts_nothing = matches!(
        context.origin.map(|origin| origin.blank),
        Some(BlankMeaning::Zero | BlankMeaning::NotApplicable)
    );
    let mut columns: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for index in own.indices() {
        columns.entry(own.place(index).1).or_default().push(index);
    }
    let rows = RowTotals::new(own, &columns);
    let mut findings = Vec::new();
    for (column, indices) in &columns {
        let figures: Vec<NamedFigure> = indices.iter().map(|index| own.named(*index)).collect();
        let Some(total) = figures.iter().find(|figure| figure.raw.place.0 == total_row) else { continue };
        let parts: Vec<&NamedFigure> = figures
            .iter()
            .filter(|figure| figure.raw.place.0 != total_row && !figure.meaning.ignored)
            .collect();
        if parts.len() < 2 || total.meaning.ignored || total.quantity().precision == Precision::Share {
            continue;
        }
        let Some(sum) = mismatch(total, &parts, blank_counts_nothing) else { continue };
        // Where one row of the column is no sum either, the fault stands where the two cross.
        let wrong = rows.as_ref().and_then(|rows| rows.wrong_row(*column));
        let wrong = figures.iter().find(|figure| Some(figure.raw.place.0) == wrong);
        findings.push(wrong_sum(
            places,
            total,
            &parts,
            &sum,
            wrong.filter(|wrong| wrong.raw.place != total.raw.place),
        ));
    }
    findings
}

/// What the parts of a total sum to, where that is not what it prints; `None` where it is, or cannot be told.
fn mismatch(total: &NamedFigure, parts: &[&NamedFigure], blank_counts_nothing: bool) -> Option<String> {
    let printed = total.quantity().bounds?;
    let sum = sum(parts, blank_counts_nothing)?;
    if !is_near(&printed, &sum) {
        return None;
    }
    // Numbers that print every digit are added as they are printed: 0.1 + 0.2 is 0.3.
    let alike = parts.iter().all(|part| same_factor(part, total));
    let numbers = parts.iter().filter(|part| part.quantity().bounds.is_some());
    let exact = PrintedSum::of(numbers.map(|part| &part.raw.number)).filter(|_| alike);
    match exact.as_ref().and_then(|exact| Some((exact, exact.agrees_with(&total.raw.number)?))) {
        Some((_, true)) => None,
        Some((exact, false)) => Some(exact.to_string()),
        None => (!printed.overlaps(&sum)).then(|| readable(&sum)),
    }
}

fn same_factor(figure: &NamedFigure, other: &NamedFigure) -> bool {
    (figure.factor - other.factor).abs() < f64::EPSILON
}

fn wrong_sum(
    places: &Places<'_>,
    total: &NamedFigure,
    parts: &[&NamedFigure],
    sum: &str,
    crossing: Option<&NamedFigure>,
) -> Finding {
    let text = excerpt(&total.quantity().printed);
    let ends = parts.first().zip(parts.last());
    let range = ends
        .map_or_else(String::new, |(first, last)| format!("{}:{}", a1(first.raw.place), a1(last.raw.place)));
    let (zh, en) = match crossing {
        None => (String::new(), String::new()),
        Some(wrong) => (
            format!("；所在行的合计也不符，应是 {} 有误", a1(wrong.raw.place)),
            format!("; the row of {} does not add up either, so that cell is wrong", a1(wrong.raw.place)),
        ),
    };
    Finding {
        severity: Severity::Warning,
        rule: "total.mismatch".to_owned(),
        cells: vec![places.cell(crossing.unwrap_or(total).raw.place)],
        message: Localized::new(
            format!("合计 {} 印为 {text}，而各部分（{range}）之和为 {sum}{zh}", a1(total.raw.place)),
            format!(
                "the total {} prints {text}, but its parts ({range}) sum to {sum}{en}",
                a1(total.raw.place)
            ),
        ),
        hint: Localized::new(
            "请核对合计和各部分；如属印错，请写一条更正。",
            "Check the total and its parts; for a misprint, write a correction.",
        ),
    }
}

/// A column that is the sum of the columns beside it, and the rows in which it is not.
struct RowTotals {
    total_column: u32,
    columns: BTreeSet<u32>,
    wrong_rows: Vec<u32>,
}

impl RowTotals {
    /// `None` where no one column is a total by its word, or most rows do not add up to it.
    fn new(own: &Own<'_>, columns: &BTreeMap<u32, Vec<usize>>) -> Option<Self> {
        let is_total = |indices: &[usize]| {
            let labels = indices.first().map(|index| own.figures.raw().labels(*index)[2]);
            labels.is_some_and(|labels| labels.iter().any(|label| is_total_label(&label.text)))
        };
        let mut totals = columns.iter().filter(|(_, indices)| is_total(indices)).map(|(column, _)| *column);
        let total_column = totals.next().filter(|_| totals.next().is_none())?;
        let mut rows: BTreeMap<u32, (Option<usize>, Vec<usize>)> = BTreeMap::new();
        for (column, indices) in columns {
            for index in indices.iter().filter(|index| !own.figures.is_ignored(**index)) {
                let row = rows.entry(own.place(*index).0).or_default();
                if *column == total_column {
                    row.0 = Some(*index);
                } else {
                    row.1.push(*index);
                }
            }
        }
        let checked: Vec<(u32, bool)> = rows
            .iter()
            .filter_map(|(row, (total, parts))| {
                let total = own.named((*total)?);
                let parts: Vec<NamedFigure> = parts.iter().map(|index| own.named(*index)).collect();
                let is_sum = parts.len() > 1 && parts.iter().all(|part| same_factor(part, &total));
                let sum = PrintedSum::of(parts.iter().map(|part| &part.raw.number)).filter(|_| is_sum)?;
                Some((*row, sum.agrees_with(&total.raw.number)?))
            })
            .collect();
        let wrong_rows: Vec<u32> =
            checked.iter().filter(|(_, agrees)| !agrees).map(|(row, _)| *row).collect();
        let columns = columns.keys().copied().collect();
        (wrong_rows.len() * 2 < checked.len()).then_some(Self { total_column, columns, wrong_rows })
    }

    /// The only row that is no sum, for a column that takes part in the sums.
    fn wrong_row(&self, column: u32) -> Option<u32> {
        let takes_part = column == self.total_column || self.columns.contains(&column);
        match self.wrong_rows.as_slice() {
            [only] if takes_part => Some(*only),
            _ => None,
        }
    }
}

fn sum(parts: &[&NamedFigure], blank_counts_nothing: bool) -> Option<Bounds> {
    let mut sum = Bounds::point(0.0).ok()?;
    for part in parts {
        match part.quantity().bounds {
            Some(bounds) if part.quantity().precision != Precision::Share => sum = sum.plus(&bounds),
            None if blank_counts_nothing && part.quantity().printed.trim().is_empty() => {}
            Some(_) | None => return None,
        }
    }
    Some(sum)
}

/// Whether a sum lies so near to a total that it was meant to be one: within a fifth.
fn is_near(total: &Bounds, sum: &Bounds) -> bool {
    let (total, sum) = (total.lower(), sum.lower());
    (total - sum).abs() <= 0.2 * total.abs().max(sum.abs())
}

fn readable(bounds: &Bounds) -> String {
    bounds.as_point().map_or_else(|| bounds.to_string(), |point| point.to_string())
}

/// A finding names no more rows than this.
const ROWS_SAID: usize = 10;

/// Rows of a table that carry the same labels under the same groups, and of which nothing else tells area or member apart.
pub(crate) fn duplicate_rows(own: &Own<'_>, places: &Places<'_>) -> Vec<Finding> {
    /// The rows of some labels: a figure of each, and the place of its last label.
    type Rows = BTreeMap<u32, (usize, (u32, u32))>;
    let mut rows: BTreeMap<Vec<&str>, Rows> = BTreeMap::new();
    for index in own.first_of_rows() {
        let [groups, row_labels, _] = own.figures.raw().labels(index);
        let labels: Vec<&str> = groups.iter().chain(row_labels).map(|label| &*label.text).collect();
        if let Some(last) = row_labels.last() {
            rows.entry(labels).or_default().insert(own.place(index).0, (index, last.place));
        }
    }
    let alike = rows.into_iter().filter(|(_, rows)| rows.len() > 1).flat_map(|(labels, rows)| {
        // 女 below each area is another number in each.
        let mut by_meaning: BTreeMap<_, BTreeMap<u32, (u32, u32)>> = BTreeMap::new();
        for (row, (index, place)) in rows {
            let meaning = own.figures.meaning(index);
            let told = (meaning.area.value, meaning.breakdown.value);
            by_meaning.entry(told).or_default().insert(row, place);
        }
        by_meaning.into_values().map(move |rows| (labels.clone(), rows))
    });
    alike
        .filter(|(_, rows)| rows.len() > 1)
        .map(|(labels, rows)| {
            let path = excerpt(&labels.join(" › ")).into_owned();
            // A long list would stand at each of its rows again.
            let numbers: Vec<String> = rows.keys().take(ROWS_SAID).map(u32::to_string).collect();
            let (more_zh, more_en) = match rows.len().saturating_sub(ROWS_SAID) {
                0 => (String::new(), String::new()),
                more => (format!("，以及另外{more}行"), format!(" and {more} more")),
            };
            Finding {
                severity: Severity::Warning,
                rule: "row.duplicate".to_owned(),
                cells: rows.values().map(|place| places.cell(*place)).collect(),
                message: Localized::new(
                    format!("“{path}”出现在多行：{}{more_zh}", numbers.join("、")),
                    format!("`{path}` stands in more than one row: {}{more_en}", numbers.join(", ")),
                ),
                hint: Localized::new(
                    "请核对哪一行有效，并在对照文件的 [cells] 中将其余的写为 ignore = true。",
                    "Find out which row holds, and write ignore = true for the others under [cells] in the mapping file.",
                ),
            }
        })
        .collect()
}
