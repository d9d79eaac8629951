//! Texts: templates that a person edits, with functions for every number.

pub(crate) mod ask;
mod functions;
mod sentence;
mod token;

pub(crate) use token::{Part, parts, plain, printed};

use crate::binding::Bindings;
use crate::error::ReportError;
use crate::scope::Scope;
use minijinja::{Environment, UndefinedBehavior};
use std::sync::Arc;

/// Renders a template; numbers become tokens that name their binding, tables and charts tokens that name them.
pub(crate) fn render(
    name: &str,
    template: &str,
    scope: &Arc<Scope>,
    bindings: &Bindings,
) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    functions::register(&mut environment, scope, bindings);
    environment.render_named_str(name, template, ()).map_err(|error| ReportError::Template {
        template: name.to_owned(),
        line: error.line().unwrap_or(1),
        message: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    })
}
