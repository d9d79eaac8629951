//! Tiles on a board: every area stands in its place and says what it knows.

use crate::{rules, tile_samples};
use tierstat_chart::{
    BarRole, Chart, ChartError, ChartWarning, Colour, Element, Fonts, Group, GroupRole, Layout, LineRole,
    SeriesChart, TextRole, TileOf, TileShow, layout,
};
use tierstat_model::Language;

fn laid(chart: &Chart) -> Layout {
    layout(chart, &Fonts::bundled()).unwrap()
}

fn series_chart(chart: Chart) -> SeriesChart {
    let Chart::Series(chart) = chart else { panic!("a chart of series") };
    chart
}

/// The tile whose title begins so.
#[track_caller]
fn tile<'a>(layout: &'a Layout, name: &str) -> &'a Group {
    let mut tiles = layout.groups.iter().filter(|group| group.role == GroupRole::Row);
    let is_named = |group: &&Group| group.title.as_ref().is_some_and(|title| title.starts_with(name));
    tiles.find(is_named).unwrap_or_else(|| panic!("no tile of {name}"))
}

fn texts(group: &Group) -> Vec<&str> {
    let texts = group.elements.iter().filter_map(|element| match element {
        Element::Text(text) => Some(text.content.as_str()),
        _ => None,
    });
    texts.collect()
}

fn shade(group: &Group) -> Colour {
    let ground = group.elements.iter().find_map(|element| match element {
        Element::Bar(bar) if bar.role == BarRole::Tile => Some(bar.colour),
        _ => None,
    });
    ground.unwrap()
}

fn has_line(group: &Group, role: LineRole) -> bool {
    group.elements.iter().any(|element| matches!(element, Element::Line(line) if line.role == role))
}

fn note(layout: &Layout) -> String {
    let texts = layout.texts().filter(|text| text.role == TextRole::Note);
    texts.flat_map(|text| text.content.split_whitespace()).collect()
}

#[test]
fn boards_keep_all_rules() {
    for (sample, chart) in tile_samples::all() {
        let layout = laid(&chart);
        if let Some(folder) = std::env::var_os("TIERSTAT_PICTURES") {
            let drawing = tierstat_chart::svg(&layout).unwrap();
            let picture = tierstat_chart::png(&drawing, &Fonts::bundled(), 1.5).unwrap();
            std::fs::write(std::path::Path::new(&folder).join(format!("{sample}.png")), picture).unwrap();
        }
        rules::check_all(&chart, &layout);
        let is_cut = |warning: &&ChartWarning| matches!(warning, ChartWarning::NameCut { .. });
        assert!(!layout.warnings.iter().any(|warning| is_cut(&warning)), "{sample}: {:?}", layout.warnings);
    }
}

#[test]
fn every_tile_stands_in_its_row_and_column_and_covers_no_other() {
    for (_, chart) in tile_samples::all() {
        let layout = laid(&chart);
        let chart = series_chart(chart);
        let places: Vec<_> = layout.groups.iter().filter(|group| group.role == GroupRole::Row).collect();
        let area = |group: &Group| {
            let found = group.elements.iter().find_map(|element| match element {
                Element::Bar(bar) => Some(bar.area),
                _ => None,
            });
            found.unwrap()
        };
        assert_eq!(places.len(), chart.board.tiles.len());
        for (one, tile) in places.iter().zip(&chart.board.tiles) {
            for (other, other_tile) in places.iter().zip(&chart.board.tiles) {
                let (one, other) = (area(one), area(other));
                assert_eq!(tile.column < other_tile.column, one.right <= other.left, "{}", tile.name);
                assert_eq!(tile.row < other_tile.row, one.bottom <= other.top, "{}", tile.name);
            }
        }
    }
}

#[test]
fn each_state_of_a_figure_has_its_look_and_its_words() {
    let layout = laid(&tile_samples::board(Language::Chinese, TileShow::Value, 1200.0, 2));
    let of = |name: &str| tile(&layout, name);
    assert_eq!(texts(of("山西")), ["山西", "≈1.4"]);
    assert!(!has_line(of("山西"), LineRole::Hatching), "1.4 to 1.5 is in one class");
    assert_eq!(shade(of("山西")), shade(of("吉林")), "the class of 1.3");
    assert!(has_line(of("广西"), LineRole::Hatching), "what may be anything above 1 is in no one class");
    assert!(has_line(of("台湾"), LineRole::Hatching) && has_line(of("台湾"), LineRole::Outline));
    assert_eq!(texts(of("台湾")), ["台湾", "缺"], "missing is never zero");
    assert_eq!(texts(of("西藏")), ["西藏", "※"]);
    assert_eq!(texts(of("澳门")), ["澳门", "0.04", "2017年"], "of another year");
    assert_eq!(texts(of("香港")), ["香港"]);
    assert!(has_line(of("香港"), LineRole::Outline) && !has_line(of("香港"), LineRole::Hatching));
    assert!(of("内蒙古").elements.iter().any(|element| matches!(element, Element::Mark(_))), "provisional");
    assert_eq!(texts(of("全国"))[0], "全国");
    let note = note(&layout);
    for part in ["示意图", "暂定数：内蒙古", "澳门（2017年）", "台湾", "西藏（有数而不公布）", "新疆兵团"]
    {
        assert!(note.contains(part), "{part}: {note}");
        assert!(part == "示意图" || layout.description.contains(part), "{part}: {}", layout.description);
    }
    let legend: Vec<&str> = layout
        .texts()
        .filter(|text| text.role == TextRole::Legend)
        .map(|text| text.content.as_str())
        .collect();
    assert_eq!(legend.len(), 9, "{legend:?}");
    for part in ["跨级（约数）", "没有数", "※ 有数而不公布", "不在调查范围", "合计，不分级"]
    {
        assert!(legend.contains(&part), "{part}: {legend:?}");
    }
}

