//! All that the ledger says of an indicator, found by number: of whom is the number that a text gives to another?

use super::answer::Answer;
use tierstat_model::Bounds;

/// Answers in order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    answers: Vec<Answer>,
    /// Lower bounds and points, each with the place of its answer, in order of size.
    numbers: Vec<(f64, usize)>,
}

impl Elsewhere {
    pub(super) fn of(answers: Vec<Answer>) -> Self {
        let numbers = answers.iter().enumerate().flat_map(|(place, answer)| {
            std::iter::once(answer.bounds.lower()).chain(answer.value).map(move |number| (number, place))
        });
        let mut numbers: Vec<(f64, usize)> = numbers.collect();
        numbers.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        Self { answers, numbers }
    }

    /// The answers that begin within some bounds or nearly so, in order.
    pub(super) fn near(&self, bounds: &Bounds, slack: f64) -> Vec<&Answer> {
        let least = bounds.lower() - slack;
        let most = bounds.upper_value().map_or(f64::INFINITY, |upper| upper + slack);
        let from = self.numbers.partition_point(|(number, _)| *number < least);
        let to = self.numbers.partition_point(|(number, _)| *number <= most);
        let mut places: Vec<usize> =
            self.numbers.get(from..to).unwrap_or_default().iter().map(|(_, place)| *place).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.answers.get(place)).collect()
    }
}
