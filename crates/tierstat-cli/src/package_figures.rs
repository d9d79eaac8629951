//! What a figure of a package must hold before it enters: what an import holds of its own, and what the signer may say.
//!
//! A signature says who packed the figures and that nobody changed them since. It does not make them right.

use crate::output::{counted, cut};
use crate::trusted_key::Signer;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use tierstat_model::{
    CodeLists, Figure, FigureId, Finding, Localized, Precision, Quantity, Severity, UnitKind,
};
use tierstat_store::Package;

/// A figure with its place in the package, and why it stays out where it does.
type LookedAt = (usize, Figure, Option<(Kind, String)>);

/// What a package came to: the figures that enter, and one finding for each kind of what does not.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) figures: Vec<Figure>,
    pub(crate) kept_out: usize,
    pub(crate) findings: Vec<Finding>,
}

/// What is known on the receiver's side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Receiver<'a> {
    pub(crate) lists: &'a CodeLists,
    /// The day of the import, after which nothing can be known.
    pub(crate) today: Date,
    /// The numbers that the receiver has read itself, from files that it holds.
    pub(crate) own: &'a BTreeMap<FigureId, Vec<Quantity>>,
}

/// A kind of what keeps a figure out; its findings come in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Unreadable,
    Text,
    Origin,
    Indicator,
    Tier,
    Area,
    Dimension,
    Member,
    Unit,
    Measure,
    Count,
    Printed,
    Day,
    Repeated,
    Contradicts,
}

/// How many examples a finding gives, and how long each may be.
const MOST_EXAMPLES: usize = 3;
const LONGEST_EXAMPLE: usize = 80;

/// What one kind keeps out.
#[derive(Debug, Default)]
struct KeptOut {
    count: usize,
    /// The first of them: place in the package, and what it says.
    examples: Vec<(usize, String)>,
}

impl KeptOut {
    fn add(&mut self, place: usize, said: &str) {
        self.count += 1;
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push((place, shown(said)));
        }
    }
}

/// Looks at every figure of a package; those that enter rank by who signed.
pub(crate) fn checked(package: Package, receiver: Receiver<'_>, signer: &Signer) -> Checked {
    let mut kept_out: BTreeMap<Kind, KeptOut> = BTreeMap::new();
    let unreadable = package.unreadable;
    if unreadable.count > 0 {
        let first = unreadable.first.iter().take(MOST_EXAMPLES);
        let examples = first.map(|(place, reason)| (*place, shown(reason))).collect();
        kept_out.insert(Kind::Unreadable, KeptOut { count: unreadable.count, examples });
    }
    // Two of them may be one figure as it is kept here: all are folded before they are compared.
    let looked_at = package.figures.into_iter().map(|(place, mut figure)| {
        figure.origin.source_rank = signer.rank;
        let fault = fault(&figure, receiver).or_else(|| {
            let folded = folded(&figure, receiver.lists)?;
            figure = folded;
            fault(&figure, receiver)
        });
        (place, figure, fault)
    });
    let looked_at: Vec<LookedAt> = looked_at.collect();
    let differing = differing(looked_at.iter().map(|(_, figure, _)| figure));
    let mut result = Checked::default();
    let mut entered: BTreeSet<FigureId> = BTreeSet::new();
    for (place, figure, fault) in looked_at {
        let fault = fault.or_else(|| {
            let is_repeated = differing.contains(&figure.id) || entered.contains(&figure.id);
            is_repeated.then(|| (Kind::Repeated, figure.id.to_string()))
        });
        match fault {
            Some((kind, said)) => kept_out.entry(kind).or_default().add(place, &said),
            None => {
                entered.insert(figure.id.clone());
                result.figures.push(figure);
            }
        }
    }
    result.kept_out = kept_out.values().map(|kept| kept.count).sum();
    result.findings = kept_out.iter().map(|(kind, kept)| kind.finding(kept)).collect();
    result.findings.extend(of_other_publishers(&result.figures, signer));
    result
}

