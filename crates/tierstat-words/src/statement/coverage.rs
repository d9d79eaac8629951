//! Coverage, and when all will be covered, in words.

use super::{NumberWords, Statement, Subject, interval, point, said};
use tierstat_model::{Language, PointChange, Ratio};
use tierstat_numerics::coverage::{Coverage, SamplingDifference, SamplingInterval};
use tierstat_numerics::saturation::Reached;

impl Statement for Coverage {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let (covered, units, ratio) =
            (words.count(&self.covered), words.count(&self.units), words.ratio(&self.ratio));
        if self.ratio.0.lower() > 1.0 {
            return said(
                language,
                format!(
                    "{to}，{name}有{covered}个，多于{units}个单位（{ratio}）：两者所数不同，不是覆盖率。"
                ),
                format!(
                    "As of {to} there were {covered} {name} for {units} units ({ratio}): the two count different things, and this is no coverage."
                ),
            );
        }
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
            Self::CannotBeSaid { points, reason, .. } => said(
                language,
                format!("{name}何时全部覆盖，由{points}个数据点无从判断：{}。", reason.zh),
                format!("When all will have {name} cannot be said from {points} points: {}.", reason.en),
            ),
            Self::At { time, lower, upper } => {
                // What has come about has one time and no interval; what is expected has one, be it shorter than a year.
                let is_reached = upper <= lower;
                // A period is over at its end: 2012.3 falls into the year 2013.
                let [time, lower, upper] = [time, lower, upper].map(|time| time.ceil());
                if is_reached {
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
                        "If growth keeps to the curve, all will have {name} about {time}, with 95% confidence between {lower} and {upper}."
                    ),
                )
            }
        }
    }
}

impl Statement for SamplingInterval {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, .. } = *subject;
        let (asked, covered) = (self.sample.asked(), self.sample.covered());
        let ratio = |bounds: Option<_>| bounds.map_or_else(String::new, |bounds| words.ratio(&Ratio(bounds)));
        let (share, around) = (ratio(point(self.share)), ratio(interval(self.lower, self.upper)));
        let level = self.level * 100.0;
        said(
            language,
            format!(
                "随机抽取的{asked}个单位中{covered}个有{name}，占{share}；全体的{level}%区间为{around}。"
            ),
            format!(
                "Of {asked} units drawn at random {covered} have {name}, {share}; for all units {level}%: {around}."
            ),
        )
    }
}

impl Statement for SamplingDifference {
    fn statement(&self, _: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let change = |bounds: Option<_>| {
            bounds.map_or_else(String::new, |bounds| words.point_change(&PointChange(bounds)))
        };
        let (difference, around) = (change(point(self.difference)), change(interval(self.lower, self.upper)));
        let level = self.level * 100.0;
        let (zh, en) = if self.lower <= 0.0 && self.upper >= 0.0 {
            (
                "，区间含零，尚不能断定增减",
                "; the interval holds zero, so that neither growth nor decline is certain",
            )
        } else {
            ("", "")
        };
        said(
            language,
            format!("后一样本比前一样本相差{difference}（{level}%区间{around}）{zh}。"),
            format!(
                "The later sample differs from the earlier one by {difference} ({level}%: {around}){en}."
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;
    use tierstat_model::{Bounds, Localized};
    use tierstat_numerics::coverage::{
        Sample, SamplingMethod, coverage, difference_interval, sampling_interval,
    };

    #[test]
    fn a_sample_is_said_to_be_one() {
        let sample = |covered| Sample::new(covered, 120).unwrap();
        let found = sampling_interval(sample(37), 0.95, SamplingMethod::Wilson).unwrap();
        assert!(both(&found).1.starts_with("Of 120 units drawn at random 37 have service agencies, 30.8%"));
        let same = difference_interval(sample(37), sample(38), 0.95).unwrap();
        assert!(both(&same).0.contains("尚不能断定增减") && both(&same).1.contains("holds zero"));
        let more = difference_interval(sample(37), sample(90), 0.95).unwrap();
        assert!(!both(&more).1.contains("holds zero"));
    }

    #[test]
    fn a_share_of_units_and_a_year_with_its_condition() {
        let found = coverage(&Bounds::point(97.0).unwrap(), &Bounds::point(333.0).unwrap()).unwrap();
        assert_eq!(both(&found).0, "2015年，333个单位中有97个有社工机构，覆盖率为29.1%。");
        let (chinese, english) = both(&Reached::At { time: 2027.2, lower: 2024.1, upper: 2033.0 });
        assert!(chinese.starts_with("若增长按曲线延续") && chinese.contains("2028年"), "{chinese}");
        assert!(english.contains("between 2025 and 2033"), "{english}");
        // An interval within one year is still an expectation.
        let soon = Reached::At { time: 2031.4, lower: 2031.2, upper: 2031.7 };
        assert!(both(&soon).1.starts_with("If growth keeps to the curve"), "{}", both(&soon).1);
        let over = coverage(&Bounds::point(360.0).unwrap(), &Bounds::point(333.0).unwrap()).unwrap();
        assert!(both(&over).1.contains("no coverage"), "{}", both(&over).1);
        let silent = Reached::CannotBeSaid {
            points: 3,
            code: "few",
            reason: Localized::new("点太少", "too few points"),
        };
        assert_eq!(
            both(&silent).1,
            "When all will have service agencies cannot be said from 3 points: too few points."
        );
    }
}
