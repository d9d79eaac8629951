//! A roll-up as a row of a table.

use super::{Agreement, Apart, RollUp};
use crate::instead::listed;
use crate::remark::Remark;
use crate::row::{Field, Row, Voice};
use std::collections::BTreeSet;
use tierstat_model::{AreaCode, Language, Localized};
use tierstat_words as words;

impl RollUp {
    /// The areas inside whose own numbers are added, though not their own level but one further down was asked for.
    fn summed_below(&self, voice: &Voice<'_>) -> usize {
        let parent = |code: &AreaCode| voice.lists.areas.get(code).and_then(|area| area.parent.as_ref());
        let is_direct =
            |code: &AreaCode| *code == self.series.area || parent(code) == Some(&self.series.area);
        self.parts.iter().filter(|part| !is_direct(&part.area)).count()
    }

    /// What is missing, each once, with the tier where it is another than that of the sum.
    fn missing_codes(&self) -> Vec<String> {
        self.missing
            .iter()
            .map(|missing| {
                if missing.tier == self.series.tier {
                    missing.area.0.clone()
                } else {
                    format!("{}/{}", missing.area.0, missing.tier.0)
                }
            })
            .collect()
    }

    /// The names of what is missing.
    pub(super) fn missing_names(&self, voice: &Voice<'_>) -> Vec<String> {
        self.missing
            .iter()
            .map(|missing| {
                let area = words::area_name(voice.lists, &missing.area, voice.language);
                if missing.tier == self.series.tier {
                    return area;
                }
                let tier = words::tier_name(voice.lists, &missing.tier, voice.language);
                if voice.language == Language::Chinese {
                    format!("{area}（{tier}）")
                } else {
                    format!("{area} ({tier})")
                }
            })
            .collect()
    }

    /// The sum in words: of what is incomplete, what it is at least.
    pub(super) fn sum_said(&self, language: Language) -> String {
        match (self.sum(), language) {
            (Some(sum), _) => words::bounds(&sum, language),
            (None, Language::Chinese) => "无从判断".to_owned(),
            (None, Language::English) => "cannot be said".to_owned(),
        }
    }

    fn agreement_said(&self) -> Localized {
        let Some(agreement) = self.agreement() else { return Localized::default() };
        match agreement {
            Agreement::Agrees => Localized::new("相符", "agrees"),
            Agreement::WithoutMissing => Localized::new("不计所缺即相符", "agrees without what is missing"),
            Agreement::Differs => Localized::new("不符", "differs"),
            Agreement::CannotBeSaid => {
                Localized::new("所缺可为其差", "what is missing may be the difference")
            }
        }
    }

    /// What a reader of the row must know.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let mut told = |count: usize, code, zh: &dyn Fn(usize) -> String, en: &dyn Fn(usize) -> String| {
            if count > 0 {
                remarks.push(Remark::Told { code, words: Localized::new(zh(count), en(count)) });
            }
        };
        let other_periods = self.missing.iter().filter(|missing| missing.nearest.is_some()).count();
        told(
            other_periods,
            "other-periods-not-mixed",
            &|count| format!("所缺中 {count} 个有别的时期的数，未混用"),
            &|count| format!("{count} of the missing have numbers of other periods, which are not mixed in"),
        );
        let none = self.parts.iter().filter(|part| part.number.is_none()).count();
        told(
            none,
            "none-can-be-there",
            &|count| format!("{count} 个按其来源不会有，计为零"),
            &|count| format!("{count} can have none, as their source says, and count as nothing"),
        );
        let own = self.parts.iter().filter(|part| part.tier != self.series.tier).count();
        told(own, "own-level-added", &|count| format!("另加本级的数 {count} 个"), &|count| {
            format!("{count} numbers of areas at their own level are added")
        });
        told(
            self.parts.iter().filter(|part| part.number.as_ref().is_some_and(|number| number.is_sum)).count(),
            "sums-of-tiers",
            &|count| format!("{count} 个为各级之和"),
            &|count| format!("{count} are sums of the tiers"),
        );
        let apart = |kind: Apart| self.apart.iter().filter(|(_, apart)| *apart == kind).count();
        told(
            apart(Apart::HeldByOuter),
            "held-by-outer",
            &|count| format!("{count} 个下级的数已含在其上级的数中，不重复计"),
            &|count| {
                format!(
                    "{count} numbers further down are held by that of an area around them, and not added again"
                )
            },
        );
        told(
            apart(Apart::Renamed),
            "renamed-in-that-year",
            &|count| format!("{count} 个地区当年改设，用改设后的数"),
            &|count| format!("{count} areas became others in that year, whose numbers are taken"),
        );
        told(
            apart(Apart::NotThere),
            "not-there-on-that-day",
            &|count| format!("{count} 个有数的地区当时不存在，未计"),
            &|count| format!("{count} areas with a number did not exist on that day, and are left out"),
        );
        told(
            self.beside.len(),
            "merged-in-that-year",
            &|count| format!("{count} 个地区当年并入别处，来源分列，分别计入"),
            &|count| {
                format!(
                    "{count} areas merged into others in that year; their sources tell them apart, and each is added"
                )
            },
        );
        if self.printed.as_ref().is_some_and(|printed| printed.is_sum) {
            remarks.push(Remark::Told {
                code: "printed-is-sum-of-tiers",
                words: Localized::new(
                    "上级的数为其各级之和",
                    "the number of the area itself is the sum of its tiers",
                ),
            });
        }
        remarks
    }

    /// The areas whose numbers are added, each once.
    fn areas_known(&self) -> Vec<String> {
        let known: BTreeSet<&AreaCode> = self.parts.iter().map(|part| &part.area).collect();
        known.into_iter().map(|code| code.0.clone()).collect()
    }
}

