//! What is written in a chart: each thing once, ticks that can be read, no name cut inside a word.

use super::charts::{book, draw, drawn, marks_are_numbers, one_line, with_chart};

#[test]
fn a_series_that_is_alone_is_called_what_it_is() {
    let project = one_line("residents", "2012,100,A\n2013,110,A");
    draw(&project);
    assert_eq!(drawn(&project, "one", "zh-CN").series[0].name, "常住人口");
    assert_eq!(drawn(&project, "one", "en").series[0].name, "residents");
}

#[test]
fn the_end_of_a_year_is_said_once() {
    let project = one_line("residents", "2012-12-31,100,A\n2013-12-31,110,A\n2015-12-31,120,A");
    draw(&project);
    for (language, said, ticks) in [
        ("zh-CN", "副题（年底数）", ["2012年", "2013年", "2014年", "2015年"]),
        ("en", "Subtitle (at the end of the year)", ["2012", "2013", "2014", "2015"]),
    ] {
        let drawing = drawn(&project, "one", language);
        assert!(drawing.texts_of("heading").contains(&said), "{:?}", drawing.texts_of("heading"));
        assert_eq!(drawing.time_ticks().into_keys().collect::<Vec<_>>(), ticks);
    }
}

#[test]
fn the_first_and_the_last_period_are_named_and_round_years_between() {
    let years: Vec<String> = (1961..=2019).map(|year| format!("{year},{},A", 100 + year - 1960)).collect();
    let project = one_line("residents", &years.join("\n"));
    draw(&project);
    let drawing = drawn(&project, "one", "en");
    let named: Vec<String> = drawing.time_ticks().into_keys().collect();
    assert!(
        named.first().is_some_and(|year| year == "1961") && named.last().is_some_and(|year| year == "2019")
    );
    assert!(named[1..named.len() - 1].iter().all(|year| year.ends_with(['0', '5'])), "{named:?}");
    let series = &drawing.series[0];
    let few = one_line("residents", "2012,100,A\n2013,110,A");
    draw(&few);
    assert!(
        series.mark("1990").look != drawn(&few, "one", "en").series[0].mark("2012").look,
        "smaller where there are many"
    );
    marks_are_numbers(&project, "en", 1.0);
}

#[test]
fn months_are_named_by_their_januaries() {
    let months: Vec<String> = (0..48)
        .map(|month| format!("{}-{:02},{},A", 2016 + (month + 4) / 12, (month + 4) % 12 + 1, 100 + month))
        .collect();
    let project = one_line("industry-organisations-founded", &months.join("\n"));
    draw(&project);
    let named: Vec<String> = drawn(&project, "one", "zh-CN").time_ticks().into_keys().collect();
    assert!(
        named.iter().any(|label| label == "2016年5月") && named.iter().any(|label| label == "2020年4月"),
        "{named:?}"
    );
    assert!(named.iter().any(|label| label == "2018年1月"), "{named:?}");
}

/// Two lines so near that one of their first values finds no place: then neither has one.
#[test]
fn first_values_stand_at_all_lines_or_at_none() {
    let tiers = ["nation", "province", "prefecture", "county"];
    for apart in [1, 400] {
        let figures: String = tiers
            .iter()
            .zip(0..)
            .map(|(tier, place)| {
                let value = 1000 + place * apart;
                format!(
                    "residents,{tier},000000,2012,{value},A\nresidents,{tier},000000,2013,{},A\n",
                    value + 1
                )
            })
            .collect();
        let description = "kind = \"line\"\nindicator = \"residents\"\ntiers = [\"nation\", \"province\", \"prefecture\", \"county\"]";
        let project = with_chart(book(&figures), "tiers", description);
        draw(&project);
        let drawing = drawn(&project, "tiers", "zh-CN");
        let printed = (0..4).filter(|place| {
            let text = format!("{}", 1000 + place * apart);
            let text = format!("{},{}", &text[..1], &text[1..]);
            drawing
                .texts
                .iter()
                .any(|found| found.group == "series" && found.content == text && !found.anchor.is_empty())
        });
        let count = printed.count();
        assert!(count == 4 || count == 0, "{count} of 4 at {apart}");
        assert!(apart == 1 || count == 4, "where there is room all are there");
    }
}

#[test]
fn a_name_is_not_cut_inside_a_word() {
    let name = "Organisations registered by the departments of civil affairs of provinces and autonomous regions and municipalities of the whole country";
    let project = one_line("residents", "2012,100,A\n2013,110,A");
    let indicator = project.read("datasets/indicators/residents.toml");
    project.write(
        "datasets/indicators/residents.toml",
        indicator.replace("en = \"residents\"", &format!("en = \"{name}\"")),
    );
    project.write(
        "reports/book/charts/one.toml",
        project
            .read("reports/book/charts/one.toml")
            .replace("kind", "size = { width = 480, height = 330 }\nkind"),
    );
    draw(&project);
    let drawing = drawn(&project, "one", "en");
    let cut = drawing.texts.iter().find(|text| text.content.ends_with("...")).expect("it is cut");
    let last = cut.content.trim_end_matches('.').rsplit(' ').next().expect("a word");
    assert!(last.is_empty() || name.split(' ').any(|word| word == last), "{:?}", cut.content);
}
