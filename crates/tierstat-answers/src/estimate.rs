//! A number that was estimated, with the ends of its interval.

use tierstat_model::Language;

/// An estimate with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// The lower end; `None` where the data set none.
    pub lower: Option<f64>,
    /// The upper end; `None` where the data set none.
    pub upper: Option<f64>,
}

impl Estimate {
    /// A number that is given and not estimated.
    #[must_use]
    pub fn given(value: f64) -> Self {
        Self { value, lower: Some(value), upper: Some(value) }
    }

    /// The estimate with its interval, as people read it: 340.2 (95 %: 310.0 to 420.7).
    #[must_use]
    pub fn said(&self, language: Language, number: impl Fn(f64) -> String) -> String {
        let value = number(self.value);
        let ends = match (self.lower.map(&number), self.upper.map(&number), language) {
            (Some(lower), Some(upper), Language::Chinese) => format!("{lower}–{upper}"),
            (Some(lower), Some(upper), Language::English) => format!("{lower} to {upper}"),
            (Some(lower), None, Language::Chinese) => format!("不低于 {lower}"),
            (Some(lower), None, Language::English) => format!("{lower} or more"),
            (None, Some(upper), Language::Chinese) => format!("不高于 {upper}"),
            (None, Some(upper), Language::English) => format!("{upper} or less"),
            (None, None, Language::Chinese) => "数据不足以定界".to_owned(),
            (None, None, Language::English) => "the data set no ends".to_owned(),
        };
        match language {
            Language::Chinese => format!("{value}（95% 区间 {ends}）"),
            Language::English => format!("{value} (95%: {ends})"),
        }
    }
}
