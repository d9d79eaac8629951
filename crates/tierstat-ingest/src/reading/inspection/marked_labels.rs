//! Labels whose marks stood raised, as they are printed: with the mark, unless what stands before it is a name.

use crate::figure::resolver::Resolver;
use crate::figure::seen_figures::SeenFigures;
use crate::structure::Label;
use std::collections::BTreeSet;
use tierstat_model::CodeLists;

/// The texts from which a mark is known to stand apart.
#[derive(Debug)]
pub(super) struct MarkedLabels<'a> {
    /// Texts that the code lists know, or that stand in the file without a mark too.
    names: BTreeSet<&'a str>,
}

impl<'a> MarkedLabels<'a> {
    pub(super) fn new(lists: &'a CodeLists, figures: &'a SeenFigures) -> Self {
        let labels = || figures.raw().label_lists().iter().flat_map(|list| list.iter());
        let marked: BTreeSet<&str> =
            labels().filter(|label| label.printed.is_some()).map(|label| &*label.text).collect();
        if marked.is_empty() {
            return Self { names: marked };
        }
        let mut names: BTreeSet<&str> = labels()
            .filter(|label| label.printed.is_none() && marked.contains(&*label.text))
            .map(|label| &*label.text)
            .collect();
        let mut resolver = Resolver::by_lists(lists);
        names.extend(marked.into_iter().filter(|text| {
            let sense = resolver.label(text, None, None);
            (sense.is_understood() && sense.unused.is_empty()) || !sense.ambiguous.is_empty()
        }));
        Self { names }
    }

    /// A label as a reader knows it: a name without its mark, any other text with all that is printed.
    pub(super) fn text<'l>(&self, label: &'l Label) -> &'l str {
        let printed = label.printed.as_deref().filter(|_| !self.names.contains(&*label.text));
        printed.unwrap_or(&label.text)
    }
}
