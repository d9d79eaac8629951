//! Words that change what is counted: a change, a rate, a share, a plan, a part of those that are meant.
//!
//! They are language, the same for every project: 新增会员 counts no members, 女会员 not all of them.

use crate::text::characters::folded;
use crate::text::excerpt::is_no_name;
use std::sync::LazyLock;

/// How a word changes what a known name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MeasureWord {
    /// A change or a rate of change: 比上年增加数, growth.
    Change,
    /// A quotient: 每万人, per capita, 占比.
    Quotient,
    /// What came or went in the period: 新增, 注销.
    Movement,
    /// A plan: 计划, target.
    Plan,
    /// A number that only ranks or indexes: 指数, index.
    Index,
}

const WORDS: [(&str, MeasureWord); 67] = [
    ("增长数", MeasureWord::Change),
    ("增长人数", MeasureWord::Change),
    ("比上年", MeasureWord::Change),
    ("较上年", MeasureWord::Change),
    ("比去年", MeasureWord::Change),
    ("较去年", MeasureWord::Change),
    ("同比", MeasureWord::Change),
    ("环比", MeasureWord::Change),
    ("增长率", MeasureWord::Change),
    ("增长速度", MeasureWord::Change),
    ("增长量", MeasureWord::Change),
    ("增长额", MeasureWord::Change),
    ("增加数", MeasureWord::Change),
    ("增加量", MeasureWord::Change),
    ("减少数", MeasureWord::Change),
    ("增速", MeasureWord::Change),
    ("增幅", MeasureWord::Change),
    ("涨幅", MeasureWord::Change),
    ("增减", MeasureWord::Change),
    ("净增", MeasureWord::Change),
    ("growth", MeasureWord::Change),
    ("change in", MeasureWord::Change),
    ("change from", MeasureWord::Change),
    ("change over", MeasureWord::Change),
    ("changes in", MeasureWord::Change),
    ("increase in", MeasureWord::Change),
    ("decrease in", MeasureWord::Change),
    ("net change", MeasureWord::Change),
    ("year-on-year", MeasureWord::Change),
    ("每万", MeasureWord::Quotient),
    ("每千", MeasureWord::Quotient),
    ("每百", MeasureWord::Quotient),
    ("每十万", MeasureWord::Quotient),
    ("人均", MeasureWord::Quotient),
    ("平均每", MeasureWord::Quotient),
    ("占比", MeasureWord::Quotient),
    ("比重", MeasureWord::Quotient),
    ("所占比例", MeasureWord::Quotient),
    ("密度", MeasureWord::Quotient),
    ("per capita", MeasureWord::Quotient),
    ("per head", MeasureWord::Quotient),
    ("per 10,000", MeasureWord::Quotient),
    ("per 100,000", MeasureWord::Quotient),
    ("per 1,000", MeasureWord::Quotient),
    ("per 10 000", MeasureWord::Quotient),
    ("per thousand", MeasureWord::Quotient),
    ("per ten thousand", MeasureWord::Quotient),
    ("share of", MeasureWord::Quotient),
    ("proportion of", MeasureWord::Quotient),
    ("percentage of", MeasureWord::Quotient),
    ("新增", MeasureWord::Movement),
    ("新成立", MeasureWord::Movement),
    ("新设", MeasureWord::Movement),
    ("新登记", MeasureWord::Movement),
    ("注销", MeasureWord::Movement),
    ("撤销", MeasureWord::Movement),
    ("吊销", MeasureWord::Movement),
    ("newly ", MeasureWord::Movement),
    ("cancelled", MeasureWord::Movement),
    ("dissolved", MeasureWord::Movement),
    ("closures", MeasureWord::Movement),
    ("计划", MeasureWord::Plan),
    ("目标", MeasureWord::Plan),
    ("planned", MeasureWord::Plan),
    ("target", MeasureWord::Plan),
    ("指数", MeasureWord::Index),
    ("index", MeasureWord::Index),
];

/// Whether a name is that of a share of a whole: 占比, 比重, share of; and of no change of it.
pub(crate) fn names_share(text: &str) -> bool {
    let folded: String = folded(text).into_iter().collect();
    let words =
        ["占比", "比重", "所占比例", "百分比", "覆盖率", "share of", "proportion of", "percentage of"];
    (words.iter().any(|word| folded.contains(word)) || folded.split_whitespace().any(|word| word == "share"))
        && !measure_words(text).contains(&MeasureWord::Change)
}

