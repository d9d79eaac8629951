//! What a reader has to know of a chart with a row for each thing: rough figures, other periods, what is missing. Note and description say the same.

use crate::layout::has_whisker;
use crate::{ChartSeries, SeriesChart, SeriesPoint, remarks, status_word};
use tierstat_model::{Language, Status};

/// So many rows are named; of more the number.
const MOST_NAMED: usize = 6;

/// The remarks of bars of one period, a sentence each.
pub(crate) fn of_bars(chart: &SeriesChart, apart: f64) -> Vec<String> {
    let rough = Said {
        zh: "浅色段为只知上下限的部分",
        en: "The pale part of a bar is what is known only within bounds",
    };
    let mut notes = Vec::new();
    notes.extend(anywhere(chart, rough, SeriesPoint::is_rough));
    notes.extend(shared(chart, apart, false));
    notes.extend(of_one_period(chart));
    notes
}

/// What is said in both languages.
#[derive(Clone, Copy)]
pub(crate) struct Said {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

impl Said {
    fn get(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    fn sentence(self, language: Language) -> String {
        match language {
            Language::Chinese => format!("{}。", self.zh),
            Language::English => format!("{}.", self.en),
        }
    }
}

/// A sentence, where something holds for any figure.
pub(crate) fn anywhere(
    chart: &SeriesChart,
    said: Said,
    holds: impl Fn(&SeriesPoint) -> bool,
) -> Option<String> {
    let mut figures = chart.series.iter().flat_map(|series| &series.points);
    figures.any(|point| point.position().is_some() && holds(point)).then(|| said.sentence(chart.language))
}

/// A sentence with the names of the rows for which something holds; nothing where it holds for none.
pub(crate) fn named<'a>(
    chart: &'a SeriesChart,
    said: Said,
    name: impl Fn(&'a ChartSeries) -> Option<String>,
) -> Option<String> {
    let names: Vec<String> = chart.series.iter().filter_map(name).collect();
    let shown = names.iter().take(MOST_NAMED).map(String::as_str);
    let more = names.len().saturating_sub(MOST_NAMED);
    if names.is_empty() {
        return None;
    }
    let lead = said.get(chart.language);
    Some(match chart.language {
        Language::Chinese => {
            let shown = shown.collect::<Vec<_>>().join("、");
            let all = if more > 0 { format!("等{}项", names.len()) } else { String::new() };
            format!("{lead}：{shown}{all}。")
        }
        Language::English => {
            let shown = shown.collect::<Vec<_>>().join(", ");
            let all = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{lead}: {shown}{all}.")
        }
    })
}

/// Whiskers, arrows and what each status looks like: the same in every form with rows.
pub(crate) fn shared(chart: &SeriesChart, apart: f64, has_dots: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let whisker = Said { zh: "横线为该数的上下限", en: "Level bars are the bounds of their figure" };
    let is_whisker = |point: &SeriesPoint| has_whisker(point, apart) && (has_dots || !point.is_rough());
    notes.extend(anywhere(chart, whisker, is_whisker));
    let arrow =
        Said { zh: "箭头表示该方向没有界限", en: "An arrow stands where no bound is known" };
    let is_open = |point: &SeriesPoint| {
        point.bounds.is_some_and(|bounds| bounds.lower_value().is_none() || bounds.upper_value().is_none())
    };
    notes.extend(anywhere(chart, arrow, is_open));
    let looks = [
        (Status::P, "空心标记为暂定数", "Hollow marks are provisional"),
        (Status::E, "空心带点的标记为估计数", "Marks with a dot are estimates"),
        (Status::I, "空心带横线的标记为插补数", "Marks with a stroke across are imputed"),
        (Status::F, "浅色标记为预测", "Pale marks are forecasts"),
        (Status::U, "可靠性低的数", "Figures of low reliability"),
        (Status::V, "未经核实的数", "Figures that are not validated"),
        (
            Status::D,
            "口径不同，不可与其他行比较",
            "Of another definition, not to be compared with the other rows",
        ),
    ];
    for (status, zh, en) in looks {
        let is_of = |series: &ChartSeries| {
            let mut points = series.points.iter().filter(|point| point.position().is_some());
            points.any(|point| point.status == status).then(|| series.name.clone())
        };
        notes.extend(named(chart, Said { zh, en }, is_of));
    }
    notes
}

/// Figures of another period than the chart, rows without a figure, and what was asked for and has none.
pub(crate) fn of_one_period(chart: &SeriesChart) -> Vec<String> {
    let period = chart.common_label().unwrap_or_default();
    let with = |name: &str, what: &str| match chart.language {
        Language::Chinese => format!("{name}（{what}）"),
        Language::English => format!("{name} ({what})"),
    };
    let figure = |series: &'_ ChartSeries| {
        let point = series.points.first()?;
        let is_other = point.position().is_some() && point.label != period;
        is_other.then(|| with(&series.name, &point.label))
    };
    let other = Said { zh: "以下为其他时期的数", en: "These are figures of other periods" };
    let mut notes: Vec<String> = named(chart, other, figure).into_iter().collect();
    notes.extend(without(chart));
    notes.extend(remarks::left_out(&chart.left_out, chart.language));
    notes
}

/// The rows without a figure, with the reason.
pub(crate) fn without(chart: &SeriesChart) -> Option<String> {
    let said = Said { zh: "没有数", en: "Without a figure" };
    named(chart, said, |series| {
        let is_missing = series.points.iter().all(|point| point.position().is_none());
        let status = series.points.last().map_or(Status::O, |point| point.status);
        let word = status_word(status, chart.language);
        is_missing.then(|| match (chart.language, status) {
            (_, Status::O | Status::A) => series.name.clone(),
            (Language::Chinese, _) => format!("{}（{word}）", series.name),
            (Language::English, _) => format!("{} ({word})", series.name),
        })
    })
}
