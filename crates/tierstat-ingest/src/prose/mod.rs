//! Articles: figures in sentences, each with the phrase that states it.
//!
//! A text is read as a sheet whose rows are its lines and whose cells are the numbers of a line, from left to right: the
//! third number of line 12 is C12. So an origin, a finding and a correction name a number as they name a cell.

mod areas;
mod clause;
mod counted;
mod level;
mod number;
mod spoken;
mod subject;
mod window;

use crate::FileContext;
use crate::figure::doubt::{Doubt, DoubtKind, Doubts, several_tiers};
use crate::figure::meaning::{Known, Meaning};
use crate::figure::named_figure::NamedFigure;
use crate::figure::raw_figure::RawFigure;
use crate::figure::resolver::Resolver;
use crate::figure::seen::RowOrigin;
use crate::figure::statement::Statement;
use crate::places::{Places, a1};
use crate::project::mapping::Meaning as LabelMeaning;
use crate::sheet::{CellKind, Line, SheetBuilder, SheetCells, ShownIn};
use crate::structure::{Label, RowClass, SheetStructure};
use crate::text::numerals::PrintedNumber;
use areas::AreasSoFar;
pub(crate) use clause::sentences;
use level::NotLevel;
pub(crate) use number::{NumberInSentence, numbers_in};
pub(crate) use spoken::spoken_numbers;
use std::collections::{BTreeMap, BTreeSet};
use subject::{Said, SentenceDoubt, SoFar, subjects};
use tierstat_model::{
    AreaCode, Basis, CodeLists, Finding, IndicatorId, Localized, Part, Period, Severity, TierId,
};

/// An article as a sheet of numbers, with the figures that its sentences state.
pub(crate) struct Article {
    pub(crate) sheet: SheetCells,
    pub(crate) structure: SheetStructure,
    pub(crate) figures: Vec<(NamedFigure, RowOrigin)>,
    pub(crate) findings: Vec<Finding>,
}

/// A number of a sentence with what the sentence says of it.
struct Stated {
    raw: RawFigure,
    said: Said,
    phrase: String,
}

/// The tiers that the sentences of an article name of each area.
type TiersOfAreas = BTreeMap<Option<AreaCode>, BTreeSet<TierId>>;

/// Whether what is printed behind a number measures and counts no single things: 吨, 亩, 对.
fn is_no_counter(unit: &str) -> bool {
    const MEASURES: [&str; 8] = ["吨", "米", "亩", "里", "升", "元", "双", "对"];
    MEASURES.contains(&unit)
}

