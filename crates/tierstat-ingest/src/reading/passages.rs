//! The passages of a text, with all that their words name, for those who want to know whether it is so.

use crate::figure::resolver::Resolver;
use crate::names::{Named, Resolution};
use crate::places::Places;
use crate::prose::{NumberInSentence, numbers_in, sentences, spoken_numbers};
use crate::sheet::{Block, open_blocks, open_lines, read_content};
use crate::text::numerals::parse_number;
use crate::text::period::periods_in;
use crate::{FileContext, IngestError};
use tierstat_model::{Meant, Mention, Passage, PassageForm, Sentence};

/// The passages of a text, page or Word document, in order; none for a workbook.
///
/// # Errors
/// [`IngestError`] where the file cannot be read.
pub fn passages(context: &FileContext<'_>) -> Result<Vec<Passage>, IngestError> {
    passages_of(context, &read_content(context.path, context.limits)?)
}

/// The passages of a text that is no file yet; the ending of its path says of which kind it is.
///
/// # Errors
/// [`IngestError`] where the content cannot be read.
pub fn passages_of(context: &FileContext<'_>, content: &[u8]) -> Result<Vec<Passage>, IngestError> {
    let is_text = open_lines(context.path, content)?.is_some();
    let blocks = open_blocks(context.path, content, context.limits)?.unwrap_or_default();
    let resolver = Resolver::of(context);
    let places = Places { file: context.name, sheet: None };
    Ok(blocks.iter().map(|block| passage(&resolver, (places, is_text), block)).collect())
}

fn passage(resolver: &Resolver<'_>, (places, is_text): (Places<'_>, bool), block: &Block) -> Passage {
    let place = match block.form {
        PassageForm::Cell { table, row, column } if !is_text => {
            let sheet = format!("table {table}");
            Places { sheet: Some(&sheet), ..places }.cell((row, column))
        }
        PassageForm::Cell { column, .. } => places.cell((block.line, column)),
        _ => places.cell((block.line, 1)),
    };
    let sentences = sentences(&block.text).into_iter().map(|sentence| {
        let mut mentions: Vec<Mention> = Vec::new();
        // The full stop behind a year is no part of a date: in 2019.
        let stop = usize::from(sentence.characters.last() == Some(&'.'));
        let without_stop = sentence.characters.get(..sentence.characters.len() - stop).unwrap_or_default();
        for found in periods_in(without_stop) {
            let meant = Meant::Period(found.period);
            mentions.push(Mention { start: found.start, end: found.end, meant });
        }
        for number in numbers_in(&sentence) {
            // 一个 is an article.
            let value = number.number.quantity.value.filter(|value| *value > 1.0);
            let is_counted = number.number.unit_text.is_some() && value.is_some();
            if !number.has_digits && !is_counted {
                continue;
            }
            mentions.extend(ends_of(&sentence.characters, number));
        }
        // The sign before the number of a cell is its own.
        let printed = sentence.original.trim();
        let is_cell = matches!(block.form, PassageForm::Cell { .. }) && mentions.is_empty();
        if let Some(number) = is_cell.then(|| parse_number(printed)).flatten()
            && number.quantity.bounds.is_some()
        {
            let meant = Meant::Number { quantity: number.quantity, unit: number.unit_text };
            mentions.push(Mention { start: 0, end: sentence.characters.len(), meant });
        }
        for name in resolver.names.found_in(&sentence.characters) {
            let meant = match name.named {
                Named::Indicator { id, .. } => Meant::Indicator(id),
                Named::Tier(id) => Meant::Tier(id),
                Named::Area(codes) => Meant::Area(codes),
            };
            mentions.push(Mention { start: name.start, end: name.end, meant });
        }
        mentions.extend(plural_tiers(resolver, &sentence.characters, &mentions));
        for spoken in spoken_numbers(&sentence) {
            let (start, end) = (spoken.start, spoken.end);
            mentions.retain(|other| other.end <= start || other.start >= end);
            let meant = Meant::Number { quantity: spoken.quantity, unit: Some(spoken.unit.to_owned()) };
            mentions.push(Mention { start, end, meant });
        }
        mentions.sort_by_key(|mention| (mention.start, mention.end));
        Sentence {
            printed: sentence.original.trim().to_owned(),
            characters: sentence.characters.clone(),
            mentions,
        }
    });
    Passage { place, form: block.form, sentences: sentences.collect() }
}

/// The number, or the two of `from 24 to 30`, which are no range.
fn ends_of(text: &[char], number: NumberInSentence) -> Vec<Mention> {
    let whole = |number: NumberInSentence| Mention {
        start: number.start,
        end: number.end,
        meant: Meant::Number { quantity: number.number.quantity, unit: number.number.unit_text },
    };
    let ahead = |words: &str| {
        let words: Vec<char> = words.chars().collect();
        number.start.checked_sub(words.len()).and_then(|at| text.get(at..number.start)) == Some(&words[..])
    };
    let joint = number.printed.split_once(" to ").filter(|_| ahead("from "));
    let parts = joint.and_then(|(first, second)| Some((first, parse_number(first)?, parse_number(second)?)));
    let Some((printed, first, second)) = parts else { return vec![whole(number)] };
    let middle = number.start + printed.chars().count();
    vec![
        Mention {
            start: number.start,
            end: middle,
            meant: Meant::Number { quantity: first.quantity, unit: first.unit_text },
        },
        Mention {
            start: middle + " to ".len(),
            end: number.end,
            meant: Meant::Number { quantity: second.quantity, unit: second.unit_text },
        },
    ]
}

/// Tiers in the plural: prefectures, counties.
fn plural_tiers(resolver: &Resolver<'_>, text: &[char], mentions: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in 0..=text.len() {
        if text.get(end).is_some_and(char::is_ascii_alphabetic) {
            continue;
        }
        let word: String = text.get(start..end).unwrap_or_default().iter().collect();
        let one = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.or_else(|| word.strip_suffix('s').map(str::to_owned));
        // A name of an indicator may be that of a tier too: counties.
        let is_taken = mentions.iter().any(|other| {
            let is_same =
                other.start == start && other.end == end && matches!(other.meant, Meant::Indicator(_));
            other.start < end && start < other.end && !is_same
        });
        if let (Some(one), false) = (one, is_taken)
            && let Resolution::Found(tier) = resolver.names.tier(&one)
        {
            found.push(Mention { start, end, meant: Meant::Tier(tier.id.clone()) });
        }
        start = end + 1;
    }
    found
}
