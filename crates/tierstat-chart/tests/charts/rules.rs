//! What holds for every layout. Each rule answers with what breaks it.

use tierstat_chart::{
    BarRole, Chart, ChartSeries, ChartTheme, Colour, Element, Emphasis, GroupRole, Layout, Line, LineRole,
    MarkFill, Point, Rectangle, SeriesForm, Text, TextRole,
};

/// The colour of series that a reader need not look at: their lines say where plain figures are, and texts may stand over them.
const GREY: Colour = Colour(0x8C, 0x93, 0x9C);

const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);

/// Every rule, on one chart and its layout.
#[track_caller]
pub(crate) fn check_all(chart: &Chart, layout: &Layout) {
    for (rule, broken) in [
        ("every text stands inside the chart", texts_outside(layout)),
        ("no two texts overlap", overlapping_texts(layout)),
        ("texts can be read", illegible_texts(layout)),
        ("the source is last", misplaced_source(chart, layout)),
        ("title and subtitle are first and whole", missing_words(chart, layout)),
        ("no line begins with closing punctuation", bad_line_starts(layout)),
        ("shapes stand inside the chart", shapes_outside(layout)),
        ("no value stands on a line", values_on_lines(layout)),
        ("every figure has its mark or bar", missing_figures(chart, layout)),
        ("bars stand out from the paper in every theme", pale_bars(layout)),
    ] {
        assert!(broken.is_empty(), "{rule}:\n{}\n{:#?}", broken.join("\n"), chart.text());
    }
}

/// Bars whose colour is near that of the paper in a theme, and which have no outline that is not.
fn pale_bars(layout: &Layout) -> Vec<String> {
    let stands_out = |colour: Colour| {
        [ChartTheme::Light, ChartTheme::Dark, ChartTheme::Print].into_iter().all(|theme| {
            let themed = |colour: Colour| colour.in_theme(theme).expect("a colour of the palette");
            themed(colour).contrast(themed(WHITE)) >= 3.0
        })
    };
    let mut broken = Vec::new();
    for group in &layout.groups {
        let outlines: Vec<&Line> = group
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::Line(line) if line.role == LineRole::Rim && stands_out(line.colour) => Some(line),
                _ => None,
            })
            .collect();
        for element in &group.elements {
            let Element::Bar(bar) = element else { continue };
            let is_figure = matches!(bar.role, BarRole::Certain | BarRole::Possible);
            // What is narrower than its outline would be is a stroke of it.
            if !is_figure || stands_out(bar.colour) || bar.area.right - bar.area.left < 2.0 {
                continue;
            }
            let area = bar.area.grown(0.01);
            let is_around = |line: &&&Line| {
                let is_in = line.points.iter().all(|point| {
                    (area.left..=area.right).contains(&point.x) && (area.top..=area.bottom).contains(&point.y)
                });
                let ends = line.points.iter().map(|point| point.x);
                let (least, most) =
                    ends.fold((f64::MAX, f64::MIN), |(least, most), x| (least.min(x), most.max(x)));
                is_in && line.points.len() == 5 && most - least >= bar.area.right - bar.area.left - 2.0
            };
            if outlines.iter().find(is_around).is_none() {
                broken.push(format!("{} {:?}", bar.colour, bar.area));
            }
        }
    }
    broken
}

fn view(layout: &Layout) -> Rectangle {
    Rectangle { left: 0.0, top: 0.0, right: layout.width, bottom: layout.height }
}

fn texts_outside(layout: &Layout) -> Vec<String> {
    let view = view(layout);
    let outside = layout.texts().filter(|text| !view.contains(&text.bounding_box()));
    outside.map(|text| format!("{:?} {:?}", text.content, text.bounding_box())).collect()
}

fn overlapping_texts(layout: &Layout) -> Vec<String> {
    let texts: Vec<_> = layout.texts().collect();
    let mut broken = Vec::new();
    for (index, one) in texts.iter().enumerate() {
        for two in &texts[..index] {
            if one.bounding_box().grown(-0.01).overlaps(&two.bounding_box()) {
                broken.push(format!("{:?} {:?} and {:?} {:?}", one.role, one.content, two.role, two.content));
            }
        }
    }
    broken
}

