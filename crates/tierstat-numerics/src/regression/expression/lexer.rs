//! The signs, numbers and names of a formula, each with its place.

use super::error::{ExpressionError, ExpressionProblem};
use crate::linear_algebra::DoubleDouble;

/// A part of a formula that is read as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(DoubleDouble),
    Name(String),
    Plus,
    Minus,
    Times,
    Divide,
    Power,
    Comma,
    /// An opening bracket, with the one that closes it.
    Open(char),
    Close(char),
}

/// The tokens of a text, each with the place of its first character, counted from 1.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ExpressionError> {
    let signs: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = signs.get(at).copied() {
        let place = at + 1;
        let next = signs.get(at + 1).copied();
        let (token, length) = match sign {
            sign if sign.is_whitespace() => {
                at += 1;
                continue;
            }
            '+' => (Token::Plus, 1),
            '-' | '−' => (Token::Minus, 1),
            '*' if next == Some('*') => (Token::Power, 2),
            '*' | '×' => (Token::Times, 1),
            '/' | '÷' => (Token::Divide, 1),
            '^' => (Token::Power, 1),
            ',' | '，' => (Token::Comma, 1),
            '(' | '（' => (Token::Open(')'), 1),
            '[' => (Token::Open(']'), 1),
            ')' | '）' => (Token::Close(')'), 1),
            ']' => (Token::Close(']'), 1),
            sign if sign.is_ascii_digit() || sign == '.' => {
                let length = number_length(signs.get(at..).unwrap_or_default());
                let written: String = signs.iter().skip(at).take(length).collect();
                let number = DoubleDouble::of_decimal(&written)
                    .ok_or(ExpressionError { place, problem: ExpressionProblem::Number(written) })?;
                (Token::Number(number), length)
            }
            sign if is_of_name(sign) => {
                let name: String =
                    signs.iter().skip(at).copied().take_while(|sign| is_of_name(*sign)).collect();
                let length = name.chars().count();
                (Token::Name(name), length)
            }
            other => return Err(ExpressionError { place, problem: ExpressionProblem::UnknownSign(other) }),
        };
        found.push((place, token));
        at += length;
    }
    Ok(found)
}

/// A digit may stand in a name, but never first: there a number is read.
fn is_of_name(sign: char) -> bool {
    sign.is_alphabetic() || sign.is_ascii_digit() || sign == '_'
}

/// How many characters a number takes: digits, a point, and an exponent where one is complete.
fn number_length(signs: &[char]) -> usize {
    let digits = |from: usize| signs.iter().skip(from).take_while(|sign| sign.is_ascii_digit()).count();
    let whole = digits(0);
    let mut length = whole;
    if signs.get(length) == Some(&'.') {
        length += 1 + digits(length + 1);
    }
    if matches!(signs.get(length), Some('e' | 'E')) {
        let sign = usize::from(matches!(signs.get(length + 1), Some('+' | '-')));
        let exponent = digits(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    length
}
