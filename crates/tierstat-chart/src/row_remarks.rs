//! What a reader has to know of a chart with a row for each thing: rough figures, other periods, what is missing. Note and description say the same.

use crate::layout::{Rough, has_whisker};
use crate::{
    ChartSeries, Link, SeriesChart, SeriesForm, SeriesPoint, TileShow, ValueAxis, remarks, status_word,
};
use tierstat_model::{Language, Status};

/// So many rows are named; of more the number.
const MOST_NAMED: usize = 6;

const PALE_PART: Said = Said {
    zh: "浅色段为只知上下限的部分",
    en: "The pale part of a bar is what is known only within bounds",
};

/// The remarks of bars of one period, a sentence each.
pub(crate) fn of_bars(chart: &SeriesChart, apart: f64) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(anywhere(chart, PALE_PART, SeriesPoint::is_rough));
    notes.extend(shared(chart, apart));
    notes.extend(of_one_period(chart));
    notes
}

/// The remarks of dots of one period, a sentence each.
pub(crate) fn of_dots(chart: &SeriesChart, apart: f64) -> Vec<String> {
    let mut notes: Vec<String> = rough_marks(chart).into_iter().collect();
    notes.extend(shared(chart, apart));
    if chart.ranks {
        let said = Said {
            zh: "并列者名次相同，约数的名次为其可能的范围",
            en: "Equal figures share a rank, and a rough one has the range of those that it may have",
        };
        notes.push(said.sentence(chart.language));
    }
    notes.extend(of_one_period(chart));
    notes.extend(fitted(chart));
    notes
}

/// The remarks of tiles, a sentence each.
pub(crate) fn of_tiles(chart: &SeriesChart) -> Vec<String> {
    let schematic = Said {
        zh: "示意图：格位只表示大致方位，不表示边界和面积",
        en: "Schematic: tiles stand about where areas lie and show neither borders nor sizes",
    };
    let mut notes = vec![schematic.sentence(chart.language)];
    if chart.board.show == TileShow::Sparkline {
        let own = Said {
            zh: "各格的线自该格最低的数画到最高的数，只看走势，格与格不能比较高低",
            en: "Each line runs from the lowest to the highest figure of its tile: it shows the course, and heights cannot be compared between tiles",
        };
        notes.push(own.sentence(chart.language));
        let rough = Said {
            zh: "≈为约数，竖线为其上下限",
            en: "≈ is rough, and an upright line shows its bounds",
        };
        notes.extend(anywhere(chart, rough, SeriesPoint::is_rough));
        notes.extend(remarks::of(chart));
        notes.extend(without(chart));
    } else {
        let rough = Said {
            zh: "≈为约数，所写为来源所称的一端；上下限都在同一级的着该级颜色，否则为两级颜色的斜纹",
            en: "≈ is rough, and the number is the end that the source names; it has the shade of a class where all its bounds are in it, else the stripes of two",
        };
        notes.extend(anywhere(chart, rough, SeriesPoint::is_rough));
        notes.extend(looks(chart));
        notes.extend(of_one_period(chart));
    }
    let names = &chart.board.without_tile;
    if !names.is_empty() {
        notes.push(match chart.language {
            Language::Chinese => format!("有数而没有格位，未画：{}。", names.join("、")),
            Language::English => format!("Not drawn, for want of a tile: {}.", names.join(", ")),
        });
    }
    notes
}

/// The remarks of dumbbells, a sentence each.
pub(crate) fn of_dumbbells(chart: &SeriesChart, apart: f64) -> Vec<String> {
    let [first, last] = chart.two_labels();
    let mut notes = Vec::new();
    if first != last {
        notes.push(match chart.language {
            Language::Chinese => format!("菱形为{first}，圆点为{last}。"),
            Language::English => format!("Diamonds are {first}, dots {last}."),
        });
    }
    notes.extend(rough_marks(chart));
    notes.extend(shared(chart, apart));
    notes.extend(of_breaks(chart));
    notes.extend(fitted(chart));
    notes
}

/// The remarks of grouped bars, a sentence each.
pub(crate) fn of_grouped_bars(chart: &SeriesChart, apart: f64) -> Vec<String> {
    if chart.has_parts() {
        return of_bars(chart, apart);
    }
    let mut notes: Vec<String> = anywhere(chart, PALE_PART, SeriesPoint::is_rough).into_iter().collect();
    notes.extend(shared(chart, apart));
    notes.extend(of_breaks(chart));
    notes
}

