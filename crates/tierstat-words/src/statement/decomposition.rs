//! Changes taken apart, and index numbers, in words.

use super::{NumberWords, Statement, Subject, interval, point, said};
use tierstat_model::{Bounds, Language};
use tierstat_numerics::decomposition::{AreaShift, PopulationDensityEffects};
use tierstat_stats::index_of_readings::IndexPoint;

/// A number with one decimal, as an effect is said.
fn effect(value: f64, words: &dyn NumberWords) -> String {
    point((value * 10.0).round() / 10.0).map_or_else(String::new, |value| words.count(&value))
}

impl Statement for PopulationDensityEffects {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, unit, from, to } = *subject;
        let [change, population, structure, density] =
            [self.change, self.population, self.structure, self.density].map(|value| effect(value, words));
        said(
            language,
            format!(
                "{from}至{to}，{name}变动{change}{unit}：总人口变动{population}，人口分布变动{structure}，人均拥有量变动{density}。"
            ),
            format!(
                "From {from} to {to} {name} changed by {change}: {population} with how many people there are, {structure} with where they live, {density} with how much there is for each."
            ),
        )
    }
}

impl Statement for AreaShift {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, unit, from, to } = *subject;
        let effects = [
            self.total_change(),
            self.total_national_share(),
            self.total_industry_mix(),
            self.total_regional_shift(),
        ];
        let [change, whole, mix, own] = effects.map(|value| effect(value, words));
        said(
            language,
            format!(
                "{from}至{to}，{name}变动{change}{unit}：随总体增长{whole}，因构成{mix}，因本地区自身{own}。"
            ),
            format!(
                "From {from} to {to} {name} changed by {change}: {whole} as the whole grew, {mix} by the mix of its kinds, {own} by its own growth."
            ),
        )
    }
}

impl Statement for IndexPoint {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, from, to, .. } = *subject;
        let Some(index) = &self.index else {
            let why = self.comparability.note();
            let (zh, en) = why.map_or_else(
                || ("没有数据".to_owned(), "there is no figure".to_owned()),
                |why| (why.zh, why.en),
            );
            return said(
                language,
                format!("{name}{to}没有指数：{zh}。"),
                format!("{name} have no index for {to}: {en}."),
            );
        };
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        let rounded = match index.upper_value() {
            Some(upper) => interval(tenth(index.lower()), tenth(upper)),
            None => Bounds::at_least(tenth(index.lower())).ok(),
        };
        let index = words.count(&rounded.unwrap_or(*index));
        said(
            language,
            format!("以{from}为100，{name}{to}的指数为{index}。"),
            format!("With {from} as 100 the index of {name} is {index} for {to}."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::tests::both;
    use tierstat_model::Status;
    use tierstat_numerics::decomposition::{population_density_decomposition, shift_share};
    use tierstat_stats::comparability::Comparability;

    #[test]
    fn effects_are_said_with_what_they_sum_to() {
        let effects =
            population_density_decomposition(&[10.0, 10.0], &[1.0, 2.0], &[20.0, 20.0], &[1.0, 2.0]).unwrap();
        let (zh, en) = both(&effects);
        assert!(zh.contains("变动30家：总人口变动30"), "{zh}");
        assert!(en.contains("changed by 30: 30 with how many people there are, 0 with where"), "{en}");
        let shift = shift_share(&[vec![10.0, 10.0], vec![10.0, 10.0]], &[vec![20.0, 10.0], vec![10.0, 10.0]])
            .unwrap();
        let (zh, en) = both(&shift.areas[0]);
        assert!(zh.contains("随总体增长5，因构成0，因本地区自身5"), "{zh}");
        assert!(en.contains("5 as the whole grew, 0 by the mix"), "{en}");
    }

    #[test]
    fn an_index_across_a_break_is_none() {
        let period = "2015".parse().unwrap();
        let mut point = IndexPoint {
            period,
            value: Bounds::point(3.0).ok(),
            index: Bounds::closed(120.04, 125.0).ok(),
            comparability: Comparability::Same,
        };
        assert_eq!(both(&point).1, "With 2014 as 100 the index of service agencies is [120, 125] for 2015.");
        point.index = None;
        point.comparability = Comparability::Broken { at: period, status: Status::B };
        assert!(both(&point).0.contains("没有指数：序列在 2015 中断"), "{}", both(&point).0);
    }
}
