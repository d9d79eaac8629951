//! Long tables: one figure a row, the other columns say what it is and which document prints it.

use crate::figure::meaning::Meaning;
use crate::figure::raw_figure::RawFigure;
use crate::figure::raw_figures::RawFigures;
use crate::figure::resolver::Resolver;
use crate::figure::seen::RowOrigin;
use crate::figure::statement::Statement;
use crate::figure::table_figures::printed_number;
use crate::figure::unnamed::Unnamed;
use crate::places::{Places, parse_a1};
use crate::project::mapping::ColumnRole;
use crate::sheet::SheetCells;
use crate::structure::Table;
use crate::structure::column_numbers::ColumnNumbers;
use crate::text::excerpt::excerpt;
use crate::text::period::{Era, parse_period};
use crate::{AreaHint, FileContext, Resolution};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    AreaCode, Basis, Breakdown, Finding, Localized, MemberId, Part, Period, Severity, Status,
};

/// Which column plays which role.
#[derive(Debug, Default)]
pub(crate) struct LongColumns {
    /// The header row.
    pub(crate) header_row: u32,
    roles: BTreeMap<u32, ColumnRole>,
    /// The names under which the mapping gives the roles.
    used: BTreeSet<String>,
}

impl LongColumns {
    /// Finds the columns that the mapping names, by header text or column letter; `None` where the sheet has none of them.
    pub(crate) fn find(sheet: &SheetCells, columns: &BTreeMap<String, ColumnRole>) -> Option<Self> {
        if columns.is_empty() {
            return None;
        }
        let by_text = (1..=sheet.rows().min(40)).map(|row| Self::by_text(sheet, row, columns));
        let is_long = |found: &Self| found.roles.values().any(|role| *role == ColumnRole::Value);
        let mut found = by_text.into_iter().find(is_long).or_else(|| {
            let row = (1..=sheet.rows()).find(|row| sheet.row(*row).count() > 1)?;
            Some(Self::by_text(sheet, row, columns))
        })?;
        // A name that no header has may be the letters of a column.
        for (name, role) in columns {
            let column = parse_a1(&format!("{}1", name.trim())).map(|(_, place)| place.1);
            if let Some(column) = column.filter(|column| *column <= sheet.columns())
                && !found.used.contains(name)
                && !found.roles.contains_key(&column)
            {
                found.roles.insert(column, role.clone());
                found.used.insert(name.clone());
            }
        }
        is_long(&found).then_some(found)
    }

    /// The columns whose headers in a row the mapping names.
    fn by_text(sheet: &SheetCells, row: u32, columns: &BTreeMap<String, ColumnRole>) -> Self {
        let mut found = Self { header_row: row, ..Self::default() };
        for (column, cell) in sheet.row(row) {
            if let Some((name, role)) = columns.iter().find(|(name, _)| name.trim() == cell.text.trim()) {
                found.roles.insert(column, role.clone());
                found.used.insert(name.clone());
            }
        }
        found
    }

    /// The names of columns in the mapping that the sheet has.
    pub(crate) fn used(&self) -> &BTreeSet<String> {
        &self.used
    }