/// Rows that break between their periods, rows that lack one, and rows without any.
pub(crate) fn of_breaks(chart: &SeriesChart) -> Vec<String> {
    let is_dumbbell = chart.form == SeriesForm::Dumbbell;
    let linked = |link: Link| {
        move |series: &ChartSeries| {
            let mut points = series.points.iter().filter(|point| point.position().is_some());
            points.any(|point| point.link == link).then(|| series.name.clone())
        }
    };
    let mut notes = Vec::new();
    let (zh, en) = if is_dumbbell {
        (
            "两期之间口径中断，不可比，不连线",
            "Broken between the two periods, not to be compared and not joined",
        )
    } else {
        (
            "各期之间口径中断，前后的数不可比",
            "Broken between the periods: before and after figures cannot be compared",
        )
    };
    notes.extend(named(chart, Said { zh, en }, linked(Link::Break(Status::B))));
    let (zh, en) = ("各期口径不同，不可比", "Of different definitions at the periods, not to be compared");
    notes.extend(named(chart, Said { zh, en }, linked(Link::Break(Status::D))));
    let (zh, en) = (
        "各期之间口径更换，前后的数不可直接相比",
        "The definition changes between the periods: figures before and after it are not compared",
    );
    notes.extend(named(chart, Said { zh, en }, linked(Link::Spliced)));
    let days =
        if is_dumbbell { chart.two_days().map(Vec::from).unwrap_or_default() } else { chart.few_days() };
    let lacks = |series: &ChartSeries| {
        let has = days.iter().filter(|day| series.figure_at(**day).is_some()).count();
        let absent = days.iter().find(|day| series.figure_at(**day).is_none())?;
        let mut points = chart.series.iter().flat_map(|series| &series.points);
        let label = &points.find(|point| point.day() == *absent)?.label;
        (has > 0).then(|| match chart.language {
            Language::Chinese => format!("{}（{label}）", series.name),
            Language::English => format!("{} ({label})", series.name),
        })
    };
    notes.extend(named(chart, Said { zh: "缺一期的数", en: "Without the figure of a period" }, lacks));
    notes.extend(without(chart));
    notes.extend(contradicting(chart));
    notes.extend(remarks::left_out(&chart.left_out, chart.language));
    notes
}

/// What half-filled marks are.
fn rough_marks(chart: &SeriesChart) -> Option<String> {
    let said = Said {
        zh: "半实心标记为约数，只知横线所示的上下限",
        en: "Half-filled marks are rough: only the bounds that the level bar shows are known",
    };
    anywhere(chart, said, SeriesPoint::is_rough)
}

/// Of an axis that does not begin at zero.
const NOT_FROM_ZERO: Said =
    Said { zh: "横轴不从零开始", en: "The axis of values does not begin at zero" };

/// The remarks of a chart whose axis begins at zero after all, since that is the round number below all others.
pub(crate) fn from_zero(mut notes: Vec<String>) -> Vec<String> {
    let said = [Language::Chinese, Language::English].map(|language| NOT_FROM_ZERO.sentence(language));
    notes.retain(|note| !said.contains(note));
    notes
}

/// That the axis does not begin at zero.
fn fitted(chart: &SeriesChart) -> Option<String> {
    let figures = chart.series.iter().flat_map(|series| &series.points);
    let lowest = figures.filter_map(SeriesPoint::position).fold(f64::INFINITY, f64::min);
    let said = NOT_FROM_ZERO;
    (chart.axis == ValueAxis::Fitted && lowest > 0.0).then(|| said.sentence(chart.language))
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
    listed(chart.language, said, &chart.series.iter().filter_map(name).collect::<Vec<String>>())
}

