//! Classes of values: few, with round bounds between figures, so that about as many tiles are in each.

use crate::SeriesPoint;
use crate::layout::value_scale::{in_unit, with_separators};
use crate::palette::{Colour, TILES, TILES_BELOW, TRACK};
use tierstat_model::{Bounds, Language, Upper};

/// A class: what is in it, and the shade of its tiles.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Class {
    pub(super) colour: Colour,
    /// Its bounds in words.
    pub(super) words: String,
}

/// All classes of a chart, the lowest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    pub(super) all: Vec<Class>,
    /// The bounds between classes at zero and above, upwards.
    above: Vec<f64>,
    /// The bounds between classes below zero without their signs, from zero away.
    below: Vec<f64>,
    /// Whether there are values below zero, so that zero parts the classes.
    parted: bool,
    unit: f64,
}

/// A bound between two classes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cut {
    value: f64,
    decimals: usize,
}

impl Classes {
    /// The classes of some values; as many as there are shades, or fewer where there are fewer values.
    pub(super) fn of(values: impl Iterator<Item = f64>, unit: f64, language: Language) -> Self {
        let unit = if unit.is_finite() && unit > 0.0 { unit } else { 1.0 };
        let (mut above, mut below, mut zeros) = (Vec::new(), Vec::new(), false);
        for value in values.filter(|value| value.is_finite()).map(|value| in_unit(value, unit)) {
            if value < 0.0 {
                below.push(-value);
            } else {
                zeros |= value == 0.0;
                above.push(value);
            }
        }
        let parted = !below.is_empty();
        if parted {
            above.retain(|value| *value > 0.0);
        }
        let most = if parted { TILES_BELOW.len() } else { TILES.len() };
        let (above_cuts, below_cuts) = (cuts(&mut above, most), cuts(&mut below, TILES_BELOW.len()));
        let mut all = Vec::new();
        if parted {
            let classes = TILES_BELOW.iter().take(below_cuts.len() + 1).enumerate();
            let words = classes.map(|(place, colour)| Class {
                colour: *colour,
                words: words_below(&below_cuts, place, language),
            });
            all.extend(words.collect::<Vec<_>>().into_iter().rev());
            if zeros {
                all.push(Class { colour: TRACK, words: "0".to_owned() });
            }
        }
        if !above.is_empty() {
            let classes = TILES.iter().take(above_cuts.len() + 1).enumerate();
            all.extend(classes.map(|(place, colour)| Class {
                colour: *colour,
                words: words_above(&above_cuts, place, parted, language),
            }));
        }
        let values = |cuts: Vec<Cut>| cuts.into_iter().map(|cut| cut.value).collect();
        Self { all, above: values(above_cuts), below: values(below_cuts), parted, unit }
    }

    /// The class of a figure by where it stands; of a rough one only where all that it may be is in one class.
    pub(super) fn of_point(&self, point: &SeriesPoint) -> Found<'_> {
        let at = |place: usize| self.all.get(place).map_or(Found::None, Found::One);
        match point.bounds.filter(|_| point.is_rough()) {
            Some(bounds) => {
                let (from, to) = self.ends(&bounds);
                match (self.all.get(from), self.all.get(to)) {
                    (Some(from), Some(to)) if from != to => Found::Between(from, to),
                    _ => at(from),
                }
            }
            None => point.position().map_or(Found::None, |value| at(self.place(in_unit(value, self.unit)))),
        }
    }

    /// The classes of the two ends of some bounds.
    fn ends(&self, bounds: &Bounds) -> (usize, usize) {
        let from = bounds.lower_value().map_or(0, |lower| self.place(in_unit(lower, self.unit)));
        let last = self.all.len().saturating_sub(1);
        let to = match bounds.upper() {
            Upper::Closed(upper) => self.place(in_unit(upper, self.unit)),
            // What is below a bound by however little is in the class below it.
            Upper::Open(upper) => {
                let upper = in_unit(upper, self.unit);
                let place = self.place(upper);
                let is_cut = self.above.contains(&upper) || (upper == 0.0 && self.parted);
                if is_cut { place.saturating_sub(1) } else { place }
            }
            Upper::Unbounded => last,
        };
        (from, to.max(from))
    }

    /// The place of a class among all; a value beyond those by which the classes were made is in the nearest.
    fn place(&self, value: f64) -> usize {
        let reached = |cuts: &[f64], value: f64| cuts.iter().filter(|cut| value >= **cut).count();
        if !self.parted {
            return reached(&self.above, value);
        }
        let lower = self.below.len();
        let has_zero = self.all.iter().any(|class| class.colour == TRACK);
        if value < 0.0 {
            lower - reached(&self.below, -value)
        } else if value == 0.0 {
            lower + 1
        } else {
            lower + 1 + usize::from(has_zero) + reached(&self.above, value)
        }
        .min(self.all.len().saturating_sub(1))
    }
}

