//! A folder and a command: a project in a temporary folder, and the program run in it.

pub(crate) mod drawing;
pub(crate) mod json_schema;
pub(crate) mod reworder;
pub(crate) mod tamperer;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// A project in a temporary folder that goes away with the value.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What one run of the program did.
pub(crate) struct Run {
    pub(crate) code: i32,
    /// The signal that ended it, where one did.
    pub(crate) signal: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// How much a run may take.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    /// The address space beyond the code of the program, which a build for tests makes large; it holds more than the memory.
    pub(crate) bytes: usize,
    /// Of the processor, whatever else the machine does.
    pub(crate) seconds: u32,
}

/// How much of the address space a program takes by itself: the segments that its file says are loaded.
fn code_of(program: &Path) -> usize {
    let mut head = vec![0; 4096];
    let mut file = std::fs::File::open(program).expect("the program");
    file.read_exact(&mut head).expect("its head");
    assert_eq!(head.get(..5), Some(b"\x7fELF\x02".as_slice()), "a program of 64 bits");
    let number = |place: usize, size: usize| -> usize {
        let bytes = head.get(place..place + size).into_iter().flatten();
        bytes.rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let (table, size, count) = (number(32, 8), number(54, 2), number(56, 2));
    let segments = (0..count).map(|place| table + place * size);
    // Those of kind 1 are loaded.
    segments.filter(|place| number(*place, 4) == 1).map(|place| number(place + 40, 8)).sum()
}

/// After so many seconds by the clock a run within a budget hangs, whatever the machine does beside it.
const HANGS: u32 = 90;

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository is where its crate is")
}

impl Project {
    /// An empty folder that is no project.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// One area, two tiers, one unit and one indicator: what is read in no time.
    pub(crate) fn small() -> Self {
        Self::empty()
            .with("tierstat.toml", "title = { zh-CN = \"小\", en = \"small\" }\n")
            .with(
                "datasets/areas/areas.csv",
                "code,name,short_name,name_en,aliases,tier,parent,valid_from,valid_until,merged_into\n1,全国,全国,China,,nation,,,,\n",
            )
            .with(
                "datasets/areas/tiers.toml",
                "[[tiers]]\nid = \"nation\"\nname = { zh-CN = \"国家级\", en = \"national\" }\nrank = 0\n\
                 [[tiers]]\nid = \"all\"\nname = { zh-CN = \"合计\", en = \"all\" }\nrank = 1\ntotal = true\n",
            )
            .with(
                "datasets/indicators/units.toml",
                "[[units]]\nid = \"number\"\nname = { zh-CN = \"个\", en = \"\" }\nkind = \"count\"\n",
            )
            .with(
                "datasets/indicators/things.toml",
                "id = \"things\"\nname = { zh-CN = \"机构\", en = \"things\" }\nunit = \"number\"\nmeasure = \"stock\"\n\
                 definition = { zh-CN = \"。\", en = \".\" }\n",
            )
    }

    /// A copy of the repository's own project: settings, datasets, reports.
    pub(crate) fn of_repository() -> Self {
        let project = Self::empty();
        for name in ["tierstat.toml", "datasets", "reports"] {
            copy(&repository().join(name), &project.path().join(name));
        }
        project
    }

    /// A copy of the repository's own project in which everything was built: one build serves all tests that begin after it.
    pub(crate) fn of_built_repository() -> Self {
        static BUILT: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
        let files = BUILT.get_or_init(|| {
            let first = Self::of_repository();
            first.run(["build", "--quiet"]).expect_code(0);
            first.files_under(".")
        });
        let project = Self::empty();
        for (name, content) in files {
            project.write(name, content);
        }
        project
    }

    /// A copy of a fixture project.
    pub(crate) fn of_fixture(name: &str) -> Self {
        let project = Self::empty();
        project.write_fixture(name, ".");
        project
    }

    /// Copies a fixture project to a folder.
    pub(crate) fn write_fixture(&self, name: &str, folder: &str) {
        copy(&repository().join("tests/fixtures").join(name), &self.path().join(folder));
    }

    /// Settings and code lists of the repository, without its publications and reports.
    pub(crate) fn with_code_lists() -> Self {
        let project = Self::empty();
        for name in ["tierstat.toml", "datasets/areas", "datasets/indicators", "datasets/dimensions"] {
            copy(&repository().join(name), &project.path().join(name));
        }
        project
    }

    /// A project whose ledger holds these figures: lines of indicator, tier, area code, period, printed number and status.
    ///
    /// Beside the indicators of the repository there is one more, `residents`.
    pub(crate) fn of_figures(lines: &str) -> Self {
        const RESIDENTS: &str = "id = \"residents\"\nname = { zh-CN = \"常住人口\", en = \"residents\" }\n\
            unit = \"persons\"\nmeasure = \"stock\"\n\
            [definition]\nzh-CN = \"常住人口数。\"\nen = \"People who live there.\"\n";
        const MAPPING: &str = "[columns]\nindicator = \"indicator\"\ntier = \"tier\"\n\
            area_code = \"area-code\"\nas_of = \"period\"\nvalue = \"value\"\nstatus = \"status\"\n";
        const ORIGIN: &str = "publisher = \"Office\"\ntitle = \"Figures\"\nedition = \"1\"\n";
        let project = Self::with_code_lists()
            .with("datasets/indicators/residents.toml", RESIDENTS)
            .with(
                "datasets/office/figures.csv",
                format!("indicator,tier,area_code,as_of,value,status\n{lines}"),
            )
            .with("datasets/office/figures.csv.mapping.toml", MAPPING)
            .with("datasets/office/figures.csv.origin.toml", ORIGIN);
        project.run(["import", "--quiet"]).expect_code(0);
        project
    }

