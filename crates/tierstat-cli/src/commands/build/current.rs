//! The ledger as it stands when all that is new was taken in.

use crate::commands::asked_files::AskedFiles;
use crate::commands::last_build::{Checked, LastBuild};
use crate::commands::made_from::MadeFrom;
use crate::commands::{check, import, letter};
use crate::exit::Failure;
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::unfinished_imports::UnfinishedImports;
use crate::world::World;
use jiff::civil::Date;
use std::cell::OnceCell;
use tierstat_model::Finding;
use tierstat_store::{Ledger, Snapshot};

/// The ledger when all that is new was taken in, with what the checks saw.
pub(super) struct Current {
    pub(super) taken: import::Summary,
    pub(super) ledger: Snapshot,
    pub(super) checked: Checked,
    pub(super) findings: Findings,
}

impl Current {
    /// Takes in what is new, and checks; neither is done again where nothing changed since the last build.
    pub(super) fn of(
        project: &Project,
        mut ledger: Ledger,
        asked: &AskedFiles,
        (known_on, world): (Option<Date>, &World),
        output: &Output,
    ) -> Result<Self, Failure> {
        // A build that was killed while it kept what it came to may have left a place behind, and this one may keep nothing new.
        OutputFiles::clear(&project.boundary, &project.out())?;
        let findings = Findings::default();
        let made_from = MadeFrom::of(project, asked, known_on);
        let state = ledger.snapshot()?.noting(&project.set_aside);
        let is_finished = UnfinishedImports::expect_none(project).is_ok();
        if is_finished && let Some(checked) = LastBuild::still_true(project, &made_from, &state)? {
            let taken = import::Summary::nothing_new(asked);
            return Ok(Self { taken, ledger: state, checked, findings });
        }
        drop(state);
        let unfinished = UnfinishedImports::begin(project, &asked.files, true)?;
        let taken = import::take_in(project, &mut ledger, asked, &world.on(known_on), output)?;
        unfinished.end(taken.in_the_ledger())?;
        letter::discard_those_about(&taken.withdrawn(), project, output)?;
        // All that follows is asked of one state, whoever imports beside.
        let ledger = ledger.snapshot()?.noting(&project.set_aside);
        let checked = Checked::of(&ledger, findings.of(project, &ledger)?)?;
        if taken.unreadable.is_empty() && project.set_aside.is_empty() {
            LastBuild::keep(
                project,
                (&made_from, &MadeFrom::of(project, asked, known_on)),
                &ledger,
                &checked,
            )?;
        }
        Ok(Self { taken, ledger, checked, findings })
    }
}

/// What the imports and the checks saw, looked for once and where it is needed.
#[derive(Debug, Default)]
pub(super) struct Findings(OnceCell<Vec<Finding>>);

impl Findings {
    pub(super) fn of(&self, project: &Project, ledger: &Snapshot) -> Result<&[Finding], Failure> {
        if let Some(findings) = self.0.get() {
            return Ok(findings);
        }
        let findings = check::findings(project, ledger, None)?;
        Ok(self.0.get_or_init(|| findings))
    }
}
