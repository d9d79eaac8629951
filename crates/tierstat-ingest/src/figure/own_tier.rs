//! 市级 of 北京市 is the tier of the city itself: a tier word that is made of what the name of the area ends with.

use crate::figure::doubt::{Doubt, DoubtKind};
use crate::figure::meaning::Meaning;
use crate::figure::resolver::Resolver;
use crate::figure::tier_in_area::TierInArea;
use std::collections::BTreeSet;
use tierstat_model::{AreaCode, Basis, Part, TierId};

/// What turns the last character of a name of an area into the word for its tier.
const TIER: char = '级';

impl Resolver<'_> {
    /// The tier that the area's own word names there, where the lists know the word as that of another tier.
    fn own_tier(&self, area: &AreaCode, tier: &TierId) -> Option<TierInArea> {
        let key = (area.clone(), tier.clone());
        if let Some(known) = self.own_tiers.borrow().get(&key) {
            return known.clone();
        }
        let found = self.find_own_tier(area, tier);
        self.own_tiers.borrow_mut().insert(key, found.clone());
        found
    }

    fn find_own_tier(&self, area: &AreaCode, tier: &TierId) -> Option<TierInArea> {
        let areas = &self.lists.areas;
        let area = areas.get(area).filter(|area| area.tier != *tier)?;
        let kind = area.name.chars().next_back().filter(|sign| !sign.is_ascii())?;
        let word: String = [kind, TIER].into_iter().collect();
        let is_of_tier = matches!(self.names.tiers_named(&word).as_slice(), [only] if only.id == *tier);
        if !is_of_tier {
            return None;
        }
        let may_be_inner = areas.all().iter().any(|inner| {
            inner.tier == *tier && inner.name.ends_with(kind) && areas.lies_in(&inner.code, &area.code)
        });
        Some(TierInArea { word, tier: area.tier.clone(), may_be_inner })
    }

    /// Whether a text says a word by itself, and not as the end of a longer word for a tier: 市级, and not 地市级.
    fn says_word(&self, text: &str, word: &str) -> bool {
        let mut text = text.to_owned();
        for tier in &self.lists.tiers.tiers {
            let forms = [&tier.name.zh].into_iter().chain(&tier.aliases);
            for longer in forms.filter(|form| form.len() > word.len() && form.ends_with(word)) {
                text = text.replace(longer.as_str(), " ");
            }
        }
        text.contains(word)
    }

    /// Takes the tier of the area itself where the word that named the tier is its own; where the word may as well mean areas inside, or
    /// the table names the tier of the area by another word too, both are said.
    pub(crate) fn take_own_tier<'t>(
        &self,
        meaning: &mut Meaning,
        texts: impl Iterator<Item = (&'t str, (u32, u32))>,
        named: &BTreeSet<TierId>,
        doubts: &mut Vec<Doubt>,
    ) {
        let (Some(area), Some(tier)) = (&meaning.area.value, &meaning.tier.value) else { return };
        if matches!(meaning.tier.basis, Basis::Mapping | Basis::Default) {
            return;
        }
        let Some(own) = self.own_tier(area, tier) else { return };
        let mut texts = texts;
        let Some((_, at)) = texts.find(|(text, _)| self.says_word(text, &own.word)) else { return };
        if own.may_be_inner || named.contains(&own.tier) {
            meaning.rivals.push((Part::Tier, own.tier.0));
            doubts.push(Doubt { at, kind: DoubtKind::Rivals(Part::Tier) });
        } else {
            meaning.tier.value = Some(own.tier);
        }
    }
}
