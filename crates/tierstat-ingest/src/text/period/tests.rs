use super::*;

fn written(text: &str) -> Option<String> {
    parse_period(text).map(|period| period.to_string())
}

#[test]
fn years_in_every_form() {
    for text in [
        "2015",
        "2015年",
        "2015 年",
        "２０１５年",
        "(2015)",
        "（2015年）",
        "2015年度",
        "2015年全年",
        "二〇一五年",
        "二零一五年",
        "民國104年",
        "民国 104 年",
        "平成27年",
        "昭和90年",
        "2015①",
        "2015*",
        "2015 (1)",
        "2015[p]",
        " 2015 ",
        "year 2015",
        "2015年1-12月",
    ] {
        assert_eq!(written(text).as_deref(), Some("2015"), "{text}");
    }
    assert_eq!(written("令和元年").as_deref(), Some("2019"));
}

#[test]
fn the_word_for_year_may_be_left_out() {
    for (text, period) in [
        ("2015上半年", "2015-H1"),
        ("2015 下半年", "2015-H2"),
        ("2015三季度", "2015-Q3"),
        ("2015底", "2015-12-31"),
    ] {
        assert_eq!(written(text).as_deref(), Some(period), "{text}");
    }
    for text in ["2014/15", "FY2015", "2015家", "2015人"] {
        assert_eq!(written(text), None, "{text}");
    }
}

#[test]
fn the_end_of_a_year_or_month_is_its_last_day() {
    for text in [
        "2015年底",
        "2015年末",
        "截至2015年底",
        "截止到2015年年末",
        "end of 2015",
        "End-2015",
        "Year-end of 2013",
        "at the end of 2015",
        "2015/12/31",
        "2015.12.31",
        "2015-12-31",
        "2015年12月31日",
        "截至 2015 年 12 月 31 日",
        "31 December 2015",
        "31 Dec. 2015",
        "December 31, 2015",
        "As of December 31st 2015",
        "2015年12月底",
    ] {
        let expected = if text.contains("2013") { "2013-12-31" } else { "2015-12-31" };
        assert_eq!(written(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(written("end of June 2015").as_deref(), Some("2015-06-30"));
    assert_eq!(written("2016年2月末").as_deref(), Some("2016-02-29"));
}

#[test]
fn twelve_months_that_end_with_a_stated_day() {
    for text in [
        "year ended 31 March 2015",
        "Year ending March 2015",
        "Fiscal year ended March 31, 2015",
        "12 months to March 2015",
        "截至2015年3月31日止年度",
        "截至2015年3月31日止的财政年度",
        "平成26年度",
    ] {
        assert_eq!(written(text).as_deref(), Some("2014-04-01/P1Y"), "{text}");
    }
    assert_eq!(written("year ended 31 December 2015").as_deref(), Some("2015"));
    assert_eq!(written("令和元年度").as_deref(), Some("2019-04-01/P1Y"));
    let title = find_period("Charities by region, year ended 31 March 2015");
    assert_eq!(title.map(|period| period.to_string()).as_deref(), Some("2014-04-01/P1Y"));
}

#[test]
fn parts_of_a_year() {
    let cases = [
        ("2015年6月", "2015-06"),
        ("截至2015年6月", "2015-06"),
        ("2015-06", "2015-06"),
        ("2015.6", "2015-06"),
        ("June 2015", "2015-06"),
        ("Jun-2015", "2015-06"),
        ("as at June 2015", "2015-06"),
        ("Q3 2020", "2020-Q3"),
        ("2020Q3", "2020-Q3"),
        ("2020-Q3", "2020-Q3"),
        ("2020年第三季度", "2020-Q3"),
        ("2020年3季度", "2020-Q3"),
        ("third quarter of 2020", "2020-Q3"),
        ("2020年7-9月", "2020-Q3"),
        ("H1 2015", "2015-H1"),
        ("2015H1", "2015-H1"),
        ("2015年上半年", "2015-H1"),
        ("2015年1—6月", "2015-H1"),
        ("first half of 2015", "2015-H1"),
    ];
    for (text, expected) in cases {
        assert_eq!(written(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_period() {
    for text in [
        "",
        "年",
        "15",
        "3500",
        "2,015",
        "2015家",
        "2015多",
        "2015/16",
        "2014-2015",
        "2015年13月",
        "2015-02-30",
        "2015年2-5月",
        "Q5 2015",
        "3-5-2",
        "110000199001011234",
        "2015年社会组织",
        "May",
        "合计",
        "20151231",
        "0104",
    ] {
        assert_eq!(written(text), None, "{text}");
    }
}

#[test]
fn a_title_names_one_period_or_none() {
    let find = |text: &str| find_period(text).map(|period| period.to_string());
    let cases = [
        ("表1-1 2015年全国社会组织", Some("2015")),
        ("Divisions of Administrative Areas by Region (Year-end of 2013)", Some("2013-12-31")),
        ("Charities in England, 2015", Some("2015")),
        ("截至2015年6月，全国已有24个省级组织", Some("2015-06")),
        ("2015年报告（2015年）", Some("2015")),
        ("Population in June 2015 by region", Some("2015-06")),
        ("2014年和2015年比较", None),
        ("2005-2015年变化", None),
        ("2005 to 2015", None),
        ("2014/15 returns", None),
        ("GB/T 2260-2007 代码", None),
        ("共有2015家机构", None),
        ("2015年6月，333个地级区划", Some("2015-06")),
        ("增长43.9%，2019年为53.1万", Some("2019")),
        ("共有3,2015家", None),
        ("共 2,015 家", None),
        ("社会组织", None),
    ];
    for (text, expected) in cases {
        assert_eq!(find(text).as_deref(), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,24}", year in "(截至)?(20|19)[0-9]{2}[-年/.Q ][0-9一二底末月]{0,4}\\PC{0,4}") {
        for text in [text, year] {
            let _ = parse_period(&text);
            let _ = find_period(&text);
        }
    }

    #[test]
    fn what_the_model_writes_is_read(year in 1800i16..2200, part in 1i8..=12) {
        for period in [
            Period::Year(year),
            Period::Half(year, (part - 1) / 6 + 1),
            Period::Quarter(year, (part - 1) / 3 + 1),
            Period::Month(year, part),
            Period::Day(Date::new(year, part, 28).unwrap()),
            Period::year_from(Date::new(year, part, 1).unwrap()),
        ] {
            prop_assert_eq!(parse_period(&period.to_string()), Some(period));
            prop_assert_eq!(find_period(&format!("见 {period} 的表")), Some(period));
        }
    }
}
