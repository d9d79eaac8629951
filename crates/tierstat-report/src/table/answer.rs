//! What a verb answers, as a table: the same rows by the same fields.

use super::Builder;
use crate::binding::Binding;
use crate::error::ReportError;
use crate::report::ReportContext;
use crate::spec::{TableKind, TableSpec};
use serde_json::Value;
use std::collections::BTreeSet;
use tierstat_answers::balance::{Groups, SpreadQuestion};
use tierstat_answers::forecast::ForecastQuestion;
use tierstat_answers::{AnswerError, Field, Members, Row, Selection, Voice};
use tierstat_answers::{balance, forecast, plan, revision, roll_up, trend};
use tierstat_document::{Cell, Heading};
use tierstat_model::{AreaCode, Bounds, Reading};
use tierstat_words::method_note::MethodNote;

/// As far as a forecast reaches where the table does not say.
const HORIZON: usize = 3;

impl Builder<'_> {
    /// The rows of an answer; none where nothing can be told, which its note says.
    pub(super) fn answer(
        &mut self,
        spec: &TableSpec,
        areas: &[AreaCode],
        context: &ReportContext<'_>,
    ) -> Result<(), ReportError> {
        let selection = self.selection(spec, areas, context);
        let members = match (&selection.by, areas.len()) {
            (Some(_), _) => Members::Dimension,
            (None, _) if spec.areas_of.is_some() => Members::Areas,
            (None, _) => Members::Tiers,
        };
        let (scope, lists) = (self.scope, self.scope.lists.as_ref());
        let found = match spec.kind {
            TableKind::Trend => trend::of_ledger(scope, lists, &selection, members)
                .map(|rows| self.rows_of(&rows, |row| row.readings.clone())),
            TableKind::Forecast => {
                let is_whole = lists.is_count(self.indicator);
                let ahead = ForecastQuestion::ahead(spec.horizon.unwrap_or(HORIZON));
                let question = ForecastQuestion { is_whole, ..ahead };
                forecast::of_ledger(scope, lists, &selection, members, &question).map(|found| {
                    let rows: Vec<_> = found.rows().collect();
                    self.rows_of(&rows, |row| row.of.readings.clone());
                })
            }
            TableKind::Balance => {
                let question = SpreadQuestion {
                    members: if members == Members::Dimension { members } else { Members::Areas },
                    period: None,
                    per: None,
                    groups: Groups::None,
                    neighbours: None,
                    neighbours_are_asked_for: false,
                };
                balance::spread(scope, lists, &selection, &question)
                    .map(|rows| self.rows_of(&rows, |_| Vec::new()))
            }
            TableKind::Target => plan::against_plan(scope, lists, &selection, members, None)
                .map(|rows| self.rows_of(&rows, |row| row.readings().cloned().collect())),
            TableKind::RollUp => roll_up::roll_up(scope, lists, &selection, None)
                .map(|rows| self.rows_of(&rows, |row| row.readings().cloned().collect())),
            _ => return self.answer_of_days(spec, &selection, context),
        };
        self.told(found)
    }

    /// Answers about what was said on different days, which only the place that keeps the figures knows.
    fn answer_of_days(
        &mut self,
        spec: &TableSpec,
        selection: &Selection,
        context: &ReportContext<'_>,
    ) -> Result<(), ReportError> {
        self.unit = Some(String::new());
        let lists = self.scope.lists.as_ref();
        let mut days: BTreeSet<_> = context.lookup.days_of_change(&selection.query())?;
        days.retain(|day| context.known_on.is_none_or(|last| *day <= last));
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return Ok(()) };
        let found = match spec.kind {
            TableKind::Diff => revision::changes(context.lookup, lists, selection, [first, last])
                .map(|found| self.rows_of(&found.rows(), |_| Vec::new())),
            TableKind::Errata => revision::errata(context.lookup, lists, selection, [first, last])
                .map(|rows| self.rows_of(&rows, |_| Vec::new())),
            _ => revision::revisions(context.lookup, lists, selection, &days).map(|mut rows| {
                // What was said once has no revision to tell of.
                rows.retain(|row| row.found.is_some());
                self.rows_of(&rows, |_| Vec::new());
            }),
        };
        self.told(found)
    }

    /// What cannot be told is said under the table; what could not be looked up ends the report.
    fn told(&mut self, found: Result<(), AnswerError>) -> Result<(), ReportError> {
        match found {
            Err(error) if error.is_refusal() || matches!(error, AnswerError::Question { .. }) => {
                self.refused = Some(error.localized());
                Ok(())
            }
            found => Ok(found?),
        }
    }

    fn selection(&self, spec: &TableSpec, areas: &[AreaCode], context: &ReportContext<'_>) -> Selection {
        let indicators = match spec.kind.is_of_several() {
            true => self.several(spec, areas),
            false => vec![self.indicator.clone()],
        };
        let areas = match (&spec.areas_of, spec.kind.is_of_several()) {
            // Each area in it that is itself made up of areas is a sum of its own.
            (Some(outer), _) if spec.kind == TableKind::RollUp => self.made_up_areas(outer),
            // The members of an answer lie in the area that is asked about.
            (Some(outer), _) => vec![outer.clone()],
            (None, true) if spec.areas.is_empty() && spec.area.is_none() => Vec::new(),
            (None, _) => areas.to_vec(),
        };
        Selection {
            indicators,
            tiers: spec.named_tiers(),
            areas,
            breakdown: self.breakdown.clone(),
            asked: None,
            by: spec.by.clone(),
            known_on: context.known_on,
        }
    }

    /// The areas directly in one that hold areas themselves; the one itself where none of them does.
    fn made_up_areas(&self, outer: &AreaCode) -> Vec<AreaCode> {
        let all = || self.scope.lists.areas.all().iter();
        let holds = |code: &AreaCode| all().any(|area| area.parent.as_ref() == Some(code));
        let inside = all().filter(|area| area.parent.as_ref() == Some(outer) && area.valid_until.is_none());
        let areas: Vec<AreaCode> = inside.map(|area| area.code.clone()).filter(holds).collect();
        if areas.is_empty() { vec![outer.clone()] } else { areas }
    }

    /// Headings and cells of rows by their fields; numbers with what their row stands on.
    fn rows_of<R: Row>(&mut self, rows: &[R], readings: impl Fn(&R) -> Vec<Reading>) {
        let voice = Voice { lists: &self.scope.lists, language: self.scope.language };
        let total = self.scope.lists.tiers.total().map(|total| total.name.get(voice.language).to_owned());
        let is_constant = |field: &Field<R>| {
            // What is the same in all rows and no number tells nothing that the caption does not.
            let mut said = rows.iter().map(|row| field.said(row, &voice));
            let first = said.next();
            let is_same =
                rows.len() > 1 && !field.is_number() && said.all(|said| Some(&said) == first.as_ref());
            // A part of the tiers is never taken for all of them.
            let is_of_tier = field.name() == "tier" && first.as_ref() != total.as_ref();
            is_same && !is_of_tier
        };
        let is_shown = |field: &Field<R>| {
            let is_of_part = !field.is_of_parts() || rows.iter().any(|row| field.is_of_part(row));
            let is_filled = rows.iter().any(|row| !field.said(row, &voice).is_empty());
            field.is_seen(rows, &voice) && is_of_part && is_filled && !is_constant(field)
        };
        let fields: Vec<Field<R>> = R::fields().into_iter().filter(is_shown).collect();
        let all = R::fields();
        // A number that stands alone needs what is the same in all rows too.
        let names_row = |field: &&Field<R>| {
            !field.is_number()
                && field.is_seen(rows, &voice)
                && (!field.is_of_parts() || rows.iter().any(|row| field.is_of_part(row)))
        };
        let naming: Vec<&Field<R>> = all.iter().filter(names_row).collect();
        self.headings.extend(fields.iter().map(|field| Heading {
            text: field.heading(voice.language).to_owned(),
            numbers: field.is_number(),
        }));
        for row in rows {
            let stands_on = readings(row);
            let formula = formula_of(&all, row, &voice);
            let names: Vec<String> = naming
                .iter()
                .map(|field| field.said(row, &voice))
                .filter(|said| !said.is_empty() && said.chars().count() <= 60)
                .collect();
            let cells = fields.iter().enumerate().map(|(place, field)| {
                let said = field.said(row, &voice);
                if said.is_empty() {
                    return Cell::Empty;
                }
                if !field.is_number() {
                    return if place == 0 { Cell::Name(said) } else { Cell::Text(said) };
                }
                let label =
                    [names.as_slice(), &[field.heading(voice.language).to_owned()]].concat().join(" · ");
                let bounds = bounds_of(&all, field, row, &voice);
                match bounds {
                    Some(bounds) => self.bound(Binding {
                        label,
                        unsigned_text: said.clone(),
                        text: said,
                        bounds: Some(bounds),
                        formula: formula.clone(),
                        readings: stands_on.clone(),
                        refused: None,
                    }),
                    None => Cell::Text(said),
                }
            });
            let cells = cells.collect();
            self.push_row(cells);
        }
    }
}

