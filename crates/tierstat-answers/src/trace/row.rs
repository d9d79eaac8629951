//! The origin of a number, as programs read it and as people read it line by line.

use super::traced::TracedFigure;
use crate::figures::{FigureRow, FigureRule, NumberOfRow, number_fields};
use crate::row::{Field, Row, Voice};
use tierstat_model::{Document, Figure, Language, Origin};
use tierstat_stats::derived::DerivedTotal;
use tierstat_words as words;

/// The origin of a number: of a figure, or of a sum that no source prints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraceRow<'a> {
    number: FigureRow<'a>,
    traced: Option<&'a TracedFigure>,
}

impl NumberOfRow for TraceRow<'_> {
    fn number(&self) -> FigureRow<'_> {
        self.number
    }
}

impl<'a> TraceRow<'a> {
    /// The origin of a figure.
    #[must_use]
    pub fn of_figure(traced: &'a TracedFigure) -> Self {
        let rule = match traced.is_preferred() {
            true => FigureRule::Preferred(traced.reading.rule),
            false => FigureRule::Behind,
        };
        Self { number: FigureRow::of_figure(&traced.figure, rule), traced: Some(traced) }
    }

    /// The origin of a sum of tiers: its parts.
    #[must_use]
    pub fn of_sum(sum: &'a DerivedTotal) -> Self {
        Self { number: FigureRow::of_sum(sum, FigureRule::SumOfTiers), traced: None }
    }

    /// The number, and what it is of.
    #[must_use]
    pub fn title(&self, voice: &Voice<'_>) -> String {
        let Voice { lists, language } = *voice;
        let part = words::breakdown_name(lists, &self.number.breakdown(), language);
        let mut names = vec![words::indicator_name(lists, self.number.indicator(), language)];
        names.extend(Some(part).filter(|part| !part.is_empty()));
        names.extend([
            words::tier_name(lists, self.number.tier(), language),
            words::area_name(lists, self.number.area(), language),
            words::period(self.number.period(), language),
        ]);
        let value = match self.number.figure() {
            Some(figure) => words::quantity(&figure.quantity, language),
            None => self.number.bounds_said(),
        };
        format!("{}  {value}", names.join(" · "))
    }

    fn figure(&self) -> Option<&'a Figure> {
        self.traced.map(|traced| &traced.figure)
    }

    fn origin(&self) -> Option<&'a Origin> {
        self.figure().map(|figure| &figure.origin)
    }

    fn parts(&self) -> impl Iterator<Item = &'a Figure> {
        self.number.sum().into_iter().flat_map(|sum| &sum.parts).map(|part| &part.figure)
    }

    fn bounds_said(&self, language: Language) -> String {
        let bounds = self.figure().filter(|figure| figure.quantity.bounds.is_some());
        bounds.map_or_else(String::new, |figure| {
            let quantity = &figure.quantity;
            let bounds = quantity.bounds.map_or_else(String::new, |bounds| bounds.to_string());
            format!("{bounds} ({})", quantity.precision.words().get(language))
        })
    }

    fn formula_said(&self, language: Language) -> String {
        self.number.sum().map_or_else(String::new, |sum| {
            let why = match language {
                Language::Chinese => "没有来源印出合计；各层级之和",
                Language::English => "no source prints a total; sum of the tiers",
            };
            format!("{} = {} ({why})", sum.formula(), self.number.bounds_said())
        })
    }

    fn document_said(&self) -> String {
        self.origin().map_or_else(String::new, |origin| {
            let Document { publisher, title, edition, .. } = &origin.document;
            format!("{publisher} · {title} · {edition}")
        })
    }

    fn receipt_said(&self) -> String {
        self.traced.map_or_else(String::new, |traced| {
            format!("{} ({})", traced.receipt.imported_on, traced.receipt.file)
        })
    }

    fn content_said(&self) -> String {
        self.traced.map_or_else(String::new, |traced| {
            format!("sha256 {} ({} B)", traced.figure.origin.content_hash, traced.receipt.stored_bytes)
        })
    }

    fn reading_said(&self, language: Language) -> String {
        self.traced.map_or_else(String::new, |traced| {
            let reason = traced.reading.rule.reason();
            let preferred = &traced.reading.figure.id;
            match (traced.is_preferred(), language) {
                (true, Language::Chinese) => format!("取用，因为{}", reason.zh),
                (true, Language::English) => format!("used because {}", reason.en),
                (false, Language::Chinese) => format!("未取用，取用的是 {preferred}"),
                (false, Language::English) => format!("not used; {preferred} is"),
            }
        })
    }
}

fn other_said(other: &Figure) -> String {
    let Origin { document, cell, known_on, .. } = &other.origin;
    format!("{} {} — {} — {cell} ({known_on})", other.id, other.quantity.printed, document.title)
}

