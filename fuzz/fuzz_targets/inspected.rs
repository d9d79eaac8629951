//! What must hold of every file that can be read.

#[path = "starter.rs"]
mod starter;

use std::sync::LazyLock;
use tierstat_ingest::{FileContext, Limits, inspect};
use tierstat_model::{CodeLists, Language};

/// Reads bytes as a file of a name; a panic that the importer lets out is a crash.
///
/// The library under it may panic on damaged records, which the importer catches; the fuzzer's own hook would stop there.
pub fn check(name: &str, content: &[u8]) {
    static SILENT: std::sync::Once = std::sync::Once::new();
    SILENT.call_once(|| {
        std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    });
    if std::panic::catch_unwind(|| read(name, content)).is_err() {
        std::process::abort();
    }
}

/// Reads a file, and checks that the balance of each sheet adds up.
fn read(name: &str, content: &[u8]) {
    static LISTS: LazyLock<CodeLists> = LazyLock::new(starter::lists);
    let path = starter::put(name, content);
    let limits = Limits { cells: 20_000, spanned_cells: 1_000_000, ..Limits::default() };
    let context = FileContext::new(&path, name, &LISTS, &limits);
    if let Ok(seen) = inspect(&context) {
        let document = seen.to_json_value(Language::English);
        for sheet in document["sheets"].as_array().into_iter().flatten() {
            let balance = &sheet["balance"];
            let kinds = ["figures", "row_labels", "headers", "titles", "units", "notes", "unread"];
            let sum: u64 = kinds.iter().filter_map(|kind| balance[*kind].as_u64()).sum();
            assert_eq!(balance["cells"].as_u64(), Some(sum), "{balance}");
        }
        let _ = seen.mapping_draft(Language::Chinese);
    }
}
