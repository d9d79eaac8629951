//! What was settled, and what is left.

use crate::exit::Failure;
use crate::output::{Output, counted};
use crate::project::Project;
use crate::world::World;
use tierstat_model::Localized;

/// Says how many answers were given, how many records they wrote, and what still waits.
pub(super) fn say_what_is_left(
    (answered, records): (usize, usize),
    world: &World,
    output: &Output,
) -> Result<(), Failure> {
    let project = Project::open(world)?;
    let ledger = project.ledger_to_read()?;
    let left = ledger.kept_back_count()?;
    let unread = ledger.findings()?.iter().filter(|finding| finding.rule.ends_with(".unknown")).count();
    let (answers_en, records_en) =
        (counted(answered, "answer", "answers"), counted(records, "record", "records"));
    // What nothing names never was a number that could be kept back.
    let (unread_zh, unread_en) = match unread {
        0 => (String::new(), String::new()),
        count => (
            format!("，另有 {count} 条发现说明有内容不认识，见 tierstat check"),
            format!(
                ", and {} of what nothing names: tierstat check",
                counted(count, "finding tells", "findings tell")
            ),
        ),
    };
    output.say(&Localized::new(
        format!(
            "作答 {answered} 次，写下 {records} 条记录；仍暂缓 {left} 条{unread_zh}。接下来：tierstat build"
        ),
        format!("{answers_en}, {records_en} written; {left} numbers are still kept back{unread_en}. next: tierstat build"),
    ));
    Ok(())
}
