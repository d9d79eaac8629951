//! A sign of life on stderr: a run that takes long and says nothing shows that it works, and at what.

use indicatif::{ProgressBar, ProgressStyle};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a run may say nothing where a person watches.
const WITHOUT_A_SIGN: Duration = Duration::from_secs(1);

/// What is drawn now. There is one terminal, so there is one of it.
static DRAWN: Mutex<Drawn> = Mutex::new(Drawn { sign: None, bars: 0 });

#[derive(Debug)]
struct Drawn {
    sign: Option<ProgressBar>,
    /// Bars that show what is being done, beside which no sign is needed.
    bars: usize,
}

fn drawn() -> MutexGuard<'static, Drawn> {
    DRAWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on a run of which nothing is seen for a second shows that it works, and at what.
pub(crate) fn show(verb: &'static str) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(WITHOUT_A_SIGN);
            let mut drawn = drawn();
            if drawn.sign.is_none() && drawn.bars == 0 {
                drawn.sign = Some(sign(verb));
            }
        }
    });
}

fn sign(verb: &str) -> ProgressBar {
    let sign = ProgressBar::new_spinner().with_elapsed(WITHOUT_A_SIGN);
    if let Ok(style) = ProgressStyle::with_template("{spinner} tierstat {msg} {elapsed}") {
        sign.set_style(style);
    }
    sign.set_message(verb.to_owned());
    sign.enable_steady_tick(Duration::from_millis(120));
    sign
}

/// Takes the sign of life away, since something is to be written where it stands.
pub(crate) fn make_way() {
    if let Some(sign) = drawn().sign.take() {
        sign.finish_and_clear();
    }
}

/// Something else is drawn that shows what is done.
pub(crate) fn give_place() {
    make_way();
    drawn().bars += 1;
}

/// It is drawn no longer.
pub(crate) fn take_place() {
    let mut drawn = drawn();
    drawn.bars = drawn.bars.saturating_sub(1);
}
