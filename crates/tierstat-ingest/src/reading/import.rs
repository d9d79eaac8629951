//! Import: a file becomes figures for the ledger, and findings.

use super::mapping_effects::refusal;
use super::origin_draft::{OriginDraft, origin_draft};
use super::read_file::{ReadFile, read_file};
use crate::figure::seen::RowOrigin;
use crate::figure::seen::SeenFigure;
use crate::figure::seen_figures::SeenFigures;
use crate::open::hash::hexadecimal;
use crate::places::{Places, a1, parse_a1};
use crate::project::corrections::CorrectionAction;
use crate::project::origin_file::BlankMeaning;
use crate::text::excerpt::excerpt;
use crate::text::measure_words::names_share;
use crate::text::numerals::parse_number;
use crate::{CorrectionRecord, FileContext, IngestError};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tierstat_model::{
    Bounds, CellRef, Correction, Document, Figure, FigureId, Finding, Indicator, KeptBack, Localized, Origin,
    Precision, Quantity, Severity, Status,
};

/// A file as the ledger takes it in.
///
/// Figures are made one by one as they are asked for: a small file may print a million, and the ledger needs no second list of them.
#[derive(Debug)]
pub struct Imported<'c> {
    /// The bytes as they came.
    pub content: Vec<u8>,
    /// Their SHA-256, in hexadecimal.
    pub content_hash: String,
    /// Everything odd.
    pub findings: Vec<Finding>,
    /// Where the file lets itself be supposed to come from, where no origin file says so.
    pub draft: Option<OriginDraft>,
    context: &'c FileContext<'c>,
    /// The names of the sheets.
    sheets: Vec<Option<String>>,
    seen: SeenFigures,
    /// The corrections whose cell still prints what they expect.
    corrections: Vec<(SheetPlace, &'c CorrectionRecord)>,
}

/// Reads a file into figures and findings.
///
/// A number becomes a figure only when its indicator, tier, area, period and unit are all known; what is open is a
/// finding. A cell without a number becomes a missing figure, with the status that its source declares for blanks.
///
/// # Errors
/// [`IngestError`] where the file cannot be read at all, and where its mapping says what has no effect: it is not taken in
/// while its mapping speaks of something else.
pub fn import<'c>(context: &'c FileContext<'c>) -> Result<Imported<'c>, IngestError> {
    let mut read = read_file(context)?;
    if let Some(refusal) = refusal(context, &read.without_effect) {
        return Err(refusal);
    }
    let content_hash = hexadecimal(&Sha256::digest(&read.opened.content));
    let mut findings = std::mem::take(&mut read.findings);
    findings.extend(origin_findings(context, &content_hash));
    let (corrections, guard_findings) = guard(context, &read);
    findings.extend(guard_findings);
    let draft = context.origin.is_none().then(|| origin_draft(context, &read.opened.sheets));
    // The cells themselves are not needed any more.
    let ReadFile { opened, figures, .. } = read;
    let sheets = opened.sheets.into_iter().map(|sheet| sheet.name).collect();
    let mut imported = Imported {
        content: opened.content,
        content_hash,
        findings: Vec::new(),
        draft,
        context,
        sheets,
        seen: figures,
        corrections,
    };
    findings.extend(imported.corrections_found());
    imported.findings = findings;
    Ok(imported)
}