#[test]
fn what_fell_is_orange_and_what_grew_is_blue_and_the_sign_says_so() {
    let layout = laid(&tile_samples::changes(Language::Chinese, 1200.0));
    for group in layout.groups.iter().filter(|group| group.role == GroupRole::Row) {
        let words = texts(group);
        let Some(value) = words.get(1) else { continue };
        let Colour(red, _, blue) = shade(group);
        match value.chars().next() {
            Some('−') => assert!(red > blue, "{words:?}"),
            Some('+') => assert!(blue > red, "{words:?}"),
            _ => {}
        }
    }
}

#[test]
fn seven_columns_stand_on_a_telephone() {
    for language in [Language::Chinese, Language::English] {
        let layout = laid(&tile_samples::board(language, TileShow::Value, 400.0, 2));
        assert!(layout.texts().all(|text| text.size >= 11.0));
        let in_tiles = |text: &&tierstat_chart::Text| text.role == TextRole::TileName;
        let names: Vec<&str> = layout.texts().filter(in_tiles).map(|text| text.content.as_str()).collect();
        let expected = if language == Language::Chinese { "黑龙江" } else { "HL" };
        assert!(names.contains(&expected), "{names:?}");
        assert!(language == Language::Chinese || note(&layout).contains("HLHeilongjiang"));
    }
}

/// Each corner of a line, taken back through the tile's own scale, is a figure within half a pixel.
#[test]
fn lines_in_tiles_are_their_figures_and_cross_neither_gap_nor_break() {
    let chart = tile_samples::board(Language::English, TileShow::Sparkline, 1200.0, 8);
    let layout = laid(&chart);
    let chart = series_chart(chart);
    for shown in &chart.board.tiles {
        let TileOf::Series(place) = shown.of else { continue };
        let series = &chart.series[place];
        let group = tile(&layout, &shown.name);
        let lines: Vec<_> = group
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::Line(line) if line.role == LineRole::Figures => Some(&line.points),
                _ => None,
            })
            .collect();
        let ends = series.points.iter().flat_map(|point| {
            let bounds = point.bounds.filter(|_| point.is_rough());
            let bounds = bounds.into_iter().flat_map(|bounds| [bounds.lower_value(), bounds.upper_value()]);
            bounds.chain([point.position()]).flatten()
        });
        let (lowest, highest) =
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
        let stated: Vec<f64> = series
            .points
            .iter()
            .filter(|point| !point.is_rough())
            .filter_map(|point| point.position())
            .collect();
        let corners: Vec<f64> = lines.iter().flat_map(|points| points.iter().map(|point| point.y)).collect();
        let (Some(top), Some(bottom)) =
            (corners.iter().copied().reduce(f64::min), corners.iter().copied().reduce(f64::max))
        else {
            assert!(stated.len() < 2, "{}", shown.name);
            continue;
        };
        if series.points.iter().all(|point| !point.is_rough()) && !matches!(shown.label.as_str(), "HL" | "GD")
        {
            let pixel = (highest - lowest) / (bottom - top);
            for (y, value) in corners.iter().zip(&stated) {
                let found = lowest + (bottom - y) * pixel;
                assert!((found - value).abs() <= pixel / 2.0, "{}: {found} for {value}", shown.name);
            }
        }
        assert_eq!(lines.len(), if shown.label == "GD" { 2 } else { 1 }, "{}", shown.name);
        let drawn = if shown.label == "HL" { stated.len() - 1 } else { stated.len() };
        assert_eq!(corners.len(), drawn, "{}: no line leads over a gap", shown.name);
    }
    assert!(has_line(tile(&layout, "Guangdong"), LineRole::Break));
    let said = note(&layout);
    assert!(said.contains("heightscannotbecomparedbetweentiles") && said.contains("Guangdong"), "{said}");
}

#[test]
fn numbers_without_room_are_refused_and_nothing_without_a_figure_is_drawn() {
    let mut chart = series_chart(tile_samples::board(Language::English, TileShow::Value, 400.0, 1));
    chart.series[0].points[0].mark_text = "123,456,789,012".to_owned();
    let refused = layout(&Chart::Series(chart.clone()), &Fonts::bundled());
    assert!(matches!(refused, Err(ChartError::NoRoom { what: "the tiles", .. })), "{refused:?}");
    chart.series.iter_mut().for_each(|series| series.points.clear());
    assert_eq!(layout(&Chart::Series(chart), &Fonts::bundled()), Err(ChartError::NoFigures));
}
