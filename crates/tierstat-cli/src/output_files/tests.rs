//! What stands under a name, whatever fails.

use super::OutputFiles;
use super::fault::{self, Fault};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A set of files in a folder and below it.
const SET: [(&str, &[u8]); 3] = [("one.md", b"new one"), ("below/two.svg", b"new two"), ("three", b"")];

/// What goes when the set is published, where it stands there.
const GONE: [&str; 2] = ["gone.md", "charts/gone.svg"];

/// Everything under a folder, staging places among it.
fn all_under(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                found.insert(format!("{name}/"), Vec::new());
                folders.push(path);
            } else {
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn publish(folder: &Path) -> Result<(), crate::exit::Failure> {
    let mut files = OutputFiles::in_folder(folder)?;
    for (name, content) in SET {
        files.add(&folder.join(name), content)?;
    }
    for name in GONE.iter().filter(|name| folder.join(name).exists()) {
        files.discard(&folder.join(name))?;
    }
    files.publish()
}

/// Publishes with a failure at every step in turn, until there are no more steps; returns how many there were.
fn fail_at_every_step(before: &[(&str, &[u8])]) -> u64 {
    for at in 1.. {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("out/report");
        for (name, content) in before {
            fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            fs::write(folder.join(name), content).unwrap();
        }
        let was = all_under(root.path());
        fault::plan(Fault::Fails, at);
        let published = publish(&folder);
        fault::plan(Fault::Fails, 0);
        if published.is_ok() {
            return at - 1;
        }
        assert_eq!(all_under(root.path()), was, "a failure at step {at} left something");
    }
    unreachable!("a set has an end of steps")
}

#[test]
fn a_set_that_fails_at_any_step_leaves_everything_as_it_was() {
    let first = fail_at_every_step(&[]);
    let again = fail_at_every_step(&[("one.md", b"old one"), ("below/two.svg", b"old"), ("other", b"other")]);
    let old: [(&str, &[u8]); 3] = [("one.md", b"old one"), (GONE[0], b"gone"), (GONE[1], b"gone")];
    // To keep and to take away each of them, and the other folder.
    assert_eq!(fail_at_every_step(&old), fail_at_every_step(&old[..1]) + 2 * 2 + 1);
    // A folder, a staging place, its lock; writing, syncing, renaming for each file; the folders.
    assert!(first.min(again) >= 3 + 3 * 3 + 2, "{first} steps, then {again}");
}

#[test]
fn a_published_set_stands_whole_with_nothing_beside_it() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("out");
    for name in GONE {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), "gone").unwrap();
    }
    for _ in 0..2 {
        publish(&folder).unwrap();
        let mut expected: BTreeMap<String, Vec<u8>> =
            SET.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec())).collect();
        expected.insert("below/".to_owned(), Vec::new());
        assert_eq!(all_under(&folder), expected);
    }
}

#[test]
fn a_name_that_cannot_be_had_keeps_the_others_from_changing() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("one.md"), "old").unwrap();
    fs::create_dir(root.path().join("three")).unwrap();
    let was = all_under(root.path());
    let error = publish(root.path()).unwrap_err();
    assert!(error.to_string().contains("three"), "{error}");
    assert_eq!(all_under(root.path()), was);
}

#[test]
fn the_staging_place_of_a_dead_process_is_cleared_and_that_of_a_living_one_is_not() {
    let root = tempfile::tempdir().unwrap();
    let dead = root.path().join(".tierstat-0123456789abcdef.part");
    fs::create_dir(&dead).unwrap();
    fs::write(dead.join("lock"), "").unwrap();
    fs::write(dead.join("0"), "half").unwrap();
    // Killed between the folder and its lock.
    fs::create_dir(root.path().join(".tierstat-0123456789abcde0.part")).unwrap();
    // What only looks alike is somebody's own.
    fs::create_dir(root.path().join(".tierstat-mine.part")).unwrap();
    let mut living = OutputFiles::in_folder(root.path()).unwrap();
    living.add(&root.path().join("living"), b"living").unwrap();
    OutputFiles::write(&root.path().join("other"), b"other").unwrap();
    let names: Vec<String> = all_under(root.path()).into_keys().filter(|name| name.ends_with('/')).collect();
    assert_eq!(names.len(), 2, "one lives, one is not ours: {names:?}");
    assert!(names.contains(&".tierstat-mine.part/".to_owned()), "{names:?}");
    living.publish().unwrap();
    assert_eq!(fs::read(root.path().join("living")).unwrap(), b"living");
}

#[test]
fn a_file_that_is_made_elsewhere_has_its_name_only_when_it_is_whole() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("made");
    let refused = OutputFiles::write_by(&path, |staged| {
        fs::write(staged, "half").unwrap();
        Err(super::failure(&path, std::io::ErrorKind::StorageFull.into()))
    });
    assert!(refused.is_err());
    assert!(all_under(root.path()).is_empty());
    OutputFiles::write_by(&path, |staged| {
        fs::write(staged, "whole").unwrap();
        Ok(())
    })
    .unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"whole");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_device_stays_a_device() {
    let root = tempfile::tempdir().unwrap();
    let (target, link) = (root.path().join("target"), root.path().join("link"));
    fs::write(&target, "old").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    OutputFiles::write(&link, b"new").unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read(&target).unwrap(), b"new");
    let null = Path::new("/dev/null");
    OutputFiles::write(null, b"gone").unwrap();
    assert!(!fs::metadata(null).unwrap().is_file());
}