fn illegible_texts(layout: &Layout) -> Vec<String> {
    // A telephone is held nearer than a page.
    let least = if layout.width < 480.0 { 11.0 } else { 12.0 };
    // A text on a bar or in a cell stands on its colour, on the last that is drawn under its middle; what stands in a tile also on that
    // of its stripes.
    let grounds = |text: &Text| {
        let place = text.bounding_box();
        let middle =
            Point { x: f64::midpoint(place.left, place.right), y: f64::midpoint(place.top, place.bottom) };
        let under = layout.elements().filter_map(|element| match element {
            Element::Bar(bar) if bar.area.distance(middle) <= 0.0 => Some(bar.colour),
            _ => None,
        });
        let is_in_tile = matches!(text.role, TextRole::TileName | TextRole::TileValue);
        let stripes = layout.elements().filter_map(|element| match element {
            Element::Line(line) if is_in_tile && line.role == LineRole::Hatching => {
                let crosses = line.points.windows(2).any(|pair| place.is_crossed(pair[0], pair[1]));
                crosses.then_some(line.colour)
            }
            _ => None,
        });
        stripes.chain([under.last().unwrap_or(WHITE)]).collect::<Vec<Colour>>()
    };
    let is_faint = |text: &Text, theme: ChartTheme| {
        let is_faint_on = |ground: Colour| {
            let (ink, paper) = (text.colour.in_theme(theme), ground.in_theme(theme));
            !ink.zip(paper).is_some_and(|(ink, paper)| ink.contrast(paper) >= 4.5)
        };
        grounds(text).into_iter().any(is_faint_on)
    };
    let themes = [ChartTheme::Light, ChartTheme::Dark, ChartTheme::Print];
    let illegible = layout
        .texts()
        .filter(|text| text.size < least || themes.into_iter().any(|theme| is_faint(text, theme)));
    illegible.map(|text| format!("{text:?}")).collect()
}

fn misplaced_source(chart: &Chart, layout: &Layout) -> Vec<String> {
    let source: String = layout
        .texts()
        .filter(|text| text.role == TextRole::Source)
        .map(|text| text.content.as_str())
        .collect();
    let last = layout.texts().last().map(|text| text.role);
    let whole = squeezed(&source).contains(&squeezed(&chart.text().source));
    if whole && last == Some(TextRole::Source) {
        Vec::new()
    } else {
        vec![format!("{source:?}, last is {last:?}")]
    }
}

fn missing_words(chart: &Chart, layout: &Layout) -> Vec<String> {
    let written = |role| {
        layout.texts().filter(|text| text.role == role).map(|text| text.content.as_str()).collect::<String>()
    };
    [(TextRole::Title, &chart.text().title), (TextRole::Subtitle, &chart.text().subtitle)]
        .into_iter()
        .filter(|(role, words)| squeezed(&written(*role)) != squeezed(words))
        .map(|(role, words)| format!("{words:?} is written {:?}", written(role)))
        .collect()
}

fn bad_line_starts(layout: &Layout) -> Vec<String> {
    let bad = |text: &&str| text.starts_with(|first| "，。、；：？！）》」』】%".contains(first));
    layout.texts().map(|text| text.content.as_str()).filter(bad).map(str::to_owned).collect()
}

fn shapes_outside(layout: &Layout) -> Vec<String> {
    let view = view(layout);
    layout
        .elements()
        .filter(|element| match element {
            Element::Text(_) => false,
            Element::Line(line) => !line.points.iter().all(|point| view.distance(*point) <= 0.0),
            Element::Mark(mark) => !view.contains(&mark.bounding_box()),
            Element::Bar(bar) => !view.contains(&bar.area) || bar.area.right < bar.area.left,
            Element::Band(band) => !band.points.iter().all(|point| view.distance(*point) <= 0.0),
        })
        .map(|element| format!("{element:?}"))
        .collect()
}