/// Reads the figures of an article; what is doubtful is noted.
pub(crate) fn read_article(
    context: &FileContext<'_>,
    resolver: &Resolver<'_>,
    lines: &[Line],
    doubts: &mut Doubts,
) -> Article {
    let mut sheet = SheetBuilder::new(None);
    let mut figures = Vec::new();
    let mut findings = Vec::new();
    let places = Places { file: context.name, sheet: None };
    let mut classes = Vec::new();
    let document: Vec<&str> =
        context.origin.iter().flat_map(|origin| [origin.publisher.as_str(), origin.title.as_str()]).collect();
    let mut stated: Vec<Stated> = Vec::new();
    let mut so_far = SoFar {
        areas: AreasSoFar::of_document(resolver, context.lists, &document),
        published_on: context.origin.and_then(|origin| origin.published_on),
        ..SoFar::default()
    };
    for line in lines {
        classes.resize(line.number.saturating_sub(1) as usize, RowClass::Blank);
        let mut column = 0;
        let mut is_data = false;
        so_far.period = None;
        for sentence in sentences(&line.text) {
            let numbers = numbers_in(&sentence);
            let said = subjects(resolver, context.lists, &sentence, &numbers, &mut so_far);
            for (number, said) in numbers.into_iter().zip(said) {
                // A spoken numeral counts something only where what it counts stands behind it: 一家人, 两交流.
                if !number.has_digits && !said.is_adjacent {
                    continue;
                }
                column += 1;
                let place = (line.number, column);
                sheet.insert(place.0, place.1, &number.printed, CellKind::Text);
                is_data = true;
                let phrase = sentence.original.trim().to_owned();
                let label = Label { text: phrase.as_str().into(), printed: None, place };
                let raw = RawFigure {
                    place,
                    number: number.number,
                    groups: [].into(),
                    row_labels: [label].into(),
                    column_labels: [].into(),
                    is_total: false,
                    shown_in: ShownIn::default(),
                    sign_is_open: false,
                };
                stated.push(Stated { raw, said, phrase });
            }
        }
        classes.push(match (is_data, line.text.trim().is_empty()) {
            (true, _) => RowClass::Data,
            (false, true) => RowClass::Blank,
            (false, false) => RowClass::Note,
        });
    }
    // Another word for the tier of an area may stand before or behind its own.
    let mut tiers: TiersOfAreas = BTreeMap::new();
    for Stated { said, .. } in &stated {
        tiers.entry(said.meaning.area.clone()).or_default().extend(said.meaning.tier.clone());
    }
    for Stated { raw, said, phrase } in stated {
        let not_level = said.not_level.map(|(kind, _)| kind).filter(|_| {
            // A number that names no indicator is simply not counted.
            said.own_name.is_none() && said.meaning.indicator.is_some()
        });
        // A plan aims at what the project may have a target of.
        let target = said.meaning.indicator.as_ref().filter(|_| not_level == Some(NotLevel::Plan));
        let target = target.and_then(|id| only_target(context, id));
        let named = named(context, resolver, &places, (raw, said), &tiers, doubts);
        if let Some(finding) = not_understood(&places, context, &named, (not_level, target)) {
            findings.push(finding);
        }
        figures.push((named, RowOrigin { phrase: Some(phrase), ..RowOrigin::default() }));
    }
    let structure = SheetStructure { classes, ..SheetStructure::default() };
    Article { sheet: sheet.finish(), structure, figures, findings }
}

/// The figure with its meaning: what the mapping says of its place, what the sentence says, what the mapping supposes.
fn named(
    context: &FileContext<'_>,
    resolver: &Resolver<'_>,
    places: &Places<'_>,
    (raw, mut said): (RawFigure, Said),
    tiers: &TiersOfAreas,
    doubts: &mut Doubts,
) -> NamedFigure {
    let line = |meaning: &LabelMeaning| Statement::mapped(meaning);
    let cell = context.mapping.and_then(|mapping| mapping.cells.get(&a1(raw.place)));
    let mut meaning = Meaning::default();
    meaning.fill(&cell.map(line).unwrap_or_default(), Basis::Mapping);
    let is_level = said.not_level.is_none() || said.own_name.is_some() || meaning.indicator.value.is_some();
    if said.not_level.is_some() {
        said.meaning.indicator = said.own_name.take();
    }
    meaning.fill(&said.meaning, Basis::Sentence);
    if said.is_current {
        // 目前 in an article means the day on which it was published.
        let published = context.origin.and_then(|origin| origin.published_on).map(Period::Day);
        meaning.period.fill(published, Basis::Sentence);
    }
    if let Some(mapping) = context.mapping {
        let mut defaults = line(&mapping.defaults);
        // What the mapping supposes of levels is not so of a change or a plan.
        defaults.indicator = defaults.indicator.filter(|_| is_level);
        meaning.fill(&defaults, Basis::Mapping);
    }
    let mut of_tier = Vec::new();
    let word = said.tier_word.as_deref().map(|word| (word, raw.place));
    let of_area = tiers.get(&said.meaning.area).cloned().unwrap_or_default();
    resolver.take_own_tier(&mut meaning, word.into_iter(), &of_area, &mut of_tier);
    meaning.tier.fill(context.lists.tiers.total().map(|tier| tier.id.clone()), Basis::Default);
    let unit_of_print = raw.number.unit_text.as_deref().and_then(|unit| resolver.names.unit(unit));
    let unit_of_print_is_open =
        unit_of_print.is_none() && raw.number.unit_text.as_deref().is_some_and(is_no_counter);
    let indicator = meaning.indicator.value.as_ref().and_then(|id| context.lists.indicators.get(id));
    let unit = unit_of_print.map(|(unit, _)| unit);
    let agrees = |found: &PrintedNumber| match (&unit, indicator) {
        // 个 and 家 count anything; a share counts nothing.
        (Some(unit), Some(indicator)) => *unit == indicator.unit,
        (None, Some(_)) => found.quantity.precision != tierstat_model::Precision::Share,
        (_, None) => false,
    };
    let agrees = agrees(&raw.number);
    meaning.unit = Known::default();
    meaning.unit.fill(unit, Basis::Cell);
    meaning.unit.fill(indicator.map(|indicator| indicator.unit.clone()), Basis::Default);
    meaning.factor.fill(Some(1.0), Basis::Default);
    let is_complete = agrees
        && is_level
        && !meaning.ignored
        && meaning.tier.value.is_some()
        && meaning.area.value.is_some()
        && meaning.period.value.is_some();
    let is_settled = cell.is_some();
    let mut kept = None;
    if is_complete && !is_settled {
        let defaults = context.mapping.map(|mapping| line(&mapping.defaults)).unwrap_or_default();
        let mut reasons = doubts_of(said.doubts, context.lists, &mut meaning, raw.place, &defaults);
        reasons.extend(of_tier);
        if unit_of_print_is_open {
            let unit = raw.number.unit_text.clone().unwrap_or_default();
            reasons.push(Doubt { at: raw.place, kind: DoubtKind::UnknownUnitOfCell(unit) });
        }
        kept = doubts.keep_back(context.lists, places, raw.place, &meaning, &reasons);
    }
    NamedFigure { raw, meaning, scaled: None, factor: 1.0, open_year: None, is_complete, kept, is_settled }
}

