//! Texts: templates that a person edits, with functions for every number.

pub(crate) mod ask;
mod bound_words;
mod claims;
mod functions;
mod low_reliability;
mod overtaking;
mod sentence;
mod shape;
mod token;

pub(crate) use token::{Part, parts, plain, plain_words};

use crate::binding::Bindings;
use crate::error::ReportError;
use crate::scope::Scope;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use std::sync::Arc;

/// The work that one template may make, in the engine's fuel: a step costs one, 64 bytes that it makes cost one, and so
/// does each function what it makes (`functions.rs`). A thousand numbers, as a text of fifty pages has them, take a fifth of it.
const MOST_WORK: u64 = 2_000_000;
/// The bytes that one template may write.
const MOST_BYTES: usize = 4 << 20;

/// How deep loops, conditions and macros may stand in each other as the template runs, where a macro counts as several.
const DEEPEST_CALLS: usize = 60;

/// Renders a template; numbers become tokens that name their binding, tables and charts tokens that name them.
///
/// # Errors
/// [`ReportError::Template`] where the template is wrong, [`ReportError::TemplateTooLarge`] where it makes too much,
/// [`ReportError::TemplateTooDeep`] where it nests too much, [`ReportError::ReservedCharacter`] where it holds a character of
/// tokens, [`ReportError::MissingFigure`] where it prints a number that is not there and does not say what then.
pub(crate) fn render(
    name: &str,
    template: &str,
    scope: &Arc<Scope>,
    bindings: &Bindings,
) -> Result<String, ReportError> {
    if let Some((line, excess)) = shape::excess(template) {
        return Err(ReportError::TemplateTooDeep { template: name.to_owned(), line, excess });
    }
    if let Some(at) = template.find(token::is_reserved) {
        let (line, character) = (template[..at].matches('\n').count() + 1, template[at..].chars().next());
        return Err(reserved(name, line, character));
    }
    let before = bindings.count();
    let text = rendered(name, template, scope, bindings, None).map_err(|error| {
        let (template, line) = (name.to_owned(), error.line().unwrap_or(1));
        if error.kind() == ErrorKind::OutOfFuel {
            return ReportError::TemplateTooLarge { template, line };
        }
        let message = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        ReportError::Template { template, line, message }
    })?;
    if text.len() > MOST_BYTES {
        return Err(ReportError::TemplateTooLarge { template: name.to_owned(), line: 1 });
    }
    if let Some(character) = token::stray(&text) {
        return Err(reserved(name, 1, Some(character)));
    }
    let missing = bindings.with(|known| token::missing(&text, known));
    let Some(first) = missing.first() else { return Ok(text) };
    // A token has no line. The same template tells it, once the call that gave the number is refused.
    let refused = rendered(name, template, scope, &Bindings::default(), first.checked_sub(before));
    Err(ReportError::MissingFigure {
        template: name.to_owned(),
        line: refused.err().and_then(|error| error.line()).unwrap_or(1),
        label: bindings.with(|known| {
            known.get(*first).map_or_else(String::new, |binding| binding.asked_for(scope.language))
        }),
        more: missing.len() - 1,
    })
}

fn reserved(name: &str, line: usize, character: Option<char>) -> ReportError {
    let character = character.unwrap_or_default();
    ReportError::ReservedCharacter { template: name.to_owned(), line, character }
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
    environment.set_fuel(Some(MOST_WORK));
    environment.set_recursion_limit(DEEPEST_CALLS);
    // By way of it a loop could put lists into lists without end, and taking those apart would end the process.
    environment.remove_global("namespace");
    environment.render_named_str(name, template, ())
}
