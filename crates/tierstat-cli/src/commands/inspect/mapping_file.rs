//! The draft of a mapping beside a file.

use crate::exit::Failure;
use crate::output::Output;
use crate::output_files::OutputFiles;
use std::path::{Path, PathBuf};
use tierstat_ingest::Inspection;
use tierstat_model::Localized;

/// Writes the draft of a mapping beside a file, unless a person has written one.
pub(super) fn write(file: &Path, inspection: &Inspection<'_>, output: &Output) -> Result<(), Failure> {
    let mut name = file.as_os_str().to_owned();
    name.push(".mapping.toml");
    let path = PathBuf::from(name);
    let shown = path.display();
    if path.exists() {
        output.say(&Localized::new(
            format!("{shown} 已存在，未改动；要重新生成，请先移走它"),
            format!("{shown} is there already and was kept; move it away to have it written anew"),
        ));
        return Ok(());
    }
    OutputFiles::write(&path, inspection.mapping_draft(output.language()).as_bytes())?;
    output.say(&Localized::new(
        format!("已写出 {shown}，请修改后再读入"),
        format!("written: {shown}; edit it, then import"),
    ));
    Ok(())
}
