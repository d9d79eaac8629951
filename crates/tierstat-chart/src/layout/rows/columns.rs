//! The columns of forms with rows: ranks, names, periods or parts, the plot with room for the values beside it.

use super::row::{LaidBlock, Names, Rows, Side, clearance};
use crate::layout::frame::{self, Frame};
use crate::layout::horizontal_scale::HorizontalScale;
use crate::{ChartError, SeriesChart, Weight};

/// A plot narrower than this shows nothing.
const LEAST_PLOT: f64 = 110.0;

/// Where the columns begin or end.
pub(super) struct Columns {
    pub(super) rank_end: f64,
    pub(super) name_start: f64,
    pub(super) name_end: f64,
    pub(super) detail_start: f64,
    pub(super) scale: HorizontalScale,
}

impl Columns {
    pub(super) fn fit(
        frame: &Frame<'_>,
        chart: &SeriesChart,
        rows: &Rows,
        laid: &[LaidBlock],
        size: f64,
        place: Names,
    ) -> Result<Self, ChartError> {
        let width = |text: &String, weight| frame.fonts.width(text, weight, size);
        let gap = frame.scale.space * 1.5;
        let ranks = rows.blocks.iter().filter_map(|block| block.rank.as_ref());
        let rank = ranks.map(|rank| width(rank, Weight::Regular)).fold(0.0, f64::max);
        let rank_end = frame.left() + rank;
        let name_start = if rank > 0.0 { rank_end + gap } else { frame.left() };
        let names = rows.blocks.iter().zip(laid);
        let names = names.flat_map(|(block, laid)| laid.name.iter().map(|line| (line, block.weight)));
        let name_end = name_start + names.map(|(line, weight)| width(line, weight)).fold(0.0, f64::max);
        let details = laid.iter().flat_map(|block| &block.rows).flat_map(|row| &row.detail);
        let detail = details.map(|line| width(line, Weight::Regular)).fold(0.0, f64::max);
        let detail_start = match place {
            Names::Beside => name_end + gap,
            Names::Above => frame.left(),
        };
        let start = if detail > 0.0 { detail_start + detail + gap } else { detail_start };

        // A label needs room beside the plot as far as its value may lie at the end of it.
        let all = rows.blocks.iter().zip(laid).flat_map(|(block, laid)| block.rows.iter().zip(&laid.rows));
        let labels = || all.clone().flat_map(|(row, laid)| row.labels.iter().zip(&laid.labels));
        let reach = |side: Side, values: &dyn Fn(f64) -> f64, end: f64| {
            labels()
                .filter(|(label, _)| label.side == side)
                .map(|(label, lines)| {
                    let text = lines.iter().map(|line| width(line, Weight::Regular)).fold(0.0, f64::max);
                    let aside = clearance(frame, label.clear);
                    text + aside - (end - values(label.value)).abs()
                })
                .fold(0.0, f64::max)
        };
        let least_plot = LEAST_PLOT.min(frame.width * 0.22);
        let fitted = |left: f64, right: f64| {
            let ends = (left, right.max(left + 1.0));
            HorizontalScale::fit(&rows.numbers, chart.unit_size, rows.axis, ends)
        };
        // The ends move the values, so that the room is sought in a few steps; each can only take what is left over.
        let (mut left, mut right) = (start + frame.scale.space * 0.5, frame.right());
        for _ in 0..12 {
            let scale = fitted(left, right);
            let over_left = (start - (left - reach(Side::Left, &|value| scale.x(value), left))).max(0.0);
            let over_right =
                ((right + reach(Side::Right, &|value| scale.x(value), right)) - frame.right()).max(0.0);
            if over_left < 0.01 && over_right < 0.01 {
                break;
            }
            (left, right) = (left + over_left, right - over_right);
            if right - left < least_plot {
                break;
            }
        }
        frame::room_between(left, right, least_plot, "the plot")?;
        Ok(Self { rank_end, name_start, name_end, detail_start, scale: fitted(left, right) })
    }
}