/// In which class a figure is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found<'a> {
    /// This one.
    One(&'a Class),
    /// Its bounds are in two different ones.
    Between(&'a Class, &'a Class),
    /// There is none.
    None,
}

/// Round bounds that part values, none of them below zero, into about equal numbers; equal values stay together.
fn cuts(values: &mut [f64], most: usize) -> Vec<Cut> {
    values.sort_by(f64::total_cmp);
    let steps: Vec<(usize, [f64; 2])> = values
        .windows(2)
        .enumerate()
        .filter_map(|(place, pair)| match pair {
            [lower, upper] if lower < upper => Some((place + 1, [*lower, *upper])),
            _ => None,
        })
        .collect();
    let mut found: Vec<Cut> = Vec::new();
    let classes = most.min(steps.len() + 1);
    for class in 1..classes {
        let ideal = values.len() * class / classes;
        let nearest = steps.iter().min_by_key(|(place, _)| place.abs_diff(ideal));
        let Some((_, [lower, upper])) = nearest else { continue };
        if let Some(cut) = roundest(*lower, *upper)
            && found.last().is_none_or(|last| last.value < cut.value)
        {
            found.push(cut);
        }
    }
    found
}

/// The number of the fewest digits above one value and no more than another, both of them no less than zero.
fn roundest(lower: f64, upper: f64) -> Option<Cut> {
    let highest = upper.log10().floor() as i32 + 1;
    for power in (highest - 16..=highest).rev() {
        let decimals = usize::try_from(-power).unwrap_or(0);
        for (factor, decimals) in [(1.0, decimals), (0.5, usize::try_from(1 - power).unwrap_or(0))] {
            let step = 10_f64.powi(power) * factor;
            // The number in the middle of those that will do: it is far from both values.
            let (first, last) = ((lower / step + 1e-9).floor() + 1.0, (upper / step + 1e-9).floor());
            if first > last || !first.is_finite() || !last.is_finite() {
                continue;
            }
            let number = ((first + last) / 2.0).floor() * step;
            let value = format!("{number:.decimals$}").parse().unwrap_or(number);
            if lower < value && value <= upper {
                return Some(Cut { value, decimals });
            }
        }
    }
    None
}

fn printed(cut: Cut) -> String {
    with_separators(cut.value, cut.decimals)
}

/// The bounds of a class of values above zero, or of all where there are none below.
fn words_above(cuts: &[Cut], place: usize, parted: bool, language: Language) -> String {
    let chinese = language == Language::Chinese;
    let from = place.checked_sub(1).and_then(|before| cuts.get(before)).copied().map(printed);
    let to = cuts.get(place).copied().map(printed);
    match (from, to, chinese) {
        (None, None, true) => if parted { "高于0" } else { "全部" }.to_owned(),
        (None, None, false) => if parted { "above 0" } else { "all" }.to_owned(),
        (None, Some(to), true) => {
            if parted {
                format!("高于0，不足{to}")
            } else {
                format!("不足{to}")
            }
        }
        (None, Some(to), false) => {
            if parted {
                format!("above 0, under {to}")
            } else {
                format!("under {to}")
            }
        }
        (Some(from), Some(to), true) => format!("{from}至不足{to}"),
        (Some(from), Some(to), false) => format!("{from} to under {to}"),
        (Some(from), None, true) => format!("{from}及以上"),
        (Some(from), None, false) => format!("{from} or more"),
    }
}

