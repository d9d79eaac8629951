//! What all that is begun has in common: its name, and that nothing is written over.

use crate::args::NewKind;
use crate::commands::written_file::WrittenFile;
use crate::exit::Failure;
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::something_stands_at;
use crate::project_folder::ProjectFolder;
use std::path::PathBuf;
use tierstat_model::Localized;

/// How a file of a kind is asked for.
pub(super) fn example(kind: NewKind) -> Localized {
    let (zh, en) = match kind {
        NewKind::Indicator => (
            "tierstat new indicator volunteers --title 志愿者",
            "tierstat new indicator volunteers --title volunteers",
        ),
        NewKind::Publication => {
            ("tierstat new publication 省联合会/2025", "tierstat new publication federation/2025")
        }
        NewKind::Chart => ("tierstat new chart 会员 按地区", "tierstat new chart members by area"),
        NewKind::Report => ("tierstat new report annual members", "tierstat new report annual members"),
        NewKind::AreaList => ("tierstat new area-list 430000 --to 地级", "tierstat new area-list uk"),
    };
    Localized::new(format!("例：{zh}"), format!("example: {en}"))
}

/// Writes files that are not there yet; one that is there is refused before anything is written.
pub(super) fn write(
    files: Vec<(PathBuf, String)>,
    project: &ProjectFolder,
    output: &Output,
) -> Result<(), Failure> {
    let mut written = Vec::new();
    let mut outputs = OutputFiles::inside(&project.boundary, &project.root)?;
    for (path, text) in files {
        project.boundary.check(&path)?;
        let name = project.name_of(&path);
        if something_stands_at(&path) {
            return Err(Failure::Usage {
                message: Localized::new(format!("{name} 已存在"), format!("{name} is there already")),
                hint: Localized::new(
                    "换一个名称，或先改名、删去它",
                    "choose another name, or rename or delete it first",
                ),
            });
        }
        outputs.add(&path, text.as_bytes())?;
        written.push(WrittenFile(name));
    }
    outputs.publish()?;
    output.rows(&written, &project.lists, false);
    Ok(())
}

/// A name that can be that of a file or folder.
pub(super) fn expect_plain(name: &str) -> Result<(), Failure> {
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    if !name.is_empty() && !name.starts_with('-') && name.chars().all(is_plain) {
        return Ok(());
    }
    Err(Failure::Usage {
        message: Localized::new(format!("“{name}”不能作名称"), format!("`{name}` cannot be a name")),
        hint: Localized::new("只用字母、汉字、数字、- 和 _", "letters, digits, - and _ alone"),
    })
}
