//! What a target says of itself: how far, at which pace and when, in sentences; and what that stands on.

use super::aim::AimBasis;
use super::progress::{Standing, TargetProgress, When};
use super::row::{nearest, readable, year_of};
use crate::explanation::Explanation;
use crate::row::Voice;
use crate::series_of::SeriesOf;
use tierstat_model::{Bounds, Language, Localized, Reading};
use tierstat_stats::known_number::KnownNumber;
use tierstat_words::statement::NumberWords;
use tierstat_words::{self as words, Words};

impl TargetProgress {
    /// The readings that the target and the latest number stand on.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        let latest = self.latest().into_iter();
        std::iter::once(&self.aim.number).chain(latest).flat_map(|number| &number.readings)
    }

    /// How far it is, at which pace, and when it is reached, with the numbers as whoever asks prints them.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>, numbers: &dyn NumberWords) -> String {
        let language = voice.language;
        let of = SeriesOf::Ledger(self.series.clone());
        let (name, unit) = (of.subject(voice), of.unit(voice));
        let due = self.aim.due.map(|due| words::period(due, language));
        let Some(latest) = self.latest() else {
            let aim = numbers.count(&self.aim.number.bounds);
            return match (language, due) {
                (Language::Chinese, Some(due)) => {
                    format!("{name}的目标为{due}达到{aim}{unit}，没有实际的数。")
                }
                (Language::Chinese, None) => format!("{name}的目标为{aim}{unit}，没有实际的数。"),
                (Language::English, Some(due)) => {
                    format!("{aim} {name} are aimed at by {due}; nothing was counted.")
                }
                (Language::English, None) => format!("{aim} {name} are aimed at; nothing was counted."),
            };
        };
        let at = words::period(latest.period, language);
        let (number, aim) = (numbers.count(&latest.bounds), numbers.count(&self.aim.number.bounds));
        let share = self.share().map(|share| numbers.ratio(&share));
        let all_units = self.aim.basis == AimBasis::AllUnits;
        let mut said = vec![match language {
            Language::Chinese => {
                let aim = match due {
                    Some(due) => format!("{due}的目标为{aim}{unit}"),
                    None if all_units => format!("以全部{aim}个单位为目标"),
                    None => format!("目标为{aim}{unit}"),
                };
                let share = share.map_or_else(String::new, |share| format!("，完成{share}"));
                format!("{at}，{name}为{number}{unit}，{aim}{share}")
            }
            Language::English => {
                let aim = match due {
                    Some(due) => format!("{aim} aimed at by {due}"),
                    None if all_units => format!("{aim}, as many as there are units"),
                    None => format!("{aim} aimed at"),
                };
                let share = share.map_or_else(String::new, |share| format!(" ({share})"));
                format!("As of {at} there were {number} {name} of {aim}{share}")
            }
        }];
        said.extend(self.standing_said(voice, numbers, unit));
        let chinese = language == Language::Chinese;
        let first = said.join(if chinese { "，" } else { "; " }) + if chinese { "。" } else { "." };
        let then = self.when_said(language, numbers);
        [first, then].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(if chinese {
            ""
        } else {
            " "
        })
    }

    /// What is missing, or that it is reached.
    fn standing_said(&self, voice: &Voice<'_>, numbers: &dyn NumberWords, unit: &str) -> Option<String> {
        let chinese = voice.language == Language::Chinese;
        let word = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
        let missing = |zh: &str, en: [&str; 2]| {
            let missing = numbers.count(&self.gap()?);
            let [before, behind] = en;
            Some(if chinese { format!("{zh}{missing}{unit}") } else { format!("{before}{missing}{behind}") })
        };
        match self.standing? {
            Standing::Reached => Some(match (self.in_time(), self.aim.due) {
                (Some(_), _) => word("如期达到", "it was reached in time"),
                (None, Some(_)) => {
                    word("已达到，是否如期不能断定", "it is reached, whether in time cannot be told")
                }
                (None, None) => word("已达到", "it is reached"),
            }),
            Standing::ReachedLate => Some(word("已达到，但逾期", "it was reached, but late")),
            Standing::Unclear => {
                Some(word("因是约数，是否达到不能断定", "they are too rough to tell whether it is reached"))
            }
            Standing::Missed => missing("到期未达到，尚差", ["it was missed by ", ""]),
            Standing::OnCourse | Standing::OffCourse | Standing::Open => {
                missing("尚差", ["", " are missing"])
            }
        }
    }

    /// The pace, and when it is reached at this pace; nothing where it is reached, or too rough to tell.
    fn when_said(&self, language: Language, numbers: &dyn NumberWords) -> String {
        let needed = self.pace_needed().map(|pace| numbers.count(&readable(&pace)));
        let pace = || self.pace().map(|pace| numbers.count(&readable(&pace)));
        match (&self.when, language) {
            (Some(When::Line { time, line }), _) => {
                let slope = Bounds::point(nearest(line.slope))
                    .map_or_else(|_| String::new(), |slope| numbers.count(&slope));
                let year = |time: f64| year_of(time).to_string();
                let [lower, upper] = [time.lower, time.upper].map(|end| end.map_or_else(String::new, year));
                let time = year(time.value);
                match (language, needed) {
                    (Language::Chinese, needed) => {
                        let needed = needed
                            .map_or_else(String::new, |needed| format!("如期达到，每年须增加{needed}；"));
                        format!(
                            "{needed}若继续每年增加约{slope}，约在{time}年达到，95%区间为{lower}年至{upper}年。"
                        )
                    }
                    (Language::English, needed) => {
                        let needed = needed.map_or_else(String::new, |needed| {
                            format!("In time needs {needed} more a year. ")
                        });
                        format!(
                            "{needed}If about {slope} more a year go on to be added, it is reached about {time}, with 95% confidence between {lower} and {upper}."
                        )
                    }
                }
            }
            (Some(When::CannotBeSaid { reason, code, .. }), _) if *code != "bounds-cross-target" => {
                match language {
                    Language::Chinese => {
                        let needed = needed
                            .map_or_else(String::new, |needed| format!("如期达到，每年须增加{needed}；"));
                        let pace =
                            pace().map_or_else(String::new, |pace| format!("至今平均每年增加{pace}；"));
                        format!("{needed}{pace}何时达到无从判断：{}。", reason.zh)
                    }
                    Language::English => {
                        let needed = needed.map_or_else(String::new, |needed| {
                            format!("In time needs {needed} more a year. ")
                        });
                        let pace =
                            pace().map_or_else(String::new, |pace| format!("So far it was {pace} a year. "));
                        format!("{needed}{pace}When it is reached cannot be said: {}.", reason.en)
                    }
                }
            }
            _ => String::new(),
        }
    }

    /// How it was made, and what it assumes.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let language = voice.language;
        let printed = |number: &KnownNumber| {
            let ids: Vec<&str> = number.readings.iter().map(|reading| reading.figure.id.0.as_str()).collect();
            let (at, count) =
                (words::period(number.period, language), words::bounds(&number.bounds, language));
            format!("{at} {count} [{}]", ids.join(" + "))
        };
        let target_word = if language == Language::Chinese { "目标" } else { "target" };
        let used = std::iter::once(format!("{target_word} {}", printed(&self.aim.number)));
        let superseded = self.aim.superseded.iter().map(|number| {
            (
                printed(number),
                Localized::new("同一期限有更晚的目标数", "a later target was told for the same due period"),
            )
        });
        let left_out =
            self.counted.left_out.iter().map(|(at, reason)| (words::period(*at, language), reason.clone()));
        let first = self.since.map(tierstat_model::Period::first_day);
        let earlier = self
            .counted
            .numbers
            .iter()
            .filter(|number| first.is_some_and(|first| number.period.last_day() < first));
        let earlier =
            earlier.map(|number| (printed(number), Localized::new("早于 --since", "stands before --since")));
        let mut methods = vec!["target-progress"];
        let mut remarks: Vec<Localized> = Vec::new();
        if let Some(When::Line { line, .. }) = &self.when {
            methods.push("line-reach");
            let (points, bounded) = (line.points_used, line.points_bounded);
            remarks.push(Localized::new(
                format!(
                    "时间由 {points} 个数（其中 {bounded} 个只知界限）的直线推出：假定今后每年增加同样多、各数的误差相互独立且一样大；增长加快或放慢、口径变动，都会使它落在区间之外"
                ),
                format!(
                    "the time is that of a line through {points} numbers ({bounded} of them bounds): it holds that as much is added every year from now on, and that the errors are independent and of one size; growth that quickens or slackens, or another definition, leads out of the interval"
                ),
            ));
            let slope =
                [line.slope, line.slope_lower, line.slope_upper].map(|slope| words::count(nearest(slope)));
            let [slope, lower, upper] = slope;
            remarks.push(Localized::new(
                format!("直线每年增加 {slope}（95% 区间 {lower}–{upper}）"),
                format!("the line rises by {slope} a year (95%: {lower} to {upper})"),
            ));
        }
        if let Some(pace) = self.pace() {
            let pace = |language| words::bounds(&readable(&pace), language);
            remarks.push(Localized::new(
                format!("首尾两数之间平均每年增减 {}", pace(Language::Chinese)),
                format!(
                    "between the first and the latest number the change was {} a year",
                    pace(Language::English)
                ),
            ));
        }
        remarks.extend(self.remarks().iter().map(crate::remark::Remark::said));
        Explanation {
            subject: SeriesOf::Ledger(self.series.clone()).name(voice),
            statement: self.statement(voice, &Words { language }),
            methods,
            used: used.chain(self.paced().map(printed)).collect(),
            left_out: superseded.chain(left_out).chain(earlier).collect(),
            remarks,
        }
    }
}
