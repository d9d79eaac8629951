//! Why the id that a person wrote names no figure, or more than one.

use crate::error::AnswerError;
use jiff::civil::Date;
use tierstat_model::{Figure, Localized};

/// Why no figure has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// The file that printed it is no source any more.
    SourceGone {
        /// The file.
        file: String,
        /// Since which day it is none.
        since: Date,
        /// Why.
        why: Localized,
    },
    /// The files that printed it are sources, and do not say so any more.
    SaidNoMore {
        /// The files.
        files: Vec<String>,
    },
    /// It was not known yet on the day that is asked for.
    NotYetKnown {
        /// The day that is asked for.
        day: Date,
        /// Since which day it is known.
        since: Date,
    },
    /// The number is kept back from the ledger.
    KeptBack,
    /// Nothing is called so.
    Unknown,
}

impl Absence {
    /// The refusal of an id, with what to do instead.
    ///
    /// ```
    /// use tierstat_answers::trace::Absence;
    ///
    /// let refusal = Absence::KeptBack.refusal("ab12");
    /// assert_eq!(refusal.localized().en, "no figure has the id ab12");
    /// assert!(refusal.hint().en.contains("tierstat figures --kept-back"));
    /// ```
    #[must_use]
    pub fn refusal(&self, id: &str) -> AnswerError {
        let unknown =
            || Localized::new(format!("没有编号为 {id} 的数据"), format!("no figure has the id {id}"));
        let (message, hint) = match self {
            Self::SourceGone { file, since, why } => (
                Localized::new(
                    format!("{id} 的来源 {file} 自 {since} 起不再是来源：{}", why.zh),
                    format!("the source of {id}, {file}, is none since {since}: {}", why.en),
                ),
                Localized::new(
                    format!("问更早所知：tierstat trace {id} --known-on 早于 {since} 的日期"),
                    format!(
                        "ask for what was known before: tierstat trace {id} --known-on a day before {since}"
                    ),
                ),
            ),
            Self::SaidNoMore { files } => (
                Localized::new(
                    format!("{id} 的来源 {} 现在不再这样说", files.join("、")),
                    format!("the source of {id}, {}, does not say so any more", files.join(", ")),
                ),
                Localized::new(
                    "用 --known-on 问更早所知；tierstat figures 列出现在的数据",
                    "ask for what was known before with --known-on; tierstat figures lists what there is now",
                ),
            ),
            Self::NotYetKnown { day, since } => (
                Localized::new(
                    format!("{day} 还不知道 {id}：它自 {since} 起为人所知"),
                    format!("{id} was not known yet on {day}: it is known since {since}"),
                ),
                Localized::new(
                    format!("用 --known-on {since} 或更晚的日期，或不写 --known-on"),
                    format!("ask with --known-on {since} or a later day, or without --known-on"),
                ),
            ),
            Self::KeptBack => (
                unknown(),
                Localized::new(
                    "该数暂缓，不入账本；tierstat figures --kept-back 说明原因",
                    "it is kept back from the ledger; tierstat figures --kept-back says why",
                ),
            ),
            Self::Unknown => {
                (unknown(), Localized::new("编号由 tierstat figures 列出", "tierstat figures prints the ids"))
            }
        };
        AnswerError::question(message, hint)
    }
}

/// The only figure among those whose ids begin so; `None` where there is none.
///
/// # Errors
/// [`AnswerError::Question`] where there are several, or it was not known yet on the day that is asked for.
pub fn only_one<'a>(
    id: &str,
    found: &'a [Figure],
    known_on: Option<Date>,
) -> Result<Option<&'a Figure>, AnswerError> {
    match found {
        [] => Ok(None),
        [figure] => {
            let since = figure.origin.known_on;
            match known_on.filter(|day| *day < since) {
                Some(day) => Err(Absence::NotYetKnown { day, since }.refusal(id)),
                None => Ok(Some(figure)),
            }
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|figure| figure.id.0.as_str()).collect();
            Err(AnswerError::question(
                Localized::new(
                    format!("{id} 对应多条数据：{}", ids.join("、")),
                    format!("{id} begins more than one id: {}", ids.join(", ")),
                ),
                Localized::new("多写几位", "write more of it"),
            ))
        }
    }
}
