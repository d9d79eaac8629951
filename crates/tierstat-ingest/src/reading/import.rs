//! Import: a file becomes figures for the ledger, and findings.

use super::mapping_effects::refusal;
use super::read_file::{ReadFile, read_file};
use crate::figure::seen::RowOrigin;
use crate::figure::seen::SeenFigure;
use crate::open::hash::hexadecimal;
use crate::places::{Places, a1, parse_a1};
use crate::project::corrections::CorrectionAction;
use crate::project::origin_file::BlankMeaning;
use crate::text::excerpt::excerpt;
use crate::text::numerals::parse_number;
use crate::{CorrectionRecord, FileContext, IngestError};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use tierstat_model::{
    Bounds, Correction, Document, Figure, FigureId, Finding, KeptBack, Localized, Origin, Precision,
    Quantity, Severity, Status,
};

/// A file as the ledger takes it in.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The bytes as they came.
    pub content: Vec<u8>,
    /// Their SHA-256, in hexadecimal.
    pub content_hash: String,
    /// The figures, by sheet, row and column; a corrected one follows the printed one.
    pub figures: Vec<Figure>,
    /// Numbers that are no figures yet, since a part of their meaning is in doubt.
    pub kept_back: Vec<KeptBack>,
    /// Everything odd.
    pub findings: Vec<Finding>,
}

/// Reads a file into figures and findings.
///
/// A number becomes a figure only when its indicator, tier, area, period and unit are all known; what is open is a
/// finding. A cell without a number becomes a missing figure, with the status that its source declares for blanks.
///
/// # Errors
/// [`IngestError`] where the file cannot be read at all, and where its mapping says what has no effect: it is not taken in
/// while its mapping speaks of something else.
pub fn import(context: &FileContext<'_>) -> Result<Imported, IngestError> {
    let mut read = read_file(context)?;
    if let Some(refusal) = refusal(context, &read.without_effect) {
        return Err(refusal);
    }
    let content_hash = hexadecimal(&Sha256::digest(&read.opened.content));
    let mut findings = std::mem::take(&mut read.findings);
    findings.extend(origin_findings(context, &content_hash));
    let (corrections, guard_findings) = guard(context, &read);
    findings.extend(guard_findings);
    let mut figures = Vec::new();
    for seen in read.figures.iter().filter(|seen| seen.named.is_taken()) {
        let sheet = read.opened.sheets.get(seen.sheet).and_then(|sheet| sheet.name.as_deref());
        let places = Places { file: context.name, sheet };
        let Some(figure) = figure(context, &places, &content_hash, seen) else { continue };
        let correction = corrections.iter().find(|(place, _)| *place == (seen.sheet, seen.named.raw.place));
        match correction {
            None => figures.push(figure),
            Some((_, record)) => match corrected(&figure, record, seen.named.factor) {
                Some(corrected) => figures.extend([figure, corrected]),
                None if record.action == CorrectionAction::Drop => {
                    findings.push(dropped(&places, seen.named.raw.place, record));
                }
                None => {
                    findings.push(unreadable_correction(&places, seen.named.raw.place, record));
                    figures.push(figure);
                }
            },
        }
    }
    let mut kept_back = Vec::new();
    for seen in &read.figures {
        let sheet = read.opened.sheets.get(seen.sheet).and_then(|sheet| sheet.name.as_deref());
        let places = Places { file: context.name, sheet };
        let Some(kept) = kept_back_of(&places, &content_hash, seen) else { continue };
        let place = (seen.sheet, seen.named.raw.place);
        if let Some((_, record)) = corrections.iter().find(|(corrected, _)| *corrected == place) {
            findings.push(waiting_correction(&places, seen.named.raw.place, record, &kept));
        }
        kept_back.push(kept);
    }
    Ok(Imported { content: read.opened.content, content_hash, figures, kept_back, findings })
}

/// The number as the ledger keeps it back, where one of its parts is in doubt.
fn kept_back_of(places: &Places<'_>, content_hash: &str, seen: &SeenFigure) -> Option<KeptBack> {
    let kept = seen.named.kept.as_ref()?;
    let place = seen.named.raw.place;
    let parts = [content_hash, places.sheet.unwrap_or_default(), &a1(place), "kept back"];
    Some(KeptBack {
        id: figure_id(&parts),
        cell: places.cell(place),
        quantity: seen.named.quantity().clone(),
        parts: seen.named.meaning.parts(),
        rule: kept.rule.to_owned(),
        reason: kept.reason.clone(),
        settled_by: kept.settled_by(&places.cell(place)),
    })
}

/// A correction of a cell that is kept back: it is used once the cell is settled.
fn waiting_correction(
    places: &Places<'_>,
    place: (u32, u32),
    record: &CorrectionRecord,
    kept: &KeptBack,
) -> Finding {
    let reason = &record.reason;
    Finding {
        severity: Severity::Warning,
        rule: "correction.waits".to_owned(),
        cells: vec![places.cell(place)],
        message: Localized::new(
            format!("更正（{reason}）暂不生效：单元格因 {} 暂缓入账", kept.rule),
            format!("the correction ({reason}) waits: the cell is kept back by {}", kept.rule),
        ),
        hint: Localized::new(
            format!("请先在对照文件中写：{}", kept.settled_by),
            format!("First write in the mapping file: {}", kept.settled_by),
        ),
    }
}

