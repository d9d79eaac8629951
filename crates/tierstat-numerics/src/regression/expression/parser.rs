//! From tokens to steps: precedence by descent, constants folded as they are met.

use super::error::{ExpressionError, ExpressionProblem as Problem};
use super::evaluation::{Function, Step, evaluate};
use super::formula::Expression;
use super::lexer::{Token, tokens};
use super::limits::{DEEPEST, LONGEST, MOST_PARAMETERS};
use crate::linear_algebra::{DoubleDouble, Real};

impl Expression {
    /// Reads a formula.
    ///
    /// # Errors
    /// [`ExpressionError`], with the place in the text: an unknown sign or function, a missing operand or bracket, a number
    /// outside of 1e-250 to 1e250, or a formula beyond [`LONGEST`], [`DEEPEST`] or [`MOST_PARAMETERS`].
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let length = text.chars().count();
        if length > LONGEST {
            return Err(ExpressionError { place: LONGEST + 1, problem: Problem::TooLong });
        }
        let tokens = tokens(text)?;
        let mut parser =
            Parser { tokens, at: 0, end: length + 1, depth: 0, steps: Vec::new(), parameters: Vec::new() };
        parser.sum()?;
        match parser.tokens.get(parser.at) {
            None => {}
            Some((place, Token::Close(_))) => {
                return Err(ExpressionError { place: *place, problem: Problem::BracketNotOpened });
            }
            Some((place, _)) => {
                return Err(ExpressionError { place: *place, problem: Problem::OperatorMissing });
            }
        }
        let height = height(&parser.steps);
        Ok(Self { steps: parser.steps, height, parameters: parser.parameters })
    }
}

