//! Observations as SDMX-CSV 2.0 writes them.

use tierstat_answers::figures::FiguresQuestion;
use tierstat_model::{Breakdown, CodeLists, DimensionId, Measure, MemberId, Period, Reading};

/// The columns of SDMX-CSV 2.0: structure, action, dimensions, observation, attributes; dimensions of parts stand behind [`LAST_DIMENSION`].
const SDMX: [&str; 15] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "INDICATOR",
    "TIER",
    "REF_AREA",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_LOWER",
    "OBS_UPPER",
    "UNIT_MEASURE",
    "OBS_STATUS",
    "DECIMAL_PRINT",
    "SOURCE",
];

/// The last dimension of every observation.
const LAST_DIMENSION: &str = "TIME_PERIOD";

/// The columns and the observations; each dimension by which one of them is broken down has a column, in the order of the lists.
pub(super) fn observations(
    readings: &[Reading],
    question: &FiguresQuestion,
    lists: &CodeLists,
) -> (Vec<String>, Vec<Vec<String>>) {
    let parts: Vec<Breakdown> = readings
        .iter()
        .map(|reading| question.shown(&reading.key.indicator, &reading.key.breakdown))
        .collect();
    let mut used: Vec<&DimensionId> =
        parts.iter().flat_map(|part| part.members().map(|(dimension, _)| dimension)).collect();
    let all = &lists.dimensions.dimensions;
    let place = |id: &DimensionId| all.iter().position(|other| other.id == *id).unwrap_or(all.len());
    used.sort_by_key(|id| (place(id), *id));
    used.dedup();
    let at = SDMX.iter().position(|column| *column == LAST_DIMENSION).map_or(SDMX.len(), |place| place + 1);
    let mut columns = SDMX.map(str::to_owned).to_vec();
    let mut named: Vec<String> = Vec::new();
    for id in &used {
        named.push(column(id, &named));
    }
    columns.splice(at..at, named);
    let rows = readings.iter().zip(&parts).map(|(reading, part)| {
        let mut row = observation(reading);
        let member =
            |id: &&DimensionId| part.member(id).map_or(MemberId::WHOLE.to_owned(), |member| member.0.clone());
        row.splice(at..at, used.iter().map(member));
        row
    });
    let rows = rows.collect();
    (columns, rows)
}

/// The name of the column of a dimension, as SDMX writes ids; one that is a column already is told apart.
fn column(dimension: &DimensionId, others: &[String]) -> String {
    let upper = dimension.0.to_uppercase();
    let mut id: String = upper.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '_' }).collect();
    while SDMX.contains(&id.as_str()) || others.contains(&id) {
        id.insert_str(0, "BY_");
    }
    id
}

/// One observation. A number without a point has an empty value and its bounds beside.
fn observation(reading: &Reading) -> Vec<String> {
    let figure = &reading.figure;
    let quantity = &figure.quantity;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let cell = &figure.origin.cell;
    vec![
        "dataflow".to_owned(),
        "TIERSTAT:FIGURES(1.0)".to_owned(),
        "I".to_owned(),
        frequency(figure.period, figure.measure).to_owned(),
        figure.indicator.0.clone(),
        figure.tier.0.clone(),
        figure.area.0.clone(),
        figure.period.to_string(),
        number(quantity.value.or(quantity.bounds.and_then(|bounds| bounds.as_point()))),
        number(quantity.bounds.map(|bounds| bounds.lower())),
        number(quantity.bounds.and_then(|bounds| bounds.upper_value())),
        figure.unit.0.clone(),
        figure.status.code().to_owned(),
        quantity.printed.clone(),
        format!("{} › {cell}", figure.origin.document.title),
    ]
}

/// The code of SDMX CL_FREQ: how often a figure with such a period is told.
fn frequency(period: Period, measure: Measure) -> &'static str {
    match (period, measure) {
        (Period::Year(_) | Period::YearFrom(_), _) => "A",
        (Period::Half(..), _) => "S",
        (Period::Quarter(..), _) => "Q",
        (Period::Month(..), _) => "M",
        // A stock at the end of a year is an annual figure.
        (Period::Day(day), Measure::Stock) if (day.month(), day.day()) == (12, 31) => "A",
        (Period::Day(_), _) => "D",
    }
}
