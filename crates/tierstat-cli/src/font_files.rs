//! The font files that the settings name, for characters that the bundled fonts lack.

use crate::boundary::absolute;
use crate::exit::Failure;
use crate::project_folder::ProjectFolder;
use crate::settings::SETTINGS_FILE;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use tierstat_chart::{FontFault, Fonts};
use tierstat_model::{CodeLists, Finding, Language, Localized, Severity, system_reason_zh};

/// The font files of a project, in the order in which they are asked for a character.
pub(crate) fn paths(project: &ProjectFolder) -> Vec<PathBuf> {
    project.settings.fonts.iter().map(|name| absolute(&project.root.join(name))).collect()
}

/// The fonts by which the charts of a project are drawn: the bundled ones, then those of its files.
pub(crate) fn fonts(project: &ProjectFolder) -> Result<Fonts, Failure> {
    paths(project).iter().try_fold(Fonts::bundled(), |fonts, path| {
        let refused = |fault: FontFault| failure(project, path, fault.localized(), fault.hint());
        fonts.with_file(&bytes(project, path)?).map_err(refused)
    })
}

/// The bytes of a font file, which lies inside the project, is a plain file and not larger than any font.
pub(crate) fn bytes(project: &ProjectFolder, path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |message, hint| failure(project, path, message, hint);
    let put_it_inside = || {
        Localized::new(
            "把字体文件放进项目，写出它在项目中的路径，如 fonts = [\"fonts/rare.ttf\"]；不再需要的从 fonts 中删去",
            "put the font file into the project and name it by its path there, such as fonts = [\"fonts/rare.ttf\"]; take out of `fonts` what is no longer needed",
        )
    };
    if !path.starts_with(&project.root) {
        return Err(failed(Localized::new("在项目之外", "outside the project"), put_it_inside()));
    }
    project.boundary.check(path)?;
    let unreadable = |error: std::io::Error| {
        let message = Localized::new(
            format!("无法读取：{}", system_reason_zh(&error.to_string())),
            format!("it cannot be read: {error}"),
        );
        failed(message, put_it_inside())
    };
    // A pipe or device has no end to read to, and opening one may wait for ever.
    let found = std::fs::metadata(path).map_err(unreadable)?;
    if !found.is_file() {
        return Err(failed(Localized::new("不是普通文件", "no regular file"), put_it_inside()));
    }
    // One byte more than a font may have tells that it grew too large meanwhile.
    let too_large = FontFault::TooLarge { most: FontFault::MOST_BYTES };
    if found.len() > FontFault::MOST_BYTES {
        return Err(failed(too_large.localized(), too_large.hint()));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(FontFault::MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn failure(project: &ProjectFolder, path: &Path, message: Localized, hint: Localized) -> Failure {
    let name = project.name_of(path);
    let message = Localized::new(
        format!("{SETTINGS_FILE} 的 fonts：{name}：{}", message.zh),
        format!("{SETTINGS_FILE}, fonts: {name}: {}", message.en),
    );
    Failure::Font { message, hint }
}

/// That charts cannot be drawn by the fonts that the settings name.
pub(crate) fn unusable(failure: &Failure) -> Finding {
    let in_both =
        |of: &dyn Fn(Language) -> String| Localized::new(of(Language::Chinese), of(Language::English));
    Finding {
        severity: Severity::Error,
        rule: "fonts.unusable".to_owned(),
        cells: Vec::new(),
        message: in_both(&|language| failure.message(language)),
        hint: in_both(&|language| failure.hint(language)),
    }
}

/// Whether the fonts can write every name of areas and indicators, in words or by the code `complete`.
pub(crate) fn completeness(fonts: &Fonts, lists: &CodeLists) -> Result<&'static str, Localized> {
    let missing = lacking(fonts, lists);
    if missing.is_empty() {
        return Ok("complete");
    }
    Err(Localized::new(format!("没有这些字：{missing}"), format!("without a glyph: {missing}")))
}

/// The characters of the names of areas and indicators that the fonts lack.
fn lacking(fonts: &Fonts, lists: &CodeLists) -> String {
    let areas = lists.areas.all().iter().map(|area| area.name.as_str());
    let indicators = lists.indicators.indicators.iter().map(|indicator| indicator.name.zh.as_str());
    let lacking: BTreeSet<char> = areas.chain(indicators).flat_map(|name| fonts.missing(name)).collect();
    lacking.into_iter().collect()
}
