//! What cannot be said of a trend, and why: the same reason once.

use tierstat_model::Localized;
use tierstat_numerics::NumericsError;

/// Something that cannot be said of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendRefusal {
    /// What, by code: `growth`, `slope`, `test`, `break`, `outliers`; each once.
    pub statistics: Vec<&'static str>,
    /// The code of the reason.
    pub code: &'static str,
    /// The reason in words.
    pub reason: Localized,
    /// How many points are needed, where nothing but points is missing.
    pub needed: Option<usize>,
}

impl TrendRefusal {
    /// What cannot be said, in words.
    #[must_use]
    pub fn names(&self) -> Localized {
        let name = |code: &&'static str| match *code {
            "growth" => "增长率",
            "slope" => "斜率",
            "test" => "检验",
            "break" => "断点",
            _ => "异常值",
        };
        let zh: Vec<&str> = self.statistics.iter().map(name).collect();
        Localized::new(zh.join("、"), self.statistics.join(", "))
    }
}

/// The refusals of one series as they come.
pub(super) struct Refusals {
    bounded: usize,
    found: Vec<TrendRefusal>,
}

impl Refusals {
    /// Those of a series of which so many points are known within bounds only.
    pub(super) fn beside(bounded: usize) -> Self {
        Self { bounded, found: Vec::new() }
    }

    pub(super) fn told<T>(&mut self, statistic: &'static str, result: Result<T, NumericsError>) -> Option<T> {
        let error = match result {
            Ok(found) => return Some(found),
            Err(error) => error,
        };
        let code = error.code();
        let (reason, needed) = match error {
            // All but the growth do without bounds.
            NumericsError::TooFewPoints { needed, found, left_out: 0 } => {
                let left_out = if statistic == "growth" { 0 } else { self.bounded };
                (NumericsError::TooFewPoints { needed, found, left_out }.localized(), Some(needed))
            }
            other => (other.localized(), None),
        };
        match self.found.iter_mut().find(|refusal| refusal.reason == reason) {
            Some(refusal) if refusal.statistics.contains(&statistic) => {}
            Some(refusal) => refusal.statistics.push(statistic),
            None => self.found.push(TrendRefusal { statistics: vec![statistic], code, reason, needed }),
        }
        None
    }

    pub(super) fn found(self) -> Vec<TrendRefusal> {
        self.found
    }
}
