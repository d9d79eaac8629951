//! The machine-readable form of an inspection, schema version 1.

use crate::figure::meaning::Meaning;
use crate::figure::recognised::Recognised;
use crate::figure::seen::SeenFigure;
use crate::parse_fiscal_year;
use crate::places::a1;
use crate::reading::balance::Balance;
use crate::reading::inspection::finding_places::finding_places;
use crate::reading::inspection::long_labels::{LongLabel, long_labels};
use crate::reading::inspection::marked_labels::MarkedLabels;
use crate::reading::read_file::ReadFile;
use crate::structure::{Label, RowClass, Table};
use crate::text::excerpt::{is_no_name, record_excerpt};
use crate::text::label_pieces::LabelPieces;
use serde::ser::{SerializeSeq, Serializer};
use serde::{Serialize, ser};
use std::borrow::Cow;
use tierstat_model::{Breakdown, CodeLists, Finding, Language, Part, Status};

/// The version of the document.
const SCHEMA_VERSION: u32 = 1;

/// The document that `tierstat inspect --format json` prints.
///
/// Rows and columns count from 1. A text that does not exist is empty, a number that does not exist is null. It
/// serializes one figure after the other, so that a large file needs no second copy in memory.
#[derive(Debug, Serialize)]
pub struct InspectionDocument<'a> {
    schema_version: u32,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<DialectRecord<'a>>,
    sheets: Vec<SheetRecord<'a>>,
    figures: Figures<'a>,
    findings: Findings<'a>,
    /// The texts that the records above repeat only the beginning of, each whole and once.
    labels: Vec<LongLabel<'a>>,
}

#[derive(Debug, Serialize)]
struct DialectRecord<'a> {
    encoding: &'a str,
    delimiter: &'a str,
    /// The usual quote where the text uses none, as RFC 4180 has it.
    quote: String,
    escape: String,
}

#[derive(Debug, Serialize)]
struct SheetRecord<'a> {
    name: &'a str,
    row_classes: &'a [RowClass],
    /// What became of every cell that holds something.
    balance: &'a Balance,
    tables: Vec<TableRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct TableRecord<'a> {
    range: String,
    title: Cow<'a, str>,
    unit: Cow<'a, str>,
    header_rows: Option<(u32, u32)>,
    data_rows: (u32, u32),
    stub_columns: u32,
    notes: Vec<Cow<'a, str>>,
    /// Why its parts were taken for what they are.
    reasons: Vec<ReasonRecord<'a>>,
    /// What its labels were recognised as.
    labels: Vec<LabelRecord<'a>>,
}

/// What the labels of one place were recognised as, and what of them no reading has used.
#[derive(Debug, Serialize)]
struct LabelRecord<'a> {
    part: &'static str,
    place: &'a str,
    recognised: &'a str,
    passed_over: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct ReasonRecord<'a> {
    part: &'static str,
    place: &'a str,
    reason: &'a str,
}

#[derive(Debug, Serialize)]
struct FigureRecord<'a> {
    sheet: &'a str,
    cell: String,
    printed: &'a str,
    value: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    precision: &'static str,
    /// What takes the printed number to base units: 10000 under 单位：万人, 0.01 under a column of percent.
    factor: f64,
    unit: &'a str,
    row_labels: Vec<Cow<'a, str>>,
    column_labels: Vec<Cow<'a, str>>,
    area_code: Option<&'a str>,
    area_name: Option<&'a str>,
    tier: Option<&'a str>,
    indicator: Option<&'a str>,
    /// The member of each dimension that limits the indicator; empty for the whole.
    breakdown: Breakdown,
    period: Option<String>,
    status: &'static str,
    /// The rule that keeps it back from the ledger, where a part of its meaning is in doubt.
    kept_back: Option<&'static str>,
    /// How each part of its meaning was come by.
    basis: BasisRecord,
}

/// How each part of a meaning was come by; null where it is not known.
#[derive(Debug, Serialize)]
struct BasisRecord {
    indicator: Option<&'static str>,
    tier: Option<&'static str>,
    area: Option<&'static str>,
    period: Option<&'static str>,
    unit: Option<&'static str>,
    factor: Option<&'static str>,
    breakdown: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct FindingRecord<'a> {
    rule: &'a str,
    severity: &'static str,
    sheet: &'a str,
    cell: String,
    message: &'a str,
    hint: &'a str,
}

#[derive(Debug)]
struct Figures<'a> {
    lists: &'a CodeLists,
    marked: MarkedLabels<'a>,
    read: &'a ReadFile,
    language: Language,
}

#[derive(Debug)]
struct Findings<'a> {
    findings: &'a [Finding],
    language: Language,
}

impl<'a> InspectionDocument<'a> {
    pub(super) fn new(file: &'a str, lists: &'a CodeLists, read: &'a ReadFile, language: Language) -> Self {
        let opened = &read.opened;
        let marked = MarkedLabels::new(lists, &read.figures);
        let labels = long_labels(read, &marked);
        let text = |character: Option<char>| character.map(String::from).unwrap_or_default();
        Self {
            schema_version: SCHEMA_VERSION,
            file,
            dialect: opened.dialect.as_ref().map(|dialect| DialectRecord {
                encoding: &dialect.encoding,
                delimiter: &dialect.delimiter,
                quote: text(dialect.quote.or(Some('"'))),
                escape: text(dialect.escape),
            }),
            sheets: opened
                .sheets
                .iter()
                .zip(read.structures.iter().zip(read.balances.iter().zip(&read.recognised)))
                .map(|(sheet, (structure, (balance, recognised)))| SheetRecord {
                    name: sheet.name.as_deref().unwrap_or_default(),
                    row_classes: &structure.classes,
                    balance,
                    tables: (structure.tables.iter().enumerate())
                        .map(|(index, table)| {
                            let labels = recognised.get(index).map(Vec::as_slice).unwrap_or_default();
                            table_record(table, labels, language)
                        })
                        .collect(),
                })
                .collect(),
            figures: Figures { lists, marked, read, language },
            findings: Findings { findings: &read.findings, language },
            labels,
        }
    }
}

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let figures = &self.read.figures;
        let mut list = serializer.serialize_seq(Some(figures.len()))?;
        for seen in figures.iter() {
            list.serialize_element(&figure_record(self, &seen))?;
        }
        ser::SerializeSeq::end(list)
    }
}

