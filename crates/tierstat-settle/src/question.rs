//! A question about doubtful numbers, with what may be answered.

use crate::record::Record;
use tierstat_model::{CellRef, Localized};

/// One question, about one place or about many that have the same answers.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenQuestion {
    /// The rule that doubts.
    pub rule: String,
    /// What is in doubt, once for each place that says it otherwise.
    pub reasons: Vec<Localized>,
    /// The cells whose numbers wait for the answer.
    pub cells: Vec<CellRef>,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// The questions of which it was put together; empty where it is one.
    pub parts: Vec<OpenQuestion>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it says.
    pub words: Localized,
    /// What it writes.
    pub records: Vec<Record>,
}

/// The rule of years whose beginning nobody has said, which holds for all sources and so is asked first.
pub(crate) const FISCAL: &str = "period.fiscal-year";

/// More answers than keys cannot be given.
pub(crate) const MOST_CHOICES: usize = 9;

/// Questions of one rule with the same answers become one where one answer can be right for all of them: where they say the same, where
/// they are about all sources, about who sent files, or about the period of one folder. The one about the most numbers stands first.
#[must_use]
pub fn together(questions: Vec<OpenQuestion>) -> Vec<OpenQuestion> {
    let mut groups: Vec<Vec<OpenQuestion>> = Vec::new();
    for question in questions {
        let words = |question: &OpenQuestion| {
            question.choices.iter().map(|choice| choice.words.clone()).collect::<Vec<_>>()
        };
        let own = (words(&question), sort_of(&question));
        let same = groups.iter_mut().find(|group| {
            group
                .first()
                .is_some_and(|first| first.rule == question.rule && (words(first), sort_of(first)) == own)
        });
        match same {
            Some(group) => group.push(question),
            None => groups.push(vec![question]),
        }
    }
    let mut questions: Vec<OpenQuestion> = groups.into_iter().filter_map(joined).collect();
    questions.sort_by_key(|question| (question.rule != FISCAL, std::cmp::Reverse(question.cells.len())));
    questions
}

/// What questions must have in common to be asked together, beside their answers.
fn sort_of(question: &OpenQuestion) -> String {
    let folder = || {
        let file = question.cells.first().map_or("", |cell| cell.file.as_str());
        file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()
    };
    match question.rule.as_str() {
        FISCAL | "origin.missing" => String::new(),
        "period.unknown" => folder(),
        // Each label or title may mean another thing.
        _ => format!("{:?}", question.reasons),
    }
}

fn joined(mut group: Vec<OpenQuestion>) -> Option<OpenQuestion> {
    if group.len() == 1 {
        return group.pop();
    }
    let mut one = group.first()?.clone();
    for other in group.iter().skip(1) {
        one.cells.extend(other.cells.iter().cloned());
        for reason in &other.reasons {
            if !one.reasons.contains(reason) {
                one.reasons.push(reason.clone());
            }
        }
        for (own, more) in one.choices.iter_mut().zip(&other.choices) {
            for record in &more.records {
                if !own.records.contains(record) {
                    own.records.push(record.clone());
                }
            }
        }
    }
    one.parts = group;
    Some(one)
}