    /// The texts of the status column.
    pub(crate) fn statuses<'s>(&self, sheet: &'s SheetCells) -> BTreeSet<&'s str> {
        let rows = self.header_row + 1..=sheet.rows();
        rows.filter_map(|row| self.text(sheet, row, ColumnRole::Status)).map(|(text, _)| text).collect()
    }

    /// The columns that hold figures.
    pub(crate) fn value_columns(&self) -> Vec<u32> {
        self.with_role(ColumnRole::Value).collect()
    }

    /// The columns that say what a figure is or where it comes from.
    pub(crate) fn labelling(&self) -> BTreeSet<u32> {
        let says = |role: &ColumnRole| !matches!(role, ColumnRole::Value | ColumnRole::Ignore);
        self.roles.iter().filter(|(_, role)| says(role)).map(|(column, _)| *column).collect()
    }

    fn with_role(&self, wanted: ColumnRole) -> impl Iterator<Item = u32> {
        self.roles.iter().filter(move |(_, role)| **role == wanted).map(|(column, _)| *column)
    }

    /// The text of the first filled column with a role, and its place.
    fn text<'s>(&self, sheet: &'s SheetCells, row: u32, role: ColumnRole) -> Option<(&'s str, (u32, u32))> {
        self.with_role(role)
            .map(|column| (sheet.text(row, column), (row, column)))
            .find(|(text, _)| !text.is_empty())
    }

    /// The document that a row names.
    pub(crate) fn origin(&self, context: &FileContext<'_>, sheet: &SheetCells, row: u32) -> RowOrigin {
        let text = |role| self.text(sheet, row, role).map(|(text, _)| text.to_owned());
        let published = text(ColumnRole::PublishedOn);
        let statuses = context.mapping.map(|mapping| &mapping.status);
        let status = text(ColumnRole::Status).and_then(|text| {
            statuses.and_then(|statuses| statuses.get(&text).copied()).or(Status::from_code(&text))
        });
        RowOrigin {
            title: text(ColumnRole::Document),
            url: text(ColumnRole::Url),
            publisher: text(ColumnRole::Publisher),
            published_on: published.as_deref().and_then(parse_period).map(Period::last_day),
            edition: published,
            phrase: text(ColumnRole::Phrase),
            status,
        }
    }

    /// What a row means, and the kinds of what its columns say; what they say and nobody knows is noted.
    pub(crate) fn meaning(
        &self,
        context: &FileContext<'_>,
        resolver: &Resolver<'_>,
        places: &Places<'_>,
        sheet: &SheetCells,
        row: u32,
        unnamed: &mut Unnamed,
    ) -> (Meaning, Vec<&'static str>) {
        let text = |role: &ColumnRole| self.text(sheet, row, role.clone());
        let mut meaning = Statement::default();
        let mut settled = Statement::default();
        let texts: Vec<(ColumnRole, &str, (u32, u32))> = [
            ColumnRole::Indicator,
            ColumnRole::Tier,
            ColumnRole::AreaCode,
            ColumnRole::Area,
            ColumnRole::Period,
            ColumnRole::Unit,
        ]
        .into_iter()
        .filter_map(|role| text(&role).map(|(text, place)| (role, text, place)))
        .collect();
        for (_, text, _) in &texts {
            settled.fill(&resolver.mapped(text));
        }
        meaning.fill(&settled);
        let period = texts.iter().find(|(role, ..)| *role == ColumnRole::Period);
        let of_era = |text: &str, column: u32| {
            let [era] = Era::said(sheet.text(self.header_row, column))[..] else { return None };
            era.period(text)
        };
        meaning.period = meaning
            .period
            .or(period.and_then(|(_, text, place)| resolver.period(text).or_else(|| of_era(text, place.1))));
        let on = meaning.period.map(Period::last_day);
        let said = texts.iter().map(|(role, ..)| match role {
            ColumnRole::Indicator => "indicator",
            ColumnRole::Tier => "tier",
            ColumnRole::Period => "period",
            _ => "area",
        });
        let said: Vec<&'static str> = said.collect();
        let mut unknown_unit: Option<String> = None;
        let mut open_area: Option<((u32, u32), &str, Vec<String>)> = None;
        for (role, text, place) in texts {
            let hint = AreaHint { tier: None, within: None, on };
            let (kind, candidates): (&str, Vec<String>) = match role {
                ColumnRole::Indicator if meaning.indicator.is_none() => {
                    match resolver.names.indicator(text) {
                        Resolution::Found(found) => {
                            meaning.indicator = Some(found.id.clone());
                            continue;
                        }
                        Resolution::Ambiguous(near) | Resolution::Unknown { candidates: near } => {
                            ("indicator", near.iter().map(|near| near.id.0.clone()).collect())
                        }
                    }
                }
                ColumnRole::Tier if meaning.tier.is_none() => match resolver.names.tier(text) {
                    Resolution::Found(found) => {
                        meaning.tier = Some(found.id.clone());
                        continue;
                    }
                    Resolution::Ambiguous(near) | Resolution::Unknown { candidates: near } => {
                        ("tier", near.iter().map(|near| near.id.0.clone()).collect())
                    }
                },
                ColumnRole::AreaCode | ColumnRole::Area if meaning.area.is_none() => {
                    match resolver.names.area(text, &hint) {
                        Resolution::Found(found) => meaning.area = Some(found.code.clone()),
                        Resolution::Ambiguous(near) | Resolution::Unknown { candidates: near } => {
                            let near: Vec<String> = near.iter().map(|near| near.code.0.clone()).collect();
                            open_area = Some((place, text, near));
                        }
                    }
                    continue;
                }
                ColumnRole::Unit if meaning.unit.is_none() => {
                    (meaning.unit, meaning.factor) = resolver.names.unit(text).unzip();
                    let factor = || resolver.names.factor(text);
                    if meaning.unit.is_none() && text.chars().any(char::is_alphanumeric) {
                        meaning.factor = factor();
                        unknown_unit = meaning.factor.is_none().then(|| excerpt(text).into_owned());
                    }
                    continue;
                }
                ColumnRole::Period if meaning.period.is_none() => ("period", Vec::new()),
                _ => continue,
            };
            unnamed.note_column(places.cell(place), kind, text, &candidates);
        }
        // A code that is not found matters only where the name is not found either.
        if let (None, Some((place, text, near))) = (&meaning.area, open_area) {
            unnamed.note_column(places.cell(place), "area", text, &near);
        }
        let mut breakdown = self.breakdown(resolver, sheet, row);
        breakdown.fill(&meaning.breakdown);
        meaning.breakdown = breakdown;
        let mut known = Meaning::default();
        known.fill(&settled, Basis::Mapping);
        known.fill(&meaning, Basis::Label);
        known.rivals = self.areas_beside_code(
            resolver,
            &known,
            on,
            [ColumnRole::AreaCode, ColumnRole::Area].map(|role| text(&role)),
        );
        // What nobody knows is not the indicator's own unit.
        known.rivals.extend(unknown_unit.map(|unit| (Part::Unit, unit)));
        // Of a row with both parts in doubt the first doubt is enough.
        let tier = text(&ColumnRole::Tier).into_iter();
        resolver.take_own_tier(&mut known, tier, &BTreeSet::new(), &mut Vec::new());
        let defaults =
            context.mapping.map(|mapping| Statement::mapped(&mapping.defaults)).unwrap_or_default();
        known.fill(&defaults, Basis::Mapping);
        (known, said)
    }

    /// The members that the columns of dimensions name; what no list knows is a member as it is printed.
    fn breakdown(&self, resolver: &Resolver<'_>, sheet: &SheetCells, row: u32) -> Breakdown {
        let mut breakdown = Breakdown::whole();
        for (column, role) in &self.roles {
            let ColumnRole::Dimension(dimension) = role else { continue };
            let text = sheet.text(row, *column).trim();
            // The code of SDMX for the whole; an empty cell says nothing more.
            let printed = MemberId(text.to_owned());
            if text.is_empty() || printed.is_whole() {
                continue;
            }
            let named = resolver.mapped(text).breakdown.member(dimension).cloned();
            let listed = || resolver.names.member_of(dimension, text).map(|(_, member)| member);
            let member = named.or_else(listed).unwrap_or(printed);
            breakdown = breakdown.with(dimension.clone(), member);
        }
        breakdown
    }

    /// The areas that a name may mean, where none of them is that of the code beside it, nor lies in it.
    fn areas_beside_code(
        &self,
        resolver: &Resolver<'_>,
        known: &Meaning,
        on: Option<Date>,
        texts: [Option<(&str, (u32, u32))>; 2],
    ) -> Vec<(Part, String)> {
        let ([Some(_), Some((name, _))], Some(own)) = (texts, &known.area.value) else { return Vec::new() };
        if known.area.basis == Basis::Mapping {
            return Vec::new();
        }
        let list = &resolver.lists.areas;
        let mut called = resolver.names.areas_named(name, &AreaHint { tier: None, within: None, on });
        if !called.is_empty() {
            called.extend(list.named(name));
        }
        let goes_with = |code: &AreaCode| code == own || list.lies_in(code, own) || list.lies_in(own, code);
        if called.iter().any(|area| goes_with(&area.code)) {
            return Vec::new();
        }
        let codes: BTreeSet<&AreaCode> = called.iter().map(|area| &area.code).collect();
        codes.into_iter().map(|code| (Part::Area, code.0.clone())).collect()
    }

    /// The raw figures, row by row, with findings for value cells that hold no number.
    pub(crate) fn figures(
        &self,
        sheet: &SheetCells,
        table: &Table,
        places: &Places<'_>,
        findings: &mut Vec<Finding>,
    ) -> RawFigures {
        let printing = ColumnNumbers::new(sheet, (self.header_row + 1, sheet.rows()), &self.value_columns());
        let mut figures = RawFigures::default();
        for row in self.header_row + 1..=sheet.rows() {
            for column in self.value_columns() {
                let Some(cell) = sheet.get(row, column) else { continue };
                let Some(number) = printed_number(cell, printing.sign(column)) else {
                    let text = excerpt(cell.text.trim());
                    findings.push(Finding {
                        severity: Severity::Warning,
                        rule: "number.unreadable".to_owned(),
                        cells: vec![places.cell((row, column))],
                        message: Localized::new(format!("“{text}”不是数值"), format!("`{text}` is no number")),
                        hint: Localized::new(
                            "请写一条更正，或在对照文件的 [cells] 中写 ignore = true。",
                            "Write a correction, or write ignore = true for the cell under [cells] in the mapping file.",
                        ),
                    });
                    continue;
                };
                figures.push(RawFigure {
                    place: (row, column),
                    number,
                    groups: [].into(),
                    row_labels: table.row_labels(sheet, &[], row).into(),
                    column_labels: table.column_labels(sheet, column).into(),
                    is_total: false,
                    shown_in: cell.shown_in,
                    sign_is_open: printing.leaves_open(column, cell),
                });
            }
        }
        figures
    }
}
