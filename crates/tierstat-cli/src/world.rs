//! What the program reads from the outside world, once: the day, the environment, where it stands.

use crate::args::{CommonArguments, Format};
use crate::missing_files::MissingFiles;
use crate::streams;
use crate::supervised::Supervised;
use clap::ColorChoice;
use jiff::civil::Date;
use std::path::PathBuf;
use tierstat_model::Language;
use tierstat_store::SetAsideLog;

/// The outside world as one run sees it; everything below gets it as arguments.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// Today in universal time: the day of import of what states no day of its own.
    pub(crate) today: Date,
    /// The folder the program was started in, or the one named by `--project`.
    pub(crate) start: PathBuf,
    /// The languages that were asked for; the first is that of messages.
    pub(crate) asked_languages: Vec<Language>,
    /// The language of the locale, where it is one that tierstat speaks.
    pub(crate) locale_language: Option<Language>,
    /// The form of answers.
    pub(crate) format: Format,
    /// Whether findings of level error change the exit code.
    pub(crate) strict: bool,
    /// Whether to say only what went wrong.
    pub(crate) quiet: bool,
    /// Whether a person watches stderr.
    pub(crate) watched: bool,
    /// What the ledger set aside while it answered; said at the end of every run.
    pub(crate) set_aside: SetAsideLog,
    /// What a supervisor of this run knows of runs before it.
    pub(crate) supervised: Supervised,
    /// The files that are there no longer and by which was answered; said at the end of every run.
    pub(crate) missing: MissingFiles,
}

impl World {
    /// Reads the clock, the environment and the working folder.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock and the environment"
    )]
    pub(crate) fn read(common: &CommonArguments) -> Self {
        let seconds = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since_epoch| since_epoch.as_secs());
        let days = i64::try_from(seconds / 86_400).unwrap_or(0);
        let today = jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(days))
            .unwrap_or(jiff::civil::date(1970, 1, 1));
        let start = common
            .project
            .clone()
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_else(|| PathBuf::from("."));
        streams::set_color(is_coloured(common.color));
        Self {
            today,
            start,
            asked_languages: once_each(&common.languages),
            locale_language: locale_language(),
            format: common.format,
            strict: common.strict,
            quiet: common.quiet,
            watched: streams::is_watched(),
            set_aside: SetAsideLog::default(),
            supervised: if is_supervised() { Supervised::greet() } else { Supervised::default() },
            missing: MissingFiles::default(),
        }
    }
}

/// Whether messages are coloured: as was asked for, else on a terminal that shows colours to somebody who has not declined them.
fn is_coloured(choice: ColorChoice) -> bool {
    let said = |name: &str| std::env::var_os(name).unwrap_or_default();
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        // By no-color.org any value but an empty one declines colours.
        ColorChoice::Auto => streams::is_watched() && said("NO_COLOR").is_empty() && said("TERM") != "dumb",
    }
}

impl World {
    /// The language of messages that was asked for.
    pub(crate) fn asked_language(&self) -> Option<Language> {
        self.asked_languages.first().copied()
    }

    /// The same world on a day that was said by hand, where one was.
    pub(crate) fn on(&self, said: Option<Date>) -> Self {
        Self { today: said.unwrap_or(self.today), ..self.clone() }
    }
}

/// Languages in the order in which they were first named.
fn once_each(named: &[Language]) -> Vec<Language> {
    let mut languages = Vec::new();
    for language in named {
        if !languages.contains(language) {
            languages.push(*language);
        }
    }
    languages
}

/// The language of the locale: that of the first variable that is set, by the order of POSIX.
#[expect(clippy::disallowed_methods, reason = "the environment is read in this file only")]
fn locale_language() -> Option<Language> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())?;
    match locale.get(..2) {
        Some("zh") => Some(Language::Chinese),
        Some("en") => Some(Language::English),
        Some(_) | None => None,
    }
}

/// The variable by which a supervisor makes itself known to the process that it starts.
pub(crate) const SUPERVISED: &str = "TIERSTAT_SUPERVISED";

/// Whether a supervisor started this process.
#[expect(clippy::disallowed_methods, reason = "the environment is read in this file only")]
pub(crate) fn is_supervised() -> bool {
    std::env::var(SUPERVISED).is_ok()
}

/// What this program is: its version, and the file that it is, since programs of one version differ while one is written.
pub(crate) fn program_identity() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let file = file.and_then(|file| Ok((file.len(), file.modified()?))).ok();
    format!("{} {} {file:?}", env!("CARGO_PKG_VERSION"), tierstat_ingest::READING)
}

/// This program.
#[cfg(unix)]
pub(crate) fn program() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

/// The fault that a test plans for a debug build.
#[cfg(debug_assertions)]
#[expect(clippy::disallowed_methods, reason = "the environment is read in this file only")]
pub(crate) fn planned_fault() -> Option<String> {
    std::env::var("TIERSTAT_FAULT").ok()
}

/// The language of help, which is wanted before the arguments are understood: that of `--language`, else the locale's.
pub(crate) fn language_of_help() -> Option<Language> {
    asked_early("--language").and_then(|text| text.split(',').next()?.parse().ok()).or_else(locale_language)
}

/// Whether help is coloured, which is wanted as early: what `--color` says.
pub(crate) fn color_of_help() -> ColorChoice {
    asked_early("--color").and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The value of an option, before the arguments are understood.
fn asked_early(option: &str) -> Option<String> {
    let arguments: Vec<String> =
        std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let behind = |argument: &String| Some(argument.strip_prefix(option)?.strip_prefix('=')?.to_owned());
    arguments.iter().find_map(behind).or_else(|| {
        let pair = arguments.windows(2).find(|pair| pair.first().is_some_and(|first| first == option))?;
        pair.last().cloned()
    })
}
