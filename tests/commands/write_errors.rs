//! System calls of a build that fail, one at a time, and disks that are full: what stands under a name is whole, nothing of the
//! ledger is lost, and the next build is as if nothing had been.

#![cfg(target_os = "linux")]
#![expect(clippy::print_stdout, reason = "a test of faults says what it did")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::publishing::{
    Rehearsal, built_and_grown, new_project, outputs, run_on_a_full_disk, without_charts,
};
use crate::harness::{Project, Run, quick_or_long};
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use tierstat_store::Snapshot;

/// How many calls that write fail, each in a build of its own, and how many that read.
const WRITES: u64 = 16;
const LONG_WRITES: u64 = 300;
const READS: u64 = 8;
const LONG_READS: u64 = 100;
/// How many disks are full, each at another size.
const DISKS: u64 = 3;
const LONG_DISKS: u64 = 40;

/// No call: the files of a build that cannot grow beyond some size.
const GROWTH: &str = "growth";

/// What fails, and how.
const WRITING: [(&str, &str); 12] = [
    ("pwrite64", "ENOSPC"),
    ("write", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("write", "EDQUOT"),
    ("fsync", "EIO"),
    (GROWTH, "EFBIG"),
    ("ftruncate", "EIO"),
    ("rename", "EACCES"),
    (GROWTH, "EFBIG"),
    ("unlink", "EACCES"),
    ("mkdir", "ENOSPC"),
    ("openat", "ENOSPC"),
];
const READING: [(&str, &str); 5] =
    [("read", "EIO"), ("pread64", "EIO"), ("openat", "EMFILE"), ("getdents64", "EIO"), ("statx", "EACCES")];

/// xorshift64 (Marsaglia 2003): the same faults every time.
struct Chance(u64);

impl Chance {
    /// A number from 1 to `end`.
    fn up_to(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1) + 1
    }
}

fn under_strace(project: &Project, arguments: &[&str]) -> Command {
    let program = project.command([]);
    let mut strace = Command::new("strace");
    strace.args(["--follow-forks", "--quiet=all", "--output=/dev/null"]).args(arguments);
    strace.arg(program.get_program()).args(["build", "--language", "en"]);
    strace.current_dir(project.path()).stdin(Stdio::null()).env_clear();
    strace.env("PATH", "/usr/bin:/bin").env("LANG", "en_GB.UTF-8");
    strace
}

/// Whether calls can be made to fail here.
fn has_strace() -> bool {
    Command::new("strace")
        .args(["-qq", "-e", "trace=none", "true"])
        .output()
        .is_ok_and(|run| run.status.success())
}

/// How often a build makes a call.
fn calls(rehearsal: &Rehearsal, call: &str) -> u64 {
    let project = rehearsal.project();
    let counted = project.path().join("calls");
    let trace = format!("--trace={call}");
    let output = format!("--output={}", counted.display());
    under_strace(&project, &[&output, &trace]).output().unwrap();
    std::fs::read_to_string(counted).unwrap_or_default().lines().count() as u64
}

fn imports(project: &Project) -> usize {
    Snapshot::open(&project.path().join("out/ledger.sqlite")).unwrap().imports().unwrap().len()
}

/// What must hold after a build in which something failed.
#[track_caller]
fn expect_sound(rehearsal: &Rehearsal, project: &Project, run: &Run, before: usize, fault: &str) {
    let said = || format!("{fault}: code {} {:?}\n{}\n{}", run.code, run.signal, run.stdout, run.stderr);
    assert!(run.signal.is_none() && run.code != 101, "{}", said());
    let (are_old, _) = rehearsal.expect_whole(&outputs(project, "out"), fault);
    assert!(run.code != 0 || are_old == 0, "it ended well and left {are_old} files as they were: {}", said());
    assert!(run.code == 0 || !run.stderr.is_empty(), "it failed in silence: {}", said());
    let again = project.run(["build", "--language", "en"]);
    assert_eq!(again.code, 0, "the next build: {}\n{}", again.stderr, said());
    assert!(outputs(project, "out") == rehearsal.new, "the next build is another one: {}", said());
    assert!(imports(project) >= before, "an import is lost: {}", said());
    let verified = project.run(["ledger", "verify", "--language", "en"]);
    assert_eq!(verified.code, 0, "{}{}\n{}", verified.stdout, verified.stderr, said());
}

