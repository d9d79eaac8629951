//! Coverage, and when all will be covered, in words.

use super::{NumberWords, Statement, Subject, said};
use crate::coverage::Coverage;
use crate::saturation::Reached;
use tierstat_model::Language;

impl Statement for Coverage {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let (covered, units, ratio) =
            (words.count(&self.covered), words.count(&self.units), words.ratio(&self.ratio));
        said(
            language,
            format!("{to}，{units}个单位中有{covered}个有{name}，覆盖率为{ratio}。"),
            format!("As of {to}, {covered} of {units} units had {name}, a coverage of {ratio}."),
        )
    }
}

impl Statement for Reached {
    fn statement(&self, subject: &Subject<'_>, language: Language, _: &dyn NumberWords) -> String {
        let Subject { name, .. } = *subject;
        match self {
            Self::CannotBeSaid { points, reason } => said(
                language,
                format!("{name}何时全部覆盖，由{points}个数据点无从判断：{}。", reason.zh),
                format!("When all will have {name} cannot be said from {points} points: {}.", reason.en),
            ),
            Self::At { time, lower, upper } => {
                // A period is over at its end: 2012.3 falls into the year 2013.
                let [time, lower, upper] = [time, lower, upper].map(|time| time.ceil());
                if upper <= lower {
                    return said(
                        language,
                        format!("{name}已在{time}年全部覆盖。"),
                        format!("All had {name} by {time}."),
                    );
                }
                said(
                    language,
                    format!("若增长按曲线延续，{name}约在{time}年全部覆盖，95%区间为{lower}年至{upper}年。"),
                    format!(
                        "If growth keeps to the curve, all will have {name} about {time}, with 95 % confidence between {lower} and {upper}."
                    ),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::coverage;
    use crate::statement::tests::both;
    use tierstat_model::{Bounds, Localized};

    #[test]
    fn a_share_of_units_and_a_year_with_its_condition() {
        let found = coverage(&Bounds::point(97.0).unwrap(), &Bounds::point(333.0).unwrap()).unwrap();
        assert_eq!(both(&found).0, "2015年，333个单位中有97个有社工机构，覆盖率为29.1%。");
        let (chinese, english) = both(&Reached::At { time: 2027.2, lower: 2024.1, upper: 2033.0 });
        assert!(chinese.starts_with("若增长按曲线延续") && chinese.contains("2028年"), "{chinese}");
        assert!(english.contains("between 2025 and 2033"), "{english}");
        let silent =
            Reached::CannotBeSaid { points: 3, reason: Localized::new("点太少", "too few points") };
        assert_eq!(
            both(&silent).1,
            "When all will have service agencies cannot be said from 3 points: too few points."
        );
    }
}
