//! What was done for one thing, as a row.

use crate::commands::import::Summary;
use crate::commands::last_build::Checked;
use crate::output::counted;
use tierstat_answers::{Field, Row};
use tierstat_model::Localized;

/// What was done for one thing, or that nothing had to be.
#[derive(Debug)]
pub(in crate::commands) struct Step {
    what: String,
    done: Localized,
    pub(super) did_something: bool,
}

impl Step {
    pub(super) fn unchanged(report: &str) -> Self {
        Self {
            what: report.to_owned(),
            done: Localized::new("未过期，跳过", "up to date, skipped"),
            did_something: false,
        }
    }

    /// A report that would stand on figures of which some may be missing.
    pub(super) fn held(report: &str) -> Self {
        Self {
            what: report.to_owned(),
            done: Localized::new(
                "未写出：所依据的导入没有完成",
                "not written: an import that it depends on failed",
            ),
            did_something: false,
        }
    }

    pub(super) fn failed(report: &str) -> Self {
        Self {
            what: report.to_owned(),
            done: Localized::new("未写出：见错误信息", "not written: see the error"),
            did_something: false,
        }
    }

    pub(super) fn written(path: &str, reason: &Localized) -> Self {
        let done = Localized::new(format!("已写出（{}）", reason.zh), format!("written ({})", reason.en));
        Self { what: path.to_owned(), done, did_something: true }
    }

    /// A document that a person edited, with what was written beside it.
    pub(super) fn kept(path: &str, beside: Option<&str>) -> Self {
        let done = match beside {
            Some(beside) => Localized::new(
                format!("由人改过，保留；新的写在 {beside}"),
                format!("edited by hand, kept; the new one is {beside}"),
            ),
            None => Localized::new("由人改过，保留", "edited by hand, kept"),
        };
        Self { what: path.to_owned(), done, did_something: beside.is_some() }
    }

    /// What was taken in and checked.
    pub(super) fn of_import(taken: &Summary, checked: &Checked) -> Self {
        let waiting = checked.waiting;
        let kept_back = match waiting {
            0 => Localized::default(),
            _ => Localized::new(format!("，暂缓 {waiting} 条"), format!(", {waiting} kept back")),
        };
        let missed = taken.missed_words();
        let (new, known, of_findings) = (taken.taken_in(), taken.already_known(), checked.finding_count);
        Self {
            what: "ledger".to_owned(),
            done: Localized::new(
                format!(
                    "读入 {new} 个文件{}，{known} 个未变{}；核对得 {of_findings} 条发现",
                    missed.zh, kept_back.zh
                ),
                format!(
                    "{} taken in{}, {known} unchanged{}; {}",
                    counted(new, "file", "files"),
                    missed.en,
                    kept_back.en,
                    counted(of_findings, "finding", "findings")
                ),
            ),
            did_something: new + taken.missed().0 + taken.spoiled.len() > 0,
        }
    }
}

impl Row for Step {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::text("what", ["对象", "what"], |row: &Self| row.what.clone()),
            Field::told("done", ["结果", "done"], |row: &Self, voice| {
                row.done.get(voice.language).to_owned()
            })
            .for_everyone(),
        ]
    }
}
