//! Themes: what each colour of a drawing is on a bright screen, on a dark one and in print, and the style rules that say so.
//!
//! A drawing names the colours of the light theme in its attributes, which every reader of SVG understands; the rules override them by
//! custom properties where a reader knows those. All rules stand inside `@media`, which resvg passes over.

use crate::palette::{
    BACKGROUND, BASELINE, Colour, EARLIER_BAR, EARLIER_TEXT, FAINT_INK, FALLS, FORECAST, GRIDLINE, INK,
    LEADER, MUTED, ON_MUTED_BAR, ON_PALE_BAR, PERIODS, POSSIBLE_BAR, POSSIBLE_MUTED_BAR, RISES, SERIES,
    SOFT_INK, TILES, TILES_BELOW, TRACK,
};
use std::fmt::Write as _;

/// What a drawing is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartTheme {
    /// A bright screen, and every picture.
    Light,
    /// A screen on which the reader has asked for dark.
    Dark,
    /// Paper, in greys: what tells series apart are their marks.
    Print,
}

/// One colour of a drawing with what it is called and what it is in each theme.
struct Token {
    name: String,
    light: Colour,
    dark: Colour,
    print: Colour,
}

/// Grounds, inks and bars: the name, and the colour in the light, the dark and the printed theme.
const GROUNDS: [(&str, Colour, Colour, Colour); 15] = [
    ("paper", BACKGROUND, Colour(0x16, 0x18, 0x1B), Colour(0xFF, 0xFF, 0xFF)),
    ("ink", INK, Colour(0xEC, 0xEC, 0xEC), Colour(0x00, 0x00, 0x00)),
    ("soft-ink", SOFT_INK, Colour(0xBC, 0xC1, 0xC8), Colour(0x40, 0x40, 0x40)),
    ("faint-ink", FAINT_INK, Colour(0xA4, 0xAA, 0xB2), Colour(0x55, 0x55, 0x55)),
    ("gridline", GRIDLINE, Colour(0x30, 0x35, 0x3C), Colour(0xD9, 0xD9, 0xD9)),
    ("baseline", BASELINE, Colour(0x8E, 0x95, 0x9D), Colour(0x6B, 0x6B, 0x6B)),
    ("leader", LEADER, Colour(0x7C, 0x84, 0x8D), Colour(0x8C, 0x8C, 0x8C)),
    ("track", TRACK, Colour(0x1F, 0x23, 0x28), Colour(0xEB, 0xEB, 0xEB)),
    ("forecast", FORECAST, Colour(0x2C, 0x32, 0x3A), Colour(0xE4, 0xE4, 0xE4)),
    ("earlier-bar", EARLIER_BAR, Colour(0x37, 0x74, 0xB8), Colour(0x66, 0x66, 0x66)),
    ("earlier-text", EARLIER_TEXT, Colour(0x5C, 0x9B, 0xD9), Colour(0x55, 0x55, 0x55)),
    ("possible-bar", POSSIBLE_BAR, Colour(0x22, 0x43, 0x5F), Colour(0xB5, 0xB5, 0xB5)),
    ("possible-muted-bar", POSSIBLE_MUTED_BAR, Colour(0x34, 0x39, 0x3F), Colour(0xD8, 0xD8, 0xD8)),
    ("on-pale-bar", ON_PALE_BAR, Colour(0x16, 0x18, 0x1B), Colour(0xFF, 0xFF, 0xFF)),
    ("on-muted-bar", ON_MUTED_BAR, Colour(0x16, 0x18, 0x1B), Colour(0x00, 0x00, 0x00)),
];

/// The bars of earlier periods, the latest of them first, in the dark and in the printed theme.
const PERIODS_ELSEWHERE: [(Colour, Colour); PERIODS.len() - 1] = [
    (Colour(0x43, 0x82, 0xCC), Colour(0x4A, 0x4A, 0x4A)),
    (Colour(0x3D, 0x76, 0xB8), Colour(0x6E, 0x6E, 0x6E)),
    (Colour(0x37, 0x6A, 0xA6), Colour(0x8F, 0x8F, 0x8F)),
];

