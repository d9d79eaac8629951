//! `tierstat coverage --sample`: the intervals that a sample has, and a complete count does not.

use crate::args::CoverageArguments;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use tierstat_answers::Voice;
use tierstat_answers::coverage::{SampleCoverage, of_samples, sample_remark};
use tierstat_model::{CodeLists, Localized};

pub(super) fn run(arguments: &CoverageArguments, output: &Output) -> Result<Outcome, Failure> {
    let explain = arguments.presentation.explain;
    if arguments.presentation.plot.is_some() {
        return Err(Failure::Usage {
            message: Localized::new("样本没有可画的线", "a sample has no line to draw"),
            hint: Localized::new("去掉 --plot", "leave --plot out"),
        });
    }
    let found = of_samples(&arguments.sample, arguments.level)?;
    let rows: Vec<_> = found.iter().flat_map(SampleCoverage::rows).collect();
    // A sample is of no list.
    let lists = CodeLists::default();
    output.rows(&rows, &lists, explain);
    output.say(&sample_remark());
    if explain {
        let voice = Voice { lists: &lists, language: output.language() };
        let told: Vec<_> = found.iter().map(|sample| sample.explanation(&voice)).collect();
        output.explanations(&told);
    }
    Ok(Outcome::default())
}
