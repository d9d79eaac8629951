//! What changed between two days, one row for each cause.

use super::refusal::{in_order, nothing_known};
use crate::error::AnswerError;
use crate::row::{Field, Row};
use crate::selection::Selection;
use jiff::civil::Date;
use tierstat_model::{Bounds, CodeLists, FigureLookup, FigureQuery, Language, Localized};
use tierstat_stats::revision::{self, Answer, Cause, CausePart, Change, ChangeKind};
use tierstat_words as words;

/// The changes between what was known on two days.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// Every question that is answered otherwise, or by another figure, in their order.
    pub all: Vec<Change>,
}

/// One cause of a change, or a change of which no cause can be told.
#[derive(Debug, Clone, Copy)]
pub struct ChangeRow<'a> {
    change: &'a Change,
    part: Option<&'a CausePart>,
}

/// What changed between two days in the figures of a selection.
///
/// # Errors
/// [`AnswerError::Question`] where the later day comes first, or nothing was known on either.
pub fn changes(
    lookup: &dyn FigureLookup,
    lists: &CodeLists,
    selection: &Selection,
    days: [Date; 2],
) -> Result<Changes, AnswerError> {
    in_order(days)?;
    // Which tiers make up a total is told by all of them, whichever are asked for.
    let known =
        |day| lookup.readings(&FigureQuery { known_on: Some(day), tiers: Vec::new(), ..selection.query() });
    let [old, new] = [known(days[0])?, known(days[1])?];
    if old.is_empty() && new.is_empty() {
        return Err(nothing_known(lookup, lists, selection, days[1]));
    }
    let mut all = revision::changes(&old, &new, lists);
    all.retain(|change| selection.tiers.is_empty() || selection.tiers.contains(&change.key.tier));
    Ok(Changes { all })
}

impl Changes {
    /// A row for each cause, or for a change without one; what is only confirmed is counted in the summary alone.
    #[must_use]
    pub fn rows(&self) -> Vec<ChangeRow<'_>> {
        let changed = self.all.iter().filter(|change| change.kind != ChangeKind::Confirmed);
        changed
            .flat_map(|change| {
                let whole = change.parts.is_empty().then_some(None);
                whole
                    .into_iter()
                    .chain(change.parts.iter().map(Some))
                    .map(move |part| ChangeRow { change, part })
            })
            .collect()
    }

    /// How many questions changed in which way.
    #[must_use]
    pub fn summary(&self) -> Localized {
        let count = |kind| self.all.iter().filter(|change| change.kind == kind).count();
        let [new, revised, confirmed, withdrawn] =
            [ChangeKind::New, ChangeKind::Revised, ChangeKind::Confirmed, ChangeKind::Withdrawn].map(count);
        let mut summary = Localized::new(
            format!("新增 {new}，修订 {revised}，印证 {confirmed}，撤回 {withdrawn}"),
            format!("{new} new, {revised} revised, {confirmed} confirmed, {withdrawn} withdrawn"),
        );
        let incomplete = count(ChangeKind::Incomplete);
        if incomplete > 0 {
            summary.zh.push_str(&format!("，和不再完整 {incomplete}"));
            summary.en.push_str(&format!(", {incomplete} sums incomplete"));
        }
        summary
    }
}

impl ChangeRow<'_> {
    /// The number before: on the earlier day, else for the period before it.
    fn before(&self) -> Option<&Answer> {
        self.change.old.as_ref().or_else(|| self.change.earlier.as_ref().map(|(_, answer)| answer))
    }

    /// What happened, in words.
    fn happened(&self, language: Language) -> String {
        match (self.part, &self.change.earlier) {
            (Some(CausePart { cause: Cause::LaterPeriod, tier: None, .. }), Some((earlier, _))) => {
                [earlier.period, self.change.key.period]
                    .map(|period| words::period(period, language))
                    .join(" → ")
            }
            (part, _) => part.map_or_else(String::new, |part| part.words.get(language).to_owned()),
        }
    }

    /// The number before as it is printed, with its period where that is another.
    fn printed_before(&self, language: Language) -> String {
        match (self.before(), &self.change.old, &self.change.earlier) {
            (Some(answer), None, Some((earlier, _))) => {
                format!("{} ({})", answer.printed, words::period(earlier.period, language))
            }
            (Some(answer), ..) => answer.printed.clone(),
            (None, ..) => String::new(),
        }
    }
}

