//! What programs read of the checks of a workbook.

use tierstat_answers::{Field, Row};
use tierstat_model::Localized;
use tierstat_workbook::lint::{CheckOutcome, CheckResult, WorkbookCheck};

/// A check of one workbook with what came of it.
pub(in crate::commands) struct CheckedRow {
    pub(super) file: String,
    pub(super) result: CheckResult,
}

impl CheckedRow {
    fn places(&self) -> Vec<String> {
        match &self.result.outcome {
            // What is of the whole workbook has no place in it.
            CheckOutcome::Failed { places, .. } => {
                places.iter().map(ToString::to_string).filter(|place| !place.is_empty()).collect()
            }
            CheckOutcome::Passed { .. } | CheckOutcome::NotApplicable { .. } | CheckOutcome::ForAPerson => {
                Vec::new()
            }
        }
    }

    fn count(&self) -> Option<usize> {
        match self.result.outcome {
            CheckOutcome::Failed { count, .. } => usize::try_from(count).ok(),
            CheckOutcome::Passed { .. } | CheckOutcome::NotApplicable { .. } | CheckOutcome::ForAPerson => {
                None
            }
        }
    }

    fn places_left_out(&self) -> Option<usize> {
        match self.result.outcome {
            CheckOutcome::Failed { more, .. } => Some(more),
            CheckOutcome::Passed { .. } | CheckOutcome::NotApplicable { .. } | CheckOutcome::ForAPerson => {
                None
            }
        }
    }

    /// What is seen at the places, why it does not apply, or what a person has to look at.
    fn seen(&self) -> Localized {
        match &self.result.outcome {
            CheckOutcome::Failed { places, .. } => {
                let mut texts: Vec<&Localized> = Vec::new();
                for place in places {
                    if !texts.contains(&&place.seen) {
                        texts.push(&place.seen);
                    }
                }
                let joined = |comma: &str, text: fn(&Localized) -> &str| {
                    texts.iter().map(|seen| text(seen)).collect::<Vec<_>>().join(comma)
                };
                Localized::new(joined("；", |seen| &seen.zh), joined("; ", |seen| &seen.en))
            }
            CheckOutcome::Passed { remark } => remark.clone(),
            CheckOutcome::NotApplicable { reason } => reason.clone(),
            CheckOutcome::ForAPerson => self.result.check.tests(),
        }
    }
}

impl Row for CheckedRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("file", ["文件", "file"], |row: &Self| row.file.clone()),
            Field::text("check", ["检查", "check"], |row| row.result.check.number.to_owned()),
            Field::text("rule", ["规则", "rule"], |row| row.result.check.rule.to_owned()),
            Field::code(
                "level",
                ["要求", "level"],
                |row| row.result.check.level.name(),
                |row| row.result.check.level.words(),
            ),
            Field::code(
                "outcome",
                ["结果", "outcome"],
                |row| row.result.outcome.name(),
                |row| row.result.outcome.words(),
            ),
            Field::how_many("count", ["处数", "count"], Self::count),
            Field::lines("places", ["位置", "places"], Self::places, |row, _| row.places()),
            Field::how_many("places_left_out", ["未列出", "not listed"], Self::places_left_out),
            Field::localized("asks", ["要求什么", "asks"], |row| row.result.check.asks()),
            Field::localized("seen", ["所见", "seen"], Self::seen),
        ]
    }
}

/// A check, with how it is tested.
pub(in crate::commands) struct CheckRow(pub(super) WorkbookCheck);

impl Row for CheckRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("check", ["检查", "check"], |row: &Self| row.0.number.to_owned()),
            Field::text("rule", ["规则", "rule"], |row| row.0.rule.to_owned()),
            Field::code("level", ["要求", "level"], |row| row.0.level.name(), |row| row.0.level.words()),
            Field::code(
                "tested_by",
                ["由谁", "tested by"],
                |row| if row.0.is_by_machine() { "program" } else { "person" },
                |row| match row.0.is_by_machine() {
                    true => Localized::new("程序", "program"),
                    false => Localized::new("人", "person"),
                },
            ),
            Field::localized("asks", ["要求什么", "asks"], |row| row.0.asks()),
            Field::localized("fails_on", ["何为未通过", "fails on"], |row| row.0.tests()),
            Field::localized("cannot_see", ["程序看不到", "cannot see"], |row| row.0.cannot_see()),
        ]
    }
}
