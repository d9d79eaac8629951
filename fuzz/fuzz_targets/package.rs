//! Any bytes as a package of figures, and as the signed figures of one: no panic, and what the checks let in, the ledger takes
//! and proves whole.
#![no_main]

use ed25519_dalek::{Signer as _, SigningKey};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use tierstat_ingest::id_of;
use tierstat_model::{CodeLists, FigureId, Quantity};
use tierstat_store::{ImportBatch, Ledger, Package, open_package};

#[path = "starter.rs"]
mod starter;

// The command line is a program and no library: the file that checks a package is compiled here once more, beside the three
// names that it takes from its neighbours.
#[path = "../../crates/tierstat-cli/src/package_figures.rs"]
mod package_figures;

mod output {
    pub(crate) fn cut(text: &str, longest: usize) -> String {
        text.chars().take(longest).collect()
    }

    pub(crate) fn counted(count: usize, one: &str, several: &str) -> String {
        format!("{count} {}", if count == 1 { one } else { several })
    }
}

mod trusted_key {
    /// Who signed a package.
    pub(crate) struct Signer {
        pub(crate) name: String,
        pub(crate) publisher: Option<String>,
        pub(crate) rank: u32,
    }
}

/// The id by which a forger asks for the right one.
const RIGHT_ID: &str = "?";

/// The SHA-256 of `{}`, which stands for the bytes of every package.
const HASH_OF_CONTENT: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

static PROJECT: LazyLock<(CodeLists, BTreeMap<FigureId, Vec<Quantity>>)> = LazyLock::new(|| {
    let lists = starter::lists();
    let own = starter::figures(&lists).into_iter().map(|figure| (figure.id, vec![figure.quantity])).collect();
    (lists, own)
});

/// Bytes as what is signed, by a key that is trusted.
fn signed(payload: &[u8]) -> Vec<u8> {
    let key = SigningKey::from_bytes(&[7; 32]);
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let header = json!({
        "format": "tierstat-exchange-1",
        "sender": "s",
        "public_key": hexadecimal(key.verifying_key().as_bytes()),
        "signature": hexadecimal(&key.sign(payload).to_bytes()),
    });
    [header.to_string().as_bytes(), b"\n", payload].concat()
}

fn taken_in(mut package: Package) {
    let (lists, own) = &*PROJECT;
    for (_, figure) in &mut package.figures {
        if figure.id.0 == RIGHT_ID {
            figure.id = id_of(figure);
        }
    }
    let count = package.figures.len() + package.unreadable.count;
    let signer = trusted_key::Signer { name: "s".to_owned(), publisher: None, rank: 3 };
    let receiver = package_figures::Receiver { lists, today: date(2026, 1, 1), own };
    let checked = package_figures::checked(package, receiver, &signer);
    assert_eq!(checked.figures.len() + checked.kept_out, count, "a figure is lost");
    if checked.figures.is_empty() {
        return;
    }
    let folder = starter::folder().join("out");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut ledger = Ledger::open(&folder.join("ledger.sqlite")).expect("a new ledger");
    let outcome = ledger.import(&ImportBatch {
        file: "shared.json",
        content: b"{}",
        content_hash: HASH_OF_CONTENT,
        interpretation_hash: "exchange",
        imported_on: date(2026, 1, 1),
        figures: &checked.figures,
        kept_back: &[],
        findings: &checked.findings,
    });
    outcome.expect("what the checks let in can be written");
    let snapshot = ledger.snapshot().expect("the ledger can be read");
    assert_eq!(snapshot.count().expect("a count"), checked.figures.len() as u64);
    let wrong = snapshot.verify().expect("the ledger can be verified");
    assert!(wrong.is_empty(), "{wrong:?}");
}

fuzz_target!(|content: &[u8]| {
    let bytes = if content.starts_with(b"{\"format\"") { content.to_vec() } else { signed(content) };
    if let Ok(package) = open_package(&bytes) {
        taken_in(package);
    }
});
