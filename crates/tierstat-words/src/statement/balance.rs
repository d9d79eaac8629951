//! Balance in words.

use super::{NumberWords, Statement, Subject, said};
use tierstat_model::{Bounds, Language, Ratio};
use tierstat_numerics::balance::{BalanceProfile, BetaConvergence, Moran, SigmaConvergence, TheilParts};

impl Statement for TheilParts {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let total = words.measure(self.total);
        let share = (self.total > 0.0).then(|| Bounds::point(self.between / self.total).ok()).flatten();
        let Some(share) = share else {
            return said(
                language,
                format!("{to}，{name}在各成员间完全均等。"),
                format!("As of {to} {name} are spread evenly over all members."),
            );
        };
        let share = words.ratio(&Ratio(share));
        said(
            language,
            format!("{to}，{name}的泰尔指数为{total}，其中{share}来自组间差异。"),
            format!(
                "As of {to} the Theil index of {name} is {total}, of which {share} lies between the groups."
            ),
        )
    }
}

impl Statement for BalanceProfile {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, to, .. } = *subject;
        let Self { members, bounded, .. } = *self;
        let (lower, upper) = (self.gini.bounds.lower(), self.gini.bounds.upper_value());
        let (lower, upper) = (words.measure(lower), upper.map(|upper| words.measure(upper)));
        let (range_zh, range_en) = match upper {
            Some(upper) if upper != lower => {
                (format!("{lower}至{upper}"), format!("between {lower} and {upper}"))
            }
            _ => (lower.clone(), lower),
        };
        let (form_zh, form_en) = if self.by_residents {
            ("总体公式，按居民加权", "population form, weighted by residents")
        } else {
            ("总体公式", "population form")
        };
        let (why_zh, why_en) = match bounded {
            0 => Default::default(),
            1 => ("，其中1个只知界限".to_owned(), ", as one of them is known within bounds only".to_owned()),
            bounded => (
                format!("，其中{bounded}个只知界限"),
                format!(", as {bounded} of them are known within bounds only"),
            ),
        };
        let share = self.parts.filter(|parts| parts.total > 0.0).and_then(|parts| {
            let share = Bounds::point(parts.between / parts.total).ok()?;
            Some((words.measure(parts.total), words.ratio(&Ratio(share))))
        });
        let (parts_zh, parts_en) = share.map_or_else(Default::default, |(total, share)| {
            (
                format!("；泰尔指数为{total}，其中{share}来自组间差异"),
                format!("; of the Theil index of {total}, {share} lies between the groups"),
            )
        });
        said(
            language,
            format!("{to}，{name}在{members}个成员间的基尼系数为{range_zh}（{form_zh}）{why_zh}{parts_zh}。"),
            format!(
                "As of {to} the Gini coefficient of {name} over {members} members is {range_en} ({form_en}){why_en}{parts_en}."
            ),
        )
    }
}

impl Statement for BetaConvergence {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        /// Below this probability the slope is told from zero.
        const LEVEL: f64 = 0.05;
        let Subject { name, from, to, .. } = *subject;
        let count = self.count;
        let slope = words.measure(self.slope);
        let Some(probability) = self.slope_probability.filter(|probability| *probability < LEVEL) else {
            return said(
                language,
                format!("{from}至{to}，{name}在{count}个地区间看不出趋同或趋异（β={slope}）。"),
                format!(
                    "From {from} to {to} {name} neither converge nor diverge surely over {count} areas (beta {slope})."
                ),
            );
        };
        let probability = words.measure(probability);
        let half_life = self.half_life().ok().map(|years| words.measure(years));
        let (zh, en) = match (self.slope < 0.0, half_life) {
            (true, Some(years)) => (
                format!("趋同，差距减半约需{years}年"),
                format!("converge; half of the distance goes in about {years} years"),
            ),
            (true, None) => ("趋同，但无半衰期可言".to_owned(), "converge, without a half-life".to_owned()),
            (false, _) => ("趋异".to_owned(), "diverge".to_owned()),
        };
        said(
            language,
            format!("{from}至{to}，{name}在{count}个地区间{zh}（β={slope}，p={probability}）。"),
            format!("From {from} to {to} {name} over {count} areas {en} (beta {slope}, p {probability})."),
        )
    }
}

impl Statement for SigmaConvergence {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        let Subject { name, from, to, .. } = *subject;
        let (start, end) = (words.measure(self.start), words.measure(self.end));
        let (zh, en) = if start == end {
            ("基本不变", "hardly changed")
        } else if self.end < self.start {
            ("缩小", "narrowed")
        } else {
            ("扩大", "widened")
        };
        said(
            language,
            format!("{name}的地区差异（对数标准差）由{from}的{start}变为{to}的{end}，{zh}。"),
            format!(
                "The spread of {name} over the areas {en}: the deviation of the logarithms was {start} ({from}) and is {end} ({to})."
            ),
        )
    }
}

