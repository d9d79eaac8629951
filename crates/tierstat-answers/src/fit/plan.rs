//! What is to be fitted, as it was asked for; whatever does not go together is refused before a file is read.

use crate::error::AnswerError;
use tierstat_model::Localized;
use tierstat_numerics::regression::expression::Expression;
use tierstat_numerics::regression::robust::RobustMethod;
use tierstat_numerics::saturation::Curve;

/// A model of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitModel {
    /// A curve towards a ceiling.
    Saturation(Curve),
    /// A straight line.
    Linear,
    /// A line through the logarithms.
    LogLinear,
    /// A polynomial.
    Polynomial {
        /// Its degree.
        degree: usize,
    },
    /// `b0 t^b1`.
    Power,
    /// `b0 exp(b1 t)`.
    Exponential,
    /// Counts whose mean is `exp(b0 + b1 t)`.
    Poisson,
}

/// What a person asks to be fitted.
#[derive(Debug, Clone, Copy, Default)]
pub struct FitRequest<'a> {
    /// The model, unless there is a formula.
    pub model: Option<FitModel>,
    /// A formula in x (or t); every other name is a parameter.
    pub formula: Option<&'a str>,
    /// Where parameters start, each as NAME=NUMBER.
    pub start: &'a [String],
    /// How points that lie far out are weighed down.
    pub robust: Option<RobustMethod>,
    /// The ceiling, where it is known.
    pub ceiling: Option<f64>,
    /// The time that counts as zero; `None` is one before the first, of a formula zero itself.
    pub origin: Option<f64>,
}

/// What is to be fitted, where all that was asked for goes together.
#[derive(Debug, Clone)]
pub struct FitPlan {
    pub(super) form: Form,
    /// The time that counts as zero; `None` is one before the first.
    pub(super) origin: Option<f64>,
}

