use super::*;
use proptest::prelude::*;

/// Precision, bounds and unit as one text, so that a table of cases reads like the design's.
fn read(text: &str) -> String {
    let Some(number) = parse_number(text) else { return "none".into() };
    let bounds = number.quantity.bounds.map(|bounds| format!(" {bounds}")).unwrap_or_default();
    let unit = number.unit_text.map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{}{bounds}{unit}", number.quantity.precision.name())
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(&read(text), expected, "{text}");
    }
}

#[test]
fn exact_numbers_print_every_digit() {
    check(&[
        ("24", "exact [24, 24]"),
        ("2,452家", "exact [2452, 2452] 家"),
        ("２４", "exact [24, 24]"),
        ("二十四个", "exact [24, 24] 个"),
        ("壹佰", "exact [100, 100]"),
        ("一百零五", "exact [105, 105]"),
        ("一百五", "exact [150, 150]"),
        ("两千三百", "exact [2300, 2300]"),
        ("十二", "exact [12, 12]"),
        ("叁万伍仟", "exact [35000, 35000]"),
        ("1 234 567", "exact [1234567, 1234567]"),
        ("1\u{a0}234\u{a0}567", "exact [1234567, 1234567]"),
        ("1'234", "exact [1234, 1234]"),
        ("1.234.567", "exact [1234567, 1234567]"),
        ("　97个地级市 ", "exact [97, 97] 个地级市"),
        ("167,000 charities", "exact [167000, 167000] charities"),
        ("-12.5", "exact [-12.5, -12.5]"),
        ("−12", "exact [-12, -12]"),
        ("0", "exact [0, 0]"),
        ("0.5", "exact [0.5, 0.5]"),
        ("12万3456", "exact [123456, 123456]"),
        ("3.0538万", "exact [30538, 30538]"),
        ("9007199254740991", "exact [9007199254740991, 9007199254740991]"),
        ("12,34,567", "exact [1234567, 1234567]"),
        ("1.234,5", "exact [1234.5, 1234.5]"),
        ("12.345.678,25", "exact [12345678.25, 12345678.25]"),
        ("1\u{a0}234,5", "exact [1234.5, 1234.5]"),
        ("0,5", "exact [0.5, 0.5]"),
        ("-0,125", "exact [-0.125, -0.125]"),
        ("7.0000000000000009", "exact [7.000000000000001, 7.000000000000001]"),
        ("£2,452", "exact [2452, 2452] £"),
        ("24（个）", "exact [24, 24] 个"),
        ("168縣", "exact [168, 168] 縣"),
        ("5千克", "exact [5, 5] 千克"),
    ]);
}

#[test]
fn larger_units_round_to_half_of_the_last_digit() {
    check(&[
        ("53.1万", "rounded [530500, 531500)"),
        ("53.10万人", "rounded [530950, 531050) 人"),
        ("1.9万家", "rounded [18500, 19500) 家"),
        ("931.0千", "rounded [930950, 931050)"),
        ("20.6万人", "rounded [205500, 206500) 人"),
        ("44万人", "rounded [435000, 445000) 人"),
        ("四十四万人", "rounded [435000, 445000) 人"),
        ("73.7萬人", "rounded [736500, 737500) 人"),
        ("3万5千", "rounded [34500, 35500)"),
        ("3万5", "rounded [34500, 35500)"),
        ("1亿2000万", "rounded [119995000, 120005000)"),
        ("1.24 million", "rounded [1235000, 1245000)"),
        ("208 mil pessoas", "rounded [207500, 208500) pessoas"),
        ("1.5 billion", "rounded [1450000000, 1550000000)"),
        ("共有20万人", "rounded [195000, 205000) 人"),
        ("5.31E+05", "rounded [530500, 531500)"),
        ("-1.2万", "rounded [-12500, -11500)"),
        ("£1.6m", "rounded [1550000, 1650000) £"),
        ("£1.6bn", "rounded [1550000000, 1650000000) £"),
        ("$3k", "rounded [2500, 3500) $"),
        ("€1,5 Mio", "rounded [1450000, 1550000) €"),
        ("$2m to $3m", "range [2000000, 3000000] $"),
        ("1.6m", "none"),
    ]);
}