/// The characters of a text: a word that begins with none of them does not stand in it, and is not searched for.
struct Beginnings(Vec<char>);

impl Beginnings {
    fn of(text: &str) -> Self {
        Self(text.chars().collect())
    }

    fn may_begin(&self, word: &str) -> bool {
        word.chars().next().is_none_or(|first| self.0.contains(&first))
    }
}

/// The measure words of a text, each kind once, in order of kind.
pub(crate) fn measure_words(text: &str) -> Vec<MeasureWord> {
    let text: String = folded(text).into_iter().collect();
    // A list of contents that also names rates is said with 及: 社会组织数及增长率 has columns of both.
    let beginnings = Beginnings::of(&text);
    let is_said = |word: &str| beginnings.may_begin(word) && text.contains(word);
    let mut found: Vec<MeasureWord> =
        WORDS.iter().filter(|(word, _)| is_said(word)).map(|(_, kind)| *kind).collect();
    if names_base(&text) {
        found.push(MeasureWord::Index);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a folded text names the base of an index: 2010=100, 以2015年为100, base 2010 = 100.
pub(crate) fn names_base(text: &str) -> bool {
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    // 2010年=100 is a base; n=1000 and 为100人 are counts.
    let ends_there = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric());
    let is_hundred = ["=100", "为100"].iter().any(|base| bare.split(base).skip(1).any(ends_there));
    let has_year = bare.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    (is_hundred && has_year) || text.contains("base year") || bare.contains("基期")
}

/// Whether a bracket says that something is left out or that only a part is meant: 不含分会, excluding branches.
pub(crate) fn leaves_out(text: &str) -> bool {
    let text: String = folded(text).into_iter().collect();
    ["不含", "不包括", "除外", "仅", "只含", "exclud", "excl.", "only", "without ", "except"]
        .iter()
        .any(|word| text.contains(word))
}

/// Words right before a name by which a title speaks of a part of what the name counts: 女会员, rural members.
const PARTS: [&str; 30] = [
    "女性",
    "男性",
    "女",
    "男",
    "青年",
    "老年",
    "退休",
    "离退休",
    "农村",
    "城镇",
    "少数民族",
    "党员",
    "残疾",
    "外籍",
    "境外",
    "female ",
    "male ",
    "women ",
    "women's ",
    "rural ",
    "urban ",
    "retired ",
    "young ",
    "foreign ",
    "disabled ",
    "new ",
    "former ",
    "non-",
    "part-time ",
    "full-time ",
];

/// Whether a folded text ends in a word that narrows the name behind it.
pub(crate) fn ends_in_part(before: &str) -> bool {
    PARTS.iter().any(|part| {
        before.ends_with(part) || before.trim_end().ends_with(part.trim_end()) && !part.trim_end().is_ascii()
    })
}

/// Whether a text is such a word alone: 女, 离退休, female.
pub(crate) fn is_part(text: &str) -> bool {
    let text = text.trim();
    PARTS.iter().any(|part| part.trim() == text)
}

/// Words for what a table may count about the things that it names: 社会组织从业人员 are no 社会组织.
const COUNTED: [&str; 58] = [
    "从业人员",
    "工作人员",
    "人员",
    "人数",
    "职工",
    "员工",
    "从业",
    "会员",
    "志愿者",
    "义工",
    "负责人",
    "服务对象",
    "受益人",
    "收入",
    "支出",
    "经费",
    "费用",
    "资产",
    "负债",
    "资金",
    "金额",
    "总额",
    "产值",
    "增加值",
    "产量",
    "面积",
    "工资",
    "薪酬",
    "捐赠",
    "捐款",
    "投资",
    "床位",
    "employees",
    "employment",
    "staff",
    "workers",
    "workforce",
    "jobs",
    "members",
    "membership",
    "volunteers",
    "income",
    "revenue",
    "expenditure",
    "spending",
    "expenses",
    "assets",
    "liabilities",
    "donations",
    "wages",
    "salaries",
    "turnover",
    "sales",
    "output",
    "value added",
    "beds",
    "clients",
    "beneficiaries",
];

/// The first word of a text for something that may be counted.
///
/// A text too long to be a name is not searched: a sheet may have thousands of them.
pub(crate) fn counted_word(text: &str) -> Option<&'static str> {
    if is_no_name(text) {
        return None;
    }
    let text: String = folded(text).into_iter().collect();
    let is_whole = |start: usize, word: &str| {
        let joins = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        !word.is_ascii()
            || !joins(text[..start].chars().next_back()) && !joins(text[start + word.len()..].chars().next())
    };
    let beginnings = Beginnings::of(&text);
    let is_said = |word: &str| text.match_indices(word).any(|(start, _)| is_whole(start, word));
    COUNTED.into_iter().find(|word| beginnings.may_begin(word) && is_said(word))
}