impl Statement for Moran {
    fn statement(&self, subject: &Subject<'_>, language: Language, words: &dyn NumberWords) -> String {
        /// The two-sided quantile of 5 %.
        const FAR: f64 = 1.959_963_984_540_054;
        let Subject { name, to, .. } = *subject;
        let (statistic, score) = (words.measure(self.statistic), words.measure(self.score));
        let (zh, en) = if self.score.abs() < FAR {
            ("看不出相邻地区相似", "neighbours are not seen to be alike")
        } else if self.score > 0.0 {
            ("相邻地区相似", "neighbours are alike")
        } else {
            ("相邻地区相异", "neighbours are unlike each other")
        };
        said(
            language,
            format!("{to}，{name}的莫兰指数为{statistic}（标准分{score}）：{zh}。"),
            format!("As of {to} Moran's I of {name} is {statistic} (score {score}): {en}."),
        )
    }
}

#[cfg(test)]
mod tests {
    use tierstat_model::Bounds;

    use crate::statement::tests::both;
    use tierstat_numerics::balance::{
        BalanceProfile, Shares, TheilParts, beta_convergence, gini_bounds, moran, sigma_convergence,
    };

    /// Between and within the groups of numbers.
    fn theil_parts(counts: &[f64], groups: &[u8]) -> TheilParts {
        Shares::of(counts, None).and_then(|shares| shares.theil_t_parts(groups)).unwrap()
    }

    #[test]
    fn parts_and_neighbours() {
        let parts = theil_parts(&[1.0, 2.0, 5.0, 9.0], &[0, 0, 1, 1]);
        assert!(both(&parts).0.contains("来自组间差异"));
        let even = theil_parts(&[2.0, 2.0, 2.0], &[0, 0, 1]);
        assert_eq!(both(&even).1, "As of 2015 service agencies are spread evenly over all members.");
        let chain = [vec![(1, 1.0)], vec![(0, 1.0), (2, 1.0)], vec![(1, 1.0), (3, 1.0)], vec![(2, 1.0)]];
        let found = moran(&[1.0, 5.0, 2.0, 4.0], &chain).unwrap();
        assert!(both(&found).1.contains("not seen to be alike"), "{}", both(&found).1);
    }

    #[test]
    fn a_profile_says_its_form_its_range_and_its_groups() {
        let bounds = [Bounds::point(1.0).unwrap(), Bounds::closed(3.0, 5.0).unwrap()];
        let gini = gini_bounds(&bounds, None).unwrap();
        let profile = BalanceProfile { members: 2, bounded: 1, gini, by_residents: false, parts: None };
        let (zh, en) = both(&profile);
        assert!(zh.contains("0.25至0.333") || zh.contains("0.250至0.333"), "{zh}");
        assert!(zh.contains("总体公式") && zh.contains("其中1个只知界限"), "{zh}");
        assert!(
            en.contains("population form") && en.contains("as one of them is known within bounds"),
            "{en}"
        );
        let points = [1.0, 2.0, 5.0, 9.0].map(|value| Bounds::point(value).unwrap());
        let profile = BalanceProfile {
            members: 4,
            bounded: 0,
            gini: gini_bounds(&points, None).unwrap(),
            by_residents: true,
            parts: Some(theil_parts(&[1.0, 2.0, 5.0, 9.0], &[0, 0, 1, 1])),
        };
        let (zh, en) = both(&profile);
        assert!(zh.contains("按居民加权") && zh.contains("来自组间差异") && !zh.contains("至"), "{zh}");
        assert!(en.contains("weighted by residents") && en.contains("lies between the groups"), "{en}");
    }

    #[test]
    fn convergence_says_no_more_than_its_slope_bears() {
        let start = [1.0, 2.0, 4.0, 8.0, 16.0];
        let surely = beta_convergence(&start, &[4.0, 5.9, 8.1, 11.0, 16.3], 5.0).unwrap();
        assert!(both(&surely).1.contains("half of the distance"), "{}", both(&surely).1);
        let unclear = beta_convergence(&start, &[3.0, 2.0, 9.0, 8.0, 30.0], 5.0).unwrap();
        let (zh, en) = both(&unclear);
        assert!(zh.contains("看不出") && en.contains("neither converge nor diverge surely"), "{zh} {en}");
        let spread = sigma_convergence(&start, &[4.0, 5.9, 8.1, 11.0, 16.3]).unwrap();
        assert!(both(&spread).0.contains("缩小") && both(&spread).1.contains("narrowed"));
        let same = sigma_convergence(&start, &start).unwrap();
        assert!(both(&same).0.contains("基本不变") && both(&same).1.contains("hardly changed"));
    }
}