fn values_on_lines(layout: &Layout) -> Vec<String> {
    let figures = layout.lines(LineRole::Figures).filter(|line| line.colour != GREY);
    let lines: Vec<&Line> = figures.chain(layout.lines(LineRole::Whisker)).collect();
    let crossed = |area: &Rectangle| {
        lines.iter().flat_map(|line| line.points.windows(2)).any(|pair| area.is_crossed(pair[0], pair[1]))
    };
    let values = layout.texts().filter(|text| text.role == TextRole::Value);
    values.filter(|text| crossed(&text.bounding_box())).map(|text| text.content.clone()).collect()
}

fn missing_figures(chart: &Chart, layout: &Layout) -> Vec<String> {
    let (expected, found) = match chart {
        Chart::Series(chart) if chart.form.has_rows() => {
            let rows = layout.groups.iter().filter(|group| group.role == GroupRole::Row);
            let expected = match chart.form {
                SeriesForm::TileGrid => chart.board.tiles.len(),
                SeriesForm::GroupedBars => {
                    chart.clone().as_shown().series.iter().map(|series| series.points.len()).sum()
                }
                _ => chart.series.len(),
            };
            // A series that has neither a name nor a figure of the period that is shown has a row only where the sign of its status
            // stands in it.
            let shown = chart.clone().as_shown();
            let nothing = shown.series.iter().filter(|series| is_nothing(series)).count();
            // A period of grouped bars that a series says nothing of has a row all the same.
            let found = rows.count();
            (
                expected,
                match chart.form {
                    SeriesForm::GroupedBars if found > expected => expected,
                    SeriesForm::GroupedBars | SeriesForm::TileGrid => found,
                    _ if (expected - nothing..=expected).contains(&found) => expected,
                    _ => found,
                },
            )
        }
        Chart::Series(chart) if matches!(chart.form, SeriesForm::StackedBars | SeriesForm::Contributions) => {
            let rows = layout.groups.iter().filter(|group| group.role == GroupRole::Row).count();
            let days: std::collections::BTreeSet<_> =
                chart.series.iter().flat_map(|series| &series.points).map(|point| point.day()).collect();
            let is_stacked = chart.form == SeriesForm::StackedBars;
            (if is_stacked { days.len() } else { chart.series.len() + 2 }, rows)
        }
        Chart::Series(chart) => {
            let mut expected = 0;
            let is_grey = |series: &ChartSeries| series.emphasis == Emphasis::Muted;
            for series in chart.series.iter().filter(|series| !is_grey(series)) {
                let mut points: Vec<_> = series.points.iter().collect();
                points.sort_by_key(|point| point.day());
                points.dedup_by_key(|point| point.day());
                expected += points.iter().filter(|point| point.bounds.is_some()).count();
            }
            // Where both bounds are named and lie apart, each has a mark with the same tooltip.
            let marks: Vec<_> = layout.marks().filter(|mark| mark.colour != GREY).collect();
            let again = marks.windows(2).filter(|pair| {
                pair[0].fill == MarkFill::LowerHalf
                    && (pair[0].at.x - pair[1].at.x).abs() < 0.01
                    && pair[0].tooltip == pair[1].tooltip
                    && pair[0].colour == pair[1].colour
            });
            (expected, marks.len() - again.count())
        }
        Chart::Revisions(chart) => (
            chart.rows.iter().flat_map(|row| &row.cells).flatten().count(),
            layout.bars(tierstat_chart::BarRole::Cell).count(),
        ),
        Chart::Coverage(chart) => (chart.rows.len(), layout.bars(tierstat_chart::BarRole::Track).count()),
    };
    if expected == found { Vec::new() } else { vec![format!("{expected} expected, {found} found")] }
}

fn is_nothing(series: &ChartSeries) -> bool {
    series.name.trim().is_empty() && series.points.iter().all(|point| point.bounds.is_none())
}

/// A text without spaces and with the signs that an English text is given.
fn squeezed(text: &str) -> String {
    let straight = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").replace('…', "...");
    straight.chars().filter(|character| !character.is_whitespace()).collect()
}
