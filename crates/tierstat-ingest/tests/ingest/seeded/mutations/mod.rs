//! What is done to a sheet: each keeps its truth known, and says whether it could be done at all.

mod keys;
mod layout;
mod numbers;
mod parts;
mod scales;
mod years;

use super::sheet::Sheet;
use crate::synthetic::random::Random;

/// A change of a sheet, by name; false where the sheet has no place for it.
pub(super) type Mutation = (&'static str, fn(&mut Sheet, &mut Random) -> bool);

pub(super) const MUTATIONS: [Mutation; 46] = [
    ("scale in the unit line", scales::in_unit_line),
    ("scale in the headers", scales::in_headers),
    ("scale in the row labels", scales::in_row_labels),
    ("scale in the corner", scales::in_corner),
    ("scale at the right edge", scales::at_right_edge),
    ("scale in the title", scales::in_title),
    ("serial numbers", keys::serial_numbers),
    ("area codes", keys::area_codes),
    ("ranks", keys::ranks),
    ("register numbers", keys::register_numbers),
    ("unknown label column", keys::unknown_labels),
    ("remarks column", keys::remarks),
    ("year in the sheet name", years::in_sheet_name),
    ("year over the header", years::over_header),
    ("year on a row of its own", years::on_row),
    ("year in a column", years::in_column),
    ("year at the right edge", years::at_right_edge),
    ("no year", years::none),
    ("index with a base year", years::index),
    ("boundaries of a year", years::boundaries),
    ("years in footers", years::in_footers),
    ("form lines", years::form_lines),
    ("subgroup column", parts::subgroup_column),
    ("subgroup row", parts::subgroup_row),
    ("growth column", parts::growth_column),
    ("bands", parts::bands),
    ("total row", parts::total_row),
    ("no area", parts::no_area),
    ("decimal comma", numbers::decimal_comma),
    ("thousands marks", numbers::thousands),
    ("counts like years", numbers::like_years),
    ("counts like area codes", numbers::like_codes),
    ("missing marks at the top", numbers::missing_at_the_top),
    ("empty first column", numbers::empty_first_column),
    ("units in cells", numbers::units_in_cells),
    ("marks behind numbers", numbers::marks_behind_numbers),
    ("marks behind labels", numbers::marks_behind_labels),
    ("raised marks", numbers::raised_marks),
    ("blank rows", layout::blank_rows),
    ("header far above", layout::header_far_above),
    ("title in another column", layout::title_in_another_column),
    ("title over every column", layout::title_over_every_column),
    ("merged title", layout::merged_title),
    ("transposed", layout::transposed),
    ("encoding", layout::encoding),
    ("delimiter", layout::delimiter),
];