/// The most values on the stack.
fn height(steps: &[Step]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for step in steps {
        now = now.saturating_sub(step.operands()) + 1;
        most = most.max(now);
    }
    most
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    /// The place one beyond the last character.
    end: usize,
    depth: usize,
    steps: Vec<Step>,
    parameters: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(place, _)| *place)
    }

    fn refused<T>(&self, problem: Problem) -> Result<T, ExpressionError> {
        Err(ExpressionError { place: self.place(), problem })
    }

    fn sum(&mut self) -> Result<(), ExpressionError> {
        self.product()?;
        loop {
            let step = match self.peek() {
                Some(Token::Plus) => Step::Add,
                Some(Token::Minus) => Step::Subtract,
                _ => return Ok(()),
            };
            let place = self.place();
            self.at += 1;
            self.product()?;
            self.push(step, place)?;
        }
    }

    fn product(&mut self) -> Result<(), ExpressionError> {
        self.signed()?;
        loop {
            let step = match self.peek() {
                Some(Token::Times) => Step::Multiply,
                Some(Token::Divide) => Step::Divide,
                _ => return Ok(()),
            };
            let place = self.place();
            self.at += 1;
            self.signed()?;
            self.push(step, place)?;
        }
    }

    /// A power with signs before it: −x² is −(x²).
    fn signed(&mut self) -> Result<(), ExpressionError> {
        // Signs are counted and not nested, so that a row of them has no depth.
        let (mut minus, mut place) = (false, self.place());
        loop {
            match self.peek() {
                Some(Token::Plus) => {}
                Some(Token::Minus) => minus = !minus,
                _ => break,
            }
            place = self.place();
            self.at += 1;
        }
        self.power()?;
        if minus { self.push(Step::Negate, place) } else { Ok(()) }
    }

    /// A power binds from the right: a^b^c is a^(b^c).
    fn power(&mut self) -> Result<(), ExpressionError> {
        self.operand()?;
        if self.peek() != Some(&Token::Power) {
            return Ok(());
        }
        let place = self.place();
        self.at += 1;
        self.deeper(Self::signed)?;
        self.push(Step::Power, place)
    }

    fn operand(&mut self) -> Result<(), ExpressionError> {
        let place = self.place();
        match self.peek().cloned() {
            Some(Token::Number(number)) => {
                self.at += 1;
                self.push(Step::Number(number), place)
            }
            Some(Token::Open(closing)) => {
                self.at += 1;
                self.deeper(Self::sum)?;
                self.closed(closing)
            }
            Some(Token::Name(name)) => {
                self.at += 1;
                self.named(&name, place)
            }
            Some(Token::Close(_)) if self.depth == 0 => self.refused(Problem::BracketNotOpened),
            _ => self.refused(Problem::OperandMissing),
        }
    }

    fn closed(&mut self, closing: char) -> Result<(), ExpressionError> {
        match self.peek() {
            Some(Token::Close(found)) if *found == closing => {
                self.at += 1;
                Ok(())
            }
            None | Some(Token::Close(_) | Token::Comma) => self.refused(Problem::BracketNotClosed),
            Some(_) => self.refused(Problem::OperatorMissing),
        }
    }

    fn named(&mut self, name: &str, place: usize) -> Result<(), ExpressionError> {
        let function = Function::of(name);
        if let Some(Token::Open(closing)) = self.peek().cloned() {
            let Some(function) = function else {
                return Err(ExpressionError { place, problem: Problem::UnknownFunction(name.to_owned()) });
            };
            self.at += 1;
            return self.called(name, function, closing, place);
        }
        if function.is_some() {
            return Err(ExpressionError {
                place,
                problem: Problem::FunctionWithoutArgument(name.to_owned()),
            });
        }
        match name {
            "x" | "t" => self.push(Step::Variable, place),
            "pi" => self.push(Step::Number(DoubleDouble::pi()), place),
            _ => {
                let known = self.parameters.iter().position(|known| known == name);
                let index = known.unwrap_or(self.parameters.len());
                if known.is_none() {
                    if index == MOST_PARAMETERS {
                        return Err(ExpressionError { place, problem: Problem::TooManyParameters });
                    }
                    self.parameters.push(name.to_owned());
                }
                self.push(Step::Parameter(index), place)
            }
        }
    }

    fn called(
        &mut self,
        name: &str,
        function: Function,
        closing: char,
        place: usize,
    ) -> Result<(), ExpressionError> {
        let mut found = 0;
        if !matches!(self.peek(), Some(Token::Close(_))) {
            loop {
                self.deeper(Self::sum)?;
                found += 1;
                if self.peek() != Some(&Token::Comma) {
                    break;
                }
                self.at += 1;
            }
        }
        self.closed(closing)?;
        let step = if function == Function::Power { Step::Power } else { Step::Call(function) };
        let needed = step.operands();
        if found != needed {
            let problem = Problem::ArgumentCount { function: name.to_owned(), needed, found };
            return Err(ExpressionError { place, problem });
        }
        self.push(step, place)
    }

    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), ExpressionError>,
    ) -> Result<(), ExpressionError> {
        if self.depth == DEEPEST {
            return self.refused(Problem::TooDeep);
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Adds a step; one whose operands are all numbers becomes a number, and a power by a whole number one of its own.
    fn push(&mut self, step: Step, place: usize) -> Result<(), ExpressionError> {
        let step = self.whole_power(step);
        let operands = self.steps.len().saturating_sub(step.operands());
        let before = self.steps.get(operands..).unwrap_or_default();
        let is_constant = step.operands() > 0 && before.iter().all(|step| matches!(step, Step::Number(_)));
        self.steps.push(step);
        if is_constant {
            let folded = self.steps.split_off(operands);
            let value = evaluate(&folded, folded.len(), DoubleDouble::default(), &[], &mut []);
            if !value.is_finite() {
                return Err(ExpressionError { place, problem: Problem::NoValue });
            }
            self.steps.push(Step::Number(value));
        }
        Ok(())
    }

    /// The step, or a power by a whole number in place of it and of the number: it is exact, and stands on bases below zero as well.
    fn whole_power(&mut self, step: Step) -> Step {
        /// The largest exponent that is multiplied out.
        const LARGEST: f64 = 1_000.0;
        let (Step::Power, Some(Step::Number(exponent))) = (step, self.steps.last()) else { return step };
        let (high, low) = exponent.parts();
        if high.fract().abs() > 0.0 || low.abs() > 0.0 || high.abs() > LARGEST {
            return step;
        }
        self.steps.pop();
        Step::PowerOf(high as i32)
    }
}
