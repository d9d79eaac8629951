//! The numbers of written reports, which the pages name by their ids.

use crate::commands::written_report::folder;
use crate::exit::Failure;
use crate::project::Project;
use tierstat_model::{FigureId, Language, Localized};

/// A number of a written report: how it is computed, and the figures behind it.
pub(super) struct NumberOfReport {
    pub(super) words: String,
    pub(super) figures: Vec<FigureId>,
}

impl NumberOfReport {
    /// The number that `n7` or `annual/n7` names in a written report; `None` where the text names none.
    pub(super) fn named(id: &str, project: &Project, language: Language) -> Result<Option<Self>, Failure> {
        let (report, number) =
            id.rsplit_once('/').map_or((None, id), |(report, number)| (Some(report), number));
        let is_number = number
            .strip_prefix('n')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_number {
            return Ok(None);
        }
        let named: Vec<String> = report.map(str::to_owned).into_iter().collect();
        let mut there: Vec<String> = Vec::new();
        for report in project.reports(&named)? {
            let path = folder(project, &report).join(format!("{}.{language}.origins.json", report.name()));
            if !path.exists() {
                continue;
            }
            let text = std::fs::read_to_string(&path)
                .map_err(|source| Failure::Read { path: path.clone(), source })?;
            let origins: serde_json::Value =
                serde_json::from_str(&text).map_err(|error| Failure::Settings {
                    path: path.clone(),
                    message: Localized::new(
                        "不是报告的数字来源文件；重新运行 tierstat report",
                        error.to_string(),
                    ),
                })?;
            let numbers = origins["numbers"].as_array().map(Vec::as_slice).unwrap_or_default();
            let Some(found) = numbers.iter().find(|found| found["id"] == number) else {
                if let [Some(first), Some(last)] =
                    [numbers.first(), numbers.last()].map(|end| end?["id"].as_str())
                {
                    there.push(format!("{}/{first} … {}/{last}", report.name(), report.name()));
                }
                continue;
            };
            let word = |name: &str| found[name].as_str().unwrap_or_default();
            let mut words = format!("{} {number}  {}  {}\n", report.name(), word("text"), word("label"));
            if !word("formula").is_empty() {
                let formula = Localized::new("算式", "formula");
                words.push_str(&format!(
                    "  {}: {} = {}\n",
                    formula.get(language),
                    word("formula"),
                    word("text")
                ));
            }
            let readings = found["readings"].as_array().into_iter().flatten();
            let ids = readings.filter_map(|reading| reading["figure"]["id"].as_str());
            return Ok(Some(Self { words, figures: ids.map(|id| FigureId(id.to_owned())).collect() }));
        }
        Err(Failure::Usage {
            message: Localized::new(
                format!("写出的报告中没有编号为 {id} 的数字"),
                format!("no written report has a number {id}"),
            ),
            hint: if there.is_empty() {
                Localized::new(
                    "先运行 tierstat report；编号在页面中数字的 aria-describedby 里，也在 origins.json 里",
                    "run tierstat report first; the ids stand in origins.json and in aria-describedby on the page",
                )
            } else {
                Localized::new(
                    format!("已写出的是：{}", there.join("、")),
                    format!("these are written: {}", there.join(", ")),
                )
            },
        })
    }
}
