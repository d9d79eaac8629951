//! The two streams of a run, and the only place that touches them: what is written to them passes a door.
//!
//! An answer that cannot be written is an error of the run; a reader who closed the pipe has read enough. Talk that nobody
//! can hear is no error.

use crate::sign_of_life;
use crate::usage_zh;
use console::Term;
use std::cell::RefCell;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use tierstat_model::{Language, seen_text};

/// Standard output, which remembers whether the whole answer went out.
#[derive(Debug)]
pub(crate) struct Answers {
    is_terminal: bool,
    columns: Option<usize>,
    state: RefCell<State>,
}

#[derive(Debug)]
enum State {
    Open,
    /// The reader closed the pipe.
    Left,
    Failed(io::Error),
}

impl Answers {
    pub(crate) fn open() -> Self {
        let is_terminal = io::stdout().is_terminal();
        let columns = Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
        Self {
            is_terminal,
            columns: columns.filter(|columns| is_terminal && *columns > 0),
            state: RefCell::new(State::Open),
        }
    }

    /// Whether a person reads it, whatever the format.
    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// How many columns the terminal has that shows it; none where it goes elsewhere.
    pub(crate) fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Lets something be written, unless nothing can be any more.
    pub(crate) fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if !matches!(*self.state.borrow(), State::Open) {
            return;
        }
        sign_of_life::make_way();
        let mut stdout = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        if let Err(error) = write(&mut stdout).and_then(|()| stdout.flush()) {
            // What is left in the buffers has nowhere to go.
            let _ = stdout.into_parts();
            *self.state.borrow_mut() = match error.kind() {
                ErrorKind::BrokenPipe => State::Left,
                _ => State::Failed(error),
            };
        }
    }

    /// Ends the answer; whoever asked must know where it did not go out whole.
    pub(crate) fn close(self) -> io::Result<()> {
        match self.state.into_inner() {
            State::Open | State::Left => Ok(()),
            State::Failed(error) => Err(error),
        }
    }
}

/// Says a message on stderr. What follows its first line is set in, so that no text of a file passes for a message.
pub(crate) fn say(message: &str) {
    let message = seen_text(message);
    let mut said = String::with_capacity(message.len() + 1);
    for (index, line) in message.trim_end_matches('\n').split('\n').enumerate() {
        let set_in = if index == 0 || line.is_empty() || line.starts_with([' ', '\t']) { "" } else { "  " };
        said.push_str(&format!("{set_in}{line}\n"));
    }
    talk(&said);
}

/// Writes lines to stderr as they are laid out.
pub(crate) fn talk(lines: &str) {
    sign_of_life::make_way();
    // There is nobody left to tell where this fails, and what was asked for is done or not all the same.
    let text = seen_text(lines);
    let text = if COLOR.load(Ordering::Relaxed) { coloured(&text).into() } else { text };
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Whether talk is coloured.
static COLOR: AtomicBool = AtomicBool::new(false);

/// Says whether talk is coloured from now on.
pub(crate) fn set_color(is_coloured: bool) {
    COLOR.store(is_coloured, Ordering::Relaxed);
}

/// The words that a message begins with, and how they are shown: bold red, bold yellow.
const LEADS: [(&str, &str); 4] = [("error", "1;31"), ("错误", "1;31"), ("warning", "1;33"), ("警告", "1;33")];

/// Lines whose leads are coloured. Only whole messages begin at the margin, so that no text of a file is coloured for one.
fn coloured(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let lead = LEADS.iter().find_map(|(word, code)| {
            let rest = line.strip_prefix(word)?;
            rest.starts_with([':', '：']).then_some(()).or_else(|| rest.starts_with(" [").then_some(()))?;
            Some((word, code, rest))
        });
        match lead {
            Some((word, code, rest)) => out.push_str(&format!("\u{1b}[{code}m{word}\u{1b}[0m{rest}")),
            None => out.push_str(line),
        }
    }
    out
}

/// A key that was pressed.
pub(crate) enum Key {
    /// A sign.
    Char(char),
    /// Another key.
    Other,
    /// Nobody is there any more.
    Gone,
}

/// Whether a person can be asked: keys come from a terminal, and questions are seen on one.
pub(crate) fn may_be_asked() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Waits for a key.
pub(crate) fn key() -> Key {
    // Nothing is drawn over the question while a person thinks.
    sign_of_life::give_place();
    let pressed = Term::stderr().read_key();
    sign_of_life::take_place();
    match pressed {
        Ok(console::Key::Char(sign)) => Key::Char(sign),
        Ok(console::Key::CtrlC | console::Key::Escape) => Key::Gone,
        Ok(console::Key::UnknownEscSeq(_)) => Key::Other,
        Ok(_) => Key::Other,
        Err(_) => Key::Gone,
    }
}

/// Whether a person watches stderr.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Prints what the argument parser says: help and version are answers, all else is talk.
///
/// Whether it was an answer.
pub(crate) fn usage(error: &clap::Error, language: Language) -> io::Result<bool> {
    use clap::error::ErrorKind as Kind;
    match error.kind() {
        Kind::DisplayHelp | Kind::DisplayVersion => {
            let answers = Answers::open();
            // Help holds nothing but our own words, and its styles are for terminals.
            answers.write(|_| error.print());
            answers.close().map(|()| true)
        }
        Kind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Ok(false)
        }
        // What was typed is repeated, and may hold anything.
        _ => {
            talk(&match language {
                Language::Chinese => usage_zh::message(error),
                Language::English => error.render().to_string(),
            });
            Ok(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leads_of_messages_are_coloured_and_nothing_else() {
        assert_eq!(coloured("error: no\n"), "\u{1b}[1;31merror\u{1b}[0m: no\n");
        assert_eq!(
            coloured("警告 [a.b] 甲\n    错误：甲\n"),
            "\u{1b}[1;33m警告\u{1b}[0m [a.b] 甲\n    错误：甲\n"
        );
        assert_eq!(coloured("errors are told\nwarning\n"), "errors are told\nwarning\n");
    }
}