#[test]
fn more_than_reaches_the_next_step() {
    check(&[
        ("3500多", "at-least [3500, 3600)"),
        ("3300余家", "at-least [3300, 3400) 家"),
        ("3300餘個", "at-least [3300, 3400) 個"),
        ("3500+", "at-least [3500, 3600)"),
        ("33,000+", "at-least [33000, 34000)"),
        ("超过44万", "at-least [440000, 450000)"),
        ("超過44萬個", "at-least [440000, 450000) 個"),
        ("over 13,000", "at-least [13000, 14000)"),
        ("more than 1.41 million", "at-least [1410000, 1420000)"),
        ("exceeded 440,000", "at-least [440000, 450000)"),
        ("mais de 3 mil", "at-least [3000, 4000)"),
        ("40多万", "at-least [400000, 500000)"),
        ("40多万社会工作专业人才", "at-least [400000, 500000) 社会工作专业人才"),
        ("四十余万", "at-least [400000, 500000)"),
        ("1000多", "at-least [1000, 2000)"),
        ("33.3万余人", "at-least [333000, 334000) 人"),
        ("突破百万", "at-least [1000000, 2000000)"),
        ("突破1万人", "at-least [10000, 20000) 人"),
        ("超3万", "at-least [30000, 40000)"),
        ("十来个", "at-least [10, 20) 个"),
        ("过百", "at-least [100, 200)"),
        ("百余家", "at-least [100, 200) 家"),
        ("万余人", "at-least [10000, 20000) 人"),
        ("超 3 万 人", "at-least [30000, 40000) 人"),
        ("1.3亿多人", "at-least [130000000, 140000000) 人"),
        ("已超过20万人", "at-least [200000, 300000) 人"),
        ("20个多", "at-least [20, 30) 个"),
    ]);
}

#[test]
fn a_floor_promises_no_upper_bound() {
    check(&[
        ("44万以上", "floor [440000, ∞)"),
        ("44万人以上", "floor [440000, ∞) 人"),
        ("至少24个", "floor [24, ∞) 个"),
        ("不少于100家", "floor [100, ∞) 家"),
        ("no less than 300", "floor [300, ∞)"),
        ("at least 1.2 million persons", "floor [1200000, ∞) persons"),
        ("20 or more", "floor [20, ∞)"),
    ]);
}

#[test]
fn almost_and_about_reach_half_a_step_or_five_per_cent() {
    check(&[
        ("近200", "almost [190, 200)"),
        ("近200家", "almost [190, 200) 家"),
        ("将近3500", "almost [3450, 3500)"),
        ("almost 50万", "almost [475000, 500000)"),
        ("接近93.1万", "almost [930500, 931000)"),
        ("近千家", "almost [950, 1000) 家"),
        ("nearly 1.6 million", "almost [1550000, 1600000)"),
        ("close to 1.1 million", "almost [1050000, 1100000)"),
        ("约7500", "about [7450, 7550)"),
        ("約7500家", "about [7450, 7550) 家"),
        ("200左右", "about [190, 210)"),
        ("200人左右", "about [190, 210) 人"),
        ("about 18,000", "about [17500, 18500)"),
        ("Approximately 1.58 million", "about [1575000, 1585000)"),
        ("100上下", "about [95, 105)"),
        ("c. 140", "about [135, 145)"),
        ("c.140", "about [135, 145)"),
        ("ca. 140", "about [135, 145)"),
        ("circa 140", "about [135, 145)"),
        ("~300", "about [285, 315)"),
    ]);
}

#[test]
fn an_upper_end_alone_is_vague() {
    check(&[
        ("不足200家", "vague [0, 200) 家"),
        ("less than 50", "vague [0, 50)"),
        ("up to 3,000 persons", "vague [0, 3000] persons"),
        ("10人以下", "vague [0, 10] 人"),
    ]);
}

#[test]
fn ranges_print_both_ends() {
    check(&[
        ("20~30家", "range [20, 30] 家"),
        ("20～30家", "range [20, 30] 家"),
        ("20至30", "range [20, 30]"),
        ("20-30", "range [20, 30]"),
        ("20–30", "range [20, 30]"),
        ("20——30", "range [20, 30]"),
        ("20家至30家", "range [20, 30] 家"),
        ("20 to 30 agencies", "range [20, 30] agencies"),
        ("between 20 and 30", "range [20, 30]"),
        ("2~3万", "range [20000, 30000]"),
        ("5000~1万", "range [5000, 10000]"),
        ("20万~30万人", "range [200000, 300000] 人"),
        ("20%-30%", "share [0.2, 0.3] %"),
        ("20~30%", "share [0.2, 0.3] %"),
        ("约20~30家", "range [20, 30] 家"),
        ("$1,000 to $1,999", "range [1000, 1999] $"),
    ]);
}

