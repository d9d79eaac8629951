//! Figures that stand in the ledger and are not told, since their parts contradict each other.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tierstat_model::{Figure, FigureId, Finding, Localized, QuantityFault, Severity};

/// A figure that an earlier version took in and that cannot be: it is named, and the others are told without it.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The number of the import that brought it.
    pub import: i64,
    /// The file of that import, by its path inside the project.
    pub file: String,
    /// Its id.
    pub figure: FigureId,
    /// What keeps its parts from being one number.
    pub fault: QuantityFault,
}

/// The figures that reading has set aside: met while questions are answered, and said by whoever speaks to people.
///
/// Clones are one log.
#[derive(Debug, Clone, Default)]
pub struct SetAsideLog(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    figures: BTreeMap<(i64, FigureId), (SetAside, IsTaken)>,
}

/// Whether somebody has taken a note to say it.
type IsTaken = bool;

impl SetAsideLog {
    /// Notes a figure, once however often it is met.
    pub(crate) fn note(&self, import: i64, file: &str, figure: &Figure, fault: QuantityFault) {
        let set_aside = SetAside { import, file: file.to_owned(), figure: figure.id.clone(), fault };
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.figures.entry((import, figure.id.clone())).or_insert((set_aside, false));
    }

    /// Whether nothing was met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).figures.is_empty()
    }

    /// What was met and not yet taken, by import and id.
    #[must_use]
    pub fn take(&self) -> Vec<SetAside> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let untaken = noted.figures.values_mut().filter(|(_, is_taken)| !*is_taken);
        untaken
            .map(|(set_aside, is_taken)| {
                *is_taken = true;
                set_aside.clone()
            })
            .collect()
    }
}

impl SetAside {
    /// One finding for each import that holds such figures, with what to do.
    #[must_use]
    pub fn findings(set_aside: &[Self]) -> Vec<Finding> {
        let mut imports: BTreeMap<(i64, &str), Vec<&Self>> = BTreeMap::new();
        for one in set_aside {
            imports.entry((one.import, &one.file)).or_default().push(one);
        }
        imports.into_iter().map(|((import, file), figures)| finding(import, file, &figures)).collect()
    }
}

fn finding(import: i64, file: &str, figures: &[&SetAside]) -> Finding {
    let count = figures.len();
    let (id, fault) =
        figures.first().map(|first| (first.figure.to_string(), first.fault.localized())).unwrap_or_default();
    let figures_en = if count == 1 { "1 figure is".to_owned() } else { format!("{count} figures are") };
    Finding {
        severity: Severity::Error,
        rule: "ledger.set-aside".to_owned(),
        cells: Vec::new(),
        message: Localized::new(
            format!("第 {import} 次读入（{file}）有 {count} 条数据自相矛盾，不予采用：{id}，{}", fault.zh),
            format!(
                "import {import} ({file}): {figures_en} set aside, as no such number can be: {id}, {}",
                fault.en
            ),
        ),
        hint: Localized::new(
            format!("其余数据照常采用。若是数据包，重新读入即可取代：tierstat exchange open {file}"),
            format!(
                "All other figures are told. If it is a package, open it again, which takes its place: tierstat exchange open {file}"
            ),
        ),
    }
}
