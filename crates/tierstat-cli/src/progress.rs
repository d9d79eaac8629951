//! Progress bars on stderr, for work that takes long enough to wonder.

use crate::output::Output;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar over a known number of steps; drawn only where a person watches.
pub(crate) fn bar(output: &Output, steps: usize) -> ProgressBar {
    if !output.watched() || steps < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}
