//! Bands down a column: size classes and age groups that label rows and are no figures.

use super::bands::{Band, wide_band};

/// So many rows further down a band may come again.
const AGAIN: usize = 100;

/// Whether the cells of a column are bands that label its rows: most are bands, and they repeat or adjoin.
///
/// Ranges that adjoin nowhere and repeat nowhere are rough figures: 30-40, 1200-1500.
pub(super) fn are_bands(texts: &[&str], is_edge: bool) -> bool {
    let wide = wide_band;
    let bands: Vec<Band> = texts.iter().filter_map(|text| wide(text)).collect();
    if bands.len() < 2 || bands.len() * 2 <= texts.len() {
        return false;
    }
    let comes_again = |(index, text): (usize, &&str)| {
        let mut below = texts.iter().skip(index + 1).take(AGAIN);
        wide(text).is_some_and(|band| band.has_two_ends()) && below.any(|other| other == text)
    };
    let mut in_order = bands.clone();
    in_order.sort_by(Band::by_lower_end);
    let adjoining = in_order.windows(2).filter(|pair| pair[0].adjoins(&pair[1])).count();
    is_edge || texts.iter().enumerate().any(comes_again) || adjoining * 2 >= bands.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_figures_are_no_bands() {
        assert!(are_bands(&["1-9", "10-19", "20以上"], false));
        assert!(are_bands(&["10-19", "1-9", "10-19", "1-9"], false));
        assert!(are_bands(&["100k to 500k", "10k to 25k", "25k to 100k", "Over 500k", "Under 10k"], false));
        assert!(!are_bands(&["30-40", "1200-1500", "310-350"], false));
        assert!(!are_bands(&["30", "35", "40-50", "60"], true));
    }
}
