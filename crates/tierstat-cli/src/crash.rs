//! The last net: a panic ends as a message and exit code 1, and one that a library catches prints nothing.

use crate::exit::Exit;
use crate::streams;
use std::panic::{self, AssertUnwindSafe, UnwindSafe};
use std::process::ExitCode;
use std::sync::Mutex;

/// Where the last panic was, and what it said.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program; a fault of ours ends it in order.
pub(crate) fn guard(program: impl FnOnce() -> ExitCode + UnwindSafe) -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        if let Ok(mut last) = LAST.lock() {
            *last = Some(fault.to_string());
        }
    }));
    panic::catch_unwind(program).unwrap_or_else(|_| {
        say();
        Exit::Internal.into()
    })
}

/// Does work on one of several things; a fault of ours ends that work alone, and what it said is given back.
pub(crate) fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| last())
}

fn last() -> String {
    LAST.lock().ok().and_then(|mut last| last.take()).unwrap_or_default()
}

fn say() {
    streams::say(&format!("internal error / 内部错误: {}", last()));
    streams::say("Please report this with the command you ran. / 请连同所用命令一并报告。");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_ends_its_own_work_alone() {
        let done: Vec<bool> = [1, 0, 2].map(|number| contain(|| 4 / number).is_ok()).to_vec();
        assert_eq!(done, [true, false, true]);
    }
}
