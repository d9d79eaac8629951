//! Doubt: what keeps a number back of which every part has a value. This is the only place that keeps back.

use crate::figure::label_sense::Unused;
use crate::figure::meaning::Meaning;
use crate::places::{Places, a1};
use crate::text::excerpt::{excerpt, line_excerpt};
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_model::{
    AreaCode, Basis, CellRef, CodeLists, Finding, Language, Localized, Part, Severity, TierId,
};

/// One reason to doubt a number, with the cell that gives it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Doubt {
    /// The label, title or cell that raises the doubt.
    pub(crate) at: (u32, u32),
    pub(crate) kind: DoubtKind,
}

/// What is doubtful.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DoubtKind {
    /// No place says the area, so that the whole country would be supposed; the area that a corner or the name of the sheet names.
    NoArea(Option<AreaCode>),
    /// Nothing tells under which row or behind which column a member stands.
    RowAbove,
    /// Two places of the file say different things of a part.
    Rivals(Part),
    /// Two known indicators meet on one number, of which the unit decides which is counted: the other parts it.
    Category,
    /// A label was used only in part.
    LabelInPart { label: Rc<str>, unused: Unused },
    /// The title speaks of a change, a rate, a plan or a part, and no label does.
    TitleMeasures(String),
    /// The title counts something that no list names, and the labels may only say of whom.
    TitleCounts { title: String, word: &'static str },
    /// The title says something beside the names in it that no reading has used: 受处罚社会组织.
    TitleLeaves { title: String, left: String },
    /// The unit line, title or label names a unit that the project does not have.
    UnknownUnit(String),
    /// The cell prints a unit that the project does not have: 30吨.
    UnknownUnitOfCell(String),
    /// The areas inside an area have more than the area itself, which therefore need not be the total of all its tiers.
    LessThanInside(String),
    /// A tier word of the title or sheet name may say the tier of what is counted, or only how the rows are parted.
    TierWord(String),
    /// A count that is no whole number in base units: a scale was lost.
    FractionalCount,
    /// A scale stands in words that were not read as that of the number, or in other cells of its column.
    UnreadScale(String),
    /// The dates over the columns go neither up nor down, so that they may be classes that a program made dates of.
    DatesJump,
    /// A count below zero.
    NegativeCount,
    /// Nines alone beside another code for a missing number, or far from all other numbers.
    MissingCode { printed: String, other: Option<String> },
    /// Nothing tells whether a mark groups digits or begins the decimals: 1.234.
    DecimalSign(String),
    /// Other cells of the file answer the same question otherwise.
    SameQuestion(String),
    /// The words of a sentence leave open what its number counts.
    Sentence { rule: &'static str, reason: Localized },
    /// The structure of the table is in doubt there.
    Structure { rule: &'static str, reason: Localized },
}

impl DoubtKind {
    /// The rule that doubts; its first word is the part in doubt.
    pub(crate) fn rule(&self) -> &'static str {
        match self {
            Self::NoArea(_) => "area.doubtful",
            Self::RowAbove => "breakdown.doubtful",
            Self::Rivals(part) => match part {
                Part::Indicator => "indicator.doubtful",
                Part::Tier => "tier.doubtful",
                Part::Area => "area.doubtful",
                Part::Period => "period.doubtful",
                Part::Unit => "unit.doubtful",
                Part::Factor => "factor.doubtful",
                Part::Breakdown => "breakdown.doubtful",
            },
            Self::Category => "indicator.subgroup.doubtful",
            Self::LabelInPart { unused, .. } => match unused {
                Unused::Narrower(_) => "indicator.subgroup.doubtful",
                Unused::Unit(_) => "unit.doubtful",
                Unused::Measure(..) => "indicator.doubtful",
                Unused::Tiers(_) => "tier.doubtful",
            },
            Self::TitleMeasures(_) | Self::TitleCounts { .. } | Self::TitleLeaves { .. } => {
                "indicator.doubtful"
            }
            Self::UnknownUnit(_) | Self::UnknownUnitOfCell(_) => "unit.doubtful",
            Self::TierWord(_) | Self::LessThanInside(_) => "tier.doubtful",
            Self::DatesJump => "period.doubtful",
            Self::FractionalCount | Self::UnreadScale(_) => "factor.doubtful",
            Self::NegativeCount | Self::DecimalSign(_) => "number.doubtful",
            Self::MissingCode { .. } => "number.missing.doubtful",
            Self::SameQuestion(_) => "figure.duplicate.doubtful",
            Self::Sentence { rule, .. } | Self::Structure { rule, .. } => rule,
        }
    }

    /// The part in doubt, which a default of the mapping may settle.
    pub(crate) fn part(&self) -> Option<Part> {
        match self {
            Self::NoArea(_) => Some(Part::Area),
            Self::Rivals(part) => Some(*part),
            Self::TitleMeasures(_) | Self::TitleCounts { .. } | Self::TitleLeaves { .. } => {
                Some(Part::Indicator)
            }
            Self::UnknownUnit(_) | Self::UnknownUnitOfCell(_) => Some(Part::Unit),
            Self::TierWord(_) | Self::LessThanInside(_) => Some(Part::Tier),
            Self::FractionalCount | Self::UnreadScale(_) => Some(Part::Factor),
            Self::LabelInPart { unused: Unused::Unit(_), .. } => Some(Part::Unit),
            Self::LabelInPart { unused: Unused::Tiers(_), .. } => Some(Part::Tier),
            Self::Category
            | Self::LabelInPart { .. }
            | Self::RowAbove
            | Self::NegativeCount
            | Self::MissingCode { .. }
            | Self::DatesJump
            | Self::DecimalSign(_)
            | Self::SameQuestion(_)
            | Self::Sentence { .. }
            | Self::Structure { .. } => None,
        }
    }
}

/// Why a number is kept back: the rule, what it says, and the line of the mapping that settles it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept {
    pub(crate) rule: &'static str,
    pub(crate) reason: Localized,
    settles: Settles,
}