/// Cells of numbers that grew, then of those that fell, from a little to much, in the dark theme; their numbers have signs, so that paper
/// can do with one row of greys.
const CELLS_ELSEWHERE: [[(Colour, Colour); RISES.len()]; 2] = [
    [
        (Colour(0x1D, 0x35, 0x50), Colour(0xED, 0xED, 0xED)),
        (Colour(0x1F, 0x4A, 0x78), Colour(0xD6, 0xD6, 0xD6)),
        (Colour(0x22, 0x5F, 0xA0), Colour(0xB8, 0xB8, 0xB8)),
    ],
    [
        (Colour(0x3E, 0x2A, 0x1C), Colour(0xED, 0xED, 0xED)),
        (Colour(0x5E, 0x36, 0x15), Colour(0xD6, 0xD6, 0xD6)),
        (Colour(0x83, 0x46, 0x12), Colour(0xB8, 0xB8, 0xB8)),
    ],
];

/// The colours of the series in the dark and in the printed theme, in order; all of them can be read as text too.
const SERIES_ELSEWHERE: [(Colour, Colour); SERIES.len()] = [
    (Colour(0x4A, 0x90, 0xE2), Colour(0x22, 0x22, 0x22)),
    (Colour(0x7F, 0xE3, 0xC8), Colour(0x74, 0x74, 0x74)),
    (Colour(0xCE, 0x5E, 0xA1), Colour(0x3C, 0x3C, 0x3C)),
    (Colour(0xF7, 0xA3, 0x5C), Colour(0x66, 0x66, 0x66)),
    (Colour(0xF2, 0xF2, 0xF2), Colour(0x00, 0x00, 0x00)),
    (Colour(0xB7, 0x9C, 0xF0), Colour(0x52, 0x52, 0x52)),
];

/// The shades of tiles, from the lowest class to the highest, and of those below zero, in the dark and in the printed theme.
const TILES_ELSEWHERE: [(Colour, Colour); TILES.len()] = [
    (Colour(0x1A, 0x2E, 0x44), Colour(0xF0, 0xF0, 0xF0)),
    (Colour(0x1D, 0x43, 0x68), Colour(0xD6, 0xD6, 0xD6)),
    (Colour(0x21, 0x56, 0x88), Colour(0xB6, 0xB6, 0xB6)),
    (Colour(0x27, 0x69, 0xAA), Colour(0x94, 0x94, 0x94)),
];
const TILES_BELOW_ELSEWHERE: [(Colour, Colour); TILES_BELOW.len()] = [
    (Colour(0x3C, 0x29, 0x1A), Colour(0xF0, 0xF0, 0xF0)),
    (Colour(0x5D, 0x36, 0x14), Colour(0xD6, 0xD6, 0xD6)),
    (Colour(0x84, 0x48, 0x10), Colour(0xB6, 0xB6, 0xB6)),
];

fn tiles() -> impl Iterator<Item = Token> {
    let above =
        TILES.into_iter().zip(TILES_ELSEWHERE).zip(1..).map(|(colours, number)| ("tile", colours, number));
    let below = TILES_BELOW.into_iter().zip(TILES_BELOW_ELSEWHERE).zip(1..);
    let below = below.map(|(colours, number)| ("tile-below", colours, number));
    above.chain(below).map(|(name, (light, (dark, print)), number): (&str, _, usize)| Token {
        name: format!("{name}-{number}"),
        light,
        dark,
        print,
    })
}

fn tokens() -> Vec<Token> {
    let grounds = GROUNDS.iter().map(|(name, light, dark, print)| Token {
        name: (*name).to_owned(),
        light: *light,
        dark: *dark,
        print: *print,
    });
    let mut tokens: Vec<Token> = grounds.chain(tiles()).collect();
    for (number, ((light, _), (dark, print))) in (1..).zip(SERIES.into_iter().zip(SERIES_ELSEWHERE)) {
        let text = light.for_text();
        tokens.push(Token { name: format!("series-{number}"), light, dark, print });
        if text != light {
            tokens.push(Token { name: format!("series-{number}-text"), light: text, dark, print });
        }
    }
    let (dark, print) = (Colour(0xA4, 0xAA, 0xB2), Colour(0x55, 0x55, 0x55));
    tokens.push(Token { name: "muted-text".to_owned(), light: MUTED.for_text(), dark, print });
    let mut add = |name: &str, colours: &[Colour], elsewhere: &[(Colour, Colour)]| {
        for (number, (light, (dark, print))) in (1..).zip(colours.iter().zip(elsewhere)) {
            let (light, dark, print) = (*light, *dark, *print);
            tokens.push(Token { name: format!("{name}-{number}"), light, dark, print });
        }
    };
    let [rises, falls] = CELLS_ELSEWHERE;
    add("rise", &RISES, &rises);
    add("fall", &FALLS, &falls);
    // The first is the colour of the first series.
    let [_, earlier @ ..] = PERIODS;
    add("period", &earlier, &PERIODS_ELSEWHERE);
    tokens
}

