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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Voice;
    use crate::coverage::of_samples;
    use crate::fit::{FitModel, FitPlan, FitRequest, Observation, Observations, of_series};
    use std::collections::BTreeSet;
    use std::path::Path;
    use tierstat_model::{Bounds, CodeLists, SeriesTime};
    use tierstat_numerics::forecast::METHODS;
    use tierstat_numerics::reconciliation::RECONCILIATIONS;
    use tierstat_numerics::regression::robust::RobustMethod;
    use tierstat_numerics::saturation::Curve;

    #[test]
    fn every_code_of_a_method_has_a_note() {
        let mut codes = codes_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        assert!(codes.len() > 40, "they are where this test looks for them: {codes:?}");
        codes.extend(METHODS.map(|method| method.code().to_owned()));
        codes.extend(RECONCILIATIONS.map(|method| method.code().to_owned()));
        codes.extend(codes_of_samples());
        codes.extend(codes_of_fits());
        let unknown: Vec<&String> = codes.iter().filter(|code| MethodNote::of(code).is_none()).collect();
        assert!(unknown.is_empty(), "`--explain` has nothing to say of {unknown:?}");
    }

    /// The texts in what is written of `methods`, and in functions of that name.
    fn codes_in(folder: &Path) -> BTreeSet<String> {
        const BEGINNINGS: [(&str, &str); 7] = [
            ("methods: vec![", "]"),
            ("methods.push(", ";"),
            ("methods.extend(", ";"),
            ("let mut methods = ", ";"),
            ("fn methods(", "\n    }\n"),
            ("fn method(", "\n    }\n"),
            ("_method(&self)", "\n    }\n"),
        ];
        let mut codes = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                codes.extend(codes_in(&path));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for (beginning, end) in BEGINNINGS {
                let spans = code.split(beginning).skip(1).filter_map(|rest| rest.split(end).next());
                let texts = spans.flat_map(|span| span.split('"').skip(1).step_by(2));
                // What is put together holds no code as it stands.
                codes.extend(texts.filter(|text| !text.contains('{')).map(str::to_owned));
            }
        }
        codes
    }

    fn codes_of_samples() -> Vec<String> {
        let found = of_samples(&["37/120".to_owned(), "52/130".to_owned()], 0.95).unwrap();
        found.iter().flat_map(|sample| sample.intervals.iter().map(|(code, _)| (*code).to_owned())).collect()
    }

    fn codes_of_fits() -> Vec<String> {
        let curves = [Curve::Logistic, Curve::Gompertz, Curve::Richards, Curve::Bass, Curve::BassIncrement];
        let others = [
            FitModel::Linear,
            FitModel::LogLinear,
            FitModel::Polynomial { degree: 2 },
            FitModel::Power,
            FitModel::Exponential,
            FitModel::Poisson,
        ];
        let models = curves.into_iter().map(FitModel::Saturation).chain(others);
        let request = |model| FitRequest { model: Some(model), ..FitRequest::default() };
        let mut requests: Vec<FitRequest<'_>> = models.map(request).collect();
        for robust in [RobustMethod::Huber, RobustMethod::Bisquare, RobustMethod::Mm { seed: 1 }] {
            requests.push(FitRequest { robust: Some(robust), ..request(FitModel::Linear) });
        }
        let start = ["a=1".to_owned()];
        requests.push(FitRequest { formula: Some("a*x"), start: &start, ..FitRequest::default() });
        let printed = [8.0, 19.0, 41.0, 62.0, 79.0, 91.0, 96.0, 99.0];
        let points = (1_i16..).zip(printed).map(|(time, value)| Observation {
            time: SeriesTime::Number(f64::from(time)),
            bounds: Bounds::point(value).ok(),
            weight: None,
        });
        let series = [Observations { name: "clubs".into(), points: points.collect() }];
        let lists = CodeLists::default();
        let voice = Voice { lists: &lists, language: Language::English };
        let fits = requests.iter().map(|request| {
            let fits = of_series(&FitPlan::of(request).unwrap(), &series, false).unwrap();
            fits.answered().unwrap_or_else(|error| panic!("{request:?}: {error}"))
        });
        fits.flat_map(|fits| fits.series.into_iter().flat_map(|fit| fit.explanation(&voice).methods))
            .map(str::to_owned)
            .collect()
    }
}
