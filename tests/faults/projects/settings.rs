//! The settings of a project.

use super::{HostileProject, Right, many};

fn settings(name: &'static str, right: Right, more: &str) -> HostileProject {
    let sound = "title = { zh-CN = \"会员\", en = \"members\" }\n";
    HostileProject::new(name, "tierstat.toml", right, format!("{sound}{more}"))
}

pub(super) fn projects() -> Vec<HostileProject> {
    let refused = |name, more: &str| settings(name, Right::NotOpened, more);
    let built = |name, more: &str| settings(name, Right::Built, more);
    vec![
        refused("arrays in arrays", &format!("a = {}", "[".repeat(100_000))),
        refused("tables in tables", &format!("a = {}", "{a=".repeat(100_000))),
        refused("a key of a hundred thousand parts", &format!("{}a = 1", "a.".repeat(100_000))),
        refused("a key that is unknown", "colour = \"red\"\n"),
        refused("a text that never closes", &format!("a = \"\"\"{}", "x".repeat(1 << 20))),
        refused("limits below zero", "[limits]\ncells = -1\n"),
        refused("limits that no number holds", "[limits]\ncells = 99999999999999999999\n"),
        refused("limits in words", "[limits]\ncells = \"many\"\n"),
        refused("datasets above the project", "[folders]\ndatasets = \"../..\"\n"),
        refused("an output at the root", "[folders]\nout = \"/\"\n"),
        refused("a fiscal year of month thirteen", "[fiscal-year]\nbegins = \"13-01\"\n"),
        refused("a rank below zero", "[[sources]]\npublisher = \"p\"\nrank = -1\n"),
        refused("a day that no calendar has", "[[exchange]]\nname = \"p\"\nkey = \"0\"\nfrom = 2023-02-30\n"),
        HostileProject::new("settings of nothing", "tierstat.toml", Right::NotOpened, ""),
        HostileProject::new("settings that are no text", "tierstat.toml", Right::NotOpened, vec![0xff; 100]),
        HostileProject::new("settings of zeros", "tierstat.toml", Right::NotOpened, vec![0; 1 << 20]),
        built("a remark of two megabytes", &format!("# {}\n", "x".repeat(2 << 20))),
        built(
            "limits without end",
            "[limits]\ncells = 9223372036854775807\nmemory-bytes = 9223372036854775807\nmemory-for-each-byte = 9223372036854775807\n",
        ),
        built(
            "ten thousand publishers",
            &many(10_000, |number| format!("[[sources]]\npublisher = \"p{number}\"\nrank = {number}\n")),
        ),
        built(
            "ten thousand keys",
            &many(10_000, |number| format!("[[exchange]]\nname = \"p{number}\"\nkey = \"{number:064}\"\n")),
        ),
        built("no languages", "languages = []\n"),
        built("folders that are nowhere", "not-imported = [\"../..\", \"/etc\", \"\", \"no/such\"]\n"),
        built("an output in the datasets", "[folders]\nout = \"datasets/out\"\n"),
    ]
}