fn figure(
    context: &FileContext<'_>,
    places: &Places<'_>,
    content_hash: &str,
    seen: &SeenFigure,
) -> Option<Figure> {
    let meaning = &seen.named.meaning;
    let (indicator, tier, area) =
        (meaning.indicator.value.clone()?, meaning.tier.value.clone()?, meaning.area.value.clone()?);
    let (period, unit) = (meaning.period.value?, meaning.unit.value.clone()?);
    let measure = context.lists.indicators.get(&indicator)?.measure;
    let place = seen.named.raw.place;
    let (quantity, blank_status) = blank_filled(context, seen.named.quantity());
    let row_status = seen.origin.as_ref().and_then(|origin| origin.status);
    let status = blank_status.or(seen.named.raw.number.status).or(row_status).unwrap_or_default();
    let origin = origin(context, places, content_hash, place, seen.origin.as_deref(), period.last_day());
    let parts = [
        content_hash,
        places.sheet.unwrap_or_default(),
        &a1(place),
        &indicator.0,
        &tier.0,
        &area.0,
        &period.to_string(),
    ];
    let id = figure_id(&parts);
    Some(Figure {
        id,
        indicator,
        tier,
        area,
        period,
        measure,
        quantity,
        unit,
        status,
        origin,
        correction: None,
    })
}

/// A missing quantity by what its source declares: a blank may be an exact zero, or says why no number stands there.
fn blank_filled(context: &FileContext<'_>, quantity: &Quantity) -> (Quantity, Option<Status>) {
    if quantity.precision != Precision::Missing {
        return (quantity.clone(), None);
    }
    let is_blank = quantity.printed.trim().is_empty();
    let meaning = context.origin.map(|origin| origin.blank).unwrap_or_default();
    match meaning {
        BlankMeaning::Zero if is_blank => {
            let zero = Bounds::point(0.0).ok();
            let printed = quantity.printed.clone();
            (Quantity { printed, precision: Precision::Exact, bounds: zero, value: Some(0.0) }, None)
        }
        BlankMeaning::NotApplicable if is_blank => (quantity.clone(), Some(Status::M)),
        BlankMeaning::Zero
        | BlankMeaning::NotApplicable
        | BlankMeaning::Unknown
        | BlankMeaning::BelowUnit => (quantity.clone(), Some(Status::O)),
    }
}

fn origin(
    context: &FileContext<'_>,
    places: &Places<'_>,
    content_hash: &str,
    place: (u32, u32),
    row: Option<&RowOrigin>,
    period_end: Date,
) -> Origin {
    let file = context.origin;
    let row = row.cloned().unwrap_or_default();
    // Publisher, edition, address and day of the collection are not those of a document that a row of it names.
    let stated = file.filter(|_| row.title.is_none());
    let stated_publisher = match (file, row.title.is_some()) {
        (_, true) => None,
        (Some(file), false) => Some(file.publisher.clone()),
        (None, false) => context.publisher.map(str::to_owned),
    };
    let document = Document {
        publisher: row.publisher.or(stated_publisher).unwrap_or_default(),
        title: row.title.or(stated.map(|file| file.title.clone())).unwrap_or_else(|| context.name.to_owned()),
        edition: row.edition.or(stated.map(|file| file.edition.clone())).unwrap_or_default(),
        url: row.url.or(stated.and_then(|file| file.url.clone())),
        published_on: row.published_on.or(stated.and_then(|file| file.published_on)),
        received_on: file.and_then(|file| file.received_on),
        layout: file.map(|file| file.layout).unwrap_or_default(),
    };
    // Where nobody states a day, a figure cannot be known before its period ends.
    let known_on =
        document.published_on.or(document.received_on).or(context.imported_on).unwrap_or(period_end);
    Origin {
        document,
        cell: places.cell(place),
        content_hash: content_hash.to_owned(),
        known_on,
        source_rank: context.source_rank,
        phrase: row.phrase,
    }
}

/// The second figure that an override makes, beside the printed one.
fn corrected(figure: &Figure, record: &CorrectionRecord, factor: f64) -> Option<Figure> {
    if record.action != CorrectionAction::Override {
        return None;
    }
    // The value is written as the cell would have printed it, under the same unit.
    let number = parse_number(record.value.as_deref()?)?.scaled(factor);
    let mut corrected = figure.clone();
    corrected.quantity = Quantity { printed: figure.quantity.printed.clone(), ..number.quantity };
    corrected.correction =
        Some(Correction { expected: record.expected.clone(), reason: record.reason.clone() });
    corrected.id = figure_id(&[&figure.id.0, "correction"]);
    Some(corrected)
}

/// A sheet by its place in the file, and a cell of it by row and column.
type SheetPlace = (usize, (u32, u32));

