//! What `--explain` adds to an answer: formula, source, the points used, the points left out and why.

use serde_json::{Value, json};
use tierstat_model::{Language, Localized};
use tierstat_words::method_note::MethodNote;

/// How one result was made.
#[derive(Debug, Clone, Default)]
pub struct Explanation {
    /// What the result is about.
    pub subject: String,
    /// The result in one sentence; empty where there is none.
    pub statement: String,
    /// Codes of the methods, as [`MethodNote`] knows them.
    pub methods: Vec<&'static str>,
    /// The points used, as printed.
    pub used: Vec<String>,
    /// The points left out, each with the reason.
    pub left_out: Vec<(String, Localized)>,
    /// What else must be known, such as why this method was chosen.
    pub remarks: Vec<Localized>,
}

impl Explanation {
    /// The explanation as a value for machines.
    #[must_use]
    pub fn value(&self, language: Language) -> Value {
        let methods: Vec<Value> = self
            .notes()
            .map(|note| json!({"method": note.code, "formula": note.formula, "source": note.source}))
            .collect();
        let left_out: Vec<Value> = self
            .left_out
            .iter()
            .map(|(point, reason)| json!({"point": point, "reason": reason.get(language)}))
            .collect();
        let remarks: Vec<&str> = self.remarks.iter().map(|remark| remark.get(language)).collect();
        json!({"statement": self.statement, "methods": methods, "points_used": self.used, "points_left_out": left_out, "remarks": remarks})
    }

    fn notes(&self) -> impl Iterator<Item = &'static MethodNote> {
        self.methods.iter().filter_map(|code| MethodNote::of(code))
    }

    /// The explanation as lines for people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let word =
            |zh: &str, en: &str| if language == Language::Chinese { zh.to_owned() } else { en.to_owned() };
        let mut lines = vec![self.subject.clone()];
        if !self.statement.is_empty() {
            lines.push(format!("  {}", self.statement));
        }
        for note in self.notes() {
            let name = note.name();
            let colon = word("：", ": ");
            lines.push(format!("  {}{colon}{} — {}", name.get(language), note.formula, note.source));
        }
        let list = |points: &[String]| points.join(&word("、", ", "));
        if !self.used.is_empty() {
            lines.push(
                format!("  {} {}{}", word("所用", "used"), word("：", ": "), list(&self.used))
                    .replace(" ：", "：")
                    .replace(" : ", ": "),
            );
        }
        for (point, reason) in &self.left_out {
            let colon = word("：", ": ");
            lines.push(format!("  {} {point}{colon}{}", word("未用", "left out"), reason.get(language)));
        }
        lines.extend(self.remarks.iter().map(|remark| format!("  {}", remark.get(language))));
        lines.join("\n") + "\n"
    }
}