/// A sentence with names, of which so many are told; nothing where there are none.
fn listed(language: Language, said: Said, names: &[String]) -> Option<String> {
    let shown = names.iter().take(MOST_NAMED).map(String::as_str);
    let more = names.len().saturating_sub(MOST_NAMED);
    if names.is_empty() {
        return None;
    }
    let lead = said.get(language);
    Some(match language {
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
pub(crate) fn shared(chart: &SeriesChart, apart: f64) -> Vec<String> {
    let mut notes = Vec::new();
    let whisker = Said {
        zh: "横线为所标之数的上下限",
        en: "Level bars are the bounds of the figure that is stated",
    };
    let is_whisker = |point: &SeriesPoint| has_whisker(point, Rough::Apart(apart)) && !point.is_rough();
    notes.extend(anywhere(chart, whisker, is_whisker));
    let arrow =
        Said { zh: "箭头表示该方向没有界限", en: "An arrow stands where no bound is known" };
    let is_open = |point: &SeriesPoint| {
        point.bounds.is_some_and(|bounds| bounds.lower_value().is_none() || bounds.upper_value().is_none())
    };
    notes.extend(anywhere(chart, arrow, is_open));
    notes.extend(looks(chart));
    notes
}

/// What each status looks like, with the names of those that have it.
fn looks(chart: &SeriesChart) -> Vec<String> {
    let mut notes = Vec::new();
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

/// The remarks of stacked bars, a sentence each.
pub(crate) fn of_stacked_bars(chart: &SeriesChart) -> Vec<String> {
    let mut notes = looks(chart);
    let periods: Vec<String> = chart.incomplete_days().into_iter().map(|(_, label)| label).collect();
    if !periods.is_empty() {
        notes.push(match chart.language {
            Language::Chinese => format!("有部分缺数而未堆叠：{}。", periods.join("、")),
            Language::English => format!("Not stacked, for want of a part: {}.", periods.join(", ")),
        });
    }
    let said = Said {
        zh: "各期之间口径中断，前后的数不可比",
        en: "Broken between the periods: before and after figures cannot be compared",
    };
    notes.extend(named(chart, said, |series| {
        let mut figures = series.own_figures().skip(1);
        figures.any(|point| point.link != Link::Line).then(|| series.name.clone())
    }));
    notes.extend(of_sums(chart));
    notes.extend(without_part(chart));
    notes.extend(contradicting(chart));
    notes.extend(remarks::left_out(&chart.left_out, chart.language));
    notes
}

/// The remarks of contributions, a sentence each.
pub(crate) fn of_contributions(chart: &SeriesChart) -> Vec<String> {
    let said = Said {
        zh: "自首期合计起，逐项加上各部分的增减，至末期合计",
        en: "From the first total on, each part adds or takes its change, up to the latest total",
    };
    let mut notes = vec![said.sentence(chart.language)];
    notes.extend(looks(chart));
    notes.extend(of_sums(chart));
    notes.extend(without_part(chart));
    notes.extend(contradicting(chart));
    notes.extend(remarks::left_out(&chart.left_out, chart.language));
    notes
}

/// Which parts have no figure in which periods, where the others come to the total without them.
fn without_part(chart: &SeriesChart) -> Option<String> {
    let parts: Vec<String> = chart
        .parts_without()
        .into_iter()
        .map(|(name, periods)| match chart.language {
            Language::Chinese => format!("{name}（{}）", periods.join("、")),
            Language::English => format!("{name} ({})", periods.join(", ")),
        })
        .collect();
    let said = match chart.language {
        Language::Chinese => format!("没有数，其余各部分已合于合计：{}。", parts.join("、")),
        Language::English => {
            format!("Without a figure, the other parts come to the total: {}.", parts.join(", "))
        }
    };
    (!parts.is_empty()).then_some(said)
}

/// That no source prints a total.
fn of_sums(chart: &SeriesChart) -> Option<String> {
    let said = Said {
        zh: "有的合计没有来源印出，为各部分之和",
        en: "Totals that no source prints are the sums of the parts",
    };
    let total = chart.total.as_ref()?;
    let is_sum = |point: &SeriesPoint| point.position().is_some() && !point.reason.is_empty();
    total.points.iter().any(is_sum).then(|| said.sentence(chart.language))
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
    notes.extend(contradicting(chart));
    notes.extend(remarks::left_out(&chart.left_out, chart.language));
    notes
}

/// What contradicts the others of its series and is not drawn.
fn contradicting(chart: &SeriesChart) -> Option<String> {
    let said = Said {
        zh: "与该序列其余的数不能相合，未画",
        en: "Not drawn, since they contradict the other figures of their series",
    };
    listed(chart.language, said, &chart.set_apart())
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