/// What settles a doubt: a line that holds for all its cells, or one for each cell.
#[derive(Debug, Clone, PartialEq)]
enum Settles {
    Line(String),
    /// The meaning that the line of a cell gives it.
    Cell(String),
}

impl Kept {
    /// The line of the mapping that settles the doubt for a cell; the sheet is named where the file has sheets.
    pub(crate) fn settled_by(&self, cell: &CellRef) -> String {
        match &self.settles {
            Settles::Line(line) => line.clone(),
            Settles::Cell(meaning) => {
                let key = match &cell.sheet {
                    Some(sheet) => format!("\"{}!{}\"", sheet.replace(['"', '\\'], ""), cell.a1()),
                    None => cell.a1(),
                };
                format!("[cells] {key} = {{ {meaning} }}")
            }
        }
    }
}

/// What makes two doubts one: the cell that raises them, the rule, and what differs under one rule.
type DoubtKey = (CellRef, &'static str, String);

/// The doubts of a file, each once, with the cells that they keep back.
#[derive(Debug, Default)]
pub(crate) struct Doubts {
    kept: BTreeMap<DoubtKey, (Rc<Kept>, Vec<CellRef>)>,
}

impl Doubts {
    /// Keeps the number of a cell back by its first doubt, and notes each of them.
    pub(crate) fn keep_back(
        &mut self,
        lists: &CodeLists,
        places: &Places<'_>,
        cell: (u32, u32),
        meaning: &Meaning,
        doubts: &[Doubt],
    ) -> Option<Rc<Kept>> {
        let mut first: Option<Rc<Kept>> = None;
        for doubt in doubts {
            let kept = self.note(lists, places, cell, meaning, doubt);
            first.get_or_insert(kept);
        }
        first
    }

    fn note(
        &mut self,
        lists: &CodeLists,
        places: &Places<'_>,
        cell: (u32, u32),
        meaning: &Meaning,
        doubt: &Doubt,
    ) -> Rc<Kept> {
        // What differs from cell to cell under one cause is another doubt.
        let detail = match &doubt.kind {
            DoubtKind::Rivals(part) => {
                let rivals =
                    meaning.rivals.iter().filter(|(of, _)| of == part).map(|(_, rival)| rival.as_str());
                format!(
                    "{part} {} {}",
                    meaning.value_of(*part).unwrap_or_default(),
                    rivals.collect::<Vec<_>>().join(" ")
                )
            }
            DoubtKind::FractionalCount | DoubtKind::NegativeCount | DoubtKind::DecimalSign(_) => {
                String::new()
            }
            other => format!("{other:?}"),
        };
        let key = (places.cell(doubt.at), doubt.kind.rule(), detail);
        let (kept, cells) = self.kept.entry(key).or_insert_with(|| {
            let (reason, settles) = words(lists, meaning, doubt);
            (Rc::new(Kept { rule: doubt.kind.rule(), reason, settles }), Vec::new())
        });
        cells.push(places.cell(cell));
        Rc::clone(kept)
    }

    /// The findings, in the order of what raises them: each names every cell that it keeps back.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        let finding = |(kept, cells): (Rc<Kept>, Vec<CellRef>)| {
            let line = cells.first().map(|cell| kept.settled_by(cell)).unwrap_or_default();
            Finding {
                severity: Severity::Warning,
                rule: kept.rule.to_owned(),
                cells,
                message: kept.reason.clone(),
                hint: Localized::new(
                    format!("暂缓入账；请在对照文件中写：{line}"),
                    format!("Kept back from the ledger; write in the mapping file: {line}"),
                ),
            }
        };
        self.kept.into_values().map(finding).collect()
    }
}

