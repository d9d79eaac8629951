//! Why a formula cannot be read, and where.

use super::limits::{DEEPEST, LONGEST, MOST_PARAMETERS};
use tierstat_model::Localized;

/// Why a formula cannot be read, with the place in its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.localized().en)]
pub struct ExpressionError {
    /// The character at which it cannot be read on, counted from 1; one beyond the last where the text ends too soon.
    pub place: usize,
    /// What is wrong there.
    pub problem: ExpressionProblem,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionProblem {
    /// A sign that no formula holds.
    UnknownSign(char),
    /// A name with a bracket behind it that is no function.
    UnknownFunction(String),
    /// A function with too few or too many arguments.
    ArgumentCount {
        /// The function.
        function: String,
        /// How many it takes.
        needed: usize,
        /// How many it was given.
        found: usize,
    },
    /// The name of a function without a bracket behind it.
    FunctionWithoutArgument(String),
    /// A number, a name or a bracket is needed.
    OperandMissing,
    /// An operator is needed, such as `*` between a number and a name.
    OperatorMissing,
    /// A bracket is not closed, or is closed by one of the other kind.
    BracketNotClosed,
    /// A bracket is closed that was never opened.
    BracketNotOpened,
    /// A number cannot be read, or its size lies outside of 1e-250 to 1e250.
    Number(String),
    /// The formula is too long.
    TooLong,
    /// Brackets or powers stand too deep inside each other.
    TooDeep,
    /// There are too many parameters.
    TooManyParameters,
    /// A part that holds no variable and no parameter has no value, such as `1/0`.
    NoValue,
}

impl ExpressionError {
    /// Why the formula cannot be read, in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        use ExpressionProblem as Problem;
        let (zh, en) = match &self.problem {
            Problem::UnknownSign(sign) => {
                (format!("不认识的符号“{sign}”"), format!("`{sign}` is no sign of a formula"))
            }
            Problem::UnknownFunction(name) => (
                format!("不认识的函数“{name}”；可用 exp、ln、log、sqrt、sin、cos、atan、arctan、pow"),
                format!(
                    "`{name}` is no known function; there are exp, ln, log, sqrt, sin, cos, atan, arctan and pow"
                ),
            ),
            Problem::ArgumentCount { function, needed, found } => (
                format!("函数 {function} 需要 {needed} 个参数，现有 {found} 个"),
                format!("{function} needs {needed} arguments, {found} found"),
            ),
            Problem::FunctionWithoutArgument(name) => (
                format!("函数 {name} 之后需要括号"),
                format!("a bracket is needed behind the function {name}"),
            ),
            Problem::OperandMissing => {
                ("需要一个数、名称或括号".to_owned(), "a number, a name or a bracket is needed".to_owned())
            }
            Problem::OperatorMissing => (
                "需要一个运算符；乘法须写明 *".to_owned(),
                "an operator is needed; a product is written with *".to_owned(),
            ),
            Problem::BracketNotClosed => {
                ("括号没有成对闭合".to_owned(), "a bracket is not closed by its pair".to_owned())
            }
            Problem::BracketNotOpened => {
                ("多出一个闭括号".to_owned(), "a bracket is closed that was not opened".to_owned())
            }
            Problem::Number(text) => {
                (format!("“{text}”不是可用的数"), format!("`{text}` is no number between 1e-250 and 1e250"))
            }
            Problem::TooLong => (
                format!("公式最长 {LONGEST} 个字符"),
                format!("a formula holds {LONGEST} characters at most"),
            ),
            Problem::TooDeep => (
                format!("括号与乘方最多嵌套 {DEEPEST} 层"),
                format!("brackets and powers stand {DEEPEST} deep at most"),
            ),
            Problem::TooManyParameters => (
                format!("公式最多有 {MOST_PARAMETERS} 个参数"),
                format!("a formula holds {MOST_PARAMETERS} parameters at most"),
            ),
            Problem::NoValue => {
                ("此处的常数没有值".to_owned(), "the constants here have no value".to_owned())
            }
        };
        let place = self.place;
        Localized::new(format!("公式第 {place} 个字符：{zh}"), format!("formula, character {place}: {en}"))
    }
}
