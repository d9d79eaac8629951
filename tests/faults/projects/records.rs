//! What a person writes beside a file: its mapping, its origin, its corrections, the defaults of its folder.

use super::{HostileProject, Right, many};

const TABLE: &str = "datasets/other/t.csv";

fn beside(name: &'static str, ending: &str, right: Right, text: impl Into<Vec<u8>>) -> HostileProject {
    HostileProject::new(name, &format!("{TABLE}{ending}"), right, text)
}

pub(super) fn projects() -> Vec<HostileProject> {
    let mapping = |name, right, text: &str| beside(name, ".mapping.toml", right, text);
    let origin = |name, right, more: &str| {
        beside(name, ".origin.toml", right, format!("title = \"t\"\nedition = \"1\"\n{more}"))
    };
    let correction = |name, right, more: &str| {
        let sound = "[[corrections]]\ncell = \"B3\"\nexpected = \"1999\"\nreason = \"r\"\nprovider-status = \"reported\"\n";
        beside(name, ".corrections.toml", right, format!("{sound}{more}"))
    };
    let nested = format!("a = {}", "[".repeat(100_000));
    vec![
        mapping("a table of all cells", Right::Built, "[[tables]]\nrange = \"A1:XFD1048576\"\n"),
        mapping("a table of no cells", Right::Refused, "[[tables]]\nrange = \"\"\n"),
        mapping(
            "a header of four billion rows",
            Right::Refused,
            "[[tables]]\nheader-rows = [1, 4294967295]\n",
        ),
        mapping(
            "data before the header",
            Right::Refused,
            "[[tables]]\nheader-rows = [9, 9]\ndata-rows = [3, 1]\n",
        ),
        mapping("four billion label columns", Right::Built, "[[tables]]\nstub-columns = 4294967295\n"),
        mapping("all rows ignored", Right::Built, "[[ignore]]\nrows = [\"1:4294967295\"]\n"),
        mapping("rows ignored backwards", Right::Refused, "[[ignore]]\nrows = [\"9:1\"]\n"),
        mapping("a scale of infinity", Right::Refused, "[defaults]\nscale = inf\n"),
        mapping("a scale that is no number", Right::Refused, "[defaults]\nscale = nan\n"),
        mapping("a scale of nothing", Right::Refused, "[defaults]\nscale = 0.0\n"),
        mapping("a scale below zero", Right::Refused, "[defaults]\nscale = -1.0\n"),
        mapping("a scale of ten to the three hundredth", Right::Refused, "[defaults]\nscale = 1e308\n"),
        mapping("a period that is none", Right::Refused, "[defaults]\nperiod = \"2015-13\"\n"),
        mapping("the last period there is", Right::Built, "[defaults]\nperiod = \"9999-12\"\n"),
        mapping("a cell that no sheet has", Right::Refused, "[cells]\nZZZZZZ9 = { ignore = true }\n"),
        mapping(
            "fifty thousand labels",
            Right::Refused,
            &format!("[labels]\n{}", many(50_000, |number| format!("\"l{number}\" = {{ area = \"1\" }}\n"))),
        ),
        mapping("a status that is none", Right::Refused, "[status]\n\"…\" = \"ZZ\"\n"),
        origin("an origin of no publisher", Right::Refused, ""),
        origin(
            "a publisher of a megabyte",
            Right::Built,
            &format!("publisher = \"{}\"\n", "p".repeat(1 << 20)),
        ),
        origin("a publisher of control characters", Right::Built, "publisher = \"p\\u001b[2J\\u202e\"\n"),
        origin(
            "a day that no calendar has",
            Right::Refused,
            "publisher = \"p\"\npublished-on = 2023-02-30\n",
        ),
        origin(
            "a day in eight thousand years",
            Right::Built,
            "publisher = \"p\"\npublished-on = 9999-12-31\n",
        ),
        origin("an address that runs", Right::Built, "publisher = \"p\"\nurl = \"javascript:alert(1)\"\n"),
        origin("an origin in arrays in arrays", Right::Refused, &nested),
        correction("a correction to infinity", Right::Built, "action = \"override\"\nvalue = \"1e999\"\n"),
        correction("a correction of no value", Right::Refused, "action = \"override\"\n"),
        correction("a correction of no action", Right::Refused, "action = \"guess\"\nvalue = \"1\"\n"),
        correction("corrections in arrays in arrays", Right::Refused, &nested),
        HostileProject::new(
            "defaults in arrays in arrays",
            "datasets/other/defaults.toml",
            Right::Refused,
            nested.clone(),
        ),
        HostileProject::new(
            "defaults of an indicator that is none",
            "datasets/other/defaults.toml",
            Right::Refused,
            "indicator = \"ghosts\"\n",
        ),
        HostileProject::new(
            "defaults of a scale that is no number",
            "datasets/other/defaults.toml",
            Right::Refused,
            "scale = nan\n",
        ),
        HostileProject::new(
            "defaults that are no text",
            "datasets/other/defaults.toml",
            Right::Refused,
            vec![0xff; 100],
        ),
    ]
}
