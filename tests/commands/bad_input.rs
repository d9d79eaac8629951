//! Messages and exit codes for input that cannot be read.

use crate::harness::Project;

const FAR_CELL: &[u8] = include_bytes!("../fixtures/unreadable/one-far-cell.xlsx");
const PASSWORD: &[u8] = include_bytes!("../fixtures/unreadable/password.xlsx");
const NO_ENCODING: &[u8] = include_bytes!("../fixtures/unreadable/no-known-encoding.csv");
/// A stored (not packed) zip with one member, enough to look like a workbook.
const CUT_ZIP: &[u8] = b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00!\x00\xaa\xaa\xaa\xaa\xff\x00\x00\x00\xff\x00\x00\x00\x13\x00\x00\x00[Content_Types].xml<?xml";
const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";

#[track_caller]
fn refused(name: &str, content: Option<&[u8]>, expected: &str) {
    let project = Project::of_repository();
    project.run(["import", "--quiet"]).expect_code(0);
    let before = project.files_under("out");
    if let Some(content) = content {
        project.write(name, content);
    }
    for verb in ["inspect", "table", "import"] {
        let run = project.run_in_little_memory([verb, name, "--language", "en"]).expect_code(3);
        assert!(run.stderr.contains(name), "{verb}: the message names the file\n{}", run.stderr);
        assert!(run.stderr.contains(expected), "{verb}: {expected} is missing\n{}", run.stderr);
        assert!(run.stderr.contains("hint:"), "{verb}: the message says what to do\n{}", run.stderr);
        let chinese = project.run([verb, name, "--language", "zh-CN"]).expect_code(3);
        assert!(chinese.stderr.contains("错误：") && chinese.stderr.contains("提示："), "{}", chinese.stderr);
    }
    assert!(project.files_under("out") == before, "the ledger is untouched");
}

#[test]
fn a_missing_file() {
    refused("nowhere.xlsx", None, "no file");
}

#[test]
fn an_empty_file() {
    refused("empty.xlsx", Some(b""), "empty");
}

#[test]
fn a_picture_named_xlsx() {
    refused("picture.xlsx", Some(PICTURE), "picture");
}

#[test]
fn a_truncated_zip() {
    refused("cut.xlsx", Some(CUT_ZIP), "cut");
}

#[test]
fn bytes_that_are_no_text() {
    let noise: Vec<u8> = (0..4096_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    refused("noise.csv", Some(&noise), "noise.csv");
}

#[test]
fn a_password_protected_workbook() {
    refused("password.xlsx", Some(PASSWORD), "protected with a password");
}

#[test]
fn one_cell_at_the_far_corner() {
    refused("one-far-cell.xlsx", Some(FAR_CELL), "XFD1048576");
}

#[test]
fn text_in_no_known_encoding() {
    refused("no-known-encoding.csv", Some(NO_ENCODING), "encoding");
}
