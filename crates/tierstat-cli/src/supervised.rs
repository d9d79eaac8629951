//! The other end of the supervisor: a run that says at which file it is, and knows at which one an earlier run stopped.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::rc::Rc;

/// What a run has to know of the runs before it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Brief {
    /// The files at which one stopped.
    pub(crate) stops: Vec<Stop>,
    /// What one told the ledger because of a file, which the ledger knows already.
    pub(crate) done: BTreeMap<String, serde_json::Value>,
}

/// A file at which a run ended by a signal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stop {
    pub(crate) file: String,
    pub(crate) signal: i32,
}

/// What a run says while it reads.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Note {
    /// It is at a file.
    Begun(String),
    /// It is done with a file; what it told the ledger because of it is said where it did.
    Ended(String, Option<serde_json::Value>),
}

/// This run as a supervisor sees it; without one there is nobody to tell, and no run before.
#[derive(Clone, Default)]
pub(crate) struct Supervised {
    brief: Rc<Brief>,
    told: Option<Rc<RefCell<dyn Write>>>,
}

impl fmt::Debug for Supervised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supervised").field("brief", &self.brief).finish_non_exhaustive()
    }
}

impl Supervised {
    /// Takes up what the supervisor says on standard input. This process ends when the supervisor does.
    #[cfg(unix)]
    pub(crate) fn greet() -> Self {
        use std::io::{BufRead, BufReader, Read};
        use std::os::fd::AsFd;
        use std::os::unix::net::UnixStream;
        let Ok(own) = std::io::stdin().as_fd().try_clone_to_owned().map(UnixStream::from) else {
            return Self::default();
        };
        // Anything but a socket has no address: somebody else set the variable.
        let (true, Ok(mut told)) = (own.local_addr().is_ok(), own.try_clone().map(BufReader::new)) else {
            return Self::default();
        };
        let mut line = String::new();
        let brief = told.read_line(&mut line).ok().and_then(|_| serde_json::from_str(&line).ok());
        std::thread::spawn(move || {
            // Nothing more is said, so that this comes back when the other end is closed.
            let _ = told.read(&mut [0]);
            std::process::exit(1);
        });
        Self { brief: Rc::new(brief.unwrap_or_default()), told: Some(Rc::new(RefCell::new(own))) }
    }

    /// There are no supervisors here.
    #[cfg(not(unix))]
    pub(crate) fn greet() -> Self {
        Self::default()
    }

    /// Says that a file comes now; gives back the signal by which an earlier run stopped at it, where one did.
    pub(crate) fn begin(&self, file: &str) -> Option<i32> {
        let stop = self.brief.stops.iter().find(|stop| stop.file == file);
        if stop.is_none() {
            self.tell(&Note::Begun(file.to_owned()));
        }
        stop.map(|stop| stop.signal)
    }

    /// Says that a file is done, and what the ledger was told because of it, where it was told something.
    pub(crate) fn end(&self, file: &str, done: Option<&impl Serialize>) {
        let done = done.filter(|_| self.told.is_some());
        let done = done.and_then(|done| serde_json::to_value(done).ok());
        self.tell(&Note::Ended(file.to_owned(), done));
    }

    /// What an earlier run told the ledger because of a file.
    pub(crate) fn done<T: DeserializeOwned>(&self, file: &str) -> Option<T> {
        self.brief.done.get(file).and_then(read)
    }

    /// All that earlier runs told the ledger, by file.
    pub(crate) fn all_done<T: DeserializeOwned>(&self) -> impl Iterator<Item = T> {
        self.brief.done.values().filter_map(read)
    }

    fn tell(&self, note: &Note) {
        let (Some(told), Ok(note)) = (&self.told, serde_json::to_string(note)) else { return };
        // Whoever is gone needs not know; this process ends as well.
        let _ = told.borrow_mut().write_all(format!("{note}\n").as_bytes());
    }
}

fn read<T: DeserializeOwned>(done: &serde_json::Value) -> Option<T> {
    serde_json::from_value(done.clone()).ok()
}