impl Row for RollUp {
    fn fields() -> Vec<Field<Self>> {
        vec![
            Field::indicator(|row: &Self| &row.series.indicator),
            Field::area(|row| &row.series.area),
            Field::tier(|row| &row.series.tier),
            Field::period("period", ["时期", "period"], |row| Some(row.period)),
            Field::count("sum", ["", ""], Self::sum).for_programs(),
            Field::words("sum_in_words", ["合计", "sum"], |row: &Self, voice| row.sum_said(voice.language)),
            Field::code(
                "completeness",
                ["", ""],
                |row: &Self| if row.is_complete() { "complete" } else { "incomplete" },
                |_| Localized::default(),
            )
            .for_programs(),
            Field::count("known", ["已知之和", "known"], Self::known),
            Field::how_many("areas_complete", ["", ""], |row: &Self| Some(row.whole)).for_programs(),
            Field::how_many("areas", ["", ""], |row: &Self| Some(row.places)).for_programs(),
            Field::words("of", ["地区", "areas"], |row: &Self, voice| match voice.language {
                Language::Chinese => format!("{}/{}", row.whole, row.places),
                Language::English => format!("{} of {}", row.whole, row.places),
            }),
            Field::words("from_below", ["由下级汇总", "from further down"], |row: &Self, voice| match row
                .summed_below(voice)
            {
                0 => String::new(),
                count => count.to_string(),
            })
            .where_there_is_one(),
            Field::count("printed", ["上级所印", "printed"], |row: &Self| {
                row.printed.as_ref().map(|printed| printed.bounds)
            }),
            Field::count("difference", ["", ""], Self::difference).for_programs(),
            Field::words("difference_in_words", ["相差", "difference"], |row: &Self, voice| {
                let difference = row.difference().filter(|found| found.as_point() != Some(0.0));
                difference.map_or_else(String::new, |found| words::bounds(&found, voice.language))
            })
            .where_there_is_one(),
            Field::code(
                "agreement",
                ["对照", "agreement"],
                |row: &Self| row.agreement().map_or("", Agreement::code),
                Self::agreement_said,
            ),
            Field::codes("missing", |row: &Self| Some(row.missing_codes())),
            Field::words("missing_in_words", ["缺", "missing"], |row: &Self, voice| {
                listed(row.missing_names(voice), voice)
            })
            .where_there_is_one(),
            Field::codes("areas_added", |row: &Self| Some(row.areas_known())),
            Field::codes("figures", |row: &Self| {
                Some(row.readings().map(|reading| reading.figure.id.0.clone()).collect())
            }),
            Field::remarks(Self::remarks).where_there_is_one(),
            Field::explanation(|row, voice| Some(row.explanation(voice))),
        ]
    }
}
