//! The walk-through of the documentation, by its words alone: what stands in its boxes is typed and saved, in both languages.

use super::player::Player;
use crate::harness::repository;

/// A box of a page: what it holds, and the line before it that says what it is.
struct Fenced {
    kind: String,
    text: String,
    before: String,
}

fn boxes(page: &str) -> Vec<Fenced> {
    let mut boxes = Vec::new();
    let mut open: Option<Fenced> = None;
    let mut before = String::new();
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => boxes.extend(open.take()),
            (Some(found), None) => found.text.push_str(&format!("{line}\n")),
            (None, Some(kind)) => {
                open = Some(Fenced { kind: kind.to_owned(), text: String::new(), before: before.clone() });
            }
            (None, None) if !line.is_empty() => line.clone_into(&mut before),
            (None, None) => {}
        }
    }
    boxes
}

/// The words of a command as a shell parts them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            sign => words.last_mut().expect("a word").push(sign),
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

/// Walks a page; gives back who walked, and all that was seen on terminals. `None` where there is no terminal to be had.
fn walk(page: &str, language: &'static str) -> Option<(Player, String)> {
    let text = std::fs::read_to_string(repository().join("crates/tierstat-cli/docs").join(page)).expect(page);
    let mut player = Player::new(language);
    let mut screens = String::new();
    for found in boxes(&text) {
        match found.kind.as_str() {
            "csv" => {
                let name = found
                    .before
                    .split('`')
                    .nth(1)
                    .unwrap_or_else(|| panic!("{page}: no name of a file: {}", found.before));
                let path = player.folder.join(name);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                std::fs::write(path, &found.text).expect("a file");
            }
            "text" => {
                for line in found.text.lines() {
                    assert!(screens.contains(line), "{page}: nobody sees `{line}`:\n{screens}");
                }
            }
            _ => {
                for line in found.text.lines() {
                    let typed = words(line);
                    let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
                    match typed.as_slice() {
                        ["cargo", ..] => {}
                        ["cd", folder] => player.folder.push(folder),
                        ["tierstat", "settle"] => screens.push_str(&player.settle(&["settle"], |_| '1')?),
                        ["tierstat", rest @ ..] => {
                            let run = player.call(rest).expect_code(0);
                            screens.push_str(&(run.stdout + &run.stderr));
                        }
                        other => panic!("{page}: {other:?}"),
                    }
                }
            }
        }
    }
    Some((player, screens))
}

#[test]
fn the_walk_through_does_what_it_says_in_both_languages() {
    for (page, language, folder, report, said) in [
        (
            "walk-through.md",
            "en_GB.UTF-8",
            "ours",
            "out/reports/sums/sums.en.md",
            ["at least 6,952", "Scotland, Northern Ireland", "the end of 2026", "“1312”"],
        ),
        (
            "walk-through.zh-CN.md",
            "zh_CN.UTF-8",
            "我们",
            "out/reports/汇总/汇总.zh-CN.md",
            ["不低于11,", "2/14", "2026年底", "1,602"],
        ),
    ] {
        let Some((player, _)) = walk(page, language) else {
            eprintln!("skipped: there is no program `script` here that makes a terminal");
            return;
        };
        let report = player.project.read(&format!("{folder}/{report}"));
        for words in said {
            assert!(report.contains(words), "{page}: the report does not say {words}:\n{report}");
        }
    }
}