/// A figure in the form in which an import here would keep it, where that is another one: the sender's lists may know no indicator
/// that stands for a part of another one.
fn folded(figure: &Figure, lists: &CodeLists) -> Option<Figure> {
    let (indicator, breakdown) = lists.folded(figure.indicator.clone(), figure.breakdown.clone());
    if indicator == figure.indicator && breakdown == figure.breakdown {
        return None;
    }
    let mut folded = Figure { indicator, breakdown, ..figure.clone() };
    folded.id = tierstat_ingest::id_of(&folded);
    Some(folded)
}

/// The ids under which a package says different things: none of them is better than the other.
fn differing<'a>(figures: impl Iterator<Item = &'a Figure>) -> BTreeSet<FigureId> {
    let mut first: BTreeMap<&FigureId, &Figure> = BTreeMap::new();
    let mut differing = BTreeSet::new();
    for figure in figures {
        if **first.entry(&figure.id).or_insert(figure) != *figure {
            differing.insert(figure.id.clone());
        }
    }
    differing
}

/// The first thing that keeps a figure out, with what it says there.
fn fault(figure: &Figure, receiver: Receiver<'_>) -> Option<(Kind, String)> {
    let Receiver { lists, today, own } = receiver;
    let origin = &figure.origin;
    if let Some(text) = texts(figure).find(|text| text.chars().any(moves_a_cursor)) {
        return Some((Kind::Text, text.to_owned()));
    }
    let is_hash = origin.content_hash.len() == 64
        && origin.content_hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let is_cell = origin.cell.row > 0 && origin.cell.column > 0;
    if !is_hash || !is_cell || tierstat_ingest::id_of(figure) != figure.id {
        return Some((Kind::Origin, figure.id.to_string()));
    }
    let address = origin.document.url.as_deref().unwrap_or("https://");
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return Some((Kind::Origin, address.to_owned()));
    }
    let Some(indicator) = lists.indicators.get(&figure.indicator) else {
        return Some((Kind::Indicator, figure.indicator.to_string()));
    };
    if lists.tiers.get(&figure.tier).is_none() {
        return Some((Kind::Tier, figure.tier.to_string()));
    }
    if lists.areas.get(&figure.area).is_none() {
        return Some((Kind::Area, figure.area.to_string()));
    }
    let unknown = figure.breakdown.members().find(|(dimension, _)| lists.dimensions.get(dimension).is_none());
    if let Some((dimension, member)) = unknown {
        return Some((Kind::Dimension, format!("{dimension}={member}")));
    }
    let nobodys = figure.breakdown.members().find(|(dimension, member)| {
        // Case alone makes no other member.
        let known = lists.dimensions.get(dimension).map_or(&[][..], |dimension| &dimension.members);
        let lower = member.0.to_lowercase();
        !member.can_be()
            || known.iter().any(|known| known.id != **member && known.id.0.to_lowercase() == lower)
    });
    if let Some((dimension, member)) = nobodys {
        return Some((Kind::Member, format!("{dimension}={member}")));
    }
    let unit = lists.units.get(&figure.unit);
    let kind_of_indicator = lists.unit_of(&indicator.id).map(|unit| unit.kind);
    let Some(unit) = unit.filter(|unit| Some(unit.kind) == kind_of_indicator) else {
        return Some((Kind::Unit, figure.unit.to_string()));
    };
    if figure.measure != indicator.measure {
        return Some((Kind::Measure, format!("{} {}", figure.indicator, figure.measure.name())));
    }
    let quantity = &figure.quantity;
    if unit.kind == UnitKind::Count && indicator.growth_of.is_none() {
        let is_fraction = quantity.value.is_some_and(|value| value.fract() != 0.0);
        let is_negative = quantity.bounds.is_some_and(|bounds| bounds.lower() < 0.0);
        if (is_fraction && quantity.precision == Precision::Exact)
            || (is_negative && indicator.change_of.is_none())
        {
            return Some((Kind::Count, quantity.printed.clone()));
        }
    }
    if figure.correction.is_none() && !is_what_it_prints(quantity) {
        let value = quantity.bounds.map_or_else(String::new, |bounds| bounds.to_string());
        return Some((Kind::Printed, format!("{} {value}", quantity.printed)));
    }
    let document = &origin.document;
    let days = [Some(origin.known_on), document.published_on, document.received_on];
    if let Some(day) = days.into_iter().flatten().find(|day| *day > today) {
        return Some((Kind::Day, day.to_string()));
    }
    let contradicts = own.get(&figure.id).is_some_and(|own| !own.contains(quantity));
    contradicts.then(|| (Kind::Contradicts, format!("{} {}", figure.id, origin.cell)))
}

