//! The example's tables: a total that the starter states, and areas that make it up.

use super::area_choice::AreaChoice;
use super::area_rows::AreaRow;
use tierstat_model::Language;

/// Stands in a starter's table for the name of the area that holds all others.
const NAME: &str = "NAME";

/// The table of a starter with a row for each area; its line with `NAME` says what they make up for two areas.
pub(super) fn table(starter: &str, areas: &AreaChoice, language: Language) -> String {
    let parts: Vec<&AreaRow> = areas.parts().collect();
    let mut text = String::new();
    for line in starter.lines() {
        let Some((label, totals)) = line.split_once(',').filter(|(label, _)| label.contains(NAME)) else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let times = u64::try_from(parts.len().max(2)).unwrap_or(2);
        // Two areas have what the starter says; more have as many again.
        let totals: Vec<u64> = totals
            .split(',')
            .filter_map(|total| total.parse().ok())
            .map(|total: u64| total * times / 2)
            .collect();
        let root = name(areas.root(), language);
        let whole = if parts.is_empty() { root.to_owned() } else { label.replace(NAME, root) };
        push(&mut text, &whole, &totals);
        let columns: Vec<Vec<u64>> =
            totals.iter().zip(0_u64..).map(|(total, period)| shares(*total, parts.len(), period)).collect();
        for (index, part) in parts.iter().enumerate() {
            let counts: Vec<u64> = columns.iter().filter_map(|column| column.get(index).copied()).collect();
            push(&mut text, name(part, language), &counts);
        }
    }
    text
}

/// The name of an area in a language, as far as the list has one.
fn name(area: &AreaRow, language: Language) -> &str {
    match language {
        Language::English if !area.name_en.is_empty() => &area.name_en,
        Language::Chinese | Language::English => &area.name,
    }
}

fn push(text: &mut String, label: &str, counts: &[u64]) {
    let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
    text.push_str(&format!("{label},{}\n", counts.join(",")));
}

/// A total divided among so many, unevenly and otherwise in each period, to the last unit.
fn shares(total: u64, count: usize, period: u64) -> Vec<u64> {
    // Steps of a number without a common factor with the range give each its own weight, the same in every run.
    let weights: Vec<u64> =
        (1..=count as u64).map(|place| 60 + (place * 37) % 83 + period * ((place * 29) % 7)).collect();
    let whole: u64 = weights.iter().sum();
    let mut before = 0;
    let mut given = 0;
    let parts = weights.iter().map(|weight| {
        before += weight;
        let until = total * before / whole.max(1);
        let part = until - given;
        given = until;
        part
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn the_parts_make_up_the_total() {
        for count in [1, 2, 14, 34, 146] {
            for period in 0..4 {
                let parts = shares(12_345, count, period);
                assert_eq!(parts.iter().sum::<u64>(), 12_345, "{count}");
                assert_eq!(parts.len(), count);
            }
        }
    }
}
