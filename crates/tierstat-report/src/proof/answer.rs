//! Answers: what the ledger says, of what, and how both are put in words.

use super::claim::Name;
use super::history::Derived;
use tierstat_model::{Bounds, CodeLists, FigureId, Language, Localized, Period};
use tierstat_words as words;

/// One thing that the ledger says, and of what.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) bounds: Bounds,
    /// The point, where there is one.
    pub(super) value: Option<f64>,
    /// How the number is written.
    pub(super) form: Form,
    /// Whether the print behind it is exact.
    pub(super) is_exact: bool,
    /// Of what it is said.
    pub(super) of: Of,
    /// The figures that it stands on.
    pub(super) figures: Vec<FigureId>,
    /// What other sources print.
    pub(super) others: Vec<(Bounds, FigureId)>,
}

/// How an answer is written.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// As it is printed, in the words of each language.
    Print(Localized),
    /// As a plain number.
    Count,
    /// In percent.
    Percent,
    /// In percentage points.
    Points,
}

/// Of what an answer is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Of {
    pub(super) name: Name,
    pub(super) from: Option<Period>,
    pub(super) to: Period,
    pub(super) aspect: Aspect,
}

/// Which side of a series an answer tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Number,
    Coverage,
    Units,
    Trend,
    Forecast,
    Target,
    Place,
}

impl Answer {
    /// An answer that follows from figures.
    pub(super) fn derived(derived: Derived, form: Form, of: Of) -> Self {
        Self {
            is_exact: derived.bounds.as_point().is_some(),
            bounds: derived.bounds,
            value: derived.value,
            form,
            of,
            figures: derived.figures,
            others: Vec::new(),
        }
    }

    /// An answer of its own for each end of its bounds.
    pub(super) fn ends(&self) -> Vec<Self> {
        let ends = [Some(self.bounds.lower()), self.bounds.upper_value()];
        let end = |value: f64| {
            let bounds = Bounds::point(value).ok()?;
            Some(Self { bounds, value: Some(value), form: Form::Count, ..self.clone() })
        };
        ends.into_iter().flatten().filter_map(end).collect()
    }

    /// The number in words.
    pub(super) fn printed(&self) -> Localized {
        let both = |text: String| Localized::new(text.clone(), text);
        match &self.form {
            Form::Print(printed) => printed.clone(),
            Form::Count => match self.value {
                Some(value) => both(plain(value)),
                None => in_both(|language| words::bounds(&self.bounds, language)),
            },
            Form::Percent => in_both(|language| self.percent(language)),
            Form::Points => self.points(),
        }
    }

    /// A rate in percent with two digits; its bounds where the prints are rough.
    fn percent(&self, language: Language) -> String {
        let one = |value: f64| format!("{}%", words::hundredths(value * 100.0));
        let range = || self.range(language, one);
        match (self.value, self.bounds.as_point(), language) {
            (Some(value), Some(_), _) => one(value),
            (Some(value), None, Language::Chinese) => format!("{}（{}）", one(value), range()),
            (Some(value), None, Language::English) => format!("{} ({})", one(value), range()),
            (None, ..) => range(),
        }
    }

    /// Both ends of the bounds, or the one that there is.
    fn range(&self, language: Language, one: impl Fn(f64) -> String) -> String {
        let lower = one(self.bounds.lower());
        match (self.bounds.upper_value().map(one), language) {
            (Some(upper), Language::Chinese) => format!("{lower}–{upper}"),
            (Some(upper), Language::English) => format!("{lower} to {upper}"),
            (None, Language::Chinese) => format!("不低于{lower}"),
            (None, Language::English) => format!("at least {lower}"),
        }
    }

    /// A difference of rates, as a text writes it: its size, since 下降 and fell say the sign.
    fn points(&self) -> Localized {
        let points = in_both(|language| match self.value {
            Some(value) => words::hundredths(value.abs() * 100.0),
            None => self.range(language, |value| words::hundredths(value * 100.0)),
        });
        Localized::new(format!("{}个百分点", points.zh), format!("{} percentage points", points.en))
    }
}

/// A number without the digits of a computation that nobody prints.
fn plain(value: f64) -> String {
    words::count((value * 10.0).round() / 10.0)
}

fn in_both(said: impl Fn(Language) -> String) -> Localized {
    Localized::new(said(Language::Chinese), said(Language::English))
}

impl Of {
    /// In words: indicator · tier · area · period.
    pub(super) fn words(&self, lists: &CodeLists) -> Localized {
        let (id, tier, area) = &self.name;
        let indicator = lists.indicators.get(id).map(|found| found.name.clone());
        let indicator = indicator.unwrap_or_else(|| Localized::new(id.0.clone(), id.0.clone()));
        let tier = tier.as_ref().and_then(|id| lists.tiers.tiers.iter().find(|tier| tier.id == *id));
        let tier = tier.or(lists.tiers.total()).map(|tier| tier.name.clone()).unwrap_or_default();
        let area_zh = lists.areas.get(area).map_or_else(|| area.0.clone(), |area| area.name.clone());
        let area_en =
            lists.areas.get(area).and_then(|area| area.name_en.clone()).unwrap_or_else(|| area_zh.clone());
        let time = |language| {
            let to = words::period(self.to, language);
            match self.from {
                Some(from) => format!("{} → {to}", words::period(from, language)),
                None => to,
            }
        };
        let zh = format!("{} · {} · {area_zh} · {}", indicator.zh, tier.zh, time(Language::Chinese));
        let en = format!("{} · {} · {area_en} · {}", indicator.en, tier.en, time(Language::English));
        let (before, behind) = match self.aspect {
            Aspect::Number => ("", ""),
            Aspect::Coverage => ("the coverage of ", "的覆盖率"),
            Aspect::Units => ("the units that could be covered by ", "可覆盖的单位"),
            Aspect::Trend => ("the trend of ", "的趋势"),
            Aspect::Forecast => ("the forecast of ", "的预测"),
            Aspect::Target => ("the target of ", "的目标"),
            Aspect::Place => ("the place of ", "的名次"),
        };
        Localized::new(format!("{zh}{behind}"), format!("{before}{en}"))
    }
}
