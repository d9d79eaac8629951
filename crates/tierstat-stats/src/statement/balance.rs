//! Balance in words.

use super::{NumberWords, Statement, Subject, said};
use crate::balance::{Moran, TheilParts};
use tierstat_model::{Bounds, Language, Ratio};

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
    use crate::balance::{moran, theil_parts};
    use crate::statement::tests::both;

    #[test]
    fn parts_and_neighbours() {
        let parts = theil_parts(&[&[1.0, 2.0], &[5.0, 9.0]]).unwrap();
        assert!(both(&parts).0.contains("来自组间差异"));
        let even = theil_parts(&[&[2.0, 2.0], &[2.0]]).unwrap();
        assert_eq!(both(&even).1, "As of 2015 service agencies are spread evenly over all members.");
        let chain = [vec![(1, 1.0)], vec![(0, 1.0), (2, 1.0)], vec![(1, 1.0), (3, 1.0)], vec![(2, 1.0)]];
        let found = moran(&[1.0, 5.0, 2.0, 4.0], &chain).unwrap();
        assert!(both(&found).1.contains("not seen to be alike"), "{}", both(&found).1);
    }
}
