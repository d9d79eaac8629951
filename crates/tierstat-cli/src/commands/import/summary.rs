//! What happened to all files.

use super::line::{Line, LineOutcome};
use super::taken::Taken;
use crate::commands::asked_files::AskedFiles;
use crate::commands::kept_back::Told;
use crate::exit::Failure;
use crate::output::Output;
use crate::world::World;
use std::collections::BTreeSet;
use tierstat_model::{Finding, Severity};
use tierstat_store::MissedSource;

/// What happened to all files.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<Line>,
    /// How many files were not even looked at, since nothing changed.
    unchanged: usize,
    pub(crate) kept_back: Told,
    pub(crate) findings: Vec<Finding>,
    pub(crate) unreadable: Vec<Failure>,
    /// Those that said something before they changed into what cannot be read.
    pub(crate) spoiled: BTreeSet<String>,
}

impl Summary {
    /// Nothing yet, but what was seen when files were looked for.
    pub(super) fn of(asked: &AskedFiles) -> Self {
        Self { findings: asked.findings.clone(), ..Self::default() }
    }

    /// What happened to files of which none has to be looked at.
    pub(crate) fn nothing_new(asked: &AskedFiles) -> Self {
        Self { unchanged: asked.files.len(), ..Self::of(asked) }
    }

    pub(super) fn add_missed(&mut self, missed: &MissedSource, world: &World, is_preview: bool) {
        self.findings.push(missed.finding(world.today));
        let outcome = LineOutcome::Missed { is_renamed: missed.renamed_to.is_some(), is_preview };
        self.lines.push(Line { file: missed.file.clone(), outcome });
    }

    pub(super) fn add(&mut self, file: String, taken: Result<Taken, Failure>) {
        let outcome = match taken {
            Ok(Taken { outcome, kept_back, findings, of_before }) => {
                self.kept_back.extend(kept_back);
                self.findings.extend(findings.into_iter().chain(of_before));
                outcome
            }
            Err(failure) => {
                self.unreadable.push(failure);
                LineOutcome::Unreadable
            }
        };
        self.lines.push(Line { file, outcome });
    }

    /// Says what was kept back and what else reading saw, each thing once; returns whether a finding has level error.
    pub(crate) fn say(&self, output: &Output) -> bool {
        self.kept_back.lines().iter().for_each(|line| output.say(line));
        output.findings(&self.findings);
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The files that the ledger holds now.
    pub(crate) fn in_the_ledger(&self) -> impl Iterator<Item = &str> {
        let held = self
            .lines
            .iter()
            .filter(|line| !matches!(line.outcome, LineOutcome::Unreadable | LineOutcome::Missed { .. }));
        held.map(|line| line.file.as_str())
    }

    /// How many files changed the ledger.
    pub(crate) fn taken_in(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.outcome, LineOutcome::TakenIn { .. })).count()
    }

    /// How many files the ledger knew already.
    pub(crate) fn already_known(&self) -> usize {
        let is_known = |line: &&Line| matches!(line.outcome, LineOutcome::AlreadyKnown { .. });
        self.unchanged + self.lines.iter().filter(is_known).count()
    }

    /// The files that are no sources any more: those that are missed, and those that changed and cannot be read.
    pub(crate) fn withdrawn(&self) -> BTreeSet<&str> {
        let is_withdrawn = |line: &&Line| match line.outcome {
            LineOutcome::Missed { is_preview, .. } => !is_preview,
            LineOutcome::Unreadable => self.spoiled.contains(&line.file),
            _ => false,
        };
        self.lines.iter().filter(is_withdrawn).map(|line| line.file.as_str()).collect()
    }

    /// How many files are missed where they were found, and how many of them have another name.
    pub(crate) fn missed(&self) -> (usize, usize) {
        let missed = self.lines.iter().filter_map(|line| match line.outcome {
            LineOutcome::Missed { is_renamed, .. } => Some(usize::from(is_renamed)),
            _ => None,
        });
        missed.fold((0, 0), |(missed, renamed), one| (missed + 1, renamed + one))
    }
}
