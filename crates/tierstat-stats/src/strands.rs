//! Which figures of a series hold together: those that may be read as one development.
//!
//! A stock that falls to less than half from one document to the next is two definitions before it is a fall, as `definition.differs`
//! of the checks has it, and a step by a factor of hundreds is a lost 万. Such figures are not joined: the largest part of the series
//! that holds together is one strand, and of equally large ones the one that moves least; what contradicts it stands apart.

use tierstat_model::{Figure, Measure, Status};

/// A fall to less than this share, between two documents, is no development.
const HALF: f64 = 0.5;
/// A fall to less than this share within half a year, between two documents, is none either: so soon both should tell the same.
const NEARLY: f64 = 0.9;
const HALF_A_YEAR: i32 = 184;
/// A factor that is a lost or doubled 万, whoever prints it; as a power of ten.
const MAGNITUDE: f64 = 2.5;
/// So far back a figure looks for one that it goes on from.
const LOOK_BACK: usize = 60;
/// How much moving counts against being one figure more: a tie-break, and no more.
const UNREST: f64 = 1e-3;

/// The strand of each figure of a series in order of time: 0 for those that hold together, another number for what contradicts them.
#[must_use]
pub fn strands(figures: &[&Figure]) -> Vec<usize> {
    let (mut best, mut from): (Vec<f64>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (index, figure) in figures.iter().enumerate() {
        let candidates = (index.saturating_sub(LOOK_BACK)..index).rev().filter_map(|earlier| {
            let before = figures.get(earlier).filter(|before| !contradicts(before, figure))?;
            Some((earlier, best.get(earlier)? - UNREST * unrest(before, figure)))
        });
        let goes_on = candidates.reduce(|one, other| if other.1 > one.1 { other } else { one });
        best.push(1.0 + goes_on.map_or(0.0, |(_, merit)| merit));
        from.push(goes_on.map(|(earlier, _)| earlier));
    }
    // Of equal ones the latest, which later figures go on from.
    let last =
        (0..best.len()).reduce(|one, other| if best.get(other) >= best.get(one) { other } else { one });
    let mut strands: Vec<Option<usize>> = vec![None; figures.len()];
    let mut place = last;
    while let Some(index) = place {
        if let Some(strand) = strands.get_mut(index) {
            *strand = Some(0);
        }
        place = from.get(index).copied().flatten();
    }
    let mut apart: Option<&Figure> = None;
    let mut count = 0;
    let mut numbered = Vec::with_capacity(figures.len());
    for (strand, figure) in strands.into_iter().zip(figures.iter().copied()) {
        numbered.push(strand.unwrap_or_else(|| {
            let goes_on = apart.replace(figure).is_some_and(|before| !contradicts(before, figure));
            count += usize::from(!goes_on);
            count
        }));
    }
    numbered
}

/// What stands in order of time, parted into those that hold together and those that contradict them; what has no figure contradicts
/// none.
#[must_use]
pub fn held_together<T>(items: Vec<T>, figure: impl Fn(&T) -> Option<&Figure>) -> (Vec<T>, Vec<T>) {
    let figures: Vec<&Figure> = items.iter().filter_map(&figure).collect();
    let mut strands = strands(&figures).into_iter();
    let has_figure: Vec<bool> = items.iter().map(|item| figure(item).is_some()).collect();
    let mut holds = has_figure.into_iter().map(|has| !has || strands.next().is_none_or(|strand| strand == 0));
    items.into_iter().partition(|_| holds.next().unwrap_or(true))
}

/// Whether two figures of a series cannot both be read as one development.
#[must_use]
pub fn contradicts(earlier: &Figure, later: &Figure) -> bool {
    // Of a break or another definition the series itself says so.
    let is_told = later.status == Status::B || (earlier.status == Status::D) != (later.status == Status::D);
    let (Some(one), Some(other)) = (earlier.quantity.bounds, later.quantity.bounds) else { return false };
    if is_told || earlier.measure != Measure::Stock || later.status == Status::F {
        return false;
    }
    // The nearest that the bounds allow, which none may cross zero.
    let falls =
        |share: f64| other.upper_value().is_some_and(|upper| upper >= 0.0 && upper < one.lower() * share);
    let rises =
        |factor: f64| one.upper_value().is_some_and(|upper| upper > 0.0 && other.lower() > upper * factor);
    let factor = 10_f64.powf(MAGNITUDE);
    let days =
        earlier.period.last_day().until(later.period.last_day()).map_or(i32::MAX, |span| span.get_days());
    let share = if days <= HALF_A_YEAR { NEARLY } else { HALF };
    (!is_one_source(earlier, later) && falls(share)) || falls(1.0 / factor) || rises(factor)
}

/// Whether two figures are of one publication, in whatever edition: what falls from year to year there does fall.
fn is_one_source(one: &Figure, other: &Figure) -> bool {
    let (one, other) = (&one.origin.document, &other.origin.document);
    one.publisher == other.publisher && one.title == other.title
}

/// How far it is from one figure to another, as a factor.
fn unrest(one: &Figure, other: &Figure) -> f64 {
    let size = |figure: &Figure| {
        let bounds = figure.quantity.bounds;
        figure.quantity.value.or_else(|| bounds.map(|bounds| bounds.lower())).filter(|size| *size > 0.0)
    };
    size(one).zip(size(other)).map_or(0.0, |(one, other)| (other / one).ln().abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierstat_model::{
        AreaCode, Breakdown, CellRef, Document, FigureId, IndicatorId, Origin, Period, Quantity, TierId,
        UnitId,
    };

    fn figure(year: i16, value: f64, document: &str) -> Figure {
        Figure {
            id: FigureId(year.to_string()),
            indicator: IndicatorId("agencies".into()),
            tier: TierId("all".into()),
            area: AreaCode("000000".into()),
            breakdown: Breakdown::whole(),
            period: Period::Year(year),
            measure: Measure::Stock,
            quantity: Quantity::exact(value.to_string(), value).unwrap(),
            unit: UnitId("number".into()),
            status: Status::A,
            origin: Origin {
                document: Document { title: document.into(), ..Document::default() },
                cell: CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 },
                content_hash: String::new(),
                known_on: "2020-01-01".parse().unwrap(),
                source_rank: 1,
                phrase: None,
            },
            correction: None,
        }
    }

    #[track_caller]
    fn check(figures: &[(i16, f64, &str)], expected: &[usize]) {
        let figures: Vec<Figure> =
            figures.iter().map(|(year, value, document)| figure(*year, *value, document)).collect();
        assert_eq!(strands(&figures.iter().collect::<Vec<_>>()), expected);
    }

    #[test]
    fn a_figure_of_another_definition_stands_apart() {
        let agencies =
            [(2018, 9793.0, "a"), (2020, 13_000.0, "b"), (2021, 5000.0, "c"), (2022, 19_000.0, "d")];
        check(&agencies, &[0, 0, 1, 0]);
    }

    #[test]
    fn growth_and_a_fall_that_one_document_tells_are_one_development() {
        check(&[(2012, 600.0, "a"), (2013, 2452.0, "b"), (2014, 3300.0, "c")], &[0, 0, 0]);
        check(&[(2012, 600.0, "a"), (2013, 100.0, "a"), (2014, 120.0, "a")], &[0, 0, 0]);
        check(&[], &[]);
    }

    #[test]
    fn two_documents_within_half_a_year_should_tell_the_same() {
        let mut figures = [
            figure(2011, 446.0, "a"),
            figure(2012, 462.0, "b"),
            figure(2012, 320.0, "c"),
            figure(2013, 480.0, "a"),
        ];
        figures[1].period = "2012-11".parse().unwrap();
        assert_eq!(strands(&figures.iter().collect::<Vec<_>>()), [0, 0, 1, 0]);
    }

    #[test]
    fn two_levels_are_two_strands() {
        let levels =
            [(2011, 100.0, "a"), (2012, 110.0, "a"), (2013, 40.0, "b"), (2014, 45.0, "b"), (2015, 50.0, "b")];
        check(&levels, &[1, 1, 0, 0, 0]);
    }

    #[test]
    fn a_lost_ten_thousand_stands_apart_whoever_prints_it() {
        check(&[(2012, 3e6, "a"), (2013, 300.0, "a"), (2014, 3.2e6, "a")], &[0, 1, 0]);
    }
}
