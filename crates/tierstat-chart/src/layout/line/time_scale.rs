//! The axis of time: true to the calendar, with as many periods named as fit.

use jiff::civil::Date;

/// A linear scale from days to places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimeScale {
    first: Date,
    last: Date,
    left: f64,
    right: f64,
}

impl TimeScale {
    /// A scale from the first to the last day.
    pub(super) fn new(first: Date, last: Date, left: f64, right: f64) -> Self {
        Self { first, last, left, right }
    }

    /// Where a day stands; in the middle where there is only one.
    pub(super) fn x(&self, day: Date) -> f64 {
        let all = days_between(self.first, self.last);
        let share = if all > 0.0 { days_between(self.first, day) / all } else { 0.5 };
        self.left + (self.right - self.left) * share
    }
}

/// The days from one day to another.
pub(super) fn days_between(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

/// A label of the axis: its place and its width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TickLabel {
    pub(super) x: f64,
    pub(super) width: f64,
    /// Whether it names a year's end, which is kept before others.
    pub(super) year_end: bool,
}

/// Which labels, in order of time, can be printed with a space between them: all, or every second, third and
/// so on counted back from the last where the periods are regular, else the last, the first, the ends of
/// years, and what still fits.
pub(super) fn labels_that_fit(labels: &[TickLabel], space: f64) -> Vec<bool> {
    let fit = |shown: &[bool]| {
        let kept: Vec<&TickLabel> =
            labels.iter().zip(shown).filter(|(_, shown)| **shown).map(|(label, _)| label).collect();
        kept.windows(2).all(|pair| match pair {
            [left, right] => left.x + left.width / 2.0 + space <= right.x - right.width / 2.0,
            _ => true,
        })
    };
    let all = vec![true; labels.len()];
    if fit(&all) {
        return all;
    }
    if is_regular(labels) {
        for every in 2..labels.len() {
            let shown: Vec<bool> =
                (0..labels.len()).map(|index| (labels.len() - 1 - index).is_multiple_of(every)).collect();
            if fit(&shown) {
                return shown;
            }
        }
    }
    let mut shown = vec![false; labels.len()];
    let last = labels.len().saturating_sub(1);
    let year_ends = || (0..labels.len()).rev().filter(|index| labels[*index].year_end);
    for index in [last, 0].into_iter().chain(year_ends()).chain((0..labels.len()).rev()) {
        if let Some(place) = shown.get_mut(index).filter(|place| !**place) {
            *place = true;
            if !fit(&shown) {
                shown[index] = false;
            }
        }
    }
    shown
}

/// Whether the labels are spaced alike, to a tenth: months and leap years differ a little.
fn is_regular(labels: &[TickLabel]) -> bool {
    let gaps = || labels.windows(2).filter_map(|pair| Some(pair.get(1)?.x - pair.first()?.x));
    let (shortest, longest) = (gaps().fold(f64::INFINITY, f64::min), gaps().fold(0.0, f64::max));
    longest <= shortest * 1.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn labels(places: &[f64], width: f64) -> Vec<TickLabel> {
        places.iter().map(|x| TickLabel { x: *x, width, year_end: false }).collect()
    }

    #[test]
    fn days_stand_where_the_calendar_puts_them() {
        let scale = TimeScale::new(date(2015, 6, 30), date(2018, 12, 31), 0.0, 1280.0);
        assert!((scale.x(date(2015, 12, 31)) - 184.0).abs() < 1e-9);
        assert!((scale.x(date(2018, 12, 31)) - 1280.0).abs() < 1e-9);
        let one_day = TimeScale::new(date(2015, 6, 30), date(2015, 6, 30), 0.0, 100.0);
        assert!((one_day.x(date(2015, 6, 30)) - 50.0).abs() < 1e-9);
    }

    #[test]
    fn regular_periods_are_thinned_evenly_and_keep_the_last() {
        let shown = labels_that_fit(&labels(&[0.0, 30.0, 60.0, 90.0, 120.0], 40.0), 5.0);
        assert_eq!(shown, [true, false, true, false, true]);
    }

    #[test]
    fn irregular_periods_keep_the_ends_and_what_fits() {
        let mut two_close_then_years = labels(&[0.0, 20.0, 100.0, 180.0], 50.0);
        two_close_then_years[1].year_end = true;
        assert_eq!(labels_that_fit(&two_close_then_years, 5.0), [true, false, true, true]);
    }

    #[test]
    fn nothing_to_label_is_no_trouble() {
        assert_eq!(labels_that_fit(&[], 5.0), Vec::<bool>::new());
        assert_eq!(labels_that_fit(&labels(&[10.0], 500.0), 5.0), [true]);
    }
}
