//! How a number stands among others, in words: its place, records, steps in a row, turns.

use super::{NumberWords, Statement, Subject, point, said};
use tierstat_model::{Language, Ratio};
use tierstat_numerics::standing::{Course, Extreme, Place, Streak};

/// A place among the areas of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceAmong<'a> {
    /// The place.
    pub place: Place,
    /// Where the others lie, as 全国 or China.
    pub within: &'a str,
}

impl Statement for PlaceAmong<'_> {
    /// The number itself stands in another sentence; this one says how it stands.
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let number = |value: usize| {
            let value = u32::try_from(value).map_or(f64::INFINITY, f64::from);
            point(value).map_or_else(String::new, |value| words.count(&value))
        };
        let Place { best, worst, of, equal } = self.place;
        let within = self.within;
        let of = number(of);
        if best == worst {
            let (shared_zh, shared_en) = if equal > 0 { ("并列", "equal ") } else { ("", "") };
            let place = number(best);
            return said(
                language,
                format!("{to}，{name}在{within}{of}个有数据的地区中{shared_zh}居第{place}位。"),
                format!(
                    "By {to}, {name} ranked {shared_en}number {place} among the {of} areas of {within} with a figure."
                ),
            );
        }
        let (best, worst) = (number(best), number(worst));
        said(
            language,
            format!(
                "{to}，{name}在{within}{of}个有数据的地区中居第{best}至第{worst}位之间，约数只能定到这里。"
            ),
            format!(
                "By {to}, {name} ranked between number {best} and number {worst} among the {of} areas of {within} with a figure; the rough numbers tell no closer."
            ),
        )
    }
}

/// A number that passed another, or was passed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overtaking<'a> {
    /// What was passed, or passed it: 西境, those in Westmark.
    pub other: &'a str,
    /// When they last surely stood the other way round.
    pub before: &'a str,
    /// Upwards where it passed the other one.
    pub course: Course,
}

/// Something about the last number of a series that is worth telling first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Remarkable<'a> {
    /// It is beyond all before it.
    Record(Extreme),
    /// It goes on in one way.
    Streak(Streak),
    /// It ended a streak.
    Turn(Streak),
    /// It changed by more a year than ever before.
    LargestChange(Ratio),
    /// It passed another number, or was passed by it.
    Overtaking(Overtaking<'a>),
}

impl Remarkable<'_> {
    /// The claim without its subject: 为2005年有数据以来的最高值.
    #[must_use]
    pub fn clause(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let from = subject.from;
        let steps = |streak: &Streak| {
            let steps = u32::try_from(streak.steps).map_or(f64::INFINITY, f64::from);
            point(steps).map_or_else(String::new, |steps| words.count(&steps))
        };
        match self {
            Self::Record(Extreme::Highest) => said(
                language,
                format!("为{from}有数据以来的最高值"),
                format!("stood at the highest level since figures begin ({from})"),
            ),
            Self::Record(Extreme::Lowest) => said(
                language,
                format!("为{from}有数据以来的最低值"),
                format!("stood at the lowest level since figures begin ({from})"),
            ),
            Self::Streak(streak) => {
                let steps = steps(streak);
                let (zh, en) =
                    if streak.course == Course::Down { ("下降", "fallen") } else { ("上升", "risen") };
                said(language, format!("连续{steps}期{zh}"), format!("had {en} {steps} times in a row"))
            }
            Self::Turn(streak) => {
                let steps = steps(streak);
                let (before_zh, before_en, zh, en) = if streak.course == Course::Down {
                    ("下降", "falls", "回升", "rose")
                } else {
                    ("上升", "rises", "下降", "fell")
                };
                said(
                    language,
                    format!("连续{steps}期{before_zh}之后首次{zh}"),
                    format!("{en} for the first time after {steps} {before_en} in a row"),
                )
            }
            Self::Overtaking(Overtaking { other, before, course: Course::Down }) => said(
                language,
                format!("落到{other}之后，{before}尚高于后者"),
                format!("fell behind {other}, which still stood below as of {before}"),
            ),
            Self::Overtaking(Overtaking { other, before, .. }) => said(
                language,
                format!("反超{other}，{before}尚低于后者"),
                format!("overtook {other}, which still stood above as of {before}"),
            ),
            Self::LargestChange(rate) => {
                let is_fall = rate.0.upper_value().is_some_and(|upper| upper < 0.0);
                let size = words.ratio(&Ratio(rate.0.size()));
                let (zh, en) = if is_fall { ("降幅", "fell") } else { ("增幅", "grew") };
                said(
                    language,
                    format!("年均{zh}{size}，为{from}有数据以来最大"),
                    format!("{en} by {size} a year, the most since figures begin ({from})"),
                )
            }
        }
    }
}