fn part_said(part: &Figure, voice: &Voice<'_>) -> String {
    let tier = words::tier_name(voice.lists, &part.tier, voice.language);
    format!("{}  {tier}  {} — {}", part.quantity.printed, part.id, part.origin.cell)
}

/// A column of an origin for programs alone.
fn of_origin<'a>(name: &'static str, take: fn(&TraceRow<'a>) -> Option<String>) -> Field<TraceRow<'a>> {
    Field::text_or_none(name, ["", ""], take).for_programs()
}

impl Row for TraceRow<'_> {
    fn fields() -> Vec<Field<Self>> {
        // What a number is stands in the title over its lines.
        let mut fields: Vec<Field<Self>> = number_fields().into_iter().map(Field::for_programs).collect();
        fields.extend([
            of_origin("measure", |row| Some(row.figure()?.measure.name().to_owned())),
            of_origin("publisher", |row| Some(row.origin()?.document.publisher.clone())),
            of_origin("edition", |row| Some(row.origin()?.document.edition.clone())),
            of_origin("published_on", |row| row.origin()?.document.published_on.map(|day| day.to_string())),
            of_origin("received_on", |row| row.origin()?.document.received_on.map(|day| day.to_string())),
            of_origin("url", |row| row.origin()?.document.url.clone()),
            of_origin("phrase", |row| row.origin()?.phrase.clone()),
            Field::how_many("source_rank", ["", ""], |row: &Self| {
                row.origin().and_then(|origin| usize::try_from(origin.source_rank).ok())
            })
            .for_programs(),
            of_origin("correction", |row| Some(row.figure()?.correction.as_ref()?.reason.clone())),
            of_origin("corrected_from", |row| Some(row.figure()?.correction.as_ref()?.expected.clone())),
            of_origin("file", |row| Some(row.traced?.receipt.file.clone())),
            of_origin("imported_on", |row| Some(row.traced?.receipt.imported_on.to_string())),
            of_origin("content_sha256", |row| Some(row.origin()?.content_hash.clone())),
            Field::how_many("stored_bytes", ["", ""], |row: &Self| {
                row.traced.and_then(|traced| usize::try_from(traced.receipt.stored_bytes).ok())
            })
            .for_programs(),
            of_origin("preferred", |row| Some(row.traced?.reading.figure.id.0.clone())),
            Field::words("id_said", ["编号", "id"], |row: &Self, _| {
                row.figure().map_or_else(String::new, |figure| figure.id.to_string())
            }),
            Field::words("printed_said", ["原文", "printed"], |row: &Self, _| {
                row.figure().map_or_else(String::new, |figure| figure.quantity.printed.clone())
            }),
            Field::words("bounds_said", ["界限", "bounds"], |row: &Self, voice| {
                row.bounds_said(voice.language)
            }),
            Field::words("correction_said", ["更正", "correction"], |row: &Self, _| {
                let correction = row.figure().and_then(|figure| figure.correction.as_ref());
                correction.map_or_else(String::new, |correction| correction.reason.clone())
            }),
            Field::words("cell_said", ["单元格", "cell"], |row: &Self, _| {
                row.origin().map_or_else(String::new, |origin| origin.cell.to_string())
            }),
            Field::words("document_said", ["文献", "document"], |row: &Self, _| row.document_said()),
            Field::words("phrase_said", ["原句", "phrase"], |row: &Self, _| {
                row.origin().and_then(|origin| origin.phrase.clone()).unwrap_or_default()
            }),
            Field::words("address_said", ["网址", "address"], |row: &Self, _| {
                row.origin().and_then(|origin| origin.document.url.clone()).unwrap_or_default()
            }),
            Field::words("known_on_said", ["所知日期", "known on"], |row: &Self, _| {
                row.origin().map_or_else(String::new, |origin| origin.known_on.to_string())
            }),
            Field::words("receipt_said", ["导入", "imported"], |row: &Self, _| row.receipt_said()),
            Field::words("content_said", ["文件内容", "content"], |row: &Self, _| row.content_said()),
            Field::words("reading_said", ["取值", "reading"], |row: &Self, voice| {
                row.reading_said(voice.language)
            }),
            Field::lines(
                "behind",
                ["另有", "beside"],
                |row: &Self| {
                    row.traced
                        .into_iter()
                        .flat_map(TracedFigure::others)
                        .map(|other| other.id.0.clone())
                        .collect()
                },
                |row, _| row.traced.into_iter().flat_map(TracedFigure::others).map(other_said).collect(),
            ),
            Field::words("formula_said", ["算式", "formula"], |row: &Self, voice| {
                row.formula_said(voice.language)
            }),
            Field::lines(
                "parts",
                ["加数", "part"],
                |row: &Self| row.parts().map(|part| part.id.0.clone()).collect(),
                |row, voice| row.parts().map(|part| part_said(part, voice)).collect(),
            ),
        ]);
        fields
    }
}
