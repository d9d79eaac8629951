//! Texts: templates that a person edits, with functions for every number.

pub(crate) mod ask;
mod functions;
mod sentence;
mod token;

pub(crate) use token::{Part, parts, plain, printed};

use crate::binding::Bindings;
use crate::error::ReportError;
use crate::scope::Scope;
use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use std::sync::Arc;

/// The work that one template may make, in the engine's fuel: a step costs one, 64 bytes that it makes cost one, and so
/// does each function what it makes (`functions.rs`). A thousand numbers, as a text of fifty pages has them, take a fifth of it.
const MOST_WORK: u64 = 2_000_000;
/// The bytes that one template may write.
const MOST_BYTES: usize = 4 << 20;

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
    environment.set_fuel(Some(MOST_WORK));
    let rendered = environment.render_named_str(name, template, ()).map_err(|error| {
        let (template, line) = (name.to_owned(), error.line().unwrap_or(1));
        if error.kind() == ErrorKind::OutOfFuel {
            return ReportError::TemplateTooLarge { template, line };
        }
        let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        ReportError::Template { template, line, message }
    })?;
    if rendered.len() > MOST_BYTES {
        return Err(ReportError::TemplateTooLarge { template: name.to_owned(), line: 1 });
    }
    Ok(rendered)
}
