//! Names that no report may have, as they are words of `tierstat report`.

use crate::exit::Failure;
use tierstat_model::{Finding, Localized, Severity};

/// The words that stand where a report's name would.
pub(crate) const WORDS: [&str; 4] = ["check", "editions", "lock", "new"];

/// Refuses a name that is a word of the verb.
pub(crate) fn expect_free(name: &str) -> Result<(), Failure> {
    if !WORDS.contains(&name) {
        return Ok(());
    }
    Err(Failure::Usage { message: message(name), hint: hint(name) })
}

/// That a report has such a name.
pub(crate) fn finding(name: &str) -> Option<Finding> {
    WORDS.contains(&name).then(|| Finding {
        severity: Severity::Error,
        rule: "report.name".to_owned(),
        cells: Vec::new(),
        message: message(name),
        hint: hint(name),
    })
}

fn message(name: &str) -> Localized {
    Localized::new(
        format!("报告不能叫“{name}”：tierstat report {name} 另有含义"),
        format!("a report cannot be called `{name}`: `tierstat report {name}` means something else"),
    )
}

fn hint(name: &str) -> Localized {
    Localized::new(
        format!("给报告的文件夹 {name} 换个名字；不能用作名字的有：{}", WORDS.join("、")),
        format!(
            "give the folder `{name}` of the report another name; no report is called {}",
            WORDS.join(", ")
        ),
    )
}