#[test]
fn number_words_are_vague() {
    check(&[
        ("十几家", "vague [11, 19] 家"),
        ("二十几", "vague [21, 29]"),
        ("数十", "vague [20, 99]"),
        ("几十个", "vague [20, 99] 个"),
        ("上百", "vague [100, 199]"),
        ("两三家", "vague [2, 3] 家"),
        ("三五个", "vague [3, 5] 个"),
        ("七八百", "vague [700, 800]"),
        ("十二三个", "vague [12, 13] 个"),
        ("数百家", "vague [200, 999] 家"),
        ("上万", "vague [10000, 20000)"),
        ("数万人", "vague [20000, 100000) 人"),
        ("几十万", "vague [200000, 1000000)"),
        ("上百万", "vague [1000000, 2000000)"),
        ("两三百万", "vague [2000000, 3000000]"),
    ]);
}

#[test]
fn shares_are_ratios() {
    check(&[
        ("66.7%", "share [0.6665, 0.6675) %"),
        ("６６．７％", "share [0.6665, 0.6675) %"),
        ("3‰", "share [0.0025, 0.0035) ‰"),
        ("四成", "share [0.35, 0.45) %"),
        ("近四成", "share [0.38, 0.4) %"),
        ("三分之二", "share [0.6666666666666666, 0.6666666666666666]"),
        ("千分之三", "share [0.0025, 0.0035)"),
        ("百分之六十七", "share [0.665, 0.675)"),
        ("百分之百", "share [0.995, 1.005)"),
        ("过半", "share [0.5, 1]"),
        ("半数以上", "share [0.5, 1]"),
        ("一半", "share [0.5, 0.5]"),
        ("超过66%", "share [0.66, 0.67) %"),
        ("57.4 per cent", "share [0.5735, 0.5745) %"),
        ("13.29个百分点", "share [0.13285, 0.13295) 个百分点"),
        ("-5.1%", "share [-0.0515, -0.0505) %"),
        ("0.0%", "share [0, 0.0005) %"),
        ("-0.0%", "share [-0.0005, 0] %"),
        ("100.0%", "share [0.9995, 1.0005) %"),
    ]);
    assert_eq!(parse_number("43.9%").unwrap().quantity.value, Some(0.439));
}

#[test]
fn signs_for_missing_numbers() {
    for text in [
        "",
        " ",
        "　",
        "—",
        "–",
        "…",
        "……",
        "...",
        "-",
        "--",
        "/",
        "*",
        "N/A",
        "n.a.",
        "暂无",
        "..",
        ":",
        "(NA)",
        "(X)",
        "（—）",
        "缺",
        "[x]",
        "－",
        "·",
    ] {
        assert_eq!(read(text), "missing", "{text}");
        assert_eq!(parse_number(text).unwrap().quantity.printed, text);
    }
    assert_eq!(parse_number("[c]").unwrap().status, Some(Status::Q));
    assert_eq!(parse_number("[z]").unwrap().status, Some(Status::M));
    assert_eq!(parse_number("—").unwrap().status, None);
}

