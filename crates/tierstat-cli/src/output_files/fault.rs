//! Faults for tests, in debug builds only: the disk fails, or the process ends, at one step of writing.

use std::cell::Cell;
use std::io;

/// What happens at the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The operation fails as on a full disk.
    Fails,
    /// The process ends without a chance to clear up.
    Ends,
}

thread_local! {
    static PLAN: Cell<Option<(Fault, u64)>> = const { Cell::new(None) };
}

/// Plans a fault at a step of this thread, counted from 1; 0 plans none.
pub(crate) fn plan(fault: Fault, step: u64) {
    PLAN.set((step > 0).then_some((fault, step)));
}

/// Plans the fault that a text such as `fails:7` or `ends:7` names; anything else plans none.
pub(crate) fn plan_named(text: &str) {
    let Some((name, step)) = text.split_once(':') else { return };
    let Ok(step) = step.parse() else { return };
    match name {
        "fails" => plan(Fault::Fails, step),
        "ends" => plan(Fault::Ends, step),
        _ => {}
    }
}

/// Counts a step, at which the planned fault may happen.
pub(super) fn at_a_step() -> io::Result<()> {
    let Some((fault, step)) = PLAN.get() else { return Ok(()) };
    PLAN.set((step > 1).then(|| (fault, step - 1)));
    match fault {
        _ if step > 1 => Ok(()),
        Fault::Fails => Err(io::ErrorKind::StorageFull.into()),
        Fault::Ends => std::process::abort(),
    }
}
