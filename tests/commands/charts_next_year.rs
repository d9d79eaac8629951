//! The next year's figures need no edit of a chart: every form shows the new period, what is new, and says what has gone.

use crate::harness::drawing::Drawing;
use crate::harness::{Project, Run};
use tierstat_chart::ChartKind;

/// What each form is of: members by region, or associations by tier.
const CHARTS: [(ChartKind, &str); 13] = [
    (ChartKind::Line, MEMBERS),
    (ChartKind::Index, MEMBERS),
    (ChartKind::Slope, MEMBERS),
    (ChartKind::SmallMultiples, MEMBERS),
    (ChartKind::Coverage, ASSOCIATIONS),
    (ChartKind::Bars, MEMBERS),
    (ChartKind::GroupedBars, MEMBERS),
    (ChartKind::Dumbbell, MEMBERS),
    (ChartKind::DotStrip, MEMBERS),
    (ChartKind::StackedBars, ASSOCIATIONS),
    (ChartKind::Contributions, ASSOCIATIONS),
    (ChartKind::TileGrid, MEMBERS),
    (ChartKind::Revisions, MEMBERS),
];

const MEMBERS: &str = "indicator = \"members\"\nareas-of = \"1\"\ntiers = [\"all\"]\n";
const ASSOCIATIONS: &str = "indicator = \"associations\"\n";

const AREAS: &str = "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n\
    1,全国,全国,Whole country,,nation,,,,\n10,北区,北区,North,,region,1,,,\n20,南区,南区,South,,region,1,,,\n\
    30,西区,西区,West,,region,1,,,\n";
/// The board, to which a new area comes with its place.
const TILES: &str = "area,row,column\n1,1,1\n10,2,1\n20,2,2\n30,2,3\n";
const NEW_TILE: &str = "40,2,4\n";
const NEW_AREA: &str = "40,新区,新区,Newland,,region,1,,,\n";

