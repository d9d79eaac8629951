//! The rows of growth: one for each series, and one for a sum of several.

use crate::explanation::Explanation;
use crate::remark::Remark;
use crate::row::{Field, Row, Voice};
use tierstat_model::{Language, Localized, Period, Ratio, Reading};
use tierstat_stats::comparability::Comparability;
use tierstat_stats::denominator::CoverageReading;
use tierstat_stats::growth::Growth;
use tierstat_stats::growth_table::WholeOfTiers;
use tierstat_stats::known_number::{KnownNumber, SeriesId};
use tierstat_words::statement::{Statement, Subject};
use tierstat_words::{self as words, Words};

/// The growth of one series, or of a sum of several.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthRow {
    /// Which series; of a sum of areas or types what they lie in or are parts of.
    pub series: SeriesId,
    /// What the row is to the others.
    pub part: GrowthPart,
    /// The two periods, as the figures print them where they agree.
    pub periods: [Period; 2],
    /// The growth.
    pub growth: Growth,
    /// The coverage at the base, where a denominator is known.
    pub coverage_from: Option<CoverageReading>,
    /// The coverage at the end, where a denominator is known.
    pub coverage_to: Option<CoverageReading>,
    /// What the tiers are to their total, in the row of a tier.
    pub whole: Option<WholeOfTiers>,
}

/// What a row of growth is to the others.
#[derive(Debug, Clone, PartialEq)]
pub enum GrowthPart {
    /// One of several.
    Member,
    /// All tiers together.
    Total,
    /// The members with comparable numbers at both ends, together.
    MatchedPanel {
        /// Which they are.
        members: Vec<SeriesId>,
        /// Which others there are, with what breaks where both numbers are there.
        left_out: Vec<(SeriesId, Option<Comparability>)>,
    },
    /// All members that report at an end together, whoever they are.
    AllReporters {
        /// How many report at the end alone.
        entrants: usize,
        /// How many report at the base alone.
        leavers: usize,
    },
}

impl GrowthPart {
    fn code(&self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Total => "total",
            Self::MatchedPanel { .. } => "matched-panel",
            Self::AllReporters { .. } => "all-reporters",
        }
    }
}

impl Row for GrowthRow {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.series.indicator),
            Field::area(|row| &row.series.area),
            Field::tier(|row| &row.series.tier),
            Field::breakdown(|row| row.series.breakdown.clone()),
            Field::code("part", ["", ""], |row: &Self| row.part.code(), |_| Localized::default())
                .for_programs(),
            Field::span(|row| row.periods),
            Field::count("from", ["起", "from"], |row| row.growth.from.as_ref().map(|end| end.bounds)),
            Field::count("to", ["止", "to"], |row| row.growth.to.as_ref().map(|end| end.bounds)),
            Field::count("change", ["增减", "change"], |row| row.growth.change),
            Field::growth_rate("growth_rate", ["增长率", "growth rate"], |row| row.growth.rate),
            Field::growth_rate(
                "compound_annual_growth_rate",
                ["年均增长率", "compound annual rate"],
                |row| row.growth.compound,
            ),
            Field::ratio("contribution", ["贡献率", "share of change"], |row| row.share()),
            Field::points("contribution_points", ["拉动", "points of growth"], |row: &Self| {
                row.growth.contribution.map(|found| found.points)
            })
            .for_programs(),
            Field::ratio("coverage_from", ["起始覆盖率", "coverage before"], |row: &Self| {
                ratio(&row.coverage_from)
            })
            .where_there_is_one(),
            Field::ratio("coverage_to", ["期末覆盖率", "coverage after"], |row: &Self| {
                ratio(&row.coverage_to)
            })
            .where_there_is_one(),
            Field::remarks(Self::remarks),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}

fn ratio(coverage: &Option<CoverageReading>) -> Option<Ratio> {
    coverage.as_ref().map(|found| found.coverage.ratio)
}

impl GrowthRow {
    /// The share of the change of the whole, 贡献率; `None` where there is no whole that the parts make up.
    #[must_use]
    pub fn share(&self) -> Option<Ratio> {
        self.growth.contribution.and_then(|found| found.share)
    }

