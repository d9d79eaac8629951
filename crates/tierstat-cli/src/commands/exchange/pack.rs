//! Figures, signed and written.

use crate::args::ExchangeArguments;
use crate::commands::figures;
use crate::exchange_key::own_key;
use crate::exit::{Failure, Outcome};
use crate::output::Output;
use crate::output_files::OutputFiles;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::Path;
use tierstat_model::Localized;
use tierstat_store::pack;

/// Signs the selected figures and writes them.
pub(super) fn pack_figures(
    arguments: &ExchangeArguments,
    file: &Path,
    project: &Project,
    output: &Output,
) -> Result<Outcome, Failure> {
    let question = figures::question(&project.lists, &arguments.selection, arguments.part.text(None), None)?;
    let ledger = project.ledger_to_read()?;
    let mut figures = Vec::new();
    for query in question.queries() {
        figures.extend(ledger.figures(query)?);
    }
    // An indicator and one that stands for a part of it may both be asked for.
    let mut packed = BTreeSet::new();
    figures.retain(|figure| packed.insert(figure.id.clone()));
    if figures.is_empty() {
        return Err(Failure::Usage {
            message: Localized::new("没有这样的数据", "there is no such figure"),
            hint: Localized::new("用 tierstat figures 查看有哪些", "tierstat figures lists what there is"),
        });
    }
    let key = own_key(project)?;
    OutputFiles::write(file, &pack(&figures, &project.settings.title.zh, &key))?;
    let (count, shown, public) = (figures.len(), file.display(), key.public());
    output.say(&Localized::new(
        format!("{count} 条数据已签名写入 {shown}；公钥 {public}"),
        format!("{count} figures signed and written to {shown}; public key {public}"),
    ));
    Ok(Outcome::default())
}