/// The form of what is to be fitted.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// A curve towards a ceiling.
    Saturation { curve: Curve, ceiling: Option<f64>, start: Option<Vec<f64>> },
    /// A polynomial, through the logarithms where `is_of_logarithms`.
    Polynomial { degree: usize, is_of_logarithms: bool, robust: Option<RobustMethod>, code: &'static str },
    /// A formula of the caller's.
    Formula { expression: Expression, start: Vec<f64> },
    /// `b0 t^b1` or `b0 exp(b1 t)`, whose start is found from the logarithms.
    Curved { expression: Expression, is_power: bool, code: &'static str },
    /// Counts whose mean grows by a rate.
    Poisson,
}

impl FitPlan {
    /// The plan of a request.
    ///
    /// # Errors
    /// [`AnswerError::Question`] where parts of it do not go together, a formula cannot be read, or a start is missing.
    pub fn of(request: &FitRequest<'_>) -> Result<Self, AnswerError> {
        let starts = starts(request.start)?;
        let form = match (request.formula, request.model) {
            (Some(formula), _) => {
                let expression = parsed(formula)?;
                let names: Vec<&str> = expression.parameter_names().iter().map(String::as_str).collect();
                if names.is_empty() {
                    return Err(refused(
                        Localized::new(
                            "公式中没有要估计的参数",
                            "the formula holds no parameter to be found",
                        ),
                        EXAMPLE,
                    ));
                }
                let start = in_order(&names, &starts)?;
                Form::Formula { expression, start }
            }
            (None, Some(model)) => Form::of_model(model, request, &starts)?,
            (None, None) => {
                return Err(refused(
                    Localized::new("没有指定模型", "no model is named"),
                    Hint(
                        "写 --model logistic 之类，或用 --formula 给出公式",
                        "name one, as --model logistic, or give a formula with --formula",
                    ),
                ));
            }
        };
        // A formula says itself where its variable is zero.
        let origin = request.origin.or_else(|| matches!(form, Form::Formula { .. }).then_some(0.0));
        Ok(Self { form: form.checked(request, &starts)?, origin })
    }

    /// Refuses a column of weights that the model cannot use: without it the answer would be another one.
    pub(super) fn check_weights(&self) -> Result<(), AnswerError> {
        if matches!(self.form, Form::Polynomial { robust: None, .. }) {
            return Ok(());
        }
        Err(refused(
            Localized::new(
                "文件有权重列，而权重只用于不带 --robust 的 linear、log-linear 和 polynomial",
                "the file has a column of weights, which go with linear, log-linear and polynomial without --robust only",
            ),
            Hint("换一个模型，或去掉权重列", "choose another model, or leave the column out"),
        ))
    }
}

impl Form {
    fn of_model(
        model: FitModel,
        request: &FitRequest<'_>,
        starts: &[(String, f64)],
    ) -> Result<Self, AnswerError> {
        let polynomial = |degree, is_of_logarithms, code| Self::Polynomial {
            degree,
            is_of_logarithms,
            robust: request.robust,
            code,
        };
        Ok(match model {
            FitModel::Linear => polynomial(1, false, "linear"),
            FitModel::LogLinear => polynomial(1, true, "log-linear"),
            FitModel::Polynomial { degree } => polynomial(degree, false, "polynomial"),
            FitModel::Power => Self::Curved { expression: parsed("b0*t^b1")?, is_power: true, code: "power" },
            FitModel::Exponential => {
                Self::Curved { expression: parsed("b0*exp(b1*t)")?, is_power: false, code: "exponential" }
            }
            FitModel::Poisson => Self::Poisson,
            FitModel::Saturation(curve) => {
                let mut names = curve.parameter_names().to_vec();
                names.extend(request.ceiling.is_none().then(|| curve.ceiling_name()));
                let start = if starts.is_empty() { None } else { Some(in_order(&names, starts)?) };
                Self::Saturation { curve, ceiling: request.ceiling, start }
            }
        })
    }

    /// The same, where every option that was given has something to do.
    fn checked(self, request: &FitRequest<'_>, starts: &[(String, f64)]) -> Result<Self, AnswerError> {
        let is_polynomial = matches!(self, Self::Polynomial { .. });
        let is_saturation = matches!(self, Self::Saturation { .. });
        if request.robust.is_some() && !is_polynomial {
            return Err(refused(
                Localized::new(
                    "--robust 只用于 linear、log-linear 和 polynomial",
                    "--robust goes with linear, log-linear and polynomial only",
                ),
                EXAMPLE,
            ));
        }
        if request.ceiling.is_some() && !is_saturation {
            return Err(refused(
                Localized::new(
                    "--ceiling 只用于有上限的曲线",
                    "--ceiling goes with curves towards a ceiling only",
                ),
                EXAMPLE,
            ));
        }
        if !starts.is_empty() && !is_saturation && !matches!(self, Self::Formula { .. }) {
            return Err(refused(
                Localized::new("这个模型不需要初值", "this model needs no start"),
                Hint("去掉 --start", "leave --start out"),
            ));
        }
        Ok(self)
    }
}

/// What to do, in Chinese and in English.
#[derive(Clone, Copy)]
struct Hint(&'static str, &'static str);

const EXAMPLE: Hint = Hint(
    "例如 tierstat fit --formula \"b1*(1-exp(-b2*x))\" --start b1=500,b2=0.0001 数据.csv",
    "as in tierstat fit --formula \"b1*(1-exp(-b2*x))\" --start b1=500,b2=0.0001 data.csv",
);

fn refused(message: Localized, hint: Hint) -> AnswerError {
    AnswerError::question(message, Localized::new(hint.0, hint.1))
}

fn parsed(formula: &str) -> Result<Expression, AnswerError> {
    Expression::parse(formula).map_err(|error| refused(error.localized(), EXAMPLE))
}

/// Starts as they were typed: name=number.
fn starts(typed: &[String]) -> Result<Vec<(String, f64)>, AnswerError> {
    let mut starts: Vec<(String, f64)> = Vec::new();
    for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let read = text.split_once('=').and_then(|(name, number)| {
            let number = number.trim().parse::<f64>().ok().filter(|number| number.is_finite())?;
            Some((name.trim().to_owned(), number))
        });
        let Some((name, number)) = read else {
            return Err(refused(
                Localized::new(format!("“{text}”不是“名称=数”"), format!("`{text}` is no name=number")),
                EXAMPLE,
            ));
        };
        if starts.iter().any(|(known, _)| *known == name) {
            return Err(refused(
                Localized::new(format!("{name} 有两个初值"), format!("{name} has two starts")),
                EXAMPLE,
            ));
        }
        starts.push((name, number));
    }
    Ok(starts)
}

/// One start for each name, in its order.
fn in_order(names: &[&str], starts: &[(String, f64)]) -> Result<Vec<f64>, AnswerError> {
    let missing: Vec<&str> =
        names.iter().filter(|name| !starts.iter().any(|(given, _)| given == *name)).copied().collect();
    if !missing.is_empty() {
        return Err(refused(
            Localized::new(
                format!("每个参数都需要初值；{} 没有", missing.join("、")),
                format!("each parameter needs a start; {} has none", missing.join(", ")),
            ),
            EXAMPLE,
        ));
    }
    if let Some((unknown, _)) = starts.iter().find(|(given, _)| !names.contains(&given.as_str())) {
        return Err(refused(
            Localized::new(
                format!("没有名为 {unknown} 的参数；有 {}", names.join("、")),
                format!("{unknown} is no parameter; there are {}", names.join(", ")),
            ),
            EXAMPLE,
        ));
    }
    let of = |name: &&str| starts.iter().find(|(given, _)| given == name).map(|(_, number)| *number);
    Ok(names.iter().filter_map(of).collect())
}
