//! What is new, taken in before doubts are asked about.

use crate::exit::Failure;
use crate::output::Output;
use crate::project::Project;
use crate::world::{self, World};
use std::process::{Command, Stdio};

/// Takes in what is new or read otherwise now, in a process of its own, as an import does.
pub(super) fn take_in(world: &World, output: &Output) -> Result<(), Failure> {
    let Some(program) = world::program() else { return Ok(()) };
    let project = Project::open(world)?;
    let mut import = Command::new(&program);
    import.arg("--project").arg(&project.root).args([
        "import",
        "--quiet",
        "--format",
        "csv",
        "--language",
        output.language().tag(),
    ]);
    let run =
        import.stdin(Stdio::null()).output().map_err(|source| Failure::Read { path: program, source })?;
    // What could not be read is said, and keeps nothing else from being settled.
    if !run.status.success() {
        output.talk(&String::from_utf8_lossy(&run.stderr));
    }
    Ok(())
}