/// The doubts of a sentence as those of its figure; a part of which the mapping supposes a value is in none.
fn doubts_of(
    said: Vec<SentenceDoubt>,
    lists: &CodeLists,
    meaning: &mut Meaning,
    place: (u32, u32),
    defaults: &Statement,
) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = Vec::new();
    for doubt in said {
        let kind = match doubt {
            SentenceDoubt::Rival(part, rival) => {
                let is_supposed = match part {
                    Part::Area => defaults.area.is_some(),
                    Part::Period => defaults.period.is_some(),
                    Part::Indicator | Part::Tier | Part::Unit | Part::Factor | Part::Breakdown => false,
                };
                if is_supposed || meaning.value_of(part).as_ref() == Some(&rival) {
                    continue;
                }
                let rival = (part, rival);
                if !meaning.rivals.contains(&rival) {
                    meaning.rivals.push(rival);
                }
                DoubtKind::Rivals(part)
            }
            SentenceDoubt::Narrower(words) => DoubtKind::Sentence {
                rule: "indicator.subgroup.doubtful",
                reason: Localized::new(
                    format!("“{words}”可能使这个数只是指标的一部分"),
                    format!("`{words}` may make the number only a part of its indicator"),
                ),
            },
            SentenceDoubt::ActedOn(word) => DoubtKind::Sentence {
                rule: "indicator.subgroup.doubtful",
                reason: Localized::new(
                    format!("“{word}”所及的可能只是其中一部分，或是累计数"),
                    format!("`{word}` may be said of some of them only, or add up several years"),
                ),
            },
            SentenceDoubt::Carried(word) => DoubtKind::Sentence {
                rule: "indicator.doubtful",
                reason: Localized::new(
                    format!("前面的“{word}”可能也管这个数"),
                    format!("`{word}` before it may hold for this number too"),
                ),
            },
            SentenceDoubt::Tiers(word, tiers) => {
                DoubtKind::Sentence { rule: "tier.doubtful", reason: several_tiers(lists, &word, &tiers) }
            }
            SentenceDoubt::MaybePlan => DoubtKind::Sentence {
                rule: "indicator.doubtful",
                reason: Localized::new(
                    "这一年可能在文章发表之后，此数可能只是目标",
                    "the year may lie ahead of the text, so the number may be an aim only",
                ),
            },
        };
        let doubt = Doubt { at: place, kind };
        if !found.contains(&doubt) {
            found.push(doubt);
        }
    }
    found
}

