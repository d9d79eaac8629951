//! Exports of one figure a row, with their columns in any order.

use crate::small_project::SmallProject;
use tierstat_model::Status;

/// The figures that are taken: indicator, area, period, value and status, in order.
fn read(text: &str) -> Vec<String> {
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    assert!(imported.kept_back.is_empty(), "{text}: {:?}", imported.kept_back);
    assert!(imported.findings.is_empty(), "{text}: {:?}", imported.findings);
    let line = |figure: &tierstat_model::Figure| {
        let value = figure.quantity.value.map_or("missing".to_owned(), |value| value.to_string());
        let status = if figure.status == Status::A { "" } else { figure.status.code() };
        format!("{} {} {} {value} {status}", figure.indicator, figure.area, figure.period)
            .trim_end()
            .to_owned()
    };
    imported.figures.iter().map(line).collect()
}

const EXPECTED: [&str; 4] = [
    "associations 110000 2019 640",
    "associations 440000 2019 915",
    "workers 110000 2019 7120",
    "associations 110000 2020 655",
];

#[test]
fn codes_names_and_the_date_of_change_beside_the_datum() {
    let text = "ORG_ID,TBL_ID,C1,C1_NM,ITM_ID,ITM_NM,UNIT_NM,PRD_SE,PRD_DE,DT,LST_CHN_DE\n\
        301,DT_2X,51,北京市,T1,行业协会,家,A,2019,640,2022-03-04\n\
        301,DT_2X,52,广东省,T1,行业协会,家,A,2019,915,2022-03-04\n\
        301,DT_2X,51,北京市,T2,社会工作者,人,A,2019,7120,2022-03-04\n\
        301,DT_2X,51,北京市,T1,行业协会,家,A,2020,655,2022-03-05\n";
    assert_eq!(read(text), EXPECTED);
    // The datum first, and the date of change in digits alone.
    let text = "DT,LST_CHN_DE,PRD_DE,ITM_NM,C1_NM\n640,20220304,2019,行业协会,北京市\n915,20220304,2019,行业协会,广东省\n\
        7120,20220304,2019,社会工作者,北京市\n655,20220305,2020,行业协会,北京市\n";
    assert_eq!(read(text), EXPECTED);
}

#[test]
fn codes_for_each_dimension_and_an_annotation() {
    let text = "tab_code,表章項目,area_code,全国,time_code,時間軸（年次）,unit,value,annotation\n\
        020,行业协会,110000,北京市,2019000000,2019年,家,640,\n\
        020,行业协会,440000,广东省,2019000000,2019年,家,915,\n\
        021,社会工作者,110000,北京市,2019000000,2019年,人,7120,\n\
        020,行业协会,110000,北京市,2020000000,2020年,家,655,\n";
    assert_eq!(read(text), EXPECTED);
}

#[test]
fn statuses_and_powers_of_ten() {
    let text = "DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n\
        QQ:DF(2.1),A,110000,行业协会,2019,640,A,0\nQQ:DF(2.1),A,440000,行业协会,2019,915,P,0\n\
        QQ:DF(2.1),A,110000,社会工作者,2019,7.12,E,3\nQQ:DF(2.1),A,440000,社会工作者,2019,,Q,3\n";
    assert_eq!(
        read(text),
        [
            "associations 110000 2019 640",
            "associations 440000 2019 915 P",
            "workers 110000 2019 7120 E",
            "workers 440000 2019 missing Q"
        ]
    );
    let text = "单位,年份,值,标记,指标代码,指标,地区\n人,2019,7120,,T2,社会工作者,北京市\n人,2020,7200,p,T2,社会工作者,北京市\n\
        家,2019,640,,T1,行业协会,北京市\n家,2020,655,e,T1,行业协会,北京市\n";
    assert_eq!(
        read(text)[1..],
        ["workers 110000 2020 7200 P", "associations 110000 2019 640", "associations 110000 2020 655 E"]
    );
}

#[test]
fn serial_numbers_and_dates_are_no_figures() {
    let text = "地区,指标,年份,数值,序号,录入时间,版本号\n北京市,行业协会,2019,640,1,20220304,3\n广东省,行业协会,2019,915,2,20220304,3\n\
        北京市,社会工作者,2019,7120,3,20220305,3\n北京市,行业协会,2020,655,4,20220306,4\n";
    assert_eq!(read(text), EXPECTED);
    let text = "统计月份,地区编码,地区名称,指标名称,本期值,计量单位,数据状态,发布日期\n\
        202003,110000,北京市,行业协会,640,家,正常,2020-04-20\n202006,110000,北京市,行业协会,655,家,初步,2020-07-20\n";
    assert_eq!(read(text), ["associations 110000 2020-03 640", "associations 110000 2020-06 655 P"]);
}

#[test]
fn letters_that_part_the_figures_are_no_codes() {
    // Nothing says what F and M are, so that they may part what is counted.
    let text = "geo,indicator,year,sex_code,value\n北京市,行业协会,2019,F,640\n北京市,行业协会,2020,F,655\n";
    let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
    assert!(imported.figures.is_empty() && !imported.findings.is_empty());
}

#[test]
fn what_parts_the_figures_is_never_passed_over() {
    for text in [
        // The state of what is counted is no status of a figure.
        "地区,指标,年份,状态,数值\n北京市,行业协会,2019,停办,640\n北京市,行业协会,2020,停办,655\n",
        "地区,指标,年份,标记,数值\n北京市,行业协会,2019,停办,640\n北京市,行业协会,2020,p,655\n",
        "geo,indicator,year,frequency,value\n北京市,行业协会,2019,weekly,640\n北京市,行业协会,2020,weekly,655\n",
        "STRUCTURE_ID,ACTION,geo,indicator,TIME_PERIOD,OBS_VALUE\nQ,D,北京市,行业协会,2019,640\nQ,A,北京市,行业协会,2020,655\n",
    ] {
        let imported = SmallProject::with("t.csv", text.as_bytes()).import().unwrap();
        assert!(
            imported.figures.is_empty() && !imported.findings.is_empty(),
            "{text}: {:?}",
            imported.figures
        );
    }
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,geo,indicator,TIME_PERIOD,OBS_VALUE\n\
        dataflow,Q:R(1.0),I,北京市,行业协会,2019,640\ndataflow,Q:R(1.0),I,广东省,行业协会,2019,915\n";
    assert_eq!(read(text), EXPECTED[..2]);
}

#[test]
fn several_columns_of_values_are_no_export() {
    let text = "地区,年份,行业协会,社会工作者,序号\n北京市,2019,640,7120,1\n北京市,2020,655,7200,2\n";
    let document = SmallProject::with("t.csv", text.as_bytes()).inspect();
    let taken =
        document["figures"].as_array().unwrap().iter().filter(|figure| !figure["indicator"].is_null());
    assert_eq!(taken.count(), 4);
}
