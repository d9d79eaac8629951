//! The pages on security: what they say in one language they say in the other.

use crate::harness::repository;

/// What does not change with the language: headings by depth, list items, paragraphs in bold, columns of tables, and what stands in code.
fn skeleton(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join(page)).expect("a page");
    let mut parts = Vec::new();
    let mut code: Vec<&str> = Vec::new();
    for line in text.lines() {
        let begins = match line.split_once(' ') {
            Some((mark @ ("#" | "##" | "###" | "-"), _)) => Some(mark.to_owned()),
            _ if line.starts_with("**") => Some("**".to_owned()),
            _ if line.starts_with('|') => Some(format!("{} columns", line.matches('|').count())),
            _ => None,
        };
        // A part holds its code in no order, since languages order their words differently.
        if let Some(mark) = begins {
            code.sort_unstable();
            parts.push(code.join(" "));
            parts.push(mark);
            code.clear();
        }
        code.extend(line.split('`').skip(1).step_by(2));
    }
    code.sort_unstable();
    parts.push(code.join(" "));
    parts
}

#[test]
fn both_pages_on_security_have_the_same_parts() {
    let english = skeleton("SECURITY.md");
    assert!(english.len() > 60, "{english:?}");
    assert_eq!(english, skeleton("SECURITY.zh-CN.md"));
}