/// Lets calls fail, one in each build.
fn check(kinds: &[(&str, &str)], faults: u64) {
    let rehearsal = Rehearsal::of(&built_and_grown(without_charts(new_project())));
    let before = imports(&rehearsal.project());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    if !has_strace() {
        println!("no strace here: files that cannot grow stand for all faults");
    }
    let traced = kinds.iter().map(|(call, _)| *call).filter(|call| *call != GROWTH && has_strace());
    let counts: BTreeMap<&str, u64> = traced.map(|call| (call, calls(&rehearsal, call))).collect();
    let (mut failed, mut went_well) = (BTreeMap::<&str, u64>::new(), 0);
    for fault in 0..faults {
        let (call, error) = kinds[usize::try_from(fault).unwrap() % kinds.len()];
        let project = rehearsal.project();
        let count = counts.get(call).copied().unwrap_or(0);
        let (run, what) = if count == 0 {
            let blocks = u32::try_from(chance.up_to(500)).unwrap();
            (run_on_a_full_disk(&project, blocks, ["build", "--language", "en"]), format!("{blocks} blocks"))
        } else {
            let inject = format!("{call}:error={error}:when={}", chance.up_to(count));
            let (trace, injected) = (format!("--trace={call}"), format!("--inject={inject}"));
            (Run::of_command(&mut under_strace(&project, &[&trace, &injected])), inject)
        };
        expect_sound(&rehearsal, &project, &run, before, &format!("fault {fault}, {what}"));
        *failed.entry(if count == 0 { GROWTH } else { call }).or_default() += 1;
        went_well += u64::from(run.code == 0);
    }
    println!("{faults} faults {failed:?}, {went_well} of them did no harm; of calls in a build: {counts:?}");
    assert!(went_well < faults, "no fault was felt");
}

#[test]
fn whichever_write_fails_nothing_is_lost_or_half() {
    check(&WRITING, quick_or_long(WRITES, LONG_WRITES));
}

#[test]
fn whichever_read_fails_nothing_is_left_out_in_silence() {
    if has_strace() {
        check(&READING, quick_or_long(READS, LONG_READS));
    }
}

/// Builds on a disk of so many bytes, then on one with room; what stood there after the first goes to `after`.
const ON_A_SMALL_DISK: &str = "mv out kept && mkdir out after && mount -t tmpfs -o size=$1 none out && cp -a kept/. out/ || exit 99
\"$0\" build --language en; code=$?
cp -a out/. after/ && mount -o remount,size=64m out && \"$0\" build --quiet && rm -r kept && cp -a out again || exit 98
exit $code";

#[test]
fn on_a_small_disk_nothing_is_lost_or_half() {
    let may_mount = ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/tmp"];
    if !Command::new("unshare").args(may_mount).output().is_ok_and(|run| run.status.success()) {
        println!("no disk may be mounted here");
        return;
    }
    let rehearsal = Rehearsal::of(&built_and_grown(without_charts(new_project())));
    let before = imports(&rehearsal.project());
    // A file takes whole pages of such a disk, and so does the name of a folder.
    let pages = |content: &Vec<u8>| content.len().next_multiple_of(4096) as u64;
    let kept = rehearsal.start.iter().filter(|(name, _)| name.starts_with("out/"));
    let held: u64 = kept.map(|(_, content)| pages(content)).sum();
    let written: u64 = rehearsal.new.values().map(pages).sum();
    let (disks, mut chance, mut full) = (quick_or_long(DISKS, LONG_DISKS), Chance(0x9E37_79B9_7F4A_7C15), 0);
    for disk in 0..disks {
        let project = rehearsal.project();
        // Room for less or more than the log of the ledger and the new files, which are written beside the old ones: from hardly any
        // to plenty, so that some are full whatever chance says.
        let room = 6 * written / disks;
        let most = if disk == 0 { room / 8 } else { room };
        let size = held + room * disk + chance.up_to(most);
        let program = project.command([]);
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK]);
        command.arg(program.get_program()).arg(size.to_string());
        command.current_dir(project.path()).stdin(Stdio::null()).env_clear();
        let run = Run::of_command(command.env("PATH", "/usr/bin:/bin").env("LANG", "en_GB.UTF-8"));
        let fault = format!("disk {disk} of {size} bytes");
        assert!(![98, 99].contains(&run.code), "{fault}: {}{}", run.stdout, run.stderr);
        let (are_old, _) = rehearsal.expect_whole(&outputs(&project, "after"), &fault);
        assert!(run.code != 0 || are_old == 0, "{fault}: {}{}", run.stdout, run.stderr);
        assert!(outputs(&project, "again") == rehearsal.new, "{fault}: the next build is another one");
        let ledger = Snapshot::open(&project.path().join("again/ledger.sqlite")).unwrap();
        assert!(ledger.imports().unwrap().len() >= before && ledger.verify().unwrap().is_empty(), "{fault}");
        full += u64::from(run.code != 0);
    }
    println!("{disks} small disks, {full} of them were full");
    assert!(full > 0, "no disk was full");
}
