//! A project of made-up figures that are as unpleasant as figures get, with a description for every form of chart: the same bytes on
//! every run.

mod chance;
mod descriptions;
mod figures;
mod lists;

pub(crate) use descriptions::{Described, descriptions};

/// A file of a project: where it lies, and what it holds.
pub(crate) type File = (String, String);

/// What two documents say, the second of them half a year later.
pub(crate) const EDITIONS: [&str; 2] = ["2999-01-01", "2999-07-01"];

/// The files of the project but its figures: settings, lists, descriptions of charts.
pub(crate) fn files() -> Vec<File> {
    let described = descriptions().into_iter();
    let charts = described.map(|chart| (format!("charts/{}.toml", chart.name), chart.text));
    lists::files().into_iter().chain(charts).collect()
}

/// The figures as an edition has them, each document with its mapping and origin.
pub(crate) fn figures(edition: usize) -> Vec<File> {
    figures::documents(edition)
        .into_iter()
        .flat_map(|(name, text)| {
            let path = format!("datasets/{name}/figures.csv");
            let origin =
                format!("publisher = \"统计处\"\ntitle = \"{name}\"\nedition = \"{}\"\n", edition + 1);
            [
                (format!("{path}.mapping.toml"), figures::MAPPING.to_owned()),
                (format!("{path}.origin.toml"), origin),
                (path, text),
            ]
        })
        .collect()
}
