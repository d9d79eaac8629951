use super::*;
use proptest::prelude::*;

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
        "2015 r",
        "2015 p",
        "2015p",
        "2015e",
        "2015(p)",
        "2015 [r]",
        "2015年预计",
        "2015年（预计）",
        "大正104年",
        "พ.ศ. 2558",
        "B.E. 2558",
    ] {
        assert_eq!(written(text).as_deref(), Some("2015"), "{text}");
    }
    assert_eq!(written("令和元年").as_deref(), Some("2019"));
}

#[test]
fn months_and_quarters_of_other_languages() {
    for (text, period) in [
        ("März 2015", "2015-03"),
        ("1. Januar 2015", "2015-01-01"),
        ("31.Dezember 2015", "2015-12-31"),
        ("Août 2015", "2015-08"),
        ("AOUT 2015", "2015-08"),
        ("1er juillet 2015", "2015-07-01"),
        ("enero de 2015", "2015-01"),
        ("1º de diciembre de 2015", "2015-12-01"),
        ("Giugno 2015", "2015-06"),
        ("março de 2015", "2015-03"),
        ("2. Quartal 2015", "2015-Q2"),
        ("1er semestre 2015", "2015-H1"),
        ("4º trimestre de 2015", "2015-Q4"),
        ("平成27年3月1日現在", "2015-03-01"),
        ("截至2015年6月30日止", "2015-06-30"),
    ] {
        assert_eq!(written(text).as_deref(), Some(period), "{text}");
    }
    for (text, period) in [("Mai", "2015-05"), ("févr.", "2015-02"), ("set", "2015-09"), ("Ott.", "2015-10")]
    {
        let found = parse_period_in_year(text, 2015).map(|period| period.to_string());
        assert_eq!(found.as_deref(), Some(period), "{text}");
    }
    assert_eq!(find_period("Data set 2015"), Some(Period::Year(2015)));
    for text in ["marching 2015", "Maier 2015", "set 2015", "1. 2015"] {
        assert_eq!(written(text), None, "{text}");
    }
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
        ("二〇一五年六月", "2015-06"),
        ("二〇一五年十二月三十一日", "2015-12-31"),
        ("截至2015年6月30日", "2015-06-30"),
        ("as at 30 June 2015", "2015-06-30"),
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
        "2015-Q9",
        "2015-W60",
        "2015-13",
        "2015年2月30日",
        "十三月",
        "2010年=100",
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
        ("2013年（万人）", Some("2013")),
        ("会员指数（2010年=100）", None),
        ("base 2010=100", None),
        ("Index (2015 = 100)", None),
        ("指数，以2010年为100。2016年", Some("2016")),
        ("Income at 2010 prices, 2016", Some("2016")),
        ("产值（2010年不变价），2016年", Some("2016")),
        ("Population 2016, 2011 census boundaries", Some("2016")),
        ("geography of 2011", None),
        ("按2011年行政区划", None),
        ("2011年行政区划统计", Some("2011")),
        ("2011 census", Some("2011")),
        ("Members in 2015-Q9", None),
        ("Members in 2015-W60", None),
        ("会员 2015年13月", None),
        ("会员 2015年2月30日", None),
    ];
    for (text, expected) in cases {
        assert_eq!(find(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn periods_that_cannot_be() {
    for text in [
        "2015-Q9",
        "2015Q5",
        "2015-H3",
        "2015-W60",
        "2015-13",
        "2015-02-30",
        "2015/13/01",
        "2015年13月",
        "2015年十三月",
        "2015年2月30日",
        "2015年第五季度",
        "十三月",
        "13月",
        "2月30日",
        "第五季度",
        "会员数 2015年13月",
    ] {
        assert!(impossible_period(text), "{text}");
    }
    for text in [
        "",
        "2015",
        "2015-Q4",
        "2015-W53",
        "2014-15",
        "1999-00",
        "1980-90",
        "2014/15",
        "2015.5",
        "2015.13",
        "2015年12月31日",
        "2月29日",
        "十二月",
        "第四季度",
        "第十三月度会议",
        "Q9",
        "2015-13-5-2",
        "三十三月刊",
        "010-65926677",
    ] {
        assert!(!impossible_period(text), "{text}");
    }
}

#[test]
fn parts_of_a_year_that_stands_elsewhere() {
    let within = |text: &str| parse_period_in_year(text, 2015).map(|period| period.to_string());
    for (text, expected) in [
        ("1月", Some("2015-01")),
        ("12月份", Some("2015-12")),
        ("十一月", Some("2015-11")),
        ("January", Some("2015-01")),
        ("Sept.", Some("2015-09")),
        ("May", Some("2015-05")),
        ("Q1", Some("2015-Q1")),
        ("第一季度", Some("2015-Q1")),
        ("上半年", Some("2015-H1")),
        ("first half", Some("2015-H1")),
        ("1-3月", Some("2015-Q1")),
        ("6月30日", Some("2015-06-30")),
        ("30 June", Some("2015-06-30")),
        ("June 30", Some("2015-06-30")),
        ("年底", Some("2015-12-31")),
        ("全年", Some("2015")),
        ("13月", None),
        ("2月30日", None),
        ("7", None),
        ("Q5", None),
        ("2014年", None),
        ("合计", None),
        ("Mayor", None),
    ] {
        assert_eq!(within(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_letter_behind_a_year_may_be_a_status() {
    for (text, expected) in [
        ("2015 p", Some(Status::P)),
        ("2015e", Some(Status::E)),
        ("2015年预计", Some(Status::F)),
        ("2015 r", None),
        ("2015", None),
        ("2015家", None),
    ] {
        assert_eq!(period_status(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,24}", year in "(截至)?(20|19)[0-9]{2}[-年/.Q ][0-9一二底末月]{0,4}\\PC{0,4}") {
        for text in [text, year] {
            let _ = parse_period(&text);
            let _ = find_period(&text);
            let _ = (impossible_period(&text), parse_period_in_year(&text, 2015), period_status(&text));
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
