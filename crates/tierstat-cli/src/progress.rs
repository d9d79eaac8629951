//! Progress bars on stderr, for work that takes long enough to wonder.

use crate::output::Output;
use crate::sign_of_life;
use indicatif::{ProgressBar, ProgressStyle};
use tierstat_model::seen_line;

/// A bar that says what is being worked on.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Says what comes now, by a name that may hold anything.
    pub(crate) fn begin(&self, name: &str) {
        self.0.set_message(seen_line(name).into_owned());
    }

    /// One step is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away.
    pub(crate) fn end(self) {}
}

impl Drop for Progress {
    fn drop(&mut self) {
        if !self.0.is_hidden() {
            self.0.finish_and_clear();
            sign_of_life::take_place();
        }
    }
}

/// A bar over a known number of steps; drawn only where a person watches.
pub(crate) fn bar(output: &Output, steps: usize) -> Progress {
    if !output.watched() || steps < 2 {
        return Progress(ProgressBar::hidden());
    }
    sign_of_life::give_place();
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    // Drawn before the first step is done.
    bar.tick();
    Progress(bar)
}