/// That one word of a text names several tiers, and which.
pub(crate) fn several_tiers(lists: &CodeLists, text: &str, tiers: &[TierId]) -> Localized {
    let names = |language| {
        let named = tiers.iter().map(|id| match lists.tiers.tiers.iter().find(|tier| tier.id == *id) {
            Some(tier) => format!("{} {id}", tier.name.get(language)),
            None => id.0.clone(),
        });
        named.collect::<Vec<_>>()
    };
    Localized::new(
        format!("“{}”说的是几个层级：{}", excerpt(text), names(Language::Chinese).join("、")),
        format!(
            "`{}` names several tiers in one word: {}",
            excerpt(text),
            names(Language::English).join(", ")
        ),
    )
}

/// What a doubt says, and the line of the mapping that settles it.
fn words(lists: &CodeLists, meaning: &Meaning, doubt: &Doubt) -> (Localized, Settles) {
    let at = a1(doubt.at);
    let value = |part: Part| meaning.value_of(part).unwrap_or_default();
    let label_line = |label: &str, key: &str, value: &str| {
        format!("[labels] \"{}\" = {{ {key} = \"{value}\" }}", line_excerpt(label).replace('"', "\\\""))
    };
    match &doubt.kind {
        DoubtKind::NoArea(beside) => {
            let name = |code: Option<&AreaCode>| {
                let area = code.and_then(|code| lists.areas.get(code));
                area.map_or((String::new(), String::new()), |area| {
                    (area.name.clone(), area.name_in(Language::English).to_owned())
                })
            };
            let (zh, en) = name(meaning.area.value.as_ref());
            let mut reason = Localized::new(
                format!("没有任何地方说明地区，只能假定为{zh}"),
                format!("nothing says the area; {en} as a whole would have to be supposed"),
            );
            if beside.is_some() {
                let (zh, en) = name(beside.as_ref());
                reason = Localized::new(
                    format!("没有标签或标题说明地区；行标签之上的单元格或工作表名提到{zh}"),
                    format!(
                        "no label or title says the area; a cell over the row labels or the name of the sheet names {en}"
                    ),
                );
            }
            let code = beside.as_ref().map_or_else(|| value(Part::Area), |code| code.0.clone());
            (reason, Settles::Line(format!("[defaults] area = \"{code}\"")))
        }
        DoubtKind::RowAbove => (
            Localized::new(
                "看不出这一类属于前面的哪一项（地区、类别或指标）",
                "nothing tells of what this category is a part: of the row or column before it, or of all",
            ),
            Settles::Cell("indicator = \"…\"".to_owned()),
        ),
        DoubtKind::Rivals(part) => {
            let rivals: Vec<&str> =
                meaning.rivals.iter().filter(|(of, _)| of == part).map(|(_, rival)| rival.as_str()).collect();
            let (own, rivals) = (value(*part), rivals.join(", "));
            let line = match part {
                Part::Factor => format!("scale = {own}"),
                Part::Breakdown => "dimension = \"…\", member = \"…\"".to_owned(),
                _ => format!("{part} = \"{own}\""),
            };
            (
                Localized::new(
                    format!("{}有两种说法：{own}，而 {at} 说 {rivals}", part.name_zh()),
                    format!("the {part} is said twice: {own}, and {rivals} at {at}"),
                ),
                Settles::Cell(line),
            )
        }
        DoubtKind::Category => {
            let rivals: Vec<&str> = meaning
                .rivals
                .iter()
                .filter(|(of, _)| *of == Part::Indicator)
                .map(|(_, rival)| rival.as_str())
                .collect();
            let (own, rivals) = (value(Part::Indicator), rivals.join(", "));
            (
                Localized::new(
                    format!("{at} 的标签是另一个指标（{rivals}），此处可能只是 {own} 的一类"),
                    format!(
                        "the label at {at} names another indicator ({rivals}); the number may be only that kind of {own}"
                    ),
                ),
                Settles::Cell("indicator = \"…\"".to_owned()),
            )
        }
        DoubtKind::LabelInPart { label, unused } => match unused {
            Unused::Narrower(part) => (
                Localized::new(
                    format!("标签“{}”中的“{}”未能用上，可能只是其中一部分", excerpt(label), excerpt(part)),
                    format!(
                        "`{}` in the label `{}` was not used; it may be only a part of what is named",
                        excerpt(part),
                        excerpt(label)
                    ),
                ),
                Settles::Line(label_line(label, "indicator", "…")),
            ),
            Unused::Unit(unit) => (
                Localized::new(
                    format!("标签“{}”中的单位“{}”不认识", excerpt(label), excerpt(unit)),
                    format!("the unit `{}` in the label `{}` is not known", excerpt(unit), excerpt(label)),
                ),
                Settles::Line(format!(
                    "[labels] \"{}\" = {{ unit = \"…\", scale = … }}",
                    line_excerpt(label).replace('"', "\\\"")
                )),
            ),
            Unused::Measure(_, words) => (
                Localized::new(
                    format!("标签“{}”说的是变化、比率或指数（{}），不是数量本身", excerpt(label), excerpt(words)),
                    format!(
                        "the label `{}` speaks of a change, a rate or an index ({}), not of the level",
                        excerpt(label),
                        excerpt(words)
                    ),
                ),
                Settles::Line(label_line(label, "indicator", "…")),
            ),
            Unused::Tiers(tiers) => {
                let reason = several_tiers(lists, label, tiers);
                (reason, Settles::Line(label_line(label, "tier", "…")))
            }
        },
        DoubtKind::UnknownUnitOfCell(unit) => {
            let (unit, own) = (excerpt(unit), value(Part::Unit));
            (
                Localized::new(
                    format!("数后的单位“{unit}”不认识；如与“{own}”同义，请加入单位表的别名"),
                    format!(
                        "the unit `{unit}` behind the numbers is not known; if it is another word for {own}, add it to the aliases of that unit"
                    ),
                ),
                Settles::Cell("unit = \"…\", scale = …".to_owned()),
            )
        }
        DoubtKind::LessThanInside(inside) => {
            let tier = value(Part::Tier);
            (
                Localized::new(
                    format!("没有说明层级，假定为 {tier}；但所含地区的数（{inside}）合计大于 {at} 的数，可能都只是各地区本级的数"),
                    format!(
                        "nothing says the tier, so {tier} was supposed; but the areas inside ({inside}) have more than the area itself ({at}): each may count its own tier alone"
                    ),
                ),
                Settles::Line("[defaults] tier = \"…\"".to_owned()),
            )
        }
        DoubtKind::TitleCounts { title, word } => (
            Localized::new(
                format!(
                    "标题“{}”说的是“{word}”，代码表中没有这个指标；标签可能只说明属于谁",
                    line_excerpt(title)
                ),
                format!(
                    "the title `{}` speaks of `{word}`, which no indicator of the lists is; the labels may only say of whom",
                    line_excerpt(title)
                ),
            ),
            Settles::Line(label_line(title, "indicator", "…")),
        ),
        DoubtKind::TitleLeaves { title, left } => (
            Localized::new(
                format!("标题“{}”中的“{left}”没有用上，可能改变所计的内容", line_excerpt(title)),
                format!(
                    "`{left}` in the title `{}` was not used; it may change what is counted",
                    line_excerpt(title)
                ),
            ),
            Settles::Line(label_line(title, "indicator", "…")),
        ),
        DoubtKind::TitleMeasures(title) => (
            Localized::new(
                format!("标题“{}”说的是变化、比率、计划或其中一部分，而标签说的是数量本身", excerpt(title)),
                format!(
                    "the title `{}` speaks of a change, a rate, a plan or a part, but the labels of the level itself",
                    excerpt(title)
                ),
            ),
            Settles::Line(label_line(title, "indicator", "…")),
        ),
        DoubtKind::UnknownUnit(unit) => (
            Localized::new(
                format!("单位“{}”不认识，无法确定倍数", excerpt(unit)),
                format!("the unit `{}` is not known, so its factor cannot be told", excerpt(unit)),
            ),
            Settles::Line(format!("[defaults] unit = \"{}\" ⏎ scale = …", value(Part::Unit))),
        ),
        DoubtKind::TierWord(text) => (
            Localized::new(
                format!("“{}”中的层级可能指统计对象，也可能只是按地区分行", excerpt(text)),
                format!("the tier word in `{}` may say what is counted, or only how the rows are parted", excerpt(text)),
            ),
            Settles::Line(format!("[defaults] tier = \"{}\"", value(Part::Tier))),
        ),
        DoubtKind::FractionalCount => (
            Localized::new(
                format!("指标 {} 是个数，却带小数：倍数可能遗漏（如万）", value(Part::Indicator)),
                format!(
                    "{} is a count, but the number has decimals: a scale such as thousands may be lost",
                    value(Part::Indicator)
                ),
            ),
            // A default does not judge a factor that a label says.
            match meaning.factor.basis {
                Basis::Default => Settles::Line("[defaults] scale = …".to_owned()),
                _ => Settles::Cell("scale = …".to_owned()),
            },
        ),
        DoubtKind::UnreadScale(text) => (
            Localized::new(
                format!("表中有“{}”，无法确定这个数的倍数", excerpt(text)),
                format!("`{}` stands in the table, so the factor of the number cannot be told", excerpt(text)),
            ),
            Settles::Line("[defaults] scale = …".to_owned()),
        ),
        DoubtKind::DatesJump => (
            Localized::new(
                "各列上方的日期既不递增也不递减：可能是被表格软件变成日期的分组（如 1-4、5-9）".to_owned(),
                "the dates over the columns go neither up nor down: they may be classes (1-4, 5-9) that a spreadsheet program made dates of".to_owned(),
            ),
            Settles::Cell(format!("period = \"{}\"", value(Part::Period))),
        ),
        DoubtKind::NegativeCount => (
            Localized::new(
                format!("指标 {} 是个数，不能为负：可能是缺失的代码", value(Part::Indicator)),
                format!(
                    "{} is a count and cannot be negative: the number may stand for a missing one",
                    value(Part::Indicator)
                ),
            ),
            Settles::Cell("ignore = true".to_owned()),
        ),
        DoubtKind::MissingCode { printed, other } => {
            let (zh, en) = match other {
                Some(other) => (
                    format!("“{printed}”可能是缺失的代码：同列有 {other}"),
                    format!("`{printed}` may stand for a missing number, as {other} does"),
                ),
                None => (
                    format!("“{printed}”可能是缺失的代码：与该指标其余的数相差悬殊"),
                    format!("`{printed}` may stand for a missing number: it is far from the others of its indicator"),
                ),
            };
            let indicator = value(Part::Indicator);
            (
                Localized::new(
                    format!("{zh}；如确为数值，写 indicator = \"{indicator}\""),
                    format!("{en}; if it is a number, write indicator = \"{indicator}\" for it"),
                ),
                Settles::Cell("ignore = true".to_owned()),
            )
        }
        DoubtKind::DecimalSign(text) => (
            Localized::new(
                format!("无法确定“{text}”这类数中的点或逗号是小数点还是千位分隔符"),
                format!(
                    "the point or comma of numbers such as `{text}` may be a decimal sign or part thousands"
                ),
            ),
            Settles::Cell("scale = …".to_owned()),
        ),
        DoubtKind::SameQuestion(others) => (
            Localized::new(
                format!(
                    "同一问题（指标、层级、地区、时期相同）在 {others} 有不同的数：区分它们的标签未能读出"
                ),
                format!(
                    "{others} answer the same question (indicator, tier, area, period) with different numbers: what tells them apart was not read"
                ),
            ),
            Settles::Cell("indicator = \"…\", area = \"…\", period = \"…\"".to_owned()),
        ),
        DoubtKind::Sentence { rule: "tier.doubtful", reason } => {
            (reason.clone(), Settles::Cell("tier = \"…\"".to_owned()))
        }
        DoubtKind::Sentence { reason, .. } => {
            (reason.clone(), Settles::Cell(format!("indicator = \"{}\"", value(Part::Indicator))))
        }
        DoubtKind::Structure { reason, .. } => (
            reason.clone(),
            Settles::Line(
                "[[tables]] ⏎ header-rows = […, …] ⏎ data-rows = […, …] ⏎ stub-columns = …".to_owned(),
            ),
        ),
    }
}
