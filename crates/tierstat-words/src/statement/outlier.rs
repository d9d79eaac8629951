//! Outliers in words.

use super::{NumberWords, Statement, Subject, said};
use tierstat_model::Language;
use tierstat_numerics::outlier::OutlierKind;

/// The outliers of a series, each with the name of its period.
#[derive(Debug, Clone, Copy)]
pub struct OutlierPeriods<'a> {
    /// The period of each, and what it is.
    pub periods: &'a [(String, OutlierKind)],
    /// How many figures were looked at.
    pub points: usize,
}

impl Statement for OutlierPeriods<'_> {
    fn statement(&self, subject: &Subject<'_>, language: Language, _: &dyn NumberWords) -> String {
        let Subject { name, .. } = *subject;
        let points = self.points;
        if self.periods.is_empty() {
            return said(
                language,
                format!("{name}的{points}个数据点中没有可以认定的异常值。"),
                format!("None of the {points} figures of {name} stands out from the others."),
            );
        }
        let list = |number: &str, level: &str, joint: &str| {
            let what = |kind: OutlierKind| if kind == OutlierKind::Number { number } else { level };
            let named = self.periods.iter().map(|(period, kind)| format!("{period}{}", what(*kind)));
            named.collect::<Vec<_>>().join(joint)
        };
        said(
            language,
            format!("{name}有数值异于其余的变动：{}。", list("（与前后的数不合）", "（此后水平不同）", "、")),
            format!(
                "Of the {points} figures of {name} these stand out: {}.",
                list(" (fits neither side)", " (another level from there on)", ", ")
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;

    #[test]
    fn outliers_are_named_by_their_periods() {
        let periods = [("2013".to_owned(), OutlierKind::Number), ("2016".to_owned(), OutlierKind::Level)];
        let (chinese, english) = both(&OutlierPeriods { periods: &periods, points: 9 });
        assert!(chinese.contains("2013（与前后的数不合）、2016（此后水平不同）"), "{chinese}");
        assert!(
            english.ends_with("2013 (fits neither side), 2016 (another level from there on)."),
            "{english}"
        );
        let (chinese, english) = both(&OutlierPeriods { periods: &[], points: 9 });
        assert!(
            chinese.contains("没有可以认定的异常值") && english.starts_with("None of the 9"),
            "{english}"
        );
    }
}
