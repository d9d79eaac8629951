//! The last net: a panic ends as a message and exit code 1, and one that a library catches prints nothing.

use crate::exit::Exit;
use crate::streams;
use std::panic::{self, UnwindSafe};
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

fn say() {
    let last = LAST.lock().ok().and_then(|mut last| last.take()).unwrap_or_default();
    streams::say(&format!("internal error / 内部错误: {last}"));
    streams::say("Please report this with the command you ran. / 请连同所用命令一并报告。");
}