/// Every text of a figure that people get to see.
fn texts(figure: &Figure) -> impl Iterator<Item = &str> {
    let Figure { id, indicator, tier, area, breakdown, quantity, unit, origin, correction, .. } = figure;
    let members = breakdown.members().flat_map(|(dimension, member)| [&dimension.0, &member.0]);
    let document = &origin.document;
    let always = [
        &id.0,
        &indicator.0,
        &tier.0,
        &area.0,
        &unit.0,
        &quantity.printed,
        &document.publisher,
        &document.title,
        &document.edition,
        &origin.cell.file,
    ];
    let sometimes =
        [&document.title_zh, &document.title_en, &document.url, &origin.cell.sheet, &origin.phrase];
    let correction = correction.iter().flat_map(|correction| [&correction.expected, &correction.reason]);
    always
        .into_iter()
        .chain(sometimes.into_iter().flatten())
        .chain(correction)
        .chain(members)
        .map(String::as_str)
}

/// Whether a character moves a cursor or turns a line around; the line breaks and tabs of a cell do not count.
fn moves_a_cursor(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
}

/// Whether a quantity is one that an import reads from its print, under some power of ten: the unit line is not in the package.
///
/// A print that holds no number that can be read says nothing against it: its sentence was read, or its source declares blanks
/// to be zero.
fn is_what_it_prints(quantity: &Quantity) -> bool {
    let Some(printed) = tierstat_ingest::parse_number(&quantity.printed) else { return true };
    let is_declared_zero = printed.quantity.precision == Precision::Missing
        && quantity.value.is_none_or(|value| value.to_bits() == 0.0_f64.to_bits());
    is_declared_zero
        || std::iter::once(0)
            .chain(-9..=12)
            .any(|power| printed.clone().scaled(10_f64.powi(power)).quantity == *quantity)
}

/// A text of a package as it is shown: in one line, not long, what cannot be seen written out.
fn shown(text: &str) -> String {
    cut(&text.chars().flat_map(char::escape_debug).collect::<String>(), LONGEST_EXAMPLE)
}

