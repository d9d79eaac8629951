//! Growth and contributions in words.

use super::{NumberWords, Statement, Subject, said};
use crate::number::growth_limits;
use tierstat_model::{Bounds, Language, Ratio};
use tierstat_numerics::contribution::Contribution;
use tierstat_stats::comparability::Comparability;
use tierstat_stats::growth::Growth;

/// Which way a number surely went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    Flat,
    /// The bounds allow both.
    Unclear,
}

impl Direction {
    fn of(change: &Bounds) -> Self {
        let upper = change.upper_value();
        match (change.lower(), upper) {
            (lower, Some(upper)) if lower >= 0.0 && upper <= 0.0 => Self::Flat,
            (lower, _) if lower > 0.0 => Self::Up,
            (_, Some(upper)) if upper < 0.0 => Self::Down,
            _ => Self::Unclear,
        }
    }
}

impl Statement for Growth {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, unit, from, to } = *subject;
        let ends = [&self.from, &self.to].map(|end| end.as_ref().map(|end| end.bounds));
        if let [Some(base), Some(end)] = &ends
            && self.comparability != Comparability::Same
        {
            let (base, end) = (words.count(base), words.count(end));
            let rate = self.rate.map(|rate| words.ratio(&growth_limits(&rate)));
            let (zh, en) = match rate {
                Some(rate) => (
                    format!("其间序列中断，衔接后的变动为{rate}"),
                    format!("the series breaks between them; joined, it changed by {rate}"),
                ),
                None => (
                    "两数口径不同，增长无从计算".to_owned(),
                    "the two cannot be compared, so that growth cannot be told".to_owned(),
                ),
            };
            return said(
                language,
                format!("{name}{from}为{base}{unit}，{to}为{end}{unit}；{zh}。"),
                format!("{name} stood at {base} ({from}) and at {end} ({to}); {en}."),
            );
        }
        let ([Some(base), Some(end)], Some(change)) = (&ends, &self.change) else {
            let period = if self.from.is_none() { from } else { to };
            return said(
                language,
                format!("{name}在{period}没有数据，无从计算增长。"),
                format!("Growth of {name} cannot be told: there is no figure for {period}."),
            );
        };
        let (base, end) = (words.count(base), words.count(end));
        let rate = |rate: &Ratio| words.ratio(&Ratio(growth_limits(rate).0.size()));
        let direction = Direction::of(change);
        // A rate over a base that may be zero is not given; the change is.
        let (by_zh, by_en) = match (&self.rate, direction) {
            (Some(found), Direction::Up) => {
                (format!("增长{}", rate(found)), format!("a growth of {}", rate(found)))
            }
            (Some(found), Direction::Down) => {
                (format!("下降{}", rate(found)), format!("a fall of {}", rate(found)))
            }
            (Some(found), Direction::Unclear) => {
                let limits = growth_limits(found);
                let rate = words.ratio(&limits);
                match (limits.0.lower_value(), limits.0.upper_value()) {
                    (Some(_), Some(_)) => (
                        format!("变动幅度在{rate}之间，无从判断增减"),
                        format!("a change of {rate}, which may be up or down"),
                    ),
                    (None, None) => (
                        "无从判断增减".to_owned(),
                        "a change that may be up or down, without limits".to_owned(),
                    ),
                    _ => (
                        format!("变动幅度{rate}，无从判断增减"),
                        format!("a change of {rate}, which may be up or down"),
                    ),
                }
            }
            (None, Direction::Up | Direction::Down) => {
                let change = words.count(&change.size());
                let verb = if direction == Direction::Up { ("增加", "up") } else { ("减少", "down") };
                (format!("{}{change}{unit}", verb.0), format!("{} by {change}", verb.1))
            }
            (None, Direction::Unclear) => ("无从判断增减".to_owned(), "which may be up or down".to_owned()),
            (_, Direction::Flat) => {
                return said(
                    language,
                    format!("{name}{to}为{end}{unit}，与{from}持平。"),
                    format!("{name} stood at {end} ({to}), the same as before ({from})."),
                );
            }
        };
        let yearly = self
            .compound
            .filter(|found| direction != Direction::Unclear && !is_of_one_year(found, self.rate.as_ref()))
            .map(|found| words.ratio(&Ratio(growth_limits(&found).0.size())));
        let verb = match direction {
            Direction::Up => ("增至", "grew"),
            Direction::Down => ("减至", "fell"),
            Direction::Flat | Direction::Unclear => ("变为", "went"),
        };
        let (yearly_zh, yearly_en) = yearly.map_or_else(Default::default, |yearly| {
            let course = if direction == Direction::Down { "下降" } else { "增长" };
            (format!("，年均{course}{yearly}"), format!(", {yearly} a year on average"))
        });
        said(
            language,
            format!("{name}由{from}的{base}{unit}{}{to}的{end}{unit}，{by_zh}{yearly_zh}。", verb.0),
            format!("{name} {} from {base} ({from}) to {end} ({to}), {by_en}{yearly_en}.", verb.1),
        )
    }
}

