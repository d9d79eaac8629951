//! Why a statistic of readings cannot be given.

use tierstat_model::{AreaCode, IndicatorId, Localized, LookupError};
use tierstat_numerics::NumericsError;

/// Why a statistic of readings cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum StatsError {
    /// The numbers do not allow it.
    #[error(transparent)]
    Numerics(#[from] NumericsError),
    /// Two periods are needed in which every tier has a figure.
    #[error("{indicator} in {area}: 2 periods in which every tier has a figure are needed, {found} found")]
    TooFewPeriods {
        /// The indicator.
        indicator: IndicatorId,
        /// The area.
        area: AreaCode,
        /// How many periods there are.
        found: usize,
    },
    /// The figures could not be looked up.
    #[error(transparent)]
    Lookup(#[from] LookupError),
}

impl StatsError {
    /// Why the statistic cannot be given, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        let zh = match self {
            Self::Numerics(error) => return error.localized(),
            Self::TooFewPeriods { indicator, area, found } => {
                format!("{area} 的 {indicator}：需要 2 个各级都有数据的时期，只有 {found} 个")
            }
            Self::Lookup(error) => format!("无法查询数据：{error}"),
        };
        Localized::new(zh, self.to_string())
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::Numerics(error) => error.hint(),
            Self::TooFewPeriods { .. } => Localized::new(
                "用 --tier 缩小层级，或用 --from、--to 指定时期；tierstat figures 列出已有的数据",
                "narrow the tiers with --tier, or name periods with --from and --to; tierstat figures lists what there is",
            ),
            Self::Lookup(_) => {
                Localized::new("运行 tierstat doctor 检查账本", "run tierstat doctor to look the ledger over")
            }
        }
    }
}
