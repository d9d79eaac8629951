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
    /// The month of the calendar, counted so that a round one ends a year, or begins it where months or quarters are named.
    pub(super) month: i32,
}

/// The steps at which labels are shown, in months: from all of them to centuries.
const STEPS: [i32; 13] = [2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000];

/// Which labels, in order of time, can be printed with a space between them: all, else the first, the last, and of those between the round
/// ones (halves, years, each second or fifth year), as many as fit.
pub(super) fn labels_that_fit(labels: &[TickLabel], space: f64) -> Vec<bool> {
    let apart = |left: &TickLabel, right: &TickLabel| {
        left.x + left.width / 2.0 + space <= right.x - right.width / 2.0
    };
    let fit = |shown: &[bool]| {
        let kept: Vec<&TickLabel> =
            labels.iter().zip(shown).filter(|(_, shown)| **shown).map(|(label, _)| label).collect();
        kept.windows(2).all(|pair| match pair {
            [left, right] => apart(left, right),
            _ => true,
        })
    };
    let all = vec![true; labels.len()];
    if fit(&all) {
        return all;
    }
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return all };
    let round = |step: i32| -> Vec<bool> {
        let between =
            |label: &TickLabel| apart(first, label) && apart(label, last) && label.month % step == 0;
        let is_end = |index: usize| index == 0 || index + 1 == labels.len();
        labels.iter().enumerate().map(|(index, label)| is_end(index) || between(label)).collect()
    };
    let ends = || {
        let last_alone: Vec<bool> = (0..labels.len()).map(|index| index + 1 == labels.len()).collect();
        Some(round(i32::MAX)).filter(|shown| fit(shown)).unwrap_or(last_alone)
    };
    STEPS.into_iter().map(round).find(|shown| fit(shown)).unwrap_or_else(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn labels(places: &[f64], width: f64) -> Vec<TickLabel> {
        places.iter().zip(0..).map(|(x, month)| TickLabel { x: *x, width, month }).collect()
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
        for (label, month) in two_close_then_years.iter_mut().zip([6, 12, 24, 36]) {
            label.month = month;
        }
        assert_eq!(labels_that_fit(&two_close_then_years, 5.0), [true, false, true, true]);
    }

    #[test]
    fn first_and_last_stand_and_the_years_between_are_round() {
        let years: Vec<TickLabel> = (2009..=2018)
            .zip(0..)
            .map(|(year, place)| TickLabel { x: f64::from(place) * 30.0, width: 40.0, month: year * 12 })
            .collect();
        let shown = labels_that_fit(&years, 5.0);
        let named: Vec<i32> =
            years.iter().zip(shown).filter(|(_, shown)| *shown).map(|(label, _)| label.month / 12).collect();
        assert_eq!(named, [2009, 2012, 2014, 2016, 2018]);
    }

    #[test]
    fn nothing_to_label_is_no_trouble() {
        assert_eq!(labels_that_fit(&[], 5.0), Vec::<bool>::new());
        assert_eq!(labels_that_fit(&labels(&[10.0], 500.0), 5.0), [true]);
    }
}
