//! Exports of one figure a row: what each column is by its head, wherever it stands. OBS_VALUE, DT, 数值 are the figures; codes,
//! serial numbers and dates of change beside them never are.

use super::key_column::{Head, KeyWord};

/// What a column of an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LongRole {
    /// The figures.
    Value,
    /// Texts and periods that say what a figure is.
    Label,
    /// A code or a serial number.
    Key,
    /// What says nothing of a figure: the date of the last change, the name of the data set.
    Passed,
    /// What is done with a row, which says nothing of a figure where it is the same for all.
    Action,
    /// How sure a figure is.
    Status,
    /// The power of ten that takes a figure to its unit.
    Multiplier,
}

/// So many columns are an export or more, and so many of them beside the value have heads of exports.
const FEWEST_COLUMNS: usize = 3;

/// The roles of columns by their heads, where exactly one is headed as the value and others as columns of exports are.
pub(super) fn roles(heads: &[Head<'_>]) -> Option<Vec<Option<LongRole>>> {
    let filled = heads.iter().filter(|head| !head.texts.is_empty()).count();
    if filled < FEWEST_COLUMNS || heads.iter().any(|head| head.texts.len() > 1) {
        return None;
    }
    let names: Vec<String> =
        heads.iter().map(|head| normalised(head.texts.first().copied().unwrap_or_default())).collect();
    let values: Vec<usize> = (0..names.len()).filter(|index| is_value(&names[*index])).collect();
    // DT is the date elsewhere: beside PRD_DE it is the datum.
    let values = match values.as_slice() {
        [] if names.iter().any(|name| name == "prdde") => {
            (0..names.len()).filter(|index| names[*index] == "dt").collect()
        }
        _ => values,
    };
    let [value] = values.as_slice() else { return None };
    let role = |index: usize| {
        if index == *value {
            return Some(LongRole::Value);
        }
        role_of(&names[index], heads.get(index)?, &names)
    };
    let roles: Vec<Option<LongRole>> = (0..names.len()).map(role).collect();
    let is_known = roles.iter().flatten().count() > 1;
    is_known.then_some(roles)
}

/// A head in lower case, letters and digits alone.
fn normalised(text: &str) -> String {
    let text = text.split(['(', '（', '[', '【']).next().unwrap_or(text);
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_value(name: &str) -> bool {
    const VALUES: [&str; 18] = [
        "obsvalue",
        "datavalue",
        "value",
        "values",
        "wert",
        "valeur",
        "valor",
        "数值",
        "数据值",
        "值",
        "本期值",
        "观测值",
        "指标值",
        "统计值",
        "當期值",
        "數值",
        "数据",
        "值数",
    ];
    VALUES.contains(&name)
}

fn role_of(name: &str, head: &Head<'_>, names: &[String]) -> Option<LongRole> {
    const PASSED: [&str; 39] = [
        "dataflow",
        "structureid",
        "structurename",
        "freq",
        "prdse",
        "lastupdate",
        "lastupdated",
        "lastchanged",
        "lstchnde",
        "updated",
        "updatedat",
        "createdat",
        "publishedon",
        "releasedate",
        "extractiondate",
        "decimal",
        "decimals",
        "tblid",
        "orgid",
        "tableid",
        "datasetid",
        "dataset",
        "sourceid",
        "recordid",
        "rowid",
        "obsid",
        "version",
        "timeformat",
        "更新日期",
        "更新时间",
        "更新時間",
        "发布日期",
        "发布时间",
        "发表日期",
        "录入时间",
        "录入日期",
        "入库时间",
        "版本号",
        "最終更新日",
    ];
    const STATUSES: [&str; 7] = ["obsstatus", "obsflag", "flag", "flags", "数据状态", "标记", "statusflag"];
    const MULTIPLIERS: [&str; 4] = ["unitmult", "unitmultiplier", "powercode", "powercodecode"];
    const LABELS: [&str; 30] = [
        "refarea",
        "geo",
        "geography",
        "area",
        "region",
        "location",
        "country",
        "timeperiod",
        "time",
        "period",
        "prdde",
        "year",
        "date",
        "refperiod",
        "地区",
        "区划",
        "区域",
        "年份",
        "年度",
        "年",
        "时间",
        "时期",
        "统计期",
        "统计月份",
        "年月",
        "月份",
        "报告期",
        "数据期",
        "期别",
        "指标",
    ];
    const SERIALS: [&str; 6] = ["记录号", "流水号", "序号", "行号", "编号", "id"];
    let is = |list: &[&str]| list.contains(&name);
    if name.is_empty() {
        return None;
    }
    // Words that may be what a figure is about pass only beside those of the same kind of export.
    let beside = |own: &str, other: &str| name == own && names.iter().any(|name| name == other);
    let is_of_sdmx = beside("structure", "structureid") || beside("frequency", "timeperiod");
    if is(&PASSED) || is_of_sdmx {
        return Some(LongRole::Passed);
    }
    if beside("action", "structureid") {
        return Some(LongRole::Action);
    }
    if is(&STATUSES) {
        return Some(LongRole::Status);
    }
    if is(&MULTIPLIERS) {
        return Some(LongRole::Multiplier);
    }
    if is(&LABELS) {
        return Some(LongRole::Label);
    }
    // C1 beside C1_NM, geo beside geo_name: the code of that name.
    let has_name =
        ["nm", "name", "label", "desc", "名称"].iter().any(|end| names.contains(&format!("{name}{end}")));
    let is_key = matches!(head.key(), Some(KeyWord::Code | KeyWord::Serial)) || is(&SERIALS) || has_name;
    is_key.then_some(LongRole::Key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(heads: &[&str]) -> Option<Vec<Option<LongRole>>> {
        let head = |text: &&'static str| Head { texts: vec![*text], ..Head::default() };
        // The texts of a test live as long as it does.
        let heads: Vec<&'static str> = heads.iter().map(|text| &*text.to_string().leak()).collect();
        roles(&heads.iter().map(head).collect::<Vec<_>>())
    }

    #[test]
    fn roles_by_heads() {
        use LongRole::{Key, Label, Multiplier, Passed, Status, Value};
        let found = of(&["DATAFLOW", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MULT"]);
        assert_eq!(found, Some([Passed, Label, Label, Value, Status, Multiplier].map(Some).to_vec()));
        let found = of(&["C1", "C1_NM", "PRD_DE", "DT", "LST_CHN_DE"]);
        assert_eq!(found, Some(vec![Some(Key), None, Some(Label), Some(Value), Some(Passed)]));
        assert_eq!(of(&["地区", "会员数", "增长率"]), None);
        assert_eq!(of(&["Region", "Value 2019", "Value 2020"]), None);
    }
}