impl Row for ChangeRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.change.key.indicator),
            Field::tier(|row| &row.change.key.tier),
            Field::area(|row| &row.change.key.area),
            Field::period("period", ["时期", "period"], |row| Some(row.change.key.period)),
            Field::code(
                "kind",
                ["变化", "change"],
                |row| row.change.kind.name(),
                |row| kind(row.change.kind),
            ),
            Field::words("old", ["原为", "was"], |row, voice| row.printed_before(voice.language)),
            Field::period("old_period", ["", ""], |row: &Self| match &row.change.old {
                Some(_) => Some(row.change.key.period),
                None => row.change.earlier.as_ref().map(|(earlier, _)| earlier.period),
            })
            .for_programs(),
            Field::count("old", ["", ""], |row: &Self| row.before().map(|answer| answer.bounds))
                .for_programs(),
            Field::codes("old_figures", |row| Some(figures(row.before()))),
            Field::words("new", ["现为", "is"], |row, _| {
                row.change.new.as_ref().map_or_else(String::new, |answer| answer.printed.clone())
            }),
            Field::count("new", ["", ""], |row: &Self| row.change.new.as_ref().map(|answer| answer.bounds))
                .for_programs(),
            Field::codes("new_figures", |row| Some(figures(row.change.new.as_ref()))),
            Field::words("amount", ["增减", "difference"], |row, _| {
                row.part.map_or_else(String::new, |part| signed(&part.amount))
            }),
            Field::count("amount", ["", ""], |row: &Self| row.part.map(|part| part.amount)).for_programs(),
            Field::code(
                "cause",
                ["原因", "cause"],
                |row| row.part.map_or("", |part| part.cause.name()),
                |row| row.part.map_or_else(Localized::default, |part| cause(part.cause)),
            ),
            Field::text_or_none("by_tier", ["", ""], |row: &Self| {
                row.part.and_then(|part| part.tier.as_ref()).map(|tier| tier.0.clone())
            })
            .for_programs(),
            Field::told("words", ["说明", "what happened"], |row, voice| row.happened(voice.language)),
        ]
    }
}

/// The figures behind an answer, by id.
fn figures(answer: Option<&Answer>) -> Vec<String> {
    answer.into_iter().flat_map(|answer| &answer.figures).map(|figure| figure.id.0.clone()).collect()
}

/// A difference with its sign.
fn signed(amount: &Bounds) -> String {
    match amount.as_point() {
        Some(point) if point > 0.0 => format!("+{point}"),
        Some(point) => point.to_string(),
        None => amount.to_string(),
    }
}

/// What became of a question, for people.
fn kind(kind: ChangeKind) -> Localized {
    match kind {
        ChangeKind::New => Localized::new("新增", "new"),
        ChangeKind::Revised => Localized::new("修订", "revised"),
        ChangeKind::Confirmed => Localized::new("印证", "confirmed"),
        ChangeKind::Withdrawn => Localized::new("撤回", "withdrawn"),
        ChangeKind::Incomplete => Localized::new("和不再完整", "sum incomplete"),
    }
}

/// Why a number changed, for people.
fn cause(cause: Cause) -> Localized {
    match cause {
        Cause::Source => Localized::new("来源改变", "the source"),
        Cause::Respondents => Localized::new("报送者增减", "respondents"),
        Cause::Boundaries => Localized::new("区划变动", "boundaries"),
        Cause::Definition => Localized::new("口径变动", "definition"),
        Cause::OurRule => Localized::new("我方规则或更正", "our rule or correction"),
        Cause::LaterPeriod => Localized::new("有了新一期", "a later period"),
    }
}