impl Statement for Contribution {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, .. } = *subject;
        let points = words.point_change(&self.points);
        let Some(share) = &self.share else {
            return said(
                language,
                format!("{name}拉动总体{points}；总体未必增长，贡献率没有意义。"),
                format!(
                    "{name} moved the whole by {points}; a share of a change that may be none says nothing."
                ),
            );
        };
        let share = words.ratio(share);
        said(
            language,
            format!("{name}对总增量的贡献率为{share}，拉动{points}。"),
            format!("{name} made {share} of the change of the whole, or {points}."),
        )
    }
}

/// Whether the rate a year is that of the whole span, so that it need not be said twice.
fn is_of_one_year(yearly: &Ratio, whole: Option<&Ratio>) -> bool {
    /// Half of the last digit that is printed.
    const UNSEEN: f64 = 0.0005;
    let ends = |ratio: &Ratio| [ratio.0.lower_value(), ratio.0.upper_value()];
    whole.is_some_and(|whole| {
        ends(yearly).into_iter().zip(ends(whole)).all(|ends| match ends {
            (Some(one), Some(other)) => (one - other).abs() < UNSEEN,
            ends => ends == (None, None),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;
    use tierstat_numerics::contribution::contributions;
    use tierstat_stats::known_number::KnownNumber;

    /// A growth to 2015.
    fn grown(from: Option<Bounds>, to: Option<Bounds>, since: &str, comparability: Comparability) -> Growth {
        let known = |bounds: Bounds, period: &str| KnownNumber {
            bounds,
            period: period.parse().unwrap(),
            readings: Vec::new(),
            is_sum: false,
        };
        let ends = (from.map(|from| known(from, since)), to.map(|to| known(to, "2015")));
        Growth::between(ends.0, ends.1, comparability)
    }

    #[test]
    fn bounds_reach_the_sentence_and_an_unclear_change_claims_no_direction() {
        let rough = Bounds::half_open(3500.0, 3600.0).ok();
        let growth = grown(rough, Bounds::point(4686.0).ok(), "2015-06-30", Comparability::Same);
        let (chinese, english) = both(&growth);
        assert_eq!(chinese, "社工机构由2014年的[3500, 3600)家增至2015年的4686家，增长30.2%–33.9%。");
        assert_eq!(
            english,
            "service agencies grew from [3500, 3600) (2014) to 4686 (2015), a growth of 30.2%–33.9%."
        );
        let unclear = grown(rough, Bounds::point(3550.0).ok(), "2014", Comparability::Same);
        let (chinese, english) = both(&unclear);
        assert!(chinese.contains("无从判断增减") && !chinese.contains("年均"), "{chinese}");
        assert!(english.contains("which may be up or down") && !english.contains("grew"), "{english}");
    }

    #[test]
    fn across_a_break_no_growth_is_claimed_unless_it_is_joined() {
        let (base, end) = (Bounds::point(10.0).ok(), Bounds::point(40.0).ok());
        let at = "2016".parse().unwrap();
        let status = tierstat_model::Status::B;
        let broken = grown(base, end, "2014", Comparability::Broken { at, status });
        assert_eq!((broken.change, broken.rate), (None, None));
        assert_eq!(both(&broken).0, "社工机构2014年为10家，2015年为40家；两数口径不同，增长无从计算。");
        let level = Bounds::point(20.0).unwrap();
        let joined = grown(base, end, "2014", Comparability::Spliced { level, at: vec![at] });
        assert!(both(&joined).1.contains("joined, it changed by 100.0%"), "{}", both(&joined).1);
    }

    #[test]
    fn falls_are_told_by_their_size_and_missing_ends_by_their_period() {
        let fall = grown(Bounds::point(200.0).ok(), Bounds::point(150.0).ok(), "2014", Comparability::Same);
        assert_eq!(both(&fall).0, "社工机构由2014年的200家减至2015年的150家，下降25.0%。");
        let missing = grown(Bounds::point(200.0).ok(), None, "2014", Comparability::Same);
        assert_eq!(
            both(&missing).1,
            "Growth of service agencies cannot be told: there is no figure for 2015."
        );
        let flat = grown(Bounds::point(5.0).ok(), Bounds::point(5.0).ok(), "2014", Comparability::Same);
        assert_eq!(both(&flat).0, "社工机构2015年为5家，与2014年持平。");
        let from_zero = grown(Bounds::point(0.0).ok(), Bounds::point(5.0).ok(), "2014", Comparability::Same);
        assert_eq!(both(&from_zero).1, "service agencies grew from 0 (2014) to 5 (2015), up by 5.");
    }

    #[test]
    fn a_share_of_what_may_not_have_grown_is_not_given() {
        let point = |value: f64| Bounds::point(value).unwrap();
        let parts = contributions(&[(point(5.0), point(7.0)), (point(7.0), point(5.0))]).unwrap();
        assert!(both(&parts[0]).1.contains("says nothing"));
        let parts = contributions(&[(point(5.0), point(7.0)), (point(5.0), point(6.0))]).unwrap();
        assert_eq!(both(&parts[0]).0, "社工机构对总增量的贡献率为66.7%，拉动20.0。");
    }
}