    /// What a reader of the row must know.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let is_sum = |end: &Option<KnownNumber>| end.as_ref().is_some_and(|end| end.is_sum);
        let Growth { from, to, comparability, .. } = &self.growth;
        let ends = match (&self.part, from, to) {
            (_, None, None) => Some(Remark::NoFigureAtEither),
            (_, None, Some(_)) => Some(Remark::NoFigureAtBase),
            (_, Some(_), None) => Some(Remark::NoFigureAtEnd),
            (GrowthPart::MatchedPanel { members, .. }, ..) => {
                Some(Remark::MatchedPanel { members: members.len() })
            }
            (GrowthPart::AllReporters { entrants, leavers }, ..) => {
                Some(Remark::AllReporters { entrants: *entrants, leavers: *leavers })
            }
            _ if is_sum(from) && is_sum(to) => Some(Remark::BothAreSums),
            _ if is_sum(from) => Some(Remark::BaseIsSum),
            _ if is_sum(to) => Some(Remark::EndIsSum),
            _ => None,
        };
        let whole = match self.whole {
            Some(WholeOfTiers::PrintedOtherwise) => Some(Remark::TotalPrintedOtherwise),
            Some(WholeOfTiers::Incomplete) if self.growth.change.is_some() => Some(Remark::TiersIncomplete),
            _ => None,
        };
        ends.into_iter().chain(Remark::compared(comparability)).chain(whole).collect()
    }

    /// What the row is about, as a sentence says it.
    fn name(&self, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        let tier = words::tier_name(lists, &self.series.tier, language);
        let who = match self.part {
            GrowthPart::Member | GrowthPart::Total => None,
            GrowthPart::MatchedPanel { .. } => Some(Localized::new("两期都有数据者", "the matched panel")),
            GrowthPart::AllReporters { .. } => Some(Localized::new("全部报送者", "all reporters")),
        };
        let tier = match (who, language) {
            (None, _) => tier,
            (Some(who), Language::Chinese) => format!("{tier}，{}", who.zh),
            (Some(who), Language::English) => format!("{tier}, {}", who.en),
        };
        let indicator =
            words::part_of_indicator(lists, &self.series.indicator, &self.series.breakdown, language);
        let area = words::area_name(lists, &self.series.area, language);
        words::subject(&indicator, &area, &tier, language)
    }

    /// The row in one sentence.
    #[must_use]
    pub fn statement(&self, voice: &Voice<'_>) -> String {
        let language = voice.language;
        let name = self.name(voice);
        let [from, to] = self.periods.map(|period| words::period(period, language));
        let unit = words::unit_word(voice.lists, &self.series.indicator, language);
        let subject = Subject { name: &name, unit, from: &from, to: &to };
        self.growth.statement(&subject, language, &Words { language })
    }

    /// The codes of the methods by which it was made.
    #[must_use]
    pub fn methods(&self) -> Vec<&'static str> {
        let growth = &self.growth;
        let mut methods = vec!["growth-rate"];
        methods.extend(growth.compound.map(|_| "compound-annual-growth-rate"));
        methods.extend(growth.contribution.map(|_| "contribution"));
        methods.extend(matches!(growth.comparability, Comparability::Spliced { .. }).then_some("splice"));
        methods.extend(self.coverage_to.as_ref().map(|_| "coverage"));
        methods
    }

    /// How the row was made.
    #[must_use]
    pub fn explanation(&self, voice: &Voice<'_>) -> Explanation {
        let Voice { lists, language } = *voice;
        let indicator =
            words::part_of_indicator(lists, &self.series.indicator, &self.series.breakdown, language);
        let name = |series: &SeriesId| {
            if series.area == self.series.area {
                words::part_of_indicator(lists, &series.indicator, &series.breakdown, language)
            } else {
                words::area_name(lists, &series.area, language)
            }
        };
        let remarks = self.growth.comparability.note().into_iter();
        let base = Explanation {
            subject: format!("{indicator} · {}", words::tier_name(lists, &self.series.tier, language)),
            statement: self.statement(voice),
            methods: self.methods(),
            remarks: remarks.collect(),
            ..Explanation::default()
        };
        match &self.part {
            GrowthPart::Member | GrowthPart::Total => {
                let readings = || self.readings();
                let used = readings().map(|reading| {
                    let period = words::period(reading.figure.period, language);
                    let number = words::quantity(&reading.figure.quantity, language);
                    format!("{period} {number} [{}]", reading.figure.id)
                });
                let behind = readings().flat_map(|reading| {
                    let reason = reading.rule.reason();
                    reading.behind.iter().map(move |figure| {
                        let number = words::quantity(&figure.quantity, language);
                        (format!("{number} [{}]", figure.id), reason.clone())
                    })
                });
                let missing = [(&self.growth.from, self.periods[0]), (&self.growth.to, self.periods[1])]
                    .into_iter()
                    .filter(|(end, _)| end.is_none())
                    .map(|(_, period)| {
                        (words::period(period, language), Localized::new("没有数据", "no figure"))
                    });
                Explanation { used: used.collect(), left_out: behind.chain(missing).collect(), ..base }
            }
            GrowthPart::MatchedPanel { members, left_out } => {
                let left_out = left_out.iter().map(|(series, broken)| {
                    let missing = Localized::new("两期中缺一期", "no figure at one of the two periods");
                    (name(series), broken.as_ref().and_then(Comparability::note).unwrap_or(missing))
                });
                Explanation {
                    subject: format!(
                        "{indicator} · {}",
                        words::area_name(lists, &self.series.area, language)
                    ),
                    methods: vec!["growth-rate", "compound-annual-growth-rate", "contribution"],
                    used: members.iter().map(name).collect(),
                    left_out: left_out.collect(),
                    remarks: vec![Localized::new(
                        "贡献率以两期都有数据者之和为整体",
                        "shares are of the change of the matched panel",
                    )],
                    ..base
                }
            }
            GrowthPart::AllReporters { .. } => base,
        }
    }

    /// The readings that the two numbers stand on.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        [&self.growth.from, &self.growth.to].into_iter().flatten().flat_map(|end| &end.readings)
    }
}
