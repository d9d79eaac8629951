//! `tierstat chart --new`: a first description of a chart, from a few words.

use super::asked_words::{expect_readable, kind_of, parted};
use crate::boundary::absolute;
use crate::commands::written_file::WrittenFile;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use crate::starter::{in_languages, quoted};
use tierstat_answers::{dimension, names};
use tierstat_chart::{ChartKind, SPEC_KEYS};
use tierstat_model::{DimensionId, IndicatorId, Language, Localized};
use tierstat_words as words;

/// The words after which the split is named, and those after which the kind is.
const BY: [&str; 3] = [" by ", " 按", "按"];
const AS: [&str; 3] = [" as ", " 作", "，作"];

/// What the series of a chart are told apart by.
enum Split {
    Tier,
    Area,
    Dimension(DimensionId),
}

/// A chart as a few words ask for it.
struct Asked {
    indicator: IndicatorId,
    split: Split,
    kind: ChartKind,
}

pub(in crate::commands) fn run(
    text: &str,
    project: &Project,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let asked = Asked::read(text, project)?;
    let folder = absolute(&project.root.join(&project.settings.folders.charts));
    project.boundary.check(&folder)?;
    let path = folder.join(format!("{}.toml", asked.name()));
    let name = project.name_of(&path);
    if path.exists() {
        return Err(Failure::Usage {
            message: Localized::new(format!("{name} 已存在"), format!("{name} is there already")),
            hint: Localized::new("改名或删去它，再写", "rename or delete it and write again"),
        });
    }
    let description = asked.description(project);
    expect_readable(asked.kind, &description)?;
    let mut files = OutputFiles::inside(&project.boundary, &folder)?;
    files.add(&path, description.as_bytes())?;
    files.publish()?;
    output.rows(&[WrittenFile(name)], &project.lists, false);
    output.say(&Localized::new(
        format!("接下来：tierstat chart {}；再在文件中把标题写成发现", asked.name()),
        format!("next: tierstat chart {}; then say in the file's title what it shows", asked.name()),
    ));
    Ok(Outcome::default())
}

impl Asked {
    fn read(text: &str, project: &Project) -> Result<Self, Failure> {
        let lists = &project.lists;
        let (rest, kind) = parted(text, &AS);
        let (indicator, split) = parted(rest, &BY);
        let indicator =
            names::indicator(lists, indicator.trim_matches(|it: char| it.is_whitespace() || it == '，'))?;
        let split = match split.map(str::trim) {
            None | Some("tier" | "tiers" | "层级") => Split::Tier,
            Some("area" | "areas" | "地区") => Split::Area,
            Some(name) => Split::Dimension(dimension(lists, name)?.id.clone()),
        };
        let kind = match kind.map(str::trim) {
            None => ChartKind::Line,
            Some(name) => kind_of(name)?,
        };
        Ok(Self { indicator, split, kind })
    }

    /// The name of its file.
    fn name(&self) -> String {
        let split = match &self.split {
            Split::Tier => "tier",
            Split::Area => "area",
            Split::Dimension(dimension) => &dimension.0,
        };
        match self.kind {
            ChartKind::Line => format!("{}-by-{split}", self.indicator),
            kind => format!("{}-by-{split}-{}", self.indicator, kind.name()),
        }
    }

    /// The areas of a chart by area: all that lie in the outermost one, where the kind of chart can show them.
    fn all_areas(&self, root: &str) -> String {
        let has_inner = SPEC_KEYS.iter().any(|key| key.name == "areas-of" && key.kinds.contains(&self.kind));
        if has_inner {
            format!("areas-of = {}\n", quoted(root))
        } else {
            format!("areas = [{}]\n", quoted(root))
        }
    }

    fn description(&self, project: &Project) -> String {
        let lists = &project.lists;
        let said = |language| words::indicator_name(lists, &self.indicator, language);
        let unit = |language| {
            let indicator = lists.indicators.get(&self.indicator);
            let unit = indicator.and_then(|indicator| lists.units.get(&indicator.unit));
            unit.map_or_else(String::new, |unit| unit.name.get(language).to_owned())
        };
        let root = lists.areas.roots().next().map_or("", |area| area.code.0.as_str());
        let (split, by) = match &self.split {
            Split::Tier if self.kind == ChartKind::Coverage => {
                (self.all_areas(root), Localized::new("按层级", "by tier"))
            }
            Split::Tier => (format!("area = {}\n", quoted(root)), Localized::new("按层级", "by tier")),
            Split::Area => (self.all_areas(root), Localized::new("按地区", "by area")),
            Split::Dimension(dimension) => {
                let name = lists.dimensions.get(dimension).map(|known| known.name.clone());
                let name = name.unwrap_or_else(|| Localized::new(dimension.0.clone(), dimension.0.clone()));
                let by = Localized::new(format!("按{}", name.zh), format!("by {}", name.en));
                (format!("by = {}\narea = {}\n", quoted(&dimension.0), quoted(root)), by)
            }
        };
        let (zh, en) = (Language::Chinese, Language::English);
        let [title_zh, title_en] = [said(zh) + &by.zh, format!("{} {}", said(en), by.en)];
        let [subtitle_zh, subtitle_en] =
            [format!("{}，{}", said(zh), unit(zh)), format!("{}, {}", said(en), unit(en))];
        let mut text = format!(
            "# zh: 一幅图的说明；各键见 `tierstat` 文档 charts.md。数据更新后不必改动。\n\
             # en: The description of a chart; its keys are in charts.md of the documentation. New figures need no edit.\n\
             kind = {}\nindicator = {}\n{split}\n\
             # zh: 标题写发现，如 \"{{{{ figure(at='latest') | or('…') }}}}\"\n\
             # en: The title says what the chart shows, as \"{{{{ figure(at='latest') | or('…') }}}}\"\n",
            quoted(self.kind.name()),
            quoted(&self.indicator.0),
        );
        for (key, zh, en) in [("title", title_zh, title_en), ("subtitle", subtitle_zh, subtitle_en)] {
            let (zh, en) = (zh.trim_end_matches('，'), en.trim_end_matches(", "));
            text.push_str(&format!("[{key}]\nzh-CN = {}\nen = {}\n\n", quoted(zh), quoted(en)));
        }
        in_languages(text.trim_end(), &project.settings.languages)
    }
}
