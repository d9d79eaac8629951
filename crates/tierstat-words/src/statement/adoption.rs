//! When units get their first one, in words.

use super::{NumberWords, Statement, Subject, said};
use tierstat_model::{Language, Localized};
use tierstat_numerics::hazard::SurvivalCurve;

/// How many units have one, and when half of them and all of them will, by the names of the periods.
#[derive(Debug, Clone, Copy)]
pub struct AdoptionPeriods<'a> {
    /// The units.
    pub curve: &'a SurvivalCurve,
    /// When half of them had one; `None` where they have not yet.
    pub median: Option<&'a str>,
    /// When all will have one, with the ends that the hazard's interval leads to, or why that cannot be said; `None` where nobody knows
    /// a hazard.
    pub all: Option<&'a Result<[String; 3], Localized>>,
}

impl Statement for AdoptionPeriods<'_> {
    fn statement(&self, subject: &Subject<'_>, language: Language, _: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let (units, events) = (self.curve.units, self.curve.events);
        let (zh, en) = match self.median {
            Some(median) => (format!("，半数在{median}已有"), format!("; half had one by {median}")),
            None => ("，尚未到半数".to_owned(), "; half is not reached yet".to_owned()),
        };
        let first = said(
            language,
            format!("截至{to}，{units}个单位中{events}个有{name}{zh}。"),
            format!("By {to}, {events} of {units} units had {name}{en}."),
        );
        let second = match self.all {
            None => return first,
            Some(Ok([time, lower, upper])) if lower == upper => {
                said(language, format!("{time}全部都有{name}。"), format!(" All had {name} by {time}."))
            }
            Some(Ok([time, lower, upper])) => said(
                language,
                format!(
                    "若尚无的单位按同样的风险继续，约在{time}全部都有{name}；按风险区间的两端为{lower}至{upper}。"
                ),
                format!(
                    " If units that wait go on at the same hazard, all will have {name} about {time}; the ends of the hazard's interval lead to {lower} and {upper}."
                ),
            ),
            Some(Err(reason)) => said(
                language,
                format!("何时全部都有{name}无从判断：{}。", reason.zh),
                format!(" When all will have {name} cannot be said: {}.", reason.en),
            ),
        };
        first + &second
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;
    use tierstat_numerics::hazard::survival_curve;

    #[test]
    fn what_is_expected_has_its_condition() {
        let curve = survival_curve(&[1.0, 2.0, 4.0], &[true, true, false]).unwrap();
        let ends = Ok(["2020", "2018", "2024"].map(str::to_owned));
        let (chinese, english) =
            both(&AdoptionPeriods { curve: &curve, median: Some("2013"), all: Some(&ends) });
        assert!(
            chinese.starts_with("截至2015年，3个单位中2个有社工机构，半数在2013已有。若尚无"),
            "{chinese}"
        );
        assert!(
            english.contains("If units that wait") && english.ends_with("lead to 2018 and 2024."),
            "{english}"
        );
        let refused = Err(Localized::new("点太少", "too few points"));
        let (chinese, english) = both(&AdoptionPeriods { curve: &curve, median: None, all: Some(&refused) });
        assert!(
            chinese.contains("尚未到半数") && english.ends_with("cannot be said: too few points."),
            "{english}"
        );
        let past = Ok(["2014", "2014", "2014"].map(str::to_owned));
        assert!(
            both(&AdoptionPeriods { curve: &curve, median: None, all: Some(&past) }).1.ends_with("by 2014.")
        );
        assert!(
            both(&AdoptionPeriods { curve: &curve, median: None, all: None }).1.ends_with("not reached yet.")
        );
    }
}