/// Words that stand beside a name and leave what it counts as it is: 年末会员数, total members, registered.
const NEUTRAL: [&str; 122] = [
    "附件",
    "对比表",
    "对照表",
    "年报",
    "季报",
    "月报",
    "报表",
    "上报",
    "报送",
    "填报",
    "sheet",
    "sheet1",
    "登记",
    "各",
    "构成",
    "一览表",
    "统计表",
    "公报",
    "表",
    "按",
    "年末",
    "年底",
    "期末",
    "期内",
    "月末",
    "截至",
    "截止",
    "全部",
    "各类",
    "各级",
    "各地区",
    "各地",
    "各省",
    "各市",
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "共有",
    "实有",
    "现有",
    "累计",
    "登记",
    "注册",
    "依法",
    "总数",
    "数量",
    "个数",
    "总量",
    "统计",
    "情况",
    "合计",
    "总计",
    "总",
    "数",
    "表",
    "的",
    "年",
    "共",
    "达",
    "有",
    "为",
    "及",
    "与",
    "和",
    "按",
    "分",
    "在",
    "其中",
    "所有",
    "基本",
    "主要",
    "指标",
    "概况",
    "状况",
    "一览",
    "汇总",
    "分布",
    "发展",
    "附表",
    "续表",
    "分地区",
    "地区",
    "数据",
    "资料",
    "total",
    "number",
    "all",
    "of",
    "the",
    "registered",
    "at",
    "end",
    "year",
    "in",
    "by",
    "count",
    "no",
    "and",
    "as",
    "region",
    "regions",
    "area",
    "areas",
    "province",
    "provinces",
    "county",
    "counties",
    "city",
    "cities",
    "key",
    "figures",
    "overview",
    "summary",
    "main",
    "statistics",
    "table",
    "data",
    "selected",
    "general",
    "national",
];

/// What of a text is left when neutral words, digits and signs are taken away: the part that no reading has used.
pub(crate) fn left_over(text: &str) -> String {
    static LONGEST_FIRST: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut words: Vec<&str> = NEUTRAL.into_iter().filter(|word| !word.is_ascii()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words
    });
    let beginnings = Beginnings::of(text);
    let mut rest: String = text.to_owned();
    for word in LONGEST_FIRST.iter().filter(|word| beginnings.may_begin(word)) {
        if rest.contains(word) {
            rest = rest.replace(word, " ");
        }
    }
    let kept = rest.split(|sign: char| !sign.is_alphanumeric()).filter(|word| {
        !word.is_empty() && !NEUTRAL.contains(word) && !word.chars().all(|sign| sign.is_ascii_digit())
    });
    kept.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_by_their_kind() {
        for (text, kinds) in [
            ("2023年比上年增加数", vec![MeasureWord::Change]),
            ("每万人拥有机构数", vec![MeasureWord::Quotient]),
            ("新增会员", vec![MeasureWord::Movement]),
            ("Planned agencies", vec![MeasureWord::Plan]),
            ("各地区会员数", vec![]),
        ] {
            assert_eq!(measure_words(text), kinds, "{text}");
        }
    }

    #[test]
    fn what_a_text_counts() {
        for (text, word) in [
            ("社会组织从业人员", Some("从业人员")),
            ("charities and their staff", Some("staff")),
            ("a membership list", Some("membership")),
            ("staffing", None),
            ("社会组织数", None),
        ] {
            assert_eq!(counted_word(text), word, "{text}");
        }
    }

    #[test]
    fn what_no_reading_has_used() {
        for (text, left) in
            [("年末", ""), ("女", "女"), ("total number of", ""), ("离退休", "离退休"), ("female", "female")]
        {
            assert_eq!(left_over(text), left, "{text}");
        }
    }
}
