//! What stands where a file should: links, pipes, folders, and files of the program's own.

use super::{Content, HostileProject, Right};

pub(super) fn projects() -> Vec<HostileProject> {
    let at =
        |name, file: &str, right, content| HostileProject { name, file: file.to_owned(), content, right };
    let link = |name, file, right, to: &str| at(name, file, right, Content::Link(to.to_owned()));
    let table = "会员数,\n地区,2025年底\n全国,1999\n";
    let folders = |depth: usize| vec![(format!("{}t.csv", "d/".repeat(depth)), table.as_bytes().to_vec())];
    let twins = (0..2000).map(|number| (format!("{number}.txt"), b"no table\n".to_vec())).collect();
    let unfinished =
        |name, right, text: &str| HostileProject::new(name, "out/unfinished-imports.json", right, text);
    vec![
        link("a file that is a link to itself", "datasets/other/t.csv", Right::Built, "t.csv"),
        link("a folder that is a link to its parent", "datasets/other/deep", Right::Built, ".."),
        link("a file that is zeros without end", "datasets/other/t.csv", Right::Built, "/dev/zero"),
        link(
            "settings that are zeros without end",
            "datasets/other/defaults.toml",
            Right::Refused,
            "/dev/zero",
        ),
        link(
            "a ledger that is a link",
            "out/ledger.sqlite",
            Right::NotOpened,
            "../datasets/example/first/members.csv",
        ),
        at("a file that is a pipe", "datasets/other/t.csv", Right::Built, Content::Pipe),
        at("a mapping that is a pipe", "datasets/other/t.csv.mapping.toml", Right::Refused, Content::Pipe),
        at("a text that is a pipe", "reports/members/text.en.md", Right::Refused, Content::Pipe),
        at("an area list that is a pipe", "datasets/areas/areas.csv", Right::NotOpened, Content::Pipe),
        at("settings that are a pipe", "tierstat.toml", Right::NotOpened, Content::Pipe),
        at("a ledger that is a pipe", "out/ledger.sqlite", Right::NotOpened, Content::Pipe),
        at(
            "a ledger that is a folder",
            "out/ledger.sqlite",
            Right::NotOpened,
            Content::Folder(vec![("a".to_owned(), Vec::new())]),
        ),
        at("a thousand folders deep", "datasets/other", Right::Built, Content::Folder(folders(1000))),
        at("two thousand files that are no table", "datasets/other", Right::Built, Content::Folder(twins)),
        at(
            "an output where a folder should be",
            "out/reports/members/members.en.html",
            Right::NotWritten,
            Content::Folder(vec![("a".to_owned(), Vec::new())]),
        ),
        HostileProject::new("a ledger of nothing", "out/ledger.sqlite", Right::NotOpened, ""),
        HostileProject::new("a ledger of zeros", "out/ledger.sqlite", Right::NotOpened, vec![0; 1 << 20]),
        HostileProject::new(
            "a manifest in arrays in arrays",
            "out/reports/members/manifest.json",
            Right::Built,
            "[".repeat(100_000),
        ),
        unfinished("unfinished imports in arrays in arrays", Right::Built, &"[".repeat(100_000)),
        unfinished("unfinished imports of nothing", Right::Built, ""),
    ]
}
