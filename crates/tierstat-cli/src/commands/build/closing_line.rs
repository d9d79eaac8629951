//! What a build came to, in words.

use crate::args::Format;
use crate::commands::kept_back;
use crate::commands::last_build::Checked;
use crate::output::{Output, counted};
use tierstat_model::Localized;

pub(super) fn say_end(output: &Output, nothing_done: bool, checked: &Checked) {
    if output.format() != Format::Table {
        return;
    }
    if nothing_done {
        output.say(&Localized::new("一切都是最新的，无事可做", "everything is up to date; nothing to do"));
    } else {
        say_checked(output, checked);
    }
    kept_back::waiting(checked.waiting).iter().for_each(|line| output.say(line));
}

pub(super) fn say_held(output: &Output) {
    output.say(&Localized::new(
        "没有写出任何报告，原有的保持不变；上述文件读入后（或移走后）再运行 tierstat build",
        "no report was written, and those that were there stay as they were; run tierstat build again when the files above can be taken in, or were moved away",
    ));
}

fn say_checked(output: &Output, checked: &Checked) {
    let (count, errors) = (checked.finding_count, checked.error_count);
    if count == 0 {
        output.say(&Localized::new("核对没有发现问题", "the checks found nothing"));
    } else {
        output.say(&Localized::new(
            format!("{count} 条发现，其中 {errors} 条为错误；详见 tierstat check"),
            format!(
                "{}, {errors} of level error; tierstat check shows them",
                counted(count, "finding", "findings")
            ),
        ));
    }
}