/// The corrections whose cell still prints what they expect, by place, and findings for the others.
fn guard<'a>(
    context: &FileContext<'a>,
    read: &ReadFile,
) -> (Vec<(SheetPlace, &'a CorrectionRecord)>, Vec<Finding>) {
    let (mut holding, mut findings) = (Vec::new(), Vec::new());
    for record in context.corrections {
        let parsed = parse_a1(&record.cell);
        let place = parsed.map(|(_, place)| place);
        let wanted = record.sheet.as_deref().or(parsed.and_then(|(sheet, _)| sheet));
        let sheet =
            read.opened.sheets.iter().position(|sheet| wanted.is_none() || sheet.name.as_deref() == wanted);
        let printed = match (sheet.and_then(|index| read.opened.sheets.get(index)), place) {
            (Some(sheet), Some((row, column))) => sheet.text(row, column),
            _ => "",
        };
        match (sheet, place) {
            (Some(sheet), Some(place)) if printed == record.expected.trim() => {
                holding.push(((sheet, place), record));
            }
            _ => findings.push(failed_guard(context, record, wanted, place, printed)),
        }
    }
    (holding, findings)
}

fn failed_guard(
    context: &FileContext<'_>,
    record: &CorrectionRecord,
    sheet: Option<&str>,
    place: Option<(u32, u32)>,
    printed: &str,
) -> Finding {
    let places = Places { file: context.name, sheet };
    let CorrectionRecord { cell, expected, .. } = record;
    let printed = excerpt(printed);
    Finding {
        severity: Severity::Error,
        rule: "correction.guard".to_owned(),
        cells: place.map(|place| places.cell(place)).into_iter().collect(),
        message: Localized::new(
            format!("更正所指的单元格 {cell} 应印为“{expected}”，现为“{printed}”，更正未使用"),
            format!(
                "the correction of {cell} expects `{expected}`, but the cell prints `{printed}`; it was not applied"
            ),
        ),
        hint: Localized::new(
            "提供者可能已改正：请删除该更正，或按现在的文本重写。",
            "The provider may have mended it: delete the correction, or write it anew for the text that stands there.",
        ),
    }
}

fn dropped(places: &Places<'_>, place: (u32, u32), record: &CorrectionRecord) -> Finding {
    let CorrectionRecord { expected, reason, .. } = record;
    Finding {
        severity: Severity::Information,
        rule: "correction.drop".to_owned(),
        cells: vec![places.cell(place)],
        message: Localized::new(
            format!("按更正不采用“{expected}”：{reason}"),
            format!("`{expected}` is left out by a correction: {reason}"),
        ),
        hint: Localized::new("如应采用，请删除该更正。", "To take it in, delete the correction."),
    }
}

fn unreadable_correction(places: &Places<'_>, place: (u32, u32), record: &CorrectionRecord) -> Finding {
    let value = record.value.as_deref().unwrap_or_default();
    Finding {
        severity: Severity::Error,
        rule: "correction.value".to_owned(),
        cells: vec![places.cell(place)],
        message: Localized::new(
            format!("更正的值“{value}”不是数值，更正未使用"),
            format!("the correction's value `{value}` is no number; it was not applied"),
        ),
        hint: Localized::new(
            "请在更正文件中写出数值，如 value = \"2850个\"。",
            "Write a number in the corrections file, such as value = \"2850\".",
        ),
    }
}

fn origin_findings(context: &FileContext<'_>, content_hash: &str) -> Vec<Finding> {
    let places = Places { file: context.name, sheet: None };
    let stated = context.origin.and_then(|origin| origin.sha256.as_deref());
    match (context.origin, stated) {
        (None, _) => vec![Finding {
            severity: Severity::Warning,
            rule: "origin.missing".to_owned(),
            cells: vec![places.cell((1, 1))],
            message: Localized::new(
                "没有来源文件：发布者、文献和发布日期未知",
                "there is no origin file: publisher, document and date are unknown",
            ),
            hint: Localized::new(
                format!("请在旁边写 {}.origin.toml。", context.name),
                format!("Write {}.origin.toml beside it.", context.name),
            ),
        }],
        (Some(_), Some(stated)) if !stated.eq_ignore_ascii_case(content_hash) => vec![Finding {
            severity: Severity::Error,
            rule: "origin.hash".to_owned(),
            cells: vec![places.cell((1, 1))],
            message: Localized::new(
                format!("文件内容与来源文件所记不符：应为 {stated}，现为 {content_hash}"),
                format!(
                    "the file is not the one its origin describes: expected {stated}, found {content_hash}"
                ),
            ),
            hint: Localized::new(
                "收到的文件不应改动：请恢复原文件；如为重发，请放入新版次的文件夹。",
                "A received file is never edited: restore it; a resent one belongs into the folder of its own edition.",
            ),
        }],
        (Some(_), _) => Vec::new(),
    }
}

/// The first twelve hexadecimal digits of the hash over parts joined by a unit separator.
fn figure_id(parts: &[&str]) -> FigureId {
    let mut digest = hexadecimal(&Sha256::digest(parts.join("\u{1f}")));
    digest.truncate(12);
    FigureId(digest)
}
