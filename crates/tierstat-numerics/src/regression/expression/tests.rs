//! Formulas against numbers by hand, their gradients against differences, and any text at all.

use super::*;
use crate::linear_algebra::DoubleDouble;
use crate::optimise::Model;
use proptest::prelude::*;

fn value(text: &str, x: f64, parameters: &[f64]) -> f64 {
    Expression::parse(text).unwrap().value_at(x, parameters)
}

fn refused(text: &str) -> (usize, ExpressionProblem) {
    let error = Expression::parse(text).unwrap_err();
    assert!(!error.localized().zh.is_empty() && error.to_string().contains(&error.place.to_string()));
    (error.place, error.problem)
}

#[test]
fn operators_bind_as_they_do_on_paper() {
    for (text, known) in [
        ("1+2*3", 7.0),
        ("-2^2", -4.0),
        ("(-2)^2", 4.0),
        ("2^3^2", 512.0),
        ("2**-1", 0.5),
        ("8/2/2", 2.0),
        ("1-2-3", -4.0),
        ("--2", 2.0),
        ("-x**2", -9.0),
        ("[1+2]*(3)", 9.0),
        ("1.5E1+.5", 15.5),
        ("pow(2,10)", 1024.0),
        ("log[exp(1)]", 1.0),
        ("4*arctan(1)-pi", 0.0),
        ("sqrt(16)*cos(0)+sin(0)", 4.0),
        ("（1＋1）", f64::NAN),
        ("2×3÷4", 1.5),
    ] {
        if known.is_nan() {
            assert_eq!(refused(text).1, ExpressionProblem::UnknownSign('＋'));
            continue;
        }
        assert!((value(text, 3.0, &[]) - known).abs() < 1e-15, "{text}");
    }
    let formula = Expression::parse("b2*x + b1 + b2*t").unwrap();
    assert_eq!(formula.parameter_names(), ["b2", "b1"]);
    assert!((formula.value_at(2.0, &[3.0, 1.0]) - 13.0).abs() < 1e-15);
}

#[test]
fn constants_keep_thirty_digits() {
    let third = Expression::parse("0.1*x/0.3").unwrap().value_at(DoubleDouble::from(1.0), &[]);
    assert!((third * DoubleDouble::from(3.0) - DoubleDouble::from(1.0)).value().abs() < 1e-31);
}

#[test]
fn a_formula_that_cannot_be_read_is_told_with_its_place() {
    use ExpressionProblem as Problem;
    assert_eq!(refused(""), (1, Problem::OperandMissing));
    assert_eq!(refused("b1*"), (4, Problem::OperandMissing));
    assert_eq!(refused("2x"), (2, Problem::OperatorMissing));
    assert_eq!(refused("b1 b2"), (4, Problem::OperatorMissing));
    assert_eq!(refused("b1*(1-x"), (8, Problem::BracketNotClosed));
    assert_eq!(refused("(1]"), (3, Problem::BracketNotClosed));
    assert_eq!(refused("x)"), (2, Problem::BracketNotOpened));
    assert_eq!(refused(")"), (1, Problem::BracketNotOpened));
    assert_eq!(refused("tan(x)"), (1, Problem::UnknownFunction("tan".to_owned())));
    assert_eq!(refused("exp*x"), (1, Problem::FunctionWithoutArgument("exp".to_owned())));
    assert_eq!(
        refused("x+pow(x)"),
        (3, Problem::ArgumentCount { function: "pow".to_owned(), needed: 2, found: 1 })
    );
    assert_eq!(
        refused("exp()"),
        (1, Problem::ArgumentCount { function: "exp".to_owned(), needed: 1, found: 0 })
    );
    assert_eq!(refused("x+1.2.3"), (6, Problem::OperatorMissing));
    assert_eq!(refused("1e999*x"), (1, Problem::Number("1e999".to_owned())));
    assert_eq!(refused("x+1/0"), (4, Problem::NoValue));
    assert_eq!(refused("x = 1"), (3, Problem::UnknownSign('=')));
    assert_eq!(refused(&"(".repeat(500)).1, Problem::TooDeep);
    assert_eq!(refused(&"x^".repeat(500)).1, Problem::TooDeep);
    assert_eq!(refused(&"x+".repeat(5_000)).1, Problem::TooLong);
    let many: Vec<String> = (0..=MOST_PARAMETERS).map(|place| format!("b{place}")).collect();
    assert_eq!(refused(&many.join("+")).1, Problem::TooManyParameters);
    assert!(Expression::parse(&format!("{}x", "-".repeat(1_500))).is_ok());
}

