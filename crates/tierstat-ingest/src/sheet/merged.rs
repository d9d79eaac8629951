//! Merged regions: the value stands in the first cell and holds for all.

use std::collections::BTreeMap;

/// A merged region, rows and columns counted from 1, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) first_row: u32,
    pub(crate) first_column: u32,
    pub(crate) last_row: u32,
    pub(crate) last_column: u32,
}

/// The merged regions of a sheet, looked up by cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Merged {
    origins: BTreeMap<(u32, u32), (u32, u32)>,
    /// The first region that is not looked up to its end.
    left_out: Option<Region>,
}

impl Merged {
    /// Covered cells beyond this many are not looked up: a file may merge whole columns many times over.
    const MOST_COVERED: usize = 1 << 20;

    /// Indexes regions, cut to the used rows and columns of their sheet. Of regions that overlap, which no program writes,
    /// the first holds.
    pub(crate) fn new(regions: &[Region], rows: u32, columns: u32) -> Self {
        let mut origins = BTreeMap::new();
        let mut looked_at = 0_usize;
        for region in regions {
            let is_outside = region.first_row > rows || region.first_column > columns;
            if is_outside || origins.contains_key(&(region.first_row, region.first_column)) {
                continue;
            }
            for row in region.first_row..=region.last_row.min(rows) {
                for column in region.first_column..=region.last_column.min(columns) {
                    looked_at += 1;
                    if looked_at > Self::MOST_COVERED {
                        return Self { origins, left_out: Some(*region) };
                    }
                    origins.entry((row, column)).or_insert((region.first_row, region.first_column));
                }
            }
        }
        Self { origins, left_out: None }
    }

    /// The first region that is not looked up to its end, since those before it cover a million cells.
    pub(crate) fn left_out(&self) -> Option<Region> {
        self.left_out
    }

    /// The first cell of the region that covers a place.
    pub(crate) fn origin(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        if self.origins.is_empty() {
            return None;
        }
        self.origins.get(&(row, column)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_over_all_rows_is_cut_to_the_sheet() {
        let region = Region { first_row: 2, first_column: 1, last_row: 1_048_576, last_column: 2 };
        let merged = Merged::new(&[region], 10, 5);
        assert_eq!(merged.origin(10, 2), Some((2, 1)));
        assert_eq!(merged.origin(11, 2), None);
        assert_eq!(merged.origin(1, 1), None);
    }

    #[test]
    fn what_is_not_looked_up_is_told() {
        let region =
            |first, last| Region { first_row: first, first_column: 1, last_row: last, last_column: 2 };
        let (wide, behind) = (region(1, 600_000), region(600_001, 600_002));
        assert_eq!(Merged::new(&[wide, behind], 600_002, 2).left_out(), Some(wide));
        assert_eq!(Merged::new(&[wide, behind], 500_000, 2).left_out(), None);
    }

    #[test]
    fn of_regions_that_overlap_the_first_holds() {
        let region =
            |first, last| Region { first_row: first, first_column: 1, last_row: last, last_column: 1 };
        let merged = Merged::new(&[region(1, 3), region(1, 9), region(2, 4), region(4, 5)], 10, 1);
        let origins: Vec<_> = (1..=6).map(|row| merged.origin(row, 1).map(|(row, _)| row)).collect();
        assert_eq!(origins, [Some(1), Some(1), Some(1), Some(4), Some(4), None]);
    }
}