/// One entry for each cell of a finding, so that a program can look them up by cell; one for each range where they are
/// many.
impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.findings.iter().flat_map(|finding| {
            let places = finding_places(finding).into_iter();
            places.map(move |place| finding_record(finding, place, self.language))
        });
        serializer.collect_seq(entries)
    }
}

fn table_record<'a>(table: &'a Table, labels: &'a [Recognised], language: Language) -> TableRecord<'a> {
    TableRecord {
        range: table.range(),
        title: record_excerpt(table.title.as_deref().unwrap_or_default()),
        unit: record_excerpt(table.unit.as_deref().unwrap_or_default()),
        header_rows: table.header_rows,
        data_rows: table.data_rows,
        stub_columns: table.stub_columns,
        notes: table.notes.iter().map(|note| record_excerpt(note)).collect(),
        reasons: table
            .reasons
            .iter()
            .map(|reason| ReasonRecord {
                part: reason.part,
                place: &reason.place,
                reason: reason.text.get(language),
            })
            .collect(),
        labels: labels
            .iter()
            .map(|label| LabelRecord {
                part: label.part,
                place: &label.place,
                recognised: label.as_what.get(language),
                passed_over: record_excerpt(label.passed_over.get(language)),
            })
            .collect(),
    }
}

fn figure_record<'a>(figures: &'a Figures<'a>, seen: &'a SeenFigure) -> FigureRecord<'a> {
    let Figures { lists, marked, read, language } = figures;
    let (raw, meaning) = (&seen.named.raw, &seen.named.meaning);
    // Cell by cell: the number that is printed, before a unit outside the cell multiplies it.
    let quantity = &raw.number.quantity;
    let sheet = read.opened.sheets.get(seen.sheet).and_then(|sheet| sheet.name.as_deref());
    let area = meaning.area.value.as_ref().and_then(|code| lists.areas.get(code));
    let unit = match (&meaning.unit.value, &raw.number.unit_text) {
        (Some(unit), _) => unit.0.as_str(),
        (None, Some(printed)) => printed,
        (None, None) => "",
    };
    let text = |label: &'a Label| record_excerpt(marked.text(label));
    let status = raw.number.status.or(seen.origin.as_ref().and_then(|origin| origin.status));
    let status = status.unwrap_or(if quantity.bounds.is_none() { Status::O } else { Status::A });
    FigureRecord {
        sheet: sheet.unwrap_or_default(),
        cell: a1(raw.place),
        printed: &quantity.printed,
        value: quantity.value,
        lower: quantity.bounds.map(|bounds| bounds.lower()),
        upper: quantity.bounds.and_then(|bounds| bounds.upper_value()),
        precision: quantity.precision.name(),
        factor: seen.named.factor,
        unit,
        row_labels: raw.groups.iter().chain(raw.row_labels.iter()).map(text).collect(),
        column_labels: raw.column_labels.iter().map(text).collect(),
        area_code: meaning.area.value.as_ref().map(|code| code.0.as_str()),
        area_name: area.map(|area| area.name_in(*language)),
        tier: meaning.tier.value.as_ref().map(|tier| tier.0.as_str()),
        indicator: meaning.indicator.value.as_ref().map(|indicator| indicator.0.as_str()),
        breakdown: meaning.breakdown.value.as_ref().cloned().unwrap_or_default(),
        period: meaning.period.value.map(|period| period.to_string()).or_else(|| open_fiscal_year(seen)),
        status: status.code(),
        kept_back: seen.named.kept.as_ref().map(|kept| kept.rule),
        basis: basis_record(meaning),
    }
}

fn basis_record(meaning: &Meaning) -> BasisRecord {
    let basis = |part: Part| meaning.value_of(part).map(|_| meaning.basis_of(part).name());
    BasisRecord {
        indicator: basis(Part::Indicator),
        tier: basis(Part::Tier),
        area: basis(Part::Area),
        period: basis(Part::Period),
        unit: basis(Part::Unit),
        factor: basis(Part::Factor),
        breakdown: basis(Part::Breakdown),
    }
}

/// A fiscal year as it is printed over or beside a figure, where nobody has said when it begins.
fn open_fiscal_year(seen: &SeenFigure) -> Option<String> {
    let raw = &seen.named.raw;
    let labels = raw.column_labels.iter().chain(raw.row_labels.iter()).map(|label| label.text.trim());
    let names = labels.filter(|text| !is_no_name(text));
    let with_digits = names.filter(|text| text.contains(|sign: char| sign.is_ascii_digit()));
    let mut cores = with_digits.map(|text| LabelPieces::of(text).core);
    let own = cores.find(|text| parse_fiscal_year(text).is_some());
    own.or_else(|| seen.named.open_year.as_deref().map(str::to_owned))
}

fn finding_record<'a>(
    finding: &'a Finding,
    (sheet, cell): (&'a str, String),
    language: Language,
) -> FindingRecord<'a> {
    FindingRecord {
        rule: &finding.rule,
        severity: finding.severity.name(),
        sheet,
        cell,
        message: finding.message.get(language),
        hint: finding.hint.get(language),
    }
}