/// The formulas of the methods of a row, where it says them.
fn formula_of<R: Row>(all: &[Field<R>], row: &R, voice: &Voice<'_>) -> Option<String> {
    let explanation = all.iter().find(|field| field.name() == "explanation")?.values(row, voice);
    let methods = explanation.first()?.get("methods")?.as_array()?.clone();
    let notes = methods.iter().filter_map(|method| MethodNote::of(method.get("method")?.as_str()?));
    let said: Vec<String> = notes.map(|note| note.said(voice.language)).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// The number that programs read in a column of people: in its own columns, or in those of the same name without `_in_words`.
fn bounds_of<R: Row>(all: &[Field<R>], field: &Field<R>, row: &R, voice: &Voice<'_>) -> Option<Bounds> {
    let name = field.name().trim_end_matches("_in_words");
    let same = |other: &&Field<R>| {
        other.audience() != tierstat_answers::Audience::People
            && (other.name() == field.name() || other.name() == name)
    };
    all.iter().filter(same).find_map(|other| {
        let numbers: Vec<Option<f64>> = other.values(row, voice).iter().map(Value::as_f64).collect();
        match numbers.as_slice() {
            [Some(value)] => Bounds::point(*value).ok(),
            [value, lower, upper] => {
                let (lower, upper) = (lower.or(*value)?, upper.or(*value)?);
                Bounds::closed(lower, upper).ok()
            }
            _ => None,
        }
    })
}
