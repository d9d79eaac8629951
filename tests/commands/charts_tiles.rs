//! Charts of tiles from the ledger to the SVG: every area has its tile with its number, and what has none is said.

use super::charts::{book, data, draw, drawn, with_chart};
use super::charts_rows::row;
use crate::harness::drawing::{Drawing, DrawnSeries};

/// Areas with figures of two years: one rough, one suppressed, one provisional, one of the earlier year alone, one broken; the nation; and
/// one that has no tile.
const FIGURES: &str = "\
residents,all,000000,2013,1360720000,A
residents,all,000000,2014,1367820000,A
residents,all,110000,2013,21148000,A
residents,all,110000,2014,21516000,A
residents,all,120000,2013,14722000,A
residents,all,120000,2014,15168000,P
residents,all,210000,2013,43900000,A
residents,all,210000,2014,43910000,B
residents,all,230000,2013,38350000,A
residents,all,230000,2014,38330000,A
residents,all,310000,2013,24151000,A
residents,all,500000,2013,29700000,A
residents,all,500000,2014,2900多万,A
residents,all,810000,2013,7180000,A
residents,all,810000,2014,…,Q
residents,all,440100,2014,13080000,A
";

const AREAS: &str = "areas = [\"110000\", \"120000\", \"210000\", \"230000\", \"310000\", \"500000\", \"540000\", \"810000\", \"440100\"]";

/// The contents of the texts that stand within a tile, by the ground of its group.
fn words(drawing: &Drawing, name: &str) -> Vec<String> {
    let tile = row(&drawing.series, name);
    let ((left, top), (right, bottom)) = corners(tile);
    let inside = drawing.texts.iter().filter(|text| {
        text.group == "row" && (left..=right).contains(&text.x) && (top..=bottom).contains(&text.y)
    });
    inside.map(|text| text.content.clone()).collect()
}

fn corners(tile: &DrawnSeries) -> ((f64, f64), (f64, f64)) {
    let ground = tile.lines.iter().find(|line| line.is_area).expect("the ground of a tile");
    let along = |pick: fn(&(f64, f64)) -> f64| ground.points.iter().map(pick);
    let (x, y) = (|| along(|point| point.0), || along(|point| point.1));
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
    ((least(&mut x()), least(&mut y())), (most(&mut x()), most(&mut y())))
}

fn number(text: &str) -> f64 {
    text.replace([',', '≈', '+'], "").replace('−', "-").parse().expect("a number")
}

