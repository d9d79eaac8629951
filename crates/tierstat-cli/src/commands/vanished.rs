//! Figures that a file printed before and does not print any more.

use crate::project::Project;
use tierstat_model::{CellRef, Finding, Language, Localized, SeriesKey, Severity};
use tierstat_words as words;

/// What the newest content of a file no longer answers: asked, since nothing tells why.
pub(crate) fn questions(project: &Project, file: &str, vanished: &[SeriesKey]) -> Vec<Finding> {
    let question = |key: &SeriesKey, language| {
        let lists = &project.lists;
        [
            words::indicator_name(lists, &key.indicator, language),
            words::tier_name(lists, &key.tier, language),
            words::area_name(lists, &key.area, language),
            words::period(key.period, language),
        ]
        .join(" · ")
    };
    let finding = |key: &SeriesKey| {
        let (zh, en) = (question(key, Language::Chinese), question(key, Language::English));
        // An area that ended may well have been merged; the code list says where.
        let area = project.lists.areas.get(&key.area);
        let heirs: Vec<&str> = area
            .map(|area| area.merged_into.iter().map(|code| code.0.as_str()).collect())
            .unwrap_or_default();
        let merged = if heirs.is_empty() {
            (String::new(), String::new())
        } else {
            let heirs = heirs.join(", ");
            (
                format!("代码表说该地区并入 {heirs}。"),
                format!("The code list says that the area was merged into {heirs}. "),
            )
        };
        Finding {
            severity: Severity::Warning,
            rule: "figure.vanished".to_owned(),
            cells: vec![CellRef { file: file.to_owned(), sheet: None, row: 1, column: 1 }],
            message: Localized::new(
                format!("{zh}：文件此前印有，新的内容不再有"),
                format!("{en}: the file printed it before and does not any more"),
            ),
            hint: Localized::new(
                format!(
                    "{}请问提供者：是撤回、尚未报送，还是已并入别处？原来的数不再作答，问此前所知时仍作答；如系漏印，请补回文件中。",
                    merged.0
                ),
                format!(
                    "{}Ask the publisher: withdrawn, not reported yet, or merged? The earlier number is answered for earlier days only; if it was left out by mistake, put it back into the file.",
                    merged.1
                ),
            ),
        }
    };
    vanished.iter().map(finding).collect()
}