impl Imported<'_> {
    /// The figures, by sheet, row and column; a corrected one follows the printed one.
    pub fn figures(&self) -> impl Iterator<Item = Figure> + '_ {
        (0..self.seen.len()).filter(|index| self.is_figure(*index)).flat_map(|index| self.figures_at(index))
    }

    /// How many figures there are.
    #[must_use]
    pub fn count(&self) -> usize {
        let figures = (0..self.seen.len()).filter(|index| self.is_figure(*index));
        figures.map(|index| self.correction_at(index).map_or(1, |_| self.figures_at(index).len())).sum()
    }

    /// Numbers that are no figures yet, since a part of their meaning is in doubt.
    pub fn kept_back(&self) -> impl Iterator<Item = KeptBack> + '_ {
        (0..self.seen.len()).filter_map(|index| self.kept_back_at(index))
    }

    /// How many numbers are kept back.
    #[must_use]
    pub fn kept_back_count(&self) -> usize {
        (0..self.seen.len()).filter(|index| self.seen.kept(*index).is_some()).count()
    }

    /// Takes out the findings, but for those that say why numbers are kept back.
    pub fn take_other_findings(&mut self) -> Vec<Finding> {
        let mut kept: Vec<(&'static str, usize, (u32, u32))> = (0..self.seen.len())
            .filter_map(|at| Some((self.seen.kept(at)?.rule, self.seen.sheet(at), self.seen.raw().place(at))))
            .collect();
        kept.sort_unstable();
        let rules: BTreeSet<&'static str> = kept.iter().map(|(rule, ..)| *rule).collect();
        let mut findings = std::mem::take(&mut self.findings);
        let sheet_of = |name: &Option<String>| self.sheets.iter().position(|sheet| sheet == name);
        findings.retain(|finding| {
            let rule = rules.get(finding.rule.as_str()).copied();
            let is_kept = |rule, cell: &CellRef| {
                let sheet = sheet_of(&cell.sheet)?;
                kept.binary_search(&(rule, sheet, (cell.row, cell.column))).ok()
            };
            !rule.is_some_and(|rule| finding.cells.iter().any(|cell| is_kept(rule, cell).is_some()))
        });
        findings
    }

    /// Whether a number has all that a figure needs.
    fn is_figure(&self, index: usize) -> bool {
        self.seen.is_taken(index)
            && self.seen.is_named(index, |id| self.context.lists.indicators.get(id).is_some())
    }

    fn places(&self, index: usize) -> Places<'_> {
        let sheet = self.sheets.get(self.seen.sheet(index)).and_then(Option::as_deref);
        Places { file: self.context.name, sheet }
    }

    fn correction_at(&self, index: usize) -> Option<&CorrectionRecord> {
        let at = (self.seen.sheet(index), self.seen.raw().place(index));
        self.corrections.iter().find(|(place, _)| *place == at).map(|(_, record)| *record)
    }

    /// What one number comes to: a figure, with a second where a correction overrides it, and none where one drops it.
    fn figures_at(&self, index: usize) -> Vec<Figure> {
        let seen = self.seen.get(index);
        let origin = (self.context, self.draft.as_ref(), self.content_hash.as_str());
        let made = figure(origin, &self.places(index), &seen);
        let (Some(figure), correction) = (made, self.correction_at(index)) else { return Vec::new() };
        match correction.map(|record| (corrected(&figure, record, seen.named.factor), record.action)) {
            None => vec![figure],
            Some((Some(corrected), _)) => vec![figure, corrected],
            Some((None, CorrectionAction::Drop)) => Vec::new(),
            Some((None, CorrectionAction::Override)) => vec![figure],
        }
    }

    fn kept_back_at(&self, index: usize) -> Option<KeptBack> {
        self.seen.kept(index)?;
        kept_back_of(&self.places(index), &self.content_hash, &self.seen.get(index))
    }

    /// What is said of corrections: those that drop a number, that are none, and that wait.
    fn corrections_found(&self) -> Vec<Finding> {
        let (mut findings, mut waiting) = (Vec::new(), Vec::new());
        if self.corrections.is_empty() {
            return findings;
        }
        for index in 0..self.seen.len() {
            let Some(record) = self.correction_at(index) else { continue };
            let (places, place) = (self.places(index), self.seen.raw().place(index));
            if self.is_figure(index) {
                let is_override = self.figures_at(index).len() > 1;
                match record.action {
                    CorrectionAction::Drop => findings.push(dropped(&places, place, record)),
                    CorrectionAction::Override if is_override => {}
                    CorrectionAction::Override => {
                        findings.push(unreadable_correction(&places, place, record));
                    }
                }
            }
            if let Some(kept) = self.kept_back_at(index) {
                waiting.push(waiting_correction(&places, place, record, &kept));
            }
        }
        findings.extend(waiting);
        findings
    }
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
    (context, draft, content_hash): (&FileContext<'_>, Option<&OriginDraft>, &str),
    places: &Places<'_>,
    seen: &SeenFigure,
) -> Option<Figure> {
    let meaning = &seen.named.meaning;
    let (indicator, tier, area) =
        (meaning.indicator.value.clone()?, meaning.tier.value.clone()?, meaning.area.value.clone()?);
    let (period, unit) = (meaning.period.value?, meaning.unit.value.clone()?);
    let named = context.lists.indicators.get(&indicator)?;
    let measure = named.measure;
    let place = seen.named.raw.place;
    let (mut quantity, blank_status) = blank_filled(context, seen.named.quantity());
    if let Some(within) = within_whole(&quantity).filter(|_| is_share_of_whole(named)) {
        quantity.bounds = Some(within);
    }
    let row_status = seen.origin.as_ref().and_then(|origin| origin.status);
    // What a mark says of a missing number (c, [z]) says more than that it is missing.
    let row_status = row_status.filter(|status| blank_status.is_none() || *status != Status::A);
    let status = seen.named.raw.number.status.or(row_status).or(blank_status).unwrap_or_default();
    let origin =
        origin((context, draft, content_hash), places, place, seen.origin.as_deref(), period.last_day());
    let mut figure = Figure {
        id: FigureId(String::new()),
        indicator,
        tier,
        area,
        breakdown: meaning.breakdown.value.clone().unwrap_or_default(),
        period,
        measure,
        quantity,
        unit,
        status,
        origin,
        correction: None,
    };
    figure.id = id_of(&figure);
    Some(figure)
}

