//! What a text claims in numbers, for those who want to know whether it is so.

use crate::figure::resolver::Resolver;
use crate::prose;
use crate::reading::read_file::read_file;
use crate::sheet::open_lines;
use crate::{FileContext, IngestError};
use tierstat_model::Claim;

/// The claims of a text: every number of its sentences, and the figures of its tables.
///
/// # Errors
/// [`IngestError`] where the file cannot be read.
pub fn claims(context: &FileContext<'_>) -> Result<Vec<Claim>, IngestError> {
    let read = read_file(context)?;
    let resolver = Resolver::new(context.lists, context.mapping, context.fiscal_year_rule());
    let is_table =
        ["csv", "tsv"].iter().any(|ending| context.path.extension().is_some_and(|own| own == *ending));
    // A text with many commas looks like records; the rows of its tables begin with a bar.
    let lines = if is_table { None } else { open_lines(context.path, &read.opened.content)? };
    let (lines, has_tables) = match lines {
        Some(mut lines) => {
            lines.retain(|line| {
                !line.text.trim_start().starts_with('|') && !prose::is_source_line(&line.text)
            });
            let has_bars = read.opened.dialect.as_ref().is_some_and(|dialect| dialect.delimiter == "|");
            (lines, has_bars)
        }
        None => {
            let mut lines = read.opened.lines.clone();
            lines.retain(|line| !prose::is_source_line(&line.text));
            (lines, true)
        }
    };
    let mut claims = prose::claims(context.lists, &resolver, context.name, &lines);
    // The sheet of an article stands behind those of the file; its numbers are claims already.
    let sheets = read.opened.sheets.len() - usize::from(!read.opened.lines.is_empty());
    for seen in read.figures.iter().filter(|seen| has_tables && seen.sheet < sheets) {
        let (raw, meaning) = (&seen.named.raw, &seen.named.meaning);
        if seen.named.quantity().bounds.is_none() || meaning.ignored {
            continue;
        }
        let labels = raw.groups.iter().chain(raw.row_labels.iter()).chain(raw.column_labels.iter());
        let labels: Vec<&str> = labels.map(|label| &*label.text).collect();
        // The line under the header of a Markdown table is no number.
        if raw.row_labels.first().is_some_and(|label| label.text.trim_matches([':', '-']).is_empty()) {
            continue;
        }
        let sheet = read.opened.sheets.get(seen.sheet).and_then(|sheet| sheet.name.as_deref());
        claims.push(Claim {
            place: crate::places::Places { file: context.name, sheet }.cell(raw.place),
            sentence: labels.join(" › "),
            quantity: seen.named.quantity().clone(),
            kind: prose::kind_of_cell(&labels, seen.named.quantity()),
            indicator: meaning.indicator.value.clone(),
            is_certain: seen.named.is_taken(),
            tier: meaning.tier.value.clone(),
            area: meaning.area.value.clone(),
            periods: meaning.period.value.into_iter().collect(),
        });
    }
    Ok(claims)
}