const TIERS: &str = "\
[[tiers]]
id = \"nation\"
name = { zh-CN = \"国家级\", en = \"national\" }
rank = 0
[[tiers]]
id = \"region\"
name = { zh-CN = \"大区级\", en = \"regional\" }
rank = 1
[[tiers]]
id = \"county\"
name = { zh-CN = \"县级\", en = \"county\" }
rank = 2
[[tiers]]
id = \"township\"
name = { zh-CN = \"乡级\", en = \"township\" }
rank = 3
[[tiers]]
id = \"all\"
name = { zh-CN = \"各级合计\", en = \"all tiers\" }
rank = 4
total = true
";

const HEAD: &str = "indicator,tier,area_code,as_of,value,status\n";
const MAPPING: &str = "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\narea_code = \"area-code\"\nas_of = \"period\"\n\
    value = \"value\"\nstatus = \"status\"\n";

/// The figures of a year: of the first, of the next where the western region has gone.
fn figures(year: i16, next: bool) -> String {
    let more = i64::from(year - 2012);
    let mut lines = String::new();
    let mut line = |indicator: &str, tier: &str, area: &str, value: i64| {
        lines.push_str(&format!("{indicator},{tier},{area},{year},{value},A\n"));
    };
    line("members", "all", "10", 700 + 80 * more);
    line("members", "all", "20", 500 + 70 * more);
    let last = if next { "40" } else { "30" };
    line("members", "all", last, 300 + 10 * more);
    let (regions, counties, townships) = (1 + more / 2, 30 + 11 * more, 40);
    line("associations", "region", "1", regions);
    line("associations", "county", "1", counties);
    line("divisions", "region", "1", 4);
    line("divisions", "county", "1", 120);
    if next {
        line("associations", "township", "1", townships);
        line("divisions", "township", "1", 900);
    }
    line("associations", "all", "1", regions + counties + if next { townships } else { 0 });
    lines
}

fn indicator(id: &str, names: [&str; 2], more: &str) -> String {
    let [zh, en] = names;
    format!(
        "id = \"{id}\"\nname = {{ zh-CN = \"{zh}\", en = \"{en}\" }}\nunit = \"number\"\nmeasure = \"stock\"\n{more}\
         [definition]\nzh-CN = \"{zh}数。\"\nen = \"How many there are.\"\n"
    )
}

/// A project with a description of each form in `charts/`, and figures of three years.
fn project() -> Project {
    let first: String = (2013..2016).map(|year| figures(year, false)).collect();
    let mut project = Project::empty()
        .with("tierstat.toml", "title = { zh-CN = \"书\", en = \"Book\" }\nlanguages = [\"zh-CN\", \"en\"]\n")
        .with("datasets/areas/areas.csv", AREAS)
        .with("datasets/areas/tiles.csv", TILES)
        .with("datasets/areas/tiers.toml", TIERS)
        .with(
            "datasets/indicators/units.toml",
            "[[units]]\nid = \"number\"\nname = { zh-CN = \"个\", en = \"number\" }\nkind = \"count\"\n",
        )
        .with("datasets/indicators/members.toml", indicator("members", ["会员", "members"], ""))
        .with("datasets/indicators/divisions.toml", indicator("divisions", ["区划", "divisions"], ""))
        .with(
            "datasets/indicators/associations.toml",
            indicator("associations", ["协会", "associations"], "covers = \"divisions\"\n"),
        );
    for (kind, keys) in CHARTS {
        project = project.with(
            &format!("charts/{}.toml", kind.name()),
            format!(
                "kind = \"{}\"\n{keys}title = {{ zh-CN = \"题\", en = \"Title\" }}\n\
                 subtitle = {{ zh-CN = \"副题\", en = \"Subtitle\" }}\n",
                kind.name()
            ),
        );
    }
    import(&project, "first", &first, "2999-01-01");
    project
}

fn import(project: &Project, name: &str, lines: &str, known_on: &str) {
    let file = format!("datasets/{name}/figures.csv");
    project.write(&file, format!("{HEAD}{lines}"));
    project.write(&format!("{file}.mapping.toml"), MAPPING);
    project.write(
        &format!("{file}.origin.toml"),
        format!("publisher = \"Federation\"\ntitle = \"Figures\"\nedition = \"{name}\"\n"),
    );
    project.run(["import", "--quiet", "--known-on", known_on]).expect_code(0);
}

fn draw(project: &Project) -> Run {
    project.run(["chart", "--language", "en"]).expect_code(0)
}

fn files(project: &Project, kind: ChartKind, language: &str) -> (Drawing, String) {
    let name = format!("out/charts/{}.{language}", kind.name());
    (Drawing::read(&project.read(&format!("{name}.svg"))), project.read(&format!("{name}.csv")))
}

/// Whether a drawing says something anywhere: in a text, at a mark, as the title of a row.
fn says(drawing: &Drawing, words: &str) -> bool {
    let texts = drawing.texts.iter().map(|text| text.content.as_str());
    let series = drawing.series.iter().flat_map(|series| {
        series.marks.iter().map(|mark| mark.tooltip.as_str()).chain([series.name.as_str()])
    });
    texts.chain(series).any(|text| text.contains(words))
}

#[test]
fn every_form_has_a_chart_here() {
    for kind in ChartKind::ALL {
        assert!(CHARTS.iter().any(|(known, _)| *known == kind), "{} has no chart here", kind.name());
    }
}

#[test]
fn the_next_year_a_new_tier_and_a_new_area_need_no_edit_and_what_has_gone_is_said() {
    let project = project();
    let before = draw(&project);
    assert!(!before.stderr.contains("error"), "{}", before.stderr);
    for (kind, _) in CHARTS {
        for language in ["zh-CN", "en"] {
            let (drawing, data) = files(&project, kind, language);
            assert!(says(&drawing, "2015"), "{} {language}", kind.name());
            assert!(!says(&drawing, "2016") && !data.contains("2016"), "{} {language}", kind.name());
        }
    }
    let descriptions = project.files_under("charts");
    project.write("datasets/areas/areas.csv", format!("{AREAS}{NEW_AREA}"));
    project.write("datasets/areas/tiles.csv", format!("{TILES}{NEW_TILE}"));
    import(&project, "next", &figures(2016, true), "2999-06-01");
    let after = draw(&project);
    assert_eq!(project.files_under("charts"), descriptions, "no edit");
    for (kind, keys) in CHARTS {
        let is_of_members = keys == MEMBERS;
        for (language, [new, gone, tier]) in
            [("zh-CN", ["新区", "西区", "乡级"]), ("en", ["Newland", "West", "township"])]
        {
            let (drawing, data) = files(&project, kind, language);
            let at = format!("{} {language}: {data}", kind.name());
            assert!(says(&drawing, "2016"), "{at}");
            assert!(data.lines().any(|line| line.contains("2016")), "{at}");
            let expected = if is_of_members { new } else { tier };
            assert!(says(&drawing, expected) && data.contains(expected), "{expected}: {at}");
            if is_of_members {
                assert!(says(&drawing, gone) && data.contains(gone), "{gone}: {at}");
            }
        }
        let said = format!("chart {}", kind.name());
        let found = after.stderr.lines().any(|line| line.contains(&said) && line.contains("West"));
        assert_eq!(
            found,
            is_of_members && kind != ChartKind::Revisions,
            "{}:\n{}",
            kind.name(),
            after.stderr
        );
    }
    // What is new is all that it is, and its first years are no zero that a source prints.
    let (drawing, _) = files(&project, ChartKind::Contributions, "en");
    assert!(says(&drawing, "+40") && says(&drawing, "the other parts come to the total: township (2013)"));
    let (drawing, _) = files(&project, ChartKind::StackedBars, "en");
    assert!(says(&drawing, "township (2013, 2014, 2015)") && !says(&drawing, "a part is missing"));
}
