//! Codes of machine-readable answers, and what an aligned table says to people in their place.

use tierstat_model::{Localized, Precision};

/// How precisely a number is printed.
pub(crate) fn precision(code: &str) -> Option<Localized> {
    Precision::from_name(code).map(Precision::words)
}

/// What a number of a text is.
pub(crate) fn claim_kind(code: &str) -> Option<Localized> {
    Some(match code {
        "level" => Localized::new("数量", "level"),
        "change" => Localized::new("增减", "change"),
        "rate" => Localized::new("增长率", "growth rate"),
        "points" => Localized::new("百分点", "percentage points"),
        "share" => Localized::new("占比", "share"),
        "contribution" => Localized::new("贡献率", "share of change"),
        "coverage" => Localized::new("覆盖率", "coverage"),
        "units" => Localized::new("单位数", "units"),
        "trend" => Localized::new("趋势", "trend"),
        "trend-interval" => Localized::new("趋势区间", "interval of the trend"),
        "trend-points" => Localized::new("趋势点数", "points of the trend"),
        "yearly-rate" => Localized::new("年均增长率", "growth rate a year"),
        "trend-confidence" => Localized::new("趋势的置信水平", "confidence of the trend"),
        "forecast" => Localized::new("预测", "forecast"),
        "forecast-confidence" => Localized::new("预测的置信水平", "confidence of the forecast"),
        "forecast-points" => Localized::new("预测点数", "points of the forecast"),
        "target" => Localized::new("目标", "target"),
        "target-share" => Localized::new("目标完成率", "share of the target"),
        "steps-in-row" => Localized::new("连续期数", "steps in a row"),
        "rank" => Localized::new("名次", "rank"),
        "among" => Localized::new("参与排名数", "ranked among"),
        "apart" => Localized::new("非统计陈述", "no statement"),
        "words" => Localized::new("文字改动", "changed words"),
        "years-in-row" => Localized::new("连续年数", "years in a row"),
        _ => return None,
    })
}

/// What was found of a number of a text.
pub(crate) fn verdict(code: &str) -> Option<Localized> {
    Some(match code {
        "right" => Localized::new("相符", "right"),
        "rounded-right" => Localized::new("约数相符", "right, rounded"),
        "other-source" => Localized::new("另一来源", "another source"),
        "wrong" => Localized::new("有误", "wrong"),
        "unknown" => Localized::new("无法判断", "unknown"),
        "apart" => Localized::new("不核对", "apart"),
        _ => return None,
    })
}

/// What became of a file.
pub(crate) fn outcome(code: &str) -> Option<Localized> {
    Some(match code {
        "imported" => Localized::new("已读入", "imported"),
        "would-import" => Localized::new("将读入", "would import"),
        "already-known" => Localized::new("此前已读入", "known already"),
        "unreadable" => Localized::new("无法读取", "unreadable"),
        "gone" => Localized::new("已不在", "there no longer"),
        "renamed" => Localized::new("已改名", "renamed"),
        "would-be-gone" => Localized::new("将记为已不在", "would be gone"),
        "would-be-renamed" => Localized::new("将记为已改名", "would be renamed"),
        "forgotten" => Localized::new("不再是来源", "forgotten"),
        "no-source" => Localized::new("本就不是来源", "was no source any more"),
        "written" => Localized::new("已写出", "written"),
        "kept" => Localized::new("已有，未改动", "kept as it is"),
        _ => return None,
    })
}

/// What `doctor` looks at.
pub(crate) fn looked_at(code: &str) -> Option<Localized> {
    Some(match code {
        "project" => Localized::new("项目文件夹", "project folder"),
        "title" => Localized::new("标题", "title"),
        "datasets" => Localized::new("数据文件夹", "datasets folder"),
        "areas" => Localized::new("地区", "areas"),
        "tiers" => Localized::new("层级", "tiers"),
        "indicators" => Localized::new("指标", "indicators"),
        "units" => Localized::new("单位", "units"),
        "publications" => Localized::new("文献文件", "publications"),
        "reports" => Localized::new("报告", "reports"),
        "editions" => Localized::new("锁定的版次", "locked editions"),
        "fonts" => Localized::new("字体", "fonts"),
        "font-file" => Localized::new("字体文件", "font file"),
        "ledger" => Localized::new("账本", "ledger"),
        "imports" => Localized::new("读入次数", "imports"),
        "figures" => Localized::new("数据", "figures"),
        "kept-back" => Localized::new("暂缓", "kept back"),
        "sources" => Localized::new("作答的来源文件", "files that are answered by"),
        "withdrawn" => Localized::new("不再是来源的文件", "files that are no sources any more"),
        "ledger-health" => Localized::new("账本状况", "health of the ledger"),
        _ => return None,
    })
}

/// What `doctor` found.
pub(crate) fn state(code: &str) -> Option<Localized> {
    Some(match code {
        "sound" => Localized::new("完好", "sound"),
        "not-sound" => Localized::new("有问题，见所列发现", "not sound; see the findings"),
        "none-yet" => {
            Localized::new("尚无；运行 tierstat build 即可建立", "none yet; tierstat build makes it")
        }
        "complete" => Localized::new(
            "内置；各代码表中的名称都能写出",
            "bundled; every name of the code lists can be written",
        ),
        _ => return None,
    })
}

/// A part of a table.
pub(crate) fn part(code: &str) -> Option<Localized> {
    Some(match code {
        "title" => Localized::new("标题", "title"),
        "unit" => Localized::new("单位", "unit"),
        "header_rows" => Localized::new("表头行", "header rows"),
        "data_rows" => Localized::new("数据行", "data rows"),
        "stub_columns" => Localized::new("行标题列", "row labels"),
        "group" => Localized::new("分组行", "group rows"),
        "total" => Localized::new("合计行", "total rows"),
        "sheet_name" => Localized::new("工作表名", "sheet name"),
        "corner" => Localized::new("左上角", "corner"),
        "header" => Localized::new("表头", "header"),
        "label_column" => Localized::new("标签列", "label column"),
        _ => return None,
    })
}
