//! What an import came to, in words.

use super::line::LineOutcome;
use super::summary::Summary;
use crate::output::counted;
use tierstat_model::Localized;

impl Summary {
    /// What is said of files that are missed; nothing where there are none.
    pub(crate) fn missed_words(&self) -> Localized {
        let (missed, renamed) = self.missed();
        let mut words = Localized::default();
        if missed > renamed {
            let gone = missed - renamed;
            words.zh.push_str(&format!("，{gone} 个已不在"));
            words.en.push_str(&format!(", {} there no longer", counted(gone, "file", "files")));
        }
        if renamed > 0 {
            words.zh.push_str(&format!("，{renamed} 个已改名"));
            words.en.push_str(&format!(", {} renamed", counted(renamed, "file", "files")));
        }
        words
    }

    /// What an import came to, in one line.
    pub(super) fn closing_line(&self) -> Localized {
        let gone = self.missed_words();
        let would = self
            .lines
            .iter()
            .filter(|line| matches!(line.outcome, LineOutcome::WouldBeTakenIn { .. }))
            .count();
        let is_preview = self
            .lines
            .iter()
            .any(|line| matches!(line.outcome, LineOutcome::Missed { is_preview: true, .. }));
        if would > 0 || is_preview {
            return Localized::new(
                format!("试运行：{would} 个文件可读入{}，账本未改动", gone.zh),
                format!(
                    "dry run: {} can be taken in{}; the ledger is unchanged",
                    counted(would, "file", "files"),
                    gone.en
                ),
            );
        }
        let (taken, known, failed) = (self.taken_in(), self.already_known(), self.unreadable.len());
        Localized::new(
            format!("读入 {taken} 个文件{}；{known} 个此前已读入，未作改动；{failed} 个无法读取", gone.zh),
            format!(
                "{} taken in{}; {known} known already, nothing changed; {failed} could not be read",
                counted(taken, "file", "files"),
                gone.en
            ),
        )
    }
}