#[test]
fn tiles_say_their_numbers_and_what_is_rough_missing_of_another_year_or_without_a_tile() {
    let description = format!("kind = \"tile-grid\"\nindicator = \"residents\"\ntiers = [\"all\"]\n{AREAS}");
    let project = with_chart(book(FIGURES), "one", &description);
    let run = draw(&project);
    for part in
        ["[chart.no-tile]", "Guangzhou", "[chart.other-period]", "Shanghai", "[chart.left-out]", "Tibet"]
    {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    for (language, unit, names) in [
        ("zh-CN", 1e4, ["北京", "天津", "辽宁", "黑龙江", "上海", "重庆", "西藏", "香港", "青海", "广州"]),
        (
            "en",
            1e6,
            [
                "Beijing",
                "Tianjin",
                "Liaoning",
                "Heilongjiang",
                "Shanghai",
                "Chongqing",
                "Tibet",
                "Hong Kong",
                "Qinghai",
                "Guangzhou",
            ],
        ),
    ] {
        let drawing = drawn(&project, "one", language);
        let [.., tibet, hong_kong, qinghai, guangzhou] = names;
        assert_eq!(
            drawing.series.len(),
            35,
            "the board without the nation, which is the total of nothing here"
        );
        for found in data(&project, "one", language) {
            let Ok(value) = found[4].parse::<f64>() else { continue };
            let shown = words(&drawing, &found[0]);
            let shown = number(&shown[1]);
            // Four digits tell one number from the next.
            assert!((shown - value / unit).abs() <= value / unit * 5e-4, "{found:?}: {shown}");
        }
        let shown = number(&words(&drawing, names[5])[1]);
        assert!((shown - 29e6 / unit).abs() < 1e-9, "the end that the source names: {shown}");
        assert!(words(&drawing, names[5])[1].starts_with('≈'));
        assert!(words(&drawing, names[4])[2].contains("2013"), "{:?}", words(&drawing, names[4]));
        assert_eq!(words(&drawing, hong_kong)[1], "※");
        assert!(words(&drawing, tibet)[1].parse::<f64>().is_err(), "missing is no zero");
        assert_eq!(words(&drawing, qinghai).len(), 1, "not asked for");
        assert!(!row(&drawing.series, names[1]).marks.is_empty(), "a provisional figure has its mark");
        let footer = drawing.texts_of("footer").concat();
        let schematic = if language == "en" { "Schematic" } else { "示意图" };
        for part in [schematic, guangzhou, tibet, names[4]] {
            assert!(footer.contains(part) && drawing.description.contains(part), "{part}: {footer}");
        }
    }
}

#[test]
fn changes_in_tiles_are_those_of_the_two_years_and_none_leads_over_a_break() {
    let description = format!(
        "kind = \"tile-grid\"\nshow = \"change\"\nindicator = \"residents\"\ntiers = [\"all\"]\n{AREAS}"
    );
    let project = with_chart(book(FIGURES), "one", &description);
    draw(&project);
    let drawing = drawn(&project, "one", "en");
    for (name, first, last) in [("Beijing", 21_148.0, 21_516.0), ("Heilongjiang", 38_350.0, 38_330.0)] {
        let shown = number(&words(&drawing, name)[1]);
        assert!((shown - (last / first - 1.0) * 100.0).abs() <= 0.05, "{name}: {shown}");
    }
    assert_eq!(words(&drawing, "Liaoning")[1], "break");
    assert!(words(&drawing, "Chongqing").concat().contains("≈"), "{:?}", words(&drawing, "Chongqing"));
    let legend = drawing.texts_of("axes").concat();
    assert!(legend.contains("in %") && legend.contains("under 0"), "{legend}");
    let heading = drawing.texts_of("heading").concat();
    assert!(heading.contains("growth from 2013 to 2014"), "{heading}");
}

#[test]
fn the_nation_stands_on_a_free_place_and_is_in_no_class() {
    let all = "kind = \"tile-grid\"\nindicator = \"residents\"\ntiers = [\"all\"]\nareas-of = \"000000\"";
    let mut project = with_chart(book(FIGURES), "one", all);
    project = with_chart(project, "lines", &format!("{all}\nshow = \"sparkline\"\ntarget = \"phone\""));
    draw(&project);
    let drawing = drawn(&project, "one", "en");
    assert_eq!(drawing.series.len(), 36);
    assert!((number(&words(&drawing, "China")[1]) - 1367.82).abs() < 1e-9);
    assert!(drawing.texts_of("axes").contains(&"total, in no class"));
    let narrow = drawn(&project, "lines", "zh-CN");
    assert!(narrow.texts.iter().all(|text| text.size >= 11.0));
    assert_eq!(words(&narrow, "北京")[0], "北京");
    assert_eq!(row(&narrow.series, "北京").marks.len(), 1, "at the latest figure");
}

#[test]
fn what_tiles_cannot_show_is_refused_with_what_can_be_done() {
    let of = |keys: &str| {
        let description = format!("kind = \"tile-grid\"\nindicator = \"residents\"\n{keys}");
        let project = with_chart(book(FIGURES), "one", &description);
        project.run(["chart", "--language", "en"]).stderr
    };
    let no_tile = of("tiers = [\"all\"]\nareas = [\"440100\"]");
    assert!(
        no_tile.contains("line 1") && no_tile.contains("tiles.csv") && no_tile.contains("dot-strip"),
        "{no_tile}"
    );
    let idle = of("tiers = [\"all\"]\nperiods = 3\nareas = [\"110000\"]");
    assert!(idle.contains("periods") && idle.contains("line 4"), "{idle}");
    let several = of("tiers = [\"all\", \"county\"]\nareas = [\"110000\"]");
    assert!(several.contains("a tile holds one") && several.contains("name one tier"), "{several}");
    let by = of("tiers = [\"all\"]\nby = \"sex\"\nareas = [\"110000\"]");
    assert!(by.contains("by") && by.contains("line 4"), "{by}");
}

#[test]
fn a_board_that_is_wrong_is_named_with_its_line() {
    let project = book("residents,all,110000,2013,21148000,A\n");
    project.write("datasets/areas/tiles.csv", "area,row,column\n110000,2,5\n120000,2,5\n");
    let run = project.run(["figures", "--language", "en", "--indicator", "residents"]);
    assert!(run.stderr.contains("tiles.csv") && run.stderr.contains("line 3"), "{}", run.stderr);
    assert!(run.stderr.contains("is the tile of `110000` already"), "{}", run.stderr);
}
