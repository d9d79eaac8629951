//! Why a question has no answer: always with what there is instead, or what to write.

use tierstat_model::{Localized, LookupError};
use tierstat_numerics::NumericsError;
use tierstat_stats::StatsError;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The question cannot be understood, or nothing answers it.
    #[error("{}", .message.en)]
    Question {
        /// What is the matter.
        message: Localized,
        /// What there is instead, or what to write.
        hint: Localized,
    },
    /// What was read does not bear the statistic, said with the names of what it is about.
    #[error("{}", .message.en)]
    NotBorne {
        /// What is the matter.
        message: Localized,
        /// What to do.
        hint: Localized,
    },
    /// The figures do not bear the statistic.
    #[error(transparent)]
    Stats(#[from] StatsError),
}

impl From<NumericsError> for AnswerError {
    fn from(error: NumericsError) -> Self {
        Self::Stats(error.into())
    }
}

impl From<LookupError> for AnswerError {
    fn from(error: LookupError) -> Self {
        Self::Stats(error.into())
    }
}

impl AnswerError {
    /// A question that cannot be understood, or that nothing answers.
    #[must_use]
    pub fn question(message: Localized, hint: Localized) -> Self {
        Self::Question { message, hint }
    }

    /// Whether the question is refused, and not the ledger out of reach: a text says the reason in place of the answer.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Stats(StatsError::Lookup(_)))
    }

    /// What is the matter, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::Question { message, .. } | Self::NotBorne { message, .. } => message.clone(),
            Self::Stats(error) => error.localized(),
        }
    }

    /// What there is instead, or what to do, in both languages.
    #[must_use]
    pub fn hint(&self) -> Localized {
        match self {
            Self::Question { hint, .. } | Self::NotBorne { hint, .. } => hint.clone(),
            Self::Stats(error) => error.hint(),
        }
    }
}
