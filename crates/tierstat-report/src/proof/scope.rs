//! Scope: what the headings, lead-ins and sentences before a number have said, which it inherits.

use tierstat_model::{AreaCode, IndicatorId, Period, TierId};

/// What has been said so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// What the title of the text names.
    title: Option<IndicatorId>,
    /// What the section speaks of, by its heading and its sentences, the last one last.
    section: Vec<IndicatorId>,
    /// The areas of the headings.
    pub(super) heading_areas: Vec<AreaCode>,
    /// The periods that the section has named.
    pub(super) periods: Vec<Period>,
    /// The two periods between which the section last told a change.
    pub(super) span: Option<(Period, Period)>,
    /// What the sentence before in the same paragraph said, or the one that leads into a list.
    pub(super) paragraph: Said,
}

/// What a sentence has said.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) indicator: Option<IndicatorId>,
    pub(super) tiers: Vec<TierId>,
    pub(super) areas: Vec<AreaCode>,
    pub(super) periods: Vec<Period>,
}

impl Scope {
    /// A section begins.
    pub(super) fn heading(&mut self, level: u8, said: Said) {
        let title = if level <= 1 { said.indicator.clone() } else { self.title.take() };
        let span = if level <= 1 { None } else { self.span };
        *self = Self {
            title,
            section: said.indicator.into_iter().collect(),
            heading_areas: said.areas,
            periods: said.periods,
            span,
            paragraph: Said::default(),
        };
    }

    /// A paragraph begins that leads on from none.
    pub(super) fn paragraph(&mut self) {
        self.paragraph = Said::default();
    }

    /// A sentence has been read.
    pub(super) fn remember(&mut self, said: Said, span: Option<(Period, Period)>) {
        if let Some(indicator) = &said.indicator {
            self.section.retain(|other| other != indicator);
            self.section.push(indicator.clone());
        }
        for period in &said.periods {
            if !self.periods.contains(period) {
                self.periods.push(*period);
            }
        }
        self.span = span.or(self.span);
        let before = std::mem::take(&mut self.paragraph);
        let or = |new: Vec<AreaCode>, old: Vec<AreaCode>| if new.is_empty() { old } else { new };
        self.paragraph = Said {
            indicator: said.indicator.or(before.indicator),
            tiers: said.tiers,
            areas: or(said.areas, before.areas),
            periods: if said.periods.is_empty() { before.periods } else { said.periods },
        };
    }

    /// What may be counted where a sentence does not say it, the likeliest first.
    pub(super) fn indicators(&self) -> impl Iterator<Item = &IndicatorId> {
        self.paragraph.indicator.iter().chain(self.section.iter().rev()).chain(&self.title)
    }
}