impl Kind {
    fn rule(self) -> &'static str {
        match self {
            Self::Unreadable => "package.figure",
            Self::Text => "package.text",
            Self::Origin => "package.origin",
            Self::Indicator => "package.indicator",
            Self::Tier => "package.tier",
            Self::Area => "package.area",
            Self::Dimension => "package.dimension",
            Self::Member => "package.member",
            Self::Unit => "package.unit",
            Self::Measure => "package.measure",
            Self::Count => "package.count",
            Self::Printed => "package.printed",
            Self::Day => "package.day",
            Self::Repeated => "package.repeated",
            Self::Contradicts => "package.contradicts",
        }
    }

    /// What is wrong, in words that follow the number of figures.
    fn message(self) -> (&'static str, &'static str) {
        match self {
            Self::Unreadable => ("不成其为数据", "no figure"),
            Self::Text => ("含有控制字符", "with characters that control a screen"),
            Self::Origin => (
                "的来源不成立：编号、文件散列、单元格或网址有误",
                "of an origin that cannot be: id, hash of the file, cell or address",
            ),
            Self::Indicator => ("的指标不在代码表中", "of an indicator that is not in the code lists"),
            Self::Tier => ("的层级不在代码表中", "of a tier that is not in the code lists"),
            Self::Area => ("的地区不在代码表中", "of an area that is not in the code lists"),
            Self::Dimension => {
                ("按代码表中没有的维度分组", "broken down by a dimension that is not in the code lists")
            }
            Self::Member => (
                "的分组类别不成立：为空、两端有空格、是表示总体的 _T，或与代码表中的类别只差大小写",
                "of a member that cannot be: empty, with white space at its ends, the _T of the whole, or another one's id in another case",
            ),
            Self::Unit => ("的单位不是其指标的单位", "in a unit that is not that of its indicator"),
            Self::Measure => {
                ("把时点数与时期数弄混", "as a stock where the indicator is a flow, or the other way round")
            }
            Self::Count => ("是计数却带小数或为负", "a count with decimals or below zero"),
            Self::Printed => ("的数值不是其原印数", "whose number is not the one that it prints"),
            Self::Day => ("的日期晚于今天", "of a day that is still to come"),
            Self::Repeated => ("与同一数据包中的另一条编号相同", "with the id of another one of the package"),
            Self::Contradicts => (
                "与本项目从同一文件同一单元格读出的数不同",
                "other than what this project has read from the same cell of the same file",
            ),
        }
    }

    fn hint(self) -> Localized {
        match self {
            Self::Indicator | Self::Tier | Self::Area | Self::Dimension | Self::Unit => Localized::new(
                "若应采用，请补充代码表，再读入一次；否则请对方更正。",
                "If it should be taken, add it to the code lists and open the package again; else ask the sender.",
            ),
            _ => Localized::new("请对方更正后重新签名。", "Ask the sender to mend it and to sign it anew."),
        }
    }

    fn finding(self, kept: &KeptOut) -> Finding {
        let places = |number: &dyn Fn(usize) -> String, separator: &str| {
            let examples = kept.examples.iter().map(|(place, said)| format!("{}: {said}", number(*place)));
            let mut text = examples.collect::<Vec<_>>().join(separator);
            if kept.count > kept.examples.len() {
                text.push_str(" …");
            }
            text
        };
        let (zh, en) = self.message();
        let count = kept.count;
        Finding {
            severity: Severity::Error,
            rule: self.rule().to_owned(),
            cells: Vec::new(),
            message: Localized::new(
                format!("{count} 条未读入，{zh}（{}）", places(&|place| format!("第 {place} 条"), "；")),
                format!(
                    "{} kept out, {en} ({})",
                    counted(count, "figure", "figures"),
                    places(&|place| format!("figure {place}"), "; ")
                ),
            ),
            hint: self.hint(),
        }
    }
}

/// That figures of other publishers rank as those of who signed: nobody else vouches for them.
fn of_other_publishers(figures: &[Figure], signer: &Signer) -> Option<Finding> {
    let others = figures.iter().map(|figure| figure.origin.document.publisher.as_str());
    let others: Vec<&str> = others.filter(|name| signer.publisher.as_deref() != Some(*name)).collect();
    let named = |name: &str| if name.is_empty() { "—".to_owned() } else { shown(name) };
    let mut names: Vec<String> =
        others.iter().copied().collect::<BTreeSet<_>>().into_iter().map(named).collect();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(MOST_EXAMPLES);
    names.truncate(MOST_EXAMPLES);
    let dots = if more > 0 { " …" } else { "" };
    let (count, signer) = (others.len(), &signer.name);
    Some(Finding {
        severity: Severity::Information,
        rule: "package.publisher".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("{count} 条出自别的发布者（{}{dots}），次序按签名者“{signer}”", names.join("、")),
            format!(
                "{} of other publishers ({}{dots}) {} as `{signer}`, who signed",
                counted(count, "figure", "figures"),
                names.join(", "),
                if count == 1 { "ranks" } else { "rank" }
            ),
        ),
        hint: Localized::default(),
    })
}
