//! Sheets of paper: how large they are, their margins, their grid of lines.

use crate::PageLayout;

/// How a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
}

/// A sheet of paper with its margins, in twentieths of a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper {
    width: usize,
    height: usize,
    top: usize,
    right: usize,
    bottom: usize,
    left: usize,
    header: usize,
    footer: usize,
    /// How far the lines of its grid are apart.
    grid: Option<usize>,
    orientation: Orientation,
}

impl Paper {
    /// The paper of a layout, A4.
    pub(super) fn of(layout: PageLayout, orientation: Orientation) -> Self {
        let upright = match layout {
            PageLayout::Plain => Self {
                width: 11906,
                height: 16838,
                top: 1440,
                right: 1361,
                bottom: 1361,
                left: 1361,
                header: 720,
                footer: 720,
                grid: None,
                orientation,
            },
            // GB/T 9704: 37 mm above, 28 mm at the binding, 156 mm by 225 mm of text, in which 22 lines of 29 points have room;
            // the dash of the page number stands 7 mm below the text.
            PageLayout::GongwenBody => Self {
                width: 11906,
                height: 16838,
                top: 2098,
                right: 1470,
                bottom: 1976,
                left: 1587,
                header: 851,
                footer: 1447,
                grid: Some(580),
                orientation,
            },
        };
        match orientation {
            Orientation::Portrait => upright,
            // The sheet turns to the left: what was above lies at the left.
            Orientation::Landscape => Self {
                width: upright.height,
                height: upright.width,
                top: upright.left,
                right: upright.bottom,
                bottom: upright.right,
                left: upright.top,
                footer: upright.footer.min(900),
                ..upright
            },
        }
    }

    /// How wide the text is.
    pub(super) fn text_width(self) -> usize {
        self.width.saturating_sub(self.left + self.right)
    }

    /// How high the text is.
    pub(super) fn text_height(self) -> usize {
        self.height.saturating_sub(self.top + self.bottom)
    }

    /// The properties of a section on this paper, with its footers.
    pub(super) fn section(self, footers: &str) -> String {
        let turned = match self.orientation {
            Orientation::Portrait => "",
            Orientation::Landscape => " w:orient=\"landscape\"",
        };
        let grid = self.grid.map_or_else(String::new, |pitch| {
            format!("<w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/>")
        });
        format!(
            "<w:sectPr>{footers}<w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" \
             w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>{grid}</w:sectPr>",
            self.width, self.height, self.top, self.right, self.bottom, self.left, self.header, self.footer
        )
    }
}