    /// Few areas and one indicator, so that a run is quick, and no figures.
    pub(crate) fn of_starter() -> Self {
        let project = Self::of_fixture("members");
        std::fs::remove_dir_all(project.path().join("datasets/example")).expect("the example goes");
        project
    }

    /// Writes a long table about members with its mapping and origin: lines of area, period and printed number.
    pub(crate) fn write_long_table(&self, folder: &str, lines: &str) {
        self.write(&format!("{folder}/t.csv"), format!("area,period,value\n{lines}"));
        self.write(
            &format!("{folder}/t.csv.mapping.toml"),
            "[columns]\narea = \"area\"\nperiod = \"period\"\nvalue = \"value\"\n[defaults]\nindicator = \"members\"\ntier = \"all\"\n",
        );
        self.write(
            &format!("{folder}/t.csv.origin.toml"),
            format!("publisher = \"{folder}\"\ntitle = \"t\"\nedition = \"1\"\npublished-on = 2020-01-01\n"),
        );
    }

    /// Adds a file.
    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    /// Reads a file as text.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program, ready to be started in this folder.
    pub(crate) fn command<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tierstat"));
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null());
        command.env_clear().env("LANG", "en_GB.UTF-8");
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        Run::of(self.command(arguments))
    }

    /// Runs the program where it can have no more than 197 MiB of address space beyond its code, which holds more than its memory.
    pub(crate) fn run_in_little_memory<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        self.run_within(Budget { bytes: 197 << 20, seconds: 60 }, arguments)
    }

    /// Runs the program within a budget; a run that exceeds it ends by a signal.
    ///
    /// Only Linux can be asked for that; elsewhere the program runs as it is.
    pub(crate) fn run_within<'a>(&self, budget: Budget, arguments: impl IntoIterator<Item = &'a str>) -> Run {
        if !cfg!(target_os = "linux") {
            return self.run(arguments);
        }
        let program = self.command([]);
        let mut shell = Command::new("/bin/sh");
        let bytes = budget.bytes + code_of(Path::new(program.get_program()));
        let limits = format!("ulimit -v {} && ulimit -t {}", bytes / 1024, budget.seconds);
        shell
            .args(["-c", &format!("{limits} && exec timeout --signal=KILL {HANGS} \"$0\" \"$@\"")])
            .arg(program.get_program())
            .args(arguments);
        shell.current_dir(self.path()).stdin(Stdio::null()).env_clear().env("LANG", "en_GB.UTF-8");
        Run::of(shell)
    }

    /// Every file under a folder with its bytes, in order of name.
    pub(crate) fn files_under(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path().join(folder);
        let mut files = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(current) = folders.pop() {
            for entry in std::fs::read_dir(&current).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("it lies below").display().to_string();
                    // A link that leads nowhere stands there as well, with where it would lead.
                    let content = std::fs::read(&path).or_else(|_| {
                        std::fs::read_link(&path).map(|to| to.display().to_string().into_bytes())
                    });
                    files.push((name, content.expect("a file")));
                }
            }
        }
        files.sort();
        files
    }
}

/// How much of a fault there is to be: in every run of the tests, and with `TIERSTAT_FAULTS=long`.
#[expect(clippy::disallowed_methods, reason = "a test may be asked to take its time")]
pub(crate) fn quick_or_long<T>(quick: T, long: T) -> T {
    if std::env::var("TIERSTAT_FAULTS").is_ok_and(|asked| asked == "long") { long } else { quick }
}

impl Run {
    pub(crate) fn of(mut command: Command) -> Self {
        Self::of_command(&mut command)
    }

    /// What a command does that was prepared for it.
    pub(crate) fn of_command(command: &mut Command) -> Self {
        Self::of_output(command.output().expect("the program starts"))
    }

    /// What a process did that was started before.
    pub(crate) fn of_child(child: Child) -> Self {
        Self::of_output(child.wait_with_output().expect("the program ends"))
    }

    fn of_output(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            signal: signal(&output.status),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// Fails with everything that was said unless the exit code is the expected one.
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "exit code\n-- stdout\n{}\n-- stderr\n{}", self.stdout, self.stderr);
        self
    }

    /// stdout as JSON: the rows of an answer, or another document as it is.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        let mut document = self.document();
        if document["schema_version"] == 2 { document["rows"].take() } else { document }
    }

    /// stdout as one JSON document.
    #[track_caller]
    pub(crate) fn document(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}:\n{}", self.stdout))
    }
}

#[cfg(unix)]
pub(crate) fn signal(status: &std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(status)
}

#[cfg(not(unix))]
pub(crate) fn signal(_: &std::process::ExitStatus) -> Option<i32> {
    None
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::create_dir_all(to.parent().expect("a file has a folder")).expect("a folder");
        std::fs::copy(from, to).expect("a copy");
    }
}