impl Colour {
    /// What a colour of a layout is in a theme; `None` where it is no colour of the palette.
    #[must_use]
    pub fn in_theme(self, theme: ChartTheme) -> Option<Self> {
        let token = tokens().into_iter().find(|token| token.light == self)?;
        Some(match theme {
            ChartTheme::Light => token.light,
            ChartTheme::Dark => token.dark,
            ChartTheme::Print => token.print,
        })
    }
}

/// The class of the drawing, under which its custom properties and rules stand.
pub(crate) const CLASS: &str = "chart";

/// The class of what is of the colour of the paper inside a mark: rules cannot tell there which drawing it is in.
pub(crate) const PAPER_CLASS: &str = "chart-paper";

/// The style rules of all colours, for a page that holds several drawings: it may leave those of each drawing out.
#[must_use]
pub fn chart_style() -> String {
    style_of(|_, _| true)
}

/// The style rules of the colours that a drawing names in its attributes.
pub(crate) fn style(drawing: &str) -> String {
    style_of(|attribute, colour| drawing.contains(&format!(" {attribute}=\"{colour}\"")))
}

fn style_of(is_named: impl Fn(&str, Colour) -> bool) -> String {
    let mut rules = String::new();
    let mut used = Vec::new();
    for token in tokens() {
        let mut is_used = false;
        for attribute in ["fill", "stroke", "color"] {
            if is_named(attribute, token.light) {
                is_used = true;
                let _ = writeln!(
                    rules,
                    ".{CLASS} [{attribute}=\"{}\"]{{{attribute}:var(--chart-{})}}",
                    token.light, token.name
                );
            }
        }
        if is_used {
            used.push(token);
        }
    }
    let properties = |pick: fn(&Token) -> Colour| {
        let all: String =
            used.iter().map(|token| format!("--chart-{}:{};", token.name, pick(token))).collect();
        format!(".{CLASS}{{{}}}", all.trim_end_matches(';'))
    };
    format!(
        "@media all{{\n{}\n{rules}.{PAPER_CLASS}{{fill:var(--chart-paper)}}\n}}\n\
         @media (prefers-color-scheme:dark){{\n{}\n}}\n@media print{{\n{}\n}}\n",
        properties(|token| token.light),
        properties(|token| token.dark),
        properties(|token| token.print)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour_vision::{Vision, distance};

    const THEMES: [ChartTheme; 3] = [ChartTheme::Light, ChartTheme::Dark, ChartTheme::Print];

    fn themed(colour: Colour, theme: ChartTheme) -> Colour {
        colour.in_theme(theme).unwrap_or_else(|| panic!("{colour} is no token"))
    }

    #[test]
    fn no_two_tokens_share_a_name_or_a_light_colour() {
        let tokens = tokens();
        for (index, token) in tokens.iter().enumerate() {
            let before = &tokens[..index];
            assert!(before.iter().all(|other| other.name != token.name && other.light != token.light));
        }
    }

    #[test]
    fn text_can_be_read_in_every_theme() {
        for theme in THEMES {
            let paper = themed(BACKGROUND, theme);
            let names = SERIES.map(|(colour, _)| colour.for_text());
            let others = [INK, SOFT_INK, FAINT_INK, MUTED.for_text(), EARLIER_BAR.for_text()];
            for text in others.into_iter().chain(names) {
                let found = themed(text, theme).contrast(paper);
                assert!(found >= 4.5, "{theme:?} {text}: {found:.2}");
            }
            // The word of a forecast stands on its shade, at its darkest.
            let found = themed(SOFT_INK, theme).contrast(themed(FORECAST, theme));
            assert!(found >= 4.5, "{theme:?}: {found:.2}");
        }
    }

    #[test]
    fn tiles_are_told_apart_and_their_texts_can_be_read_in_every_theme() {
        for theme in THEMES {
            for tile in TILES.into_iter().chain(TILES_BELOW).chain([TRACK]) {
                let found = themed(INK, theme).contrast(themed(tile, theme));
                assert!(found >= 4.5, "{theme:?} {tile}: {found:.2}");
            }
            for pair in TILES.windows(2).chain(TILES_BELOW.windows(2)) {
                let found = themed(pair[0], theme).contrast(themed(pair[1], theme));
                assert!(found >= 1.15, "{theme:?} {} and {}: {found:.2}", pair[0], pair[1]);
            }
            // On hatching texts stand on its lines.
            let found = themed(SOFT_INK, theme).contrast(themed(GRIDLINE, theme));
            assert!(found >= 4.5, "{theme:?}: {found:.2}");
        }
    }

    #[test]
    fn shapes_stand_out_from_the_paper_and_from_their_neighbours() {
        for theme in THEMES {
            let paper = themed(BACKGROUND, theme);
            let others = PERIODS.into_iter().chain([BASELINE, LEADER, MUTED, EARLIER_BAR]);
            for shape in SERIES.map(|(colour, _)| colour).into_iter().chain(others) {
                let found = themed(shape, theme).contrast(paper);
                assert!(found >= 3.0, "{theme:?} {shape}: {found:.2}");
            }
            let (bar, earlier) = (crate::palette::BAR, EARLIER_BAR);
            for (one, other, least) in [
                (bar, TRACK, 3.0),
                (earlier, TRACK, 3.0),
                (bar, POSSIBLE_BAR, 3.0),
                (earlier, POSSIBLE_BAR, 1.9),
                (bar, earlier, 1.4),
                (POSSIBLE_BAR, TRACK, 1.4),
                (GRIDLINE, BACKGROUND, 1.2),
            ] {
                let found = themed(one, theme).contrast(themed(other, theme));
                assert!(found >= least, "{theme:?} {one} beside {other}: {found:.2}");
            }
        }
    }

    #[test]
    fn texts_on_bars_and_cells_can_be_read_in_every_theme() {
        for theme in THEMES {
            let parts = SERIES.map(|(colour, _)| colour).into_iter().chain([MUTED]);
            let on_bars = parts.map(|bar| (bar.of_text_on(), bar));
            let on_cells = RISES.into_iter().chain(FALLS).chain([TRACK]).map(|cell| (INK, cell));
            for (text, ground) in on_bars.chain(on_cells) {
                let found = themed(text, theme).contrast(themed(ground, theme));
                assert!(found >= 4.5, "{theme:?} {text} on {ground}: {found:.2}");
            }
        }
    }

    #[test]
    fn periods_and_steps_of_change_are_told_apart_in_every_theme() {
        for theme in THEMES {
            for (colours, least) in [(PERIODS.as_slice(), 1.15), (&RISES, 1.15), (&FALLS, 1.15)] {
                for pair in colours.windows(2) {
                    let found = themed(pair[0], theme).contrast(themed(pair[1], theme));
                    assert!(found >= least, "{theme:?} {} and {}: {found:.2}", pair[0], pair[1]);
                }
            }
        }
    }

    #[test]
    fn series_are_told_apart_by_everyone_in_every_theme() {
        for theme in THEMES {
            for vision in Vision::ALL {
                for (index, (one, mark)) in SERIES.into_iter().enumerate() {
                    for (other_index, (other, other_mark)) in SERIES.into_iter().enumerate().take(index) {
                        let far = distance(themed(one, theme), themed(other, theme), vision);
                        // What looks alike in colour has another mark; the first two of a chart are apart in colour as well.
                        assert!(mark != other_mark, "{theme:?} {vision:?}: {one} and {other}");
                        let least = if index < 2 { 0.19 } else { 0.045 };
                        assert!(
                            far >= least,
                            "{theme:?} {vision:?}: series {} and {}: {far:.3}",
                            other_index + 1,
                            index + 1
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn paper_has_greys_alone() {
        for token in tokens() {
            assert!(token.print.0 == token.print.1 && token.print.1 == token.print.2, "{}", token.name);
        }
    }

    #[test]
    fn a_reader_without_custom_properties_meets_none() {
        let style = chart_style();
        let depth_at = |place: usize| {
            let before = &style[..place];
            before.matches('{').count() - before.matches('}').count()
        };
        for (place, _) in style.match_indices("var(") {
            assert!(depth_at(place) == 2, "inside a rule inside @media");
        }
    }
}