/// The bounds of a class of values below zero.
fn words_below(cuts: &[Cut], place: usize, language: Language) -> String {
    let chinese = language == Language::Chinese;
    let minus = |cut: &Cut| format!("−{}", printed(*cut));
    let near = place.checked_sub(1).and_then(|before| cuts.get(before)).map(minus);
    let far = cuts.get(place).map(minus);
    match (near, far, chinese) {
        (None, None, true) => "低于0".to_owned(),
        (None, None, false) => "under 0".to_owned(),
        (None, Some(far), true) => format!("高于{far}，低于0"),
        (None, Some(far), false) => format!("above {far}, under 0"),
        (Some(near), Some(far), true) => format!("高于{far}至{near}"),
        (Some(near), Some(far), false) => format!("above {far} to {near}"),
        (Some(near), None, true) => format!("{near}及以下"),
        (Some(near), None, false) => format!("{near} or less"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tierstat_model::Period;

    fn words(values: &[f64], unit: f64, language: Language) -> Vec<String> {
        let classes = Classes::of(values.iter().copied(), unit, language);
        classes.all.into_iter().map(|class| class.words).collect()
    }

    fn point(bounds: Bounds) -> SeriesPoint {
        SeriesPoint { bounds: Some(bounds), ..SeriesPoint::empty(Period::Year(2018), "2018".to_owned()) }
    }

    #[test]
    fn bounds_are_round_and_part_the_values_evenly() {
        let values = [3.0, 17.0, 22.0, 41.0, 88.0, 130.0, 245.0, 911.0];
        assert_eq!(
            words(&values, 1.0, Language::Chinese),
            ["不足20", "20至不足50", "50至不足200", "200及以上"]
        );
        assert_eq!(
            words(&[1e4, 2.5e4, 9e4], 1e4, Language::English),
            ["under 2", "2 to under 5", "5 or more"]
        );
        assert_eq!(words(&[5.0, 5.0, 5.0], 1.0, Language::English), ["all"]);
        assert_eq!(words(&[0.283, 0.284], 0.01, Language::English), ["under 28.4", "28.4 or more"]);
    }

    #[test]
    fn zero_parts_what_grew_from_what_fell() {
        let values = [-0.12, -0.03, 0.0, 0.04, 0.2];
        assert_eq!(
            words(&values, 0.01, Language::Chinese),
            ["−10及以下", "高于−10，低于0", "0", "高于0，不足10", "10及以上"]
        );
        assert_eq!(words(&[-3.0, 8.0], 1.0, Language::English), ["under 0", "above 0"]);
    }

    #[test]
    fn a_rough_figure_is_in_a_class_only_where_all_of_it_is() {
        let classes = Classes::of([10.0, 30.0, 60.0, 90.0].into_iter(), 1.0, Language::English);
        let of = |bounds: Bounds| classes.of_point(&point(bounds));
        let [first, second, third, last] = classes.all.as_slice() else { panic!("{classes:?}") };
        assert_eq!(second.words, "20 to under 50");
        assert_eq!(of(Bounds::half_open(20.0, 50.0).unwrap()), Found::One(second));
        assert_eq!(of(Bounds::closed(20.0, 50.0).unwrap()), Found::Between(second, third));
        assert_eq!(of(Bounds::at_least(95.0).unwrap()), Found::One(last));
        assert_eq!(of(Bounds::at_least(5.0).unwrap()), Found::Between(first, last));
    }

    proptest! {
        #[test]
        fn every_value_is_in_the_class_that_says_so(
            values in proptest::collection::vec(prop_oneof![-1e3..1e6_f64, -1.0..1.0_f64, Just(0.0)], 1..40),
        ) {
            let classes = Classes::of(values.iter().copied(), 1.0, Language::English);
            prop_assert!(classes.all.len() <= 7);
            for value in &values {
                let Found::One(class) = classes.of_point(&point(Bounds::point(*value).unwrap())) else {
                    panic!("{value} is in no class");
                };
                let number = |text: &str| text.replace(',', "").replace('−', "-").parse::<f64>().unwrap();
                for part in class.words.split(", ") {
                    let holds = match part.split(' ').collect::<Vec<_>>().as_slice() {
                        ["all"] => true,
                        ["0"] => *value == 0.0,
                        ["under", to] => *value < number(to),
                        ["above", from] => *value > number(from),
                        [from, "to", "under", to] => (number(from)..number(to)).contains(value),
                        ["above", from, "to", to] => *value > number(from) && *value <= number(to),
                        [from, "or", "more"] => *value >= number(from),
                        [to, "or", "less"] => *value <= number(to),
                        other => panic!("{other:?}"),
                    };
                    prop_assert!(holds, "{} in {}", value, part);
                }
            }
        }
    }
}
