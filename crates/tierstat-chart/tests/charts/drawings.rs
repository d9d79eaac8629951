//! SVG and PNG: well-formed, the same bytes on every run, as accepted.

use crate::samples;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::path::Path;
use tierstat_chart::{Chart, ChartError, Fonts, Pictures, fingerprint, layout, png, svg};
use tierstat_model::Language;

fn drawn(chart: &Chart) -> String {
    svg(&layout(chart, &Fonts::bundled()).unwrap()).unwrap()
}

/// The names and contents of all elements; panics where the text is not well-formed.
#[track_caller]
pub(crate) fn elements(drawing: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(drawing);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut open): (Vec<(String, String)>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => {
                tag.attributes().for_each(|attribute| drop(attribute.expect("a sound attribute")));
                open.push(elements.len());
                elements.push((tag.name().as_ref().to_owned(), String::new()));
            }
            Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| drop(attribute.expect("a sound attribute")));
                elements.push((tag.name().as_ref().to_owned(), String::new()));
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                if let Some(index) = open.last() {
                    elements[*index].1.push_str(&text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "every element is closed");
    elements
}

#[test]
fn drawings_are_well_formed_and_equal_on_every_run() {
    for (name, chart) in samples::all() {
        let drawing = drawn(&chart);
        elements(&drawing);
        let threads: Vec<_> = (0..2)
            .map(|_| {
                std::thread::spawn({
                    let chart = chart.clone();
                    move || drawn(&chart)
                })
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), drawing, "{name}");
        }
    }
}