/// Whether an indicator is by its names the part of a whole that another takes up, and no rate of change.
fn is_share_of_whole(indicator: &Indicator) -> bool {
    let names = [&indicator.name.zh, &indicator.name.en].into_iter().chain(&indicator.aliases);
    let mut names = names.filter(|name| names_share(name));
    indicator.growth_of.is_none() && indicator.change_of.is_none() && names.next().is_some()
}

/// The bounds of a share as printed without the half place above 100%, where they reach there: 100.0% is [0.9995, 1].
fn within_whole(quantity: &Quantity) -> Option<Bounds> {
    let bounds = quantity.bounds.filter(|_| quantity.precision == Precision::Share)?;
    let is_within = quantity.value.is_some_and(|value| (0.0..=1.0).contains(&value));
    let is_above = bounds.upper_value().is_some_and(|upper| upper > 1.0);
    (is_within && is_above).then(|| Bounds::closed(bounds.lower(), 1.0).ok())?
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
    (context, draft, content_hash): (&FileContext<'_>, Option<&OriginDraft>, &str),
    places: &Places<'_>,
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
        (None, false) => draft.map(|draft| draft.publisher.clone()),
    };
    let supposed = draft.filter(|_| row.title.is_none());
    let title =
        row.title.or(stated.map(|file| file.title.clone())).or(supposed.map(|draft| draft.title.clone()));
    let edition = stated.map(|file| file.edition.clone()).or(supposed.map(|draft| draft.edition.clone()));
    let document = Document {
        publisher: row.publisher.or(stated_publisher).unwrap_or_default(),
        title: title.unwrap_or_else(|| context.name.to_owned()),
        title_zh: stated.and_then(|file| file.title_zh.clone()),
        title_en: stated.and_then(|file| file.title_en.clone()),
        edition: row.edition.or(edition).unwrap_or_default(),
        url: row.url.or(stated.and_then(|file| file.url.clone())),
        published_on: row.published_on.or(stated.and_then(|file| file.published_on)),
        received_on: stated.and_then(|file| file.received_on),
        layout: file.map(|file| file.layout).unwrap_or_default(),
    };
    // What a row of a collection names was known since the collection came, though nobody knows when it came out itself. Where nobody
    // states a day at all, a figure cannot be known before its period ends.
    let known_on = document
        .published_on
        .or(file.and_then(|file| file.received_on))
        .or(context.imported_on)
        .unwrap_or(period_end);
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
    corrected.id = id_of(&corrected);
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
                "没有来源文件：发布者、标题和版次按文件本身推定，所知日期为导入之日",
                "there is no origin file: publisher, title and edition are supposed from the file itself, and it is known since its import",
            ),
            hint: Localized::new(
                format!("用 tierstat settle 核对后写出，或在旁边写 {}.origin.toml。", context.name),
                format!(
                    "Look it over with tierstat settle, or write {}.origin.toml beside it.",
                    context.name
                ),
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

/// The id of a figure: made from its file, its cell and what it counts, so that the same cell always has the same id.
///
/// A figure whose own id is another one did not come out of an import.
#[must_use]
pub fn id_of(figure: &Figure) -> FigureId {
    let cell = &figure.origin.cell;
    let (a1, period, breakdown) = (cell.a1(), figure.period.to_string(), figure.breakdown.to_string());
    let mut parts = vec![
        figure.origin.content_hash.as_str(),
        cell.sheet.as_deref().unwrap_or_default(),
        &a1,
        &figure.indicator.0,
        &figure.tier.0,
        &figure.area.0,
        &period,
    ];
    // The whole has the id that it had before there were parts.
    parts.extend(Some(breakdown.as_str()).filter(|breakdown| !breakdown.is_empty()));
    let printed = figure_id(&parts);
    match figure.correction {
        Some(_) => figure_id(&[&printed.0, "correction"]),
        None => printed,
    }
}

/// The first twelve hexadecimal digits of the hash over parts joined by a unit separator.
fn figure_id(parts: &[&str]) -> FigureId {
    let mut digest = hexadecimal(&Sha256::digest(parts.join("\u{1f}")));
    digest.truncate(12);
    FigureId(digest)
}
