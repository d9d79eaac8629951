//! `tierstat man`: the help as a page of the manual.

use crate::args::{Arguments, ManArguments};
use crate::exit::{Failure, Outcome};
use crate::help_zh;
use crate::output::Output;
use clap::{Command, CommandFactory};
use tierstat_model::Localized;

pub(crate) fn run(arguments: &ManArguments, output: &Output) -> Result<Outcome, Failure> {
    let mut command = help_zh::in_language(Arguments::command(), Some(output.language()));
    // What holds for every verb stands on the page of each.
    command.build();
    let page = match &arguments.verb {
        None => command,
        Some(verb) => of_verb(&command, verb)?,
    };
    let mut roff = Vec::new();
    // Nothing can fail that is written to memory.
    let _ = clap_mangen::Man::new(page).render(&mut roff);
    output.data(&String::from_utf8_lossy(&roff));
    Ok(Outcome::default())
}

fn of_verb(command: &Command, verb: &str) -> Result<Command, Failure> {
    command.find_subcommand(verb).cloned().ok_or_else(|| {
        let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        Failure::Usage {
            message: Localized::new(format!("没有“{verb}”这个命令"), format!("there is no verb `{verb}`")),
            hint: Localized::new(
                format!("可以写：{}", known.join("、")),
                format!("the verbs are {}", known.join(", ")),
            ),
        }
    })
}
