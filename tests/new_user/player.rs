//! A new user: copies what came into the project, calls the program, presses keys, and writes nothing by hand.

use crate::harness::{Project, Run};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// One who plays a user, and what it cost.
pub(super) struct Player {
    pub(super) project: Project,
    /// Where it stands.
    pub(super) folder: PathBuf,
    language: &'static str,
    /// The commands so far, as they were typed.
    pub(super) commands: Vec<String>,
    /// The keys that decided something so far, each with the question that it answered.
    pub(super) decisions: Vec<(String, char)>,
}

impl Player {
    pub(super) fn new(language: &'static str) -> Self {
        let project = Project::empty();
        Self {
            folder: project.path().to_owned(),
            project,
            language,
            commands: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// Copies a file that came.
    pub(super) fn copy(&self, place: &str, content: &[u8]) {
        self.project.write(place, content);
    }

    /// Calls the program without a terminal.
    pub(super) fn call(&mut self, arguments: &[&str]) -> Run {
        self.commands.push(arguments.join(" "));
        let mut command = self.project.command(arguments.iter().copied());
        command.env("LANG", self.language).current_dir(&self.folder);
        Run::of(command)
    }

    /// Calls the program on a terminal and answers each question by the key that `answer` names for what is shown.
    ///
    /// A question ends with the line of its keys; what is shown before it since the last key is what a person reads. `None` where
    /// there is no terminal to be had.
    pub(super) fn settle(
        &mut self,
        arguments: &[&str],
        mut answer: impl FnMut(&str) -> char,
    ) -> Option<String> {
        self.commands.push(arguments.join(" "));
        let program = self.project.command([]);
        let asked =
            format!("stty rows 60 cols 100; '{}' {}", program.get_program().display(), arguments.join(" "));
        let mut terminal = Command::new("script");
        terminal.args(["--quiet", "--return", "--command", &asked, "/dev/null"]);
        terminal.current_dir(&self.folder).env("LANG", self.language).env("TERM", "xterm-256color");
        let started = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = started else { return None };
        let mut keys = child.stdin.take().expect("the keys");
        let mut shown = child.stdout.take().expect("the screen");
        let (tell, told) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length) = shown.read(&mut piece) {
                if length == 0 || tell.send(piece.get(..length).unwrap_or_default().to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut screen = Vec::new();
        let mut seen = 0;
        loop {
            match told.recv_timeout(Duration::from_secs(120)) {
                Ok(piece) => screen.extend(piece),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let all = String::from_utf8_lossy(&screen).into_owned();
                    child.kill().ok();
                    panic!("the program says nothing and does not end:\n{all}");
                }
            }
            let new = plain(screen.get(seen..).unwrap_or_default());
            if is_a_question(&new) {
                seen = screen.len();
                let key = answer(&new);
                // Going on, back and out decide nothing.
                if key.is_ascii_digit() {
                    self.decisions.push((new.clone(), key));
                }
                keys.write_all(key.to_string().as_bytes()).and_then(|()| keys.flush()).expect("a key");
            }
        }
        reader.join().expect("the reader ends");
        child.wait().expect("the program ends");
        Some(plain(&screen))
    }
}

/// Whether what is shown ends with the line of the keys that may be pressed.
fn is_a_question(shown: &str) -> bool {
    let last = shown.trim_end_matches([' ', '\r', '\n']);
    last.ends_with('›') && last.lines().last().is_some_and(|line| line.contains('q'))
}

/// What a person reads: without the signs that move a cursor or colour words.
fn plain(screen: &[u8]) -> String {
    let signs = regex_lite::Regex::new("\u{1b}\\[[0-9;?]*[A-Za-z]").expect("an expression");
    signs.replace_all(&String::from_utf8_lossy(screen), "").replace('\r', "")
}
