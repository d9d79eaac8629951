//! Texts: templates that a person edits, with functions for every number.

pub(crate) mod ask;
mod functions;
mod sentence;
mod token;

pub(crate) use token::{Part, parts, plain, printed};

use crate::binding::Bindings;
use crate::error::ReportError;
use crate::scope::Scope;
use minijinja::{Environment, Error, UndefinedBehavior};
use std::sync::Arc;

/// Renders a template; numbers become tokens that name their binding, tables and charts tokens that name them.
///
/// # Errors
/// [`ReportError::Template`] where the template is wrong, [`ReportError::MissingFigure`] where it prints a number that is not
/// there and does not say what then.
pub(crate) fn render(
    name: &str,
    template: &str,
    scope: &Arc<Scope>,
    bindings: &Bindings,
) -> Result<String, ReportError> {
    let before = bindings.all().len();
    let text = rendered(name, template, scope, bindings, None).map_err(|error| ReportError::Template {
        template: name.to_owned(),
        line: error.line().unwrap_or(1),
        message: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    })?;
    let missing = token::missing(&text, &bindings.all());
    let Some(first) = missing.first() else { return Ok(text) };
    // A token has no line. The same template tells it, once the call that gave the number is refused.
    let refused = rendered(name, template, scope, &Bindings::default(), first.checked_sub(before));
    Err(ReportError::MissingFigure {
        template: name.to_owned(),
        line: refused.err().and_then(|error| error.line()).unwrap_or(1),
        label: bindings.all().get(*first).map_or_else(String::new, |binding| binding.label.clone()),
        more: missing.len() - 1,
    })
}

/// The text of a template; the call that gives the binding at the refused place is an error.
fn rendered(
    name: &str,
    template: &str,
    scope: &Arc<Scope>,
    bindings: &Bindings,
    refused: Option<usize>,
) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    functions::register(&mut environment, scope, &bindings.refusing(refused));
    environment.render_named_str(name, template, ())
}
