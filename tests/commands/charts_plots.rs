//! `forecast --plot`, `coverage --plot` and `growth --plot` are charts like others: title, unit, source, area, interval.

use super::charts::book;
use crate::harness::drawing::Drawing;

#[test]
fn a_forecast_is_dashed_and_shaded_and_says_what_it_is() {
    let figures: String = (0..12)
        .filter(|year| *year != 5)
        .map(|year| format!("residents,all,000000,{},{},A\n", 2008 + year, 1_000_000 + 40_000 * year))
        .collect();
    let project = book(&figures);
    let ask = ["forecast", "--indicator", "residents", "--area", "000000", "--horizon", "3"];
    for (language, title, parts) in [
        ("zh-CN", "常住人口", ["单位：万人", "全国", "95%", "资料来源：Office《Figures》", "预测 →"]),
        ("en", "residents", ["million persons", "China", "95%", "Source: Office, Figures", "Forecast →"]),
    ] {
        let run =
            project.run(ask.into_iter().chain(["--plot", "f.svg", "--language", language])).expect_code(0);
        let svg = project.read("f.svg");
        let drawing = Drawing::read(&svg);
        assert!(drawing.title.contains(title), "{}: {}", drawing.title, run.stderr);
        let texts: Vec<&str> = drawing.texts.iter().map(|text| text.content.as_str()).collect();
        for part in parts {
            assert!(texts.iter().any(|text| text.contains(part)), "{part}: {texts:?}");
        }
        assert_eq!(svg.matches("stroke-dasharray").count(), 1, "the line to the forecasts");
        let series = &drawing.series[0];
        assert!(!series.joins(series.mark("2012"), series.mark("2014")), "no bridge over 2013");
        assert!(series.joins(series.mark("2019"), series.mark("2020")), "on to the forecast");
        assert!(series.mark("2021").tooltip.contains(if language == "en" {
            "forecast"
        } else {
            "预测数"
        }));
    }
}

#[test]
fn coverage_is_in_percent_with_area_and_source() {
    let project = book(
        "industry-organisations,prefecture,000000,2014,97,A\nindustry-organisations,prefecture,000000,2015,129,A\n\
         administrative-divisions,prefecture,000000,2014,333,A\nadministrative-divisions,prefecture,000000,2015,334,A\n",
    );
    project
        .run([
            "coverage",
            "--indicator",
            "industry-organisations",
            "--area",
            "000000",
            "--plot",
            "c.svg",
            "--language",
            "zh-CN",
        ])
        .expect_code(0);
    let drawing = Drawing::read(&project.read("c.svg"));
    let texts: Vec<&str> = drawing.texts.iter().map(|text| text.content.as_str()).collect();
    for part in ["单位：%", "全国", "资料来源：Office《Figures》", "29.1"] {
        assert!(texts.iter().any(|text| text.contains(part)), "{part}: {texts:?}");
    }
    let mark = drawing.series[0].mark("2015");
    assert!((drawing.value_at(mark.y) - 129.0 / 334.0 * 100.0).abs() < 0.2);
}

#[test]
fn growth_and_its_index_have_title_unit_area_and_source() {
    let project = book(
        "residents,all,000000,2013,1200000,A\nresidents,all,000000,2014,1300000,A\nresidents,all,000000,2016,1500000,A\n",
    );
    let ask = ["growth", "--indicator", "residents", "--area", "000000", "--plot", "g.svg"];
    for (language, title, of_growth, of_index) in [
        (
            "zh-CN",
            "常住人口",
            ["单位：万人", "全国；2014年至2016年", "资料来源：Office《Figures》", "150"],
            ["全国；指数，以2013年为100", "资料来源：Office《Figures》", "108.3"],
        ),
        (
            "en",
            "residents",
            ["million persons", "China; 2014 to 2016", "Source: Office, Figures", "1.5"],
            ["China; index, 2013 = 100", "Source: Office, Figures", "108.3"],
        ),
    ] {
        let draw = |more: &[&str]| {
            let asked = ask.into_iter().chain(more.iter().copied()).chain(["--language", language]);
            let run = project.run(asked).expect_code(0);
            assert!(!run.stderr.contains("chart.layout"), "{}", run.stderr);
            Drawing::read(&project.read("g.svg"))
        };
        let texts_have = |drawing: &Drawing, parts: &[&str]| {
            let texts: Vec<&str> = drawing.texts.iter().map(|text| text.content.as_str()).collect();
            for part in parts {
                assert!(texts.iter().any(|text| text.contains(part)), "{part}: {texts:?}");
            }
        };
        let growth = draw(&["--from", "2014", "--to", "2016"]);
        assert_eq!(growth.title, title);
        texts_have(&growth, &of_growth);
        let mark = growth.series[0].mark("2016");
        let unit = if language == "en" { 1e6 } else { 1e4 };
        assert!((growth.value_at(mark.y) * unit - 1_500_000.0).abs() < 10_000.0);
        let index = draw(&["--index"]);
        texts_have(&index, &of_index);
        let series = &index.series[0];
        assert!(!series.joins(series.mark("2014"), series.mark("2016")), "no bridge over 2015");
    }
}