#[test]
fn a_power_of_zero_moves_with_nothing_it_does_not_stand_on() {
    let formula = Expression::parse("a*x^b").unwrap();
    let mut gradient = [f64::NAN; 2];
    assert!(formula.value(0.0, &[2.0, 0.5], &mut gradient).abs() <= 0.0);
    assert!(gradient.iter().all(|slope| slope.abs() <= 0.0), "{gradient:?}");
    assert!(value("x^0.5", -1.0, &[]).is_nan() && value("1/x", 0.0, &[]).is_infinite());
}

/// Formulas as trees, written out.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("x".to_owned()),
        Just("a".to_owned()),
        Just("b".to_owned()),
        (1..9_u8).prop_map(|digit| format!("{digit}.5"))
    ];
    leaf.prop_recursive(4, 20, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("({one}+{two})")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("({one}-{two})")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("{one}*[{two}]")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("{one}/(2+({two})**2)")),
            inner.clone().prop_map(|one| format!("exp(-({one})^2)")),
            inner.clone().prop_map(|one| format!("arctan({one})")),
            inner.clone().prop_map(|one| format!("sin({one})*cos({one})")),
            inner.clone().prop_map(|one| format!("log(1+sqrt(1+({one})^2))")),
            inner.prop_map(|one| format!("(1+({one})^2)^-1.5")),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = Expression::parse(&text);
    }

    #[test]
    fn no_row_of_signs_panics(text in "[-+*/^()\\[\\],.0-9eExatpi ]{0,40}", x in proptest::num::f64::ANY) {
        if let Ok(formula) = Expression::parse(&text) {
            let parameters = vec![DoubleDouble::from(x); formula.parameter_names().len()];
            let _ = formula.value_at(DoubleDouble::from(x), &parameters);
        }
    }

    #[test]
    fn slopes_are_those_of_small_steps(text in formulas(), x in -1.0..1.0f64, a in -1.0..1.0f64, b in -1.0..1.0f64) {
        let formula = Expression::parse(&text).unwrap();
        let of = |name: &String| DoubleDouble::from(if name == "a" { a } else { b });
        let parameters: Vec<DoubleDouble> = formula.parameter_names().iter().map(of).collect();
        let mut gradient = vec![DoubleDouble::default(); parameters.len()];
        let x = DoubleDouble::from(x);
        let value = formula.value(x, &parameters, &mut gradient);
        prop_assume!(value.value().abs() < 1e6);
        for (place, slope) in gradient.iter().enumerate() {
            let step = DoubleDouble::from(1e-9);
            let moved = |by: DoubleDouble| {
                let mut moved = parameters.clone();
                moved[place] = moved[place] + by;
                formula.value_at(x, &moved)
            };
            let difference = (moved(step) - moved(-step)) / (step + step);
            let size = slope.value().abs().max(1.0) * value.value().abs().max(1.0);
            prop_assert!((difference - *slope).value().abs() < 1e-8 * size, "{text}: {slope:?} {difference:?}");
        }
        // The same in double precision.
        let plain: Vec<f64> = parameters.iter().map(|value| value.value()).collect();
        let near = formula.value_at(x.value(), &plain);
        prop_assert!((near - value.value()).abs() <= 1e-9 * value.value().abs().max(1.0));
    }
}