/// A finding for a number whose sentence names what it counts, but not all that a figure needs.
fn not_understood(
    places: &Places<'_>,
    context: &FileContext<'_>,
    named: &NamedFigure,
    (not_level, target): (Option<NotLevel>, Option<&IndicatorId>),
) -> Option<Finding> {
    if named.is_complete || named.meaning.ignored || context.lists.indicators.indicators.is_empty() {
        return None;
    }
    if let Some(kind) = not_level.filter(|_| named.meaning.indicator.value.is_none()) {
        return Some(is_no_level(places, named, (kind, target)));
    }
    let open: Vec<(&str, &str)> = [
        ("层级", "tier", named.meaning.tier.value.is_none()),
        ("地区", "area", named.meaning.area.value.is_none()),
        ("时期", "period", named.meaning.period.value.is_none()),
    ]
    .into_iter()
    .filter_map(|(zh, en, is_open)| is_open.then_some((zh, en)))
    .collect();
    let (zh, en): (Vec<&str>, Vec<&str>) = open.iter().copied().unzip();
    if named.meaning.indicator.value.is_none() {
        // What the project does not count is nobody's fault; one line lists all such numbers.
        return Some(Finding {
            severity: Severity::Information,
            rule: "prose.uncounted".to_owned(),
            cells: vec![places.cell(named.raw.place)],
            message: Localized::new(
                "文中的这些数没有说明项目中的哪个指标",
                "these numbers of the text name no indicator of the project",
            ),
            hint: Localized::new(
                "如需其中某个数，请在对照文件的 [cells] 中写明其含义",
                "where one of them is wanted, write what it means under [cells] in the mapping file",
            ),
        });
    }
    let (said_zh, said_en) = if open.is_empty() {
        (
            "文中这些数的单位与指标不合".to_owned(),
            "the units of these numbers are not those of their indicators".to_owned(),
        )
    } else {
        (
            format!("文中这些数没有说明{}", zh.join("、")),
            format!("the sentences of these numbers do not say their {}", en.join(", ")),
        )
    };
    let key = en.first().copied().unwrap_or("indicator");
    Some(Finding {
        severity: Severity::Warning,
        rule: "prose.open".to_owned(),
        cells: vec![places.cell(named.raw.place)],
        message: Localized::new(said_zh, said_en),
        hint: Localized::new(
            format!(
                "请在来源文件中写 published-on（“目前”即指这一天），或在对照文件中写：[defaults] {key} = \"…\""
            ),
            format!(
                "State published-on in the origin file (now means that day), or write in the mapping file: [defaults] {key} = \"…\""
            ),
        ),
    })
}

/// A finding for a number that says a change, a plan or a quotient and not how many there are.
fn is_no_level(
    places: &Places<'_>,
    named: &NamedFigure,
    (kind, target): (NotLevel, Option<&IndicatorId>),
) -> Finding {
    let (zh, en) = match kind {
        NotLevel::Change => ("增减或变化", "a change"),
        NotLevel::Plan => ("计划、目标或预测", "a plan, an aim or a forecast"),
        NotLevel::Quotient => ("平均数或比率", "so much for each, or a rate"),
    };
    Finding {
        severity: Severity::Information,
        rule: "prose.not-level".to_owned(),
        cells: vec![places.cell(named.raw.place)],
        message: Localized::new(
            format!("文中的这些数说的是{zh}，不是现有数量，项目中没有以此为名的指标"),
            format!(
                "these numbers of the text say {en} and not how many there are; no indicator of the project is named so"
            ),
        ),
        hint: match target {
            None => Localized::new(
                "如需其中某个数，请在对照文件的 [cells] 中写明其指标",
                "where one of them is wanted, write its indicator under [cells] in the mapping file",
            ),
            Some(target) => Localized::new(
                format!(
                    "其中是目标的，请在对照文件的 [cells] 中写：A1 = {{ indicator = \"{target}\" }}（A1 换成其单元格）"
                ),
                format!(
                    "where one of them is a target, write under [cells] in the mapping file: A1 = {{ indicator = \"{target}\" }}, with its cell for A1"
                ),
            ),
        },
    }
}

/// The target of an indicator, where the project has one and no other.
fn only_target<'a>(context: &FileContext<'a>, indicator: &IndicatorId) -> Option<&'a IndicatorId> {
    match context.lists.indicators.targets_of(indicator).as_slice() {
        [only] => Some(&only.id),
        _ => None,
    }
}