/// The claims about the last number of a series, the most surprising first.
#[derive(Debug, Clone, Copy)]
pub struct RemarkableFacts<'a>(pub &'a [Remarkable<'a>]);

impl Statement for RemarkableFacts<'_> {
    /// Nothing where nothing is remarkable.
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let is_of_two = |fact: &&Remarkable<'_>| matches!(fact, Remarkable::Overtaking(_));
        let (of_two, of_one): (Vec<_>, Vec<_>) = self.0.iter().partition(is_of_two);
        let sentence = |facts: &[&Remarkable<'_>]| {
            let clauses: Vec<String> =
                facts.iter().map(|fact| fact.clause(subject, language, words)).collect();
            said(
                language,
                format!("{to}，{name}{}。", clauses.join("，")),
                format!("By {to}, {name} {}.", clauses.join(" and ")),
            )
        };
        // What is said of two numbers has a sentence of its own, so that nobody takes one for the other.
        let sentences: Vec<String> =
            [of_one, of_two].iter().filter(|facts| !facts.is_empty()).map(|facts| sentence(facts)).collect();
        sentences.join(if language == Language::Chinese { "" } else { " " })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::Plain;
    use tierstat_model::Bounds;
    use tierstat_numerics::standing::place;

    #[test]
    fn a_place_says_among_how_many_and_whether_it_is_shared() {
        let number = |value: f64| Bounds::point(value).unwrap();
        let others = [number(9.0), number(7.0), number(1.0)];
        let subject = Subject { name: "社团", unit: "家", from: "", to: "2022年底" };
        let among = |value: f64| PlaceAmong { place: place(&number(value), &others), within: "全国" };
        let zh = |value: f64| among(value).statement(&subject, Language::Chinese, &Plain);
        assert_eq!(zh(8.0), "2022年底，社团在全国4个有数据的地区中居第2位。");
        assert_eq!(zh(7.0), "2022年底，社团在全国4个有数据的地区中并列居第2位。");
        let rough = PlaceAmong { place: place(&Bounds::at_least(5.0).unwrap(), &others), within: "China" };
        let subject = Subject { name: "clubs", to: "2022", ..Subject::default() };
        assert_eq!(
            rough.statement(&subject, Language::English, &Plain),
            "By 2022, clubs ranked between number 1 and number 3 among the 4 areas of China with a figure; the rough numbers tell no closer."
        );
    }

    #[test]
    fn what_is_remarkable_is_one_sentence_and_nothing_where_nothing_is() {
        let subject = Subject { name: "clubs", unit: "", from: "2005", to: "2022" };
        let said =
            |facts: &[Remarkable]| RemarkableFacts(facts).statement(&subject, Language::English, &Plain);
        let streak = |course, steps| Streak { course, steps };
        assert_eq!(said(&[]), "");
        assert_eq!(
            said(&[Remarkable::Record(Extreme::Lowest), Remarkable::Streak(streak(Course::Down, 3))]),
            "By 2022, clubs stood at the lowest level since figures begin (2005) and had fallen 3 times in a row."
        );
        assert_eq!(
            said(&[Remarkable::Turn(streak(Course::Up, 8))]),
            "By 2022, clubs fell for the first time after 8 rises in a row."
        );
        let passed = |course| {
            Remarkable::Overtaking(Overtaking { other: "those in Westmark", before: "2021", course })
        };
        assert_eq!(
            said(&[passed(Course::Up), Remarkable::Record(Extreme::Highest)]),
            "By 2022, clubs stood at the highest level since figures begin (2005). \
             By 2022, clubs overtook those in Westmark, which still stood above as of 2021."
        );
        assert_eq!(
            said(&[passed(Course::Down)]),
            "By 2022, clubs fell behind those in Westmark, which still stood below as of 2021."
        );
        let zh = |course| {
            let passed = Remarkable::Overtaking(Overtaking { other: "西境", before: "2021年底", course });
            let subject = Subject { name: "东境社团", to: "2022年底", ..Subject::default() };
            RemarkableFacts(&[passed]).statement(&subject, Language::Chinese, &Plain)
        };
        assert_eq!(zh(Course::Up), "2022年底，东境社团反超西境，2021年底尚低于后者。");
        assert_eq!(zh(Course::Down), "2022年底，东境社团落到西境之后，2021年底尚高于后者。");
        let rate = Ratio(Bounds::point(-0.25).unwrap());
        assert_eq!(
            said(&[Remarkable::LargestChange(rate)]),
            "By 2022, clubs fell by 25.0% a year, the most since figures begin (2005)."
        );
    }
}
