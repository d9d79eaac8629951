//! Charts as a whole: every rule of layout on the typical charts and on generated ones, the drawings, the
//! pictures.

#![expect(
    clippy::unwrap_used,
    reason = "in the functions beside the tests too: a test that cannot go on has failed"
)]

mod added_fonts; // fonts for characters that the bundled ones lack
mod drawings; // SVG and PNG: well-formed, the same bytes on every run, as accepted
mod generated; // generated charts keep all rules
mod narrow; // charts for telephones
mod over_time; // forms over time
mod row_samples; // the charts with a row for each thing
mod rows; // forms with a row for each thing
mod rules; // what holds for every layout
mod samples; // the charts
mod tile_grids; // tiles on a board
mod tile_samples; // the boards
mod typical; // the typical charts keep all rules and say what they should