#[test]
fn a_drawing_can_be_read_without_being_seen() {
    let drawing = drawn(&samples::tiers(Language::Chinese, 1200.0));
    assert!(drawing.contains("role=\"img\"") && drawing.contains("lang=\"zh-CN\""));
    let id = drawing.split("aria-labelledby=\"").nth(1).unwrap().split('"').next().unwrap();
    for id in id.split(' ') {
        assert_eq!(drawing.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    let elements = elements(&drawing);
    let titles: Vec<&str> =
        elements.iter().filter(|(name, _)| name == "title").map(|(_, content)| content.as_str()).collect();
    assert_eq!(titles[0], "各级行业组织由289家增至455家，新增的多半在县级");
    for expected in ["省级", "地级", "县级", "县级，2015年12月：296"] {
        assert!(titles.contains(&expected), "{expected}");
    }
    assert!(
        elements.iter().any(|(name, content)| name == "desc" && content.contains("县级：2015年6月为168"))
    );
    assert!(elements.iter().any(|(name, content)| name == "text" && content == "168"), "texts are texts");
}

#[test]
fn a_mark_costs_little_and_keeps_its_words() {
    let chart = samples::forty_years(Language::Chinese, 1200.0);
    let layout = layout(&chart, &Fonts::bundled()).unwrap();
    let drawing = svg(&layout).unwrap();
    assert_eq!(layout.marks().count(), 240);
    assert!(drawing.len() < 240 * 115 + 6500, "{} bytes", drawing.len());
    let titles: Vec<String> =
        elements(&drawing).into_iter().filter(|(name, _)| name == "title").map(|(_, words)| words).collect();
    for mark in layout.marks() {
        assert!(titles.contains(&mark.tooltip), "{}", mark.tooltip);
    }
    assert_eq!(drawing.matches("<use ").count(), 240);
    assert_eq!(drawing.matches("<g id=").count(), 6, "a shape for each kind of mark");
}

#[test]
fn every_use_has_its_shape() {
    for (name, chart) in samples::all() {
        let drawing = drawn(&chart);
        for used in drawing.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_eq!(drawing.matches(&format!("id=\"{used}\"")).count(), 1, "{name}: {used}");
        }
    }
}

/// Themes are rules over the colours in the attributes: whoever knows no custom properties draws the light one.
#[test]
fn every_colour_of_a_drawing_has_its_rule() {
    for (name, chart) in samples::all() {
        let drawing = drawn(&chart);
        let (rules, shapes) = drawing.split_once("</style>").unwrap();
        for attribute in ["fill", "stroke", "color"] {
            let start = format!(" {attribute}=\"#");
            for colour in shapes.split(&start).skip(1).filter_map(|rest| rest.get(..6)) {
                let rule = format!("[{attribute}=\"#{colour}\"]{{{attribute}:var(--chart-");
                assert!(rules.contains(&rule), "{name}: {rule}");
            }
        }
        assert_eq!(rules.matches("--chart-paper:").count(), 3, "light, dark and print");
    }
}

#[test]
fn two_charts_in_one_page_have_different_ids() {
    let id =
        |chart: &Chart| drawn(chart).split("id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_ne!(id(&samples::tiers(Language::Chinese, 1200.0)), id(&samples::tiers(Language::Chinese, 600.0)));
}

#[test]
fn what_xml_forbids_is_escaped_or_left_out() {
    let mut chart = samples::tiers(Language::English, 1200.0);
    if let Chart::Series(line) = &mut chart {
        line.text.title = "Profit & <loss> \"a\"\u{0}\u{8}\u{FFFF}".to_owned();
        line.series[0].name = "</g>&amp;".to_owned();
        line.series[0].points[0].printed = "<b>".to_owned();
    }
    elements(&drawn(&chart));
}

#[test]
fn a_picture_has_twice_the_size_and_ink_where_the_title_is() {
    let fonts = Fonts::bundled();
    let chart = samples::tiers(Language::Chinese, 600.0);
    let layout = layout(&chart, &fonts).unwrap();
    let picture = png(&svg(&layout).unwrap(), &fonts, 2.0).unwrap();
    assert_eq!(png(&svg(&layout).unwrap(), &fonts, 2.0).unwrap(), picture, "the same bytes");
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&picture).unwrap();
    assert_eq!(
        (f64::from(pixels.width()), f64::from(pixels.height())),
        (layout.width * 2.0, layout.height * 2.0)
    );
    let title = layout.texts().next().unwrap().bounding_box();
    let is_dark = |x: u32, y: u32| pixels.pixel(x, y).is_some_and(|pixel| pixel.red() < 80);
    let dark_in = |left: f64, right: f64| {
        let columns = || ((left * 2.0) as u32)..((right * 2.0) as u32);
        (((title.top * 2.0) as u32)..((title.bottom * 2.0) as u32)).any(|y| columns().any(|x| is_dark(x, y)))
    };
    assert!(dark_in(title.left, title.left + 20.0), "the title begins where the layout says");
    assert!(dark_in(title.right - 20.0, title.right), "and ends there");
    assert!(!dark_in(title.right + 1.0, layout.width), "and not later");
}

const LARGEST: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4000\" height=\"4000\"><rect width=\"4000\" height=\"4000\"/></svg>";

/// The pixels for each metre that a picture says it has.
fn pixels_each_metre(picture: &[u8]) -> u32 {
    let place = picture.windows(4).position(|name| name == b"pHYs").unwrap();
    u32::from_be_bytes(picture[place + 4..place + 8].try_into().unwrap())
}

#[test]
fn a_picture_for_print_has_the_dots_that_were_asked_for_or_there_is_none() {
    let fonts = Fonts::bundled();
    let drawing = drawn(&samples::tiers(Language::Chinese, 600.0));
    let mut pictures = Pictures::new(&fonts);
    let picture = pictures.png_for_print(&drawing, 300).unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&picture).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (1875, 1406), "600 by 450 are 6.25 by 4.69 inches");
    assert_eq!(pixels_each_metre(&picture), 11_811, "300 dots per inch");
    assert_eq!(pixels_each_metre(&pictures.png(&drawing, 2.0).unwrap()), 7559, "192 dots per inch");
    assert_eq!(
        pictures.png_for_print(LARGEST, 300),
        Err(ChartError::TooSharp { dots_per_inch: 300, most: 135 })
    );
    assert!(pictures.png_for_print(LARGEST, 135).is_ok());
    assert!(matches!(pictures.png_for_print(&drawing, 0), Err(ChartError::TooSharp { .. })));
}

