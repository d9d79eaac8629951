//! The walk from question to question on a terminal: each answer is written at once and can be taken back.

use super::closing_line::say_what_is_left;
use super::inputs::questions;
use super::screen::{keys, shown};
use super::step::{Written, take_back, write};
use super::take_in::take_in;
use crate::args::SettleArguments;
use crate::exit::Failure;
use crate::output::Output;
use crate::project::Project;
use crate::streams::{self, Key};
use crate::world::World;
use std::collections::BTreeSet;
use tierstat_settle::OpenQuestion;
use tierstat_store::Snapshot;

/// What a person has said so far.
#[derive(Default)]
struct Said {
    answered: usize,
    records: usize,
    skipped: BTreeSet<String>,
    has_quit: bool,
}

impl Said {
    /// Whether a question was skipped, as a whole or in each of its parts.
    fn has_skipped(&self, question: &OpenQuestion) -> bool {
        let parts = &question.parts;
        self.skipped.contains(&key(question))
            || !parts.is_empty() && parts.iter().all(|part| self.has_skipped(part))
    }
}

/// Takes in what is new, asks what is in doubt, and begins anew with what the answers made of it, until nothing is left to ask.
pub(super) fn walk(arguments: &SettleArguments, world: &World, output: &Output) -> Result<(), Failure> {
    let mut said = Said::default();
    loop {
        take_in(world, output)?;
        let project = Project::open(world)?;
        let ledger = project.ledger_to_read()?;
        let mut asked = questions(&project, &ledger, arguments.origin.as_deref())?;
        asked.retain(|question| !question.choices.is_empty() && !said.has_skipped(question));
        if asked.is_empty() {
            break;
        }
        let before = said.records;
        ask(asked, &project, &ledger, output, &mut said)?;
        if said.has_quit || said.records == before {
            if said.records != before {
                drop(ledger);
                take_in(world, output)?;
            }
            break;
        }
    }
    say_what_is_left((said.answered, said.records), world, output)
}

/// What makes a question the same when it comes again.
fn key(question: &OpenQuestion) -> String {
    format!("{} {:?}", question.rule, question.reasons)
}

/// Asks questions one after the other.
fn ask(
    asked: Vec<OpenQuestion>,
    project: &Project,
    ledger: &Snapshot,
    output: &Output,
    said: &mut Said,
) -> Result<(), Failure> {
    let mut open = asked;
    // What was answered, so that it can be asked again.
    let mut done: Vec<(usize, Written)> = Vec::new();
    let mut place = 0;
    while let Some(question) = open.get(place).cloned() {
        output.talk(&format!("\n{}", shown(&question, (place + 1, open.len()), ledger, output)));
        output.talk(&keys(&question, !done.is_empty(), output.language()));
        let pressed = loop {
            match streams::key() {
                Key::Char(sign) => match sign.to_ascii_lowercase() {
                    's' | 'q' => break sign.to_ascii_lowercase(),
                    'e' if !question.parts.is_empty() => break 'e',
                    'u' if !done.is_empty() => break 'u',
                    digit if chosen(digit, &question).is_some() => break digit,
                    _ => {}
                },
                Key::Gone => break 'q',
                Key::Other => {}
            }
        };
        output.talk(&format!("{pressed}\n"));
        match pressed {
            'q' => {
                said.has_quit = true;
                return Ok(());
            }
            's' => {
                said.skipped.insert(key(&question));
                place += 1;
            }
            'e' => {
                open.splice(place..=place, question.parts);
            }
            'u' => {
                if let Some((before, written)) = done.pop() {
                    (said.answered, said.records) = (said.answered - 1, said.records - written.records);
                    take_back(written)?;
                    place = before;
                }
            }
            digit => {
                if let Some(choice) = chosen(digit, &question).and_then(|place| question.choices.get(place)) {
                    let written = write(choice, project)?;
                    (said.answered, said.records) = (said.answered + 1, said.records + written.records);
                    done.push((place, written));
                    place += 1;
                }
            }
        }
    }
    Ok(())
}

/// The place of the answer of a key.
fn chosen(key: char, question: &OpenQuestion) -> Option<usize> {
    let place = usize::try_from(key.to_digit(10)?).ok()?.checked_sub(1)?;
    (place < question.choices.len()).then_some(place)
}
