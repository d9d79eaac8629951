//! Writes the project of figures that are hard to draw into a folder: its lists, its descriptions of charts, and its figures as one of
//! two editions has them.
//!
//! `cargo run -p tierstat-cli --example stress_project FOLDER [1|2]`

#![expect(clippy::print_stderr, reason = "an example talks to whoever runs it")]

#[path = "../../../tests/stress/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests use more of it")]
mod stress;

use std::path::Path;
use std::process::ExitCode;

fn write(folder: &Path, (name, text): (String, String)) -> std::io::Result<()> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, text)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("stress_project FOLDER [1|2]");
        return ExitCode::from(2);
    };
    let edition = usize::from(arguments.next().is_some_and(|edition| edition == "2"));
    let mut files = stress::files().into_iter().chain(stress::figures(edition));
    match files.try_for_each(|file| write(Path::new(&folder), file)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(3)
        }
    }
}