#[test]
fn pictures_in_sequence_and_side_by_side_are_those_made_alone() {
    let fonts = Fonts::bundled();
    // Every third: pictures take long, and neighbours are of one form.
    let drawings: Vec<String> = samples::all().iter().step_by(3).map(|(_, chart)| drawn(chart)).collect();
    let alone: Vec<Vec<u8>> = drawings.iter().map(|drawing| png(drawing, &fonts, 1.0).unwrap()).collect();
    let in_sequence = |drawings: &[String]| -> Vec<Vec<u8>> {
        let mut pictures = Pictures::new(&fonts);
        drawings.iter().map(|drawing| pictures.png(drawing, 1.0).unwrap()).collect()
    };
    assert!(in_sequence(&drawings) == alone);
    let side_by_side: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let parts = drawings.chunks(2).map(|part| scope.spawn(|| in_sequence(part))).collect::<Vec<_>>();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert!(side_by_side == alone);
    // Of their pixels: the same in every build, on every machine. How they are packed depends on what else is built with them.
    let pixels = |picture: &Vec<u8>| resvg::tiny_skia::Pixmap::decode_png(picture).unwrap().take();
    let hash = fingerprint(alone.iter().flat_map(pixels));
    let accepted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures.txt");
    let found = format!("{hash:016x}\n");
    if std::env::var_os("TIERSTAT_BLESS").is_some() {
        std::fs::write(&accepted, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&accepted).unwrap_or_default(), found, "run with TIERSTAT_BLESS=1");
}

#[test]
fn a_picture_of_the_largest_drawing_is_not_sharper_than_memory_allows() {
    let picture = png(LARGEST, &Fonts::bundled(), 2.0).unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&picture).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (5656, 5656));
    let corner = pixels.pixel(5655, 5655).unwrap();
    assert_eq!((corner.red(), corner.alpha()), (0, 255), "all of the drawing is in it");
}

#[test]
fn a_picture_that_cannot_be_made_is_an_error() {
    let fonts = Fonts::bundled();
    let drawing = drawn(&samples::one_day(600.0));
    for (text, scale) in
        [("<svg", 1.0), (drawing.as_str(), 0.0), (drawing.as_str(), f32::NAN), (drawing.as_str(), 1e6)]
    {
        assert!(matches!(png(text, &fonts, scale), Err(ChartError::Picture { .. })), "scale {scale}");
    }
}

/// The drawing of every sample by its fingerprint: the same in debug and release builds, on one thread and on eight.
#[test]
fn every_build_and_any_number_of_threads_draws_the_same_bytes() {
    let mut all = samples::all();
    all.extend(crate::tile_samples::all());
    let on = |threads: usize| -> Vec<String> {
        let size = all.len().div_ceil(threads);
        std::thread::scope(|scope| {
            let part = |part: &'_ [(&'static str, Chart)]| {
                part.iter()
                    .map(|(name, chart)| format!("{:016x} {name}", fingerprint(drawn(chart).into_bytes())))
                    .collect::<Vec<String>>()
            };
            let parts: Vec<_> = all.chunks(size).map(|charts| scope.spawn(move || part(charts))).collect();
            parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
        })
    };
    let alone = on(1);
    assert_eq!(on(8), alone);
    let accepted = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/drawings.txt");
    let found = alone.join("\n") + "\n";
    if std::env::var_os("TIERSTAT_BLESS").is_some() {
        std::fs::write(&accepted, &found).unwrap();
    }
    let accepted = std::fs::read_to_string(&accepted).unwrap_or_default();
    let changed: Vec<&str> =
        found.lines().filter(|line| !accepted.lines().any(|accepted| accepted == *line)).collect();
    assert!(accepted == found, "changed; run with TIERSTAT_BLESS=1 and look at them: {changed:#?}");
}

/// After a change that is meant, `TIERSTAT_BLESS=1 cargo test -p tierstat-chart` accepts the new drawings;
/// look at them before you commit.
#[test]
fn accepted_drawings_have_not_changed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for (name, chart) in samples::all() {
        if !["tiers.zh-CN", "bounds-half.zh-CN", "coverage.en"].contains(&name) {
            continue;
        }
        let path = folder.join(format!("{name}.svg"));
        let drawing = drawn(&chart);
        if std::env::var_os("TIERSTAT_BLESS").is_some() {
            std::fs::write(&path, &drawing).unwrap();
        }
        let accepted = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            accepted == drawing,
            "{} has changed; run with TIERSTAT_BLESS=1 and look at it",
            path.display()
        );
    }
}
