//! The words by which a first description of a chart is asked for.

use crate::exit::Failure;
use tierstat_answers::names;
use tierstat_chart::{ChartKind, ChartSpec};
use tierstat_model::Localized;

/// What stands before and after the first of some words.
pub(super) fn parted<'a>(text: &'a str, at: &[&str]) -> (&'a str, Option<&'a str>) {
    let found = at.iter().find_map(|word| text.split_once(word));
    found.map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The kind of chart that a word names.
pub(super) fn kind_of(name: &str) -> Result<ChartKind, Failure> {
    let known = ChartKind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| {
        let all = ChartKind::ALL.map(ChartKind::name).into_iter();
        names::unknown("图种", "kind of chart", name, all.map(|kind| (kind, kind))).into()
    })
}

/// A kind of chart that cannot be split so is refused before anything is written.
pub(super) fn expect_readable(kind: ChartKind, description: &str) -> Result<(), Failure> {
    let spec = toml::from_str::<ChartSpec>(description);
    let key = match &spec {
        Ok(spec) => match spec.key_without_effect() {
            None => return Ok(()),
            Some(key) => key.name.to_owned(),
        },
        Err(error) => error.message().to_owned(),
    };
    let kind = kind.name();
    Err(Failure::Usage {
        message: Localized::new(
            format!("`{kind}` 图不能这样分：它没有 `{key}`"),
            format!("a chart of the kind `{kind}` cannot be split so: it has no `{key}`"),
        ),
        hint: Localized::new("换一种分法，或换一种图", "choose another split, or another kind of chart"),
    })
}
