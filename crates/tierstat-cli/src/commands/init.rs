//! `tierstat init`: start a project folder.

use crate::args::InitArguments;
use crate::boundary::Boundary;
use crate::commands::file_outcome::FileOutcome;
use crate::exit::{Failure, Outcome};
use crate::output::{Output, counted};
use crate::output_files::OutputFiles;
use crate::settings::SETTINGS_FILE;
use crate::starter::{AreaChoice, Start};
use crate::world::World;
use tierstat_model::{CodeLists, Language, Localized};

pub(crate) fn run(arguments: &InitArguments, world: &World, output: &Output) -> Result<Outcome, Failure> {
    let languages = match world.asked_languages.as_slice() {
        [] => &Language::ALL[..],
        asked => asked,
    };
    if arguments.titles.len() > languages.len() {
        return Err(Failure::Usage {
            message: Localized::new("标题多于语言", "there are more titles than languages"),
            hint: Localized::new(
                "每种语言写一个 --title，次序同 --language",
                "write one --title for each language, in the order of --language",
            ),
        });
    }
    let areas = AreaChoice::of(&arguments.areas, arguments.from.as_deref(), arguments.to.as_deref())?;
    let (count, example) = (areas.count(), !arguments.without_example);
    let start = Start { titles: &arguments.titles, languages, areas, example };
    let mut rows = Vec::new();
    let boundary = Boundary::around(&arguments.directory);
    let mut files = OutputFiles::inside(&boundary, &arguments.directory)?;
    for (name, content) in start.files(SETTINGS_FILE) {
        let path = arguments.directory.join(name);
        boundary.check(&path)?;
        let outcome = if path.exists() {
            "kept"
        } else {
            files.add(&path, content.as_bytes())?;
            "written"
        };
        rows.push(FileOutcome { file: path.display().to_string(), outcome });
    }
    files.publish()?;
    output.rows(&rows, &CodeLists::default(), false);
    let folder = arguments.directory.display();
    let (enter_zh, enter_en) = if arguments.directory.as_os_str() == "." {
        (String::new(), String::new())
    } else {
        (format!("cd {folder}，"), format!("cd {folder}, "))
    };
    if !example {
        output.say(&Localized::new(
            format!("地区 {count} 个。接下来：{enter_zh}把收到的文件原样放进 datasets/发布者/版次，运行 tierstat settle"),
            format!(
                "{}. next: {enter_en}put the files as they came into datasets/PUBLISHER/EDITION and run tierstat settle",
                counted(count, "area", "areas"),
            ),
        ));
        return Ok(Outcome::default());
    }
    output.say(&Localized::new(
        format!(
            "地区 {count} 个。接下来：{enter_zh}运行 tierstat build，看 out/reports/ 中的示例报告；再用 tierstat new publication 发布者/版次 为自己的文件建文件夹"
        ),
        format!(
            "{}. next: {enter_en}run tierstat build and look at the example report in out/reports/; then tierstat new publication PUBLISHER/EDITION makes a folder for files of your own",
            counted(count, "area", "areas"),
        ),
    ));
    Ok(Outcome::default())
}
