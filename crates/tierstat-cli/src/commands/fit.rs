//! stub
use crate::args::FitArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
pub(crate) fn run(_: &FitArguments, _: &mut Output) -> Result<Outcome, Failure> {
    Ok(Outcome::default())
}