#[test]
fn marks_are_notes_or_statuses_never_digits() {
    let cases = [
        ("2,452(r)", 2452.0, "(r)", None),
        ("2452[p]", 2452.0, "[p]", Some(Status::P)),
        ("2452 [p]", 2452.0, "[p]", Some(Status::P)),
        ("24①", 24.0, "①", None),
        ("25a", 25.0, "a", None),
        ("25*", 25.0, "*", None),
        ("25²", 25.0, "²", None),
        ("25（注1）", 25.0, "(注1)", None),
        ("25[2]", 25.0, "[2]", None),
        ("25†", 25.0, "†", None),
        ("25³", 25.0, "³", None),
        ("25(a)", 25.0, "(a)", None),
        ("25 (est.)", 25.0, "(est.)", Some(Status::E)),
        ("(est.) 25", 25.0, "(est.)", Some(Status::E)),
        ("25人（其中女9人）", 25.0, "（其中女9人）", None),
        ("25（含分支机构2）", 25.0, "（含分支机构2）", None),
        ("25家（不含港澳台）", 25.0, "（不含港澳台）", None),
        ("25 (of which 9 women)", 25.0, "(of which 9 women)", None),
        ("25%（2021年）", 0.25, "（2021年）", None),
        ("25(e)", 25.0, "(e)", Some(Status::E)),
        ("25（初步）", 25.0, "(初步)", Some(Status::P)),
        ("25(预计)", 25.0, "(预计)", Some(Status::F)),
        ("25 [p]①", 25.0, "[p] ①", Some(Status::P)),
        ("25家①", 25.0, "①", None),
    ];
    for (text, value, mark, status) in cases {
        let number = parse_number(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(number.quantity.value, Some(value), "{text}");
        assert_eq!(number.mark.as_deref(), Some(mark), "{text}");
        assert_eq!(number.status, status, "{text}");
    }
}

#[test]
fn what_is_no_quantity() {
    for text in [
        "2015年",
        "2015年6月",
        "6月10日",
        "3-5-2",
        "1-1",
        "2014-2015",
        "2014-15",
        "1.2.3",
        "110000199001011234",
        "000000",
        "0104",
        "第三",
        "一、综合",
        "1、",
        "1 综合",
        "1 Population by region",
        "三明市",
        "六安市",
        "五家渠市",
        "伍家岗区",
        "2005 (million dollars)",
        "十堰市",
        "千山区",
        "七台河市",
        "万宁市",
        "百",
        "万",
        "千",
        "个",
        "65岁以上",
        "15-64岁",
        "24 March",
        "14 of 21",
        "100个/6000个左右",
        "2,45",
        "1,2345",
        "(25)",
        "1,234 (5.6%)",
        "2015社会工作发展报告",
        "合计",
        "12:30",
        "1/2",
        "数据",
        "25 years",
        "1st",
        "3D",
        "超过",
        "约",
        "%",
        "e5",
        "9007199254740992",
        "9007199254740993",
        "24七",
        "1九",
        "24三家",
        "7半",
        "两两",
        "约约5",
        "1e",
        "1e5",
        "九九九九九九九九九九九九九九九九九九九九九九九九九九",
        "九九九九九九九九九九九九九九九九",
        "--5",
        "5-",
        "1,2,3",
        "12,34",
        "12,34,56",
        "1..2",
        "88 3",
        "88(3)",
        "88 (3)",
        "2015（共3期）",
    ] {
        assert_eq!(read(text), "none", "{text}");
    }
}

#[test]
fn a_unit_line_scales_what_is_printed() {
    let scaled = |text: &str, factor: f64| {
        let quantity = parse_number(text).unwrap().scaled(factor).quantity;
        format!(
            "{} {}",
            quantity.precision.name(),
            quantity.bounds.map(|bounds| bounds.to_string()).unwrap_or_default()
        )
    };
    assert_eq!(scaled("53.1", 10_000.0), "rounded [530500, 531500)");
    assert_eq!(scaled("53", 10_000.0), "rounded [525000, 535000)");
    assert_eq!(scaled("3.0538", 10_000.0), "exact [30538, 30538]");
    assert_eq!(scaled("2,452", 1.0), "exact [2452, 2452]");
    assert_eq!(scaled("43.9", 0.01), "share [0.4385, 0.4395)");
    assert_eq!(scaled("43.9%", 0.01), "share [0.4385, 0.4395)");
    assert_eq!(scaled("53.1万", 10_000.0), "rounded [530500, 531500)");
    assert_eq!(scaled("40多", 10_000.0), "at-least [400000, 500000)");
    assert_eq!(scaled("20~30", 1000.0), "range [20000, 30000]");
    assert_eq!(scaled("—", 1000.0), "missing ");
    assert_eq!(scaled("24", 12.0), "exact [288, 288]");
    assert_eq!(scaled("24", f64::NAN), "exact [24, 24]");
    assert_eq!(scaled("24", f64::INFINITY), "exact [24, 24]");
    assert_eq!(scaled("24", 0.0), "exact [24, 24]");
}

#[test]
fn a_column_of_commas_reads_points_as_thousands_marks() {
    for (text, expected) in [
        ("4.075", "exact [4075, 4075]"),
        ("4.075,5", "exact [4075.5, 4075.5]"),
        ("4\u{a0}075,5", "exact [4075.5, 4075.5]"),
        ("75,25 %", "share [0.75245, 0.75255) %"),
        ("75,25", "exact [75.25, 75.25]"),
        ("75", "exact [75, 75]"),
        ("4,075", "exact [4.075, 4.075]"),
        ("ca. 4.000", "about [3800, 4200)"),
        ("—", "missing"),
    ] {
        let number = parse_number_with(text, DecimalSign::Comma).unwrap_or_else(|| panic!("{text}"));
        let bounds = number.quantity.bounds.map(|bounds| format!(" {bounds}")).unwrap_or_default();
        let unit = number.unit_text.map(|unit| format!(" {unit}")).unwrap_or_default();
        assert_eq!(format!("{}{bounds}{unit}", number.quantity.precision.name()), expected, "{text}");
        assert_eq!(number.quantity.printed, text);
    }
}

#[test]
fn the_printed_text_is_kept_as_it_is() {
    assert_eq!(parse_number(" ２，４５２ 家 ").unwrap().quantity.printed, " ２，４５２ 家 ");
}

/// Pieces of which printed numbers are made, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,6}",
        prop::sample::select(vec![
            "约", "近", "超过", "over ", "至少", "万", "亿", "千", "百", "十", "两", "三", "几", "数", "上",
            "多", "余", "以上", "左右", "~", "-", "至", " to ", "%", "‰", "成", "分之", "半", "家", "个",
            "人", ".", ",", " ", "e", "(r)", "[p]", "①", " million", "—", "零", "壹", "佰", "£", "负", "(",
            ")", "年", "e9", "e99",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_panics(text in "\\PC{0,24}") {
        let _ = parse_number(&text).map(|number| number.scaled(10_000.0));
    }

    #[test]
    fn a_value_lies_in_its_bounds_and_only_missing_has_none(text in pieces(), power in -3i32..9) {
        if let Some(number) = parse_number(&text) {
            for number in [number.clone(), number.scaled(10f64.powi(power))] {
                let quantity = number.quantity;
                prop_assert_eq!(quantity.bounds.is_none(), quantity.precision == Precision::Missing);
                if let (Some(value), Some(bounds)) = (quantity.value, quantity.bounds) {
                    prop_assert!(bounds.contains(value), "{} not in {} of {}", value, bounds, text);
                }
            }
        }
    }

    #[test]
    fn plain_digits_read_the_same_the_short_way_and_the_long(
        text in "-?(0|[0-9]{1,16}|19[0-9]{2}|20[0-9]{2})(\\.[0-9]{0,19})?", is_comma in any::<bool>(),
    ) {
        let sign = if is_comma { DecimalSign::Comma } else { DecimalSign::Point };
        if let Some(number) = plain_number(&text, sign) {
            prop_assert_eq!(Some(number), parse_any(&text, sign));
        }
    }

    #[test]
    fn a_whole_number_reads_as_itself(number in 0u64..(1 << 53)) {
        #[expect(clippy::cast_precision_loss, reason = "whole numbers to 2^53 are exact")]
        let value = number as f64;
        prop_assert_eq!(parse_number(&number.to_string()).unwrap().quantity.value, Some(value));
    }

    #[test]
    fn scaling_scales_the_bounds(number in 1u32..100_000, word in prop::sample::select(vec!["超过", "约", "近", "至少", "不足"])) {
        let printed = parse_number(&format!("{word}{number}")).unwrap();
        let before = printed.quantity.bounds.unwrap();
        let after = printed.scaled(10_000.0).quantity.bounds.unwrap();
        let near = |first: f64, second: f64| (first - second).abs() <= 1e-9 * second.abs();
        prop_assert!(near(after.lower(), before.lower() * 10_000.0));
        match (after.upper_value(), before.upper_value()) {
            (Some(after), Some(before)) => prop_assert!(near(after, before * 10_000.0)),
            (after, before) => prop_assert_eq!(after.is_none(), before.is_none()),
        }
    }

    /// Digits alone take a short way; a space before them takes the long one.
    #[test]
    fn the_short_way_gives_what_the_long_one_gives(digits in "[0-9]{1,17}") {
        let short = parse_number(&digits);
        let mut long = parse_number(&format!(" {digits}"));
        if let Some(long) = &mut long {
            long.quantity.printed.clone_from(&digits);
        }
        prop_assert_eq!(short, long);
    }

    #[test]
    fn digits_and_spoken_numerals_agree(number in 1u32..10_000) {
        let spoken = spoken(number);
        let value = parse_number(&format!("{spoken}个")).unwrap().quantity.value;
        prop_assert_eq!(value, Some(f64::from(number)), "{}", spoken);
    }
}

/// Writes a number below ten thousand in spoken numerals.
fn spoken(number: u32) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let mut text = String::new();
    let mut zero = false;
    for (power, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        match number / power % 10 {
            0 => zero = !text.is_empty(),
            digit => {
                if zero {
                    text.push('零');
                    zero = false;
                }
                text.push(digits[digit as usize]);
                text.push_str(unit);
            }
        }
    }
    text
}
