//! The supervisor: a verb that reads many files runs in a process of its own, and where that ends by a fault that no program
//! survives (no memory, no stack, killed by the system), it runs again without the file that it was at.
//!
//! The verb runs in a copy of this program with the same arguments and streams. Both talk over a pair of sockets, of which the copy
//! has one as its standard input: the only stream that can be handed on everywhere without unsafe code, and no verb reads it. The
//! pair ends with either of them, so that none outlives the other.

use crate::supervised::{Brief, Note, Stop};
use crate::world;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode, Stdio};

/// Signals by which a person or another program asks for an end; any other is a fault.
const ASKED: [i32; 6] = [1, 2, 3, 13, 14, 15];

/// Runs the verb that was asked for in a process of its own, and gives back how it ended; `None` where none can be started, so that
/// it has to run in this one.
pub(crate) fn run() -> Option<ExitCode> {
    let mut brief = Brief::default();
    loop {
        let end = run_once(&brief)?;
        brief.done.extend(end.done);
        match (end.status.code(), end.status.signal()) {
            (Some(code), _) => return Some(ExitCode::from(u8::try_from(code).unwrap_or(1))),
            (None, Some(signal)) if !ASKED.contains(&signal) => match end.at {
                // It read on behind every file where it has stopped, so that each run gets further than the one before.
                Some(file) if !brief.stops.iter().any(|stop| stop.file == file) => {
                    brief.stops.push(Stop { file, signal });
                }
                _ => return Some(of_signal(signal)),
            },
            (None, signal) => return Some(of_signal(signal.unwrap_or(1))),
        }
    }
}

/// The exit code of a shell for a process that ended by a signal.
fn of_signal(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(signal.saturating_add(128)).unwrap_or(1))
}

/// How one process ended.
struct End {
    status: std::process::ExitStatus,
    /// The file it was at, where it was at one.
    at: Option<String>,
    /// What it told the ledger, by file.
    done: BTreeMap<String, serde_json::Value>,
}

fn run_once(brief: &Brief) -> Option<End> {
    let (own, other) = UnixStream::pair().ok()?;
    let mut command = Command::new(world::program()?);
    command.args(std::env::args_os().skip(1)).env(world::SUPERVISED, "1");
    // The child has a thread that only watches this end; for it the allocator would set 64 MiB of addresses aside, which count
    // where addresses are limited.
    command.env("MALLOC_ARENA_MAX", "1");
    let mut child = command.stdin(Stdio::from(OwnedFd::from(other))).spawn().ok()?;
    // The other end stands in the command too, and the pair would not end with the process.
    drop(command);
    // A process that is gone already says so by its status.
    let _ = serde_json::to_string(brief).map(|brief| writeln!(&own, "{brief}"));
    let mut end = (None, BTreeMap::new());
    for line in BufReader::new(own).lines().map_while(Result::ok) {
        // The last line may have been cut off.
        match serde_json::from_str(&line) {
            Ok(Note::Begun(file)) => end.0 = Some(file),
            Ok(Note::Ended(file, done)) => {
                end.0 = None;
                end.1.extend(done.map(|done| (file, done)));
            }
            Err(_) => {}
        }
    }
    let status = child.wait().ok()?;
    Some(End { status, at: end.0, done: end.1 })
}
