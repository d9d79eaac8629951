//! Numbers as a drawing writes them.

/// A number with at most two decimals, and no more than it needs.
pub(super) fn number(value: f64) -> String {
    let printed = format!("{value:.2}");
    let printed = printed.trim_end_matches('0').trim_end_matches('.');
    if printed == "-0" { "0".to_owned() } else { printed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, expected) in
            [(1.0, "1"), (0.126, "0.13"), (12.50, "12.5"), (-0.001, "0"), (1200.0, "1200")]
        {
            assert_eq!(number(value), expected);
        }
    }
}
