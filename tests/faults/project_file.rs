//! What a person writes beside a file: mappings, with the file they speak of.

use super::{Fault, Right};

fn mapping(name: &'static str, right: Right, text: String) -> Fault {
    let table = "地区,数量\n北京,7\n";
    Fault {
        unpacked: text.len(),
        beside: Some((".mapping.toml", text.into_bytes())),
        ..Fault::new(name, right, table.as_bytes().to_vec())
    }
}

pub(super) fn faults() -> Vec<Fault> {
    let refused = |name, text: String| mapping(name, Right::Refused, text);
    vec![
        refused("arrays-in-arrays.csv", format!("a = {}", "[".repeat(100_000))),
        refused("tables-in-tables.csv", format!("a = {}", "{a=".repeat(100_000))),
        refused("a-key-of-a-hundred-thousand-parts.csv", format!("{}a = 1", "a.".repeat(100_000))),
        refused("a-table-of-a-hundred-thousand-parts.csv", format!("[{}a]", "a.".repeat(100_000))),
        refused("a-text-that-never-closes.csv", format!("a = \"\"\"{}", "x".repeat(1 << 20))),
        refused(
            "unknown-keys-by-the-thousand.csv",
            (0..20_000).map(|number| format!("k{number} = 1\n")).collect(),
        ),
        mapping("a-remark-of-two-megabytes.csv", Right::Read, format!("# {}\n", "x".repeat(2 << 20))),
    ]
}
